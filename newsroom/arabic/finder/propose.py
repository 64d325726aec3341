"""A story's text in, proposals out."""

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from newsroom.arabic import dates
from newsroom.arabic.finder import frames, interviews, marks, places, when
from newsroom.arabic.finder.cast import Cast, Entity, tokens_of
from newsroom.arabic.finder.cues import RANKS, SPEECH_OBJECTS
from newsroom.arabic.finder.datelines import without_dateline
from newsroom.arabic.finder.decide import decide
from newsroom.arabic.finder.gazetteer import is_first_name
from newsroom.arabic.finder.interviews import Answer
from newsroom.arabic.finder.kinds import verb_of
from newsroom.arabic.finder.marks import Span
from newsroom.arabic.finder.meeting import meet_everybody
from newsroom.arabic.finder.openings import actor
from newsroom.arabic.finder.shapes import Found, FoundPerson, Known, Proposal
from newsroom.arabic.finder.speaker import NOBODY, Speaker
from newsroom.arabic.finder.speakers import Speakers
from newsroom.arabic.finder.spokesmen import represented
from newsroom.arabic.finder.ties import Cue
from newsroom.arabic.finder.units import Sentence, Unit, clean, sentences
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import nfc

_FEELS = ("أبدى", "أعرب", "عبر")
_FROM = fold("عن")
_OF_MARKS = ("على حد قوله", "بهذه الكلمات")  # said of words between marks alone
THRESHOLD = 0.5  # below it no speaker is filled in: an empty field costs less than a wrong name in print


def propose(text: str, known: Iterable[Known] = (), reported_on: datetime.date | None = None) -> Found:
    """Everything found in one story: quotes, people, sources, occasions, dates and warnings about the marks.

    Offsets are code points of NFC(text). `known` are people the newsroom has; `reported_on` is the day of
    the report, by which dates are judged. Never raises for odd marks or odd prose; linear in the length.
    """
    text = nfc(text)
    found = Found()
    spans, found.warnings = marks.parse(text)
    found.dates = dates.find(text, reported_on)
    story = without_dateline(sentences(text, spans))
    cast = Cast(known)
    speakers = Speakers(text, cast)
    meet_everybody(speakers.names, [sentence for sentence in story if not sentence.dateline])
    found.sources = places.sources(text, cast, story)
    repeated = _repeated(text, spans)
    occasions = places.occasions(text, story, found.dates)
    told: dict[int, list[Proposal]] = {}
    for number, sentence in enumerate(story):
        if sentence.dateline:
            continue
        speakers.before = story[number - 1].units if number and not story[number - 1].dateline else []
        cues = frames.read(sentence.units, speakers, text)
        told[number] = _quotes(text, sentence, cues, speakers, repeated)
        told[number] += _indirect(text, sentence, cues, speakers, told[number])
        when.told(told[number], sentence, cues, found.dates)
        if number and number - 1 not in occasions:
            story[number - 1].units = []  # read to the end: a book holds no more memory than it must
    places.settle(told, story, occasions)
    found.occasions = list(occasions.values())
    answers = interviews.answers(text)
    kept = _outside(answers, chain(*told.values()))
    found.quotes = sorted([*kept, *_answers(text, answers, cast)], key=lambda one: (one.start, -one.end))
    when.before_the_report(found, reported_on)
    taken = {proposal.speaker for proposal in found.quotes}
    found.people = [
        FoundPerson(one.name, one.positions, one.uid)
        for one in cast.people
        if one.uid or one.name in taken or (one.positions and is_first_name(one.tokens[0]))
    ]
    return found


def _outside(answers: list[Answer], proposals: Iterable[Proposal]) -> list[Proposal]:
    """Proposals that stand in no answer of an interview: what is told there is told by the guest."""
    starts = [answer.start for answer in answers]
    kept = []
    for proposal in proposals:
        at = bisect_right(starts, proposal.start) - 1
        if at < 0 or proposal.start >= answers[at].end:
            kept.append(proposal)
    return kept


def _answers(text: str, answers: list[Answer], cast: Cast) -> list[Proposal]:
    """An interview's answers as the words of its guest: whoever the introduction names most."""
    if not answers:
        return []
    intro = interviews.first_question(text, answers)
    named = [one for one in cast.people if any(place <= intro for place in one.places)]
    guest = max(named, key=lambda one: (len(one.positions) > 0, len(one.places)), default=None)
    speaker = Speaker(guest, "guest", guest.name, _office(guest)) if guest else NOBODY
    return [
        _proposal(text, Unit("q", one.start, one.end, "", ""), "direct", speaker, None, "answer", 0.85)
        for one in answers
    ]


def _repeated(text: str, spans: list[Span]) -> frozenset[str]:
    """The short spans that stand between marks more than once, folded."""
    seen = Counter(
        fold(text[span.start : span.end]) for span in spans if span.depth == 0 and span.end - span.start < 40
    )
    return frozenset(words for words, number in seen.items() if number > 1)


