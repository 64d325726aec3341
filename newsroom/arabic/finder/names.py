"""Full names in a text with the titles around them, and what a surname or a title alone refers to."""

from dataclasses import dataclass

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.adjuncts import ROYAL
from newsroom.arabic.finder.cast import Cast, Entity
from newsroom.arabic.finder.gazetteer import ADJECTIVES, ALSO_WORDS
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.name_parts import is_son_of
from newsroom.arabic.finder.runs import begins_foreign, behind_place, is_construct, name_run, sure_run
from newsroom.arabic.finder.subjects import names_person
from newsroom.arabic.finder.titles import in_title
from newsroom.arabic.finder.units import Unit, clean, joined, written
from newsroom.arabic.fold import fold

LONGEST_TITLE = 12  # units
_ON_BEHALF, _SPOKESMEN = (
    frozenset(fold("باسم بلسان").split()),
    frozenset(fold("متحدث ناطق متحدثة ناطقة").split()),
)
_OUTLET_WORDS = frozenset().union(*cues.OUTLETS.values()) | set(fold("مراسل برنامج").split())
_OCCASION_HEADS = frozenset(phrase.split()[0] for phrase in cues.OCCASIONS) | set(
    fold("لقاء حديث كلمة").split()
)
_KIN = frozenset(
    fold("زوجة زوج والد والدة شقيق شقيقة نجل نجلة ابن ابنة عم خال جد جدة صديق صديقة أرملة").split()
)
_OF_HIS = _KIN | frozenset(fold("محامي محام محامية سكرتير سكرتيرة مدرب مدير مساعد حارس سائق").split())
_HOUSES = frozenset(fold("مكتب حملة حكومة إدارة عائلة أسرة منزل محامي فريق أعمال وكيل").split())
_ADJECTIVE_TITLES = frozenset(fold("إعلامي قيادي أكاديمي برلماني حقوقي دبلوماسي صحفي صحافي روائي").split())


@dataclass(slots=True)
class Phrase:
    """units[start:end] refer to somebody; name and position as the story prints them."""

    start: int
    end: int
    entity: Entity | None
    name: str = ""
    position: str = ""
    rule: str = ""


