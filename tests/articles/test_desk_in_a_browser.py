"""The desk's hurried ways by real presses on a phone: breaking news, the front, versions, a correction, words that go."""

import time
from itertools import pairwise

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType

from articles import fronts, history
from articles.models import Article, Byline, Citation, Contributor, Correction, Front, FrontSlot, Source
from tests import make
from tests.cast import member

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "سالم الراسي"


def fits(page):
    return page.evaluate("[document.documentElement.scrollWidth, document.documentElement.dir]") == [
        390,
        "rtl",
    ]


# Counts what a person does: clicks with the mouse or a finger, and runs of keys by which something is typed.
INTERACTIONS = """
window.presses = 0;
addEventListener("click", (event) => { presses += event.isTrusted && event.detail > 0; }, true);
"""


def test_a_breaking_line_is_with_readers_after_three_presses_and_grows_at_its_address(open_at):
    make.section()
    page = open_at("desk", "/admin/")
    assert fits(page)
    page.evaluate(INTERACTIONS)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.click(".breaking-box summary")
    page.wait_for_selector("[name=line]:focus")
    page.keyboard.type("انقطاع التيار عن الميناء")
    pressed = page.evaluate("presses")
    page.click(".breaking-box button")
    page.wait_for_selector(".messagelist .success")
    assert pressed + 1 + len(asked) == 3, "opened, pressed, said yes"
    story = Article.objects.get()
    assert fits(page) and page.url.endswith(f"/{story.pk}/change/")
    reader = open_at(None, "/")
    reader.click(".breaking a")
    assert "انقطاع التيار عن الميناء" in reader.inner_text("h1")
    address = reader.url
    page.fill("#id_standfirst", "ثم عاد بعد ساعة")
    page.keyboard.press("F2")
    page.wait_for_selector(".messagelist .success")
    page.on("dialog", lambda dialog: dialog.accept())
    page.click(".move-publish")
    page.wait_for_selector(".messagelist .success")
    reader.goto(address)
    assert "ثم عاد بعد ساعة" in reader.inner_text("main")


def test_a_breaking_line_goes_out_by_no_key_alone_and_outlives_a_lost_login(open_at):
    make.section()
    page = open_at("desk", "/admin/")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.click(".breaking-box summary")
    page.wait_for_selector("[name=line]:focus")
    page.keyboard.type("انقطاع التيار")
    page.keyboard.press("Enter")
    assert not Article.objects.exists()
    cookies = page.context.cookies()
    page.context.clear_cookies()  # twelve hours went by
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert not Article.objects.exists()
    page.context.add_cookies(cookies)
    page.goto(page.url.split("/admin/")[0] + "/admin/articles/article/")
    assert page.input_value("#breaking-line") == "انقطاع التيار"
    page.click(".breaking-box summary")
    page.once("dialog", lambda dialog: dialog.accept())
    with page.expect_navigation():
        page.click(".breaking-box button")
    assert Article.objects.get().headline == "انقطاع التيار"
    page.goto(page.url.split("/admin/")[0] + "/admin/articles/article/")
    assert page.input_value("#breaking-line") == ""


def test_a_double_click_saves_once_and_meets_no_conflict_with_itself(open_at):
    story = make.article(published=False)
    page = open_at("desk", f"/admin/articles/article/{story.pk}/change/")
    posted = []

    def slowly(route):
        if route.request.method == "POST":
            posted.append(route.request.url)
            time.sleep(0.5)  # the second press comes before the answer to the first
        route.continue_()

    page.route("**/change/", slowly)
    page.evaluate("""() => {
        const button = document.querySelector("[name=_move][value=submit]");
        button.click();
        setTimeout(() => button.click(), 150);
    }""")
    page.wait_for_selector(".messagelist .success")
    assert len(posted) == 1
    assert story.transitions.filter(to_state="at_desk").count() == 1


