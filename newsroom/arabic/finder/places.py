"""Through whom and where things were said: outlets the story leans on, and occasions with their dates."""

from newsroom.arabic.dates import FoundDate
from newsroom.arabic.finder import cues
from newsroom.arabic.finder.cast import Cast, tokens_of
from newsroom.arabic.finder.outlets import outlet_at
from newsroom.arabic.finder.shapes import FoundOccasion, FoundSource, Proposal
from newsroom.arabic.finder.units import Sentence, clean
from newsroom.arabic.fold import fold

_FIRST_WORDS = frozenset(words.split()[0] for words in cues.OCCASIONS)
_LONGEST = max(len(words.split()) for words in cues.OCCASIONS)
# «تصريحات فلان في مؤتمر صحفي» tells where what was quoted before was said.
_REMARKS = frozenset(fold("تصريحات تصريح أقوال كلام حديث تعليقات تعليق").split())
_NEAR = 3  # paragraphs


def sources(text: str, cast: Cast, story: list[Sentence]) -> list[FoundSource]:
    """Each outlet once, where it is first named."""
    found: dict[str, FoundSource] = {}
    for sentence in story:
        place = 0
        while place < len(sentence.units):
            outlet = outlet_at(text, cast, sentence.units, place)
            if outlet is None:
                place += 1
                continue
            entity, end = outlet
            if entity.name not in found:
                start, last = sentence.units[place].start, sentence.units[end - 1]
                found[entity.name] = FoundSource(entity.name, entity.source, start, last.end)
            place = end
    return list(found.values())


def occasions(text: str, story: list[Sentence], dates: list[FoundDate]) -> dict[int, FoundOccasion]:
    """The occasion of each sentence that names one, by the sentence's number, with the date printed behind it."""
    found, date_at = {}, 0
    for number, sentence in enumerate(story):
        while date_at < len(dates) and dates[date_at].end <= sentence.start:
            date_at += 1
        occasion = _occasion(text, sentence)
        if occasion:
            behind = [
                date for date in dates[date_at : date_at + 4] if occasion.start < date.start < sentence.end
            ]
            if behind:
                occasion.date = dates.index(behind[0], date_at)
                occasion.on = "" if behind[0].problem else behind[0].iso
            found[number] = occasion
    return found


def settle(
    proposals: dict[int, list[Proposal]], story: list[Sentence], found: dict[int, FoundOccasion]
) -> None:
    """Give each proposal its occasion: its own sentence's; else a near one that names its speaker.

    Only «تصريحات فلان في…» looks back to quotes before it; anybody named beside an occasion of people
    together (a press conference, a session) takes it along for the quotes that follow.
    """
    order = {number: place for place, number in enumerate(found)}
    for number, occasion in found.items():
        sentence = story[number]
        names = {unit.fold for unit in sentence.units if unit.kind == "w"}
        back = bool(names & _REMARKS) and occasion.kind not in ("statement", "private_statement")
        ahead = occasion.kind in ("press_conference", "session", "briefing")
        for near in range(max(0, number - 12), min(len(story), number + 13)):
            if abs(story[near].paragraph - sentence.paragraph) > _NEAR:
                continue
            if near != number and not (back if near < number else ahead):
                continue
            for proposal in proposals.get(near, ()):
                own = near == number
                if proposal.occasion is not None and not own:
                    continue
                named = proposal.speaker and tokens_of(proposal.speaker)[-1] in names
                if own or (named and near not in found):
                    proposal.occasion, proposal.said_on = order[number], occasion.on


def _occasion(text: str, sentence: Sentence) -> FoundOccasion | None:
    """The first occasion of the sentence; a bare «تصريحات» only when nothing says more."""
    units, vague = sentence.units, None
    for place, unit in enumerate(units):
        if unit.kind != "w" or (unit.fold not in _FIRST_WORDS and clean(unit.fold) not in _FIRST_WORDS):
            continue
        for length in range(min(_LONGEST, len(units) - place), 0, -1):
            words = [one.fold for one in units[place : place + length]]
            kind = cues.OCCASIONS.get(" ".join(words)) or cues.OCCASIONS.get(
                " ".join([clean(words[0]), *words[1:]])
            )
            if not kind:
                continue
            end = units[place + length - 1].end
            occasion = FoundOccasion(kind, text[unit.start : end], unit.start, end)
            if kind != "statement":
                return occasion
            vague = vague or occasion
            break
    return vague
