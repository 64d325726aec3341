"""Which words go on with a title: «مدير عام الهيئة بمنطقة الساحل»."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COUNTRIES, is_first_name
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.name_parts import is_borne_title, is_son_of
from newsroom.arabic.finder.subjects import names_body, names_person
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.fold import fold

_SHORT_TITLES = frozenset(fold("د م أ").split())
_FRIDAY = fold("جمعة")
_PREACHERS = frozenset(fold("إمام خطيب").split())
_IN = fold("في")
_GENERAL = fold("عام")
_CHIEFS = frozenset(fold("كاتب مدير أمين مراقب مفتش قائد مفتي مشرف مديرة وكيل نائب مدعي").split())
_PLACES = frozenset(fold("منطقة محافظة مدينة إقليم ولاية مقاطعة مركز بلدة قرية").split())
_BODIES_AND_PLACES = cues.ORGANIZATIONS | _PLACES
_IN_NAME_OF = fold("باسم")
_SPOKESMEN = frozenset(fold("متحدث متحدثة ناطق ناطقة الرسمي رسمي متحدثا متحدثون الرسمية").split()) | {
    fold("رسمي")
}


def in_title(units: list[Unit], place: int) -> bool:
    """Does this word go on with the title before it?"""
    unit = units[place]
    if unit.kind == "q":  # «لمجموعة "المرسى"»
        length, before = len(unit.word.split()), units[place - 1].fold
        head = joined(before, cues.TITLES) and not before.startswith(("ال", "لل")) and place + 1 < len(units)
        of_body = length <= 6 and names_body(unit.word)
        if head and (of_body or (length <= 6 and units[place + 1].word == "،")):
            return True  # «مديرة "تحالف البحر"، فلانة الفلانية،», «رئيسة "اتحاد الصيادين"»
        person = length > 1 and names_person(unit.word.split())  # «مدرب المنتخب "فلان الفلاني"»
        return length <= 4 and bool(joined(before, cues.ORGANIZATIONS)) and not person
    if unit.kind != "w" or is_son_of(units, place) or is_borne_title(units, place):
        return False
    folded = unit.fold
    if folded == _FRIDAY and units[place - 1].fold.removeprefix("ال") in _PREACHERS:
        return True  # «خطيب جمعة كذا»; elsewhere a first name
    if (
        place > 1
        and units[place - 1].fold == _FRIDAY
        and units[place - 2].fold.removeprefix("ال") in _PREACHERS
    ):
        return not is_preposition(unit) and not verb_of(unit)
    if folded == _IN and place + 1 < len(units):
        following = units[place + 1].fold
        return bool(joined(following, _BODIES_AND_PLACES) or following in COUNTRIES)
    if folded.removeprefix("ال") == _GENERAL and units[place - 1].fold.removeprefix("ال") in _CHIEFS:
        return True  # «مدير عام الهيئة»; elsewhere «عام» is a year
    if joined(units[place - 1].fold, _PLACES) and units[place - 1].fold[0] in "بلام":
        return not is_preposition(unit) and not is_first_name(folded)  # «بمنطقة جازان»
    if is_preposition(unit) or folded in cues.COMPLEMENTIZERS or folded in cues.TIME:
        return False
    if folded == _IN_NAME_OF:
        return units[place - 1].fold.removeprefix("ال") in _SPOKESMEN
    if is_first_name(folded) or (verb_of(unit) and not folded.startswith("ال")):
        return False
    if folded.startswith(("ال", "لل", "بال")):
        return True
    if folded.startswith("وال") and units[place - 1].fold.startswith("ال"):
        other = clean(folded)  # «وزير الشؤون البلدية والقروية», not «رئيس البلدية والوزير»
        return not (other in cues.TITLES or other in cues.ORGANIZATIONS or verb_of(unit))
    following = units[place + 1] if place + 1 < len(units) else None
    if folded[0] == "ل" and following and following.fold.startswith("ال"):
        return True  # «رئيس الاتحاد الدولي لكرة القدم»
    if folded[0] == "ل" and (folded[1:] in cues.GLUE or folded[1:] in cues.ORGANIZATIONS - cues.OUTLET_NOUNS):
        return True  # «وزير الدولة لشؤون مجلس الوزراء»
    if folded[0] == "ب" and (folded[1:] in cues.ORGANIZATIONS or folded[1:] in cues.CLASS_NOUNS):
        return True  # «المتحدث بوزارة كذا»
    land = joined(folded, COUNTRIES)
    return (
        folded in cues.GLUE
        or folded in cues.ORGANIZATIONS
        or folded in cues.TITLES
        or folded in ADJECTIVES
        or folded in cues.CLASS_NOUNS
        or bool(land and (folded == land or folded[0] in "لب"))
    )


def is_title(word: str) -> bool:
    """Is this folded word a title or a rank before a name: «الوزيرة», «د», «الجنرال»?"""
    return word in _SHORT_TITLES or clean(word) in cues.TITLES
