"""Rows under a form: what the database would refuse of them is said at the row."""

from django.core.exceptions import ValidationError
from django.forms import CheckboxInput
from django.forms.formsets import TOTAL_FORM_COUNT
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.desk import held
from newsroom.desk.forms import ArabicForms
from newsroom.desk.widgets import OneOfMany

MOST_NEW = 100  # rows that one save adds


class Rows(BaseInlineFormSet):
    """Asks for what must be unique within the parent: Django leaves the parent's field out of its own checks."""

    # Where rows are made anew and their ids with them: the attributes that tell what a row is about, and as what.
    known_by = ()
    ranked = ""  # the field whose number orders the rows
    label = None  # what the rows are called, where that is not their model's name
    # In a table the heads of the columns name the fields to the eye alone.
    deletion_widget = CheckboxInput({"aria-label": gettext_lazy("Delete")})

    @cached_property
    def empty_form(self):
        """The row that a script copies: Django makes it anew for each of the five who look at it."""
        return super().empty_form

    def add_fields(self, form, index):
        """What the inline's queryset brought along (`select_related`) is read no second time for its field."""
        super().add_fields(form, index)
        for name, field in form.fields.items():
            widget = getattr(field.widget, "widget", field.widget)  # in the one with the cross and the pencil
            if isinstance(widget, OneOfMany):
                widget.held = form.instance._state.fields_cache.get(name)

    def total_form_count(self):
        """What was sent says how many rows there are: not more are made than anybody adds at once."""
        total = super().total_form_count()
        return (
            min(total, len(self.get_queryset()) + MOST_NEW) if self.is_bound and total > MOST_NEW else total
        )

    def refuse(self):
        """Raises ValidationError where a row is not to change, or not to go. It is asked before Django, which names
        all that would go with a row, however many.
        """
        held.refuse_rows(self)

    def clean(self):
        if self.instance.pk is not None:
            self.refuse()
        super().clean()
        if self.management_form.cleaned_data[TOTAL_FORM_COUNT] > self.total_form_count():
            raise ValidationError(
                _("These are more than %(most)d new rows. Save those first, then add the others."),
                params={"most": MOST_NEW},
            )
        if self.instance.pk is None:
            return
        going = {form.instance.pk for form in self.deleted_forms} - {None}  # deleted before others are stored
        for form in self.forms:
            if form.errors or not form.has_changed() or self._should_delete_form(form):
                continue
            for fields in self._unique_in_parent(form):
                values = {name: getattr(form.instance, name) for name in fields}
                rivals = self.model._default_manager.filter(**values).exclude(pk=form.instance.pk)
                if rivals.exclude(pk__in=going).exists():
                    form.add_error(None, form.instance.unique_error_message(self.model, fields))

    def _unique_in_parent(self, form):
        """The fields of each constraint that the parent and the fields of the form decide together."""
        for constraint in self.model._meta.total_unique_constraints:
            if self.fk.name in constraint.fields and {*constraint.fields} <= {self.fk.name, *form.fields}:
                yield constraint.fields

    def get_unique_error_message(self, unique_check):
        # Django names the fields as the program does.
        names = [
            str(self.model._meta.get_field(name).verbose_name)
            for name in unique_check
            if name != self.fk.name
        ]
        return _("Two rows have the same: %(fields)s. Keep one of them.") % {"fields": "، ".join(names)}


class ArabicInline(ArabicForms):
    """For inlines.

    class NameInline(ArabicInline, admin.TabularInline): …
    """

    formset = Rows

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field:
            field.widget.attrs.setdefault("aria-label", field.label)
        return field
