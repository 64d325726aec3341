"""The photo desk: several files at once, what each lacks, and who may."""

import struct
import zlib
from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import Group
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils import timezone

from articles.models import Contributor
from newsroom.changes.models import Change
from newsroom.photos import picture
from newsroom.photos.models import Photo
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
UPLOAD = "/admin/photos/photo/upload/"
LIST = "/admin/photos/photo/"


def sent(*contents):
    files = []
    for number, content in enumerate(contents):
        file = BytesIO(content)
        file.name = f"{number}.jpg"
        files.append(file)
    return files


def upload(client, *contents, **fields):
    data = form_of(client.get(UPLOAD), "credit") | fields | {"files": sent(*contents)}
    return client.post(UPLOAD, data, follow=True).content.decode()


def jpeg(size=(8, 6)):
    return make.picture_file("JPEG", size).read()


def address_of(photo):
    return reverse("admin:photos_photo_change", args=[photo.pk])


def test_of_several_files_each_good_one_is_stored_and_each_bad_one_is_told():
    page = upload(client_of("reporter"), jpeg(), b"<svg/>", jpeg((90, 60)), jpeg(), credit="وكالة الساحل")
    assert Photo.objects.count() == 2
    assert {photo.credit for photo in Photo.objects.all()} == {"وكالة الساحل"}
    assert "1.jpg" in page and "لا يُقرأ هذا الملف" in page  # broken
    assert "3.jpg" in page and "هذا الملف نفسه موجود" in page  # the first one again
    assert "تشبه صورة موجودة" in page  # the third is the first, larger
    assert "حُفظت صورتان" in page


def test_the_pages_script_is_told_of_each_file():
    client = client_of("reporter")

    def line(content):
        data = form_of(client.get(UPLOAD), "credit") | {"files": sent(content)}
        return client.post(UPLOAD, data, headers={"accept": "application/json"}).json()["files"][0]

    first, bad, again = line(jpeg()), line(b"<svg/>"), line(jpeg())
    address = address_of(Photo.objects.get())
    assert first["stored"] and address in first["html"]
    assert not bad["stored"] and "لا يُقرأ هذا الملف" in bad["html"]
    assert not again["stored"] and address in again["html"]
    answer = client.post(UPLOAD, {"credit": "هالة"}, headers={"accept": "application/json"})
    assert answer.status_code == 400 and "هذه الخانة" in answer.json()["html"]


def test_no_file_or_too_many_change_nothing(monkeypatch):
    monkeypatch.setattr("newsroom.photos.forms.MOST_FILES", 1)
    client = client_of("reporter")
    assert "errornote" in upload(client)
    assert "ارفعها على دفعات" in upload(client, jpeg(), jpeg((90, 60)))
    assert not Photo.objects.exists()


def test_a_full_disk_is_told_and_keeps_nothing(monkeypatch):
    def full(self, name, content):
        raise OSError("No space left on device")

    client = client_of("desk")
    monkeypatch.setattr(FileSystemStorage, "_save", full)
    assert "تعذّر على الخادم" in upload(client, jpeg())
    file = sent(jpeg())[0]
    assert "تعذّر على الخادم" in send(client, f"{LIST}add/", {"file": file}, "alt").content.decode()
    assert not Photo.objects.exists()


def test_who_may_not_add_photos_may_not_upload():
    assert client_of().get(UPLOAD).status_code == 302
    client = client_of("reporter")
    Group.objects.all().delete()
    assert client.get(UPLOAD).status_code == 403


def test_only_the_desk_makes_a_photo_free_or_changes_one_that_readers_see():
    photo, shown = make.photo(), make.photo()
    make.article(lead_photo=shown)
    reporter, desk = client_of("reporter"), client_of("desk")
    send(reporter, address_of(photo), {"released": "on", "credit": "هالة"}, "alt")
    photo.refresh_from_db()
    assert (photo.credit, photo.released) == ("هالة", False)
    assert 'name="alt"' not in reporter.get(address_of(shown)).content.decode()
    send(desk, address_of(photo), {"released": "on"}, "alt")
    photo.refresh_from_db()
    assert photo.released


def test_a_photo_is_described_or_decorative_and_not_both():
    photo, client = make.photo(), client_of("desk")
    assert "صف في جملة" in send(client, address_of(photo), {"alt": ""}, "alt").content.decode()
    assert "أفرغ النص البديل" in send(client, address_of(photo), {"decorative": "on"}, "alt").content.decode()
    send(client, address_of(photo), {"alt": "", "decorative": "on"}, "alt")
    photo.refresh_from_db()
    assert (photo.alt, photo.decorative) == ("", True)


