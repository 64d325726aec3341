"""Who speaks behind a cue: the subject of a reporting verb, behind it, before it, or dropped."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.adjuncts import name_ahead, over_adjuncts
from newsroom.arabic.finder.cast import Entity
from newsroom.arabic.finder.gazetteer import is_common
from newsroom.arabic.finder.nouns import RELATIVE
from newsroom.arabic.finder.phrases import NOBODY, Phrases, Speaker
from newsroom.arabic.finder.runs import is_preposition, verb_of
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.finder.verbs import Verb
from newsroom.arabic.fold import fold

__all__ = ["FROM_HIM", "NOBODY", "Speaker", "Speakers"]

_LEADS = frozenset(
    fold("لكن ولكن كان وكان كانت وكانت إن وإن بل أما وأما غير فيما بينما و إلا وكذلك كذلك").split()
)
_HAS = fold("قد")
_FROM, _ON, _TONGUE = fold("عن"), fold("على"), fold("لسان")
FROM_HIM = frozenset(fold("عنه عنها عنهم").split())
_OF_HIM = frozenset(fold("أنه إنه أنها إنها أنهم إنهم").split())
_CALLED = frozenset(fold("ويدعى يدعى وتدعى تدعى واسمه اسمه واسمها اسمها المدعو").split())
_SUBORDINATE = frozenset(fold("بعدما حيث إذ حينما عندما حين لكنه لكنها وحيث").split())
_SELF = frozenset(fold("نفسه نفسها ذاته ذاتها").split())
MOST_REST = 4  # words of a body's name that no list knows
REMEMBERED = 8  # speakers a dropped subject can go back to
_UNSURE = ("none", "unnamed", "single_name", "generic_title")


class Speakers(Phrases):
    """Remembers who spoke while the story is walked from its beginning."""

    recent: list[Entity]

    def __init__(self, text, cast):
        super().__init__(text, cast)
        self.recent = []

    def remember(self, speaker: Speaker) -> None:
        if speaker.rule == "none":
            return
        self.last = speaker
        spoke = [one for one in (speaker.entity, speaker.source) if one]  # «نقلت الوكالة عن فلان … وأضافت»
        if spoke:
            others = [one for one in self.recent if all(one is not other for other in spoke)]
            self.recent = [*spoke, *others][:REMEMBERED]

    def carried_on(self, she: bool | None = None, rule: str = "dropped", many: bool = False) -> Speaker:
        """The subject is dropped: the last speaker, unless the verb is feminine and another one fits it.

        «قالوا» is said of no single person.
        """
        if self.last.rule == "none":
            return NOBODY
        entity = self.last.entity
        if many and entity and entity.kind == "person":
            return Speaker(None, "unnamed", candidates=tuple(one.name for one in self.recent))
        if she and entity and entity.she is not True:
            fitting = next((one for one in self.recent if one.she), None)
            if fitting is None and entity.kind == "person" and entity.she is None:
                entity.she = True
            entity = fitting or entity
        names = tuple(one.name for one in self.recent)
        return Speaker(entity, "unnamed" if self.last.rule == "unnamed" else rule, candidates=names)

    def subject(self, units: list[Unit], place: int, verb: Verb | None = None) -> Speaker:
        """The subject of the verb at `place`; NOBODY when it is dropped."""
        she = verb.she if verb and verb.form == "past" else None
        start = over_adjuncts(units, place + 1, verb.lemma if verb else "")
        speaker = self.phrase(units, start, she)
        if speaker.rule in ("none", "title", "unnamed", "generic_title", "single_name"):
            speaker = self._ahead(units, start, speaker) or self._named_later(units, speaker) or speaker
        if speaker.rule in ("organization", "single_name"):
            self._reach(units, speaker)
        if speaker.rule == "unnamed" and speaker.end < len(units) and units[speaker.end].fold in _CALLED:
            speaker = self.full_name(units, speaker.end + 1) or speaker  # «أحد المتظاهرين ويدعى فلان»
        if speaker.rule == "none":
            speaker = self._before(units, place, she)
        if speaker.rule == "none" and place and units[place - 1].fold in _OF_HIM and self.last.entity:
            speaker = self.carried_on(she)  # «كشف فلان أنه نبه»
        many = units[place].fold.endswith("وا")  # «قالوا»: no one person the sentence opens with
        if speaker.rule == "none" and not many:
            speaker = self._topic(units, place)
        if speaker.rule == "none" and place > 3 and not many:
            speaker = self._first_subject(units, place)
        if speaker.rule == "none" and place > 3 and units[place - 1].fold in _SUBORDINATE:
            speaker = self.actor(units, place)  # «ما زال فلان يتطلع إلى المزيد، بعدما أكد»
        if speaker.rule == "none" and place > 2 and self.last.rule == "none" and not many:
            speaker = self.actor(units, place)
        if she and speaker.entity and speaker.entity.she is None:
            speaker.entity.she = True
        return speaker

    def _reach(self, units: list[Unit], speaker: Speaker) -> None:
        """«قالت شركة كذا وكذا إن»: right before the complementizer stands nothing but the rest of the name."""
        end, most = speaker.end, 1 if speaker.rule == "single_name" else MOST_REST
        while end < len(units) and end - speaker.end <= most and self._is_rest(units, end):
            end += 1
        tied = end < len(units) and (units[end].fold in cues.COMPLEMENTIZERS or units[end].word == ":")
        if not tied or not 0 < end - speaker.end <= most or speaker.entity is None:
            return
        start = self.text.rfind(speaker.as_written, 0, units[speaker.end].start)
        if start < 0 or not speaker.as_written:
            return
        name = self.text[start : units[end - 1].end]
        if speaker.rule == "single_name" and speaker.entity.kind == "person":
            speaker.entity = self.cast.person(name, speaker.position, start)
        elif speaker.rule == "organization":
            speaker.entity = self.cast.organization(name, start, speaker.entity.source)
        else:
            return
        speaker.as_written, speaker.end = name, end

    def _is_rest(self, units: list[Unit], at: int) -> bool:
        unit = units[at]
        if (
            unit.kind != "w"
            or is_preposition(unit)
            or verb_of(unit)
            or unit.fold in cues.TIME | RELATIVE | _SELF
        ):
            return False
        return not (unit.fold.endswith("ا") and is_common(unit.fold))  # «مساء», «رسميا»

    def _ahead(self, units: list[Unit], start: int, found: Speaker) -> Speaker | None:
        """«القانوني فلان الفلاني», «المتحدث باسم هذه الهيئة الدكتور فلان»: the name behind a long title."""
        plain = start < len(units) and units[start].kind == "w" and not is_preposition(units[start])
        if not plain or (found.rule == "unnamed" and not found.position):
            return None
        speaker = name_ahead(units, start, self._named_at)
        if speaker is None or speaker.end <= start:
            return None
        name = self.text.find(speaker.as_written, units[start].start)
        title = self._title(units, start, name)
        if title and speaker.entity and len(title) < 150:
            speaker.position = title
            if title not in speaker.entity.positions:
                speaker.entity.positions.append(title)
        return speaker

    def _title(self, units: list[Unit], start: int, name: int) -> str:
        """What stands before the name, when it is a title; without the rank right before the name."""
        words = [unit for unit in units[start:] if unit.start < name]
        while len(words) > 1 and clean(words[-1].fold) in cues.RANKS:
            words.pop()
        if not words or not (words[0].fold.startswith("ال") or joined(words[0].fold, cues.TITLES)):
            return ""
        return self.text[words[0].start : words[-1].end]

    def _named_at(self, units: list[Unit], at: int) -> Speaker | None:
        """A person with a name of two parts at least, with or without a rank, at this unit."""
        speaker = self.known(units, at) or self.titled_name(units, at) or self.full_name(units, at)
        return speaker if speaker and speaker.entity and speaker.rule not in _UNSURE else None

    def _named_later(self, units: list[Unit], titled: Speaker) -> Speaker | None:
        """«قال الوزير الذي يرأس الوفد الشيخ فلان الفلاني»: the name stands behind a relative clause."""
        if not titled.position or titled.end >= len(units) or units[titled.end].fold not in RELATIVE:
            return None
        for at in range(titled.end + 1, min(len(units), titled.end + 25)):
            unit = units[at]
            if unit.kind == "q" or unit.word == ":" or unit.fold in cues.COMPLEMENTIZERS:
                break
            if clean(unit.fold) in cues.RANKS and (speaker := self.titled_name(units, at)) and speaker.entity:
                speaker.entity.positions.append(titled.position)
                speaker.position = titled.position
                return speaker
        return None

    def _topic(self, units: list[Unit], place: int) -> Speaker:
        """«غير أن فلاناً، وفي مقابلة، قال»، «وفلان معارض للخطة ووصفها بأنها…»: the person the sentence opens with."""
        start = 0
        while start < min(4, place) and units[start].fold in _LEADS | cues.COMPLEMENTIZERS:
            start += 1
        if place - start < 2 or place - start > 40 or any(verb_of(unit) for unit in units[:place]):
            return NOBODY
        first = units[start]
        if first.kind != "w" or is_preposition(first):
            return NOBODY
        opened = [first, *units[start + 1 : place]]
        if first.fold[0] == "و" and len(first.fold) > 3 and self.cast.is_called(first.fold[1:]):
            opened[0] = Unit("w", first.start + 1, first.end, first.word[1:], first.fold[1:])
        speaker = (
            self.known(opened, 0)
            or self.titled_name(opened, 0)
            or self.surname(opened, 0)
            or self.body(opened, 0)
        )
        if speaker is None and joined(first.fold, cues.TITLES):
            speaker = name_ahead(opened, 0, self._named_at)
        if speaker is None or speaker.entity is None or speaker.rule in _UNSURE:
            return NOBODY
        speaker.rule = "topic"
        return speaker

    def _before(self, units: list[Unit], place: int, she: bool | None) -> Speaker:
        """«لكن الرئيس فلان قال»، «كان فلان، أشار»، «فلان، الذي قال»: the subject opens the clause."""
        if place > 1 and units[place - 1].fold in RELATIVE:
            return self._antecedent(units, place - 1)
        end = place
        if end and units[end - 1].fold == _HAS:
            end -= 1
        if end and units[end - 1].kind == "q" and (end == 1 or units[end - 2].fold in _LEADS):
            return self.in_marks(units, end - 1)  # «كانت "المرسى" قد كشفت»
        while end and (
            units[end - 1].fold in RELATIVE or units[end - 1].word == "،" or units[end - 1].fold == _HAS
        ):
            end -= 1
        start = end
        while start and end - start < 14 and units[start - 1].kind == "w" and not verb_of(units[start - 1]):
            if units[start - 1].fold in _LEADS:
                break
            start -= 1
        if start >= end or (start and units[start - 1].kind != "w" and units[start - 1].word not in ".؛:،"):
            return NOBODY
        if is_preposition(units[start]):
            return NOBODY
        if start > 2 and units[start - 1].word == "،":
            opening = self._opening(units)  # «قوات الدفاع، الجناح العسكري للحزب، دانت»
            if opening.end == start - 1 and opening.rule not in _UNSURE:
                opening.rule = "before_verb"
                return opening
        speaker = self.phrase(units, start, she)
        if speaker.rule in ("title", "unnamed", "generic_title", "none"):
            speaker = self._ahead(units[:end], start, speaker) or speaker
        if speaker.rule == "unnamed" and (not start or units[start - 1].fold in _LEADS):
            written = self.text[units[start].start : units[end - 1].end]
            return Speaker(None, "unnamed", written, end=end)  # «كان مسؤول في الوزارة أعلن»
        reaches = speaker.end >= end or units[speaker.end].fold in RELATIVE
        if speaker.rule in _UNSURE or not reaches:
            return NOBODY
        speaker.rule = "before_verb"
        return speaker

    def _first_subject(self, units: list[Unit], place: int) -> Speaker:
        """«تحدث اللاعب فلان الفلاني عن المعسكر، وقال»: the person behind the verb that opens the sentence."""
        first = units[0]
        if first.kind != "w" or first.fold.startswith("ال") or is_preposition(first):
            return NOBODY
        start = over_adjuncts(units, 1)
        if start >= place or units[start].kind != "w" or is_preposition(units[start]):
            return NOBODY
        speaker = name_ahead(units[:place], start, self._named_at) or self.surname(units, start)
        if speaker is None or speaker.entity is None or speaker.end > place:
            return NOBODY
        speaker.rule = "topic"
        return speaker

    def _opening(self, units: list[Unit]) -> Speaker:
        """Whom the sentence opens with."""
        start = 0
        while start < min(4, len(units)) and units[start].fold in _LEADS:
            start += 1
        return self.phrase(units, start)

    def _antecedent(self, units: list[Unit], end: int) -> Speaker:
        """«فلان نفسه الذي قال», «الوزير فلان، الذي أكد»: whoever is named last before the relative."""
        for start in range(end - 1, max(-1, end - 14), -1):
            if units[start].kind == "q" or verb_of(units[start]):
                break
            speaker = None
            if units[start].kind == "w" and not is_preposition(units[start]):
                speaker = (
                    self.known(units, start) or self.titled_name(units, start) or self.surname(units, start)
                )
            between = units[speaker.end : end] if speaker else []
            if (
                speaker
                and speaker.rule not in _UNSURE
                and all(one.word == "،" or one.fold in _SELF for one in between)
            ):
                speaker.rule = "before_verb"
                return speaker
        return NOBODY

    def quoted_from(self, units: list[Unit], place: int) -> Speaker:
        """«ونُقل عن فلان قوله»: whom the words come from."""
        for at in range(place - 1, max(-1, place - 12), -1):
            if units[at].fold in FROM_HIM:
                return self.met_last(units, at)  # «ونُقل عنه قوله»
            tongue = units[at].fold == _TONGUE and at and units[at - 1].fold == _ON
            if (units[at].fold == _FROM or tongue) and at + 1 < place:
                speaker = self.phrase(units, at + 1)
                return speaker if speaker.rule not in ("none", "single_name") else NOBODY
        return NOBODY

    def actor(self, units: list[Unit], place: int) -> Speaker:
        """Who acts in a clause that ends in a participle: «قدّم له الدكتور فلان قائلاً», «عاد فلان مؤكداً»."""
        best, at = NOBODY, 0
        while at < place:
            unit = units[at]
            speaker = None
            if unit.kind == "w" and not is_preposition(unit) and unit.fold not in cues.SPEECH_OBJECTS:
                speaker = self.known(units, at) or self.titled_name(units, at) or self.surname(units, at)
            if speaker is None:
                at += 1
                continue
            governed = (at and units[at - 1].fold in cues.GOVERNING) or unit.fold[0] in "لب"
            governed = governed or any(joined(one.fold, cues.RELATIVES) for one in units[max(0, at - 2) : at])
            if not governed and (speaker.end == place or best is NOBODY):
                best = speaker
                best.rule = "before_verb"
            at = max(at + 1, speaker.end)
        for read in (self._first_subject, self._acting_body):
            best = best if best.rule != "none" else read(units, place)
        return best

    def _acting_body(self, units: list[Unit], place: int) -> Speaker:
        """«وتبنى الجناح العسكري الهجوم، مؤكداً»: the body right behind the verb that opens the sentence."""
        for at in range(min(3, place)):
            unit = units[at]
            if unit.kind != "w" or is_preposition(unit):
                break
            if speaker := self.body(units, at):
                return speaker
            titled = self._titled(units, at, None) if joined(unit.fold, cues.TITLES) else None
            if titled and titled.rule == "title":
                return titled
        return NOBODY
