"""The first walk through a story: it meets everybody who is in it."""

from collections import Counter

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import ALSO_WORDS, COMMON_WORDS, FIRST_NAMES, NATIONS, is_first_name
from newsroom.arabic.finder.kinds import is_bearable, may_be_first, may_name, verb_of
from newsroom.arabic.finder.marked_names import names_titled
from newsroom.arabic.finder.names import Names, Phrase
from newsroom.arabic.finder.nouns import noun_phrase
from newsroom.arabic.finder.runs import is_name_after_verb, name_run
from newsroom.arabic.finder.subjects import subjects_alone
from newsroom.arabic.finder.units import Sentence, Unit, clean, joined
from newsroom.arabic.finder.verbs import VERBS
from newsroom.arabic.fold import fold

_ANY = frozenset(
    fold("أخرى كبرى كبيرة صغيرة جديدة خاصة محلية أجنبية دولية حكومية واحدة ما أهلية عدة مختلفة").split()
)
_WHOSE_NAME = frozenset(fold("واسمه واسمها اسمه اسمها").split())
_WHOLE = frozenset(fold("الكامل الحقيقي الأصلي").split())
_SUPERLATIVES = frozenset(fold("أكبر أول أهم أبرز أضخم أقدم أصغر أفضل ثاني ثالث إحدى كل أي").split())
_HOLDERS = cues.TITLES | _SUPERLATIVES
_FATHER_OF = fold("أبو")


def meet_everybody(names: Names, story: list[Sentence]) -> None:
    """Full names where a title, a reporting verb or a first name gives them away, and lonely surnames."""
    names.cast.alone = {word for sentence in story for word in subjects_alone(sentence.units)}
    seen = Counter(unit.fold for sentence in story for unit in sentence.units if unit.kind == "w")
    names.cast.repeated = frozenset(word for word, number in seen.items() if number > 1)
    for sentence in story:
        place = 0
        while place < len(sentence.units):
            phrase = _meet(names, sentence.units, place)
            place = max(place + 1, phrase.end if phrase and phrase.entity else 0)
    _complete(names, story)


def _meet(names: Names, units: list[Unit], place: int) -> Phrase | None:
    unit = units[place]
    if (
        unit.kind == "q"
        and place
        and names_titled(units, place)
        and is_first_name(fold(unit.word).split()[0])
    ):
        entity = names.cast.person(unit.word, place=unit.start)  # «قال الشيخ "فلان الفلاني" في كتابه»
        return Phrase(place, place + 1, entity, unit.word, "", "named_in_marks")
    if unit.kind != "w":
        return None
    names.cast.here = unit.start
    following = units[place + 1] if place + 1 < len(units) else None
    if (
        following
        and following.kind == "q"
        and (head := joined(unit.fold, cues.ORGANIZATIONS))
        and len(following.word.split()) <= 6
    ):
        names.cast.organization(following.word, unit.start).head = head
    held = place and units[place - 1].fold in _HOLDERS  # «ضابط شرطة كبير», «أكبر شركة منتجة»
    if not held and (unit.fold in cues.ORGANIZATIONS or unit.fold[1:] in cues.ORGANIZATIONS):
        _meet_body(names, units, place)
    if known := names.known_at(units, place):
        return known
    if place and joined(units[place - 1].fold, cues.NAMED_AFTER):
        return None  # «شارع الملك فلان»
    if (phrase := names.title_at(units, place)) and phrase.entity:
        return phrase
    if _is_after_nation(units, place):
        return names.name_at(units, place)
    if unit.fold[0] == "و" and unit.fold[1:] in FIRST_NAMES - ALSO_WORDS and not is_first_name(unit.fold):
        if unit.fold[1:] in VERBS and (not place or units[place - 1].kind != "w"):
            return None  # «. ودان فلان القادة»
        alone = Unit("w", unit.start + 1, unit.end, unit.word[1:], unit.fold[1:])
        names.name_at([alone, *units[place + 1 : place + 10]], 0)  # «حضر فلان وماهر الفلاني»
        return None
    if is_first_name(unit.fold) and (place == 0 or units[place - 1].fold not in cues.CLASS_NOUNS):
        return names.name_at(units, place)
    if unit.fold in _WHOSE_NAME and place > 1 and units[place - 1].word in ("،", "(", "-"):
        return _meet_alias(names, units, place)
    if unit.fold == _FATHER_OF and name_run(units, place) > place + 2:
        return names.name_at(units, place)  # «أبو القاسم المرجاني»
    verb = verb_of(unit)
    if verb and following and verb.lemma not in cues.OBJECT_VERBS and not _is_surname_alone(names, following):
        end = name_run(units, place + 1)
        if 2 <= end - place - 1 <= 4 and is_name_after_verb(units, place + 1, end):
            return names.name_at(units, place + 1)
    return None


