"""Where the text and the quote rows agree: the one place that decides a quote's state.

`plan(body, rows)` is pure: it reads the marks and says what must become true. `agree(article)`
makes it true. The words of a quote are read from its marks; an editor confirmed `letters`
(newsroom.arabic.fold.letters), and as long as the marks still hold the same letters the quote is
confirmed, whatever happened to vowel signs, blanks or punctuation. Nothing is attached again by
guessing, nothing is deleted; when the words or the mark come back, the old state comes back.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from articles import marks
from newsroom.arabic import fold

PROPOSED, CONFIRMED, CHANGED, ORPHAN, REJECTED = "proposed", "confirmed", "changed", "orphan", "rejected"
LONGEST_SENTENCE = 2_000  # letters kept around a quote
GAP = " … "  # between the parts of a split quote
SENTENCE_END = re.compile(r"(?<![.!?؟…])[.!?؟…]+[»”\")\]]*(?=\s|$)|\n")


class Row(NamedTuple):
    """What agreement needs to know of a quote row; `letters` is "" until it is confirmed."""

    key: str
    state: str
    kind: str = "direct"
    letters: str = ""
    words: str = ""


class Agreed(NamedTuple):
    """What a quote is after agreement: its words as the text holds them now."""

    key: str
    state: str
    kind: str
    order: int
    words: str
    sentence: str


@dataclass
class Plan:
    """`body` with copies given keys of their own, `rows` that change, `new` rows to make."""

    body: str
    rows: dict[str, Agreed] = field(default_factory=dict)
    new: list[Agreed] = field(default_factory=list)


def plan(body, rows):
    """What must become true of `rows` (an iterable of Row) for this body. Pure.

    Every key of the body ends in exactly one of `rows` or `new`; every row given ends in `rows`.
    """
    text, parts = marks.read(body)
    known = {row.key: row for row in rows}
    by_key = defaultdict(list)
    for index, part in enumerate(parts):
        by_key[part.key].append(index)

    groups, renamed = {}, {}  # key -> indexes of its parts; index of a part -> its new key
    for key, indexes in by_key.items():
        row = known.get(key)
        # Before anybody confirmed it, a quote is whole when it holds what it held at the last save.
        whole = (row.letters or fold.letters(row.words)) if row else ""
        first, *copies = _divide([parts[i] for i in indexes], indexes, whole)
        groups[key] = first
        for copy in copies:
            new = marks.new_key()
            groups[new] = copy
            renamed.update(dict.fromkeys(copy, new))

    made = Plan(marks.rekey(body, renamed) if renamed else body)
    ends = _sentence_ends(text) if parts else []
    in_order = sorted(groups.items(), key=lambda item: item[1][0])
    for order, (key, indexes) in enumerate(in_order, start=1):
        mine = [parts[i] for i in indexes]
        words = GAP.join(part.text for part in mine)
        sentence = _sentence(text, ends, mine)
        row = known.get(key)
        kind = _kind(row.kind if row else None, mine)
        agreed = Agreed(key, _state(row, kind, mine, words), kind, order, words, sentence)
        if row:
            made.rows[key] = agreed
        else:
            made.new.append(agreed)
    for key, row in known.items():
        if key not in made.rows:
            state = row.state if row.state == REJECTED else ORPHAN
            made.rows[key] = Agreed(key, state, row.kind, 0, row.words, "")
    return made


def _letters(parts):
    return fold.letters(" ".join(part.text for part in parts))


def _divide(parts, indexes, whole):
    """The parts of one key as groups of indexes: the quote itself first, then its copies.

    The quote is the first run of neighbouring parts that together are `whole` (a split quote is
    such a run). Where no run is, all parts are the quote, and its state will tell; without a
    `whole`, parts that repeat the first one are copies of it.
    """
    if len(parts) == 1:
        return [indexes]
    letters = [_letters([part]) for part in parts]
    if not whole:
        whole = letters[0]
        if not whole or whole not in letters[1:]:
            return [indexes]
    begins = [0, *accumulate(map(len, letters))]  # of each part, in the letters of all
    joined = "".join(letters)
    groups, loose, start = [], [], 0
    while start < len(parts):
        stop = bisect_right(begins, begins[start] + len(whole)) - 1
        if begins[stop] - begins[start] == len(whole) and joined.startswith(whole, begins[start]):
            groups.append(indexes[start:stop])
            start = stop
        else:
            loose.append([indexes[start]])
            start += 1
    return groups + loose if groups else [indexes]


def _kind(kind, parts):
    """The kind that fits the marks: a span is indirect, a q never is."""
    if parts[0].tag == "span":
        return "indirect"
    return kind if kind in ("direct", "mixed") else "direct"


def _state(row, kind, parts, words):
    if row is None or not row.letters:
        return PROPOSED
    if row.kind != kind or any(part.tag != parts[0].tag for part in parts):
        return CHANGED
    if row.state == CONFIRMED and row.words == words:
        return CONFIRMED
    return CONFIRMED if _letters(parts) == row.letters else CHANGED


def _sentence_ends(text):
    return [match.end() for match in SENTENCE_END.finditer(text)] + [len(text)] if text else []


def _sentence(text, ends, parts):
    """The whole sentence, or sentences, in which the parts stand; blocks are joined by GAP."""
    pieces = []
    for block in dict.fromkeys(part.block for part in parts):
        mine = [part for part in parts if part.block == block]
        before = bisect_right(ends, mine[0].start) - 1
        start = ends[before] if before >= 0 else 0
        end = ends[min(bisect_left(ends, mine[-1].end), len(ends) - 1)]
        if end - start > LONGEST_SENTENCE:  # no sentence of prose: the words with a little around them
            start, end = max(start, mine[0].start - 200), min(end, mine[-1].end + 200)
        pieces.append(text[start:end].strip())
    return GAP.join(pieces)


def agree(article):
    """Bring the quote rows of a saved article into agreement with its body; returns the Plan.

    Runs inside the transaction of the save. Copies get keys of their own in the stored body.
    """
    from articles.models import Quote

    rows = {row.key: row for row in article.quotes.all()} if article.pk else {}
    made = plan(
        article.body,
        [Row(row.key, row.state, row.kind, row.letters, row.words) for row in rows.values()],
    )
    if made.body != article.body:
        article.body = made.body
        type(article).objects.filter(pk=article.pk).update(body=made.body)
    touched = []
    for key, agreed in made.rows.items():
        row = rows[key]
        now = (agreed.state, agreed.kind, agreed.order, agreed.words, agreed.sentence)
        if now != (row.state, row.kind, row.order, row.words, row.sentence):
            row.state, row.kind, row.order, row.words, row.sentence = now
            touched.append(row)
    Quote.objects.bulk_update(touched, ["state", "kind", "order", "words", "sentence"], batch_size=200)
    Quote.objects.bulk_create(
        [
            Quote(
                article=article,
                key=new.key,
                kind=new.kind,
                state=new.state,
                order=new.order,
                words=new.words,
                sentence=new.sentence,
            )
            for new in made.new
        ],
        batch_size=500,
    )
    article._prefetched_objects_cache = {}
    return made
