"""Two editors at one form: what each of them changed since it was opened, put together field by field.

A form carries a digest of every field as it stood when it was opened (`Opened`). When it comes back
and the row has been written to meanwhile, three states are known of each field: as opened (its
digest), mine (posted), theirs (stored now). What only one of the two changed is taken from him;
where both did, the posted text stays in the form and both stand side by side (`Difference`).
"""

import json
from typing import NamedTuple

from django import forms

from newsroom.arabic import diff
from newsroom.desk.sent import digest, fields_of, flat, is_typed, names_of, readable, sent
from newsroom.desk.widgets import could_be_id

MINE, THEIRS, BOTH, REMOVED, CLOSED, GONE = "mine", "theirs", "both", "removed", "closed", "gone"


class Difference(NamedTuple):
    """One field that differs, and `whose` text the form holds now: MINE where both changed it and I
    have to choose, THEIRS or BOTH where it was put together without asking, REMOVED where mine may hold
    words that had to go for ever: the form holds theirs, and mine stands beside it. CLOSED where the field
    is no longer open to me, GONE where what it is about is no longer there: mine stands beside it too.

    `paragraphs` are pieces from their text ("out" is only theirs) to mine ("in" is only mine); of
    what was put together, from my text to what the form holds now.
    """

    name: str
    label: str
    whose: str
    paragraphs: list

    @property
    def is_clash(self):
        return self.whose == MINE

    @property
    def mine(self):
        """My text, of a difference that was `compared`."""
        return "\n".join(
            "".join(one.text for one in pieces if one.kind != "out") for pieces in self.paragraphs
        )


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
        row = Row(pk, values, going, str((opened or {}).get(_of(formset, pk), "")))
        if row.id or not row.blank:
            rows.append(row)
    return _ranked(formset, rows)


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


def _of(formset, pk):
    """Under what name a form that is open carries what a row is about."""
    return f"{formset.prefix}-{pk}-of"


def _columns(formset):
    hidden = {formset.fk.name, formset.model._meta.pk.name, "DELETE", "ORDER"}
    return [name for name in formset.form.base_fields if name not in hidden]


def write_rows(formset, data, rows):
    """Put rows into posted data in place of those that are there; rows that are stored come first."""
    prefix = formset.prefix
    for name in [name for name in data if name.startswith(f"{prefix}-") and name[len(prefix) + 1].isdigit()]:
        del data[name]
    rows = sorted(rows, key=lambda row: not row.id)
    for n, row in enumerate(rows):
        data[f"{prefix}-{n}-id"] = row.id
        for name, values in row.values.items():
            data.setlist(f"{prefix}-{n}-{name}", values)
        if row.going:
            data[f"{prefix}-{n}-DELETE"] = "on"
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(row.id) for row in rows))


def _label(formset):
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
    """(the rows to show, whether both changed one of them) of a list that each may have changed.

    `opened` is {"prefix-id": digest}. A row that is a copy of one that was opened (a draft made or published
    meanwhile has rows of its own) is known by what it is about; where nothing tells, by what it says.
    """
    known = {row.id: row for row in mine if row.id}
    ids = {row.id for row in theirs}
    before = {row.id: opened.get(f"{formset.prefix}-{row.id}") for row in mine if row.id}
    left = {row.id: row for row in known.values() if row.id not in ids}
    copied = _copies([row for row in theirs if row.id not in known], left, before)
    result, clash = [], False
    for row in theirs:
        my = known.get(row.id) or copied.get(row.id)
        base = my and before[my.id]
        changed = my is not None and (my.going or my.digest != base)
        if not changed or (my.going and row.digest != base) or my.digest == row.digest != base:
            result.append(row)
        else:
            clash = clash or (row.digest != base)
            result.append(my._replace(id=row.id))
    added = {row.digest for row in theirs}
    for row in mine:
        new = not row.id and not row.going and row.digest not in added
        # He deleted what I changed: my words stay, as a new row.
        rescued = row.id in left and not row.going and row.digest != before[row.id]
        if new or rescued:
            result.append(row._replace(id=""))
    return result, clash


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


def digests(form, formsets):
    """What a form carries of how it was opened: JSON."""
    found = {bound.name: digest(flat(sent(bound), bound)) for bound in fields_of(form)}
    for formset in formsets:
        rows = stored_rows(formset)
        found |= {formset.prefix: ""} | {f"{formset.prefix}-{row.id}": row.digest for row in rows}
        found |= {_of(formset, row.id): row.of for row in rows if row.of}
    return json.dumps(found)


def opened_with(posted):
    """What `digests` gave when a form was opened, as it was posted; {} for what no form of ours carried."""
    try:
        opened = json.loads(posted or "{}")
    except (ValueError, RecursionError):
        return {}
    return opened if isinstance(opened, dict) else {}


