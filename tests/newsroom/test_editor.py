"""The body's editor in a real browser, under the site's own content security policy."""

import re
import threading
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.utils.translation import gettext

from articles import embeds, marks
from articles.marks.embeds import embed
from tests.articles.test_embeds import TYPED
from tests.newsroom.editor_page import Page, put_cursor_after, save, select

in_browser = pytest.mark.browser
EDITOR = "newsroom/admin/editor"

# Every element that a body may hold, in the form in which the editor writes it.
WHOLE = (
    '<p>قالت الوزيرة سمر الكيلاني إنّ «<q data-quote="aaaaaaaaaa">الجسر آمن</q>»، وأضافت: '
    '«<q data-quote="aaaaaaaaaa">وسيُفتح غداً</q>».<br>سطر ثانٍ.</p>'
    "<h2>عنوان داخلي</h2><h3>عنوان أصغر</h3>"
    '<p><strong>غامق</strong> و<em>مائل</em> و<a href="https://example.org/a">رابط</a>. '
    '<span data-quote="bbbbbbbbbb">وأكدت أن العمل «<q data-quote="cccccccccc">لن يتوقف</q>» هذا العام</span>.</p>'
    "<ul><li><p>أول</p></li><li><p>ثانٍ</p><ul><li><p>داخل</p></li></ul></li></ul>"
    "<ol><li><p>واحد</p></li></ol><blockquote><p>جملة بارزة</p></blockquote>"
    "<table><thead><tr><th><p>المدينة</p></th><th><p>العدد</p></th></tr></thead>"
    "<tbody><tr><th><p>النهر</p></th><td><p>١٢</p></td></tr><tr><td></td><td><p>3</p></td></tr></tbody></table>"
    '<figure data-photo="photo-1"><figcaption>الجسر <strong>القديم</strong></figcaption></figure>'
    '<figure data-photo="photo-2"></figure>'
    '<figure data-embed="https://youtu.be/abcdefghijk"><figcaption>السفينة <strong>الأولى</strong></figcaption></figure>'
    '<figure data-embed="https://x.com/harbour/status/12"></figure>'
    "<p>خاتمة</p>"
)


@pytest.fixture(scope="module")
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def tab(chromium):
    """One page for all tests: the editor's half megabyte is read once."""
    page = chromium.new_page(viewport={"width": 1000, "height": 900})
    page.set_default_timeout(4000)
    page.complaints = []
    page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


@pytest.fixture
def editor(server, tab):
    """`editor(body, quotes)` opens the form; in the end the page may not have complained of anything."""
    tab.complaints.clear()

    def open_page(body, quotes=None):
        Page.body, Page.quotes, Page.sent = body, quotes or {}, None
        Page.embeds = embeds.rules()
        tab.goto(server)
        tab.wait_for_selector(".body-text")
        return tab

    yield open_page
    assert tab.complaints == []


@pytest.mark.parametrize(
    "module", sorted(Path(finders.find(EDITOR)).glob("*.js")), ids=lambda path: path.name
)
def test_every_module_can_stand_under_a_hashed_name(module):
    # Only a line that ends in a semicolon is rewritten when static files get their hashes.
    for statement in re.findall(r'from "\.[^"]*".?', module.read_text()):
        assert statement.endswith('";')


def test_the_editor_writes_what_the_sanitiser_would_write():
    assert marks.clean(WHOLE) == WHOLE


@in_browser
def test_a_body_with_every_element_comes_back_as_it_was(editor):
    loose = WHOLE.replace("<p>خاتمة</p>", "<p>خاتمة</p>\n")  # not as the editor would write it
    assert save(editor(loose)) == loose

    page = editor(WHOLE)
    put_cursor_after(page, "خاتمة")
    page.keyboard.type(" جديدة")
    assert save(page) == WHOLE.replace("خاتمة", "خاتمة جديدة")


