"""Arranging a front page: every act is one step, logged, and can be taken back."""

import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles import desks
from articles.models import Article, Front, FrontChange, FrontSlot, State
from newsroom.changes import announce

SHOWN = 9  # stories on the top of a front: one in the lead, four beside it, four below
MOST = 30  # slots of one front; what stands behind is filled by date
KEPT = 200  # changes kept of each front


def may(user, front):
    """Whether this user may arrange this front; a section's front belongs to that section's desk."""
    if not user.has_perm("articles.change_front"):
        return False
    desk = desks.desk_of(user) if front.section_id else None
    return desk is None or front.section_id in desk


def place(front, article, by, seen, first=True):
    """Put a story on the front: in the lead, or at the end."""

    def act(slots):
        if all(slot["article"] != article.pk for slot in slots):
            _refuse_unfit(front, article)
        if len(slots) >= MOST and all(slot["article"] != article.pk for slot in slots):
            raise ValidationError(_("This front is full. Take a story down, then place this one."))
        mine = next((slot for slot in slots if slot["article"] == article.pk), _slot(article.pk))
        rest = [slot for slot in slots if slot["article"] != article.pk]
        return [mine, *rest] if first else [*rest, mine]

    done = _("“%(headline)s” to the lead") if first else _("“%(headline)s” placed at the end")
    return _change(front, by, seen, act, done % {"headline": article.front_headline}, [article.pk])


def _refuse_unfit(front, article):
    """Readers would not see it there, and the screen's own search does not offer it."""
    if article.draft_of_id or article.state != State.PUBLISHED:
        raise ValidationError(
            _(
                "“%(headline)s” is not published (%(state)s): readers would not see it here. Publish it first."
            ),
            params={"headline": article.front_headline, "state": article.get_state_display()},
        )
    if article.is_expired:
        raise ValidationError(
            _("“%(headline)s” has expired: readers would not see it here. Enter a later expiry first."),
            params={"headline": article.front_headline},
        )
    if front.section_id and article.section_id != front.section_id:
        raise ValidationError(
            _("“%(headline)s” does not stand in this section. Change its section first."),
            params={"headline": article.front_headline},
        )


def move(front, article, by, seen, steps):
    """Move a placed story up (negative) or down by steps; at the edge it stays."""

    def act(slots):
        at = _place_of(slots, article)
        to = min(max(at + steps, 0), len(slots) - 1)
        slots.insert(to, slots.pop(at))
        return slots

    done = _("“%(headline)s” up") if steps < 0 else _("“%(headline)s” down")
    return _change(front, by, seen, act, done % {"headline": article.front_headline})


def take_down(front, article, by, seen):
    """Take a story off the front; it goes on standing where the newest stand."""

    def act(slots):
        del slots[_place_of(slots, article)]
        return slots

    return _change(
        front, by, seen, act, _("“%(headline)s” taken down") % {"headline": article.front_headline}
    )


def time(front, article, by, seen, placed_from=None, pinned_until=None):
    """Say from when and until when a placed story stands; None for at once and for ever.

    Raises ValidationError, by field for a moment that cannot be.
    """
    if placed_from and pinned_until and pinned_until <= placed_from:
        raise ValidationError(
            {"pinned_until": _("It would leave before it comes. Correct one of the two moments.")}
        )

    def act(slots):
        slot = slots[_place_of(slots, article)]
        was = slot["pinned_until"] and parse_datetime(slot["pinned_until"])
        if pinned_until and pinned_until != was and pinned_until <= timezone.now():
            gone = _(
                "“Until” has passed already: %(moment)s. Choose a moment to come, or take the story down."
            )
            moment = date_format(timezone.localtime(pinned_until), "DATETIME_FORMAT")
            raise ValidationError({"pinned_until": gone % {"moment": moment}})
        slot |= {"placed_from": _iso(placed_from), "pinned_until": _iso(pinned_until)}
        return slots

    return _change(front, by, seen, act, _("“%(headline)s”: its time") % {"headline": article.front_headline})


