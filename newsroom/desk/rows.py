"""The rows under a form, as they are stored and as a browser sends them, and those of two editors put together."""

import re
from typing import NamedTuple

from django import forms

from newsroom.desk.sent import digest, flat, readable, sent
from newsroom.fields import could_be_id


class Row(NamedTuple):
    """One row under a form: its id ("" for a new one), {field: values}, whether it is to go.

    `of`: what it is about, and as what, whichever row says it (Rows.known_by); "" where nothing but its id tells.
    """

    id: str
    values: dict
    going: bool = False
    of: str = ""

    @property
    def about(self):
        """What it is about, whatever it says of it."""
        return self.of.partition(":")[0]

    @property
    def digest(self):
        return digest([value for values in self.values.values() for value in values])

    @property
    def blank(self):
        return not any(value.strip() for values in self.values.values() for value in values)


def stored_rows(formset):
    rows = [
        Row(
            str(form.instance.pk),
            {name: flat(sent(form[name]), form[name]) for name in _columns(formset)},
            of=":".join(str(getattr(form.instance, name)) for name in getattr(formset, "known_by", ())),
        )
        for form in formset.initial_forms
    ]
    return _ranked(formset, rows)


def posted_rows(formset, data, opened=None):
    prefix, rows = formset.prefix, []
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    for n in range(min(int(total), formset.absolute_max) if could_be_id(total) else 0):
        values = {name: data.getlist(f"{prefix}-{n}-{name}") or [""] for name in _columns(formset)}
        pk, going = data.get(f"{prefix}-{n}-id", ""), bool(data.get(f"{prefix}-{n}-DELETE"))
        row = Row(pk, values, going, str((opened or {}).get(name_of(formset, pk), "")))
        if row.id or not row.blank:
            rows.append(row)
    return _ranked(formset, rows)


def names_gone(kind, data):
    """Whether posted data says of a row that is no more which it was. `kind`: a class of formsets."""
    sent = re.compile(rf"{kind.get_default_prefix()}-\d+-id")
    ids = {int(pk) for name, pk in data.items() if sent.fullmatch(name) and could_be_id(pk)}
    return bool(ids) and kind.model._base_manager.filter(pk__in=ids).count() < len(ids)


def _ranked(formset, rows):
    """The rows with their place in the list for the number that gives it: a draft made meanwhile has other numbers."""
    if not (name := getattr(formset, "ranked", "")):
        return rows
    numbers = {n: int(row.values[name][0]) for n, row in enumerate(rows) if could_be_id(row.values[name][0])}
    places = {n: place for place, n in enumerate(sorted(numbers, key=lambda n: (numbers[n], n)))}
    return [
        row._replace(values=row.values | {name: [str(places[n])]}) if n in places else row
        for n, row in enumerate(rows)
    ]


def name_of(formset, pk):
    """Under what name a form that is open carries what a row is about."""
    return f"{formset.prefix}-{pk}-of"


def _columns(formset):
    hidden = {formset.fk.name, formset.model._meta.pk.name, "DELETE", "ORDER"}
    return [name for name in formset.form.base_fields if name not in hidden]


def write_rows(formset, data, rows):
    """Put rows into posted data in place of those that are there; rows that are stored come first.

    One that somebody deleted, and that is asked about, says behind them which it was.
    """
    prefix, stored = formset.prefix, {str(form.instance.pk) for form in formset.initial_forms}
    for name in [name for name in data if name.startswith(f"{prefix}-") and name[len(prefix) + 1].isdigit()]:
        del data[name]
    rows = sorted(rows, key=lambda row: row.id not in stored)
    for n, row in enumerate(rows):
        data[f"{prefix}-{n}-id"] = row.id
        for name, values in row.values.items():
            data.setlist(f"{prefix}-{n}-{name}", values)
        if row.going:
            data[f"{prefix}-{n}-DELETE"] = "on"
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(row.id in stored for row in rows))


def label_of(formset):
    return getattr(formset, "label", None) or formset.model._meta.verbose_name_plural


def _named(formset, rows):
    """{what a row is about: its name}, where no field of the row says it."""
    role = next(iter(getattr(formset, "known_by", ())), "").removesuffix("_id")
    if not role or role in formset.form.base_fields:
        return {}
    stand = [form.instance for form in formset.initial_forms]
    named = {str(getattr(row, f"{role}_id")): str(getattr(row, role)) for row in stand}
    if gone := {row.about for row in rows if could_be_id(row.about)} - named.keys():
        model = formset.model._meta.get_field(role).related_model
        named |= {str(pk): str(row) for pk, row in model._base_manager.in_bulk(gone).items()}
    return named


def said_by(formset, rows):
    """Rows as lines of text."""
    fields, named = formset.form.base_fields, _named(formset, rows)

    def said(name, values):
        ticked = type(fields[name]) is forms.BooleanField
        return (any(values) and str(fields[name].label)) if ticked else readable(fields[name], values)

    lines = (
        " · ".join(filter(None, (named.get(row.about), *(said(*each) for each in row.values.items()))))
        for row in rows
        if not row.going
    )
    return "\n".join(lines)


def merge_rows(formset, mine, theirs, opened):
    """(the rows to show, whether both changed one of them, [(my row, their row)] where one deleted what the other
    changed: None for the one that is deleted) of a list that each may have changed.

    `opened` is {"prefix-id": digest}. A row that is a copy of one that was opened (a draft made or published
    meanwhile has rows of its own) is known by what it is about; where nothing tells, by what it says.
    """
    known = {row.id: row for row in mine if row.id}
    ids = {row.id for row in theirs}
    before = {row.id: opened.get(f"{formset.prefix}-{row.id}") for row in mine if row.id}
    left = {row.id: row for row in known.values() if row.id not in ids}
    copied = _copies([row for row in theirs if row.id not in known], left, before)
    result, clash, apart = [], False, []
    for row in theirs:
        my = known.get(row.id) or copied.get(row.id)
        base = my and before[my.id]
        changed = my is not None and (my.going or my.digest != base)
        if not changed or (not my.going and my.digest == row.digest != base):
            result.append(row)
        else:
            clash = clash or (row.digest != base)
            if my.going and row.digest != base:
                apart.append((None, row))
            result.append(my._replace(id=row.id))
    added = {row.digest for row in theirs}
    for row in mine:
        new = not row.id and not row.going and row.digest not in added
        # He deleted what I changed: my words stay, and whether the row does is mine to say.
        rescued = row.id in left and not row.going and row.digest != before[row.id]
        if rescued:
            apart.append((row, None))
        if new or rescued:
            result.append(row)
    return result, clash, apart


def _copies(theirs, left, before):
    """{id of one of their rows: the row of mine, taken out of `left`, of which it is a copy}, the surest first."""
    found = {}
    for alike in (
        lambda my, row: my.of == row.of and before[my.id] == row.digest,
        lambda my, row: my.of and my.of == row.of,
        lambda my, row: my.about and my.about == row.about,
    ):
        for row in theirs:
            my = next((one for one in left.values() if row.id not in found and alike(one, row)), None)
            if my:
                found[row.id] = left.pop(my.id)
    return found
