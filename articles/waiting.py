"""«ما ينتظرني»: the stories that wait for somebody at the desk, as piles on the admin's first page."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Correction, Quote, QuoteState, State
from articles.workflow import AT_WORK, desk_of

HEIGHT = 6  # stories of a pile that are shown, where a list behind it shows them all
HIGHEST = 50  # where there is no such list
SOON = timedelta(hours=24)
NEAR = timedelta(days=2)  # before a reply has to be printed
AT_THE_DESK = (State.AT_DESK, State.COPY_EDITED, State.READY)
UNSETTLED = (QuoteState.PROPOSED, QuoteState.CHANGED, QuoteState.ORPHAN)


class Pile(NamedTuple):
    """`more`: whether there are other stories; `query`: of the list that shows them all, or ""."""

    label: str
    stories: list
    more: bool
    query: str


def piles(user, now):
    """The piles of this user that are not empty, most urgent first: one query each, however many stories there are.

    A reporter sees their own stories; the desk also those of its sections that wait for it.
    """
    mine = Article.objects.filter(created_by=user)
    by_me = f"created_by__id__exact={user.pk}"
    found = [(_("Returned to me"), mine.filter(state=State.RETURNED), f"{by_me}&state__exact=returned")]
    if user.has_perm("articles.desk_article"):
        found += _of_desk(Article.objects.filter(_at_home(user)), now)
    began = mine.filter(state=State.DRAFT) | mine.filter(draft_of__isnull=False)
    waits = Quote.objects.filter(article=OuterRef("pk"), state__in=UNSETTLED)
    found += [
        (_("My drafts"), began, f"{by_me}&state__exact=draft"),
        (_("My stories with quotes to confirm"), mine.filter(Exists(waits), state__in=AT_WORK), ""),
    ]
    made = (_pile(*row) for row in found)
    return [pile for pile in made if pile.stories]


def _of_desk(stories, now):
    own = stories.filter(draft_of=None)
    coming = own.filter(visible_from__gt=now, visible_from__lte=now + SOON).order_by("visible_from")
    at_desk = own.filter(state__in=AT_THE_DESK, hold_reason="")
    day = timezone.localdate(now) + NEAR
    replies = Correction.objects.due(day).filter(article=OuterRef("pk")).order_by("due_on")
    owed = own.annotate(due_on=Subquery(replies.values("due_on")[:1]))
    owed = owed.filter(due_on__isnull=False).order_by("due_on")
    return [
        (_("A reply has to be printed"), owed, ""),
        (_("Waiting for the desk"), at_desk, "state__in=" + ",".join(AT_THE_DESK)),
        (_("Changes to published stories"), stories.filter(draft_of__isnull=False), ""),
        (_("To check after publication"), own.filter(to_check=True), "to_check__exact=1"),
        (_("Held for legal review"), own.filter(state__in=AT_WORK).exclude(hold_reason=""), ""),
        (_("Coming out within a day"), coming, ""),
    ]


def _at_home(user):
    """Stories whose desk is this user's."""
    desk = desk_of(user)
    return Q() if desk is None else Q(draft_of=None, section__in=desk) | Q(draft_of__section__in=desk)


def _pile(label, stories, query):
    if not stories.query.order_by:
        stories = stories.order_by(F("saved_at").desc(), "-pk")
    height = HEIGHT if query else HIGHEST
    rows = stories.select_related("draft_of", "section", "created_by").defer("body")[: height + 1]
    return Pile(label, list(rows)[:height], len(rows) > height, query)
