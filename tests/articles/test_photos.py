"""Pictures are what they are by content, never by name."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image

from newsroom.photos import models
from newsroom.photos.models import Photo, read_format
from tests.browser import form_of
from tests.cast import client_of

pytestmark = pytest.mark.django_db


def encoded(form, size=(40, 30)):
    file = BytesIO()
    Image.new("RGB", size, "white").save(file, form)
    return file.getvalue()


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
    ],
)
def test_what_is_no_picture_of_ours_is_refused(content, code):
    with pytest.raises(ValidationError) as refused:
        read_format(ContentFile(content, name="x.jpg"))
    assert refused.value.code == code


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(models, "MOST_PIXELS", 1000)
    with pytest.raises(ValidationError) as refused:
        read_format(ContentFile(encoded("PNG"), name="x.png"))
    assert refused.value.code == "picture_too_large"


@pytest.mark.parametrize("name", ["../../x.png", "x\u202egpj.png", "a.php.png", "ص" * 150 + ".png"])
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
    file = BytesIO(encoded("GIF"))
    file.name = "x.png"
    answer = client.post(address, form_of(client.get(address), "alt") | {"file": file})
    assert "JPEG" in answer.content.decode()
    assert not Photo.objects.exists()
