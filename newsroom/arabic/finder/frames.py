"""The cues of a sentence: each reporting verb or phrase, who speaks, and how the words are tied to it."""

from dataclasses import dataclass

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.cast import Entity
from newsroom.arabic.finder.nouns import RELATIVE
from newsroom.arabic.finder.outlets import outlet_at
from newsroom.arabic.finder.runs import is_preposition, verb_of
from newsroom.arabic.finder.speakers import FROM_HIM, NOBODY, Speaker, Speakers
from newsroom.arabic.finder.subjects import is_subject_in_marks
from newsroom.arabic.finder.units import Unit, joined, without_lam
from newsroom.arabic.finder.verbs import VERBS, Verb
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import HARAKAT

MOST_CUES = 25  # in one sentence; more is no prose
REACH = 45  # units between a verb and its complementizer, colon or mark
_NO_THAT = frozenset(fold("قبل بعد دون منذ يمكن يجب ينبغي يريد تريد يمكنه لابد بد يجوز شأن").split())
_THEN = frozenset(
    fold("كما حيث فيما بينما لكن قد إذ ثم الذي التي ما أن كان كانت عندما و وقد فقد ومن وبحسب").split()
)
_CARRIED = ("نقل", "أورد", "نشر", "علم")  # an outlet carries somebody else's words
_FEELS = ("أبدى", "عبر")
_NAMED = ("before_verb", "topic", "known", "title_name", "full_name", "surname", "title_surname")
_OUT_OF = fold("من")
_TONGUE, _THAT, _TO = fold("لسان"), fold("ذلك"), fold("إلى")
_TEXT_OF = frozenset(
    fold("نص نفس ذات ما تغريدة تدوينة منشور تصريح تصريحات رواية كلام أقوال إفادة شهادة تعبير قول").split()
)
_FROM, _WHAT, _IN, _ON, _LIMIT, _VIA, _AS = (
    fold(word) for word in ("عن", "ما", "في", "على", "حد", "نقلا", "كما")
)


@dataclass(slots=True)
class Cue:
    """kind: verb, participle, noun, by (بحسب فلان), paper (جاء في بيان), via (نقلاً عن)."""

    place: int
    kind: str
    lemma: str
    written: str
    speaker: Speaker
    that: int = -1  # the unit of أن or إن
    colon: int = -1


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
            or _by(units, place, speakers)
            or _paper(units, place, speakers)
        )
        if cue:
            cue.written = "نقلاً عن" if cue.kind == "via" else _without_and(unit, text)
            if cue.speaker.rule != "none" and cue.speaker.source is None:
                cue.speaker.source = _carrier(found)
            found.append(cue)
            nested = cue.kind == "verb" and _is_inside(units, place, found[:-1])
            person = cue.speaker.entity is not None and cue.speaker.entity.kind == "person"
            if (cue.kind in ("verb", "paper") and not nested) or (cue.kind in ("via", "by") and person):
                speakers.remember(cue.speaker)
    return found