def again(front, change, by, seen):
    """Arrange the front as it stood after an earlier change; stories that are gone are left out."""
    said = _("As it stood after: %(act)s")
    # What was put back once and is put back again is still called by the act that made it.
    first = (change.back_to or change).act.removeprefix(said % {"act": ""})
    return _put_back(front, change, by, seen, said % {"act": first})


def _put_back(front, change, by, seen, said):
    def act(slots):
        known = set(
            Article.objects.stories()
            .filter(pk__in=[s["article"] for s in change.slots])
            .values_list("pk", flat=True)
        )
        return [slot for slot in change.slots if slot["article"] in known]

    return _change(front, by, seen, act, said, [slot["article"] for slot in change.slots])


def undo(front, by, seen):
    """Take the last change back that stands; again and again, one after the other. Raises ValidationError when there is none."""
    with transaction.atomic():
        last = front.changes.select_related("back_to").first()
        stands = last and (last.back_to or last)
        before = stands and front.changes.select_related("back_to").filter(pk__lt=stands.pk).first()
        if before is None:
            raise ValidationError(_("There is nothing to take back."))
        done = _put_back(front, before, by, seen, _("Taken back: %(act)s") % {"act": stands.act})
        done.back_to = before.back_to or before
        done.save(update_fields=["back_to"])
    return done


def slots_of(front):
    """The slots as data, in order, also those whose time has not come or is over."""
    return [
        {
            "article": slot.article_id,
            "placed_from": _iso(slot.placed_from),
            "pinned_until": _iso(slot.pinned_until),
        }
        for slot in front.slots.order_by("order", "pk")
    ]


def _change(front, by, seen, act, said, coming=()):
    """One act: `act` makes the new slots of the old; `coming` are the stories that may stand in them anew."""
    if by is not None and not may(by, front):
        raise PermissionDenied(_("You may not arrange this front page. Ask somebody at the desk."))
    with transaction.atomic():
        # Stories before slots: who deletes a story holds it, and takes its slots next.
        stories = Article.objects.filter(Q(pk__in=front.slots.values("article")) | Q(pk__in=coming)).order_by(
            "pk"
        )
        list(stories.values_list("pk").select_for_update(no_key=True))
        # The revision is compared and raised in one statement: of two editors one wins.
        if not Front.objects.filter(pk=front.pk, revision=seen).update(revision=F("revision") + 1):
            raise ValidationError(
                _(
                    "This front was changed a moment ago. It stands below as it is now; make your change again if it is not there."
                )
            )
        before = slots_of(front)
        if not front.changes.exists():
            FrontChange.objects.create(front=front, act=_("As it stood at the beginning"), slots=before)
        after = act([dict(slot) for slot in before])
        _store(front, after)
        change = FrontChange.objects.create(front=front, act=said[:200], slots=after, by=by)
        old = front.changes.values_list("pk", flat=True)[KEPT : KEPT + 1]
        if old:
            front.changes.filter(pk__lte=old[0]).delete()
        key = "home" if front.section_id is None else f"section:{front.section_id}"
        moments = {
            parse_datetime(slot[name])
            for slot in after
            for name in ("placed_from", "pinned_until")
            if slot[name]
        }
        announce(key)
        for moment in moments:
            announce(key, at=moment)
    front.revision = seen + 1
    return change


def _store(front, slots):
    front.slots.all().delete()
    FrontSlot.objects.bulk_create(
        FrontSlot(
            front=front,
            article_id=slot["article"],
            order=order,
            placed_from=slot["placed_from"] and parse_datetime(slot["placed_from"]),
            pinned_until=slot["pinned_until"] and parse_datetime(slot["pinned_until"]),
        )
        for order, slot in enumerate(slots)
    )


def _slot(article):
    return {"article": article, "placed_from": None, "pinned_until": None}


def _iso(moment: datetime.datetime | None):
    return moment.isoformat() if moment else None


def _place_of(slots, article):
    at = next((n for n, slot in enumerate(slots) if slot["article"] == article.pk), None)
    if at is None:
        raise ValidationError(
            _("This story does not stand on this front any more. It was taken down meanwhile.")
        )
    return at