class Names:
    """Reads names out of units, for one text and its cast."""

    def __init__(self, text: str, cast: Cast):
        self.text = text
        self.cast = cast

    def _written(self, units: list[Unit], start: int, end: int) -> str:
        return written(self.text, units, start, end)

    def known_at(self, units: list[Unit], place: int) -> Phrase | None:
        """Somebody the newsroom knows, written at this place with two words of the name at least."""
        unit = units[place]
        if unit.kind != "w" or not self.cast.known:
            return None
        best = None
        for first in (unit.fold, unit.fold[1:] if unit.fold[0] in "ولبفك" else unit.fold):
            for tokens, known in self.cast.known.get(first, ()):
                end = place + len(tokens)
                written = (first, *(one.fold for one in units[place + 1 : end]))
                if written == tokens and len(tokens) > 1 and (best is None or end > best[0]):
                    best = (end, known)
        if best is None:
            return None
        end, known = best
        position, stop = self.title_behind(units, end)
        entity = self.cast.person(known.name, position, unit.start, known)
        return Phrase(place, stop, entity, self._written(units, place, end), position, "known")

    def title_at(self, units: list[Unit], place: int) -> Phrase | None:
        """A title at this place, with the name behind it when there is one."""
        unit = units[place]
        if unit.kind != "w" or not (head := joined(unit.fold, cues.TITLES)) or is_son_of(units, place):
            return None
        if head in _ADJECTIVE_TITLES and place and units[place - 1].fold.startswith("ال"):
            return None  # «المكتب الإعلامي»
        end = place + 1
        while end < len(units) and end - place < LONGEST_TITLE and in_title(units, end):
            end += 1
        end = self._over_namesake(units, place, end)
        end = _over_marked(units, end)
        end = next((at for at in range(place + 1, end) if begins_foreign(units, at)), end)
        start = self._over_rank(units, end)
        stop = sure_run(units, start) if not begins_foreign(units, start) else start + 2
        if stop == start and start < len(units) and units[start].fold in ALSO_WORDS & self.cast.alone:
            stop = start + 1  # «قائد الشرطة المحلية سيف», when «سيف» speaks alone elsewhere
        if behind := behind_place(units, start, stop):
            end = start = behind
            stop = sure_run(units, start)
        if (
            end == place + 1
            and head == unit.fold
            and head not in cues.RANKS
            and is_construct(units, start, stop)
        ):
            end = start = stop  # «مدير أنظمة المعلومات»
        position = self.text[_title_start(unit, head) : units[end - 1].end]
        if stop - start >= 2 and _is_of_named(units, place, start, head):
            self.name_at(units, start)
            position = self.text[_title_start(unit, head) : units[stop - 1].end]
            return Phrase(place, stop, None, "", position, "title")
        if stop - start >= 2:
            name = self._written(units, start, stop)
            behind, after = (
                self.title_behind(units, stop)
                if stop < len(units) and units[stop].word == "،"
                else ("", stop)
            )
            entity = self.cast.person(name, position, unit.start)
            if behind:
                self.cast.person(name, behind, unit.start)
            return Phrase(place, after, entity, name, behind or position, "title_name")
        if stop - start == 1 and start > place and units[start - 1].fold in _ON_BEHALF:
            position = self._written(units, place, stop)  # «المتحدث باسم فلان»: another than he
            return Phrase(place, stop, None, "", position, "title")
        if stop - start == 1:
            namesakes = self.cast.called((units[start].fold,))
            if (
                not namesakes and start > place and _in(units[start - 1].fold) in cues.NOUNS
            ):  # «مسؤول بمكتب فلان»
                return Phrase(
                    place, stop, None, "", self.text[units[place].start : units[start].end], "title"
                )
            rule = "title_surname" if namesakes else "title_unknown_name"
            return Phrase(place, stop, namesakes[0] if namesakes else None, units[start].word, position, rule)
        last = units[end - 1].fold
        named = end - place >= 2 and last.startswith("ال") and units[end - 2].fold not in _ON_BEHALF
        if named:  # «الرئيس الفلاني», the surname with its article
            namesakes = self.cast.called((last,))
            if namesakes and namesakes[0].tokens[-1].removeprefix("ال") == last.removeprefix("ال"):
                position = self.text[_title_start(unit, head) : units[end - 2].end]
                return Phrase(place, end, namesakes[0], units[end - 1].word, position, "title_surname")
        return Phrase(place, end, None, "", position, "title")

    def _over_namesake(self, units: list[Unit], place: int, end: int) -> int:
        """«مدير جامعة الملك فلان الدكتور…»: the king's name is a part of the title."""
        named = (
            end - place > 2 and units[end - 1].fold in ROYAL and joined(units[end - 2].fold, cues.NAMED_AFTER)
        )
        if not named:
            return end
        end = name_run(units, end)
        while end < len(units) and end - place < LONGEST_TITLE and in_title(units, end):
            end += 1
        return end

    def _over_rank(self, units: list[Unit], end: int) -> int:
        """«رئيس القيادة، الجنرال فلان الفلاني»: the name stands behind a second title."""
        if end < len(units) and units[end].word == "(":  # «رئيس الاتحاد الدولي (فيفا) فلان الفلاني»
            closing = next((at for at in range(end, min(end + 6, len(units))) if units[at].word == ")"), end)
            return closing + 1 if sure_run(units, closing + 1) > closing + 2 else end
        named = end + 2 < len(units) and units[end].word == "،"
        if named and sure_run(units, end + 1) > end + 2 and self._ends_aside(units, sure_run(units, end + 1)):
            return end + 1  # «الرئيس، فلان الفلاني، …»
        if named and units[end + 1].fold.startswith("ال"):
            rank = clean(units[end + 1].fold) in cues.TITLES
            if rank and name_run(units, end + 2) > end + 3:
                return end + 2
        return end

    def _ends_aside(self, units: list[Unit], place: int) -> bool:
        return (
            place >= len(units)
            or units[place].word in ("،", ".", ":")
            or units[place].fold in cues.COMPLEMENTIZERS
            or verb_of(units[place]) is not None
        )

    def name_at(self, units: list[Unit], place: int) -> Phrase | None:
        """A full name at this place with the title behind it, if one follows: «ماجد كذا، مستشار الوزير»."""
        if place and units[place].fold in _ON_BEHALF and joined(units[place - 1].fold, _SPOKESMEN):
            return None  # «المتحدث باسم فلان» has no «باسم فلان» in it
        end = sure_run(units, place)
        if end - place < 2:
            return None
        name = self._written(units, place, end)
        position, stop = self.title_behind(units, end)
        entity = self._overlapped(name, units[place].start)
        entity = self.cast.person(entity.name if entity else name, position, units[place].start)
        return Phrase(place, stop, entity, name, position, "full_name")

    def _overlapped(self, name: str, place: int) -> Entity | None:
        """«زهرة العين» after «ليلى زهرة»: one person, where the story has printed «ليلى زهرة العين»."""
        first, _, rest = name.partition(" ")
        for entity in self.cast.called((fold(first),)):
            if (
                rest
                and len(entity.tokens) > 1
                and entity.tokens[-1] == fold(first)
                and entity.places[0] < place
            ):
                whole = f"{entity.name} {rest}"
                if whole in self.text[entity.places[0] : entity.places[0] + 200]:
                    return self.cast.person(whole, place=place)
        return None

    def title_behind(self, units: list[Unit], place: int) -> tuple[str, int]:
        """(the title behind a name, its end): «، مستشار الوزير», « المستشار الإعلامي في الوزارة»."""
        start = place + 1 if place < len(units) and units[place].word in ("،", ",") else place
        if start >= len(units) or units[start].kind != "w":
            return "", place
        head = units[start].fold
        if head not in cues.TITLES and not (head.startswith("ال") and clean(head) in cues.TITLES):
            return "", place
        end = start + 1
        while end < len(units) and end - start < LONGEST_TITLE and _goes_on(units, end):
            end += 1
        return self._written(units, start, end), end


