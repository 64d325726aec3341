"""Who speaks behind a cue: the subject of a reporting verb, named, called by a part of the name, or dropped."""

from dataclasses import dataclass

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COUNTRIES
from newsroom.arabic.finder.cast import Cast, Entity
from newsroom.arabic.finder.names import Names, Phrase
from newsroom.arabic.finder.runs import is_preposition, name_run, verb_of
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.fold import fold

_L = fold("لـ")
_RELATIVE = frozenset(fold("الذي التي الذين والذي والتي").split())
_LEADS = frozenset(fold("لكن ولكن كان وكان كانت وكانت إن وإن بل أما وأما غير فيما بينما و").split())
_SELF = frozenset(fold("من جانبه جانبها جهته جهتها بدوره بدورها").split())
_MANY = ("ون", "ين")

# How sure a way of finding the speaker is.
SURE = {
    "known": 0.95,
    "title_name": 0.95,
    "full_name": 0.93,
    "surname": 0.9,
    "title_surname": 0.9,
    "named_in_marks": 0.8,
    "organization": 0.85,
    "body_called": 0.8,
    "paper": 0.75,
    "title": 0.75,
    "dropped": 0.8,
    "before_verb": 0.85,
    "unnamed": 0.85,
    "source_chain": 0.9,
    "generic_title": 0.6,
    "single_name": 0.6,
    "previous_speaker": 0.6,
    "none": 0.0,
}


@dataclass(slots=True)
class Speaker:
    """Who speaks, as resolved and as printed. entity None and rule "unnamed": a source without a name."""

    entity: Entity | None
    rule: str
    as_written: str = ""
    position: str = ""
    candidates: tuple[str, ...] = ()
    source: Entity | None = None
    end: int = 0  # the unit behind the phrase

    @property
    def sure(self) -> float:
        return SURE[self.rule]


NOBODY = Speaker(None, "none")