STORY = (
    "<p>قال المهندس فؤاد الطحان: «الجسر آمن»، وأضاف: «وسيُفتح غداً».</p>"
    '<p>وأشار إلى أن العمل مستمر.</p><p>وردّ: "كلام أول</p><p>وكلام ثانٍ".</p>'
)


@in_browser
def test_the_cursor_between_quotation_marks_is_enough_to_mark_the_words(editor):
    page = editor(STORY)
    page.evaluate(
        "addEventListener('newsroom:quote', (event) => (window.heard = event.detail), { capture: true })"
    )
    put_cursor_after(page, "الجسر آ")
    page.keyboard.press("Control+'")
    heard = page.evaluate("window.heard")
    assert heard | {"key": ""} == {"key": "", "kind": "direct", "words": "الجسر آمن", "isNew": True}
    assert re.fullmatch("[a-z0-9]{10}", heard["key"])
    assert page.evaluate("location.hash") == f"#quote-{heard['key']}"
    assert f'«<q data-quote="{heard["key"]}">الجسر آمن</q>»، وأضاف' in save(page)


@in_browser
def test_a_selection_over_paragraphs_is_one_quote_and_can_be_undone(editor):
    page = editor(STORY)
    select(page, '"كلام أول', 'ثانٍ".')
    page.click(".body-tool.direct")
    first, second = page.locator(".body-text q").all()
    assert first.get_attribute("data-quote") == second.get_attribute("data-quote")
    assert (first.inner_text(), second.inner_text()) == ("كلام أول", "وكلام ثانٍ")
    page.keyboard.press("Control+z")
    assert save(page) == STORY


@in_browser
def test_words_after_a_reporting_verb_can_join_the_quote_before_them(editor):
    page = editor(STORY)
    select(page, "«الجسر آمن»")
    page.keyboard.press("Control+'")
    select(page, "«وسيُفتح غداً»")
    page.keyboard.press("Control+;")
    body = save(page)
    assert len({part.key for part in marks.parts(body)}) == 1
    assert [part.text for part in marks.parts(body)] == ["الجسر آمن", "وسيُفتح غداً"]


@in_browser
def test_typing_inside_a_mark_stays_inside_and_after_it_outside(editor):
    page = editor('<p>قال «<q data-quote="aaaaaaaaaa">الجسر</q>» وسكت.</p>')
    put_cursor_after(page, "الج")
    page.keyboard.type("و")
    put_cursor_after(page, "الجوسر")
    page.keyboard.type("!")
    assert save(page) == '<p>قال «<q data-quote="aaaaaaaaaa">الجوسر</q>!» وسكت.</p>'


@in_browser
def test_a_quote_keeps_its_key_when_it_is_widened_or_changes_its_kind(editor):
    page = editor('<p>قال إن <q data-quote="aaaaaaaaaa">الجسر آمن</q> تماماً.</p>')
    select(page, "الجسر آمن تماماً")
    page.click(".body-tool.direct")
    page.click(".body-tool.indirect")
    assert save(page) == '<p>قال إن <span data-quote="aaaaaaaaaa">الجسر آمن تماماً</span>.</p>'


@in_browser
def test_a_direct_quote_may_stand_in_an_indirect_one_and_be_removed_alone(editor):
    page = editor("<p>وأكدت أن العمل «لن يتوقف» هذا العام.</p>")
    select(page, "أن العمل «لن يتوقف» هذا العام")
    page.click(".body-tool.indirect")
    select(page, "«لن يتوقف»")
    page.click(".body-tool.direct")
    outer, inner = (mark.get_attribute("data-quote") for mark in page.locator(".body-text .quote").all())
    assert outer != inner
    put_cursor_after(page, "لن يتو")
    page.get_by_text(gettext("Not a quote")).click()
    assert save(page) == (f'<p>وأكدت <span data-quote="{outer}">أن العمل «لن يتوقف» هذا العام</span>.</p>')


