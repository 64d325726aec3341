"""Who has a story open: light, forgotten within a minute, and in nobody's way."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

FRESH = timedelta(seconds=75)  # a page says every twenty seconds that it is open
KEPT = timedelta(days=1)


class PresenceQuerySet(models.QuerySet):
    def fresh(self, now):
        """Those that say so still, with their users."""
        return self.filter(seen_at__gt=now - FRESH).select_related("user").order_by("pk")


class Presence(models.Model):
    """Somebody has the form of a story, or of the draft behind it, open. Nobody is kept out by it."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="presences")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="+"
    )
    seen_at = models.DateTimeField(_("seen at"), db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="user_is_present_once_at_a_story")
        ]

    def __str__(self):
        return f"{self.user}"
