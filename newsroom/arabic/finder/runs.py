"""Which words can stand in a name or a title: questions about units, answered from the lexicon alone."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import (
    ADJECTIVES,
    ALSO_WORDS,
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

_AND_IN = frozenset(fold("وفي ومن وعلى").split())
LONGEST_NAME = 5  # parts, not counting «بن», «آل», «دي»
_OTHER_WORDS = ("على", "فإن", "فأن", "إي", "أي", "أمام", "أنه")  # they fold like «علي», «فان», «اي», «إمام»
_BLANC = fold("بلان")  # a name, and «ب» before «لأن»
_AGE = fold("عمر")  # «يبلغ عمر فلان»
_BEFORE_AGE = frozenset(fold("يبلغ ويبلغ بلغ متوسط عن من في").split())
_SONS = frozenset(fold("بن بنت").split())
_FATHERS = frozenset(fold("أبو أم ابن").split())
_ABD = fold("عبد")
_RELIGION = fold("الدين")
_NEVER = (
    cues.PREPOSITIONS
    | cues.TIME
    | cues.COMPLEMENTIZERS
    | cues.UNNAMED
    | cues.ORGANIZATIONS
    | cues.CLASS_NOUNS
    | cues.PAPERS
    | cues.GLUE
    | cues.BY
) - FIRST_NAMES
_OURS = ADJECTIVES | cues.TITLES | cues.ORGANIZATIONS | COUNTRIES
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
    owned = not known and unit.fold.endswith(("ته", "تها", "تهم", "تنا"))
    return is_bearable(unit) and (known or not (owned or is_common(unit.fold)))


def is_bearable(unit: Unit) -> bool:
    """Could somebody be called so: «الأسد» and «الصباح» too, but no preposition, verb, title or body?"""
    if unit.kind != "w" or len(unit.word) < 2 or not unit.word.replace(ZWNJ, "").replace("-", "").isalpha():
        return False
    folded = unit.fold
    if is_first_name(folded) or folded in LINKS:
        return unit.word not in _OTHER_WORDS
    if folded in _NEVER or folded in cues.SPEECH_OBJECTS or verb_of(unit) or is_preposition(unit):
        return False
    if len(folded) > 3 and folded[0] in "لبف" and folded[1:] in _NEVER and folded != _BLANC:
        return False
    inner = clean(folded)
    if inner != folded and (inner in cues.TITLES or inner in ADJECTIVES or inner in cues.ORGANIZATIONS):
        return False
    return not folded.startswith(("لل", "بال", "وال", "كال")) and folded not in cues.TITLES


def may_be_first(unit: Unit) -> bool:
    """May this word, which no list knows, be a first name before a surname?"""
    listed = unit.fold in _OF_SOMEBODY or unit.fold in ADJECTIVES
    joined_and = unit.fold[0] == "و" and (is_first_name(unit.fold[1:]) or is_common(unit.fold[1:]))
    return may_name(unit) and not listed and not joined_and and not unit.fold.startswith("ال")


def name_run(units: list[Unit], start: int, parts: int = LONGEST_NAME) -> int:
    """The end of the personal name that begins at `start`; `start` itself when none does."""
    if start >= len(units) or not _begins_name(units, start):
        return start
    end, count = start, 0
    while end < len(units) and count < parts:
        if end == start and is_son_of(units, end):
            end, count = end + 1, count + 1
            continue
        linked = end > start and units[end - 1].fold in LINKS and units[end - 1].fold != _RELIGION
        after_link = linked and (is_bearable(units[end]) or _is_clan(units, end) or _is_of_father(units, end))
        if not may_name(units[end]) and not after_link:
            if count == 1 and _is_middle_name(units, end):
                end, count = end + 1, count + 1
                continue
            if count > 1 and _is_family(units, end):
                end += 1
            surname = _is_everyday_surname(units, start, end) if count == 1 else _is_nisba(units, end)
            end += bool(count) and surname
            break
        folded = units[end].fold
        fathers = end > start and units[end - 1].fold in _SONS
        titled = count > 1 and folded in ALSO_WORDS and folded in cues.TITLES
        if titled and not fathers and not is_son_of(units, end):
            break  # «محمد بن ناصر أمير المنطقة»
        foreign = folded in COUNTRIES and count > 1
        if count and not is_first_name(folded) and _is_another_word(units[start], folded):
            break
        if count and (
            foreign or (folded in ADJECTIVES and not fathers and not _is_surname(units, start, end))
        ):
            break
        if folded == _ABD and end + 1 < len(units) and units[end + 1].fold.startswith("ال"):
            end, count = end + 2, count + 1
            continue
        end += 1
        if _is_link(units, end - 1) and end < len(units) and (may_name(units[end]) or _is_clan(units, end)):
            continue
        count += 1
        linked = end < len(units) and (_is_link(units, end) or _is_family(units, end))
        if folded.startswith("ال") and len(folded) > 3 and not is_first_name(folded) and not linked:
            break
    while end > start and units[end - 1].fold in LINKS and units[end - 1].fold != _RELIGION:
        end -= 1
    if end - start > 2 and units[end - 1].word.endswith("ا") and not is_first_name(units[end - 1].fold):
        end -= is_boundary(units, end)  # an adverb: «فلان الفلاني بعيدا»
    return end


def sure_run(units: list[Unit], start: int) -> int:
    """As `name_run`; a long run that nothing ends is cut to two parts: the rest may be any words."""
    end = name_run(units, start)
    ends = end - start <= 3 or is_boundary(units, end) or units[end - 1].fold.startswith("ال")
    return end if ends else name_run(units, start, parts=2)


def _begins_name(units: list[Unit], place: int) -> bool:
    first = units[place]
    if is_son_of(units, place):
        return True
    if is_first_name(first.fold):
        if first.fold in ALSO_WORDS and not _names_beside(units, place):
            return False
        if first.fold == _AGE and place and units[place - 1].fold in _BEFORE_AGE:
            return False
        return first.word not in _OTHER_WORDS
    if (
        not may_name(first)
        or first.fold.startswith("ال")
        or first.fold in COUNTRIES
        or first.fold in ADJECTIVES
    ):
        return False
    # «سيواجه الإقالة», «لكرة القدم»: an unknown word of another shape with a common noun behind it.
    following = units[place + 1].fold if place + 1 < len(units) else ""
    return not (following.startswith("ال") and first.fold.startswith(("ي", "ت", "سي", "ست", "ل", "ب", "و")))


def is_son_of(units: list[Unit], place: int) -> bool:
    """«مساعد بن سعد»: whatever the word is else, here it is a first name."""
    return place + 1 < len(units) and units[place].kind == "w" and units[place + 1].fold in _SONS


def _is_of_father(units: list[Unit], place: int) -> bool:
    """«بن مساعد», «بن قائد»: behind «بن» a title's word is a name."""
    unit = units[place]
    return units[place - 1].fold in _SONS and unit.fold in cues.TITLES and not unit.fold.startswith("ال")


