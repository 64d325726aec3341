"""What makes words between marks a name or a title, and so nobody's words."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.adjuncts import INFORMED
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COMMON_WORDS, COUNTRIES, is_common, is_first_name
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.subjects import is_subject_in_marks, names_body, names_person
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.fold import fold

LONE_LETTERS = frozenset(fold("بـ ب لـ ل").split())  # prepositions, printed apart before a mark
_SO = fold("هكذا")
_THESE = frozenset(fold("هذا هذه هذين هؤلاء ذلك تلك").split())
_BECAUSE = frozenset(fold("بسبب نتيجة من في على دون بدون أي").split())  # a name rarely begins so
_COPULAS = frozenset(fold("إلا سوى مجرد بمثابة ليس ليست ليسوا").split())
_BARE_THAT = frozenset(fold("أن إن بأن").split())
_SELVES, _ON = frozenset(fold("نفسه نفسها أنفسهم").split()), fold("على")
_NOW = frozenset(fold("اليوم يومها يومئذ").split())
_OF_OTHERS = ("وصف", "اعتبره", "اتهم")  # what stands behind is said of somebody else
_WHERE = frozenset(fold("من في إلى قرب عند حتى بين").split())
_WHEN = frozenset(fold("بعد قبل دون منذ").split())
_DEGREES = frozenset(fold("للغاية جدا تماما كليا حقا فعلا إطلاقا أبدا").split())
_WILL = ("سي", "ست", "سن")
_DENIES = frozenset(fold("لا لم لن ألا ليس ليست").split())
OPENS_CLAUSE = cues.COMPLEMENTIZERS | frozenset(
    fold(
        "لا لم لن ليس ليست ما سوف كان كانت هذا هذه أنا نحن هو هي هم هناك لقد قد كل لدينا لدي علينا على إذا لو كنا كنت"
    ).split()
)


def is_fragment(before: Unit, words: list[str]) -> bool:
    """«سيعود "الأسبوع المقبل"», «تبقى "سلمية بالكامل"»: a word or two of somebody's, and no name."""
    folded = fold(" ".join(words)).split()
    if len(folded) > 1 and before.kind == "w" and (folded[0] in _BECAUSE | _DENIES or folded[-1] in _DEGREES):
        return True  # «ترك منصبه "بسبب الإرهاق"»
    shown = before.kind == "w" and before.fold in _THESE | _COPULAS
    if shown and all(map(is_common, folded)):
        return True  # «إن هذه "الخطوة الأولى"», «لا تكون إلا "آخر الحلول"»
    if _is_adjective(before, folded):
        return True
    when = folded[0] in cues.TIME and len(words) > 1
    called = (
        before.fold in LONE_LETTERS and len(folded) == 1 and folded[0][0] in "يتنسم"
    )  # «هدد بـ"محو" الخصوم»
    name = (_is_proper(words) and not called) or any(
        word.startswith("ال") or word.isdecimal() for word in words
    )
    pair = len(folded) == 2 and folded[1][0] == "و" and not (is_common(folded[1]) or is_common(folded[1][1:]))
    if pair:
        return False  # «العيادتان "سما وميسان"»
    described = folded[0].endswith("ه")  # «خطوة أولى», «منطقة آمنة»
    where = before.fold in _WHERE and not described
    if len(folded) > 1 and where and is_first_name(folded[-1]) and folded[-1] not in COMMON_WORDS:
        return False  # «تمتد من "بئر ياسر"»
    called = len(folded) == 2 and _is_class(folded[0]) and not is_common(folded[1])
    name = name or (called and not folded[1].startswith("است"))  # «قانون هوك», not «لغة استعلاء»
    return (when or not name) and _is_predicate(before, len(words))


def is_act(words: list[str]) -> bool:
    """«ترويع الصيادين»: an everyday noun and whom it concerns, and no body's name."""
    first, *others = fold(" ".join(words)).split()
    noun = is_common(first) and not first.startswith("ال") and not _is_class(first)
    return noun and len(others) == 1 and others[0].startswith("ال") and is_common(others[0])


def _is_class(word: str) -> bool:
    return bool(joined(word, cues.NOUNS))


def _is_adjective(before: Unit, words: list[str]) -> bool:
    """«المخازن "الموسمية"»: one adjective that agrees with the noun before it."""
    noun = before.fold.startswith("ال") and before.fold.endswith(("ات", "ه"))
    return (
        noun
        and len(words) == 1
        and words[0].startswith("ال")
        and words[0].endswith("يه")
        and is_common(words[0])
    )


