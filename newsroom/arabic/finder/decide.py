"""Quote or not, direct or mixed: by what licenses the words between two marks, not by their length alone."""

from collections.abc import Container
from dataclasses import dataclass

from newsroom.arabic.finder import cues as lexicon
from newsroom.arabic.finder.adjuncts import INFORMED
from newsroom.arabic.finder.frames import Cue
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COUNTRIES, is_common
from newsroom.arabic.finder.runs import is_preposition, verb_of
from newsroom.arabic.finder.subjects import is_subject_in_marks, names_body
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.finder.verbs import VERBS
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import has_arabic

_AND = frozenset(fold("و أو ، وأيضا أيضا وكذلك").split()) | {",", "،", "و"}
_BI = frozenset(fold("بـ ب لـ ل").split())
_SO = fold("هكذا")
_TO = frozenset(fold("لـ ل").split())
_FAR = 40  # units between a cue and the words it governs
_OPENS_CLAUSE = lexicon.COMPLEMENTIZERS | frozenset(
    fold(
        "لا لم لن ليس ليست ما سوف كان كانت هذا هذه أنا نحن هو هي هم هناك لقد قد كل لدينا لدي علينا على إذا لو كنا كنت"
    ).split()
)


@dataclass(slots=True)
class Verdict:
    """kind is "" for no quote; rule says why, sure how surely."""

    kind: str
    rule: str
    sure: float = 0.0
    cue: Cue | None = None


def decide(
    units: list[Unit],
    place: int,
    cues: list[Cue],
    previous: Verdict | None,
    floating: bool,
    repeated: Container[str] = (),
) -> Verdict:
    """What the span at `place` is; `previous` is the verdict on the span before it in the sentence.

    `repeated` are the folded words of spans that the story prints between marks more than once.
    """
    span = units[place]
    words = span.word.split()
    before = units[place - 1] if place else None
    after = units[place + 1] if place + 1 < len(units) else None
    cue = _governing(units, place, cues)
    if not has_arabic(span.word):
        return Verdict("", "no_arabic")
    if _is_sacred(units, place, cue):
        return Verdict("", "sacred")
    in_list = place > 1 and before.fold in _AND and units[place - 2].kind == "q" and previous is not None
    if len(words) <= 3 and (fold(span.word) in repeated or fold(span.word) in lexicon.BODIES):
        return Verdict("", "repeated")  # a name or a term that the story always marks
    if in_list and (not previous.kind or len(words) < 6):
        return Verdict(previous.kind and "mixed", "list", previous.sure * 0.9, previous.cue)
    if before is not None and before.word == ":":
        return _behind_colon(units, place, cue, words)
    in_marks = cue is not None and cue.speaker.rule == "named_in_marks"
    named = in_marks and (
        (cue.kind == "by" and cue.place == place - 1) or cue.speaker.as_written == span.word
    )
    if (
        named
        or _is_named_behind_that(before, after, words)
        or _is_subject_in_marks(units, place, after, words)
    ):
        return Verdict("", "name_in_marks")
    if before is not None and before.fold in _TO and len(words) <= 3:
        return Verdict("", "addressee")
    told_to = cue is not None and cue.kind == "verb" and len(words) > 12  # «وصرح لموقع النادي "…"»
    if before is not None and not told_to and _names_something(units, place):
        return Verdict("", "class_noun")
    behind = _cue_behind(units, place, cues)
    if cue and (verdict := _licensed(units, place, cue, words, behind)):
        return verdict
    if behind:
        opens = place == 0 or before.word in ".:"
        return Verdict("direct" if opens and len(words) > 3 else "mixed", "cue_behind", 0.85, behind)
    alone = sum(unit.kind == "w" for unit in units) == 0
    if alone and len(words) >= 5 and floating:
        return Verdict("direct", "floating", 0.8)
    if len(words) >= 7 and floating:
        return Verdict("mixed" if before is not None and before.kind == "w" else "direct", "long", 0.6, cue)
    return Verdict("", "no_cue")


def _governing(units: list[Unit], place: int, cues: list[Cue]) -> Cue | None:
    near = [cue for cue in cues if cue.place < place and place - cue.place <= _FAR]
    return near[-1] if near else None


def _behind_colon(units: list[Unit], place: int, cue: Cue | None, words: list[str]) -> Verdict:
    if cue and (cue.colon == place - 1 or place - cue.place <= 20):
        return Verdict("direct", "colon", 0.97, cue)
    if any(joined(unit.fold, lexicon.CLASS_NOUNS) for unit in units[max(0, place - 4) : place - 1]):
        return Verdict("", "class_noun")
    if len(words) >= 4 and place <= 12:
        return Verdict("direct", "colon_alone", 0.7)
    return Verdict("", "no_cue")


