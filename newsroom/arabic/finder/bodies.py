"""Whom a class noun of bodies means: a body by its name, one met before, an outlet, a law's article."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.cast import Entity
from newsroom.arabic.finder.gazetteer import COUNTRIES, NATIONS
from newsroom.arabic.finder.nouns import noun_phrase
from newsroom.arabic.finder.outlets import is_latin, outlet_at
from newsroom.arabic.finder.persons import Persons
from newsroom.arabic.finder.runs import sure_run
from newsroom.arabic.finder.speaker import Speaker
from newsroom.arabic.finder.units import clean
from newsroom.arabic.fold import fold

# Said of a body behind its class noun, these tell not which one it is.
LOOSE = {
    clean(word)
    for word in fold(
        "المنظمة المذكورة المعنية ذاتها نفسها ذاته نفسه عينه عينها اليومية الأسبوعية المحلية الدولية الحقوقية الإنسانية الخيرية العملاقة المتمردة الانفصالية"
    ).split()
}
_OPERATIONS = fold("العمليات")
_ARTICLE = fold("المادة")


class Bodies(Persons):
    """Reads the names of bodies in one text; None where none stands."""

    def _outlet(self, units, start, she):
        found = outlet_at(self.text, self.cast, units, start)
        return found and Speaker(
            found[0], "organization", self._written(units, start, found[1]), end=found[1]
        )

    def _latin(self, units, start, she):
        """«كتبت The Harbour»: a name in Latin letters, a body's behind a feminine verb."""
        end = start
        while end < len(units) and end - start < 4 and is_latin(units[end]):
            end += 1
        if end == start:
            return None
        name = self._written(units, start, end)
        person = she is False and end - start > 1
        make = self.cast.person if person else self.cast.organization
        return Speaker(make(name, place=units[start].start), "single_name", name, end=end)

    def _article(self, units, start, she):
        """«المادة 12 من النظام»: a law's article lays down what it says."""
        if units[start].fold != _ARTICLE or start + 1 >= len(units) or not units[start + 1].word.isdecimal():
            return None
        name = self._written(units, start, start + 2)
        return Speaker(self.cast.organization(name, units[start].start), "paper", name, end=start + 2)

    def body(self, units, start, she=None) -> Speaker | None:
        unit = units[start]
        country = unit.fold in COUNTRIES
        if unit.fold == _OPERATIONS:
            return None  # «العمليات الإرهابية»
        if not (clean(unit.fold) in cues.ORGANIZATIONS or country or unit.fold in cues.BODIES):
            return None
        end = noun_phrase(units, start)
        if end - start > 1 and clean(units[end - 1].fold) in cues.TITLES:
            end = max(end, sure_run(units, end))  # «مكتب المرجع فلان الفلاني»
        if (
            end - start == 1
            and not unit.fold.startswith("ال")
            and not country
            and unit.fold not in cues.BODIES
        ):
            return self._in_brackets(units, start)
        if start and units[start - 1].word.isdecimal():  # «19 منظمة»
            return Speaker(None, "unnamed", self._written(units, start - 1, end), end=end)
        outlet = any(clean(unit.fold) in heads for heads in cues.OUTLETS.values())
        marked = end < len(units) and units[end].kind == "q" and len(units[end].word.split()) <= 4
        if outlet and marked and unit.fold.startswith("ال") and end - start == 2:
            end += 1  # «الصحيفة المحلية "المرسى"»
        name = self._written(units, start, end)
        behind = [clean(one.fold) for one in units[start + 1 : end]]
        loose = all(word in LOOSE or word.removesuffix("ه") in NATIONS for word in behind)
        if unit.fold.startswith("ال") and not country and loose:
            entity = self.cast.body_called(name) or self._firm() or self.cast.organization(name, unit.start)
            return Speaker(entity, "body_called", name, end=end)
        kind = next((kind for kind, heads in cues.OUTLETS.items() if clean(unit.fold) in heads), "")
        if kind and end - start == 1:
            kind = ""
        return Speaker(self.cast.organization(name, unit.start, kind), "organization", name, end=end)

    def _in_brackets(self, units, start) -> Speaker:
        """«مجموعة (المرسى) القابضة»: a body of that name; of a class noun alone nobody knows which it is."""
        closing = next(
            (at for at in range(start + 2, start + 7) if units[at : at + 1] and units[at].word == ")"), 0
        )
        if not closing or units[start + 1].word != "(":
            return Speaker(None, "unnamed", units[start].word, end=start + 1)
        name = self._written(units, start + 2, closing)
        entity = self.cast.organization(name, units[start].start)
        entity.head = entity.head or clean(units[start].fold)
        return Speaker(entity, "organization", name, end=closing + 1)

    def _firm(self) -> Entity | None:
        """«قالت الشركة الأميركية» of a firm that is named without «شركة»: the one that spoke last."""
        last = self.last.entity
        nameless = last is None or last.kind != "organization" or last.source or not last.tokens
        if nameless or clean(last.tokens[0]) in cues.ORGANIZATIONS or last.tokens[0] in COUNTRIES:
            return None
        return last
