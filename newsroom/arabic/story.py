"""A pasted plain story, read as its blocks: headline, paragraphs, sub-headings."""

import re
from typing import NamedTuple

from newsroom.arabic.letters import QUOTE_MARKS


class Block(NamedTuple):
    """One line of the story: kind is "p" or "h2", text[start:end] of the story as given is `text`."""

    kind: str
    start: int
    end: int
    text: str


class Story(NamedTuple):
    headline: str | None
    paragraphs: list[Block]


LONGEST_HEADLINE = 140
LONGEST_HEADING = 80
MOST_HEADING_WORDS = 10

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_FULL_STOP = tuple(".…:؛;،,")
_LIST_ITEM = re.compile(r"[-–—•*▪◦]|[0-9٠-٩]{1,3}\s?[-.)]")


def read(text: str) -> Story:
    """Every line that is not empty is a block. Offsets are those of the text as given; blanks at the ends are left out.

    A short first line without a full stop before a real paragraph is the headline; such a line between two
    paragraphs is a sub-heading. What is not sure is a paragraph.
    """
    blocks = [_block(text, match) for match in _LINE.finditer(text)]
    blocks = [block for block in blocks if block.text]
    headline = None
    if len(blocks) > 1 and _is_short(blocks[0].text, LONGEST_HEADLINE) and _is_longer(blocks[1:3], blocks[0]):
        headline = blocks.pop(0).text
    seen_paragraph = False
    for number, block in enumerate(blocks):
        if seen_paragraph and number + 1 < len(blocks) and _is_heading(block.text, blocks[number + 1].text):
            blocks[number] = block._replace(kind="h2")
        elif not _is_short(block.text, LONGEST_HEADING):
            seen_paragraph = True
    return Story(headline, blocks)


def _block(text: str, line: re.Match) -> Block:
    words = line[0].strip()
    start = line.start() + line[0].find(words) if words else line.start()
    return Block("p", start, start + len(words), words)


def _is_short(text: str, longest: int) -> bool:
    return len(text) <= longest and not text.endswith(_FULL_STOP) and not _LIST_ITEM.match(text)


def _is_longer(following: list[Block], first: Block) -> bool:
    """Does a real paragraph follow (at once, or after a line like a byline)?"""
    return any(len(block.text) > len(first.text) and len(block.text.split()) > 8 for block in following)


def _is_heading(text: str, following: str) -> bool:
    if not _is_short(text, LONGEST_HEADING) or len(text.split()) > MOST_HEADING_WORDS:
        return False
    if text[0] in QUOTE_MARKS and text[-1] in QUOTE_MARKS and len(text.split()) > 3:
        return False  # a spoken line of its own
    return not _is_short(following, LONGEST_HEADING) or following.endswith(_FULL_STOP)
