"""Dates in a story, with the slips that print: a weekday or a second month name that contradicts the day."""

import calendar
import datetime
import re

from newsroom.arabic.dates import hijri, relative
from newsroom.arabic.dates.alike import END, WEEKDAY, WEEKDAYS, FoundDate, alike, any_of
from newsroom.arabic.dates.months import CUSTOMS, OTHER_SPELLINGS
from newsroom.arabic.letters import ARABIC_LETTERS, HARAKAT

_MONTHS = {
    alike(name).replace(" ", r"\s+"): number
    for names in (CUSTOMS["gregorian"], CUSTOMS["levant"], CUSTOMS["maghreb"], CUSTOMS["tunisia"])
    for number, name in enumerate(names, 1)
} | {alike(name): number for name, number in OTHER_SPELLINGS.items()}
_UNITS = ("الحادي", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع")
_ORDINALS = {
    alike(name): number
    for number, name in enumerate(
        (
            *("الأول", *_UNITS[1:], "العاشر"),
            *(f"{unit} عشر" for unit in _UNITS),
            "العشرين",
            *(f"{unit} والعشرين" for unit in _UNITS),
            "الثلاثين",
            "الحادي والثلاثين",
        ),
        1,
    )
}


_MONTH = rf"(?:{any_of(_MONTHS)}){END}"
_TWO_MONTHS = (
    rf"(?P<{{0}}>{_MONTH})(?:\s?/\s?(?P<{{0}}_too>{_MONTH})|\s?\(\s?(?P<{{0}}_aside>{_MONTH})\s?\))?"
)
_OF = r"\s{1,2}(?:من\s)?(?:شهر\s)?"
_YEAR = r"(?P<{0}>(?:1[89]|20|21)[0-9]{{2}})(?![0-9])"
_DATE = re.compile(
    rf"(?:(?P<weekday>{WEEKDAY})(?:\s(?:الماضي|المقبل|القادم|الجاري))?[\s،,(]{{1,3}}(?:الموافق\s(?:ل?ـ?\s?))?)?"
    r"(?<![0-9/.,٫-])"
    r"(?:"
    rf"(?:(?P<day>[0-9]{{1,2}})(?:{_OF}|\s?[/-]\s?)|(?P<ordinal>{any_of(_ORDINALS)}){_OF})"
    rf"{_TWO_MONTHS.format('month')}(?:(?:[\s،,]{{1,2}}|\sمن\s|\s?[/-]\s?)(?:(?:عام|سنه)\s)?{_YEAR.format('year')})?"
    rf"|(?P<d>[0-9]{{1,2}})(?P<sep>[/.-])(?P<m>[0-9]{{1,2}})(?P=sep){_YEAR.format('y')}(?!(?P=sep))"
    rf"|{_YEAR.format('y2')}(?P<sep2>[/-])(?P<m2>[0-9]{{1,2}})(?P=sep2)(?P<d2>[0-9]{{1,2}})(?![0-9])(?!(?P=sep2))"
    rf"|(?<![{ARABIC_LETTERS}])(?:و?[بلك])?{_TWO_MONTHS.format('bare')}"
    rf"\s{{1,2}}(?:من\s)?(?:(?:العام|عام|سنه)\s)?{_YEAR.format('bare_year')}"
    r")"
)
# «ميدان 6 أكتوبر» is a place, «ثورة 25 يناير» an event: days that became names.
_NAMED_DAY = re.compile(
    r"(?:ميدان|مدينه|حركه|ثوره|جسر|كوبري|شارع|انتفاضه|حراك|محور|حزب|احداث|هجمات|اتفاق|جامعه|ملعب|ستاد|استاد|شباب|لواء)\s$"
)


# What is still to come: «سيعقد»، «سوف»، «من المقرر»; words such as «سيارة» and «سنوات» only begin like it.
_AHEAD = re.compile(
    rf"(?<![{ARABIC_LETTERS}])[وف]?(?:س(?!يا|يناري|ينما|يناء|يطر|يده|يدات|تين|نوات|نوي|ندات)[يتن][{ARABIC_LETTERS}{HARAKAT}]{{3,}}"
    rf"|سوف|(?:ال)?مقرر|(?:ال)?(?:مقبل|قادم)ه?|غدا){END}"
)
STOPS = ".!؟\n"


def find(text: str, reported_on: datetime.date | None = None) -> list[FoundDate]:
    """The dates of a text in order: day-month-year, with or without weekday, month-year, and Hijri dates.

    With the report's own date also a day and month without year (the nearest year is meant) and relative
    dates («أمس الثلاثاء»، «الشهر الماضي»). A Hijri date follows the Umm al-Qura calendar; where a Gregorian
    one is printed beside it and the two are more than a day apart, the second is a problem.
    """
    plain = alike(text)
    found = [date for match in _DATE.finditer(plain) if (date := _read(text, plain, match, reported_on))]
    lunar = hijri.find(text, plain, reported_on)
    found = hijri.compared(plain, found, lunar)
    if reported_on:
        found = _without_overlap(found, relative.find(text, plain, reported_on))
    return found


def _without_overlap(found: list[FoundDate], more: list[FoundDate]) -> list[FoundDate]:
    """Both in order; of two that overlap the first list's stands."""
    taken = sorted((date.start, date.end) for date in found)
    kept, at = [], 0
    for date in more:
        while at < len(taken) and taken[at][1] <= date.start:
            at += 1
        if at == len(taken) or taken[at][0] >= date.end:
            kept.append(date)
    return sorted(found + kept)


def _read(text: str, plain: str, match: re.Match, reported_on: datetime.date | None) -> FoundDate | None:
    part = match.groupdict()
    start, end = match.span()
    if part["bare"]:
        start = match.start("bare")
    month, other = _months(part)
    year = int(part["year"] or part["y"] or part["y2"] or part["bare_year"] or 0)
    day = int(part["day"] or part["d"] or part["d2"] or 0) or _ORDINALS.get(part["ordinal"], 0)
    if not year:
        if reported_on is None or _NAMED_DAY.search(plain, max(0, start - 12), start):
            return None
        year = _nearest_year(month, day, reported_on)
    weekday = WEEKDAYS.get(part["weekday"])
    is_ahead = reported_on is not None and _AHEAD.search(_sentence(plain, start, end)) is not None
    iso, problem, repairs = _check(year, month, other, day, weekday, reported_on, is_ahead)
    return FoundDate(start, end, text[start:end], iso, problem, tuple(repairs))


def _sentence(plain: str, start: int, end: int) -> str:
    """The sentence in which plain[start:end] stands."""
    before = max(plain.rfind(stop, 0, start) for stop in STOPS)
    after = min((at for stop in STOPS if (at := plain.find(stop, end)) >= 0), default=len(plain))
    return plain[before + 1 : after]


def _months(part: dict) -> tuple[int, int]:
    """The month and what its second name says (the same when there is none)."""
    if part["m"] or part["m2"]:
        month = int(part["m"] or part["m2"])
        return month, month
    name = part["month"] or part["bare"]
    second = part["month_too"] or part["month_aside"] or part["bare_too"] or part["bare_aside"] or name
    return _month_number(name), _month_number(second)


def _month_number(name: str) -> int:
    return _MONTHS[r"\s+".join(name.split())]


def _date(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _nearest_year(month: int, day: int, reported_on: datetime.date) -> int:
    dates = [date for step in (0, -1, 1) if (date := _date(reported_on.year + step, month, day))]
    return min(dates, key=lambda date: abs(date - reported_on)).year if dates else reported_on.year


def _check(year, month, other, day, weekday, reported_on, is_ahead) -> tuple[str, str, list[str]]:
    """(iso, problem, repairs) of what was written."""
    if other != month:
        if not day:
            return str(year), "months_disagree", [f"{year}-{one:02d}" for one in (month, other)]
        dates = [date for one in (month, other) if (date := _date(year, one, day))]
        return str(year), "months_disagree", _ranked(dates, weekday, reported_on)
    if not day:
        return (f"{year}-{month:02d}", "", []) if 1 <= month <= 12 else (str(year), "no_such_day", [])
    date = _date(year, month, day)
    if date is None:
        return _no_such_day(year, month, day, weekday, reported_on)
    if weekday is None or date.weekday() == weekday:
        return date.isoformat(), "", []
    return (
        date.isoformat(),
        "weekday_mismatch",
        _other_days(date, weekday, reported_on, is_ahead and date >= reported_on),
    )


def _ranked(dates, weekday, reported_on) -> list[str]:
    """Those on the printed weekday first, then those nearest to the report, then as given."""
    return [
        date.isoformat()
        for date in sorted(
            dict.fromkeys(dates),
            key=lambda date: (
                weekday is not None and date.weekday() != weekday,
                abs(date - reported_on) if reported_on else datetime.timedelta(),
            ),
        )
    ]


def _no_such_day(year, month, day, weekday, reported_on) -> tuple[str, str, list[str]]:
    if not 1 <= month <= 12:
        swapped = _date(year, day, month)
        return str(year), "no_such_day", [swapped.isoformat()] if swapped else []
    last = datetime.date(year, month, calendar.monthrange(year, month)[1])
    dates = [last, last + datetime.timedelta(days=1)] if day <= 31 else []
    return f"{year}-{month:02d}", "no_such_day", _ranked(dates, weekday, reported_on)


def _other_days(
    date: datetime.date, weekday: int, reported_on: datetime.date | None, is_ahead: bool
) -> list[str]:
    """What a date on the wrong weekday may have meant; the date as written stands last.

    Months are mixed up more often than days or weekdays: the same day number on that weekday in a month
    beside it comes first, then in a year beside it; failing those the nearest such weekday. Of what is still
    to come, the days are mixed up: that weekday next to the date comes first, and no day before the report.
    """
    near = reported_on or date
    beside = []
    for step in (-1, 1):
        year, month = divmod(date.year * 12 + date.month - 1 + step, 12)
        beside.append([_date(year, month + 1, date.day), _date(date.year + step, date.month, date.day)])
    dates = []
    for candidates in zip(*beside, strict=True):
        right = [one for one in candidates if one and one.weekday() == weekday]
        dates += sorted(right, key=lambda one: abs(one - near))
    if is_ahead or not dates:
        ahead = (weekday - date.weekday()) % 7
        around = [date + datetime.timedelta(days=step) for step in sorted((ahead, ahead - 7), key=abs)]
        dates = [one for one in around if not is_ahead or one >= reported_on][:1]
    return [one.isoformat() for one in (*dates, date)]
