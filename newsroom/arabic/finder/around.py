"""What stands around words between marks: hadith, a list, a title, words announced as words."""

import re

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.marked_names import OPENS_CLAUSE
from newsroom.arabic.finder.ties import Cue
from newsroom.arabic.finder.units import Unit, joined
from newsroom.arabic.fold import fold

FAR = 40  # units between a cue and the words it governs
_SEPARATORS = re.compile("[،؛,]")
_PRAISES, _GOD = frozenset(fold("صلى رضي").split()), fold("الله")
_ON_HIM = frozenset(fold("عليه عنه عنها عنهما عنهم").split())
TITLED = frozenset(fold("عنوان بعنوان شعار شعارات عناوين مسمى").split())
_TALKS = frozenset(
    fold("اتصال هاتفي هاتفيا حديث حديثه حديثها تصريح تصريحات حوار مقابلة لقاء مكالمة اتصالا").split()
)
_FOLLOWING = frozenset(fold("التالية الآتية التالي الآتي").split())
_MESSAGES = frozenset(fold("تحذير بيان رسالة تنبيه تغريدته تغريدتها تعليقه تعليقها").split())
_SAYINGS = frozenset(fold("جملة عبارة كلمات عبارات تغريدة كلمة نص تعليق قول").split())


def _is_handed_down(units: list[Unit], place: int, cue: Cue | None) -> bool:
    """«قال رضي الله عنه: "…"», «عن النبي صلى الله عليه وسلم أنه قال: "…"»: hadith, and what companions handed down."""
    owned = cue is not None and cue.speaker.rule != "none"
    start = cue.place if owned else max(0, place - FAR)
    return any(
        units[at].fold in _PRAISES and units[at + 1].fold == _GOD and units[at + 2].fold in _ON_HIM
        for at in range(start, place - 2)
    )


def is_sacred(units: list[Unit], place: int, cue: Cue | None) -> bool:
    """The words of God, hadith, verse and proverbs are nobody's quote."""
    if place and units[place - 1].word in ("﴿", "{"):
        return True
    if _is_handed_down(units, place, cue):
        return True
    start = cue.place if cue else max(0, place - 3)
    if any(unit.fold.removeprefix("ب") in cues.SACRED for unit in units[max(start, place - 8) : place]):
        return True
    behind = [unit.fold for unit in units[start + 1 : min(start + 3, place)]]
    poet = place > 1 and units[place - 1].word == ":" and units[place - 2].fold == fold("الشاعر")
    return poet or any(
        word in cues.SACRED_SPEAKERS and (at == 0 or behind[0] == fold("في"))
        for at, word in enumerate(behind)
    )


def is_announced(units: list[Unit], place: int) -> bool:
    """«أخذت الجملة التالية "…"», «استهل تغريدته بعبارة "…"»."""
    at = place - 1
    if at > 0 and units[at].fold in _FOLLOWING:
        return units[at - 1].fold.removeprefix("ب").removeprefix("ال") in _SAYINGS
    return at >= 0 and units[at].fold[0] == "ب" and units[at].fold[1:] in _SAYINGS


def is_announced_by_noun(unit: Unit) -> bool:
    """«نشر النادي التحذير: "…"», «جاء في الرسالة الآتي: "…"»."""
    return unit.kind == "w" and (
        unit.fold in _FOLLOWING or unit.fold.removeprefix("ال") in _SAYINGS | _MESSAGES
    )


def is_talk(units: list[Unit], place: int) -> bool:
    """«في اتصال هاتفي بـ"المرسى"»: with whom somebody talked."""
    return any(unit.fold in _TALKS for unit in units[max(0, place - 2) : place])


def is_listed(units: list[Unit], place: int) -> bool:
    """«تحتها 4 أنواع هي "…"», «كان عنوان الصحيفة هو "…"»: a list, or a title."""
    return any(
        unit.word.isdecimal() or joined(unit.fold, TITLED) for unit in units[max(0, place - 4) : place]
    )


def is_enumeration(words: str) -> bool:
    """«سالم المرجاني، فادي النجار، ريم البستاني»: three things or more in a row, and no sentence."""
    parts = [part.split() for part in _SEPARATORS.split(words.rstrip(". "))]
    return len(parts) > 2 and all(0 < len(part) <= 3 and fold(part[0]) not in OPENS_CLAUSE for part in parts)