def _in(word: str) -> str:
    """«بمكتب» → «مكتب»; «بنك» stays."""
    return word[1:] if word[0] == "ب" and word not in cues.ORGANIZATIONS else word


def _over_marked(units: list[Unit], end: int) -> int:
    """«الأمين العام لـ"حركة المرسى" فلان الفلاني»: the body in marks that he serves; `end` when no name is behind it."""
    at = end + (end < len(units) and units[end].fold == _FOR)
    if at + 2 >= len(units) or units[at].kind != "q" or names_person(units[at].word.split()):
        return end
    nation = units[at + 1].fold.startswith("ال") and clean(units[at + 1].fold) in ADJECTIVES
    behind = at + 1 + nation
    short = len(units[at].word.split()) <= 4
    return behind if short and sure_run(units, behind) > behind + 1 else end


def _is_of_named(units: list[Unit], place: int, start: int, head: str) -> bool:
    """«زوجة فلان الفلاني», «مدير مكتب الوزير فلان الفلاني»: somebody who is named only by whose he is."""
    near = units[start - 1]
    if units[place].fold.endswith(head) and not clean(units[place].fold).startswith("ال"):
        plain = not units[place].fold.removesuffix(head).endswith(("ال", "لل"))
        if plain and start == place + 1 and head in _OF_HIS:
            return True
        if plain and start == place + 2 and head in _KIN and near.fold.startswith("ال"):
            return True  # «والد الطفل فلان الفلاني»
    if start - 1 <= place:
        return False
    if joined(near.fold, _HOUSES) and not near.fold.startswith(("ال", "لل", "بال")):
        return True
    person = near.fold.startswith("ال") and clean(near.fold) in cues.TITLES - cues.RANKS
    return person and start - 2 > place and units[start - 2].fold in _HOUSES


def _title_start(unit: Unit, head: str) -> int:
    """Where the title begins in a word that may carry و ل ب before it: «ولرئيس» at the ر, «للكاتب» at the word."""
    extra = len(unit.fold) - len(head)
    if unit.end - unit.start != len(unit.fold) or unit.fold.startswith(("ال", "لل", "ولل")):
        return unit.start + (unit.fold[0] == "و" and head[0] != "و")
    return unit.start + extra if unit.fold[extra - 2 : extra] != "ال" else unit.start


def _goes_on(units: list[Unit], place: int) -> bool:
    """Does the title behind a name go on with this word?"""
    unit = units[place]
    if unit.fold == _GENERAL and clean(units[place - 1].fold) in cues.TITLES:
        return True  # «المدعي العام»; elsewhere «العام» is a year
    if unit.kind != "w" or unit.fold in cues.COMPLEMENTIZERS or unit.fold in cues.TIME or verb_of(unit):
        return False
    if unit.fold == _IN:
        return place + 1 < len(units) and not joined(units[place + 1].fold, _OCCASION_HEADS)
    carried = unit.fold[0] in "لب" and joined(unit.fold, _OUTLET_WORDS)
    return not (unit.fold.startswith("بال") or is_preposition(unit) or carried)


_IN, _GENERAL, _FOR = fold("في"), fold("العام"), fold("ل")
