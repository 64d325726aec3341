"""While a reader types: names, tags and headlines that begin so, each with something to see behind it."""

from dataclasses import dataclass

from newsroom.arabic import fold
from newsroom.search import names
from newsroom.search.index import REGISTRY

MOST = 8
LEAST_LETTERS = 2
# So many beginnings are looked at; of a beginning that more have, the first of them will do.
LOOKED_AT = 60


@dataclass(frozen=True)
class Suggestion:
    kind: str
    text: str


def suggestions(text, now):
    """At most MOST Suggestions for what has been typed: names before headlines, whole before within."""
    key = fold.key(text[:100])
    if len(key) < LEAST_LETTERS:
        return []
    # The article is often left out: «راسي» for «الراسي».
    begun = names.begun(key, now, LOOKED_AT)
    if len(begun) < MOST and not key.startswith("ال"):
        begun += names.begun("ال" + key, now, LOOKED_AT)
    begun.sort(key=lambda row: (not REGISTRY[row.kind].named, row.place, len(row.text)))
    found = {}
    for row in begun:
        found.setdefault(fold.key(row.text), row)
    return [Suggestion(row.kind, row.text) for row in list(found.values())[:MOST]]
