"""The house: its sections and those who write in it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.arabic import slugs
from newsroom.fields import BlockField, LineField, UidField
from newsroom.photos.models import Photo


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
        verbose_name = pgettext_lazy("news", "section")
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


class ContributorQuerySet(models.QuerySet):
    def public(self, now):
        """Those who signed a story that is public."""
        from articles.models import Article

        return self.filter(Exists(Article.objects.public(now).filter(bylines__contributor=OuterRef("pk"))))

    def with_portrait(self, now):
        """With the answer to whether readers see the photo, for `shown_portrait`."""
        portrait = Photo.objects.ready(now).unheld(now).filter(pk=OuterRef("photo"))
        return self.select_related("photo").annotate(portrait_is_shown=Exists(portrait))


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
    photo = models.ForeignKey(
        "photos.Photo",
        models.SET_NULL,
        verbose_name=_("photo"),
        null=True,
        blank=True,
        related_name="contributors",
    )
    biography = BlockField(_("biography"), blank=True)

    objects = ContributorQuerySet.as_manager()

    class Meta:
        verbose_name = _("contributor")
        verbose_name_plural = _("contributors")
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    @property
    def slug(self):
        return slugs.slug(self.name)

    @property
    def shown_portrait(self):
        """The photo where readers see it, of a contributor who came `with_portrait`; else None."""
        return self.photo if getattr(self, "portrait_is_shown", False) else None

    def get_absolute_url(self):
        return reverse("contributor_detail", args=[self.pk, self.slug])
