"""A body taken apart: blocks, and in each block runs of text with the marks that lie on them."""

import html as entities
import re
from typing import NamedTuple

KEY = re.compile(r"[a-z0-9]{10}")
PHOTO = re.compile(r"[A-Za-z0-9_.-]{1,100}")
# Our own pages by a single slash, or a scheme; never //host, which borrows the page's scheme.
HREF = re.compile(r"(?:https?://|mailto:|tel:)[^\s\\]+|/(?![/\\])[^\s\\]*|#[^\s\\]*", re.IGNORECASE)

OURS = {
    **{"b": "strong", "i": "em", "h1": "h2", "h4": "h3", "h5": "h3", "h6": "h3"},
    **{"div": "p", "section": "p", "article": "p"},
}
LEAVES = {"p", "h2", "h3", "figcaption"}  # blocks that hold text
HOLDERS = {"ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "th", "td", "figure"}
LISTS = {"ul", "ol"}
KEPT_EMPTY = {"td", "th", "figure"}
RANK = {"span": 0, "q": 1, "a": 2, "strong": 3, "em": 4}  # the order in which marks nest

TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+="[^"]*")*)\s*/?>|([^<]+)|<')
VALUE = re.compile(r'(?:data-quote|href|data-photo|data-embed)="([^"]*)"')
DEEPEST = 30  # elements inside one another; what lies deeper keeps the marks around it
BLANKS = re.compile(r"[ \t\r\n\f\v\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]+")

UNTIDY = re.compile("  | \n|\n ")


class Leaf(NamedTuple):
    """A block of text: `runs` is a list of (text, marks); marks are ((name, value), …) in RANK order.

    A line break inside the block is "\\n" in its text.
    """

    tag: str
    runs: list

    @property
    def text(self):
        return "".join(text for text, _ in self.runs)


class Open(NamedTuple):
    tag: str
    value: str


class Close(NamedTuple):
    tag: str


class Part(NamedTuple):
    """One mark in the text: `text(body)[start:end]` are its words; `block` counts leaves from 0."""

    key: str
    tag: str
    start: int
    end: int
    text: str
    block: int


def parse(html):
    """Sanitised HTML to a list of Open, Leaf and Close in reading order."""
    reader = _Reader()
    for slash, tag, attributes, text in TOKEN.findall(html):
        if text:
            reader.read(entities.unescape(text))
        elif tag:
            tag = OURS.get(tag, tag)
            if slash:
                reader.close(tag)
            else:
                value = VALUE.search(attributes)
                reader.open(tag, entities.unescape(value[1]) if value else "")
        else:
            reader.read("<")
    reader.finish()
    return reader.nodes


class _Reader:
    def __init__(self):
        self.nodes, self.holders = [], []
        self.leaf, self.runs = None, []
        self.is_loose = (
            False  # the block was begun by text that stands in none, as in a box without the editor
        )
        self.inline, self.marks = [], ()

    def open(self, tag, value):
        if tag in RANK:
            self.inline.append((tag, value))
            if len(self.inline) <= DEEPEST:
                self._settle()
        elif tag == "br":
            if self.leaf:
                self.runs.append(("\n", self.marks))
        elif tag in LEAVES:
            self._end_leaf()
            self.leaf = self._leaf_here(tag)
        elif tag in HOLDERS:
            self._end_leaf()
            if tag == "li" and not self._inside(LISTS):
                return
            if tag == "figure" and not value:
                return
            self.holders.append(tag)
            self.nodes.append(Open(tag, value))

    def close(self, tag):
        if tag in RANK:
            for index in range(len(self.inline) - 1, -1, -1):
                if self.inline[index][0] == tag:
                    del self.inline[index]
                    break
            if len(self.inline) < DEEPEST:
                self._settle()
        elif tag in LEAVES:
            self._end_leaf()
        elif tag in HOLDERS and tag in self.holders:
            self._end_leaf()
            while self._end_holder() != tag:
                pass

    def read(self, text):
        first, *others = text.split("\n") if self.is_loose or not (self.leaf or self.holders) else [text]
        self._read(first)
        for line in others:  # who types without markup ends a paragraph with its line
            self._end_leaf()
            self._read(line)

    def _read(self, text):
        if self.leaf is None:
            if not text.strip():
                return
            self.leaf, self.is_loose = self._leaf_here("p"), not self.holders
        self.runs.append((BLANKS.sub(" ", text), self.marks))

    def finish(self):
        self._end_leaf()
        while self.holders:
            self._end_holder()

    def _inside(self, tags):
        return bool(self.holders) and self.holders[-1] in tags

    def _leaf_here(self, tag):
        if self._inside({"figure"}):
            return "figcaption"
        return "p" if tag == "figcaption" else tag

    def _settle(self):
        """The marks on what is read next: one of each name, the outer one first come."""
        marks = {}
        for tag, value in self.inline:
            if tag in ("q", "span", "a") and not value:
                continue
            marks.setdefault(tag, value)
        if "q" in marks:
            marks.pop("a", None)
            if marks.get("span") == marks["q"]:
                marks.pop("span")  # one quote cannot be both verbatim and a paraphrase
        self.marks = tuple(sorted(marks.items(), key=lambda mark: RANK[mark[0]]))

    def _end_leaf(self):
        if self.leaf:
            runs = _tidy(self.runs)
            if runs:
                self.nodes.append(Leaf(self.leaf, runs))
        self.leaf, self.runs, self.is_loose = None, [], False

    def _end_holder(self):
        tag = self.holders.pop()
        if self.nodes and isinstance(self.nodes[-1], Open) and tag not in KEPT_EMPTY:
            self.nodes.pop()
        else:
            self.nodes.append(Close(tag))
        return tag


