"""BM25 over lines of words, as FTS5 counts it: for the candidates that PostgreSQL has found."""

import math
import re

from newsroom.search.engines import words_of
from newsroom.search.engines.lexemes import bracketed, packed, text_of
from newsroom.search.query import Phrase

# How soon more of the same word, and more words beside it, count no further.
K1, B = 1.2, 0.75
# The weight of a stem in title, head and rest of the text, of a surface in title and text.
TITLE, HEAD, REST = 4.0, 2.5, 1.0
TITLE_X, TEXT_X = 0.6, 0.3
LEAST = 1e-6


def scores(match, frequencies, lines):
    """The score of each Line, in their order.

    In how many documents a surface or neighbours stand is told by the lines, which are all that hold
    the words, or the newest of them.
    """
    words = dict.fromkeys(word for item in (*match.items, *match.any, *match.also) for word in words_of(item))
    found = {word: _counted(lines, range(len(lines)), f"({packed(word.stem)})", _of_stem) for word in words}
    average = sum(line.size for line in lines) / max(1, len(lines))
    lengths = [K1 * (1 - B + B * line.size / max(1, average)) for line in lines]
    total = [0.0] * len(lines)

    def add(counted, among, documents):
        """Counted in some of the lines `among`, which hold a word of so many documents."""
        if counted:
            weight = rarity(documents * len(counted) / len(among), frequencies.size)
            for place, count in counted.items():
                total[place] += weight * count * (K1 + 1) / (count + lengths[place])

    for word in words:
        among, documents = found[word], frequencies.of(word)
        add(among, among, documents)
        add(_counted(lines, among, f" {bracketed(word.surface, word.stem)} ", _of_surface), among, documents)
    for run in match.runs:
        if not all(word in found for word in run):
            continue
        rarest = min(run, key=frequencies.of)
        holding = [place for place in found[rarest] if all(place in found[word] for word in run)]
        if holding:
            add(_beside(lines, holding, run), found[rarest], frequencies.of(rarest))
    for item in match.items:
        if isinstance(item, Phrase) and len(item.words) > 1:
            rarest = min(item.words, key=frequencies.of)
            add(
                _counted(lines, found[rarest], text_of(item), _of_surface),
                found[rarest],
                frequencies.of(rarest),
            )
    return total


def rarity(documents, size):
    documents = min(documents, size)
    return max(LEAST, math.log((size - documents + 0.5) / (documents + 0.5)))


def _counted(lines, places, text, weigh):
    """{place: weighted count} of the lines that hold the text."""
    found = {}
    for place in places:
        line = lines[place]
        if count := line.words.count(text):
            found[place] = weigh(line, text, count)
    return found


def _of_stem(line, text, count):
    head = line.words.count(text, 0, line.lead_end)
    title = line.words.count(text, 0, line.title_end) if head else 0
    return TITLE * title + HEAD * (head - title) + REST * (count - head)


def _of_surface(line, text, count):
    title = line.words.count(text, 0, line.title_end)
    return TITLE_X * title + TEXT_X * (count - title)


def _beside(lines, places, run):
    """{place: weighted count} of the lines in which these stems stand side by side."""
    pattern = re.compile(r"\S* \S*".join(re.escape(f"({packed(word.stem)})") for word in run))
    found = {}
    for place in places:
        line = lines[place]
        starts = [one.start() for one in pattern.finditer(line.words)]
        if starts:
            found[place] = sum(
                TITLE if start < line.title_end else HEAD if start < line.lead_end else REST
                for start in starts
            )
    return found