def _is_proper(words: list[str]) -> bool:
    """«كوبا أميركا»: words that no list knows, or a country among them."""
    folded = fold(" ".join(words)).split()
    if any(word in COUNTRIES for word in folded):
        return True
    if len(folded) == 1:
        return not is_common(folded[0]) and not _is_shaped(folded[0])
    return not any(map(is_common, folded)) or not (is_common(folded[0]) or _is_shaped(folded[0]))


def _is_shaped(word: str) -> bool:
    """Has a word that no list knows the shape of a verb or of a noun with an ending?"""
    return (word[0] in "يتنسم" and len(word) > 4) or word.endswith(("ه", "ها", "هم", "ا", "ين", "ون", "ات"))


def is_strange(words: list[str]) -> bool:
    """«فالكون دلتا هولدينغز»: the name of a firm in another tongue, no word of which is Arabic."""
    return not any(is_common(word) or word.startswith("ال") for word in fold(" ".join(words)).split())


def is_strange_name(words: list[str]) -> bool:
    """The same, and no clause: «لن نتراجع» has no word of the lists either."""
    first = fold(words[0])
    return bool(first) and is_strange(words) and first not in OPENS_CLAUSE and first[0] not in "يتنس"


def _is_predicate(before: Unit, length: int) -> bool:
    """What stands before a short quoted predicate: a verb or a described noun, no class noun, no title."""
    if length == 1 and before.fold.startswith("ال"):
        return False  # «البوليس الدولي "كذا"»: a name beside what it names
    return before.kind == "w" and not (joined(before.fold, cues.NOUNS) or joined(before.fold, cues.TITLES))


def names_speaker(units: list[Unit], place: int, after: Unit | None, words: list[str]) -> bool:
    """«وأوضحت "كذا" أن»، «قال "فلان": …»: the marks hold the speaker's own name."""
    if after is None or len(words) > 6:
        return False
    behind_verb = place > 0 and verb_of(units[place - 1])
    if is_subject_in_marks(units, place):
        return True
    if behind_verb and place > 1 and units[place - 2].fold == _SO and len(words) <= 4:
        return True  # «…» هكذا يقول "فلان الفلاني"، الذي
    if behind_verb and behind_verb.weak and len(words) <= 3 and after.kind == "w":
        return True  # «اختتم "سفراء البحر" زيارتهم»
    past = behind_verb and behind_verb.form == "past" and behind_verb.lemma not in _OF_OTHERS
    if past and len(words) <= 2 and after.kind == "w" and after.fold.startswith("ال") and _is_proper(words):
        return True  # «قالت "مرساة" البحرية القابضة إنها»
    if past and 1 < len(words) <= 3 and after.word in "،(" and is_strange_name(words):
        return True  # «قالت "بريندا ويلدر"، التي تعمل في المعهد، إن»
    if behind_verb and behind_verb.lemma in INFORMED and len(words) <= 3 and after.kind == "w":
        return True  # «أبلغت "المرسى" مصادر»
    if behind_verb and (
        names_body(units[place].word) or (after.fold in cues.SPEECH_OBJECTS and len(words) <= 4)
    ):
        return True
    if len(words) > 4:
        return False
    return (_ties_name(units, place + 1) and behind_verb) or (
        after.word == ":" and place + 2 < len(units) and units[place + 2].kind == "q"
    )


def is_named_behind_that(before: Unit | None, after: Unit | None, words: list[str]) -> bool:
    """«أن "الخطوط" ستزيد رحلاتها»: one noun with its article, of which the clause then tells."""
    if not (before and before.fold in cues.COMPLEMENTIZERS and after and after.kind == "w"):
        return False
    if len(words) == 1 and words[0].startswith("ال"):
        return True
    if len(words) == 1 and words[0][0] in "يتن" and after.fold.startswith("ال"):
        return fold(words[0]) in cues.BODIES  # «حذر من أن "تخترق" المظاهرات»
    if len(words) <= 2 and before.fold in _BARE_THAT and not is_preposition(after) and after.fold[0] != "و":
        folded = fold(" ".join(words)).split()
        if _is_proper(words) or folded[0].startswith("ال") or not all(map(is_common, folded)):
            return True
    return len(words) > 1 and names_body(" ".join(words))


def _ties_name(units: list[Unit], place: int) -> bool:
    """«… "كذا" أن», «… "كذا" إلى أن», but not «… "كذا" بعد أن»."""
    if units[place].fold in _WHEN:
        return False
    return any(
        unit.fold in cues.COMPLEMENTIZERS for unit in units[place : place + 1 + is_preposition(units[place])]
    )


