"""A photo: the picture as we keep it, what is said of it, and whether readers may see it."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.ahead import beginning
from newsroom.fields import BlockField, FoundByKey, KeyField, LineField, UidField, new_uid, of_those_filled
from newsroom.photos import cuts
from newsroom.photos.keeping import KeepsFiles


def stored_name(photo, filename):
    """A name of our own: what the uploader called the file may hide its true ending."""
    return f"photos/{new_uid()}.{filename.rpartition('.')[2]}"


class Label(models.TextChoices):
    NONE = "", _("no label")
    ARCHIVE = "archive", _("archive")
    ILLUSTRATIVE = "illustrative", _("illustrative")
    AI = "ai", _("made with artificial intelligence")


class PhotoQuerySet(models.QuerySet):
    def ready(self, now):
        """What readers may see at the moment `now`, as far as the photo itself is asked."""
        return self.filter(ready(now))

    def unheld(self, now):
        """Without those that a story keeps for itself until it comes out.

        (Stories live above; their rows, articles.PhotoUse, are asked for by name.)
        """
        uses = self.model._meta.get_field("uses").related_model.objects.filter(photo=OuterRef("pk"))
        out = uses.filter(admitted=True, article__visible_from__lte=now)
        return self.filter(Q(released=True) | ~Exists(uses.filter(holds=True)) | Exists(out))


def ready(now, prefix=""):
    """The condition of `PhotoQuerySet.ready`, for rows that lead to a photo by `prefix` too."""
    expires = f"{prefix}expires_at"
    return ~Q(**{f"{prefix}credit": ""}) & (
        Q(**{f"{expires}__isnull": True}) | Q(**{f"{expires}__gt": beginning(now)})
    )


class Photo(KeepsFiles, FoundByKey):
    uid = UidField()
    file = models.ImageField(
        _("file"), upload_to=stored_name, width_field="width", height_field="height", max_length=200
    )
    alt = LineField(
        _("alternative text"), blank=True, help_text=_("What the picture shows, for those who cannot see it.")
    )
    decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_(
            "It only adorns: whoever cannot see it misses nothing. It then needs no alternative text."
        ),
    )
    caption = BlockField(_("caption"), blank=True)
    credit = LineField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_("The photographer and the agency. Readers see no photo without a credit."),
    )
    rights = LineField(_("rights"), blank=True)
    expires_at = models.DateTimeField(
        _("rights end"),
        null=True,
        blank=True,
        help_text=_("From this moment on no public page shows the photo. Empty: it may stay."),
    )
    label = models.CharField(
        _("label"),
        max_length=20,
        choices=Label,
        blank=True,
        default=Label.NONE,
        help_text=_("Readers see it beside the photo."),
    )
    released = models.BooleanField(
        _("free for every story"),
        default=False,
        help_text=_(
            "A photo chosen for a story that is not public yet waits in every other story until that one "
            "is public, unless it is free."
        ),
    )
    focal_x = models.FloatField(
        _("focal point, across"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(
        _("focal point, down"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    widths = models.JSONField(editable=False, default=list)  # of the renditions that were made
    cuts = models.JSONField(editable=False, default=dict)  # {shape: the widths that were made of it}
    cut_at = models.CharField(max_length=7, editable=False, blank=True, default="")  # by which focal point
    digest = models.CharField(max_length=64, editable=False, blank=True, default="", db_index=True)
    look = models.CharField(max_length=16, editable=False, blank=True, default="", db_index=True)
    key = KeyField(of=("alt", "caption", "credit"))
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-pk"]
        indexes = of_those_filled("photo", "expires_at")  # a moment at which stories lose a photo
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focal_x__range=(0, 1), focal_y__range=(0, 1)),
                name="photo_focal_point_is_inside",
            ),
        ]

    def __str__(self):
        return self.alt or self.caption[:60] or gettext("Photo %(number)s") % {"number": self.pk or "–"}

    # Questions

    def is_ready(self, now):
        return bool(self.credit) and not self.has_expired(now)

    def has_expired(self, now):
        return self.expires_at is not None and self.expires_at <= now

    @property
    def alt_text(self):
        """What a screen reader says in its place; "" where it only adorns."""
        return "" if self.decorative else self.alt or self.caption.partition("\n")[0]

    @property
    def is_described(self):
        """Whether those who cannot see it learn what it shows, or miss nothing."""
        return bool(self.decorative or self.alt or self.caption)

    def same_file(self):
        """Photos made from this very file."""
        return Photo.objects.exclude(pk=self.pk).filter(digest=self.digest).exclude(digest="")

    def look_alikes(self):
        """Photos of the same picture in another size, format or caption."""
        return Photo.objects.exclude(pk=self.pk).filter(look=self.look).exclude(look="")

    def get_absolute_url(self):
        """The picture itself; the view asks whether it may be shown."""
        return reverse("photo_file", args=[self.uid, self.file.name.rpartition(".")[2]])

    def rendition_url(self, width, ending):
        return reverse("photo_rendition", args=[self.uid, width, ending])

    def cut_url(self, shape, width, ending):
        name = cuts.name_of(shape, self.cut_at)
        return reverse("photo_cut", args=[self.uid, name, width, ending])

    def url_near(self, width):
        """The JPEG rendition at least this wide; the widest where none is, the picture itself without any."""
        if not self.widths:
            return self.get_absolute_url()
        return self.rendition_url(next((w for w in self.widths if w >= width), self.widths[-1]), "jpg")

    @property
    def sharing_url(self):
        """What a link to a page shows of it elsewhere: a wide JPEG, which every network shows as it is."""
        if widths := self.cuts.get("wide"):
            return self.cut_url("wide", next((w for w in widths if w >= 1080), widths[-1]), "jpg")
        return self.url_near(1080)

    @property
    def focus(self):
        return cuts.point(self.focal_x, self.focal_y)

    @property
    def object_position(self):
        """The focal point as a CSS class suffix in steps of ten: "50-30"."""
        return f"{round(self.focal_x * 10) * 10}-{round(self.focal_y * 10) * 10}"

    # Verbs

    def clean(self):
        if self.has_new_file:
            try:
                self.digest = self.incoming.digest
            except ValidationError as error:
                raise ValidationError({"file": error}) from None
            if twin := self.same_file().first():
                raise ValidationError(
                    {
                        "file": ValidationError(
                            _("This very file is here already, as “%(photo)s”. Use that photo."),
                            params={"photo": twin},
                            code="same_file",
                        )
                    }
                )

    def fill(self):
        """Take from the file what it says of itself, where nobody has said anything else."""
        facts = self.incoming.facts
        for name in ("caption", "credit", "rights"):
            if not getattr(self, name):
                setattr(self, name, facts[name])
        if not self.alt and not self.decorative:
            self.alt = facts["alt"]
        if not self.label and facts["made_by_machine"]:
            self.label = Label.AI
