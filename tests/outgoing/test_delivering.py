"""What receivers outside are told: signed, once, in order, again after a failure, and nothing secret."""

import ssl
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles import publicity, workflow
from articles.models import Article, Correction
from newsroom.outgoing import delivering, sending, signing
from newsroom.outgoing.models import Attempt, Delivery, Event, Receiver
from tests import make
from tests.outgoing.receiver import genuine
from tests.ways import quick

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def story(**fields):
    return make.article(**{"at": None, **fields})


def update(article, headline="الميناء يُغلق مساءً", material=True):
    draft = workflow.draft_for(article)
    draft.headline = headline
    draft.save()
    return workflow.publish_draft(draft, material=material)


def test_our_signature_is_the_one_of_the_specification():
    headers = signing.headers(
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
    )
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_life_of_a_story_is_told_in_order_and_signed(receiver, outside, deliver):
    article = story()
    deliver()
    article = update(article)
    Correction.objects.create(article=article, text="الموعد مساء لا صباحاً", issued_at=timezone.now())
    publicity.refresh(article)
    workflow.move(article, "withdraw", notice="سُحبت.")
    deliver()
    assert outside.told == [("story.published", article.pk), ("story.withdrawn", article.pk)]
    workflow.publish(article)
    deliver()
    update(article, "عنوان ثالث")
    deliver()
    Correction.objects.create(article=article, text="توضيح", issued_at=timezone.now())
    publicity.refresh(article)
    deliver()
    assert [kind for kind, _ in outside.told[2:]] == ["story.published", "story.updated", "story.corrected"]
    for headers, body, _ in outside.got:
        assert genuine(receiver.secret, headers, body)
        assert not genuine(receiver.secret, headers, body + b" ")
    assert len({headers["webhook-id"] for headers, *_ in outside.got}) == 5


def test_a_message_that_was_not_taken_is_sent_again_with_the_same_id(receiver, outside, deliver):
    outside.answers = [500, 404]
    article = story()
    assert deliver()["failed"] == 1
    assert deliver()["failed"] == 0, "nothing is due before its pause is over"
    assert deliver(seconds=70)["failed"] == 1
    assert deliver(seconds=200)["delivered"] == 1
    ids = {headers["webhook-id"] for headers, *_ in outside.got}
    assert (len(outside.got), len(ids)) == (3, 1)
    assert outside.told == [("story.published", article.pk)]
    assert list(Attempt.objects.values_list("status", "problem")) == [
        (500, "bad_answer"),
        (404, "bad_answer"),
        (204, ""),
    ]


def test_what_a_person_sends_again_keeps_its_new_id_through_the_tries_of_the_program(
    receiver, outside, deliver
):
    story()
    deliver()
    delivery = Delivery.objects.get()
    delivering.resend(delivery, timezone.now())
    outside.answers = [500]
    assert deliver()["failed"] == 1
    assert deliver(minutes=5)["delivered"] == 1
    first, *again = [headers["webhook-id"] for headers, *_ in outside.got]
    delivery.refresh_from_db()
    assert first == delivery.event.uid and again == [delivery.resent_as] * 2 and first not in again
    assert list(Attempt.objects.values_list("message_id", flat=True)) == [first, *again]


@pytest.mark.long
def test_nothing_overtakes_an_older_message_about_the_same_story(receiver, outside, deliver):
    outside.answers = [400]
    first, second = story(), story(headline="خبر آخر")
    deliver()
    update(first)
    deliver()
    assert outside.told == [("story.published", second.pk)]
    deliver(minutes=1)
    assert outside.told[1:] == [("story.published", first.pk), ("story.updated", first.pk)]


@pytest.mark.long
def test_each_receiver_has_an_order_of_its_own(receiver, outside, deliver):
    Receiver.objects.create(name="خادم متوقف", url=f"http://{outside.host}/other")
    outside.answers = [204, 503]
    article = story()
    update(article)
    deliver()
    assert [kind for kind, _ in outside.told] == ["story.published", "story.updated"]
    deliver(minutes=2)
    assert [kind for kind, _ in outside.told[2:]] == ["story.published", "story.updated"]


