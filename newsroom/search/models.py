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
    facets = models.TextField(_("facets"), blank=True, default="")
    digest = models.CharField(_("digest of the indexed words"), max_length=32)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_entry_for_each_object"),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.title}"


class Name(models.Model):
    """A name or headline as readers begin to type it: from one of its words on, folded.

    What is suggested, whose card stands on top, and what else somebody is called.
    """

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="starts", db_constraint=False)
    key = models.CharField(max_length=80)
    text = models.CharField(max_length=200, blank=True)  # as printed; "" for the entry's title
    place = models.PositiveSmallIntegerField(default=0)  # of the word with which the key begins

    class Meta:
        indexes = [models.Index(fields=["key", "entry"], name="search_names_by_key")]

    def __str__(self):
        return self.text or self.key


class Asked(models.Model):
    """How often something was looked for, and what it found; nothing of who looked for it."""

    key = models.CharField(_("words, folded"), max_length=80, unique=True)
    query = models.CharField(_("search"), max_length=80)
    times = models.PositiveIntegerField(_("times"), default=0)
    found = models.PositiveIntegerField(_("found"), default=0)
    last_on = models.DateField(_("last on"))

    class Meta:
        verbose_name = _("search by readers")
        verbose_name_plural = _("searches by readers")
        ordering = ["-times", "key"]
        indexes = [models.Index(fields=["-times", "key"], name="searches_most_wanted")]

    def __str__(self):
        return self.query