def test_publishing_asks_once_by_finger_and_by_key_and_what_takes_away_stands_apart(open_at):
    story = make.article(published=False)
    page = open_at("chief", f"/admin/articles/article/{story.pk}/change/")
    answers, asked = [False, False, True], []

    def answer(dialog):
        asked.append(dialog.message)
        dialog.accept() if answers.pop(0) else dialog.dismiss()

    page.on("dialog", answer)
    page.click(".move-publish")
    page.keyboard.press("F9")
    assert len(asked) == 2 and asked[0] == asked[1]
    assert Article.objects.get().state == "draft"
    page.keyboard.press("F9")
    page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().state == "published" and not answers

    def middle(selector):
        box = page.locator(selector).bounding_box()
        return box["y"], box["x"] + box["width"] / 2

    assert middle(".moves-away")[0] > middle(".story-next")[0] > middle(".move-publish")[0]
    words = "(e) => { const r = document.createRange(); r.selectNodeContents(e); const b = r.getBoundingClientRect(); return b.x + b.width / 2 }"
    assert abs(page.locator(".story-next").evaluate(words) - middle(".story-next")[1]) < 2, "in the middle"
    page.set_viewport_size({"width": 1440, "height": 900})
    tools = [tool.bounding_box() for tool in page.locator(".story-desk .object-tools a").all()]
    rows = sorted({(box["y"], box["y"] + box["height"]) for box in tools})
    assert all(above[1] <= below[0] for above, below in pairwise(rows)), rows


@pytest.mark.parametrize("name", ["article", "quote"])
def test_a_list_on_a_phone_shows_each_row_whole_and_can_be_sorted(open_at, name):
    make.quote(make.article(headline="خبر طويل العنوان عن ميناء بعيد لا تصله السفن في الشتاء"), make.person())
    page = open_at("desk", f"/admin/articles/{name}/")
    assert fits(page)
    cells = page.locator("#result_list tbody :is(th, td):not([data-empty])").all()
    boxes = [cell.bounding_box() for cell in cells]
    assert len(boxes) > 4 and all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    heads = [head.bounding_box() for head in page.locator("#result_list thead a:visible").all()]
    assert heads and all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in heads)
    page.click("#result_list thead a:visible >> nth=0")
    assert "o=" in page.url


def test_rows_under_a_form_are_cards_on_a_phone_and_say_what_each_field_is(open_at):
    story, who = make.article(published=False), make.person()
    make.tenure(who, start="2021")
    source = Source.objects.create(name="النشرة المائية الشهرية", kind="other")
    Citation.objects.create(article=story, source=source, title="عدد تشرين الثاني")
    Byline.objects.create(article=story, contributor=Contributor.objects.create(name="ليان الشمري"))
    for address, rows in (
        (f"/admin/articles/article/{story.pk}/change/", ("bylines", "citations")),
        (f"/admin/people/person/{who.pk}/change/", ("tenures",)),
    ):
        page = open_at("desk", address)
        for name in rows:
            inside = page.locator(f"#{name}-0 td:visible")
            boxes = [cell.bounding_box() for cell in inside.all()]
            assert len(boxes) > 3 and all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
            assert len({box["x"] + box["width"] for box in boxes}) == 1, "one below the other"
            named = inside.evaluate_all("found => found.map(e => getComputedStyle(e, '::before').content)")
            assert all(one.endswith(':"') for one in named[1:]), named  # the first names the row
        assert fits(page)


def test_what_was_changed_is_read_on_a_phone_word_by_word(open_at):
    story = make.article(published=False)
    LogEntry.objects.create(
        user=member("desk"), content_type=ContentType.objects.get_for_model(story), object_id=story.pk,
        object_repr=str(story), action_flag=CHANGE, change_message="عُدّل العنوان وعنوان الواجهة والإشعار",
    )  # fmt: skip
    page = open_at("desk", f"/admin/articles/article/{story.pk}/history/")
    assert fits(page) and page.locator("#change-history td:last-child").bounding_box()["width"] > 120


