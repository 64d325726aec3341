"""The cues of a sentence: each reporting verb or phrase, and who speaks."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.attributions import (
    according_to,
    behind_outlet,
    carrier_of,
    in_paper,
    is_from_there,
    naming,
)
from newsroom.arabic.finder.kinds import is_bearable, is_preposition, verb_of
from newsroom.arabic.finder.nouns import RELATIVE
from newsroom.arabic.finder.openings import HIS_SIDE, actor
from newsroom.arabic.finder.speaker import NOBODY, Speaker
from newsroom.arabic.finder.speakers import Speakers
from newsroom.arabic.finder.ties import THEN, Cue, ties
from newsroom.arabic.finder.units import Unit, joined
from newsroom.arabic.finder.verbs import SPEECH_NOUNS, VERBS, Verb
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import HARAKAT

MOST_CUES = 25  # in one sentence; more is no prose
_CARRIED = ("نقل", "أورد", "نشر", "علم")  # an outlet carries somebody else's words
_FEELS = ("أبدى", "عبر")
_CONDEMNS = ("أدان", "دان")  # what is marked in such a sentence is the one's who condemns
_NAMED = ("before_verb", "topic", "known", "title_name", "full_name", "surname", "title_surname")
_SHOWN = frozenset(fold("هذا هذه ذلك تلك هؤلاء كل بعض").split())
_SO = fold("هكذا")
_TO_WHAT = frozenset(fold("ما لما").split())
_ANYBODY = frozenset(
    fold("يمكن يمكننا يجب ينبغي يبقى يكفي يجدر تجدر بد حاجة نستطيع يجوز يسعنا يصح علينا").split()
)
_ASKS = frozenset(fold("ألا ألم هل أفلا").split())
_FINDS = ("وجد", "توصل", "اكتشف", "أثبت")  # tell only of research
_RESEARCH = cues.PAPERS | frozenset(
    fold("باحثون باحثين علماء خبراء دراسات أبحاث بحث تحليل استطلاع تحقيق تحقيقات محققون تجارب").split()
)
_ATTENTION = tuple(fold("نظر أنظار انتباه").split())
_OUT_OF, _THAT, _TO, _IN = fold("من"), fold("ذلك"), fold("إلى"), fold("في")
_FROM, _WHAT, _ON, _LIMIT, _AS = (fold(word) for word in ("عن", "ما", "على", "حد", "كما"))


def read(units: list[Unit], speakers: Speakers, text: str) -> list[Cue]:
    """The cues in order. The speakers remember who was named; a dropped subject is the last of them."""
    found: list[Cue] = []
    for place, unit in enumerate(units):
        if unit.kind != "w":
            continue
        if len(found) >= MOST_CUES:
            break
        cue = (
            _verb(units, place, speakers, found)
            or according_to(units, place, speakers)
            or in_paper(units, place, speakers)
            or naming(units, place, speakers)
        )
        if cue:
            cue.written = "نقلاً عن" if cue.kind == "via" else _without_and(unit, text)
            if cue.speaker.rule != "none" and cue.speaker.source is None:
                cue.speaker.source = carrier_of(found)
            found.append(cue)
            nested = cue.kind == "verb" and _is_inside(units, place, found[:-1])
            person = cue.speaker.entity is not None and cue.speaker.entity.kind == "person"
            if (cue.kind in ("verb", "paper") and not nested) or (cue.kind in ("via", "by") and person):
                speakers.remember(cue.speaker)
    return found


def _without_and(unit: Unit, text: str) -> str:
    """The verb as printed, without the «و» or «ف» joined to it."""
    joined_and = unit.fold[0] in "وف" and unit.fold not in VERBS and unit.fold[1:] in VERBS
    return text[unit.start + joined_and : unit.end].lstrip(HARAKAT)


def _verb(units: list[Unit], place: int, speakers: Speakers, found: list[Cue]) -> Cue | None:
    unit, verb = units[place], verb_of(units[place]) or _with_object(units, place)
    if verb is None or _is_no_verb(units, place, verb):
        return None
    by = place > 0 and (
        units[place - 1].fold in cues.BY
        or (units[place - 1].fold in _TO_WHAT and place > 1 and joined(units[place - 2].fold, cues.BY) != "")
    )
    kind = "by" if by else verb.form if verb.form in ("participle", "noun") else "verb"
    if units[place - 1].fold == _LIMIT and place > 2:  # «ذهب فلان إلى حد وصف الخطة بأنها»
        speaker = actor(speakers, units, place)
        if speaker.rule == "none":
            speaker = speakers.carried_on()
    elif kind in ("participle", "noun"):
        speaker = speakers.quoted_from(units, place) if kind == "noun" else NOBODY
        if speaker.rule == "none" and not found:
            speaker = actor(speakers, units, place)
        if speaker.rule == "none":
            speaker = speakers.carried_on(verb.she and verb.form == "participle", bare=_is_bare(units, place))
        else:
            speakers.remember(speaker)
    else:
        speaker = speakers.subject(units, place, verb)
        if (
            not by
            and verb.lemma in _CARRIED
            and not (
                speaker.entity
                and (
                    speaker.entity.source
                    or speaker.position
                    or speaker.rule == "paper"
                    or is_from_there(units, speaker)
                )
            )
        ):
            return None
        if verb.lemma in _CARRIED or (speaker.entity and speaker.entity.source):
            speaker = behind_outlet(units, speaker, speakers, place)
        if speaker.rule == "none" and verb.lemma == "قال" and not _is_inside(units, place, found):
            speaker = speakers.stranger(units, place)
        aside = units[place - 1].fold == _AS and place > 2 and _is_alone(units, place)
        if speaker.rule == "none" and aside:
            speaker = actor(speakers, units, place)  # «ركزت فلانة على الموقع بهدف، كما قالت، "…"»
        if speaker.rule == "none":
            many = unit.fold.endswith("وا") or (verb.form == "present" and unit.fold.endswith("ون"))
            she = verb.she if verb.form == "past" else None
            speaker = speakers.carried_on(she, many=many, bare=_is_bare(units, place))
    opens = place < 2 and not verb.weak and kind in ("verb", "participle") and not unit.fold.endswith("وا")
    shown = place + 1 < len(units) and units[place + 1].fold in _SHOWN  # «ويؤكد هذا الفيديو»
    if speaker.rule == "none" and opens and _is_bare(units, place) and not shown:
        speaker = speakers.acted_before(verb.she if verb.form != "present" else None)
    that, colon, mark = ties(units, place, speaker.end)
    if kind == "by" and any(one.kind == "verb" and (one.that, one.colon) == (that, colon) for one in found):
        that = colon = -1  # «وقال فلان، وفقاً لما نقلته الوكالة: "…"»: the words are his
    if kind == "verb" and max(that, colon, mark) < 0 and _is_afterthought(units, place, speaker):
        kind = "by"
    if kind == "verb" and _is_behind_mark(units, place) and speaker.rule != "none" and max(that, colon) < 0:
        return Cue(place, kind, verb.lemma, unit.word, speaker)
    if (
        kind != "by"
        and verb.weak
        and min(n for n in (that, colon, mark, 10_000) if n >= 0) > max(place, speaker.end) + 12
    ):
        named = (
            speaker.rule in _NAMED
            or (verb.lemma in _CONDEMNS and speaker.rule in ("organization", "body_called"))
            or (speaker.rule == "title" and speaker.entity is not None)
            or (speaker.end < len(units) and units[speaker.end].fold in SPEECH_NOUNS)
        )  # «اكتفى فلان بالقول»
        if kind != "verb" or not named or _is_inside(units, place, found):
            return None
        if verb.lemma not in _FEELS and not (verb.lemma in _CONDEMNS and mark >= 0):
            speakers.remember(speaker)  # «دعا الأمين العام فلان إلى اجتماع. وقال…»
            return None
    if kind == "verb" and verb.weak and that < 0 and colon < 0 and _is_inside(units, place, found):
        return None
    aside = place == 2 and units[1].fold in HIS_SIDE  # «من جانبه بيّن فلان أن»
    if unit.word == "بين" and (that < 0 or (place > 1 and not aside)):
        return None
    if verb.lemma == "قرر" and that >= 0:
        return None  # «قررت أن تعود»
    if verb.lemma == "أعاد" and not any(one.fold in SPEECH_NOUNS for one in units[place + 1 : max(that, 0)]):
        return None  # «أعاد فتح الميناء»; but «أعاد التأكيد على أن»
    if verb.lemma == "تطرق" and that < 0:
        return None  # «تطرق إلى "مشروع المرسى"»
    if _is_narrated(units, place, verb) and units[place - 1].word == "،" and speaker.rule != "before_verb":
        return None  # «فلان، رئيس كذا، يعتبر أن» is his; «…، يذكر أن» is the narrator's
    return Cue(place, kind, verb.lemma, unit.word, speaker, that, colon)


def _is_behind_mark(units: list[Unit], place: int) -> bool:
    """«"…"، كتب فلان على صفحته», «"…"، هكذا علقت فلانة»: the words stand right before the verb."""
    at = place - 1
    at -= at > 0 and units[at].fold == _SO
    at -= at > 0 and units[at].word in ("،", ",", "-", "–", *((".",) if at < place - 1 else ()))
    return 0 <= at < place - 1 and units[at].kind == "q"


def _is_alone(units: list[Unit], place: int) -> bool:
    """«…، كما قالت، "…"»: nothing but a sign or the words told stands behind the verb."""
    return place + 1 >= len(units) or units[place + 1].kind != "w"


def _is_bare(units: list[Unit], place: int) -> bool:
    """Do the words told, or a preposition, stand right behind the verb: «وأضاف أن», «وقال في مؤتمر»?"""
    after = units[place + 1] if place + 1 < len(units) else None
    return after is None or after.kind != "w" or after.fold in cues.COMPLEMENTIZERS or is_preposition(after)


def _with_object(units: list[Unit], place: int) -> Verb | None:
    """«وفق ما أكده الوزير», «على ما أعلنته الوكالة»: the verb with its «ه»."""
    if not place or units[place - 1].fold not in _TO_WHAT or not units[place].fold.endswith("ه"):
        return None
    verb = VERBS.get(units[place].fold[:-1])
    return verb if verb and verb.form == "past" else None


def _is_inside(units: list[Unit], place: int, found: list[Cue]) -> bool:
    """Is this verb part of what another cue tells: «قال الحلف إن تركيا طلبت»? «وأضاف» and «، قال» go on beside it."""
    told = any(0 <= cue.that < place for cue in found)
    joined_and = units[place].fold not in VERBS
    return told and not joined_and and units[place - 1].kind == "w" and units[place - 1].fold not in THEN


def _is_afterthought(units: list[Unit], place: int, speaker: Speaker) -> bool:
    """«…، كما أعلن الوزير.»، «…، على ما ذكرته الوكالة»: who said all that stands before."""
    before = units[place - 1].fold if place else ""
    led = before == _AS or (before == _WHAT and place > 1 and units[place - 2].fold == _ON)
    verb = verb_of(units[place])
    if verb and verb.weak and speaker.rule == "dropped" and not _is_alone(units, place):
        return False  # «…، كما أظهر شريط»: «also», and no speaker's
    return led and place > 4 and speaker.rule != "none"


def _is_no_verb(units: list[Unit], place: int, verb: Verb) -> bool:
    """A noun that looks like a verb, or the narrator: «يذكر أن», «من المتوقع»."""
    before = units[place - 1] if place else None
    after = units[place + 1] if place + 1 < len(units) else None
    joined_and = units[place].fold not in VERBS
    besides = place > 1 and before.fold == _THAT and units[place - 2].fold == _TO  # «إلى ذلك، دعا»
    if verb.form == "past" and before and not joined_and and _governs(before) and not besides:
        return True
    if before and before.fold == _WHAT and not joined_and and verb.form == "past" and not verb.she:
        # «ما وصفه بـ"العدوان"»; but «ما ذكر أنه خلاف», «ما وصف بأنه خلاف»
        named = verb.lemma in ("وصف", "اعتبره") and units[place].fold.endswith(("ه", "ها", "هم"))
        return not (named or (place > 1 and units[place - 2].fold in cues.BY | {_ON}))
    if (
        verb.lemma == "اعتبر"
        and verb.form == "present"
        and not any(unit.fold in cues.COMPLEMENTIZERS for unit in units[place + 1 : place + 5])
    ):
        return True  # «وتعتبر الوكالات من أهم كذا»
    if before and after and before.fold in RELATIVE and after.fold == _OUT_OF:
        return True  # «الذي اعتبر من المتشددين»
    if verb.form == "participle" and before and before.word in ("-", "–", "/"):
        return True  # «فلان - المرسى - متابعة: »: a reporter's line
    if verb.lemma == "عقب" and verb.form == "past" and not verb.she and _is_after(units, place, joined_and):
        return True
    if verb.lemma in _FINDS and not (after and joined(after.fold, _RESEARCH)):
        return True  # «وجد الباحثون أن»; but «وجدت نفسها»
    if units[place].fold in cues.OUTSIDE_TALK and after and after.fold == _IN:
        return True  # «حسبما ورد في المحضر»
    if units[place].word in ("آمل", "إبان"):
        return True  # «I hope», which folds like «أمل»; «إبان رئاسته», which folds like «أبان»
    if verb.form == "present" and before and before.fold in _ASKS:
        return True  # «ألا ترى أن»: the reader is asked
    # «عبر» is «through» too; «وعبر», «، عبر» much less.
    through = units[place].fold == fold(verb.lemma) and before is not None and before.kind == "w"
    reach = 5 if through else 30
    if verb.lemma == "عبر" and not any(unit.fold == _FROM for unit in units[place + 1 : place + reach]):
        return True
    if verb.lemma == "لفت" and after and after.fold.removeprefix("ال").startswith(_ATTENTION):
        return all(unit.fold != _TO for unit in units[place + 2 : place + 5])  # «لفت نظري مقال»
    if verb.form == "noun" and any(joined(one.fold, _ANYBODY) for one in units[max(0, place - 4) : place]):
        return True  # «يمكن القول إن», «يجب التأكيد على أن»
    aside = place > 3 and before.word == "،" and not joined_and  # «فلان، رئيس كذا، يعتبر أن»
    if _is_narrated(units, place, verb) and not aside:
        return True
    return bool(
        before and before.fold.startswith("ال") and verb.form == "past" and verb.weak and not joined_and
    )


def _is_narrated(units: list[Unit], place: int, verb: Verb) -> bool:
    """«يذكر أن», «ويشار إلى أن», where nobody stands before the verb."""
    after = units[place + 1] if place + 1 < len(units) else None
    if verb.form != "present" or verb.she or fold(verb.lemma) not in cues.NARRATOR or after is None:
        return False
    tied = after.fold in cues.COMPLEMENTIZERS or after.fold in (_TO, _ON, _OUT_OF)
    return tied and (place == 0 or units[place - 1].kind != "w" or units[place - 1].fold in THEN)


def _is_after(units: list[Unit], place: int, joined_and: bool) -> bool:
    """«قال فلان عقب لقائه بفلان»: «عقب» is «after», unless somebody who may comment stands behind it."""
    after = units[place + 1] if place + 1 < len(units) else None
    if not joined_and and place and units[place - 1].kind == "w":
        return True
    return after is not None and not (is_bearable(after) or joined(after.fold, cues.TITLES))


def _governs(unit: Unit) -> bool:
    """Is a noun behind this word: «بعد كشف», «ومع ذكر»?"""
    return unit.fold in cues.GOVERNING or (unit.fold[:1] == "و" and unit.fold[1:] in cues.GOVERNING)
