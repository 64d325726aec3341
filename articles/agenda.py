"""The calendar: what will happen by itself, or should have been done, in a run of days."""

import datetime
from collections import defaultdict
from operator import attrgetter
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import TruncDate

from articles import assignments, day
from articles.models import Article, Assignment, Correction, State

MOST = 500  # entries of one kind


class Entry(NamedTuple):
    """`kind`: publish, planned (not approved yet), embargo, expire, assignment or correction; `row` by it."""

    at: datetime.datetime
    kind: str
    row: object
    late: bool = False


def entries(user, first, last, now):
    """{date: [Entry]} of the days from `first` to `last`, one query for each kind."""
    start, end = day.bounds(first, last)
    found = [*_stories(user, start, end, now), *_corrections(user, start, end, now)]
    if user.has_perm("articles.view_assignment"):
        found += _assigned(user, start, end, now)
    by_day = defaultdict(list)
    for entry in sorted(found, key=attrgetter("at")):
        by_day[day.local_date(entry.at)].append(entry)
    return dict(by_day)


def _stories(user, start, end, now):
    stories = (
        Article.objects.stories()
        .filter(day.seen_by(user))
        .exclude(state__in=[State.KILLED, State.WITHDRAWN, State.SPIKED])
    )
    stories = stories.select_related("section").defer("body")

    def between(name, **also):
        span = {f"{name}__gte": max(start, also.pop("since", start)), f"{name}__lt": end}
        return stories.filter(**span, **also).order_by(name, "pk")[:MOST]

    # What came out already is counted, not listed: see `published`.
    for story in between("visible_from", since=now):
        yield Entry(story.visible_from, "publish", story)
    for story in between("publish_at", visible_from=None):
        yield Entry(story.publish_at, "planned", story, late=story.publish_at < now)
    for story in between("embargo_until"):
        if story.embargo_until != story.visible_from:
            yield Entry(story.embargo_until, "embargo", story)
    for story in between("expire_at"):
        yield Entry(story.expire_at, "expire", story)


def _corrections(user, start, end, now):
    if not user.has_perm("articles.view_correction"):
        return
    mine = Article.objects.filter(day.seen_by(user)).values("pk")
    rows = Correction.objects.filter(issued_at__gte=max(start, now), issued_at__lt=end, article__in=mine)
    for row in rows.select_related("article").defer("article__body").order_by("issued_at", "pk")[:MOST]:
        yield Entry(row.issued_at, "correction", row)


def _assigned(user, start, end, now):
    rows = Assignment.objects.filter(assignments.seen_by(user), due__gte=start, due__lt=end)
    rows = rows.exclude(state=Assignment.State.DROPPED).select_related("assigned_to")
    for row in rows.order_by("due", "pk")[:MOST]:
        yield Entry(row.due, "assignment", row, late=row.is_overdue(now))


def published(user, first, last, now):
    """{date: how many stories came out} of the days from `first` to `last`: one query."""
    start, end = day.bounds(first, last)
    rows = Article.objects.stories().filter(day.seen_by(user))
    rows = rows.filter(visible_from__gte=start, visible_from__lt=min(end, max(now, start)))
    counted = rows.order_by().annotate(on=TruncDate("visible_from")).values("on").annotate(number=Count("pk"))
    return {row["on"]: row["number"] for row in counted}
