"""Hijri dates in a story, read by the Umm al-Qura calendar; a sighted month may begin a day earlier or later."""

import datetime
import re
from itertools import pairwise

from hijridate import Gregorian, Hijri

from newsroom.arabic.dates.alike import END, START, WEEKDAY, WEEKDAYS, FoundDate, alike, any_of

_NAMES = (
    ("محرم", "المحرم", "محرم الحرام"),
    ("صفر", "صفر الخير"),
    ("ربيع الأول",),
    ("ربيع الآخر", "ربيع الثاني"),
    ("جمادى الأولى", "جمادى الأول"),
    ("جمادى الآخرة", "جمادى الثانية", "جمادى الآخر", "جمادى الثاني"),
    ("رجب",),
    ("شعبان",),
    ("رمضان", "رمضان المبارك"),
    ("شوال",),
    ("ذو القعدة", "ذي القعدة"),
    ("ذو الحجة", "ذي الحجة"),
)
_MONTHS = {alike(name): number for number, names in enumerate(_NAMES, 1) for name in names}
_YEAR = r"1[345][0-9]{2}(?![0-9])"
_ERA = rf"(?:\s?(?:هـ|ه{END}|هجري(?:ه|ا)?{END}))?"
_DATE = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY})[\s،,(]{{1,3}})?(?<![0-9/.-])"
    r"(?:"
    rf"(?P<day>[0-9]{{1,2}})\s{{1,2}}(?:من\s)?(?:شهر\s)?(?P<month>{any_of(_MONTHS)}){END}"
    rf"(?:[\s،,]{{1,2}}(?:(?:عام|سنه)\s)?(?P<year>{_YEAR}))?"
    rf"|(?P<d>[0-9]{{1,2}})(?P<sep>[/-])(?P<m>[0-9]{{1,2}})(?P=sep)(?P<y>{_YEAR})"
    rf"|(?P<y2>{_YEAR})(?P<sep2>[/-])(?P<m2>[0-9]{{1,2}})(?P=sep2)(?P<d2>[0-9]{{1,2}})(?![0-9])"
    rf"|{START}(?P<bare>{any_of(_MONTHS)})\s(?:من\s)?(?:(?:عام|سنه)\s)?(?P<bare_year>{_YEAR})"
    rf"){_ERA}"
)
# «30 شعبان 1436هـ الموافق 17 يونيو 2015», «(…)», « - »: what may stand between a date in both calendars.
_SAME_DAY = re.compile(r"[\s،,(/-]{0,4}(?:الموافق(?:ه)?|الموافق ل)?[\s:،,(ـل/-]{0,4}\Z")


def find(text: str, plain: str, reported_on: datetime.date | None) -> list[FoundDate]:
    """The Hijri dates of a text; `plain` is alike(text). A day without a year needs the report's date."""
    found = (_read(text, match, reported_on) for match in _DATE.finditer(plain))
    return [date for date in found if date]


def _read(text: str, match: re.Match, reported_on: datetime.date | None) -> FoundDate | None:
    part = match.groupdict()
    start, end = match.span()
    month = _MONTHS.get(part["month"] or part["bare"]) or int(part["m"] or part["m2"] or 0)
    year = int(part["year"] or part["y"] or part["y2"] or part["bare_year"] or 0)
    day = int(part["day"] or part["d"] or part["d2"] or 0)
    if not year:
        if reported_on is None:
            return None
        year = _nearest_year(month, day, reported_on)
    if not day:
        years = {date.year for one in (1, 29) if (date := gregorian(year, month, one))}
        return FoundDate(start, end, text[start:end], str(years.pop())) if len(years) == 1 else None
    date = gregorian(year, month, day)
    if date is None:
        return FoundDate(start, end, text[start:end], "", "no_such_day") if part["year"] else None
    weekday = WEEKDAYS.get(part["weekday"])
    if weekday is not None and date.weekday() != weekday:
        days = [date + datetime.timedelta(days=step) for step in (-1, 1)]
        sighted = next((one for one in days if one.weekday() == weekday), None)
        if sighted is None:
            return FoundDate(
                start, end, text[start:end], date.isoformat(), "weekday_mismatch", (date.isoformat(),)
            )
        date = sighted
    return FoundDate(start, end, text[start:end], date.isoformat())


def gregorian(year: int, month: int, day: int) -> datetime.date | None:
    """The day by Umm al-Qura (1343 to 1500); None for a day that calendar does not have."""
    try:
        return datetime.date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


def _nearest_year(month: int, day: int, reported_on: datetime.date) -> int:
    try:
        now = Gregorian.fromdate(reported_on).to_hijri().year
    except (ValueError, OverflowError):
        return 0
    near = {year: date for year in (now - 1, now, now + 1) if (date := gregorian(year, month, day))}
    return min(near, key=lambda year: abs(near[year] - reported_on), default=now)


def compared(plain: str, found: list[FoundDate], lunar: list[FoundDate]) -> list[FoundDate]:
    """Both lists in order; a date printed in both calendars is checked one against the other.

    A day of difference is the moon's; more is a slip, told at the second date.
    """
    dates = sorted(found + lunar)
    hijri = {(date.start, date.end) for date in lunar}
    for place, (first, second) in enumerate(pairwise(dates)):
        kinds = [(date.start, date.end) in hijri for date in (first, second)]
        between = plain[first.end : second.start]
        if kinds[0] == kinds[1] or first.problem or second.problem or len(between) > 20:
            continue
        if not _SAME_DAY.match(between) or not len(first.iso) == len(second.iso) == 10:
            continue
        days = [datetime.date.fromisoformat(date.iso) for date in (first, second)]
        if abs(days[0] - days[1]) > datetime.timedelta(days=1):
            repairs = (first.iso, second.iso)
            dates[place + 1] = second._replace(problem="calendars_disagree", repairs=repairs)
        elif kinds[0]:
            dates[place] = first._replace(iso=second.iso)
        else:
            dates[place + 1] = second._replace(iso=first.iso)
    return dates
