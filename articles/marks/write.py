"""A body put together again."""

from articles.marks.document import Close, Leaf, Open
from articles.marks.embeds import is_embed

ATTRIBUTE = {"q": "data-quote", "span": "data-quote", "a": "href", "figure": "data-photo"}


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")


def quoted(value):
    return value.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


def start(tag, value):
    name = "data-embed" if tag == "figure" and is_embed(value) else ATTRIBUTE.get(tag)
    return f'<{tag} {name}="{quoted(value)}">' if value else f"<{tag}>"


def stored_mark(tag, value):
    """(opening, closing) of a mark in the stored form."""
    return start(tag, value), f"</{tag}>"


def write(nodes):
    """The stored form of a document."""
    return render(nodes)


def render(nodes, mark=stored_mark, figure=None):
    """HTML of a document; `mark(tag, value)` gives a mark's (opening, closing), either may be "".

    `figure(value)`, of a photo's uid or the address of a card, gives the HTML of a figure's beginning, up to
    its caption; a figure for which it gives "" is left out, caption and all.
    """
    out, left_out = [], 0
    for node in nodes:
        if isinstance(node, Leaf):
            if not left_out:
                out.append(f"<{node.tag}>")
                _runs(node.runs, mark, out)
                out.append(f"</{node.tag}>")
        elif isinstance(node, Open):
            if node.tag == "figure" and figure is not None:
                beginning = figure(node.value)
                if not beginning:
                    left_out += 1
                    continue
                out.append(beginning)
            elif not left_out:
                out.append(start(node.tag, node.value))
        elif isinstance(node, Close):
            if node.tag == "figure" and left_out:
                left_out -= 1
            elif not left_out:
                out.append(f"</{node.tag}>")
    return "".join(out)


def _runs(runs, mark, out):
    stack = []  # ((name, value), closing)
    for text, marks in runs:
        shared = 0
        while shared < min(len(stack), len(marks)) and stack[shared][0] == marks[shared]:
            shared += 1
        while len(stack) > shared:
            out.append(stack.pop()[1])
        for name, value in marks[shared:]:
            opening, closing = mark(name, value)
            out.append(opening)
            stack.append(((name, value), closing))
        out.append(escape(text))
    while stack:
        out.append(stack.pop()[1])
