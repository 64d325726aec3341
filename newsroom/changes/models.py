from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeQuerySet(models.QuerySet):
    def due(self, now, after=0):
        """Changes in force at `now` with an id above `after`, oldest first."""
        return self.filter(pk__gt=after, at__lte=now).order_by("pk")

    def unheard(self, now, since):
        """Changes in force at `now`, made since `since`, that newsroom.outgoing has not looked at yet."""
        return self.filter(heard_at=None, at__lte=now, at__gte=since).order_by("at", "pk")


class Change(models.Model):
    """One public thing ("article:12", "home") changes at one moment."""

    key = models.CharField(_("key"), max_length=120)
    at = models.DateTimeField(_("at"))
    heard_at = models.DateTimeField(null=True, editable=False)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["key", "at"], name="change_of_a_thing"),
            models.Index(fields=["at"], name="change_at_a_moment"),
            models.Index(fields=["at"], condition=models.Q(heard_at=None), name="change_not_heard_yet"),
        ]

    def __str__(self):
        return f"{self.key} @ {self.at:%Y-%m-%d %H:%M}"
