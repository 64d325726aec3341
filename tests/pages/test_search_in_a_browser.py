"""What a reader's browser makes of the search field: suggestions by keys, mouse and finger, or none at all."""

import os
from urllib.parse import unquote_plus

import pytest
from django.core.management import call_command

from tests import make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS")


@pytest.fixture(params=[390, 1440])
def field(request, live_server, chromium):
    """The search field of a page at this width, with something to suggest."""
    story = make.article("أحمد يعود إلى الميناء")
    make.quote(story, make.person("أحمد الراسي"))
    story.tags.add("إدارة الموانئ")
    call_command("rebuild_index", verbosity=0)
    context = chromium.new_context(
        viewport={"width": request.param, "height": 844}, has_touch=request.param == 390
    )
    context.set_default_timeout(8000)
    page = context.new_page()
    page.goto(live_server.url)
    yield page.locator("#masthead-q")
    context.close()


def options(field, typed):
    field.press_sequentially(typed)
    field.page.wait_for_selector(".suggestions:not([hidden])")
    return field.page.locator(".suggestions [role=option]").all_inner_texts()


def chosen(field):
    active = field.get_attribute("aria-activedescendant")
    return active and field.page.locator(f"#{active}[aria-selected=true] bdi").inner_text()


def test_another_spelling_is_suggested_with_what_it_is_and_stays_on_the_page(field):
    found = options(field, "احمد")
    assert [text.split() for text in found] == [
        ["أحمد", "الراسي", "شخصية"],
        ["أحمد", "يعود", "إلى", "الميناء", "عنوان"],
    ]
    field.press("ArrowDown")
    width = field.page.viewport_size["width"]
    assert field.page.evaluate("document.documentElement.scrollWidth") == width
    box = field.page.locator(".suggestions").bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    if SHOTS:
        field.page.screenshot(path=f"{SHOTS}/suggestions-{width}.png")


def test_arrows_choose_and_escape_gives_the_field_back(field):
    assert len(options(field, "احمد")) == 2
    assert field.get_attribute("role") == "combobox"
    seen = []
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        field.press(key)
        seen.append(chosen(field))
    assert seen == ["أحمد الراسي", "أحمد يعود إلى الميناء", None, "أحمد يعود إلى الميناء"]
    assert field.get_attribute("aria-expanded") == "true"
    field.press("Escape")
    assert field.get_attribute("aria-expanded") == "false"
    assert (field.input_value(), chosen(field)) == ("احمد", None)
    field.press("Home")
    field.press_sequentially("ا")
    assert field.input_value() == "ااحمد"
    field.press("Enter")
    field.page.wait_for_url("**/search/?q=*")
    assert unquote_plus(field.page.url).endswith("?q=ااحمد")


def test_a_chosen_tag_leads_to_what_bears_it(field):
    (found,) = options(field, "اداره")
    assert found.split() == ["إدارة", "الموانئ", "وسم"]
    field.press("ArrowDown")
    field.press("Enter")
    field.page.wait_for_url("**/search/?q=*")
    assert unquote_plus(field.page.url).endswith("?q=وسم:«إدارة الموانئ»")
    assert field.page.locator(".hits li").count() == 2


def test_a_suggestion_is_taken_by_mouse_or_finger(field):
    options(field, "ادارة")
    option = field.page.locator(".suggestions [role=option]")
    if field.page.viewport_size["width"] == 390:
        option.tap()
    else:
        option.click()
    field.page.wait_for_url("**/search/?q=*")
    assert "وسم:" in unquote_plus(field.page.url)


def test_what_is_left_closes(field):
    options(field, "احمد")
    field.press("Tab")
    assert field.page.locator(".suggestions").is_hidden()


def test_without_scripts_the_field_is_a_plain_form(live_server, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    page.fill("#masthead-q", "ميناء")
    page.press("#masthead-q", "Enter")
    page.wait_for_url("**/search/?q=*")
    context.close()


def test_no_tab_is_cut_on_a_phone(live_server, chromium):
    story = make.article("الميناء القديم")
    make.quote(story, make.person("أحمد الميناء"))
    make.organization("هيئة الميناء").positions.create(title="مدير").tenures.create(person=make.person())
    call_command("rebuild_index", verbosity=0)
    context = chromium.new_context(viewport={"width": 320, "height": 844})
    page = context.new_page()
    page.goto(f"{live_server.url}/search/?q=الميناء")
    edges = page.locator(".tabs a").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().right])"
    )
    context.close()
    assert len(edges) >= 4
    assert all(left >= 0 and right <= 320 for left, right in edges)
