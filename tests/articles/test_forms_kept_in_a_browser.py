"""A form that is no story yet (a paste, a correction) is kept in the browser whole, each window's for itself."""

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, Correction
from tests import make
from tests.articles.test_kept_in_a_browser import step

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def came(page):
    """The forms of the page have what was kept of them."""
    page.wait_for_selector("form:has([data-kept]) [name=typed_text]", state="attached")
    return page


def kept_text(page):
    return page.evaluate("Object.entries(localStorage).find(([key]) => key.startsWith('newsroom-text:'))[1]")


def lose_the_login(page, press):
    cookies = page.context.cookies()
    page.context.clear_cookies()
    with page.expect_navigation():
        press()
    page.context.add_cookies(cookies)


@pytest.mark.parametrize(
    ("address", "beside"),
    [("article/import/", "headline"), ("correction/add/?article={}&kind=reply", "replier")],
)
def test_a_paste_and_a_correction_outlive_a_lost_login_and_are_forgotten_once_they_are_saved(
    open_at, address, beside
):
    story = make.article()
    page = came(open_at("desk", "/admin/articles/" + address.format(story.pk)))
    where = page.url
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    page.fill("#id_text", "قال المدير إن الميناء لن يغلق قبل الشتاء.")
    page.fill(f"#id_{beside}", "نقابة البحارة")
    lose_the_login(page, lambda: page.click(".submit-row input >> nth=0"))
    # By then a colleague has opened a draft, and another link leads to the form.
    page.goto(where + "&publish_draft=1" if "?" in where else where)
    came(page)
    assert page.input_value("#id_text") == "قال المدير إن الميناء لن يغلق قبل الشتاء."
    assert page.input_value(f"#id_{beside}") == "نقابة البحارة"
    page.goto(where)
    came(page)
    with page.expect_navigation():
        page.click(".submit-row input >> nth=0")
    page.goto(where)
    came(page)
    assert page.input_value("#id_text") == page.input_value(f"#id_{beside}") == ""


def test_a_correction_comes_back_as_it_was_left_and_publishes_no_draft_that_was_unticked(open_at):
    story = make.article()
    workflow.draft_for(story)
    page = came(open_at("desk", f"/admin/articles/correction/add/?article={story.pk}&publish_draft=1"))
    page.on("dialog", lambda asked: asked.accept())
    assert page.is_checked("#id_publish_draft")
    page.fill("#id_text", "الصحيح غير ذلك.")
    page.uncheck("#id_publish_draft")
    page.select_option("#id_kind", "apology")
    page.fill("#id_issued_at_0", "2030-01-02")
    where = page.url
    lose_the_login(page, lambda: page.click(".submit-row [name=_save]"))
    page.goto(where)
    came(page)
    assert not page.is_checked("#id_publish_draft")
    assert page.input_value("#id_kind") == "apology" and page.input_value("#id_issued_at_0") == "2030-01-02"


def test_a_correction_that_was_kept_ticks_nothing_that_it_had_not(open_at):
    story = make.article()
    page = came(open_at("desk", f"/admin/articles/correction/add/?article={story.pk}"))
    page.on("dialog", lambda asked: asked.accept())
    page.fill("#id_text", "الصحيح غير ذلك.")
    lose_the_login(page, lambda: page.click(".submit-row [name=_save]"))
    workflow.draft_for(story)
    page.goto(
        page.url.split("/admin/")[0] + f"/admin/articles/correction/add/?article={story.pk}&publish_draft=1"
    )
    came(page)
    assert page.input_value("#id_text") == "الصحيح غير ذلك." and not page.is_checked("#id_publish_draft")


def test_a_draft_that_came_in_meanwhile_does_not_go_out_unseen_with_a_correction_that_was_kept(open_at):
    story = make.article()
    draft = workflow.draft_for(story)
    page = came(open_at("desk", f"/admin/articles/correction/add/?article={story.pk}&publish_draft=1"))
    page.on("dialog", lambda asked: asked.accept())
    page.fill("#id_text", "الصحيح غير ذلك.")
    where = page.url
    lose_the_login(page, lambda: page.click(".submit-row [name=_save]"))
    draft.headline = "عنوان لم يره"
    draft.save()
    step(draft)
    page.goto(where)
    came(page)
    with page.expect_navigation():
        page.click(".submit-row [name=_save]")
    assert "لم ترها هنا" in page.content() and page.input_value("#id_text") == "الصحيح غير ذلك."
    assert Article.objects.get(pk=story.pk).headline != "عنوان لم يره"


def test_what_one_window_holds_stands_in_no_other_and_is_not_forgotten_with_it(open_at):
    first = came(open_at("desk", "/admin/articles/article/import/"))
    first.fill("#id_text", "النص الأول.")
    second = first.context.new_page()
    second.goto(first.url)
    came(second)
    assert second.input_value("#id_text") == ""
    second.fill("#id_text", "قال المدير إن الميناء لن يغلق قبل الشتاء.")
    with second.expect_navigation():
        second.click(".submit-row input >> nth=0")
    second.close()
    lose_the_login(first, lambda: first.click(".submit-row input >> nth=0"))
    first.goto(first.url.split("/admin/")[0] + "/admin/articles/article/import/")
    came(first)
    assert first.input_value("#id_text") == "النص الأول."


