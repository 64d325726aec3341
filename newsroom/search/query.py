"""A reader's line of text as small frozen dataclasses, read before any SQL.

    word                 its stem, in any form
    «a phrase» "a phrase"  these very words side by side
    -word  -«a phrase»   none of these
    one OR other, أو       either of the two
    speaker:name  قائل:«a name»   only what bears this facet; so source: مصدر:, tag: وسم:, place: مكان: and others
    from:2021-09  من:2021-09-01  to:2022  إلى:2022   only what is of these days

A new operator is one more named group in SPECIAL and one more branch in `parse`; everything that
is no operator is text for the analyser. No query is an error: what cannot be meant is left out and
`problem` says what to do.
"""

import datetime
import itertools
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import dates, fold
from newsroom.arabic.words import STOP, stem
from newsroom.search.document import storable, tokens
from newsroom.search.facets import FACETS, facet_of

MOST_LETTERS = 500
MOST_WORDS = 32
LONGEST_NAME = 5
SINCE, UNTIL = ("من", "from"), ("الي", "إلى", "to")  # as folded, and as readers are told
_SERVANT = frozenset(("عبد", "وعبد", "لعبد", "بعبد"))

# In order of greed. A minus before a digit is a number below zero, one between words a dash.
SPECIAL = re.compile(
    r"""
      (?<!\S) (?P<field>[^\W\d_]{2,12}) : (?P<apart>[ ]?) (?P<value>«[^»]*» | "[^"]*" | [“„][^”“]*[”“] | [^\s«"“„]\S*)
    | (?P<no_phrase>(?<!\S)-)?  (?: «(?P<angled>[^»]*)» | "(?P<straight>[^"]*)" | [“„](?P<curly>[^”“]*)[”“] )
    | (?<!\S)-(?P<no_word>[^\W\d]\S*)
    | (?<!\S)(?P<either>OR|أو)(?!\S)
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
NO_DATE = _(
    "“%(text)s” is no date, so it was passed over. Write a year, a month or a day: 2021, 2021-09 or 2021-09-02."
)
NO_FIELD = _("“%(field)s:” narrows nothing, so it was read as a word. What narrows a search: %(fields)s.")
BACKWARDS = _("The day after “from:” lies behind the day after “to:”. Exchange the two.")
OPEN_QUOTE = _("A quotation mark is not closed, so it was passed over. Close it to find the exact phrase.")


class Word(NamedTuple):
    surface: str
    stem: str


@dataclass(frozen=True)
class Phrase:
    """These surfaces, side by side; of one word: this very form of it."""

    words: tuple[Word, ...]


@dataclass(frozen=True)
class Beginning:
    """Words of whose stems one of these is the beginning: what the desk is still typing."""

    stems: tuple[str, ...]


@dataclass(frozen=True)
class Query:
    """What is asked: one item of every clause, and none of `excluded`."""

    clauses: tuple[tuple[Word | Phrase, ...], ...] = ()
    excluded: tuple[Word | Phrase, ...] = ()
    runs: tuple[tuple[Word, ...], ...] = ()  # words that stand side by side in the query
    problem: str = ""
    fields: tuple[tuple[str, str], ...] = ()  # (facet, the name a reader wrote)
    since: datetime.date | None = None
    until: datetime.date | None = None

    @property
    def is_empty(self):
        return not (self.clauses or self.fields or self.since or self.until)

    @cached_property
    def items(self):
        return [item for clause in self.clauses for item in clause]

    @cached_property
    def phrases(self):
        return [item for item in self.items if isinstance(item, Phrase)]

    @cached_property
    def words(self):
        """Every word asked for, those of phrases too, each once."""
        found = {}
        for item in self.items:
            for word in item.words if isinstance(item, Phrase) else (item,):
                found[word] = True
        return list(found)


def parse(text):
    """The Query that a reader's text means; always one, with `problem` where it needs a word more."""
    return _read(storable(text).strip(), tuple(FACETS))


@lru_cache(maxsize=1000)  # a page and the next one, its tabs and its suggestions read the same line
def _read(text, facets):
    if not text:
        return Query(problem=EMPTY)
    reader = _Reader()
    reader.read(text[:MOST_LETTERS])
    if len(text) > MOST_LETTERS:
        reader.problem = TOO_LONG
    return reader.query()


class _Reader:
    def __init__(self):
        self.clauses, self.excluded, self.lines = [], [], []
        self.either = False  # the next item is an alternative to the last
        self.count = 0
        self.problem = ""
        self.fields, self.since, self.until = [], None, None

    def read(self, text):
        end = 0
        for found in SPECIAL.finditer(text):
            self._plain(text[end : found.start()])
            end = found.end()
            if found["field"]:
                self._field(found)
            elif found["open"]:
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

    def _field(self, found):
        word, value = fold.key(found["field"]), found["value"].strip('«»"“”„')
        if word in SINCE or word in UNTIL:
            day = _day(value)
            if not day:
                self.problem = self.problem or NO_DATE % {"text": value[:40]}
            elif word in SINCE:
                self.since = dates.earliest(day)
            else:
                self.until = dates.latest(day)
        elif facet := facet_of(word):
            self.fields.append((facet.name, value[:100]))
        else:
            self._plain(found["field"])
            self.read(found["value"])
            if not (found["apart"] or word.isascii()):  # «قال: …» and «https:…» are no slips
                self.problem = self.problem or NO_FIELD % {"field": found["field"], "fields": _field_words()}

    def _words(self, text):
        words = [Word(*token) for token in tokens(text)][: max(0, MOST_WORDS - self.count)]
        self.count += len(words)
        if self.count == MOST_WORDS:
            self.problem = TOO_LONG
        return words

    def _plain(self, text):
        words = self._words(text)
        for place, word in enumerate(words):
            self._add(word, *_joined(words, place))
        self.lines.append(words)

    def _add(self, *items):
        if self.either:
            self.clauses[-1] += items
        elif items not in self.clauses:
            self.clauses.append(items)
        self.either = False

    def _exclude(self, items):
        # «-ما-بعد» is one thing that is not wanted, not two.
        self.excluded += [Phrase(tuple(items))] if len(items) > 1 else items

    def query(self):
        telling = [clause for clause in self.clauses if not _is_common(clause)]
        clauses, problem = telling or self.clauses, self.problem
        narrowed = bool(self.fields or self.since or self.until)
        if clauses and _is_one_letter(clauses):
            clauses, problem = [], ONE_LETTER
        elif not clauses and not narrowed:
            problem = ONLY_EXCLUDED if self.excluded else NO_WORD
        elif not telling and not narrowed:
            problem = problem or ONLY_COMMON
        if self.since and self.until and self.since > self.until:
            problem = BACKWARDS
        kept = {item for clause in clauses for item in clause}
        runs = dict.fromkeys(run for line in self.lines for run in _runs(line, kept))
        return Query(
            clauses=tuple(clauses),
            excluded=tuple(self.excluded),
            runs=tuple(runs),
            problem=problem,
            fields=tuple(self.fields),
            since=self.since,
            until=self.until,
        )


def _day(value):
    """The partial date that a reader wrote, also day first: "2021-9", "1/9/2021"; "" for no date."""
    parts = [part.zfill(2) for part in re.split("[-/]", dates.latin_digits(value))]
    if len(parts[0]) == 2 and len(parts[-1]) == 4:
        parts.reverse()
    return "-".join(parts) if dates.is_partial("-".join(parts)) else ""


def _field_words():
    """The words before a colon by which readers narrow a search, as they write them."""
    return gettext(", ").join(
        [*(facet.words[0] for facet in FACETS.values() if facet.words), SINCE[0], UNTIL[1]]
    )


def _joined(words, place):
    """«عبد باسط» for «عبد الباسط»: written without its article, a name of two words may be one."""
    for first in (place - 1, place):
        if 0 <= first < len(words) - 1 and words[first].surface in _SERVANT:
            name = words[first].surface + "ال" + words[first + 1].surface
            yield Word(name, stem(name))


def _runs(line, kept):
    """The neighbours of a line by twos, and as a whole where the line is short enough to be a name."""
    if len(line) < 2:
        return
    run = []
    for word in [*line, None]:
        if word in kept:
            run.append(word)
            continue
        yield from (pair for pair in itertools.pairwise(run) if pair[0] != pair[1])
        if 2 < len(run) <= LONGEST_NAME:
            yield tuple(run)
        run = []


def _is_common(clause):
    return all(isinstance(item, Word) and item.surface in STOP for item in clause)


def _is_one_letter(clauses):
    return all(
        isinstance(item, Word) and len(item.surface) == 1 and not item.surface.isdigit()
        for clause in clauses
        for item in clause
    )
