"""Where words stand in a story and in what is kept of it, for the eyes of who decides."""

from typing import NamedTuple
from urllib.parse import unquote

from django.utils.text import capfirst

from articles import marks
from articles.models import Comment, Quote, Version
from articles.redaction import traces
from articles.redaction.scope import Scope, parts_of
from articles.redaction.texts import FIXED, NAMES, texts
from newsroom.arabic.passage import beside

AROUND = 40  # letters shown on each side
SHOWN = 3  # places of one column that are shown
READ_FROM_THE_BODY = {"words", "sentence"}


class Place(NamedTuple):
    """`passages`: [(before, the words, after)], or an address that says them. `fate`: see Scope.fate."""

    where: str
    passages: list
    fate: str = "rewritten"

    @property
    def number(self):
        return len(self.passages)

    @property
    def shown(self):
        return self.passages[:SHOWN]


def find(story, words, user=None):
    """The Places of these words that a user sees (None: all), the story's own first.

    What was said in confidence is gone through for everybody, and shown to whom it is for.
    """
    scope = Scope(story, words)
    seen = None if user is None else {*Comment.objects.visible_to(user).filter(article=story)}
    found = []
    for row in scope.every_row():
        if isinstance(row, Comment) and seen is not None and row not in seen:
            continue
        found += _places(row, words, f"{capfirst(row._meta.verbose_name)}{_number(row)}")
    for rows in scope.records.values():
        for record in rows.values():
            for row in [record, *parts_of(record)]:
                fate = scope.fate(record, words)
                found += _places(row, words, capfirst(record._meta.verbose_name), fate)
    for label, text in traces.texts(scope, words):
        found += [_place(label, [text], words)]
    return found


def total(places):
    """How many places there are to redact."""
    return sum(place.number for place in places if place.fate != "stays")


def _number(row):
    return f" {row.number}" if isinstance(row, Version) else ""


def _places(row, words, name, fate="rewritten"):
    for field, value in texts(row):
        if isinstance(row, Quote) and field.name in READ_FROM_THE_BODY and row.order:
            continue
        label = f"{name} · {field.verbose_name}"
        strings = list(_strings(value, field.name))
        if any(words.stand_in(text) for text in strings):
            yield _place(label, strings, words, fate)


def _place(label, strings, words, fate="rewritten"):
    passages = []
    for text in strings:
        spans = words.find(text)
        for start, end in spans:
            before, after = beside(text, start, end, AROUND)
            passages.append((before, text[start:end], after))
        if not spans and words.stand_in(text):
            passages.append(("", unquote(text), ""))
    return Place(label, passages, fate)


def _strings(value, name):
    """Every text in a value, a body as its words and its addresses."""
    if isinstance(value, str):
        if name == "body":
            yield marks.text(value)
            yield from (mark for leaf in marks.parse(value) for mark in _addresses(leaf))
            yield from marks.cards(value)
        else:
            yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in FIXED and key not in NAMES:
                yield from _strings(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item, name)


def _addresses(node):
    runs = node.runs if isinstance(node, marks.Leaf) else ()
    return [value for _, on in runs for tag, value in on if tag == "a"]
