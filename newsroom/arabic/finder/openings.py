"""The subject before its verb: whom the clause or the sentence opens with."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.adjuncts import name_ahead, over_adjuncts
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.long_titles import name_behind
from newsroom.arabic.finder.nouns import RELATIVE, SELF
from newsroom.arabic.finder.phrases import Phrases
from newsroom.arabic.finder.speaker import NOBODY, UNSURE, Speaker
from newsroom.arabic.finder.units import Unit, joined
from newsroom.arabic.fold import fold

_LEADS = frozenset(
    fold("أن لكن ولكن كان وكان كانت وكانت إن وإن بل أما وأما غير فيما بينما و إلا وكذلك كذلك").split()
)
_HAS = fold("قد")
_IN_IT = frozenset(fold("فيه فيها").split())
_AFTER, _THAT = frozenset(fold("عقب بعد إثر").split()), fold("ذلك")
_OUT_OF = fold("من")
HIS_SIDE = frozenset(fold("جانبه جانبها جهته جهتها ناحيته ناحيتها").split())
_ONE_OF = frozenset(fold("أحد إحدى من").split())
_TALKED = frozenset(fold("تحدث تحدثت صرح صرحت علق علقت رد ردت").split())


def subject_before(phrases: Phrases, units: list[Unit], place: int, she: bool | None) -> Speaker:
    """«لكن الرئيس فلان قال»، «كان فلان، أشار»، «فلان، الذي قال»: the subject opens the clause."""
    if place > 1 and units[place - 1].fold in RELATIVE:
        return _antecedent(phrases, units, place - 1)
    inside = place > 2 and place + 1 < len(units) and units[place + 1].fold in _IN_IT
    if inside and (named := _antecedent(phrases, units, place)).rule != "none":
        return named  # «بعد تصريحات للوزير فلان الفلاني أكد فيها أن»
    end = place
    if end and units[end - 1].fold == _HAS:
        end -= 1
    if end and units[end - 1].kind == "q" and (end == 1 or units[end - 2].fold in _LEADS):
        return phrases.in_marks(units, end - 1)  # «كانت "المرسى" قد كشفت»
    while end and (
        units[end - 1].fold in RELATIVE or units[end - 1].word == "،" or units[end - 1].fold == _HAS
    ):
        end -= 1
    start = end
    if (
        end > 2
        and units[end - 1].kind == "q"
        and units[end - 2].kind == "w"
        and len(units[end - 1].word.split()) <= 4
    ):
        start -= 1  # «وكان وزير الصيد "فلان الفلاني" صرح»
    while start and end - start < 14 and units[start - 1].kind == "w" and not verb_of(units[start - 1]):
        if units[start - 1].fold in _LEADS:
            break
        start -= 1
    if start >= end or (start and units[start - 1].kind != "w" and units[start - 1].word not in ".؛:،"):
        return NOBODY
    if is_preposition(units[start]):
        return NOBODY
    if start > 2 and units[start - 1].word == "،":
        opening = _opening(phrases, units)  # «قوات الدفاع، الجناح العسكري للحزب، دانت»
        if opening.end == start - 1 and opening.rule not in UNSURE:
            opening.rule = "before_verb"
            return opening
    speaker = phrases.phrase(units, start, she)
    if speaker.rule in ("title", "unnamed", "generic_title", "none"):
        speaker = name_behind(phrases, units[:end], start, speaker) or speaker
    if speaker.rule == "unnamed" and (not start or units[start - 1].fold in _LEADS):
        written = phrases.text[units[start].start : units[end - 1].end]
        return Speaker(None, "unnamed", written, end=end)  # «كان مسؤول في الوزارة أعلن»
    reaches = speaker.end >= end or units[speaker.end].fold in RELATIVE
    if speaker.rule == "single_name" and reaches and units[place - 1].fold == _HAS:
        return speaker  # «كان فلان قد هدد»
    if speaker.rule in UNSURE or not reaches:
        return NOBODY
    speaker.rule = "before_verb"
    return speaker


def _antecedent(phrases: Phrases, units: list[Unit], end: int) -> Speaker:
    """«فلان نفسه الذي قال», «الوزير فلان، الذي أكد»: whoever is named last before the relative."""
    for start in range(end - 1, max(-1, end - 14), -1):
        if units[start].kind == "q" or verb_of(units[start]):
            break
        speaker = None
        if units[start].kind == "w" and not is_preposition(units[start]):
            speaker = (
                phrases.known(units, start)
                or phrases.titled_name(units, start)
                or phrases.surname(units, start)
                or (
                    phrases.titled(units, start) if start and joined(units[start].fold, cues.TITLES) else None
                )
            )
        between = units[speaker.end : end] if speaker else []
        if (
            speaker
            and speaker.rule not in UNSURE
            and all(one.word == "،" or one.fold in SELF for one in between)
        ):
            speaker.rule = "before_verb"
            return speaker
    return NOBODY


def _opening(phrases: Phrases, units: list[Unit]) -> Speaker:
    """Whom the sentence opens with."""
    start = 0
    while start < min(4, len(units)) and units[start].fold in _LEADS:
        start += 1
    return phrases.phrase(units, start)


def _is_told(units: list[Unit], at: int) -> bool:
    """Does somebody speak here? Not in «أحد أبرز النجوم»."""
    return verb_of(units[at]) is not None and not (at and units[at - 1].fold in _ONE_OF)


def topic(phrases: Phrases, units: list[Unit], place: int) -> Speaker:
    """«غير أن فلاناً، وفي مقابلة، قال»، «وفلان معارض للخطة ووصفها بأنها…»: the person the sentence opens with."""
    start = 0
    while start < min(4, place) and units[start].fold in _LEADS | cues.COMPLEMENTIZERS:
        start += 1
    if place - start < 2 or place - start > 40 or any(_is_told(units, at) for at in range(place)):
        return NOBODY
    first = units[start]
    if first.kind != "w" or is_preposition(first):
        return NOBODY
    comma = units[place - 1].word == "،" and start and units[start - 1].fold in cues.COMPLEMENTIZERS
    if (
        comma
        and first.word.endswith("ا")
        and joined(first.fold.removesuffix("ا"), cues.ORGANIZATIONS | cues.TITLES)
    ):
        # «إلا أن تحالفاً يضم جمعيات، قال»: somebody without a name
        return Speaker(None, "unnamed", phrases.text[first.start : units[place - 2].end], end=place - 1)
    opened = [first, *units[start + 1 : place]]
    if first.fold[0] == "و" and len(first.fold) > 3 and phrases.cast.is_called(first.fold[1:]):
        opened[0] = Unit("w", first.start + 1, first.end, first.word[1:], first.fold[1:])
    speaker = (
        phrases.known(opened, 0)
        or phrases.titled_name(opened, 0)
        or phrases.surname(opened, 0)
        or phrases.body(opened, 0)
    )
    if speaker is None and joined(first.fold, cues.TITLES):
        speaker = name_ahead(opened, 0, phrases.named_at)
    if speaker is None or speaker.entity is None or speaker.rule in UNSURE:
        return NOBODY
    speaker.rule = "topic"
    return speaker


def first_subject(phrases: Phrases, units: list[Unit], place: int) -> Speaker:
    """«تحدث اللاعب فلان الفلاني عن المعسكر، وقال»: the person behind the verb that opens the sentence."""
    opening = over_adjuncts(units, 0)
    if opening and units[opening - 1].fold == _OUT_OF:
        opening = 0
    if units[0].fold == _OUT_OF and len(units) > 3 and units[1].fold in HIS_SIDE:
        opening = 2 + (units[2].word == "،")  # «من جانبه ألقى فلان كلمة قال فيها»
    if units[0].fold in _AFTER and len(units) > 2 and units[1].fold == _THAT:
        opening = 2  # «عقب ذلك ألقى فلان كلمة قال فيها»
    first = units[opening] if opening < place else units[0]
    if first.kind != "w" or first.word.startswith("ال") or is_preposition(first):
        return NOBODY
    start = over_adjuncts(units, opening + 1)
    if start >= place or units[start].kind != "w" or is_preposition(units[start]):
        return NOBODY
    speaker = phrases.surname(units, start) or phrases.titled_name(units[:place], start)
    speaker = speaker or name_ahead(units[:place], start, phrases.named_at)
    if speaker is None or speaker.entity is None or speaker.end > place:
        return NOBODY
    speaker.rule = "topic"
    return speaker


def actor(phrases: Phrases, units: list[Unit], place: int) -> Speaker:
    """Who acts in a clause that ends in a participle: «قدّم له الدكتور فلان قائلاً», «عاد فلان مؤكداً»."""
    for at in range(place - 1, 1, -1):
        if units[at - 1].fold in RELATIVE and units[at].fold in _TALKED:
            if (told := _antecedent(phrases, units, at - 1)).rule != "none":
                return told  # «للنجم فلان، الذي تحدث عن ألبومه قائلاً»
            break
    best, at = NOBODY, 0
    while at < place:
        unit = units[at]
        speaker = None
        if unit.kind == "w" and not is_preposition(unit) and unit.fold not in cues.SPEECH_OBJECTS:
            speaker = phrases.known(units, at) or phrases.titled_name(units, at) or phrases.surname(units, at)
        if speaker is None:
            at += 1
            continue
        governed = (at and units[at - 1].fold in cues.GOVERNING) or unit.fold[0] in "لب"
        governed = governed or any(joined(one.fold, cues.RELATIVES) for one in units[max(0, at - 2) : at])
        if not governed and (speaker.end == place or best is NOBODY):
            best = speaker
            best.rule = "before_verb"
        at = max(at + 1, speaker.end)
    for read in (first_subject, _acting_body):
        best = best if best.rule != "none" else read(phrases, units, place)
    return best


def _acting_body(phrases: Phrases, units: list[Unit], place: int) -> Speaker:
    """«وتبنى الجناح العسكري الهجوم، مؤكداً»: the body right behind the verb that opens the sentence."""
    for at in range(min(3, place)):
        unit = units[at]
        if unit.kind != "w" or is_preposition(unit):
            break
        if speaker := phrases.body(units, at):
            return speaker
        titled = phrases.titled(units, at) if joined(unit.fold, cues.TITLES) else None
        if titled and titled.rule == "title":
            return titled
    return NOBODY
