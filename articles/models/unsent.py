"""What somebody typed beside the buttons of a story's form, and no button has taken yet."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

KEPT = timedelta(days=7)
# Ticked beside the button that publishes: as what an edit goes out. Whoever writes to the story next, or publishes, or
# throws the draft away, takes them with it: they were not ticked for what is there then.
TICKED = ("_cosmetic", "_show_words")


class Unsent(models.Model):
    """Kept from one save of the form to the next. `texts`: {name of the field: text}."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="unsent")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, verbose_name=_("user"), related_name="+"
    )
    texts = models.JSONField(_("typed beside the buttons"), default=dict)
    at = models.DateTimeField(_("at"), db_index=True)
    # The number of the last write to the story after that save (articles.locking).
    seen_version = models.PositiveIntegerField(_("version of the story"), null=True)

    class Meta:
        verbose_name = _("text beside the buttons")
        verbose_name_plural = _("texts beside the buttons")
        constraints = [
            models.UniqueConstraint(fields=["article", "user"], name="user_leaves_texts_once_at_a_story")
        ]

    def __str__(self):
        return f"{self.user}"
