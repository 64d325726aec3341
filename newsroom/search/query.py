"""A reader's line of text as small frozen dataclasses, read before any SQL.

    word                 its stem, in any form
    «a phrase» "a phrase"  these very words side by side
    -word  -«a phrase»   none of these
    one OR other         either of the two

A new operator is one more named group in SPECIAL and one more branch in `parse`; everything that
is no operator is text for the analyser. No query is an error: what cannot be meant is left out and
`problem` says what to do.
"""

import itertools
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from newsroom.arabic.words import STOP
from newsroom.search.document import storable, tokens

MOST_LETTERS = 500
MOST_WORDS = 32

# In order of greed. A minus before a digit is a number below zero, one between words a dash.
SPECIAL = re.compile(
    r"""
      (?P<no_phrase>(?<!\S)-)?  (?: «(?P<angled>[^»]*)» | "(?P<straight>[^"]*)" | [“„](?P<curly>[^”“]*)[”“] )
    | (?<!\S)-(?P<no_word>[^\W\d]\S*)
    | (?<!\S)(?P<either>OR)(?!\S)
    | (?P<open>[«"“„])
    """,
    re.VERBOSE,
)

EMPTY = _("Write what you are looking for: a name, a word or a «phrase».")
NO_WORD = _("There is no word in what you wrote. Write a name, a word or a number.")
ONE_LETTER = _("One letter is too little to search for. Write a whole word.")
ONLY_EXCLUDED = _("You wrote only what to leave out. Add a word that you are looking for.")
ONLY_COMMON = _("These words stand in almost every story. Add a name or a less common word.")
TOO_LONG = _("Your text is too long for a search, so only its beginning was used. Try a few words of it.")
OPEN_QUOTE = _("A quotation mark is not closed, so it was passed over. Close it to find the exact phrase.")


@dataclass(frozen=True)
class Word:
    surface: str
    stem: str


@dataclass(frozen=True)
class Phrase:
    """These surfaces, side by side; of one word: this very form of it."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Query:
    """What is asked: one item of every clause, and none of `excluded`."""

    clauses: tuple[tuple[Word | Phrase, ...], ...] = ()
    excluded: tuple[Word | Phrase, ...] = ()
    pairs: tuple[tuple[Word, Word], ...] = ()  # words that stand side by side in the query
    problem: str = ""

    @property
    def items(self):
        return [item for clause in self.clauses for item in clause]

    @property
    def words(self):
        """Every word asked for, those of phrases too, each once."""
        found = {}
        for item in self.items:
            for word in item.words if isinstance(item, Phrase) else (item,):
                found[word] = True
        return list(found)


def parse(text):
    """The Query that a reader's text means; always one, with `problem` where it needs a word more."""
    text = storable(text).strip()
    if not text:
        return Query(problem=EMPTY)
    reader = _Reader()
    reader.read(text[:MOST_LETTERS])
    if len(text) > MOST_LETTERS:
        reader.problem = TOO_LONG
    return reader.query()


class _Reader:
    def __init__(self):
        self.clauses, self.excluded, self.pairs = [], [], []
        self.either = False  # the next item is an alternative to the last
        self.count = 0
        self.problem = ""

    def read(self, text):
        end = 0
        for found in SPECIAL.finditer(text):
            self._plain(text[end : found.start()])
            end = found.end()
            if found["open"]:
                self.problem = self.problem or OPEN_QUOTE
            elif found["either"]:
                self.either = bool(self.clauses)
            elif found["no_word"]:
                self._exclude(self._words(found["no_word"]))
            else:
                words = self._words(found["angled"] or found["straight"] or found["curly"] or "")
                if words and found["no_phrase"]:
                    self._exclude([Phrase(tuple(words))])
                elif words:
                    self._add(Phrase(tuple(words)))
        self._plain(text[end:])

    def _words(self, text):
        words = [Word(*token) for token in tokens(text)][: max(0, MOST_WORDS - self.count)]
        self.count += len(words)
        if self.count == MOST_WORDS:
            self.problem = TOO_LONG
        return words

    def _plain(self, text):
        words = self._words(text)
        for word in words:
            self._add(word)
        self.pairs += itertools.pairwise(words)

    def _add(self, item):
        if self.either:
            self.clauses[-1] += (item,)
        elif (item,) not in self.clauses:
            self.clauses.append((item,))
        self.either = False

    def _exclude(self, items):
        # «-ما-بعد» is one thing that is not wanted, not two.
        self.excluded += [Phrase(tuple(items))] if len(items) > 1 else items

    def query(self):
        clauses = [clause for clause in self.clauses if not _is_common(clause)] or self.clauses
        problem = self.problem
        if not clauses:
            problem = ONLY_EXCLUDED if self.excluded else NO_WORD
        elif _is_one_letter(clauses):
            clauses, problem = [], ONE_LETTER
        elif all(map(_is_common, clauses)):
            problem = problem or ONLY_COMMON
        kept = {item for clause in clauses for item in clause}
        pairs = [pair for pair in self.pairs if kept.issuperset(pair) and pair[0] != pair[1]]
        return Query(tuple(clauses), tuple(self.excluded), tuple(dict.fromkeys(pairs)), problem)


def _is_common(clause):
    return all(isinstance(item, Word) and item.surface in STOP for item in clause)


def _is_one_letter(clauses):
    return all(
        isinstance(item, Word) and len(item.surface) == 1 and not item.surface.isdigit()
        for clause in clauses
        for item in clause
    )
