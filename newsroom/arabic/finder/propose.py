"""A story's text in, proposals out."""

import datetime
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from itertools import chain

from newsroom.arabic import dates
from newsroom.arabic.finder import frames, interviews, marks, places, when
from newsroom.arabic.finder.cast import Cast
from newsroom.arabic.finder.datelines import without_dateline
from newsroom.arabic.finder.decide import decide
from newsroom.arabic.finder.gazetteer import is_first_name
from newsroom.arabic.finder.interviews import Answer
from newsroom.arabic.finder.marks import Span
from newsroom.arabic.finder.meeting import meet_everybody
from newsroom.arabic.finder.openings import actor
from newsroom.arabic.finder.proposals import office, proposal
from newsroom.arabic.finder.reported import reported
from newsroom.arabic.finder.shapes import Found, FoundPerson, Known, Proposal
from newsroom.arabic.finder.speaker import NOBODY, Speaker
from newsroom.arabic.finder.speakers import Speakers
from newsroom.arabic.finder.ties import Cue
from newsroom.arabic.finder.units import Sentence, Unit, sentences
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import nfc


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
        told[number] += reported(text, sentence, cues, speakers, told[number])
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
    for one in proposals:
        at = bisect_right(starts, one.start) - 1
        if at < 0 or one.start >= answers[at].end:
            kept.append(one)
    return kept


def _answers(text: str, answers: list[Answer], cast: Cast) -> list[Proposal]:
    """An interview's answers as the words of its guest: whoever the introduction names most."""
    if not answers:
        return []
    intro = interviews.first_question(text, answers)
    named = [one for one in cast.people if any(place <= intro for place in one.places)]
    guest = max(named, key=lambda one: (len(one.positions) > 0, len(one.places)), default=None)
    speaker = Speaker(guest, "guest", guest.name, office(guest)) if guest else NOBODY
    return [
        proposal(text, Unit("q", one.start, one.end, "", ""), "direct", speaker, None, "answer", 0.85)
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
                proposal(text, unit, verdict.kind, speaker, verdict.cue, verdict.rule, verdict.sure)
            )
    return proposals
