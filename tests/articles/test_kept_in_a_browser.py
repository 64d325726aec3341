"""What is typed and kept in the browser: put back, it is compared with what others did meanwhile, row by row."""

import pytest
from django.db import transaction

from articles import holding, locking, workflow
from articles.models import Article, Citation, Contributor, Place, Source
from tests import make
from tests.cast import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def leave(page):
    """As a browser that dies: nothing is sent."""
    page.goto(page.url.split("/admin/")[0] + "/admin/articles/article/")


def step(row):
    with transaction.atomic():
        locking.step(row)


def put_back(page, address):
    page.goto(address)
    page.click(".kept-restore")


def save(page):
    with page.expect_navigation():
        page.keyboard.press("F2")


def opened(open_at, story):
    page = open_at("desk", f"/admin/articles/article/{story.pk}/change/")
    page.wait_for_selector(".body-text")
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    return page, page.url


def test_what_is_put_back_finds_the_rows_that_a_draft_made_anew(open_at):
    first, second = (make.photo(make.picture_file(size=(size, 6))) for size in (8, 9))
    story = make.article(
        body="".join(f'<p>نص</p><figure data-photo="{one.uid}"></figure>' for one in (first, second))
    )
    story.bylines.create(contributor=Contributor.objects.create(name="بشير المحّاري"), order=0)
    page = open_at("desk", f"/admin/articles/article/{story.pk}/change/")
    address = page.url
    page.wait_for_selector(".body-text")
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    page.fill("#id_photo_uses-0-caption", "المرفأ صباحاً")
    page.fill("#id_photo_uses-1-caption", "المرفأ مساءً")
    page.select_option("#id_bylines-0-role", "editing")
    page.fill("[name=_hold_reason]", "ينتظر رأي المحامي")
    page.goto(address.rsplit("/", 3)[0] + "/")  # as a browser that dies: nothing was sent
    draft = workflow.draft_for(story)
    draft.headline, draft.body = (
        "غيره",
        draft.body.replace(f'<figure data-photo="{second.uid}"></figure>', ""),
    )
    draft.save()
    step(draft)
    page.goto(address)
    page.click(".kept-restore")
    assert "المرفأ مساءً" in page.inner_text(".kept-text dl"), "its photo has left the text"
    assert "المرفأ صباحاً" not in page.inner_text(".kept-text dl")
    assert page.input_value("[name=_hold_reason]") == "ينتظر رأي المحامي"
    with page.expect_navigation():
        page.keyboard.press("F2")
    assert page.query_selector("[name=_take_photo_uses], [name=_take_bylines]") is None
    with page.expect_navigation():
        page.keyboard.press("F2")
    assert [(line.role, line.order) for line in draft.bylines.all()] == [("editing", 0)]
    assert [use.caption for use in draft.photo_uses.all()] == ["المرفأ صباحاً"]


def test_what_is_put_back_keeps_every_choice_and_no_tick_that_was_taken_away(open_at):
    photo = make.photo()
    story = make.article(published=False, lead_photo=photo)
    places = [Place.objects.create(name=name) for name in ("النخلة", "الساحل", "الميناء")]
    story.places.set(places)
    story.photo_uses.update(decorative=True)
    page = open_at("desk", f"/admin/articles/article/{story.pk}/change/")
    address = page.url
    page.wait_for_selector(".body-text")
    page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
    page.fill("#id_headline", "عنوان آخر")
    page.uncheck("#id_photo_uses-0-decorative")
    page.goto(address.rsplit("/", 3)[0] + "/")
    page.goto(address)
    page.click(".kept-restore")
    with page.expect_navigation():
        page.keyboard.press("F2")
    assert Article.objects.get().headline == "عنوان آخر" and {*story.places.all()} == {*places}
    assert not story.photo_uses.get().decorative


