"""PostgreSQL: one tsvector beside each entry, written here and not by any text search configuration.

Lexemes: a stem as it is, a surface after "=", a facet after "@" and without a place. Labels: A a
stem of the title, B one of the head of the text, D one of its rest, C any surface.
"""

import math
import zlib
from collections import defaultdict
from contextlib import contextmanager

from django.db.transaction import atomic

from newsroom.search.document import LEAD
from newsroom.search.engines import COUNTED, NEWEST, Frequencies, quoted, row
from newsroom.search.query import Phrase

# For the labels D, C, B, A.
WEIGHTS = "'{0.5, 0.25, 0.8, 1.0}'"
# ts_rank divides by the logarithm of the document's length.
BY_LENGTH = 1
# So many of the best by one cheap look are ranked with care.
CANDIDATES = 150
# A word in more documents than this is common, whatever the exact number.
FREQUENT = 20_000
LOCK = zlib.crc32(b"newsroom.search")


class Postgres:
    # Ranking unpacks the whole vector of every match.
    most_ranked = 3_000
    most_looked_at = 4_000
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
        self._index()

    def uninstall(self):
        self._run("ALTER TABLE search_entry DROP COLUMN IF EXISTS words")

    def empty(self):
        self._run("DROP INDEX IF EXISTS search_entry_words")

    def finish(self):
        self._index()
        self._run("ANALYZE search_entry")

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
            {"id": entry.pk} | row(entry, self.connection) | {"words": _vector(document)}
            for entry, document in rows
        ]
        names = entries[0].keys()
        values = ", ".join("%s::tsvector" if name == "words" else "%s" for name in names)
        with self.connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO search_entry ({quoted(names)}) VALUES ({values})",
                [tuple(entry.values()) for entry in entries],
            )

    def frequencies(self, words):
        stems = list({word.stem for word in words})
        counted = f"(SELECT count(*) FROM (SELECT 1 FROM search_entry WHERE words @@ %s::tsquery LIMIT {FREQUENT}) AS n)"
        columns = ["coalesce(max(id) - min(id) + 1, 0)", *[counted] * len(stems)]
        with self._reading() as cursor:
            cursor.execute(f"SELECT {', '.join(columns)} FROM search_entry", list(map(_lexeme, stems)))
            size, *counts = cursor.fetchone()
        found = dict(zip(stems, counts, strict=True))
        return Frequencies({word: found[word.stem] for word in words}, size)

    def known(self, surfaces):
        words = [(surface, _lexeme("=" + surface)) for surface in surfaces]
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

    def find(self, match, scope, frequencies, *, newest, by_date=False, limit):
        condition, parameters = scope.sql(self.connection)
        where = f"FROM search_entry AS entry WHERE entry.words @@ %s::tsquery AND {condition}"
        parameters = [_within(_matched(match), scope), *parameters]
        if by_date:
            order = "entry.id DESC" if newest else "entry.visible_from DESC NULLS LAST, entry.id DESC"
            sql = f"SELECT entry.id, 0.0, entry.visible_from {where} ORDER BY {order} LIMIT %s"
            return self._rows(sql, [*parameters, limit])
        score, terms = _score(match, frequencies)
        look = f"ts_rank({WEIGHTS}, entry.words, %s::tsquery, {BY_LENGTH})"
        if newest:
            where = (
                "FROM search_entry AS entry WHERE entry.id IN"
                f" (SELECT entry.id {where} ORDER BY entry.id DESC LIMIT {NEWEST})"
            )
        return self._rows(
            f"WITH found AS MATERIALIZED (SELECT entry.id, entry.visible_from AS since, {look} AS look"
            f" {where} ORDER BY look DESC, id DESC LIMIT %s),"
            # Joined with nothing, the vector is read from its storage once and not for every word.
            " best AS MATERIALIZED (SELECT id, since, entry.words || ''::tsvector AS words FROM"
            f" (SELECT id, since FROM found ORDER BY look DESC, id DESC LIMIT {CANDIDATES}) AS top"
            " JOIN search_entry AS entry USING (id))"
            f" (SELECT id, {score} AS score, since FROM best ORDER BY score DESC, id DESC)"
            # What follows the best keeps the order of the first look.
            " UNION ALL (SELECT id, 0.0, since FROM found ORDER BY look DESC, id DESC"
            f" OFFSET {CANDIDATES})",
            [_seen(match), *parameters, limit, *terms],
        )

    def _rows(self, sql, parameters):
        with self._reading() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def count(self, match, scope, *, capped):
        if capped:
            return self.count_each(match, {kind: scope.of(kind) for kind in scope.kinds})
        condition, parameters = scope.sql(self.connection)
        return dict(
            self._rows(
                "SELECT entry.kind, count(*) FROM search_entry AS entry"
                f" WHERE entry.words @@ %s::tsquery AND {condition} GROUP BY entry.kind",
                [_within(_matched(match), scope), *parameters],
            )
        )

    def count_each(self, match, scopes):
        counts, parameters = [], []
        for name, scope in scopes.items():
            condition, values = scope.sql(self.connection)
            counts.append(
                "SELECT %s, (SELECT count(*) FROM (SELECT 1 FROM search_entry AS entry"
                f" WHERE entry.words @@ %s::tsquery AND {condition} LIMIT {COUNTED}) AS counted)"
            )
            parameters += [name, _within(_matched(match), scope), *values]
        return dict(self._rows(" UNION ALL ".join(counts), parameters)) if counts else {}

    def facets(self, match, scope, limit):
        condition, parameters = scope.sql(self.connection)
        rows = self._rows(
            "SELECT entry.facets FROM search_entry AS entry WHERE entry.words @@ %s::tsquery"
            f" AND {condition} ORDER BY entry.id DESC LIMIT %s",
            [_within(_matched(match), scope), *parameters, limit],
        )
        return [facets for (facets,) in rows]


