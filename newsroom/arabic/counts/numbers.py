"""Numbers in a sentence, as words or digits."""

import re
from itertools import product

from newsroom.arabic.finder.units import Unit
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import latin_digits

_ONES = {
    2: "اثنان اثنين اثنتان اثنتين إثنان إثنين",
    3: "ثلاث ثلاثة",
    4: "أربع أربعة",
    5: "خمس خمسة",
    6: "ست ستة",
    7: "سبع سبعة",
    8: "ثمان ثماني ثمانية",
    9: "تسع تسعة",
}
_TENS = ("عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع")
ONES = {fold(word): value for value, words in _ONES.items() for word in words.split()}
TEN = {fold(word): 10 for word in ("عشر", "عشرة")}
TENS = {fold(stem + end): 10 * value for (value, stem), end in product(enumerate(_TENS, 2), ("ون", "ين"))}
_BEFORE_TEN = {**ONES, **{fold(word): value for word, value in (
    ("أحد", 1), ("إحدى", 1), ("احد", 1), ("احدى", 1), ("اثنا", 2), ("اثني", 2), ("اثنتا", 2), ("اثنتي", 2),
)}}  # fmt: skip
_ONE_BEFORE_TENS = {fold(word): 1 for word in ("واحد", "واحدة", "إحدى", "أحد")}
_DIGITS = re.compile(r"[وفبل]?([0-9]{1,3})")
_LARGER = frozenset(fold("مئة مائة مئات ألف آلاف مليون ملايين مليار مليارات في ٪ % بالمئة بالمائة").split())


def bare(word: str) -> str:
    """A folded word without «و», «ف», «ب» or «ل» before it, where a number is left."""
    return word[1:] if word[:1] in "وفبل" and _known(word[1:]) else word


def _known(word: str) -> bool:
    return word in ONES or word in TEN or word in TENS or word in _BEFORE_TEN or word in _ONE_BEFORE_TENS


def read(units: list[Unit], place: int) -> tuple[int, int] | None:
    """(value, the place behind it) of a number from 2 to 999 that begins here and is whole."""
    if place >= len(units) or units[place].kind != "w":
        return None
    value, end = _words(units, place) or _figure(units, place) or (0, place)
    if value < 2:
        return None
    following = units[end].fold if end < len(units) else ""
    if following in _LARGER or following.lstrip("و") in TENS or _is_glued(units, place, end):
        return None
    return value, end


def _figure(units: list[Unit], place: int) -> tuple[int, int] | None:
    digits = _DIGITS.fullmatch(latin_digits(units[place].word))
    return (int(digits[1]), place + 1) if digits else None


def _is_glued(units: list[Unit], start: int, end: int) -> bool:
    """Whether signs make it a part of something longer: «2.5», «1-2», «10/3», «12:30»."""
    before = start and units[start - 1].kind == "p" and units[start - 1].end == units[start].start
    behind = end < len(units) and units[end].kind == "p" and units[end].start == units[end - 1].end
    signs = ".,/-:–%٪٫٬"
    glued_behind = behind and units[end].word in signs and (
        units[end].word in "%٪" or (end + 1 < len(units) and units[end + 1].start == units[end].end)
    )  # fmt: skip
    return bool((before and units[start - 1].word in signs) or glued_behind)


def _words(units: list[Unit], place: int) -> tuple[int, int] | None:
    word = bare(units[place].fold)
    following = units[place + 1].fold if place + 1 < len(units) else ""
    if following in TEN and word in _BEFORE_TEN:
        return 10 + _BEFORE_TEN[word], place + 2
    if (
        following[:1] == "و"
        and following[1:] in TENS
        and (one := ONES.get(word) or _ONE_BEFORE_TENS.get(word))
    ):
        return TENS[following[1:]] + one, place + 2
    for table in (ONES, TEN, TENS):
        if word in table:
            return table[word], place + 1
    return None
