"""What is typed of a row that is no story (a correction, an assignment, a person, a quote) is kept in the browser too."""

import pytest
from django.utils import timezone

from articles.models import Article, Assignment, Citation, Contributor, Correction, Quote, Redaction, Source
from newsroom import roles
from people.models import Person
from tests import make
from tests.articles.test_kept_in_a_browser import kept, leave, opened, put_back
from tests.articles.test_login_lost_in_a_browser import log_in_elsewhere, lose_login
from tests.cast import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVE = ".bench-quote-form button[name=_save]"


def form_of(open_at, row, who="desk"):
    where = f"{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    return ready(open_at(who, f"/admin/{where}"))


def ready(page):
    """What is typed is kept by now; every part of the form stands open."""
    page.wait_for_selector("form:has([data-drafts]) > [name=typed_text]", state="attached")
    page.evaluate("document.querySelectorAll('fieldset details').forEach(one => (one.open = true))")
    return page


def send(page, button="_save"):
    with page.expect_navigation():
        page.click(f".submit-row [name={button}]")


def correction(**fields):
    now = timezone.now()
    return Correction.objects.create(
        article=make.article(at=now), text="الصحيح أنه ثلاثة.", issued_at=now, **fields
    )


def test_an_existing_correction_is_offered_again_and_forgotten_once_it_is_saved(open_at):
    row = correction()
    page = form_of(open_at, row)
    address = page.url
    page.fill("#id_text", "الصحيح أن عدد السفن أربع.")
    leave(page)
    page.goto(address)
    assert page.input_value("#id_text") == "الصحيح أنه ثلاثة."
    page.click(".kept-text summary")
    assert "الصحيح أن عدد السفن أربع." in page.inner_text(".kept-text dl")
    page.click(".kept-restore")
    page.once("dialog", lambda asked: asked.accept())
    send(ready(page))
    row.refresh_from_db()
    assert row.text == "الصحيح أن عدد السفن أربع." and not kept(page)


def test_an_assignment_that_was_kept_is_met_with_what_a_colleague_changed(open_at):
    row = Assignment.objects.create(what="جلسة المجلس", brief="القاعة الكبرى", due=timezone.now())
    page = form_of(open_at, row)
    address = page.url
    page.fill("#id_brief", "القاعة الصغرى، من الباب الخلفي")
    page.fill("#id_note", "سألت الأمانة فأكدت الموعد")
    lose_login()
    send(page)
    assert page.locator("#id_username").count()
    log_in_elsewhere(page)
    row.brief = "القاعة الوسطى"
    row.save()
    put_back(page, address)
    send(ready(page))
    assert page.locator("[name=_take_brief]").count() == 2, "nothing is written over him unseen"
    assert page.input_value("#id_note") == "سألت الأمانة فأكدت الموعد"
    send(page)
    row.refresh_from_db()
    assert row.brief == "القاعة الصغرى، من الباب الخلفي" and not kept(page)


def test_the_biography_of_a_person_and_the_names_under_it_are_put_back(open_at):
    row = make.person()
    page = form_of(open_at, row)
    address = page.url
    page.fill("#id_biography", "وُلد في الميناء وعمل فيه.")
    page.click("#names-group .add-row a")
    page.fill("#id_names-0-name", "أبو سالم")
    leave(page)
    page.goto(address)
    page.click(".kept-text summary")
    box = page.inner_text(".kept-text dl")
    assert "أبو سالم" in box and page.inner_text("#names-heading") + ": " in box, (
        "a row is called as its kind"
    )
    page.click(".kept-restore")
    send(ready(page))
    row.refresh_from_db()
    assert row.biography == "وُلد في الميناء وعمل فيه." and row.names.get().name == "أبو سالم"


def test_a_new_person_is_offered_again_but_a_choice_alone_is_not(open_at):
    page = ready(open_at("desk", "/admin/people/person/add/"))
    address = page.url
    page.select_option("#id_gender", index=1)
    leave(page)
    assert not kept(page)
    page.goto(address)
    assert page.locator(".kept-text").count() == 0
    ready(page).fill("#id_biography", "مديرة الميناء منذ عشر سنين.")
    leave(page)
    put_back(page, address)
    assert page.input_value("#id_biography") == "مديرة الميناء منذ عشر سنين."
    page.fill("#id_name", "رنا المحّاري")
    send(ready(page))
    assert Person.objects.get().biography == "مديرة الميناء منذ عشر سنين." and not kept(page)


