"""The calendar: what will happen by itself, or should have been done, in a run of days."""

import datetime
from bisect import bisect_left
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncDate

from articles import assignments, day
from articles.models import Article, Assignment, Correction, State

MOST = 500  # entries of one kind


class Entry(NamedTuple):
    """`kind`: publish, planned (not approved yet), embargo, expire, assignment or correction, whose row `pk` is.

    `title` says what it is about, `beside` of whom or in which section.
    """

    at: datetime.datetime
    kind: str
    pk: int
    title: str
    beside: str = ""
    late: bool = False


def entries(user, first, last, now):
    """{date: [Entry]} of the days from `first` to `last`, one query for each kind."""
    start, end = day.bounds(first, last)
    found = [*_stories(user, start, end, now), *_corrections(user, start, end, now)]
    if user.has_perm("articles.view_assignment"):
        found += _assigned(user, start, end, now)
    found.sort(key=attrgetter("at"))
    by_day, begins = {}, 0
    while begins < len(found):
        date = day.local_date(found[begins].at)
        ends = bisect_left(found, day.bounds(date)[1], begins, key=attrgetter("at"))
        by_day[date], begins = found[begins:ends], ends
    return by_day


def _stories(user, start, end, now):
    stories = (
        Article.objects.stories()
        .filter(day.seen_by(user))
        .exclude(state__in=[State.KILLED, State.WITHDRAWN, State.SPIKED])
    )

    # A full month has two thousand of them and shows six a day: what is said of each, and no object.
    said = ("pk", "short_headline", "headline", "section__name")

    def between(name, *also_said, **also):
        span = {f"{name}__gte": max(start, also.pop("since", start)), f"{name}__lt": end}
        rows = stories.filter(**span, **also).order_by(name, "pk").values_list(name, *said, *also_said)
        for at, pk, short, headline, section, *rest in rows[:MOST]:
            yield (at, pk, short or headline, section or "", *rest)

    # What came out already is counted, not listed: see `published`.
    for at, *row in between("visible_from", since=now):
        yield Entry(at, "publish", *row)
    for at, *row in between("publish_at", visible_from=None):
        yield Entry(at, "planned", *row, late=at < now)
    for at, *row, visible_from in between("embargo_until", "visible_from"):
        if at != visible_from:
            yield Entry(at, "embargo", *row)
    for at, *row in between("expire_at"):
        yield Entry(at, "expire", *row)


def _corrections(user, start, end, now):
    if not user.has_perm("articles.view_correction"):
        return
    mine = Article.objects.filter(day.seen_by(user)).values("pk")
    rows = Correction.objects.filter(issued_at__gte=max(start, now), issued_at__lt=end, article__in=mine)
    rows = (
        rows.exclude(article__state=State.KILLED)
        .order_by("issued_at", "pk")
        .values_list("issued_at", "pk", "article__short_headline", "article__headline")
    )
    for at, pk, short, headline in rows[:MOST]:
        yield Entry(at, "correction", pk, short or headline)


def _assigned(user, start, end, now):
    rows = Assignment.objects.unfinished().filter(assignments.seen_by(user), due__gte=start, due__lt=end)
    rows = rows.prefetch_related(day.users("assigned_to"))
    rows = rows.only("what", "due", "state", "assigned_to")
    for row in rows.order_by("due", "pk")[:MOST]:
        who = str(row.assigned_to or "")
        yield Entry(row.due, "assignment", row.pk, row.what, who, late=row.is_overdue(now))


def published(user, first, last, now):
    """{date: how many stories came out} of the days from `first` to `last`: one query."""
    start, end = day.bounds(first, last)
    rows = Article.objects.stories().filter(day.seen_by(user))
    rows = rows.filter(visible_from__gte=start, visible_from__lt=min(end, max(now, start)))
    counted = rows.order_by().annotate(on=TruncDate("visible_from")).values("on").annotate(number=Count("pk"))
    return {row["on"]: row["number"] for row in counted}
