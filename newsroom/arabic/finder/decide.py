"""Quote or not, direct or mixed: by what licenses the words between two marks, not by their length alone."""

from collections.abc import Callable, Container
from dataclasses import dataclass

from newsroom.arabic.finder import cues as lexicon
from newsroom.arabic.finder.around import (
    FAR,
    TITLED,
    is_announced,
    is_announced_by_noun,
    is_enumeration,
    is_listed,
    is_sacred,
    is_talk,
)
from newsroom.arabic.finder.gazetteer import COMMON_WORDS, is_common, is_first_name
from newsroom.arabic.finder.kinds import is_preposition
from newsroom.arabic.finder.marked_names import (
    LONE_LETTERS,
    is_act,
    is_fragment,
    is_named_behind_that,
    is_strange,
    is_strange_name,
    names_ranked,
    names_something,
    names_speaker,
    names_titled,
)
from newsroom.arabic.finder.subjects import names_body
from newsroom.arabic.finder.ties import Cue
from newsroom.arabic.finder.units import Unit, joined
from newsroom.arabic.finder.verbs import VERBS
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import has_arabic

_AND = frozenset(fold("و أو ، وأيضا أيضا وكذلك").split()) | {",", "،", "و"}
_SO = fold("هكذا")
_AS = frozenset(fold("كما على ما").split())
_SUCH = frozenset(fold("مثل مثلا منها ومنها أبرزها أشهرها وأشهرها عنوانها").split())
_THEN = frozenset(fold("فإن فإنه فإنها فإنهم").split())
_HOLDS = frozenset(fold("تشمل يشمل شمل شملت تضم يضم ضم ضمت تتضمن يتضمن يحمل تحمل حمل حملت").split())
_TO = frozenset(fold("لـ ل").split())
_WORKS = lexicon.CLASS_NOUNS - lexicon.OUTLET_NOUNS
_FEELS, _FROM = ("أعرب", "عبر"), fold("عن")
_OF_WHAT = frozenset(fold("من إزاء حيال تجاه").split())
_JUDGES = ("أشاد", "ندد", "رحب", "هدد", "توعد", "طالب", "تعهد", "وعد", "اكتفى")
_LOOSE = ("inside_told", "verb_in_sentence", "predicate")  # with nobody to say them, a writer's own marks
_OF_NEWS = ("أعلن", "كشف", "تحدث")
_IS = frozenset(fold("هو هي وهو وهي وهم هم").split())


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
    is_named: Callable[[str], bool] = lambda words: False,
) -> Verdict:
    """What the span at `place` is; `previous` is the verdict on the span before it in the sentence.

    `repeated` are the folded words of spans that the story prints between marks more than once; `is_named`
    tells whether somebody of the story is called so.
    """
    span = units[place]
    words = span.word.split()
    before = units[place - 1] if place else None
    after = units[place + 1] if place + 1 < len(units) else None
    cue = _governing(units, place, cues)
    if cue is not None and cue.kind == "naming":
        return Verdict("mixed", "naming", 0.85, cue)
    if not has_arabic(span.word):
        return Verdict("", "no_arabic")
    if is_sacred(units, place, cue):
        return Verdict("", "sacred")
    said = before is not None and (
        before.fold in lexicon.COMPLEMENTIZERS
        or (cue is not None and cue.colon == place - 1 and units[place - 2].fold not in _SUCH)
    )
    if not said and is_enumeration(span.word):
        return Verdict("", "enumeration")
    in_list = place > 1 and before.fold in _AND and units[place - 2].kind == "q" and previous is not None
    if len(words) <= 3 and (fold(span.word) in repeated or fold(span.word) in lexicon.BODIES):
        return Verdict("", "repeated")  # a name or a term that the story always marks
    if len(words) <= 3 and (before is None or before.word != ":") and is_named(span.word):
        return Verdict("", "name_in_marks")
    named = in_list and not previous.kind and before.word in "،," and len(words) >= 6
    if named and cue is not None and len(units[place - 2].word.split()) <= 3:
        in_list = False  # «وقالت فلانة لمحطة «المرسى»، «لا نعرف أين هم حتى الآن»»
    behind = _cue_behind(units, place, cues)
    if in_list and behind and behind.kind == "by" and len(words) > 3:
        in_list = False  # «"ولاية البحر" و"أنها لن تعود إلى الساحل"، على حد زعمهم»
    if in_list and (not previous.kind or len(words) < 6):
        return Verdict(previous.kind and "mixed", "list", previous.sure * 0.9, previous.cue)
    if before is not None and before.word == ":":
        return _behind_colon(units, place, cue, words, cues)
    in_marks = cue is not None and cue.speaker.rule == "named_in_marks"
    own_name = in_marks and (
        (cue.kind == "by" and cue.place == place - 1) or cue.speaker.as_written == span.word
    )
    if own_name or is_named_behind_that(before, after, words) or names_speaker(units, place, after, words):
        return Verdict("", "name_in_marks")
    if before is not None and before.fold in _TO and len(words) <= 3 and not _is_purpose(cue, place, words):
        return Verdict("", "addressee")
    if before is not None and len(words) <= 3 and before.fold in LONE_LETTERS and is_talk(units, place - 1):
        return Verdict("", "addressee")  # «في اتصال هاتفي بـ"المرسى"»
    if before is not None and before.fold in _IS and is_listed(units, place - 1):
        return Verdict("", "class_noun")
    if names_titled(units, place) or names_ranked(words):
        return Verdict("", "name_in_marks")
    if before is not None and before.fold in _HOLDS and (len(words) <= 4 or is_listed(units, place - 1)):
        return Verdict("", "name_in_marks")
    if before is not None and before.fold not in lexicon.COMPLEMENTIZERS and _is_body(cue, place, words):
        return Verdict("", "name_in_marks")
    told_to = cue is not None and cue.kind == "verb" and len(words) > 12 and before.fold not in TITLED
    # «وصرح لموقع النادي "…"»
    if before is not None and not told_to and names_something(units, place):
        return Verdict("", "class_noun")
    strange = 1 < len(words) <= 3 and is_strange_name(words)
    if behind and (strange or is_first_name(fold(span.word))):
        return Verdict("", "name_in_marks")  # «خافوا من "سالم"، كما وصفه فلان»
    if len(words) > 3 and is_announced(units, place):
        return Verdict("direct", "announced", 0.8, cue)
    if cue and (verdict := _licensed(units, place, cue, words, behind, previous)):
        nobody = verdict.cue is None or verdict.cue.speaker.rule == "none"
        loose = verdict.rule in _LOOSE or (verdict.rule == "verb_at_mark" and len(words) < 3)
        return Verdict("", "nobody") if nobody and loose and len(words) < 7 else verdict
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
    near = [cue for cue in cues if cue.place < place and place - cue.place <= FAR]
    near = [cue for cue in near if cue.kind != "naming" or cue.place == place - 1]
    if not near:
        return None
    if any(unit.fold in _THEN for unit in units[near[-1].place + 1 : place]):
        # «قال فلان إنه فيما يرفض غيره كذا، فإن الناس "…"»: the outer one goes on
        outer = [cue for cue in near[:-1] if 0 <= cue.that < near[-1].place]
        near = outer[-1:] or near
    if near[-1].kind != "by":
        return near[-1]
    # «وأوضح فلان، بحسب "المرسى"، أن»: the outlet stands inside what he is told to have said.
    outlet = near[-1].speaker.entity is not None and near[-1].speaker.entity.source
    for cue in reversed(near[:-1]):
        untied = (
            outlet and cue.kind == "verb" and cue.that < 0 and cue.colon < 0 and cue.speaker.rule != "none"
        )
        if near[-1].place < max(cue.that, cue.colon) < place or untied:
            return cue
    return near[-1]