def test_what_was_saved_in_a_window_of_its_own_is_forgotten_too(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    page = form_of(open_at, quote)
    popup = page.context.new_page()
    popup.goto(page.url.split("/admin/")[0] + "/admin/people/person/add/?_popup=1")
    ready(popup).fill("#id_name", "رنا المحّاري")
    send(popup)
    popup.close()
    page.fill("#id_speaker_as_printed", "المدير")
    with page.expect_navigation():
        page.click("button[name=_save]")
    assert Person.objects.count() == 2 and not kept(page)


def test_what_stands_stored_by_now_is_not_offered_whatever_else_changed(open_at):
    row = make.person()
    page = form_of(open_at, row)
    address = page.url
    page.fill("#id_biography", "وُلد في الميناء. ")
    page.click("#names-group .add-row a")
    page.fill("#id_names-0-name", "أبو سالم")
    leave(page)
    assert kept(page)
    Person.objects.update(biography="وُلد في الميناء.", latin_name="Salem")
    row.names.create(name="أبو سالم")
    page.goto(address)
    ready(page)
    assert page.locator(".kept-text").count() == 0 and not kept(page)


def test_a_text_begun_before_words_were_removed_is_asked_about(open_at):
    row = make.person()
    page = form_of(open_at, row)
    address = page.url
    page.fill("#id_biography", "كلام يجب أن يذهب.")
    leave(page)
    Redaction.objects.create(article=make.article(), places=1, reason="أمر محكمة")
    put_back(page, address)
    send(ready(page))
    assert page.locator(".conflict").count() == 1
    row.refresh_from_db()
    assert row.biography == ""


def test_what_stands_aside_is_offered_on_no_page_on_which_it_stands(open_at):
    row = make.person()
    page, errors = form_of(open_at, row), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.fill("#id_biography", "كلام يجب أن يذهب.")
    Redaction.objects.create(article=make.article(), places=1, reason="أمر محكمة")
    send(page)
    assert page.input_value(".conflict textarea[readonly]") == "كلام يجب أن يذهب."
    ready(page).fill("#id_biography", "كلام آخر.")
    send(page)
    row.refresh_from_db()
    assert row.biography == "كلام آخر.", "and is asked about once"
    assert not errors and page.locator(".kept-text").count() == 0


def test_a_quote_on_the_bench_beside_which_something_stands_aside_is_not_shut_without_asking(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    page, _address = bench(open_at, quote)
    errors, asked = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.fill(in_form("speaker_as_printed"), "كلام يجب أن يذهب")
    Redaction.objects.create(article=make.article(), places=1, reason="أمر محكمة")
    page.click(SAVE)
    page.wait_for_selector(".bench-form .conflict textarea[readonly]")
    page.click(".bench-close")
    assert len(asked) == 1 and page.locator(".bench-form .conflict").count() == 1 and not errors
    page.fill(in_form("speaker_as_printed"), "المدير")
    page.click(SAVE)
    page.wait_for_selector(".bench-quote-form", state="detached")
    quote.refresh_from_db()
    assert quote.speaker_as_printed == "المدير"


def test_a_new_row_begun_before_words_were_removed_is_asked_about(open_at):
    page = ready(open_at("desk", "/admin/articles/contributor/add/"))
    address = page.url
    page.fill("#id_name", "رنا المحّاري")
    page.fill("#id_biography", "كلام يجب أن يذهب.")
    leave(page)
    Redaction.objects.create(article=make.article(), places=1, reason="أمر محكمة")
    put_back(page, address)
    send(ready(page))
    assert "حُجبت كلمات نهائياً" in page.inner_text(".errorlist.nonfield") and not Contributor.objects.exists()


@pytest.mark.parametrize(
    ("address", "field"),
    [("newsroom/user", "first_name"), ("auth/group", "name"), ("outgoing/receiver", "name")],
)
def test_accounts_roles_and_receivers_are_never_kept(open_at, address, field):
    member("desk").groups.add(roles.group_of("administrator"))
    page = open_at("desk", f"/admin/{address}/add/")
    page.fill(f"#id_{field}", "سالم")
    page.keyboard.press("Tab")
    page.evaluate("document.dispatchEvent(new CustomEvent('newsroom:keep'))")
    leave(page)
    assert not kept(page)


def bench(open_at, quote):
    page, address = opened(open_at, quote.article)
    return in_place(page), address


def in_place(page):
    page.click(".bench-edit")
    page.wait_for_selector(".bench-quote-form > [name=typed_text]", state="attached")
    page.evaluate("document.querySelectorAll('.bench-form details').forEach(one => (one.open = true))")
    return page


def in_form(name):
    return f".bench-quote-form [name={name}]"


def test_a_quote_on_the_bench_is_offered_again_after_a_crash_there_and_on_its_own_page(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    via = make.organization()
    page, address = bench(open_at, quote)
    page.fill(in_form("speaker_as_printed"), "مدير الميناء سالم الراسي")
    page.evaluate(
        """(pk) => {
            const field = document.querySelector(".bench-quote-form [name=attributions-0-organization]");
            field.append(new Option("هيئة الموانئ", pk, true, true));
            field.dispatchEvent(new Event("change", { bubbles: true }));
        }""",
        str(via.pk),
    )
    leave(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address.replace(f"article/{quote.article_id}", f"quote/{quote.pk}"))
    page.click(".kept-text summary")
    assert "مدير الميناء سالم الراسي" in page.inner_text(".kept-text dl")
    page.goto(address)
    assert page.inner_text(".bench-kept") == "ما كتبته هنا لم يُحفظ بعد"
    in_place(page).click(".bench-form .kept-restore")
    assert page.input_value(in_form("speaker_as_printed")) == "مدير الميناء سالم الراسي"
    page.click(in_form("_confirm"))
    page.wait_for_selector(".bench-confirmed")
    assert not kept(page) and page.locator(".bench-kept").count() == 0
    quote.refresh_from_db()
    assert quote.speaker_as_printed == "مدير الميناء سالم الراسي"
    assert [step.organization for step in quote.attributions.all()] == [via]


def test_a_quote_put_back_on_the_bench_is_met_with_what_a_colleague_saved(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    page, address = bench(open_at, quote)
    page.fill(in_form("speaker_as_printed"), "المدير كما كتبتُ")
    lose_login()
    page.click(SAVE)
    note = page.locator(".bench-failed[role=alert]")
    note.wait_for()
    page.on("dialog", lambda dialog: dialog.accept())
    leave(page)
    log_in_elsewhere(page)
    Quote.objects.update(speaker_as_printed="المدير كما كتب زميلي")
    page.goto(address)
    page.wait_for_selector(".body-text")
    in_place(page).click(".bench-form .kept-restore")
    page.click(SAVE)
    page.wait_for_selector(".bench-form .conflict")
    assert page.locator("[name=_take_speaker_as_printed]").count() == 2
    assert page.input_value(in_form("speaker_as_printed")) == "المدير كما كتبتُ"
    page.click(SAVE)
    page.wait_for_selector(".bench-quote-form", state="detached")
    assert not kept(page)
    assert Quote.objects.get().speaker_as_printed == "المدير كما كتبتُ"


def test_why_a_quote_was_not_saved_is_announced_beside_the_button_each_time(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    page, _address = bench(open_at, quote)
    page.context.set_offline(True)
    for _again in range(2):
        page.click(SAVE)
        note = page.locator(".bench-failed[role=alert]:not(.seen)")
        note.wait_for()
        assert "تعذّر حفظ" in note.inner_text()
        assert page.evaluate(
            """() => {
                const note = document.querySelector(".bench-failed").getBoundingClientRect();
                const button = document.querySelector(".bench-quote-form button[name=_save]").getBoundingClientRect();
                return note.top >= 0 && note.bottom <= innerHeight && Math.abs(button.top - note.bottom) < 100;
            }"""
        )
        page.evaluate("document.querySelector('.bench-failed').classList.add('seen')")


def test_a_line_that_waits_unpublished_is_told_of_beside_the_closed_box(open_at):
    page = open_at("desk", "/admin/")
    address, told = page.url, page.locator(".breaking-waits")
    page.wait_for_selector(".breaking-box [name=typed_text]", state="attached")
    assert not told.is_visible()
    page.click(".breaking-box summary")
    page.fill("#breaking-line", "انقطاع التيار عن الميناء")
    assert not told.is_visible(), "the line itself stands there"
    leave(page)
    page.goto(address)
    told.wait_for()
    assert told.inner_text() == "سطر لم يُنشر بعد"
    page.click(".breaking-box summary")
    page.fill("#breaking-line", "")
    page.click(".breaking-box summary")
    assert not told.is_visible()


def test_the_list_of_a_kept_text_says_what_was_typed_and_nothing_else(open_at):
    story = make.article(published=False)
    Citation.objects.create(
        article=story, source=Source.objects.create(name="صدى"), title="تقرير", url="https://example.org/"
    )
    page, address = opened(open_at, story)
    page.fill("#id_kicker", "تمهيد كتبته")
    page.fill("#id_citations-0-title", "تقرير صححته")
    leave(page)
    Article.objects.update(headline="عنوان الزميل", standfirst="موجز الزميل")
    Citation.objects.update(url="https://example.org/colleague")
    for _again in range(2):  # also where the page dies once more over what was put back
        page.goto(address)
        page.click(".kept-text summary")
        said = page.locator(".kept-text dl > *").all_inner_texts()
        rows = f"{page.inner_text('#citations-heading').strip()}: العنوان"
        assert said == ["عنوان تمهيدي", "تمهيد كتبته", rows, "تقرير صححته"]
        page.click(".kept-restore")
        leave(page)


def test_who_goes_back_to_a_form_that_was_saved_is_offered_nothing_of_it(open_at):
    page = ready(open_at("desk", "/admin/articles/occasion/add/"))
    where = page.url
    page.fill("#id_title", "مؤتمر الميناء")
    page.select_option("#id_kind", index=1)
    send(page, "_addanother")
    assert not kept(page)
    page.go_back()
    page.wait_for_load_state()
    page.goto(where)
    assert not kept(page) and page.locator(".kept-text").count() == 0


def in_this_window(page):
    return page.evaluate("JSON.stringify(Object.entries(sessionStorage))")


def log_out(page):
    page.on("dialog", lambda asked: asked.accept())
    with page.expect_navigation():
        page.evaluate("document.getElementById('logout-form').requestSubmit()")


def test_of_what_was_saved_a_window_holds_no_words_and_after_logging_out_nothing(open_at):
    page = ready(open_at("desk", "/admin/articles/occasion/add/"))
    other = page.context.new_page()
    for one in (page, other):
        one.goto(page.url)
        ready(one).fill("#id_title", "مؤتمر الميناء")
        one.select_option("#id_kind", index=1)
        send(one, "_addanother")
        ready(one)
        said = in_this_window(one)
        assert f"newsroom-saved:{member('desk').pk}" in said and "مؤتمر" not in said
    log_out(page)
    other.goto(page.url.split("/admin/")[0] + "/")
    assert "newsroom-saved" not in in_this_window(page) + in_this_window(other)


@pytest.mark.parametrize("wrong", ["full", "{", "5", '"x"', pytest.param("null", marks=pytest.mark.long)])
def test_what_a_window_holds_wrongly_or_in_full_keeps_nothing_from_being_kept(open_at, wrong):
    page = ready(open_at("desk", "/admin/articles/occasion/add/"))
    address = page.url
    for title in ("لقاء", "مؤتمر الميناء"):
        page.fill("#id_title", title)
        page.select_option("#id_kind", index=1)
        send(page, "_addanother")
        ready(page).evaluate(
            """(wrong) => {
                localStorage.setItem("newsroom-text:7:person.7:abcdefgh", wrong);
                const key = Object.keys(sessionStorage).find((key) => key.startsWith("newsroom-saved"));
                if (wrong !== "full") return sessionStorage.setItem(key, wrong);
                for (let many = 1 << 22; many; many >>= 1) {
                    try { for (let n = 0; ; n++) sessionStorage.setItem(`x${many}-${n}`, "y".repeat(many)); } catch {}
                }
            }""",
            wrong,
        )
    page.reload()
    assert not kept(ready(page)), "what was saved is forgotten, and what is none of ours"
    page.fill("#id_title", "مؤتمر آخر")
    leave(page)
    page.goto(address)
    page.wait_for_selector(".kept-text")


def test_what_is_thrown_away_by_logging_out_comes_back_from_no_other_window(open_at):
    page = ready(open_at("desk", "/admin/articles/assignment/add/"))
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    for one in (page, other):
        one.fill("#id_what", "جلسة المجلس")
        one.wait_for_timeout(700)
    log_out(page)
    other.goto(page.url.split("/admin/")[0] + "/")
    assert "newsroom-text:" not in other.evaluate("JSON.stringify(Object.keys(localStorage))")


def test_a_row_that_a_colleague_deleted_meanwhile_is_asked_about_and_not_put_back_by_itself(open_at):
    person = make.person("نادر الراسي")
    name = person.names.create(name="أبو سالم")
    page = form_of(open_at, person)
    address = page.url
    page.fill("[name=names-0-name]", "أبو سالم الراسي")
    leave(page)
    name.delete()
    page.goto(address)
    page.click(".kept-restore")
    send(ready(page), "_continue")
    for _undecided in range(2):  # also where the page dies over the question
        page.wait_for_selector("[name=_take_names]", state="attached")
        assert page.query_selector("[name=_take_names]:checked") is None and not person.names.exists()
        assert page.inner_text(".clash-pair .only-theirs mark") == "حُذف هذا السطر"
        assert "أبو سالم الراسي" in page.inner_text(".clash-pair .only-mine mark")
        leave(page)
        page.goto(address)
        page.click(".kept-restore")
        send(ready(page), "_continue")
    send(ready(page), "_continue")
    assert not person.names.exists(), "nothing was chosen"
    page.check("[name=_take_names][value=theirs]")
    send(page, "_continue")
    assert not person.names.exists()
