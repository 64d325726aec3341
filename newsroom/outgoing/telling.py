"""What became of a public thing: a look at where it stands now and at what was told of it last.

Nothing here depends on who made the change or how often it is looked at: a second look finds
nothing new. `tell` is for the transaction of a change; `hear` finds what was announced in
newsroom.changes and has come due meanwhile: a scheduled story appears, a window closes.
"""

import datetime
from collections import defaultdict

from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from newsroom.changes.models import Change
from newsroom.outgoing.models import Delivery, Event, Receiver, Told
from newsroom.outgoing.subject import REGISTRY, subject_of

HOLD = datetime.timedelta(seconds=20)  # in which the desk can cancel breaking news
BATCH = 500


def listening_since():
    """The moment from which somebody outside wants to know; None while there is no receiver."""
    return Receiver.objects.aggregate(first=Min("created_at"))["first"]


def tell(kind, pks, now=None):
    """Make the events of what became of these things since they were last told of; returns them."""
    start = listening_since()
    if start is None or not pks:
        return []
    now = now or timezone.now()
    subject = REGISTRY[kind]
    pk_of = {f"{kind}:{pk}": pk for pk in pks}
    events = []
    with transaction.atomic():
        Told.objects.bulk_create([Told(about=about) for about in sorted(pk_of)], ignore_conflicts=True)
        rows = list(Told.objects.select_for_update().filter(about__in=pk_of).order_by("about"))
        standings = subject.standings(list(pk_of.values()), now)
        for told in rows:
            standing = standings.get(pk_of[told.about])
            if standing is None:
                continue
            happened = _happened(told, standing, start, now)
            if happened:
                events.append((Event(about=told.about, kind=happened, at=now), standing.is_breaking))
            _remember(told, standing, now)
        _send_out(events, now)
    return [event for event, _ in events]


def _happened(told, standing, start, now):
    """The kind of event, None for none. Of what was never told of, all up to `start` counts as known."""
    is_new = told.is_public is None
    came_later = bool(standing.came_at and standing.came_at >= start)
    if is_new and came_later and standing.is_archive:
        return None
    was_public = standing.is_public(start) and not came_later if is_new else told.is_public
    if not standing.is_public(now):
        return Event.Kind.WITHDRAWN if was_public else None
    if not was_public:
        return Event.Kind.PUBLISHED
    updated, corrected = (start, start) if is_new else (told.updated_at, told.corrected_at)
    one_more = not is_new and standing.corrections > told.corrections
    if one_more or _is_later(standing.corrected_at, corrected):
        return Event.Kind.CORRECTED
    return Event.Kind.UPDATED if _is_later(standing.updated_at, updated) else None


def _is_later(moment, known):
    return moment is not None and (known is None or moment > known)


def _remember(told, standing, now):
    before = (told.is_public, told.updated_at, told.corrected_at, told.corrections)
    after = (standing.is_public(now), standing.updated_at, standing.corrected_at, standing.corrections)
    if before != after:
        told.is_public, told.updated_at, told.corrected_at, told.corrections = after
        told.save()


def _send_out(events, now):
    """Store the events with a delivery for each active receiver that wants it."""
    receivers = list(Receiver.objects.filter(is_active=True)) if events else []
    for event, is_breaking in events:
        goes = event.kind == Event.Kind.WITHDRAWN
        if goes:
            # What still waits would say of something gone that it is there.
            older = Delivery.objects.waiting().free(now).filter(event__about=event.about)
            older.end(Delivery.State.OVERTAKEN)
        told = [receiver for receiver in receivers if receiver.wants(event)]
        held = is_breaking and not goes and any(receiver.waits_for_breaking for receiver in told)
        event.held_until = now + HOLD if held else None
        event.save()
        Delivery.objects.bulk_create(
            Delivery(
                event=event,
                receiver=receiver,
                next_try_at=event.held_until if held and receiver.waits_for_breaking else now,
            )
            for receiver in told
        )


def hear(now):
    """Tell of all that was announced and has come due; returns how many events came of it."""
    start, count = listening_since(), 0
    while start and (changes := list(Change.objects.unheard(now, start)[:BATCH])):
        pks = defaultdict(set)
        for change in changes:
            subject, pk = subject_of(change.key)
            if subject:
                pks[subject.kind].add(pk)
        with transaction.atomic():
            for kind, found in pks.items():
                count += len(tell(kind, sorted(found), now))
            Change.objects.filter(pk__in=[change.pk for change in changes]).update(heard_at=now)
    return count
