"""The house's word rules in a story: what is found, where, and what would stand there instead.

Found in the headlines, the standfirst, the body and the story's own captions; not in words between marks, in
quotes and pull quotes, in the answers of an interview, in verses, addresses and names on platforms: these are
not ours to mend. A statement in our words (an indirect quote) is warned of, but not mended by the press of a
button: it was confirmed as it stands.
"""

from articles import marks, pictures
from articles.models import Article, Language, StoryWarning, WordRule
from articles.models.choices import AT_WORK
from newsroom.arabic import wording

LINES = ("kicker", "headline", "short_headline", "standfirst")
CAPTION = "caption:"  # and the photo's uid: the field of a caption
WARNING = "house_word"
LONGEST = 100_000  # letters of a body that are read on a save


def found(article):
    """{field: [Hit]} of a stored row, in reading order; the `by` of what is not to be mended is None."""
    book = WordRule.objects.book() if article.language == Language.ARABIC else None
    if not book or not book.rules:
        return {}
    hits = {field: book.find(text, wording.spared(text)) for field, text in lines(article)}
    body = marks.whose(article.body)
    text = body.text[:LONGEST]
    hits["body"] = [
        hit._replace(by=None) if _meets(hit, body.told) else hit
        for hit in book.find(text, [*wording.spared(text), *body.quoted])
    ]
    return {field: mine for field, mine in hits.items() if mine}


def lines(article):
    """(field, text) of all that a story says beside its body."""
    for field in LINES:
        yield field, getattr(article, field)
    for photo in pictures.said(article):
        if caption := photo.get("caption"):
            yield CAPTION + photo["uid"], caption


def hint(rule):
    """What a warning keeps of a rule: what stands instead, and why."""
    return f"{rule.write}\n{rule.note}"


def forget(*rules):
    """These rules are taken away: nothing is warned of by them."""
    StoryWarning.objects.filter(code=WARNING, about__in=[rule.avoid for rule in rules]).delete()


def changed(before, now):
    """A rule says something else: so do its warnings, where it still finds the same."""
    if (before.avoid, before.exact, before.joined) == (now.avoid, now.exact, now.joined):
        StoryWarning.objects.filter(code=WARNING, about=now.avoid).update(hint=hint(now))
    else:
        forget(before)


def look_again():
    """Stories the desk is working on are looked at when they are opened next; the archive with its next save."""
    Article.objects.filter(state__in=AT_WORK).update(looked_at=None)


def _meets(hit, spans):
    return any(start < hit.end and hit.start < end for start, end in spans)