def _licensed(
    units: list[Unit], place: int, cue: Cue, words: list[str], behind: Cue | None
) -> Verdict | None:
    before = units[place - 1]
    if cue.that == place - 1:
        return Verdict("mixed", "that", 0.97, cue)
    if cue.place == place - 1:
        return Verdict("mixed" if cue.kind == "by" else "direct", "verb_at_mark", 0.95, cue)
    if before.fold in lexicon.COMPLEMENTIZERS:
        return Verdict("mixed", "that", 0.9, cue)
    tied_loosely = is_preposition(before) or before.fold in _BI
    if cue.lemma in ("وصف", "اتهم") and (tied_loosely or len(words) <= 6):
        return Verdict("mixed", "described", 0.9, cue)
    if behind:
        return Verdict("mixed", "cue_behind", 0.85, behind if behind.lemma != "على حد قوله" else cue)
    told = 0 <= cue.that < place
    if 3 <= len(words) <= 6 and before.kind == "w" and _is_strange(words):
        return None
    if len(words) < 3 and words[0].startswith(("لل", "بال")) and before.kind == "w":
        return Verdict("mixed", "predicate", 0.6, cue)  # «استعداد بلاده "للقيام بالمزيد"»: no name begins so
    if told or cue.kind in ("by", "via") or cue.lemma in ("دعا", "طالب", "ناشد") or tied_loosely:
        if len(words) >= 3:
            return Verdict("mixed", "inside_told", 0.75, cue)
        return Verdict("mixed", "predicate", 0.55, cue) if _is_fragment(before, words) else None
    if len(words) >= 3:
        return Verdict("direct", "verb_in_sentence", 0.85, cue)
    if len(words) == 2 and cue.kind == "verb" and _is_fragment(before, words):
        return Verdict("mixed", "predicate", 0.5, cue)
    return None


def _is_fragment(before: Unit, words: list[str]) -> bool:
    """«سيعود "الأسبوع المقبل"», «تبقى "سلمية بالكامل"»: a word or two of somebody's, and no name."""
    when = fold(words[0]) in lexicon.TIME and len(words) > 1
    name = _is_proper(words) or any(word.startswith("ال") for word in words)
    return (when or not name) and _is_predicate(before, len(words))


def _is_proper(words: list[str]) -> bool:
    """«كوبا أميركا»: words that no list knows, or a country among them."""
    folded = fold(" ".join(words)).split()
    known = any(is_common(word) for word in folded)
    if any(word in COUNTRIES for word in folded):
        return True
    if len(folded) == 1:
        word = folded[0]
        return not known and not (
            word[0] in "يتنسم" or word.endswith(("ه", "ها", "هم", "ا", "ين", "ون", "ات"))
        )
    return not known


def _is_strange(words: list[str]) -> bool:
    """«فالكون دلتا هولدينغز»: the name of a firm in another tongue, no word of which is Arabic."""
    return not any(is_common(word) or word.startswith("ال") for word in fold(" ".join(words)).split())


def _is_predicate(before: Unit, length: int) -> bool:
    """What stands before a short quoted predicate: a verb or a described noun, no class noun, no title."""
    if length == 1 and before.fold.startswith("ال"):
        return False  # «البوليس الدولي "كذا"»: a name beside what it names
    return before.kind == "w" and not joined(
        before.fold, lexicon.CLASS_NOUNS | lexicon.TITLES | lexicon.ORGANIZATIONS
    )


def _cue_behind(units: list[Unit], place: int, cues: list[Cue]) -> Cue | None:
    """«…» على حد قوله، «…»، وفق نص البلاغ، «…»، قال فلان."""
    for cue in cues:
        if place < cue.place <= place + 8:
            between = units[place + 1 : cue.place]
            if any(unit.kind == "q" or unit.fold in lexicon.COMPLEMENTIZERS for unit in between):
                return None
            if (cue.kind == "by" and all(unit.kind == "p" for unit in between)) or cue.lemma == "على حد قوله":
                return cue
            if (
                (
                    cue.kind == "verb"
                    and all(unit.word in "،,.-" or unit.fold == _SO for unit in between)
                    and units[cue.place].fold in VERBS
                )
                and cue.that < 0
                and cue.colon < 0
                and between
            ):
                return cue
            return None
    return None


