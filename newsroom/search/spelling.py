"""Did you mean: what a reader may have wanted to write, from the corpus's own words.

Only what would find something that readers may see is ever answered.
"""

import itertools

from newsroom.arabic import fold
from newsroom.arabic.words import STOP
from newsroom.search.document import tokens
from newsroom.search.engines import Frequencies, Match, Scope, engine_for_reading
from newsroom.search.index import REGISTRY
from newsroom.search.query import MOST_WORDS, Word, parse

ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
LATIN = "abcdefghijklmnopqrstuvwxyz"
# The keys of a Latin keyboard and the letters of the Arabic one that stand on them.
KEYBOARD = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvnm,./`", "ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظذ") | {
    ord("b"): "لا"
}
SHORTEST = 4
UNKNOWN = Frequencies({}, 0)
MOST_TRIED = 4  # words of a query that are tried


def meant(query, now):
    """The query as it may have been meant, or ""."""
    engine = engine_for_reading()
    with engine.reading():
        return _meant(engine, query, now)


def _meant(engine, query, now):
    words = [Word(*token) for token in tokens(query[:200])][:MOST_WORDS]
    if not words:
        return ""
    scope = Scope(tuple(REGISTRY), now, of_all=True)

    def finds(text):
        asked = parse(text)
        return bool(asked.clauses and engine.some(Match(asked.clauses), scope, UNKNOWN, 1))

    typed = arabic_keys(query)
    if typed and finds(typed):
        return typed
    known = engine.known({word.surface for word in words} | {word.stem for word in words})
    unknown = [word for word in words if word.surface not in known and len(word.surface) >= SHORTEST]
    better = {}
    for word in unknown[:MOST_TRIED]:
        found = engine.known(near(word.surface))
        for candidate in sorted(found, key=lambda word: -found[word])[:3]:
            if candidate not in STOP and finds(candidate):
                better[word.surface] = candidate
                break
    if not better:
        return ""
    text = " ".join(better.get(word.surface, word.surface) for word in words)
    return text if finds(text) else " ".join(better.values())


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
