"""Whether two names may be one: other spellings, a name with and without the father's."""

from newsroom.arabic.finder.cues import AGENCY_NOUNS, OUTLET_NOUNS, OUTLETS
from newsroom.arabic.finder.gazetteer import COUNTRIES, is_first_name
from newsroom.arabic.fold import fold, key

THE = fold("ال")
CLASS_NOUNS = tuple(sorted(OUTLET_NOUNS))  # folded: «صحيفة», «وكالة», «قناة»
_COUNTRIES = COUNTRIES | {fold("السويس")}
_LINKS = frozenset(fold("بن ابن بنت آل").split())  # «سالم بن علي», «سالم علي»
SAME, SPELLED, PART = 3, 2, 1
# The g of a foreign name: «الغارديان» in one country, «الجارديان» in another.
_SPELLINGS_OF_G = "غج"
_ONE_G = str.maketrans(_SPELLINGS_OF_G, _SPELLINGS_OF_G[0] * 2)


def words(name: str) -> list[str]:
    """The words of a name as they are compared here: folded, without article and links."""
    found = [_bare(word) for word in key(name).split()]
    return [word for word in found if word not in _LINKS] or found


def _bare(word: str) -> str:
    return word.removeprefix(THE) if len(word) > len(THE) + 2 else word


def behind_class_noun(said: list[str]) -> tuple[str, list[str]]:
    """What kind of outlet these `words` name, or "", and its name: صحيفة الغارديان → newspaper, غارديان.

    What is called after a country bears its class noun in its name, «قناة السويس», «تلفزيون لبنان»; a
    newspaper does not, «صحيفة الرياض».
    """
    if not said or said[0] not in OUTLET_NOUNS:
        return "", said
    kind, name = next(kind for kind, nouns in OUTLETS.items() if said[0] in nouns), said[1:]
    if kind == "agency":  # «وكالة أنباء الأناضول», «وكالة الأناضول للأنباء»
        name = [word for word in name if word not in AGENCY_NOUNS]
    is_a_countrys = kind != "newspaper" and len(name) == 1 and {name[0], THE + name[0]} & _COUNTRIES
    return (kind, name) if name and not is_a_countrys else ("", said)


def spellings(word: str) -> list[str]:
    """A folded word as it is spelled where the foreign g is written otherwise: غارديان, جارديان."""
    first, second = _SPELLINGS_OF_G
    return list(dict.fromkeys([word, word.replace(first, second), word.replace(second, first)]))


def how_alike(one: str, other: str) -> int:
    """SAME name, the same SPELLED in another way, one a PART of the other, or 0.

    «سالم الراسي»: SAME «سالِم الراسى», SPELLED «سالم الرّاسّين», PART «سالم علي الراسي». A single word is a
    part of nothing: half the country has the same family name. But «الغارديان» is of «صحيفة الغارديان»,
    which is SAME «جريدة الغارديان»; «صحيفة الوطن» and «قناة الوطن» are two.
    """
    ours, theirs = words(one), words(other)
    if not ours or not theirs:
        return 0
    how = _how_alike(ours, theirs)
    (our_kind, our_name), (their_kind, their_name) = behind_class_noun(ours), behind_class_noun(theirs)
    if our_kind == their_kind:
        return max(how, _how_alike(our_name, their_name)) if our_kind else how
    return how if our_kind and their_kind else max(how, min(_how_alike(our_name, their_name), PART))


def _how_alike(ours, theirs):
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
    if one.translate(_ONE_G) == other.translate(_ONE_G):
        return True
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
