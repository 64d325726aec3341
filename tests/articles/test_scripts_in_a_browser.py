"""What the desk's small scripts do: names that are like one another while one types, photos, keys."""

import pytest

from articles import workflow
from articles.models import Article, Contributor
from newsroom.photos.models import Photo
from tests import make
from tests.articles.test_login_lost_in_a_browser import log_in_elsewhere, lose_login
from tests.cast import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(
    ("address", "there", "typed", "other"),
    [
        ("people/person", lambda: make.person("سالم الراسي"), "سالم الراسى", "نادر العلي"),
        (
            "articles/contributor",
            lambda: Contributor.objects.create(name="هالة المرساوي"),
            "هاله المرساوي",
            "رنا سعد",
        ),
    ],
)
def test_who_has_a_similar_name_stands_there_while_one_types(open_at, address, there, typed, other):
    row = there()
    page = open_at("desk", f"/admin/{address}/add/")
    page.locator("#id_name").press_sequentially(typed)
    page.wait_for_selector(f"[data-doubles] a:has-text('{row.name}')")
    page.fill("#id_name", other)
    page.wait_for_selector("[data-doubles]", state="hidden")


def test_several_photos_go_one_by_one_and_what_is_no_picture_says_so(open_at, tmp_path):
    files = []
    for number in range(2):
        files.append(tmp_path / f"{number}.png")
        files[-1].write_bytes(make.picture_file(size=(8 + number, 6)).read())
    files.append(tmp_path / "broken.jpg")
    files[-1].write_bytes(b"no picture")
    page = open_at("desk", "/admin/photos/photo/upload/")
    page.set_input_files("[name=files]", files)
    page.click("#content-main input[type=submit]")
    page.locator(".uploads li.stored").nth(1).wait_for()
    page.locator(".uploads li.refused").wait_for()
    assert Photo.objects.count() == 2 and "/upload/" in page.url
    assert "broken.jpg" in page.inner_text(".uploads li.refused")


def test_what_is_wrong_beside_several_photos_is_said_once_and_costs_no_choice(open_at, tmp_path):
    files = []
    for number in range(3):
        files.append(tmp_path / f"{number}.png")
        files[-1].write_bytes(make.picture_file(size=(8 + number, 6)).read())
    page = open_at("desk", "/admin/photos/photo/upload/")
    page.fill("[name=expires_at_0]", "2031-01-01")
    page.set_input_files("[name=files]", files)
    page.click("#content-main input[type=submit]")
    page.wait_for_selector(".uploads li.refused .upload-said:text('وقت')")
    assert page.locator(".uploads li.refused").count() == 1 and not Photo.objects.exists()
    page.fill("[name=expires_at_1]", "10:00")
    page.click("#content-main input[type=submit]")
    page.locator(".uploads li.stored").nth(2).wait_for()
    assert Photo.objects.count() == 3


def test_photos_whose_sender_is_logged_out_wait_until_he_is_logged_in_again(open_at, tmp_path):
    file = tmp_path / "harbour.png"
    file.write_bytes(make.picture_file().read())
    page = open_at("desk", "/admin/photos/photo/upload/")
    page.fill("[name=credit]", "سارة النجار")
    page.set_input_files("[name=files]", file)
    lose_login()
    for _again in range(2):
        page.click("#content-main input[type=submit]")
        page.wait_for_selector(".uploads li.refused .upload-said:text('انتهت جلستك')")
    log_in_elsewhere(page)
    page.click("#content-main input[type=submit]")
    page.locator(".uploads li.stored").wait_for()
    assert Photo.objects.get().credit == "سارة النجار"


def test_the_focal_point_is_set_by_a_click_into_the_picture(open_at):
    photo = make.photo(make.picture_file(size=(600, 400)))
    page = open_at("desk", f"/admin/photos/photo/{photo.pk}/change/")
    picture = page.locator(".focal-whole img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    assert abs(float(page.input_value("#id_focal_x")) - 0.25) < 0.03
    assert abs(float(page.input_value("#id_focal_y")) - 0.75) < 0.03
    with page.expect_navigation():
        page.click("[name=_continue]")
    photo.refresh_from_db()
    assert abs(photo.focal_x - 0.25) < 0.03 and abs(photo.focal_y - 0.75) < 0.03


def test_keys_save_publish_and_lead_to_the_next_story(open_at):
    first, second = (make.article(name, published=False) for name in ("الأولى", "الثانية"))
    for story in (first, second):
        workflow.move(story, "submit", member("reporter"))
    page = open_at("desk", f"/admin/articles/article/{first.pk}/change/")
    page.wait_for_selector(".body-text")
    page.fill("#id_headline", "الأولى بعد التدقيق")
    with page.expect_navigation():
        page.keyboard.press("F2")
    assert Article.objects.get(pk=first.pk).headline == "الأولى بعد التدقيق"
    page.once("dialog", lambda asked: asked.accept())
    with page.expect_navigation():
        page.keyboard.press("F9")
    assert Article.objects.get(pk=first.pk).state == "published"
    with page.expect_navigation():
        page.keyboard.press("F8")
    assert f"/article/{second.pk}/change/" in page.url