@pytest.mark.long
def test_a_receiver_that_is_down_is_tried_once_a_minute_not_once_a_story(receiver, outside, deliver):
    outside.answers = [503] * 9
    for number in range(5):
        story(headline=f"خبر {number}")
    assert deliver()["failed"] == 1
    assert deliver(minutes=2)["failed"] == 1


def test_after_the_last_try_a_message_is_given_up_and_lets_the_next_one_pass(receiver, outside, deliver):
    article = story()
    Delivery.objects.update(tries=delivering.MOST_TRIES - 1)
    outside.answers = [400]
    assert deliver()["given up"] == 1
    update(article)
    assert deliver()["delivered"] == 1
    assert delivering.pause(1) < delivering.pause(2) < delivering.pause(3)
    assert delivering.pause(15) == delivering.pause(16)


def test_a_redirect_is_not_followed(receiver, outside, deliver):
    outside.answers = [302]
    story()
    assert deliver()["failed"] == 1
    assert len(outside.got) == 1
    assert Attempt.objects.get().problem == "redirect"


def test_a_withdrawal_does_not_wait_behind_what_it_makes_untrue(receiver, outside, deliver):
    article = story()
    deliver()
    outside.answers = [400]
    update(article)
    deliver()
    workflow.move(article, "withdraw")
    deliver()
    assert outside.told == [("story.published", article.pk), ("story.withdrawn", article.pk)]
    assert Delivery.objects.filter(state="overtaken").count() == 1


# Breaking news


# Beginnings


def test_a_receiver_that_takes_none_misses_what_happens(receiver, outside, deliver):
    Receiver.objects.update(is_active=False)
    story()
    deliver()
    Receiver.objects.update(is_active=True)
    deliver()
    assert outside.got == []


@pytest.mark.long
def test_a_renewed_secret_leaves_the_old_one_valid_for_a_day(receiver, outside, deliver):
    old = receiver.secret
    receiver.renew_secret(timezone.now())
    receiver.renew_secret(timezone.now())  # the first one is still the only one outside
    new = receiver.secret
    assert old != new
    story()
    deliver()
    story(headline="خبر الغد")
    deliver(days=2)
    assert [genuine(old, headers, body) for headers, body, _ in outside.got] == [True, False]
    assert all(genuine(new, headers, body) for headers, body, _ in outside.got)


def test_two_processes_never_send_the_same_message(receiver, outside, deliver):
    story()
    now = timezone.now()
    assert delivering._take(now) is not None
    assert delivering._take(now) is None


def test_what_another_process_did_meanwhile_is_left_as_it_is(receiver, outside, deliver, monkeypatch):
    """The list of what is due is a moment old when a message is taken from it; so is a lease when it is given back."""
    story()
    now = timezone.now()
    slow = delivering._take(now)
    quick = delivering._take(now + HOUR)
    delivering._settle(slow, state="delivered")
    assert Delivery.objects.get().state == "waiting"
    delivering._settle(quick, next_try_at=now + 2 * HOUR)
    for listed in (Delivery.objects.all(), None):
        if listed is None:  # its next try has come, but the receiver asked for rest
            Delivery.objects.update(next_try_at=now)
            Receiver.objects.update(rest_until=now + HOUR)
            listed = Delivery.objects.all()
        monkeypatch.setattr(type(Delivery.objects.all()), "due", lambda self, now, listed=listed: listed)
        assert delivering._take(now) is None
        assert Delivery.objects.get().leased_until is None


# The command and the log


def test_the_command_says_what_it_did(receiver, outside, capsys):
    story()
    call_command("deliver")
    assert capsys.readouterr().out == "delivered 1, failed 0, given up 0, overtaken 0, waiting 0.\n"
    with pytest.raises(CommandError, match="seconds from"):
        call_command("deliver", "--every", "0")


