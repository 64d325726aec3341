"""SQLite: a contentless FTS5 table whose rowid is the entry's id.

Contentless FTS5 cannot delete (before SQLite 3.43), so the table only grows: a document that
changes is added again under a new id, and the join with the entries passes over the old one.
rebuild_index makes it small again.
"""

import math
from collections import defaultdict
from contextlib import nullcontext

from newsroom.search.document import LEAD
from newsroom.search.engines import COUNTED, TITLED, Frequencies, bears, each_once, quoted, row
from newsroom.search.query import Beginning, Phrase

# The tokenizer `ascii` cuts at blanks only and leaves every letter that is not ASCII as it is, so
# FTS5 holds exactly the analyser's words; `unicode61` would have opinions of its own.
CREATE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    title, lead, body, title_x, body_x, facets,
    content='', detail=full, tokenize="ascii tokenchars '._'"
)
"""
# The weight of a stem in title, head and rest of the text, of a surface in title and text; facets
# have none. As configuration, so that ORDER BY rank alone lets FTS5 sort by itself.
RANK = "INSERT INTO search_words(search_words, rank) VALUES('rank', 'bm25(4.0, 2.5, 1.0, 0.6, 0.3, 0.0)')"

# What is asked of every match; in the table it stands behind the text, many pages further.
COLUMNS = '"id", "kind", "visible_from", "visible_until", "on", "facets"'
WINDOW = f"CREATE INDEX IF NOT EXISTS search_entry_window ON search_entry ({COLUMNS})"
# CROSS JOIN keeps the order: FTS5 leads, entries are looked up by id.
ENTRIES = "search_entry AS entry INDEXED BY search_entry_window"
JOINED = f"search_words AS words CROSS JOIN {ENTRIES} ON entry.id = words.rowid"
# A part of a text is no moment to the connection, which would parse each.
SINCE = "substr(entry.visible_from, 1, 10)"


# A word in so many documents or more tells nothing of their order; counting it for the ranking
# would mean walking its whole list.
FREQUENT = 10_000


class SQLite:
    most_ranked = 400
    newest_ranked = 200
    most_looked_at = 4_000
    most_read = math.inf
    entries = ENTRIES
    forgets = False

    def __init__(self, connection):
        self.connection = connection

    def install(self):
        self.uninstall()
        with self.connection.cursor() as cursor:
            cursor.execute(CREATE)
            cursor.execute(RANK)
            cursor.execute("CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab(search_words, row)")
            cursor.execute("SELECT 1 FROM pragma_table_info('search_entry') WHERE name = 'facets'")
            if cursor.fetchone():  # not yet in the first migration
                cursor.execute(WINDOW)

    def uninstall(self):
        with self.connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS search_vocabulary")
            cursor.execute("DROP TABLE IF EXISTS search_words")

    def empty(self):
        self.install()

    def finish(self):
        with self.connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words(search_words) VALUES('optimize')")

    def lock(self):
        """A transaction that writes is alone by itself."""

    def write(self, rows):
        with self.connection.cursor() as cursor:
            # Not the entries' highest id: under a rowid that FTS5 still holds of an entry long
            # gone, it would add the new words to the old ones.
            cursor.execute(
                "SELECT max(coalesce((SELECT max(id) FROM search_words_docsize), 0),"
                " coalesce((SELECT max(id) FROM search_entry), 0))"
            )
            (last,) = cursor.fetchone()
            entries, words = [], []
            for number, (entry, document) in enumerate(rows, last + 1):
                entry.pk = number
                entries.append({"id": number} | row(entry, self.connection))
                words.append((number, *_columns(document)))
            names = entries[0].keys()
            cursor.executemany(
                f"INSERT INTO search_entry ({quoted(names)}) VALUES ({', '.join(['%s'] * len(names))})",
                [tuple(values.values()) for values in entries],
            )
            cursor.executemany(
                "INSERT INTO search_words (rowid, title, lead, body, title_x, body_x, facets)"
                " VALUES (%s, %s, %s, %s, %s, %s, %s)",
                words,
            )

    def reading(self):
        return nullcontext()

    def frequencies(self, words, names=()):
        stems = list({word.stem for word in words})
        # The vocabulary would walk all of a common word's list.
        counted = (
            "(SELECT COUNT(*) FROM (SELECT 1 FROM search_words"
            f" WHERE search_words MATCH %s LIMIT {FREQUENT}))"
        )
        with self.connection.cursor() as cursor:
            # Two aggregates of one SELECT would read the whole table.
            cursor.execute(
                "SELECT coalesce((SELECT max(id) FROM search_entry) - (SELECT min(id) FROM search_entry) + 1, 0),"
                f" {bears(names)}" + f", {counted}" * len(stems),
                [*names, *(f'"{stem}"' for stem in stems)],
            )
            size, known, *counts = cursor.fetchone()
        found = dict(zip(stems, counts, strict=True))
        return Frequencies({word: found[word.stem] for word in words}, size, names=bool(known))

    def known(self, surfaces):
        terms = list(surfaces)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT term, doc FROM search_vocabulary WHERE term IN ({', '.join(['%s'] * len(terms))})",
                terms,
            )
            return dict(cursor.fetchall())

    def unlisted(self):
        with self.connection.cursor() as cursor:
            cursor.execute(
                "SELECT id FROM search_entry WHERE id NOT IN (SELECT id FROM search_words_docsize)"
            )
            return [number for (number,) in cursor.fetchall()]

    def ranked(self, match, scope, frequencies, reach):
        most, newest = self.most_ranked, self.newest_ranked
        if match.any:
            most = newest = self.most_looked_at
        items = {*match.items, *match.any}
        telling = {item for item in items if frequencies.of(item) < FREQUENT}
        expression = _ranked(match, telling)
        if frequencies.most(match) <= most and telling == items and not scope.marks(expression):
            condition, parameters = scope.sql(self.connection)
            rows = self._rows(
                # By "-rank" SQLite sorts what it has ranked once; by "rank" FTS5 would rank it twice.
                f"SELECT entry.id, entry.kind, -words.rank AS score, {SINCE} FROM {JOINED}"
                f" WHERE words.search_words MATCH %s AND {condition} ORDER BY score DESC LIMIT {COUNTED}",
                [expression, *parameters],
            )
            return rows, len(rows) < COUNTED
        recent = self._recent(_matched(match), scope, newest)
        named = self._recent(_titled(match), scope, TITLED)
        if expression:
            rows = self._scored(expression, recent, named)
        else:
            # All of its words are frequent: what is named so goes before what holds them.
            rows = each_once(self._unscored(named, 2.0), self._unscored(recent, 1.0))
        all_found = len(rows) < newest
        if len(rows) < reach and not all_found:
            rows = each_once(rows, self.some(match, scope, frequencies, COUNTED))
        return rows, all_found

    def some(self, match, scope, frequencies, most):
        return self._unscored(self._recent(_matched(match), scope, most))

    def _recent(self, expression, scope, most):
        """(SQL, parameters) of the newest matches that were written."""
        condition, parameters = scope.sql(self.connection)
        return (
            f"SELECT entry.id, entry.kind, {SINCE} AS since FROM {JOINED}"
            f" WHERE words.search_words MATCH %s AND {condition} ORDER BY words.rowid DESC LIMIT {most}",
            [_within(expression, scope), *parameters],
        )

    def _unscored(self, recent, score=0.0):
        """The rows of these matches, all with this score."""
        sql, parameters = recent
        return self._rows(f"SELECT id, kind, {score}, since FROM ({sql})", parameters)

    def _scored(self, expression, *recent):
        """The rows of these matches with their scores. Only they are ranked: "+" keeps FTS5 from looking for each."""
        ids = " UNION ALL ".join(f"SELECT id FROM ({sql})" for sql, _ in recent)
        return self._rows(
            f"SELECT entry.id, entry.kind, -words.rank, {SINCE} FROM {JOINED}"
            f" WHERE words.search_words MATCH %s AND +words.rowid IN ({ids})",
            [expression, *(value for _, parameters in recent for value in parameters)],
        )

    def newest(self, match, scope, frequencies, limit, titled=False):
        expression = _titled(match) if titled else _matched(match)
        condition, parameters = scope.sql(self.connection)
        return self._rows(
            # Of more than can be put in order, the newest that were written.
            f"SELECT id, kind, 0.0, substr(since, 1, 10) FROM"
            f" (SELECT entry.id, entry.kind, entry.visible_from AS since FROM {JOINED}"
            f" WHERE words.search_words MATCH %s AND {condition}"
            f" ORDER BY words.rowid DESC LIMIT {self.most_looked_at})"
            " ORDER BY since DESC, id DESC LIMIT %s",
            [_within(expression, scope), *parameters, limit],
        )

    def _rows(self, sql, parameters):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def count(self, match, scopes):
        counts, parameters = [], []
        for name, scope in scopes.items():
            condition, values = scope.sql(self.connection)
            counts.append(
                f"SELECT %s, (SELECT COUNT(*) FROM (SELECT 1 FROM {JOINED}"
                f" WHERE words.search_words MATCH %s AND {condition} LIMIT {COUNTED}))"
            )
            parameters += [name, _within(_matched(match), scope), *values]
        return dict(self._rows(" UNION ALL ".join(counts), parameters))

    def facets(self, match, scope, limit):
        condition, parameters = scope.sql(self.connection)
        rows = self._rows(
            f"SELECT entry.facets FROM {JOINED} WHERE words.search_words MATCH %s AND {condition}"
            " ORDER BY words.rowid DESC LIMIT %s",
            [_within(_matched(match), scope), *parameters, limit],
        )
        return [facets for (facets,) in rows]


def _columns(document):
    """title, lead, body (stems), title_x, body_x (surfaces), facets: each as one text for the tokenizer."""
    title, body = document.words()
    return (
        " ".join([stem for _, stem in title]),
        " ".join([stem for _, stem in body[:LEAD]]),
        " ".join([stem for _, stem in body[LEAD:]]),
        " ".join([surface for surface, _ in title]),
        " ".join([surface for surface, _ in body]),
        " ".join([document.kind, *document.facets]),
    )


def _within(expression, scope):
    """The expression, in this scope: the lists of words are cut before any entry is looked up."""
    scoped = [f"facets : ({' OR '.join(values)})" for values in scope.marks(expression)]
    return " AND ".join([*scoped, f"({expression})"] if expression else scoped)


def _matched(match):
    """The FTS5 expression that says which documents match; "" for all of them."""
    clauses = match.clauses or ((match.any,) if match.any else ())
    return _without(match, " AND ".join(_one(map(_words, clause)) for clause in clauses))


def _titled(match):
    """Matches those of the same documents whose title holds all the words, or any of them."""
    clauses = match.clauses or (match.any,)
    return _without(
        match,
        " AND ".join(_one(_words(item, "title", "title_x") for item in clause) for clause in clauses),
    )


def _ranked(match, telling):
    """Matches at least what `_matched` does, and names all that should count for the order; "" for nothing.

    Of the items only the `telling` count. A surface, or a stem beside its neighbours, never matches where the stem alone does not, so
    both may stand as alternatives of the stem.
    """
    beside = defaultdict(list)
    for run in match.runs:
        if known := [word for word in run if word in telling]:
            beside[known[0]].append(f'{{title lead body}} : "{" ".join(word.stem for word in run)}"')

    def scored(item):
        if isinstance(item, Phrase):
            return _words(item)
        return _one([_words(item), f'{{title_x body_x}} : "{item.surface}"', *beside[item]])

    clauses = [clause for clause in match.clauses if telling.issuperset(clause)]
    every = " AND ".join(_one(map(scored, clause)) for clause in clauses)
    loose = _one(scored(word) for word in match.any if word in telling)
    if every and loose:
        return _without(match, f"{every} AND ({every} OR {loose})")
    return _without(match, every or loose)


def _one(expressions):
    alternatives = " OR ".join(expressions)
    return f"({alternatives})" if alternatives else ""


def _without(match, expression):
    if not match.none or not expression:
        return expression
    return f"({expression}) NOT {_one(map(_words, match.none))}"


# No word of the analyser holds a quotation mark, so none can end the string it stands in.
def _words(item, stems="title lead body", surfaces="title_x body_x"):
    """The FTS5 expression of a stem, or of a phrase's surfaces, in these columns."""
    if isinstance(item, Phrase):
        return f'{{{surfaces}}} : "{" ".join(word.surface for word in item.words)}"'
    if isinstance(item, Beginning):
        return _one(f'{{{stems}}} : "{begun}" *' for begun in item.stems)
    return f'{{{stems}}} : "{item.stem}"'
