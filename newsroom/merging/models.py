"""What was merged, and exactly what that did: enough to take it back."""

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """One row became another of the same model ("people.person").

    `changed` [[model, id, {column: [before, after]}]], `added` [[model, id]]; see Absorbed for the rest.
    """

    model = models.CharField(_("kind"), max_length=100)
    winner_id = models.PositiveBigIntegerField(_("kept"))
    winner_name = models.CharField(_("kept"), max_length=300)
    loser_id = models.PositiveBigIntegerField(_("merged into it"))
    loser_name = models.CharField(_("merged into it"), max_length=300)
    changed = models.JSONField(_("changed"), default=list)
    added = models.JSONField(_("added"), default=list)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("taken back by"),
        null=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("taken back at"), null=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["model", "winner_id"], name="merges_into_a_row")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(winner_id=models.F("loser_id")), name="merge_is_of_two_rows"
            )
        ]

    def __str__(self):
        return f"{self.loser_name} ← {self.winner_name}"

    @property
    def of(self):
        """The model whose rows these are."""
        return apps.get_model(self.model)


class AbsorbedQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(merge__undone_at=None)


class Absorbed(models.Model):
    """A row that a merge took away, as it was: the loser itself, a double name, a tenure told twice.

    `into_id` is the row of the same model that stands for it now; None when none is needed.
    `moved` {"articles.quote.person": ids of the rows that pointed to it and since then to that one}.
    """

    merge = models.ForeignKey(Merge, models.CASCADE, verbose_name=_("merge"), related_name="absorbed")
    model = models.CharField(_("kind"), max_length=100)
    object_id = models.PositiveBigIntegerField(_("object"))
    uid = models.CharField(_("uid"), max_length=100, blank=True)
    values = models.JSONField(_("values"))
    into_id = models.PositiveBigIntegerField(_("merged into"), null=True)
    moved = models.JSONField(_("moved"), default=dict)

    objects = AbsorbedQuerySet.as_manager()

    class Meta:
        verbose_name = _("row merged away")
        verbose_name_plural = _("rows merged away")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["object_id", "model"], name="absorbed_by_id"),
            models.Index(fields=["uid", "model"], name="absorbed_by_uid"),
        ]

    def __str__(self):
        return f"{self.model} {self.object_id}"