def _carrier(found: list[Cue]) -> Entity | None:
    """The outlet that the sentence has named before as the one that carries the words."""
    for cue in found:
        if cue.speaker.source:
            return cue.speaker.source
        if cue.kind == "by" and cue.speaker.entity and cue.speaker.entity.source:
            return cue.speaker.entity
    return None


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
        or (units[place - 1].fold == _WHAT and place > 1 and units[place - 2].fold in cues.BY)
    )
    kind = "by" if by else verb.form if verb.form in ("participle", "noun") else "verb"
    if units[place - 1].fold == _LIMIT and place > 2:  # «ذهب فلان إلى حد وصف الخطة بأنها»
        speaker = speakers.actor(units, place)
        if speaker.rule == "none":
            speaker = speakers.carried_on()
    elif kind in ("participle", "noun"):
        speaker = speakers.quoted_from(units, place) if kind == "noun" else NOBODY
        if speaker.rule == "none" and not found:
            speaker = speakers.actor(units, place)
        if speaker.rule == "none":
            speaker = speakers.carried_on(verb.she and verb.form == "participle")
        else:
            speakers.remember(speaker)
    else:
        speaker = speakers.subject(units, place, verb)
        if (
            not by
            and verb.lemma in _CARRIED
            and not (
                speaker.entity and (speaker.entity.source or speaker.position or _from_there(units, speaker))
            )
        ):
            return None
        if verb.lemma in _CARRIED or (speaker.entity and speaker.entity.source):
            speaker = _behind_outlet(units, speaker, speakers)
        if speaker.rule == "none":
            many = unit.fold.endswith("وا") or (verb.form == "present" and unit.fold.endswith("ون"))
            speaker = speakers.carried_on(verb.she if verb.form == "past" else None, many=many)
    that, colon, mark = _ties(units, place, speaker.end)
    if kind == "verb" and max(that, colon, mark) < 0 and _is_afterthought(units, place, speaker):
        kind = "by"
    if kind != "by" and verb.weak and min(n for n in (that, colon, mark, 10_000) if n >= 0) > place + 12:
        if kind != "verb" or speaker.rule not in _NAMED or _is_inside(units, place, found):
            return None
        if verb.lemma not in _FEELS:
            speakers.remember(speaker)  # «دعا الأمين العام فلان إلى اجتماع. وقال…»
            return None
    if kind == "verb" and verb.weak and that < 0 and colon < 0 and _is_inside(units, place, found):
        return None
    if unit.word == "بين" and (that < 0 or place > 1):
        return None
    return Cue(place, kind, verb.lemma, unit.word, speaker, that, colon)


def _with_object(units: list[Unit], place: int) -> Verb | None:
    """«وفق ما أكده الوزير», «على ما أعلنته الوكالة»: the verb with its «ه»."""
    if not place or units[place - 1].fold != _WHAT or not units[place].fold.endswith("ه"):
        return None
    verb = VERBS.get(units[place].fold[:-1])
    return verb if verb and verb.form == "past" else None


def _is_inside(units: list[Unit], place: int, found: list[Cue]) -> bool:
    """Is this verb part of what another cue tells: «قال الحلف إن تركيا طلبت»? «وأضاف» and «، قال» go on beside it."""
    told = any(0 <= cue.that < place for cue in found)
    joined_and = units[place].fold not in VERBS
    return told and not joined_and and units[place - 1].kind == "w" and units[place - 1].fold not in _THEN


def _is_afterthought(units: list[Unit], place: int, speaker: Speaker) -> bool:
    """«…، كما أعلن الوزير.»، «…، على ما ذكرته الوكالة»: who said all that stands before."""
    before = units[place - 1].fold if place else ""
    led = before == _AS or (before == _WHAT and place > 1 and units[place - 2].fold == _ON)
    return led and place > 4 and speaker.rule != "none"


def _is_no_verb(units: list[Unit], place: int, verb: Verb) -> bool:
    """A noun that looks like a verb, or the narrator: «يذكر أن», «من المتوقع»."""
    before = units[place - 1] if place else None
    after = units[place + 1] if place + 1 < len(units) else None
    joined_and = units[place].fold not in VERBS
    aside = place > 1 and before.fold == _THAT and units[place - 2].fold == _TO  # «إلى ذلك، دعا»
    if verb.form == "past" and before and not joined_and and _governs(before) and not aside:
        return True
    if before and before.fold == _WHAT and not joined_and and verb.form == "past" and not verb.she:
        return not (place > 1 and units[place - 2].fold in cues.BY | {_ON})  # «ما ذكر أنه خلاف»
    if (
        verb.lemma == "اعتبر"
        and verb.form == "present"
        and not any(unit.fold in cues.COMPLEMENTIZERS for unit in units[place + 1 : place + 5])
    ):
        return True  # «وتعتبر الوكالات من أهم كذا»
    if before and after and before.fold in RELATIVE and after.fold == _OUT_OF:
        return True  # «الذي اعتبر من المتشددين»
    if units[place].word == "آمل":
        return True  # «I hope», which folds like «أمل»
    if verb.lemma == "عبر" and not any(unit.fold == _FROM for unit in units[place + 1 : place + 5]):
        return True
    if verb.form == "present" and not verb.she and fold(verb.lemma) in cues.NARRATOR and after:
        tied = after.fold in cues.COMPLEMENTIZERS or after.fold in (fold("إلى"), fold("على"), fold("من"))
        if tied and (place == 0 or before.kind != "w" or before.fold in _THEN):
            return True
    return bool(
        before and before.fold.startswith("ال") and verb.form == "past" and verb.weak and not joined_and
    )


