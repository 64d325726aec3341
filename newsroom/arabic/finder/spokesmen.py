"""On whose behalf a spokesperson speaks: «متحدث باسم الوزارة», «الناطق الإعلامي لهيئة الموانئ»."""

import re

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.units import joined
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import bare

_SPEAKS = re.compile(
    r"(?:^|\s)(?:ال|لل)?(?:متحدث|ناطق)(?:ة|ون|ين|ا|اً)?(?:\s(?:ال)?(?:رسمي|إعلامي|اعلامي|صحفي|صحافي|عسكري|أمني)ة?)*"
    r"\s(?:(?:باسم|بلسان|عن)\s(?P<of>.+)|(?P<for>[لب]\S+(?:\s.+)?))"
)
# «… المقدم فلان»: the rank of the name that follows is no part of the body's name.
_RANK = re.compile(
    r"\s(?:"
    + "|".join(
        rf"ال{word}"
        for word in [
            "دكتور",
            "مهندس",
            "لواء",
            "عميد",
            "عقيد",
            "مقدم",
            "رائد",
            "نقيب",
            "ملازم",
            "أستاذ",
            "سيد",
        ]
    )
    + r")$"
)


def represented(phrase: str) -> str:
    """The body in whose name the phrase says that somebody speaks, as printed; "" when it says none."""
    found = _SPEAKS.search(bare(phrase))
    if not found:
        return ""
    name = _RANK.sub("", (found["of"] or _without_preposition(found["for"])).strip(" ،,"))
    return name if len(name) > 2 else ""


def _without_preposition(words: str) -> str:
    """«لوزارة الصحة» → «وزارة الصحة», «للدفاع المدني» → «الدفاع المدني»; "" when no body follows."""
    if words.startswith("لل"):
        return "ال" + words[2:]
    rest = words[1:]
    return (
        rest if joined(fold(rest).split()[0] if fold(rest) else "", cues.ORGANIZATIONS | cues.BODIES) else ""
    )
