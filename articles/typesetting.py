"""The slips of signs and blanks in a story's texts: shown to an editor, mended where they are ticked."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import checks, history, locking, marks, workflow
from articles.models import Article, State
from newsroom.arabic import typography
from newsroom.arabic.passage import beside

LINES = ("kicker", "headline", "short_headline", "standfirst")
MOST = 200  # slips that one page shows; the others come when these are mended
AROUND = 24  # letters beside a slip, by which it is recognised


class Shown(NamedTuple):
    """A slip in one field of a story: `pieces` are (before, wrong, right, after) around each of its edits."""

    name: str
    field: str
    slip: typography.Slip
    pieces: list


def of(article):
    """The first MOST slips of a row, in reading order."""
    found = []
    for field, offset, text in _texts(article):
        for slip in typography.slips(text):
            slip = typography.Slip(
                slip.rule, tuple((start + offset, end + offset, by) for start, end, by in slip.edits)
            )
            found.append(Shown(f"{field}:{slip.start}:{slip.rule}", field, slip, _pieces(text, offset, slip)))
            if len(found) == MOST:
                return found
    return found


def mend(story, names, seen, by):
    """Mend the slips of these names in the story, or in the draft behind a published one; returns how many.

    Raises Stale when somebody saved since the page was opened, ValidationError when nothing that stands there is ticked.
    """
    with transaction.atomic():
        locking.check(story, seen)
        row = workflow.draft_for(story, by) if story.state == State.PUBLISHED else story
        chosen = [shown for shown in of(row) if shown.name in names]
        if not chosen:
            raise ValidationError(_("Tick what you want to mend, then mend it."))
        for field in LINES:
            mine = [shown.slip for shown in chosen if shown.field == field]
            setattr(row, field, typography.mended(getattr(row, field), mine))
        edits = sorted(edit for shown in chosen if shown.field == "body" for edit in shown.slip.edits)
        if edits:
            row.body = marks.amend(row.body, edits)
        locking.step(row)
        row.save()
        history.keep(row, by, note=gettext("Signs and blanks"))
        checks.note(row)
    return len(chosen)


def edited(story):
    """The row of a story that is edited: the draft behind it where there is one."""
    return Article.objects.filter(draft_of=story).first() or story


def _texts(article):
    """(field, where it begins, text) of each line and each block of the body."""
    for field in LINES:
        yield field, 0, getattr(article, field)
    offset = 0
    for block in marks.text(article.body).split("\n"):
        yield "body", offset, block
        offset += len(block) + 1


def _pieces(text, offset, slip):
    pieces = []
    for start, end, by in slip.edits:
        before, after = beside(text, start - offset, end - offset, AROUND)
        pieces.append((before, text[start - offset : end - offset], by, after))
    return pieces