def test_the_list_finds_what_is_missing():
    make.photo(credit="")
    make.photo(alt="")
    client = client_of("desk")
    for lacks, found in (("credit", 1), ("alt", 1), ("rights", 0), ("week", 0)):
        assert client.get(LIST, {"lacks": lacks}).context["cl"].result_list.count() == found
    assert "تنتظر ذكر حقوقها" in client.get(LIST).content.decode()


def test_a_photo_in_use_says_where_and_is_not_deleted():
    photo, client = make.photo(), client_of("desk")
    story = make.article(body=f'<p>نص</p><figure data-photo="{photo.uid}"></figure>', published=False)
    assert story.headline in client.get(address_of(photo)).content.decode()
    assert "لا يُحذف ما هو مستعمل" in client.get(f"{LIST}{photo.pk}/delete/").content.decode()
    client.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"})
    assert Photo.objects.exists()
    story.delete()
    client.post(f"{LIST}{photo.pk}/delete/", {"post": "yes"})
    assert not Photo.objects.exists()


@pytest.mark.long
def test_who_saves_a_story_learns_which_of_its_photos_wait():
    story = make.article(lead_photo=make.photo(credit="", alt="سفن راسية"), published=False)
    address = reverse("admin:articles_article_change", args=[story.pk])
    page = send(client_of("reporter"), address, {"kicker": "موانئ"}, "headline").content.decode()
    assert "لا يرى القراء الصورة «سفن راسية»: حقوقها غير مذكورة" in page


@pytest.mark.parametrize(
    ("lost", "why"),
    [
        ({"expires_at": timezone.now() - timedelta(hours=1)}, "انتهى حق استخدامها"),
        ({"credit": ""}, "حقوقها غير مذكورة"),
    ],
)
@pytest.mark.parametrize("where", ["head", "text"])
def test_the_form_of_a_published_story_says_that_readers_see_its_photo_no_more(lost, why, where):
    photo = make.photo(alt="سفن راسية")
    shown = (
        {"lead_photo": photo}
        if where == "head"
        else {"body": f'<figure data-photo="{photo.uid}"></figure><p>نص.</p>'}
    )
    address = reverse("admin:articles_article_change", args=[make.article(**shown).pk])
    said = f"لا يرى القراء الصورة «سفن راسية»: {why}"
    assert said not in client_of("desk").get(address).content.decode()
    Photo.objects.filter(pk=photo.pk).update(**lost)
    page = client_of("desk").get(address).content.decode()
    assert page.count(said) == 1 and f'href="{reverse("admin:photos_photo_change", args=[photo.pk])}"' in page


def test_of_a_scheduled_story_it_says_which_photo_readers_will_not_see():
    now = timezone.now()
    photo = make.photo(alt="سفن راسية", expires_at=now + timedelta(hours=5))
    address = reverse(
        "admin:articles_article_change", args=[make.article(lead_photo=photo, at=now + timedelta(hours=9)).pk]
    )
    said = "لن يرى القراء الصورة «سفن راسية» حين تُنشر المادة: انتهى حق استخدامها"
    assert said in client_of("desk").get(address).content.decode()
    Photo.objects.update(expires_at=now + timedelta(hours=12))
    assert "القراء الصورة" not in client_of("desk").get(address).content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "advice"),
    [
        ("reporter", "اطلب من الديسك إتاحتها لكل المواد"),
        ("desk", "افتح الصورة واختر فيها «متاحة لكل المواد»"),
    ],
)
def test_whoever_can_make_a_held_photo_free_is_not_sent_to_the_desk(role, advice):
    held = make.photo()
    make.article(lead_photo=held, published=False)
    mine = make.article(lead_photo=held, published=False, created_by=member(role))
    page = send(client_of(role), reverse("admin:articles_article_change", args=[mine.pk]), {}, "body")
    assert f"هي محجوزة لمادة لم تُنشر بعد. اختر غيرها، أو {advice}." in page.content.decode()


def test_a_photo_whose_file_is_lost_can_still_be_edited():
    photo = make.photo(alt="الميناء", credit="وكالة الساحل")
    photo.file.storage.delete(photo.file.name)
    send(client_of("desk"), address_of(photo), {"credit": "وكالة أخرى"}, "credit")
    photo = Photo.objects.get(pk=photo.pk)
    assert photo.credit == "وكالة أخرى" and photo.file.name


