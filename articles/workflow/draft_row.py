"""The row behind a published story, in which it is edited."""

from django.db import transaction
from django.utils.translation import gettext

from articles import history, unmerging
from articles.models import Article, PreviewLink, State
from articles.snapshot import apply, empty_draft, snapshot


def draft_for(article, by=None):
    """The draft row of a published story: the one there is, or a new copy of what is public."""
    existing = Article.objects.filter(draft_of=article).first()
    if existing:
        return existing
    with transaction.atomic():
        draft = empty_draft(article)
        draft.created_by = by
        apply(draft, snapshot(article))
    return draft


def row_to_write(story, by=None):
    """The row that a change of words goes into: the open draft, a new one behind what is published, or the story itself."""
    row = story.edited
    return draft_for(story, by) if row.draft_of_id is None and story.state == State.PUBLISHED else row


def bring_in(draft, story):
    """The story says from now on what its draft says, and the draft is gone."""
    apply(story, snapshot(draft))
    unmerging.carried_over(draft, story)
    drop(draft)


def set_aside(draft, by):
    """A draft that goes nowhere; its last words stay as a version, which is returned."""
    kept = history.keep(draft, by, note=gettext("Discarded draft"))
    drop(draft)
    return kept


def drop(draft):
    """The row of a draft goes; who opens a link to it learns that it was ended."""
    PreviewLink.objects.end(draft)
    Article.objects.filter(pk=draft.pk).delete()
