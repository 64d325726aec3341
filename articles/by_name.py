"""What a story says by name, of its speakers, signers, sources and places: none of it changes while the story is held.

A name is no part of the text: it stands in a row of its own, and is read from there by every story that leads to the
row. So a hold (Article.is_frozen) reaches these rows, whoever changes them: their forms (newsroom.desk.held), a merge
and the taking back of one.
"""

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.merging import IN_STORIES, QUOTE_NAMES, STORY_NAMES
from articles.models import (
    Article,
    Contributor,
    Correction,
    Occasion,
    Place,
    QuoteState,
    Section,
    Source,
)
from newsroom import merging
from newsroom.desk import held
from newsroom.merging.absorbing import batches
from newsroom.photos.forms import SHOWN as OF_A_PHOTO
from newsroom.photos.models import Photo
from people.models import Organization, Person, Position, Tenure

# What of a row readers meet on the page of a story or of one of its quotes. A title has two forms, and an outlet its
# class noun: «صحيفة …».
SHOWN = {
    Person: {"name", "gender", "is_public_figure"},
    Organization: {"name"},
    Position: {"title", "title_feminine"},
    Tenure: {"person", "position"},
    Occasion: {"title", "on"},
    Source: {"name", "kind"},
    Contributor: {"name"},
    Place: {"name", "parent"},
    Section: {"name"},
    Tag: {"name"},
    Photo: OF_A_PHOTO,
}

# By which fields, beside those that a merge moves.
ALSO_IN_QUOTES = {
    Occasion: ("occasion", "attributions__occasion"),
    Position: ("tenure__position",),
    Tenure: ("tenure",),
}
ALSO_IN_STORIES = {
    Person: ("corrections__person",),
    Organization: ("corrections__organization",),
    Section: ("section",),
    Tag: ("tags",),
    Photo: ("photo_uses__photo",),
}
STORY_OF = {model: path for model, (path, _by) in IN_STORIES.items()} | {Correction: "article"}


def _ways(model):
    """(lookup from a story to a row of this model, what else holds of the story), for each way that readers see."""
    is_shown = Q(quotes__state=QuoteState.CONFIRMED)
    if model in (Position, Tenure):  # what the story itself printed goes before what the records say
        is_shown &= Q(quotes__position_as_printed="")
    for name in (*QUOTE_NAMES.get(model, ()), *ALSO_IN_QUOTES.get(model, ())):
        yield f"quotes__{name}", is_shown
    for name in (*STORY_NAMES.get(model, ()), *ALSO_IN_STORIES.get(model, ())):
        yield name, Q(corrections__issued_at__isnull=False) if name.startswith("corrections") else Q()


def held_story(model, ids):
    """A held story that readers see and that shows them one of these rows; None where there is none.

    As many queries as there are ways, and one where nothing is held, as nearly always.
    """
    frozen = Article.objects.frozen().order_by("pk").defer("body")
    if not frozen.exists():
        return None
    found = (frozen.filter(also, **{f"{way}__in": ids}).first() for way, also in _ways(model))
    return next(filter(None, found), None)


@held.shown_by_stories(SHOWN)
def held_story_of(row):
    return held_story(type(row), [row.pk])


@merging.before_merging
def no_name_goes_from_a_held_story(winner, loser, taken):
    """What a held story says of the winner stays, unless he takes something over that it shows."""
    shown = SHOWN.get(type(winner), set())
    story = held_story_of(loser) or (held_story_of(winner) if shown & {*taken} else None)
    if story is None:
        return ""
    return format_html(
        _(
            "“{loser}” and “{winner}” are not merged now: readers of a story that is held for legal review, “{story}”, "
            "would read something else. Ask the editor-in-chief to lift the hold, then do this again."
        ),
        loser=loser,
        winner=winner,
        story=held.link(story),
    )


@merging.before_undoing
def no_name_returns_to_a_held_story(changed):
    """The stories are locked by now, see articles.merging."""
    for field, ids in changed.items():
        for batch in batches(ids):
            if story := _held_story_with(field, batch):
                raise ValidationError(
                    format_html(
                        _(
                            "This merge is not taken back now: readers of a story that is held for legal review, "
                            "“{story}”, would read something else. Ask the editor-in-chief to lift the hold, then do "
                            "this again."
                        ),
                        story=held.link(story),
                    )
                )


def _held_story_with(field, ids):
    """A held story that shows what `field` of these rows says."""
    if path := STORY_OF.get(field.model):
        rows = field.model._base_manager.filter(pk__in=ids).values(path)
        return Article.objects.frozen().filter(pk__in=rows).defer("body").first()
    return held_story(field.model, ids) if field.name in SHOWN.get(field.model, ()) else None
