"""What PostgreSQL keeps of a document and what it is asked: tsvectors and tsqueries, spelled out as text.

No text search configuration has a part in it. Lexemes, each a letter a byte: a stem as it is, a
surface after "="; without places a stem of the title after "#", a facet after "@", the thousand of ids
after "%". Labels: A a stem of the title, B one of the head of the text, D one of its rest, C any surface.
"""

from collections import defaultdict

from newsroom.search.document import LEAD
from newsroom.search.engines import words_of
from newsroom.search.query import Phrase

# The ids of entries by so many, for a list of the newest without a look at all.
BLOCK = 1024
# A letter a byte, in the safe form of Buckwalter's transliteration.
LATIN = str.maketrans("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "CAbtvjHxdVrzscSDTZEgfqklmnhwy")


def packed(word):
    """A word as the index spells it: of half the size, and no two alike."""
    return word.translate(LATIN) if word[0] > "\u0600" else "~" + word


def vector(number, document):
    """The document's tsvector, spelled out: 'stem':1A,7D '=surface':1C,7C … '#stem' '@facet' '%12'"""
    title, body = document.words()
    places = defaultdict(list)
    head = len(title) + 2
    for start, words, label in ((1, title, "A"), (head, body[:LEAD], "B"), (head + LEAD, body[LEAD:], "D")):
        for place, (surface, stem) in enumerate(words, start):
            places[packed(stem)].append(f"{place}{label}")
            places["=" + packed(surface)].append(f"{place}C")
    words = [f"'{text}':{','.join(found)}" for text, found in places.items()]
    named = [lexeme("#" + packed(stem)) for stem in {stem for _, stem in title}]
    facets = map(_of_facet, (document.kind, *document.facets))
    return " ".join([*words, *named, *facets, of_block(number // BLOCK)])


# No word of the analyser holds an apostrophe or a backslash, so none can end its lexeme.
def lexeme(text):
    return f"'{text}'"


def of_stem(word):
    return lexeme(packed(word.stem))


def _of_facet(facet):
    return lexeme("@" + facet)


def of_block(number):
    return lexeme(f"%{number}")


def of_surface(word):
    return lexeme("=" + packed(word.surface))


def _of_item(item):
    if isinstance(item, Phrase):
        return f"({' <-> '.join(map(of_surface, item.words))})"
    return of_stem(item)


def any_of(lexemes):
    return f"({' | '.join(lexemes)})"


def within(matched, scope):
    """The tsquery, in this scope."""
    scoped = [any_of(map(_of_facet, values)) for values in scope.marks(matched)]
    return " & ".join([matched, *scoped] if matched else scoped)


def matching(match):
    """The tsquery that says which documents match; "" for all of them."""
    if not match.clauses and not match.any:
        return ""
    matched = " & ".join(any_of(map(_of_item, clause)) for clause in match.clauses) or any_of(
        map(of_stem, match.any)
    )
    return f"{matched} & !{any_of(map(_of_item, match.none))}" if match.none else matched


def first_look(match):
    """The tsquery of the first look: every stem and surface, in any number."""
    return any_of(of(word) for word in counting(match) for of in (of_stem, of_surface))


def counting(match):
    """Every word that counts, those of phrases too, each once."""
    return list(
        dict.fromkeys(word for item in (*match.items, *match.any, *match.also) for word in words_of(item))
    )


def titled(match):
    """The tsquery of those of the same documents whose title holds all the words, or any of them."""
    named = [
        any_of(
            f"({' & '.join(lexeme('#' + packed(word.stem)) for word in words_of(item))})" for item in clause
        )
        for clause in match.clauses or (match.any,)
    ]
    return " & ".join([matching(match), *named])
