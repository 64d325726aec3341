"""One object as a document: the words that both engines index, and nothing an engine decides."""

import hashlib
import re
from dataclasses import dataclass

from newsroom.arabic import words

# Counted into every digest: raise it when the analyser's rules change, and rebuild_index
# writes every document anew.
ANALYSER = "2"
# A word that no query holds, between title and other names, so that no phrase spans both.
GAP = "_"
LONGEST_WORD = 64
# So many letters may one letter be when it is folded: a ligature.
WIDEST = 5
# PostgreSQL counts positions up to 16,383 and holds a tsvector of up to 1 MB; both engines stop
# at the same word. A story of 16,000 words is a book.
MOST_WORDS = 16_000
MOST_LETTERS = 200_000
# So many words at the head of a text say what it is about, and count more.
LEAD = 50

FACET = re.compile("[a-z0-9_]{1,60}")
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(text):
    """The text with blanks where a database cannot hold a character: NUL, half a surrogate pair.

    The length stays, so offsets into the original hold.
    """
    return UNSTORABLE.sub(" ", str(text))


def tokens(text):
    """The (surface, stem) pairs of a text; the same for documents and queries."""
    found = list(words.tokens(text))
    if max([len(surface) for surface, _ in found], default=0) <= LONGEST_WORD:
        return found
    return [(surface[:LONGEST_WORD], stem[:LONGEST_WORD]) for surface, stem in found]


@dataclass(frozen=True)
class Document:
    kind: str
    title: str
    names: tuple = ()
    body: str = ""
    facets: tuple = ()  # such as "section_3", each one word for both engines

    @classmethod
    def of(cls, index, obj):
        facets = (f"{name}_{value}" for name, values in index.facets(obj).items() for value in values)
        return cls(
            index.kind,
            storable(index.title(obj) or ""),
            tuple(storable(name) for name in index.names(obj) if name),
            storable(index.body(obj) or "").strip(),
            tuple(facet for facet in dict.fromkeys(facets) if FACET.fullmatch(facet)),
        )

    def digest(self):
        """Equal for documents that are indexed alike, so that an unchanged one is left alone."""
        written = "\0".join((ANALYSER, self.title, self.body, *self.names, "", *self.facets))
        return hashlib.blake2b(written.encode(), digest_size=16).hexdigest()

    def words(self):
        """(title, body), each a list of (surface, stem); other names stand in the title after a GAP."""
        room = Room()
        title = room.take(self.title)
        for name in self.names:
            title.append((GAP, GAP))
            title.extend(room.take(name))
        return title, room.take(self.body)


class Room:
    """How much of a document is still taken; a text that is too long is indexed by its beginning."""

    def __init__(self):
        self.words = MOST_WORDS
        self.letters = MOST_LETTERS

    def take(self, text):
        if len(text) * 2 * WIDEST <= self.letters and len(text) <= self.words:
            taken = tokens(text)  # there is room whatever it holds
            self.words -= len(taken)
            self.letters -= len(text) * 2
            return taken
        taken = []
        for surface, stem in tokens(text):
            self.words -= 1
            self.letters -= len(surface) + len(stem)
            if self.words < 0 or self.letters < 0:
                break
            taken.append((surface, stem))
        return taken
