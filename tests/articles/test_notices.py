"""The notice in the place of a withdrawn or killed story: written or changed after it was taken from readers."""

import datetime
import json

import pytest
from django.utils import timezone

from articles import exchange, holding, notice, redaction, workflow
from articles.models import Article, Correction, Redaction
from newsroom.arabic.redact import Words
from newsroom.changes.models import Change
from newsroom.outgoing.models import Event, Receiver
from newsroom.outgoing.telling import tell
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db
WHY = "سحبناها لأن الوثيقة مزورة."


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def page(story):
    return f"/admin/articles/article/{story.pk}/notice/"


def taken(*moves, **said):
    story = make.article()
    for name in moves:
        workflow.move(story, name, member("chief"), **said)
    return story


@pytest.mark.long
@pytest.mark.parametrize("moves", quick(1, ["withdraw", "withdraw kill"]))
def test_a_story_taken_away_without_a_word_is_given_its_notice_on_a_later_day(client, moves):
    story, chief = taken(*moves.split()), client_of("chief")
    story.transitions.update(at=timezone.now() - datetime.timedelta(days=2))
    since = story.arrival.at
    version = story.last_version
    before = Change.objects.count()
    assert f'href="{page(story)}">كتابة تنويه' in chief.get(change(story)).content.decode()
    send(chief, page(story), {"notice": WHY}, "notice")
    answer = client.get(story.get_absolute_url())
    html = answer.content.decode()
    assert answer.status_code == 410 and WHY in html
    # Since when it is gone stays as it was; the log says what was done, who opened a form before meets it.
    assert timezone.localtime(since).isoformat(timespec="minutes") in html
    done = story.transitions.first()
    assert (done.from_state, done.to_state, done.by) == (story.state, story.state, member("chief"))
    assert str(done) == "غُيّر التنويه للقراء"
    assert Article.objects.get(pk=story.pk).last_version > version
    assert {*Change.objects.order_by("pk").values_list("key", flat=True)[before:]} == {f"article:{story.pk}"}
    html = chief.get(change(story)).content.decode()
    assert WHY in html and f'href="{page(story)}">تعديل التنويه' in html


def test_a_notice_is_changed_and_taken_back_but_not_written_twice(client):
    story, chief = taken("withdraw", notice="سُحبت لخطأ."), client_of("chief")
    assert form_of(chief.get(page(story)), "notice")["notice"] == "سُحبت لخطأ."
    number = story.transitions.count()
    answer = send(chief, page(story), {}, "notice")
    assert "لم يتغيّر شيء" in answer.content.decode() and story.transitions.count() == number
    send(chief, page(story), {"notice": ""}, "notice")
    html = client.get(story.get_absolute_url()).content.decode()
    assert "لخطأ" not in html and "أزلنا هذه المادة من الموقع" in html


def test_a_notice_that_a_colleague_wrote_meanwhile_is_not_written_over_unseen():
    story, chief = taken("withdraw"), client_of("chief")
    form = form_of(chief.get(page(story)), "notice")
    send(client_of("administrator"), page(story), {"notice": "تنويه الزميل."}, "notice")
    answer = chief.post(page(story), form | {"notice": WHY})
    html = answer.content.decode()
    assert answer.status_code == 409 and "تنويه الزميل." in html
    again = form_of(answer, "notice")
    assert again["notice"] == WHY and Article.objects.get().withdrawal_notice == "تنويه الزميل."
    assert chief.post(page(story), again).status_code == 302
    assert Article.objects.get().withdrawal_notice == WHY


@pytest.mark.long
def test_a_form_of_the_story_from_before_meets_the_new_notice():
    story, desk = taken("withdraw"), client_of("desk")
    form = form_of(desk.get(change(story)), "headline") | {"headline": "عنوان آخر", "_continue": "1"}
    send(client_of("chief"), page(story), {"notice": WHY}, "notice")
    answer = desk.post(change(story), form)
    assert answer.status_code == 409 and "غُيّر التنويه للقراء" in answer.content.decode()


def test_words_removed_for_ever_do_not_come_back_by_a_notice_from_before():
    story, chief = taken("withdraw", notice="سُحبت بطلب سالم الراسي."), client_of("chief")
    form = form_of(chief.get(page(story)), "notice") | {"notice": "سُحبت بطلب من سالم الراسي."}
    redaction.redact(story, Words("سالم الراسي"), "[حُجب]", "قرار 12", member("chief"))
    answer = chief.post(page(story), form)
    assert "حُجبت كلمات نهائياً" in answer.content.decode()
    assert Article.objects.get().withdrawal_notice == "سُحبت بطلب [حُجب]."
    assert chief.post(page(story), form_of(answer, "notice") | {"notice": "سُحبت."}).status_code == 302
    assert Article.objects.get().withdrawal_notice == "سُحبت."


