"""Which words go on with a name, and where it ends: «بن», a clan, a nisba, an everyday word as a surname."""

import re

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import (
    ADJECTIVES,
    ALSO_WORDS,
    COMMON_WORDS,
    LINKS,
    is_common,
    is_first_name,
)
from newsroom.arabic.finder.kinds import (
    NEVER_NAMES,
    is_bearable,
    is_preposition,
    is_unknown,
    may_name,
    verb_of,
)
from newsroom.arabic.finder.units import Unit, clean
from newsroom.arabic.fold import fold

_AND_IN = frozenset(fold("وفي ومن وعلى").split())
_HONOURS = frozenset(fold("الحاج السيد الشيخ").split())
BORNE = frozenset(fold("خطيب قاضي شيخ حاج إمام مفتي سيد حكيم").split())  # titles that are names as well
_HOUSES = frozenset(fold("الصباح السعود الثاني الخليفة النهيان المكتوم القاسمي الهاشمي").split())
_TITLE_NAMES = frozenset(fold("مساعد قائد رائد عميد مشير سيد حاكم أمير شاعر مرشد نقيب").split())
_SERVANT = fold("عبد")
_ACT = re.compile("ت..ي.")  # «تأكيد», «تدريب»: what is done, no family
SONS = frozenset(fold("بن بنت").split())


def is_boundary(units: list[Unit], place: int) -> bool:
    """Does a name surely end here: a sign, a mark, a preposition, a complementizer, a verb, a title?"""
    return place >= len(units) or units[place].kind != "w" or not may_name(units[place])


def is_son_of(units: list[Unit], place: int) -> bool:
    """«مساعد بن سعد»: whatever the word is else, here it is a first name."""
    if place + 1 >= len(units) or units[place].kind != "w" or units[place + 1].fold not in SONS:
        return False
    inner = clean(units[place].fold)  # «العميد بن فلان», «وقال بن فلان»
    return not (inner != units[place].fold and inner in cues.TITLES) and verb_of(units[place]) is None


def is_borne_title(units: list[Unit], place: int) -> bool:
    """«الدكتور مساعد المرجاني», «الشيخ قائد الأحمد»: behind a rank, with a family's name behind it, a title is a first name."""
    if not 0 < place < len(units) - 1 or units[place].fold not in _TITLE_NAMES:
        return False
    before, after = units[place - 1], units[place + 1]
    inner = clean(after.fold)
    ranked = before.fold.startswith("ال") and clean(before.fold) in cues.RANKS
    if after.kind != "w" or not (ranked or (is_family_shape(after) and before.fold not in cues.TITLES)):
        return False
    family = is_family_shape(after) or is_first_name(inner) or not is_common(after.fold)
    titled = inner in cues.TITLES or inner in ADJECTIVES or inner in cues.ORGANIZATIONS or inner in cues.GLUE
    return after.fold.startswith("ال") and family and not titled and inner not in cues.CLASS_NOUNS


def is_of_father(units: list[Unit], place: int) -> bool:
    """«بن مساعد», «بن قائد»: behind «بن» a title's word is a name."""
    unit = units[place]
    word = unit.fold in cues.TITLES or verb_of(unit) is not None  # «بن طالب»
    return units[place - 1].fold in SONS and word and not unit.fold.startswith("ال")


def is_everyday_surname(units: list[Unit], start: int, place: int) -> bool:
    """«محمد المصري», «عصام شرف»: an everyday word right behind a first name, where the name plainly ends."""
    unit, first = units[place], units[place - 1]
    servant = (
        place - 2 == start and units[start].fold == _SERVANT and first.fold.startswith("ال")
    )  # «عبد الله»
    if unit.kind != "w" or not (servant or (is_first_name(first.fold) and place - 1 == start)):
        return False
    if (
        unit.fold in NEVER_NAMES
        or verb_of(unit)
        or is_preposition(unit)
        or len(unit.word) < 3
        or not unit.word.isalpha()
    ):
        return False
    if unit.fold.startswith("ال"):
        plain = first.fold in ALSO_WORDS or first.word == "علي"
        if is_common(unit.fold) and _is_described(units, place):
            return False  # «حذر ليون الأطراف الليبية»
        doubtful = unit.fold.endswith(("ه", "ات")) or (plain and not unit.fold.endswith("ي"))
        if doubtful and is_common(unit.fold) and not _is_introduced(units, start, place + 1):
            return False  # «باسم المقاومة», «علي الجهات» for «على»
        inner = clean(unit.fold)
        if inner in cues.ORGANIZATIONS or (_ACT.fullmatch(inner) and is_common(unit.fold)):
            return False  # «كرم الاتحاد», «عباس التأكيد»
        after = units[place + 1].fold if place + 1 < len(units) else ""
        office = after.startswith(("ال", "لل", "باسم")) and clean(after) in ADJECTIVES | {fold("باسم")}
        if inner.endswith("يه") or (inner in cues.TITLES and office):
            return False  # «مدينة الملك فلان الطبية», «شين الرئيس التنفيذي»
        return inner in ADJECTIVES or inner.endswith("ي") or is_boundary(units, place + 1)
    if unit.word.endswith(("ه", "ها", "هم")) and is_common(unit.fold):
        return False  # «فبكى أويس، رأسه…»
    after = units[place + 1] if place + 1 < len(units) else None
    ends = after is None or after.kind != "w" or after.fold in cues.COMPLEMENTIZERS | cues.TITLES
    if not ends and first.fold not in ALSO_WORDS:  # «كرر جيمس ريش هذه الأصداء»
        ends = is_preposition(after) or after.fold in cues.TIME or after.fold in _AND_IN
        ends = ends or (after.fold[0] == "ل" and after.fold[1:] in cues.OUTLET_NOUNS)
    return (ends or bool(verb_of(after))) and not unit.fold.startswith(("ي", "ت", "ب", "ل", "و", "ف", "ك"))