def _behind_colon(
    units: list[Unit], place: int, cue: Cue | None, words: list[str], cues: list[Cue]
) -> Verdict:
    if place > 1 and units[place - 2].fold in _SUCH:
        return Verdict("", "class_noun")
    if cue and place > 1 and units[place - 2].fold in lexicon.COMPLEMENTIZERS:
        return Verdict("mixed", "that", 0.9, cue)  # «قال فلان في كذا وكذا إن: "…"»
    if cue and cue.colon != place - 1 and joined(fold(words[0]), lexicon.CLASS_NOUNS) and len(words) < 8:
        return Verdict("", "class_noun")  # «وقال إن من القرى التي عادت: "قرية الرمل وقرية الريح"»
    if cue and (cue.colon == place - 1 or place - cue.place <= 20):
        return Verdict("direct", "colon", 0.97, cue)
    if cue is None and len(words) >= 6 and (told := [one for one in cues if 0 <= one.that < place]):
        return Verdict("direct", "colon", 0.8, told[-1])  # a clause of many words before the colon
    # «ودافعت عنه لإذاعة "المرسى": "…"»
    if any(joined(unit.fold, _WORKS) for unit in units[max(0, place - 4) : place - 1]):
        return Verdict("", "class_noun")
    if cue and cue.kind != "by" and len(words) >= 6:
        return Verdict("direct", "colon", 0.8, cue)  # «وقال فلان إنه يريد كذا وكذا: "…"»
    if len(words) >= 4 and (place <= 12 or is_announced_by_noun(units[place - 2])):
        return Verdict("direct", "colon_alone", 0.7)
    return Verdict("", "no_cue")


