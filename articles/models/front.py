"""The front page: which stories stand on it, in which order."""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.house import Section


class Front(models.Model):
    """The front of the site (no section) or of one section."""

    section = models.OneToOneField(
        Section, models.CASCADE, verbose_name=_("section"), null=True, blank=True, related_name="front"
    )

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        constraints = [
            # Two empty sections are different in SQL, so the site's own front counts as section 0.
            models.UniqueConstraint(Coalesce("section", 0), name="section_or_site_has_one_front")
        ]

    def __str__(self):
        return str(self.section) if self.section else str(_("Home page"))


class FrontSlot(models.Model):
    front = models.ForeignKey(Front, models.CASCADE, verbose_name=_("front page"), related_name="slots")
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="slots")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["front", "article"], name="story_stands_once_on_a_front")
        ]

    def __str__(self):
        return f"{self.order}. {self.article}"
