"""PostgreSQL: one tsvector beside each entry, of the lexemes that `lexemes` spells."""

import math
import time
import zlib
from contextlib import contextmanager

from django.db.transaction import atomic

from newsroom.search.engines import COUNTED, TITLED, Frequencies, lexemes, quoted, row

# For the labels D, C, B, A.
WEIGHTS = "'{0.5, 0.25, 0.8, 1.0}'"
# ts_rank divides by the logarithm of the document's length.
BY_LENGTH = 1
# So many of the best by one cheap look are ranked with care.
CANDIDATES = 150
# A word in more documents than this is frequent, whatever the exact number.
FREQUENT = 10_000
# So many seconds the statistics of frequent words are kept.
KEPT = 300
_FREQUENT = {}  # connection: (statistics, when they were read)
# A day as text, as SQLite has it.
SINCE = "to_char(entry.visible_from, 'YYYY-MM-DD')"
LOCK = zlib.crc32(b"newsroom.search")


class Postgres:
    # Ranking unpacks the whole vector of every match.
    most_ranked = COUNTED
    most_looked_at = 2_500
    entries = "search_entry AS entry"
    forgets = True

    def __init__(self, connection):
        self.connection = connection
        self.is_reading = False

    def install(self):
        self.uninstall()
        self._run("ALTER TABLE search_entry ADD COLUMN words tsvector")
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT 'lz4' = ANY(enumvals) FROM pg_settings WHERE name = 'default_toast_compression'"
            )
            if cursor.fetchone() == (True,):  # ranking unpacks every vector it looks at
                cursor.execute("ALTER TABLE search_entry ALTER COLUMN words SET COMPRESSION lz4")
        # Long texts stand apart, so that what is asked of every match fills few pages.
        self._run("ALTER TABLE search_entry SET (toast_tuple_target = 256)")
        self._index()

    def uninstall(self):
        self._run("ALTER TABLE search_entry DROP COLUMN IF EXISTS words")

    def empty(self):
        self._run("DROP INDEX IF EXISTS search_entry_words")

    def finish(self):
        self._index()
        # Without room for what is gone, and with the statistics of frequent words. Counting needs no
        # look at a row that a VACUUM has seen; inside a transaction there is none.
        self._run(
            "ANALYZE search_entry" if self.connection.in_atomic_block else "VACUUM ANALYZE search_entry"
        )
        _FREQUENT.pop(self.connection.alias, None)

    def _index(self):
        # fastupdate=off: a reader never pays for what a writer put off.
        self._run(
            "CREATE INDEX IF NOT EXISTS search_entry_words ON search_entry"
            " USING gin (words) WITH (fastupdate = off)"
        )

    @contextmanager
    def reading(self):
        """A transaction in which the planner takes the index of words.

        It does not count what unpacking a vector costs, so on some thousands of entries it would
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
            {"id": entry.pk} | row(entry, self.connection) | {"words": lexemes.vector(entry.pk, document)}
            for entry, document in rows
        ]
        columns = quoted(entries[0])
        with (
            self.connection.cursor() as cursor,
            cursor.copy(f"COPY search_entry ({columns}) FROM STDIN") as copy,
        ):
            for entry in entries:
                copy.write_row(tuple(entry.values()))

    def frequencies(self, words):
        """Of frequent words as the database's own statistics have it, of the others counted."""
        stems = list({word.stem for word in words})
        counted = (
            "(SELECT count(*) FROM (SELECT 1 FROM search_entry WHERE words @@ %s::tsquery"
            f" LIMIT {FREQUENT}) AS n)"
        )
        with self._reading() as cursor:
            frequent = self._frequent(cursor)
            asked = [stem for stem in stems if lexemes.packed(stem) not in frequent]
            columns = ["coalesce(max(id) - min(id) + 1, 0), coalesce(max(id), 0)", *[counted] * len(asked)]
            cursor.execute(
                f"SELECT {', '.join(columns)} FROM search_entry",
                [lexemes.lexeme(lexemes.packed(stem)) for stem in asked],
            )
            size, last, *counts = cursor.fetchone()
        found = dict(zip(asked, counts, strict=True))
        found |= {stem: int(frequent[lexemes.packed(stem)] * size) for stem in stems if stem not in found}
        return Frequencies({word: found[word.stem] for word in words}, size, last)

    def _frequent(self, cursor):
        """{lexeme: in what part of all documents} of those in FREQUENT documents or more."""
        known, at = _FREQUENT.get(self.connection.alias, ({}, -math.inf))
        if time.monotonic() - at > KEPT:
            cursor.execute(
                "SELECT lexeme, part FROM pg_stats,"
                " unnest(most_common_elems::text::text[], most_common_elem_freqs) AS common(lexeme, part)"
                " WHERE schemaname = ANY (current_schemas(false)) AND tablename = 'search_entry'"
                " AND attname = 'words' AND part * (SELECT reltuples FROM pg_class"
                f" WHERE oid = 'search_entry'::regclass) >= {FREQUENT}"
            )
            known = dict(cursor.fetchall())
            _FREQUENT[self.connection.alias] = known, time.monotonic()
        return known

    def known(self, surfaces):
        words = [(surface, lexemes.lexeme("=" + lexemes.packed(surface))) for surface in surfaces]
        with self._reading() as cursor:
            cursor.execute(
                "SELECT surface, (SELECT count(*) FROM (SELECT 1 FROM search_entry"
                " WHERE words @@ word::tsquery LIMIT 100) AS n)"
                " FROM unnest(%s::text[], %s::text[]) AS asked(surface, word)",
                [[surface for surface, _ in words], [word for _, word in words]],
            )
            return {surface: count for surface, count in cursor.fetchall() if count}

    def unlisted(self):
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT id FROM search_entry WHERE words IS NULL")
            return [number for (number,) in cursor.fetchall()]

    def ranked(self, match, scope, frequencies):
        most = self.most_looked_at if match.any else self.most_ranked
        if frequencies.most(match) > most:
            rows = self.some(match, scope, frequencies, most)
            if len(rows) == most:
                rows += self._rows(*self._newest(lexemes.within(lexemes.titled(match), scope), scope, TITLED))
            where, parameters, limit = "entry.id = ANY(%s)", [[number for number, *_ in rows]], len(rows)
        else:
            condition, parameters = scope.sql(self.connection)
            where, limit = f"entry.words @@ %s::tsquery AND {condition}", COUNTED
            parameters = [lexemes.within(lexemes.matching(match), scope), *parameters]
        score, terms = _score(match, frequencies)
        look = f"ts_rank({WEIGHTS}, entry.words, %s::tsquery, {BY_LENGTH})"
        return self._rows(
            f"WITH found AS MATERIALIZED (SELECT entry.id, entry.kind, {SINCE} AS since, {look} AS look"
            f" FROM search_entry AS entry WHERE {where} ORDER BY look DESC, id DESC LIMIT %s),"
            # Joined with nothing, the vector is read from its storage once and not for every word.
            " best AS MATERIALIZED (SELECT id, top.kind, since, entry.words || ''::tsvector AS words FROM"
            f" (SELECT id, kind, since FROM found ORDER BY look DESC, id DESC LIMIT {CANDIDATES}) AS top"
            " JOIN search_entry AS entry USING (id))"
            f" (SELECT id, kind, {score} AS score, since FROM best)"
            # What follows the best keeps the order of the first look.
            " UNION ALL (SELECT id, kind, look / 1e9, since FROM found ORDER BY look DESC, id DESC"
            f" OFFSET {CANDIDATES})",
            [lexemes.first_look(match), *parameters, limit, *terms],
        )

    def some(self, match, scope, frequencies, most):
        share, matched = frequencies.share(match), lexemes.within(lexemes.matching(match), scope)
        # Where all documents with such words are too many, first those of the last ids, then of more.
        span = 1.5 * most / share if share else math.inf
        while span < frequencies.size / 2:
            last = frequencies.last // lexemes.BLOCK
            first = max(0, last - int(span / lexemes.BLOCK) - 1)
            recent = lexemes.any_of(lexemes.of_block(block) for block in range(first, last + 1))
            rows = self._rows(*self._newest(f"{matched} & {recent}", scope, most))
            if len(rows) == most:
                return rows
            span *= 8
        return self._rows(*self._newest(matched, scope, most))

    def _newest(self, query, scope, most):
        """(SQL, parameters) of the rows that answer a tsquery, those with the highest ids.

        "+ 0" keeps the planner from walking down the ids and unpacking every vector on the way.
        """
        condition, parameters = scope.sql(self.connection)
        return (
            f"SELECT entry.id, entry.kind, 0.0, {SINCE} FROM search_entry AS entry"
            f" WHERE entry.words @@ %s::tsquery AND {condition} ORDER BY entry.id + 0 DESC LIMIT %s",
            [query, *parameters, most],
        )

    def newest(self, match, scope, limit):
        condition, parameters = scope.sql(self.connection)
        return self._rows(
            f"SELECT entry.id, entry.kind, 0.0, {SINCE} FROM search_entry AS entry"
            f" WHERE entry.words @@ %s::tsquery AND {condition}"
            " ORDER BY entry.visible_from DESC NULLS LAST, entry.id DESC LIMIT %s",
            [lexemes.within(lexemes.matching(match), scope), *parameters, limit],
        )

    def _rows(self, sql, parameters):
        with self._reading() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def count(self, match, scopes):
        counts, parameters = [], []
        for name, scope in scopes.items():
            condition, values = scope.sql(self.connection)
            counts.append(
                "SELECT %s, (SELECT count(*) FROM (SELECT 1 FROM search_entry AS entry"
                f" WHERE entry.words @@ %s::tsquery AND {condition} LIMIT {COUNTED}) AS counted)"
            )
            parameters += [name, lexemes.within(lexemes.matching(match), scope), *values]
        return dict(self._rows(" UNION ALL ".join(counts), parameters))

    def facets(self, match, scope, limit):
        condition, parameters = scope.sql(self.connection)
        rows = self._rows(
            "SELECT entry.facets FROM search_entry AS entry WHERE entry.words @@ %s::tsquery"
            f" AND {condition} ORDER BY entry.id + 0 DESC LIMIT %s",
            [lexemes.within(lexemes.matching(match), scope), *parameters, limit],
        )
        return [facets for (facets,) in rows]


def _score(match, frequencies):
    """The SQL expression and its parameters: rare words count more, and words side by side."""

    def rarity(count):
        count = min(count, frequencies.size)
        return math.log(1 + (frequencies.size - count + 0.5) / (count + 0.5))

    terms, parameters = [], []
    for word in lexemes.counting(match):
        # Of two lexemes ts_rank gives the mean.
        terms.append(f"%s * ts_rank({WEIGHTS}, words, %s::tsquery, {BY_LENGTH})")
        parameters += [
            2 * rarity(frequencies.of(word)),
            lexemes.any_of((lexemes.of_stem(word), lexemes.of_surface(word))),
        ]
    for run in match.runs:
        beside = " <-> ".join(map(lexemes.of_stem, run))
        terms.append(
            f"CASE WHEN words @@ %s::tsquery THEN %s * ts_rank({WEIGHTS}, words, %s::tsquery, {BY_LENGTH}) ELSE 0 END"
        )
        weight = rarity(min(map(frequencies.of, run)))
        parameters += [beside, weight, beside]
    return " + ".join(terms), parameters
