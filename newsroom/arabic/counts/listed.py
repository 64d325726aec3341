"""The items of a list, where every one of them is sure: names, lands, words between marks, or people counted."""

from typing import NamedTuple

from newsroom.arabic.counts import counted, numbers
from newsroom.arabic.finder.cues import COMPLEMENTIZERS, ORGANIZATIONS, PREPOSITIONS, RANKS, TITLES
from newsroom.arabic.finder.gazetteer import (
    ADJECTIVES,
    ALSO_WORDS,
    COUNTRIES,
    LINKS,
    NATIONS,
    is_common,
    is_first_name,
)
from newsroom.arabic.finder.units import Unit, clean
from newsroom.arabic.fold import fold

NAMES, LANDS, MARKED, PARTS, BODIES = "names", "lands", "marked", "parts", "bodies"
LONGEST_NAME, LONGEST_REST = 4, 3  # words of a name; of what is said of people behind their number
# The list does not hold all of them, or holds more than it names.
_MORE = frozenset(
    fold(
        "غيرهم غيرها غيرهما غيره آخر آخرون آخرين أخرى أخريات سواهم منهم منها منهن بينهم بينها بينهن أبرزهم أبرزها أهمهم أهمها مثل خصوصا"
        " إضافة فضلا علاوة جانب كذلك أيضا كما باستثناء عدا أحدهم إحداهن بعضهم لاسيما سيما ناهيك وآخر الخ إلخ تقريبا الأقل الأكثر"
    ).split()
)
_OTHERS = frozenset(fold("آخر آخرون آخرين أخرى أخريات").split())
_HONOURS = RANKS | frozenset(
    fold("الدكتور الدكتورة المهندس المهندسة السيد السيدة الأستاذ الأستاذة الشيخ الحاج").split()
)
_LANDS = COUNTRIES | frozenset(
    fold(
        "تركمانستان طاجيكستان قرغيزستان منغوليا نيبال بوتان سريلانكا ميانمار كمبوديا لاوس بروناي ليتوانيا لاتفيا إستونيا بيلاروسيا مولدوفا سلوفينيا"
        " مقدونيا كوسوفو لوكسمبورغ آيسلندا موناكو أوروغواي باراغواي بوليفيا إكوادور الإكوادور بنما كوستاريكا غواتيمالا هندوراس نيكاراغوا السلفادور هايتي جامايكا"
        " الكاميرون الغابون الكونغو بوروندي تنزانيا زامبيا موزمبيق مدغشقر ناميبيا بوتسوانا مالاوي بنين توغو ليبيريا سيراليون غينيا غامبيا إيسواتيني ليسوتو موريشيوس"
        " كرواتيا الهرسك جيبوتي نيوزيلندا فيجي"
    ).split()
)
_LAND_OPENS = frozenset(fold("المملكة سلطنة دولة جمهورية كوريا").split())
_LAND_GOES_ON = frozenset(
    fold("المتحدة الجنوبية الشمالية الأمريكية الأميركية العربية السعودية الديمقراطية الشعبية").split()
)
_TWO_IN_ONE = frozenset(fold("والهرسك وتوباغو وبربودا").split())
_SERVANT = fold("عبد")
_ONE = frozenset(fold("واحد واحدة").split())
_STOPS = frozenset(".!?؟…؛")
_COMMAS = frozenset("،,")


class Listed(NamedTuple):
    kind: str
    least: int  # of the items, or of all whom they count
    most: int  # where «و» may stand inside an item or before another
    end: int  # the place behind the last item


class _Item(NamedTuple):
    kind: str
    number: int
    end: int


def read(units: list[Unit], start: int, closed: bool = False) -> Listed | None:
    """The list that begins at this place; `closed` by a parenthesis. None where anything is not sure."""
    item = _item(units, start, first=True)
    if item is None:
        return None
    kind, number, place, items = item.kind, item.number, item.end, 1
    while True:
        following, may_be_aside = _next(units, place)
        if following is None:
            break
        item = _item(units, following[0], joined=following[1], kind=kind)
        if item is None:
            if _is_end(units, following[0]):
                break
            end = _aside(units, following[0]) if kind == NAMES and may_be_aside else None
            if end is None:
                return None
            place = end
            continue
        number, place, items = number + item.number, item.end, items + 1
    if items < 2 or not _ends(units, place, kind, closed):
        return None
    if any(_says_more(unit.fold) for unit in units[start:] if unit.kind == "w"):
        return None
    return Listed(kind, number, number, place)


