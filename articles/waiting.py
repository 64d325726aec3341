"""«ما ينتظرني»: what waits for somebody at the desk, as piles on the admin's first page."""

from datetime import timedelta
from typing import NamedTuple

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import assignments, comments
from articles.desks import desk_of
from articles.models import Article, Assignment, Correction, PhotoUse, Quote, State, StoryWarning
from articles.models.choices import AT_WORK
from newsroom.outgoing.models import Delivery, Receiver

HEIGHT = 6  # rows of a pile that are shown, where a list behind it shows them all
HIGHEST = 50  # where there is no such list
SOON = timedelta(hours=24)
LATELY = timedelta(days=7)  # how far back a published story is looked at for what is wrong with it
NEWEST = 1000  # uses of photos that ended: a photo of an agency may stand in thousands of stories
NEAR = timedelta(days=2)  # before a reply has to be printed
AT_THE_DESK = (State.AT_DESK, State.COPY_EDITED, State.READY)


def _name_of(role):
    return [f"{role}__{name}" for name in ("username", "first_name", "last_name")]


# What a line of a pile says: a story has fifty columns, and there are a dozen piles.
STATE_OF_STORY = ("article__state", "article__visible_from", "article__visible_until")  # of an assignment
STORY = (
    "headline",
    "state",
    "visible_from",
    "visible_until",
    "saved_at",
    "draft_of__state",
    "section__name",
    *_name_of("created_by"),
)


class Pile(NamedTuple):
    """`rows` are stories, assignments, comments or messages, as `of` says; `more`: whether there are others; `query`: of the
    list that shows them all, None where there is none.
    """

    of: str
    label: str
    rows: list
    more: bool
    query: str | None


def piles(user, now):
    """The piles of this user that are not empty, most urgent first: one query each, however much there is.

    A reporter sees what is their own; the desk also what waits for it in its sections.
    """
    found = [*_assignments(user), *_comments(user), *_stories(user, now), *_messages(user, now)]
    return [pile for pile in found if pile.rows]


# Assignments


def _assignments(user):
    if not user.has_perm("articles.view_assignment"):
        return
    unfinished = Assignment.objects.unfinished().by_urgency()
    yield _assigned(_("Assigned to me"), unfinished.filter(assigned_to=user), "whose=mine")
    if user.has_perm("articles.desk_article"):
        others = unfinished.filter(assignments.seen_by(user)).exclude(assigned_to=user)
        yield _assigned(_("Assignments nobody has"), others.filter(assigned_to=None), "whose=nobody")
        yield _assigned(_("Assignments of the desk"), others.filter(assigned_to__isnull=False), "")


def _assigned(label, rows, query):
    rows = rows.select_related("section", "assigned_to", "article").only(
        "what", "due", "state", "section__name", *STATE_OF_STORY, *_name_of("assigned_to")
    )
    return _pile("assignment", label, rows, query)


def _comments(user):
    rows = (
        comments.waiting(user)
        .select_related("article", "by")
        .only("text", "at", "is_confidential", "article__headline", *_name_of("by"))
    )
    yield _pile("comment", _("Comments that wait for me"), rows, "commented=mine")


# Stories


def is_at_hand(story, now):
    """Whether a story is the desk's work of these days: not out yet, or out so lately that a pile may show it."""
    return story.visible_from is None or story.visible_from > now - LATELY


def _stories(user, now):
    mine = Article.objects.filter(created_by=user)
    by_me = f"created_by__id__exact={user.pk}"
    yield _told(_("Returned to me"), mine.filter(state=State.RETURNED), f"{by_me}&state__exact=returned")
    if user.has_perm("articles.desk_article"):
        yield from _of_desk(Article.objects.filter(_at_home(user)), now)
    begun = mine.filter(state=State.DRAFT, draft_of=None)
    yield _told(_("My drafts"), begun, f"{by_me}&state__exact=draft")
    yield _told(_("My changes to published stories"), mine.filter(draft_of__isnull=False))
    unsettled = mine.filter(_has_unsettled_quotes(), state__in=AT_WORK)
    yield _told(_("My stories with quotes to confirm"), unsettled)
    if not user.has_perm("articles.desk_article"):
        own = mine.filter(draft_of=None)
        yield _told(_("My stories coming out within a day"), _coming(own, now))
        yield from _lately(own, now)


