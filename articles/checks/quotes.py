"""What a story's recorded quotes show."""

from articles.models import Kind, Origin, QuoteState
from newsroom.arabic import fold

TRANSLATED = (Origin.TRANSLATED,)


def check(article, day):
    """(code, what it is about, hint) of confirmed quotes."""
    if "data-quote" not in article.body:
        return
    rows = article.quotes.filter(state=QuoteState.CONFIRMED).select_related("person")
    for quote in rows.prefetch_related("person__tenures__position"):
        if held := another_title(quote):
            yield "another_title", f"{quote.position_as_printed} {quote.speaker_as_printed}".strip(), held
        if article.origin in TRANSLATED and quote.kind == Kind.DIRECT and not quote.original_words:
            yield "no_original_words", quote.words, ""


def another_title(quote):
    """What our records call the speaker with certainty on that day, where the story says something else."""
    if not (quote.person and quote.position_as_printed and quote.said_on):
        return ""
    held = quote.person.position_on(quote.said_on)
    if held.certainty != "certain" or fold.key(held.tenure.label) == fold.key(quote.position_as_printed):
        return ""
    return held.tenure.label
