"""What stands between a reporting verb and its subject: adverbs, addressees, where it was said."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import NATIONS, is_first_name
from newsroom.arabic.finder.kinds import is_preposition, is_unknown, verb_of
from newsroom.arabic.finder.runs import name_run, two_unknown
from newsroom.arabic.finder.units import LETTER, Unit, clean, joined
from newsroom.arabic.fold import fold

FURTHEST = 24  # units between a verb and the name of its subject
_ASIDE = frozenset(
    fold(
        "من جانبه جانبها جهته جهتها بدوره بدورها أيضا كذلك له لها لهم قبل أيام به بها ذلك بذلك عليه عليها عليهم عليهما"
    ).split()
)
_MANNER = frozenset(
    fold(
        "مرارا مرة كثيرا دائما غالبا أحيانا علنا علانية صراحة تماما طبعا مجددا رسميا بوضوح بقوة بشدة بصراحة بحزم بغضب بحزن بسخرية بثقة بهدوء ضاحكا ساخرا"
    ).split()
)
_TO = frozenset(fold("ل لـ").split())
_IN = fold("في")
_TALKS = frozenset(
    fold(
        "تصريح تصريحات تصريحه تصريحاته بيان حديث حديثه حوار مقابلة كلمة كلمته اتصال مداخلة لقاء مؤتمر إيجاز خطاب تغريدة تدوينة رسالة"
    ).split()
)
_TALK_ADJECTIVES = frozenset(
    fold(
        "صحفي صحفية صحافي صحافية خاص خاصة هاتفي هاتفية له لها متلفز متلفزة إعلامي إعلامية تلفزيوني تلفزيونية رسمي نشر نشرت سابق سابقة مقتضب مشترك"
    ).split()
)
_AWAY = frozenset(fold("إلى مع بعد قبل خلال عقب أثناء ضد حول منذ إثر بسبب رغم بشأن الذي التي الذين").split())
_FATHER_OF = fold("أبو")
# «أشادت المديرة بدور القسم بإشراف فلانة»: here the title has ended.
_ADVERBIALS = frozenset(
    fold(
        "بدور بإشراف بحضور برئاسة بقيادة بمشاركة بمناسبة برفقة بجهود بتوجيه بتوجيهات بمتابعة بدعم برعاية بنجاح بفوز بهدف بسبب"
        " بقرار بموافقة بضرورة بأهمية بالتعاون بالتنسيق بزيارة باستقبال باختيار بتعيين بتكريم"
    ).split()
)
_DOCTOR = frozenset(fold("دكتور دكتورة").split())
_IN_IT = frozenset(fold("فيه فيها").split())
_OF_OTHERS = ("وصف", "اتهم", "هاجم", "انتقد")
INFORMED = ("أبلغ", "أخبر", "صرح", "حدث")


def over_adjuncts(units: list[Unit], place: int, lemma: str = "") -> int:
    """Where the subject of the verb at `place` - 1 may begin: behind «أمس الخميس»، «لـ"المرسى"»، «في تصريح صحفي»."""
    limit = min(len(units), place + FURTHEST)
    while place < limit:
        behind = _over_one(units, place, lemma)
        if behind == place:
            break
        place = behind
    return place


def _over_one(units: list[Unit], place: int, lemma: str) -> int:
    unit = units[place]
    following = units[place + 1] if place + 1 < len(units) else None
    if unit.word == "،" and following is not None:  # «أكد، اليوم الأربعاء، رئيس الحكومة»
        aside = following.fold in cues.TIME or following.fold in _ASIDE or units[place - 1].fold in cues.TIME
        return place + 1 if aside or units[place - 1].word.isdigit() else place
    if unit.fold in _IN_IT and lemma not in _OF_OTHERS:
        return place + 1  # «في وقت أعلنت فيه الوزارة»; but «خطاب وصف فيه فلاناً بأنه»
    if (
        unit.fold in cues.TIME
        or unit.fold in _ASIDE
        or unit.fold in _MANNER
        or (unit.kind == "w" and unit.word.isdigit())
    ):
        return place + 1
    if unit.word == "(":
        closing = next((at for at in range(place, min(place + 8, len(units))) if units[at].word == ")"), 0)
        return closing + 1 if closing else place
    if following is None:
        return place
    if unit.fold in _TO:  # «لـ"المرسى"», «لـ(المرسى)»
        if following.kind == "q":
            return place + 2
        return _over_one(units, place + 1, lemma) if following.word == "(" else place
    if unit.kind == "q" and lemma in INFORMED and len(unit.word.split()) <= 3 and following.kind == "w":
        return place if following.fold in cues.COMPLEMENTIZERS else place + 1  # «أبلغت "المرسى" مصادر»
    if unit.fold[0] == "ل" and joined(unit.fold[1:], cues.OUTLET_NOUNS):
        return _over_outlet(units, place)
    if unit.fold == _IN and clean(following.fold) in _TALKS:
        place += 2
        while place < len(units) and (
            units[place].fold in _TALK_ADJECTIVES or units[place].fold in cues.TIME
        ):
            place += 1
    return place


def _over_outlet(units: list[Unit], place: int) -> int:
    """«لصحيفة "المرسى" اليومية», «لوكالة الأنباء الرسمية»: the addressee's name."""
    place += 1
    if place < len(units) and units[place].fold in cues.OUTLET_NOUNS:
        place += 1  # «لموقع شبكة كذا»
    if place < len(units) and units[place].kind == "q":
        place += 1
    while place < len(units) and (
        is_unknown(units[place])
        or units[place].fold == LETTER
        or units[place].fold in cues.WELL_KNOWN_OUTLETS
    ):
        place += 1  # «لقناة بي إن سبورتس»
    while (
        place < len(units)
        and units[place].fold.startswith("ال")
        and clean(units[place].fold) not in cues.TITLES
    ):
        place += 1
    return place


