"""Whom a name or a title means: somebody known, somebody with a full name, somebody by the office alone."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.cast import Entity
from newsroom.arabic.finder.gazetteer import NATIONS, is_first_name
from newsroom.arabic.finder.kinds import is_preposition
from newsroom.arabic.finder.mentions import Mentions
from newsroom.arabic.finder.names import Phrase
from newsroom.arabic.finder.speaker import UNSURE, Speaker
from newsroom.arabic.finder.spokesmen import represented
from newsroom.arabic.finder.units import Unit, clean
from newsroom.arabic.fold import fold


class Persons(Mentions):
    """Reads the names and titles of persons in one text; None where none stands."""

    def is_surname_alone(self, units, start) -> bool:
        """«قال المهندس:» in a story of «ماجد المهندس»: the last name of somebody, though it is a title too."""
        unit, after = units[start], units[start + 1] if start + 1 < len(units) else None
        if not unit.fold.startswith("ال") or clean(unit.fold) not in cues.TITLES:
            return False
        ends = (
            after is None or after.kind != "w" or after.fold in cues.COMPLEMENTIZERS or is_preposition(after)
        )
        return ends and any(one.tokens[-1] == unit.fold for one in self.cast.called((unit.fold,)))

    def known(self, units, start, she=None) -> Speaker | None:
        return self._of(self.names.known_at(units, start))

    def titled_name(self, units, start, she=None) -> Speaker | None:
        return self._of(self.names.title_at(units, start))

    def full_name(self, units, start, she=None) -> Speaker | None:
        """A name of two parts or more."""
        return self._of(self.names.name_at(units, start), "full_name")

    def named_at(self, units: list[Unit], at: int) -> Speaker | None:
        """A person with a name of two parts at least, with or without a rank, at this unit."""
        speaker = self.known(units, at) or self.titled_name(units, at) or self.full_name(units, at)
        return speaker if speaker and speaker.entity and speaker.rule not in UNSURE else None

    def titled(self, units, start, she=None) -> Speaker | None:
        """A title, with the name behind it or in marks beside it, or alone."""
        phrase = self.names.title_at(units, start)
        if phrase is None:
            return None
        if phrase.entity:
            return self._of(phrase)
        if phrase.rule == "title_unknown_name" and self._is_chance(units, phrase):
            phrase.rule, phrase.end = "title", phrase.end - 1
            if units[phrase.end].fold[0] not in "بلكو":  # whoever it is, nobody met before with that title
                return Speaker(None, "unnamed", phrase.position, phrase.position, end=phrase.end)
        if phrase.rule == "title_unknown_name":
            phrase.entity = self.cast.person(phrase.name, phrase.position, units[start].start)
            return self._of(phrase, "single_name")
        entity, rule = self.cast.titled(phrase.position), "title"
        if entity is not None and self._is_of_other_nation(entity, phrase.position):
            entity, rule = self.last.entity, "generic_title"
        speaks_for = self.cast.called(tuple(fold(represented(phrase.position)).split()) or ("",))
        short = (
            phrase.end - start <= 3
        )  # «الدبلوماسي الكبير في الخارجية» is no mention of somebody met before
        general = units[start].fold.startswith("ال") and short and not speaks_for
        if entity is None and general and self.last.entity and self.last.entity.kind == "person":
            entity, rule = self.last.entity, "generic_title"
        speaker = Speaker(
            entity, rule if entity else "unnamed", phrase.position, phrase.position, end=phrase.end
        )
        return self._named_beside(units, speaker) or speaker

    def _is_chance(self, units: list[Unit], phrase: Phrase) -> bool:
        """«جهود رئيس الحكومة هباء»: a word behind a title that nothing shows to be a name."""
        name, after = units[phrase.end - 1], units[phrase.end] if phrase.end < len(units) else None
        tied = after is None or after.kind != "w" or after.fold in cues.COMPLEMENTIZERS
        if not tied and phrase.end + 1 < len(units) and not is_preposition(after):
            last = units[phrase.end + 1]
            tied = last.fold in cues.COMPLEMENTIZERS or last.word == ":"  # «وزير النقل هنيفة أمان أن»
        return not (
            tied
            or is_first_name(name.fold)
            or name.fold in self.cast.repeated
            or name.fold in self.cast.alone
        )

    def _is_of_other_nation(self, entity: Entity, title: str) -> bool:
        """«المدرب البرتغالي» behind words of another man: not the one who is only «المدرب فلان»."""
        last = self.last.entity
        if last is None or last.kind != "person" or last is entity:
            return False
        nations = {clean(word) for word in fold(title).split()} & NATIONS
        return bool(nations) and not any(
            nations <= {clean(word) for word in fold(position).split()} for position in entity.positions
        )

    def _named_beside(self, units, titled: Speaker) -> Speaker | None:
        """«مدير الميناء "فلان الفلاني" أن»: the name behind the title stands in marks."""
        at = titled.end + (titled.end + 1 < len(units) and units[titled.end].word == "،")
        unit = units[at] if at < len(units) else None
        words = fold(unit.word).split() if unit is not None and unit.kind == "q" else []
        ranks = 0
        while ranks < len(words) and clean(words[ranks]) in cues.RANKS and words[ranks].startswith("ال"):
            ranks += 1  # «المتحدث، "العقيد فلان الفلاني"»
        if not 2 <= len(words) - ranks <= 5 or not is_first_name(words[ranks]):
            return None
        name = " ".join(unit.word.split()[ranks:])
        entity = self.cast.person(name, titled.position, unit.start)
        return Speaker(entity, "named_in_marks", unit.word, titled.position, end=at + 1)
