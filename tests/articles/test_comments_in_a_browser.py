"""Comments of the desk by real presses: what is selected in the text fills the field, and nothing typed is lost."""

import pytest
from django.urls import reverse

from articles import anchors, comments
from articles.models import Article, Comment, State
from tests import make
from tests.cast import client_of, member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BODY = (
    "<p>قال مدير الميناء إن الأرصفة ستبقى مفتوحة حتى الشتاء.</p>"
    "<p>وأضاف أن العمال باقون، وأن <strong>الأرصفة</strong> سترمم قبل نهاية الموسم.</p>"
)
SELECT = """([words, nth]) => {
  const editor = document.getElementById("id_body").bodyEditor;
  const found = [];
  editor.state.doc.descendants((node, at) => {
    for (let i = node.isText ? node.text.indexOf(words) : -1; i >= 0; i = node.text.indexOf(words, i + 1)) found.push(at + i);
  });
  editor.chain().focus().setTextSelection({ from: found[nth], to: found[nth] + words.length }).run();
}"""


@pytest.fixture
def story(transactional_db):
    return make.article("الميناء يبقى مفتوحاً", BODY, published=False, created_by=member("reporter"))


@pytest.fixture
def page(story, open_at):
    """The desk editor's form of the story, on a phone."""
    client_of("chief")
    page = open_at("desk", reverse("admin:articles_article_change", args=[story.pk]))
    ready(page)
    page.on("dialog", lambda dialog: dialog.accept())
    return page


def ready(page):
    """Both scripts have come: the editor, and what shows the buttons of comments."""
    page.wait_for_selector(".body-editor")
    page.wait_for_selector(".comment-take:not([hidden])", state="attached")


def select(page, words, nth=0):
    page.evaluate(SELECT, [words, nth])
    page.wait_for_function(
        "words => String(getSelection()) === words", arg=words
    )  # the editor takes a moment


def said(page, words):
    page.wait_for_function(
        "text => document.querySelector('.comments-said').textContent.includes(text)", arg=words
    )


def selected(page):
    return page.evaluate("String(getSelection())")


def test_the_second_of_two_words_alike_is_commented_on_by_keys_alone(page, story):
    select(page, "الأرصفة", nth=1)
    page.keyboard.press("F4")
    assert page.input_value("#comment_words") == "الأرصفة"
    page.keyboard.type("أي أرصفة؟")
    page.keyboard.press("Tab")  # for whom
    page.keyboard.press("Tab")  # confidential
    page.keyboard.press("Tab")  # send
    page.keyboard.press("Enter")
    said(page, "أُضيف التعليق")
    comment = Comment.objects.get()
    assert (comment.field, comment.exact, comment.by) == ("body", "الأرصفة", member("desk"))
    assert comment.suffix.startswith(" سترمم")
    # The page stayed: what is typed over the words shows at once that they are gone.
    page.click(".comment-goto")
    assert selected(page) == "الأرصفة"
    page.keyboard.type("المرافئ")
    page.click(".comment-goto")
    said(page, "لم تعد هذه الكلمات في النص")
    assert Article.objects.get(pk=story.pk).body == BODY


def test_words_of_two_paragraphs_and_of_the_headline_are_taken(page):
    page.click(".body-text")
    page.keyboard.press("Control+a")
    page.click(".body-tool:text-is('تعليق')")
    assert "\n" in page.input_value("#comment_words")
    page.fill("#comment_text", "أعد الصياغة")
    page.click(".comment-send")
    said(page, "أُضيف التعليق")
    assert Comment.objects.get().exact.startswith("قال مدير") and Comment.objects.get().exact.endswith(
        "الموسم."
    )
    page.evaluate(
        "document.getElementById('id_headline').focus(); document.getElementById('id_headline').setSelectionRange(0, 7)"
    )
    page.keyboard.press("F4")
    page.fill("#comment_text", "والعنوان")
    page.click(".comment-send")
    page.wait_for_selector(".comment-text:text('والعنوان')")
    assert Comment.objects.get(field="headline").exact == "الميناء"


def test_what_was_selected_a_moment_ago_is_meant_by_who_begins_to_write(page):
    page.click(".comment-new summary")
    select(page, "العمال باقون")
    page.click("#comment_text")
    assert page.input_value("#comment_words") == "العمال باقون"
    page.fill("#comment_words", "العمال")
    assert page.input_value("[name=prefix]") == ""


