"""What differs in two versions of a story, as the desk reads it: key by key of what articles.snapshot gives.

What readers see of it is told in articles.comparing.
"""

from itertools import groupby, zip_longest
from operator import itemgetter
from typing import NamedTuple

from articles.admin.compared import rows
from articles.admin.compared.body import bodies
from articles.admin.compared.names import Names
from articles.models import Article, Byline, Citation, Quote
from articles.models.links import LINKS
from newsroom.arabic import diff
from newsroom.photos.models import Photo

__all__ = ["KEYS", "Field", "bodies", "fields"]

WORDS = ("kicker", "headline", "short_headline", "standfirst", "body", "dateline_place")
CHOSEN = (
    *("dateline_on", "section", "genre", "urgency", "tags", "places", "bylines", "language", "origin"),
    *("original_language", "canonical_url", *LINKS, "lead_photo", "lead_video"),
)
ROWS = {
    "photos": (Photo, rows.photos),
    "citations": (Citation, rows.citations),
    "quotes": (Quote, rows.quotes),
}
LISTS = ("tags", "places", "bylines")
ABSENT = object()
KEYS = (*WORDS, *CHOSEN, *ROWS)  # in the order in which they are shown


class Field(NamedTuple):
    """`paragraphs`: lists of pieces; none where the two differ in nothing that can be read.

    `is_of_story`: its text is in the story's language, not in the desk's.
    """

    label: str
    paragraphs: list
    is_of_story: bool

    def runs(self):
        """[(its paragraphs, whether they are folded away)]: of what stayed, more than one after the other are."""
        stayed = [
            _stayed(pieces, behind) for pieces, behind in zip_longest(self.paragraphs, self.paragraphs[1:])
        ]
        found = []
        for is_same, run in groupby(zip(self.paragraphs, stayed, strict=True), key=itemgetter(1)):
            run = [pieces for pieces, _stayed in run]
            found.append((run, is_same and len(run) > 1))
        return found


def _stayed(pieces, behind):
    """Whether nothing differs in a paragraph, nor in its form, its links or its marks, which are told below it."""
    is_noted = behind is not None and behind[0].kind == "note" and not _is_same(behind)
    return _is_same(pieces) and not is_noted


def _is_same(pieces):
    return pieces[-1].kind == "same" and all(piece.kind in ("note", "same") for piece in pieces)


def fields(before, after):
    """[Field] of each key in which the contents of two versions differ."""
    names = Names(before, after)
    return [
        Field(_label(key), _paragraphs(key, before, after, names), key in WORDS)
        for key in dict.fromkeys((*KEYS, *before, *after))
        if _said(key, before) != _said(key, after)
    ]


def _said(key, content):
    """A draft's quotes bear uids of their own until it is published: that is no difference."""
    said = content.get(key, ABSENT)
    if key != "quotes" or not said or said is ABSENT:
        return said
    return [{name: what for name, what in quote.items() if name != "uid"} for quote in said]


def _label(key):
    if key in ROWS:
        return str(ROWS[key][0]._meta.verbose_name_plural)
    if key == "bylines":
        return str(Byline._meta.verbose_name_plural)
    return rows.label(Article, key) if key in KEYS else key


def _paragraphs(key, before, after, names):
    old, new = before.get(key), after.get(key)
    if key == "body":
        return bodies(old or "", new or "", names)
    if key in ROWS:
        return ROWS[key][1](before, after, names)
    if key in LISTS:
        was, now = ([_item(key, one, names) for one in said or ()] for said in (old, new))
        return [] if was == now else [rows.listed(was, now)]
    was, now = _text(key, old, names), _text(key, new, names)
    if was == now:
        return []
    return diff.compare(was, now) if key in WORDS else [rows.pieces(was, now)]


def _item(key, one, names):
    if key == "bylines":
        return f"{one['name']} ({rows.value(Byline, 'role', one.get('role'), names)})"
    return one["name"] if isinstance(one, dict) else str(one)


def _text(key, said, names):
    if key == "section":
        return (said or {}).get("name", "")
    return rows.value(Article, key, said, names) if key in KEYS else ""