class Speakers:
    """Reads phrases into speakers; remembers who spoke last while the story is walked from its beginning."""

    def __init__(self, text: str, cast: Cast):
        self.text = text
        self.cast = cast
        self.names = Names(text, cast)
        self.last: Speaker = NOBODY
        self.recent: list[Entity] = []
        self.paper_of: Entity | None = None

    def remember(self, speaker: Speaker) -> None:
        if speaker.rule == "none":
            return
        self.last = speaker
        if speaker.entity:
            speaker.entity.last = max(speaker.entity.last, speaker.entity.last + 1)
            self.recent = [speaker.entity, *(one for one in self.recent if one is not speaker.entity)][:8]

    def carried_on(self, she: bool | None = None, rule: str = "dropped") -> Speaker:
        """The subject is dropped: the last speaker, unless the verb is feminine and another one fits it."""
        if she and self.last.entity and self.last.entity.she is not True:
            fitting = next((one for one in self.recent if one.she), None)
            if fitting:
                return Speaker(fitting, rule, candidates=tuple(one.name for one in self.recent))
            if self.last.entity.kind == "person" and self.last.entity.she is None:
                self.last.entity.she = True
        if self.last.rule == "none":
            return NOBODY
        names = tuple(one.name for one in self.recent)
        return Speaker(self.last.entity, "unnamed" if self.last.rule == "unnamed" else rule, candidates=names)

    # -- phrases ------------------------------------------------------------------------------

    def subject(self, units: list[Unit], place: int, she: bool | None = None) -> Speaker:
        """The subject of the verb at `place`: behind it, before it, or nobody (rule "none": dropped)."""
        start = self._over_adverbs(units, place + 1)
        speaker = self.phrase(units, start, she)
        return speaker if speaker.rule != "none" else self._before(units, place, she)

    def phrase(self, units: list[Unit], start: int, she: bool | None = None) -> Speaker:
        """Whom the noun phrase at `start` refers to."""
        if start >= len(units):
            return NOBODY
        unit = units[start]
        if unit.kind == "q":
            return self._in_marks(units, start)
        if unit.kind != "w" or is_preposition(unit) or unit.fold in cues.COMPLEMENTIZERS:
            return NOBODY
        for read in (
            self._known,
            self._outlet,
            self._unnamed,
            self._titled,
            self._paper,
            self._body,
            self._named,
        ):
            speaker = read(units, start, she)
            if speaker:
                return speaker
        return NOBODY

    def _over_adverbs(self, units: list[Unit], place: int) -> int:
        """«قال أمس الخميس»، «قال (أول من أمس)»، «قال، من جانبه،»: the subject comes after."""
        limit = min(len(units), place + 12)
        while place < limit:
            unit = units[place]
            if unit.fold in cues.TIME or unit.fold in _SELF or unit.fold in (fold("أيضا"), fold("كذلك")):
                place += 1
            elif unit.word == "(" and (
                close := next(
                    (n for n in range(place, min(place + 8, len(units))) if units[n].word == ")"), 0
                )
            ):
                place = close + 1
            elif unit.kind == "w" and unit.word.isdigit():
                place += 1
            else:
                break
        return place

    def _before(self, units: list[Unit], place: int, she: bool | None) -> Speaker:
        """«لكن الرئيس فلان قال»، «كان فلان، أشار»، «فلان، الذي قال»: the subject opens the clause."""
        end = place
        while end and (
            units[end - 1].fold in _RELATIVE
            or units[end - 1].word == "،"
            or units[end - 1].fold == fold("قد")
        ):
            end -= 1
        start = end
        while start and end - start < 14 and units[start - 1].kind == "w" and not verb_of(units[start - 1]):
            if units[start - 1].fold in _LEADS:
                break
            start -= 1
        if start >= end or (start and units[start - 1].kind != "w" and units[start - 1].word not in ".؛:،"):
            return NOBODY
        for first in (start, start - 1):
            if first < 0 or units[first].kind != "w" or is_preposition(units[first]):
                continue
            speaker = self.phrase(units, first, she)
            reaches = speaker.end >= end or units[speaker.end].fold in _RELATIVE
            if speaker.rule not in ("none", "unnamed", "single_name", "generic_title") and reaches:
                speaker.rule = "before_verb"
                return speaker
            break
        return NOBODY

    def actor(self, units: list[Unit], place: int) -> Speaker:
        """Who acts in a clause that ends in a participle: «قدّم له الدكتور فلان قائلاً», «عاد فلان مؤكداً»."""
        best = NOBODY
        at = 0
        while at < place:
            unit, before = units[at], units[at - 1] if at else None
            speaker = None
            if unit.kind == "w" and not is_preposition(unit):
                speaker = (
                    self._known(units, at, None) or self._titled_name(units, at) or self._surname(units, at)
                )
            if speaker and speaker.entity:
                governed = before is not None and before.fold in cues.GOVERNING
                if speaker.end == place or (best is NOBODY and not governed and unit.fold[0] not in "لب"):
                    best = speaker
                    best.rule = "before_verb"
                at = max(at + 1, speaker.end)
            else:
                at += 1
        return best

    def _titled_name(self, units, at):
        phrase = self.names.title_at(units, at)
        return self._of(phrase, phrase.rule) if phrase and phrase.entity else None

    def _surname(self, units, at):
        end = max(name_run(units, at), at + 1)
        entity, _ = self.cast.called(tuple(unit.fold for unit in units[at:end]))
        if entity is None and end > at + 1:
            end = at + 1
            entity, _ = self.cast.called((units[at].fold,))
        if entity is None or units[at].fold in cues.SPEECH_OBJECTS:
            return None
        return Speaker(entity, "surname", self.text[units[at].start : units[end - 1].end], end=end)

    # Each reader answers a Speaker, or None when the phrase is not of its sort.

    def _known(self, units, start, she):
        phrase = self.names.known_at(units, start)
        return phrase and self._of(phrase, "known")

    def _in_marks(self, units, start):
        """«وأوضحت "كذا" أن»: an outlet or a name in marks."""
        words = units[start].word.split()
        following = units[start + 1] if start + 1 < len(units) else None
        if len(words) > 4 or following is None:
            return NOBODY
        if following.fold in cues.COMPLEMENTIZERS or following.word == ":" or is_preposition(following):
            known, _ = self.cast.called(tuple(fold(units[start].word).split()))
            key = "".join(fold(units[start].word).split()).removeprefix("ال")
            entity = known or self.cast.organizations.get(key)
            if entity is None and following.word == ":" and len(words) > 1:
                entity = self.cast.person(units[start].word, place=units[start].start)
            entity = entity or self.cast.organization(units[start].word, units[start].start)
            return Speaker(entity, "named_in_marks", units[start].word, end=start + 1)
        return NOBODY

    def _outlet(self, units, start, she):
        found = outlet_at(self.text, self.cast, units, start)
        if not found:
            return None
        entity, end = found
        return Speaker(entity, "organization", self.text[units[start].start : units[end - 1].end], end=end)

    def _unnamed(self, units, start, she):
        unit = units[start]
        inner = joined(unit.fold, cues.UNNAMED)
        many = unit.fold.endswith(_MANY) and len(unit.fold) > 5 and not unit.fold.startswith(("ال", "لل"))
        indefinite = unit.fold in cues.TITLES and start + 1 < len(units) and _is_indefinite(units, start)
        if not (inner == unit.fold or indefinite or (many and name_run(units, start) < start + 2)):
            return None
        end = self._noun_phrase(units, start)
        if indefinite:
            phrase = self.names.title_at(units, start)
            if phrase and phrase.entity:
                return self._of(phrase, phrase.rule)
        return Speaker(None, "unnamed", self.text[unit.start : units[end - 1].end], end=end)

    def _titled(self, units, start, she):
        phrase = self.names.title_at(units, start)
        if phrase is None:
            return None
        if phrase.entity:
            return self._of(phrase, phrase.rule)
        if phrase.rule == "title_unknown_name":
            entity = self.cast.person(phrase.name, phrase.position, units[start].start)
            return self._of(
                Phrase(phrase.start, phrase.end, entity, phrase.name, phrase.position), "single_name"
            )
        entity = self.cast.titled(phrase.position, units[start].start)
        if entity:
            return Speaker(entity, "title", phrase.position, phrase.position, end=phrase.end)
        if self.last.entity and self.last.entity.kind == "person":
            return Speaker(
                self.last.entity, "generic_title", phrase.position, phrase.position, end=phrase.end
            )
        return Speaker(None, "unnamed", phrase.position, phrase.position, end=phrase.end)

    def _paper(self, units, start, she):
        """«البيان» speaks for whoever issued it; «بيان الوزارة» names its issuer."""
        inner = joined(units[start].fold, cues.PAPERS)
        if not inner:
            return None
        if clean(units[start].fold) != units[start].fold or start + 1 >= len(units):
            issuer = self.paper_of or (self.last.entity if self.last.entity else None)
            return Speaker(issuer, "paper" if issuer else "unnamed", units[start].word, end=start + 1)
        behind = self.phrase(units, start + 1)
        if behind.entity:
            self.paper_of = behind.entity
            return Speaker(behind.entity, "paper", behind.as_written, behind.position, end=behind.end)
        end = self._noun_phrase(units, start)
        name = self.text[units[start].start : units[end - 1].end]
        return Speaker(self.cast.organization(name, units[start].start), "paper", name, end=end)

    def _body(self, units, start, she):
        unit = units[start]
        head = clean(unit.fold)
        if not (head in cues.ORGANIZATIONS or unit.fold in COUNTRIES or unit.fold in cues.BODIES):
            return None
        end = self._noun_phrase(units, start)
        name = self.text[unit.start : units[end - 1].end]
        if (
            unit.fold.startswith("ال")
            and unit.fold not in COUNTRIES
            and (end - start == 1 or _only_loose(units, start, end))
        ):
            entity = self.cast.body_called(name) or self.cast.organization(name, unit.start)
            return Speaker(entity, "body_called", name, end=end)
        return Speaker(self.cast.organization(name, unit.start), "organization", name, end=end)

    def _named(self, units, start, she):
        end = name_run(units, start)
        if end - start >= 2:
            entity, _ = self.cast.called(tuple(unit.fold for unit in units[start:end]), she)
            if entity:
                return self._of(
                    Phrase(start, end, entity, self.text[units[start].start : units[end - 1].end]), "surname"
                )
        place = units[start]
        entity, candidates = self.cast.called((place.fold,), she)
        if entity:
            names = tuple(one.name for one in candidates)
            phrase = Phrase(start, start + 1, entity, place.word)
            return self._of(phrase, "surname", names)
        if end - start >= 2 and (phrase := self.names.name_at(units, start)):
            return self._of(phrase, "single_name")
        if end - start == 1 or (
            place.fold.startswith("ال") and len(place.fold) > 4 and clean(place.fold) not in ADJECTIVES
        ):
            after = units[start + 1] if start + 1 < len(units) else None
            if after and (
                after.fold in cues.COMPLEMENTIZERS or after.word in (":", "،") or after.kind == "q"
            ):
                entity = self.cast.organization(place.word, place.start)
                return Speaker(entity, "single_name", place.word, end=start + 1)
        return None

    def _of(self, phrase: Phrase, rule: str, candidates=()) -> Speaker:
        return Speaker(phrase.entity, rule, phrase.name, phrase.position, candidates, end=phrase.end)

    def _noun_phrase(self, units: list[Unit], start: int) -> int:
        """The end of the noun phrase at `start`: its complements and adjectives."""
        end = start + 1
        while end < len(units) and end - start < 10:
            unit = units[end]
            if unit.kind == "q" and end - start == 1:
                end += 1
                break
            if (
                unit.kind != "w"
                or unit.fold in cues.COMPLEMENTIZERS
                or unit.fold in cues.TIME
                or verb_of(unit)
            ):
                break
            if is_preposition(unit) or unit.fold in _RELATIVE or unit.fold in cues.BY:
                break
            if (
                unit.fold[0] in "لب"
                and (joined(unit.fold, cues.CLASS_NOUNS) or unit.fold in ("به", "له", "لها"))
                and (unit.fold not in cues.CLASS_NOUNS)
            ):
                break
            if not (
                unit.fold.startswith(("ال", "لل"))
                or unit.fold in ADJECTIVES
                or unit.fold in COUNTRIES
                or joined(unit.fold, cues.ORGANIZATIONS)
                or unit.fold in cues.GLUE
                or unit.fold in cues.CLASS_NOUNS
                or (end - start == 1 and not unit.fold.startswith(("ي", "ت", "س")))
                or unit.fold[0] == "ل"
            ):
                break
            end += 1
        return end


