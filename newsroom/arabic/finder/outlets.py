"""Outlets and agencies as a story names them."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.cast import Cast, Entity
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COUNTRIES
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.fold import fold

NEAR = frozenset(fold("المقربة المقرب القريبة القريب").split())
_FIRST_WORDS = frozenset(name.split()[0] for name in cues.WELL_KNOWN_OUTLETS)
LONGEST = 4  # words of a name behind its class noun


def outlet_at(text: str, cast: Cast, units: list[Unit], place: int) -> tuple[Entity, int] | None:
    """The outlet named at this place and the end of its name: «صحيفة The Guardian», «وكالة كذا للأنباء»."""
    unit = units[place] if place < len(units) else None
    if unit is None or unit.kind != "w":
        return None
    if known := _well_known(cast, units, place):
        return known
    for kind, heads in cues.OUTLETS.items():
        head = joined(unit.fold, heads)
        if head and not unit.fold.startswith("ال") and place + 1 < len(units):
            return _behind(text, cast, units, place, kind, head)
    return None


def _well_known(cast: Cast, units: list[Unit], place: int) -> tuple[Entity, int] | None:
    if units[place].fold not in _FIRST_WORDS:
        return None
    for length in range(min(3, len(units) - place), 0, -1):
        written = " ".join(one.fold for one in units[place : place + length])
        if found := cues.WELL_KNOWN_OUTLETS.get(written):
            return cast.organization(found[0], units[place].start, found[1]), place + length
    return None


def _behind(
    text: str, cast: Cast, units: list[Unit], place: int, kind: str, head: str
) -> tuple[Entity, int] | None:
    unit, following = units[place], units[place + 1]
    if known := _well_known(cast, units, place + 1):
        return known
    if following.fold in cues.AGENCY_NOUNS and place + 2 < len(units):  # «وكالة أنباء "المرسى"»
        if known := _well_known(cast, units, place + 2):
            return known
        if units[place + 2].kind == "q" and len(units[place + 2].word.split()) <= 4:
            marked = units[place + 2]
            name = cues.WELL_KNOWN_OUTLETS.get(fold(marked.word), (marked.word, kind))
            return cast.organization(name[0], marked.start, name[1]), place + 3
    if following.kind == "q":
        return cast.organization(following.word, following.start, kind), place + 2
    if following.word == "(":  # «دورية (المرسى) الطبية»
        closing = next(
            (at for at in range(place + 3, min(place + 7, len(units))) if units[at].word == ")"), 0
        )
        if not closing:
            return None
        name = text[units[place + 2].start : units[closing - 1].end]
        behind = units[closing + 1].fold if closing + 1 < len(units) else ""
        described = behind.startswith("ال") and clean(behind) in ADJECTIVES
        return cast.organization(name, units[place + 2].start, kind), closing + 1 + described
    latin = is_latin(following)
    # «موقع الحادث», «شبكة الطرق», «قناة السويس» are no outlets.
    if not latin and following.fold.startswith(("بال", "لل")):
        return None
    if not latin and (head in cues.LOOSE_OUTLETS or clean(following.fold) in COUNTRIES | {"سويس"}):
        return None
    end = place + 1
    while end < len(units) and end - place <= LONGEST and units[end].kind == "w":
        if latin != is_latin(units[end]) or (not latin and _ends_name(units, place, end, kind)):
            break
        end += 1
    if end == place + 1 or (
        kind == "agency" and not latin and not _is_news_agency(units[place + 1 : end + 1])
    ):
        return None
    start = unit.end - len(head) if kind == "agency" and not latin else following.start
    outlet = cast.organization(text[start : units[end - 1].end], unit.start, kind)
    outlet.head = outlet.head or head
    return outlet, end


def _is_news_agency(units: list[Unit]) -> bool:
    """Not «وكالة الفضاء»."""
    return any(unit.fold in cues.AGENCY_NOUNS for unit in units)


def is_latin(unit: Unit) -> bool:
    return unit.kind == "w" and unit.word.isascii() and unit.word[0].isalpha()


def _ends_name(units: list[Unit], place: int, end: int, kind: str) -> bool:
    unit = units[end]
    if unit.fold in cues.TIME or unit.fold in cues.COMPLEMENTIZERS or is_preposition(unit) or verb_of(unit):
        return True
    if unit.fold in NEAR:
        return True  # «صحيفة كذا المقربة من الحكومة»
    if clean(unit.fold) in ADJECTIVES:
        return kind != "agency" or clean(units[end - 1].fold) not in cues.AGENCY_NOUNS
    return end > place + 1 and (
        unit.fold[0] == "و" or (unit.fold[0] == "ل" and unit.fold not in cues.AGENCY_NOUNS)
    )