def name_ahead(units: list[Unit], place: int, reads) -> object | None:
    """The person named further on in the noun phrase at `place`: «المدير الطبي في العيادات الدكتور فلان الفلاني».

    `reads(units, at)` answers the named person at a unit, or None. Only nouns and what ties them may stand
    between, and the name may not belong to one of them («مكتب الرئيس فلان», «مدينة الملك فلان»).
    """
    closing = 0
    for at in range(place, min(len(units), place + FURTHEST)):
        unit = units[at]
        if at <= closing:
            continue
        if unit.word == "(" and at > place:  # «رئيس مهرجان الساحل ( صيفنا أحلى ) فلان الفلاني»
            closing = next(
                (end for end in range(at + 1, min(at + 7, len(units))) if units[end].word == ")"), 0
            )
            if closing:
                continue
        if unit.kind == "q" and at > place and joined(units[at - 1].fold, cues.ORGANIZATIONS):
            continue  # «الرئيس التنفيذي لمجموعة "المرسى" فلان»
        if _is_passed(units, place, at):
            continue
        ends = unit.kind != "w" or unit.fold in cues.COMPLEMENTIZERS or unit.fold in cues.BY or verb_of(unit)
        if ends or unit.fold in _AWAY or unit.fold in cues.RELATIVES or unit.fold in _ADVERBIALS:
            return None
        rank = clean(unit.fold) in cues.RANKS and (unit.fold.startswith("ال") or unit.fold in _DOCTOR)
        kunya = unit.fold == _FATHER_OF and name_run(units, at) > at + 2  # «أبو القاسم المرجاني»
        strange = at > place and units[at - 1].fold.startswith("ال") and two_unknown(units, at)
        if not (rank or strange or kunya or is_first_name(unit.fold)) or (
            at > place and _owns(units[at - 1], rank)
        ):
            continue
        if not rank and at - 2 >= place and _owns_titled(units, at):
            continue
        if found := reads(units, at):
            return found
    return None


def _is_passed(units: list[Unit], place: int, at: int) -> bool:
    """«المتحدث باسم هيئة النزاهة "نزاهة" فلان الفلاني», «المشرف العام على المهرجان، المهندس فلان»: the name comes behind."""
    if at == place or at + 1 >= len(units):
        return False
    unit, after = units[at], units[at + 1]
    rank = after.fold.startswith("ال") and clean(after.fold) in cues.RANKS
    if unit.kind == "q":
        book = joined(
            units[at - 1].fold, cues.CLASS_NOUNS | cues.TITLES
        )  # «مؤلف كتاب "كذا وكذا" فلان الفلاني»
        rank = rank or (after.fold.startswith("ال") and clean(after.fold) in cues.TITLES)
        return (book or len(unit.word.split()) <= 3) and (rank or is_first_name(after.fold))
    nation = after.fold.startswith("ال") and clean(after.fold).removesuffix("ه") in NATIONS
    rank = rank or clean(after.fold) in cues.TITLES
    return unit.word == "،" and (rank or nation or _stands_aside(units, at + 1))


def _stands_aside(units: list[Unit], start: int) -> bool:
    """«كبيرة الخبراء في المركز، فلانة الفلانية، أن»: a full name between commas, or between a comma and what is said."""
    end = name_run(units, start)
    if end - start < 2 or not is_first_name(units[start].fold):
        return False
    if end >= len(units):
        return False
    told_to = units[end].fold in _TO or (
        units[end].fold[0] == "ل" and joined(units[end].fold[1:], cues.OUTLET_NOUNS)
    )
    return bool(units[end].word in "،:(" or units[end].fold in cues.COMPLEMENTIZERS or told_to)


def _owns(before: Unit, rank: bool) -> bool:
    """Does the name behind this word belong to it: «بن», «الملك», «مكتب», «مع»?"""
    if is_preposition(before) or (before.fold[0] in "لب" and before.fold[1:] in cues.ORGANIZATIONS):
        return True
    if rank:
        return before.fold in cues.NAMED_AFTER
    return before.fold in ROYAL or before.fold in cues.NAMED_AFTER or before.fold in cues.LINKED


def _owns_titled(units: list[Unit], at: int) -> bool:
    """«مدير مكتب الوزير فلان الفلاني»: the name is the minister's."""
    title = units[at - 1].fold
    return title.startswith("ال") and clean(title) in cues.TITLES and units[at - 2].fold in cues.LINKED


ROYAL = frozenset(fold("الملك الأمير الإمام السلطان الشهيد الرئيس الوزير الملكة الأميرة").split())
