"""Whom a short mention means: a part of a name met before, «سموه», «الأخيرة», «المصدر نفسه»."""

from newsroom.arabic.finder.cast import NAMESAKES, Cast, Entity
from newsroom.arabic.finder.gazetteer import LINKS
from newsroom.arabic.finder.names import Names, Phrase
from newsroom.arabic.finder.runs import name_run
from newsroom.arabic.finder.speaker import NOBODY, Speaker
from newsroom.arabic.finder.units import Unit, clean, written
from newsroom.arabic.fold import fold

LATTER = {fold("الأخير"): False, fold("الأخيرة"): True}


_HIGHNESS = fold("سمو")
_HONOURS = tuple(fold("سمو معالي سعادت سيادت فضيلت سماحت").split())
_PRINCES = frozenset(fold("أمير أميرة سمو ولي").split())


def _is_prince(entity: Entity) -> bool:
    return any(clean(word) in _PRINCES for position in entity.positions for word in fold(position).split())


class Mentions:
    """Remembers who spoke last in one text and who issued the statement it tells of."""

    def __init__(self, text: str, cast: Cast):
        self.text = text
        self.cast = cast
        self.names = Names(text, cast)
        self.last: Speaker = NOBODY  # who spoke last
        self.paper_of: Entity | None = None  # who issued the statement the story speaks of

    def _written(self, units: list[Unit], start: int, end: int) -> str:
        return written(self.text, units, start, end)

    def _of(self, phrase: Phrase | None, rule: str = "", namesakes: list[Entity] = ()) -> Speaker | None:
        if phrase is None or phrase.entity is None:
            return None
        names = tuple(one.name for one in namesakes)
        return Speaker(
            phrase.entity, rule or phrase.rule, phrase.name, phrase.position, names, end=phrase.end
        )

    def surname(self, units, start, she=None) -> Speaker | None:
        """Somebody met before, by the whole name or a part of it."""
        end = name_run(units, start)
        if units[start].word == "آل" and start + 1 < len(units):
            end = start + 2  # «وأكد آل مهنا أن»
        for stop in dict.fromkeys((end, start + 1)):
            if stop == start + 1 and units[start].fold in LINKS:
                continue  # «آل», «بن» alone
            if stop > start and (
                namesakes := self.cast.called(tuple(unit.fold for unit in units[start:stop]), she)
            ):
                written, position, end = self._written(units, start, stop), "", stop
                if stop - start > 1:
                    position, end = self.names.title_behind(units, stop)
                return self._of(Phrase(start, end, namesakes[0], written, position), "surname", namesakes)
        return None

    def latter(self, units, start) -> Speaker | None:
        """«حضر فلان وفلانة، وقالت الأخيرة»: whoever is named last before it."""
        she = LATTER[units[start].fold]
        met = [
            (place, number)
            for number, one in enumerate(self.cast.people[-NAMESAKES:])
            if (place := one.met(units[start].start)) >= 0 and one.she in (None, she)
        ]
        if not met:
            return None
        entity = self.cast.people[-NAMESAKES:][max(met)[1]]
        return Speaker(entity, "dropped", units[start].word, candidates=(entity.name,), end=start + 1)

    def same_again(self, end: int) -> Speaker | None:
        """«المصدر نفسه»: whoever was the source before."""
        if self.last.entity is None:
            return None
        return Speaker(self.last.entity, "dropped", candidates=(self.last.entity.name,), end=end)

    def met_last(self, units, start) -> Speaker:
        """«سموه», «معاليه», «عنه»: the person who spoke last, or the one with a title named last before it."""
        unit, end = units[start], start + 1
        last = self.last.entity
        honoured = unit.fold.startswith(_HONOURS)  # «عنه» is anybody
        prince = unit.fold.startswith(_HIGHNESS)
        if last and last.kind == "person" and (not honoured or _is_prince(last) == prince):
            return self.same_again(end)
        met = [
            (max(before), number)
            for number, one in enumerate(self.cast.people)
            if one.positions and (before := [place for place in one.places if place < unit.start])
        ]
        if honoured:
            met = [one for one in met if _is_prince(self.cast.people[one[1]]) == prince] or met
        if not met:
            return self.same_again(end) or Speaker(None, "unnamed", unit.word, end=end)
        person = self.cast.people[max(met)[1]]
        return Speaker(person, "generic_title", unit.word, candidates=(person.name,), end=end)
