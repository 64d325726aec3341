"""Which words of the original text to show under a hit, and which of them to mark."""

import re

from newsroom.arabic import words
from newsroom.search.query import Phrase

LETTERS = 240  # about three lines
LEAD = 60  # so much may stand before the first marked word
# A text is read piece by piece until one piece holds all the words, seldom further than the first.
PIECE = 1500
READ = 30_000


def marked(text, query):
    """The whole text as [(piece, is_match)]; the pieces joined are the text."""
    return _pieces(text, _found(text, query), 0, len(text))


def passage(text, query):
    """The passage around the words asked for, as [(piece, is_match)], with "…" where text is left out.

    Without any of them in it: the text's beginning.
    """
    best, spans, start = 0, [], 0
    wanted = len(query.words)
    while start < min(len(text), READ):
        end = _piece_end(text, start)
        found = _found(text, query, start, end)
        held, first = _densest(found)
        if held > best:
            best, spans = held, found[first:]
        if best >= wanted:
            break
        start = end
    start = _sentence_start(text, spans[0][0]) if spans else 0
    end = _word_end(text, start + LETTERS)
    pieces = _pieces(text, spans, start, end)
    return [
        *([("… ", False)] if start else []),
        *((piece.replace("\n", " "), is_match) for piece, is_match in pieces),
        *([(" …", False)] if end < len(text) else []),
    ]


def _piece_end(text, start):
    end = start + PIECE
    if end >= len(text):
        return len(text)
    blank = text.rfind(" ", start + 1, end)
    return blank if blank > start else end


def _found(text, query, start=0, end=None):
    """[(start, end, what was found)] of the matches in text[start:end], in order."""
    items = query.items
    stems = {item.stem for item in items if not isinstance(item, Phrase)}
    phrases = [[word.surface for word in item.words] for item in items if isinstance(item, Phrase)]
    read = words.words(text[start:end])
    spans = [(word.start + start, word.end + start, word.stem) for word in read if word.stem in stems]
    surfaces = [word.surface for word in read]
    for phrase in phrases:
        for place in range(len(surfaces) - len(phrase) + 1):
            if surfaces[place] == phrase[0] and surfaces[place : place + len(phrase)] == phrase:
                last = read[place + len(phrase) - 1]
                spans.append((read[place].start + start, last.end + start, tuple(phrase)))
    return sorted(spans, key=lambda span: span[:2])


def _densest(spans):
    """(how many different things, index of the first) of the run of spans that shows most in one passage."""
    best, first = 0, 0
    for place, (start, _, _) in enumerate(spans):
        held = {what for at, _, what in spans[place : place + 20] if at < start + LETTERS - LEAD}
        if len(held) > best:
            best, first = len(held), place
    return best, first


SENTENCE_END = re.compile(r"[.!?\N{ARABIC QUESTION MARK}\n]\\s*")


def _sentence_start(text, place):
    """A good place to begin so that `place` is shown: a sentence's start, else a word's."""
    earliest = max(0, place - LEAD)
    if earliest == 0:
        return 0
    ends = [found.end() for found in SENTENCE_END.finditer(text, earliest, place)]
    if ends:
        return ends[0]
    blank = text.find(" ", earliest, place)
    return place if blank < 0 else blank + 1


def _word_end(text, place):
    if place >= len(text):
        return len(text)
    blank = text.rfind(" ", place - LEAD, place)
    return place if blank < 0 else blank


def _pieces(text, spans, start, end):
    pieces, at = [], start
    for first, last, _ in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if first > at:
            pieces.append((text[at:first], False))
        pieces.append((text[first:last], True))
        at = last
    if at < end:
        pieces.append((text[at:end], False))
    return pieces
