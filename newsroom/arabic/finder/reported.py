"""The statement of a sentence that stands between no marks: «قال فلان إن», «بحسب الوزارة»."""

from newsroom.arabic.finder.cues import SPEECH_OBJECTS
from newsroom.arabic.finder.kinds import verb_of
from newsroom.arabic.finder.proposals import proposal
from newsroom.arabic.finder.shapes import Proposal
from newsroom.arabic.finder.speakers import Speakers
from newsroom.arabic.finder.ties import Cue
from newsroom.arabic.finder.units import Sentence, Unit
from newsroom.arabic.fold import fold

_FEELS = ("أبدى", "أعرب", "عبر")
_SAYS = ("قال", "أفاد", "أضاف", "زعم")  # no reader is addressed by them, no figure does it
_CARRIED = ("نقل", "أورد", "نشر")
_TOLD_BY = ("قال", "أفاد", "أعلن", "ذكر", "أكد", "أوضح", "أشار", "كشف")
_FROM = fold("عن")
_OF_MARKS = ("على حد قوله", "بهذه الكلمات")  # said of words between marks alone


def reported(
    text: str, sentence: Sentence, cues: list[Cue], speakers: Speakers, quotes: list[Proposal]
) -> list[Proposal]:
    """At most one for a sentence: the first cue whose statement is not only the words between marks."""
    units = sentence.units
    for cue in sorted(cues, key=_comes_late):
        if (cue.kind == "noun" and cue.that < 0) or (cue.speaker.rule == "none" and not _is_told(units, cue)):
            continue
        outlet = cue.speaker.entity is not None and cue.speaker.entity.source
        if cue.kind == "by" and outlet and quotes and cue.lemma in _CARRIED:
            continue  # «قال فلان، وفقاً لما نقلته الوكالة: "…"»: it carries his words
        told = cue.that >= 0 and _goes_on(units, cue.that + 1)
        told = told or (
            cue.colon >= 0
            and cue.that < 0
            and _goes_on(units, cue.colon + 1)
            and units[cue.colon + 1].kind == "w"
        )
        told = told or (
            cue.kind == "by"
            and cue.lemma not in _OF_MARKS
            and len(units) > 6
            and (cue.speaker.rule != "none" or _is_told(units, cue))
        )
        if told:
            rule = "told" if cue.that >= 0 else "attributed" if cue.kind == "by" else "colon"
            return [_clause(text, sentence, cues, cue, rule, quotes)]
    for cue in cues:
        thus = units[0].kind == "q" and bool(
            quotes
        )  # «"…". هكذا أعرب فلان عن قلقه»: the words are what he feels
        if (
            cue.lemma in _FEELS
            and cue.kind == "verb"
            and cue.speaker.entity
            and _names_feeling(units, cue)
            and not thus
        ):
            whole = Unit("q", *_edges(text, sentence), "", "")
            return [proposal(text, whole, "indirect", cue.speaker, cue, "speech_act", 0.6)]
    colon = next((n for n, unit in enumerate(units[:9]) if unit.word == ":"), 0)
    if (
        colon
        and not any(cue.place < colon for cue in cues)
        and _goes_on(units, colon + 1)
        and units[colon + 1].kind == "w"
    ):
        speaker = speakers.phrase(units, 0)
        if (
            speaker.entity
            and speaker.end == colon
            and speaker.rule not in ("single_name", "generic_title", "organization")
        ):
            whole = Unit("q", *_edges(text, sentence), "", "")
            return [proposal(text, whole, "indirect", speaker, None, "headline", 0.7)]
    return []


def _comes_late(cue: Cue) -> tuple[bool, bool]:
    """«بحسب "المرسى"، ذكر فلان أن»: the words are his; «مؤكداً أن» without anybody yields to whoever is named."""
    return cue.kind == "participle" and cue.speaker.rule == "none", cue.kind == "by"


def _names_feeling(units: list[Unit], cue: Cue) -> bool:
    """«أبدى فلان ارتياباً»، «أعرب عن قلقه»: the statement is told by a noun, not by a clause."""
    at = max(cue.speaker.end, cue.place + 1)
    if at < len(units) and units[at].fold == _FROM:
        at += 1
    if at >= len(units) or units[at].kind != "w":
        return False
    return (
        units[at].fold in SPEECH_OBJECTS
        or units[at].word.endswith("ا")
        or units[at].fold.endswith(("ه", "ها"))
    )


def _is_told(units: list[Unit], cue: Cue) -> bool:
    """Does the verb alone say that somebody spoke, though nobody is found: «قال … إن», «مؤكداً أن», not «نأمل أن»?"""
    verb = verb_of(units[cue.place])  # None for «ما أكده»
    if verb is None or verb.weak:
        return False
    if cue.kind == "by":  # «حسبما أفادت أجهزة الإنقاذ»
        return verb.form == "past" and verb.lemma in _TOLD_BY
    if cue.kind == "participle":
        return cue.lemma != "جزم" and 0 <= cue.that <= cue.place + 8  # «أعتقد جازماً أن»
    if verb.form == "present" and cue.kind == "verb":  # «تسريبات تفيد بأن», «ويقول لنا … إن»
        at_once = verb.lemma == "أفاد" and cue.that == cue.place + 1
        return at_once or (cue.place == 0 and verb.lemma in _SAYS and cue.that > 1)
    return cue.kind == "verb" and verb.form == "past"


def _goes_on(units: list[Unit], place: int) -> bool:
    """Are there told words from here on, not just one span between marks?"""
    if place >= len(units):
        return False
    if units[place].kind == "q":
        behind = sum(unit.kind == "w" for unit in units[place + 1 :])
        return len(units[place].word.split()) <= 2 and behind >= 6
    return (
        sum(unit.kind == "w" for unit in units[place : place + (5 if units[place].word == "(" else 3)]) >= 2
    )


def _clause(
    text: str, sentence: Sentence, cues: list[Cue], cue: Cue, rule: str, quotes: list[Proposal]
) -> Proposal:
    """What the cue tells: the sentence, without what other cues in it say between marks.

    Words between marks that the cue itself tells stay inside: «قال إنه "يحتمل" أن…» is one statement.
    """
    units = sentence.units
    start, end = _edges(text, sentence)
    marked = {quote.start for quote in quotes}
    for place, unit in enumerate(units):
        if unit.kind != "q" or unit.start not in marked or cue.kind == "by":
            continue
        own = max((one for one in cues if one.place < place), key=lambda one: one.place, default=None)
        if place < cue.place:
            start = max(start, units[cue.place].start)
        elif own is not None and own.place > cue.place:
            end = min(end, units[own.place - 1].end if own.place else end)
    while text[end - 1 : end] in ("،", ",", " ", "؛") and end > start:
        end -= 1
    if start >= end:
        start, end = _edges(text, sentence)
    sure = 0.85 if cue.that >= 0 else 0.65
    return proposal(text, Unit("q", start, end, "", ""), "indirect", cue.speaker, cue, rule, sure)


def _edges(text: str, sentence: Sentence) -> tuple[int, int]:
    start, end = sentence.start, sentence.end
    if sentence.units[0].kind == "q":
        start -= 1
    if sentence.units[-1].kind == "q" and text[end : end + 1] in tuple('»”"'):
        end += 1
    return start, end
