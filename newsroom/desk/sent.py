"""What a browser sends of a form's fields: values are lists of strings."""

import hashlib

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.utils.translation import gettext

from newsroom.fields import could_be_id

MANY = (forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def digest(values):
    text = "\n".join(value.replace("\r\n", "\n").strip() for value in values)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def sent(bound):
    """{name: values} of a field that nobody touched, as a browser would send it."""
    widget = bound.field.widget
    if isinstance(widget, RelatedFieldWidgetWrapper):  # knows one value, not a list
        widget = widget.widget
    if isinstance(widget, forms.MultiWidget):
        parts = zip(widget.widgets, widget.decompress(bound.value()), strict=True)
        return {f"{bound.html_name}_{n}": _strings(w.format_value(v)) for n, (w, v) in enumerate(parts)}
    if isinstance(widget, forms.CheckboxInput):  # its value is the same, ticked or not
        return {bound.html_name: ["on" if widget.check_test(bound.value()) else ""]}
    return {bound.html_name: _strings(widget.format_value(bound.value()))}


def _strings(value):
    if isinstance(value, (list, tuple)):
        return [str(one) for one in value if one not in (None, "")]
    return ["" if value is None else str(value)]


def names_of(bound):
    """The names under which a field is sent."""
    widget = bound.field.widget
    if isinstance(widget, forms.MultiWidget):
        return [f"{bound.html_name}_{n}" for n in range(len(widget.widgets))]
    return [bound.html_name]


def flat(data, bound):
    """All values that `data` (a QueryDict, or what `sent` gives) has for a field."""
    take = data.getlist if hasattr(data, "getlist") else data.get
    values = [value for name in names_of(bound) for value in take(name) or [""]]
    # A box whose choices are moved from one side to the other sends them as they lie there.
    return sorted(values) if isinstance(bound.field, MANY) else values


def readable(field, values):
    """What the values say to a reader: the names of chosen rows, not their ids."""
    if isinstance(field, forms.ModelChoiceField):
        ids = [value for value in values if could_be_id(value)]
        rows = field.queryset.filter(pk__in=ids) if ids else ()
        return "، ".join(str(field.label_from_instance(row)) for row in rows)
    if type(field) is forms.BooleanField:
        yes, no = gettext("yes,no,maybe").split(",")[:2]
        return yes if any(values) else no
    if isinstance(field, forms.ChoiceField):
        said = {str(value): str(label) for value, label in field.choices}
        return "، ".join(said.get(value, value) for value in values if value)
    return " ".join(value.replace("\r\n", "\n") for value in values if value)


def told(field, *sides):
    """`readable` of the values of each side; rows that are called the same are told apart by their numbers."""
    said = [readable(field, values) for values in sides]
    if len({*said}) > 1 or not said[0] or not isinstance(field, forms.ModelChoiceField):
        return said
    return [
        gettext("%(name)s, no. %(number)s") % {"name": text, "number": "، ".join(values)}
        for text, values in zip(said, sides, strict=True)
    ]


def fields_of(form):
    return [bound for bound in form if not bound.is_hidden and not bound.field.disabled]


def is_typed(field):
    """Whether somebody writes into it, and does not choose."""
    return isinstance(field, (forms.CharField, forms.IntegerField)) and not hasattr(field, "choices")
