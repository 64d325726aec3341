"""The front page: which stories stand on it, in which order."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.house import Section


class Front(models.Model):
    """The front of the site (no section) or of one section."""

    section = models.OneToOneField(
        Section, models.CASCADE, verbose_name=_("section"), null=True, blank=True, related_name="front"
    )

    # Who arranges it says which arrangement was before their eyes; an older one changes nothing.
    revision = models.PositiveIntegerField(_("revision"), default=0, editable=False)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")
        constraints = [
            # Two empty sections are different in SQL, so the site's own front counts as section 0.
            models.UniqueConstraint(Coalesce("section", 0), name="section_or_site_has_one_front")
        ]

    def __str__(self):
        return str(self.section) if self.section else str(_("Home page"))


class FrontSlotQuerySet(models.QuerySet):
    def standing(self, now):
        """Those whose own time has come and is not over, in their order."""
        return (
            self.filter(Q(placed_from=None) | Q(placed_from__lte=now))
            .filter(Q(pinned_until=None) | Q(pinned_until__gt=now))
            .order_by("order", "pk")
        )


class FrontSlot(models.Model):
    front = models.ForeignKey(Front, models.CASCADE, verbose_name=_("front page"), related_name="slots")
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="slots")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    placed_from = models.DateTimeField(_("stands from"), null=True, blank=True)
    pinned_until = models.DateTimeField(_("pinned until"), null=True, blank=True)

    objects = FrontSlotQuerySet.as_manager()

    class Meta:
        verbose_name = _("slot")
        verbose_name_plural = _("slots")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["front", "article"], name="story_stands_once_on_a_front")
        ]

    def __str__(self):
        return f"{self.order}. {self.article}"


class FrontChange(models.Model):
    """One arrangement of a front: who made it, when, by what act, and how the slots stood afterwards."""

    front = models.ForeignKey(Front, models.CASCADE, verbose_name=_("front page"), related_name="changes")
    act = models.CharField(_("act"), max_length=200)
    # [{"article": id, "placed_from": ISO or null, "pinned_until": ISO or null}] in order
    slots = models.JSONField(_("slots"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    # Of a change taken back: the one after which the front stands again. The next to take back lies before that.
    back_to = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("back to"), null=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("change of a front page")
        verbose_name_plural = _("changes of front pages")
        ordering = ["-pk"]

    def __str__(self):
        return self.act
