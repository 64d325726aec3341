"""The Enter key presses the first button of a form: it may save, and do nothing else."""

import re

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from articles import checks, workflow
from articles.models import Article, Assignment, Citation, Correction, Dismissal, Occasion, Source
from tests import make
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
FORM = re.compile(r"<form\b[^>]*method=\"post\".*?</form>", re.DOTALL)
TYPED_INTO = re.compile(
    r"<(?:textarea|select)\b|<input\b(?![^>]*type=\"(?:hidden|submit|checkbox|radio|button)\")"
)
SUBMIT = re.compile(r"<(?:button\b[^>]*type=\"submit\"|input\b[^>]*type=\"submit\")[^>]*>")
SAVES = ("_save", "_continue")


def a_newsroom():
    speaker = make.person()
    make.tenure(speaker)
    story = make.article(body="<p>وصل الوفد يوم الجمعة 2 سبتمبر 2021، وغادر يوم الأحد 4 سبتمبر 2021.</p>")
    make.quote(make.article(), speaker)
    make.organization()
    make.photo()
    Occasion.objects.create(title="مؤتمر")
    Citation.objects.create(article=story, source=Source.objects.create(name="صدى"), title="تقرير")
    Correction.objects.create(article=story, text="والصحيح كذا", issued_at=timezone.now())
    task = Assignment.objects.create(what="لقاء", due=timezone.now(), assigned_to=member("reporter"))
    checks.note(story)
    first = story.warnings.first()
    checks.waive(first, "هكذا في البيان", member("desk"))
    return story, task


def first_buttons(page):
    """The name and value of the first button of every form of a page into which something can be typed."""
    for form in FORM.findall(page.content.decode()):
        button = SUBMIT.search(form)
        if button and TYPED_INTO.search(form) and "logout" not in form and 'name="line"' not in form:
            yield dict(re.findall(r'(name|value)="([^"]*)"', button[0]))


@pytest.mark.parametrize("role", ["chief", pytest.param("reporter", marks=pytest.mark.long)])
def test_in_every_form_of_the_desk_enter_saves(role):
    story, _task = a_newsroom()
    client, seen = client_of(role), 0
    for model in admin.site._registry:
        row = model._base_manager.order_by("pk").first()
        for name, arguments in (("add", []), ("change", [row.pk] if row else None)):
            if arguments is None:
                continue
            try:
                address = reverse(
                    f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=arguments
                )
            except NoReverseMatch:
                continue
            page = client.get(address)
            if page.status_code != 200:
                continue
            for button in first_buttons(page):
                assert button.get("name", "_save") in (*SAVES, "_write"), (address, button)
                seen += 1
    assert seen > (20 if role == "chief" else 10)
    assert Dismissal.objects.filter(article=story).exists()


def test_on_the_front_enter_in_a_time_sets_that_time():
    a_newsroom()
    chief = client_of("chief")
    page = chief.post("/admin/articles/front/", {"section": ""}, follow=True)
    story = Article.objects.order_by("pk").first()
    address = page.redirect_chain[-1][0]
    seen = re.search(r'name="seen" value="(\d+)"', page.content.decode())[1]
    page = chief.post(address, {"seen": seen, "article": story.pk, "act": "end"}, follow=True)
    timed = [button for button in first_buttons(page) if button.get("name") == "act"]
    assert timed and all(button["value"] == "time" for button in timed)


def test_in_the_row_of_a_quote_enter_confirms_nothing():
    story = make.article(published=False)
    workflow.move(story, "submit")
    page = client_of("desk").get(f"/admin/articles/quote/{story.quotes.get().pk}/change/?_bench=1")
    assert {button["name"] for button in first_buttons(page)} == {"_save"}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_enter_in_the_headline_saves_and_in_a_reason_waives_that_warning(open_at):
    story, _task = a_newsroom()
    page = open_at("chief", f"/admin/articles/article/{story.pk}/change/")
    page.wait_for_selector(".body-text")
    page.fill("#id_headline", "عنوان جديد")
    with page.expect_navigation():
        page.press("#id_headline", "Enter")
    assert Article.objects.get(draft_of=story).headline == "عنوان جديد"
    assert Dismissal.objects.get().reason == "هكذا في البيان"
    last = page.locator("details.waive").last
    last.locator("summary").click()
    with page.expect_navigation():
        last.locator("input").fill("هكذا قال")
        last.locator("input").press("Enter")
    assert {one.reason for one in Dismissal.objects.all()} == {"هكذا في البيان", "هكذا قال"}