def test_a_front_is_moved_and_put_back_by_keys_alone(open_at):
    front, stories = Front.objects.create(), [make.article(headline=f"خبر {n}") for n in range(3)]
    for story in stories:
        front.refresh_from_db()
        fronts.place(front, story, member("desk"), front.revision, first=False)
    page = open_at("desk", f"/admin/articles/front/{front.pk}/arrange/")

    def order():
        return list(FrontSlot.objects.order_by("order").values_list("article__headline", flat=True))

    last = f"#story-{stories[2].pk} button[value=up]"
    page.focus(last)
    page.keyboard.press("Enter")
    page.wait_for_selector(f"li:nth-child(2)#story-{stories[2].pk}")
    assert order() == ["خبر 0", "خبر 2", "خبر 1"]
    assert page.evaluate("document.activeElement.value") == "up"
    page.keyboard.press("Enter")
    page.wait_for_selector(f"li:nth-child(1)#story-{stories[2].pk}:focus")
    page.keyboard.press("Enter")  # once too often
    assert order() == ["خبر 2", "خبر 0", "خبر 1"] and fits(page)
    page.focus(".front-undo button")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"li:nth-child(2)#story-{stories[2].pk}")
    page.focus(".front-undo button")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"li:nth-child(3)#story-{stories[2].pk}")
    assert order() == ["خبر 0", "خبر 1", "خبر 2"] and fits(page)


def test_versions_are_compared_and_what_was_wrong_is_put_right_or_taken_away(open_at):
    story = make.article(headline=f"{NAME} يفتح الميناء", body="<p>وصلت سفينتان إلى الرصيف.</p>")
    history.keep(story)
    Article.objects.filter(pk=story.pk).update(body="<p>وصلت ثلاث سفن إلى الرصيف.</p>")
    history.keep(Article.objects.get(pk=story.pk))
    chief = open_at("chief", f"/admin/articles/article/{story.pk}/versions/")
    chief.check("[name=before][value='1']")
    chief.check("[name=after][value='2']")
    chief.click(".versions-list [type=submit]")
    assert chief.inner_text(".diff del") == "سفينتان" and chief.inner_text(".diff ins") == "ثلاث سفن"
    assert fits(chief)

    chief.goto(chief.url.split("versions")[0] + "change/")
    chief.click(".object-tools a[href*='correction/add']")
    chief.select_option("#id_kind", "correction")
    chief.fill("#id_text", "وصلت ثلاث سفن لا سفينتان.")
    chief.once("dialog", lambda asked: asked.dismiss())
    chief.press("#id_issued_at_1", "Enter")  # it would be before readers
    assert not Correction.objects.exists() and chief.input_value("#id_text").startswith("وصلت ثلاث")
    chief.once("dialog", lambda asked: asked.accept())
    chief.click(".submit-row [name=_save]")
    chief.wait_for_selector(".messagelist .success")
    reader = open_at(None, story.get_absolute_url())
    assert "ثلاث سفن لا سفينتان" in reader.inner_text("main") and NAME in reader.inner_text("h1")
    reader.goto(reader.url.split("/articles/")[0] + "/corrections/")
    assert "ثلاث سفن لا سفينتان" in reader.inner_text("main")

    chief.goto(reader.url.split("/corrections/")[0] + f"/admin/articles/article/{story.pk}/redact/")
    chief.fill("[name=words]", NAME)
    chief.fill("[name=reason]", "قرار قضائي")
    chief.click("[name=_find]")
    assert chief.inner_text(".redact-places mark >> nth=0") == NAME and fits(chief)
    chief.check("[name=confirmed]")
    chief.click("[name=_redact]")
    chief.wait_for_selector(".messagelist .success")
    reader.goto(reader.url.split("/corrections/")[0] + story.get_absolute_url())
    assert NAME not in reader.content() and "يفتح الميناء" in reader.inner_text("h1")
