"""What every field of a form is drawn with: a loop in a template takes ten times as long."""

from html import escape

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def attributes(values):
    """A widget's attributes as HTML: a list of the desk has fifty boxes to tick, a story's form sixty fields."""
    return mark_safe(
        "".join(
            f" {name}"
            if value is True
            else f' {name}="{value if isinstance(value, SafeString) else escape(str(value))}"'
            for name, value in (values or {}).items()
            if value is not False
        )
    )


@register.filter
def options(choices):
    """The options of a list as HTML, as a widget gives them: a hundred names of colleagues or of languages."""
    return mark_safe(
        "".join(
            f'\n  <option value="{escape(str(option["value"]))}"{attributes(option["attrs"])}>'
            f"{conditional_escape(option['label'])}</option>"
            for option in choices
        )
    )