def _governs(unit: Unit) -> bool:
    """Is a noun behind this word: «بعد كشف», «ومع ذكر»?"""
    return unit.fold in cues.GOVERNING or (unit.fold[:1] == "و" and unit.fold[1:] in cues.GOVERNING)


def _ties(units: list[Unit], place: int, behind: int = 0) -> tuple[int, int, int]:
    """(complementizer, colon, mark) that tie words to the verb at `place`; -1 each when there is none.

    The subject ends before the unit `behind`: marks in it hold a part of its title.
    """
    that = colon = mark = -1
    for at in range(max(place + 1, behind), min(len(units), place + REACH)):
        unit = units[at]
        if (
            unit.fold in cues.COMPLEMENTIZERS
            and unit.word not in ("أنا", "آن")
            and units[at - 1].fold not in _NO_THAT
        ):
            that = at
            break
        if unit.word == ":":
            colon = at
            after = units[at + 1] if at + 1 < len(units) else None
            if after and after.fold in cues.COMPLEMENTIZERS:
                that = at + 1
            break
        if unit.kind == "q":
            mark = at if mark < 0 else mark
            named = at + 1 < len(units) and (
                units[at + 1].fold in cues.COMPLEMENTIZERS or units[at + 1].word == ":"
            )
            if named or is_subject_in_marks(units, at):
                continue
            if not is_preposition(units[at - 1]) and not joined(units[at - 1].fold, cues.CLASS_NOUNS):
                break
        other = verb_of(unit)
        if other and other.form == "past" and not other.weak and units[at - 1].fold not in _THEN:
            break
    return that, colon, mark


def _from_there(units: list[Unit], carrier: Speaker) -> bool:
    """«نقل المرصد عن سكان»: a body, no outlet, that carries somebody's words."""
    return carrier.end < len(units) and units[carrier.end].fold in (_FROM, _OUT_OF, *FROM_HIM)


def _behind_outlet(units: list[Unit], outlet: Speaker, speakers: Speakers) -> Speaker:
    """«قالت صحيفة كذا، نقلاً عن فلان، إنه»، «نقلت وكالة كذا عن فلان قوله»: the words are the second one's."""
    if not (outlet.entity and (outlet.entity.source or _from_there(units, outlet))):
        return outlet
    for at in range(outlet.end, min(len(units) - 1, outlet.end + 25)):
        unit = units[at]
        if unit.kind == "q" or unit.fold in cues.COMPLEMENTIZERS or unit.word == ":":
            break
        if unit.fold in FROM_HIM and at == outlet.end:  # «ونقلت صحيفة كذا عنه قوله»
            behind = speakers.met_last(units, at)
            behind.source = outlet.entity
            return behind
        tongue = unit.fold == _TONGUE and units[at - 1].fold == _ON
        if tongue or (
            unit.fold in (_FROM, _OUT_OF)
            and (at == outlet.end or units[at - 1].fold in (_VIA, fold("ونقلا")))
        ):
            behind = speakers.phrase(units, at + 1)
            if behind.rule not in ("none", "unnamed") and not (behind.entity and behind.entity.source):
                behind.rule, behind.source = "source_chain", outlet.entity
                return behind
            if behind.rule == "unnamed":
                behind.source = outlet.entity
                return behind
    return outlet


