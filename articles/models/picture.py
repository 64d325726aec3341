"""Which story shows which photo, whether it may, and what the story says of it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from newsroom.fields import BlockField, LineField
from newsroom.photos.models import ready


class PhotoUseQuerySet(models.QuerySet):
    def shown(self, now):
        """The uses in which readers of the story see the photo at the moment `now`.

        A photo that came into the story while another, unpublished one held it waits until some
        story that holds it has come out, or the desk has made it free.
        """
        came_out = PhotoUse.objects.filter(
            photo=OuterRef("photo"), admitted=True, article__visible_from__lte=now
        )
        return self.filter(ready(now, "photo__")).filter(
            Q(admitted=True) | Q(photo__released=True) | Exists(came_out)
        )


class PhotoUse(models.Model):
    """A photo at the head or in the text of a story; written by `articles.pictures` at every save.

    `admitted`: no other unpublished story held the photo when it came in. Whoever types the name
    of another draft's photo into a body gets a use, but not an admitted one. `holds`: the story was
    the first to take the photo; until it comes out, nothing else shows it.

    `alt`, `decorative` and `caption` are this story's words for the photo; where they are empty, the
    photo's own hold. A caption typed under a figure of the text goes before both.
    """

    article = models.ForeignKey("Article", models.CASCADE, verbose_name=_("story"), related_name="photo_uses")
    photo = models.ForeignKey("photos.Photo", models.PROTECT, verbose_name=_("photo"), related_name="uses")
    admitted = models.BooleanField(default=False, editable=False)
    holds = models.BooleanField(default=False, editable=False)
    alt = LineField(_("alternative text"), blank=True)
    decorative = models.BooleanField(_("decorative"), default=False)
    caption = BlockField(_("caption"), blank=True)

    objects = PhotoUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("use of a photo")
        verbose_name_plural = _("uses of photos")
        constraints = [
            models.CheckConstraint(
                condition=Q(admitted=True) | Q(holds=False), name="photo_is_held_where_it_is_admitted"
            ),
            models.UniqueConstraint(fields=["article", "photo"], name="story_uses_a_photo_once"),
        ]

    def __str__(self):
        return f"{self.photo} · {self.article}"

    @property
    def alt_text(self):
        """What a screen reader says in its place; "" where it only adorns."""
        return "" if self.decorative else self.alt or self.photo.alt_text

    @property
    def caption_text(self):
        return self.caption or self.photo.caption

    @property
    def is_described(self):
        return bool(self.decorative or self.alt or self.caption or self.photo.is_described)

    def clean(self):
        if self.alt and self.decorative:
            raise ValidationError(
                {
                    "decorative": _(
                        "A decorative photo has no alternative text. Empty the one or take back the other."
                    )
                }
            )
