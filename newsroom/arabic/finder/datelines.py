"""The line of a reporter and his town that opens a story: «فلان الفلاني - المرسى - الساحل: », «فلان – الساحل»."""

from newsroom.arabic.finder.units import Sentence, Unit
from newsroom.arabic.finder.verbs import VERBS

LONGEST = 14  # units
LONGEST_PART = 5  # words between two strokes
LAST_PARAGRAPH = 2  # in which such a line may stand
_STROKES = ("-", "–", "—", "ـ")


def without_dateline(story: list[Sentence]) -> list[Sentence]:
    """The story with its dateline as a sentence of its own, marked as one: nobody in it speaks or is spoken of."""
    for place, sentence in enumerate(story[:3]):
        if sentence.paragraph > LAST_PARAGRAPH:
            break
        end = _end(sentence.units)
        if not end:
            continue
        line = Sentence(sentence.units[:end], sentence.paragraph, dateline=True)
        rest = [Sentence(sentence.units[end:], sentence.paragraph)] if sentence.units[end:] else []
        return [*story[:place], line, *rest, *story[place + 1 :]]
    return story


def _tells(unit: Unit) -> bool:
    """A verb of saying; but «متابعة», which folds like a participle, is what a desk does."""
    verb = VERBS.get(unit.fold)
    return verb is not None and verb.form != "participle"


def _end(units: list[Unit]) -> int:
    """Where the dateline that the units begin with ends: behind its colon, or with the line; 0 when there is none."""
    words, strokes = 0, 0
    for place, unit in enumerate(units[: LONGEST + 1]):
        if unit.word in _STROKES:
            if not words:
                return 0
            words, strokes = 0, strokes + 1
        elif unit.word == ":":
            return place + 1 if strokes and words else 0
        elif unit.kind == "q" and len(unit.word.split()) <= 2:
            words += 1  # «رأي "المرسى"- خاص:»
        elif unit.kind != "w" or _tells(unit):
            return 0
        else:
            words += 1
            if words > LONGEST_PART:
                return 0
    return len(units) if strokes and words and len(units) <= LONGEST else 0