@in_browser
def test_the_bench_and_the_text_show_each_other_a_quote(editor):
    page = editor(WHOLE, {"aaaaaaaaaa": "confirmed", "cccccccccc": "changed"})
    shown = page.locator(".body-text .quote").evaluate_all("all => all.map((one) => one.className)")
    states = ["confirmed", "confirmed", "new", "changed"]
    assert shown == [f"quote quote-{state}" for state in states]

    page.evaluate("""document.querySelector("textarea").dataset.quotes = '{"bbbbbbbbbb": "proposed"}'""")
    page.wait_for_selector("span.quote-proposed")

    page.evaluate(
        "document.dispatchEvent(new CustomEvent('newsroom:goto', { detail: { key: 'cccccccccc' } }))"
    )
    assert page.evaluate("getSelection().toString()") == "لن يتوقف"

    page.click(".body-text q >> nth=0")
    assert page.evaluate("location.hash") == "#quote-aaaaaaaaaa"
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('newsroom:goto', { detail: { key: 'zzzzzzzzzz' } }))"
    )
    assert page.inner_text(".body-status") == "هذا الكلام لم يعد في النص."
    assert save(page) == WHOLE


@in_browser
def test_the_bench_can_say_that_words_are_no_quote(editor):
    page = editor(WHOLE)
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('newsroom:unmark', { detail: { key: 'aaaaaaaaaa' } }))"
    )
    assert save(page) == marks.unwrap(WHOLE, "aaaaaaaaaa")


@in_browser
def test_a_link_goes_on_words_but_never_on_quoted_ones(editor):
    page = editor('<p>قال «<q data-quote="aaaaaaaaaa">الجسر</q>» وسكت.</p>')
    select(page, "الجسر")
    page.keyboard.press("Control+k")
    assert page.inner_text(".body-status") != ""
    select(page, "وسكت")
    page.keyboard.press("Control+k")
    page.fill("#body-link-address", "javascript:alert(1)")
    page.keyboard.press("Enter")
    page.fill("#body-link-address", "example.org/page")
    page.keyboard.press("Enter")
    assert '<a href="https://example.org/page">وسكت</a>' in save(page)


