"""Receivers belong to the administrator, the log to the desk; a secret is shown once."""

import json
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from newsroom.outgoing.models import Delivery, Event, Receiver
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, limited
from tests.outgoing.receiver import genuine
from tests.ways import quick

pytestmark = pytest.mark.django_db

ADD = reverse("admin:outgoing_receiver_add")
LOG = reverse("admin:outgoing_delivery_changelist")


def said(response):
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_the_secret_is_shown_to_the_administrator_once(outside):
    administrator = client_of("administrator")
    page = send(administrator, ADD, {"name": "تلغرام", "url": outside.url}, "url")
    receiver = Receiver.objects.get()
    assert receiver.secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    change = reverse("admin:outgoing_receiver_change", args=[receiver.pk])
    for address in (change, reverse("admin:outgoing_receiver_changelist"), LOG):
        assert receiver.secret not in administrator.get(address).content.decode()
    old = receiver.secret
    answer = administrator.post(change, form_of(administrator.get(change), "url") | {"_renew": "1"})
    assert answer.status_code == 302, "loading its answer again makes no third secret"
    new = Receiver.objects.get().secret
    assert new not in answer.url and administrator.post(answer.url).status_code == 405
    assert new != old and new in administrator.get(answer.url).content.decode()
    again = administrator.get(answer.url, follow=True)
    assert again.redirect_chain[-1][0] == change and "المفتاح السري مرة واحدة" in said(again)
    assert new not in again.content.decode()
    assert not any(old in str(value) for row in Receiver.objects.values() for value in row.values())


def test_a_secret_is_shown_only_to_whoever_has_just_made_it(outside):
    administrator = client_of("administrator")
    made = administrator.post(
        ADD, form_of(administrator.get(ADD), "url") | {"name": "تلغرام", "url": outside.url}
    )
    other = Receiver.objects.create(name="غيره", url=outside.url + "2")
    for client, address in (
        (client_of("administrator"), made.url),  # who has logged in elsewhere
        (administrator, reverse("admin:outgoing_receiver_secret", args=[other.pk])),
    ):
        page = client.get(address, follow=True).content.decode()
        assert not any(one.secret in page for one in Receiver.objects.all())
    assert client_of("desk").get(made.url).status_code == 403


@pytest.mark.parametrize(
    ("is_active", "address", "refused"),
    [(True, "", True), (True, "HTTP", True), (True, "/2", False), (False, "", False)],
)
def test_a_second_active_receiver_of_one_address_is_refused(receiver, outside, is_active, address, refused):
    url = outside.url.replace("http:", "HTTP:") if address == "HTTP" else outside.url + address
    typed = {"name": "ثانٍ", "url": url} | ({} if is_active else {"is_active": None})
    fields = form_of(client_of("administrator").get(ADD), "url") | typed
    answer = client_of("administrator").post(ADD, {k: v for k, v in fields.items() if v is not None})
    assert Receiver.objects.count() == (1 if refused else 2)
    if refused:
        assert "«إشعارات» يتلقى الرسائل على هذا الرابط" in answer.content.decode()


@pytest.mark.long
def test_of_two_receivers_of_one_address_the_second_is_not_switched_on_but_both_can_be_changed(
    receiver, outside
):
    second = Receiver.objects.create(name="ثانٍ", url=outside.url, is_active=False)
    change = reverse("admin:outgoing_receiver_change", args=[second.pk])
    page = send(client_of("administrator"), change, {"is_active": "on"}, "url")
    assert "يتلقى الرسائل على هذا الرابط" in page.content.decode()
    Receiver.objects.update(is_active=True)  # they were there before this was asked
    send(client_of("administrator"), change, {"name": "ثالث"}, "url")
    assert Receiver.objects.filter(name="ثالث").exists()


