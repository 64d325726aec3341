"""What a story says by name, of its speakers, signers, sources and places: none of it changes while the story is held.

A name is no part of the text: it stands in a row of its own, and is read from there by every story that leads to the
row. So a hold (Article.is_frozen) reaches these rows, whoever changes them: their forms (newsroom.desk.held), a merge
and the taking back of one.
"""

from collections import defaultdict

from django.apps import apps
from django.utils.html import format_html
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.models import (
    Article,
    Contributor,
    Correction,
    Occasion,
    Place,
    Section,
    Source,
)
from articles.unmerging import HELD_BY, IN_STORIES
from articles.ways import ways
from newsroom import merging
from newsroom.desk import held
from newsroom.merging.absorbing import batches
from newsroom.merging.relations import field_of
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

# How rows that a merge moves, or takes from, lead to their story.
STORY_OF = {model: path for model, (path, _by) in IN_STORIES.items()} | {Article: "pk", Correction: "article"}


def held_story(model, ids):
    """A held story that readers see and that shows them one of these rows; None where there is none.

    As many queries as there are ways, and one where nothing is held, as nearly always.
    """
    frozen = Article.objects.frozen().order_by("pk").defer("body")
    if not frozen.exists():
        return None
    found = (frozen.filter(way.seen, way.to(ids)).first() for way in ways(model))
    return next(filter(None, found), None)


def lock(story):
    """Hold all that a story shows until the transaction ends: who changes one of these rows at this moment, or merges
    it, is through before, or meets what is done to the story now.
    """
    for model in SHOWN:
        named = (
            Article.objects.filter(way.seen, pk=story.pk).values_list(way.lookup, flat=True)
            for way in ways(model)
        )
        ids = {pk for found in named for pk in found} - {None}
        rows = model._base_manager.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        list(rows.values_list("pk") if ids else ())


@held.shown_by_stories(SHOWN)
def held_story_of(row):
    return held_story(type(row), [row.pk])


@merging.takes_part
class HeldStories(merging.Events):
    def refusal(self, winner, loser, taken):
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

    def refusal_of_undoing(self, merge):
        """Its stories are locked by now, see articles.unmerging."""
        if not Article.objects.frozen().exists():
            return ""
        found = (_held_story_with(rows, field) for rows, field in _what_goes_back(merge))
        story = next(filter(None, found), None)
        if story is None:
            return ""
        return format_html(
            _(
                "This merge is not taken back now: readers of a story that is held for legal review, “{story}”, would "
                "read something else. Ask the editor-in-chief to lift the hold, then do this again."
            ),
            story=held.link(story),
        )


def _what_goes_back(merge):
    """(rows, the field of them that goes back) of all that a merge changed; (rows, "") of what others return to."""
    holders = defaultdict(set)
    for absorbed in merge.absorbed.all():
        for label, ids in absorbed.moved.items():
            field = field_of(label)
            for batch in batches(ids):
                moved = {"pk__in": batch, field.name: absorbed.into_id}
                yield field.model._base_manager.filter(**moved), field.name
        model = apps.get_model(absorbed.model)
        if model in HELD_BY:
            holder = model._meta.get_field(HELD_BY[model])
            holders[holder.related_model].add(absorbed.values[holder.attname])
    for model, ids in holders.items():
        for batch in batches(sorted(ids)):
            yield model._base_manager.filter(pk__in=batch), ""
    for label, pk, columns in merge.changed:
        model = apps.get_model(label)
        for name in columns:
            yield model._base_manager.filter(pk=pk), model._meta.get_field(name).name


def _held_story_with(rows, field):
    """A held story that these rows are part of, or that shows what this field of them says."""
    if path := STORY_OF.get(rows.model):
        return Article.objects.frozen().filter(pk__in=rows.values(path)).defer("body").first()
    shows = field in SHOWN.get(rows.model, ())
    return held_story(rows.model, list(rows.values_list("pk", flat=True))) if shows else None
