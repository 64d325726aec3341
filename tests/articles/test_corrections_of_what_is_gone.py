"""Corrections of a story that was withdrawn stand where readers saw them; of a killed one nothing does."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import correcting, holding, workflow
from articles.models import Article, Correction
from newsroom.ahead import Ahead
from newsroom.changes.models import Change
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
ADD = "/admin/articles/correction/add/"
TEXT = "ورد أن المدير منصور، والصحيح أنه سالم."
LISTS = ("/corrections/", "/corrections/feed/")


def corrected(story, **fields):
    row = Correction(article=story, **{"text": TEXT, "issued_at": timezone.now()} | fields)
    correcting.save(row)
    return row


def withdrawn(headline="عنوان سُحب", **fields):
    story = make.article(headline, **fields)
    row = corrected(story, kind="retraction", quote=make.quote(story))
    workflow.move(story, "withdraw", member("chief"), notice="ثبت أن الوثيقة مزورة.")
    return story, row


def read(client, address):
    return client.get(address).content.decode()


def test_a_retraction_outlives_the_withdrawal_that_follows_it(client):
    story, row = withdrawn()
    words = row.quote.words
    place = f"/articles/{story.pk}/-/"
    for address in LISTS:
        html = read(client, address)
        assert TEXT in html and "مادة سُحبت" in html and place in html
        # Neither its headline, in whatever spelling of an address, nor what was said in it.
        assert "عنوان" not in html and story.slug not in html and words not in html
        assert f"/quotes/{row.quote_id}/" not in html
    assert f"{place}#correction-{row.pk}" in read(client, "/corrections/feed/")
    for address in (place, story.get_absolute_url()):
        answer = client.get(address)
        html = answer.content.decode()
        assert answer.status_code == 410 and f'id="correction-{row.pk}"' in html
        assert html.index("ثبت أن الوثيقة مزورة.") < html.index(TEXT)
        assert "عنوان سُحب" not in html and words not in html and f"/quotes/{row.quote_id}/" not in html


def test_of_a_killed_story_nothing_is_left_but_the_notice(client):
    story, _row = withdrawn()
    workflow.move(story, "kill", member("chief"), notice="أُلغيت.")
    for address in (*LISTS, story.get_absolute_url(), f"/articles/{story.pk}/-/"):
        assert TEXT not in read(client, address)


def test_a_story_that_comes_back_is_named_in_the_list_again(client):
    story, _row = withdrawn()
    workflow.publish(story)
    html = read(client, "/corrections/")
    assert story.headline in html and story.get_absolute_url() in html and "مادة سُحبت" not in html


@pytest.mark.long
@pytest.mark.parametrize("place", quick(1, ["top", "bottom"]))
def test_what_is_corrected_after_the_withdrawal_is_seen_by_readers(client, place):
    story = make.article()
    workflow.move(story, "withdraw", member("chief"))
    desk = client_of("desk")
    assert f"{ADD}?article={story.pk}" in read(desk, f"/admin/articles/article/{story.pk}/change/")
    send(desk, f"{ADD}?article={story.pk}", {"text": TEXT, "place": place}, "text")
    for address in (*LISTS, story.get_absolute_url()):
        assert TEXT in read(client, address)


def test_a_printed_reply_outlives_it_too_and_what_is_not_issued_is_not_shown(client):
    story = make.article()
    corrected(story, kind="reply", replier="نقابة البحارة")
    corrected(story, kind="reply", text="رد ينتظر.", replier="الجمعية", issued_at=None)
    corrected(story, text="تصحيح غد.", issued_at=timezone.now() + HOUR)
    workflow.move(story, "withdraw", member("chief"))
    for address in (*LISTS, story.get_absolute_url()):
        html = read(client, address)
        assert TEXT in html and "نقابة البحارة" in html
        assert "رد ينتظر" not in html and "تصحيح غد" not in html


def test_of_a_story_that_nobody_saw_and_of_one_that_has_expired_nothing_stands_there(client):
    now = timezone.now()
    unseen = make.article(at=now + HOUR)
    workflow.move(unseen, "withdraw", member("chief"))
    over = make.article(at=now - 2 * HOUR, expire_at=now - HOUR)
    for story in (unseen, over):
        Correction.objects.create(article=story, text=TEXT, issued_at=now)
        assert client.get(story.get_absolute_url()).status_code == 404
    assert not Correction.objects.public(now).exists()
    assert not Correction.objects.public(Ahead.of(now)).exists()
    for address in LISTS:
        assert TEXT not in read(client, address)


@pytest.mark.long
def test_a_killed_story_is_not_corrected_and_it_is_said_why():
    story = make.article()
    for name in ("withdraw", "kill"):
        workflow.move(story, name, member("chief"))
    desk = client_of("desk")
    assert f"{ADD}?article={story.pk}" not in read(desk, f"/admin/articles/article/{story.pk}/change/")
    answer = send(desk, f"{ADD}?article={story.pk}", {"text": TEXT}, "text")
    assert "ولا يظهر لهم تصحيح" in answer.content.decode() and form_of(answer, "text")["text"] == TEXT
    with pytest.raises(ValidationError, match="ولا يظهر لهم تصحيح"):
        corrected(story)
    assert not Correction.objects.exists()


@pytest.mark.long
def test_while_lawyers_look_at_a_withdrawn_story_nothing_new_stands_under_its_notice():
    story, row = withdrawn()
    holding.hold(story, member("chief"), "شكوى")
    answer = send(client_of("chief"), f"{ADD}?article={story.pk}", {"text": "آخر"}, "text")
    assert "موقوفة لمراجعة قانونية" in answer.content.decode()
    for deed in (lambda: corrected(story, text="آخر"), lambda: correcting.delete(row)):
        with pytest.raises(ValidationError):
            deed()
    assert Correction.objects.get() == row
    corrected(story, kind="reply", text="رد.", replier="الجمعية", issued_at=None)  # it waits


@pytest.mark.long
def test_a_withdrawn_story_with_a_correction_ahead_is_not_held_before_that_is_moved():
    story, _row = withdrawn()
    corrected(story, text="تصحيح غد.", issued_at=timezone.now() + HOUR)
    with pytest.raises(ValidationError, match="تصحيح"):
        holding.hold(story, member("chief"), "شكوى")


@pytest.mark.parametrize("name", quick(1, ["withdraw", "kill"]))
def test_whoever_keeps_a_copy_of_the_list_is_told_when_the_story_goes(name):
    story = make.article()
    corrected(story)
    if name == "kill":
        workflow.move(story, "withdraw", member("chief"))
    before = Change.objects.count()
    workflow.move(story, name, member("chief"))
    keys = {*Change.objects.order_by("pk").values_list("key", flat=True)[before:]}
    assert {"corrections", f"article:{story.pk}"} <= keys


def test_whoever_keeps_a_copy_of_the_list_is_told_when_a_storys_last_correction_is_deleted():
    story, row = withdrawn()
    before = Change.objects.count()
    correcting.delete(row)
    keys = {*Change.objects.order_by("pk").values_list("key", flat=True)[before:]}
    assert {"corrections", f"article:{story.pk}"} <= keys


def test_who_replied_under_a_notice_is_renamed_by_the_desk_alone():
    person = make.person("هالة الوافي")
    story = make.article()
    corrected(story, kind="reply", person=person)
    workflow.move(story, "withdraw", member("chief"))
    address = f"/admin/people/person/{person.pk}/change/"
    form = form_of(client_of("desk").get(address), "name") | {"name": "اسم من محرر"}
    assert client_of("reporter").post(address, form).status_code == 403


@pytest.mark.long
def test_a_list_of_many_withdrawn_stories_asks_no_more_than_of_one(client):
    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    story, _row = withdrawn("أولى")
    addresses = (*LISTS, f"/articles/{story.pk}/-/")
    before = [asked(address) for address in addresses]
    for number in range(5):
        withdrawn(f"مادة {number}")
        Correction.objects.create(article=story, text=f"آخر {number}", issued_at=timezone.now())
    assert [asked(address) for address in addresses] == before
    assert Article.objects.count() == 6
