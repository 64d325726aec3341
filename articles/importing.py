"""A pasted plain text becomes a draft with its quotes proposed."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import attributing, checks, history, marks, proposing, workflow
from articles.models import Article, Citation, Source
from newsroom.arabic import fold, story, tidy
from newsroom.desk import moments

LONGEST_GUESS = 90


@dataclass
class Imported:
    """The draft, what the finder saw in it (newsroom.arabic.finder.Found), and what became of the paste."""

    article: Article
    found: object
    warnings: list = field(default_factory=list)


def import_story(text, headline="", published_on=None, by=None, accept=False, publish=False):
    """Store a plain text as a draft; returns Imported. Raises ValidationError, then nothing is stored.

    `published_on` is our publication day: relative dates are read against it. `accept` confirms
    what the finder is sure of; `publish` publishes as `by` may (None: the command line).
    """
    warnings = []
    if len(text) > marks.LONGEST_TEXT:
        raise ValidationError(_("This text is longer than a book. Divide it into several stories."))
    if tidy.has_bidi_control(text):
        warnings.append(_("Invisible characters that turn the direction of the text were removed."))
    read = story.read(tidy.block(text))
    body = marks.clean(marks.from_text((block.kind, block.text) for block in read.paragraphs))
    whole = marks.text(body)
    if not fold.letters(whole):
        raise ValidationError(_("There is no text in this story. Paste the story and import it again."))
    if not (headline or read.headline):
        headline = _first_words(whole)
        warnings.append(_("The story has no headline; its first words stand in for one."))
    found = proposing.find(whole, published_on or timezone.localdate())
    body, by_key = proposing.mark(body, found)
    article = Article(headline=tidy.line(headline or read.headline)[:250], body=body, created_by=by)
    article.full_clean(exclude=["uid", "created_by"])  # who pastes is nothing that he typed
    with transaction.atomic():
        article.save()
        rows = proposing.fill(article, by_key)
        _cite(article, found, accept)
        if accept:
            _accept(rows, by)
        history.keep(article, by)
        checks.note(article, on=published_on)
        if publish:
            workflow.publish(article, by, at=_moment(published_on))
    return Imported(article, found, warnings)


def _first_words(text):
    line = text.splitlines()[0]
    return line if len(line) <= LONGEST_GUESS else line[:LONGEST_GUESS].rsplit(" ", 1)[0] + "…"


def _moment(day):
    """The publication moment: now for today or no day, the beginning of the day for another."""
    if day is None or day == timezone.localdate():
        return timezone.now()
    if not 1800 <= day.year < 2200:  # at its ends Python's calendar has no other time zones
        raise ValidationError(_("This year cannot be right. Correct the date."))
    return moments.begins(day)


def _cite(article, found, make):
    """Cite the sources that the newsroom knows; with `make` also those it does not know yet."""
    for seen in {fold.key(seen.name): seen for seen in found.sources}.values():
        source = proposing.source_named(seen.name)
        if source is None and make:
            source = Source.objects.create(name=seen.name, kind=seen.kind or Source.Kind.OTHER)
        if source:
            Citation.objects.create(article=article, source=source)


def _accept(rows, by):
    for row in rows:
        named = row.candidates[0]["name"] if len(row.candidates) == 1 else ""
        if (row.confidence or 0) < proposing.SURE:
            continue
        if not row.has_speaker and not (
            named and proposing.speaker(row, named, row.candidates[0]["kind"], make=True)
        ):
            continue
        row.save()
        attributing.confirm(row, by)