@pytest.mark.parametrize("stands", quick(1, ["out", "never seen", "draft"]))
def test_what_was_not_taken_from_readers_has_no_notice(stands):
    story = make.article(
        published=stands != "draft",
        at=timezone.now() + datetime.timedelta(hours=1 if stands == "never seen" else -1),
    )
    if stands == "never seen":
        workflow.move(story, "withdraw")
    chief, number = client_of("chief"), story.last_version
    assert page(story) not in chief.get(change(story)).content.decode()
    data = {"notice": WHY, "seen_version": str(number)}
    answer = chief.post(page(story), data)
    assert "لا تنويه لهذه المادة" in answer.content.decode() and form_of(answer, "notice")["notice"] == WHY
    assert chief.get(page(story)).headers["Location"] == change(story)
    assert Article.objects.get().withdrawal_notice == ""


def test_a_notice_is_bounded():
    story, chief = taken("withdraw"), client_of("chief")
    answer = send(chief, page(story), {"notice": "س" * 301}, "notice")
    assert "والحد 300. اختصره" in answer.content.decode()
    assert form_of(answer, "notice")["notice"] == "س" * 301 and Article.objects.get().withdrawal_notice == ""


@pytest.mark.long
def test_who_kills_what_is_withdrawn_without_another_word_leaves_the_notice(client):
    story = taken("withdraw", notice=WHY)
    send(client_of("chief"), change(story), {}, "headline", press="_move", value="kill")
    assert WHY in client.get(story.get_absolute_url()).content.decode()
    workflow.publish(other := taken("withdraw", notice=WHY))
    workflow.move(other, "withdraw")  # another withdrawal, which says nothing
    assert WHY not in client.get(other.get_absolute_url()).content.decode()


def test_receivers_hear_of_a_withdrawal_once_and_of_its_notice_never():
    Receiver.objects.create(name="خارج", url="https://push.example/")
    story = make.article()
    tell("article", [story.pk])
    workflow.move(story, "withdraw", member("chief"))
    count = Event.objects.count()
    notice.change(story, WHY, member("chief"), story.last_version)
    tell("article", [story.pk])
    assert Event.objects.count() == count and Event.objects.last().kind == "withdrawn"


def test_what_was_typed_stands_there_when_a_colleague_has_brought_the_story_back():
    story, chief = taken("withdraw"), client_of("chief")
    form = form_of(chief.get(page(story)), "notice") | {"notice": WHY}
    workflow.move(Article.objects.get(pk=story.pk), "publish", member("administrator"))
    answer = chief.post(page(story), form)
    assert answer.status_code == 409 and form_of(answer, "notice")["notice"] == WHY
    assert Article.objects.get().withdrawal_notice == ""


@pytest.mark.long
def test_a_notice_from_before_words_were_removed_elsewhere_is_asked_about_once():
    story, other, chief = taken("withdraw"), make.article("رواية سالم الراسي"), client_of("chief")
    form = form_of(chief.get(page(story)), "notice") | {
        "notice": "سُحبت بطلب سالم الراسي.",
        "_opened_at": "1000",
    }
    redaction.redact(other, Words("سالم الراسي"), "[حُجب]", "قرار 12", member("chief"))
    Redaction.objects.update(at=timezone.now() - datetime.timedelta(minutes=1))
    answer = chief.post(page(story), form)
    assert "حُجبت كلمات نهائياً" in answer.content.decode()
    assert Article.objects.get(pk=story.pk).withdrawal_notice == ""
    assert chief.post(page(story), form_of(answer, "notice") | {"notice": "سُحبت."}).status_code == 302


@pytest.mark.long
def test_the_notice_of_a_held_story_stays_as_it_is_by_hand_and_by_a_line():
    story = taken("withdraw", notice=WHY)
    line = json.loads(next(exchange.dump(Article.objects.filter(pk=story.pk))))
    said = Correction.objects.create(article=story, text="الصحيح غير ذلك.", issued_at=timezone.now())
    holding.hold(Article.objects.get(pk=story.pk), member("desk"), "شكوى")
    answer = send(client_of("chief"), page(story), {"notice": "سُحبت."}, "notice")
    assert "شكوى" in answer.content.decode()
    moment = said.issued_at.isoformat()
    for other in (
        {"withdrawal_notice": "سُحبت."},
        {"corrections": [{"uid": said.uid, "text": "غير ما كان", "issued_at": moment}]},
        {"corrections": [{"uid": "new", "text": "آخر", "issued_at": moment}]},
    ):
        [(_number, reason)] = exchange.load([json.dumps(line | other)]).refused
        assert "held for legal review" in reason
    assert Article.objects.get().withdrawal_notice == WHY
    assert Correction.objects.get().text == "الصحيح غير ذلك."
    same = {"corrections": [{"uid": said.uid, "text": said.text, "issued_at": moment, "kind": said.kind}]}
    assert exchange.load([json.dumps(line | same | {"kicker": "تمهيد"})]).updated == 1


def test_what_readers_see_is_killed_in_one_press_and_leaves_nothing_but_its_notice(client):
    Receiver.objects.create(name="خارج", url="https://receiver.example/")
    story = make.article("العنوان الملغى")
    here = f"/admin/articles/article/{story.pk}/change/"
    send(client_of("chief"), here, {"_notice": WHY}, "headline", press="_move", value="kill")
    move = story.transitions.first()
    assert (move.from_state, move.to_state) == ("published", "killed")
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 410 and WHY in answer.content.decode()
    assert "الملغى" not in answer.content.decode()
    assert Event.objects.order_by("pk").last().kind == "withdrawn"
