"""What changed between two texts, word by word inside the paragraphs that differ."""

import re
from bisect import bisect, insort
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from itertools import chain, zip_longest
from math import sqrt
from typing import NamedTuple

from newsroom.arabic.letters import ARABIC_INDIC_DIGITS, HARAKAT, TATWEEL, ZERO_WIDTH, ZWNJ


class Piece(NamedTuple):
    """kind: "same", "out" (only in the text before) or "in" (only in the text behind).

    Who shows more than words may add a "note": what a page says of them itself, in none of the two texts.
    """

    kind: str
    text: str


# Of what differs in two paragraphs, with the blanks between. Longer stretches are shown as one text for another:
# nobody reads them as a chequer, and what it costs to make one grows with the square of their length.
MOST_WORDS = 1_500

# Of the words of two texts, how many they share: below that one took the other's place, and is no form of it.
ALIKE = 0.3
# In more paragraphs than that a word tells none from another. It bounds what is compared: the cost of pairing grows
# with the length of a story, not with its square (500 paragraphs of 80 words, each changed, behind one that is new: 0.1 s, as much again for their words).
COMMON, NEAREST = 8, 3

_IN_WORD = rf"[\w{HARAKAT}{TATWEEL}{ZWNJ}{ZERO_WIDTH}]"
_CLOSED = f"[0-9A-Za-z{ARABIC_INDIC_DIGITS}]"  # a sign between two of these parts no words: 10:30, 1.5, news.example
# A stretch of blanks, a word, or one sign.
_TOKEN = re.compile(rf"\s+|{_IN_WORD}+(?:(?<={_CLOSED})[^\w\s]+(?={_CLOSED}){_IN_WORD}+)*|\S")
_HAS_WORD = re.compile(r"\w")


def compare(before: str, after: str) -> list[list[Piece]]:
    """One list of pieces for each paragraph, in order; equal paragraphs are one piece "same".

    Joined, the pieces that are not "in" give the text before, those not "out" the text behind.
    """
    old, new = (text.split("\n") if text else [] for text in (before, after))
    return [
        [Piece("in", new[k])] if i is None else [Piece("out", old[i])] if k is None else words(old[i], new[k])
        for i, k in paired(old, new)
    ]


def paired(old: list[str], new: list[str]) -> list[tuple[int | None, int | None]]:
    """(place in `old`, place in `new`) of each paragraph, in order; None where it stands on one side alone.

    Of those that differ, two are a pair whose words are the same for the most part. What is left between two
    pairs is paired in its order where it is as much on both sides; else it came or went whole.
    """
    result: list[tuple[int | None, int | None]] = []
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            result += zip(range(i, j), range(k, m), strict=True)
        else:
            for one, other in _matched(old[i:j], new[k:m]):
                result.append((None if one is None else i + one, None if other is None else k + other))
    return result


def _matched(old, new):
    """`paired` of paragraphs of which none is equal to another."""
    at = then = 0
    for i, k in [*_forms(old, new), (len(old), len(new))]:
        gone, came = range(at, i), range(then, k)
        if len(gone) == len(came):
            yield from zip(gone, came, strict=True)
        else:
            yield from zip_longest(gone, ())
            yield from ((None, n) for n in came)
        if i < len(old):
            yield i, k
        at, then = i + 1, k + 1


def _forms(old, new):
    """[(place in `old`, place in `new`)] of paragraphs that are two forms of one, in order; the surest are taken first."""
    mine, theirs = ([Counter(_words(text)) for text in side] for side in (old, new))
    shift, found = len(new) - len(old), []
    for i, k in _near(mine, theirs):
        share = _share(mine[i], theirs[k])
        if share >= ALIKE:
            found.append((-share, min(abs(k - i), abs(k - i - shift)), i, k))
    taken: list[tuple[int, int]] = []
    for _share_of, _way, i, k in sorted(found):
        place = bisect(taken, (i, k))
        before, behind = taken[place - 1 : place] if place else [], taken[place : place + 1]
        if all(a < i and b < k for a, b in before) and all(a > i and b > k for a, b in behind):
            insort(taken, (i, k))
    return taken