def _licensed(
    units: list[Unit], place: int, cue: Cue, words: list[str], behind: Cue | None, previous: Verdict | None
) -> Verdict | None:
    before = units[place - 1]
    if cue.that == place - 1:
        return Verdict("mixed", "that", 0.97, cue)
    if cue.place == place - 1:
        return Verdict("mixed" if cue.kind == "by" else "direct", "verb_at_mark", 0.95, cue)
    if before.fold in lexicon.COMPLEMENTIZERS:
        return Verdict("mixed", "that", 0.9, cue)
    tied_loosely = is_preposition(before) or before.fold in LONE_LETTERS
    if cue.lemma in ("وصف", "اتهم") and (tied_loosely or (len(words) <= 6 and not is_strange(words))):
        return Verdict("mixed", "described", 0.9, cue)
    owned = 0 <= cue.that < place and _is_owned(cue, behind)
    if behind and not (owned and behind.kind == "by" and behind.lemma != "على حد قوله"):
        return Verdict("mixed", "cue_behind", 0.85, behind if behind.lemma != "على حد قوله" else cue)
    if cue.lemma in _FEELS and all(unit.fold != _FROM for unit in units[cue.place + 1 : place]):
        return None  # «عبر العقيد فلان «متقاعد» عن أسفه»
    if cue.lemma in _FEELS and before.fold == _FROM:
        return Verdict("mixed", "described", 0.9, cue)  # «معربا عن "قلقه البالغ"»
    if cue.lemma in _FEELS and before.fold in _OF_WHAT and _says_what(words):
        return Verdict("mixed", "described", 0.75, cue)  # «عبر عن استغرابه من "التناقض الظاهر"»
    if cue.lemma in _JUDGES and before.fold in LONE_LETTERS and _says_what(words):
        return Verdict("mixed", "described", 0.85, cue)  # «أشاد بـ"الدور الكبير"»
    told = 0 <= cue.that < place
    if 3 <= len(words) <= 6 and before.kind == "w" and is_strange(words):
        return None
    purpose = told and words[0][0] == "ل" and len(words[0]) > 4 and is_common(fold(words[0])[1:])
    led = words[0][0] == "ب" and len(words[0]) > 4 and fold(words[0])[1:] in COMMON_WORDS  # «"بأشد العبارات"»
    if len(words) < 3 and (words[0].startswith(("لل", "بال")) or purpose or led) and before.kind == "w":
        return Verdict("mixed", "predicate", 0.6, cue)  # «استعداد بلاده "للقيام بالمزيد"»: no name begins so
    goes_on = previous is not None and previous.kind and previous.cue is cue and is_preposition(before)
    if goes_on and is_act(words):
        return Verdict("mixed", "predicate", 0.55, cue)  # «ندد بـ"عمل مشين" يهدف إلى "ترويع الصيادين"»
    if told or cue.kind in ("by", "via") or cue.lemma in ("دعا", "طالب", "ناشد") or tied_loosely:
        if len(words) >= 3:
            return Verdict("mixed", "inside_told", 0.75, cue)
        return Verdict("mixed", "predicate", 0.55, cue) if is_fragment(before, words) else None
    if len(words) >= 3:
        return Verdict("direct", "verb_in_sentence", 0.85, cue)
    if len(words) == 2 and cue.kind == "verb" and is_fragment(before, words):
        return Verdict("mixed", "predicate", 0.5, cue)
    return None


