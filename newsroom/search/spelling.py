"""Did you mean: what a reader may have wanted to write, from the corpus's own words.

Only what would find something that readers may see is ever answered.
"""

import itertools
import re

from newsroom.arabic import fold, words
from newsroom.arabic.letters import bare
from newsroom.arabic.words import STOP, stem
from newsroom.search.document import storable
from newsroom.search.engines import Frequencies, Match, Scope, engine_for_reading
from newsroom.search.facets import facet_of
from newsroom.search.index import REGISTRY
from newsroom.search.models import Entry, Name
from newsroom.search.query import SINCE, SPECIAL, UNTIL, Phrase, Word, parse

ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
# The keys of a Latin keyboard and the letters of the Arabic one that stand on them.
KEYBOARD = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvnm,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ") | {
    ord("b"): "لا"
}
SHORTEST = 4
UNKNOWN = Frequencies({}, 0)
MOST_TRIED = 4  # words of a query that are tried
MOST_CANDIDATES = 5  # of the words near one that are looked for among what readers may see
MOST_READ = 3  # documents in which the printed form of a word is looked for
MOST_LETTERS, MOST_LETTERS_READ = 200, 30_000
# Which of these letters a word has is what its writers get wrong most often: موتمر, مؤتمر.
CONFUSED = str.maketrans("", "", "ءاوي")
DOUBLE = re.compile(r"(.)\1+")


def meant(query, now):
    """The query as it may have been meant, or "".

    Only words that readers find nowhere are exchanged, each for one that stands in what they may read, as
    it is printed there. Phrases, what is left out, OR and the names of fields stay as they were typed.
    """
    engine = engine_for_reading()
    with engine.reading():
        return _Corrector(engine, now).corrected(query)


class _Corrector:
    def __init__(self, engine, now):
        self.engine, self.now = engine, now
        self.scope = Scope(tuple(REGISTRY), now, of_all=True)
        self.left = MOST_TRIED

    def corrected(self, query):
        query = storable(query)[:MOST_LETTERS]
        typed = arabic_keys(query)
        if typed and self._finds(typed):
            return typed
        pieces, end = [], 0
        for special in SPECIAL.finditer(query):
            pieces += [self._words(query[end : special.start()]), self._special(special)]
            end = special.end()
        text = "".join([*pieces, self._words(query[end:])])
        return text if text != query else ""

    def _special(self, found):
        """What is no plain word, with the name that a field asks for put right."""
        field = fold.key(found["field"] or "")
        facet = facet_of(field)
        if not field or field in SINCE + UNTIL or (facet and self._knows(facet, found["value"])):
            return found[0]
        value = self._words(found["value"])
        if facet and not self._knows(facet, value):
            return found[0]
        return found[0][: -len(found["value"])] + value

    def _knows(self, facet, value):
        values = facet.named(value.strip('«»"“”„'), self.now)
        return bool(values and facet.labels([str(value) for value in values], self.now))

    def _words(self, text):
        """The text with each word that stands nowhere exchanged, where something near it does."""
        pieces, end = [], 0
        for word in words.words(text):
            if len(word.surface) < SHORTEST or not self.left or self._stands(word.surface):
                continue
            self.left -= 1
            if better := self._near(word.surface):
                pieces += [text[end : word.start], better]
                end = word.end
        return "".join([*pieces, text[end:]])

    def _near(self, surface):
        """The printed form of the word that is nearest to this one and that readers can find; or ""."""
        known = self.engine.known(near(surface))
        ranked = sorted(known, key=lambda word: (_skeleton(word) != _skeleton(surface), -known[word], word))
        for candidate in ranked[:MOST_CANDIDATES]:
            if candidate not in STOP and (printed := self._printed(candidate)):
                return printed
        return ""

    def _stands(self, surface):
        """Whether readers find this word, in this form or another of its stem."""
        return surface in STOP or self._finds(surface)

    def _finds(self, text):
        asked = parse(text)
        return bool(asked.clauses and self._some(asked.clauses, 1))

    def _some(self, clauses, most):
        return self.engine.some(Match(clauses), self.scope, UNKNOWN, most)

    def _printed(self, surface):
        """The word as something that readers may see prints it; "" where none of them has this very form."""
        found = self._some(((Phrase((Word(surface, stem(surface)),)),),), MOST_READ)
        ids = [number for number, *_ in found]
        for title, body in Entry.objects.filter(pk__in=ids).values_list("title", "body"):
            if printed := _as_printed(surface, title, body[:MOST_LETTERS_READ]):
                return printed
        names = Name.objects.filter(entry__in=ids, place=0).exclude(text="")
        return _as_printed(surface, *names.values_list("text", flat=True))


def _as_printed(surface, *texts):
    for text in texts:
        for word in words.words(text):
            if word.surface == surface:
                return bare(text[word.start : word.end])
    return ""


def _skeleton(word):
    """What is left of a word without the letters that are confused for one another, and without doubles."""
    return DOUBLE.sub(r"\1", word.translate(CONFUSED))


def arabic_keys(text):
    """What the same keys write on an Arabic keyboard: "hgldkhx" → «الميناء»; "" for other texts."""
    text = text.strip().lower()
    return text.translate(KEYBOARD) if text.isascii() and any(map(str.isalpha, text)) else ""


def near(word):
    """Every folded word at one letter's distance: one more, one less, another, two that change places."""
    letters = ARABIC if fold.fold(word[0]) in ARABIC else LATIN
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {first + rest[1:] for first, rest in halves if rest}
    found |= {first + rest[1] + rest[0] + rest[2:] for first, rest in halves if len(rest) > 1}
    for (first, rest), letter in itertools.product(halves, letters):
        found.add(first + letter + rest)
        if rest:
            found.add(first + letter + rest[1:])
    return found - {word, ""}
