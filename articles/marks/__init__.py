"""A story's body and the marks in it: pure functions from HTML to HTML, no database.

The stored body is HTML of a closed vocabulary (see `vocabulary`). Quoted words stand in
`<q data-quote="KEY">`, an indirect statement in `<span data-quote="KEY">`; marks stay inside one
block, so a quote over two paragraphs, or split by «قال», is several marks of one KEY. Offsets are
code points of `text(body)`, in which blocks are joined by a line end. A post or a video elsewhere is a
card, a figure with its address (see `embeds`).
"""

from articles.marks.document import Leaf, Part, parse
from articles.marks.edit import (
    amend,
    from_text,
    new_key,
    rekey,
    replace,
    unmarked,
    unwrap,
    wrap,
    wrap_all,
)
from articles.marks.reading import (
    bare_photos,
    blocks,
    cards,
    count_words,
    is_too_long,
    parts,
    photos,
    read,
    shown,
    text,
)
from articles.marks.vocabulary import LONGEST_TEXT, MOST_LETTERS, clean
from articles.marks.whose import whose
from articles.marks.write import render, write

__all__ = [
    "LONGEST_TEXT",
    "MOST_LETTERS",
    "Leaf",
    "Part",
    "amend",
    "bare_photos",
    "blocks",
    "cards",
    "clean",
    "count_words",
    "from_text",
    "is_too_long",
    "new_key",
    "parse",
    "parts",
    "photos",
    "read",
    "rekey",
    "render",
    "replace",
    "shown",
    "text",
    "unmarked",
    "unwrap",
    "whose",
    "wrap",
    "wrap_all",
    "write",
]
