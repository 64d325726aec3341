"""search(): from a reader's line of text to the live objects that answer it."""

import datetime
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from newsroom.search import excerpt, names
from newsroom.search.engines import COUNTED, Scope, engine_for_reading
from newsroom.search.facets import FACETS
from newsroom.search.index import REGISTRY, indexes
from newsroom.search.models import Entry
from newsroom.search.plan import plan
from newsroom.search.query import Query, parse

# The best so many of a search can be read, page by page; all of them are put in order for each page,
# so that the last page is as quick as the first.
REACH = 1000
# A document that is new counts so much more, half of it after so many days: see `_freshness`.
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
class Results:
    """`total` and each of `counts` stop at 1001: say "more than 1,000". `problem` is "" or a sentence."""

    hits: list = field(default_factory=list)
    total: int = 0
    counts: dict = field(default_factory=dict)  # of every kind, whichever kinds were asked for
    problem: str = ""
    best: list = field(default_factory=list)  # Hits of those who bear the name that was asked for
    asked: object = None  # for `facets`


@dataclass(frozen=True)
class Asked:
    """A search that has been answered: what was matched, and where."""

    match: object
    scope: Scope
    common: bool


def search(query, *, kinds=None, facets=None, by_date=False, now, limit=20, offset=0):
    """What the public may find at `now`. Any text is a query; ValueError only for a kind that is none.

    `facets` are {name: values} that narrow the results, "kind" among them; unlike `kinds` they have
    no part in what counts as a match, so that a facet's count is what choosing it gives.
    """
    kinds = [index.kind for index in indexes(kinds)]
    facets = dict(facets or {})
    wanted = facets.pop("kind", kinds)
    chosen = [kind for kind in kinds if kind in wanted]
    asked = parse(query)
    if asked.is_empty or not kinds:
        return Results(problem=asked.problem)
    scope, problem = _scope(asked, now)
    if scope is None:
        return Results(problem=problem)
    engine = engine_for_reading()
    named = names.named(asked, query, now)
    asked = replace(asked, clauses=names.otherwise(asked, named))
    with engine.reading():
        planned = plan(engine, asked, scope, kinds)
        counts = planned.counts
        if facets:
            for name, values in facets.items():
                scope = scope.bearing(*(f"{name}_{value}" for value in values))
            counts = engine.count(planned.match, scope, capped=planned.common)
        total = min(COUNTED, sum(counts.get(kind, 0) for kind in chosen))
        found = []
        if offset < total and chosen:
            found = _found(engine, planned, scope.of(*chosen), total, by_date)[offset : offset + limit]
    bearers = names.bearers(named, chosen) if not (offset or facets or by_date) else []
    hits = _live([*((number, 0.0) for number in bearers), *found], asked, now)
    best = [hit for hit in hits[: len(bearers)] if hit.entry.pk in bearers]
    return Results(
        hits[len(best) :],
        total,
        {kind: min(COUNTED, counts.get(kind, 0)) for kind in REGISTRY},
        asked.problem or planned.problem or ("" if total else NOTHING),
        best,
        Asked(planned.match, scope.of(*chosen), planned.common),
    )


def _scope(asked, now):
    """(the Scope that a query names by itself, ""), or (None, what is wrong)."""
    scope = Scope(tuple(REGISTRY), now, of_all=True, since=asked.since, until=asked.until)
    for name, text in asked.fields:
        values = FACETS[name].named(text, now)
        if not values:
            return None, NOBODY % {"name": text, "facet": FACETS[name].label}
        scope = scope.bearing(*(f"{name}_{value}" for value in values))
    return scope, ""


def _found(engine, planned, scope, total, by_date):
    """[(entry id, score)] of the best REACH, in their order."""
    newest = planned.common and not planned.match.any and total >= COUNTED
    by_date = by_date or not (planned.match.clauses or planned.match.any)
    options = {"newest": newest, "by_date": by_date, "limit": REACH}
    found = engine.find(planned.match, scope, planned.frequencies, **options)
    if by_date:
        return [(number, score) for number, score, _ in found]
    found = [(number, score * _freshness(since, scope.now)) for number, score, since in found]
    found.sort(key=lambda row: -row[1])
    if planned.first:
        first = {row[0] for row in engine.find(planned.first, scope, planned.frequencies, **options)}
        found.sort(key=lambda row: row[0] not in first)
    return found


def _freshness(since, now):
    """1 + NEW · 2^(−age ÷ HALF_LIFE days): what counts beside the words."""
    if since is None:
        return 1
    since = since if since.tzinfo else since.replace(tzinfo=datetime.UTC)  # SQLite keeps no zone
    return 1 + NEW * 0.5 ** (max(0, (now - since).days) / HALF_LIFE)


def _live(found, asked, now):
    """The Hits of these (entry id, score), each with its object as it is now; the others are dropped."""
    entries = Entry.objects.in_bulk([number for number, _ in found])
    ids = defaultdict(list)
    for entry in entries.values():
        ids[entry.kind].append(entry.object_id)
    live = {kind: REGISTRY[kind].public(now).in_bulk(numbers) for kind, numbers in ids.items()}
    hits = []
    for number, score in found:
        entry = entries.get(number)
        if entry and (obj := live[entry.kind].get(entry.object_id)):
            hits.append(Hit(entry.kind, obj, entry.uid, score, entry, asked))
    return hits


def facet_counts(results, now):
    """{facet: [(value, label, how many)]} of what choosing a value would leave, most first.

    Where more match than is counted, the values are those of the newest matches.
    """
    if results.asked is None or not results.total:
        return {}
    asked, engine = results.asked, engine_for_reading()
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
            each = engine.count_each(asked.match, scopes)
    shown = {}
    for name in FACETS:
        labels = FACETS[name].labels([value for value, _, _ in counts[name]], now) if counts[name] else {}
        shown[name] = [
            (value, labels[value], count if exact else each[facet])
            for value, facet, count in counts[name]
            if value in labels
        ]
    return {name: rows for name, rows in shown.items() if rows}