def bodies(units: list[Unit], start: int, colon: bool) -> Listed | None:
    """«وهي دار الخير بالدمام ولجنة التنمية وجمعية الرحمة»: each begins with what it is, «و» may stand inside.

    Behind a colon whatever is listed up to the end of the sentence, of which only the most is known.
    """
    end = next((at for at in range(start, len(units)) if units[at].word in _STOPS), len(units))
    listed = units[start:end]
    if not listed or any(_says_more(unit.fold) for unit in listed if unit.kind == "w"):
        return None
    if any(unit.kind != "w" and unit.word not in _COMMAS for unit in listed) or _is_most(listed[0].fold):
        return None
    commas = sum(unit.word in _COMMAS for unit in listed)
    ands = sum(unit.word == "و" or _is_joined(unit) for unit in listed)
    least = sum(_begins_body(listed, at) for at in range(len(listed)))
    if not _begins_body(listed, 0):
        least = 1
        if not colon:
            return None
    most = commas + ands + 1
    return Listed(BODIES, least, most, end) if most > 1 else None


def _begins_body(units, place):
    word = units[place].fold[1:] if place and _is_joined(units[place]) else units[place].fold
    parted = not place or _is_joined(units[place]) or units[place - 1].word in _COMMAS
    return parted and (word in ORGANIZATIONS or word in counted.ONE_BODY)


def _is_most(word: str) -> bool:
    """«الأكبر», «أكثر»."""
    bare = word.removeprefix("ال")
    return len(bare) == 4 and bare.startswith("ا")


def _says_more(word: str) -> bool:
    return word in _MORE or (word[:1] in "وب" and word[1:] in _MORE)


def _next(units: list[Unit], place: int):
    """((where the next item begins, whether it is joined by «و»), whether it may be an aside), or (None, …)."""
    if place >= len(units):
        return None, False
    comma = units[place].word in _COMMAS
    place += comma
    if place >= len(units):
        return None, False
    unit = units[place]
    if unit.word == "و":
        return (place + 1, False), False
    if _is_joined(unit):
        return (place, True), False
    return ((place, False), True) if comma else (None, False)


def _is_joined(unit: Unit) -> bool:
    """Whether «و» is written onto the word: «ووليد» and «ونبيل», not «وليد» or «وزارة»."""
    word = unit.fold
    if unit.kind != "w" or len(word) < 3 or word[0] != "و":
        return False
    if word in ORGANIZATIONS or word in TITLES or word in counted.WHOEVER:
        return False
    return not is_first_name(word) or is_first_name(word[1:])


def _item(units: list[Unit], place: int, joined=False, kind="", first=False) -> _Item | None:
    if place >= len(units):
        return None
    word = units[place].fold[1:] if joined else units[place].fold
    readers = {NAMES: _name, LANDS: _land, MARKED: _marked, PARTS: _part}
    for name, reader in readers.items():
        if kind in ("", name) and (found := reader(units, place, word, joined or first)):
            return _Item(name, *found)
    return None


def _name(units, place, word, may_count):
    if units[place].kind != "w":
        return None
    titled = word in _HONOURS or (word.startswith("ال") and clean(word) in TITLES)
    if titled and place + 1 < len(units):
        place, word = place + 1, units[place + 1].fold
    servant = word == _SERVANT and place + 1 < len(units) and units[place + 1].fold.startswith("ال")
    if not is_first_name(word) and not servant:
        return None
    end = place + 1 + servant
    while end < len(units) and units[end].kind == "w" and end - place < LONGEST_NAME:
        following = units[end]
        if _is_joined(following) or _is_small(following.fold):
            break
        plain = not following.fold.startswith("ال") and following.fold not in LINKS
        if plain and is_common(following.fold) and not is_first_name(following.fold):
            return None
        end += 1
    if end - place == 1 and word in ALSO_WORDS:
        return None
    return 1, _over_parenthesis(units, end)


