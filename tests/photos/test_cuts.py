"""Cuts by the focal point: files of their own, under addresses that change with the point."""

from io import BytesIO

import pytest
from PIL import Image

from newsroom.photos import cuts
from newsroom.photos.models import Photo
from tests import make


@pytest.mark.parametrize(
    ("size", "ratio", "focus", "box"),
    [
        ((1200, 800), 1, (0.5, 0.5), (200, 0, 1000, 800)),
        ((1200, 800), 1, (0, 0.5), (0, 0, 800, 800)),
        ((1200, 800), 1, (1, 1), (400, 0, 1200, 800)),
        ((800, 1200), 16 / 9, (0.3, 0.2), (0, 150, 800, 600)),
        ((3, 1), 16 / 9, (0.5, 0.5), (0, 0, 2, 1)),
    ],
)
def test_a_cut_is_as_large_as_the_picture_allows_and_holds_the_focal_point(size, ratio, focus, box):
    assert cuts.box(size, ratio, *focus) == box


def test_a_picture_is_cut_only_where_that_saves_something():
    assert cuts.shapes_for((100, 2000)) == {}
    assert cuts.shapes_for((3000, 2000)) == {"wide": [640, 1080, 1600], "square": [160, 320, 640]}
    assert cuts.shapes_for((300, 300)) == {"wide": [300], "card": [300]}


def brightness(photo):
    with photo.file.storage.open(photo.rendition_name(40, "jpg", "square")) as file:
        return Image.open(BytesIO(file.read())).convert("L").resize((1, 1)).getpixel((0, 0))


@pytest.mark.django_db
def test_a_moved_focal_point_makes_new_cuts_and_old_addresses_lead_to_them(
    client, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(cuts, "SMALLEST", 4)
    photo = make.photo(make.picture_file(size=(80, 40)), focal_x=0)
    make.article(lead_photo=photo)
    address, left, files = photo.cut_url("square", 40, "jpg"), brightness(photo), photo.file_names()
    assert photo.cut_url("wide", 71, "avif") in client.get("/").content.decode()
    photo.focal_x = 1
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    photo = Photo.objects.get()
    assert abs(brightness(photo) - left) > 50
    gone = [name for name in files if not photo.file.storage.exists(name)]
    assert len(gone) == 6 and all("-0-50-" in name for name in gone)  # three shapes, two formats
    assert all(photo.file.storage.exists(name) for name in photo.file_names())
    answer = client.get(address)
    assert (answer.status_code, answer.url) == (302, photo.cut_url("square", 40, "jpg"))
    answer = client.get(answer.url)
    assert answer.status_code == 200 and answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content)  # read to its end, which closes the file
    Photo.objects.update(credit="")
    assert [client.get(each).status_code for each in (address, answer.request["PATH_INFO"])] == [404, 404]
