"""Of what receivers outside are told, and of what they are not."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import exchange, workflow
from articles.models import Place
from newsroom.outgoing import delivering
from newsroom.outgoing.models import Delivery, Event, Receiver
from tests import make
from tests.outgoing.test_delivering import HOUR, story, update

pytestmark = pytest.mark.django_db


def test_the_body_holds_what_every_reader_can_see_and_no_more(receiver, outside, deliver, settings):
    settings.SITE_ADDRESS = "https://news.example"
    article = story(short_headline="الميناء")
    article.places.add(Place.objects.create(uid="pl-1", code="XA", name="بلاد الريحان"))
    deliver()
    workflow.move(article, "withdraw")
    deliver()
    published, withdrawn = outside.taken
    assert set(published) == set(withdrawn) == {"type", "timestamp", "data"}
    assert published["data"] == {
        "id": article.pk, "uid": article.uid, "url": "https://news.example" + article.get_absolute_url(),
        "headline": article.headline, "short_headline": "الميناء", "urgency": "normal", "language": "ar",
        "section": article.section and article.section.slug,
        "places": [{"uid": "pl-1", "code": "XA", "name": "بلاد الريحان"}],
        "published_at": published["data"]["published_at"], "updated_at": None,
    }  # fmt: skip
    assert withdrawn["data"] == {
        "id": article.pk, "uid": article.uid, "url": f"https://news.example/articles/{article.pk}/-/",
    }  # fmt: skip


def test_a_change_that_says_nothing_new_is_not_told(receiver, outside, deliver):
    article = story()
    deliver()
    make.quote(article)
    update(article, material=False)
    deliver()
    assert outside.told == [("story.published", article.pk)]
    assert Event.objects.count() == 1


def test_what_is_not_public_is_not_told_until_its_moment(receiver, outside, deliver):
    later = timezone.now() + HOUR
    make.article(published=False)
    scheduled = make.article(at=later)
    embargoed = story(embargo_until=later)
    expiring = story(expire_at=later)
    deliver()
    assert outside.told == [("story.published", expiring.pk)]
    deliver(hours=2)
    assert sorted(outside.told[1:]) == sorted(
        [
            ("story.published", scheduled.pk),
            ("story.published", embargoed.pk),
            ("story.withdrawn", expiring.pk),
        ]
    )


def test_a_scheduled_story_that_was_pulled_in_time_is_never_told(receiver, outside, deliver):
    article = make.article(at=timezone.now() + HOUR)
    workflow.move(article, "withdraw")
    deliver(hours=2)
    assert outside.got == []


def test_breaking_news_waits_twenty_seconds_and_can_be_cancelled(receiver, outside, deliver):
    cache = Receiver.objects.create(name="ذاكرة", url=outside.url, waits_for_breaking=False)
    article = story(urgency="breaking")
    deliver()
    assert [delivery.receiver for delivery in Delivery.objects.filter(state="delivered")] == [cache]
    now = timezone.now()
    [event] = delivering.held(f"article:{article.pk}", now)
    delivering.cancel(event, None, now)
    deliver(minutes=1)
    assert len(outside.got) == 1
    cancelled = Delivery.objects.get(receiver=receiver)
    assert cancelled.state == "cancelled"
    delivering.resend(cancelled, now)
    deliver()
    assert len(outside.got) == 1, "sent again it waits again"
    delivering.cancel(event, None, now)
    deliver(minutes=1)
    assert len(outside.got) == 1 and not delivering.held(event.about, now)
    cancelled.refresh_from_db()
    delivering.resend(cancelled, now)
    deliver(minutes=1)
    assert len(outside.got) == 2


def test_after_twenty_seconds_only_what_still_waits_can_be_cancelled(receiver, outside, deliver):
    Receiver.objects.create(name="خادم متعثر", url=f"http://{outside.host}/other")
    outside.answers = [204, 500]
    article = story(urgency="breaking")
    assert deliver()["delivered"] == 0
    assert deliver(seconds=21) == {"delivered": 1, "failed": 1, "waiting": 1}
    later = timezone.now() + timedelta(seconds=25)
    [event] = delivering.held(f"article:{article.pk}", later)
    assert delivering.cancel(event, None, later) == 1, "one receiver was told before"
    with pytest.raises(ValidationError):
        delivering.cancel(event, None, later)
    assert deliver(hours=1)["delivered"] == 0 and not delivering.held(event.about, later)


def test_breaking_news_withdrawn_within_twenty_seconds_is_told_to_nobody_as_news(receiver, outside, deliver):
    article = story(urgency="breaking")
    workflow.move(article, "withdraw")
    deliver(minutes=1)
    assert outside.told == [("story.withdrawn", article.pk)]


@pytest.mark.long
def test_what_was_public_before_there_was_a_receiver_is_no_news(outside, deliver):
    old = make.article()
    Receiver.objects.create(name="إشعارات", url=outside.url)
    make.quote(old)
    deliver()
    assert outside.got == []
    update(old)
    deliver()
    assert outside.told == [("story.updated", old.pk)]


def test_an_archive_that_is_loaded_is_no_news(receiver, outside, deliver):
    archive = make.article(at=timezone.now() - timedelta(days=400))
    deliver()
    assert outside.got == []
    workflow.move(archive, "withdraw")
    deliver()
    assert outside.told == [("story.withdrawn", archive.pk)]


def test_of_a_file_that_is_loaded_only_what_is_new_is_told(receiver, outside, deliver):
    lines = [
        {"uid": "old", "headline": "من الأرشيف", "body": "نص", "published_at": "2019-01-01T09:00:00+00:00"},
        {"uid": "new", "headline": "خبر اليوم", "body": "نص"},
        {"uid": "draft", "headline": "مسودة", "body": "نص", "status": "draft"},
    ]
    assert exchange.load([json.dumps(line).encode() for line in lines]).created == 3
    deliver()
    assert [said["data"]["uid"] for said in outside.taken] == ["new"]


def test_a_receiver_is_told_of_what_it_wants_and_of_what_is_taken_back(receiver, outside, deliver):
    Receiver.objects.update(kinds=["corrected"])
    article = story()
    update(article)
    deliver()
    assert outside.told == []
    workflow.move(article, "withdraw")
    deliver()
    assert [kind for kind, _ in outside.told] == ["story.withdrawn"]


def test_nobody_is_told_that_a_story_is_gone_which_is_public_again(receiver, outside, deliver):
    article = story()
    deliver()
    workflow.move(article, "withdraw")
    outside.answers = [500]
    deliver()
    workflow.move(article, "publish")
    deliver(hours=1)
    assert outside.told[-1] == ("story.published", article.pk)
    late = Delivery.objects.get(event__kind="withdrawn")
    assert late.state == "overtaken"
    with pytest.raises(ValidationError, match="منشورة من جديد"):
        delivering.resend(late, timezone.now())
