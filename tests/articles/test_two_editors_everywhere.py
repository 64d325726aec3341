"""Two editors at anything else that the desk edits: the second sees what the first saved, and loses nothing."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse
from taggit.models import Tag

from articles.models import Assignment, Contributor, Occasion, Place, Source, WordRule
from newsroom.desk.saved.models import SavedView
from newsroom.merging.absorbing import merge
from newsroom.models import Redirect, User
from newsroom.outgoing.models import Receiver
from people.models import Position
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


# Of everything that the admin lets anybody edit: (a row, one of its fields, what each writes there).
FIRST, SECOND = "كتبه الأول", "كتبه الثاني"
ROWS = {
    "articles.article": lambda: (make.article(published=False), "headline"),
    "articles.assignment": lambda: (Assignment.objects.create(what="جلسة المجلس", due=make.NOW), "what"),
    "articles.citation": lambda: (
        make.article().citations.create(source=Source.objects.create(name="صدى الساحل")),
        "title",
    ),
    "articles.contributor": lambda: (Contributor.objects.create(name="رنا"), "biography"),
    "articles.correction": lambda: (
        make.article().corrections.create(kind="correction", text="خطأ.", issued_at=make.NOW),
        "text",
    ),
    "articles.occasion": lambda: (Occasion.objects.create(kind="interview", title="مقابلة"), "title"),
    "articles.place": lambda: (Place.objects.create(name="الزعفرانية"), "name"),
    "articles.quote": lambda: (make.quote(make.article(published=False)), "position_as_printed"),
    "articles.section": lambda: (make.section(), "description"),
    "articles.source": lambda: (Source.objects.create(name="صدى الساحل"), "description"),
    "articles.wordrule": lambda: (WordRule.objects.create(avoid="مازوت", write="ديزل"), "note"),
    "auth.group": lambda: (Group.objects.create(name="مترجم"), "name"),
    "desk.savedview": lambda: (
        SavedView.objects.create(model="articles.article", name="مسودات", query="state__exact=draft"),
        "name",
    ),
    "newsroom.redirect": lambda: (
        Redirect.objects.create(old_path="/a", new_path="/b"),
        "new_path",
        "/1",
        "/2",
    ),
    "newsroom.user": lambda: (User.objects.create(username="salma"), "first_name"),
    "outgoing.receiver": lambda: (Receiver.objects.create(name="تطبيق", url="https://example.com/"), "name"),
    "people.organization": lambda: (make.organization(), "description"),
    "people.person": lambda: (make.person(), "biography"),
    "people.position": lambda: (Position.objects.create(title="مدير الميناء"), "title"),
    "people.tenure": lambda: (make.tenure(make.person()), "start", "2020", "2021"),
    "photos.photo": lambda: (make.photo(), "caption"),
    "taggit.tag": lambda: (Tag.objects.create(name="ميناء"), "name"),
}


@pytest.fixture
def root(client):
    client.force_login(User.objects.create(username="root", is_superuser=True, is_staff=True))
    return client


def test_everything_that_can_be_edited_is_tried_below(rf):
    request = rf.get("/")
    request.user = User(is_superuser=True, is_staff=True)
    editable = {
        model._meta.label_lower
        for model, door in admin.site._registry.items()
        if door.has_change_permission(request) and door.has_view_permission(request)
    }
    assert editable - {"articles.front"} == {*ROWS}, (
        "a front is arranged by steps, each of which proves what it saw"
    )


@pytest.mark.long
@pytest.mark.parametrize("model", ROWS)
def test_whoever_saves_second_sees_what_the_first_saved_and_loses_nothing(model, root):
    row, name, first, second = (*ROWS[model](), FIRST, SECOND)[:4]
    page = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    seen = form_of(root.get(page), name)
    assert root.post(page, seen | {name: first, "_save": "1"}).status_code == 302
    answer = root.post(page, seen | {name: second, "_save": "1"})
    assert answer.status_code == 409
    assert [field.name for field in answer.context["conflict"].clashes] == [name]
    assert form_of(answer, name)[name] == second
    assert getattr(type(row)._base_manager.get(pk=row.pk), name) == first
    row.delete()
    answer = root.post(page, seen | {name: second, "_save": "1"})
    assert answer.status_code == 409
    assert f">{second}</textarea>" in answer.content.decode()


def test_of_a_list_of_names_both_see_the_names_and_one_choice_takes_the_others():
    row, chief = make.section(), client_of("chief")
    desk, reporter = member("desk"), member("reporter")
    page = reverse("admin:articles_section_change", args=[row.pk])
    seen = form_of(chief.get(page), "description")
    chief.post(page, seen | {"editors": [desk.pk], "_save": "1"})
    answer = chief.post(page, seen | {"editors": [reporter.pk], "_save": "1"})
    [clash] = answer.context["conflict"].clashes
    assert {piece.text for line in clash.paragraphs for piece in line} == {"desk", "reporter"}
    chief.post(page, form_of(answer, "description") | {"_take_editors": "theirs", "_save": "1"})
    assert [*row.editors.all()] == [desk]


def test_a_tick_that_a_colleague_took_away_does_not_come_back():
    row, chief = make.person(is_public_figure=True), client_of("chief")
    page = reverse("admin:people_person_change", args=[row.pk])
    seen = form_of(chief.get(page), "biography")
    chief.post(page, {name: value for name, value in seen.items() if name != "is_public_figure"})
    answer = chief.post(page, seen | {"biography": SECOND, "_save": "1"})
    assert [field.name for field in answer.context["conflict"].merged] == ["is_public_figure"]
    assert "is_public_figure" not in form_of(answer, "biography")


def test_a_conflict_of_a_row_without_a_page_shows_both_texts_and_is_saved_once_it_is_seen():
    row, chief = make.section(), client_of("chief")
    page = reverse("admin:articles_section_change", args=[row.pk])
    seen = form_of(chief.get(page), "description")
    chief.post(page, seen | {"description": FIRST, "_save": "1"})
    answer = chief.post(page, seen | {"description": SECOND, "_save": "1"})
    assert "كتبه <mark>الأول</mark>" in answer.content.decode()
    assert chief.post(page, form_of(answer, "description") | {"_save": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.description == SECOND


def test_who_accepts_an_assignment_accepts_what_he_has_read():
    row = Assignment.objects.create(what="جلسة المجلس", due=make.NOW, assigned_to=member("reporter"))
    page, reporter = reverse("admin:articles_assignment_change", args=[row.pk]), client_of("reporter")
    seen = form_of(reporter.get(page), "note")
    send(client_of("desk"), page, {"brief": "ومعها ثلاث صور"}, "what")
    answer = reporter.post(page, seen | {"note": "في الطريق", "_act": "accept"})
    row.refresh_from_db()
    assert (answer.status_code, row.state) == (409, "open")
    assert "ومعها ثلاث صور" in answer.content.decode()
    assert form_of(answer, "note")["note"] == "في الطريق"


@pytest.mark.long
def test_words_typed_of_a_person_that_was_merged_or_that_went_public_are_given_back():
    winner, loser, desk = make.person(), make.person("سالم راسي"), client_of("desk")
    page = reverse("admin:people_person_change", args=[loser.pk])
    seen = form_of(desk.get(page), "biography") | {"biography": SECOND}
    merge(winner, loser)
    answer = desk.post(page, seen)
    assert (answer.status_code, f">{SECOND}</textarea>" in answer.content.decode()) == (409, True)
    assert reverse("admin:people_person_change", args=[winner.pk]) in answer.content.decode()
    shown, reporter = make.person("ليان المرجاني"), client_of("reporter")
    page = reverse("admin:people_person_change", args=[shown.pk])
    seen = form_of(reporter.get(page), "biography") | {"biography": SECOND}
    make.quote(make.article(), shown)
    answer = reporter.post(page, seen)
    assert (answer.status_code, f">{SECOND}</textarea>" in answer.content.decode()) == (403, True)


@pytest.mark.long
def test_a_form_in_which_nothing_is_wrong_speaks_of_no_error():
    """A colleague saved first: that is nothing to correct."""
    quote, chief = make.quote(make.article(published=False)), client_of("chief")
    page = reverse("admin:articles_quote_change", args=[quote.pk])
    seen = form_of(chief.get(page), "verb")
    type(quote).objects.update(verb="أكّد")
    for where in (page, f"{page}?_bench=1"):
        html = chief.post(where, seen | {"verb": "صرّح"}).content.decode()
        assert "في النموذج" not in html and "حفظ أحد الزملاء وأنت تكتب" in html
        html = chief.post(where, seen | {"verb": "صرّح", "said_on": "أمس"}).content.decode()
        assert "في النموذج خطأ." in html, "one, at its field"
