"""What every admin page of this house has: forms that take Arabic, lists that stay quick.

@admin.register(Person)
class PersonAdmin(ArabicAdmin, admin.ModelAdmin): …

Forms: newsroom.desk.forms. Rows under them: newsroom.desk.inlines. What readers see: newsroom.desk.seen.
"""

import json
from contextlib import nullcontext

from django.contrib import messages
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets, get_fields_from_path
from django.core.exceptions import FieldDoesNotExist
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.lists import joined
from newsroom.desk.again import tried_again
from newsroom.desk.forms import ArabicForms, set_up_text
from newsroom.desk.paginator import BoundedPaginator
from newsroom.desk.saved.shelf import HasShelf
from newsroom.fields import could_be_id

NOTHING_CHANGED = _("Nothing was changed, so nothing was saved.")


def by_id(*names):
    """The lookups that ask for the rows of these relations: by_id("person") is ["person__id__exact"]."""
    return [f"{name}__id__exact" for name in names]


class ArabicAdmin(HasShelf, ArabicForms):
    """For ModelAdmins: the above, and lists that cost the same at ten rows and at a million, saved views above them."""

    list_per_page = 50
    list_max_show_all = 200
    show_full_result_count = False
    paginator = BoundedPaginator
    # The lookups by which other pages lead to this list, beside those of its own filters: `by_id("person")`.
    linked_by = ()

    def get_view_on_site_url(self, obj=None):
        """Leads only to what is there."""
        rows = obj and type(obj)._default_manager
        if (
            rows is not None
            and hasattr(rows, "public")
            and not rows.public(timezone.now()).filter(pk=obj.pk).exists()
        ):
            return None
        return super().get_view_on_site_url(obj)

    def get_list_display(self, request):
        """Dates that are partly known stand in a list as the house writes them."""
        return [self._dates.get(name, name) for name in super().get_list_display(request)]

    @tried_again
    def changelist_view(self, request, extra_context=None):
        # A list is headed by what it lists, not by an order to choose from it.
        title = capfirst(self.opts.verbose_name_plural)
        if ACTION_CHECKBOX_NAME in request.POST:
            request.POST = request.POST.copy()
            chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
            request.POST.setlist(ACTION_CHECKBOX_NAME, [pk for pk in chosen if could_be_id(pk)])
        if "%00" in request.META.get("QUERY_STRING", ""):  # no database takes it; another sign finds nothing
            request.GET = request.GET.copy()
            for name, values in list(request.GET.lists()):
                request.GET.setlist(
                    name, [value.replace("\0", "\N{REPLACEMENT CHARACTER}") for value in values]
                )
        try:
            # What is done with several rows is done with all of them, its log with it, or with none.
            with transaction.atomic() if request.method == "POST" else nullcontext():
                return super().changelist_view(request, {"title": title, **(extra_context or {})})
        except DisallowedModelAdminLookup:
            return self._unasked(request)

    def page(self, request, template, status=200, **context):
        """A page of this house beside those of Django."""
        for field in getattr(context.get("form"), "fields", {}).values():
            set_up_text(field.widget)
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, template, context, status=status)

    def _unasked(self, request):
        """For an address that asks what the list does not answer (`lookup_allowed`): the way to the list."""
        title = gettext("The list cannot be filtered like this")
        return self.page(request, "admin/unasked.html", status=400, title=title)

    def history_view(self, request, object_id, extra_context=None):
        page = super().history_view(request, object_id, extra_context)
        for entry in getattr(page, "context_data", {}).get("action_list", ()):
            entry.change_message = said_changes(entry.change_message)
        return page

    @tried_again
    def add_view(self, request, *args, **kwargs):
        return super().add_view(request, *args, **kwargs)

    @tried_again
    def change_view(self, request, *args, **kwargs):
        return super().change_view(request, *args, **kwargs)

    @tried_again
    def delete_view(self, request, *args, **kwargs):
        return super().delete_view(request, *args, **kwargs)

    def changeform_view(self, request, *args, **kwargs):
        # Django obeys this button on every page, also where no page has it.
        if "_saveasnew" in request.POST:
            request.POST = request.POST.copy()
            del request.POST["_saveasnew"]
        return super().changeform_view(request, *args, **kwargs)

    def render_change_form(self, request, context, *args, **kwargs):
        """What is wrong stands in no closed part of the form; of fields side by side Django does not see it."""
        shown = context["adminform"]
        shown.fieldsets = [
            (title, {**options, "classes": [one for one in options.get("classes", ()) if one != "collapse"]})
            if shown.form.errors.keys() & {*flatten_fieldsets([(title, options)])}
            else (title, options)
            for title, options in shown.fieldsets
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def construct_change_message(self, request, form, formsets, add=False):
        said = super().construct_change_message(request, form, formsets, add)
        request.changed_nothing = not add and self.changed_nothing(request, said)
        return said

    def changed_nothing(self, request, said):
        """Whether a save left everything as it was. `said`: what the history would say of it."""
        return not said

    def log_change(self, request, obj, message):
        """A save that changed nothing stands in no log."""
        return super().log_change(request, obj, message) if message else None

    def response_change(self, request, obj):
        request.in_vain = getattr(request, "changed_nothing", False)
        try:
            return super().response_change(request, obj)
        finally:
            request.in_vain = False

    def message_user(self, request, message, level=messages.INFO, **kwargs):
        if getattr(request, "in_vain", False):  # Django says of every save that it saved
            message, level = NOTHING_CHANGED, messages.INFO
        super().message_user(request, message, level, **kwargs)

    def get_object(self, request, object_id, from_field=None):
        # An empty "_to_field" in the address names no field.
        return super().get_object(request, object_id, from_field or None)

    def to_field_allowed(self, request, to_field):
        # The body names a photo by its uid; uids are public, they stand in every export.
        if to_field == "uid":
            return any(field.name == "uid" for field in self.opts.fields)
        return super().to_field_allowed(request, to_field)

    def lookup_allowed(self, lookup, value, request=None):
        """A list is asked what its filters ask and what our own pages lead to.

        Any other way would tell, row by row, what else the database holds: a note that is not for this
        reader, the beginning of a password. A pattern would also run for as long as its writer likes.
        """
        if lookup not in {*self.linked_by, *self._asked_by_filters(request)}:
            return False
        # An id that no row can have would be an error of the server's, not of the address.
        return not _asks_for_ids(self.model, lookup.split("__")) or could_be_id(value)

    def _asked_by_filters(self, request):
        for one in self.get_list_filter(request):
            if isinstance(one, type):
                yield one.parameter_name
                continue
            field = get_fields_from_path(self.model, one)[-1]
            yield f"{one}__{field.target_field.name}__exact" if field.is_relation else f"{one}__exact"
            yield f"{one}__isnull"


def said_changes(message):
    """A message of the history with the names of its fields joined as Arabic joins: Django leaves a blank."""
    try:
        parts = json.loads(message)
        for part in parts:
            if fields := part.get("changed", {}).get("fields"):
                part["changed"]["fields"] = [joined(map(_called, fields))]
    except (ValueError, TypeError, AttributeError):  # a sentence, not a list of what was done
        return message
    return json.dumps(parts)


def _called(name):
    """A field in the desk's language; Django keeps its name in English, and with a capital."""
    for written in (name, name[:1].lower() + name[1:]):
        if (said := gettext(written)) != written:
            return said
    return name


def _asks_for_ids(model, parts):
    """Whether a lookup compares the ids of rows: "article", "article__pk__in"."""
    field = None
    for part in parts[:-1] if parts[-1] in ("exact", "in") else parts:
        try:
            field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        except FieldDoesNotExist:  # another kind of lookup, such as "isnull"
            return False
        model = field.related_model or model
    return field is not None and (field.is_relation or field.primary_key)


class ReadOnly:
    """For ModelAdmins of rows that the program writes: a log is read, and nobody rewrites it."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
