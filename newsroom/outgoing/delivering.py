"""Handing messages over: what is due, in order for each receiver and thing, again after a failure.

Nothing in a request waits for a receiver: `manage.py deliver` calls `run`. Any number of processes
may run at once; each takes a message on lease before it sends it. The body is made when it is sent,
of what is public at that moment, so no try says what has been taken back since.
"""

import datetime
import json
from collections import Counter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from newsroom.fields import new_uid
from newsroom.outgoing import sending, signing
from newsroom.outgoing.models import Attempt, Delivery, Event
from newsroom.outgoing.subject import subject_of
from newsroom.outgoing.telling import HOLD, hear

NOT_PUBLIC = _(
    "This story is not public any more, so nothing can be said of it. Publish it, then send again."
)
PUBLIC_AGAIN = _("This story is public again: nobody is told that it was withdrawn.")

State = Delivery.State
LEASE = datetime.timedelta(minutes=2)  # longer than any try
FIRST_PAUSE, LONGEST_PAUSE = 5, 6 * 60 * 60  # seconds; four times as long after each failure
MOST_TRIES = 16  # about two days and a half
RECEIVER_RESTS = datetime.timedelta(minutes=1)  # one that does not answer holds up the others no longer
LATE = datetime.timedelta(minutes=5)
LOG_LIVES = datetime.timedelta(days=90)


def pause(tries):
    """How long to wait after so many failures: 5 s, 20 s, 80 s … 6 h."""
    return datetime.timedelta(seconds=min(FIRST_PAUSE * 4 ** (tries - 1), LONGEST_PAUSE))


def run(clock=timezone.now):
    """Hear what has come due and send all that may be sent now; returns a Counter of outcomes."""
    hear(clock())
    _skip_the_switched_off(clock())
    counts = Counter()
    while delivery := _take(clock()):
        counts[_try(delivery, clock)] += 1
    counts["waiting"] = Delivery.objects.waiting().count()
    return counts


def _skip_the_switched_off(now):
    """What a receiver that is off did not get is not sent it later, when it is no news any more."""
    Delivery.objects.waiting().free(now).filter(receiver__is_active=False).end(State.MISSED)


def _take(now):
    """The next message, leased to this process; None when there is none."""
    for pk in Delivery.objects.due(now).values_list("pk", flat=True)[:10]:
        until = now + LEASE
        # Asked again in the same statement: another process may have tried it since it was listed.
        mine = Delivery.objects.waiting().free(now).filter(pk=pk, next_try_at__lte=now)
        if not mine.update(leased_until=until):
            continue
        delivery = Delivery.objects.select_related("event", "receiver").get(pk=pk)
        if delivery.leased_until != until:
            continue  # another's by now, or withdrawn meanwhile
        if delivery.receiver.takes_messages(now):
            return delivery
        _settle(delivery)
    return None


def message(event, now):
    """The body for an event as it can be said at `now`; None when there is nothing left to say."""
    subject, pk = subject_of(event.about)
    if subject is None:
        return None
    data = subject.data(pk, now)
    if event.kind == Event.Kind.WITHDRAWN:
        # What is public again is not told to be gone, however late a try comes.
        data = subject.gone(pk) if data is None else None
    if data is None:
        return None
    if event.kind == Event.Kind.UPDATED:
        data["material"] = subject.is_material(pk, event.at)
    said = {"type": f"{subject.name}.{event.kind}", "timestamp": event.at.isoformat(), "data": data}
    return json.dumps(said, ensure_ascii=False).encode()


def _try(delivery, clock):
    now, receiver = clock(), delivery.receiver
    body = message(delivery.event, now)
    if body is None:
        _settle(delivery, state=State.OVERTAKEN)
        return "overtaken"
    outcome = _post(receiver, delivery.message_id, body, now)
    now = clock()
    with transaction.atomic():
        # Its try is logged even when its lease has run out and another process has the message.
        Attempt.objects.create(
            delivery=delivery, message_id=delivery.message_id, at=now, status=outcome.status,
            problem=outcome.problem, milliseconds=outcome.milliseconds,
        )  # fmt: skip
        tries = delivery.tries + 1
        if not outcome.problem:
            _settle(delivery, state=State.DELIVERED, tries=tries, delivered_at=now)
            rest = None
        else:
            gone = outcome.problem == Attempt.Problem.GONE
            given_up = gone or tries >= MOST_TRIES
            state = State.FAILED if given_up else State.WAITING
            asked = datetime.timedelta(seconds=min(outcome.wait or 0, LONGEST_PAUSE))
            _settle(delivery, state=state, tries=tries, next_try_at=now + max(pause(tries), asked))
            rest = max(min(pause(tries), RECEIVER_RESTS), asked)
            rest = now + rest if outcome.is_receivers else None
            if gone:
                receiver.pause_for_good(now)
        if rest != receiver.rest_until:
            type(receiver).objects.filter(pk=receiver.pk).update(rest_until=rest)
    if not outcome.problem:
        return "delivered"
    return "given up" if given_up else "failed"


