"""Two editors at one form: what each of them changed since it was opened, put together field by field.

A form carries a digest of every field as it stood when it was opened (`Opened`). When it comes back
and the row has been written to meanwhile, three states are known of each field: as opened (its
digest), mine (posted), theirs (stored now). What only one of the two changed is taken from him;
where both did, the posted text stays in the form and both stand side by side (`Difference`).
"""

import json
import re
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from newsroom.arabic import diff
from newsroom.arabic.diff import Piece
from newsroom.desk.rows import label_of, merge_rows, name_of, posted_rows, said_by, stored_rows, write_rows
from newsroom.desk.sent import digest, fields_of, flat, is_typed, names_of, sent, told
from newsroom.fields import could_be_id

ROW = re.compile(r"(.+)-\d+(?:-of)?")
MINE, THEIRS, BOTH, REMOVED, CLOSED, GONE = "mine", "theirs", "both", "removed", "closed", "gone"
ASIDE = (REMOVED, CLOSED, GONE)
READ_THE_SAME = _("The two read the same; they differ only in what the program keeps for itself.")
EITHER = _("The two read the same; they differ only in what the program keeps for itself. Take either.")


class Difference(NamedTuple):
    """One field that differs, and `whose` text the form holds now: MINE where both changed it and I
    have to choose, THEIRS or BOTH where it was put together without asking, REMOVED where mine may hold
    words that had to go for ever: the form holds theirs, and mine stands beside it. CLOSED where the field
    is no longer open to me, GONE where what it is about is no longer there: mine stands beside it too.

    `paragraphs` are pieces from their text ("out" is only theirs) to mine ("in" is only mine); of
    what was put together, from my text to what the form holds now. Those that begin with a "note" tell what
    differs beside the words. `apart`: of rows of which one deleted what the other changed, (my line, their line);
    "" for the one that is deleted.
    """

    name: str
    label: str
    whose: str
    paragraphs: list
    apart: tuple = ()

    @property
    def is_clash(self):
        return self.whose == MINE

    @property
    def is_open(self):
        """Whether to take mine brings back what somebody deleted: nothing is chosen beforehand."""
        return any(mine for mine, _theirs in self.apart)

    @property
    def mine(self):
        """My text, of a difference that was `compared`."""
        return "\n".join(
            "".join(one.text for one in pieces if one.kind != "out") for pieces in self.paragraphs
        )


def digests(form, formsets):
    """What a form carries of how it was opened: JSON."""
    found = {bound.name: digest(flat(sent(bound), bound)) for bound in fields_of(form)}
    for formset in formsets:
        rows = stored_rows(formset)
        found |= {formset.prefix: ""} | {f"{formset.prefix}-{row.id}": row.digest for row in rows}
        found |= {name_of(formset, row.id): row.of for row in rows if row.of}
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
            said = told(bound.field, mine, theirs)
            found.append(_difference(bound.name, bound.label, CLOSED, *said, None))
    for formset in formsets:
        stored = {row.digest for row in stored_rows(formset)}
        rows = [
            row
            for row in posted_rows(formset, data, opened)
            if row.going or row.digest not in (opened.get(f"{formset.prefix}-{row.id}"), *stored)
        ]
        if rows:
            label = label_of(formset)
            said = said_by(formset, [row._replace(going=False) for row in rows])
            found.append(_difference(formset.prefix, label, CLOSED, said, "", None))
    return found


def is_written_to(form, formsets, opened, typed=True):
    """Whether what a form shows is stored otherwise than when it was opened; what is closed or opened since aside.

    Without `typed` only what is chosen in it and the rows under it are looked at.
    """
    now = opened_with(digests(form, formsets))
    if not typed:
        now = {
            name: said
            for name, said in now.items()
            if name not in form.fields or not is_typed(form.fields[name])
        }
    both = {*map(_field_of, opened)} & {*map(_field_of, now)}
    was, now = (
        {name: said for name, said in one.items() if _field_of(name) in both} for one in (opened, now)
    )
    return not both or was != now


def _field_of(name):
    """Of a row of a formset its prefix."""
    row = ROW.fullmatch(name)
    return row[1] if row else name


