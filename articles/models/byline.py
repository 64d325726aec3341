"""Who signs a story, and in which role."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Byline(models.Model):
    class Role(models.TextChoices):
        WRITING = "writing", _("writing")
        PREPARATION = "preparation", _("preparation")
        CORRESPONDENT = "correspondent", _("correspondent")
        TRANSLATION = "translation", _("translation")
        EDITING = "editing", _("editing")
        PROOFREADING = "proofreading", _("proofreading")
        PHOTOGRAPHY = "photography", _("photography")
        GRAPHICS = "graphics", _("graphics")
        CONTRIBUTION = "contribution", _("contribution")

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="bylines")
    contributor = models.ForeignKey(
        "Contributor", models.PROTECT, verbose_name=_("contributor"), related_name="bylines"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.WRITING)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"], name="contributor_signs_once_in_a_role"
            )
        ]

    def __str__(self):
        return str(self.contributor)
