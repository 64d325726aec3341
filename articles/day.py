"""«قائمة مواد اليوم»: what a newsroom has for one day, by section, with who has it and what it lacks."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import groupby

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, IntegerField, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.html import conditional_escape
from django.utils.translation import gettext_lazy as _

from articles import assignments
from articles.desks import desk_of
from articles.models import (
    Article,
    Assignment,
    Byline,
    Genre,
    PhotoUse,
    Quote,
    Section,
    State,
)
from articles.models.choices import AT_WORK

MOST = 300  # stories of one list
FRESH = datetime.timedelta(days=7)  # what has lain at the desk for longer is no story of today
# What a line says of its story.
SAID = (
    "headline", "short_headline", "word_count", "genre", "state", "section", "created_by", "publish_at", "visible_from",
    "visible_until", "embargo_until", "breaking_until", "hold_reason", "to_check",
)  # fmt: skip


def users(name):
    """Prefetch users by this name, as they are called: a list has few of them, and each one often."""
    return Prefetch(name, get_user_model().objects.only("username", "first_name", "last_name"))


@dataclass
class Line:
    """A story with what was assigned for it, or an assignment that has no story yet.

    `standing` is the state as the desk says it, and `signs` what else it should know: [(text, the moment
    that belongs to it or None, whether it presses)]. `photo`: "shown", "waits" and "ended" (readers would not
    see it yet, or do not any more) or "". `at` is the moment that counts, and `when` what happens then.
    """

    section: Section | None
    story: Article | None = None
    title: str = ""
    genre: str = ""
    signs: list = field(default_factory=list)
    standing: str = ""
    assigned: list = field(default_factory=list)
    words: int = 0
    photo: str = ""
    quotes: int = 0
    who: list = field(default_factory=list)
    at: datetime.datetime | None = None
    when: str = ""
    late: bool = False


@dataclass
class Day:
    """`sections`: [(section or None, lines)] in the order of the menu; `cut`: whether some were left out."""

    sections: list
    stories: int
    words: int
    unwritten: int
    cut: bool


def seen_by(user):
    """A Q of the stories that stand in this user's plans: the desk's, and for others their own."""
    mine = Q(created_by=user) | Q(pk__in=Byline.objects.filter(contributor__user=user).values("article"))
    if not user.has_perm("articles.desk_article"):
        return mine
    desk = desk_of(user)
    return Q() if desk is None else mine | Q(section__in=desk)


def bounds(first, last=None):
    """The moments between which the days from `first` to `last` (or that one day) lie in the newsroom's zone."""
    after = (last or first) + datetime.timedelta(days=1)
    return tuple(
        timezone.make_aware(datetime.datetime.combine(day, datetime.time.min)) for day in (first, after)
    )


def local_date(moment):
    return timezone.localtime(moment).date()


def of(user, day, now):
    """The Day of a date: what comes out, is planned or due then; of today also what is being worked on."""
    start, end = bounds(day)
    today = start <= now < end
    given = _assigned(user, start, end, today) if user.has_perm("articles.view_assignment") else []
    named = {one.article_id for one in given} - {None}
    found = set().union(
        *(group.values_list("pk", flat=True)[: MOST + 1] for group in _groups(user, start, end, now))
    )
    pks = [*named, *sorted(found - named, reverse=True)][:MOST]
    words, authors = Words(), _authors(pks)
    lines = {story.pk: _line(story, now, words) for story in _in_full(pks, now)}
    loose = []
    for one in given:
        if one.article_id in lines:
            _add(lines[one.article_id], one, now, words)
        elif one.article_id is None and one.is_unfinished:
            line = Line(one.section, standing=f"{words.unwritten}: {words.assigned[one.state]}")
            loose.append(_add(line, one, now, words))
    for pk, line in lines.items():
        line.who = line.who or authors.get(pk) or _begun_by(line.story)
    rows = sorted([*lines.values(), *loose], key=_place)
    return Day(
        sections=[(group[0].section, group) for group in _by_section(rows)],
        stories=len(lines),
        words=sum(line.words for line in lines.values()),
        unwritten=len(loose),
        cut=len(found | named) > MOST,
    )


def _groups(user, start, end, now):
    """Querysets of the day's stories, each by an index of its own."""
    stories = (
        Article.objects.stories()
        .filter(seen_by(user))
        .exclude(state__in=[State.KILLED, State.SPIKED])
        .order_by()
    )
    yield stories.filter(visible_from__gte=start, visible_from__lt=end)
    yield stories.filter(visible_from=None, publish_at__gte=start, publish_at__lt=end)
    yield stories.filter(embargo_until__gte=start, embargo_until__lt=end)
    if start <= now < end:
        not_later = Q(publish_at=None) | Q(publish_at__lt=end)
        # Each state by itself: of several at once a database would walk through all that was saved lately.
        for state in AT_WORK:
            since = start if state == State.DRAFT else now - FRESH
            yield stories.filter(not_later, state=state, saved_at__gte=since).order_by("-saved_at")


