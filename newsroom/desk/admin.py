"""What every admin page of this house has: forms that take Arabic, lists that stay quick.

@admin.register(Person)
class PersonAdmin(ArabicAdmin, admin.ModelAdmin): …

Inlines: newsroom.desk.inlines.
"""

import json

from django import forms
from django.contrib import messages
from django.contrib.admin import display
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets, get_fields_from_path
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core import checks
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.arabic.lists import joined
from newsroom.changes import announce
from newsroom.desk.moments import DayField, MomentField
from newsroom.desk.paginator import BoundedPaginator
from newsroom.desk.saved.shelf import HasShelf
from newsroom.desk.two_editors import TwoEditors
from newsroom.desk.widgets import BodyWidget, OneOfMany, SomeOfFew, SomeOfMany, SplitDateTime, could_be_id
from newsroom.fields import PartialDateField, shown_date
from newsroom.search.index import indexes_of
from newsroom.search.refresh import refresh, remove

GONE = _("One of those chosen is no longer there, and is left out now. Look at this field, then save again.")
NOTHING_CHANGED = _("Nothing was changed, so nothing was saved.")
LEFT_TO_RIGHT = (forms.EmailInput, forms.URLInput, forms.DateInput, forms.TimeInput, forms.DateTimeInput)


def set_direction(widget):
    """A text field takes the direction of what is typed; addresses and dates run left to right."""
    if isinstance(widget, LEFT_TO_RIGHT):
        widget.attrs.setdefault("dir", "ltr")
    elif isinstance(widget, (forms.TextInput, forms.Textarea)) and not isinstance(widget, BodyWidget):
        widget.attrs.setdefault("dir", "auto")


class ArabicForms:
    """For ModelAdmins and inlines: direction of fields, dates that say what they are, FKs one can search."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": SplitDateTime},
        models.DateField: {"form_class": DayField},
    }

    @cached_property
    def _dates(self):
        """{name: a column that says it} of the dates that are partly known: Django would show their text."""
        fields = [field for field in self.opts.fields if isinstance(field, PartialDateField)]
        return {field.name: _date_column(field) for field in fields}

    def _is_only_read(self, request, obj):
        """Whether the whole page, or for rows under a form their parent's, shows fields without changing them."""
        page = self
        if parent := getattr(self, "parent_model", None):
            page = self.admin_site.get_model_admin(parent)
        return obj is not None and not page.has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        names = [self._dates.get(name, name) for name in super().get_readonly_fields(request, obj)]
        return [*names, *self._dates.values()] if self._is_only_read(request, obj) else names

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        read = self.get_readonly_fields(request, obj)
        shown = {name: column for name, column in self._dates.items() if column in read}
        if not shown:
            return fieldsets
        return [
            (title, options | {"fields": _swapped(options["fields"], shown)}) for title, options in fieldsets
        ]

    # Relations whose few rows may all stand on the page (roles, sections): shown as checkboxes
    # or a plain select. Every other relation has to be an autocomplete field; `check` sees to it.
    small_choices = ()

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            set_direction(field.widget)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Who takes a name off this row presses no cross that deletes its owner everywhere.
            field.widget.can_delete_related = False
            if isinstance(field.widget.widget, SomeOfFew):  # all that there are stand there
                field.widget.can_add_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneOfMany(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SomeOfMany(db_field, self.admin_site, using=kwargs.get("using")))
            # The platform's own words name the number of a row, which says nothing to anybody.
            kwargs.setdefault("error_messages", {"invalid_choice": GONE})
        filtered = {*self.filter_horizontal, *self.filter_vertical}
        if db_field.name in set(self.small_choices) - filtered:
            kwargs.setdefault("widget", SomeOfFew)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def check(self, **kwargs):
        return [*super().check(**kwargs), *self._check_relations()]

    def _check_relations(self):
        searched = {
            *self.autocomplete_fields,
            *self.raw_id_fields,
            *self.readonly_fields,
            *self.radio_fields,
            *self.small_choices,
            *self.form.declared_fields,
        }
        return [
            checks.Error(
                f"The field {name!r} would put every row of another table into the form.",
                hint="Name it in autocomplete_fields, or in small_choices when its rows are few for ever.",
                obj=type(self),
                id="newsroom.E010",
            )
            for name in self._relations_in_the_form()
            if name not in searched
        ]

    def _relations_in_the_form(self):
        if self.fieldsets:
            names = flatten_fieldsets(self.fieldsets)
        elif self.fields:
            names = flatten_fieldsets([(None, {"fields": self.fields})])
        else:
            names = [field.name for field in (*self.opts.fields, *self.opts.many_to_many) if field.editable]
        for name in names:
            try:
                field = self.opts.get_field(name)
            except FieldDoesNotExist:  # a method or a field of the form
                continue
            if name in (self.exclude or ()) or self._leads_to_parent(field):
                continue
            if isinstance(field, (models.ForeignKey, models.ManyToManyField)):
                yield name

    def _leads_to_parent(self, field):
        """Whether this is the field by which an inline hangs on its page: the form never shows it."""
        parent = getattr(self, "parent_model", None)
        if not parent or not isinstance(field, models.ForeignKey):
            return False
        named = getattr(self, "fk_name", None)
        return field.name == named if named else issubclass(parent, field.remote_field.model)


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

    def get_list_display(self, request):
        """Dates that are partly known stand in a list as the house writes them."""
        return [self._dates.get(name, name) for name in super().get_list_display(request)]

    def changelist_view(self, request, extra_context=None):
        # A list is headed by what it lists, not by an order to choose from it.
        title = capfirst(self.opts.verbose_name_plural)
        if ACTION_CHECKBOX_NAME in request.POST:
            request.POST = request.POST.copy()
            chosen = request.POST.getlist(ACTION_CHECKBOX_NAME)
            request.POST.setlist(ACTION_CHECKBOX_NAME, [pk for pk in chosen if could_be_id(pk)])
        try:
            return super().changelist_view(request, {"title": title, **(extra_context or {})})
        except DisallowedModelAdminLookup:
            return self._unasked(request)

    def _unasked(self, request):
        """For an address that asks what the list does not answer (`lookup_allowed`): the way to the list."""
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("The list cannot be filtered like this"),
        }
        return TemplateResponse(request, "admin/unasked.html", context, status=400)

    def history_view(self, request, object_id, extra_context=None):
        page = super().history_view(request, object_id, extra_context)
        for entry in getattr(page, "context_data", {}).get("action_list", ()):
            entry.change_message = _said_changes(entry.change_message)
        return page

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


