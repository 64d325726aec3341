"""Whether two names may be one: other spellings, a name with and without the father's."""

from newsroom.arabic.finder.gazetteer import is_first_name
from newsroom.arabic.fold import fold, key

THE = fold("ال")
_LINKS = frozenset(fold("بن ابن بنت آل").split())  # «سالم بن علي», «سالم علي»
SAME, SPELLED, PART = 3, 2, 1


def words(name: str) -> list[str]:
    """The words of a name as they are compared here: folded, without article and links."""
    found = [_bare(word) for word in key(name).split()]
    return [word for word in found if word not in _LINKS] or found


def _bare(word: str) -> str:
    return word.removeprefix(THE) if len(word) > len(THE) + 2 else word


def how_alike(one: str, other: str) -> int:
    """SAME name, the same SPELLED in another way, one a PART of the other, or 0.

    «سالم الراسي»: SAME «سالِم الراسى», SPELLED «سالم الرّاسّين», PART «سالم علي الراسي». A single word is a
    part of nothing: half the country has the same family name.
    """
    ours, theirs = words(one), words(other)
    if not ours or not theirs:
        return 0
    if ours == theirs:
        return SAME
    short, long = sorted((ours, theirs), key=len)
    left = list(long)
    for word in short:
        match = word if word in left else next((w for w in left if _is_spelling_of(word, w)), None)
        if match is None:
            return 0
        left.remove(match)
    if not left:
        return SPELLED
    return PART if len(short) > 1 else 0


def _is_spelling_of(one: str, other: str) -> bool:
    """One letter apart, two in a long word; «محمد» and «محمود» are two names for all that."""
    shorter = min(len(one), len(other))
    if shorter < 4 or (is_first_name(one) and is_first_name(other)):
        return False
    return _apart(one, other) <= (2 if shorter >= 6 else 1)


def _apart(one: str, other: str) -> int:
    """How many letters have to be added, taken away or changed; 3 for three and more."""
    if abs(len(one) - len(other)) > 2:
        return 3
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, 1):
        before, row[0] = row[0], place
        for at, another in enumerate(other, 1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != another))
    return min(row[-1], 3)
