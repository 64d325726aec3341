"""The house: its sections and those who write in it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import slugs
from newsroom.fields import BlockField, LineField, UidField


class SectionQuerySet(models.QuerySet):
    def shown(self):
        """The sections in the order of the menu."""
        return self.order_by("order", "pk")


class Section(models.Model):
    uid = UidField()
    name = LineField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80, unique=True, allow_unicode=True, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    description = BlockField(_("description"), blank=True)

    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("desk editors"),
        blank=True,
        related_name="desk_sections",
        help_text=_("Who is named in any section works at the desk of those sections only."),
    )

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name

    def clean(self):
        self.slug = self.slug or slugs.slug(self.name)
        if Section.objects.filter(slug=self.slug).exclude(pk=self.pk).exists():
            raise ValidationError({"slug": _("Another section has this address. Write another one.")})

    def save(self, *args, **kwargs):
        self.slug = self.slug or slugs.slug(self.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("section_detail", args=[self.slug])


class Contributor(models.Model):
    """Somebody who signs stories, with or without a login."""

    uid = UidField()
    name = LineField(_("name"), max_length=120)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        related_name="contributor",
    )
    biography = BlockField(_("biography"), blank=True)

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name
