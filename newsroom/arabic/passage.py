"""A place in a text as an editor recognises it: with the words beside it.

A place is kept as the W3C's Web Annotation keeps it, a TextQuoteSelector: the words themselves (exact) and
up to 32 characters before (prefix) and behind them (suffix). It is found again in whatever the text says by
then, by the letters of the words (newsroom.arabic.fold.letters), as quotes are: vowel signs, blanks and
punctuation may have changed meanwhile, no other letter may.

    found     they stand there: alone, or the only ones with the same words beside them
    moved     they stand there once, and what is beside them is another: taken elsewhere, or edited around
    alike     they stand in several places, and nothing tells which one was meant
    changed   they stand there no more, or only words that look like them

Who looks for words that are gone is never led to others that look like them.
"""

from functools import cached_property
from itertools import islice
from typing import NamedTuple

from newsroom.arabic.fold import bare, is_in_word, letters

FOUND, MOVED, ALIKE, CHANGED = "found", "moved", "alike", "changed"
CONTEXT = 32  # characters kept on either side
TELLING = 8  # letters beside the words that are no accident
LONG = 20  # letters of words that nobody writes twice by accident
MOST = 500  # places that are looked at


class Selector(NamedTuple):
    """A TextQuoteSelector."""

    exact: str
    prefix: str = ""
    suffix: str = ""

    @property
    def around(self) -> tuple[str, str]:
        """What stood before and behind the words, for eyes: whole words, "…" where it is cut."""
        before, behind = self.prefix, self.suffix
        if len(before) >= CONTEXT:
            before = "…" + before.partition(" ")[2]
        if len(behind) >= CONTEXT:
            behind = behind.rpartition(" ")[0] + "…"
        return before, behind


class Place(NamedTuple):
    """`text[start:end]`, where the state is FOUND or MOVED; `number`: of the places where such words stand, 0 where
    nothing had to be compared.
    """

    state: str
    start: int = 0
    end: int = 0
    number: int = 0

    @property
    def is_sure(self):
        return self.state in (FOUND, MOVED)


def select(text: str, start: int, end: int) -> Selector:
    """The selector of text[start:end]."""
    return Selector(text[start:end], text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT])


def without(text: str, start: int, end: int, cuts: list, by: str) -> Selector | None:
    """The selector of text[start:end] after `by` has taken the place of the `cuts`, [(start, end)] in order.

    It begins and ends in the middle of no cut, and holds what took its place. None where no letter of it is left.
    """
    for first, last in cuts:
        start = first if first < start < last else start
        end = last if first < end < last else end
    new, left, at = "", "", 0
    for first, last in cuts:
        new += text[at:first] + by
        left += text[max(at, start) : min(first, end)]
        at = last
    new, left = new + text[at:], left + text[max(at, start) : end]
    if not bare(left)[0]:
        return None
    start, end = (
        place + sum(len(by) - (last - first) for first, last in cuts if last <= place)
        for place in (start, end)
    )
    said = new[start:end]
    return select(new, start + len(said) - len(said.lstrip()), end - len(said) + len(said.rstrip()))


