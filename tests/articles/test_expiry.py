"""What has expired: no publication goes out over it, nothing comes back by an emptied date, old stories stay correctable."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import correcting, workflow
from articles.exchange import load
from articles.models import Article, Assignment, Correction, State
from tests import make
from tests.articles.test_schedule import HOUR, errors, press, typed
from tests.browser import form_of
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


def expired_at_work(**fields):
    story = make.article("مدتها انتهت", published=False, **fields)
    Article.objects.filter(pk=story.pk).update(expire_at=timezone.now() - HOUR)
    return Article.objects.get(pk=story.pk)


@pytest.mark.long
@pytest.mark.parametrize("moment", [None, timezone.now() + 2 * HOUR])
def test_publishing_what_has_expired_is_refused_at_the_field_and_loses_nothing(moment):
    story = expired_at_work()
    changes = {"headline": "كتبته الآن"} | (typed("publish_at", moment) if moment else {})
    answer, row = press(story, changes, "_move", "publish")
    assert answer.status_code == 200 and "expire_at" in errors(answer)
    assert form_of(answer, "headline")["headline"] == "كتبته الآن" and row.state == State.DRAFT
    assert '<fieldset class="module aligned "' in answer.content.decode()
    for at in (None, moment):
        with pytest.raises(ValidationError):
            workflow.publish(Article.objects.get(pk=story.pk), member("desk"), at=at)
    _, row = press(story, changes | typed("expire_at", None), "_move", "publish")
    assert row.state == State.PUBLISHED


@pytest.mark.long
@pytest.mark.parametrize("published", [True, False])
def test_an_expiry_in_the_past_is_not_taken_as_new(published):
    story = make.article(published=published)
    answer, row = press(story, typed("expire_at", timezone.now() - HOUR))
    assert "اسحبها" in str(errors(answer)["expire_at"]) and row.expire_at is None
    _, row = press(story, typed("expire_at", timezone.now() + HOUR))
    assert row.expire_at


def test_a_new_story_with_an_expiry_in_the_past_is_refused_in_its_form():
    client, address = client_of("desk"), "/admin/articles/article/add/"
    data = form_of(client.get(address), "headline") | {"headline": "جديدة", "body": "<p>نص</p>"}
    data |= typed("expire_at", timezone.now() - HOUR) | {"_move": "publish"}
    assert "expire_at" in errors(client.post(address, data)) and not Article.objects.exists()


@pytest.mark.long
def test_what_expired_long_ago_is_corrected_and_its_draft_published():
    story = make.article(expire_at=make.NOW + HOUR)
    press(story, {"headline": "صُحّح"})
    _, row = press(story, {}, "_move", "publish")
    assert row.headline == "صُحّح" and row.expire_at == make.NOW + HOUR
    correcting.save(Correction(article=row, text="تصحيح", issued_at=timezone.now()), member("desk"))


@pytest.mark.long
def test_what_expired_does_not_come_back_by_an_empty_date():
    story = make.article(expire_at=make.NOW + HOUR)
    answer, _ = press(story, typed("expire_at", None))
    assert "expire_at" in errors(answer)
    _, row = press(story, typed("expire_at", timezone.now() + HOUR))
    assert row.is_public(timezone.now())


def test_a_line_that_expired_before_it_is_published_is_refused():
    past = (timezone.now() - HOUR).isoformat()
    report = load([json.dumps({"uid": "a", "headline": "عنوان", "body": "نص.", "expire_at": past})])
    assert "expire_at" in report.refused[0][1]


def test_the_list_and_the_form_say_that_a_story_s_time_is_over():
    story = make.article(expire_at=timezone.now() - HOUR)
    desk = client_of("desk")
    text = desk.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert "انتهت مدة نشرها</strong>" in text.partition('<p class="story-state">')[2].partition("</p>")[0]
    assert (
        "انتهت مدة نشرها" in desk.get("/admin/articles/article/").content.decode().partition("result_list")[2]
    )


@pytest.mark.long
def test_what_has_expired_is_called_so_wherever_the_desk_reads_its_state():
    story = make.article("انقضى أجلها", publish_at=timezone.now() - HOUR)
    given = Assignment.objects.create(
        what="متابعة", due=timezone.now(), article=story, assigned_to=member("desk")
    )
    Article.objects.filter(pk=story.pk).update(expire_at=timezone.now() - HOUR / 2)
    Article.objects.get(pk=story.pk).save()
    client = client_of("desk")
    for address in (
        "/admin/",
        "/admin/articles/article/day/",
        f"/admin/articles/assignment/{given.pk}/change/",
        f"/admin/articles/article/{story.pk}/change/",
        f"/preview/{story.pk}/",
    ):
        page = client.get(address).content.decode()
        assert "انتهت مدة نشرها" in page and ">منشورة<" not in page, address
