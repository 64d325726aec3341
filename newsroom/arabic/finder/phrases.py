"""Whom a noun phrase refers to: a name, a part of a name, a title, a body, a paper, a source without a name."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.bodies import LOOSE, Bodies
from newsroom.arabic.finder.gazetteer import (
    ADJECTIVES,
    COMMON_WORDS,
    COUNTRIES,
    NATIONS,
    is_common,
    is_first_name,
)
from newsroom.arabic.finder.kinds import is_bearable, is_preposition, verb_of
from newsroom.arabic.finder.mentions import LATTER
from newsroom.arabic.finder.nouns import RELATIVE, noun_phrase
from newsroom.arabic.finder.runs import name_run, sure_run
from newsroom.arabic.finder.speaker import NOBODY, Speaker
from newsroom.arabic.finder.subjects import OF_OBJECTS, is_subject_in_marks, names_body, names_person
from newsroom.arabic.finder.units import Unit, clean, joined, without_lam
from newsroom.arabic.finder.verbs import SPEECH_NOUNS
from newsroom.arabic.fold import fold

# «وأكد معاليه أن»: a pronoun with honours, whoever spoke before.
_HONOURED = frozenset(
    fold(
        "سموه سموها معاليه معاليها سعادته سعادتها سيادته سيادتها فضيلته سماحته جلالته فخامته دولته غبطته نيافته حضرته"
    ).split()
)
_HEADS = cues.ORGANIZATIONS | cues.CLASS_NOUNS | cues.TITLES
_EVERYDAY = COMMON_WORDS | ADJECTIVES
_SOME = frozenset(fold("بعض معظم غالبية عدد كثير العديد أغلب جمع أحد إحدى").split())
_ISSUED_BY = frozenset(fold("صادر صادرة أصدرته أصدره").split())
_ISSUED = frozenset(fold("بيان بلاغ مذكرة رسالة تعميم تقرير دراسة وثيقة").split())  # «بيان للوزارة» is hers
_GENERAL = fold("عام")
_MAN, _OF_TRADES = fold("رجل"), frozenset(fold("الأعمال الدين الأمن").split())
_GROUP = fold("مجموعة")
_THE_SOURCE = fold("المصدر")
_THUS = fold("هكذا")
_HAS = fold("قد")
_OF, _IN, _FOR = fold("من"), fold("في"), fold("ل")
_TALKS = frozenset(fold("تصريح تصريحات بيان رسالة مدونة تغريدة تدوينة").split())


class Phrases(Bodies):
    """Reads noun phrases of one text. Each reader answers a Speaker, or None when the phrase is not of its sort."""

    def phrase(self, units: list[Unit], start: int, she: bool | None = None) -> Speaker:
        """Whom the noun phrase at `start` refers to; NOBODY when there is none."""
        if start >= len(units):
            return NOBODY
        self.cast.here = units[start].start
        unit = units[start]
        if unit.kind == "q":
            return self._marked(units, start)
        if unit.fold in _HONOURED:
            return self.met_last(units, start)
        if unit.fold in LATTER and (latter := self.latter(units, start)):
            return latter
        some = unit.fold in _SOME or (
            unit.fold == _GROUP and units[start + 1 : start + 2] and units[start + 1].fold == _OF
        )
        if unit.kind == "w" and some and start + 1 < len(units):
            return self._some(units, start)
        # «اعترف بالقيادة»; but «وقال بالخير», whose name it is
        governed = unit.fold.startswith(("بال", "كال")) and not self.cast.is_called(unit.fold)
        if unit.kind != "w" or is_preposition(unit) or governed or unit.fold in cues.COMPLEMENTIZERS:
            return NOBODY
        if self.is_surname_alone(units, start):
            return self.surname(units, start, she)
        for read in (
            self.known,
            self._article,
            self._outlet,
            self._unnamed,
            self.titled,
            self._paper,
            self._latin,
            self.body,
            self._named,
        ):
            if speaker := read(units, start, she):
                return speaker
        return NOBODY

    def _marked(self, units, start) -> Speaker:
        """«وأوضحت "كذا" أن»: an outlet or a name in marks, where what follows shows that it is one."""
        unit = units[start]
        following = units[start + 1] if start + 1 < len(units) else None
        verb = verb_of(units[start - 1]) if start else None
        described = (
            verb is not None and verb.lemma == "وصف" and not units[start - 1].fold.endswith(("ه", "ها", "هم"))
        )
        if described and following is not None and following.fold in cues.COMPLEMENTIZERS:
            return NOBODY  # «سيصف "الخطة" بأنها كذا»
        if verb is not None and verb.lemma in OF_OBJECTS:
            return NOBODY
        thus = start > 1 and units[start - 2].fold == _THUS
        if (following is None or thus) and len(unit.word.split()) <= 3:
            return self.in_marks(units, start)  # «…» هكذا يقول "فلان"
        if following is None or (len(unit.word.split()) > 4 and not names_body(unit.word)):
            return NOBODY
        if len(unit.word.split()) <= 3 and self.cast.called(tuple(fold(unit.word).split()) or ("",)):
            return self.in_marks(units, start)  # «أكد "الفلاني" سعي الهيئة إلى»
        ties = following.fold in cues.COMPLEMENTIZERS | cues.SPEECH_OBJECTS or following.word == ":"
        if not (
            ties or is_subject_in_marks(units, start) or is_preposition(following) or names_body(unit.word)
        ):
            return NOBODY
        return self.in_marks(units, start)

    def in_marks(self, units, start) -> Speaker:
        """The person or body whose name stands in the marks at `start`."""
        unit, following = units[start], units[start + 1] if start + 1 < len(units) else None
        if len(unit.word.split()) > 6:
            return NOBODY
        namesakes = self.cast.called(tuple(fold(unit.word).split()) or ("",))
        entity = namesakes[0] if namesakes else self.cast.organization_named(unit.word)
        if entity is None and following is not None and following.word == ":" and len(unit.word.split()) > 1:
            entity = self.cast.person(unit.word, place=unit.start)
        entity = entity or self.cast.organization(unit.word, unit.start)
        return Speaker(entity, "named_in_marks", unit.word, end=start + 1)

    def _unnamed(self, units, start, she):
        """«مصادر محلية»، «مسؤول أمني»، «منتقدون»."""
        unit = units[start]
        third = units[start + 2].fold if start + 2 < len(units) else ""
        indefinite = (
            unit.fold in cues.TITLES and start + 1 < len(units) and units[start + 1].fold in ADJECTIVES
        ) and not (third in COUNTRIES or third.startswith("ال"))  # «مدافع منتخب كذا»
        general = indefinite and units[start + 1].fold == _GENERAL and len(units) > start + 2
        if general and units[start + 2].kind == "w" and not is_preposition(units[start + 2]):
            indefinite = units[start + 2].fold in cues.COMPLEMENTIZERS  # «مدير عام جمارك الميناء»
        if indefinite and (speaker := self.titled_name(units, start)):
            return speaker
        inner = clean(unit.fold)
        if unit.fold == _MAN and start + 1 < len(units) and units[start + 1].fold in _OF_TRADES:
            return None  # «رجل الأعمال فلان الفلاني»
        if unit.fold == _THE_SOURCE and start + 1 < len(units) and units[start + 1].fold in LOOSE:
            written = self._written(units, start, start + 2)
            return self.same_again(end=start + 2) or Speaker(None, "unnamed", written, end=start + 2)
        things = inner in _HEADS or unit.fold.startswith("لل")
        if start + 1 < len(units) and _are_many_of(unit, units[start + 1]):
            end = noun_phrase(units, start + 1)
            return Speaker(None, "unnamed", self._written(units, start, end), end=end)
        plural = unit.fold.endswith(("ون", "ين")) and len(unit.fold) > 5 and not things
        many = plural and not self.cast.is_called(unit.fold) and name_run(units, start) < start + 2
        two = inner.endswith("ان") and (inner[:-2] in cues.TITLES or inner[:-3] in cues.TITLES)  # «المحاميان»
        if not (two or clean(unit.fold) in cues.UNNAMED or unit.fold in cues.UNNAMED or indefinite or many):
            return None
        end = noun_phrase(units, start)
        if plural and not unit.fold.startswith("ال") and end - start > 1 and not _describes(units[start + 1]):
            end = start + 1  # «ووصف ناشطون الوضع بأنه»
        if end - start > 1 and clean(units[end - 1].fold) in cues.TITLES:
            end = max(end, sure_run(units, end))  # «أسرة الفنانة فلانة الفلانية»
        if end - start > 1 and units[end - 1].kind == "q" and len(units[end - 1].word.split()) > 4:
            end -= 1  # «وقال الناشطون "…"»
        end = _over_house(units, end)
        end -= end - start > 1 and units[end - 1].kind == "q" and len(units[end - 1].word.split()) > 4
        return Speaker(None, "unnamed", self._written(units, start, end), end=end)

    def _some(self, units, start) -> Speaker:
        """«بعض وسائل الإعلام», «عدد من الأهالي»: many without a name."""
        head = start + 1 + (units[start + 1].fold == _OF)
        if head >= len(units) or units[head].kind != "w" or is_preposition(units[head]):
            return NOBODY
        end = noun_phrase(units, head)
        end -= end - head > 1 and units[end - 1].kind == "q"  # «وهتف جمع من البحارة "…"»
        return Speaker(None, "unnamed", self._written(units, start, end), end=end)

    def _paper(self, units, start, she):
        """«البيان» speaks for whoever issued it; «بيان الوزارة» names its issuer."""
        unit = units[start]
        if not joined(unit.fold, cues.PAPERS):
            return None
        if clean(unit.fold) != unit.fold or start + 1 >= len(units):
            issuer = self.paper_of or self.last.entity
            return Speaker(issuer, "paper" if issuer else "unnamed", unit.word, end=start + 1)
        if units[start + 1].fold in _ISSUED_BY and start + 3 < len(units):
            start += 2  # «تقرير صادر عن الغرفة»
        if units[start + 1].fold == _FOR and start + 2 < len(units) and units[start + 2].kind == "q":
            behind = self.in_marks(units, start + 2)  # «بيان لـ"المرسى"»
            self.paper_of = behind.entity
            return Speaker(behind.entity, "paper", behind.as_written, end=start + 3)
        behind = self.phrase(without_lam(units, start + 1) if unit.fold in _ISSUED else units[start + 1 :], 0)
        if behind.entity:
            self.paper_of = behind.entity
            end = start + 1 + behind.end
            return Speaker(behind.entity, "paper", behind.as_written, behind.position, end=end)
        end = noun_phrase(units, start)
        name = self._written(units, start, end)
        return Speaker(self.cast.organization(name, unit.start), "paper", name, end=end)

    def _named(self, units, start, she):
        if speaker := self.surname(units, start, she):
            return speaker
        if speaker := self._of(self.names.name_at(units, start), "single_name"):
            return speaker
        if speaker := self._ranked(units, start, she):
            return speaker
        unit, after = units[start], units[start + 1] if start + 1 < len(units) else None
        definite = unit.fold.startswith("ال") and len(unit.fold) > 4 and clean(unit.fold) not in ADJECTIVES
        tied = after is not None and (
            after.fold in cues.COMPLEMENTIZERS
            or after.word in (":", "،")
            or after.kind == "q"
            or after.fold == _HAS  # «كان فلان قد هدد»
            or after.fold in SPEECH_NOUNS  # «اكتفى فلان بالقول»
            or (definite and not is_common(unit.fold) and after.fold[0] == "ب")  # «نوه الرويتع بثبات السعر»
        )
        if after is not None and not definite and after.fold in RELATIVE and not is_common(unit.fold):
            tied = True  # «وقال أردمان الذي شهد ذلك»
        where = after is not None and after.fold == _IN and start + 2 < len(units)
        if (
            not tied
            and where
            and joined(units[start + 2].fold, cues.PAPERS | _TALKS)
            and name_run(units, start) == start + 1
        ):
            tied = True  # «أوضحت سامسونج في تقرير أن»
        if tied and not definite and (body := self.cast.body_with(unit.fold)):
            return Speaker(body, "body_called", unit.word, end=start + 1)
        if tied and definite and is_common(unit.fold):  # «قالت الأم:»
            return Speaker(None, "unnamed", unit.word, end=start + 1)
        if unit.fold.endswith(("هم", "ها", "هما")) or len(unit.fold) < 3:
            return None  # «وسط ترديدهم "…"»
        if unit.fold[0] in "لب" and unit.fold[1:] in COMMON_WORDS and not is_first_name(unit.fold):
            return None  # «وقال بلسان»
        if (
            tied
            and she is False
            and unit.fold.endswith("ي")
            and unit.fold not in _EVERYDAY
            and is_bearable(unit)
        ):
            # «وقال حفظي:»: a family's name that is made of an everyday word
            return Speaker(
                self.cast.alone_named(unit.word, unit.start), "single_name", unit.word, end=start + 1
            )
        if tied and (definite or name_run(units, start) == start + 1):
            # Firms and bodies are feminine, families' names end in «ي».
            person = she is False or is_first_name(unit.fold) or (definite and unit.fold.endswith("ي"))
            make = self.cast.alone_named if person else self.cast.organization
            return Speaker(make(unit.word, unit.start), "single_name", unit.word, end=start + 1)
        return None

    def _ranked(self, units, start, she) -> Speaker | None:
        """«وقال الكومندان فلان»: a rank no list knows before the last name of somebody met before."""
        unit, after = units[start], units[start + 1] if start + 1 < len(units) else None
        if unit.fold.startswith("ال") and after is not None and after.kind == "q" and _is_of_nation(unit):
            words = after.word.split()  # «كشفت البريطانية "فلانة الفلانية" أن»
            if 1 < len(words) <= 4 and names_person(words):
                entity = self.cast.person(after.word, unit.word, after.start)
                return Speaker(entity, "named_in_marks", after.word, unit.word, end=start + 2)
        definite = unit.fold.startswith("ال") and clean(unit.fold) not in ADJECTIVES
        if not definite or after is None or after.kind != "w" or is_common(after.fold):
            return None
        speaker = self.surname(units, start + 1, she)
        if speaker is None or speaker.entity.kind != "person" or len(speaker.entity.tokens) < 2:
            return None
        speaker.rule = "title_surname"
        return speaker


def _describes(unit: Unit) -> bool:
    """Does this word go on with «ناشطون», «خبراء» …: an adjective, or where they are?"""
    return not unit.fold.startswith("ال") or unit.fold in ADJECTIVES


def _is_of_nation(unit: Unit) -> bool:
    return clean(unit.fold).removesuffix("ه") in NATIONS or clean(unit.fold) in NATIONS


def _are_many_of(unit: Unit, after: Unit) -> bool:
    """«متمردو حركة كذا», «كاتبو الخطاب»: many, by the plural before a noun it belongs to."""
    if not unit.fold.endswith("و") or len(unit.fold) < 5 or is_first_name(unit.fold) or after.kind != "w":
        return False
    one = unit.fold[:-1]
    plain = one in cues.TITLES or is_common(one) or f"{unit.fold}ن" in cues.UNNAMED
    return after.fold in cues.ORGANIZATIONS or (
        plain and (after.fold.startswith("ال") or is_common(after.fold))
    )


def _over_house(units: list[Unit], end: int) -> int:
    """«مصدر في الديوان», «مسؤول بوزارة الصيد»: the body whose people say so belongs to the words."""
    if end + 1 < len(units) and units[end].fold == _IN and joined(units[end + 1].fold, cues.ORGANIZATIONS):
        return noun_phrase(units, end + 1)
    if end < len(units) and units[end].fold[0] == "ب" and joined(units[end].fold, cues.ORGANIZATIONS):
        return noun_phrase(units, end)
    return end
