"""A picture as it came in, and as we keep it: known by its content, always encoded anew.

`read(file)` decodes what was uploaded and says what it tells of itself; `Picture.master()` and
`Picture.renditions()` are bytes of our own making, in which nothing of the upload but its
pixels is left: no place, no camera, no bytes behind the end.
"""

import hashlib
import warnings
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps

from newsroom.photos import metadata

# What is taken in, and what it is kept as. Many telephones write a JPEG with a second picture behind it (MPO).
FORMATS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
# Told apart to say what helps. Reading them takes a decoder of its own: the wheel that is kept up to date
# (pillow-heif) also brings x265, an encoder nobody here needs, 27 MB and GPL; its decoder-only sister (pi-heif)
# comes out late, and a parser of strangers' files must not lag behind. Safari on an iPhone converts by itself
# for a field that does not ask for HEIC.
HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
NOT_A_PICTURE = _("This file cannot be read as a picture. Save it again as JPEG or PNG and upload that.")
MOST_PIXELS = 50_000_000
MOST_BYTES = 60_000_000
LONGEST_SIDE = 3200  # of what is kept to cut from

WIDTHS = (320, 640, 1080, 1600)
ALIKE = 1.2  # a rendition hardly narrower than the next saves nobody anything
RENDITIONS = ("avif", "jpg")
SAVED_AS = {
    "jpg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
    "png": {"format": "PNG", "optimize": True},
    "webp": {"format": "WEBP", "quality": 90, "method": 4},
    "avif": {"format": "AVIF", "quality": 62, "speed": 8},
}
MASTER_QUALITY = {"jpg": 90, "webp": 92, "avif": 85}


@dataclass
class Picture:
    """A decoded upload: upright, in sRGB, without anything but its pixels.

    `facts` is what the file said of itself (newsroom.photos.metadata), `digest` knows the same
    file again, `look` the same picture in another size or format ("" where it has no features).
    """

    image: Image.Image
    ending: str
    facts: dict
    digest: str

    @cached_property
    def look(self):
        return look_of(self.image)

    @property
    def size(self):
        return self.image.size

    def master(self):
        options = SAVED_AS[self.ending] | {"quality": MASTER_QUALITY.get(self.ending, 90)}
        return encoded(flat(self.image) if self.ending == "jpg" else self.image, options)

    def renditions(self):
        """(width, ending, bytes) of every rendition, the widest first: each is cut from the one before."""
        image = flat(self.image)
        for width in sorted(widths_for(image.width), reverse=True):
            if width != image.width:
                image = image.resize((width, max(1, round(image.height * width / image.width))), LANCZOS)
            for ending in RENDITIONS:
                yield width, ending, encoded(image, SAVED_AS[ending])


LANCZOS = Image.Resampling.LANCZOS


def widths_for(width, widths=WIDTHS):
    """The widths of a picture's renditions, in order; never wider than it is."""
    widest = min(width, widths[-1])
    return [each for each in widths if each * ALIKE < widest] + [widest]


def read(file):
    """The upload as a Picture. Raises ValidationError, in words an editor can act on."""
    if file.size > MOST_BYTES:
        raise ValidationError(
            _("This file is larger than 60 megabytes. Save it as JPEG and upload that."),
            code="file_too_large",
        )
    file.seek(0)
    content = file.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content)) as image:
                form, (width, height) = image.format, image.size
                if form in FORMATS and width * height <= MOST_PIXELS:
                    image.load()
                    facts = metadata.read(image)
                    image = upright(image)
    except Image.DecompressionBombError:
        form, width, height = "JPEG", MOST_PIXELS, 2
    except Exception:  # Pillow raises many kinds on broken or hostile files
        if content[4:8] == b"ftyp" and content[8:12] in HEIC:
            raise ValidationError(
                _(
                    "This is a HEIC picture, as iPhones store it. Open it on the computer and save it as "
                    "JPEG, or upload it from the iPhone itself, which then sends a JPEG."
                ),
                code="heic",
            ) from None
        raise ValidationError(NOT_A_PICTURE, code="not_a_picture") from None
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
    return Picture(image, FORMATS[form], facts, hashlib.sha256(content).hexdigest())


def upright(image):
    """The pixels alone: turned as the camera was held, in sRGB, no larger than we keep, nothing attached."""
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    has_holes = "A" in image.getbands() or "transparency" in image.info
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        image = in_srgb(image, profile, "RGBA" if image.mode == "RGBA" else "RGB")
    if image.mode.startswith("I"):  # 16 bits of grey
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    image = image.convert("RGBA" if has_holes else "RGB")
    if max(image.size) > LONGEST_SIDE:
        image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), LANCZOS)
    image.info = {}
    return image


def stored(file):
    """The picture of a master we wrote ourselves. Raises OSError where it is lost or broken."""
    with Image.open(file) as image:
        image.load()
        return image if image.mode in ("RGB", "RGBA") else image.convert("RGB")


def in_srgb(image, profile, mode):
    try:
        return ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):  # a profile of another kind, or a broken one
        return image


def flat(image):
    """The picture on white, for those formats in which it has no holes."""
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def encoded(image, options):
    file = BytesIO()
    image.save(file, **options)
    return file.getvalue()


def look_of(image):
    """64 bits of where a picture grows lighter from one place to the next, as 16 hexadecimal digits.

    They survive another size, format or caption. A plain surface has none: "".
    """
    small = flat(image).convert("L").resize((9, 8), LANCZOS)
    if max(small.tobytes()) - min(small.tobytes()) < 16:
        return ""
    rows = [small.tobytes()[9 * row : 9 * row + 9] for row in range(8)]
    bits = "".join(str(int(row[at] < row[at + 1])) for row in rows for at in range(8))
    return f"{int(bits, 2):016x}"
