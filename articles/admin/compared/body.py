"""Two bodies as one text: the words that came and went and, where words stayed, what became of their form.

A paragraph of pieces that begins with a "note" is what the page says of the one above it: in the desk's
language, never words of the story.
"""

from typing import NamedTuple

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import marks
from articles.admin.compared import rows
from articles.admin.compared.names import Names
from articles.marks.document import Leaf, Open
from articles.marks.embeds import is_embed
from newsroom.arabic import diff
from newsroom.arabic.diff import Piece
from newsroom.photos.models import Photo

PHOTO, CARD, CAPTION = _("Photo: "), _("Post or video: "), _("Caption: ")
KINDS = {
    "p": _("paragraph"),
    "h2": _("sub-heading"),
    "h3": _("small sub-heading"),
    "ul": _("bulleted list"),
    "ol": _("numbered list"),
    "blockquote": _("pull quote"),
    "td": _("table cell"),
    "th": _("heading in a table"),
}
MARKS = {
    "strong": _("In bold"),
    "em": _("In italics"),
    "q": _("Marked as a quote"),
    "span": _("Marked as an indirect quote"),
}
SAME_WORDS = _("Not a word differs. What differs is the form, a link or a mark: see below its paragraph.")
DIVIDED = _("Not a word differs. A table or a list is divided otherwise.")


class Mark(NamedTuple):
    tag: str
    value: str  # where a link leads; "" of all others: which quote it is, the quotes tell
    start: int
    end: int


class Block(NamedTuple):
    """`lead`: what the page says before its text, of what is no text; `kind`: its tag, after what it stands in;
    `row`: of the tables of its text, which one it stands in, from 1; 0 for none.
    """

    text: str
    kind: tuple = ("p",)
    marks: tuple = ()
    lead: str = ""
    row: int = 0

    def words(self, mark):
        return f"«{self.text[mark.start : mark.end]}»"


def bodies(before, after, names=None):
    """[its pieces] of each paragraph, photo, card and row of a table, and of each note on one; [] where nothing of that
    differs.
    """
    names = names or Names({"body": before}, {"body": after})
    old, new = _blocks(before, names), _blocks(after, names)
    told = list(_told(old, new))
    is_noted = any(notes for _pair, _pieces, notes in told)
    lines = _in_rows(told)
    said = [[(block.lead, block.text) for block in side] for side in (old, new)]
    if said[0] != said[1]:
        return lines
    if is_noted:
        return [[Piece("note", str(SAME_WORDS))], *lines]
    return [[Piece("note", str(DIVIDED))]] if marks.unmarked(before) != marks.unmarked(after) else []


def _told(old, new):
    """(it before and behind, its pieces, the notes on it) of each block."""
    for i, k in diff.paired(*([f"{block.lead}{block.text}" for block in side] for side in (old, new))):
        for one, other in _of_one_kind(None if i is None else old[i], None if k is None else new[k]):
            pieces = _pieces(one, other)
            notes = [*_form(one, other), *_links(one, other, pieces), *_marked(one, other, pieces)]
            yield (one, other), _led((one or other).lead, pieces), notes


def _in_rows(told):
    """The lines of the page: the cells of a row in one, for a number alone says nothing."""
    lines, at, last, said = [], 0, (None, None), []
    for pair, pieces, notes in told:
        # A note stands below what it is about: no other cell joins a line with one, but of which the same is said.
        if _is_one_row(last, pair) and (not said or said == notes):
            lines[at] = _joined(lines[at], pieces)
            lines += [] if said else notes
        else:
            at = len(lines)
            lines += [pieces, *notes]
        last, said = pair, notes
    return lines


def _blocks(html, names):
    found, holders, row = [], [], 0
    for node in marks.parse(html):
        if isinstance(node, Leaf):
            tag = node.tag
            kind = (*(holder for holder in holders if holder in KINDS), tag)
            lead = str(CAPTION) if tag == "figcaption" else ""
            is_cell = "tr" in holders and not lead
            found.append(Block(node.text, kind, tuple(_stretches(node)), lead, row if is_cell else 0))
        elif isinstance(node, Open):
            holders.append(node.tag)
            row += node.tag == "tr"
            if node.tag == "figure" and is_embed(node.value):
                found.append(Block(node.value, lead=str(CARD)))
            elif node.tag == "figure":
                found.append(Block(names.of(Photo, node.value), lead=str(PHOTO)))
        else:
            holders.pop()
    return found


