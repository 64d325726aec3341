"""SQLite: a contentless FTS5 table whose rowid is the entry's id.

Contentless FTS5 cannot delete (before SQLite 3.43), so the table only grows: a document that
changes is added again under a new id, and the join with the entries passes over the old one.
rebuild_index makes it small again.
"""

from collections import defaultdict
from contextlib import nullcontext

from newsroom.search.document import LEAD
from newsroom.search.engines import COUNTED, NEWEST, Frequencies, quoted, row
from newsroom.search.query import Phrase

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
JOINED = (
    "search_words AS words CROSS JOIN search_entry AS entry INDEXED BY search_entry_window"
    " ON entry.id = words.rowid"
)


class SQLite:
    most_ranked = 5_000
    most_looked_at = 8_000
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

    def frequencies(self, words):
        with self.connection.cursor() as cursor:
            # Two aggregates in one SELECT would read the whole table.
            cursor.execute(
                "SELECT coalesce((SELECT max(id) FROM search_entry) - (SELECT min(id) FROM search_entry) + 1, 0)"
            )
            (size,) = cursor.fetchone()
        found = self._documents({word.stem for word in words})
        return Frequencies({word: found.get(word.stem, 0) for word in words}, size)

    def known(self, surfaces):
        return self._documents(surfaces)

    def _documents(self, terms):
        """{term: in how many documents}, of those there are."""
        terms = list(terms)
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

    def find(self, match, scope, frequencies, *, newest, by_date=False, limit):
        condition, parameters = scope.sql(self.connection)
        matched = _within(_matched(match), scope)
        if by_date:
            order = "words.rowid DESC" if newest else "entry.visible_from DESC, words.rowid DESC"
            return self._rows(
                f"SELECT entry.id, 0.0, entry.visible_from FROM {JOINED}"
                f" WHERE words.search_words MATCH %s AND {condition} ORDER BY {order} LIMIT %s",
                [matched, *parameters, limit],
            )
        floor = ""
        if newest:
            floor = (
                f"AND words.rowid >= (SELECT min(id) FROM (SELECT words.rowid AS id FROM {JOINED}"
                f" WHERE words.search_words MATCH %s AND {condition} ORDER BY words.rowid DESC LIMIT {NEWEST}))"
            )
            parameters = [matched, *parameters, *parameters]
        return self._rows(
            f"SELECT entry.id, -words.rank, entry.visible_from FROM {JOINED} WHERE words.search_words MATCH %s"
            f" {floor} AND {condition} ORDER BY words.rank LIMIT %s",
            [_within(_ranked(match), scope), *parameters, limit],
        )

    def _rows(self, sql, parameters):
        with self.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()

    def count(self, match, scope, *, capped):
        if capped:
            return self.count_each(match, {kind: scope.of(kind) for kind in scope.kinds})
        condition, parameters = scope.sql(self.connection)
        return dict(
            self._rows(
                f"SELECT entry.kind, COUNT(*) FROM {JOINED} WHERE words.search_words MATCH %s AND {condition}"
                " GROUP BY entry.kind",
                [_within(_matched(match), scope), *parameters],
            )
        )

    def count_each(self, match, scopes):
        counts, parameters = [], []
        for name, scope in scopes.items():
            condition, values = scope.sql(self.connection)
            counts.append(
                f"SELECT %s, (SELECT COUNT(*) FROM (SELECT 1 FROM {JOINED}"
                f" WHERE words.search_words MATCH %s AND {condition} LIMIT {COUNTED}))"
            )
            parameters += [name, _within(_matched(match), scope), *values]
        return dict(self._rows(" UNION ALL ".join(counts), parameters)) if counts else {}

    def facets(self, match, scope, limit):
        condition, parameters = scope.sql(self.connection)
        with self.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT entry.facets FROM {JOINED} WHERE words.search_words MATCH %s AND {condition}"
                " ORDER BY words.rowid DESC LIMIT %s",
                [_within(_matched(match), scope), *parameters, limit],
            )
            return [facets for (facets,) in cursor.fetchall()]


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
    return _without(match, _every(match.clauses, _stem) if match.clauses else _one(map(_stem, match.any)))


def _ranked(match):
    """Matches the same documents as `_matched`, and names all that should count for their order.

    A surface, or a stem beside its neighbours, never matches where the stem alone does not, so
    both may stand as alternatives of the stem.
    """
    beside = defaultdict(list)
    for run in match.runs:
        beside[run[0]].append(f'{{title lead body}} : "{" ".join(word.stem for word in run)}"')

    def scored(word):
        return _one([_stem(word), f'{{title_x body_x}} : "{word.surface}"', *beside[word]])

    loose = _one(map(scored, match.any))
    if not match.clauses:
        return _without(match, loose)
    every = _every(match.clauses, scored)
    return _without(match, f"{every} AND ({every} OR {loose})" if match.any else every)


def _every(clauses, one):
    return " AND ".join(
        _one(_phrase(item) if isinstance(item, Phrase) else one(item) for item in clause)
        for clause in clauses
    )


def _one(expressions):
    alternatives = " OR ".join(expressions)
    return f"({alternatives})" if alternatives else ""


def _without(match, expression):
    if not match.none or not expression:
        return expression
    return f"({expression}) NOT {_one(_phrase(i) if isinstance(i, Phrase) else _stem(i) for i in match.none)}"


# No word of the analyser holds a quotation mark, so none can end the string it stands in.
def _stem(word):
    return f'{{title lead body}} : "{word.stem}"'


def _phrase(phrase):
    return f'{{title_x body_x}} : "{" ".join(word.surface for word in phrase.words)}"'
