"""Dates told from the day of the report: «أمس الثلاثاء», «الأربعاء الماضي», «قبل يومين», «الشهر الماضي»."""

import datetime
import re

from newsroom.arabic.dates.alike import END, START, WEEKDAY, WEEKDAYS, FoundDate, any_of
from newsroom.arabic.letters import HARAKAT

_NUMBERS = {
    "يومين": 2, "ثلاثه ايام": 3, "اربعه ايام": 4, "خمسه ايام": 5, "سته ايام": 6, "سبعه ايام": 7,
}  # fmt: skip
_DAYS = {
    "اول من امس": -2,
    "اول امس": -2,
    "امس الاول": -2,
    "امس": -1,
    "اليوم": 0,
    "غدا": 1,
    "غد": 1,
    "بعد غد": 2,
}
_HOURS = "صباح|مساء|فجر|ظهر|عصر|ليله|ليل"
_PAST = "الماضي|المنصرم|الفائت|الاخير"
_NEXT = "المقبل|القادم"
_DATE = re.compile(
    rf"{START}و?ب?(?:ال(?=امس))?(?:(?P<hour>{_HOURS})\s(?:يوم\s)?|(?P<yawm>يوم\s))?"
    r"(?:"
    rf"(?P<day>{any_of(_DAYS)})\N{{ARABIC FATHATAN}}?(?![{HARAKAT}]){END}(?!\s(?:الحاجه|العالمي|الوطني|الدولي))"
    rf"(?:\s?[\s(،]\s?(?P<named>{WEEKDAY}){END})?"
    rf"|(?P<weekday>{WEEKDAY})(?:\s?[\s(،]\s?(?:(?P<aside>امس|اليوم){END}|(?P<way>{_PAST}|{_NEXT}){END}))?"
    rf")|{START}قبل\s(?P<ago>{any_of(_NUMBERS)}|[0-9]{{1,2}}\s(?:يوما|ايام)){END}"
    rf"|{START}و?(?:ب?ال|لل)(?P<unit>شهر|عام|سنه)\s(?P<when>{_PAST}|الماضيه|المنصرمه|{_NEXT}|المقبله|القادمه|الجاري|الجاريه|الحالي|الحاليه){END}"
)


def find(text: str, plain: str, reported_on: datetime.date) -> list[FoundDate]:
    """The relative dates of a text in order; `plain` is alike(text).

    A weekday alone («يوم الأربعاء») is the last one until the report. «أمس الثلاثاء» in a report of another
    day is a weekday_mismatch.
    """
    found = []
    for match in _DATE.finditer(plain):
        read = _read(match, reported_on)
        if read is None:
            continue
        start, end = match.start(), match.end()
        while plain[start] in "وب" and not plain.startswith("بعد", start):
            start += 1
        end += "(" in match[0] and plain.startswith(")", end)
        found.append(FoundDate(start, end, text[start:end], *read))
    return found


def _read(match: re.Match, reported_on: datetime.date) -> tuple[str, str, tuple[str, ...]] | None:
    """(iso, problem, repairs)."""
    part = match.groupdict()
    if part["unit"]:
        return _unit(part["unit"], part["when"], reported_on)
    if part["ago"]:
        days = _NUMBERS.get(part["ago"]) or int(part["ago"].split()[0])
        return _sure(reported_on - datetime.timedelta(days=days))
    if part["day"]:
        return _told(part, reported_on)
    weekday = WEEKDAYS[part["weekday"]]
    if part["aside"]:
        return _checked(reported_on - datetime.timedelta(days=part["aside"] == "امس"), weekday)
    if part["way"] and part["way"] in _NEXT.split("|"):
        return _sure(reported_on + datetime.timedelta(days=(weekday - reported_on.weekday() - 1) % 7 + 1))
    if part["way"]:
        return _sure(reported_on - datetime.timedelta(days=(reported_on.weekday() - weekday - 1) % 7 + 1))
    if part["yawm"] or part["hour"]:
        return _sure(reported_on - datetime.timedelta(days=(reported_on.weekday() - weekday) % 7))
    return None  # «صلاة الجمعة», «سوق الأحد»


def _told(part: dict, reported_on: datetime.date) -> tuple[str, str, tuple[str, ...]] | None:
    """«أمس», «مساء اليوم», «غدا الثلاثاء»; «اليوم» and «غدا» alone are everyday words."""
    named = part["named"]
    alone = not (named or part["hour"] or part["yawm"])
    if alone and part["day"] in ("اليوم", "غدا", "غد"):
        return None
    date = reported_on + datetime.timedelta(days=_DAYS[part["day"]])
    return _checked(date, WEEKDAYS[named]) if named else _sure(date)


def _sure(date: datetime.date) -> tuple[str, str, tuple[str, ...]]:
    return date.isoformat(), "", ()


def _checked(date: datetime.date, weekday: int) -> tuple[str, str, tuple[str, ...]]:
    if date.weekday() == weekday:
        return _sure(date)
    back = date - datetime.timedelta(days=(date.weekday() - weekday) % 7)
    return date.isoformat(), "weekday_mismatch", (back.isoformat(), date.isoformat())


def _unit(unit: str, when: str, reported_on: datetime.date) -> tuple[str, str, tuple[str, ...]]:
    step = 0 if when.startswith(("الجاري", "الحالي")) else 1 if when.startswith(("المقبل", "القادم")) else -1
    if unit != "شهر":
        return str(reported_on.year + step), "", ()
    year, month = divmod(reported_on.year * 12 + reported_on.month - 1 + step, 12)
    return f"{year}-{month + 1:02d}", "", ()
