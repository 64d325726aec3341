"""Where a noun phrase ends: a body and what belongs to its name."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import (
    ADJECTIVES,
    COMMON_WORDS,
    COUNTRIES,
    NATIONS,
    is_common,
    is_first_name,
)
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.name_parts import is_boundary
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.fold import fold

RELATIVE = frozenset(fold("الذي التي الذين والذي والتي").split())
SELF = frozenset(fold("نفسه نفسها ذاته ذاتها").split())
_SHIELD = frozenset(fold("دفاع إفراج كشف بحث تنقيب").split())
_FROM = fold("عن")
RULING = frozenset(
    fold(
        "الحاكم الحاكمة المعارض المعارضة المنضوية المنضوي التابعة التابع الموالية الموالي المدعومة المدعوم"
        " المناهضة المناهض المتحالفة المتحالف المنبثقة المنبثق المشرفة المنظمة المالكة المشغلة المصنعة الجناح الذراع"
    ).split()
)
_DEGREES = frozenset(fold("أكثر أقل أول أكبر").split())
_IN, _NOT = fold("في"), fold("غير")
_REGIONS = frozenset(fold("منطقة محافظة مدينة إقليم ولاية بلاد جزيرة").split())
_WHERE = cues.ORGANIZATIONS | COUNTRIES | _REGIONS
_DIRECTIONS = frozenset(fold("شرق غرب شمال جنوب وسط شرقي غربي شمالي جنوبي").split())
_DOERS = frozenset(fold("هيئة وزارة مديرية إدارة مصلحة أمانة جمعية مركز معهد مجلس مؤسسة لجنة").split())
_PRONOUNS = frozenset(fold("به له لها لهم بها").split())


def noun_phrase(units: list[Unit], start: int) -> int:
    """The end of the noun phrase at `start`: its complements and adjectives."""
    end = start + 1
    while end < len(units) and end - start < 10:
        unit = units[end]
        if unit.kind == "q" and end - start == 1:
            tail = end + 1 < len(units) and units[end + 1].fold.startswith("لل")
            end += 1 + tail  # «دار "المرسى" للنشر»
            return end + (tail and end < len(units) and clean(units[end].fold) in ADJECTIVES)
        if (place := _over_place(units, end)) > end:
            return place
        if unit.fold == _NOT and end + 1 < len(units) and units[end + 1].fold in ADJECTIVES:
            end += 2  # «منظمة غير حكومية»
            continue
        if unit.fold == _FROM and clean(units[end - 1].fold) in _SHIELD and end + 1 < len(units):
            end += 2  # «الحركة العالمية للدفاع عن الأطفال»
            continue
        if end - start > 1 and _is_second_half(units, start, end):
            end += 1
            continue
        if end - start > 1 and _is_second_construct(units, start, end):
            end += 2
            return end + (end < len(units) and clean(units[end].fold) in ADJECTIVES)
        if units[start].fold in COUNTRIES and (unit.fold in COUNTRIES or joined(unit.fold, cues.TITLES)):
            break  # «وصفت الولايات المتحدة إيران بأنها»
        if units[start].fold in COUNTRIES and unit.fold in _DEGREES:
            break  # «دعت إيران أكثر من مرة»
        if end - start > 1 and unit.fold in RULING:
            break  # «حزب كذا الحاكم», «قوات كذا الجناح العسكري لحزب كذا»: said of it, not its name
        if end - start > 1 and _is_next_noun(units[end - 1], unit):
            break
        first = end - start == 1 or _is_construct_head(units[end - 1]) or _is_place(units[end - 1])
        if units[end - 1].fold.startswith("ال") and (_is_object(unit) or _is_done_by(unit)):
            break
        if (
            not _goes_on(unit, first)
            and not (first and (_is_last_name(units, end) or _is_proper(units, end)))
            and not _is_town(units, end)
        ):
            break
        end += 1
    return end


def _over_place(units: list[Unit], place: int) -> int:
    """«بعثة الاتحاد في أوكرانيا», «الشؤون الصحية في منطقة الساحل»: where the body is, as a part of its name."""
    if units[place].fold != _IN or place + 1 >= len(units):
        return place
    if units[place + 1].fold in COUNTRIES:
        return place + 2
    if units[place + 1].fold not in _REGIONS:
        return place
    end = place + 2
    while end < len(units) and end - place < 5 and units[end].kind == "w" and not is_preposition(units[end]):
        if verb_of(units[end]) or units[end].fold in cues.COMPLEMENTIZERS or units[end].fold in cues.TIME:
            break
        if end > place + 2 and _is_object(units[end]):
            break  # «تنظيم كذا في بلاد كذا قتل أربعة»
        end += 1
    return end


def _is_second_half(units: list[Unit], start: int, place: int) -> bool:
    """«هيئة الغذاء والدواء», «الجهاز المركزي للتعبئة والإحصاء»: what a body is for goes on with «و»."""
    unit, before = units[place], units[place - 1]
    if unit.kind != "w" or not unit.fold.startswith("وال") or not before.fold.startswith(("ال", "لل", "وال")):
        return False
    if place + 1 < len(units) and units[place + 1].fold in SELF:
        return False  # «حسبما ذكر المرصد والفرقة نفسها»
    inner = clean(unit.fold)
    body = joined(units[start].fold, cues.ORGANIZATIONS)
    other = inner in cues.ORGANIZATIONS or inner in cues.TITLES or "ال" + inner in COUNTRIES
    return bool(body) and not other and unit.fold[1:] not in cues.BODIES and "ال" + inner not in cues.UNNAMED


def _is_second_construct(units: list[Unit], start: int, place: int) -> bool:
    """«هيئة الموانئ وتقنية البحار», «وزارة الصيد وحماية الشواطئ»: the second half is a noun with its own complement."""
    unit, after = units[place], units[place + 1] if place + 1 < len(units) else None
    if unit.kind != "w" or unit.fold[0] != "و" or after is None or not after.fold.startswith("ال"):
        return False
    inner = unit.fold[1:]
    body = joined(units[start].fold, _DOERS) and units[place - 1].fold.startswith("ال")
    other = inner in cues.ORGANIZATIONS | cues.TITLES | cues.SPEECH_OBJECTS | cues.UNNAMED | cues.PREPOSITIONS
    noun = is_common(inner) and inner.endswith(("ه", "ات")) and unit.fold not in COMMON_WORDS
    return bool(body) and noun and not (other or inner in cues.TIME or verb_of(unit))


def _is_object(unit: Unit) -> bool:
    """«أوضحت الوزارة احتواء المنتج»: an everyday noun without the article belongs to no noun that has it."""
    plain = is_common(unit.fold) and not unit.fold.startswith(("ال", "لل", "ل", "ب"))
    return plain and not (unit.fold in ADJECTIVES | COUNTRIES or unit.fold in cues.GLUE)


def _is_done_by(unit: Unit) -> bool:
    """«أشادت الصحيفة بتلاوة فلان»: «ب» before a noun that is no body and no place."""
    noun = unit.kind == "w" and unit.fold[0] == "ب" and unit.fold.endswith("ه") and len(unit.fold) > 4
    return noun and not joined(unit.fold, _WHERE) and unit.fold not in ADJECTIVES


def _is_next_noun(before: Unit, unit: Unit) -> bool:
    """«وصفت الخارجية السورية القرار»: behind a nation's adjective a definite noun is another phrase."""
    nation = clean(before.fold)
    inner = clean(unit.fold)
    return (
        before.fold.startswith("ال")
        and unit.fold.startswith("ال")
        and nation.removesuffix("ه") in NATIONS
        and not (inner in ADJECTIVES or inner.endswith(("ي", "ه")) or inner in cues.TITLES)
    )


