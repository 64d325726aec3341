"""What readers read in two versions of a story; what the desk reads of them is told in articles.admin.compared."""

from articles import marks
from newsroom.arabic import diff

# What a story's own page says in words. The short headline stands elsewhere; a photo's words come and go with it.
READ = ("kicker", "headline", "standfirst", "body")


def read(content):
    """{line: its text} of what readers of the story read, without what stands under its photos."""
    found = {name: content.get(name) or "" for name in READ}
    return found | {"body": marks.shown(found["body"], captions=False)}


def compared(before, after):
    """[(name of the line, its paragraphs as pieces)] of the lines that differ: {line: text} each."""
    return [(name, diff.compare(before[name], after[name])) for name in after if before[name] != after[name]]
