"""When a story can be seen: its state and moments, and the window that is made of them."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.choices import GONE, State
from newsroom.ahead import beginning

ENDS_LATER = _(
    "This lies after the moment of publication. Move the publication to it or behind it, or clear this date."
)
SECONDS = timedelta(seconds=2)
MOMENTS = ("publish_at", "embargo_until", "expire_at")

SEEN = _("This story was published before: it cannot be set for later. To hide it from readers, withdraw it.")
SEEN_AND_GONE = _(
    "Readers saw this story before: it comes back when it is published, not at a set time. Clear this date, and "
    "publish the story when it may come back."
)
NO_DATE = _("A published story has a date. Enter when it was published.")
STILL_SCHEDULED = _(
    "This story is scheduled: it does not go out by a date that is cleared or gone by. Press “Cancel the schedule” "
    "to take it off the schedule, or “Publish now” to let it out at once."
)
EXPIRES_EARLIER = _(
    "The expiry must lie in the future. Enter a later one, or clear it; to take a published story from readers "
    "now, withdraw it."
)
EXPIRED_UNPUBLISHED = _("The expiry of this story has passed. Clear it or enter a later one, then publish.")
EXPIRED = _("This story has expired. Enter a later expiry to bring it back to readers.")


def comes_soon(moment):
    """Whether it may have come before what is done now is stored."""
    return moment is not None and moment <= timezone.now() + SECONDS


class WindowQuerySet(models.QuerySet):
    def public(self, now):
        """The one door for readers: what can be seen at the moment `now`, newest first."""
        return self.filter(visible_from__lte=now).filter(
            Q(visible_until__isnull=True) | Q(visible_until__gt=beginning(now))
        )

    def breaking(self, now):
        """What stands on the strip of breaking news, the newest first."""
        return self.public(now).filter(breaking_until__gt=now).newest()

    def newest(self):
        return self.order_by("-visible_from", "-pk")


class Window(models.Model):
    """Publishing is a moment and no job: a reader's page asks only whether now lies in the window.

    `visible_from` and `visible_until` are made of state and moments by `settle_window`, with every save.
    """

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("no publication before"), null=True, blank=True)
    expire_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    visible_from = models.DateTimeField(_("visible from"), null=True, editable=False)
    visible_until = models.DateTimeField(_("visible until"), null=True, editable=False)
    breaking_until = models.DateTimeField(_("on the breaking strip until"), null=True, editable=False)
    first_published_at = models.DateTimeField(_("first published at"), null=True, editable=False)

    class Meta:
        abstract = True

    def is_public(self, now):
        return bool(
            self.visible_from
            and self.visible_from <= now
            and (self.visible_until is None or self.visible_until > now)
        )

    @property
    def is_scheduled(self):
        return self.visible_from is not None and self.visible_from > timezone.now()

    @property
    def is_expired(self):
        """Published still, but its time is over: readers do not see it any more."""
        return self.visible_until is not None and self.visible_until <= timezone.now()

    @property
    def shown_state(self):
        """Its state in words; what is published and cannot be seen now says so."""
        if self.is_scheduled:
            return gettext("scheduled")
        return gettext("expired") if self.is_expired else self.get_state_display()

    @property
    def is_breaking(self):
        return self.breaking_until is not None and self.breaking_until > timezone.now()

    @property
    def is_waiting(self):
        """Published for a moment that lies ahead, and never seen: only then the schedule is called off.

        What comes within seconds counts as seen: it may be before what is pressed now is through.
        """
        return self.is_scheduled and not self.is_as_good_as_seen

    @property
    def is_as_good_as_seen(self):
        return self.was_seen(timezone.now() + SECONDS) or comes_soon(self.visible_from)

    def was_seen(self, now):
        """Whether readers have ever seen this story."""
        return self.first_published_at is not None and self.first_published_at <= now

    @property
    def leaves_notice(self):
        """Whether readers find a notice in its place: they saw it, and it was taken from them."""
        return self.state in GONE and self.was_seen(timezone.now())

    @property
    def is_kept_by_embargo(self):
        """Whether it is the embargo that decides from when readers see this story.

        What is published at once, and whose embargo ends later, waits for it: the later of the two counts, and the
        desk is told. Two moments that lie ahead may not contradict each other (check_moments).
        """
        end = self.embargo_until
        return end is not None and end > max(filter(None, (self.publish_at, timezone.now())))

    @property
    def visible_window_is_empty(self):
        """Would this story, once published, expire before it could be seen?"""
        begins = max(filter(None, (self.publish_at, self.embargo_until)), default=None)
        return bool(self.expire_at and begins and self.expire_at <= begins)

    def check_moments(self, typed, goes_out=False):
        """Raises ValidationError, by field, with what to do where a new moment cannot be right.

        `typed` {name: moment or None} are those that change; this row still has the old ones. An old moment
        is left alone, so that what expired long ago stays correctable. `goes_out`: the story is published
        with this; then all of them must hold.
        """
        now, problems = timezone.now(), {}
        new = {name: typed.get(name, getattr(self, name)) for name in MOMENTS}
        looked_at = MOMENTS if goes_out else typed.keys()
        for name in typed:
            if new[name] and not 1800 <= new[name].year < 2200:
                problems[name] = _("This year cannot be right. Correct the date.")
        if self.is_as_good_as_seen:
            # A later moment would take the story from readers, without a notice and without a word in the log.
            later = [name for name in ("publish_at", "embargo_until") if new[name] and new[name] > now]
            said = SEEN if self.state == State.PUBLISHED else SEEN_AND_GONE
            problems |= {name: said for name in later if name in looked_at}
        if not goes_out:
            problems |= self._emptied(typed, new, now)
        if (
            (ends := new["embargo_until"])
            and (goes := new["publish_at"])
            and now < goes < ends
            and {"publish_at", "embargo_until"} & {*looked_at}
        ):
            problems.setdefault("embargo_until", ENDS_LATER)
        begins = max(
            filter(None, (new["publish_at"], new["embargo_until"], now if goes_out else None)), default=None
        )
        if (expires := new["expire_at"]) and looked_at:
            if expires <= now and "expire_at" in looked_at:
                problems["expire_at"] = EXPIRED_UNPUBLISHED if goes_out else EXPIRES_EARLIER
            elif begins and expires <= begins:
                problems["expire_at"] = _(
                    "This story would expire before readers can see it. Correct one of the dates."
                )
        if problems:
            raise ValidationError(problems)

    def _emptied(self, typed, new, now):
        """What is wrong with dates that were cleared or set back: by these nothing becomes visible."""
        if self.state != State.PUBLISHED:
            return {}
        empty = {name for name, moment in typed.items() if moment is None and getattr(self, name)}
        if self.is_as_good_as_seen:
            problems = {"publish_at": NO_DATE} if "publish_at" in empty else {}
            if "expire_at" in empty and self.expire_at <= now:
                problems["expire_at"] = EXPIRED
            return problems
        if "publish_at" in empty:
            return {"publish_at": STILL_SCHEDULED}
        begins = [name for name in ("publish_at", "embargo_until") if name in typed]
        if begins and max(new["publish_at"], new["embargo_until"] or new["publish_at"]) <= now:
            # Neither does it by a moment gone by: a year mistyped is no wish to publish.
            return dict.fromkeys(begins, STILL_SCHEDULED)
        return {}

    def settle_window(self):
        """Make the window true again. Raises ValidationError for what is published at no moment."""
        self.visible_from = self.visible_until = None
        if self.state == State.PUBLISHED and self.draft_of_id is None:
            if self.publish_at is None:  # who publishes says when; no row becomes visible for want of a date
                raise ValidationError({"publish_at": NO_DATE})
            self.visible_from = max(self.publish_at, self.embargo_until or self.publish_at)
            self.visible_until = self.expire_at
            if self.first_published_at is None or self.first_published_at > timezone.now():
                self.first_published_at = self.visible_from  # nobody saw it yet: it moves with its moment
