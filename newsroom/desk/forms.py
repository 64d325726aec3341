"""Forms of the desk that take Arabic: where a text begins, dates that say what they are, rows one can search."""

from django import forms
from django.contrib import admin
from django.contrib.admin import display
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth import get_user_model
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from newsroom.desk.moments import DayField, MomentField
from newsroom.desk.widgets import OneOfMany, SomeOfFew, SomeOfMany, SomeOfTwoLists, SplitDateTime
from newsroom.fields import PartialDateField, shown_date

GONE = _("One of those chosen is no longer there, and is left out now. Look at this field, then save again.")
LEFT_TO_RIGHT = (forms.EmailInput, forms.URLInput, forms.DateInput, forms.TimeInput, forms.DateTimeInput)


def working_here():
    """The accounts of who works here, by name."""
    found = get_user_model().objects.filter(is_staff=True, is_active=True)
    return found.order_by("first_name", "last_name", "username")


def set_up_text(widget):
    """A text field takes the direction of what is typed; addresses and dates run left to right.

    At its `maxlength` a browser cuts what is pasted, and says nothing: the server refuses what is too long, and keeps it.
    """
    widget.attrs.pop("maxlength", None)
    if isinstance(widget, LEFT_TO_RIGHT):
        widget.attrs.setdefault("dir", "ltr")
    elif isinstance(widget, (forms.TextInput, forms.Textarea)):
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
    # Those that lead to accounts: all who work here, for everybody who has the form, and who is chosen already.
    colleagues = ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        for name in form.base_fields.keys() & {*self.colleagues} if obj and obj.pk else ():
            accounts = get_user_model().objects
            chosen = accounts.filter(**{self.opts.get_field(name).related_query_name(): obj})
            form.base_fields[name].queryset |= accounts.filter(pk__in=chosen.values("pk"))
        for field in form.declared_fields.values():  # of no column: nothing below meets them
            set_up_text(field.widget)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            set_up_text(field.widget)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # Who takes a name off this row presses no cross that deletes its owner everywhere.
            field.widget.can_delete_related = False
            if isinstance(field.widget.widget, SomeOfFew):  # all that there are stand there
                field.widget.can_add_related = False
        return field

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", OneOfMany(db_field, self.admin_site, using=kwargs.get("using")))
        elif db_field.name in self.colleagues:
            kwargs.setdefault("queryset", working_here())
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", SomeOfMany(db_field, self.admin_site, using=kwargs.get("using")))
            # The platform's own words name the number of a row, which says nothing to anybody.
            kwargs.setdefault("error_messages", {"invalid_choice": GONE})
        filtered = {*self.filter_horizontal, *self.filter_vertical}
        if db_field.name in filtered:
            stacked = db_field.name in self.filter_vertical
            kwargs.setdefault("widget", SomeOfTwoLists(db_field.verbose_name, stacked))
        elif db_field.name in (*self.small_choices, *self.colleagues):
            kwargs.setdefault("widget", SomeOfFew)
        if db_field.name in self.colleagues:
            kwargs.setdefault("queryset", working_here())
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
            *self.colleagues,
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


def _swapped(names, shown):
    """The fields of a fieldset, those in one line among them, with some in the form in which they are read."""
    return tuple(
        _swapped(name, shown) if isinstance(name, (list, tuple)) else shown.get(name, name) for name in names
    )


def _date_column(field):
    @display(description=field.verbose_name, ordering=field.name)
    def column(row):
        # A list says so itself of what is None; a form that is only read would say "None".
        return shown_date(getattr(row, field.name)) or admin.site.empty_value_display

    column.__name__ = field.name  # the list names its cells after it
    return column
