"""Two editors at one story in real browsers: nobody's words are lost, on the server or on the way to it."""

import pytest
from django.conf import settings

from articles.models import Article

KEPT = "Object.keys(localStorage).filter((key) => key.startsWith('newsroom-text:')).length"

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_loser_of_a_race_chooses_between_two_texts(open_page):
    first, second = open_page("desk"), open_page("chief")
    assert "desk" in second.inner_text(".open-with")
    first.fill("#id_headline", "عنوان الأول")
    first.keyboard.press("F2")
    first.wait_for_selector(".messagelist .success")
    second.fill("#id_headline", "عنوان الثاني")
    second.fill("#id_standfirst", "موجز الثاني")
    second.keyboard.press("F2")
    second.wait_for_selector(".conflict")
    assert second.input_value("#id_headline") == "عنوان الثاني"
    assert second.inner_text(".clash-pair .only-theirs mark") == "الأول"
    assert second.evaluate("document.documentElement.scrollWidth") == 390
    second.check("[name=_take_headline][value=theirs]")
    second.keyboard.press("F2")
    second.wait_for_selector(".messagelist .success")
    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("عنوان الأول", "موجز الثاني")


def test_a_story_that_was_never_saved_is_offered_again_when_the_browser_died(open_at, chromium):
    page = open_at("desk", "/admin/articles/article/add/")
    page.wait_for_selector(".body-text")
    page.fill("#id_headline", "لم تُحفظ قط")
    page.evaluate("window.dispatchEvent(new Event('pagehide'))")  # it waits for half a second of quiet
    context = chromium.new_context(storage_state=page.context.storage_state())
    address = page.url
    page.context.close()
    page = context.new_page()
    page.goto(address)
    page.click(".kept-restore")
    assert page.input_value("#id_headline") == "لم تُحفظ قط"
    context.close()


def test_what_was_typed_before_the_login_was_lost_is_offered_again_to_its_writer_alone(open_page):
    page = open_page("desk")
    page.fill("#id_headline", "كُتب ثم انقطع")
    session = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.keyboard.press("F2")
    page.wait_for_selector("#id_username")
    page.context.add_cookies(session)
    page.go_back()
    page.reload()
    page.wait_for_selector(".kept-text")
    assert page.input_value("#id_headline") != "كُتب ثم انقطع"
    page.click(".kept-text summary")
    assert "كُتب ثم انقطع" in page.inner_text(".kept-text dl")
    kept = page.evaluate("({ ...localStorage })")
    page.click(".kept-restore")
    assert page.input_value("#id_headline") == "كُتب ثم انقطع"
    page.keyboard.press("F2")
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().headline == "كُتب ثم انقطع"
    page.wait_for_function(f"{KEPT} === 0")

    other = open_page("chief")  # at the same machine
    other.evaluate("(kept) => Object.assign(localStorage, kept)", kept)
    other.reload()
    other.wait_for_selector(".body-text")
    assert other.locator(".kept-text").count() == 0
    page.evaluate("(kept) => Object.assign(localStorage, kept)", kept)
    page.once("dialog", lambda dialog: dialog.accept())
    page.evaluate("document.getElementById('logout-form').requestSubmit()")
    page.wait_for_url("**/logout/")
    assert page.evaluate(KEPT) == 0


def test_who_leaves_a_conflict_undecided_meets_it_again(open_page):
    first, second = open_page("desk"), open_page("chief")
    first.fill("#id_headline", "عنوان الأول")
    first.keyboard.press("F2")
    first.wait_for_selector(".messagelist .success")
    second.fill("#id_headline", "عنوان الثاني")
    second.keyboard.press("F2")
    second.wait_for_selector(".conflict")
    address = second.url
    second.goto(address.rsplit("/", 3)[0] + "/")  # to the list
    second.goto(address)
    second.wait_for_selector(".kept-text")
    second.click(".kept-restore")
    assert second.input_value("#id_headline") == "عنوان الثاني"
    second.keyboard.press("F2")
    second.wait_for_selector(".conflict")
    assert second.inner_text(".clash-pair .only-theirs mark") == "الأول"
    assert Article.objects.get().headline == "عنوان الأول"
