"""PostgreSQL: one tsvector beside each entry, written here and not by any text search configuration.

Lexemes, each a letter a byte: a stem as it is, a surface after "="; without places a stem of the
title after "#", a facet after "@", the thousand of ids after "%". Labels: A a stem of the title, B one
of the head of the text, D one of its rest, C any surface.
"""

import math
import time
import zlib
from collections import defaultdict
from contextlib import contextmanager

from django.db.transaction import atomic

from newsroom.search.document import LEAD
from newsroom.search.engines import COUNTED, TITLED, Frequencies, quoted, row, words_of
from newsroom.search.query import Phrase

# For the labels D, C, B, A.
WEIGHTS = "'{0.5, 0.25, 0.8, 1.0}'"
# ts_rank divides by the logarithm of the document's length.
BY_LENGTH = 1
# So many of the best by one cheap look are ranked with care.
CANDIDATES = 150
# A word in more documents than this is frequent, whatever the exact number.
FREQUENT = 10_000
# The ids of entries by so many, for a list of the newest without a look at all.
BLOCK = 1024
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
            {"id": entry.pk} | row(entry, self.connection) | {"words": _vector(entry.pk, document)}
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
            asked = [stem for stem in stems if _packed(stem) not in frequent]
            columns = ["coalesce(max(id) - min(id) + 1, 0), coalesce(max(id), 0)", *[counted] * len(asked)]
            cursor.execute(
                f"SELECT {', '.join(columns)} FROM search_entry", [_lexeme(_packed(stem)) for stem in asked]
            )
            size, last, *counts = cursor.fetchone()
        found = dict(zip(asked, counts, strict=True))
        found |= {stem: int(frequent[_packed(stem)] * size) for stem in stems if stem not in found}
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
        words = [(surface, _lexeme("=" + _packed(surface))) for surface in surfaces]
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
                rows += self._rows(*self._newest(_within(_titled(match), scope), scope, TITLED))
            where, parameters, limit = "entry.id = ANY(%s)", [[number for number, *_ in rows]], len(rows)
        else:
            condition, parameters = scope.sql(self.connection)
            where, limit = f"entry.words @@ %s::tsquery AND {condition}", COUNTED
            parameters = [_within(_matched(match), scope), *parameters]
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
            [_seen(match), *parameters, limit, *terms],
        )

    def some(self, match, scope, frequencies, most):
        share, matched = frequencies.share(match), _within(_matched(match), scope)
        # Where all documents with such words are too many, first those of the last ids, then of more.
        span = 1.5 * most / share if share else math.inf
        while span < frequencies.size / 2:
            last = frequencies.last // BLOCK
            first = max(0, last - int(span / BLOCK) - 1)
            recent = _one(_lexeme(f"%{block}") for block in range(first, last + 1))
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
            [_within(_matched(match), scope), *parameters, limit],
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
            parameters += [name, _within(_matched(match), scope), *values]
        return dict(self._rows(" UNION ALL ".join(counts), parameters))

    def facets(self, match, scope, limit):
        condition, parameters = scope.sql(self.connection)
        rows = self._rows(
            "SELECT entry.facets FROM search_entry AS entry WHERE entry.words @@ %s::tsquery"
            f" AND {condition} ORDER BY entry.id + 0 DESC LIMIT %s",
            [_within(_matched(match), scope), *parameters, limit],
        )
        return [facets for (facets,) in rows]


# A letter a byte, in the safe form of Buckwalter's transliteration.
LATIN = str.maketrans("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "CAbtvjHxdVrzscSDTZEgfqklmnhwy")


def _packed(word):
    """A word as the index spells it: of half the size, and no two alike."""
    return word.translate(LATIN) if word[0] > "\u0600" else "~" + word


def _vector(number, document):
    """The document's tsvector, spelled out: 'stem':1A,7D '=surface':1C,7C … '#stem' '@facet' '%12'"""
    title, body = document.words()
    places = defaultdict(list)
    text = len(title) + 2
    for start, words, label in ((1, title, "A"), (text, body[:LEAD], "B"), (text + LEAD, body[LEAD:], "D")):
        for place, (surface, stem) in enumerate(words, start):
            places[_packed(stem)].append(f"{place}{label}")
            places["=" + _packed(surface)].append(f"{place}C")
    words = [f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items()]
    named = [_lexeme("#" + _packed(stem)) for stem in {stem for _, stem in title}]
    facets = map(_facet, (document.kind, *document.facets))
    return " ".join([*words, *named, *facets, _lexeme(f"%{number // BLOCK}")])


# No word of the analyser holds an apostrophe or a backslash, so none can end its lexeme.
def _lexeme(text):
    return f"'{text}'"


def _stem(word):
    return _lexeme(_packed(word.stem))


def _facet(facet):
    return _lexeme("@" + facet)


def _surface(word):
    return _lexeme("=" + _packed(word.surface))


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


def _seen(match):
    """The tsquery of the first look: every stem and surface, in any number."""
    return _one(lexeme for word in _counting(match) for lexeme in (_stem(word), _surface(word)))


def _counting(match):
    """Every word that counts, those of phrases too, each once."""
    return list(
        dict.fromkeys(word for item in (*match.items, *match.any, *match.also) for word in words_of(item))
    )


def _titled(match):
    """The tsquery of those of the same documents whose title holds all the words, or any of them."""
    named = [
        _one(
            f"({' & '.join(_lexeme('#' + _packed(word.stem)) for word in words_of(item))})" for item in clause
        )
        for clause in match.clauses or (match.any,)
    ]
    return " & ".join([_matched(match), *named])


def _score(match, frequencies):
    """The SQL expression and its parameters: rare words count more, and words side by side."""

    def rarity(count):
        count = min(count, frequencies.size)
        return math.log(1 + (frequencies.size - count + 0.5) / (count + 0.5))

    terms, parameters = [], []
    for word in _counting(match):
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