def _by(units: list[Unit], place: int, speakers: Speakers) -> Cue | None:
    """«بحسب فلان»، «وفقاً للوزارة»، «نقلاً عن فلان»، «على حد قوله»."""
    unit = units[place]
    behind = units[place + 1] if place + 1 < len(units) else None
    if behind is None:
        return None
    bare = unit.fold[1:] if unit.fold[:1] == "و" and unit.fold not in cues.BY else unit.fold
    if bare in cues.BY and verb_of(behind) is None and behind.fold != _WHAT:
        owner = place + 1 + (behind.fold.removeprefix("ل") in _TEXT_OF)
        if behind.kind == "q" and len(behind.word.split()) <= 4:  # «بحسب "المرسى"»
            known, kind = cues.WELL_KNOWN_OUTLETS.get(fold(behind.word), (behind.word, ""))
            outlet = speakers.cast.organization(known, behind.start, kind)
            return Cue(place, "by", "بحسب", unit.word, Speaker(outlet, "named_in_marks", behind.word))
        speaker = speakers.phrase(without_lam(units, owner), 0)
        if speaker.rule not in ("none", "single_name"):
            return Cue(place, "by", "بحسب", unit.word, speaker)
    if (
        bare == _VIA
        and behind.fold == _FROM
        and outlet_at(speakers.text, speakers.cast, units, place + 2) is None
    ):
        speaker = speakers.phrase(units, place + 2)
        if speaker.rule != "none":
            return Cue(place, "via", "نقلاً عن", unit.word, speaker)
    if (
        unit.fold == _ON
        and behind.fold == _LIMIT
        and place + 2 < len(units)
        and _says_after(units[place + 2])
    ):
        own = units[place + 2].fold in cues.AFTERWARDS
        speaker = NOBODY if own else speakers.phrase(units, place + 3)
        if speaker.rule == "none":
            speaker = speakers.carried_on()
        return Cue(place, "by", "على حد قوله", unit.word, speaker)
    return None


def _says_after(unit: Unit) -> bool:
    return unit.fold in cues.AFTERWARDS or unit.fold in frozenset(fold("قول تعبير وصف زعم نص").split())


def _paper(units: list[Unit], place: int, speakers: Speakers) -> Cue | None:
    """«جاء في بيان الوزارة: …»، «في بيان»."""
    unit = units[place]
    if joined(unit.fold, cues.OUTSIDE_TALK) and place + 2 < len(units) and units[place + 1].fold == _IN:
        speaker = speakers.phrase(units, place + 2)
        if speaker.rule == "none":
            speaker = _issuer(units, place + 2, speakers)
        if speaker.rule != "none":
            that, colon, mark = _ties(units, place, speaker.end)
            if max(that, colon, mark) >= 0:
                return Cue(place, "paper", "جاء في", unit.word, speaker, that, colon)
    if (
        unit.fold == _IN
        and place + 1 < len(units)
        and joined(units[place + 1].fold, cues.PAPERS)
        and speakers.last.entity
    ):
        speakers.paper_of = speakers.last.entity
    return None


def _issuer(units: list[Unit], place: int, speakers: Speakers) -> Speaker:
    """«جاء في الوثائق التي نشرتها الوزارة أن»: whose papers they are."""
    for at in range(place + 1, min(len(units) - 1, place + 5)):
        if units[at].kind != "w":
            break
        if units[at - 1].fold in RELATIVE and units[at].fold.endswith(("ته", "تها", "ه", "ها")):
            behind = units[at + 1]
            short = behind.kind == "q" and len(behind.word.split()) <= 3
            return speakers.in_marks(units, at + 1) if short else speakers.phrase(units, at + 1)
    return NOBODY


__all__ = ["NOBODY", "Cue", "read"]
