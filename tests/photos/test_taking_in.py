"""What comes in is known by its content, read for what it says of itself, and encoded anew."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from newsroom.photos import picture
from newsroom.photos.models import Photo
from newsroom.photos.picture import read
from tests import make
from tests.browser import form_of
from tests.cast import client_of
from tests.ways import quick

pytestmark = pytest.mark.django_db


def encoded(form, size=(40, 30), **options):
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, form, **options)
    return file.getvalue()


def stored(photo, name=None):
    with photo.file.storage.open(name or photo.file.name) as file:
        return file.read()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>", "not_a_picture"),
        (b"<html></html>", "not_a_picture"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n", "picture_format"),
        (encoded("GIF") + b"<script>alert(1)</script>", "picture_format"),
        (encoded("BMP"), "picture_format"),
        (encoded("PNG")[:60], "not_a_picture"),
        (b"\0\0\0\x24ftypheic\0\0\0\0mif1heic", "heic"),
        (encoded("JPEG")[:300], "not_a_picture"),
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content, code):
    with pytest.raises(ValidationError) as refused:
        read(ContentFile(content, name="x.jpg"))
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("limit", "code"), [("MOST_PIXELS", "picture_too_large"), ("MOST_BYTES", "file_too_large")]
)
def test_a_picture_beyond_measure_is_refused(monkeypatch, limit, code):
    monkeypatch.setattr(picture, limit, 50)
    with pytest.raises(ValidationError) as refused:
        read(ContentFile(encoded("PNG"), name="x.png"))
    assert refused.value.code == code


def test_a_bomb_is_too_large_a_picture(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(ValidationError) as refused:
        read(ContentFile(encoded("PNG"), name="x.png"))
    assert refused.value.code == "picture_too_large"


@pytest.mark.parametrize("name", quick(1, ["../../x.png", "x\u202egpj.png", "a.php.png", "ص" * 150 + ".png"]))
def test_the_server_chooses_the_name(name):
    client = client_of("desk")
    address = reverse("admin:photos_photo_add")
    file = BytesIO(encoded("WEBP"))
    file.name = name
    client.post(address, form_of(client.get(address), "alt") | {"file": file, "alt": "مرفأ"})
    photo = Photo.objects.get()
    assert photo.file.name.startswith("photos/") and photo.file.name.endswith(".webp")
    assert len(photo.file.name) == len("photos/") + 32 + len(".webp")
    assert (photo.width, photo.height) == (40, 30)


def test_the_form_says_what_to_do_with_a_wrong_file():
    client = client_of("desk")
    address = reverse("admin:photos_photo_add")
    for content in (encoded("GIF"), b"<svg/>"):
        file = BytesIO(content)
        file.name = "x.png"
        answer = client.post(address, form_of(client.get(address), "alt") | {"file": file})
        assert "JPEG" in answer.content.decode()
    assert not Photo.objects.exists()


# Encoded anew


def test_of_a_file_that_is_no_picture_only_the_house_speaks():
    client = client_of("desk")
    add = reverse("admin:photos_photo_add")
    answer = client.post(add, form_of(client.get(add), "alt") | {"file": ContentFile(b"MZ", name="x.exe")})
    (said,) = answer.context["adminform"].form.errors["file"]
    assert "JPEG" in said and "pdf" not in said


def with_secrets(form):
    """A picture that says where it was taken, and has something behind its end."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETCAMERA"
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x0112] = 6  # held sideways
    options = {"exif": exif, "xmp": b"<x>SECRETXMP</x>"} if form != "PNG" else {"exif": exif}
    return encoded(form, comment=b"SECRETCOMMENT", **options) + b"SECRET<?php phpinfo(); ?>"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_nothing_of_the_upload_but_its_pixels_is_kept(form):
    photo = make.photo(ContentFile(with_secrets(form), name="x.png"))
    for name in photo.file_names():
        content = stored(photo, name)
        image = Image.open(BytesIO(content))
        assert b"SECRET" not in content and b"<?php" not in content
        assert not image.getexif() and "xmp" not in image.info
        assert image.size == (30, 40)  # as it was seen, without being told to turn


def test_renditions_are_as_wide_as_screens_need_and_never_wider_than_the_picture():
    assert picture.widths_for(4000) == [320, 640, 1080, 1600]
    assert picture.widths_for(1200) == [320, 640, 1200]
    assert picture.widths_for(90) == [90]
    photo = make.photo(make.picture_file(size=(700, 140)))
    assert photo.widths == [320, 700]
    sizes = {name: Image.open(BytesIO(stored(photo, name))).size for name in photo.file_names()[1:]}
    assert sorted(sizes.values()) == [(320, 64), (320, 64), (700, 140), (700, 140)]


def test_holes_grey_and_print_colours_become_pictures_every_screen_shows():
    for mode, form in (
        ("RGBA", "PNG"),
        ("LA", "PNG"),
        ("P", "PNG"),
        ("I;16", "PNG"),
        ("1", "PNG"),
        ("CMYK", "JPEG"),
    ):
        file = BytesIO()
        Image.new(mode, (20, 10)).save(file, form)
        photo = make.photo(ContentFile(file.getvalue(), name="x"))
        assert Image.open(BytesIO(stored(photo, photo.file_names()[-1]))).mode == "RGB"