@pytest.mark.long
def test_the_log_forgets_what_was_settled_long_ago(receiver, outside, deliver):
    article = story()
    deliver()
    update(article)
    Event.objects.update(at=timezone.now() - timedelta(days=100))
    assert delivering.prune(timezone.now()) == 1
    assert Delivery.objects.get().state == "waiting"
    assert Article.objects.filter(pk=article.pk).exists()


# What a receiver asks for


@pytest.mark.parametrize(
    ("said", "sleeps"), quick(1, [("600", 600), ("Wed, 21 Oct 2099 07:28:00 GMT", 21_600), ("bald", 0)])
)
def test_a_receiver_is_left_alone_for_as_long_as_it_asks(receiver, outside, deliver, said, sleeps):
    outside.answers, outside.retry_after = [429], said
    story()
    assert deliver()["failed"] == 1
    assert deliver(seconds=sleeps - 60)["delivered"] == 0
    assert deliver(seconds=sleeps + 90)["delivered"] == 1


def test_a_receiver_that_is_gone_for_good_is_told_nothing_more(receiver, outside, deliver):
    outside.answers = [410]
    article = story()
    story(headline="خبر آخر")
    assert deliver()["given up"] == 1
    update(article)
    assert deliver(hours=1)["delivered"] == 0 and len(outside.got) == 1
    receiver.refresh_from_db()
    assert not receiver.is_active and receiver.gone_at and Attempt.objects.get().problem == "gone"
    Receiver.objects.update(is_active=True)
    deliver(hours=2)
    assert len(outside.got) == 1, "what it missed is no news any more"
    assert Delivery.objects.filter(state="missed").count() == 1


@pytest.mark.parametrize(
    ("fault", "problem", "words"),
    quick(
        2,
        [
            (ssl.SSLCertVerificationError("certificate has expired"), "certificate", "شهادة"),
            (ConnectionRefusedError(), "refused", "متوقفة"),
            (TimeoutError(), "timeout", "في الوقت"),
            (ConnectionResetError(), "no_answer", "انقطع"),
        ],
    ),
)
def test_what_is_wrong_with_a_receiver_is_said_once_a_minute(
    receiver, outside, deliver, monkeypatch, fault, problem, words
):
    def fail(*args):
        raise fault

    monkeypatch.setattr(sending, "_exchange", fail)
    story()
    story(headline="خبر آخر")
    assert deliver()["failed"] == 1
    attempt = Attempt.objects.get()
    assert attempt.problem == problem and words in attempt.get_problem_display()


def test_a_name_that_leads_nowhere_is_no_private_network(db):
    assert sending.post("https://nowhere.invalid/", b"", {}).problem == "no_host"
    assert sending.post("https://127.0.0.1/", b"", {}).problem == "address"


def test_all_addresses_of_a_name_share_one_time(monkeypatch, settings):
    """Many dead addresses must not outlast the lease, after which another process may send the message."""
    clock = iter(range(0, 1000, 6))
    asked = []
    monkeypatch.setattr(sending.time, "monotonic", lambda: next(clock))
    monkeypatch.setattr(sending.addresses, "_resolve", lambda *args: ["127.0.0.1"] * 9)
    settings.WEBHOOK_PRIVATE_HOSTS = ["many.example"]

    def dead(address, timeout):
        asked.append(timeout)
        raise TimeoutError

    monkeypatch.setattr(sending.socket, "create_connection", dead)
    assert sending.post("https://many.example/", b"", {}).problem == "timeout"
    assert asked == [9, 3]


def test_what_somebody_sends_while_it_is_being_cancelled_is_not_called_cancelled(receiver, monkeypatch):
    story()
    [waits] = Delivery.objects.waiting()
    queryset = type(Delivery.objects.all())
    real = queryset.select_for_update

    def taken(rows, **options):
        Delivery.objects.filter(pk=waits.pk).update(state=Delivery.State.DELIVERED)
        return real(rows, **options)

    monkeypatch.setattr(queryset, "select_for_update", taken)
    assert Delivery.objects.waiting().end(Delivery.State.CANCELLED) == 0
    waits.refresh_from_db()
    assert waits.state == Delivery.State.DELIVERED
