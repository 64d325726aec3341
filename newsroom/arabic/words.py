"""What is searched: the words of a text, where they stand and their stems. One analyser for index and query."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache, partial
from typing import NamedTuple

from newsroom.arabic.fold import TABLE, TOKEN, fold, plain


class Word(NamedTuple):
    """text[start:end] is the word as printed, harakat and tatweel included; surface is folded."""

    start: int
    end: int
    surface: str
    stem: str


# Without the call of a Python function a word, which is half of the time.
_word = partial(tuple.__new__, Word)


def words(text: str) -> list[Word]:
    """Every word with its place in the text as given. `tokens` is quicker where places do not matter."""
    folded, turns = _folded_with_turns(text)
    found = list(TOKEN.finditer(folded))
    starts, ends = [token.start() for token in found], [token.end() for token in found]
    if turns:
        turns.append((len(folded) + 1, 0))  # behind every place
        _turn_back(starts, turns)
        _turn_back(ends, turns)
    surfaces = _surfaces([token[0] for token in found])
    return list(map(_word, zip(starts, ends, surfaces, map(stem, surfaces), strict=True)))


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """(surface, stem) of every word, in order."""
    surfaces = _surfaces(TOKEN.findall(fold(text)))
    return zip(surfaces, map(stem, surfaces), strict=True)


def _surfaces(found: list[str]) -> list[str]:
    """The matches of TOKEN as words; hardly one of a thousand differs from what was found."""
    return found if "".join(found).isalnum() else list(map(plain, found))


def _turn_back(places: list[int], turns: list[tuple[int, int]]):
    """Change these places of the folded text, which ascend, into places of the text as given."""
    turn = shift = 0
    for index, place in enumerate(places):
        while turns[turn][0] <= place:
            shift, turn = turns[turn][1], turn + 1
        places[index] = place + shift


def _folded_with_turns(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and its turns: from place `p` of it on, `shift` leads back into the text as given.

    Most letters fold to one letter, so only vowel signs, ligatures and the like make a turn.
    """
    if not unicodedata.is_normalized("NFC", text):
        return _recomposed(text)
    odd = "".join(letter for letter in set(text) if len(TABLE[ord(letter)]) != 1)
    turns, shift = [], 0
    if odd:
        for found in re.finditer(f"[{re.escape(odd)}]", text):
            shift = _turn(turns, found.start(), 1, len(TABLE[ord(found[0])]), shift)
    return text.translate(TABLE), turns


def _recomposed(text: str) -> tuple[str, list[tuple[int, int]]]:
    """As above for a text whose marks stand apart from their letters: they fold as one with them."""
    pieces, turns, start, shift = [], [], 0, 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not unicodedata.combining(text[end]):
            piece = unicodedata.normalize("NFC", text[start:end]).translate(TABLE)
            pieces.append(piece)
            if len(piece) != 1 or end - start != 1:
                shift = _turn(turns, start, end - start, len(piece), shift)
            start = end
    return "".join(pieces), turns


def _turn(turns: list[tuple[int, int]], place: int, length: int, folded_length: int, shift: int) -> int:
    """Note that `length` code points at `place` fold to `folded_length`; answers the shift after them."""
    here = place - shift
    turns.extend((here + inside, shift - inside) for inside in range(1, folded_length))
    shift += length - folded_length
    turns.append((here + folded_length, shift))
    return shift


# -- stems ------------------------------------------------------------------------------------

_ARTICLES = ("وبال", "وكال", "فبال", "ولل", "فلل", "وال", "بال", "كال", "فال", "لل", "ال")
_PRONOUNS = ("هما", "كما", "هم", "هن", "كم", "ها", "نا")
_PLURALS = ("تين", "تان", "ات", "ان", "ون", "ين", "وا")


@lru_cache(maxsize=200_000)
def stem(surface: str) -> str:
    """The stem of a folded word: وبالمدارس → مدارس, كتابها → كتاب. Numbers and Latin words are their own.

    A light stem, for recall: it need not be a word.
    """
    if not "\u0620" <= surface[0] <= "\u08ff":
        return surface
    return _bare_front(_bare_end(_without_article(surface)))


def beginnings(surface: str) -> tuple[str, ...]:
    """How the stem of the word may begin of which so much is typed: عبارا → عبار, عبارا; "" never."""
    if not "\u0620" <= surface[0] <= "\u08ff":
        return (surface,)
    return tuple(dict.fromkeys((stem(surface), _bare_front(_without_article(surface)))))


def _without_article(word: str) -> str:
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 2:
            return word[len(article) :]
    return word[1:] if len(word) > 4 and word[0] == "و" else word


def _bare_end(word: str) -> str:
    if word[-1] == "ا" and len(word) > 3:
        word = word[:-1]
    for pronoun in _PRONOUNS:
        if word.endswith(pronoun) and len(word) - len(pronoun) >= 3:
            word = word[: -len(pronoun)]
            if word[-1] == "ت" and len(word) > 3:
                word = word[:-1]
            break
    else:
        if word.endswith("ته") and len(word) >= 5:
            word = word[:-2]
    for plural in _PLURALS:
        if word.endswith(plural) and len(word) - len(plural) >= 3:
            word = word[: -len(plural)]
            break
    for ending in "هءا":
        if word[-1] == ending and len(word) > 3:
            word = word[:-1]
    return word


def _bare_front(word: str) -> str:
    for _ in range(2):
        if len(word) >= 5 and word[0] in "وبلكف":
            word = word[1:]
    return word[1:] if len(word) > 3 and word[0] == "و" else word


# Words so common that a query is better without them when other words remain; the index keeps them.
# Not «على», «أحد», «أمام»: folded they are also a name, a day, a prayer leader.
STOP = frozenset(
    fold(
        """
        في من إلى عن مع عند لدى بين حتى منذ حول عبر
        و أو أم ثم بل لكن ف ب ك ل لا ما لم لن لو إذا إذ إذن كي لكي قد لقد سوف ليس ليست إلا غير سوى
        أن إن أنه إنه أنها إنها أنهم إنهم لأن لأنه لأنها كأن لعل ليت بأن بأنه بأنها فإن
        هو هي هم هن نحن أنا أنت أنتم هما هذا هذه ذلك تلك هؤلاء أولئك هنا هناك ذاك
        الذي التي الذين اللذان اللتان اللذين اللتين اللاتي اللواتي
        كان كانت كانوا يكون تكون كنت كنا أي أية كلا كما مما عما فيما بما لما كلما عندما حين حيث حينما بينما
        به بها بهم له لها لهم لنا لي لك فيه فيها فيهم منه منها منهم عليه عليها عليهم إليه إليها إليهم عنه عنها
        وفي ومن وعلى وإلى وعن ومع وأن وإن وهو وهي وهم وهذا وهذه وذلك ولا وما ولم ولن وقد وكان وكانت ولكن وكما وله ولها
        فهو فهي فقد فلا هل ماذا لماذا متى أين كيف كم أيهما أيها
        the a an of in on at to for and or is are was were by with from that this
        """
    ).split()
)