def _quotes(
    text: str, sentence: Sentence, cues: list[Cue], speakers: Speakers, repeated: frozenset[str]
) -> list[Proposal]:
    proposals, previous = [], None
    for place, unit in enumerate(sentence.units):
        if unit.kind != "q":
            continue
        verdict = decide(
            sentence.units,
            place,
            cues,
            previous,
            floating=speakers.last.rule != "none",
            repeated=repeated,
            is_named=speakers.cast.is_named,
        )
        previous = verdict
        if verdict.kind:
            speaker = verdict.cue.speaker if verdict.cue else NOBODY
            if verdict.rule == "announced" and (verdict.cue is None or speaker.rule == "none"):
                speaker = actor(speakers, sentence.units, place)  # «واستهل فلان تغريدته بعبارة "…"»
            if verdict.cue is None and speaker.rule == "none":
                speaker = speakers.carried_on(rule="previous_speaker")
            proposals.append(
                _proposal(text, unit, verdict.kind, speaker, verdict.cue, verdict.rule, verdict.sure)
            )
    return proposals


def _indirect(
    text: str, sentence: Sentence, cues: list[Cue], speakers: Speakers, quotes: list[Proposal]
) -> list[Proposal]:
    """At most one for a sentence: the first cue whose statement is not only the words between marks."""
    units = sentence.units
    for cue in sorted(
        cues, key=lambda cue: cue.kind == "by"
    ):  # «بحسب "المرسى"، ذكر فلان أن»: the words are his
        if (cue.kind == "noun" and cue.that < 0) or (cue.speaker.rule == "none" and not _is_told(units, cue)):
            continue
        told = cue.that >= 0 and _goes_on(units, cue.that + 1)
        told = told or (
            cue.colon >= 0
            and cue.that < 0
            and _goes_on(units, cue.colon + 1)
            and units[cue.colon + 1].kind == "w"
        )
        told = told or (
            cue.kind == "by" and cue.lemma not in _OF_MARKS and len(units) > 6 and cue.speaker.rule != "none"
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
            return [_proposal(text, whole, "indirect", cue.speaker, cue, "speech_act", 0.6)]
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
            return [_proposal(text, whole, "indirect", speaker, None, "headline", 0.7)]
    return []


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
    """Does the verb alone say that somebody spoke, though nobody is found: «قال … إن», not «نأمل أن»?"""
    verb = verb_of(units[cue.place])  # None for «ما أكده»
    return cue.kind == "verb" and verb is not None and verb.form == "past" and not verb.weak


def _goes_on(units: list[Unit], place: int) -> bool:
    """Are there told words from here on, not just one span between marks?"""
    if place >= len(units):
        return False
    if units[place].kind == "q":
        behind = sum(unit.kind == "w" for unit in units[place + 1 :])
        return len(units[place].word.split()) <= 2 and behind >= 6
    return sum(unit.kind == "w" for unit in units[place : place + 3]) >= 2


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
    return _proposal(text, Unit("q", start, end, "", ""), "indirect", cue.speaker, cue, rule, sure)


def _edges(text: str, sentence: Sentence) -> tuple[int, int]:
    start, end = sentence.start, sentence.end
    if sentence.units[0].kind == "q":
        start -= 1
    if sentence.units[-1].kind == "q" and text[end : end + 1] in tuple('»”"'):
        end += 1
    return start, end


def _office(entity: Entity) -> str:
    """The fullest position the story prints for somebody, a rank only when there is nothing else."""
    return max(
        entity.positions, key=lambda one: (clean(tokens_of(one)[0]) not in RANKS, len(one)), default=""
    )


def _proposal(
    text: str, unit: Unit, kind: str, speaker: Speaker, cue: Cue | None, rule: str, sure: float
) -> Proposal:
    speaker = speaker or NOBODY
    entity, confidence = speaker.entity, round(sure * (speaker.sure if speaker.rule != "none" else 1), 2)
    named = entity is not None and speaker.sure >= THRESHOLD
    position = speaker.position or (_office(entity) if named else "")
    return Proposal(
        unit.start,
        unit.end,
        text[unit.start : unit.end],
        kind,
        speaker=entity.name if named else None,
        speaker_kind=entity.kind if named else "unnamed" if speaker.rule == "unnamed" else "",
        speaker_uid=entity.uid if named else "",
        speaker_as_written=speaker.as_written,
        position_as_written=position,
        on_behalf_of=represented(position or speaker.as_written),
        verb=cue.written if cue else "",
        confidence=confidence,
        rule=f"{rule}+{speaker.rule}",
        candidates=speaker.candidates or ((entity.name,) if entity else ()),
        sources=(speaker.source.name,) if speaker.source else (),
    )
