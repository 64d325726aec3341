"""What changed between two texts, word by word inside the paragraphs that differ."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple


class Piece(NamedTuple):
    """kind: "same", "out" (only in the text before) or "in" (only in the text behind).

    Who shows more than words may add a "note": what a page says of them itself, in none of the two texts.
    """

    kind: str
    text: str


# Of what differs in two paragraphs, with the blanks between. Longer stretches are shown as one text for another:
# nobody reads them as a chequer, and what it costs to make one grows with the square of their length.
MOST_WORDS = 1_500

_WORD = re.compile(r"\s+|[^\s]+")


def compare(before: str, after: str) -> list[list[Piece]]:
    """One list of pieces for each paragraph, in order; equal paragraphs are one piece "same".

    Joined, the pieces that are not "in" give the text before, those not "out" the text behind.
    """
    old, new = before.split("\n"), after.split("\n")
    return [
        [Piece("in", new[k])] if i is None else [Piece("out", old[i])] if k is None else words(old[i], new[k])
        for i, k in paired(old, new)
    ]


def paired(old: list[str], new: list[str]) -> list[tuple[int | None, int | None]]:
    """(place in `old`, place in `new`) of each paragraph, in order; None where it stands on one side alone."""
    result: list[tuple[int | None, int | None]] = []
    for _tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        # Paragraphs of one place are compared pair by pair; what is left over came or went whole.
        pairs = min(j - i, m - k)
        result += [(i + n, k + n) for n in range(pairs)]
        result += [(n, None) for n in range(i + pairs, j)]
        result += [(None, n) for n in range(k + pairs, m)]
    return result


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
    """The opcodes with words that were replaced one after the other as one: a line is read, not a chequer."""
    runs: list[tuple] = []
    for n, code in enumerate(codes):
        tag, _i, j, _k, m = code
        follows = runs and runs[-1][0] == "replace"
        blank = tag == "equal" and not "".join(old[code[1] : j]).strip()
        before_another = n + 1 < len(codes) and codes[n + 1][0] == "replace"
        if follows and (tag == "replace" or (blank and before_another)):
            runs[-1] = ("replace", runs[-1][1], j, runs[-1][3], m)
        else:
            runs.append(code)
    return runs


def words(before: str, after: str) -> list[Piece]:
    """The words of one paragraph; blanks go with the words they stand between."""
    if before == after:
        return [Piece("same", before)]
    head, old, new, tail = _without_ends(_WORD.findall(before), _WORD.findall(after))
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
