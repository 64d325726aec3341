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
from newsroom.search.models import Entry
from newsroom.search.plan import in_reach
from newsroom.search.query import LONGEST_NAME, SINCE, SPECIAL, UNTIL, Phrase, Word, parse

ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
# The keys of a Latin keyboard and the letters of the Arabic one that stand on them.
KEYBOARD = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvnm,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ") | {
    ord("b"): "لا"
}
SHORTEST = 4
SHORTEST_BESIDE = 3  # where a neighbour tells which word was meant
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

    Words that readers find nowhere are exchanged, each for one that stands in what they may read, as it is
    printed there; where each is known but nothing holds them together, one of them is. Phrases, what is
    left out, OR and the names of fields stay as they were typed.
    """
    engine = engine_for_reading()
    with engine.reading():
        return _Corrector(engine, now).corrected(query)


class _Corrector:
    def __init__(self, engine, now):
        self.engine, self.now = engine, now
        self.scope = Scope(tuple(REGISTRY), now, of_all=True)
        self.left = MOST_TRIED
        self.standing = {}  # {surface: whether readers find it}

    def corrected(self, query):
        query = storable(query)[:MOST_LETTERS]
        lines = list(_lines(query))
        typed = "".join(
            (arabic_keys(line) or line) + (special[0] if special else "") for _, line, special in lines
        )
        if typed != query and self._finds(typed):
            return typed.strip()
        asked, pieces = parse(query), []
        for _, line, special in lines:
            pieces += [self._words(line, asked), self._special(special) if special else ""]
        text = "".join(pieces)
        return text if text != query else self._together(query, asked)

    def _special(self, found):
        """What is no plain word, with the name that a field asks for put right."""
        field = fold.key(found["field"] or "")
        facet = facet_of(field)
        if not field or field in SINCE + UNTIL or (facet and self._knows(facet, found["value"])):
            return found[0]
        value = self._named(facet, found["value"]) if facet else self._words(found["value"])
        return found[0][: -len(found["value"])] + value

    def _named(self, facet, value):
        """The name, with one word or those that stand nowhere exchanged, if the facet has it; else as it is."""
        if self._knows(facet, better := self._words(value)):
            return better
        for word in words.words(value)[:MOST_TRIED]:
            for candidate in self._ranked(word.surface) if len(word.surface) >= SHORTEST_BESIDE else ():
                if not self._knows(facet, value[: word.start] + candidate + value[word.end :]):
                    continue
                if printed := self._printed(candidate, Match((_very(candidate),))):
                    return value[: word.start] + printed + value[word.end :]
        return value

    def _knows(self, facet, value):
        values = facet.named(value.strip('«»"“”„'), self.now)
        return bool(values and facet.labels([str(value) for value in values], self.now))

    def _words(self, text, asked=None):
        """The text with each word that stands nowhere exchanged, where something near it does."""
        pieces, end = [], 0
        for word in words.words(text):
            if len(word.surface) < SHORTEST or not self.left or self._stands(word.surface):
                continue
            self.left -= 1
            if better := self._near(word.surface, asked):
                pieces += [text[end : word.start], better]
                end = word.end
        return "".join([*pieces, text[end:]])

    def _near(self, surface, asked):
        """The printed form of the word that is nearest to this one and that readers can find; or "".

        What stands in one document with the other words that are asked for goes before what does not.
        """
        ranked = self._ranked(surface)
        others = [clause for clause in _others(asked, surface) if self._is_known(clause)]
        for clauses in [others, []] if others else [[]]:
            for candidate in ranked:
                if printed := self._printed(candidate, Match((_very(candidate), *clauses))):
                    return printed
        return ""

    def _together(self, query, asked):
        """The query with one word exchanged so that a document holds all of them; "" where none does.

        Only letters that are confused for one another count anywhere in a text; another letter, and a short
        word, only beside a neighbour: as in a name, or a term.
        """
        if not 1 < len(asked.clauses) <= LONGEST_NAME or not all(map(self._is_known, asked.clauses)):
            return ""
        frequencies = self.engine.frequencies(asked.words)
        if self._some(in_reach(self.engine, Match(asked.clauses), frequencies), 1, frequencies):
            return ""
        places = [place for place in _places(query) if len(place[0].surface) >= SHORTEST_BESIDE]
        nearest = {word.surface: self._ranked(word.surface) for word, *_ in places[:MOST_TRIED]}
        known = {*asked.words, *map(_word, itertools.chain(nearest, *nearest.values()))}
        frequencies = self.engine.frequencies(list(known))
        # The rarest first: what hardly anybody writes is what may be wrong.
        places.sort(key=lambda place: frequencies.of(_word(place[0].surface)))
        for word, before, behind in places:
            others = _others(asked, word.surface)
            for candidate in nearest.get(word.surface, ()):
                beside = [(name, candidate) for name in before] + [(candidate, name) for name in behind]
                beside = tuple(Phrase(tuple(map(_word, pair))) for pair in beside)
                anywhere = len(word.surface) >= SHORTEST and _skeleton(candidate) == _skeleton(word.surface)
                if not anywhere and not beside:
                    continue
                clauses = (_very(candidate), *others) if anywhere else (_very(candidate), beside, *others)
                match = in_reach(self.engine, Match(clauses, none=asked.excluded), frequencies)
                if printed := self._printed(candidate, match, frequencies):
                    return query[: word.start] + printed + query[word.end :]
        return ""

    def _ranked(self, surface):
        """The words near this one, the likeliest first; some of them only what is hidden may hold."""
        known = self.engine.known(near(surface))
        ranked = sorted(known, key=lambda word: (_skeleton(word) != _skeleton(surface), -known[word], word))
        return [word for word in ranked if word not in STOP][:MOST_CANDIDATES]

    def _is_known(self, clause):
        return any(isinstance(item, Phrase) or self._stands(item.surface) for item in clause)

    def _stands(self, surface):
        """Whether readers find this word, in this form or another of its stem."""
        if surface not in self.standing:
            self.standing[surface] = surface in STOP or self._finds(surface)
        return self.standing[surface]

    def _finds(self, text):
        asked = parse(text)
        return bool(asked.clauses and self._some(Match(asked.clauses), 1))

    def _some(self, match, most, frequencies=UNKNOWN):
        return self.engine.some(match, self.scope, frequencies, most)

    def _printed(self, surface, match, frequencies=UNKNOWN):
        """The word as a document that matches prints it; "" where readers may see none of this very form."""
        found = [number for number, *_ in self._some(match, MOST_READ, frequencies)]
        entries = list(Entry.objects.filter(pk__in=found, kind__in=list(REGISTRY)).order_by("-pk"))
        for entry in entries:
            if printed := _as_printed(surface, entry.title, entry.body[:MOST_LETTERS_READ]):
                return printed
        for entry in entries:
            index = REGISTRY[entry.kind]
            for row in index.queryset().filter(pk=entry.object_id):
                if printed := _as_printed(surface, *filter(None, index.names(row))):
                    return printed
        return ""


def _lines(query):
    """(where it begins, a line of plain words, what follows that is special or None)"""
    end = 0
    for special in SPECIAL.finditer(query):
        yield end, query[end : special.start()], special
        end = special.end()
    yield end, query[end:], None


def _places(query):
    """(word, the surface before it, the one behind it) of each plain word; both lists, empty where none tells."""
    for start, line, _ in _lines(query):
        found = words.words(line)
        told = [[word.surface] if word.surface not in STOP else [] for word in found]
        for place, word in enumerate(found):
            if told[place]:
                moved = word._replace(start=word.start + start, end=word.end + start)
                yield (
                    moved,
                    told[place - 1] if place else [],
                    [*itertools.chain(*told[place + 1 : place + 2])],
                )


def _others(asked, surface):
    """The clauses that ask for other words than this."""
    return [
        clause
        for clause in (asked.clauses if asked else ())
        if all(isinstance(item, Phrase) or item.surface != surface for item in clause)
    ]


def _word(surface):
    return Word(surface, stem(surface))


def _very(surface):
    """The clause of this very form of a word."""
    return (Phrase((_word(surface),)),)


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
    text = text.lower()
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
