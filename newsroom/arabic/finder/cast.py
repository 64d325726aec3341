"""The people and bodies of one story, and how they are called."""

from bisect import bisect_right, insort
from collections.abc import Iterable
from dataclasses import dataclass, field

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import NATIONS, is_common, is_first_name
from newsroom.arabic.finder.shapes import Known
from newsroom.arabic.finder.units import clean
from newsroom.arabic.fold import fold

_SON, _SON_OF = fold("بن"), fold("ابن")
MARKS = '"«»“”„'
SHORTEST_SLIP = 5  # letters of a last name in which a slip is told from another name
NAMESAKES = 50  # people who share a name and are looked at, the last met: a long text stays linear


@dataclass(slots=True, eq=False)
class Entity:
    """A person or organization of the story under its fullest name; kind: person or organization."""

    kind: str
    name: str
    tokens: tuple[str, ...] = ()
    positions: list[str] = field(default_factory=list)
    uid: str = ""
    she: bool | None = None
    source: str = ""  # its kind as a source, when it is an outlet
    head: str = ""  # the class noun before an organization's name in marks
    places: list[int] = field(default_factory=list)  # where it is mentioned
    aliases: set[str] = field(default_factory=set)  # other single names, folded

    def met(self, place: int) -> int:
        """Where it was last mentioned at or before a place; negative when only later, the nearest first."""
        at = bisect_right(self.places, place)
        return self.places[at - 1] if at else -self.places[0] - 1 if self.places else -1

    def mention(self, place: int) -> None:
        if not self.places or place > self.places[-1]:
            self.places.append(place)
        elif place not in self.places[-NAMESAKES:]:
            insort(self.places, place)


def tokens_of(name: str) -> tuple[str, ...]:
    return merged(fold(name).replace('"', " ").split())


def merged(words: Iterable[str]) -> tuple[str, ...]:
    """«أبو عباة» and «أبوعباة», «عبد الله» and «عبدالله» are one word of a name."""
    parts: list[str] = []
    for word in words:
        if parts and parts[-1] in _JOINED:
            parts[-1] += word
        else:
            parts.append(word)
    return tuple(parts)


_JOINED = frozenset(fold("أبو أبا أبي عبد ابن بو").split())


def _key(tokens: tuple[str, ...]) -> str:
    return "".join(tokens).removeprefix("ال")