def test_what_a_conflict_took_over_from_the_other_is_not_mine_when_it_is_put_back(open_page):
    mine, other = open_page("desk"), open_page("chief")
    address = mine.url

    def save(page, **typed):
        for name, text in typed.items():
            page.fill(f"#id_{name}", text)
        with page.expect_navigation():
            page.keyboard.press("F2")

    save(other, headline="عنوان الزميل")
    save(mine, standfirst="موجز كتبته")
    assert mine.input_value("#id_headline") == "عنوان الزميل"
    mine.goto(address.rsplit("/", 3)[0] + "/")
    save(other, headline="عنوان صحّحه الزميل")
    mine.goto(address)
    mine.click(".kept-restore")
    save(mine)
    assert mine.query_selector("[name=_take_headline]") is None
    assert mine.input_value("#id_headline") == "عنوان صحّحه الزميل"
    save(mine)
    story = Article.objects.get()
    assert (story.headline, story.standfirst) == ("عنوان صحّحه الزميل", "موجز كتبته")


@pytest.fixture
def cited():
    story = make.article(published=False)
    Citation.objects.create(article=story, source=Source.objects.create(name="صدى"), title="تقرير")
    return story


def another(title=None):
    """A colleague changes the citation, or takes it off."""
    Citation.objects.update(title=title) if title else Citation.objects.all().delete()
    step(Article.objects.get())


@pytest.mark.parametrize("typed", [False, True])
def test_a_row_that_a_colleague_deleted_comes_back_only_where_something_was_typed_in_it(
    open_at, cited, typed
):
    page, address = opened(open_at, cited)
    page.fill("#id_headline", "عنوان آخر")
    if typed:
        page.fill("#id_citations-0-title", "تقرير كتبت عنوانه")
    leave(page)
    another()
    put_back(page, address)
    save(page)
    save(page)
    if typed:  # and who says so
        assert page.query_selector("[name=_take_citations]:checked") is None and not Citation.objects.exists()
        page.check("[name=_take_citations][value=mine]")
        save(page)
    assert Article.objects.get().headline == "عنوان آخر"
    assert [one.title for one in Citation.objects.all()] == (["تقرير كتبت عنوانه"] if typed else [])


def test_what_both_deleted_stays_deleted(open_at, cited):
    page, address = opened(open_at, cited)
    page.fill("#id_headline", "عنوان آخر")
    page.check("#id_citations-0-DELETE")
    leave(page)
    another()
    put_back(page, address)
    save(page)
    save(page)
    assert Article.objects.get().headline == "عنوان آخر" and not Citation.objects.exists()


def test_a_row_that_a_conflict_took_over_is_not_mine_when_it_is_put_back(open_at, cited):
    page, address = opened(open_at, cited)
    another("عنوان الزميل")
    page.fill("#id_standfirst", "موجز كتبته")
    save(page)
    leave(page)
    another("عنوان صحّحه غيره")
    put_back(page, address)
    save(page)
    assert page.query_selector("[name=_take_citations]") is None
    save(page)
    assert (
        Citation.objects.get().title == "عنوان صحّحه غيره" and Article.objects.get().standfirst == "موجز كتبته"
    )


def test_a_row_left_undecided_is_met_again_also_where_a_draft_made_it_anew(open_at):
    story = make.article(lead_photo=make.photo())
    page, address = opened(open_at, story)
    page.fill("#id_photo_uses-0-caption", "المرفأ صباحاً")
    draft = workflow.draft_for(story)
    draft.photo_uses.update(caption="المرفأ مساءً")
    step(draft)
    save(page)
    assert page.query_selector("[name=_take_photo_uses]")
    leave(page)
    put_back(page, address)
    save(page)
    assert page.query_selector("[name=_take_photo_uses]")
    assert draft.photo_uses.get().caption == "المرفأ مساءً"


def test_who_signs_as_two_things_is_put_back_as_both(open_at):
    story, writer = make.article(), Contributor.objects.create(name="بشير المحّاري")
    for order, role in enumerate(("writing", "editing")):
        story.bylines.create(contributor=writer, role=role, order=order)
    page, address = opened(open_at, story)
    page.select_option("#id_bylines-0-role", "translation")
    leave(page)
    draft = workflow.draft_for(story)
    draft.bylines.filter(role="writing").delete()
    step(draft)
    put_back(page, address)
    save(page)
    save(page)
    assert {line.role for line in draft.bylines.all()} == {"translation", "editing"}


