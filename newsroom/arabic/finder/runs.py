"""Runs of words that make a personal name: where one begins, and how far it goes."""

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
from newsroom.arabic.finder.kinds import OTHER_WORDS, is_bearable, is_unknown, may_name
from newsroom.arabic.finder.name_ends import aside, is_bal, is_for, is_house, is_not, is_third, is_waw_name
from newsroom.arabic.finder.name_parts import (
    BORNE,
    SONS,
    is_another_word,
    is_borne_title,
    is_boundary,
    is_clan,
    is_everyday_surname,
    is_family,
    is_link,
    is_middle_name,
    is_nisba,
    is_of_father,
    is_son_of,
    is_surname,
)
from newsroom.arabic.finder.units import Unit, clean
from newsroom.arabic.finder.verbs import VERBS
from newsroom.arabic.fold import fold

LONGEST_NAME = 5  # parts, not counting «بن», «آل», «دي»
_AGE = fold("عمر")  # «يبلغ عمر فلان»
_BEFORE_AGE = frozenset(fold("يبلغ ويبلغ بلغ متوسط عن من في").split())
_PLACE_HEADS = frozenset(
    fold(
        "بلدية محافظ محافظة مركز إمارة مدينة قرية مدرسة جامعة مستشفى مطار ثانوية متوسطة ابتدائية عمدة قائممقام حي"
    ).split()
)
_RAMADAN, _BLESSED = fold("رمضان"), fold("المبارك")
_APOSTLE, _DIED = fold("رسول"), fold("مات")
_FEAST, _FEASTS = fold("عيد"), frozenset(fold("الفطر الأضحى المبارك السعيد الوطني العمال الأم الحب").split())
_MONTH = frozenset(fold("شهر لشهر بشهر الشهر").split())
_IN_NAME_OF, _POWERS = fold("باسم"), frozenset(fold("مقاومة معارضة ثورة شعب دولة أمة").split())
_ASKED = fold("است")
_ABD = frozenset(fold("عبد العبد").split())
_GOD = fold("الله")
_SAINT = fold("سان")
_HIS_LORD = fold("ربه")
_RELIGION = fold("الدين")
_OURS = ADJECTIVES | cues.TITLES | cues.ORGANIZATIONS | COUNTRIES


