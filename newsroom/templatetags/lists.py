"""Lists of the desk, which a phone shows as cards: there each cell says what it is, as its column's head does."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

register = template.Library()

TAG = len("<td")  # a cell is a <td> or a <th>
EMPTY = ("—</t", "</t")  # as the site's empty_value_display says, or nothing at all


@register.filter
def labelled(cells, headers):
    """Django's own cells of one row, each with its column's name as `data-label`; an empty one bears `data-empty`.

    The box to tick has no name: its column's head is a box too.
    """
    for cell, header in zip(cells, headers, strict=False):
        if "label" not in header:  # once a list
            name = "" if "<" in header["text"] else capfirst(header["text"])
            header["label"] = format_html(' data-label="{}"', name)
        empty = " data-empty" if cell.partition(">")[2].startswith(EMPTY) else ""
        yield mark_safe(f"{cell[:TAG]}{header['label']}{empty}{cell[TAG:]}")
