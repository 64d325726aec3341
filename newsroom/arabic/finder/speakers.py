"""Who speaks behind a cue: the subject of its verb, or whoever spoke before."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.adjuncts import over_adjuncts
from newsroom.arabic.finder.cast import Entity
from newsroom.arabic.finder.gazetteer import is_common
from newsroom.arabic.finder.kinds import is_preposition, verb_of
from newsroom.arabic.finder.long_titles import name_behind, name_later, reach_end
from newsroom.arabic.finder.openings import actor, first_subject, subject_before, topic
from newsroom.arabic.finder.phrases import Phrases
from newsroom.arabic.finder.speaker import NOBODY, UNSURE, Speaker
from newsroom.arabic.finder.units import Unit, clean
from newsroom.arabic.finder.verbs import Verb
from newsroom.arabic.fold import fold

_FROM, _ON, _TONGUE = fold("عن"), fold("على"), fold("لسان")
FROM_HIM = frozenset(fold("عنه عنها عنهم").split())
_EXCEPT, _OUR_LORD = fold("إلا"), fold("ربنا")
_IN_IT = frozenset(fold("فيه فيها").split())
_TALKS = frozenset(fold("بيان كلمة رسالة تصريح خطاب خطبة تغريدة مقال برقية مذكرة").split())
_GOES_ON = frozenset(("أضاف", "تابع", "أردف", "استطرد", "واصل", "زاد", "أكمل", "استدرك"))
_OF_HIM = frozenset(fold("أنه إنه أنها إنها أنهم إنهم").split())
_CALLED = frozenset(fold("ويدعى يدعى وتدعى تدعى واسمه اسمه واسمها اسمها المدعو").split())
_SUBORDINATE = frozenset(fold("بعدما حيث إذ حينما عندما حين لكنه لكنها وحيث").split())
MOST_STRANGE = 4  # words of a name no list knows; more are a clause
REMEMBERED = 8  # speakers a dropped subject can go back to


class Speakers(Phrases):
    """Remembers who spoke while the story is walked from its beginning."""

    recent: list[Entity]
    before: list[Unit]  # the sentence before the one that is read

    def __init__(self, text, cast):
        super().__init__(text, cast)
        self.recent, self.before = [], []

    def remember(self, speaker: Speaker) -> None:
        if speaker.rule == "none":
            return
        self.last = speaker
        spoke = [one for one in (speaker.entity, speaker.source) if one]  # «نقلت الوكالة عن فلان … وأضافت»
        if spoke:
            others = [one for one in self.recent if all(one is not other for other in spoke)]
            self.recent = [*spoke, *others][:REMEMBERED]

    def carried_on(
        self, she: bool | None = None, rule: str = "dropped", many: bool = False, bare: bool = False
    ) -> Speaker:
        """The subject is dropped: the last speaker, unless the verb is feminine and another one fits it.

        «قالوا» is said of no single person. `bare`: nothing that could be a subject stands behind the verb.
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
        if self.last.rule == "unnamed":
            written = self.last.as_written if bare and not entity else ""  # «قال مصدر… وأضاف أن»
            return Speaker(entity, "unnamed", written, candidates=names)
        return Speaker(entity, rule, candidates=names)

    def acted_before(self, she: bool | None) -> Speaker:
        """«كانت فلانة بين الزوار. وقالت إنها»: nobody spoke yet, so the person the sentence before is about."""
        if not self.before or self.last.rule != "none":
            return NOBODY
        speaker = actor(self, self.before, len(self.before))
        entity = speaker.entity
        other = entity is not None and None not in (she, entity.she) and she != entity.she
        if entity is None or entity.kind != "person" or other or speaker.rule in UNSURE:
            return NOBODY
        return Speaker(entity, "topic", candidates=(entity.name,))

    def subject(self, units: list[Unit], place: int, verb: Verb | None = None) -> Speaker:
        """The subject of the verb at `place`; NOBODY when it is dropped."""
        she = verb.she if verb and verb.form == "past" else None
        if (
            place + 5 < len(units)
            and units[place + 1].word == "("
            and (speaker := self.named_at(units, place + 2))
        ):
            return speaker  # «قال (فلان الفلاني) مدير الشركة»
        start = over_adjuncts(units, place + 1, verb.lemma if verb else "")
        speaker = self.phrase(units, start, she)
        if she is False and start == place + 1 and _is_hers(units[start : start + 1], speaker):
            speaker = NOBODY  # «هاجم السلطة قائلاً»: a body that he attacks
        if speaker.rule in ("none", "title", "unnamed", "generic_title", "single_name"):
            speaker = name_behind(self, units, start, speaker) or name_later(self, units, speaker) or speaker
        if speaker.rule in ("organization", "single_name"):
            reach_end(self, units, speaker)
        if speaker.rule == "unnamed" and speaker.end < len(units) and units[speaker.end].fold in _CALLED:
            speaker = self.full_name(units, speaker.end + 1) or speaker  # «أحد المتظاهرين ويدعى فلان»
        if (
            verb
            and verb.lemma in _GOES_ON
            and speaker.rule == "unnamed"
            and self._is_same(units[start], speaker)
        ):
            speaker = self.carried_on(she, "generic_title")
        if speaker.rule == "organization" and (mouth := self._mouth(units, speaker.end)):
            speaker = mouth
        if speaker.rule == "none":
            speaker = subject_before(self, units, place, she)
        if speaker.rule == "none" and place and units[place - 1].fold in _OF_HIM and self.last.entity:
            speaker = self.carried_on(she)  # «كشف فلان أنه نبه»
        many = units[place].fold.endswith("وا")  # «قالوا»: no one person the sentence opens with
        if speaker.rule == "none" and not many:
            speaker = topic(self, units, place)
        if speaker.rule == "none" and place > 3 and not many:
            speaker = first_subject(self, units, place)
        if speaker.rule == "none" and place > 3 and units[place - 1].fold in _SUBORDINATE:
            speaker = actor(self, units, place)  # «ما زال فلان يتطلع إلى المزيد، بعدما أكد»
        if speaker.rule == "none" and place > 2 and _tells_in(units, place):
            speaker = actor(self, units, place)  # «أصدرت السفارة بياناً قالت فيه إن»
        if speaker.rule == "none" and place > 2 and self.last.rule == "none" and not many:
            speaker = actor(self, units, place)
        if she and speaker.entity and speaker.entity.she is None:
            speaker.entity.she = True
        return speaker

    def _is_same(self, unit: Unit, speaker: Speaker) -> bool:
        """«ويضيف مقدم البرنامج» behind words of somebody: a definite office that nobody else has is his."""
        last = self.last.entity
        office = clean(unit.fold) in cues.TITLES and fold(speaker.as_written).split()[-1].startswith("ال")
        return office and last is not None and last.kind == "person"

    def stranger(self, units: list[Unit], place: int) -> Speaker:
        """«وقال ستين لوران الزميل في المعهد»: words no list knows stand where the subject of «قال» stands.

        Whoever they are, it is not the one who spoke before. NOBODY when nothing stands there.
        """
        start = end = over_adjuncts(units, place + 1, "قال")
        while end < len(units) and end - start < MOST_STRANGE and _may_be_subject(units[end]):
            end += 1
        if end == start:
            return NOBODY
        written = self._written(units, start, end)
        definite = units[start].fold.startswith("ال") or is_common(units[start].fold)
        if end - start == 1 or definite or end - start == MOST_STRANGE:
            return Speaker(None, "unnamed", written, end=end)
        return Speaker(self.cast.alone_named(written, units[start].start), "single_name", written, end=end)

    def _mouth(self, units: list[Unit], place: int) -> Speaker | None:
        """«أكدت المنظمة على لسان مديرها العام فلان أن»: the person by whom the body speaks."""
        if place + 2 >= len(units) or (units[place].fold, units[place + 1].fold) != (_ON, _TONGUE):
            return None
        speaker = self.phrase(units, place + 2)
        named = name_behind(self, units, place + 2, speaker) or speaker
        return named if named.entity and named.entity.kind == "person" else None

    def quoted_from(self, units: list[Unit], place: int) -> Speaker:
        """«ونُقل عن فلان قوله»: whom the words come from."""
        for at in range(place - 1, max(-1, place - 12), -1):
            if units[at].fold in FROM_HIM:
                return self.met_last(units, at)  # «ونُقل عنه قوله»
            tongue = units[at].fold == _TONGUE and at and units[at - 1].fold == _ON
            if (units[at].fold == _FROM or tongue) and at + 1 < place:
                return self.phrase(units, at + 1)
        return NOBODY


