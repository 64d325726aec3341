"""PostgreSQL: a line of words beside each entry and an index made of it, as `lexemes` spells them."""

import math
import time
import zlib
from contextlib import contextmanager
from dataclasses import replace

from django.db.transaction import atomic

from newsroom.search.engines import COUNTED, TITLED, Frequencies, bears, each_once, lexemes, quoted, row
from newsroom.search.engines.lexemes import VECTOR, Line
from newsroom.search.engines.score import rarity, scores

# A word in more documents than this is frequent, whatever the exact number.
FREQUENT = 10_000
# So many seconds the statistics of frequent words are kept.
KEPT = 300
_FREQUENT = {}  # connection: (statistics, when they were read)
# A day as text, as SQLite has it.
SINCE = "to_char(entry.visible_from, 'YYYY-MM-DD')"
LINE = "entry.words, entry.title_end, entry.lead_end, entry.size"
RANKED = f"entry.id, entry.kind, {SINCE}, {LINE}"
# Of so many documents that hold a word, about one holds it in its title.
TITLES = 10
LOCK = zlib.crc32(b"newsroom.search")


class Postgres:
    most_ranked = 400
    newest_ranked = 200
    most_looked_at = 4_000
    most_read = 6_000
    entries = "search_entry AS entry"
    forgets = True

    def __init__(self, connection):
        self.connection = connection
        self.is_reading = False

    def install(self):
        self.uninstall()
        self._run("ALTER TABLE search_entry ADD COLUMN words text")
        for column in ("title_end", "lead_end", "size"):
            self._run(f"ALTER TABLE search_entry ADD COLUMN {column} integer")
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
            )
            if cursor.fetchone() == (True,):  # ranking unpacks every line it looks at
                cursor.execute("ALTER TABLE search_entry ALTER COLUMN words SET COMPRESSION lz4")
        # Long texts stand apart, so that what is asked of every match fills few pages.
        self._run("ALTER TABLE search_entry SET (toast_tuple_target = 256)")
        self._index()

    def uninstall(self):
        for column in ("words", "title_end", "lead_end", "size"):
            self._run(f"ALTER TABLE search_entry DROP COLUMN IF EXISTS {column}")

    def empty(self):
        self._run("DROP INDEX IF EXISTS search_entry_words")

    def finish(self):
        self._index()
        # Without room for what is gone, and with the statistics of frequent words; inside a transaction
        # there is no VACUUM.
        self._run(
            "ANALYZE search_entry" if self.connection.in_atomic_block else "VACUUM ANALYZE search_entry"
        )
        _FREQUENT.pop(self.connection.alias, None)

    def _index(self):
        # fastupdate=off: a reader never pays for what a writer put off.
        self._run(
            "CREATE INDEX IF NOT EXISTS search_entry_words ON search_entry"
            f" USING gin ({VECTOR}) WITH (fastupdate = off)"
        )

    @contextmanager
    def reading(self):
        """A transaction in which the planner takes the index of words.

        It does not count what reading a line of words costs, so of some thousands of entries it would
        read them all; nor how long compiling takes.
        """
        if self.is_reading:
            yield
            return
        with atomic(using=self.connection.alias):
            self._run("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
            self.is_reading = True
            try:
                yield
            finally:
                self.is_reading = False

    @contextmanager
    def _reading(self):
        with self.reading(), self.connection.cursor() as cursor:
            yield cursor

    def _run(self, sql, parameters=None):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    def lock(self):
        self._run("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    def write(self, rows):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence('search_entry', 'id')) FROM generate_series(1, %s)",
                [len(rows)],
            )
            for (entry, _), (number,) in zip(rows, cursor.fetchall(), strict=True):
                entry.pk = number
        entries = [
            {"id": entry.pk} | row(entry, self.connection) | lexemes.line(entry.pk, document)._asdict()
            for entry, document in rows
        ]
        columns = quoted(entries[0])
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY search_entry ({columns}) FROM STDIN") as copy,
        ):
            for entry in entries:
                copy.write_row(tuple(entry.values()))

    def frequencies(self, words, names=()):
        """Of frequent words as the database's own statistics have it, of the others counted."""
        stems = list({lexemes.stemmed(word) for word in words})
        counted = (
            "(SELECT count(*) FROM (SELECT FROM search_entry"
            f" WHERE {VECTOR} @@ %s::tsquery LIMIT {FREQUENT}) AS n)"
        )
        with self._reading() as cursor:
            frequent = self._frequent(cursor)
            asked = [stem for stem in stems if stem not in frequent]
            columns = ["coalesce(max(id) - min(id) + 1, 0), coalesce(max(id), 0)", bears(names)]
            cursor.execute(
                f"SELECT {', '.join([*columns, *[counted] * len(asked)])} FROM search_entry",
                [*names, *map(lexemes.lexeme, asked)],
            )
            size, last, known, *counts = cursor.fetchone()
        found = dict(zip(asked, counts, strict=True))
        found |= {stem: int(frequent[stem] * size) for stem in stems if stem not in found}
        return Frequencies({word: found[lexemes.stemmed(word)] for word in words}, size, last, known)

    def _frequent(self, cursor):
        """{lexeme: in what part of all documents} of those in FREQUENT documents or more."""
        known, at = _FREQUENT.get(self.connection.alias, ({}, -math.inf))
        if time.monotonic() - at > KEPT:
            cursor.execute(
                "SELECT lexeme, part FROM pg_stats,"
                " unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common(lexeme, part)"
                " WHERE schemaname = ANY (current_schemas(false)) AND tablename = 'search_entry_words'"
                " AND part * (SELECT reltuples FROM pg_class"
                f" WHERE oid = 'search_entry'::regclass) >= {FREQUENT}"
            )
            known = dict(cursor.fetchall())
            _FREQUENT[self.connection.alias] = known, time.monotonic()
        return known

    def known(self, surfaces):
        words = [(surface, lexemes.of_bare(surface)) for surface in surfaces]
        with self._reading() as cursor:
            cursor.execute(
                "SELECT surface, (SELECT count(*) FROM (SELECT 1 FROM search_entry"
                f" WHERE {VECTOR} @@ word::tsquery LIMIT 100) AS n)"
                " FROM unnest(%s::text[], %s::text[]) AS asked(surface, word)",
                [[surface for surface, _ in words], [word for _, word in words]],
            )
            return {surface: count for surface, count in cursor.fetchall() if count}

    def unlisted(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT id FROM search_entry WHERE words IS NULL")
            return [number for (number,) in cursor.fetchall()]

    def ranked(self, match, scope, frequencies, reach):
        if not match.clauses:
            rows = self._most_held(match, scope, frequencies)
            found = self._rows(
                f"SELECT {RANKED} FROM search_entry AS entry WHERE id = ANY(%s::bigint[])",
                [f"{{{','.join(str(number) for number, *_ in rows[: self.most_ranked])}}}"],
            )
            return each_once(_scored(match, frequencies, found), rows), len(rows) < COUNTED
        if frequencies.most(match) <= self.most_ranked:
            sql, parameters = self._matching(match, scope)
            found = self._rows(f"SELECT {RANKED} FROM {sql}", parameters)
            return _scored(match, frequencies, found), True
        share = frequencies.share(match)
        found = self._recent(match, scope, frequencies, share, RANKED, self.newest_ranked)
        all_found = len(found) < self.newest_ranked
        if not all_found:
            everywhere, titled = replace(match, ids=None), lexemes.titled(match)
            found += self._recent(everywhere, scope, frequencies, share / TITLES, RANKED, TITLED, titled)
        rows = _scored(match, frequencies, each_once(found))
        if len(rows) < reach and not all_found:
            rows = each_once(rows, self.some(match, scope, frequencies, COUNTED))
        return rows, all_found

    def _most_held(self, match, scope, frequencies):
        """The rows of those that hold most of the words, rare ones more than others, the newest first.

        Told by the index alone, which costs as much as the words have documents.
        """
        arms, parameters = [], []
        for word in match.any:
            for held in lexemes.held(word):
                sql, values = self._matching(match, scope, held)
                arms.append(f"SELECT entry.id, entry.kind, %s::real AS part FROM {sql}")
                parameters += [rarity(frequencies.of(word), frequencies.size), *values]
        found = self._rows(
            f"SELECT id, min(kind), sum(part) AS held FROM ({' UNION ALL '.join(arms)}) AS arm"
            " GROUP BY id ORDER BY held DESC, id DESC LIMIT %s",
            [*parameters, COUNTED],
        )
        return [(number, kind, held / 1e9, None) for number, kind, held in found]

    def some(self, match, scope, frequencies, most):
        share = frequencies.share(match)
        found = self._recent(match, scope, frequencies, share, "entry.id, entry.kind", most)
        return [(number, kind, 0.0, None) for number, kind in found]

    def _recent(self, match, scope, frequencies, share, columns, most, *also):
        """These columns of the newest so many, of which about this share of all documents are."""
        # Where all documents with such words are too many, first those of the last ids, then of more. A list
        # of ids costs a quarter of what as many documents do that hold the words.
        span = 1.5 * most / share if share and not match.is_of_phrases else math.inf
        while span < 4 * share * frequencies.size:
            recent = lexemes.of_ids(frequencies.last - int(span), frequencies.last)
            found = self._newest(match, scope, columns, most, recent, *also)
            if len(found) == most:
                return found
            span *= 8
        return self._newest(match, scope, columns, most, *also)

    def _matching(self, match, scope, *also):
        """(SQL behind FROM, parameters) of the entries that match and hold what these tsqueries say."""
        condition, parameters = scope.sql(self.connection)
        query = " & ".join(filter(None, [lexemes.within(lexemes.matching(match), scope), *also]))
        sql = f"search_entry AS entry WHERE {VECTOR} @@ %s::tsquery AND {condition}"
        wanted, unwanted = lexemes.beside(match)
        if not wanted and not unwanted:
            return sql, [query, *parameters]
        sides = [" OR ".join(["strpos(entry.words, %s) > 0"] * len(texts)) for texts in wanted]
        sides += ["strpos(entry.words, %s) = 0"] * len(unwanted)
        return (
            # The order has a name, so that no line is read beyond those wanted. Words that always stand
            # in the same documents do so in more than their frequencies promise.
            f"(SELECT *, entry.id + 0 AS place FROM {sql} ORDER BY place DESC LIMIT {2 * self.most_read}) AS entry"
            f" WHERE ({') AND ('.join(sides)})",
            [query, *parameters, *(text for texts in wanted for text in texts), *unwanted],
        )

    def _newest(self, match, scope, columns, most, *also):
        """These columns of the matches with the highest ids.

        "+ 0" keeps the planner from walking down the ids and reading every line on the way.
        """
        sql, parameters = self._matching(match, scope, *also)
        place = "place" if match.is_of_phrases else "entry.id + 0"
        return self._rows(f"SELECT {columns} FROM {sql} ORDER BY {place} DESC LIMIT %s", [*parameters, most])

    def newest(self, match, scope, frequencies, limit, titled=False):
        # Of more than can be put in order, the newest that were written.
        columns, share = "entry.id, entry.kind, entry.visible_from", frequencies.share(match)
        also = []
        if titled:
            share, also = share / TITLES, [lexemes.titled(match)]
        found = self._recent(match, scope, frequencies, share, columns, 2 * limit, *also)
        found.sort(key=lambda row: (row[2] is not None, row[2], row[0]), reverse=True)
        return [(number, kind, 0.0, None) for number, kind, _ in found[:limit]]

    def _rows(self, sql, parameters):
        with self._reading() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    @contextmanager
    def _counting(self):
        """Where "LIMIT" stands without an order, the planner would read along another index until enough match."""
        with self._reading() as cursor:
            cursor.execute("SET LOCAL enable_indexscan = off")
            yield cursor
            cursor.execute("SET LOCAL enable_indexscan = on")

    def count(self, match, scopes):
        counts, parameters = [], []
        for name, scope in scopes.items():
            sql, values = self._matching(match, scope)
            counts.append(
                f"SELECT %s, (SELECT count(*) FROM (SELECT 1 FROM {sql} LIMIT {COUNTED}) AS counted)"
            )
            parameters += [name, *values]
        with self._counting() as cursor:
            cursor.execute(" UNION ALL ".join(counts), parameters)
            return dict(cursor.fetchall())

    def facets(self, match, scope, limit):
        return [facets for (facets,) in self._newest(match, scope, "entry.facets", limit)]


def _scored(match, frequencies, found):
    """The rows of (id, kind, since, *Line)."""
    scored = scores(match, frequencies, [Line(*line) for _, _, _, *line in found])
    return [
        (number, kind, score, since) for (number, kind, since, *_), score in zip(found, scored, strict=True)
    ]
