"""Signs and blanks as a careful Arabic typesetter puts them. Nothing is changed: each slip is shown first.

No letter is ever touched, so words quoted stay the words that were confirmed.
"""

import re
from dataclasses import dataclass

from newsroom.arabic.letters import (
    ARABIC_COMMA,
    ARABIC_LETTERS,
    ARABIC_QUESTION_MARK,
    ARABIC_SEMICOLON,
    HARAKAT,
    STRAIGHT_MARKS,
    TATWEEL,
    has_arabic,
)


@dataclass(frozen=True, slots=True)
class Slip:
    """`edits` are (start, end, what stands there instead), in order; `rule` names why."""

    rule: str
    edits: tuple[tuple[int, int, str], ...]

    @property
    def start(self) -> int:
        return self.edits[0][0]

    @property
    def end(self) -> int:
        return self.edits[-1][1]


_L = f"[{ARABIC_LETTERS}{HARAKAT}{TATWEEL}]"
_CLOSED = r"[»”)\]\"]"
_ENDS = f"(?:(?<={_L})|(?<=[0-9٠-٩])|(?<={_CLOSED}))"  # what a sign stands behind
_SIGNS = "،؛؟!:"
_BLANK = "[ \N{NO-BREAK SPACE}]"
# (rule, what is wrong, what stands there instead); only ever signs and blanks.
_RULES = [
    ("repeated_sign", re.compile(r"([،؛؟!])\1+"), r"\1"),
    ("dots", re.compile(r"(?<![.\d])\.{2,}"), "…"),
    # «كثيرون ,وقال»: the blank goes to where it belongs in one step
    (
        "latin_comma",
        re.compile(rf"(?:(?<={_L})|(?<={_CLOSED})){_BLANK}+,(?=[{ARABIC_LETTERS}«])"),
        f"{ARABIC_COMMA} ",
    ),
    ("latin_comma", re.compile(rf"(?:(?<={_L})|(?<={_CLOSED})){_BLANK}*,(?![0-9])"), ARABIC_COMMA),
    ("latin_semicolon", re.compile(rf"(?:(?<={_L})|(?<={_CLOSED})){_BLANK}*;"), ARABIC_SEMICOLON),
    ("latin_question_mark", re.compile(rf"(?:(?<={_L})|(?<={_CLOSED})){_BLANK}*\?"), ARABIC_QUESTION_MARK),
    ("blank_before_sign", re.compile(rf"{_ENDS}{_BLANK}+([{_SIGNS}.])(?={_L}{_L})"), r"\1 "),
    ("blank_before_sign", re.compile(rf"{_ENDS}{_BLANK}+(?=(?:[{_SIGNS}]|\.(?!\.))(?:[\s»”)]|$))"), ""),
    ("blank_in_marks", re.compile(rf"(?<=[«(]){_BLANK}+(?=\S)|(?<=\S){_BLANK}+(?=[»)])"), ""),
    ("no_blank_behind_sign", re.compile(rf"(?<={_L}[{_SIGNS},;?])(?=[{ARABIC_LETTERS}«])"), " "),
    ("no_blank_behind_stop", re.compile(rf"(?<={_L}{_L}\.)(?={_L}{_L})"), " "),
    ("waw_apart", re.compile(rf"(?:(?<=\sو)|(?<=^و)|(?<=[«(]و)){_BLANK}(?={_L}{_L})"), ""),
]


def slips(text: str) -> list[Slip]:
    """What one block of text has wrong, in order; no two touch the same place. Linear in its length."""
    if not has_arabic(text):
        return []
    found = [
        Slip(rule, ((match.start(), match.end(), match.expand(by)),))
        for rule, pattern, by in _RULES
        for match in pattern.finditer(text)
    ]
    return apart([*found, *_straight_marks(text)])


def apart(found: list[Slip]) -> list[Slip]:
    """These in order, without those that touch the place of one before them."""
    kept, taken = [], set()
    for slip in sorted(found, key=lambda slip: (slip.start, slip.end)):
        places = {place for start, end, _ in slip.edits for place in range(start, max(end, start + 1))}
        if not places & taken:
            taken |= places
            kept.append(slip)
    return kept


def _straight_marks(text: str) -> list[Slip]:
    """Pairs of typewriter's marks around Arabic words, where they do come in pairs."""
    places = [place for place, sign in enumerate(text) if sign in STRAIGHT_MARKS]
    if len(places) % 2:
        return []
    return [
        Slip("straight_marks", ((first, first + 1, "«"), (second, second + 1, "»")))
        for first, second in zip(places[::2], places[1::2], strict=True)
        if has_arabic(text[first:second]) and not re.search("[«»]", text[first:second])
    ]


def mended(text: str, chosen: list[Slip]) -> str:
    """The text with these slips mended."""
    pieces, at = [], 0
    for start, end, by in sorted(edit for slip in chosen for edit in slip.edits):
        pieces += [text[at:start], by]
        at = end
    return "".join([*pieces, text[at:]])