def _names_beside(units: list[Unit], place: int) -> bool:
    """Is the word behind this one a name for certain, or at least no everyday word?"""
    if place + 1 >= len(units) or units[place + 1].fold in COUNTRIES:
        return False
    if may_name(units[place + 1]) or _is_nisba(units, place + 1):
        return True
    after = units[place + 2] if place + 2 < len(units) else None
    shown = place and units[place - 1].fold.startswith("ال") and units[place + 1].fold.startswith("ال")
    if shown and after and is_bearable(units[place + 1]) and after.fold in cues.TITLES:
        return True  # «المبتعثة عهد الفلان مسؤولة البرنامج»
    middle = is_bearable(units[place + 1]) and units[place + 1].fold not in cues.CLASS_NOUNS
    return middle and place + 2 < len(units) and _is_unknown(units[place + 2])  # «رجب طيب فلان»


def _is_unknown(unit: Unit) -> bool:
    """A word that no list knows, and that does not look like a definite noun."""
    folded = unit.fold
    if not may_name(unit) or folded.startswith("ال") or is_first_name(folded):
        return False
    return not folded.endswith(("ه", "ها", "هم", "نا")) and not (
        folded[0] in "بلوك" and is_common(folded[1:])
    )


def two_unknown(units: list[Unit], place: int) -> bool:
    """Two words of no list: behind a title they are a name."""
    return (
        place + 1 < len(units)
        and _is_unknown(units[place])
        and _is_unknown(units[place + 1])
        and len(units[place].word) > 2
    )


def begins_foreign(units: list[Unit], place: int) -> bool:
    """«الكسيس تسيبراس»: two words of no list where a name may stand, the first as if it had the article."""
    if place + 1 >= len(units) or units[place].kind != "w":
        return False
    inner = clean(units[place].fold)
    strange = not (is_common(units[place].fold) or inner in _OURS)
    return (
        strange
        and inner != units[place].fold
        and not inner.endswith(("ي", "يه", "ه"))
        and _is_unknown(units[place + 1])
    )