def _stretches(leaf):
    """Its marks, those that go on over several runs as one."""
    begun, at = {}, 0
    for text, here in [*leaf.runs, ("", ())]:
        for tag, value in [mark for mark in begun if mark not in here]:
            yield Mark(tag, value if tag == "a" else "", begun.pop((tag, value)), at)
        for mark in here:
            begun.setdefault(mark, at)
        at += len(text)


def _of_one_kind(one, other):
    """A photo and a paragraph in one place are two things, of which one came and one went."""
    return [(one, None), (None, other)] if one and other and one.lead != other.lead else [(one, other)]


def _pieces(one, other):
    if one and other:
        return (rows.pieces if one.lead else diff.words)(one.text, other.text)
    return [Piece("out", one.text) if one else Piece("in", other.text)]


def _is_one_row(last, now):
    """Whether two pairs are cells of one row of a table, on every side on which both stand."""
    rows = [(one.row, other.row) for one, other in zip(last, now, strict=True) if one and other]
    return bool(rows) and all(one == other != 0 for one, other in rows)


def _joined(line, pieces):
    """Cells side by side; what stayed in both is one piece."""
    found = list(line)
    for piece in (Piece("same", " | "), *pieces):
        if found[-1].kind == piece.kind == "same":
            found[-1] = Piece("same", found[-1].text + piece.text)
        else:
            found.append(piece)
    return found


def _led(lead, pieces):
    return [Piece("note", lead), *pieces] if lead else pieces


def _form(one, other):
    """The kind of a paragraph, where it is another, or one that came is none like any other."""
    was, now = one.kind if one else ("p",), other.kind if other else ("p",)
    if was == now or (one or other).lead:
        return []
    pieces = [Piece("out", _kind(was))] if one else []
    pieces += [Piece("in", _kind(now))] if other else []
    return [[Piece("note", gettext("Form: ")), *pieces]]


def _kind(kind):
    *holders, tag = kind
    said = [tag] if tag != "p" or not holders else []
    return gettext(" in ").join(str(KINDS[name]) for name in [*said, *reversed(holders)])


def _placed(one, other, tag, pieces):
    """{where it lies in the letters that stayed: the mark} for each of the two: what moved with its words bears
    one key in both."""
    found = []
    for block, mine in ((one, "out"), (other, "in")):
        placed = {}
        for mark in [mark for mark in block.marks if mark.tag == tag] if block else ():
            where = _kept(pieces, mark.start, mine), _kept(pieces, mark.end, mine)
            same = sum(key[:2] == where for key in placed)
            placed[*where, same] = mark
        found.append(placed)
    return found


def _kept(pieces, place, mine):
    """How many letters of those before this place of a text are in the other one too."""
    kept = at = 0
    for kind, text in pieces:
        if kind == "same":
            kept += max(0, min(len(text), place - at))
        if kind in ("same", mine):
            at += len(text)
    return kept


def _links(one, other, pieces):
    lines = []
    old, new = _placed(one, other, "a", pieces)
    for where in {**old, **new}:
        was, now = old.get(where), new.get(where)
        if was and now and was.value == now.value:
            continue
        words = other.words(now) if now else one.words(was)
        said = [Piece("out", was.value if was else gettext("no link"))] if one else []
        said += [Piece("in", now.value if now else gettext("no link"))] if other else []
        lines.append([Piece("note", gettext("Link on %(words)s: ") % {"words": words}), *said])
    return lines


def _marked(one, other, pieces):
    if one is None or other is None:
        return []
    lines = []
    for tag, label in MARKS.items():
        old, new = _placed(one, other, tag, pieces)
        if old.keys() == new.keys():
            continue
        was = "، ".join(one.words(mark) for where, mark in old.items() if where not in new)
        now = "، ".join(other.words(mark) for where, mark in new.items() if where not in old)
        nothing = gettext("none")
        lines.append([Piece("note", f"{label}: "), Piece("out", was or nothing), Piece("in", now or nothing)])
    return lines
