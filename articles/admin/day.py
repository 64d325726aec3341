"""Two pages of plans beside the list of stories: the day's list, to print, and the calendar."""

import calendar
import datetime
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import path, reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import get_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import agenda, day
from newsroom.arabic import dates

SHOWN = 6  # entries of a day in the month; the rest stand in the day's list
YEARS = range(1900, 2200)
# kind of an entry: (what happens, the model whose row it leads to)
KINDS = {
    "publish": (_("comes out"), "article"),
    "planned": (_("planned, not approved yet"), "article"),
    "embargo": (_("embargo ends"), "article"),
    "expire": (_("leaves the site"), "article"),
    "assignment": (_("assignment due"), "assignment"),
    "correction": (_("correction appears"), "correction"),
}


def urls(model_admin):
    wrap = model_admin.admin_site.admin_view
    return [
        path("day/", wrap(partial(day_view, model_admin)), name="articles_article_day"),
        path("calendar/", wrap(partial(calendar_view, model_admin)), name="articles_article_calendar"),
    ]


def asked_date(text):
    """The date of an address, also "2026-11" for its first day. Raises ValidationError with what to do."""
    text = dates.latin_digits(text.strip()[:20])
    if not (dates.is_partial(text) and int(text[:4]) in YEARS):
        raise ValidationError(
            _("“%(date)s” is no date. Choose one from the calendar, or write it as 2026-11-25."),
            params={"date": text},
        )
    return dates.earliest(text)


def _page(model_admin, request, template, title, **context):
    """Answer with a page; a bad date in the address is said above the page of today."""
    template, status = f"admin/articles/article/{template}.html", 400 if context["error"] else 200
    return model_admin.page(request, template, status, title=title, **context)


def _chosen(model_admin, request):
    """(date, what is wrong with the one that was asked for, today)."""
    if not model_admin.has_view_or_change_permission(request):
        raise PermissionDenied
    today = timezone.localdate()
    asked = request.GET.get("date", "")
    try:
        return (asked_date(asked) if asked.strip() else today), "", today
    except ValidationError as error:
        return today, " ".join(error.messages), today


def day_view(model_admin, request):
    chosen, error, today = _chosen(model_admin, request)
    now = timezone.now()
    return _page(
        model_admin, request, "day", gettext("Stories of the day"),
        error=error, date=chosen, today=today, weekday=WEEKDAYS[chosen.weekday()], printed_at=now,
        before=_moved(chosen, -1), after=_moved(chosen, 1), day=day.of(request.user, chosen, now),
    )  # fmt: skip


def _moved(date, days):
    moved = date + datetime.timedelta(days=days)
    return moved if moved.year in YEARS else None


def calendar_view(model_admin, request):
    chosen, error, today = _chosen(model_admin, request)
    now = timezone.now()
    by_week = request.GET.get("view") == "week"
    # Django counts the days of the week from Sunday, the calendar from Monday.
    rows = calendar.Calendar((get_format("FIRST_DAY_OF_WEEK") - 1) % 7)
    weeks = rows.monthdatescalendar(chosen.year, chosen.month)
    if by_week:
        weeks = [week for week in weeks if chosen in week]
    first, last = weeks[0][0], weeks[-1][-1]
    entries = agenda.entries(request.user, first, last, now)
    published = agenda.published(request.user, first, last, now)
    shown = len(weeks) * 50 if by_week else SHOWN
    kinds = {
        kind: (str(label), reverse(f"admin:articles_{model}_changelist"))
        for kind, (label, model) in KINDS.items()
    }

    def cell(date):
        found = entries.get(date, [])
        return {
            "date": date, "weekday": WEEKDAYS[date.weekday()], "today": date == today,
            "outside": not by_week and date.month != chosen.month,
            "entries": [(entry, *kinds[entry.kind]) for entry in found[:shown]],
            "more": len(found[shown:]), "published": published.get(date, 0),
        }  # fmt: skip

    month = chosen.replace(day=1)
    step = datetime.timedelta(days=7)
    neighbours = (chosen - step, chosen + step) if by_week else (month - step, month + datetime.timedelta(31))
    before, after = (date if date.year in YEARS else None for date in neighbours)
    return _page(
        model_admin, request, "calendar", gettext("Calendar"),
        error=error, date=chosen, today=today, by_week=by_week, first=first, last=last,
        month=f"{month:%Y-%m}", before=before, after=after,
        weekdays=[WEEKDAYS[date.weekday()] for date in weeks[0]],
        weeks=[[cell(date) for date in week] for week in weeks],
    )  # fmt: skip
