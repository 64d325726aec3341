"""While a reader types: names, tags and headlines that begin so, each with something to see behind it."""

from dataclasses import dataclass

from newsroom.arabic import fold
from newsroom.search import names
from newsroom.search.facets import FACETS
from newsroom.search.index import REGISTRY

MOST = 8
LEAST_LETTERS = 2


@dataclass(frozen=True)
class Suggestion:
    kind: str  # of a document, or the name of a facet
    text: str
    query: str  # what to search for


def suggestions(text, now):
    """At most MOST Suggestions for what has been typed: names, then values of facets, then headlines."""
    key = fold.key(text[:100])
    if len(key) < LEAST_LETTERS:
        return []
    # The article is often left out: «راسي» for «الراسي».
    keys = [key] if key.startswith("ال") else [key, "ال" + key]
    begun = names.begun(keys, now, MOST)
    found = [Suggestion(row.kind, row.text, row.text) for row in begun if REGISTRY[row.kind].named]
    for facet in FACETS.values():
        for value in facet.begun(keys, now):
            found.append(Suggestion(facet.name, value, f"{facet.words[0]}:«{value}»"))
    found += [Suggestion(row.kind, row.text, row.text) for row in begun if not REGISTRY[row.kind].named]
    return list({fold.key(row.text): row for row in reversed(found)}.values())[::-1][:MOST]