def name_run(units: list[Unit], start: int, parts: int = LONGEST_NAME) -> int:
    """The end of the personal name that begins at `start`; `start` itself when none does."""
    if start >= len(units) or not _begins_name(units, start):
        return start
    if end := aside(units, start):
        return end
    end, count = start, 0
    while end < len(units) and count < parts:
        if end == start and (is_son_of(units, end) or is_borne_title(units, end)):
            end, count = end + 1, count + 1
            continue
        if end > start and _is_object(units[end]):
            break  # «أبدى فلان ارتياباً»
        linked = end > start and units[end - 1].fold in LINKS and units[end - 1].fold != _RELIGION
        after_link = linked and (is_bearable(units[end]) or is_clan(units, end) or is_of_father(units, end))
        if not may_name(units[end]) and not after_link:
            if count == 1 and is_middle_name(units, end):
                end, count = end + 1, count + 1
                continue
            if count > 1 and is_family(units, end):
                end += 1
            surname = is_everyday_surname(units, start, end) if count == 1 else is_nisba(units, end)
            surname = surname or (count == 1 and is_bal(units, start, end))
            surname = surname or (count > 1 and is_house(units, start, end))
            surname = surname or (count == 2 and is_third(units, start, end))
            end += bool(count) and surname
            break
        folded = units[end].fold
        if is_not(units, end) or (end > start and is_for(units, end)):
            break
        fathers = end > start and units[end - 1].fold in SONS
        titled = count > 1 and folded in ALSO_WORDS and folded in cues.TITLES
        if titled and not fathers and not is_son_of(units, end):
            break  # «محمد بن ناصر أمير المنطقة»
        if end > start and folded.endswith("ا") and folded[:-1] in cues.TITLES:
            break  # «فلان بن فلان أميراً للمنطقة»
        if count > 1 and folded.startswith(_ASKED) and not is_first_name(folded):
            break  # «جورج دبليو بوش استجاب»
        if (
            folded == _GOD
            and end > start
            and units[end - 1].fold[0] in "ويت"
            and not is_first_name(units[end - 1].fold)
        ):
            break  # «ويمد الله في عمره»
        foreign = folded in COUNTRIES and (
            count > 1 or (start and units[start - 1].fold in cues.ORGANIZATIONS)
        )
        wales = count == 1 and folded[0] == "و" and is_waw_name(units, start, end)
        if count and not wales and not is_first_name(folded) and is_another_word(units[start], folded):
            break
        if count == 2 and folded in ADJECTIVES and is_third(units, start, end):
            end += 1
            break
        if count and (
            foreign or (folded in ADJECTIVES and not fathers and not is_surname(units, start, end))
        ):
            break
        if folded in _ABD and end + 1 < len(units) and units[end + 1].fold.startswith(("ال", _HIS_LORD)):
            end, count = end + 2, count + 1
            continue
        end += 1
        if is_link(units, end - 1) and end < len(units) and (may_name(units[end]) or is_clan(units, end)):
            continue
        count += 1
        linked = end < len(units) and (is_link(units, end) or is_family(units, end))
        if folded.startswith("ال") and len(folded) > 3 and not is_first_name(folded) and not linked:
            break
    while (
        end > start
        and units[end - 1].fold in LINKS
        and units[end - 1].fold != _RELIGION
        and units[end - 1].word != "آبي"
    ):
        end -= 1
    adverb = end - start > 2 and units[end - 1].word.endswith("ا") and not is_first_name(units[end - 1].fold)
    if adverb and not is_first_name(units[end - 2].fold):
        end -= is_boundary(units, end)  # an adverb: «فلان الفلاني بعيدا»
    return end


def _is_object(unit: Unit) -> bool:
    """«ارتياباً», with its vowel sign: a unit keeps the letters alone, but where it ends in the text."""
    signed = unit.end - unit.start > len(unit.word) and not unit.fold.startswith("ال")
    return signed and unit.word.endswith("ا") and not {unit.fold, unit.fold[:-1]} & FIRST_NAMES


def sure_run(units: list[Unit], start: int) -> int:
    """As `name_run`; a long run that nothing ends is cut to two parts: the rest may be any words."""
    end = name_run(units, start)
    ends = end - start <= 3 or is_boundary(units, end) or units[end - 1].fold.startswith("ال")
    ends = ends or units[end].fold in cues.TITLES  # «سعود بن نايف بن ناصر أمير المنطقة»
    return end if ends else name_run(units, start, parts=2)


def _begins_name(units: list[Unit], place: int) -> bool:
    first = units[place]
    if is_son_of(units, place) or is_borne_title(units, place):
        return True
    if first.fold == _SAINT and place and units[place - 1].fold in COUNTRIES:
        return False  # «باريس سان جيرمان»
    if first.fold[0] == "و" and first.fold[1:] in FIRST_NAMES - ALSO_WORDS and not is_first_name(first.fold):
        return False  # «فلان وإيفا كذا»: another person begins here
    if is_first_name(first.fold):
        after = units[place + 1].fold if place + 1 < len(units) else ""
        if first.fold == _RAMADAN and (after == _BLESSED or (place and units[place - 1].fold in _MONTH)):
            return False
        if first.fold == _APOSTLE and after.startswith(("ال", "لل")):
            return False  # of God
        if first.fold == _FEAST and after in _FEASTS:
            return False
        if first.fold == _DIED and is_first_name(after):
            return False  # «مات فلان الفلاني», and no «Matt»
        if (
            first.fold == _IN_NAME_OF
            and clean(after) in cues.ORGANIZATIONS | _POWERS
            and after.startswith("ال")
        ):
            return False  # «ناطق عسكري باسم المقاومة»
        if first.fold in VERBS and after.startswith("ال") and clean(after) in cues.TITLES:
            return False  # «دان الأمين العام»
        if first.fold in ALSO_WORDS and not _names_beside(units, place):
            return False
        if first.fold == _AGE and place and units[place - 1].fold in _BEFORE_AGE:
            return False
        return first.word not in OTHER_WORDS
    if (
        not may_name(first)
        or first.fold.startswith("ال")
        or first.fold in COUNTRIES
        or first.fold in ADJECTIVES
    ):
        return False
    if first.fold.startswith((_ASKED, "و" + _ASKED)):
        return False  # «واستعان فلان بالتقرير»
    # «سيواجه الإقالة», «لكرة القدم»: an unknown word of another shape with a common noun behind it.
    following = units[place + 1].fold if place + 1 < len(units) else ""
    return not (following.startswith("ال") and first.fold.startswith(("ي", "ت", "سي", "ست", "ل", "ب", "و")))


