"""A text as sentences of units: words, signs, and whole spans between marks."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from newsroom.arabic.finder.marks import Span
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import HARAKAT, TATWEEL, ZWNJ, bare

_WORD = rf"[\w{HARAKAT}{TATWEEL}{ZWNJ}]+"
_UNIT = re.compile(rf"\n|{_WORD}(?:-(?!ال)[^\W\d]{_WORD})*|\.\.+|\S")  # «جان-لوك» is one word
_END = frozenset(".!?؟…")
_SHORT = {"د": fold("الدكتور"), "م": fold("المهندس"), "أ": fold("الأستاذ")}
_LETTERS = frozenset(
    ["بي", "سي", "إن", "ان", "إيه", "تي", "إم", "إس"]
)  # English letters as they are pronounced
LETTER = "_"
_HONOURS = {"الله": "آية", "الإسلام": "حجة"}  # the second words of ranks, and their first
_SO = fold("هكذا")
_FAR_EAST = {
    "مون": ("كي",),
    "إن": ("جاي", "جونغ", "لينكد"),
    "ان": ("جاي", "جونغ", "لينكد"),
}  # how these go on behind which parts of a name
LONGEST_SENTENCE = 400  # units; a "sentence" beyond it is no prose, and is cut to stay linear


class Unit:
    """kind: "w" a word, "p" a sign, "q" a span between marks (with its Span).

    A book has a million of them: the length, a small number, takes no memory of its own as an end would.
    """

    __slots__ = ("fold", "kind", "length", "span", "start", "word")

    def __init__(self, kind: str, start: int, end: int, word: str, fold: str, span: Span | None = None):
        self.kind = kind
        self.start = start
        self.length = end - start
        self.word = word  # as written without harakat and tatweel
        self.fold = fold
        self.span = span

    @property
    def end(self) -> int:
        return self.start + self.length

    @end.setter
    def end(self, end: int) -> None:
        self.length = end - self.start


@dataclass(slots=True)
class Sentence:
    units: list[Unit] = field(default_factory=list)
    paragraph: int = 0
    dateline: bool = False

    @property
    def start(self) -> int:
        return self.units[0].start

    @property
    def end(self) -> int:
        return self.units[-1].end


@lru_cache(maxsize=100_000)
def _read(written: str) -> tuple[str, str]:
    """(word, fold); the same strings for the same word, which keeps a long text small."""
    word, folded = bare(written), fold(written)
    word = written if word == written else word
    return word, word if folded == word else folded


def sentences(text: str, spans: list[Span]) -> list[Sentence]:
    """The sentences of a text; a span between marks is one unit and never ends a sentence inside."""
    result: list[Sentence] = []
    current = Sentence()

    def close():
        nonlocal current
        if current.units:
            result.append(current)
        current = Sentence(paragraph=paragraph)

    paragraph, place = 0, 0
    outer = [span for span in spans if span.depth == 0]
    for span in [*outer, None]:
        stop = span.start - 1 if span else len(text)
        for match in _UNIT.finditer(text, place, max(stop, place)):
            if match[0] == "\n":
                paragraph += 1
                close()
                continue
            unit = _unit(match)
            if unit.word in _LETTERS and current.units and current.units[-1].word in _LETTERS:
                unit.fold = LETTER  # «بي إن سبورتس», «سي إن إن»: no «إن» that tells
            if unit.word in _FAR_EAST and current.units:
                _name_particles(current.units, unit)
            if unit.word in "./" and _shortens(text, unit, current):
                title = current.units[-1]
                title.end, title.fold = unit.end, _SHORT[title.word]
                continue
            if unit.word in _HONOURS and current.units and current.units[-1].word == _HONOURS[unit.word]:
                sign = current.units[-1]  # «آية الله فلان»: one rank
                sign.word, sign.fold, sign.end = (
                    f"{sign.word} {unit.word}",
                    f"{sign.fold} {unit.fold}",
                    unit.end,
                )
                continue
            current.units.append(unit)
            if (unit.word in _END and _ends(text, unit, current)) or len(current.units) >= LONGEST_SENTENCE:
                close()
        if span:
            word = text[span.start : span.end]
            current.units.append(Unit("q", span.start, span.end, word, "«", span))
            place = span.end + (1 if span.closed or text[span.end : span.end + 1] in '"”»' else 0)
            if word[-1] in _END and not text[place : place + 2].strip("\n ."):
                close()
    close()
    return _thus_said(result)


def _thus_said(result: list[Sentence]) -> list[Sentence]:
    """«"…". هكذا علق فلان على كذا»: the words stand in a sentence before the one that tells whose they are."""
    kept: list[Sentence] = []
    for sentence in result:
        before = kept[-1] if kept else None
        whole = before and before.units[0].kind == "q" and all(unit.kind == "p" for unit in before.units[1:])
        if whole and sentence.units[0].fold == _SO and sentence.paragraph == before.paragraph:
            before.units.extend(sentence.units)
        else:
            kept.append(sentence)
    return kept


def _name_particles(before: list[Unit], unit: Unit) -> None:
    """«بان كي مون», «مون جاي إن»: parts of a name that would be read as «بأن», «كي» and «إن»."""
    if unit.word == "مون" and [one.word for one in before[-2:]] == ["بان", "كي"]:
        parts = before[-2:]
    elif unit.word in _FAR_EAST and before[-1].word in _FAR_EAST[unit.word]:
        parts = [unit]
    else:
        return
    for part in parts:
        part.fold += LETTER


def _unit(match: re.Match) -> Unit:
    written = match[0]
    if written[0].isalnum() or written[0] == "_":
        word, folded = _read(written)
        if word and folded:
            return Unit("w", match.start(), match.end(), word, folded)
    return Unit("p", match.start(), match.end(), written, written)


def _shortens(text: str, unit: Unit, sentence: Sentence) -> bool:
    """Does this stop or stroke belong to a title of one letter: «د. فلان», «م/ فلان»?"""
    if not sentence.units:
        return False
    title = sentence.units[-1]
    glued = title.word == "د" and text[unit.end : unit.end + 3].isalpha()  # «د.فلان»
    if text[unit.end : unit.end + 1].strip(" ") and not glued:
        return False
    after_number = len(sentence.units) > 1 and sentence.units[-2].word.isdigit()  # «1990 م.»
    return title.word in _SHORT and title.end == unit.start and not after_number


def _ends(text: str, unit: Unit, sentence: Sentence) -> bool:
    following = text[unit.end : unit.end + 1]
    if unit.word == "." and len(sentence.units) > 1:
        before = sentence.units[-2]
        if before.kind == "w" and before.end == unit.start and len(before.word) == 1:
            return False  # أ. د. م.
        if before.kind == "w" and before.end == unit.start and len(before.word) <= 3 and following.isalpha():
            return False  # بي.بي.سي
        if following.isdigit():
            return False
    return True


@lru_cache(maxsize=50_000)
def clean(word: str) -> str:
    """A folded word without the article and the particles joined to it: وللرئيس → رئيس."""
    for prefix in ("وال", "فال", "بال", "كال", "ولل", "لل", "ال"):
        if word.startswith(prefix) and len(word) > len(prefix) + 1:
            return word[len(prefix) :]
    return word


def joined(word: str, vocabulary) -> str:
    """The word of the vocabulary in it, also behind و ف ل ب ك: لصحيفة → صحيفة; "" when there is none."""
    for form in (word, clean(word)):
        if form in vocabulary:
            return form
    if len(word) > 3 and word[0] in "وفلبك":
        for form in (word[1:], clean(word[1:])):
            if form in vocabulary:
                return form
        if len(word) > 4 and word[0] in "وف" and word[1] in "لب" and word[2:] in vocabulary:
            return word[2:]
    return ""


def written(text: str, units: list[Unit], start: int, end: int) -> str:
    """The words as printed; of «للوزارة», read without its ل, «الوزارة»."""
    last = units[end - 1]
    closing = last.kind == "q" and text[last.end : last.end + 1] in ('"', "”", "»", "“")
    words = text[units[start].start : last.end + closing]
    return "ال" + words[2:] if words.startswith("لل") and units[start].word.startswith("ال") else words


def without_lam(units: list[Unit], place: int) -> list[Unit]:
    """«وفقاً للوزارة»، «وفقاً لفلان»: the units from `place` on, the first one without its ل."""
    if place >= len(units):
        return []
    first = units[place]
    if first.kind == "w" and first.fold.startswith("ل") and len(first.fold) > 3:
        whole = first.fold.startswith("لل")
        folded = "ا" + first.fold if whole else first.fold[1:]
        word = "ال" + first.word[2:] if whole else first.word[1:]
        start = first.start if whole else first.start + 1
        first = Unit("w", start, first.end, word, "ال" + folded[3:] if whole else folded)
    return [first, *units[place + 1 : place + 20]]