def _near(mine, theirs):
    """{(place, place)} of what is worth comparing: those that share the most rare words, and those of one place."""
    where = defaultdict(list)
    for i, words in enumerate(mine):
        for word in words:
            where[word].append(i)
    found = set()
    for k, words in enumerate(theirs):
        shared = Counter(
            chain.from_iterable(where[w] for w in words if w in where and len(where[w]) <= COMMON)
        )
        of_one_place = (k, k - len(theirs) + len(mine))
        found |= {(i, k) for i, _number in shared.most_common(NEAREST)}
        found |= {(i, k) for i in of_one_place if 0 <= i < len(mine)}
    return found


def _words(text):
    return [token for token in _TOKEN.findall(text) if _HAS_WORD.match(token)]


def _share(mine, theirs):
    """Which part of their words two texts share, 0 to 1; a short one inside a long one counts for more than half."""
    both = (mine & theirs).total()
    return both / sqrt(mine.total() * theirs.total()) if both else 0.0


def merge(base: list[str], mine: list[str], theirs: list[str]) -> list[str] | None:
    """The paragraphs with the changes of both; None where both changed the same place in two ways."""
    mine_edits, their_edits = _edits(base, mine), _edits(base, theirs)
    for edit in mine_edits:
        if any(edit != other and _meet(edit, other) for other in their_edits):
            return None
    result, at = [], 0
    for start, stop, new in sorted({*mine_edits, *their_edits}):
        result += [*base[at:start], *new]
        at = stop
    return result + base[at:]


def _edits(base, text):
    """(start, stop, what stands there instead), places counted in `base`."""
    codes = SequenceMatcher(None, base, text, autojunk=False).get_opcodes()
    return [(i, j, tuple(text[k:m])) for tag, i, j, k, m in codes if tag != "equal"]


def _meet(edit, other):
    (i, j, _), (k, m, _) = edit, other
    return (i < m and k < j) or i == j == k == m


def _in_runs(codes, old):
    """The opcodes with words that were replaced one after the other, or with no word between, as one.

    A line is read, not a chequer.
    """
    runs: list[tuple] = []
    for n, code in enumerate(codes):
        tag, _i, j, _k, m = code
        follows = runs and runs[-1][0] == "replace"
        blank = tag == "equal" and not _HAS_WORD.search("".join(old[code[1] : j]))
        before_another = n + 1 < len(codes) and codes[n + 1][0] == "replace"
        if follows and (tag == "replace" or (blank and before_another)):
            runs[-1] = ("replace", runs[-1][1], j, runs[-1][3], m)
        else:
            runs.append(code)
    return runs


def words(before: str, after: str) -> list[Piece]:
    """The words and signs of one paragraph; blanks go with the words they stand between.

    Two that share hardly a word are one text for another.
    """
    if before == after:
        return [Piece("same", before)]
    if _share(Counter(_words(before)), Counter(_words(after))) < ALIKE:
        return [Piece(kind, text) for kind, text in (("out", before), ("in", after)) if text]
    head, old, new, tail = _without_ends(_TOKEN.findall(before), _TOKEN.findall(after))
    same = [[Piece("same", "".join(words))] if words else [] for words in (head, tail)]
    return same[0] + _differing(old, new) + same[1]


def _without_ends(old, new):
    """(head, old, new, tail): the words both begin with and both end with, and what stands between."""
    shorter = min(len(old), len(new))
    start = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    room = shorter - start
    stop = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
    ends = len(old) - stop, len(new) - stop
    return old[:start], old[start : ends[0]], new[start : ends[1]], old[ends[0] :]


def _differing(old, new):
    if len(old) + len(new) > MOST_WORDS:
        return [Piece("out", "".join(old)), Piece("in", "".join(new))]
    pieces: list[Piece] = []
    for tag, i, j, k, m in _in_runs(SequenceMatcher(None, old, new, autojunk=False).get_opcodes(), old):
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[i:j])))
            continue
        pieces += [Piece("out", "".join(old[i:j]))] if j > i else []
        pieces += [Piece("in", "".join(new[k:m]))] if m > k else []
    return pieces
