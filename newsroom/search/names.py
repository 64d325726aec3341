"""What is known by name: whose card stands on top, what else it is called, how its names begin."""

import itertools
from collections import defaultdict
from typing import NamedTuple

from django.db.models import Q

from newsroom.arabic import fold
from newsroom.arabic.finder.titles import is_title
from newsroom.arabic.words import stem
from newsroom.search.engines import engine_for_reading
from newsroom.search.index import REGISTRY
from newsroom.search.models import Entry, Name
from newsroom.search.query import LONGEST_NAME, Word

LONGEST_KEY = 80
# Of a headline only so many letters are kept: who has typed them all sees it long before.
HEADLINE_KEY = 28
MOST_BEARERS = 3
# So many beginnings are looked at; of a beginning that more have, the first of them will do.
LOOKED_AT = 60
MOST_LOOSE = 3  # words of a name that is looked for with and without its articles
_LATIN_ARTICLES = ("al", "el")
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


def keys(asked, query):
    """The folded names that the whole query may be, as written and more loosely; none for a query that is no name."""
    if asked.fields or asked.excluded or not 0 < len(asked.words) <= LONGEST_NAME:
        return (), ()
    surfaces = [word.surface for word in asked.words]
    known = fold.key(query)[:LONGEST_KEY], " ".join(surfaces), " ".join(map(_bare, surfaces))
    return tuple(dict.fromkeys(known)), tuple(dict.fromkeys(_loosely(surfaces)))


def _loosely(surfaces):
    """The same name with or without articles, without the title before it, the family's name first.

    «صنوبري», «وضاح صنوبري», «الصنوبري وضاح», «د. سلمى الرشدان», «salma al-rashdan».
    """
    if len(surfaces) == 1 and surfaces[0] not in _LATIN_ARTICLES:
        yield from _articles(surfaces[0])
        return
    start = 0
    while start < len(surfaces) - 1 and is_title(surfaces[start]):
        start += 1
    words = [word for word in surfaces[start:] if word not in _LATIN_ARTICLES]
    if not 0 < len(words) <= MOST_LOOSE:
        return
    orders = [words, words[::-1]] if len(words) == 2 else [words]
    for order in orders:
        yield from map(" ".join, itertools.product(*map(_articles, order)))


def _articles(word):
    """A word of a name, with and without its article."""
    if word.isascii():
        return word, f"al {word}"
    return (word, word[2:]) if word.startswith("ال") and len(word) > 4 else (word, f"ال{word}")


def named(keys, now):
    """The Named that bear one of these names: what `bearers` and `otherwise` tell of."""
    rows = (
        Name.objects.filter(key__in=keys)
        .filter(Q(entry__visible_from=None) | Q(entry__visible_from__lte=now))
        .filter(Q(entry__visible_until=None) | Q(entry__visible_until__gt=now))
        .order_by("place", "entry")
        .values_list("entry", "entry__kind", "key", "place", "text", "entry__title")
    )
    return [Named(*row) for row in rows[:20]]


def bearers(found, kinds, written):
    """The ids of the entries of those who bear the name that the whole query is: three at most.

    A name as it was `written` goes before one that differs in its articles, a whole name before the end
    of one, such as the family name; what more than three bear says too little.
    """
    found = [name for name in found if REGISTRY[name.kind].named and name.kind in kinds]
    exact = [name for name in found if name.key in written]
    # One everyday word with an article that nobody wrote may be a family's name, but names no body.
    found = exact or [
        name for name in found if name.place == 0 or " " in name.key or REGISTRY[name.kind].family
    ]
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


def _bare(surface):
    """«لسالم», «وسالم» → «سالم»: a name with what is written onto it taken off."""
    return surface[1:] if len(surface) > 3 and surface[0] in "وبلكف" else surface


class Begun(NamedTuple):
    kind: str
    text: str
    place: int


def begun(keys, now, most):
    """At most so many Begun: names and headlines that readers may see, one of whose words begins so.

    Names go before headlines, what begins so before what has such a word within.
    """
    engine, rows = engine_for_reading(), []
    moment = engine.connection.ops.adapt_datetimefield_value(now)
    with engine.connection.cursor() as cursor:
        for key in keys:
            cursor.execute(BEGUN.format(entry=engine.entries), [key, key + LAST_LETTER, moment, moment])
            rows += [row for row in cursor.fetchall() if row[1] in REGISTRY]
    rows.sort(key=lambda row: (not REGISTRY[row[1]].named, row[2]))
    rows = rows[: 3 * most]  # some say the same, some are hidden
    numbers = {number for number, *_ in rows}
    entries = {
        number: (pk, title)
        for number, pk, title in Entry.objects.filter(pk__in=numbers).values_list("pk", "object_id", "title")
    }
    # What the window allows may have become hidden for another reason: the index of its kind knows.
    public = {}
    for kind in {kind for _, kind, *_ in rows}:
        ids = [entries[number][0] for number, other, *_ in rows if other == kind and number in entries]
        shown = REGISTRY[kind].public(now).filter(pk__in=ids).order_by()
        public[kind] = set(shown.values_list("pk", flat=True))
    found = {}
    for number, kind, place, text in rows:
        pk, title = entries.get(number, (None, ""))
        if pk in public[kind]:
            found.setdefault(fold.key(text or title), Begun(kind, text or title, place))
    return list(found.values())[:most]


# Asked with every letter that is typed.
BEGUN = f"""
    SELECT name.entry_id, entry.kind, name.place, name.text
    FROM search_name AS name CROSS JOIN {{entry}}
    WHERE entry.id = name.entry_id AND name.key >= %s AND name.key < %s
    AND (entry.visible_from IS NULL OR entry.visible_from <= %s)
    AND (entry.visible_until IS NULL OR entry.visible_until > %s)
    ORDER BY name.key, name.entry_id LIMIT {LOOKED_AT}
"""