def _of_desk(stories, now):
    own = stories.filter(draft_of=None)
    at_desk = own.filter(state__in=AT_THE_DESK, hold_reason="")
    yield _told(_("A reply has to be printed"), _owed(own, now))
    yield _told(_("Waiting for the desk"), at_desk, "state__in=" + ",".join(AT_THE_DESK))
    yield _told(_("Changes to published stories"), stories.filter(draft_of__isnull=False))
    to_check = stories.filter(to_check=True).order_by("-pk")  # as its index has them; no draft row is one
    yield _told(_("To check after publication"), to_check, "to_check__exact=1")
    yield _told(_("Held for legal review"), own.filter(state__in=AT_WORK).exclude(hold_reason=""))
    yield _told(_("Coming out within a day"), _coming(own, now))
    yield from _lately(own, now)


def _owed(stories, now):
    """Stories with a reply of the other side whose day is near or past, the nearest first. A killed one prints nothing."""
    due = Correction.objects.due(timezone.localdate(now) + NEAR)
    first = due.filter(article=OuterRef("pk")).order_by("due_on").values("due_on")[:1]
    # The few replies first, by their index: the stories are many.
    owed = stories.filter(pk__in=due.order_by().values("article")).exclude(state=State.KILLED)
    return owed.annotate(due_on=Subquery(first)).order_by("due_on")


def _coming(stories, now):
    return stories.filter(visible_from__gt=now, visible_from__lte=now + SOON).order_by("visible_from")


def _lately(stories, now):
    """What is wrong with the stories of the last days: quotes to confirm, photos that wait, warnings."""
    fresh = stories.filter(visible_from__lte=now, visible_from__gt=now - LATELY).newest()
    shown = PhotoUse.objects.filter(pk=OuterRef("pk")).shown(now)
    unseen = PhotoUse.objects.filter(~Exists(shown), article=OuterRef("pk"))
    yield _told(_("Published with quotes to confirm"), fresh.filter(_has_unsettled_quotes()))
    yield _told(_("Published with photos that readers do not see"), fresh.filter(Exists(unseen)))
    warned = StoryWarning.objects.standing().filter(article=OuterRef("pk"))
    yield _told(_("Published, and the right to use a photo of it has ended"), _bereft(stories, now))
    yield _told(_("Published with warnings"), fresh.filter(Exists(warned)))


def _bereft(stories, now):
    """Older stories that lost a photo in these days: its rights end at a moment, and nobody saves anything then."""
    ended = PhotoUse.objects.filter(photo__expires_at__gt=now - LATELY, photo__expires_at__lte=now)
    # The few photos first, in a query of their own: in one for both SQLite reads all that was ever published.
    theirs = set(ended.order_by("-article").values_list("article", flat=True)[:NEWEST])
    return stories.public(now).filter(pk__in=theirs, visible_from__lte=now - LATELY)


def _messages(user, now):
    if user.has_perm("outgoing.view_delivery"):
        failed = Delivery.objects.filter(state=Delivery.State.FAILED, event__at__gt=now - LATELY)
        failed = failed.select_related("event", "receiver").order_by("-event", "pk")
        yield _pile(
            "message", _("Messages that did not reach their receivers"), failed, "state__exact=failed"
        )
    if user.has_perm("outgoing.view_receiver"):
        gone = Receiver.objects.filter(is_active=False, gone_at__isnull=False).order_by("-gone_at", "pk")
        yield _pile("receiver", _("Receivers that said they are gone"), gone, "is_active__exact=0")


def _has_unsettled_quotes():
    return Exists(Quote.objects.waiting().filter(article=OuterRef("pk")))


def _at_home(user):
    """Stories whose desk is this user's."""
    desk = desk_of(user)
    return Q() if desk is None else Q(draft_of=None, section__in=desk) | Q(draft_of__section__in=desk)


def _told(label, stories, query=None):
    if not stories.query.order_by:
        stories = stories.order_by(F("saved_at").desc(), "-pk")
    stories = stories.select_related("draft_of", "section", "created_by").only(*STORY)
    return _pile("story", label, stories, query)


def _pile(of, label, rows, query):
    height = HIGHEST if query is None else HEIGHT
    found = list(rows[: height + 1])
    return Pile(of, label, found[:height], len(found) > height, query)
