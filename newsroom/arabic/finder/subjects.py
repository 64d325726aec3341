"""Words that stand as the subject of a verb of saying: a lonely surname, a name or body between marks."""

from collections.abc import Iterator

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COUNTRIES, LINKS, is_common, is_first_name
from newsroom.arabic.finder.kinds import is_bearable, is_preposition, verb_of
from newsroom.arabic.finder.units import Unit, joined
from newsroom.arabic.fold import fold

OF_OBJECTS = ("اعتبره",)  # «اعتبرته "ظالماً"»: what stands behind is said of the object
_OF_WHAT = ("أشار", "لفت", "نوه")  # words told are tied to these by «إلى», never right behind
_WHEN = frozenset(fold("بعد قبل دون منذ إلى").split())  # «بعد أن» ties nothing told


def subjects_alone(units: list[Unit]) -> Iterator[str]:
    """The words that are the whole subject of a reporting verb: surnames, most of them."""
    for place in range(len(units) - 2):
        if verb_of(units[place]) and is_bearable(units[place + 1]):
            after = units[place + 2]
            if (
                after.kind == "q"
                or after.word in (":", "،")
                or after.fold in cues.COMPLEMENTIZERS
                or _is_adjunct(after)
            ):
                yield units[place + 1].fold


def _is_adjunct(unit: Unit) -> bool:
    """«لموقع كذا», «في مؤتمر», «أمس»: what comes between the subject and the words said."""
    return (
        is_preposition(unit)
        or unit.fold in cues.TIME
        or (unit.fold[:1] == "ل" and unit.fold[1:] in cues.CLASS_NOUNS)
    )


def names_body(words: str) -> bool:
    """Do these words between marks name a body: «الشركة الكويتية للسفن»? The class noun and what belongs to it, no clause."""
    folded = fold(words).split()
    if not folded or len(folded) > 6 or not joined(folded[0], cues.ORGANIZATIONS):
        return False
    return all(
        word.startswith(("ال", "ل", "وال")) or word in ADJECTIVES or word in COUNTRIES or not is_common(word)
        for word in folded[1:]
    ) and not any(word in cues.COMPLEMENTIZERS or word in cues.PREPOSITIONS for word in folded)


def names_person(words: list[str]) -> bool:
    """«سالم بن خلفان المرجاني»: a first name, then nothing but what names are made of."""
    first, *others = [fold(word) for word in words]
    return (
        len(words) <= 6
        and is_first_name(first)
        and all(is_first_name(word) or word in LINKS or not is_common(word) for word in others)
    )


def is_subject_in_marks(units: list[Unit], place: int) -> bool:
    """«وقالت "غوغل" في رسالة: "…"»: a short span right behind a verb of saying, and the words are tied on later."""
    words = units[place].word.split()
    verb = verb_of(units[place - 1]) if place else None
    if not verb or verb.lemma in OF_OBJECTS or (len(words) > 3 and not names_person(words)):
        return False
    if verb.lemma in _OF_WHAT and verb.form == "past" and len(words) > 1:
        return True  # «وأشار "ستين لوران" في مقابلة مع "المرسى" إلى أن»
    for at in range(place + 1, min(len(units), place + 16)):
        unit = units[at]
        if unit.fold in cues.COMPLEMENTIZERS and units[at - 1].fold in _WHEN:
            return False
        if unit.fold in cues.COMPLEMENTIZERS or unit.word == ":":
            return True
        if unit.kind == "q" or unit.word in ".؟!؛" or verb_of(unit):
            return False
    return False