def _is_owned(cue: Cue, behind: Cue | None) -> bool:
    """Has the cue before the words somebody who says them, so that an outlet behind them only carries them?"""
    if cue.speaker.rule == "unnamed" and cue.speaker.as_written and behind:
        return bool(behind.speaker.entity and behind.speaker.entity.source)
    return cue.speaker.rule not in ("none", "unnamed")


def _is_body(cue: Cue | None, place: int, words: list[str]) -> bool:
    """«أعلنت الدار بيع "مجموعة المرسى للنشر"»."""
    return len(words) > 1 and (cue is None or cue.place < place - 1) and names_body(" ".join(words))


def _is_purpose(cue: Cue | None, place: int, words: list[str]) -> bool:
    """«إن زيارته تمهد لـ"تعاون بين الضفتين"»: told of, and no outlet, which has no preposition in its name."""
    told = cue is not None and 0 <= cue.that < place
    return told and any(word in lexicon.PREPOSITIONS for word in fold(" ".join(words)).split())


def _says_what(words: list[str]) -> bool:
    """Two words or more that name no body and no work."""
    head = joined(fold(words[0]), lexicon.CLASS_NOUNS | lexicon.ORGANIZATIONS)
    return len(words) > 1 and not head and not is_strange(words)


def _names_news(units: list[Unit], cue: Cue) -> bool:
    """«"…"، أعلنت الوزارة اليوم عن إعداد خطة»: the verb tells of something else than the words before it."""
    end = max(cue.speaker.end, cue.place + 1)
    return any(unit.fold == _FROM for unit in units[end : end + 3])


def _cue_behind(units: list[Unit], place: int, cues: list[Cue]) -> Cue | None:
    """«…» على حد قوله، «…»، وفق نص البلاغ، «…»، قال فلان."""
    for cue in cues:
        if place < cue.place <= place + 8:
            between = units[place + 1 : cue.place]
            if any(unit.kind == "q" or unit.fold in lexicon.COMPLEMENTIZERS for unit in between):
                return None
            beside = all(unit.kind == "p" or unit.fold in _AS or unit.fold in lexicon.BY for unit in between)
            if (cue.kind == "by" and beside) or cue.lemma == "على حد قوله":
                return cue
            if (
                (
                    cue.kind == "verb"
                    and all(unit.word in "،,.-" or unit.fold == _SO for unit in between)
                    and units[cue.place].fold in VERBS
                )
                and cue.that < 0
                and cue.colon < 0
                and not (cue.lemma in _OF_NEWS and _names_news(units, cue))
                and between
                and (cue.speaker.rule != "none" or len(units[place].word.split()) > 3)
            ):
                return cue
            return None
    return None
