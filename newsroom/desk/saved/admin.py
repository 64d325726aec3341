"""Saving a view of a list, renaming, sharing and deleting it."""

import copy

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.gone import Fate
from newsroom.desk.saved.models import SavedView
from newsroom.desk.saved.query import asked, columns_of, kept
from newsroom.desk.saved.shelf import UNFIT, Outdated, missing
from newsroom.desk.seen_form import SeenForm
from newsroom.desk.two_editors import TwoEditors

MOST = 40  # views of one list that one editor, or the desk, has


class SavedViewForm(SeenForm):
    shared = forms.BooleanField(
        label=_("for the whole desk"),
        required=False,
        help_text=_("Everybody who sees this list finds the view above it. Otherwise it is yours alone."),
    )
    # Set by the admin on the class it makes for one request
    door = request = None

    class Meta:
        model = SavedView
        fields = ["name", "model", "query"]
        widgets = {"model": forms.HiddenInput, "query": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["shared"] = self.instance.is_shared

    def clean(self):
        data = super().clean()
        if self.instance.pk is None:
            data["query"] = self._fitting(data.get("model"), data.get("query"))
        model = data.get("model") or self.instance.model
        self.owner = None if data.get("shared") and self.door.may_share(self.request) else self.request.user
        # Two saves at one moment come one after the other, and the second sees the name is taken.
        ContentType.objects.select_for_update(no_key=True).filter(app_label="desk", model="savedview").first()
        others = SavedView.objects.filter(model=model, owner=self.owner).exclude(pk=self.instance.pk)
        if others.filter(name=data.get("name")).exists():
            self.add_error("name", _("This list has a view of this name already. Choose another name."))
        elif others.count() >= MOST:
            raise ValidationError(_("This list has %(most)d views by now. Delete one before you save another."), params={"most": MOST})  # fmt: skip
        return data

    def _fitting(self, model, query):
        """The query in the form in which it is kept, once the list itself has taken it."""
        door = door_of(self.door.admin_site, model)
        if door is None or not query or not door.has_view_permission(self.request):
            raise ValidationError(_("Open a list, filter or search it, and save the view from there."))
        request = copy.copy(self.request)
        columns = columns_of(door, request)
        request.method, request.GET = "GET", asked(query, columns)
        try:
            if any("\0" in text for _name, texts in request.GET.lists() for text in texts):
                raise IncorrectLookupParameters
            lacking = missing(door.get_changelist_instance(request), request)
        except (*UNFIT, Outdated):
            raise ValidationError(
                _("This list cannot be filtered like that. Filter it anew and save the view from there.")
            ) from None
        if lacking:
            raise ValidationError(
                _("What you chose at “%(filters)s” is no longer there. Filter the list anew, then save the view."),
                params={"filters": gettext(", ").join(lacking)},
            )  # fmt: skip
        return kept(request.GET, columns)


def door_of(site, label):
    """The ModelAdmin of the model so labelled; None for one that is no more."""
    try:
        return site._registry.get(apps.get_model(label or ""))
    except (LookupError, ValueError):
        return None


def address_of(site, request, model, query=""):
    """Where a list shows what is kept in `query`."""
    door = door_of(site, model)
    here = reverse(f"admin:{door.opts.app_label}_{door.opts.model_name}_changelist")
    return f"{here}?{asked(query, columns_of(door, request)).urlencode()}" if query else here


class Views(ChangeList):
    """Each view with the `address` that shows it."""

    def get_results(self, request):
        super().get_results(request)
        for view in self.result_list:
            view.address = address_of(self.model_admin.admin_site, request, view.model, view.query)


@admin.register(SavedView)
class SavedViewAdmin(TwoEditors, ArabicAdmin, admin.ModelAdmin):
    form = SavedViewForm
    fields = ["name", "shared"]
    list_display = ["name", "of_list", "whose", "opened"]
    anew = ""  # a view is begun at its list

    # What is shown

    def get_queryset(self, request):
        doors = self.admin_site._registry.values()
        lists = [door.opts.label_lower for door in doors if door.has_view_permission(request)]
        return super().get_queryset(request).seen_by(request.user).filter(model__in=lists)

    def get_changelist(self, request, **kwargs):
        return Views

    def get_fields(self, request, obj=None):
        fields = ["name", *(["shared"] if self.may_share(request) else [])]
        return [*fields, *(["model", "query"] if obj is None else ["of_list"])]

    def get_readonly_fields(self, request, obj=None):
        return ["of_list"]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.door, form.request = self, request
        return form

    @admin.display(description=_("list"), ordering="model")
    def of_list(self, view):
        door = door_of(self.admin_site, view.model)
        return capfirst(door.opts.verbose_name_plural) if door else view.model

    @admin.display(description=_("owner of the view"))
    def whose(self, view):
        return gettext("the whole desk's") if view.is_shared else gettext("yours")

    @admin.display(description=_("view"))
    def opened(self, view):
        return format_html('<a href="{}">{}</a>', view.address, gettext("Show it"))

    # Who may what. Another's own views are in no queryset of his colleagues; they go with his account.

    def may_share(self, request):
        return request.user.has_perm("desk.share_savedview")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, view):
        return view is None or not view.is_shared or self.may_share(request)

    def get_model_perms(self, request):
        return super().get_model_perms(request) | {"add": False}  # a view is begun at its list

    def fate(self, request, object_id, obj):
        fate = super().fate(request, object_id, obj)
        return Fate() if fate and obj is None else fate  # what it was called is its owner's business

    # Saving, and back to the list

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"has_add_permission": False, **(extra_context or {})})

    def add_view(self, request, form_url="", extra_context=None):
        if request.method == "GET" and "query" not in request.GET and self.has_add_permission(request):
            self.message_user(
                request, gettext("Open a list, filter or search it, and save the view from there."), messages.INFO
            )  # fmt: skip
            return HttpResponseRedirect(reverse("admin:desk_savedview_changelist"))
        return super().add_view(request, form_url, extra_context)

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        # Who may not share leaves a view whose it is.
        if not change or self.may_share(request):
            obj.owner = form.owner
        super().save_model(request, obj, form, change)

    def delete_model(self, request, obj):
        request.left = obj.model
        super().delete_model(request, obj)

    def response_post_save_add(self, request, obj):
        return self._to_the_list(request, obj.model, obj.query)

    response_post_save_change = response_post_save_add

    def response_delete(self, request, obj_display, obj_id):
        super().response_delete(request, obj_display, obj_id)  # says that it is gone
        return self._to_the_list(request, request.left)

    def _to_the_list(self, request, model, query=""):
        return HttpResponseRedirect(address_of(self.admin_site, request, model, query))
