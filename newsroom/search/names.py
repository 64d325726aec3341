"""What is known by name: whose card stands on top, what else it is called, how its names begin."""

from collections import defaultdict
from typing import NamedTuple

from django.db import connections, router
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


class Named(NamedTuple):
    """A name, or the end of one, that readers may see."""

    entry: int
    kind: str
    key: str
    place: int  # of the name's word with which the key begins
    text: str
    title: str


def named(asked, query, now):
    """The Named that the whole query is, in any spelling: what `bearers` and `otherwise` tell of."""
    if asked.fields or asked.excluded or not 0 < len(asked.words) <= LONGEST_NAME:
        return []
    keys = [
        fold.key(query)[:LONGEST_KEY],
        " ".join(word.surface for word in asked.words),
        " ".join(_bare(word.surface) for word in asked.words),
    ]
    connection = connections[router.db_for_read(Name)]
    moment = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [*keys, moment, moment])
        return [Named(*row) for row in cursor.fetchall()]


# Asked with every search, so it is spelled out.
NAMED = """
    SELECT entry.id, entry.kind, name.key, name.place, name.text, entry.title
    FROM search_name AS name JOIN search_entry AS entry ON entry.id = name.entry_id
    WHERE name.key IN (%s, %s, %s)
    AND (entry.visible_from IS NULL OR entry.visible_from <= %s)
    AND (entry.visible_until IS NULL OR entry.visible_until > %s)
    ORDER BY name.place, entry.id LIMIT 20
"""


def bearers(found, kinds):
    """The ids of the entries of those who bear the name that the whole query is: three at most.

    A whole name goes before the end of one, such as the family name; what more than three bear
    says too little.
    """
    found = [name for name in found if REGISTRY[name.kind].named and name.kind in kinds]
    whole = [name for name in found if name.place == 0]
    ids = list(dict.fromkeys(name.entry for name in whole or found))
    return ids if len(ids) <= MOST_BEARERS else []


def otherwise(asked, found):
    """The query's clauses, each with the words by which else what it names is called.

    «Milley» is looked for as «ميلي» too where somebody bears both names: under a name of as many
    words, the word in the same place.
    """
    words = [clause[0] for clause in asked.clauses if len(clause) == 1 and isinstance(clause[0], Word)]
    key = " ".join(word.surface for word in words)
    found = [
        name
        for name in found
        if REGISTRY[name.kind].named and name.key == key and (key.isascii() or name.place == 0)
    ]
    if not found or len(words) != len(asked.clauses):
        return asked.clauses
    others = defaultdict(set)
    for name in found:
        others[name.entry].add(name.title)
    for number, text in Name.objects.filter(entry__in=others, place=0).values_list("entry_id", "text"):
        others[number].add(text)
    clauses = [list(clause) for clause in asked.clauses]
    for name in found:
        length = len(fold.key(name.text or name.title).split())
        for other in sorted(filter(None, others[name.entry])):
            called = fold.key(other).split()
            if len(called) != length:
                continue
            for clause, surface in zip(clauses, called[name.place :], strict=False):
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
        .filter(key__gte=key, key__lt=key + LAST_LETTER)
        .order_by("key", "entry_id")
        .values_list("entry__kind", "entry__object_id", "text", "entry__title", "place")[:most]
    )
    found = [
        (kind, pk, Begun(kind, text or title, place))
        for kind, pk, text, title, place in rows
        if kind in REGISTRY
    ]
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