@in_browser
def test_what_word_sends_is_cut_down_to_the_house_and_foreign_keys_stay(editor):
    page = editor("<p>أول</p>")
    put_cursor_after(page, "أول")
    page.evaluate(
        """(html) => {
            const data = new DataTransfer();
            data.setData("text/html", html);
            document.querySelector(".body-text").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        '<b style="font-weight:normal"><p>قبل <span style="color:red;font-weight:700">غامق</span></p>'
        '<h1 style="color:red">عنوان</h1></b><p dir="rtl" class=MsoNormal>من <b>وورد</b> '
        '<q data-quote="zzzzzzzzzz">قول</q> <a href="javascript:x">رابط</a><script>alert(1)</script></p>',
    )
    body = save(page)
    assert body.startswith("<p>أولقبل <strong>غامق</strong></p>")
    assert '<h2>عنوان</h2><p>من <strong>وورد</strong> <q data-quote="zzzzzzzzzz">قول</q> رابط</p>' in body


@in_browser
def test_who_comes_back_to_the_page_sees_the_words_that_would_be_sent(editor):
    page = editor("<p>مرفأ</p>")
    page.locator(".body-text").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" جديد")
    page.goto("about:blank")
    page.go_back()
    page.locator(".body-text", has_text="مرفأ جديد").wait_for()
    assert save(page) == "<p>مرفأ جديد</p>"


@in_browser
def test_without_scripts_the_body_is_a_textarea(server, chromium):
    Page.body = WHOLE
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server)
    assert page.locator("textarea").is_visible()
    assert page.locator("textarea").input_value() == WHOLE
    context.close()


@in_browser
def test_quotation_marks_at_the_edges_are_left_outside(editor):
    table = [
        ("«كلام»", "كلام"),
        (' "كلام" ', "كلام"),
        ("“كلام”.", "كلام"),
        ("”كلام“", "كلام"),  # some houses print them the other way round
        ("«كلام", "كلام"),
        ('كلام".', "كلام"),
        ("«أ» و«ب»", "«أ» و«ب»"),
        ('"أ" و"ب"', '"أ" و"ب"'),
        ("العمل «لن يتوقف»", "العمل «لن يتوقف»"),
        ("«قال «لا» وسكت»", "قال «لا» وسكت"),
        ("كلام.", "كلام."),
        ("«»", ""),
    ]
    found = editor("<p>أ</p>").evaluate(
        """async (texts) => {
            const { innerEdges } = await import("/static/newsroom/admin/editor/edges.js");
            return texts.map((text) => text.slice(...innerEdges(text)));
        }""",
        [text for text, _ in table],
    )
    assert found == [inner for _, inner in table]


@in_browser
@pytest.mark.parametrize(
    ("replaced", "stored"), [("ينقصنا شيء", "ينقصنا أحد"), ("شيء", "أحد"), ("لا", "أحد"), ("ينقصنا", "أحد")]
)
def test_typing_over_words_of_a_quote_stays_in_the_quote(editor, replaced, stored):
    page = editor('<p>قال: «<q data-quote="aaaaaaaaaa">لا ينقصنا شيء</q>» ومضى.</p>')
    select(page, replaced)
    page.keyboard.type(stored)
    words = "لا ينقصنا شيء".replace(replaced, stored)
    assert save(page) == f'<p>قال: «<q data-quote="aaaaaaaaaa">{words}</q>» ومضى.</p>'


def paste(page, text):
    page.evaluate(
        """(text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
            document.querySelector(".body-text").dispatchEvent(event);
        }""",
        text,
    )


@in_browser
def test_a_pasted_address_of_a_video_on_a_line_of_its_own_is_a_card_and_takes_a_title(editor):
    page = editor("<p>قبل</p>")
    put_cursor_after(page, "قبل")
    page.keyboard.press("Enter")
    paste(page, " https://www.youtube.com/watch?v=abcdefghijk&si=xyz ")
    assert page.locator(".body-embed > p").inner_text() == "يوتيوب youtube.com/watch?v=abcdefghijk"
    page.keyboard.type("سفينة")
    page.keyboard.press("Enter")
    page.keyboard.type("بعد")
    assert (
        save(page) == '<p>قبل</p><figure data-embed="https://youtube.com/watch?v=abcdefghijk">'
        "<figcaption>سفينة</figcaption></figure><p>بعد</p>"
    )


@in_browser
@pytest.mark.parametrize(
    "text",
    ["https://example.org/watch?v=abcdefghijk", "https://a:b@youtu.be/abcdefghijk", "شاهد https://youtu.be/abcdefghijk"],
)  # fmt: skip
def test_any_other_paste_is_text(editor, text):
    page = editor("<p>قبل</p>")
    put_cursor_after(page, "قبل")
    page.keyboard.press("Enter")
    paste(page, text)
    assert save(page) == f"<p>قبل</p><p>{text}</p>"


@in_browser
def test_an_address_pasted_into_a_sentence_stays_in_it(editor):
    page = editor("<p>قبل</p>")
    put_cursor_after(page, "قبل")
    paste(page, "https://youtu.be/abcdefghijk")
    assert save(page) == "<p>قبلhttps://youtu.be/abcdefghijk</p>"


@in_browser
def test_the_browser_and_the_sanitiser_know_the_same_addresses(editor):
    page = editor("<p>قبل</p>")
    answers = page.evaluate(
        """async (typed) => {
            const { embedOf } = await import("/static/newsroom/admin/editor/schema.js");
            const { embeds } = JSON.parse(document.querySelector("textarea").dataset.body);
            return typed.map((text) => embedOf(text, embeds)?.address ?? null);
        }""",
        list(TYPED),
    )
    assert answers == [found and found[1] for found in map(embed, TYPED)]
    assert (
        sum(answer is None for answer in answers) > 15 and sum(answer is not None for answer in answers) > 10
    )