def test_a_photo_that_cannot_be_stored_whole_is_not_stored_at_all(monkeypatch):
    written = []
    save = FileSystemStorage._save

    def full(self, name, content):
        if len(written) == 2:
            raise OSError("No space left on device")
        written.append(save(self, name, content))
        return written[-1]

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    with pytest.raises(OSError, match="No space"):
        make.photo(make.picture_file(size=(700, 140)))
    storage = Photo._meta.get_field("file").storage
    assert len(written) == 2 and not any(storage.exists(name) for name in written)
    assert not Photo.objects.exists()


def test_a_new_file_and_a_deleted_photo_take_the_old_files_along(django_capture_on_commit_callbacks):
    photo = make.photo()
    storage, first = photo.file.storage, photo.file_names()
    photo.file = make.picture_file(size=(30, 20))
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    second = photo.file_names()
    assert not any(map(storage.exists, first)) and all(map(storage.exists, second))
    with django_capture_on_commit_callbacks(execute=True):
        photo.delete()
    assert not any(map(storage.exists, second))


def test_older_photos_get_their_renditions_from_a_command(capsys):
    photo = make.photo()
    Photo.objects.update(widths=[])
    call_command("renew_photos")
    call_command("renew_photos")
    assert capsys.readouterr().out == "Renewed 1 photos, left 0.\nRenewed 0 photos, left 0.\n"
    photo.refresh_from_db()
    assert photo.widths == [8] and all(map(photo.file.storage.exists, photo.file_names()))


# What a file says of itself


def iptc(**fields):
    """The block in which agencies write: Photoshop's resource 1028 in a JPEG's APP13."""
    numbers = {"caption": 120, "byline": 80, "credit": 110, "rights": 116}
    records = b"".join(
        b"\x1c\x02" + bytes([numbers[name]]) + len(value).to_bytes(2, "big") + value
        for name, value in fields.items()
    )
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + len(records).to_bytes(4, "big") + records
    block += b"\0" * (len(records) % 2)
    return b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block


def jpeg_saying(segment=b"", **options):
    content = encoded("JPEG", **options)
    return ContentFile(content[:2] + segment + content[2:], name="x.jpg")


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:c="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">
<rdf:Description photoshop:Credit="وكالة الساحل"
 e:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia">
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Ships</rdf:li><rdf:li xml:lang="ar">سفن في الميناء</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>هالة المرساوي</rdf:li></rdf:Seq></dc:creator>
<c:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">ثلاث سفن راسية</rdf:li></rdf:Alt></c:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta>"""


def facts(file):
    return {name: value for name, value in read(file).facts.items() if value}


def test_iptc_is_read_in_utf8_and_as_arabic_windows_wrote_it():
    said = {
        "caption": "سفن في الميناء",
        "byline": "هالة المرساوي",
        "credit": "وكالة الساحل",
        "rights": "© الساحل",
    }
    for encoding in ("utf-8", "cp1256"):
        file = jpeg_saying(iptc(**{name: text.encode(encoding) for name, text in said.items()}))
        assert facts(file) == {
            "caption": "سفن في الميناء",
            "credit": "هالة المرساوي / وكالة الساحل",
            "rights": "© الساحل",
        }


def test_xmp_is_believed_before_iptc_and_exif():
    exif = Image.Exif()
    exif[0x010E], exif[0x8298] = "سفن".encode(), "© 2026".encode()
    file = jpeg_saying(iptc(caption=b"old", credit=b"old"), xmp=XMP.encode(), exif=exif)
    assert facts(file) == {
        "caption": "سفن في الميناء",
        "credit": "هالة المرساوي / وكالة الساحل",
        "alt": "ثلاث سفن راسية",
        "rights": "© 2026",
        "made_by_machine": True,
    }


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b"<not closed",
        b"\xff\xfe\0",
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode("utf-16"),
    ],
)  # fmt: skip
def test_a_file_that_says_it_badly_says_nothing(packet):
    assert facts(jpeg_saying(xmp=packet)) == {}


def test_a_camera_writes_no_captions():
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = "OLYMPUS DIGITAL CAMERA  ", "هالة".encode()
    assert facts(jpeg_saying(exif=exif)) == {"credit": "هالة"}


def test_what_turns_the_direction_of_a_text_is_not_taken_over():
    assert facts(jpeg_saying(iptc(credit="\u202eالساحل\0".encode()))) == {"credit": "الساحل"}


def test_what_the_file_says_fills_only_what_nobody_wrote():
    photo = make.photo(jpeg_saying(xmp=XMP.encode()), alt="", credit="وكالتنا")
    assert (photo.alt, photo.credit, photo.caption) == ("ثلاث سفن راسية", "وكالتنا", "سفن في الميناء")
    assert photo.label == "ai"
