"""By which ways stories show rows: one table, which the models themselves can be held against."""

import pytest
from django.utils import timezone

from articles import correcting
from articles.models import Article, Correction, PhotoUse
from articles.unmerging import IN_STORIES
from articles.ways import WAYS
from newsroom.changes.models import Change
from newsroom.merging.absorbing import merge
from newsroom.merging.relations import pointing_at
from tests import make


def last_of(lookup):
    """The foreign key by which a lookup arrives."""
    model, field = Article, None
    for name in lookup.split("__"):
        field = model._meta.get_field(name)
        model = field.related_model
    many = getattr(field, "m2m_reverse_field_name", None)
    return field.remote_field.through._meta.get_field(many()) if many else field


def test_no_relation_of_a_story_to_what_it_shows_is_forgotten():
    parts = {Article, Correction, PhotoUse, *IN_STORIES}
    lead = {field for model in WAYS for field in pointing_at(model) if field.model in parts}
    known = {last_of(way.lookup) for ways in WAYS.values() for way in ways}
    lead_photo = Article._meta.get_field("lead_photo")  # a PhotoUse stands for it
    assert lead - known == {lead_photo}


@pytest.mark.django_db
def test_a_page_that_prints_whose_reply_it_is_changes_with_a_merge():
    story, (winner, loser) = make.article(), map(make.person, ("زياد الحداد", "زياد حداد"))
    reply = Correction(article=story, kind="reply", text="رد", issued_at=timezone.now(), person=loser)
    correcting.save(reply)
    Change.objects.all().delete()
    merge(winner, loser)
    assert Change.objects.filter(key=f"article:{story.pk}").exists()
