"""What every reader of dates needs: one spelling for letters that are written two ways, and the weekdays."""

from typing import NamedTuple

from newsroom.arabic.letters import ALEF, ALEF_FORMS, ARABIC_LETTERS, latin_digits


class FoundDate(NamedTuple):
    """text[start:end] as printed; iso is what it says for certain, a partial date.

    problem: "" or weekday_mismatch, months_disagree, calendars_disagree, no_such_day, after_report; then
    repairs hold ISO dates, likeliest first.
    """

    start: int
    end: int
    text: str
    iso: str
    problem: str = ""
    repairs: tuple[str, ...] = ()


# One for one, so that places stay: the spellings of one letter become one.
_ALIKE = str.maketrans(ALEF_FORMS + "ىةی", ALEF * len(ALEF_FORMS) + "يهي")

END = rf"(?![{ARABIC_LETTERS}])"
START = rf"(?<![{ARABIC_LETTERS}])"


def alike(text: str) -> str:
    return latin_digits(text).translate(_ALIKE)


def any_of(names) -> str:
    """The alternatives of a regular expression, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


WEEKDAYS = {  # as datetime counts them
    alike(name): number
    for number, name in enumerate(("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"))
}
WEEKDAY = any_of(WEEKDAYS)