def _is_everyday_surname(units: list[Unit], start: int, place: int) -> bool:
    """«محمد المصري», «عصام شرف»: an everyday word right behind a first name, where the name plainly ends."""
    unit, first = units[place], units[place - 1]
    if unit.kind != "w" or not is_first_name(first.fold) or place - 1 != start:
        return False
    if (
        unit.fold in _NEVER
        or verb_of(unit)
        or is_preposition(unit)
        or len(unit.word) < 3
        or not unit.word.isalpha()
    ):
        return False
    if unit.fold.startswith("ال"):
        inner = clean(unit.fold)
        if inner.endswith("يه"):
            return False  # «مدينة الملك فلان الطبية»
        return inner in ADJECTIVES or inner.endswith("ي") or is_boundary(units, place + 1)
    after = units[place + 1] if place + 1 < len(units) else None
    ends = after is None or after.kind != "w" or after.fold in cues.COMPLEMENTIZERS | cues.TITLES
    if not ends and first.fold not in ALSO_WORDS:  # «كرر جيمس ريش هذه الأصداء»
        ends = is_preposition(after) or after.fold in cues.TIME or after.fold in _AND_IN
    return (ends or bool(verb_of(after))) and not unit.fold.startswith(("ي", "ت", "ب", "ل", "و", "ف", "ك"))


def _is_clan(units: list[Unit], place: int) -> bool:
    """«آل الشيخ»: what stands behind «آل» is a name, whatever word it is."""
    return units[place - 1].word == "آل" and units[place].fold.startswith("ال")


def _is_middle_name(units: list[Unit], place: int) -> bool:
    """«رجب طيب فلان»: an everyday word between a first name and a word of no list."""
    if not is_first_name(units[place - 1].fold) or place + 1 >= len(units) or not is_bearable(units[place]):
        return False
    unit = units[place]
    return (
        len(unit.word) > 2
        and not unit.fold.startswith(("ال", "و"))
        and _is_unknown(units[place + 1])
        and is_boundary(units, place + 2)
    )


def _is_nisba(units: list[Unit], place: int) -> bool:
    """«محمد بن عثمان القرني»: a family's name by its shape, behind two parts of a name."""
    unit = units[place]
    shape = unit.kind == "w" and unit.fold.startswith("ال") and unit.fold.endswith("ي")
    return shape and clean(unit.fold) not in ADJECTIVES | cues.TITLES and is_bearable(unit)


def _is_link(units: list[Unit], place: int) -> bool:
    """«بن», «آل», «فان»; but «فان الوزير» is «فإن» without its hamza."""
    unit = units[place]
    following = units[place + 1].fold if place + 1 < len(units) else ""
    arab = unit.word in ("آل", "بن", "بنت", "أبو", "ابو", "ولد", "أم")
    return unit.fold in LINKS and may_name(unit) and (arab or not following.startswith("ال"))


def _is_family(units: list[Unit], place: int) -> bool:
    """«محمد المبارك الصباح», «محمد العبدالله الجابر»: a first name with the article goes on to the family's."""
    before, unit = units[place - 1], units[place]
    inner = clean(before.fold)
    return inner != before.fold and is_first_name(inner) and unit.fold.startswith("ال") and is_bearable(unit)


def _is_another_word(first: Unit, folded: str) -> bool:
    """«فلان يرافق», «فلان ورجاله»: a present verb or a joined «و» behind a name, by its shape."""
    if folded[0] == "و":
        return not folded.startswith(("وو", "وات", "ويل", "وال", "واي"))
    return folded[0] == "ي" and len(folded) > 3 and not is_first_name(first.fold)


def _is_surname(units: list[Unit], start: int, place: int) -> bool:
    """«وحيد مصري مدير…»: an adjective's word right behind a first name."""
    return place == start + 1 and is_first_name(units[start].fold) and not units[place].fold.startswith("ال")


def is_construct(units: list[Unit], start: int, end: int) -> bool:
    """«أنظمة المعلومات», «قوة المهام»: an unknown word and a definite one are rather two nouns than a name."""
    two = end - start == 2 and not is_first_name(units[start].fold) and units[start].fold not in LINKS
    return two and units[start + 1].fold.startswith("ال")


def is_boundary(units: list[Unit], place: int) -> bool:
    """Does a name surely end here: a sign, a mark, a preposition, a complementizer, a verb, a title?"""
    return place >= len(units) or units[place].kind != "w" or not may_name(units[place])


def is_name_after_verb(units: list[Unit], start: int, end: int) -> bool:
    """Are unknown words behind a reporting verb a name? Not «أبدى قدرا كبيرا», not «أعلن تمديد عقده»."""
    if not is_boundary(units, end):
        return False
    first, last = units[start], units[end - 1]
    if is_first_name(first.fold):
        return True
    if all(unit.fold.endswith("ا") for unit in units[start:end]) or last.fold.endswith(("ين", "ون", "ات")):
        return False
    if first.fold.endswith(("ه", "ات", "ون", "ين", "اء")) or first.fold.startswith(
        ("ال", "است", "ان", "مست")
    ):
        return False
    return last.fold not in ADJECTIVES and not is_construct(units, start, end)