class Searched:
    """A text in which places are looked for; it is read once, however many they are."""

    def __init__(self, text: str):
        self.text = text

    @cached_property
    def _read(self):
        return bare(self.text)

    def find(self, selector: Selector, number: int = 1) -> Place:
        """The Place of a selector; `number`: in how many places such words stood when it was made."""
        if place := self._untouched(selector):
            return place
        spans = self._spans(selector)
        beside = [self._beside(selector, *span) for span in spans]
        whole = [i for i, sides in enumerate(beside) if all(side.is_whole for side in sides)]
        if len(whole) != 1:
            whole = [i for i, sides in enumerate(beside) if any(side.is_whole for side in sides)]
        if len(whole) == 1:
            return self._place(FOUND, selector, spans[whole[0]], len(spans))
        if len(spans) == 1:
            travelled = any(side.letters >= TELLING for side in beside[0])
            was_alone = number <= 1 and len(bare(selector.exact)[0]) >= LONG
            return self._place(MOVED if travelled or was_alone else CHANGED, selector, spans[0], 1)
        return Place(ALIKE if spans else CHANGED, number=len(spans))

    def spans(self, selector: Selector) -> list[tuple[int, int]]:
        """[(start, end)] of all places with the words, whatever is beside them."""
        return [self._with_signs(selector, *self._in_text(*span)) for span in self._spans(selector)]

    def _untouched(self, selector):
        """The Place of words with everything beside them as it was, sign by sign: so it is with nearly all of them."""
        before, exact, behind = selector.prefix, selector.exact, selector.suffix
        whole = before + exact + behind
        at = self.text.find(whole)
        if at < 0 or self.text.find(whole, at + 1) >= 0:
            return None
        # Less stood beside them only where the text began or ended: there they still are.
        if (len(before) < CONTEXT and at) or (len(behind) < CONTEXT and at + len(whole) < len(self.text)):
            return None
        return Place(FOUND, at + len(before), at + len(before) + len(exact))

    def _place(self, state, selector, span, number):
        if state == CHANGED:
            return Place(state, number=number)
        return Place(state, *self._with_signs(selector, *self._in_text(*span)), number)

    def _with_signs(self, selector, start, end):
        """A span of letters, with the signs that the words begin and end with where they stand there too: «[حُذف]»."""
        exact, places = selector.exact, bare(selector.exact)[1]
        before, behind = exact[: places[0]], exact[_end(exact, places[-1]) :]
        start -= len(before) if self.text.endswith(before, 0, start) else 0
        end += len(behind) if self.text.startswith(behind, end) else 0
        return start, end

    def _spans(self, selector):
        """The same in the bare letters. Where the words began with a whole word, parts of words are none."""
        wanted, places = bare(selector.exact)
        if not wanted:
            return []
        _letters, where = self._read
        around = selector.prefix + selector.exact + selector.suffix
        first, last = len(selector.prefix) + places[0], len(selector.prefix) + places[-1]
        edges = (not _is_cut(around, first), not _is_cut(around, last + 1))
        said = letters(selector.exact[places[0] : places[-1] + 1])
        return [
            span
            for span in islice(self._occurrences(wanted), MOST)
            if self._has_edges(*self._in_text(*span), edges)
            and letters(self.text[where[span[0]] : where[span[1] - 1] + 1]) == said
        ]

    def _occurrences(self, wanted):
        text, _ = self._read
        at = text.find(wanted)
        while at >= 0:
            yield at, at + len(wanted)
            at = text.find(wanted, at + 1)

    def _in_text(self, first, last):
        _, places = self._read
        return places[first], _end(self.text, places[last - 1])

    def _has_edges(self, start, end, edges):
        begins, ends = edges
        return not (begins and _is_cut(self.text, start)) and not (ends and _is_cut(self.text, end))

    def _beside(self, selector, first, last):
        text, _ = self._read
        before, behind = bare(selector.prefix)[0], bare(selector.suffix)[0]
        return (
            _Side.of(before[::-1], text[max(first - len(before), 0) : first][::-1],
                     len(selector.prefix) < CONTEXT and first == len(before)),
            _Side.of(behind, text[last : last + len(behind)],
                     len(selector.suffix) < CONTEXT and last + len(behind) == len(text)),
        )  # fmt: skip


class _Side(NamedTuple):
    """How far what is beside the words is what was beside them: letters, and whether it is all of it."""

    letters: int
    is_whole: bool

    @classmethod
    def of(cls, was, now, at_edge):
        """Both read away from the words; `at_edge`: the text ends there, as it did."""
        same = next(
            (i for i, (a, b) in enumerate(zip(was, now, strict=False)) if a != b), min(len(was), len(now))
        )
        return cls(same, same == len(was) and (same >= TELLING or at_edge))


def _end(text, last):
    """Where a letter of the text ends, with the vowel signs on it."""
    end = last + 1
    while end < len(text) and is_in_word(text[end]) and not bare(text[end])[0]:
        end += 1
    return end


def _is_cut(text, place):
    """Whether a word goes on over this place."""
    return 0 < place < len(text) and is_in_word(text[place - 1]) and is_in_word(text[place])


def beside(text: str, start: int, end: int, most: int) -> tuple[str, str]:
    """What stands before and behind text[start:end]: whole words of up to `most` letters, "…" where it is cut."""
    before, after = text[max(start - most, 0) : start], text[end : end + most]
    if start > most:
        before = "…" + before.partition(" ")[2]
    if end + most < len(text):
        after = after.rpartition(" ")[0] + "…"
    return before, after