def _names_beside(units: list[Unit], place: int) -> bool:
    """Is the word behind this one a name for certain, or at least no everyday word?"""
    if place + 1 >= len(units) or units[place + 1].fold in COUNTRIES:
        return False
    if may_name(units[place + 1]) or is_nisba(units, place + 1):
        return True
    after = units[place + 2] if place + 2 < len(units) else None
    shown = place and units[place - 1].fold.startswith("ال") and units[place + 1].fold.startswith("ال")
    if shown and after and is_bearable(units[place + 1]) and after.fold in cues.TITLES:
        return True  # «المبتعثة عهد الفلان مسؤولة البرنامج»
    borne = is_bearable(units[place + 1]) or units[place + 1].fold in BORNE
    middle = borne and units[place + 1].fold not in cues.CLASS_NOUNS
    return middle and place + 2 < len(units) and is_unknown(units[place + 2])  # «رجب طيب فلان»


def two_unknown(units: list[Unit], place: int) -> bool:
    """Two words of no list: behind a title they are a name."""
    return (
        place + 1 < len(units)
        and is_unknown(units[place])
        and is_unknown(units[place + 1])
        and len(units[place].word) > 2
    )


def begins_foreign(units: list[Unit], place: int) -> bool:
    """«الكسيس تسيبراس»: two words of no list where a name may stand, the first as if it had the article."""
    if place + 1 >= len(units) or units[place].kind != "w":
        return False
    inner = clean(units[place].fold)
    strange = not (is_common(units[place].fold) or inner in _OURS or units[place].fold in _OURS)
    return (
        strange
        and inner != units[place].fold
        and not inner.endswith(("ي", "يه", "ه"))
        and is_unknown(units[place + 1])
        and units[place + 1].fold[0] != "و"
        and not two_unknown(units, place + 1)  # «مدرب الهلال رازفان لوشيسكو»
    )


def behind_place(units: list[Unit], start: int, stop: int) -> int:
    """«بلدية روضة الساحل فلان الفلاني»: where the name begins behind a place that looks like one; 0 when it does not."""
    if (
        not start
        or clean(units[start - 1].fold) not in _PLACE_HEADS
        or units[start - 1].fold.startswith("ال")
    ):
        return 0
    if (
        stop - start >= 2
        and stop < len(units)
        and is_first_name(units[stop].fold)
        and name_run(units, stop) > stop + 1
    ):
        return stop
    for at in range(start + 2, name_run(units, start) - 1):
        if is_first_name(units[at].fold) and units[at - 1].fold not in LINKS and units[at].fold not in LINKS:
            return at
    return 0


def is_construct(units: list[Unit], start: int, end: int) -> bool:
    """«أنظمة المعلومات», «قوة المهام»: an unknown word and a definite one are rather two nouns than a name."""
    two = end - start == 2 and not is_first_name(units[start].fold) and units[start].fold not in LINKS
    return two and units[start + 1].fold.startswith("ال")


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
