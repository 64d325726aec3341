"""Two engines, one meaning: what a match is, and what an engine must be able to do."""

import datetime
from dataclasses import dataclass, replace
from typing import Protocol

from django.db import connections, router

from newsroom.search.query import Phrase, Word

# More than this many are not counted: "more than 1,000" is all a reader wants to know.
COUNTED = 1001
# So many of the newest are ranked where a match is very common; scoring each would take too long.
NEWEST = 1000


@dataclass(frozen=True)
class Match:
    """A document matches when every clause has one of its items in it, and no item of `none`.

    `any` are words that count for the ranking; without clauses, one of them must be there. `runs`
    are words that rank a document higher where they stand side by side, `also` common words that
    an engine may count for the ranking.
    """

    clauses: tuple[tuple[Word | Phrase, ...], ...] = ()
    any: tuple[Word, ...] = ()
    none: tuple[Word | Phrase, ...] = ()
    runs: tuple[tuple[Word, ...], ...] = ()
    also: tuple[Word, ...] = ()


@dataclass(frozen=True)
class Frequencies:
    """In how many documents each word stands, out of `size`; both about, never too low by much."""

    documents: dict
    size: int

    def of(self, item):
        """For a phrase, of its rarest word."""
        words = item.words if isinstance(item, Phrase) else (item,)
        return min(self.documents.get(word, 0) for word in words)


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
        condition, parameters = f"entry.kind IN ({', '.join(['%s'] * len(self.kinds))})", [*self.kinds]
        if self.now:
            now = connection.ops.adapt_datetimefield_value(self.now)
            condition += (
                " AND (entry.visible_from IS NULL OR entry.visible_from <= %s)"
                " AND (entry.visible_until IS NULL OR entry.visible_until > %s)"
            )
            parameters += [now, now]
        for sign, day in ((">=", self.since), ("<=", self.until)):
            if day:
                condition += f' AND entry."on" {sign} %s'
                parameters.append(connection.ops.adapt_datefield_value(day))
        return condition, parameters


class Engine(Protocol):
    # Of more matches than this only the newest are ranked; and where only some of the words must
    # be there, words are taken while together they stand in at most so many documents.
    most_ranked: int
    most_looked_at: int
    # Whether the words of an entry go with it; else its file holds them, bare, until rebuild_index.
    forgets: bool

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

    def frequencies(self, words):
        """The Frequencies of these words."""

    def known(self, surfaces):
        """{surface: in how many documents, at least about}, of those that stand in any."""

    def unlisted(self):
        """The ids of entries whose words are missing."""

    def find(self, match, scope, frequencies, *, newest, by_date, limit):
        """[(entry id, score, visible from)], best first, or `by_date` the newest first.

        With `newest`, only the newest matches are looked at.
        """

    def count(self, match, scope, *, capped):
        """{kind: how many match}; with `capped`, each up to COUNTED."""

    def count_each(self, match, scopes):
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


def quoted(columns):
    return ", ".join(f'"{column}"' for column in columns)
