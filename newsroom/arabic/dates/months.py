"""The months in the customs of Arabic newsrooms, and a date in words."""

import datetime

from newsroom.arabic.dates.partial import parts
from newsroom.arabic.letters import ARABIC_INDIC_DIGITS, LATIN_DIGITS

# fmt: off
GREGORIAN = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)
LEVANT = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)
MAGHREB = (
    "يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو",
    "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر",
)
TUNISIA = (
    "جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان",
    "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)
# fmt: on
DUAL = tuple(f"{one}/{other}" for one, other in zip(GREGORIAN, LEVANT, strict=True))

CUSTOMS = {"dual": DUAL, "gregorian": GREGORIAN, "levant": LEVANT, "maghreb": MAGHREB, "tunisia": TUNISIA}

# Spellings that no custom prefers but stories hold.
OTHER_SPELLINGS = {"يونيه": 6, "يونية": 6, "يوليه": 7, "يولية": 7, "أوغسطس": 8, "نوفنبر": 11, "شتمبر": 9}

_TO_ARABIC = str.maketrans(LATIN_DIGITS, ARABIC_INDIC_DIGITS)


def show(date: str | datetime.date, months: str = "dual", digits: str = "latin") -> str:
    """A date or partial date in words: «2 سبتمبر/أيلول 2021», «سبتمبر/أيلول 2021», «2021»; "" stays "".

    months: dual, gregorian, levant, maghreb (Morocco) or tunisia (and Algeria); digits: latin or arabic.
    """
    if not date:
        return ""
    year, month, day = (date.year, date.month, date.day) if isinstance(date, datetime.date) else parts(date)
    name = CUSTOMS[months][month - 1] if month else ""
    written = " ".join(filter(None, (str(day or ""), name, f"{year:04d}")))
    return written.translate(_TO_ARABIC) if digits == "arabic" else written