def test_a_correction_that_was_kept_is_issued_now_and_not_when_it_was_begun(open_at):
    page = came(open_at("desk", f"/admin/articles/correction/add/?article={make.article().pk}"))
    assert page.input_value("#id_issued_at_0")
    page.fill("#id_text", "الصحيح غير ذلك.")
    assert "غير ذلك" in kept_text(page) and "issued_at" not in kept_text(page)
    page.fill("#id_issued_at_1", "03:33")
    for _again in range(2):
        page.reload()
        came(page)
        assert page.input_value("#id_text") == "الصحيح غير ذلك."
        assert page.input_value("#id_issued_at_1") == "03:33", "what somebody typed stays"
        page.fill("#id_text", "الصحيح غير ذلك.")


def test_a_correction_whose_story_was_chosen_anew_is_kept_for_that_one(open_at):
    first, second = make.article("الأولى"), make.article("الثانية")
    page = came(open_at("desk", f"/admin/articles/correction/add/?article={first.pk}"))
    where = page.url
    page.fill("#id_text", "تصحيح للثانية.")
    page.evaluate(
        "pk => django.jQuery('#id_article').append(new Option('الثانية', pk, true, true)).trigger('change')",
        second.pk,
    )
    page.goto(where)
    came(page)
    assert (page.input_value("#id_article"), page.input_value("#id_text")) == (str(first.pk), "")
    page.goto(where.replace(f"article={first.pk}", f"article={second.pk}"))
    came(page)
    assert (page.input_value("#id_article"), page.input_value("#id_text")) == (
        str(second.pk),
        "تصحيح للثانية.",
    )


def test_a_correction_that_was_refused_under_another_story_is_forgotten_once_it_is_stored(open_at):
    first, second = make.article("الأولى"), make.article("الثانية")
    page = came(open_at("desk", f"/admin/articles/correction/add/?article={first.pk}"))
    page.on("dialog", lambda asked: asked.accept())
    page.fill("#id_text", "تصحيح للثانية.")
    page.evaluate(
        "pk => django.jQuery('#id_article').append(new Option('الثانية', pk, true, true)).trigger('change')",
        second.pk,
    )
    page.fill("#id_issued_at_0", "غداً")
    for moment in ("غداً", f"{timezone.localdate():%Y-%m-%d}"):
        page.fill("#id_issued_at_0", moment)
        with page.expect_navigation():
            page.click(".submit-row [name=_save]")
        page.wait_for_load_state()
    assert Correction.objects.get().article == second
    page.goto(page.url.split("/admin/")[0] + f"/admin/articles/correction/add/?article={second.pk}")
    came(page)
    assert page.input_value("#id_text") == ""


def test_a_notice_that_was_being_changed_is_offered_again_and_does_not_go_over_a_colleagues(open_at):
    story = make.article()
    workflow.move(story, "withdraw", notice="سُحبت.")
    where = f"/admin/articles/article/{story.pk}/notice/"
    page = open_at("chief", where)
    page.fill("#id_notice", "سُحبت لخطأ في الأرقام.")
    page.evaluate("document.dispatchEvent(new CustomEvent('newsroom:keep'))")
    Article.objects.filter(pk=story.pk).update(
        withdrawal_notice="سُحبت لحين التحقق.", version_number=story.version_number + 5
    )
    page.goto(page.url)
    assert page.input_value("#id_notice") == "سُحبت لحين التحقق."
    page.click(".kept-restore")
    assert page.input_value("#id_notice") == "سُحبت لخطأ في الأرقام."
    page.on("dialog", lambda asked: asked.accept())
    with page.expect_navigation():
        page.click(".submit-row input")
    assert "سُحبت لحين التحقق." in page.inner_text("blockquote")
    assert page.input_value("#id_notice") == "سُحبت لخطأ في الأرقام."
    with page.expect_navigation():
        page.click(".submit-row input")
    assert Article.objects.get(pk=story.pk).withdrawal_notice == "سُحبت لخطأ في الأرقام."
    page.goto(page.url.split("?")[0].replace("/change/", "/notice/"))
    assert page.query_selector(".kept-restore:visible") is None


def test_a_window_left_open_keeps_nothing_of_who_logged_out_in_another(open_at):
    page = came(open_at("desk", "/admin/articles/article/import/"))
    other = page.context.new_page()
    other.goto(page.url)
    other.on("dialog", lambda asked: asked.accept())
    page.fill("#id_text", "قال المدير إن الميناء لن يغلق.")
    with other.expect_navigation():
        other.evaluate("document.getElementById('logout-form').requestSubmit()")
    page.fill("#id_text", "قال المدير إن الميناء لن يغلق قبل الشتاء.")
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('newsroom-text:'))") == []
    assert "خرجت في نافذة أخرى" in page.inner_text(".out-elsewhere")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.click(".submit-row input >> nth=0")
    assert "خرجت في نافذة أخرى" in asked[0]
    assert page.input_value("#id_text") == "قال المدير إن الميناء لن يغلق قبل الشتاء."
