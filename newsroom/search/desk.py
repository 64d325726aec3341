"""The index as the desk asks it: without windows, for lists and fields of the admin."""

from newsroom.arabic import fold
from newsroom.arabic.words import beginnings
from newsroom.search.engines import Match, Scope, engine_for_reading
from newsroom.search.models import Entry
from newsroom.search.query import Beginning, Word, parse

MOST = 500
SHORTEST = 3  # letters of a word that may go on


def _as_typed(clauses, text):
    """The clauses; the last word may go on, for who fills in a field has not typed it to its end."""
    *others, last = clauses
    word = last[-1]
    ends = isinstance(word, Word) and not text[-1:].isspace() and fold.key(text).endswith(word.surface)
    if not ends or len(word.surface) < SHORTEST:
        return clauses
    return (*others, (*last, Beginning(beginnings(word.surface))))


def ids(kind, text, titled=False, bearing=()):
    """The ids of at most MOST rows of this kind whose documents answer the text, hidden ones too.

    `titled`: by their titles and other names alone. `bearing`: facets, such as "section_3", one of which they bear.
    What was never public stands in no index; whoever asks looks for it otherwise.
    """
    asked = parse(text)
    if not asked.clauses:
        return []
    engine, scope = engine_for_reading(), Scope((kind,), None, (tuple(bearing),) if bearing else ())
    with engine.reading():
        match = Match(clauses=_as_typed(asked.clauses, text), none=asked.excluded)
        found = engine.newest(match, scope, engine.frequencies(asked.words), MOST, titled)
    numbers = [number for number, *_ in found]
    return list(Entry.objects.filter(pk__in=numbers).values_list("object_id", flat=True))
