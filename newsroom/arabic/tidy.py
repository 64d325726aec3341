"""What is stored: the author's own letters, without what nobody typed on purpose."""

import re

from newsroom.arabic.letters import BIDI_CONTROLS, INVISIBLE, ZWNJ, nfc

_REMOVED = dict.fromkeys(map(ord, INVISIBLE))
_INVISIBLE = re.compile(f"[{re.escape(INVISIBLE)}]")
_BIDI_CONTROL = re.compile(f"[{BIDI_CONTROLS}]")
_LINE_END = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}]")
_EMPTY_LINES = re.compile("\n{3,}")


def line(text: str) -> str:
    """One line: NFC, invisible characters out (ZWNJ stays), every run of blanks one space, ends stripped.

    Harakat, tatweel, quotation marks and commas are the author's and stay.
    """
    text = nfc(text.translate(_REMOVED))
    return " ".join(text.split()).strip(" " + ZWNJ)


def block(text: str) -> str:
    """Several lines: as `line` for each of them, line ends are \\n, several empty lines become one."""
    lines = _LINE_END.sub("\n", text).split("\n")
    return _EMPTY_LINES.sub("\n\n", "\n".join(map(line, lines))).strip("\n")


def visible(text: str) -> str:
    """The text without its invisible characters, blanks and line ends as they are."""
    return text.translate(_REMOVED) if _INVISIBLE.search(text) else text  # to look is quicker


def has_bidi_control(text: str) -> bool:
    """Is there a character that turns the direction of the text (an embedding, override or isolate)?"""
    return _BIDI_CONTROL.search(text) is not None