def _tells_in(units: list[Unit], place: int) -> bool:
    """«بياناً قالت فيه», «كلمة قال فيها»"""
    talk = units[place - 1].fold
    paper = talk in _TALKS or talk.removesuffix("ا") in _TALKS
    return paper and place + 1 < len(units) and units[place + 1].fold in _IN_IT


def _is_hers(units: list[Unit], speaker: Speaker) -> bool:
    """Is this a body with a feminine noun, for which the verb before it would be feminine?"""
    body = speaker.rule in ("organization", "body_called") and speaker.entity is not None
    return body and clean(units[0].fold).endswith("ه") and clean(units[0].fold) in cues.ORGANIZATIONS


def _may_be_subject(unit: Unit) -> bool:
    """A word that is no adverb, no particle, no verb of saying and no title with its article."""
    if unit.kind != "w" or is_preposition(unit) or verb_of(unit) or not unit.word.isalpha():
        return False
    other = unit.fold in cues.COMPLEMENTIZERS or unit.fold in cues.TIME or unit.fold in cues.BY
    other = other or unit.fold in cues.SACRED or unit.fold in cues.SACRED_SPEAKERS
    # «قال يدخل»: what he says stands there without «إن».
    other = other or (unit.fold[0] in "يتنس" and is_common(unit.fold))
    other = other or (unit.fold.endswith(("ت", "وا")) and not unit.fold.startswith("ال"))
    titled = unit.fold.startswith("ال") and clean(unit.fold) in cues.TITLES
    governed = unit.fold[0] in "لبك" and is_common(unit.fold)
    return not (other or titled or governed or _is_adverb(unit) or unit.fold.endswith(("ها", "هم")))


def _is_adverb(unit: Unit) -> bool:
    """«رسميا», «مازحا», «ووفقا»: an everyday word that ends so, or a participle; «فراكا» is a name."""
    if unit.word.endswith("اً") or unit.fold[1:] in cues.BY or unit.fold in (_EXCEPT, _OUR_LORD):
        return True
    common = is_common(unit.fold) or is_common(unit.fold[:-1]) or unit.fold[0] == "م"
    return unit.word.endswith("ا") and common
