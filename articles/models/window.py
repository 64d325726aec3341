"""When a story can be seen: its state and moments, and the window that is made of them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.choices import State


class WindowQuerySet(models.QuerySet):
    def public(self, now):
        """The one door for readers: what can be seen at the moment `now`, newest first."""
        return self.filter(visible_from__lte=now).filter(
            Q(visible_until__isnull=True) | Q(visible_until__gt=now)
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
    def is_breaking(self):
        return self.breaking_until is not None and self.breaking_until > timezone.now()

    @property
    def visible_window_is_empty(self):
        """Would this story, once published, expire before it could be seen?"""
        begins = max(filter(None, (self.publish_at, self.embargo_until)), default=None)
        return bool(self.expire_at and begins and self.expire_at <= begins)

    def check_window(self):
        """Raises ValidationError with what to do where a moment cannot be right."""
        for name in ("publish_at", "embargo_until", "expire_at"):
            moment = getattr(self, name)
            if moment and not 1800 <= moment.year < 2200:
                raise ValidationError({name: _("This year cannot be right. Correct the date.")})
        if self.visible_window_is_empty:
            raise ValidationError(
                {
                    "expire_at": _(
                        "This story would expire before readers can see it. Correct one of the dates."
                    )
                }
            )

    def settle_window(self):
        """Make the window true again."""
        self.visible_from = self.visible_until = None
        if self.state == State.PUBLISHED and self.draft_of_id is None:
            self.publish_at = self.publish_at or timezone.now()
            self.visible_from = max(self.publish_at, self.embargo_until or self.publish_at)
            self.visible_until = self.expire_at
            if self.first_published_at is None or self.first_published_at > timezone.now():
                self.first_published_at = self.visible_from  # nobody saw it yet: it moves with its moment