def _assigned(user, start, end, today):
    rows = Assignment.objects.filter(assignments.seen_by(user)).exclude(state=Assignment.State.DROPPED)
    wanted = Q(due__gte=start, due__lt=end)
    if today:
        wanted |= Q(due__lt=start, state__in=Assignment.UNFINISHED)
    rows = rows.filter(wanted).prefetch_related("section", users("assigned_to"))
    rows = rows.only("what", "place", "due", "state", "section", "assigned_to", "article")
    return [*rows.order_by("-due", "-pk")[:MOST]][::-1]


def _in_full(pks, now):
    """Stories with all that a line says of them, in a constant number of queries."""
    waits = Quote.objects.waiting().filter(article=OuterRef("pk")).order_by().values("article")
    uses = PhotoUse.objects.filter(article=OuterRef("pk"))
    rows = Article.objects.filter(pk__in=pks).annotate(
        quotes_waiting=Coalesce(
            Subquery(waits.annotate(number=Count("pk")).values("number"), output_field=IntegerField()), 0
        ),
        has_photo=Exists(uses),
        has_shown_photo=Exists(uses.shown(now)),
        has_lasting_photo=Exists(uses.exclude(photo__expires_at__lte=now)),
    )
    return rows.only(*SAID).prefetch_related("section", users("created_by"))


def _authors(pks):
    """{story: [name]} as the stories are signed, without an object for each byline."""
    found = defaultdict(list)
    signed = Byline.objects.filter(article__in=pks).values_list("article", "contributor__name")
    for story, name in signed:
        found[story].append(name)
    return found


class Words:
    """The words of a list: put into the desk's language once a list, which costs as much as a line does."""

    def __init__(self):
        self.genres = {value: conditional_escape(str(label)) for value, label in Genre.choices}
        self.states = {value: conditional_escape(str(label)) for value, label in State.choices}
        self.assigned = {value: str(label) for value, label in Assignment.State.choices}
        moments = (_("scheduled"), _("expired"), _("planned"), _("due"))
        self.scheduled, self.expired, self.planned, self.due = (
            conditional_escape(str(word)) for word in moments
        )
        self.unwritten, self.untitled = str(_("no story yet")), str(_("Without a headline"))
        self.held, self.embargo = str(_("held for legal review")), str(_("no publication before"))
        self.breaking, self.to_check = str(_("breaking")), str(_("to check"))

    def signs(self, story):
        signs = (
            (story.hold_reason, (self.held, None, True)),
            (story.embargo_until, (self.embargo, story.embargo_until, False)),
            (story.is_breaking, (self.breaking, None, True)),
            (story.to_check, (self.to_check, None, False)),
        )
        return [sign for holds, sign in signs if holds]


def _line(story, now, words):
    line = Line(
        story.section,
        story,
        title=story.front_headline or words.untitled,
        signs=words.signs(story),
        genre=words.genres[story.genre],
        standing=words.states[story.state],
        words=story.word_count,
        photo=_photo(story),
        quotes=story.quotes_waiting,
    )
    if story.visible_from:
        line.at = story.visible_from
        if story.visible_from > now:
            line.standing = words.scheduled
        elif story.is_expired:
            line.standing = words.expired
        line.when = line.standing
    elif story.publish_at:
        line.at = story.publish_at
        if story.state != State.WITHDRAWN:
            line.when, line.late = words.planned, story.publish_at < now
    return line


def _photo(story):
    if story.has_shown_photo or not story.has_photo:
        return "shown" if story.has_photo else ""
    return "waits" if story.has_lasting_photo else "ended"


def _add(line, assignment, now, words):
    """Say on a line what was assigned; a story that has no moment of its own takes the one it is due at."""
    line.assigned.append(assignment)
    if assignment.assigned_to:
        line.who.append(str(assignment.assigned_to))
    if line.at is None:
        line.at, line.when, line.late = assignment.due, words.due, assignment.is_overdue(now)
    return line


def _begun_by(story):
    return [str(story.created_by)] if story.created_by else []


FAR = datetime.datetime.max.replace(tzinfo=datetime.UTC)


def _place(line):
    section = line.section
    order = (section.order, section.pk) if section else (1 << 20, 0)
    return (*order, line.at or FAR, line.story.pk if line.story else 0)


def _by_section(rows):
    for _pk, lines in groupby(rows, key=lambda line: line.section and line.section.pk):
        yield list(lines)
