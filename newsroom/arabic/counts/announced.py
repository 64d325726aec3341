"""A number that is announced, and those who are named or counted behind it."""

import re

from newsroom.arabic.counts import counted, listed, numbers
from newsroom.arabic.counts.shapes import Miscount
from newsroom.arabic.finder.units import Unit
from newsroom.arabic.fold import fold

FURTHEST, NEAREST = 8, 3  # units between the number and «هم» or a colon; before a parenthesis
MOST = 40  # named one by one, a squad; more are not listed in a sentence
_ARE = frozenset(fold("هم هن هما هي وهم وهن وهما وهي").split())
_LOOSE = frozenset(
    fold(
        "نحو حوالي زهاء قرابة أكثر أقل أحد إحدى بين ضمن أصل أول آخر كل بقية باقي معظم بعض بضعة يقل يزيد تجاوز يتجاوز أو إلى من عن حتى"
    ).split()
)
_NOT_EXACT = frozenset(fold("الأقل الأكثر تقريبا أو يزيد").split())
_TOGETHER = frozenset(fold("أي مجموعهم بمجموع المجموع والمجموع مجموعه بإجمالي").split())
_OF = fold("من")
_DIGITS_OR_WORDS = "|".join(sorted({*numbers.ONES, *numbers.TEN, *numbers.TENS}, key=len, reverse=True))
_NOUNS = "|".join(sorted({*counted.PEOPLE, *counted.BODIES}, key=len, reverse=True))
_ANNOUNCED = re.compile(
    rf"(?:{_DIGITS_OR_WORDS}|[0-9])\)? (?:من )?(?:ال)?(?:{_NOUNS})\b|[0-9]{{2}} \w|(?:عشر|عشره|[وي]ن) \w+ا\b"
    rf"|(?:{_NOUNS}) ال(?:{_DIGITS_OR_WORDS})\b"
    rf"|\b[وفبل]?(?:{'|'.join(sorted(counted.TWO, key=len, reverse=True))})\b"
)


def may_stand_in(text: str) -> bool:
    """A quick look: most stories announce nobody by number."""
    return _ANNOUNCED.search(fold(text)) is not None


def read(units: list[Unit]) -> list[Miscount]:
    found, place = [], 0
    while place < len(units):
        one = _from(units, place) or _together(units, place)
        if one:
            found.append(one)
            while place < len(units) and units[place].end < one.end:
                place += 1
        place += 1
    return found


def _from(units: list[Unit], place: int) -> Miscount | None:
    """«خمسة مسؤولين … هم …»."""
    announced = _announced(units, place)
    if announced is None:
        return None
    value, noun, end = announced
    start, closed = _opening(units, end)
    if start is None or _is_loose(units, place, start):
        return None
    items = listed.read(units, start, closed)
    colon = units[start - 1].word == ":"
    if items is None and noun in counted.ONE_BODY and units[start - 1 - colon].fold in _ARE:
        items = listed.bodies(units, start, colon)
    if items is None or items.least <= value <= items.most or not _fits(items.kind, noun):
        return None
    found = items.most if value > items.most else items.least
    end = items.end + closed
    if items.kind == listed.PARTS:
        return _miscount("sum", units, place, end, value, found)
    return _miscount("named", units, place, end, value, found) if value <= MOST else None


def _together(units: list[Unit], place: int) -> Miscount | None:
    """«ثلاثة رجال وامرأتان، أي ستة أشخاص»: nobody else is counted before them in the sentence."""
    if units[place].fold not in _TOGETHER or place + 1 >= len(units):
        return None
    announced = _announced(units, place + 1)
    if announced is None or announced[1] not in counted.ONE_PERSON:
        return None
    value, _noun, end = announced
    last = place - 1 if units[place - 1].word in ("،", ",") else place
    begin = next((at for at in range(last) if _counts(units, at)), None)
    if begin is None:
        return None
    items = listed.read([*units[begin:last]], 0)
    if items is None or items.kind != listed.PARTS or begin + items.end != last or items.least == value:
        return None
    return _miscount("sum", units, begin, end, value, items.least)


def _counts(units, place):
    unit = units[place]
    return numbers.read(units, place) is not None or unit.fold in counted.TWO or unit.fold[1:] in counted.TWO


def _announced(units: list[Unit], place: int) -> tuple[int, str, int] | None:
    """(how many, of whom, the place behind) where a number of people or bodies begins."""
    if units[place].kind != "w":
        return None
    if number := numbers.read(units, place):
        value, end = number
        if end + 1 < len(units) and units[end].fold == _OF and units[end + 1].fold.startswith("ال"):
            noun = counted.many(units[end + 1].fold[2:], value) if value <= 10 else ""
            return (value, noun, end + 2) if noun else None
        noun = counted.many(units[end].fold, value) if end < len(units) else ""
        return (value, noun, end + 1) if noun else None
    word = units[place].fold
    for form in (word, word[1:] if word[:1] in "وفبل" else word):
        if form in counted.TWO:
            return 2, counted.TWO[form], place + 1
    return _definite(units, place)


def _definite(units, place):
    """«المسؤولون الخمسة»."""
    if place + 1 >= len(units):
        return None
    word, following = units[place].fold, units[place + 1].fold
    for particle in ("", "و", "ف", "ب", "ل"):
        noun = word.removeprefix(particle + "ال")
        if noun != word and (noun in counted.PEOPLE or noun in counted.BODIES):
            value = (numbers.ONES | numbers.TEN).get(following.removeprefix("ال"))
            if value and following.startswith("ال"):
                return value, counted.many(noun, 3), place + 2
    return None


def _opening(units: list[Unit], place: int) -> tuple[int | None, bool]:
    """(where the list begins, whether a parenthesis closes it)."""
    for at in range(place, min(place + FURTHEST, len(units))):
        unit = units[at]
        if unit.word == ":" and unit.kind == "p":
            return at + 1, False
        if unit.word == "(":
            return (at + 1, True) if at - place <= NEAREST else (None, False)
        if unit.fold in _ARE:
            colon = at + 1 < len(units) and units[at + 1].word == ":"
            return at + 1 + colon, False
        follows = at + 1 < len(units) and units[at + 1].fold in _ARE
        if unit.kind != "w" and not (unit.word in ("،", ",", "-", "–") and follows):
            return None, False
        if numbers.read(units, at):
            return None, False
    return None, False


def _is_loose(units, place, start):
    """Whether the number is not meant to be exact, or is a part of another: «أكثر من خمسة», «أحد ثلاثة»."""
    before = units[max(0, place - 2) : place]
    said = [unit.fold for unit in (*before, *units[place:start]) if unit.kind == "w"]
    return any(word in _LOOSE or word[1:] in _LOOSE for word in said[: len(before)]) or any(
        word in _NOT_EXACT for word in said
    )


def _fits(kind, noun):
    """Whether such a list may name such people or bodies."""
    return noun in (counted.ONE_PERSON if kind in (listed.NAMES, listed.PARTS) else counted.ONE_BODY)


def _miscount(code, units, place, end, said, found):
    return Miscount(code, units[place].start, units[end - 1].end, str(said), str(found))
