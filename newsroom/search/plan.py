"""Which match answers a query: all of its words; where that finds too little, some of them."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from newsroom.arabic.words import STOP
from newsroom.search.engines import Frequencies, Match
from newsroom.search.query import Phrase

# With fewer hits that hold all the words, those that hold some of them follow.
ENOUGH = 10
# In a line of more words than this beside them, quotation marks are no wish for the very phrase.
SHORT = 2

NOT_SIDE_BY_SIDE = _(
    "Nothing holds exactly the phrase in quotation marks. These results hold some of its words; "
    "leave the marks out to search for the words alone."
)


@dataclass(frozen=True)
class Plan:
    """`match` answers the query; what also matches `first`, if given, stands before the others.

    `common`: so much matches that only the newest of it can be looked at.
    """

    match: Match
    frequencies: Frequencies
    counts: dict
    common: bool
    first: Match | None = None
    problem: str = ""


def plan(engine, asked, scope, kinds, strict=False):
    """The strictest match that finds enough of these kinds, and what it finds of every kind.

    With `strict`, always the match of all that is asked for.
    """
    frequencies = engine.frequencies(asked.words) if asked.words else Frequencies({}, 0)

    def counted(match, **rest):
        common = _at_most(match, frequencies) > engine.most_ranked
        counts = engine.count(match, scope, capped=common)
        return Plan(match, frequencies, counts, common, **rest)

    def total(planned):
        return sum(planned.counts.get(kind, 0) for kind in kinds)

    planned = counted(Match(clauses=asked.clauses, none=asked.excluded, runs=asked.runs))
    if strict or not asked.clauses:
        return planned
    if total(planned) < ENOUGH and (match := _some_words(asked, frequencies, engine.most_looked_at)):
        planned = counted(match, first=planned.match if total(planned) else None)
    if asked.phrases and not total(planned):
        match = _no_phrases(asked, frequencies, engine.most_looked_at)
        planned = counted(match, problem=NOT_SIDE_BY_SIDE)
    return planned


def _some_words(asked, frequencies, most):
    """Phrases must be there, words may; None where that is the strict match again.

    In a whole line of words, such as a headline, quotation marks belong to the line: none is a must.
    """
    if len(asked.clauses) - len(asked.phrases) > SHORT:
        return _no_phrases(asked, frequencies, most)
    must = tuple(clause for clause in asked.clauses if any(isinstance(item, Phrase) for item in clause))
    words = [item for clause in asked.clauses if clause not in must for item in clause]
    if not words or len(asked.items) == 1:
        return None
    return _any(words, frequencies, most, Match(must, (), asked.excluded, asked.runs))


def _no_phrases(asked, frequencies, most):
    """Any of the words, those of phrases too."""
    words = [word for word in asked.words if word.surface not in STOP] or asked.words
    runs = asked.runs + tuple(phrase.words for phrase in asked.phrases if len(phrase.words) > 1)
    return _any(words, frequencies, most, Match((), (), asked.excluded, runs))


def _any(words, frequencies, most, match):
    """The match with the rarest of the words, at least one: they say most and cost least."""
    taken, documents = set(), 0
    for word in sorted(set(words), key=frequencies.of):
        documents += frequencies.of(word)
        if taken and documents > most:
            break
        taken.add(word)
    words = dict.fromkeys(words)
    return replace(
        match,
        any=tuple(word for word in words if word in taken),
        also=tuple(word for word in words if word not in taken),
    )


def _at_most(match, frequencies):
    """How many documents can match."""
    if match.clauses:
        return min(sum(map(frequencies.of, clause)) for clause in match.clauses)
    return sum(map(frequencies.of, match.any)) if match.any else float("inf")
