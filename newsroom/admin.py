"""Accounts, roles and moved addresses in the admin."""

from urllib.parse import urlsplit

from django import forms
from django.contrib import admin
from django.contrib.auth import admin as auth_admin
from django.contrib.auth import forms as auth_forms
from django.contrib.auth.models import Group, Permission
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from newsroom import traces
from newsroom.arabic.lists import joined
from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.folded import FoldedSearch
from newsroom.desk.seen_form import SeenForm
from newsroom.desk.two_editors import TwoEditors
from newsroom.models import Redirect, User
from newsroom.search.models import Asked


class UserForm(SeenForm, auth_forms.UserChangeForm):
    pass


class Named(list):
    """The lines of the page on which accounts with traces are not deleted, and whether they are stopped already."""

    are_accounts = True
    are_stopped = False


@admin.register(User)
class UserAdmin(TwoEditors, ArabicAdmin, auth_admin.UserAdmin):
    """What somebody may do comes from roles only; single permissions are not given to users."""

    form = UserForm
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Personal info"), {"fields": ["first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["groups", "is_staff", "is_active", "is_superuser"]}),
        (_("Important dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email"]}),
        (_("Roles"), {"fields": ["groups", "is_staff"]}),
        (_("Password"), {"fields": ["usable_password", "password1", "password2"]}),
    ]
    small_choices = ["groups"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    list_display = ["username", "full_name", "roles", "is_active"]
    list_filter = ["groups", "is_active"]
    delete_confirmation_template = "admin/delete_row.html"
    delete_selected_confirmation_template = "admin/delete_rows.html"

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("groups")

    def get_changeform_initial_data(self, request):
        # Whoever gets an account here works here.
        return {"is_staff": True, **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request, obj=None):
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else [*fields, "is_superuser"]

    # An administrator who is no superuser could make himself one through a superuser's account.
    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def get_deleted_objects(self, objs, request):
        """Who left a trace is named with where, and the page says how his account is stopped."""
        found = traces.left_by(objs)
        if not found:
            return super().get_deleted_objects(objs, request)
        protected = Named(
            format_html(
                '<a href="{}">{}</a>: {}',
                reverse("admin:newsroom_user_change", args=[user.pk]),
                user,
                joined(named),
            )
            for user, named in found
        )
        protected.are_stopped = not any(user.is_active for user, _named in found)
        return [str(user) for user, _named in found], {}, set(), protected

    def _may_touch(self, request, user):
        return user is None or request.user.is_superuser or not user.is_superuser

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user):
        return user.get_full_name()

    @admin.display(description=_("Roles"))
    def roles(self, user):
        return translated(", ").join(group.name for group in user.groups.all())


ACTIONS = {"add": _("add"), "change": _("change"), "delete": _("delete"), "view": _("view")}


def permission_label(permission):
    """ "story: add"; a permission of our own by its own name: "story: publish"."""
    model = permission.content_type.model_class()
    action = permission.codename.partition("_")[0]
    said = ACTIONS.get(action) if permission.codename == f"{action}_{model._meta.model_name}" else None
    return f"{model._meta.verbose_name}: {said or translated(permission.name)}"


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(TwoEditors, ArabicAdmin, auth_admin.GroupAdmin):
    """A role: a name and what its people may do with what the admin shows."""

    small_choices = ["permissions"]
    list_display = ["name", "members"]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(member_count=Count("user"))

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name != "permissions":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        pages = self.admin_site._registry.items()
        shown = [one._meta for model, page in pages for one in (model, *(row.model for row in page.inlines))]
        queryset = Permission.objects.select_related("content_type").filter(
            content_type__app_label__in={meta.app_label for meta in shown},
            content_type__model__in={meta.model_name for meta in shown},
        )
        field = super().formfield_for_manytomany(db_field, request, queryset=queryset, **kwargs)
        field.label_from_instance = permission_label
        return field

    def save_related(self, request, form, formsets, change):
        """What the form does not offer the role keeps: the admin writes such rows along with others."""
        offered = form.fields["permissions"].queryset
        kept = [*form.instance.permissions.exclude(pk__in=offered)]
        super().save_related(request, form, formsets, change)
        form.instance.permissions.add(*kept)

    @admin.display(description=_("members"), ordering="member_count")
    def members(self, group):
        return group.member_count


class FoundNothing(admin.SimpleListFilter):
    title = _("found")
    parameter_name = "nothing"

    def lookups(self, request, model_admin):
        return [("1", _("found nothing"))]

    def queryset(self, request, queryset):
        return queryset.filter(found=0) if self.value() else queryset


@admin.register(Asked)
class AskedAdmin(FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    """What readers look for; the list of what found nothing says what to write, or whom to name."""

    list_display = ["query", "times", "found", "last_on"]
    list_filter = [FoundNothing]
    readonly_fields = ["query", "times", "found", "last_on"]
    fields = readonly_fields

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


class RedirectForm(SeenForm):
    """Takes a whole address from the browser's bar and keeps what stands after the host."""

    def clean_old_path(self):
        try:
            parts = urlsplit(self.cleaned_data["old_path"].strip())
        except ValueError:
            raise forms.ValidationError(
                _("This is no address. Copy it from the browser's bar and paste it here.")
            ) from None
        path = "/" + parts.path.lstrip("/")
        return f"{path}?{parts.query}" if parts.query else path


@admin.register(Redirect)
class RedirectAdmin(TwoEditors, ArabicAdmin, admin.ModelAdmin):
    form = RedirectForm
    list_display = ["old_path", "new_path", "created_at"]
    search_fields = ["old_path", "new_path"]
    ordering = ["-created_at"]
    readonly_fields = ["created_at"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs["dir"] = "ltr"  # an address is read from its slash
        return field