def is_typed_into(form, formsets, data, opened):
    """Whether a posted form says in a field that somebody writes into, or in a row, what it did not when it was opened."""
    typed = (bound for bound in fields_of(form) if is_typed(bound.field) and bound.name in opened)
    rows = (
        row.digest != opened.get(f"{formset.prefix}-{row.id}")
        for formset in formsets
        if formset.prefix in opened and f"{formset.prefix}-TOTAL_FORMS" in data
        for row in posted_rows(formset, data, opened)
        if not row.going
    )
    return any(digest(flat(data, bound)) != opened[bound.name] for bound in typed) or any(rows)


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
        said = told(bound.field, mine, theirs)
        found.append(_difference(name, bound.label, whose, *said, value))
    for formset in formsets:
        if f"{formset.prefix}-TOTAL_FORMS" not in data:
            continue
        theirs, mine = stored_rows(formset), posted_rows(formset, data, opened)
        rows, clash, apart = merge_rows(formset, mine, theirs, opened)
        if data.get(f"_take_{formset.prefix}") == THEIRS:  # chosen before somebody saved again
            rows, clash, apart = theirs, False, []
        label, there = label_of(formset), {row.id for row in theirs}
        if formset.max_num == 0 and (lost := [row for row in rows if row.id not in there]):
            # Nobody adds rows here: what they are about is gone, and what was typed of it is shown to be copied.
            rows = [row for row in rows if row.id in there]
            apart = [(my, his) for my, his in apart if his]
            found.append(_difference(formset.prefix, label, GONE, said_by(formset, lost), "", None))
            mine = [row for row in mine if row.digest not in {one.digest for one in lost}]
        his, my, now = (said_by(formset, one) for one in (theirs, mine, rows))
        if removed and now != his:
            clash, rows, apart = True, theirs, []
        write_rows(formset, data, rows)
        if apart or (clash and my != his):
            lines = tuple(tuple(said_by(formset, [row] if row else []) for row in pair) for pair in apart)
            my, his = (said_by(formset, _without(one, apart)) for one in (mine, theirs))
            whose = REMOVED if removed else MINE
            found.append(_difference(formset.prefix, label, whose, my, his, None)._replace(apart=lines))
        elif my != now:
            typed = any(row.going or row.digest != opened.get(f"{formset.prefix}-{row.id}") for row in mine)
            found.append(_difference(formset.prefix, label, BOTH if typed else THEIRS, my, his, now))
    return data, found


def _without(rows, apart):
    told = [row for pair in apart for row in pair if row]
    return [row for row in rows if row not in told]


def chosen(data):
    """Posted data in which a row that somebody deleted says no longer which it was, where one of the two texts was
    chosen: it is a new one, or goes with mine.
    """
    data = data.copy()
    for name in [*data]:
        prefix, _, number = name.removesuffix("-id").rpartition("-")
        stored = data.get(f"{prefix}-INITIAL_FORMS", "") if data.get(f"_take_{prefix}") else ""
        if (
            name.endswith("-id")
            and could_be_id(number)
            and could_be_id(stored)
            and int(number) >= int(stored)
        ):
            data[name] = ""
    return data


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
    if whose in (MINE, *ASIDE):
        return Difference(name, label, whose, (theirs, mine))
    return Difference(name, label, whose, (mine, theirs if whose == THEIRS else now))


def compared(differences, text, pieces):
    """The same with their texts compared word by word.

    `text(name, value)` is what a reader sees of a value, `pieces(name, before, after)` what differs in two of them,
    whatever it is; what is shown to be copied is text alone.
    """
    found = []
    for one in differences:
        if one.whose in ASIDE:
            said = diff.compare(*(text(one.name, value) for value in one.paragraphs))
        else:
            said = pieces(one.name, *one.paragraphs)
            if not one.apart and not any(piece.kind in ("in", "out") for line in said for piece in line):
                said = [*said, [Piece("note", str(EITHER if one.is_clash else READ_THE_SAME))]]
        found.append(one._replace(paragraphs=said))
    return found