def _vector(document):
    """The document's tsvector, spelled out: 'stem':1A,7D '=surface':1C,7C … '@facet'"""
    title, body = document.words()
    places = defaultdict(list)
    text = len(title) + 2
    for start, words, label in ((1, title, "A"), (text, body[:LEAD], "B"), (text + LEAD, body[LEAD:], "D")):
        for place, (surface, stem) in enumerate(words, start):
            places[stem].append(f"{place}{label}")
            places["=" + surface].append(f"{place}C")
    words = [f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items()]
    return " ".join([*words, *map(_facet, (document.kind, *document.facets))])


# No word of the analyser holds an apostrophe or a backslash, so none can end its lexeme.
def _lexeme(text):
    return f"'{text}'"


def _stem(word):
    return _lexeme(word.stem)


def _facet(facet):
    return _lexeme("@" + facet)


def _surface(word):
    return _lexeme("=" + word.surface)


def _item(item):
    if isinstance(item, Phrase):
        return f"({' <-> '.join(map(_surface, item.words))})"
    return _stem(item)


def _one(lexemes):
    return f"({' | '.join(lexemes)})"


def _within(matched, scope):
    """The tsquery, in this scope."""
    scoped = [_one(map(_facet, values)) for values in scope.marks(matched)]
    return " & ".join([matched, *scoped] if matched else scoped)


def _matched(match):
    """The tsquery that says which documents match; "" for all of them."""
    if not match.clauses and not match.any:
        return ""
    matched = " & ".join(_one(map(_item, clause)) for clause in match.clauses) or _one(map(_stem, match.any))
    return f"{matched} & !{_one(map(_item, match.none))}" if match.none else matched


def _words(match):
    found = {}
    for item in [item for clause in match.clauses for item in clause] + list(match.any + match.also):
        for word in item.words if isinstance(item, Phrase) else (item,):
            found[word] = True
    return list(found)


def _seen(match):
    """The tsquery of the first look: every stem and surface, in any number."""
    return _one(lexeme for word in _words(match) for lexeme in (_stem(word), _surface(word)))


def _score(match, frequencies):
    """The SQL expression and its parameters: rare words count more, and words side by side."""

    def rarity(count):
        count = min(count, frequencies.size)
        return math.log(1 + (frequencies.size - count + 0.5) / (count + 0.5))

    terms, parameters = [], []
    for word in _words(match):
        # Of two lexemes ts_rank gives the mean.
        terms.append(f"%s * ts_rank({WEIGHTS}, words, %s::tsquery, {BY_LENGTH})")
        parameters += [2 * rarity(frequencies.of(word)), _one((_stem(word), _surface(word)))]
    for run in match.runs:
        beside = " <-> ".join(map(_stem, run))
        terms.append(
            f"CASE WHEN words @@ %s::tsquery THEN %s * ts_rank({WEIGHTS}, words, %s::tsquery, {BY_LENGTH}) ELSE 0 END"
        )
        weight = rarity(min(map(frequencies.of, run)))
        parameters += [beside, weight, beside]
    return " + ".join(terms), parameters
