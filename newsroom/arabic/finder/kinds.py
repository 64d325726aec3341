"""Of what kind a word is: a preposition, a verb of saying, a part of a name; asked of the lexicon alone."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import (
    ADJECTIVES,
    COMMON_WORDS,
    COUNTRIES,
    FIRST_NAMES,
    LINKS,
    is_common,
    is_first_name,
)
from newsroom.arabic.finder.units import Unit, clean
from newsroom.arabic.finder.verbs import VERBS, Verb
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import ZWNJ

# They fold like «علي», «فان», «اي», «إمام», «آلان», «إدي».
OTHER_WORDS = ("على", "فإن", "فأن", "إي", "أي", "أمام", "أنه", "الآن", "أدى")
_LANDS_AND_TITLES = COUNTRIES | cues.TITLES
_BLANC = fold("بلان")  # a name, and «ب» before «لأن»
NEVER_NAMES = (
    cues.PREPOSITIONS
    | cues.TIME
    | cues.COMPLEMENTIZERS
    | cues.UNNAMED
    | cues.ORGANIZATIONS
    | cues.CLASS_NOUNS
    | cues.PAPERS
    | cues.GLUE
    | cues.BY
    | frozenset(fold("أرملة زوجة زوج والدة والد نجل نجلة شقيق شقيقة حفيد حفيدة").split())
) - FIRST_NAMES
# Words that come before a surname without being a first name: «تصريحات فلان», «إدارة فلان».
_OF_SOMEBODY = frozenset(
    fold(
        "تصريحات تصريح بيان كلام خطاب كلمة مقتل وفاة زيارة مبادرة حكومة إدارة نظام عائلة أسرة نجل حملة هدف ثقة أقوال"
    ).split()
)


def is_preposition(unit: Unit) -> bool:
    # «علي» the name and «على» the preposition fold alike.
    return unit.fold in cues.PREPOSITIONS and unit.word != "علي"


def verb_of(unit: Unit) -> Verb | None:
    """The reporting verb a word is, also behind «و» and «ف»."""
    if unit.kind != "w":
        return None
    verb = VERBS.get(unit.fold) or (VERBS.get(unit.fold[1:]) if unit.fold[0] in "وف" else None)
    # «وصفه» and «وصفة» fold alike: only a participle ends in ة.
    return None if verb and verb.form != "participle" and unit.word.endswith("ة") else verb


def may_name(unit: Unit) -> bool:
    """May this word be part of a personal name, by itself?"""
    known = is_first_name(unit.fold) or unit.fold in LINKS
    owned = not known and (unit.fold.endswith(("ته", "تها", "تهم", "تنا")) or _is_of_his(unit))
    return is_bearable(unit) and (known or not (owned or is_common(unit.fold)))


def _is_of_his(unit: Unit) -> bool:
    """«لمستمعيه», «بذكره», «برأسه»: an everyday noun with «ب» or «ل» and whose it is; «بولييه» is a name."""
    if unit.fold[0] not in "لب" or not unit.word.endswith(("ه", "هم", "هن")):
        return False
    noun = unit.fold[1:].removesuffix("هم").removesuffix("هن").removesuffix("ه")
    return noun in COMMON_WORDS or (noun.endswith("ي") and noun[:-1] in COMMON_WORDS and len(noun) > 4)


def is_bearable(unit: Unit) -> bool:
    """Could somebody be called so: «الأسد» and «الصباح» too, but no preposition, verb, title or body?"""
    if unit.kind != "w" or len(unit.word) < 2 or not unit.word.replace(ZWNJ, "").replace("-", "").isalpha():
        return False
    folded = unit.fold
    if is_first_name(folded) or folded in LINKS:
        return unit.word not in OTHER_WORDS
    if folded in NEVER_NAMES or folded in cues.SPEECH_OBJECTS or verb_of(unit) or is_preposition(unit):
        return False
    if len(folded) > 3 and folded[0] in "لبفو" and folded[1:] in NEVER_NAMES and folded != _BLANC:
        return False
    if len(folded) > 3 and folded[0] in "بل" and folded[1:] in _LANDS_AND_TITLES:
        return False  # «بجدة», «بمبعوث»
    if folded.endswith("ان") and (folded[:-2] in cues.UNNAMED or folded[:-2] in cues.TITLES):
        return False  # «مصدران»
    inner = clean(folded)
    if inner != folded and (inner in cues.TITLES or inner in ADJECTIVES or inner in cues.ORGANIZATIONS):
        return False
    return not folded.startswith(("لل", "بال", "وال", "كال")) and folded not in cues.TITLES


def may_be_first(unit: Unit) -> bool:
    """May this word, which no list knows, be a first name before a surname?"""
    listed = unit.fold in _OF_SOMEBODY or unit.fold in ADJECTIVES
    joined_and = unit.fold[0] == "و" and (is_first_name(unit.fold[1:]) or is_common(unit.fold[1:]))
    if (
        unit.fold[0] == "ي"
        and unit.fold[1:2] not in "وا"
        and len(unit.fold) > 4
        and not is_first_name(unit.fold)
    ):
        return False  # «يستذكر المرجاني»
    told = unit.fold[0] in "وف" and unit.fold[1:2] == "ا" and len(unit.fold) > 5  # «وامتدح»
    joined_and = joined_and or (told and not is_first_name(unit.fold))
    return may_name(unit) and not listed and not joined_and and not unit.fold.startswith("ال")


def is_unknown(unit: Unit) -> bool:
    """A word that no list knows, and that does not look like a definite noun."""
    folded = unit.fold
    if not may_name(unit) or folded.startswith("ال") or is_first_name(folded):
        return False
    return not folded.endswith(("ه", "ها", "هم", "نا")) and not (
        folded[0] in "بلوك" and is_common(folded[1:])
    )