def test_the_pages_of_those_whose_portrait_it_is_change_with_it():
    photo = make.photo()
    person = make.person(photo=photo)
    author = Contributor.objects.create(name="ليان المرجاني", photo=photo)
    send(client_of("desk"), address_of(photo), {"credit": "وكالة أخرى"}, "credit")
    keys = set(Change.objects.values_list("key", flat=True))
    assert {f"person:{person.pk}", f"contributor:{author.pk}"} <= keys


@pytest.mark.long
def test_a_chosen_file_that_a_lost_race_costs_is_said():
    photo = make.photo()
    desk = client_of("desk")
    opened = form_of(desk.get(address_of(photo)), "alt")
    send(client_of("chief"), address_of(photo), {"credit": "وكالة أخرى"}, "credit")
    late = opened | {"alt": "رصيف", "file": make.picture_file(), "_save": "1"}
    answer = desk.post(address_of(photo), late)
    assert answer.status_code == 409 and "اختره من جديد" in answer.content.decode()


@pytest.mark.long
def test_who_saves_a_photo_whose_rights_are_over_is_told():
    photo, client = make.photo(alt="سفن راسية"), client_of("desk")
    told = "انتهى حق استخدام الصورة"
    page = send(client, address_of(photo), {"expires_at_0": "2021-09-02", "expires_at_1": "10:00"}, "alt")
    assert told in page.content.decode()
    page = send(client, address_of(photo), {"expires_at_0": "2199-09-02", "expires_at_1": "10:00"}, "alt")
    assert told not in page.content.decode()
    page = upload(client, jpeg(), credit="وكالة", expires_at_0="2021-09-02", expires_at_1="10:00")
    assert told in page


def png_of(width, height):
    """A PNG that says it is this large, in as few bytes as a header takes."""
    head = b"IHDR" + struct.pack(">2I5B", width, height, 8, 0, 0, 0, 0)
    pixels = b"IDAT" + zlib.compress(b"\0" * 100)
    chunks = (head, pixels, b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) for chunk in chunks
    )


@pytest.mark.parametrize("size", [(9000, 6000), (20000, 10000), (40000, 40000)])
def test_a_picture_of_too_many_pixels_is_told_so_and_costs_the_others_nothing(size):
    page = upload(client_of("reporter"), jpeg(), png_of(*size), jpeg((90, 60)), credit="وكالة الساحل")
    assert Photo.objects.count() == 2
    assert "1.jpg" in page and "50 مليون" in page
    assert "حُفظت صورتان" in page


@pytest.mark.parametrize("size", [(9000, 6000), (20000, 10000)])
def test_the_form_of_one_photo_says_the_same_of_too_many_pixels(size):
    [file] = sent(png_of(*size))
    client = client_of("reporter")
    page = client.post(f"{LIST}add/", form_of(client.get(f"{LIST}add/"), "credit") | {"file": file})
    assert "50 مليون" in page.content.decode()
    assert not Photo.objects.exists()


def test_what_nobody_foresaw_of_one_picture_costs_the_others_nothing(monkeypatch):
    read = picture.read

    def reading(file):
        if file.name == "1.jpg":
            raise RuntimeError("a library broke")
        return read(file)

    monkeypatch.setattr(picture, "read", reading)
    page = upload(client_of("reporter"), jpeg(), jpeg((30, 20)), credit="وكالة الساحل")
    assert Photo.objects.count() == 1
    assert "1.jpg" in page and "حُفظت صورة" in page


@pytest.mark.parametrize("asked", ["{}", pytest.param("صورة رقم {}", marks=pytest.mark.long)])
def test_a_photo_that_nobody_described_is_found_by_the_number_it_is_called_by(asked):
    nameless, other = make.photo(alt=""), make.photo(make.picture_file(size=(9, 6)))
    assert str(nameless) == f"صورة رقم {nameless.pk}"
    rows = client_of("desk").get(LIST, {"q": asked.format(nameless.pk)}).context["cl"].result_list
    assert nameless in rows and (other not in rows or str(nameless.pk) in other.uid)


@pytest.mark.django_db(transaction=True)
def test_several_photos_are_deleted_from_the_list():
    free = [make.photo() for _ in range(2)]
    chosen = {"action": "delete_selected", "_selected_action": [photo.pk for photo in free], "post": "yes"}
    answer = client_of("desk").post("/admin/photos/photo/", chosen)
    assert answer.status_code == 302 and not Photo.objects.exists()
