"""Two engines, one meaning: what a match is, and what an engine must be able to do."""

import datetime
import math
from dataclasses import dataclass, replace
from typing import Protocol

from django.db import connections, router

from newsroom.search.query import Phrase, Word

# More than this many are not counted: "more than 1,000" is all a reader wants to know.
COUNTED = 1001
# Where too much matches to rank it all, so many of the newest that hold the words in their title
# are ranked beside the newest of all.
TITLED = 200


def words_of(item):
    return item.words if isinstance(item, Phrase) else (item,)


@dataclass(frozen=True)
class Match:
    """A document matches when every clause has one of its items in it, and no item of `none`.

    `any` are words that count for the ranking; without clauses, one of them must be there. `runs`
    are words that rank a document higher where they stand side by side, `also` common words that
    an engine may count for the ranking. Entries outside `ids`, from the first to the last, an engine
    may pass over.
    """

    clauses: tuple[tuple[Word | Phrase, ...], ...] = ()
    any: tuple[Word, ...] = ()
    none: tuple[Word | Phrase, ...] = ()
    runs: tuple[tuple[Word, ...], ...] = ()
    also: tuple[Word, ...] = ()
    ids: tuple[int, int] | None = None

    @property
    def items(self):
        return [item for clause in self.clauses for item in clause]

    @property
    def is_of_phrases(self):
        return any(len(words_of(item)) > 1 for item in (*self.items, *self.none))


@dataclass(frozen=True)
class Frequencies:
    """In how many documents each word stands, as far as the engine counts, out of about `size`."""

    documents: dict
    size: int
    last: int = 0  # the highest id
    names: bool = False  # whether something bears one of the names that were asked for

    def of(self, item):
        """For a phrase, of its rarest word."""
        return min(self.documents.get(word, 0) for word in words_of(item))

    def most(self, match):
        """How many documents can match."""
        if match.clauses:
            return min(sum(map(self.of, clause)) for clause in match.clauses)
        return sum(map(self.of, match.any)) if match.any else math.inf

    def share(self, match):
        """In about what part of all documents the words are; 0 to 1, 0 where no words are asked for.

        At most in this part; but of words that shall stand side by side, so many as meet by chance.
        """
        size = max(1, self.size)
        if match.is_of_phrases:
            chances = (
                sum(math.prod(self.of(word) / size for word in words_of(item)) for item in clause)
                for clause in match.clauses
            )
            return math.prod(min(1, chance) for chance in chances)
        most = self.most(match)
        return min(1, most / size) if most < math.inf else 0


