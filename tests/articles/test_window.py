"""Visibility is a query: nothing has to run for a story to appear or to go."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import correcting, workflow
from articles.models import Article, State
from tests import make
from tests.cast import member

pytestmark = pytest.mark.django_db
HOUR, SECOND = datetime.timedelta(hours=1), datetime.timedelta(seconds=1)


def tomorrow(days=1):
    return timezone.now() + datetime.timedelta(days=days)


def visible(at):
    return Article.objects.public(at).exists()


def test_a_scheduled_story_appears_at_its_moment_and_not_a_second_before():
    make.article(at=make.NOW)
    assert not visible(make.NOW - SECOND)
    assert visible(make.NOW)


def test_the_later_of_publication_and_embargo_counts():
    make.article(at=make.NOW, embargo_until=make.NOW + HOUR)
    assert not visible(make.NOW + HOUR - SECOND)
    assert visible(make.NOW + HOUR)


def test_an_expired_story_is_gone():
    make.article(at=make.NOW, expire_at=make.NOW + HOUR)
    assert visible(make.NOW + HOUR - SECOND)
    assert not visible(make.NOW + HOUR)


def test_a_story_may_not_expire_before_it_appears():
    story = make.article(published=False)
    with pytest.raises(ValidationError):
        story.check_moments({"publish_at": tomorrow(2), "expire_at": tomorrow()})


def test_withdrawing_takes_a_story_away_and_keeps_when_it_was_first_out():
    story = make.article()
    workflow.move(story, "withdraw", member("chief"), notice="سُحبت للمراجعة.")
    story.refresh_from_db()
    assert not visible(make.NOW)
    assert (story.first_published_at, story.withdrawal_notice) == (make.NOW, "سُحبت للمراجعة.")
    assert list(Article.objects.gone(make.NOW)) == [story]


def test_every_move_is_in_the_table_and_logged():
    story = make.article(published=False)
    workflow.move(story, "submit", member("reporter"), "جاهزة للمراجعة")
    workflow.move(story, "return", member("desk"), "أين المصدر؟")
    assert [(m.from_state, m.to_state, m.by.username, m.note) for m in story.transitions.all()] == [
        ("at_desk", "returned", "desk", "أين المصدر؟"),
        ("draft", "at_desk", "reporter", "جاهزة للمراجعة"),
    ]
    with pytest.raises(ValidationError):
        workflow.move(story, "ready", member("desk"))
    with pytest.raises(PermissionDenied):
        workflow.move(story, "publish", member("reporter"))
    story.refresh_from_db()
    assert story.state == State.RETURNED


def test_an_empty_story_is_not_published():
    story = Article(headline="عنوان")
    story.save()
    with pytest.raises(ValidationError):
        workflow.publish(story)
    story.refresh_from_db()
    assert story.state == State.DRAFT


def test_a_story_brought_forward_was_first_published_when_readers_saw_it():
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    story = make.article(at=tomorrow)
    story.publish_at = began = timezone.now() - datetime.timedelta(minutes=1)
    story.save()
    assert story.first_published_at == began and correcting.is_seen(story)
    workflow.move(story, "withdraw", member("chief"), notice="سُحبت.")
    assert list(Article.objects.gone(timezone.now())) == [story]
    story.publish_at = tomorrow
    story.save()
    assert story.first_published_at == began  # what was seen once stays seen
