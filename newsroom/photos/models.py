import warnings

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from PIL import Image

from newsroom.fields import BlockField, LineField, UidField, new_uid

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
MOST_PIXELS = 50_000_000


def read_format(file):
    """The picture's format by its content, never by its name. Raises ValidationError."""
    try:
        file.seek(0)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file) as image:
                form, (width, height) = image.format, image.size
                if form in FORMATS and width * height <= MOST_PIXELS:
                    image.load()
    except ValidationError:
        raise
    except Exception:  # Pillow raises many kinds on broken or hostile files
        raise ValidationError(
            _("This file cannot be read as a picture. Save it again as JPEG or PNG and upload that."),
            code="not_a_picture",
        ) from None
    finally:
        file.seek(0)
    if form not in FORMATS:
        raise ValidationError(
            _("Pictures are JPEG, PNG, WebP or AVIF. Save this one as JPEG and upload that."),
            code="picture_format",
        )
    if width * height > MOST_PIXELS:
        raise ValidationError(
            _("This picture has more than 50 million pixels. Make it smaller and upload it again."),
            code="picture_too_large",
        )
    return form


def stored_name(photo, filename):
    """A name of our own: what the uploader called the file may hide its true ending."""
    return f"photos/{new_uid()}.{FORMATS[read_format(photo.file)]}"


class Label(models.TextChoices):
    NONE = "", _("no label")
    ARCHIVE = "archive", _("archive")
    ILLUSTRATIVE = "illustrative", _("illustrative")
    AI = "ai", _("made with artificial intelligence")


class Photo(models.Model):
    uid = UidField()
    file = models.ImageField(
        _("file"), upload_to=stored_name, width_field="width", height_field="height", max_length=200
    )
    alt = LineField(
        _("alternative text"), blank=True, help_text=_("What the picture shows, for those who cannot see it.")
    )
    caption = BlockField(_("caption"), blank=True)
    credit = LineField(_("credit"), max_length=200, blank=True)
    rights = LineField(_("rights"), blank=True)
    label = models.CharField(_("label"), max_length=20, choices=Label, blank=True, default=Label.NONE)
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="photo_focal_point_is_inside",
            ),
        ]

    def __str__(self):
        return self.alt or self.caption[:60] or self.uid

    def clean(self):
        if self.file and not self.file._committed:
            read_format(self.file)

    def get_absolute_url(self):
        """The picture itself; the view asks whether it may be shown."""
        return reverse("photo_file", args=[self.uid, self.file.name.rpartition(".")[2]])

    @property
    def object_position(self):
        """The focal point as a CSS class suffix in steps of ten: "50-30"."""
        return f"{round(self.focal_x * 10) * 10}-{round(self.focal_y * 10) * 10}"