@pytest.mark.parametrize(
    "url", quick(1, ["https://127.0.0.1/", "https://[::1]/x", "https://169.254.169.254/latest/"])
)
def test_a_receiver_on_a_private_network_is_refused_in_arabic_and_not_stored(url):
    page = send(client_of("administrator"), ADD, {"name": "داخلي", "url": url}, "url").content.decode()
    assert "شبكة خاصة" in page
    assert form_of(client_of("administrator").get(ADD), "url")["url"] == ""
    assert not Receiver.objects.exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "log", "receivers"),
    [
        (None, 302, 302),
        ("reporter", 403, 403),
        ("desk", 200, 403),
        ("chief", 200, 403),
        ("administrator", 200, 200),
    ],
)
def test_who_sees_what(receiver, role, log, receivers):
    make.article(at=None)
    client = client_of(role)
    assert client.get(LOG).status_code == log
    assert client.get(reverse("admin:outgoing_receiver_changelist")).status_code == receivers
    assert (
        client.get(reverse("admin:outgoing_delivery_change", args=[Delivery.objects.get().pk])).status_code
        == log
    )
    assert client.post(reverse("admin:outgoing_delivery_add")).status_code in (302, 403)


@pytest.mark.long
def test_the_desk_cancels_breaking_news_from_the_storys_own_page(receiver, outside, deliver):
    story = make.article(at=None, urgency="breaking")
    event = Event.objects.get()
    cancel = reverse("admin:outgoing_event_cancel", args=[event.pk])
    change = reverse("admin:articles_article_change", args=[story.pk])
    assert cancel in client_of("desk").get(change).content.decode()
    assert cancel not in client_of("reporter").get(change).content.decode()
    assert client_of("reporter").post(cancel).status_code == 403
    assert client_of("desk").get(cancel).status_code == 405
    answer = client_of("desk").post(cancel)
    assert answer.url == change
    assert "أُلغي" in said(answer)
    assert deliver(minutes=1)["delivered"] == 0
    again = said(client_of("chief").post(cancel))
    event.refresh_from_db()
    assert event.cancelled_by.username == "desk"
    at = timezone.localtime(event.cancelled_at)
    assert "من قبل" in again and "desk" in again and f"{at:%H:%M}" in again
    assert "فات وقت" not in again


def test_what_went_out_is_too_late_to_cancel(receiver, outside, deliver):
    make.article(at=None, urgency="breaking")
    assert deliver(minutes=1)["delivered"] == 1
    cancel = reverse("admin:outgoing_event_cancel", args=[Event.objects.get().pk])
    assert "فات وقت" in said(client_of("desk").post(cancel))


def test_what_was_cancelled_and_went_after_all_is_too_late_to_cancel(receiver, outside, deliver):
    make.article(at=None, urgency="breaking")
    event, desk = Event.objects.get(), client_of("desk")
    cancel = reverse("admin:outgoing_event_cancel", args=[event.pk])
    desk.post(cancel)
    again = said(desk.post(reverse("admin:outgoing_delivery_resend", args=[event.deliveries.get().pk])))
    assert "تخرج الرسالة في" in again and "ويمكن إلغاؤها حتى ذلك الحين" in again
    assert deliver(minutes=1)["delivered"] == 1
    assert "فات وقت" in said(desk.post(cancel))


@pytest.mark.long
def test_the_desk_sends_again_by_button_and_from_the_list(receiver, outside, deliver):
    story = make.article(at=None)
    deliver()
    delivery = Delivery.objects.get()
    resend = reverse("admin:outgoing_delivery_resend", args=[delivery.pk])
    page = (
        client_of("desk").get(reverse("admin:outgoing_delivery_change", args=[delivery.pk])).content.decode()
    )
    assert resend in page and story.headline in page
    assert client_of("reporter").post(resend).status_code == 403
    client_of("desk").post(resend)
    deliver()
    client_of("desk").post(LOG, {"action": "send_again", "_selected_action": [delivery.pk]})
    assert "في الانتظار" in said(client_of("desk").post(resend))
    deliver()
    assert outside.told == [("story.published", story.pk)] * 3
    ids = [headers["webhook-id"] for headers, *_ in outside.got]
    assert len({*ids}) == 3 and ids[0] == Event.objects.get().uid, "who has seen an id refuses it"
    log = client_of("desk").get(reverse("admin:outgoing_delivery_change", args=[delivery.pk]))
    assert all(f">{one}<" in log.content.decode() for one in ids)
    workflow.move(story, "withdraw")
    deliver()
    assert "لم تعد هذه المادة منشورة" in said(client_of("desk").post(resend))
    deliver()
    assert len(outside.told) == 4


