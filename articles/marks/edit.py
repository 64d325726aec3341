"""Changing the marks in a body; the words stay what they are, but for those that are replaced."""

import secrets
import string
from bisect import bisect_left, bisect_right, insort
from itertools import pairwise
from urllib.parse import unquote

from articles.marks.document import RANK, Leaf, Open, parse
from articles.marks.reading import is_card, leaves, parts, text
from articles.marks.write import escape, write

ALPHABET = string.ascii_lowercase + string.digits
PAIRS = {"«": "»", "“": "”", "”": "“", '"': '"', "‘": "’", "„": "“"}


def new_key():
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def from_text(paragraphs):
    """A body of plain paragraphs: an iterable of text or of (tag, text)."""
    pairs = [("p", item) if isinstance(item, str) else item for item in paragraphs]
    return "".join(f"<{tag}>{escape(text.strip())}</{tag}>" for tag, text in pairs if text.strip())


def wrap(html, start, end, key, tag="q"):
    """Mark text(html)[start:end] as the quote `key`; over several blocks it is one mark in each.

    Blanks at the edges, and the quotation marks when they stand at both edges, are left outside.
    Raises ValueError when nothing is left to mark, or a q would stand in another q.
    """
    body, refused = wrap_all(html, [(start, end, key, tag)])
    if refused:
        raise ValueError(refused[0][1])
    return body


def wrap_all(html, spans):
    """Mark many spans (start, end, key, tag) at once, each as `wrap` does.

    Returns the body and the spans refused, as (span, reason); the others are marked.
    """
    whole = text(html)
    taken = {
        tag: [(part.start, part.end) for part in parts(html) if part.tag == tag] for tag in ("q", "span")
    }
    accepted, refused = [], []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        start, end, key, tag = span
        start, end = _trim(whole, max(start, 0), min(end, len(whole)))
        if start >= end:
            refused.append((span, "There are no words between these two offsets."))
        elif _overlaps(taken[tag], start, end):
            refused.append((span, "These words overlap another quote of the same form."))
        else:
            insort(taken[tag], (start, end))
            accepted.append((start, end, (tag, key)))
    cuts = sorted({offset for start, end, _ in accepted for offset in (start, end)})
    by_tag = [[span for span in accepted if span[2][0] == tag] for tag in ("q", "span")]

    def change(runs, offset):
        for run, marks in runs:
            edges = [
                offset,
                *cuts[bisect_right(cuts, offset) : bisect_left(cuts, offset + len(run))],
                offset + len(run),
            ]
            for left, right in pairwise(edges):
                yield whole[left:right], _with(marks, [_over(spans, left, right) for spans in by_tag])
            offset += len(run)

    return (_rewrite(html, change) if accepted else html), refused


def _overlaps(taken, start, end):
    """Whether [start, end) meets one of these disjoint spans, which are in order."""
    after = bisect_left(taken, (start, start))
    return (after > 0 and taken[after - 1][1] > start) or (after < len(taken) and taken[after][0] < end)


def _over(spans, left, right):
    """The mark that lies over [left, right), of disjoint spans (start, end, mark) in order; or None."""
    before = bisect_right(spans, left, key=lambda span: span[0]) - 1
    return spans[before][2] if before >= 0 and spans[before][1] >= right else None


def unwrap(html, key):
    """The body without the marks of this quote; every word stays."""
    return _rewrite(
        html,
        lambda runs, offset: [
            (run, tuple(m for m in marks if m[1] != key or m[0] == "a")) for run, marks in runs
        ],
    )


def unmarked(html):
    """The body without any quote's marks, in one reading."""
    return _rewrite(
        html,
        lambda runs, offset: [
            (run, tuple(m for m in marks if m[0] not in ("q", "span"))) for run, marks in runs
        ],
    )


def rekey(html, keys):
    """Give some parts another key: `keys` maps a part's place in parts(html) to its new key."""
    change_of = {}
    for index, part in enumerate(parts(html)):
        if index in keys:
            change_of[part.start, part.tag, part.key] = (part.end, keys[index])
    if not change_of:
        return html
    current = {}

    def change(runs, offset):
        for run, marks in runs:
            renamed = []
            for tag, value in marks:
                if tag in ("q", "span"):
                    if (offset, tag, value) in change_of:
                        current[tag, value] = change_of[offset, tag, value]
                    end, new = current.get((tag, value), (-1, value))
                    renamed.append((tag, new if offset < end else value))
                else:
                    renamed.append((tag, value))
            yield run, tuple(renamed)
            offset += len(run)

    return _rewrite(html, change)


def replace(html, find, by):
    """The body with `by` in place of what `find(text of a block)` finds, as spans; links and cards that name it are dissolved.

    What begins inside a mark is replaced inside it.
    """
    html, edits, offset = _without_ways_to(html, find), [], 0
    for leaf in leaves(html):
        edits += [(offset + start, offset + stop, by) for start, stop in find(leaf.text)]
        offset += len(leaf.text) + 1
    return amend(html, edits)


def _without_ways_to(html, find):
    """Without cards and links whose address says it; the words of a link stay."""
    kept, standing = [], []
    for node in parse(html):
        if isinstance(node, Leaf):
            runs = [
                (run, tuple(mark for mark in marks if mark[0] != "a" or not find(unquote(mark[1]))))
                for run, marks in node.runs
            ]
            kept.append(Leaf(node.tag, runs))
            continue
        if isinstance(node, Open):
            standing.append(not (is_card(node) and find(unquote(node.value))))
        if standing[-1] if isinstance(node, Open) else standing.pop():
            kept.append(node)
    return write(kept)


def amend(html, edits):
    """The body with (start, end, what stands there instead) of its text edited; marks stay where they are.

    Edits are in order and do not overlap. What begins inside a mark is put inside it.
    """

    starts, stops = ([edit[side] for edit in edits] for side in (0, 1))

    def change(runs, offset):
        begin = offset
        for run, marks in runs:
            end, at, pieces = begin + len(run), begin, []
            for start, stop, by in edits[bisect_left(stops, begin) : bisect_left(starts, end)]:
                if begin <= start < end:
                    pieces += [run[at - begin : start - begin], by]
                if start < end and stop > at:
                    at = min(stop, end)
            pieces.append(run[at - begin :])
            yield "".join(pieces), marks
            begin = end

    return _rewrite(html, change)


def _rewrite(html, change):
    """The body with each block's runs replaced by change(runs, offset of the block)."""
    nodes, offset = [], 0
    for node in parse(html):
        if isinstance(node, Leaf):
            length = len(node.text)
            node = Leaf(node.tag, list(change(node.runs, offset)))
            offset += length + 1
        nodes.append(node)
    # Parsed once more, so that a change cannot leave the canonical form.
    return write(parse(write(nodes)))


def _with(marks, added):
    added = [mark for mark in added if mark]
    if not added:
        return marks
    q = any(tag == "q" for tag, _ in added)
    kept = [mark for mark in marks if not (q and mark[0] == "a")]
    return tuple(sorted([*kept, *added], key=lambda mark: RANK[mark[0]]))


def _trim(whole, start, end):
    while True:
        before = start, end
        while start < end and whole[start].isspace():
            start += 1
        while start < end and whole[end - 1].isspace():
            end -= 1
        if end - start >= 2 and PAIRS.get(whole[start]) == whole[end - 1]:
            inner = whole[start + 1 : end - 1]
            # «أ» و«ب» begins and ends with marks that are not a pair.
            if whole[start] not in inner and whole[end - 1] not in inner:
                start, end = start + 1, end - 1
        if before == (start, end):
            return start, end
