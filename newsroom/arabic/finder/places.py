"""Through whom and where things were said: outlets the story leans on, and occasions with their dates."""

from newsroom.arabic.dates import FoundDate
from newsroom.arabic.finder import cues
from newsroom.arabic.finder.names import Cast
from newsroom.arabic.finder.shapes import FoundOccasion, FoundSource
from newsroom.arabic.finder.speakers import outlet_at
from newsroom.arabic.finder.units import Sentence, clean

_LONGEST = max(len(words.split()) for words in cues.OCCASIONS)


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


def occasions(text: str, story: list[Sentence], dates: list[FoundDate]) -> list[FoundOccasion]:
    """Press conferences, interviews, statements…: each sentence's first, with the date printed in that sentence."""
    found, date_at = [], 0
    for sentence in story:
        while date_at < len(dates) and dates[date_at].end <= sentence.start:
            date_at += 1
        occasion = _occasion(text, sentence)
        if occasion:
            behind = [
                date for date in dates[date_at : date_at + 4] if occasion.start < date.start < sentence.end
            ]
            if behind:
                occasion.on = behind[0].iso
            found.append(occasion)
    return found


def by_sentence(found: list[FoundOccasion], story: list[Sentence]) -> dict[int, int]:
    """The place in `found` of each sentence's occasion; a sentence without one is not in it."""
    answer, at = {}, 0
    for number, sentence in enumerate(story):
        while at < len(found) and found[at].start < sentence.start:
            at += 1
        if at < len(found) and found[at].start < sentence.end:
            answer[number] = at
    return answer


def _occasion(text: str, sentence: Sentence) -> FoundOccasion | None:
    units = sentence.units
    for place, unit in enumerate(units):
        if unit.kind != "w":
            continue
        for length in range(_LONGEST, 0, -1):
            words = [one.fold for one in units[place : place + length]]
            kind = cues.OCCASIONS.get(" ".join(words)) or cues.OCCASIONS.get(
                " ".join([clean(words[0]), *words[1:]])
            )
            if kind and len(words) == length:
                return FoundOccasion(
                    kind,
                    text[unit.start : units[place + length - 1].end],
                    unit.start,
                    units[place + length - 1].end,
                )
    return None
