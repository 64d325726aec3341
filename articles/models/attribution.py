"""Through whom a quote is known, and which quotes answer each other."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models.quote import Quote
from newsroom.fields import LineField, of_those_filled
from people.models import Organization, Person

VIA = ("citation", "source", "person", "organization", "occasion")


class Attribution(models.Model):
    """One step of the chain through which we know a quote, nearest to us first."""

    quote = models.ForeignKey(Quote, models.CASCADE, verbose_name=_("quote"), related_name="attributions")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    verb = LineField(_("attribution wording"), max_length=60, blank=True)
    citation = models.ForeignKey(
        "Citation",
        models.CASCADE,
        verbose_name=_("citation"),
        null=True,
        db_index=False,
        blank=True,
        related_name="attributions",
    )
    source = models.ForeignKey(
        "Source",
        models.PROTECT,
        verbose_name=_("source"),
        null=True,
        db_index=False,
        blank=True,
        related_name="attributions",
    )
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("person"),
        null=True,
        db_index=False,
        blank=True,
        related_name="attributions",
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("organization"),
        null=True,
        db_index=False,
        blank=True,
        related_name="attributions",
    )
    occasion = models.ForeignKey(
        "Occasion",
        models.PROTECT,
        verbose_name=_("occasion"),
        null=True,
        db_index=False,
        blank=True,
        related_name="attributions",
    )

    class Meta:
        verbose_name = _("attribution step")
        verbose_name_plural = _("attribution")
        ordering = ["order", "pk"]
        indexes = of_those_filled("attribution", *VIA)
        constraints = [
            models.UniqueConstraint(fields=["quote", "order"], name="attribution_steps_have_an_order"),
            models.CheckConstraint(
                condition=Q(
                    *[Q(**{f"{name}__isnull": name != via for name in VIA}) for via in VIA], _connector=Q.OR
                ),
                name="attribution_step_names_exactly_one",
                violation_error_message=_("An attribution step names exactly one: keep one of them."),
            ),
        ]

    def __str__(self):
        if self.occasion:  # a conference says nothing itself
            return gettext("at %(occasion)s") % {"occasion": self.occasion}
        return f"{self.verb} {self.via}".strip()

    @property
    def via(self):
        return self.citation or self.source or self.person or self.organization or self.occasion

    @property
    def outlet(self):
        """The Source of this step, named directly or through one of its items; else None."""
        return self.source or (self.citation.source if self.citation else None)

    @property
    def is_second_hand(self):
        return bool(self.citation_id or self.source_id or self.person_id)


class QuoteLink(models.Model):
    """One quote answers another."""

    class Kind(models.TextChoices):
        DENIES = "denies", _("denies")
        REPEATS = "repeats", _("repeats")
        CONTRADICTS = "contradicts", _("contradicts")
        CLARIFIES = "clarifies", _("clarifies")

    from_quote = models.ForeignKey(Quote, models.CASCADE, verbose_name=_("quote"), related_name="links")
    to_quote = models.ForeignKey(
        Quote, models.CASCADE, verbose_name=_("other quote"), related_name="linked_from"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)

    class Meta:
        verbose_name = _("link between quotes")
        verbose_name_plural = _("links between quotes")
        constraints = [
            models.UniqueConstraint(fields=["from_quote", "to_quote", "kind"], name="quotes_are_linked_once"),
            models.CheckConstraint(condition=~Q(from_quote=F("to_quote")), name="quote_links_to_another"),
        ]

    def __str__(self):
        return f"{self.from_quote} {self.get_kind_display()} {self.to_quote}"
