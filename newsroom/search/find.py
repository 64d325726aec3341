"""search(): from a reader's line of text to the live objects that answer it."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from django.utils.translation import gettext_lazy as _

from newsroom.search import excerpt, names
from newsroom.search.engines import COUNTED, Frequencies, Scope, engine_for_reading
from newsroom.search.facets import FACETS
from newsroom.search.index import REGISTRY, indexes
from newsroom.search.models import Entry
from newsroom.search.plan import NEWEST_READ, plan
from newsroom.search.query import Query, parse

# The best so many of a search can be read, page by page.
REACH = 1000
# A document that is new counts so much more, half of it after so many days: see `_Freshness`.
NEW, HALF_LIFE = 0.1, 180
# So many values of a facet are shown; fewer where each has to be counted by itself.
MOST_VALUES, FEWER_VALUES = 12, 6

NOTHING = _("Nothing was found. Check the spelling, or try fewer or other words.")
NOBODY = _("“%(name)s” is not known here as “%(facet)s”. Check the name, or search for it as a word.")


@dataclass(frozen=True)
class Hit:
    kind: str
    object: object
    uid: str
    score: float
    entry: Entry = field(repr=False)
    query: Query = field(repr=False)

    @cached_property
    def title(self):
        """[(piece, is_match)] over the title as printed."""
        return excerpt.marked(self.entry.title, self.query)

    @cached_property
    def snippet(self):
        """[(piece, is_match)] over the passage of the text that fits the query best."""
        return excerpt.passage(self.entry.body, self.query)


@dataclass(frozen=True)
class Asked:
    """A search that is being answered: what matches, where, and how to tell how much of it there is."""

    engine: object
    query: Query
    match: object
    scope: Scope  # with the kinds that were chosen
    whole: Scope  # with all kinds
    page: list  # of (entry id, score)
    bearers: list  # ids of entries whose name the whole query is
    total: int | None  # where looking for the best has told
    known: dict | None  # {kind: how many}, where it has told of them too


@dataclass(frozen=True)
class Results:
    """`total` and each of `counts` stop at 1001: say "more than 1,000". `problem` is "" or a sentence.

    What a page shows is read when it is asked for.
    """

    problem: str = ""
    asked: Asked | None = None
    is_apart: bool = False  # no document holds all of the words

    @cached_property
    def total(self):
        if self.asked is None:
            return 0
        total = self.asked.total
        if total is None:
            total = sum(self.counts[kind] for kind in self.asked.scope.kinds)
        return min(COUNTED, total)

    @cached_property
    def counts(self):
        """{kind: how many}, of every kind, whichever kinds were asked for."""
        counts = {}
        if self.asked:
            counts = self.asked.known
            if counts is None:
                scopes = {kind: self.asked.whole.of(kind) for kind in REGISTRY}
                counts = self.asked.engine.count(self.asked.match, scopes)
        return {kind: min(COUNTED, counts.get(kind, 0)) for kind in REGISTRY}

    @cached_property
    def _shown(self):
        if not self.asked:
            return []
        rows = [(number, 0.0) for number in self.asked.bearers]
        return _live([*rows, *self.asked.page], self.asked.query, self.asked.whole.now)

    @property
    def best(self):
        """The Hits of those who bear the name that was asked for."""
        first = self._shown[: len(self.asked.bearers)] if self.asked else []
        return [hit for hit in first if hit.entry.pk in self.asked.bearers]

    @property
    def hits(self):
        """The Hits of this page, each with its object as it is now; what is no longer public is dropped."""
        return self._shown[len(self.best) :]


def search(query, *, kinds=None, facets=None, by_date=False, now, limit=20, offset=0):
    """What the public may find at `now`. Any text is a query; ValueError only for a kind that is none.

    `facets` are {name: values} that narrow the results, "kind" among them; unlike `kinds` they have
    no part in what counts as a match, so that a facet's count is what choosing it gives.
    """
    kinds = [index.kind for index in indexes(kinds)]
    facets = dict(facets or {})
    wanted = facets.pop("kind", kinds)
    chosen = [kind for kind in kinds if kind in wanted]
    query, text = parse(query), query
    if query.is_empty or not kinds:
        return Results(problem=query.problem)
    scope, problem = _scope(query, now)
    if scope is None:
        return Results(problem=problem)
    engine, (written, loosely) = engine_for_reading(), names.keys(query, text)
    keys = written + loosely
    with engine.reading():
        frequencies = engine.frequencies(query.words, keys) if query.words else Frequencies({}, 0)
        named = names.named(keys, now) if frequencies.names else []
        clauses = names.otherwise(query, named)
        if clauses != query.clauses:
            query = replace(query, clauses=clauses)
            frequencies = engine.frequencies(query.words)
        planned = plan(engine, query, scope.of(*kinds), frequencies)
        for name, values in facets.items():
            scope = scope.bearing(*(f"{name}_{value}" for value in values))
        narrow = scope.of(*chosen)
        reach = min(REACH, offset + limit)
        found, all_found = _found(engine, planned, narrow, by_date, reach) if chosen else ([], True)
    total = len(found) if all_found else None
    known = Counter(kind for _, _, kind in found) if all_found and narrow is scope else None
    bearers = names.bearers(named, chosen, written) if not (offset or facets or by_date) else []
    page = [(number, score) for score, number, _ in found[:REACH][offset : offset + limit]]
    problem = query.problem or planned.problem or ("" if found else NOTHING)
    if planned.match.ids:
        problem = NEWEST_READ
    return Results(
        problem,
        Asked(engine, query, planned.match, narrow, scope, page, bearers, total, known),
        is_apart=bool(planned.match.any and not planned.first),
    )


def _scope(asked, now):
    """(the Scope that a query names by itself, ""), or (None, what is wrong)."""
    scope = Scope(tuple(REGISTRY), now, of_all=True, since=asked.since, until=asked.until)
    for name, text in asked.fields:
        values = FACETS[name].named(text, now)
        # Whom only unpublished work names, readers hear nothing of, not even that he is known here.
        values = list(FACETS[name].labels([str(value) for value in values], now)) if values else []
        if not values:
            return None, NOBODY % {"name": text, "facet": FACETS[name].label}
        scope = scope.bearing(*(f"{name}_{value}" for value in values))
    return scope, ""


def _found(engine, planned, scope, by_date, reach):
    """([(score, entry id, kind)] of the best so many, or of some more, in their order; whether it is all)."""
    if by_date or not (planned.match.clauses or planned.match.any):
        rows = engine.newest(planned.match, scope, planned.frequencies, COUNTED)
        return [(score, number, kind) for number, kind, score, _ in rows], len(rows) < COUNTED
    rows, all_found = engine.ranked(planned.match, scope, planned.frequencies, reach)
    fresh = _freshness(scope.now.date())
    found = [(score * fresh[since], number, kind) for number, kind, score, since in rows]
    found.sort(reverse=True)
    if planned.first:
        found.sort(key=lambda row: row[1] not in planned.first)
    return found, all_found


class _Freshness(dict):
    """{day since which readers see it: 1 + NEW · 2^(−age ÷ HALF_LIFE days)}: what counts beside the words."""

    def __init__(self, today):
        super().__init__({None: 1})
        self.today = today

    def __missing__(self, since):
        age = max(0, (self.today - datetime.date.fromisoformat(since)).days)
        self[since] = 1 + NEW * 0.5 ** (age / HALF_LIFE)
        return self[since]


_freshness = lru_cache(maxsize=2)(_Freshness)  # of today, and of yesterday around midnight


def _live(found, asked, now):
    """The Hits of these (entry id, score), each with its object as it is now; the others are dropped."""
    entries = Entry.objects.in_bulk([number for number, _ in found])
    ids = defaultdict(list)
    for entry in entries.values():
        ids[entry.kind].append(entry.object_id)
    live = {
        kind: REGISTRY[kind].public(now).in_bulk(numbers) for kind, numbers in ids.items() if kind in REGISTRY
    }
    hits = []
    for number, score in found:
        entry = entries.get(number)
        if entry and entry.kind in live and (obj := live[entry.kind].get(entry.object_id)):
            hits.append(Hit(entry.kind, obj, entry.uid, score, entry, asked))
    return hits


def facet_counts(results, now):
    """{facet: [(value, label, how many)]} of what choosing a value would leave, most first.

    Where more match than is counted, the values are those of the newest matches.
    """
    if results.asked is None or not results.total:
        return {}
    asked, engine = results.asked, results.asked.engine
    with engine.reading():
        found = Counter(
            facet for row in engine.facets(asked.match, asked.scope, COUNTED) for facet in row.split()
        )
        exact = results.total < COUNTED
        counts = defaultdict(list)
        for facet, count in found.most_common():
            name, _, value = facet.partition("_")
            if name in FACETS and len(counts[name]) < (MOST_VALUES if exact else FEWER_VALUES):
                counts[name].append((value, facet, count))
        if not exact:
            scopes = {
                facet: asked.scope.bearing(facet) for values in counts.values() for _, facet, _ in values
            }
            each = engine.count(asked.match, scopes)
    shown = {}
    for name in FACETS:
        labels = FACETS[name].labels([value for value, _, _ in counts[name]], now) if counts[name] else {}
        shown[name] = [
            (value, labels[value], count if exact else each[facet])
            for value, facet, count in counts[name]
            if value in labels
        ]
    return {name: rows for name, rows in shown.items() if rows}
