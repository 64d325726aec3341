from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangeQuerySet(models.QuerySet):
    def due(self, now, after=0):
        """Changes in force at `now` with an id above `after`, oldest first."""
        return self.filter(pk__gt=after, at__lte=now).order_by("pk")


class Change(models.Model):
    """One public thing ("article:12", "home") changes at one moment."""

    key = models.CharField(_("key"), max_length=120)
    at = models.DateTimeField(_("at"))

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [
            models.Index(fields=["key", "at"], name="change_of_a_thing"),
            models.Index(fields=["at"], name="change_at_a_moment"),
        ]

    def __str__(self):
        return f"{self.key} @ {self.at:%Y-%m-%d %H:%M}"
