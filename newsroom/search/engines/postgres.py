"""PostgreSQL: one tsvector beside each entry, written here and not by any text search configuration.

Lexemes: a stem as it is, a surface after "=". Labels: A a stem of the title, B its surface,
C a surface of the text, D a stem of the text.
"""

import math
import zlib
from collections import defaultdict
from contextlib import contextmanager

from django.db.transaction import atomic

from newsroom.search.engines import COUNTED, NEWEST, Frequencies, quoted, row
from newsroom.search.query import Phrase

# For the labels D, C, B, A: the proportions of the SQLite engine.
WEIGHTS = "'{0.5, 0.15, 0.3, 1.0}'"
# ts_rank divides by the logarithm of the document's length.
BY_LENGTH = 1
# So many of the best by one cheap look are ranked with care.
CANDIDATES = 300
# A word in more documents than this is common, whatever the exact number.
FREQUENT = 20_000
LOCK = zlib.crc32(b"newsroom.search")


class Postgres:
    # Ranking unpacks the whole vector of every match.
    most_ranked = 4_000
    most_looked_at = 8_000

    def __init__(self, connection):
        self.connection = connection

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
        self._run("TRUNCATE search_entry")
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
    def _reading(self):
        """A cursor for which the planner takes the index of words.

        It does not count what unpacking a vector costs, so on some thousands of entries it would
        read them all; nor how long compiling takes.
        """
        with atomic(using=self.connection.alias), self.connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL jit = off")
            yield cursor

    def _run(self, sql, parameters=None):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)

    def lock(self):
        self._run("SELECT pg_advisory_xact_lock(%s)", [LOCK])

    def write(self, rows):
        entries = [row(entry, self.connection) | {"words": _vector(document)} for entry, document in rows]
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
        with self._reading() as cursor:
            cursor.execute(
                f"SELECT coalesce(max(id) - min(id) + 1, 0), {', '.join([counted] * len(stems))} FROM search_entry",
                [_lexeme(stem) for stem in stems],
            )
            size, *counts = cursor.fetchone()
        found = dict(zip(stems, counts, strict=True))
        return Frequencies({word: found[word.stem] for word in words}, size)

    def find(self, match, scope, frequencies, *, newest, limit, offset):
        condition, parameters = scope.sql(self.connection)
        score, terms = _score(match, frequencies)
        if newest:
            first, best = "entry.id DESC", NEWEST
            looked = []
        else:
            first, best = (
                f"ts_rank({WEIGHTS}, entry.words, %s::tsquery, {BY_LENGTH}) DESC, entry.id DESC",
                CANDIDATES,
            )
            best = best if offset + limit <= best else COUNTED
            looked = [_seen(match)]
        with self._reading() as cursor:
            cursor.execute(
                # Joined with nothing, the vector is read from its storage once and not for every word.
                f"WITH found AS MATERIALIZED (SELECT entry.id, entry.words || ''::tsvector AS words"
                f" FROM search_entry AS entry WHERE entry.words @@ %s::tsquery AND {condition}"
                f" ORDER BY {first} LIMIT {best})"
                f" SELECT id, {score} AS score FROM found ORDER BY score DESC, id DESC LIMIT %s OFFSET %s",
                [_matched(match), *parameters, *looked, *terms, limit, offset],
            )
            return cursor.fetchall()

    def count(self, match, scope, *, capped):
        condition, parameters = scope.sql(self.connection)
        where = f"FROM search_entry AS entry WHERE entry.words @@ %s::tsquery AND {condition}"
        parameters = [_matched(match), *parameters]
        with self._reading() as cursor:
            if not capped:
                cursor.execute(f"SELECT entry.kind, count(*) {where} GROUP BY entry.kind", parameters)
                return dict(cursor.fetchall())
            counts = {}
            for kind in scope.kinds:
                cursor.execute(
                    f"SELECT count(*) FROM (SELECT 1 {where} AND entry.kind = %s LIMIT {COUNTED}) AS counted",
                    [*parameters, kind],
                )
                (counts[kind],) = cursor.fetchone()
            return counts


def _vector(document):
    """The document's tsvector, spelled out: 'stem':1A,7D '=surface':1B,7C …"""
    title, body = document.words()
    places = defaultdict(list)
    for start, words, stem_label, surface_label in ((1, title, "A", "B"), (len(title) + 2, body, "D", "C")):
        for place, (surface, stem) in enumerate(words, start):
            places[stem].append(f"{place}{stem_label}")
            places["=" + surface].append(f"{place}{surface_label}")
    return " ".join([f"'{lexeme}':{','.join(found)}" for lexeme, found in places.items()])


# No word of the analyser holds an apostrophe or a backslash, so none can end its lexeme.
def _lexeme(text):
    return f"'{text}'"


def _stem(word):
    return _lexeme(word.stem)


def _surface(word):
    return _lexeme("=" + word.surface)


def _item(item):
    if isinstance(item, Phrase):
        return f"({' <-> '.join(map(_surface, item.words))})"
    return _stem(item)


def _one(lexemes):
    return f"({' | '.join(lexemes)})"


def _matched(match):
    """The tsquery that says which documents match."""
    matched = " & ".join(_one(map(_item, clause)) for clause in match.clauses) or _one(map(_stem, match.any))
    return f"{matched} & !{_one(map(_item, match.none))}" if match.none else matched


def _words(match):
    found = {}
    for item in [item for clause in match.clauses for item in clause] + list(match.any):
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
    for first, second in match.pairs:
        beside = f"{_stem(first)} <-> {_stem(second)}"
        terms.append(
            f"CASE WHEN words @@ %s::tsquery THEN %s * ts_rank({WEIGHTS}, words, %s::tsquery, {BY_LENGTH}) ELSE 0 END"
        )
        weight = rarity(min(frequencies.of(first), frequencies.of(second)))
        parameters += [beside, weight, beside]
    return " + ".join(terms), parameters