def test_who_may_only_read_the_story_selects_in_what_is_read(page, story):
    Article.objects.filter(pk=story.pk).update(state=State.KILLED)
    page.reload()
    page.wait_for_selector(".comment-take:not([hidden])", state="attached")
    page.evaluate("""() => {
      const [paragraph] = document.querySelectorAll(".field-body_shown p");
      const node = paragraph.lastChild;
      getSelection().setBaseAndExtent(node, node.data.indexOf("العمال"), node, node.data.indexOf("،"));
    }""")
    page.keyboard.press("F4")
    page.fill("#comment_text", "كم عددهم؟")
    page.click(".comment-send")
    said(page, "أُضيف التعليق")
    assert Comment.objects.get().exact == "العمال باقون"
    page.evaluate("getSelection().removeAllRanges()")
    page.click(".comment-goto")
    assert selected(page) == "العمال باقون"


def test_what_is_wrong_is_said_beside_what_was_typed_and_nothing_else_is_lost(page, story):
    page.fill("#id_standfirst", "لم يُحفظ بعد")
    page.click(".comment-new summary")
    page.fill("#comment_words", "ليست هنا")
    page.fill("#comment_text", "سؤال")
    page.click(".comment-send")
    page.wait_for_selector(".comment-field-words .errorlist")
    assert page.input_value("#comment_text") == "سؤال" and page.input_value("#id_standfirst") == "لم يُحفظ بعد"
    page.fill("#comment_words", "")
    page.click(".comment-send")
    page.wait_for_selector(".comment-text:text('سؤال')")
    assert page.input_value("#id_standfirst") == "لم يُحفظ بعد"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_answering_resolving_and_deleting_leave_what_is_typed_elsewhere(page, story):
    first = comments.write(story, member("chief"), "أول")
    comments.write(story, member("desk"), "ثان")
    page.reload()
    ready(page)
    page.click(".comment-new summary")
    page.fill("#comment_text", "لم أرسله")
    page.click(f"#comment-{first.pk} .comment-reply summary")
    page.fill(f"[name=reply-{first.pk}]", "جواب")
    page.click(f"#comment-{first.pk} [name=_reply]")
    page.wait_for_selector(".comment-answers :text('جواب')")
    assert (
        page.input_value(f"[name=reply-{first.pk}]") == "" and page.input_value("#comment_text") == "لم أرسله"
    )
    page.click(f"#comment-{first.pk} [name=_resolve]")
    said(page, "عولج")
    assert page.inner_text(".story-state a[href='#comments']") == "تعليق واحد مفتوح"
    page.click(".comment [name=_delete]")
    said(page, "حُذف")
    assert page.input_value("#comment_text") == "لم أرسله"
    # A save of the story takes the page away, not the comment.
    page.keyboard.press("F2")
    page.wait_for_selector(".messagelist .info")
    page.wait_for_selector("#comment_text")
    assert page.input_value("#comment_text") == "لم أرسله"


def test_a_lost_connection_loses_no_comment(page):
    page.click(".comment-new summary")
    page.fill("#comment_text", "كلام طويل")
    page.context.set_offline(True)
    page.click(".comment-send")
    said(page, "تعذّر إرسال التعليق")
    page.context.set_offline(False)
    page.click(".comment-send")
    page.wait_for_selector(".comment-text:text('كلام طويل')")
    assert Comment.objects.count() == 1


def test_the_signs_around_removed_words_are_shown_with_them(page, story):
    removed = BODY.replace("مدير الميناء", "[حُذف]")
    Article.objects.filter(pk=story.pk).update(body=removed)
    comments.write(
        story, member("chief"), "من؟", **anchors.anchor(Article.objects.get(pk=story.pk), "[حُذف] إن")
    )
    page.reload()
    ready(page)
    page.click(".comment-goto")
    assert selected(page) == "[حُذف] إن"


def opened(page, story):
    page.goto(page.url.split("/admin/")[0] + reverse("admin:articles_article_comments", args=[story.pk]))
    page.wait_for_load_state("networkidle")


