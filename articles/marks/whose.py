"""Whose words a body holds: the house's own, or those of somebody it quotes."""

from typing import NamedTuple

from articles.marks.document import Close, Leaf, Open, parse


class Whose(NamedTuple):
    """`text` is the body's text; `quoted` are the spans in it of verbatim words, in marks or set apart as a
    pull quote; `told` those of statements in the house's words, which were confirmed as they stand.
    """

    text: str
    quoted: list
    told: list


def whose(html):
    lines, quoted, told, offset, pulled = [], [], [], 0, 0
    for node in parse(html):
        if isinstance(node, Leaf):
            begin = offset
            for run, marks in node.runs:
                names = {name for name, _ in marks}
                if pulled or "q" in names:
                    quoted.append((begin, begin + len(run)))
                elif "span" in names:
                    told.append((begin, begin + len(run)))
                begin += len(run)
            lines.append(node.text)
            offset = begin + 1
        elif isinstance(node, Open | Close) and node.tag == "blockquote":
            pulled += 1 if isinstance(node, Open) else -1
    return Whose("\n".join(lines), quoted, told)
