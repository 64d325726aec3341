"""What a story's own words show."""

from functools import lru_cache

from articles import marks, proposing
from articles.checks.sentences import BETWEEN
from newsroom.arabic import dates, finder
from newsroom.arabic.passage import beside

LONGEST = 100_000  # letters of a body that are read on a save
AROUND = 20  # letters beside a quotation mark, by which it is found again


def check(article, day):
    """(code, what it is about, hint) of the dates, the marks and the quotes nobody recorded."""
    for text in (article.headline, article.standfirst):
        yield from _of_dates(dates.find(text, day))
    text = marks.text(article.body)[:LONGEST]
    found = _read(text, day)
    yield from _of_dates(found.dates)
    for seen in found.warnings:
        before, after = beside(text, seen.start, seen.end, AROUND)
        yield "marks", " ".join(f"{before}{text[seen.start : seen.end]}{after}".split()), ""
    for quote in proposing.unrecorded(article, found):
        if quote.kind != "indirect":
            yield "unrecorded_quote", quote.text, ""


@lru_cache(maxsize=16)
def _read(text, day):
    """What the finder sees, whoever is known: a story is saved, confirmed and published with one text."""
    return finder.propose(text, reported_on=day)


def _of_dates(found):
    for date in found:
        if date.problem:
            # Of a wrong weekday the day itself may stand, with its own weekday.
            as_it_is = "" if date.problem == "weekday_mismatch" else date.iso
            yield date.problem, date.text, BETWEEN.join(one for one in date.repairs if one != as_it_is)
