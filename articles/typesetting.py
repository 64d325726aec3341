"""The slips of signs and blanks in a story's texts, and words the house writes otherwise (articles.wording).

Shown to an editor, mended where they are ticked.
"""

from bisect import bisect_left
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import checks, history, locking, marks, pictures, wording, workflow
from newsroom.arabic import typography
from newsroom.arabic.passage import beside

MOST = 200  # slips that one page shows; the others come when these are mended
AROUND = 24  # letters beside a slip, by which it is recognised


class Shown(NamedTuple):
    """A slip in one field of a story: `pieces` are (before, wrong, right, after) around each of its edits."""

    name: str
    field: str
    slip: typography.Slip
    pieces: list
    note: str  # why, of a word


def of(article):
    """The first MOST slips of a row, in reading order."""
    found, words = [], wording.found(article)
    for field, offset, text in _texts(article):
        hits = _within(words.get(field, ()), offset, len(text))
        notes = {hit.start: hit.rule.note for hit in hits}
        for slip in typography.apart([*_moved(typography.slips(text), offset), *map(_slip, hits)]):
            note = notes.get(slip.start, "") if slip.rule == wording.WARNING else ""
            name = f"{field}:{slip.start}:{slip.rule}"
            found.append(Shown(name, field, slip, _pieces(text, offset, slip), note))
            if len(found) == MOST:
                return found
    return found


def by_hand(article):
    """The first MOST words of a row that no press of a button mends: (field, Rule, (before, word, after))."""
    texts = {"body": marks.text(article.body), **dict(wording.lines(article))}
    hits = [(field, hit) for field, mine in wording.found(article).items() for hit in mine if hit.by is None]
    return [(field, hit.rule, _around(texts[field], hit.start, hit.end)) for field, hit in hits[:MOST]]


def mend(story, names, seen, by):
    """Mend the slips of these names in the row that is edited; returns how many.

    Raises Stale when somebody saved since the page was opened, ValidationError when nothing that stands there is ticked.
    """
    with transaction.atomic():
        locking.check(story, seen)
        row = workflow.row_to_write(story, by)
        chosen = [shown for shown in of(row) if shown.name in names]
        if not chosen:
            raise ValidationError(_("Tick what you want to mend, then mend it."))
        mended = {
            field: typography.mended(text, [shown.slip for shown in chosen if shown.field == field])
            for field, text in wording.lines(row)
        }
        for field in wording.LINES:
            setattr(row, field, mended[field])
        edits = sorted(edit for shown in chosen if shown.field == "body" for edit in shown.slip.edits)
        if edits:
            row.body = marks.amend(row.body, edits)
        locking.step(row)
        row.save()
        _say_captions(row, mended)
        history.keep(row, by, note=gettext("Signs and blanks"))
        checks.note(row)
    return len(chosen)


def _texts(article):
    """(field, where it begins, text) of each line, each block of the body and each caption."""
    lines = dict(wording.lines(article))
    for field in wording.LINES:
        yield field, 0, lines.pop(field)
    offset = 0
    for block in marks.text(article.body).split("\n"):
        yield "body", offset, block
        offset += len(block) + 1
    for field, caption in lines.items():
        yield field, 0, caption


def _say_captions(row, mended):
    said = pictures.said(row)
    if said:
        by_field = {wording.CAPTION + photo["uid"]: photo for photo in said}
        for field, photo in by_field.items():
            photo["caption"] = mended.get(field, "")
        pictures.say(row, said)


def _within(hits, offset, length):
    """Those of these hits, which are in order, that are mended in text[offset:offset + length]."""
    first = bisect_left(hits, offset, key=lambda hit: hit.start)
    last = bisect_left(hits, offset + length, key=lambda hit: hit.start)
    return [hit for hit in hits[first:last] if hit.by is not None]


def _slip(hit):
    return typography.Slip(wording.WARNING, ((hit.start, hit.end, hit.by),))


def _moved(slips, offset):
    return [
        typography.Slip(slip.rule, tuple((start + offset, end + offset, by) for start, end, by in slip.edits))
        for slip in slips
    ]


def _pieces(text, offset, slip):
    pieces = []
    for start, end, by in slip.edits:
        before, wrong, after = _around(text, start - offset, end - offset)
        pieces.append((before, wrong, by, after))
    return pieces


def _around(text, start, end):
    before, after = beside(text, start, end, AROUND)
    return before, text[start:end], after