class Cast:
    def __init__(self, known=()):
        self.people: list[Entity] = []
        self.organizations: dict[str, Entity] = {}
        self.here = 0  # how far the text is read: a mention before it is meant rather than one behind
        self.alone: set[str] = set()  # words that are the whole subject of a reporting verb somewhere
        self.repeated: frozenset[str] = frozenset()  # folded words that the story prints more than once
        self.known: dict[str, list[tuple[tuple[str, ...], Known]]] = {}  # by the first word of the name
        self._alone_named: dict[str, Entity] = {}
        self._by_token: dict[str, list[Entity]] = {}
        self._by_key: dict[str, Entity] = {}
        for one in known:
            for tokens in map(tokens_of, (one.name, *one.other_names)):
                if tokens:
                    self.known.setdefault(tokens[0], []).append((tokens, one))

    def person(self, name: str, position: str = "", place: int = 0, known: Known | None = None) -> Entity:
        """The person of that full name, new or met before under a part of it."""
        tokens = tokens_of(name)
        entity = self._by_key.get("".join(tokens)) or self._same_person(tokens)
        if entity is None and len(tokens) == 1:
            entity = next(iter(self.called(tokens)), None)
        if entity is None:
            entity = Entity("person", name, tokens)
            self.people.append(entity)
        elif len(tokens) > len(entity.tokens) and not entity.uid:
            entity.name, entity.tokens = name, tokens
        if known and not entity.uid:
            entity.name, entity.uid = known.name, known.uid
        self._by_key["".join(tokens)] = entity
        for token in tokens:
            self.call(entity, token)
        if position and tokens_of(position)[0] not in cues.RELATIVES and position not in entity.positions:
            entity.positions.append(position)
            if tokens_of(position)[0].endswith("ه"):
                entity.she = True
        entity.mention(place)
        return entity

    def alone_named(self, name: str, place: int = 0) -> Entity:
        """Somebody of whom the story prints one name only; it may be no name at all, so nobody is found by it."""
        tokens = tokens_of(name)
        entity = self._alone_named.setdefault(_key(tokens), Entity("person", name, tokens))
        entity.mention(place)
        return entity

    def call(self, entity: Entity, token: str) -> None:
        """Let somebody be found by one word of the name."""
        callers = self._by_token.setdefault(token.removeprefix("ال"), [])
        if entity not in callers[-NAMESAKES:]:
            callers.append(entity)

    def is_called(self, token: str) -> bool:
        return token.removeprefix("ال") in self._by_token

    def is_named(self, words: str) -> bool:
        """Is somebody met in the story called so, by words that are not everyday ones alone?"""
        tokens = tokens_of(words)
        proper = any(not is_common(token) for token in tokens)
        return proper and any(one.places for one in self.called(tokens))

    def _same_person(self, tokens: tuple[str, ...]) -> Entity | None:
        """Somebody whose name holds this one, or is held by it (two parts at least)."""
        if len(tokens) < 2:
            return None
        for entity in self._by_token.get(tokens[-1].removeprefix("ال"), ())[-NAMESAKES:]:
            short, long = sorted((tokens, entity.tokens), key=len)
            if len(short) >= 2 and ((short[0] == long[0] and short[-1] == long[-1]) or _holds(long, short)):
                return entity
        for entity in self._by_token.get(tokens[0].removeprefix("ال"), ())[-NAMESAKES:]:
            if 2 <= len(entity.tokens) < len(tokens) and _goes_on(entity.tokens, tokens):
                return entity  # «سعود بن نايف», then «سعود بن نايف بن ناصر»
        return None

    def called(self, tokens: tuple[str, ...], she: bool | None = None) -> list[Entity]:
        """Whom a surname or a part of a name may mean: those it fits best, the last met first."""
        if len(tokens) > 1 and tokens[0] == _SON_OF:  # «ابن مساعد» after «ماجد بن مساعد»
            sons = [one for one in self.called((_SON, *tokens[1:]), she) if is_first_name(one.tokens[0])]
            if sons:
                return sons
        bare = tuple(token.removeprefix("ال") for token in merged(tokens))
        found = [
            entity
            for entity in self._by_token.get(bare[-1], ())[-NAMESAKES:]
            if _holds(tuple(token.removeprefix("ال") for token in entity.tokens), bare)
            or (len(bare) == 1 and bare[0] in entity.aliases)
        ]
        if not found and len(bare) == 1:
            found = self._misspelt(bare[0])
        if len(bare) == 1 and len(found) > 1:
            found = [one for one in found if one.tokens[-1].removeprefix("ال") == bare[0]] or found
        return sorted(
            found, key=lambda one: (she is not None and one.she not in (None, she), -one.met(self.here))
        )

    def _misspelt(self, surname: str) -> list[Entity]:
        """«مارينو» in a story of «ماريانو»: the one person whose last name is a slip away."""
        if len(surname) < SHORTEST_SLIP or is_common(surname):
            return []
        near = [
            one
            for one in self.people[-NAMESAKES:]
            if len(one.tokens) > 1 and is_one_slip(one.tokens[-1].removeprefix("ال"), surname)
        ]
        return near if len(near) == 1 else []

    def titled(self, title: str) -> Entity | None:
        """Who was introduced with this title: most of its words, last met first."""
        words = [clean(token) for token in tokens_of(title)]
        wanted = set(words)
        nations = _nations(words)
        best, best_rank = None, (0, 0)
        for entity in self.people[-NAMESAKES:]:
            for position in entity.positions:
                own = [clean(token) for token in tokens_of(position)]
                shared = wanted & set(own)
                if words[0] not in own[:2] or (len(wanted) > 1 and len(shared) < 2 and len(own) > 1):
                    continue
                if nations and _nations(own) and not nations & _nations(own):
                    continue  # «الوزير العراقي» is not «وزير الدفاع الأميركي»
                rank = (len(shared) * 2 - len(wanted - shared), entity.met(self.here))
                if rank > best_rank:
                    best, best_rank = entity, rank
        return best or self._only_one(words[0])

    def _only_one(self, head: str) -> Entity | None:
        """«مدافع المنتخب» after «مدافع النادي»: the only one in the story whose title begins so."""
        bearers = [
            entity
            for entity in self.people[-NAMESAKES:]
            if any(clean(tokens_of(position)[0]) == head for position in entity.positions)
        ]
        return bearers[0] if len(bearers) == 1 and bearers[0].met(self.here) >= 0 else None

    def organization(self, name: str, place: int = 0, source: str = "") -> Entity:
        """The body of that name, new or met before under a longer one."""
        name = "".join(letter for letter in name if letter not in MARKS)  # «حركة "المرسى"»
        tokens = tokens_of(name)
        entity = self.organizations.get(_key(tokens)) or self._same_body(tokens)
        if entity is None:
            entity = self.organizations[_key(tokens)] = Entity("organization", name, tokens)
            entity.she = bool(tokens) and clean(tokens[0]).endswith(("ه", "ات"))
        entity.source = entity.source or source
        entity.mention(place)
        return entity

    def organization_named(self, name: str) -> Entity | None:
        return self.organizations.get(_key(tokens_of(name)))

    def _recent_bodies(self) -> list[Entity]:
        return list(self.organizations.values())[-NAMESAKES:] if len(self.organizations) < 5_000 else []

    def _same_body(self, tokens: tuple[str, ...]) -> Entity | None:
        """«رئاسة الإقليم» after «رئاسة إقليم كذا»: a shorter name with the same first words."""
        if len(tokens) < 2:
            return None
        short = [clean(token) for token in tokens]
        same = [
            one
            for one in self._recent_bodies()
            if [clean(token) for token in one.tokens[: len(short)]] == short
        ]
        return max(same, key=lambda one: one.met(self.here), default=None)

    def body_with(self, word: str) -> Entity | None:
        """«سامسونج» after «شركة سامسونج إلكترونيكس»: the last body met with that word in its name."""
        same = [one for one in self._recent_bodies() if word in one.tokens[:3]]
        return max(same, key=lambda one: one.met(self.here), default=None)

    def body_called(self, name: str) -> Entity | None:
        """«الوزارة» after «وزارة الداخلية»: the last body of that class with a longer name."""
        head = clean(tokens_of(name)[0])
        same = [
            one
            for one in self._recent_bodies()
            if one.head == head or (len(one.tokens) > 1 and head == clean(one.tokens[0]))
        ]
        return max(same, key=lambda one: one.met(self.here), default=None)


def is_one_slip(one: str, other: str) -> bool:
    """Are two words one letter apart: one too many, one missing, another one, or two exchanged?"""
    if abs(len(one) - len(other)) > 1 or min(len(one), len(other)) < SHORTEST_SLIP:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    if len(one) == len(other):
        exchanged = (
            one[start : start + 2] == other[start : start + 2][::-1]
            and one[start + 2 :] == other[start + 2 :]
        )
        return one[start + 1 :] == other[start + 1 :] or exchanged
    long, short = sorted((one, other), key=len, reverse=True)
    return long[start + 1 :] == short[start:]


def _nations(words: list[str]) -> set[str]:
    return {word.removesuffix("ه") for word in words} & NATIONS


def _goes_on(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Is the longer name the shorter one with a grandfather or a family behind it, and nothing that may be any word?"""
    more = long[len(short)]
    if long[: len(short)] != short:
        return False
    family = more.startswith("ال") and (_SON in short or (more.endswith("ي") and is_first_name(short[-1])))
    return more == _SON or is_first_name(more) or family


def _holds(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return any(long[place : place + len(short)] == short for place in range(len(long) - len(short) + 1))