def _said_changes(message):
    """A message of the history with the names of its fields joined as Arabic joins: Django leaves a blank."""
    try:
        parts = json.loads(message)
        for part in parts:
            if fields := part.get("changed", {}).get("fields"):
                part["changed"]["fields"] = [joined(gettext(name) for name in fields)]
    except (ValueError, TypeError, AttributeError):  # a sentence, not a list of what was done
        return message
    return json.dumps(parts)


def _swapped(names, shown):
    """The fields of a fieldset, those in one line among them, with some in the form in which they are read."""
    return tuple(
        _swapped(name, shown) if isinstance(name, (list, tuple)) else shown.get(name, name) for name in names
    )


def _date_column(field):
    @display(description=field.verbose_name, ordering=field.name)
    def column(row):
        return shown_date(getattr(row, field.name)) or None

    column.__name__ = field.name  # the list names its cells after it
    return column


class ReadOnly:
    """For ModelAdmins of rows that the program writes: a log is read, and nobody rewrites it."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


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


class SeenByReaders(TwoEditors):
    """For ModelAdmins of rows whose page readers may be looking at: then only the desk changes them.

    `shown(obj, now)` says whether readers can see it; by default whether the row is in
    `objects.public(now)`. Every change is announced and indexed in its own transaction.
    """

    desk_permission = "articles.desk_article"

    def shown(self, obj, now):
        return type(obj)._default_manager.public(now).filter(pk=obj.pk).exists()

    def _free(self, request, obj):
        return (
            obj is None or request.user.has_perm(self.desk_permission) or not self.shown(obj, timezone.now())
        )

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._free(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._free(request, obj)

    def save_model(self, request, obj, form, change):
        # Where the row stands now is what counts: a new one, or one moved to something public.
        if not self._free(request, obj):
            raise PermissionDenied
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        obj = form.instance
        announce(f"{obj._meta.model_name}:{obj.pk}")
        quotes = getattr(obj, "quotes", None)  # they stand in the index under their speaker's name
        refresh([obj, *(quotes.all() if quotes is not None else ())])

    def delete_model(self, request, obj):
        for index in indexes_of(type(obj)):
            remove(index.kind, [obj.pk])
        announce(f"{obj._meta.model_name}:{obj.pk}")
        super().delete_model(request, obj)
