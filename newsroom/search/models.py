from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One document of the index, and when readers may see it.

    The words themselves stand where the engine keeps them, under this row's id. A document that
    changes gets a new row with a higher id, so ids run from the oldest writing to the newest and
    what an engine still holds under an old id leads nowhere.
    """

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.PositiveBigIntegerField(_("object"))
    uid = models.CharField(_("uid"), max_length=100)
    title = models.TextField(_("title"))
    body = models.TextField(_("text"), blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    visible_from = models.DateTimeField(_("visible from"), null=True, blank=True)
    visible_until = models.DateTimeField(_("visible until"), null=True, blank=True)
    digest = models.CharField(_("digest of the indexed words"), max_length=32)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_for_each_object"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.title}"
