"""Who is in the story: full names with their titles, and what a surname or a title alone refers to."""

from dataclasses import dataclass, field

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COUNTRIES, FIRST_NAMES, LINKS
from newsroom.arabic.finder.shapes import Known
from newsroom.arabic.finder.units import Sentence, Unit, clean, joined
from newsroom.arabic.fold import fold

_NEVER = (
    (cues.PREPOSITIONS - FIRST_NAMES)
    | cues.TIME
    | cues.COMPLEMENTIZERS
    | cues.UNNAMED
    | cues.ORGANIZATIONS
    | cues.CLASS_NOUNS
    | cues.PAPERS
    | cues.GLUE
    | cues.BY
) - FIRST_NAMES
LONGEST_NAME = 5
_AB = fold("عبد")


@dataclass(slots=True, eq=False)
class Entity:
    """A person or organization of the story under its fullest name; kind: person, organization or unnamed."""

    kind: str
    name: str
    tokens: tuple[str, ...] = ()
    positions: list[str] = field(default_factory=list)
    uid: str = ""
    she: bool | None = None
    source: str = ""  # its kind as a source, when it is an outlet
    last: int = -1  # where it was last mentioned
    mentions: int = 0


@dataclass(slots=True)
class Phrase:
    """units[start:end] refer to somebody; name and position as the story prints them."""

    start: int
    end: int
    entity: Entity | None
    name: str = ""
    position: str = ""
    rule: str = ""


def tokens_of(name: str) -> tuple[str, ...]:
    return tuple(fold(name).replace('"', " ").split())


def is_preposition(unit: Unit) -> bool:
    # «علي» the name and «على» the preposition fold alike.
    return unit.fold in cues.PREPOSITIONS and unit.word != "علي"


def verb_of(unit: Unit) -> cues.Verb | None:
    if unit.kind != "w":
        return None
    return cues.VERBS.get(unit.fold) or (
        cues.VERBS.get(unit.fold[1:]) if unit.fold[:1] in ("و", "ف") else None
    )


def may_name(unit: Unit) -> bool:
    """May this word be part of a personal name?"""
    if unit.kind != "w" or len(unit.word) < 2 or not unit.word[0].isalpha():
        return False
    if unit.fold in FIRST_NAMES or unit.fold in LINKS:
        return unit.word != "على"
    folded = unit.fold
    if folded in _NEVER or folded in cues.SPEECH_OBJECTS or verb_of(unit) or is_preposition(unit):
        return False
    if folded[0] in "لب" and folded[1:] in _NEVER:
        return False
    inner = clean(folded)
    if folded.startswith("ال") and (
        inner in cues.TITLES or inner in ADJECTIVES or inner in cues.ORGANIZATIONS
    ):
        return False
    return not (folded.startswith(("لل", "بال", "وال", "كال")) or joined(folded, cues.TITLES) == folded)


def name_run(units: list[Unit], start: int) -> int:
    """The end of the personal name that begins at `start`; `start` itself when none does."""
    if start >= len(units):
        return start
    first = units[start]
    if not may_name(first) or (first.fold.startswith("ال") and first.fold not in FIRST_NAMES):
        return start
    if first.fold in COUNTRIES or first.fold in ADJECTIVES:
        return start
    if first.fold not in FIRST_NAMES and _looks_like_verb(units, start):
        return start
    end, count = start, 0
    while end < len(units) and count < LONGEST_NAME and may_name(units[end]):
        folded = units[end].fold
        if count and (folded in ADJECTIVES or (count > 1 and folded in COUNTRIES)):
            break
        if folded == _AB and end + 1 < len(units) and units[end + 1].fold.startswith("ال"):
            end += 2
            count += 1
            continue
        end += 1
        if folded in LINKS and end < len(units) and may_name(units[end]):
            continue
        count += 1
        if folded.startswith("ال") and folded not in LINKS and len(folded) > 3 and folded not in FIRST_NAMES:
            break
    while end > start and units[end - 1].fold in LINKS and units[end - 1].fold != fold("الدين"):
        end -= 1
    if end - start > 2 and units[end - 1].word.endswith("ا") and is_boundary(units, end):
        end -= 1  # an adverb: «هاري كين بعيدا»
    return end


def _looks_like_verb(units: list[Unit], place: int) -> bool:
    """«سيواجه الإقالة», «تمكن الضيوف»: an unknown word of a verb's shape with a common noun behind it."""
    following = units[place + 1].fold if place + 1 < len(units) else ""
    return units[place].fold.startswith(("ي", "ت", "سي", "ست")) and following.startswith("ال")


def is_boundary(units: list[Unit], place: int) -> bool:
    """Does a name surely end here: a sign, a mark, a preposition, a complementizer, a verb, a title?"""
    if place >= len(units):
        return True
    unit = units[place]
    return unit.kind != "w" or not may_name(unit)