def _post(receiver, uid, body, now):
    signed = signing.headers(receiver.secrets(now), uid, int(now.timestamp()), body)
    sent = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "newsroom-webhooks/1", **signed}
    return sending.post(receiver.url, body, sent)


def try_out(receiver, now):
    """Send a message that says nothing, of type "test", at once and signed like all others; returns the Outcome."""
    said = {"type": "test", "timestamp": now.isoformat(), "data": {}}
    outcome = _post(receiver, f"test-{new_uid()}", json.dumps(said).encode(), now)
    if outcome.problem == Attempt.Problem.GONE:
        receiver.pause_for_good(now)
    return outcome


def _settle(delivery, **values):
    """Write what became of a leased message and give it back; nothing when the lease is another's by now."""
    leased = Delivery.objects.filter(pk=delivery.pk, leased_until=delivery.leased_until)
    leased.update(leased_until=None, **values)


class AlreadyCancelled(ValidationError):
    def __init__(self, event):
        by, at = event.cancelled_by, date_format(timezone.localtime(event.cancelled_at), "DATETIME_FORMAT")
        said = (
            _("This message was cancelled already, by %(by)s: %(at)s.")
            if by
            else _("This message was cancelled already: %(at)s.")
        )
        super().__init__(said, params={"by": by, "at": at}, code="already_cancelled")


def is_idle(now):
    """Whether nobody seems to run `manage.py deliver`: something is long due and was never tried."""
    return Delivery.objects.due(now - LATE).filter(tries=0).exists()


def held(about, now):
    """The events about a thing that the desk can still cancel: breaking news that some receiver still waits for.

    What was cancelled and put in line again is among them.
    """
    return Event.objects.filter(_has_waiting(now), about=about, held_until__isnull=False)


def _has_waiting(now):
    return Exists(_cancellable(now).filter(event=OuterRef("pk")))


def _cancellable(now):
    return Delivery.objects.waiting().free(now).filter(receiver__waits_for_breaking=True)


def was_told_of(about):
    """Whether the log holds anything about a thing."""
    return Event.objects.filter(about=about).exists()


def cancel(event, by, now):
    """Stop what of an event has not gone out yet; returns how many receivers that wait were told already.

    Raises ValidationError when nothing is left to stop, and AlreadyCancelled.
    """
    with transaction.atomic():
        stopped = _cancellable(now).filter(event=event).end(State.CANCELLED)
        if not stopped:
            event.refresh_from_db(fields=["cancelled_at", "cancelled_by"])  # a colleague may have been first
            if event.cancelled_at and not _went_out_since(event, event.cancelled_at):
                raise AlreadyCancelled(event)
            raise ValidationError(
                _("It is too late to cancel: the message has gone out. Correct the story or withdraw it.")
            )
        Event.objects.filter(pk=event.pk).update(cancelled_at=now, cancelled_by=by)
        told = event.deliveries.exclude(state=State.CANCELLED).filter(receiver__waits_for_breaking=True)
        return told.exclude(state__in=(State.FAILED, State.MISSED)).count()


def _went_out_since(event, moment):
    """Whether it was put in line again and went, or goes at this moment, to whom it should have waited for."""
    on_its_way = Q(state=State.WAITING) | Q(delivered_at__gte=moment)
    return event.deliveries.filter(on_its_way, receiver__waits_for_breaking=True).exists()


def resend(delivery, now):
    """Put a message in line again, with what is public now and under a new id: whoever has taken the first would
    refuse it under that one. Raises ValidationError when nothing is public.

    Breaking news waits once more for whom it waited for, so that this press too can be taken back. Returns when it goes.
    """
    if message(delivery.event, now) is None:
        raise ValidationError(PUBLIC_AGAIN if delivery.event.kind == Event.Kind.WITHDRAWN else NOT_PUBLIC)
    again, goes = Delivery.objects.exclude(state=State.WAITING).filter(pk=delivery.pk), now
    with transaction.atomic():
        if delivery.event.held_until and delivery.receiver.waits_for_breaking:
            goes = now + HOLD
            Event.objects.filter(pk=delivery.event_id).update(held_until=goes)
        line = {"state": State.WAITING, "tries": 0, "next_try_at": goes, "leased_until": None}
        if not again.update(**line, resent_as=new_uid()):
            raise ValidationError(_("This message is waiting already and will go out by itself."))
    return goes


def prune(now):
    """Forget what was settled long ago; returns how many events went."""
    old = Event.objects.filter(at__lt=now - LOG_LIVES).exclude(deliveries__state=State.WAITING)
    return old.delete()[1].get("outgoing.Event", 0)
