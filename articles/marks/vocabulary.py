"""What a body may hold, and the one way anything becomes a body."""

import re

import nh3

from articles.marks.document import HREF, KEY, PHOTO, Close, Leaf, Open, parse
from articles.marks.embeds import embed, embed_of
from articles.marks.write import write
from newsroom.arabic import tidy
from newsroom.arabic.letters import nfc

# The longest body, in letters of HTML: a book. More is a file that was pasted by mistake.
MOST_LETTERS = 4_000_000
LONGEST_TEXT = 1_000_000  # the same in letters that are read
TAGS = {
    *("p", "h2", "h3", "strong", "em", "a", "ul", "ol", "li", "blockquote", "br", "q", "span"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption"),
    # Not ours, but what people paste; `document` turns them into ours.
    *("b", "i", "div", "h1", "h4", "h5", "h6", "section", "article"),
}
PATTERNS = {("q", "data-quote"): KEY, ("span", "data-quote"): KEY, ("figure", "data-photo"): PHOTO}


def _attribute(tag, name, value):
    if name == "href":
        value = re.sub(r"[\x00-\x20\x7f]", "", value)
        return value if HREF.fullmatch(value) else None
    if name == "data-embed":
        found = embed(value)
        return found and found[1]
    pattern = PATTERNS.get((tag, name))
    return value if pattern and pattern.fullmatch(value) else None


PILE = re.compile(
    "([\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]{20})[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+"
)
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={
        "a": {"href"},
        "q": {"data-quote"},
        "span": {"data-quote"},
        "figure": {"data-photo", "data-embed"},
    },
    attribute_filter=_attribute,
    clean_content_tags={
        "script",
        "style",
        "title",
        "textarea",
        "noscript",
        "iframe",
        "svg",
        "math",
        "template",
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def clean(html):
    """The body in its one stored form; the same for every way of writing it.

    Unknown elements leave their text behind, scripts leave nothing, links lead to http(s), mail,
    telephone or our own pages only, every text stands in a block, marks that cross blocks are
    divided, a q inside a q and a link inside a q are dissolved. The address of a post or a video alone on
    its line is a card (see `embeds`). clean(clean(x)) == clean(x).
    """
    if not html or not html.strip():
        return ""
    # A lone surrogate or NUL cannot be stored in every database.
    html = html.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    # Normalising sorts a run of combining marks, and a run of a hundred thousand takes minutes.
    html = PILE.sub(r"\1", html)
    html = CLEANER.clean(html)
    return write(_with_cards(parse(tidy.visible(nfc(html)))))


def _with_cards(nodes):
    depth = 0
    for node in nodes:
        depth += isinstance(node, Open) - isinstance(node, Close)
        address = embed_of(node.runs) if not depth and isinstance(node, Leaf) and node.tag == "p" else None
        if address:
            yield Open("figure", address)
            yield Close("figure")
        else:
            yield node