def _meet_alias(names: Names, units: list[Unit], place: int) -> Phrase | None:
    """«زيكو، واسمه الكامل فلان الفلاني»: who is called by another name than his own."""
    start = place + 1
    start += start < len(units) and units[start].fold in _WHOLE
    phrase = names.name_at(units, start)
    before = units[place - 2]
    if phrase and phrase.entity and is_bearable(before) and not before.fold.startswith("ال"):
        names.cast.call(phrase.entity, before.fold)
        phrase.entity.aliases.add(before.fold)
    return phrase


def _is_after_nation(units: list[Unit], place: int) -> bool:
    """«المحاضر الإنجليزي فلان فلان»: two words of no list behind somebody's nation."""
    if place < 2 or place + 1 >= len(units) or not units[place - 1].fold.startswith("ال"):
        return False
    nation = clean(units[place - 1].fold)
    inner = nation.removesuffix("ه") if nation.endswith("يه") else nation
    if inner not in NATIONS or clean(units[place - 2].fold) in cues.ORGANIZATIONS:
        return False
    return (
        may_be_first(units[place])
        and may_name(units[place + 1])
        and not units[place + 1].fold.startswith("ال")
    )


def _meet_body(names: Names, units: list[Unit], place: int) -> None:
    """«لحزب العمال» makes «الحزب» known from here on."""
    end = noun_phrase(units, place)
    if (
        end - place > 1
        and units[place + 1].kind == "w"
        and (units[place + 1].fold not in _ANY or joined(units[place].fold, cues.PAPERS))
    ):
        start = units[place].start + (units[place].fold not in cues.ORGANIZATIONS)
        names.cast.organization(names.text[start : units[end - 1].end], units[place].start)


def _is_surname_alone(names: Names, unit: Unit) -> bool:
    return unit.fold in names.cast.alone and not is_first_name(unit.fold)


def _complete(names: Names, story: list[Sentence]) -> None:
    """Surnames nobody introduced with a title: the full name stands somewhere in the story all the same."""
    lonely = {word for word in names.cast.alone if not names.cast.is_called(word)}
    if not lonely:
        return
    for sentence in story:
        before = None
        for unit in sentence.units:
            if unit.kind == "w":
                if (
                    before is not None
                    and unit.fold in lonely
                    and before.fold not in lonely
                    and may_be_first(before)
                    and (is_first_name(before.fold) or not _is_thing(unit.fold))
                ):
                    for_him = not is_first_name(before.fold) and is_first_name(before.fold[1:])
                    start = before.start + (for_him and before.fold[0] in "لب")  # «لبيث فلان»
                    names.cast.person(names.text[start : unit.end], place=start)
                _split_glued(names, unit, lonely)
            before = unit


def _is_thing(word: str) -> bool:
    """«أظهر المسح أن», «ونص المرسوم على أن»: an everyday noun that seems to speak is no surname."""
    return word.startswith("ال") and clean(word) in COMMON_WORDS and not word.endswith("ي")


def _split_glued(names: Names, unit: Unit, lonely: set[str]) -> None:
    """«فلانالفلاني» printed without its blank."""
    for length in (3, 4, 5, 6):
        given, family = unit.fold[:length], unit.fold[length:]
        if len(family) > 2 and family in lonely and is_first_name(given):
            entity = names.cast.person(unit.word, place=unit.start)
            entity.tokens = (given, family)
            names.cast.call(entity, family)