def _land(units, place, word, may_count):
    if units[place].kind != "w" or not (word in _LANDS or word in _LAND_OPENS):
        return None
    end = place + 1
    if word in _LAND_OPENS and end < len(units) and units[end].fold in _LANDS:
        end += 1
    while end < len(units) and units[end].kind == "w" and end - place < 4:
        following = units[end].fold
        if following not in _LAND_GOES_ON and following not in _TWO_IN_ONE:
            break
        end += 1
    return 1, end


def _marked(units, place, word, may_count):
    for end in range(place, min(place + 3, len(units))):
        if units[end].kind == "q":
            return 1, end + 1
        if units[end].kind != "w" or _is_small(units[end].fold):
            return None
    return None


def _part(units, place, word, may_count):
    """«ثلاثة رجال», «امرأتان», «وطفل»."""
    if units[place].kind != "w":
        return None
    value = end = 0
    if read := numbers.read(units, place):
        value, end = read
        noun = units[end].fold if end < len(units) else ""
        if counted.many(noun, value) not in counted.ONE_PERSON and noun[:-2] not in NATIONS:
            return None
        end += 1
    elif counted.TWO.get(word) in counted.ONE_PERSON or (word.endswith("ان") and word[:-2] in NATIONS):
        value, end = 2, place + 1
    elif (word in counted.ONE_PERSON or word in NATIONS or word[:-1] in NATIONS) and may_count:
        value, end = 1, place + 1
        end += end < len(units) and units[end].fold in _ONE
    else:
        return None
    behind = end
    while end < len(units) and units[end].kind == "w" and end - behind < LONGEST_REST:
        if _is_joined(units[end]) or _is_small(units[end].fold):
            break
        if numbers.read(units, end):
            return None
        end += 1
    return value, _over_parenthesis(units, end)


def _is_small(word: str) -> bool:
    return word in PREPOSITIONS or word in COMPLEMENTIZERS


def _over_parenthesis(units, place):
    """Behind «(32 عاماً)»."""
    if place < len(units) and units[place].word == "(":
        for end in range(place + 1, min(place + 6, len(units))):
            if units[end].word == ")":
                return end + 1
    return place


def _aside(units, place):
    """Behind «مدير الميناء» in «سالم الراسي، مدير الميناء، ونبيل الشاطري»; None where it is no such thing."""
    if units[place].kind != "w" or not ({units[place].fold, clean(units[place].fold)} & TITLES):
        return None
    for end in range(place, min(place + 8, len(units))):
        unit = units[end]
        if unit.word in _COMMAS or unit.word in _STOPS:
            return end
        if unit.kind != "w" or is_first_name(unit.fold) or is_first_name(_after_particle(unit.fold)):
            return None
    return None


def _after_particle(word: str) -> str:
    return word[1:] if word[:1] in "وفبل" else word


def _is_end(units, place):
    word = units[place].fold
    return units[place].kind == "w" and (_is_small(word) or (word[:1] == "و" and _is_small(word[1:])))


def _ends(units, place, kind, closed):
    """Whether the list ends here for certain, and nothing of its kind comes after it."""
    if closed:
        return place < len(units) and units[place].word == ")"
    if place >= len(units) or units[place].word in _STOPS:
        return True
    behind = place + 1 if units[place].word in _COMMAS else place
    if behind < len(units) and not _is_end(units, behind):
        return False
    return not any(_is_like(units, at, kind) for at in range(behind, len(units)))


def _is_like(units, place, kind):
    unit = units[place]
    words = {unit.fold, _after_particle(unit.fold)}
    if kind == NAMES:
        return any(map(is_first_name, words))
    if kind == LANDS:
        return bool(words & (_LANDS | _LAND_OPENS)) or bool(words & ADJECTIVES)
    if kind == MARKED:
        return unit.kind == "q"
    people = counted.TWO.keys() | counted.ONE_PERSON.keys() | NATIONS
    return numbers.read(units, place) is not None or bool(words & people)
