"""A cue of a sentence, and what ties the words told to its verb: «أن», a colon, a mark."""

from dataclasses import dataclass

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.speaker import Speaker
from newsroom.arabic.finder.subjects import is_subject_in_marks
from newsroom.arabic.finder.units import Unit, joined
from newsroom.arabic.fold import fold

REACH = 45  # units between a verb and its complementizer, colon or mark
# Behind these «أن» joins sentences and tells nothing: «إلا أن», «غير أنه», «رغم أن».
_JOINS = frozenset(fold("إلا غير بيد رغم حيث كما علما خاصة خصوصا سيما").split())
_NO_THAT = frozenset(fold("قبل بعد دون منذ يمكن يجب ينبغي يريد تريد يمكنه لابد بد يجوز شأن").split())
_NO_THAT |= _JOINS
_WAS = frozenset(fold("كان كانت كانوا").split())
# Words behind which a verb opens a clause of its own.
THEN = frozenset(
    fold("كما حيث فيما بينما لكن قد إذ ثم الذي التي ما أن كان كانت عندما و وقد فقد ومن وبحسب").split()
)


@dataclass(slots=True)
class Cue:
    """kind: verb, participle, noun, by (بحسب فلان), paper (جاء في بيان), via (نقلاً عن)."""

    place: int
    kind: str
    lemma: str
    written: str
    speaker: Speaker
    that: int = -1  # the unit of أن or إن
    colon: int = -1


def _is_told(units: list[Unit], place: int, mark: int) -> bool:
    """Are the words of this mark tied to what stands before it, so that they are no name of the subject's?"""
    before, verb = units[mark - 1], verb_of(units[place])
    return (
        (verb is not None and verb.weak) or before.word in ":" or is_preposition(before) or mark == place + 1
    )


def _is_if(units: list[Unit], at: int) -> bool:
    """«لم يوضح إن كان يوافق»: «whether», where nothing is told."""
    whether = units[at].word == "إن" and at + 1 < len(units) and units[at + 1].fold in _WAS
    return whether and not any(
        verb and verb.lemma == "قال" for verb in map(verb_of, units[max(0, at - 6) : at])
    )


def ties(units: list[Unit], place: int, behind: int = 0) -> tuple[int, int, int]:
    """(complementizer, colon, mark) that tie words to the verb at `place`; -1 each when there is none.

    The subject ends before the unit `behind`: marks in it hold a part of its title.
    """
    that = colon = mark = -1
    for at in range(max(place + 1, behind), min(len(units), place + REACH)):
        unit = units[at]
        if (
            unit.fold in cues.COMPLEMENTIZERS
            and unit.word not in ("أنا", "آن")
            and units[at - 1].fold not in _NO_THAT
            and not _is_if(units, at)
        ):
            that = at
            break
        if unit.word == ":":
            colon = at
            after = units[at + 1] if at + 1 < len(units) else None
            if after and after.fold in cues.COMPLEMENTIZERS:
                that = at + 1
            break
        if unit.kind == "q":
            mark = at if mark < 0 else mark
            named = at + 1 < len(units) and (
                units[at + 1].fold in cues.COMPLEMENTIZERS or units[at + 1].word == ":"
            )
            if named or is_subject_in_marks(units, at):
                continue
            if len(unit.word.split()) <= 3 and not _is_told(units, place, at):
                continue  # «أعلنت شركة الملاحة "المرسى" على حسابها أن»
            called = joined(units[at - 1].fold, cues.CLASS_NOUNS) or units[at - 1].fold in cues.TITLES
            if not is_preposition(units[at - 1]) and not called:
                break
        other = verb_of(unit)
        noun = at > place + 1 and is_preposition(units[at - 1])  # «متحفظاً على ذكر اسمه»
        if other and other.form == "past" and not other.weak and not noun and units[at - 1].fold not in THEN:
            break
    return that, colon, mark
