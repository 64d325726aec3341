"""search(): from a reader's line of text to the live objects that answer it."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from newsroom.arabic.words import STOP
from newsroom.search import excerpt
from newsroom.search.engines import COUNTED, Match, Scope, engine_for_reading
from newsroom.search.index import REGISTRY, indexes
from newsroom.search.models import Entry
from newsroom.search.query import Phrase, Query, parse

# With fewer hits that hold all the words, those that hold some of them follow.
ENOUGH = 10

NOTHING = _("Nothing was found. Check the spelling, or try fewer or other words.")
NOT_SIDE_BY_SIDE = _(
    "Nothing holds exactly the phrase in quotation marks. These results hold some of its words; "
    "leave the marks out to search for the words alone."
)


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


def search(query, *, kinds=None, now, limit=20, offset=0):
    """What the public may find at `now`. Any text is a query; ValueError only for a kind that is none."""
    chosen = [index.kind for index in indexes(kinds)]
    asked = parse(query)
    if not asked.clauses or not chosen:
        return Results(problem=asked.problem)
    engine = engine_for_reading()
    frequencies = engine.frequencies(asked.words)
    match, counts, newest, problem = _needed(engine, asked, frequencies, chosen, now)
    total = _total(counts, chosen)
    found = []
    if offset < total:
        scope = Scope(tuple(chosen), now)
        found = engine.find(match, scope, frequencies, newest=newest, limit=limit, offset=offset)
    return Results(
        _live(found, asked, now),
        total,
        {kind: min(COUNTED, counts.get(kind, 0)) for kind in REGISTRY},
        asked.problem or problem or ("" if total else NOTHING),
    )


def _needed(engine, asked, frequencies, chosen, now):
    """(match, counts, newest, problem): the strictest match that finds enough, and what it finds."""
    everywhere = Scope(tuple(REGISTRY), now)

    def counted(match):
        common = _at_most(match, frequencies) > engine.most_ranked
        counts = engine.count(match, everywhere, capped=common)
        return match, counts, common and not match.any and _total(counts, chosen) >= COUNTED, ""

    needed = counted(Match(clauses=asked.clauses, none=asked.excluded, pairs=asked.pairs))
    if _total(needed[1], chosen) < ENOUGH and (
        match := _some_words(asked, frequencies, engine.most_looked_at)
    ):
        needed = counted(match)
    if not _total(needed[1], chosen) and (match := _no_phrases(asked, frequencies, engine.most_looked_at)):
        needed = *counted(match)[:3], NOT_SIDE_BY_SIDE
    return needed


def _some_words(asked, frequencies, most):
    """Phrases must be there, words may; None where that is the strict match again."""
    must = tuple(clause for clause in asked.clauses if any(isinstance(item, Phrase) for item in clause))
    words = [item for clause in asked.clauses if clause not in must for item in clause]
    if not words or len(asked.items) == 1:
        return None
    return Match(must, _telling(words, frequencies, most), asked.excluded, asked.pairs)


def _no_phrases(asked, frequencies, most):
    """Any of the words, those of phrases too; None where no phrase is asked for."""
    if not any(isinstance(item, Phrase) for item in asked.items):
        return None
    words = [word for word in asked.words if word.surface not in STOP] or asked.words
    return Match((), _telling(words, frequencies, most), asked.excluded, asked.pairs)


def _telling(words, frequencies, most):
    """The rarest of the words, at least one: they say most and cost least. In the query's order."""
    taken, documents = set(), 0
    for word in sorted(set(words), key=frequencies.of):
        documents += frequencies.of(word)
        if taken and documents > most:
            break
        taken.add(word)
    return tuple(word for word in dict.fromkeys(words) if word in taken)


def _at_most(match, frequencies):
    """How many documents can match."""
    if match.clauses:
        return min(sum(map(frequencies.of, clause)) for clause in match.clauses)
    return sum(map(frequencies.of, match.any))


def _total(counts, kinds):
    return min(COUNTED, sum(counts.get(kind, 0) for kind in kinds))


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
