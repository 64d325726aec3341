"""Nobody is made twice unasked, and nobody is refused."""

import pytest
from django.urls import reverse

from articles.models import Contributor, Source
from people.alike import alike
from people.models import Organization, Person
from tests import make
from tests.browser import form_of
from tests.cast import client_of

pytestmark = pytest.mark.django_db
ASK = reverse("admin:people_person_alike")


def names(answer):
    return [row["name"] for row in answer.json()["rows"]]


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "سالِم الراسى"},
        {"name": "سالم علي الراسي"},
        {"name": "أبو نادر"},
        {"name": "فلان", "latin_name": "Salem Al-Rasi"},
    ],
)
def test_while_a_name_is_typed_those_of_a_similar_name_are_named(asked):
    salem = make.person("سالم الراسي", latin_name="Salem al-Rasi")
    salem.names.create(name="أبو نادر")
    make.person("سليم الراسي")
    assert names(client_of("reporter").get(ASK, asked)) == ["سالم الراسي"]
    assert names(client_of("reporter").get(ASK, asked | {"but": salem.pk})) == []


def test_only_the_desk_asks_and_odd_questions_find_nobody(client):
    assert client.get(ASK, {"name": "سالم"}).status_code == 302
    for odd in ({}, {"name": "\0"}, {"name": "ﷺ", "but": "x"}, {"name": "%" * 500, "latin_name": "_ %"}):
        assert names(client_of("reporter").get(ASK, odd)) == []


@pytest.mark.parametrize("model", [Source, Organization])
@pytest.mark.parametrize(
    ("here", "typed"),
    [
        ("الغارديان", ["صحيفة الغارديان", "جريدة الغارديان", "الجارديان", "صحيفة الجارديان", "موقع غارديان"]),
        ("جريدة الغارديان", ["صحيفة الغارديان", "الغارديان", "غارديان", "الجارديان"]),
        ("وكالة الأناضول للأنباء", ["الأناضول", "وكالة الأناضول", "وكالة أنباء الأناضول"]),
        ("صحيفة المرسى الجديد", ["المرسى الجديد", "جريدة المرسى الجديدة"]),
    ],
)
def test_an_outlet_is_found_with_and_without_what_it_is_called_before_its_name(model, here, typed):
    row = model.objects.create(name=here)
    model.objects.create(name="قناة المرفأ")
    assert [[one.row for one in alike(model, name)] for name in typed] == [[row]] * len(typed)


def test_a_foreign_name_is_found_where_its_g_is_written_otherwise():
    row = make.person("غالينداو")
    assert [one.row for one in alike(Person, "جالينداو")] == [row]


def test_who_signs_is_not_made_twice_either(django_assert_num_queries):
    here, reporter = Contributor.objects.create(name="هالة المرساوي"), client_of("reporter")
    Contributor.objects.create(name="هالة الراسي")
    asked = reporter.get(reverse("admin:articles_contributor_alike"), {"name": "هاله المرساوي"})
    assert [(row["name"], row["latin_name"]) for row in asked.json()["rows"]] == [("هالة المرساوي", "")]
    add = reverse("admin:articles_contributor_add")
    page = reporter.get(add)
    assert "admin/doubles.js" in page.content.decode() and "data-doubles" in page.content.decode()
    fields = form_of(page, "name") | {"name": "هاله المرساوي"}
    assert f'value="{here.pk},"' in reporter.post(add, fields).content.decode()
    assert Contributor.objects.count() == 2
    reporter.post(add, fields | {"_apart": f"{here.pk},"})
    assert Contributor.objects.count() == 3
    with django_assert_num_queries(2):
        found = alike(Contributor, "هالة المرساوي", but=here.pk)
    assert [double.row.name for double in found] == ["هاله المرساوي"]


@pytest.mark.long
@pytest.mark.parametrize("model", [Person, Organization, Source, Contributor])
@pytest.mark.parametrize("popup", ["", "?_popup=1"])
def test_saving_asks_once_and_then_saves(model, popup):
    here, reporter = model.objects.create(name="هيئة الموانئ البحرية"), client_of("reporter")
    add = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add") + popup
    fields = form_of(reporter.get(add), "name") | {"name": "هيئة الموانئ"}
    page = reporter.post(add, fields)
    assert model.objects.count() == 1
    text = page.content.decode()
    assert reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[here.pk]) in text
    assert 'value="هيئة الموانئ"' in text  # nothing typed is lost
    reporter.post(add, fields | {"_apart": f"{here.pk},"})
    assert model.objects.count() == 2


@pytest.mark.long
def test_a_new_speaker_of_a_quote_is_asked_for_too():
    here, desk = make.person("سالم علي الراسي"), client_of("desk")
    quote = make.article().quotes.get()
    form = reverse("admin:articles_quote_change", args=[quote.pk]) + "?_bench=1"
    fields = form_of(desk.get(form), "new_speaker") | {"new_speaker": "سالم الراسي", "_save": "1"}
    fragment = desk.post(form, fields).content.decode()
    assert Person.objects.get() == here and f'value="{here.pk},"' in fragment
    assert desk.post(form, fields | {"_apart": f"{here.pk},"}).status_code == 200
    quote.refresh_from_db()
    assert quote.person.name == "سالم الراسي"
