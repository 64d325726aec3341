"""The querystring of a list in the one form in which it is kept, and back.

>>> kept(QueryDict("p=3&state__exact=draft&o=-2"), ["action_checkbox", "headline", "saved_at"])
'o=-saved_at&state__exact=draft'

Columns are named, not numbered: who may do nothing with the rows of a list has no box before each, and his
second column is another's third. What only turns the pages is left out.
"""

from urllib.parse import parse_qsl, urlencode

from django.contrib.admin.options import IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR
from django.contrib.admin.views.main import ALL_VAR, ERROR_FLAG, ORDER_VAR, PAGE_VAR, SEARCH_VAR
from django.http import QueryDict

PASSING = {PAGE_VAR, ALL_VAR, ERROR_FLAG, IS_FACETS_VAR, IS_POPUP_VAR, TO_FIELD_VAR}


def kept(params, columns):
    """What `params`, a QueryDict, asks of a list of these columns; "" for nothing."""
    pairs = []
    for name, values in params.lists():
        if name == ORDER_VAR:
            values = [_ordered(values[-1], dict(enumerate(columns)))]
        elif name == SEARCH_VAR:
            values = [values[-1].strip()]
        if name not in PASSING:
            pairs += [(name, value) for value in values if value or name not in (ORDER_VAR, SEARCH_VAR)]
    return urlencode(sorted(pairs))


def asked(query, columns):
    """The QueryDict that asks a list of these columns for what is kept in `query`."""
    params = QueryDict(mutable=True)
    numbers = {column: number for number, column in enumerate(columns)}
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name == ORDER_VAR:
            value = _ordered(value, numbers)
        if value or name != ORDER_VAR:  # columns that are no more order nothing
            params.appendlist(name, value)
    return params


def without_order(query):
    return [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != ORDER_VAR]


def columns_of(door, request):
    """The names of the columns of a ModelAdmin's list, as this user has them."""
    columns = [getattr(column, "__name__", column) for column in door.get_list_display(request)]
    return ["action_checkbox", *columns] if door.get_actions(request) else columns


def _ordered(value, said):
    """ "-2.1" by the names of the columns, or the other way; what is unknown is left out."""
    found = []
    for part in value.split("."):
        sign, column = ("-", part[1:]) if part.startswith("-") else ("", part)
        column = int(column) if column.isascii() and column.isdigit() and len(column) < 4 else column
        if column in said:
            found.append(f"{sign}{said[column]}")
    return ".".join(found)
