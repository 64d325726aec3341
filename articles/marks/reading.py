"""Reading a body: its words, its marks, its photos and cards; nothing is changed."""

import re
from html import unescape

from articles.marks.document import RANK, Close, Leaf, Open, Part, parse
from articles.marks.embeds import is_embed
from articles.marks.vocabulary import LONGEST_TEXT, MOST_LETTERS
from articles.marks.write import write

INLINE_TAG = re.compile(rf"</?(?:{'|'.join(RANK)})\b[^>]*>")
BLOCK_TAG = re.compile(r"<[^>]*>")
FIGURE = re.compile(r'<figure data-photo="([^"]+)">')
BARE_FIGURE = re.compile(r'<figure data-photo="([^"]+)"></figure>')


def leaves(html):
    return [node for node in parse(html) if isinstance(node, Leaf)]


def blocks(html):
    """The body as the list of its outermost blocks; joined they are the body again."""
    found, depth = [[]], 0
    for node in parse(html):
        found[-1].append(node)
        depth += isinstance(node, Open) - isinstance(node, Close)
        if not depth:
            found.append([])
    return [write(nodes) for nodes in found if nodes]


def text(html):
    """The words of a body: blocks joined by line ends, no markup."""
    return "\n".join(leaf.text for leaf in leaves(html))


def is_too_long(html):
    """Whether a body, clean or as it was typed, is longer than a book."""
    return len(html) > MOST_LETTERS or (len(html) > LONGEST_TEXT and len(text(html)) > LONGEST_TEXT)


def shown(html, captions=True):
    """The words of a body for who compares two: as `text`, with the address of each card on a line of its own.

    Without `captions`, what stands under photos is left out: it is read only where they are shown.
    """
    lines, in_photo = [], False
    for node in parse(html):
        if isinstance(node, Leaf):
            lines += [] if in_photo else [node.text]
        elif is_card(node):
            lines.append(node.value)
        elif node.tag == "figure":
            in_photo = isinstance(node, Open) and not captions
    return "\n".join(lines)


def cards(html):
    """The addresses of the posts and videos in a body, in order."""
    return [node.value for node in parse(html) if is_card(node)]


def is_card(node):
    return isinstance(node, Open) and node.tag == "figure" and is_embed(node.value)


def count_words(html):
    """How many words a clean body has; it is asked at every save, so nothing is parsed."""
    return len(unescape(BLOCK_TAG.sub(" ", INLINE_TAG.sub("", html))).split())


def photos(html):
    """The uids of the photos in a clean body, in order; it is asked at every save, so nothing is parsed."""
    return FIGURE.findall(html)


def bare_photos(html):
    """The uids of those that stand in a clean body without words of their own under them."""
    return BARE_FIGURE.findall(html)


def parts(html):
    """The quote marks in a body as a list of Part, in order of their beginning."""
    return read(html)[1] if "data-quote" in html else []


def read(html):
    """(text, parts) of a body in one reading."""
    found, lines, offset = [], [], 0
    for block, leaf in enumerate(leaves(html)):
        line = leaf.text
        lines.append(line)
        if any(marks for _, marks in leaf.runs):
            found += _parts_of(leaf, line, offset, block)
        offset += len(line) + 1
    return "\n".join(lines), found


def _parts_of(leaf, line, offset, block):
    found, open_parts, position = [], {}, 0
    for run, marks in leaf.runs:
        for mark in [mark for mark in open_parts if mark not in marks]:
            found.append((open_parts.pop(mark), position, mark))
        for mark in marks:
            if mark[0] in ("q", "span"):
                open_parts.setdefault(mark, position)
        position += len(run)
    found += [(start, position, mark) for mark, start in open_parts.items()]
    found.sort(key=lambda row: (row[0], -row[1]))
    return [
        Part(key, tag, offset + start, offset + end, line[start:end], block)
        for start, end, (tag, key) in found
    ]
