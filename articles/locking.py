"""Optimistic locking: nobody saves over words he has not seen.

A story and the draft behind it count together. Whoever writes words, by whatever door, locks the
story, compares the number of the last write with the one he saw, and takes the next: all in the
transaction that writes. A number never comes back, also when a draft is thrown away.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Stale(ValidationError):
    """Somebody wrote since; what to do about it is the door's to say."""

    def __init__(self, message=None):
        super().__init__(
            message
            or _("A colleague saved this story a moment ago. Look at it as it is now, then do it again."),
            code="stale_version",
        )


def number(story):
    """The number of the last write to the story or to its draft; None for a story that is gone."""
    return max(_numbers(story), default=None)


def lock(story):
    """The same, and nobody else writes to either row until the transaction ends."""
    return max(_numbers(story).select_for_update(), default=None)


def lock_all(stories):
    """The same for several, given by their ids: in the order in which everybody locks them."""
    rows = Article.objects.filter(Q(pk__in=stories) | Q(draft_of__in=stories)).order_by("pk")
    list(rows.values_list("pk", flat=True).select_for_update())


def check(story, seen):
    """Lock the story; raises Stale unless `seen` is the number of its last write. Returns the number."""
    last = lock(story)
    if last is None or str(seen) != str(last):
        raise Stale
    return last


def step(article):
    """Give the row that is written, and its story, the next number."""
    root = article.root
    article.version_number = root.version_number = lock(root) + 1
    Article.objects.filter(pk__in={article.pk, root.pk}).update(version_number=article.version_number)


def queue():
    """Whoever comes here second waits until the transaction of the first ends: for what no row stands for yet.

    SQLite lets one transaction write at a time from its beginning; PostgreSQL needs a row to wait for, and
    this is one that no story is held by.
    """
    ours = ContentType.objects.get_for_model(Article)
    ContentType.objects.select_for_update(no_key=True).filter(pk=ours.pk).first()


def _numbers(story):
    pk = getattr(story, "pk", story)
    rows = Article.objects.filter(Q(pk=pk) | Q(draft_of=pk)).order_by("pk")
    return rows.values_list("version_number", flat=True)
