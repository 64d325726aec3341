"""What a story's own words show."""

from articles import marks, proposing
from articles.checks.sentences import BETWEEN
from newsroom.arabic import dates

LONGEST = 100_000  # letters of a body that are read on a save
AROUND = 20  # letters beside a quotation mark, by which it is found again


def check(article, day):
    """(code, what it is about, hint) of the dates, the marks and the quotes nobody recorded."""
    for text in (article.headline, article.standfirst):
        yield from _of_dates(dates.find(text, day))
    text = marks.text(article.body)[:LONGEST]
    found = proposing.find(text, day)
    yield from _of_dates(found.dates)
    for seen in found.warnings:
        yield "marks", _around(text, seen.start, seen.end), ""
    for quote in proposing.unrecorded(article, found):
        if quote.kind != "indirect":
            yield "unrecorded_quote", quote.text, quote.speaker or ""


def _of_dates(found):
    for date in found:
        if date.problem:
            yield date.problem, date.text, BETWEEN.join(one for one in date.repairs if one != date.iso)


def _around(text, start, end):
    """text[start:end] with the whole words beside it, on one line."""
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    if start > AROUND:
        before = before.partition(" ")[2]
    if len(after) == AROUND:
        after = after.rpartition(" ")[0]
    return " ".join(f"{before}{text[start:end]}{after}".split())
