"""What a story's own words show."""

from django.utils import timezone

from articles import marks, proposing
from articles.checks.sentences import BETWEEN
from newsroom.arabic import dates

LONGEST = 100_000  # letters of a body that are read on a save
AROUND = 20  # letters beside a quotation mark, by which it is found again


def check(article):
    """(code, what it is about, hint) of the dates, the marks and the quotes nobody recorded."""
    day = timezone.localdate(article.root.publish_at or article.root.created_at)
    for text in (article.headline, article.standfirst):
        yield from _of_dates(dates.find(text, day))
    text = marks.text(article.body)[:LONGEST]
    found = proposing.find(text, day)
    yield from of_found(text, found)
    for quote in proposing.unrecorded(article, found):
        if quote.kind != "indirect":
            yield "unrecorded_quote", quote.text, quote.speaker or ""


def of_found(text, found):
    """The same of what the finder saw by the way: dates and marks."""
    yield from _of_dates(found.dates)
    for seen in found.warnings:
        yield "marks", " ".join(text[max(seen.start - AROUND, 0) : seen.end + AROUND].split()), ""


def _of_dates(found):
    for date in found:
        if date.problem:
            yield date.problem, date.text, BETWEEN.join(date.repairs)