class Cast:
    """The people and bodies of one story, and how they are called."""

    def __init__(self, text: str, known=()):
        self.text = text
        self.people: list[Entity] = []
        self.organizations: dict[str, Entity] = {}
        self._by_token: dict[str, list[Entity]] = {}
        self._by_key: dict[str, Entity] = {}
        self._alone: set[str] = (
            set()
        )  # words that are the whole subject of a reporting verb somewhere: surnames
        self._known_first: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        for one in known:
            for name in (one.name, *one.other_names):
                tokens = tokens_of(name)
                if tokens:
                    self._known_first.setdefault(tokens[0], []).append((tokens, one))

    # -- people -----------------------------------------------------------------------------

    def person(self, name: str, position: str = "", place: int = 0, known: Known | None = None) -> Entity:
        """The person of that full name, new or met before under a part of it."""
        tokens = tokens_of(name)
        key = "".join(tokens)
        entity = self._by_key.get(key) or self._same_person(tokens)
        if entity is None:
            entity = Entity("person", known.name if known else name, tokens, uid=known.uid if known else "")
            self.people.append(entity)
        elif len(tokens) > len(entity.tokens) and not entity.uid:
            entity.name, entity.tokens = name, tokens
        if known and not entity.uid:
            entity.name, entity.uid = known.name, known.uid
        self._by_key[key] = entity
        for token in tokens:
            callers = self._by_token.setdefault(token.removeprefix("ال"), [])
            if entity not in callers:
                callers.append(entity)
        if position and position not in entity.positions:
            entity.positions.append(position)
            if any(one.endswith("ه") for one in tokens_of(position)[:1]):
                entity.she = True
        entity.last = max(entity.last, place)
        entity.mentions += 1
        return entity

    def _same_person(self, tokens: tuple[str, ...]) -> Entity | None:
        """Somebody whose name holds this one, or is held by it (two parts at least)."""
        if len(tokens) < 2:
            return None
        for entity in self._by_token.get(tokens[-1].removeprefix("ال"), ()):
            short, long = sorted((tokens, entity.tokens), key=len)
            if len(short) >= 2 and short[0] == long[0] and short[-1] == long[-1]:
                return entity
            if _holds(long, short):
                return entity
        return None

    def called(self, tokens: tuple[str, ...], she: bool | None = None) -> tuple[Entity | None, list[Entity]]:
        """(the person meant by a surname or part of a name, everybody it may mean)."""
        candidates = [
            entity
            for entity in self._by_token.get(tokens[-1].removeprefix("ال"), ())
            if _holds(
                tuple(t.removeprefix("ال") for t in entity.tokens),
                tuple(t.removeprefix("ال") for t in tokens),
            )
        ]
        if len(tokens) == 1 and len(candidates) > 1:
            by_surname = [
                e for e in candidates if e.tokens[-1].removeprefix("ال") == tokens[0].removeprefix("ال")
            ]
            candidates = by_surname or candidates
        candidates.sort(key=lambda entity: (she is not None and entity.she not in (None, she), -entity.last))
        return (candidates[0] if candidates else None), candidates

    def titled(self, title: str, place: int) -> Entity | None:
        """Who was introduced with this title: the same words, or all of its words, last met first."""
        wanted = {clean(token) for token in tokens_of(title)}
        head = clean(tokens_of(title)[0])
        best, best_rank = None, (0, 0)
        for entity in self.people[-200:]:
            for position in entity.positions:
                words = [clean(token) for token in tokens_of(position)]
                if not words or (head not in words[:2] and words[0] != head):
                    continue
                rank = (len(wanted & set(words)) * 2 - len(wanted - set(words)), entity.last)
                if rank > best_rank and (len(wanted) == 1 or len(wanted & set(words)) > 1 or len(words) == 1):
                    best, best_rank = entity, rank
        return best

    # -- organizations ------------------------------------------------------------------------

    def organization(self, name: str, place: int = 0, source: str = "") -> Entity:
        key = "".join(tokens_of(name)).removeprefix("ال")
        entity = self.organizations.get(key)
        if entity is None:
            entity = self.organizations[key] = Entity("organization", name, tokens_of(name), source=source)
            entity.she = clean(entity.tokens[0]).endswith("ه") if entity.tokens else None
        entity.source = entity.source or source
        entity.last = max(entity.last, place)
        entity.mentions += 1
        return entity

    def body_called(self, name: str) -> Entity | None:
        """«الوزارة» after «وزارة الداخلية»: the last body of that class with a longer name."""
        head = clean(tokens_of(name)[0])
        same = [
            entity
            for entity in self.organizations.values()
            if len(entity.tokens) > 1 and any(clean(token) == head for token in entity.tokens[:2])
        ]
        return max(same, key=lambda entity: entity.last, default=None)

    # -- phrases ------------------------------------------------------------------------------

    def known_at(self, units: list[Unit], place: int) -> Phrase | None:
        """Somebody the newsroom knows, written at this place."""
        unit = units[place]
        if unit.kind != "w" or not self._known_first:
            return None
        best = None
        for first in {unit.fold, unit.fold[1:] if unit.fold[0] in "ولبفك" else unit.fold}:
            for tokens, known in self._known_first.get(first, ()):
                end = place + len(tokens)
                written = (first, *(one.fold for one in units[place + 1 : end]))
                if written == tokens and len(tokens) > 1 and (best is None or end > best[0]):
                    best = (end, known)
        if best is None:
            return None
        end, known = best
        entity = self.person(known.name, place=units[place].start, known=known)
        return Phrase(place, end, entity, self.text[units[place].start : units[end - 1].end], rule="known")

    def title_at(self, units: list[Unit], place: int) -> Phrase | None:
        """A title at this place, with the name behind it when there is one."""
        if units[place].kind != "w" or not (head := joined(units[place].fold, cues.TITLES)):
            return None
        if (
            head in ADJECTIVES
            and place
            and units[place - 1].kind == "w"
            and units[place - 1].fold.startswith("ال")
        ):
            return None  # «المكتب الإعلامي»
        end = place + 1
        while end < len(units) and end - place < 12 and _in_title(units, end):
            end += 1
        name_start = end
        if (
            end + 2 < len(units)
            and units[end].word == "،"
            and joined(units[end + 1].fold, cues.TITLES) == clean(units[end + 1].fold)
            and units[end + 1].fold.startswith("ال")
            and name_run(units, end + 2) > end + 3
        ):
            name_start = end + 2  # رئيس القيادة، الجنرال فلان
        stop = name_run(units, name_start)
        if stop - name_start > 3 and not is_boundary(units, stop):
            stop = name_start + 2
        position = self.text[_head_start(units[place], head) : units[end - 1].end]
        if stop - name_start >= 2:
            name = self.text[units[name_start].start : units[stop - 1].end]
            entity = self.person(name, position, units[place].start)
            if stop < len(units) and units[stop].word == "،":
                behind, after = self._title_behind(units, stop)
                if behind:
                    position, stop = behind, after
                    self.person(name, position, units[place].start)
            return Phrase(place, stop, entity, name, position, "title_name")
        if stop - name_start == 1:
            entity, _ = self.called((units[name_start].fold,))
            if entity:
                name = units[name_start].word
                return Phrase(place, stop, entity, name, position, "title_surname")
            return Phrase(place, stop, None, units[name_start].word, position, "title_unknown_name")
        last = units[end - 1].fold
        if end - place >= 2 and last.startswith("ال"):  # «الرئيس السيسي»
            entity, _ = self.called((last,))
            if entity and entity.tokens[-1].removeprefix("ال") == last.removeprefix("ال"):
                position = self.text[_head_start(units[place], head) : units[end - 2].end]
                return Phrase(place, end, entity, units[end - 1].word, position, "title_surname")
        return Phrase(place, end, None, "", position, "title")

    def name_at(self, units: list[Unit], place: int) -> Phrase | None:
        """A full name at this place with the title behind it, if one follows: «ماجد كذا، مستشار الوزير»."""
        end = name_run(units, place)
        if end - place < 2:
            return None
        if end - place > 3 and not is_boundary(units, end):
            end = place + 2
        name = self.text[units[place].start : units[end - 1].end]
        position, stop = self._title_behind(units, end)
        return Phrase(
            place, stop, self.person(name, position, units[place].start), name, position, "full_name"
        )

    def _title_behind(self, units: list[Unit], place: int) -> tuple[str, int]:
        start = place + 1 if place < len(units) and units[place].word in "،," else place
        if start >= len(units) or units[start].kind != "w" or not joined(units[start].fold, cues.TITLES):
            return "", place
        if units[start].fold[0] in "ولبف" and units[start].fold not in cues.TITLES:
            return "", place
        if start == place and not units[start].fold.startswith("ال") and units[start].fold not in cues.TITLES:
            return "", place
        end = start + 1
        while end < len(units) and end - start < 12 and units[end].kind == "w":
            unit = units[end]
            if unit.fold in cues.COMPLEMENTIZERS or verb_of(unit) or unit.fold in cues.TIME:
                break
            if (is_preposition(unit) and unit.fold != "في") or (
                joined(unit.fold, _OUTLET_WORDS) and unit.fold[0] in "لب"
            ):
                break
            if unit.fold == "في" and (end + 1 >= len(units) or joined(units[end + 1].fold, _OCCASION_HEADS)):
                break
            end += 1
        return self.text[units[start].start : units[end - 1].end], end

    def learn(self, sentences: list[Sentence]) -> None:
        """Meet everybody once: full names where a title, a reporting verb or a first name gives them away."""
        self._alone = {word for sentence in sentences for word in _subjects_alone(sentence.units)}
        for sentence in sentences:
            units = sentence.units
            place = 0
            while place < len(units):
                phrase = self._meet(units, place)
                place = max(place + 1, phrase.end if phrase and phrase.entity else 0)

    def _meet(self, units: list[Unit], place: int) -> Phrase | None:
        unit = units[place]
        if unit.kind != "w":
            return None
        if known := self.known_at(units, place):
            position, _ = self._title_behind(units, known.end)
            if position and known.entity and position not in known.entity.positions:
                known.entity.positions.append(position)
            return known
        if joined(unit.fold, cues.TITLES) and (phrase := self.title_at(units, place)) and phrase.entity:
            return phrase
        if unit.fold in FIRST_NAMES and unit.word != "على":
            end = name_run(units, place)
            if end - place >= 2 and (place == 0 or units[place - 1].fold not in cues.CLASS_NOUNS):
                return self.name_at(units, place)
        verb = verb_of(unit)
        if verb and verb.lemma not in cues.OBJECT_VERBS and place + 2 < len(units):
            if units[place + 1].fold in self._alone and units[place + 1].fold not in FIRST_NAMES:
                return None
            end = name_run(units, place + 1)
            if (
                2 <= end - place - 1 <= 4
                and is_boundary(units, end)
                and units[place + 1].fold not in FIRST_NAMES
            ):
                return self.name_at(units, place + 1)
        return None


