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

NEWEST_READ = _(
    "The words of this phrase stand in very many places, so it was looked for in the newest of them only. "
    "Add a rarer word, or days from: and to:, to find older ones."
)


@dataclass(frozen=True)
class Plan:
    """`match` answers the query; the entries `first` stand before the others."""

    match: Match
    frequencies: Frequencies
    first: frozenset = frozenset()
    problem: str = ""


def plan(engine, asked, scope, frequencies):
    """The strictest match that finds enough in this scope."""
    strict = in_reach(engine, Match(asked.clauses, none=asked.excluded, runs=asked.runs), frequencies)
    match = _some_words(asked, frequencies, engine.most_looked_at)
    match = match and in_reach(engine, match, frequencies)
    if match is None and not asked.phrases:
        return Plan(strict, frequencies)
    found = frozenset(number for number, *_ in engine.some(strict, scope, frequencies, ENOUGH))
    if len(found) >= ENOUGH or (found and match is None):
        return Plan(strict, frequencies)
    if match and (found or not asked.phrases or engine.some(match, scope, frequencies, 1)):
        return Plan(match, frequencies, found)
    match = _no_phrases(asked, frequencies, engine.most_looked_at)
    return Plan(match, frequencies, problem=NEWEST_READ if strict.ids else NOT_SIDE_BY_SIDE)


def in_reach(engine, match, frequencies):
    """The match; where too many documents hold the words of its phrases, in the newest of them only."""
    share = frequencies.share(match)
    if not match.is_of_phrases or share * frequencies.size <= engine.most_read:
        return match
    return replace(match, ids=(frequencies.last - int(engine.most_read / share), frequencies.last))


def _some_words(asked, frequencies, most):
    """Phrases must be there, words may; None where that is the strict match again, or nothing is asked for.

    In a whole line of words, such as a headline, quotation marks belong to the line: none is a must.
    """
    if len(asked.items) == 1:
        return None
    if len(asked.clauses) - len(asked.phrases) > SHORT:
        return _no_phrases(asked, frequencies, most)
    must = tuple(clause for clause in asked.clauses if any(isinstance(item, Phrase) for item in clause))
    words = [item for clause in asked.clauses if clause not in must for item in clause]
    if not words:
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
