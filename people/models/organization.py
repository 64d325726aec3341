"""Bodies that act or speak."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.fields import BlockField, LineField
from people.models.named import Named, NamedQuerySet, OtherName
from people.models.person import WIKIDATA_HELP


class OrganizationQuerySet(NamedQuerySet):
    fields = ("organization", "on_behalf_of", "attributions__organization")

    def public(self, now):
        return self.heard(now)


class Organization(Named):
    """A body that acts or speaks: a ministry, an army, a company, a movement."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("government body")
        COMPANY = "company", _("company")
        PARTY = "party", _("party or movement")
        ARMY = "army", _("armed force")
        NGO = "ngo", _("civil society")
        INTERNATIONAL = "international", _("international body")
        MEDIA = "media", _("media")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("part of"), null=True, blank=True, related_name="children"
    )
    description = BlockField(_("description"), blank=True)
    website = models.URLField(_("website"), blank=True)
    wikidata = LineField(_("Wikidata"), max_length=20, blank=True, help_text=WIKIDATA_HELP)

    bears_class_noun = True

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["name", "pk"]

    def clean(self):
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError(
                    {"parent": _("This organization would be part of itself. Choose another.")}
                )
            seen.add(above.pk)
            above = above.parent


class OrganizationName(OtherName):
    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="names"
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [
            models.UniqueConstraint(fields=["organization", "name"], name="organization_bears_a_name_once")
        ]