_OUTLET_WORDS = frozenset().union(*cues.OUTLETS.values()) | {fold("مراسل"), fold("برنامج")}
_OCCASION_HEADS = frozenset(phrase.split()[0] for phrase in cues.OCCASIONS) | {
    fold("لقاء"),
    fold("حديث"),
    fold("كلمة"),
}


def _head_start(unit: Unit, head: str) -> int:
    """Where the title begins in a word that may carry و ل ب before it: «ولرئيس» at the ر, «للكاتب» at the word."""
    if unit.end - unit.start != len(unit.fold) or unit.fold.startswith("ال"):
        return unit.start
    extra = len(unit.fold) - len(head)
    return unit.start + (
        extra if not unit.fold.startswith(("لل", "ولل")) and unit.fold[extra - 2 : extra] != "ال" else 0
    )


def _subjects_alone(units: list[Unit]):
    for place in range(len(units) - 2):
        if verb_of(units[place]) and may_name(units[place + 1]):
            after = units[place + 2]
            if after.fold in cues.COMPLEMENTIZERS or after.word in (":", "،") or after.kind == "q":
                yield units[place + 1].fold


def _is_name_after_verb(units: list[Unit], start: int, end: int) -> bool:
    """Are unknown words behind a reporting verb a name? Not «أبدى قدرا كبيرا», not «أعلن تمديد عقده»."""
    first, last = units[start], units[end - 1]
    if first.fold in FIRST_NAMES:
        return is_boundary(units, end)
    if all(unit.fold.endswith("ا") for unit in units[start:end]) or last.fold.endswith(("ين", "ون", "ات")):
        return False
    if first.fold.endswith(("ه", "ات", "ون", "ين", "اء")) or first.fold.startswith(
        ("ال", "است", "ان", "مست")
    ):
        return False
    return is_boundary(units, end) and not (last.fold.endswith("ي") and last.fold in ADJECTIVES)


def _in_title(units: list[Unit], place: int) -> bool:
    """Does this word go on with the title before it?"""
    unit = units[place]
    if (
        unit.kind != "w"
        or is_preposition(unit)
        or unit.fold in cues.COMPLEMENTIZERS
        or unit.fold in cues.TIME
    ):
        return False
    if verb_of(unit) and not unit.fold.startswith("ال"):
        return False
    folded = unit.fold
    if folded.startswith(("ال", "لل", "بال")) and folded not in FIRST_NAMES:
        return True
    if folded in FIRST_NAMES:
        return False
    inner = joined(folded, COUNTRIES)
    return bool(
        folded in cues.GLUE
        or folded in cues.ORGANIZATIONS
        or folded in cues.TITLES
        or folded in ADJECTIVES
        or folded in cues.CLASS_NOUNS
        or (inner and (folded == inner or folded[0] in "لب"))
    )


def _holds(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    return any(long[place : place + len(short)] == short for place in range(len(long) - len(short) + 1))
