"""What a story said in two of its versions, line by line of what is typed in its form."""

from django.utils.translation import gettext_lazy as _

from articles import marks
from newsroom.arabic import diff

LINES = {
    "kicker": _("kicker"),
    "headline": _("headline"),
    "short_headline": _("short headline"),
    "standfirst": _("standfirst"),
    "body": _("body"),
}
# What a story's own page says in words. The short headline stands elsewhere; a photo's words come and go with it.
READ = ("kicker", "headline", "standfirst", "body")


def said(content, name):
    """One line of a version's content as its editors compare it."""
    text = content.get(name) or ""
    return marks.shown(text) if name == "body" else text


def read(content):
    """{line: its text} of what readers of the story read, without what stands under its photos."""
    found = {name: content.get(name) or "" for name in READ}
    return found | {"body": marks.shown(found["body"], captions=False)}


def compared(before, after):
    """[(name of the line, its paragraphs as pieces)] of the lines that differ: {line: text} each."""
    return [(name, diff.compare(before[name], after[name])) for name in after if before[name] != after[name]]