def test_a_line_of_breaking_news_that_was_kept_takes_no_key_from_another_field(open_at):
    page = open_at("desk", "/admin/")
    page.click(".breaking-box summary")
    page.wait_for_selector("[name=line]:focus")
    page.keyboard.type("حريق في الميـ")
    page.goto(page.url + "articles/article/add/")
    page.wait_for_selector(".body-text")
    page.keyboard.type("تمهيد")
    assert page.input_value("#id_kicker") == "تمهيد", "the first field of the form"
    page.click(".breaking-box summary")
    page.wait_for_selector("[name=line]:focus")
    page.keyboard.type("انقطاع التيار")
    assert page.input_value("#breaking-line") == "انقطاع التيار"


@pytest.mark.parametrize("model", ["people/person", "articles/occasion"])
def test_a_new_form_begins_in_its_first_field(open_at, model):
    page = open_at("desk", f"/admin/{model}/add/")
    page.wait_for_selector(":is(#id_name, #id_kind):focus")


def test_the_row_of_a_quote_opens_in_its_first_field(open_at):
    page, _address = opened(open_at, make.article(published=False))
    page.click(".bench-edit")
    page.wait_for_selector(".bench-quote-form :is(select, input:not([type=submit])):focus", state="attached")


def kept(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('newsroom-text:')).length")


def test_of_a_story_that_was_killed_what_was_typed_stands_there_to_be_copied(open_at):
    story = make.article("كما كانت", published=False)
    page, address = opened(open_at, story)
    page.fill("#id_headline", "عنوان لم يُحفظ")
    page.click(".body-text")
    page.keyboard.type("كلام لم يُحفظ")
    leave(page)
    workflow.move(Article.objects.get(pk=story.pk), "kill")
    put_back(page, address)
    box = page.inner_text(".kept-text")
    assert "عنوان لم يُحفظ" in box and "كلام لم يُحفظ" in box and "<p>" not in box
    assert "العنوان" in box and "…" not in box and "كما كانت" not in box
    assert kept(page) == 1
    page.goto(address)
    assert page.locator(".kept-text").count() == 1


def test_what_was_typed_into_a_field_that_is_closed_by_now_stands_there_to_be_copied(open_at):
    story = make.article(published=False)
    page, address = opened(open_at, story)
    page.fill("#id_headline", "عنوان لم يُحفظ")
    page.fill("[name=_hold_reason]", "رأي المحامي المناوب")
    leave(page)
    holding.hold(Article.objects.get(pk=story.pk), member("chief"), "شكوى")
    put_back(page, address)
    assert page.input_value("#id_headline") == "عنوان لم يُحفظ"
    box = page.inner_text(".kept-text")
    assert "رأي المحامي المناوب" in box and "سبب الإيقاف القانوني" in box and "عنوان لم يُحفظ" not in box
    page.click(".kept-dismiss")
    assert page.locator(".kept-text").count() == 0


def test_a_link_above_the_form_leads_to_the_quotes_and_says_how_many_wait(open_at):
    quote = make.quote(make.article(published=False), confirmed=False)
    page, _address = opened(open_at, quote.article)
    link = page.locator(".story-state a[href='#bench']")
    assert link.inner_text() == "الاقتباسات: واحد ينتظر الاعتماد"
    link.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "bench-edit"
    page.keyboard.press("Enter")
    page.click(".bench-quote-form [name=_confirm]")
    page.wait_for_selector(".bench-confirmed")
    assert link.inner_text() == "الاقتباسات: لا شيء ينتظر الاعتماد"


def test_who_logs_out_over_what_was_typed_is_asked(open_at):
    page, address = opened(open_at, make.article(published=False))
    asked, answers = [], [False, True]

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if answers.pop(0) else dialog.dismiss()

    page.on("dialog", answer)
    page.fill("#id_headline", "لم يُحفظ بعد")
    page.click("#logout-form button")
    assert page.url == address and page.input_value("#id_headline") == "لم يُحفظ بعد"
    with page.expect_navigation():
        page.click("#logout-form button")
    assert len(asked) == 2 and "يُمحى عند الخروج" in asked[0]
    assert not kept(page)