def _is_described(units: list[Unit], place: int) -> bool:
    """Does an adjective of many or of a feminine stand behind this noun?"""
    after = units[place + 1].fold if place + 1 < len(units) else ""
    return after.startswith("ال") and after.endswith("يه") and clean(after) in ADJECTIVES


def _is_introduced(units: list[Unit], start: int, end: int) -> bool:
    """Does a title or a verb of saying stand right before the name, or a title right behind it?"""
    before = units[start - 1] if start else None
    if end < len(units) and units[end].fold in cues.TITLES:
        return True
    return before is not None and (clean(before.fold) in cues.TITLES or verb_of(before) is not None)


def is_family_shape(unit: Unit) -> bool:
    """«العنزي»: the article, the ending of a family's name, and no word of the lists."""
    shape = unit.kind == "w" and unit.fold.startswith("ال") and unit.fold.endswith("ي")
    return shape and is_bearable(unit) and not is_common(unit.fold)


def is_clan(units: list[Unit], place: int) -> bool:
    """«آل الشيخ»: what stands behind «آل» is a name, whatever word it is."""
    return units[place - 1].word == "آل" and units[place].fold.startswith("ال")


def is_middle_name(units: list[Unit], place: int) -> bool:
    """«رجب طيب فلان»: an everyday word between a first name and a word of no list."""
    unit = units[place]
    if unit.fold in BORNE and place + 1 < len(units) and is_first_name(units[place - 1].fold):
        return may_name(units[place + 1]) and is_boundary(units, place + 2)  # «سعيد خطيب زاده»
    if unit.fold in _HONOURS and place + 1 < len(units) and is_first_name(units[place - 1].fold):
        return may_name(units[place + 1])  # «مهند الحاج علي»
    if not is_first_name(units[place - 1].fold) or place + 1 >= len(units) or not is_bearable(unit):
        return False
    if place + 2 < len(units) and is_family_shape(units[place + 1]) and is_boundary(units, place + 2):
        return len(unit.word) > 2 and not unit.fold.startswith(("ال", "و", "ل", "ب"))  # «خالد مرضي العنزي»
    return (
        len(unit.word) > 2
        and not unit.fold.startswith(("ال", "و"))
        and not unit.fold.endswith(("ه", "ات"))
        and is_unknown(units[place + 1])
        and is_boundary(units, place + 2)
    )


def is_nisba(units: list[Unit], place: int) -> bool:
    """«محمد بن عثمان القرني»: a family's name by its shape, behind two parts of a name."""
    unit = units[place]
    shape = unit.kind == "w" and unit.fold.startswith("ال") and unit.fold.endswith("ي")
    inner = clean(unit.fold)
    short = len(inner) < 4 and inner in COMMON_WORDS  # «الرأي», which ends like one
    return shape and not (inner in ADJECTIVES or inner in cues.TITLES or short) and is_bearable(unit)


def is_link(units: list[Unit], place: int) -> bool:
    """«بن», «آل», «فان»; but «فان الوزير» is «فإن» without its hamza."""
    unit = units[place]
    following = units[place + 1].fold if place + 1 < len(units) else ""
    arab = unit.word in ("آل", "بن", "بنت", "أبو", "ابو", "ولد", "أم")
    return unit.fold in LINKS and may_name(unit) and (arab or not following.startswith("ال"))


def is_family(units: list[Unit], place: int) -> bool:
    """«محمد المبارك الصباح», «محمد العبدالله الجابر»: a first name with the article goes on to the family's."""
    before, unit = units[place - 1], units[place]
    inner = clean(before.fold)
    house = not is_common(unit.fold) or unit.fold.endswith("ي") or unit.fold in _HOUSES
    return (
        inner != before.fold
        and is_first_name(inner)
        and unit.fold.startswith("ال")
        and house
        and is_bearable(unit)
    )


def is_another_word(first: Unit, folded: str) -> bool:
    """«فلان يرافق», «فلان ورجاله»: a present verb or a joined «و» behind a name, by its shape."""
    if folded[0] == "و":
        if folded[1:2] == "ي" and len(folded) < 6:
            return False  # «أندرو ويتي»
        return not folded.startswith(("وو", "وات", "ويل", "وال", "واي"))
    return folded[0] == "ي" and len(folded) > 3 and not is_first_name(first.fold)


def is_surname(units: list[Unit], start: int, place: int) -> bool:
    """«وحيد مصري مدير…»: an adjective's word right behind a first name."""
    return place == start + 1 and is_first_name(units[start].fold) and not units[place].fold.startswith("ال")
