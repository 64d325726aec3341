"""A login that ended while a page stood open: what was typed there is sent once one is logged in again elsewhere."""

import pytest

from articles.models import Comment
from tests import make
from tests.cast import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORD = "كلمة-سر-طويلة-77"


def opened(open_at, story):
    page = open_at("desk", f"/admin/articles/article/{story.pk}/change/")
    page.wait_for_selector(".body-text")
    page.wait_for_selector(".comment-take:not([hidden])", state="attached")
    return page


def lose_login(name="desk"):
    """A new password ends every session of before."""
    user = member(name)
    user.set_password(WORD)
    user.save()


def log_in_elsewhere(page, name="desk"):
    other = page.context.new_page()
    other.goto(page.url.split("/admin/")[0] + "/admin/login/")
    other.fill("#id_username", name)
    other.fill("#id_password", WORD)
    with other.expect_navigation():
        other.click("[type=submit]")
    other.close()


def test_a_comment_is_sent_by_the_second_press(open_at):
    page = opened(open_at, make.article(published=False))
    lose_login()
    page.click(".comment-new summary")
    page.fill("#comment_text", "أعد الصياغة")
    page.click(".comment-send")
    page.wait_for_selector(".comments-said:text('تعذّر')")
    assert not Comment.objects.exists() and page.input_value("#comment_text") == "أعد الصياغة"
    log_in_elsewhere(page)
    page.click(".comment-send")
    page.wait_for_selector(".comment-text:text('أعد الصياغة')")
    assert Comment.objects.get().by == member("desk")


def test_a_quote_on_the_bench_is_opened_and_saved_by_the_second_press(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    page = opened(open_at, quote.article)
    page.click(".bench-edit")
    page.wait_for_selector(".bench-quote-form")
    page.evaluate("document.querySelectorAll('.bench-form details').forEach(one => (one.open = true))")
    lose_login()
    page.fill(".bench-quote-form [name=speaker_as_printed]", "المدير")
    page.click(".bench-quote-form [name=_confirm]")
    page.wait_for_selector(".bench-failed")
    page.on("dialog", lambda dialog: dialog.accept())
    log_in_elsewhere(page)
    page.click(".bench-quote-form [name=_confirm]")
    page.wait_for_selector(".bench-confirmed")
    quote.refresh_from_db()
    assert (quote.state, quote.speaker_as_printed) == ("confirmed", "المدير")


def test_a_row_of_the_bench_shows_no_login_in_itself(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    page = opened(open_at, quote.article)
    lose_login()
    page.click(".bench-edit")
    page.wait_for_selector(".bench-form .bench-shut[role=alert]")
    assert page.locator("#id_username").count() == 0 and "تعذّر فتح" in page.inner_text(".bench-form")
    log_in_elsewhere(page)
    page.click(".bench-edit")
    page.wait_for_selector(".bench-quote-form")
    assert page.locator(".bench-shut").count() == 0


def test_nothing_goes_out_in_the_name_of_who_logged_in_since(open_at):
    page = opened(open_at, make.article(published=False))
    lose_login()
    lose_login("chief")  # and has a password
    log_in_elsewhere(page, "chief")
    page.click(".comment-new summary")
    page.fill("#comment_text", "أعد الصياغة")
    page.click(".comment-send")
    page.wait_for_selector(".comments-said:text('سجّل غيرك الدخول')")
    assert not Comment.objects.exists() and page.input_value("#comment_text") == "أعد الصياغة"