def _tidy(runs):
    """Single blanks, none at the block's or a mark's edges, neighbours with equal marks joined."""
    if _is_tidy(runs):
        return runs
    loose = []
    after_blank = True
    for text, marks in runs:
        if after_blank:
            text = text.lstrip(" ")
        if text:
            loose.append([text, marks])
            after_blank = text[-1] in " \n"
            if text[0] == "\n":
                _strip_end(loose, len(loose) - 1)
    _strip_end(loose)
    while loose and not loose[-1][0].strip("\n "):
        loose.pop()
        _strip_end(loose)
    while loose and not loose[0][0].strip("\n "):
        loose.pop(0)
    if loose:
        loose[0][0] = loose[0][0].lstrip("\n ")
        loose[-1][0] = loose[-1][0].rstrip("\n ")
    joined = []
    for text, marks in _blanks_outside(loose):
        if joined and joined[-1][1] == marks:
            joined[-1] = (joined[-1][0] + text, marks)
        elif text:
            joined.append((text, marks))
    return joined


def _is_tidy(runs):
    """Whether nothing is left to do, as for every body that was stored before; a quick look."""
    text = "".join([text for text, _ in runs])
    if not text or text[0] in " \n" or text[-1] in " \n" or UNTIDY.search(text):
        return False
    before = None
    for text, marks in runs:
        if not text or marks == before:
            return False
        if marks and marks[0][0] in ("q", "span") and (text[0] in " \n" or text[-1] in " \n"):
            return False
        before = marks
    return True


def _strip_end(loose, end=None):
    """Take the blanks off the end of loose[:end]."""
    for index in range((len(loose) if end is None else end) - 1, -1, -1):
        loose[index][0] = loose[index][0].rstrip(" ")
        if loose[index][0]:
            return


def _quote_of(marks):
    return tuple(mark for mark in marks if mark[0] in ("q", "span"))


def _blanks_outside(loose):
    """Move blanks and line breaks at the edge of a quote's mark out of it."""
    behind, next_quote = [()] * len(loose), ()  # the quote of the next words, over what is blank
    for index in range(len(loose) - 1, -1, -1):
        behind[index] = next_quote
        if loose[index][0].strip(" \n"):
            next_quote = _quote_of(loose[index][1])
    last_quote = ()
    for (text, marks), after in zip(loose, behind, strict=True):
        quote, before = _quote_of(marks), last_quote
        if text.strip(" \n"):
            last_quote = quote
        if not quote:
            yield text, marks
            continue
        start = len(text) - len(text.lstrip(" \n"))
        end = len(text.rstrip(" \n"))
        if start >= end:
            kept = tuple(m for m in marks if m not in quote or (m in before and m in after))
            yield text, kept
            continue
        yield text[:start], tuple(m for m in marks if m not in quote or m in before)
        yield text[start:end], marks
        yield text[end:], tuple(m for m in marks if m not in quote or m in after)