@pytest.mark.parametrize("mine", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_desk_of_other_sections_neither_cancels_nor_sends_again(receiver, outside, deliver, mine):
    sport, politics = make.section("رياضة", "sport"), make.section("سياسة", "politics")
    editor = client_of(limited(politics if mine else sport))
    story = make.article(at=None, urgency="breaking", section=politics)
    event, delivery = Event.objects.get(), Delivery.objects.get()
    cancel = reverse("admin:outgoing_event_cancel", args=[event.pk])
    resend = reverse("admin:outgoing_delivery_resend", args=[delivery.pk])
    log = reverse("admin:outgoing_delivery_change", args=[delivery.pk])
    for address in (reverse("admin:articles_article_change", args=[story.pk]), log):
        assert (cancel in editor.get(address).content.decode()) == mine
    assert editor.post(cancel).status_code == (302 if mine else 403)
    deliver(minutes=1)
    assert (resend in editor.get(log).content.decode()) == mine
    assert editor.post(resend).status_code == (302 if mine else 403)
    editor.post(LOG, {"action": "send_again", "_selected_action": [delivery.pk]})
    deliver(minutes=2)
    assert len(outside.told) == 1


@pytest.mark.long
def test_the_log_costs_the_same_at_one_message_and_at_many(receiver, outside):
    desk = client_of("desk")
    make.article(at=None)
    desk.get(LOG)
    with CaptureQueriesContext(connection) as few:
        desk.get(LOG)
    for number in range(5):
        make.article(at=None, headline=f"خبر {number}")
    with CaptureQueriesContext(connection) as many:
        assert "خبر 4" in desk.get(LOG).content.decode()
    assert len(few) == len(many)
    one = desk.get(LOG, {"event__about": Event.objects.first().about})
    assert one.context["cl"].result_count == 1


def test_the_log_says_when_nobody_runs_the_command(receiver, outside, deliver):
    make.article(at=None)
    assert "manage.py deliver" not in client_of("desk").get(LOG).content.decode()
    Delivery.objects.update(next_try_at=timezone.now() - timedelta(minutes=10))
    assert "manage.py deliver" in client_of("desk").get(LOG).content.decode()
    deliver()
    assert "manage.py deliver" not in client_of("desk").get(LOG).content.decode()


def test_a_receiver_goes_with_its_log(receiver, outside, deliver):
    make.article(at=None)
    deliver()
    address = reverse("admin:outgoing_receiver_delete", args=[receiver.pk])
    assert client_of("desk").post(address, {"post": "yes"}).status_code == 403
    client_of("administrator").post(address, {"post": "yes"})
    assert not Receiver.objects.exists() and not Delivery.objects.exists()


@pytest.mark.parametrize(
    ("answer", "words"), quick(1, [(204, "وصلت"), (500, "لم يقبل الرسالة"), (410, "نهائياً")])
)
def test_a_test_message_is_signed_and_its_answer_is_said(receiver, outside, answer, words):
    outside.answers = [answer]
    change = reverse("admin:outgoing_receiver_change", args=[receiver.pk])
    outside.says = "فهمت" if answer != 204 else ""
    administrator = client_of("administrator")
    page = send(administrator, change, {"kinds": ["updated"]}, "url", press="_try")
    (headers, body, _), *more = outside.got
    assert not more and genuine(receiver.secret, headers, body) and json.loads(body)["type"] == "test"
    assert words in said(page) and str(answer) in said(page) and outside.says in said(page)
    assert Receiver.objects.get().is_active == (answer != 410)
    assert ("(410)" in administrator.get(change).content.decode()) == (answer == 410)
    assert ("توقفوا نهائياً" in administrator.get("/admin/").content.decode()) == (answer == 410)
    assert Receiver.objects.get().kinds == ["updated"] and not Delivery.objects.exists()
