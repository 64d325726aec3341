"""Changes are announced in the transaction that makes them, also those that time will make."""

import datetime

import pytest
from django.db import transaction
from django.utils import timezone

from articles import workflow
from newsroom.changes import announce
from newsroom.changes.models import Change
from tests import make


@pytest.mark.django_db(transaction=True)
def test_announcing_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError, match="inside the transaction"):
        announce("home")


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_rolled_back_was_never_announced():
    class Stop(Exception):
        pass

    with pytest.raises(Stop), transaction.atomic():
        announce("home")
        raise Stop
    assert not Change.objects.exists()


@pytest.mark.django_db
def test_a_draft_announces_nothing_and_a_publication_all_it_touches():
    story = make.article(published=False)
    assert not Change.objects.exists()
    who = make.quote(story).person
    assert not Change.objects.exists()
    workflow.publish(story)
    keys = set(Change.objects.values_list("key", flat=True))
    assert {f"article:{story.pk}", f"person:{who.pk}", "home", f"section:{story.section_id}"} <= keys


@pytest.mark.django_db
def test_what_time_will_change_is_announced_for_its_moment():
    later = timezone.now() + datetime.timedelta(days=1)
    end = later + datetime.timedelta(days=1)
    story = make.article(at=later, expire_at=end)
    key = f"article:{story.pk}"
    assert {later, end} <= set(Change.objects.filter(key=key).values_list("at", flat=True))
    assert Change.objects.due(timezone.now()).filter(key=key).exists()
    assert not Change.objects.due(timezone.now()).filter(at=later).exists()