def _is_indefinite(units: list[Unit], place: int) -> bool:
    """«مسؤول محلي»: a title with an indefinite adjective behind it."""
    return units[place + 1].fold in ADJECTIVES


def _only_loose(units: list[Unit], start: int, end: int) -> bool:
    """«الجمعية المنظمة»: a definite head with an adjective that names nothing."""
    return end - start == 2 and clean(units[start + 1].fold) in frozenset(
        fold("المنظمة المذكورة المعنية ذاتها نفسها ذاته نفسه").split()
    ) | {
        clean(fold("المنظمة")),
        clean(fold("المذكورة")),
        clean(fold("المعنية")),
    }


def outlet_at(text: str, cast: Cast, units: list[Unit], place: int) -> tuple[Entity, int] | None:
    """An outlet or agency named at this place, and the end of its name: «صحيفة The Guardian البريطانية»."""
    unit = units[place]
    if unit.kind != "w":
        return None
    for length in (3, 2, 1):
        written = " ".join(one.fold for one in units[place : place + length])
        if length <= len(units) - place and (found := cues.WELL_KNOWN_OUTLETS.get(written)):
            return cast.organization(found[0], unit.start, found[1]), place + length
    for kind, heads in cues.OUTLETS.items():
        head = joined(unit.fold, heads)
        if not head or unit.fold.startswith("ال") or place + 1 >= len(units):
            continue
        following = units[place + 1]
        if following.kind == "q":
            return cast.organization(following.word, following.start, kind), place + 2
        end = place + 1
        latin = following.word.isascii() and following.word[0].isalpha()
        while end < len(units) and end - place <= 4 and units[end].kind == "w":
            one = units[end]
            if latin != (one.word.isascii() and one.word[0].isalpha()):
                break
            if not latin and (
                one.fold in cues.TIME
                or one.fold in cues.COMPLEMENTIZERS
                or is_preposition(one)
                or verb_of(one)
                or clean(one.fold) in ADJECTIVES
                or (one.fold[0] == "ل" and end > place + 1 and not one.fold.startswith(("لل", "لو")))
            ):
                break
            end += 1
        if end == place + 1:
            return None
        name_start = (
            unit.start + (1 if unit.fold[0] in "لب" else 0)
            if kind == "agency" and not latin
            else following.start
        )
        return cast.organization(text[name_start : units[end - 1].end], unit.start, kind), end
    return None