@dataclass(frozen=True)
class Scope:
    """Which entries may be answered: of these kinds, in their window at `now` (None: in any).

    Of each group of `facets` they bear at least one; they are of a day from `since` to `until`.
    """

    kinds: tuple[str, ...]
    now: datetime.datetime | None
    facets: tuple[tuple[str, ...], ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    of_all: bool = False  # these are all kinds there are

    def of(self, *kinds):
        if kinds == self.kinds:
            return self
        return replace(self, kinds=kinds, of_all=self.of_all and set(kinds) == set(self.kinds))

    def marks(self, match):
        """Groups of facets, one of each of which an entry bears; the kinds are left out where all will do.

        A list of all entries costs as much as any word that stands in all of them.
        """
        return self.facets if self.of_all and (match or self.facets) else (self.kinds, *self.facets)

    def bearing(self, *facets):
        return replace(self, facets=(*self.facets, facets))

    def sql(self, connection):
        """A condition on the table `entry` and its parameters: visible_from ≤ now < visible_until."""
        conditions, parameters = [], []
        if not self.of_all:
            conditions.append(f"entry.kind IN ({', '.join(['%s'] * len(self.kinds))})")
            parameters += self.kinds
        if self.now:
            now = connection.ops.adapt_datetimefield_value(self.now)
            conditions += [
                "(entry.visible_from IS NULL OR entry.visible_from <= %s)",
                "(entry.visible_until IS NULL OR entry.visible_until > %s)",
            ]
            parameters += [now, now]
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day:
                conditions.append(f'entry."on" {sign} %s')
                parameters.append(connection.ops.adapt_datefield_value(day))
        return " AND ".join(conditions) or "TRUE", parameters


class Engine(Protocol):
    """A row of what is found is (entry id, kind, score, since): since which day readers see it, as
    "2021-09-02", or None; told of those that are ranked.
    """

    # Of more matches than `most_ranked` only the `newest_ranked` are ranked, the rest follow in the order
    # of their days; and where only some of the words must be there, words are taken while together they
    # stand in at most `most_looked_at` documents.
    most_ranked: int
    newest_ranked: int
    most_looked_at: int
    # Whether words stand side by side is read in about so many documents that hold them all, the newest.
    most_read: float
    # Whether the words of an entry go with it; else its file holds them, bare, until rebuild_index.
    forgets: bool
    # The table of entries, where kind, window and facets are asked for and nothing else.
    entries: str

    def install(self):
        """Make the words' storage, empty; what was there is dropped."""

    def uninstall(self):
        """Drop the words' storage."""

    def empty(self):
        """Drop every word, ready for writing in bulk. The entries are dropped by the caller."""

    def finish(self):
        """After writing in bulk: what makes reading quick again."""

    def lock(self):
        """Let one transaction at a time write the index, until it ends."""

    def write(self, rows):
        """Add (Entry, Document) pairs, each under a new id that is higher than all before."""

    def reading(self):
        """A context in which several questions of one search cost as little as they can."""

    def frequencies(self, words, names=()):
        """The Frequencies of these words, and whether one of these folded names is known."""

    def known(self, surfaces):
        """{surface: in how many documents, at least about}, of those that stand in any."""

    def unlisted(self):
        """The ids of entries whose words are missing."""

    def ranked(self, match, scope, frequencies, reach):
        """(rows of the best so many matches of COUNTED, or of some more, in no order; whether these are all)."""

    def some(self, match, scope, frequencies, most):
        """The rows of the newest so many that were written, without scores."""

    def newest(self, match, scope, frequencies, limit, titled=False):
        """The rows of the newest matches, or of those written last, the newest first, without scores.

        `titled`: of those that match by their title and other names alone.
        """

    def count(self, match, scopes):
        """{name: how many match in the Scope of this name}, each up to COUNTED, in one statement."""

    def facets(self, match, scope, limit):
        """The facets of the newest `limit` matches, each as one text."""


def engine_for(connection):
    """The engine of this connection's database."""
    if connection.vendor == "sqlite":
        from newsroom.search.engines.sqlite import SQLite

        return SQLite(connection)
    if connection.vendor == "postgresql":
        from newsroom.search.engines.postgres import Postgres

        return Postgres(connection)
    raise NotImplementedError(f"Search runs on SQLite and PostgreSQL, not on {connection.vendor}.")


def engine_for_reading():
    from newsroom.search.models import Entry  # migrations import this module before models are ready

    return engine_for(connections[router.db_for_read(Entry)])


def engine_for_writing():
    from newsroom.search.models import Entry

    return engine_for(connections[router.db_for_write(Entry)])


def row(entry, connection):
    """({column: value}) of an unsaved Entry without its id, as the database takes it."""
    return {
        field.column: field.get_db_prep_save(field.pre_save(entry, True), connection)
        for field in entry._meta.concrete_fields
        if not field.primary_key
    }


def bears(names):
    """SQL that says whether one of so many folded names is known."""
    if not names:
        return "false"
    return f"EXISTS (SELECT 1 FROM search_name WHERE key IN ({', '.join(['%s'] * len(names))}))"


def each_once(*lists):
    """The rows of these lists, an entry only where it comes first."""
    found = {}
    for rows in lists:
        for one in rows:
            found.setdefault(one[0], one)
    return list(found.values())


def quoted(columns):
    return ", ".join(f'"{column}"' for column in columns)
