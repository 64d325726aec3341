"""Who is told, what they were told, and what became of each message."""

import secrets

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom.fields import LineField, UidField
from newsroom.outgoing import signing

MOST_OLD_SALTS = 3


def new_salt():
    return secrets.token_hex(16)


class Receiver(models.Model):
    """An address outside that is told. Its secret is not stored, see newsroom.outgoing.signing."""

    name = LineField(_("name"), max_length=80, help_text=_("For example: push, Telegram, newsletter, CDN."))
    url = models.CharField(
        _("address"), max_length=500, help_text=_("A public address, such as https://push.example/newsroom.")
    )
    is_active = models.BooleanField(
        _("receives messages"),
        default=True,
        help_text=_("One that receives none misses what happens meanwhile."),
    )
    waits_for_breaking = models.BooleanField(
        _("waits 20 seconds with breaking news"),
        default=True,
        help_text=_(
            "So that the desk can still cancel what cannot be taken back from a phone. A cache need not wait."
        ),
    )
    kinds = models.JSONField(
        _("is told of"),
        default=list,
        blank=True,
        help_text=_("Nothing chosen: of everything. A withdrawal is always told."),
    )
    salt = models.CharField(max_length=32, default=new_salt, editable=False)
    old_salts = models.CharField(max_length=100, blank=True, editable=False)  # the last first, between blanks
    renewed_at = models.DateTimeField(_("secret renewed at"), null=True, editable=False)
    rest_until = models.DateTimeField(null=True, editable=False)
    gone_at = models.DateTimeField(_("said that it is gone at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("receiver")
        verbose_name_plural = _("receivers")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def wants(self, event):
        """Whether it is told of this event; what was said must always be taken back."""
        return not self.kinds or event.kind in (*self.kinds, Event.Kind.WITHDRAWN)

    def takes_messages(self, now):
        return self.is_active and (self.rest_until is None or self.rest_until <= now)

    def pause_for_good(self, now):
        """It answered 410: nothing is sent until somebody switches it on again."""
        self.is_active, self.gone_at = False, now
        self.save(update_fields=["is_active", "gone_at"])

    @property
    def secret(self):
        return signing.secret(self.salt)

    def secrets(self, now):
        """The secrets a message is signed with: for a day after a renewal, the old one as well."""
        return [signing.secret(salt) for salt in (self.salt, *self._old_salts(now))]

    def _old_salts(self, now):
        is_fresh = self.renewed_at and now < self.renewed_at + signing.OLD_SECRET_LIVES
        return self.old_salts.split() if is_fresh else []

    def renew_secret(self, now):
        # Renewed twice in a day: whoever has not seen the second yet still has the first.
        self.old_salts = " ".join([self.salt, *self._old_salts(now)][:MOST_OLD_SALTS])
        self.salt, self.renewed_at = new_salt(), now
        self.save(update_fields=["old_salts", "salt", "renewed_at"])


class Told(models.Model):
    """What everybody outside was last told of one thing. One row a thing, locked while it is told."""

    about = models.CharField(max_length=60, unique=True)
    is_public = models.BooleanField(null=True)  # None: nothing was told yet
    updated_at = models.DateTimeField(null=True)
    corrected_at = models.DateTimeField(null=True)
    corrections = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("thing told of")
        verbose_name_plural = _("things told of")

    def __str__(self):
        return self.about


class Event(models.Model):
    """One public thing came, changed, was corrected or went."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("publication")
        UPDATED = "updated", _("update")
        CORRECTED = "corrected", _("correction")
        WITHDRAWN = "withdrawn", _("withdrawal")

    uid = UidField()
    about = models.CharField(_("about"), max_length=60)
    kind = models.CharField(_("event"), max_length=12, choices=Kind)
    at = models.DateTimeField(_("at"))
    held_until = models.DateTimeField(_("can be cancelled until"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("cancelled by"), null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [
            models.Index(fields=["about", "id"], name="event_about_a_thing"),
            models.Index(fields=["at"], name="event_at_a_moment"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.about}"


class DeliveryQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(state=Delivery.State.WAITING)

    def free(self, now):
        """Those that no other process is sending at this moment."""
        return self.filter(Q(leased_until=None) | Q(leased_until__lte=now))

    def end(self, state):
        """These go to nobody any more; returns how many. An UPDATE over a join does not ask again of a row that
        somebody took for sending while it waited for it, so they are locked and asked for once more.
        """
        with transaction.atomic():
            pks = list(self.order_by("pk").values_list("pk", flat=True))
            list(self.model.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
            still = list(self.filter(pk__in=pks).values_list("pk", flat=True))
            return self.model.objects.filter(pk__in=still).update(state=state)

    def due(self, now):
        """What may be sent now: nothing overtakes an older message to the same receiver about the same thing."""
        older = Delivery.objects.waiting().filter(
            receiver=OuterRef("receiver"), event__about=OuterRef("event__about"), event__lt=OuterRef("event")
        )
        return (
            self.waiting()
            .free(now)
            .filter(Q(receiver__rest_until=None) | Q(receiver__rest_until__lte=now))
            .filter(receiver__is_active=True, next_try_at__lte=now)
            .exclude(Exists(older))
            .order_by("event", "pk")
        )


class Delivery(models.Model):
    """One event for one receiver."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        DELIVERED = "delivered", _("delivered")
        FAILED = "failed", _("given up")
        CANCELLED = "cancelled", _("cancelled")
        OVERTAKEN = "overtaken", _("not sent: no longer public")
        MISSED = "missed", _("not sent: the receiver was off")

    event = models.ForeignKey(Event, models.CASCADE, verbose_name=_("event"), related_name="deliveries")
    receiver = models.ForeignKey(
        Receiver, models.CASCADE, verbose_name=_("receiver"), related_name="deliveries"
    )
    # Under which id it goes once somebody has sent it again: a receiver refuses an id it has seen.
    resent_as = models.CharField(max_length=100, blank=True, default="", editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try at"))
    leased_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-event", "pk"]
        indexes = [
            models.Index(fields=["next_try_at"], condition=Q(state="waiting"), name="delivery_waiting"),
            models.Index(fields=["state", "-event"], name="delivery_in_the_log"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["event", "receiver"], name="receiver_is_told_once_of_an_event"),
        ]
        permissions = [("resend_delivery", "Can cancel a message and send it again")]

    def __str__(self):
        return f"{self.event.get_kind_display()} → {self.receiver}"

    @property
    def message_id(self):
        """The webhook-id of its next try, or of its last."""
        return self.resent_as or self.event.uid


class Attempt(models.Model):
    """One try to hand a message over, and what the receiver answered."""

    class Problem(models.TextChoices):
        NONE = "", _("none")
        REFUSED_ADDRESS = "address", _("The address leads into a private network, where no message may go.")
        NO_HOST = "no_host", _("There is no host of this name. Correct the address.")
        REDIRECT = "redirect", _("The receiver answered with a redirect. Enter the final address.")
        REFUSED = "refused", _("Nothing answers at this address: the receiver's service is not running.")
        TIMEOUT = "timeout", _("The receiver did not answer in time.")
        NO_ANSWER = "no_answer", _("The connection to the receiver broke before it answered.")
        CERTIFICATE = (
            "certificate",
            _("The receiver's certificate is not valid for this address, or has run out."),
        )
        BAD_ANSWER = "bad_answer", _("The receiver answered that it did not take the message.")
        GONE = (
            "gone",
            _(
                "The receiver answered that it is gone for good. It is told nothing until it is switched on again."
            ),
        )

    delivery = models.ForeignKey(Delivery, models.CASCADE, verbose_name=_("message"), related_name="attempts")
    # The webhook-id it went under; "" for the event's own, from before messages could have another.
    message_id = models.CharField(max_length=100, blank=True, default="", editable=False)
    at = models.DateTimeField(_("at"))
    status = models.PositiveSmallIntegerField(_("answer"), null=True)
    problem = models.CharField(_("problem"), max_length=12, choices=Problem, blank=True)
    milliseconds = models.PositiveIntegerField(_("milliseconds"), default=0)

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.status or self.get_problem_display()}"
