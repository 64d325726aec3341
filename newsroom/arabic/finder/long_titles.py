"""The subject behind its verb, when the name ends a long title or goes on past the words a list knows."""

from newsroom.arabic.finder import cues
from newsroom.arabic.finder.adjuncts import name_ahead
from newsroom.arabic.finder.gazetteer import ADJECTIVES, COUNTRIES, is_common
from newsroom.arabic.finder.kinds import is_bearable, is_preposition, verb_of
from newsroom.arabic.finder.nouns import RELATIVE, RULING, SELF
from newsroom.arabic.finder.phrases import Phrases
from newsroom.arabic.finder.speaker import Speaker
from newsroom.arabic.finder.units import Unit, clean, joined
from newsroom.arabic.fold import fold

_NOUNS = (
    cues.TITLES | cues.ORGANIZATIONS | cues.CLASS_NOUNS | cues.GLUE | cues.LINKED | ADJECTIVES | COUNTRIES
)
_TEEN = fold("عشر")
MOST_REST = 4  # words of a body's name that no list knows


def reach_end(phrases: Phrases, units: list[Unit], speaker: Speaker) -> None:
    """«قالت شركة كذا وكذا إن»: right before the complementizer stands nothing but the rest of the name."""
    end, most = speaker.end, 1 if speaker.rule == "single_name" else MOST_REST
    while end < len(units) and end - speaker.end <= most and _is_rest(units, end):
        end += 1
    tied = end < len(units) and (units[end].fold in cues.COMPLEMENTIZERS or units[end].word == ":")
    if not tied or not 0 < end - speaker.end <= most or speaker.entity is None:
        return
    start = phrases.text.rfind(speaker.as_written, 0, units[speaker.end].start)
    if start < 0 or not speaker.as_written:
        return
    name = phrases.text[start : units[end - 1].end]
    if speaker.rule == "single_name" and speaker.entity.kind == "person":
        speaker.entity = phrases.cast.person(name, speaker.position, start)
    elif speaker.rule == "organization":
        speaker.entity = phrases.cast.organization(name, start, speaker.entity.source)
    else:
        return
    speaker.as_written, speaker.end = name, end


def _is_rest(units: list[Unit], at: int) -> bool:
    unit = units[at]
    if (
        unit.kind != "w"
        or is_preposition(unit)
        or verb_of(unit)
        or unit.fold in cues.TIME | RELATIVE | SELF | RULING
    ):
        return False
    if unit.fold.startswith("ال") and clean(unit.fold) in cues.TITLES:
        return False
    return not (unit.fold.endswith("ا") and is_common(unit.fold))  # «مساء», «رسميا»


def name_behind(phrases: Phrases, units: list[Unit], start: int, found: Speaker) -> Speaker | None:
    """«القانوني فلان الفلاني», «المتحدث باسم هذه الهيئة الدكتور فلان»: the name behind a long title."""
    plain = start < len(units) and units[start].kind == "w" and not is_preposition(units[start])
    if not plain or (found.rule == "unnamed" and not found.position):
        return None
    speaker = name_ahead(units, start, phrases.named_at)
    if speaker is None or speaker.end <= start:
        return None
    _take_strange_first(phrases, units, start, speaker)
    name = phrases.text.find(speaker.as_written, units[start].start)
    title = _title(phrases, units, start, name)
    if title and speaker.entity and len(title) < 150:
        speaker.position = title
        if title not in speaker.entity.positions:
            speaker.entity.positions.append(title)
    return speaker


def _take_strange_first(phrases: Phrases, units: list[Unit], start: int, speaker: Speaker) -> None:
    """«مدير مركز الصقور إقدام مجيد الفلاني أن»: an indefinite word between the title and the name is a name too."""
    tied = speaker.end < len(units) and (
        units[speaker.end].fold in cues.COMPLEMENTIZERS or units[speaker.end].word == ":"
    )
    at = speaker.end - len(speaker.as_written.split()) - 1
    if (
        speaker.rule != "full_name"
        or not tied
        or at <= start
        or units[at + 1].fold != fold(speaker.as_written.split()[0])
    ):
        return
    unit, before = units[at], units[at - 1]
    noun = (
        unit.fold in _NOUNS
        or unit.fold == _TEEN
        or not is_bearable(unit)
        or unit.fold[0] in "بلوفك"
        or unit.fold.startswith("ال")
    )
    if noun or not before.fold.startswith(("ال", "لل", "بال")) or clean(before.fold) in cues.RANKS:
        return
    name = phrases.text[unit.start : units[speaker.end - 1].end]
    speaker.entity = phrases.cast.person(name, place=unit.start)
    speaker.as_written = name


def _title(phrases: Phrases, units: list[Unit], start: int, name: int) -> str:
    """What stands before the name, when it is a title; without the rank right before the name."""
    words = [unit for unit in units[start:] if unit.start < name]
    while len(words) > 1 and clean(words[-1].fold) in cues.RANKS:
        words.pop()
    if not words or not (words[0].fold.startswith("ال") or joined(words[0].fold, cues.TITLES)):
        return ""
    return phrases.text[words[0].start : words[-1].end].rstrip("،, ")


def name_later(phrases: Phrases, units: list[Unit], titled: Speaker) -> Speaker | None:
    """«قال الوزير الذي يرأس الوفد الشيخ فلان الفلاني»: the name stands behind a relative clause."""
    if not titled.position or titled.end >= len(units) or units[titled.end].fold not in RELATIVE:
        return None
    for at in range(titled.end + 1, min(len(units), titled.end + 25)):
        unit = units[at]
        if unit.kind == "q" or unit.word == ":" or unit.fold in cues.COMPLEMENTIZERS:
            break
        if clean(unit.fold) in cues.RANKS and (speaker := phrases.titled_name(units, at)) and speaker.entity:
            speaker.entity.positions.append(titled.position)
            speaker.position = titled.position
            return speaker
    return None