def names_ranked(words: list[str]) -> bool:
    """«الشيخ سالم المرجاني»: a rank and the name of whoever has it."""
    ranked = 2 < len(words) <= 5 and words[0].startswith("ال") and clean(fold(words[0])) in cues.RANKS
    return ranked and names_person(words[1:])


def names_titled(units: list[Unit], place: int) -> bool:
    """«زيارة وزيرة الدفاع الفرنسية "فلانة الفلانية"»: the marks hold the name of whoever has the title before them."""
    words = fold(units[place].word).split()
    if not 1 < len(words) <= 5 or any(word.startswith("ال") for word in words[:-1]):
        return False
    if is_common(words[0]) or (is_common(words[-1]) and not words[-1].startswith("ال")):
        return False
    for at in range(place - 1, max(-1, place - 6), -1):
        unit = units[at]
        if joined(unit.fold, cues.TITLES) and unit.fold not in cues.RELATIVES:
            return (
                at == place - 1 or not unit.fold.startswith("ال") or clean(units[at + 1].fold) in ADJECTIVES
            )
        of_title = (
            unit.fold.startswith(("ال", "لل")) or unit.fold in cues.ORGANIZATIONS | cues.GLUE | COUNTRIES
        )
        if unit.kind != "w" or not of_title:
            return False
    return False


def names_something(units: list[Unit], place: int) -> bool:
    """Is a class noun right before the marks, with at most adjectives between?"""
    at = place - 1
    if units[at].fold in LONE_LETTERS and at:  # ما يعرف بـ«…»
        at -= 1
        return units[at].fold in cues.CALLED
    itself = units[at].fold in _SELVES and at > 1 and units[at - 1].fold == _ON
    if itself and joined(units[at - 2].fold, cues.CALLED):
        return True  # «جماعة تطلق على نفسها "حراس البحر"»
    head = units[at].fold in cues.TITLES - cues.RELATIVES and not verb_of(units[at])
    if head and at and len(units[place].word.split()) <= 6:
        return True  # «مديرة "تحالف البحر"»
    if units[at].word in cues.RIVALS or (
        units[at].fold in cues.AGENCY_NOUNS and joined(units[at - 1].fold, cues.OUTLET_NOUNS)
    ):
        return True
    if units[at].fold in cues.ABOUT and at:
        return bool(joined(units[at - 1].fold, cues.CLASS_NOUNS))
    day = joined(units[at].fold, cues.TIME)  # «تتطلع ليوم "لا يكون فيه كذا"»
    if (units[at].fold.startswith("ال") or day) and _says_of_it(units[place].word):
        return False
    for _ in range(3):
        unit = units[at]
        if unit.kind != "w":
            return False
        if _class_noun(unit) or unit.fold in cues.CALLED:
            described = (
                at < place - 1 and unit.fold.startswith(("ال", "وال")) and len(units[place].word.split()) > 5
            )
            return not described and not (at < place - 1 and unit.fold.startswith(fold("عنوانه")))
        if joined(unit.fold, cues.ORGANIZATIONS) and at == place - 1 and not unit.fold.startswith("ال"):
            return unit.fold not in cues.BODIES  # «وقال مندوب في أوبك "…"»
        if (
            not (
                clean(unit.fold) in ADJECTIVES
                or (unit.fold.endswith(("يه", "ي")) and unit.fold[0] not in "يت")
            )
            or is_preposition(unit)
            or not at
        ):
            return False
        at -= 1
    return False


def _says_of_it(words: str) -> bool:
    """«الخطة "تظلم صغار المزارعين"», «"ظالمة للغاية"»: what is said of the thing, not its name."""
    folded = fold(words).split()
    if not folded:
        return False
    clause = folded[0][0] in "يتن" or folded[0][:2] in _WILL or folded[0] in OPENS_CLAUSE
    denied = folded[0] in _DENIES or folded[-1] in _DEGREES
    return (clause and len(folded) >= 3) or (denied and len(folded) > 1)


def _class_noun(unit: Unit) -> str:
    """The class noun a word is, also with a possessive: «مشروعه», «روايتها»."""
    if unit.fold in _NOW:
        return ""  # «أكد الرئيس اليوم "كذا وكذا"»
    for ending in ("", "ه", "ها", "هم"):
        stem = unit.fold.removesuffix(ending)
        if ending and stem.endswith("ت"):
            stem = stem[:-1] + "ه"
        then = ending and stem in cues.TIME  # «قال يومها "…"»
        if (not ending or unit.fold.endswith(ending)) and joined(stem, cues.CLASS_NOUNS) and not then:
            return stem
    return ""
