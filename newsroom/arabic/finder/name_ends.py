"""Which words behind the first parts of a name still belong to it, and which are a clause of their own."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import (
    ADJECTIVES,
    ALSO_WORDS,
    COMMON_WORDS,
    COUNTRIES,
    is_common,
    is_first_name,
)
from newsroom.arabic.finder.kinds import is_bearable
from newsroom.arabic.finder.name_parts import SONS, is_boundary
from newsroom.arabic.finder.units import Unit, clean
from newsroom.arabic.fold import fold

_NOT = fold("لا")
_BORNE_PARTICLES = ("متى", "مثنى")  # men's names among the particles


def aside(units: list[Unit], start: int) -> int:
    """«المكون المسيحي، أنور متى هدايا، أن»: three words between commas, the first of them a first name for certain; 0 when not."""
    end = start + 3
    if not start or end >= len(units) or units[start - 1].word != "،" or units[end].word not in "،:(":
        return 0
    first, *others = units[start:end]
    if first.fold in ALSO_WORDS or not is_first_name(first.fold):
        return 0
    plain = all(
        unit.fold[0] not in "وبلف" and (is_bearable(unit) or unit.word in _BORNE_PARTICLES) for unit in others
    )
    return end if plain and others[-1].kind == "w" and others[-1].fold not in COUNTRIES | ADJECTIVES else 0


def is_not(units: list[Unit], place: int) -> bool:
    """«فلان لا يزال»: «لا» is a part of foreign names, but not before a verb."""
    following = units[place + 1].fold if place + 1 < len(units) else ""
    return units[place].fold == _NOT and following.startswith(("ي", "ت", "ا"))


def is_for(units: list[Unit], place: int) -> bool:
    """«فلان لدول المنطقة», «فلان لترك النادي»: a purpose and its noun, not «فلانة لفني» and her verb."""
    unit, rest = units[place], units[place].fold[1:]
    if unit.fold[0] != "ل" or len(rest) < 3 or is_first_name(unit.fold):
        return False
    if rest.endswith("ه") and unit.word[-1] != "ة" and is_common(rest[:-1]):
        return True  # «فلان لغضبه من الطاقم»
    after = units[place + 1] if place + 1 < len(units) else None
    if rest in COMMON_WORDS and after is not None and after.fold.startswith("ال") and is_common(after.fold):
        return True
    if is_boundary(units, place + 1):
        return False
    return rest in COMMON_WORDS or rest in COUNTRIES


def is_waw_name(units: list[Unit], start: int, place: int) -> bool:
    """«سوزان ورالي أن»: a last name that begins with «و», where the name plainly ends."""
    rest = units[place].fold[1:]
    known = is_first_name(rest) or is_common(rest) or rest.startswith("ال") or len(rest) < 3
    after = units[place + 1] if place + 1 < len(units) else None
    ends = after is None or after.word in "،:" or after.fold in cues.COMPLEMENTIZERS
    known = known or rest.endswith(("ه", "ها", "نا", "وا", "ت"))
    first = units[start].fold
    return is_first_name(first) and first not in ALSO_WORDS and ends and not known


def is_bal(units: list[Unit], start: int, place: int) -> bool:
    """«العقيد حامد بالخير»: behind a rank and a first name what begins with «بال» is the family's name."""
    unit = units[place]
    if not start or unit.kind != "w" or not unit.fold.startswith("بال") or len(unit.fold) < 6:
        return False
    return clean(units[start - 1].fold) in cues.RANKS and is_first_name(units[start].fold)


def is_house(units: list[Unit], start: int, place: int) -> bool:
    """«ناصر بن عقيل الطيار نائب الرئيس»: behind a father's name an everyday word is the family's, where the name ends."""
    unit = units[place]
    sons = any(one.fold in SONS for one in units[start + 1 : place - 1])
    article = unit.kind == "w" and unit.fold.startswith("ال") and len(unit.fold) > 4
    after = units[place + 1] if place + 1 < len(units) else None
    ends = after is None or after.kind != "w" or after.fold in cues.COMPLEMENTIZERS | cues.TITLES
    return sons and article and ends and clean(unit.fold) not in cues.ORGANIZATIONS


def is_third(units: list[Unit], start: int, place: int) -> bool:
    """«عبدالوهاب هادي طواف أن», «زين كمال المصري، مديرة»: behind two first names an everyday word ends the name, and it is a name."""
    unit, after = units[place], units[place + 1] if place + 1 < len(units) else None
    if not (is_first_name(units[start].fold) and is_first_name(units[place - 1].fold)) or place - start != 2:
        return False
    tied = after is not None and (
        after.fold in cues.COMPLEMENTIZERS or after.word == ":" or _opens_title(units, place + 1)
    )
    if not tied or unit.kind != "w" or len(unit.fold) < 3 or unit.word.endswith(("ا", "ه")):
        return False
    nation = clean(unit.fold) in ADJECTIVES and unit.fold.startswith("ال") and unit.fold.endswith("ي")
    return nation or (is_bearable(unit) and unit.fold[0] not in "بلوف" and unit.fold not in cues.TITLES)


def _opens_title(units: list[Unit], place: int) -> bool:
    """«، مديرة المركز»"""
    if units[place].word != "،" or place + 1 >= len(units):
        return False
    return clean(units[place + 1].fold) in cues.TITLES
