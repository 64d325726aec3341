"""What is known by name: whose card stands on top, what else it is called, how its names begin."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q

from newsroom.arabic import fold
from newsroom.arabic.words import stem
from newsroom.search.index import REGISTRY
from newsroom.search.models import Name
from newsroom.search.query import LONGEST_NAME, Word

LONGEST_KEY = 80
# Of a headline only so many letters are kept: who has typed them all sees it long before.
HEADLINE_KEY = 28
MOST_BEARERS = 3
LAST_LETTER = "\uffff"  # after every letter, in the byte order in which keys are compared


def starts(index, entry, document):
    """The unsaved Names of a document: each of its names, from every word on."""
    longest = LONGEST_KEY if index.named else HEADLINE_KEY
    names = [(entry.title, ""), *((name, name[:200]) for name in document.names if index.named)]
    taken = set()
    for name, text in names if index.starts else ():
        words = fold.key(name[:400]).split()
        for place in range(min(len(words), index.starts)):
            key = " ".join(words[place:])[:longest]
            if key not in taken:
                taken.add(key)
                yield Name(entry=entry, key=key, text=text, place=place)


def bearers(asked, query, kinds, now):
    """The ids of the entries of those who bear the name that the whole query is: three at most.

    A whole name goes before the end of one, such as the family name; of one word more than three
    may bear, it says too little.
    """
    if asked.fields or asked.excluded or asked.phrases[1:] or not asked.words:
        return []
    named = [kind for kind in kinds if REGISTRY[kind].named]
    keys = dict.fromkeys([fold.key(query)[:LONGEST_KEY], " ".join(word.surface for word in asked.words)])
    keys |= dict.fromkeys([" ".join(_bare(word.surface) for word in asked.words)])
    rows = list(
        _visible(now)
        .filter(entry__kind__in=named, key__in=list(keys))
        .order_by("place", "entry_id")
        .values_list("entry_id", "place")[:20]
    )
    whole = [number for number, place in rows if place == 0]
    found = list(dict.fromkeys(whole or [number for number, _ in rows]))
    return found if len(found) <= MOST_BEARERS else []


def otherwise(asked, now):
    """The query's clauses, each with the words by which else what it names is called.

    «Milley» is looked for as «ميلي» too where somebody bears both names: under a name of as many
    words, the word in the same place.
    """
    words = [clause[0] for clause in asked.clauses if len(clause) == 1 and isinstance(clause[0], Word)]
    if len(words) != len(asked.clauses) or not 0 < len(words) <= LONGEST_NAME:
        return asked.clauses
    key = " ".join(word.surface for word in words)
    latin = key.isascii()
    rows = list(
        _visible(now)
        .filter(key=key, **{} if latin else {"place": 0})
        .values_list("entry_id", "entry__title", "text", "place")[:20]
    )
    if not rows:
        return asked.clauses
    others = defaultdict(set)
    for number, title in {(number, title) for number, title, _, _ in rows}:
        others[number].add(title)
    for number, text in Name.objects.filter(entry__in=others, place=0).values_list("entry_id", "text"):
        others[number].add(text)
    clauses = [list(clause) for clause in asked.clauses]
    for number, title, text, place in rows:
        length = len(fold.key(text or title).split())
        for other in sorted(filter(None, others[number])):
            called = fold.key(other).split()
            if len(called) != length:
                continue
            for clause, surface in zip(clauses, called[place:], strict=False):
                word = Word(surface, stem(surface))
                if all(word.stem != known.stem for known in clause):
                    clause.append(word)
    return tuple(map(tuple, clauses))


def _visible(now):
    """The Names of what readers may see."""
    return Name.objects.filter(
        Q(entry__visible_from=None) | Q(entry__visible_from__lte=now),
        Q(entry__visible_until=None) | Q(entry__visible_until__gt=now),
    )


def _bare(surface):
    """«لسالم», «وسالم» → «سالم»: a name with what is written onto it taken off."""
    return surface[1:] if len(surface) > 3 and surface[0] in "وبلكف" else surface


class Begun(NamedTuple):
    kind: str
    text: str
    place: int


def begun(key, now, most):
    """At most so many Begun: names and headlines that readers may see, one of whose words begins so."""
    rows = (
        _visible(now)
        .filter(key__gte=key, key__lt=key + LAST_LETTER, entry__kind__in=list(REGISTRY))
        .order_by("key", "entry_id")
        .values_list("entry__kind", "entry__object_id", "text", "entry__title", "place")[:most]
    )
    found = [(kind, pk, Begun(kind, text or title, place)) for kind, pk, text, title, place in rows]
    # What the window allows may have become hidden for another reason: the index of its kind knows.
    public = {
        kind: set(
            REGISTRY[kind]
            .public(now)
            .filter(pk__in=[pk for other, pk, _ in found if other == kind])
            .values_list("pk", flat=True)
        )
        for kind in {kind for kind, _, _ in found}
    }
    return [row for kind, pk, row in found if pk in public[kind]]