def test_on_the_page_of_comments_what_is_typed_elsewhere_stays_and_goes_on_to_the_form(page, story):
    first, second = (comments.write(story, member("chief"), text) for text in ("أول", "ثان"))
    opened(page, story)
    assert not page.is_visible("#comment_text")  # what was said comes first
    page.click(".comment-new summary")
    page.fill("#comment_text", "لم أرسله")
    for comment, text in ((first, "جواب أول"), (second, "جواب ثان")):
        page.click(f"#comment-{comment.pk} .comment-reply summary")
        page.fill(f"[name=reply-{comment.pk}]", text)
    page.click(f"#comment-{first.pk} [name=_reply]")
    said(page, "أُضيف ردك")
    assert page.input_value("#comment_text") == "لم أرسله"
    assert page.input_value(f"[name=reply-{second.pk}]") == "جواب ثان"
    page.click(f"#comment-{first.pk} [name=_resolve]")
    said(page, "عولج")
    assert page.is_visible(f"#comment-{first.pk}") and not page.is_visible(".comment-goto")
    page.click(".comment-send")
    said(page, "أُضيف التعليق")
    assert Comment.objects.get(text="لم أرسله").by == member("desk")
    # The answer to what is resolved waits on this page while the story's form is open, which does not show it.
    page.click(f"#comment-{first.pk} .comment-reply summary")
    page.fill(f"[name=reply-{first.pk}]", "بعد الإغلاق")
    page.goto(page.url.replace("/comments/", "/change/"))
    ready(page)
    assert page.input_value(f"[name=reply-{second.pk}]") == "جواب ثان"
    opened(page, story)
    assert page.input_value(f"[name=reply-{first.pk}]") == "بعد الإغلاق"
    page.click(f"#comment-{second.pk} [name=_reply]")
    said(page, "أُضيف ردك")
    assert second.replies.get().text == "جواب ثان"


def test_logging_out_forgets_what_was_typed_at_comments(page, story):
    page.click(".comment-new summary")
    page.fill("#comment_text", "لم أرسله")
    page.goto(page.url.split("/admin/")[0] + "/admin/")
    assert "newsroom-comment" in page.evaluate("Object.keys(sessionStorage).join()")
    page.evaluate("document.getElementById('logout-form').requestSubmit()")
    page.wait_for_url("**/logout/**")
    assert "newsroom-comment" not in page.evaluate("Object.keys(sessionStorage).join()")


def test_who_logs_out_over_a_comment_that_was_not_sent_is_asked(page, story):
    page.click(".comment-new summary")
    page.fill("#comment_text", "لم أرسله")
    page.evaluate("() => { window.asked = 0; window.confirm = () => { window.asked += 1; return false; }; }")
    page.click("#logout-form button")
    assert page.evaluate("window.asked") == 1 and page.input_value("#comment_text") == "لم أرسله"


def test_a_deleted_comment_hands_back_the_answer_that_was_typed_at_it(page, story):
    mine = comments.write(story, member("desk"), "مني")
    page.reload()
    ready(page)
    page.click(f"#comment-{mine.pk} .comment-reply summary")
    page.fill(f"[name=reply-{mine.pk}]", "تكملة")
    page.click(f"#comment-{mine.pk} [name=_delete]")
    said(page, "حُذف")
    assert page.inner_text("section.comments > .comment-text") == "تكملة"


def test_a_link_near_the_top_leads_to_the_open_comments(page, story):
    link = page.locator(".story-state a[href='#comments']")
    assert not link.count()
    comments.write(story, member("chief"), "أول")
    page.reload()
    ready(page)
    assert link.inner_text() == "تعليق واحد مفتوح" and link.bounding_box()["y"] < 844
    link.click()
    page.wait_for_function(
        "document.getElementById('comments').getBoundingClientRect().top < innerHeight / 2"
    )


def test_without_scripts_the_storys_form_offers_a_page_beside_it_and_no_button_that_sends(
    page, story, chromium, live_server
):
    comments.write(story, member("desk"), "أول")
    with_state = page.context.storage_state()
    context = chromium.new_context(java_script_enabled=False, storage_state=with_state)
    plain = context.new_page()
    plain.goto(page.url)
    assert plain.is_visible(".comment-text:text('أول')")
    assert not any(
        one.is_visible() for one in plain.query_selector_all(".comments button, .comments summary")
    )
    with context.expect_page() as other:
        plain.click("noscript a")
    other = other.value
    other.click(".comment-new summary")
    other.fill("#comment_text", "لم أرسله")
    other.click(".comment-reply summary")
    other.fill("[name^=reply-]", "جواب")
    other.click("[name=_reply]")
    assert (
        other.is_visible(".comment-answers :text('جواب')")
        and other.input_value("#comment_text") == "لم أرسله"
    )
    context.close()