def closed(form, formsets, data, opened):
    """What was typed into fields that were open with the form and are so no more, as Differences.

    `form` and `formsets` have just these fields and rows, as stored now, unbound.
    """
    found = []
    for bound in fields_of(form):
        theirs, mine = flat(sent(bound), bound), flat(data, bound)
        if any(name in data for name in names_of(bound)) and digest(mine) not in (
            opened[bound.name], digest(theirs),
        ):  # fmt: skip
            said = [readable(bound.field, values) for values in (mine, theirs)]
            found.append(_difference(bound.name, bound.label, CLOSED, *said, None))
    for formset in formsets:
        stored = {row.digest for row in stored_rows(formset)}
        rows = [
            row
            for row in posted_rows(formset, data, opened)
            if row.going or row.digest not in (opened.get(f"{formset.prefix}-{row.id}"), *stored)
        ]
        if rows:
            label = _label(formset)
            said = said_by(formset, [row._replace(going=False) for row in rows])
            found.append(_difference(formset.prefix, label, CLOSED, said, "", None))
    return found


def meet(form, formsets, data, opened, settle, merge, removed=False):
    """(data, differences): what the form is to hold now, and what the editor has to know of it.

    `form` and `formsets` are as stored now, unbound; `data` (a mutable QueryDict) as posted, and is
    written to; `opened` as `opened_with` gives it. `settle(name, text)` gives a posted text as it would be
    stored; `merge(name, mine, theirs, opened)` the text that has both changes, or None. `removed`: words were
    taken away for ever since the form was opened, so that no text from before goes on by itself.
    """
    found = []
    for bound in fields_of(form):
        name, was = bound.name, opened.get(bound.name)
        now = sent(bound)
        theirs, mine = flat(now, bound), [settle(name, value) for value in flat(data, bound)]
        if digest(mine) == digest(theirs):
            continue
        if data.get(f"_take_{name}") == THEIRS or digest(mine) == was:
            whose, value = THEIRS, None
        elif digest(theirs) == was and not (removed and is_typed(bound.field)):
            continue  # only I changed it
        elif removed:
            whose, value = REMOVED, None
        else:
            value = merge(name, mine[0], theirs[0], was)
            whose = BOTH if value is not None else MINE
        if whose in (THEIRS, REMOVED):
            for key, values in now.items():
                data.setlist(key, values)
        elif whose == BOTH:
            data[name] = value
        said = [readable(bound.field, values) for values in (mine, theirs)]
        found.append(_difference(name, bound.label, whose, *said, value))
    for formset in formsets:
        if f"{formset.prefix}-TOTAL_FORMS" not in data:
            continue
        theirs, mine = stored_rows(formset), posted_rows(formset, data, opened)
        rows, clash = merge_rows(formset, mine, theirs, opened)
        label = _label(formset)
        if formset.max_num == 0 and (lost := [row for row in rows if not row.id]):
            # Nobody adds rows here: what they are about is gone, and what was typed of it is shown to be copied.
            rows = [row for row in rows if row.id]
            found.append(_difference(formset.prefix, label, GONE, said_by(formset, lost), "", None))
            mine = [row for row in mine if row.digest not in {one.digest for one in lost}]
        his, my, now = (said_by(formset, one) for one in (theirs, mine, rows))
        if removed and now != his:
            clash, rows = True, theirs
        write_rows(formset, data, rows)
        if clash:
            whose = REMOVED if removed else MINE
            found.append(_difference(formset.prefix, label, whose, my, his, None))
        elif my != now:
            found.append(_difference(formset.prefix, label, BOTH, my, his, now))
    return data, found


def take_theirs(form, formsets, data):
    """Fields for which the editor chose the other's text get what is stored."""
    for bound in fields_of(form):
        if data.get(f"_take_{bound.name}") == THEIRS:
            for key, values in sent(bound).items():
                data.setlist(key, values)
    for formset in formsets:
        if data.get(f"_take_{formset.prefix}") == THEIRS:
            write_rows(formset, data, stored_rows(formset))


def _difference(name, label, whose, mine, theirs, now):
    if whose in (MINE, REMOVED, CLOSED, GONE):
        return Difference(name, label, whose, (theirs, mine))
    return Difference(name, label, whose, (mine, theirs if whose == THEIRS else now))


def compared(differences, text):
    """The same with their texts compared word by word; `text(name, value)` is what a reader sees of a value."""
    return [
        one._replace(paragraphs=diff.compare(*(text(one.name, value) for value in one.paragraphs)))
        for one in differences
    ]
