"""What PostgreSQL keeps of a document and what it is asked: a line of words, and tsqueries as text.

The line holds each word once, as it is written, its stem in brackets: «والمدرسة» is "wAl(mdrs)h".

    " title words (~_) other names | text | #mdrs @story @section_3 %12 "

The index is made of the line and of its pieces: "wAl(mdrs)h" is this very word, "(mdrs" any word of this
stem, "#mdrs" a stem of the title, "@…" a facet, "%…" the thousand of ids. So one text, that its storage
packs well, says what matches, what stands side by side and how often; no text search configuration has
a part in it.
"""

from typing import NamedTuple

from newsroom.arabic.words import stem as stem_of
from newsroom.search.document import LEAD
from newsroom.search.engines import words_of
from newsroom.search.query import Beginning, Phrase

# The ids of entries by so many, for a list of the newest without a look at all.
BLOCK = 1024
# A letter a byte, in the safe form of Buckwalter's transliteration.
LATIN = str.maketrans("ءابتثجحخدذرزسشصضطظعغفقكلمنهوي", "CAbtvjHxdVrzscSDTZEgfqklmnhwy")
# The line of words as what is looked for: every word whole, and cut at its brackets.
VECTOR = "((words || replace(replace(words, '(', ' ('), ')', ' )'))::tsvector)"


class Line(NamedTuple):
    words: str
    title_end: int  # so many letters of it are the title
    lead_end: int  # so many the title and the first LEAD words of the text
    size: int  # in words


def packed(word):
    """A word as the index spells it: of half the size, and no two alike."""
    return word.translate(LATIN) if word[0] > "\u0600" else "~" + word


def bracketed(surface, stem):
    """The word with its stem in brackets."""
    surface, stem = packed(surface), packed(stem)
    before, found, after = surface.partition(stem)
    return f"{before}({stem}){after}" if found else f"={surface}({stem})"


def line(number, document):
    """The Line of the document."""
    title, body = document.words()
    known = {token: bracketed(*token) for token in {*title, *body}}
    named = dict.fromkeys("#" + packed(stem) for _, stem in title)
    facets = (f"@{facet}" for facet in (document.kind, *document.facets))
    text = " ".join(["", *(known[token] for token in title), "| "])
    lead = " ".join(["", *(known[token] for token in body[:LEAD])])
    rest = " ".join(
        ["", *(known[token] for token in body[LEAD:]), "|", *named, *facets, f"%{number // BLOCK} "]
    )
    # The blank before the text is the one behind the bar.
    whole = text + (lead + rest)[1:]
    return Line(whole, len(text), len(text) + len(lead), len(title) + len(body))


# No word of the analyser holds an apostrophe or a backslash, so none can end its lexeme.
def lexeme(text):
    return f"'{text}'"


def stemmed(word):
    return "(" + packed(word.stem)


def of_stem(word):
    return lexeme(stemmed(word))


def of_surface(word):
    return lexeme(bracketed(word.surface, word.stem))


def of_bare(surface):
    return lexeme(bracketed(surface, stem_of(surface)))


def of_ids(first, last):
    """The tsquery of the entries from one id to another, and of some before and behind."""
    blocks = range(max(0, first) // BLOCK, last // BLOCK + 1)
    return any_of(lexeme(f"%{block}") for block in blocks)


def _of_facet(facet):
    return lexeme("@" + facet)


def _of_title(word):
    if isinstance(word, Beginning):
        return any_of(lexeme("#" + packed(begun)) + ":*" for begun in word.stems)
    return lexeme("#" + packed(word.stem))


def _of_item(item):
    """For a phrase: all of its words; that they stand side by side, `beside` asks."""
    if isinstance(item, Beginning):
        return any_of(lexeme("(" + packed(begun)) + ":*" for begun in item.stems)
    return f"({' & '.join(map(of_surface, item.words))})" if isinstance(item, Phrase) else of_stem(item)


def any_of(lexemes):
    return f"({' | '.join(lexemes)})"


def within(matched, scope):
    """The tsquery, in this scope."""
    scoped = [any_of(map(_of_facet, values)) for values in scope.marks(matched)]
    return " & ".join([matched, *scoped] if matched else scoped)


def matching(match):
    """The tsquery that says which documents match, but for `beside`; "" for all of them."""
    if not match.clauses and not match.any:
        return ""
    return " & ".join(
        [
            *(any_of(map(_of_item, clause)) for clause in match.clauses or (match.any,)),
            *([of_ids(*match.ids)] if match.ids else []),
            *(f"!{_of_item(item)}" for item in match.none if not _is_long(item)),
        ]
    )


def beside(match):
    """[(text, …)]: of each of these the line holds one; and the texts of which it holds none."""
    wanted = [tuple(map(text_of, clause)) for clause in match.clauses if any(map(_is_long, clause))]
    return wanted, [text_of(item) for item in match.none if _is_long(item)]


def text_of(item):
    """What a line of words holds where this item stands in it."""
    if isinstance(item, Phrase):
        return f" {' '.join(bracketed(word.surface, word.stem) for word in item.words)} "
    return f"({packed(item.stem)})"


def _is_long(item):
    return isinstance(item, Phrase) and len(item.words) > 1


def titled(match):
    """The tsquery of what holds all the words in its title, or any of them."""
    named = [
        any_of(f"({' & '.join(map(_of_title, words_of(item)))})" for item in clause)
        for clause in match.clauses or (match.any,)
    ]
    return " & ".join(named)


def held(word):
    """The tsqueries of a word and of a title that holds it."""
    return of_stem(word), _of_title(word)
