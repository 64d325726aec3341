"""Taking words out of a text, in any spelling: where they stand, and the text without them."""

import re
from itertools import pairwise
from urllib.parse import unquote

from newsroom.arabic.fold import fold
from newsroom.arabic.words import words

ATTACHED = {"و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل", "فك"}
ARTICLE = "ال"
BETWEEN = re.compile(r"\W{0,3}|_")  # what may stand between two words of one name, also in an address


ACCUSATIVE, TANWEEN = "ا", "\N{ARABIC FATHATAN}"  # «شكر سالماً»; not on the article, nor after one of these
TAKES_NONE = ("ا", "ه")
SHORT = 3  # letters of a name that is another with a bare alef: «لين» and «لينا», «علي» and «عليا»
OF_A_FAMILY = ("ة", "ين", "ون", "ات")  # written onto «الراسي»: a woman of that name, people of it


def near(lines):
    """Other words, which may be meant too: each name with the article before its first word or without it, those of
    the same family, and the name behind the «أ» of a question.
    """
    names = [line.strip() for line in lines.splitlines() if line.strip()]
    others = []
    for name in names:
        other = name.removeprefix(ARTICLE) if name.startswith(ARTICLE) else ARTICLE + name
        others += [other, f"أ{name}"]
        others += [one + end for one in (name, other) if name[-1] in "يى" for end in OF_A_FAMILY]
    return [other for other in dict.fromkeys(others) if other not in names]


class Words:
    """Whole words to take out, one name or expression a line.

    `attached`: also where a one-letter word is written onto the first of them: «لسالم», «وللراسي», whose letter
    stays, and where the alef of the accusative is: «سالماً». Words of one name may stand without a blank.
    """

    def __init__(self, lines, attached=True):
        self.attached = attached
        self.patterns = []
        for line in lines.splitlines():
            surfaces = tuple(word.surface for word in words(line))
            if surfaces and surfaces not in self.patterns:
                self.patterns.append(surfaces)
        together = (("".join(pattern),) for pattern in self.patterns if len(pattern) > 1)
        self._written = [*self.patterns, *together]
        self.needles = {_needle(pattern[0]) for pattern in self.patterns}
        self._joined = ["".join(pattern) for pattern in self.patterns]

    @property
    def keys(self):
        """As newsroom.arabic.fold.key gives them for a name."""
        return [" ".join(pattern) for pattern in self.patterns]

    def __bool__(self):
        return bool(self.patterns)

    def find(self, text):
        """[(start, end)] of the places in the text as given, in order; none overlap."""
        folded = fold(text)
        if not any(needle in folded for needle in self.needles):
            return []
        found, spans, at = words(text), [], 0
        for index in range(len(found)):
            ends = [
                (found[index + len(pattern) - 1].end, kept)
                for pattern in self._written
                if (kept := self._kept(text, found[index : index + len(pattern)], pattern)) is not None
            ]
            if ends and found[index].start >= at:
                at, kept = max(ends)
                spans.append((_after(text, found[index], kept), at))
        return spans

    def stand_in(self, text):
        """Whether they stand in it, also in an address with its escapes."""
        return bool(self.find(text) or ("%" in text and self.find(unquote(text))))

    def stand_in_letters(self, letters):
        """Whether they stand in the letters of a quote (newsroom.arabic.fold.letters), which have no blanks."""
        folded = fold(letters)
        return any(joined in folded for joined in self._joined)

    def replace(self, text, by):
        pieces, at = [], 0
        for start, end in self.find(text):
            pieces += [text[at:start], by]
            at = end
        return "".join([*pieces, text[at:]])

    def _kept(self, text, found, pattern):
        """How many letters are written onto the pattern, which stands here; None where it does not."""
        if len(found) < len(pattern):
            return None
        if any(self._plain(text, *pair) != pair[1] for pair in zip(found[1:], pattern[1:], strict=True)):
            return None
        gaps = pairwise(found)
        if not all(BETWEEN.fullmatch(text[word.end : following.start]) for word, following in gaps):
            return None
        return _letters_before(self._plain(text, found[0], pattern[0]), pattern[0], self.attached)

    def _plain(self, text, word, wanted):
        """A word without the alef of the accusative, where it has one behind what is wanted."""
        takes = self.attached and not wanted.startswith(ARTICLE) and not wanted.endswith(TAKES_NONE)
        is_sure = len(wanted) > SHORT or TANWEEN in text[word.start : word.end]
        if takes and is_sure and word.surface.endswith(wanted + ACCUSATIVE):
            return word.surface.removesuffix(ACCUSATIVE)
        return word.surface


def _letters_before(surface, wanted, attached):
    if surface == wanted:
        return 0
    if not attached:
        return None
    if surface.endswith(wanted) and surface[: -len(wanted)] in ATTACHED:
        return len(surface) - len(wanted)
    if wanted.startswith(ARTICLE) and surface.lstrip("وف") == "لل" + wanted[2:]:
        return len(surface) - len(wanted) + 1
    return None


def _needle(surface):
    """A part of the word that stands in every text it stands in, however it is spaced or what is written onto it."""
    part = surface.removeprefix("عبد") or surface
    return part.removeprefix(ARTICLE) or part


def _after(text, word, letters):
    """The place in the text behind so many folded letters of the word, and the vowel signs on them."""
    place = word.start
    while letters and len(fold(text[word.start : place])) < letters:
        place += 1
    while letters and place < word.end and not fold(text[place]):
        place += 1
    return place
