"""Numbers that contradict their own sentence."""

from functools import lru_cache

from articles import marks
from articles.models import Language
from newsroom.arabic import counts

LONGEST = 100_000  # letters of a body that are read on a save


def check(article, day):
    """(code, what it is about, hint) of people announced and named, sums and shares, in the house's own words."""
    if article.language != Language.ARABIC:
        return
    for text in (article.headline, article.standfirst):
        for found in _read(text):
            yield _warning(found)
    body = marks.whose(article.body)
    for found in _read(body.text[:LONGEST]):
        if not any(start < found.end and found.start < end for start, end in body.quoted):
            yield _warning(found)


@lru_cache(maxsize=16)
def _read(text):
    """A story is saved, confirmed and published with one text."""
    return counts.find(text)


def _warning(found):
    return f"count_{found.code}", " ".join(found.text.split()), f"{found.said}/{found.found}"