def _is_construct_head(unit: Unit) -> bool:
    """«مكتب محافظ ديار بكر»: an indefinite noun of the lexicon takes another noun behind it."""
    return unit.fold in cues.TITLES or unit.fold in cues.ORGANIZATIONS or unit.fold in cues.CLASS_NOUNS


def _is_town(units: list[Unit], place: int) -> bool:
    """«شرطة مدينة مترو ناشفيل»: the second word of a town's name."""
    town = place > 1 and joined(units[place - 2].fold, _REGIONS) and units[place].kind == "w"
    return (
        bool(town) and _is_place(units[place]) and not (is_preposition(units[place]) or verb_of(units[place]))
    )


def _is_place(unit: Unit) -> bool:
    """A word no list knows, the first of a place's name: «ديار بكر»."""
    return not (is_common(unit.fold) or unit.fold.startswith("ال") or unit.fold in ADJECTIVES | COUNTRIES)


def _goes_on(unit: Unit, first: bool) -> bool:
    """Does a noun phrase go on with this word? `first`: right behind its head, where any noun may stand."""
    if unit.kind != "w" or unit.fold in cues.COMPLEMENTIZERS or unit.fold in cues.TIME or verb_of(unit):
        return False
    if unit.fold[0] == "ب" and (unit.fold[1:] in _DIRECTIONS or unit.fold[1:] in COMMON_WORDS):
        return unit.fold[1:] in cues.ORGANIZATIONS  # «أعلنت السلطات بانتظام»
    if is_preposition(unit) or unit.fold in RELATIVE or unit.fold in cues.BY or unit.fold in _PRONOUNS:
        return False
    if unit.fold[0] in "لب" and unit.fold not in cues.CLASS_NOUNS and joined(unit.fold, cues.CLASS_NOUNS):
        return (
            unit.fold[0] == "ل"
            and unit.fold[1:] in cues.ORGANIZATIONS
            and unit.fold[1:] not in cues.OUTLET_NOUNS
        )
    return (
        unit.fold.startswith(("ال", "لل", "ل"))
        or unit.fold in ADJECTIVES
        or unit.fold in COUNTRIES
        or unit.fold in cues.GLUE
        or unit.fold in cues.CLASS_NOUNS
        or bool(joined(unit.fold, cues.ORGANIZATIONS))
        or (first and not unit.fold.startswith(("ي", "ت", "س")))
    )


def _is_proper(units: list[Unit], place: int) -> bool:
    """«نادي سوتراميل الإيطالي», «جامعة تورنغا في»: not a verb, though it begins as one in the present does."""
    head, unit = units[place - 1].fold, units[place]
    after = units[place + 1] if place + 1 < len(units) else None
    named = head in cues.ORGANIZATIONS and head not in cues.OUTLET_NOUNS and len(unit.fold) > 3
    strange = not (is_common(unit.fold) or unit.fold.endswith(("ون", "ين", "ها", "هم")) or verb_of(unit))
    ends = after is None or after.kind != "w" or is_preposition(after) or after.fold in cues.COMPLEMENTIZERS
    return named and unit.kind == "w" and strange and (ends or clean(after.fold).removesuffix("ه") in NATIONS)


def _is_last_name(units: list[Unit], place: int) -> bool:
    """«ديار بكر»: a first name alone, where the phrase plainly ends."""
    return is_first_name(units[place].fold) and is_boundary(units, place + 1)
