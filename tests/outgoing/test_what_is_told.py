"""Of what receivers outside are told, and of what they are not."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import exchange, publicity, workflow
from articles.models import Article, Place
from newsroom.outgoing import delivering
from newsroom.outgoing.models import Delivery, Event, Receiver, Told
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


@pytest.mark.long
def test_a_change_that_says_nothing_new_is_not_told(receiver, outside, deliver):
    article = update(story(), material=False)
    deliver()
    update(article, article.headline, material=False)
    make.quote(article)
    publicity.refresh(article)
    deliver()
    assert [kind for kind, _ in outside.told] == ["story.published", "story.updated"]
    assert Event.objects.count() == 2


@pytest.mark.long
def test_a_cosmetic_change_is_told_as_one_and_moves_no_date(receiver, outside, deliver, client):
    article = story(headline="المينا يبقى")
    deliver()
    article = update(article, "الميناء يبقى", material=False)
    deliver()
    said = outside.taken[-1]
    assert (said["type"], said["data"]["headline"]) == ("story.updated", "الميناء يبقى")
    assert said["data"]["material"] is False and said["data"]["updated_at"] is None
    assert (
        Article.objects.get().updated_at is None
        and '"dateModified"' not in client.get(article.get_absolute_url()).content.decode()
    )
    update(article, "الميناء يُغلق")
    update(article, "الميناء يُغلق مساء", material=False)
    deliver()
    assert [said["data"]["material"] for said in outside.taken[2:]] == [True, False]
    assert "material" not in outside.taken[0]["data"]


def test_what_was_told_by_an_older_program_is_not_told_again(receiver, outside, deliver):
    """It noted only when a story was last updated, which a first publication is not."""
    article = story()
    deliver()
    Told.objects.update(updated_at=None)
    publicity.refresh(article)
    deliver()
    assert outside.told == [("story.published", article.pk)]


def beside(article, material):
    draft = workflow.draft_for(article)
    draft.tags.add("موانئ" if material else "شتاء")
    return workflow.publish_draft(draft, material=material)


def a_line(article, material):
    line = {"uid": article.uid, "headline": f"من سطر {material}", "body": "نص."}
    moment = {"updated_at": (article.visible_from - HOUR).isoformat()} if material else {}
    assert exchange.load([json.dumps(line | moment)]).updated == 1


@pytest.mark.long
@pytest.mark.parametrize("change", [beside, a_line])
@pytest.mark.parametrize("material", [True, False])
def test_what_changes_beside_the_words_or_by_a_line_says_whether_the_last_update_moved(
    receiver, outside, deliver, change, material
):
    article = story()
    update(article)
    deliver()
    change(Article.objects.get(), material)
    deliver()
    assert [said["data"].get("material") for said in outside.taken] == [None, True, material]


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
