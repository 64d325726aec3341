"""What the desk types of photos: one photo's form, and the box that takes many files at once."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.desk import held
from newsroom.desk.moments import MomentField
from newsroom.desk.seen_form import SeenForm
from newsroom.photos import picture
from newsroom.photos.models import Label, Photo

ACCEPTED = "image/jpeg,image/png,image/webp,image/avif"
MOST_FILES = 30
# What readers see of a photo. That its rights have ended takes it from them, which a hold leaves free.
SHOWN = {"file", "alt", "decorative", "caption", "credit", "label", "focal_x", "focal_y"}


class PictureField(forms.ImageField):
    # What a file is, its content says; the platform's own check of its name lists seventy endings, none of them ours.
    default_validators = ()

    def to_python(self, data):
        try:
            return super().to_python(data)
        except ValidationError as error:
            if error.code == "invalid_image":
                picture.read(data)  # says what is wrong with it and what helps
            raise


class PhotoForm(SeenForm):
    class Meta:
        model = Photo
        fields = "__all__"
        field_classes = {"file": PictureField}

    # A stored picture is opened whenever it is set or checked, and one that is lost would bar every change.

    def _keeps_file(self):
        return self.instance.pk and "file" not in self.changed_data

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | ({"file"} if self._keeps_file() else set())

    def clean(self):
        data = super().clean()
        if self._keeps_file():
            data.pop("file", None)
        # A new photo may still learn its alternative text from its file.
        if self.instance.pk and "alt" in self.fields and not data.get("alt") and not data.get("decorative"):
            self.add_error(
                "alt",
                ValidationError(
                    _("Say in a sentence what the picture shows, or mark it as decorative."), code="no_alt"
                ),
            )
        if data.get("alt") and data.get("decorative"):
            self.add_error(
                "decorative",
                ValidationError(
                    _("A decorative photo has no alternative text. Empty the one or take back the other."),
                    code="alt_of_decoration",
                ),
            )
        return data

    def reaches_readers(self, data):
        return [name for name in self.changed_data if name in SHOWN or name in self._brings_it_back(data)]

    def why_held(self, story):
        return format_html(
            gettext(
                "Readers see this photo in a story that is held for legal review: “{story}”. Ask the "
                "editor-in-chief to lift the hold, then change this. To take the photo from readers now, "
                "let its rights end."
            ),
            story=held.link(story),
        )

    def _brings_it_back(self, data):
        """The fields by which a photo that readers do not see comes before them."""
        now = timezone.now()
        ends = data.get("expires_at")
        over = self.instance.has_expired(now) and (ends is None or ends > now)
        return {name for name, is_so in (("released", data.get("released")), ("expires_at", over)) if is_so}


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    widget = ManyFiles

    def clean(self, data, initial=None):
        files = [super(ManyFilesField, self).clean(each, initial) for each in data or [None]]
        if len(files) > MOST_FILES:
            raise ValidationError(
                _("These are more than %(most)d files. Upload them in several turns."),
                params={"most": MOST_FILES},
                code="too_many_files",
            )
        return files


class UploadForm(forms.Form):
    """Files, and what holds for all of them where a file does not say it itself."""

    files = ManyFilesField(
        label=_("files"),
        widget=ManyFiles({"accept": ACCEPTED}),
        help_text=_(
            "JPEG, PNG, WebP or AVIF, up to 30 at once. Caption and credit are read from the files, "
            "then everything hidden in them is removed."
        ),
    )
    credit = forms.CharField(
        label=_("credit"), max_length=200, required=False,
        help_text=_("For those files that name nobody themselves."),
    )  # fmt: skip
    rights = forms.CharField(label=_("rights"), max_length=300, required=False)
    expires_at = MomentField(
        label=_("rights end"), required=False,
        help_text=_("From this moment on no public page shows the photo. Empty: it may stay."),
    )  # fmt: skip
    label = forms.ChoiceField(label=_("label"), choices=Label.choices, required=False)

    def make(self, file):
        """The photo of one file, stored. Raises ValidationError; then nothing of it is kept."""
        data = self.cleaned_data
        try:  # before Django opens it, which has a limit and no words for it
            read = picture.read(file)
        except ValidationError as error:
            raise ValidationError({"file": error}) from None
        photo = Photo(file=file, rights=data["rights"], expires_at=data["expires_at"], label=data["label"])
        photo.incoming = read
        photo.clean()
        photo.fill()
        photo.credit = photo.credit or data["credit"]
        photo.full_clean(exclude=["file"], validate_unique=False)
        photo.save()
        return photo