def _is_subject_in_marks(units: list[Unit], place: int, after: Unit | None, words: list[str]) -> bool:
    """«وأوضحت "كذا" أن»، «قال "فلان": …»: the marks hold the speaker's own name."""
    if after is None or len(words) > 6:
        return False
    behind_verb = place > 0 and verb_of(units[place - 1])
    if is_subject_in_marks(units, place):
        return True
    if behind_verb and place > 1 and units[place - 2].fold == _SO and len(words) <= 4:
        return True  # «…» هكذا يقول "فلان الفلاني"، الذي
    if behind_verb and behind_verb.weak and len(words) <= 3 and after.kind == "w":
        return True  # «اختتم "سفراء البحر" زيارتهم»
    if behind_verb and behind_verb.lemma in INFORMED and len(words) <= 3 and after.kind == "w":
        return True  # «أبلغت "المرسى" مصادر»
    if behind_verb and (
        names_body(units[place].word) or (after.fold in lexicon.SPEECH_OBJECTS and len(words) <= 4)
    ):
        return True
    if len(words) > 4:
        return False
    return (_ties_name(units, place + 1) and behind_verb) or (
        after.word == ":" and place + 2 < len(units) and units[place + 2].kind == "q"
    )


def _is_named_behind_that(before: Unit | None, after: Unit | None, words: list[str]) -> bool:
    """«أن "الخطوط" ستزيد رحلاتها»: one noun with its article, of which the clause then tells."""
    one = len(words) == 1 and words[0].startswith("ال")
    return bool(one and before and before.fold in lexicon.COMPLEMENTIZERS and after and after.kind == "w")


def _says_of_it(words: str) -> bool:
    """«الخطة "تظلم صغار المزارعين"»: a clause said of the thing, not its name."""
    first = fold(words).split()[:1]
    clause = bool(first) and (first[0][0] in "يتن" or first[0] in _OPENS_CLAUSE)
    return clause and len(words.split()) >= 3


def _ties_name(units: list[Unit], place: int) -> bool:
    """«… "كذا" أن», «… "كذا" إلى أن»."""
    return any(
        unit.fold in lexicon.COMPLEMENTIZERS
        for unit in units[place : place + 1 + is_preposition(units[place])]
    )


def _names_something(units: list[Unit], place: int) -> bool:
    """Is a class noun right before the marks, with at most adjectives between?"""
    at = place - 1
    if units[at].fold in _BI and at:  # ما يعرف بـ«…»
        at -= 1
        return units[at].fold in lexicon.CALLED
    if units[at].word in lexicon.RIVALS:
        return True
    if units[at].fold in lexicon.ABOUT and at:
        return bool(joined(units[at - 1].fold, lexicon.CLASS_NOUNS))
    if units[at].fold.startswith("ال") and _says_of_it(units[place].word):
        return False
    for _ in range(3):
        unit = units[at]
        if unit.kind != "w":
            return False
        if _class_noun(unit) or unit.fold in lexicon.CALLED:
            described = (
                at < place - 1 and unit.fold.startswith(("ال", "وال")) and len(units[place].word.split()) > 5
            )
            return not described and not (at < place - 1 and unit.fold.startswith(fold("عنوانه")))
        if joined(unit.fold, lexicon.ORGANIZATIONS) and at == place - 1 and not unit.fold.startswith("ال"):
            return True
        if (
            not (
                clean(unit.fold) in ADJECTIVES
                or (unit.fold.endswith(("يه", "ي")) and unit.fold[0] not in "يت")
            )
            or is_preposition(unit)
            or not at
        ):
            return False
        at -= 1
    return False


def _class_noun(unit: Unit) -> str:
    """The class noun a word is, also with a possessive: «مشروعه», «روايتها»."""
    for ending in ("", "ه", "ها", "هم"):
        stem = unit.fold.removesuffix(ending)
        if ending and stem.endswith("ت"):
            stem = stem[:-1] + "ه"
        if (not ending or unit.fold.endswith(ending)) and joined(stem, lexicon.CLASS_NOUNS):
            return stem
    return ""


def _is_sacred(units: list[Unit], place: int, cue: Cue | None) -> bool:
    """The words of God, hadith, verse and proverbs are nobody's quote."""
    if place and units[place - 1].word in ("﴿", "{"):
        return True
    start = cue.place if cue else max(0, place - 3)
    if any(unit.fold.removeprefix("ب") in lexicon.SACRED for unit in units[max(start, place - 8) : place]):
        return True
    behind = [unit.fold for unit in units[start + 1 : min(start + 3, place)]]
    poet = place > 1 and units[place - 1].word == ":" and units[place - 2].fold == fold("الشاعر")
    return poet or any(
        word in lexicon.SACRED_SPEAKERS and (at == 0 or behind[0] == fold("في"))
        for at, word in enumerate(behind)
    )
