"""The search page as a reader meets it: plain links, and help where nothing is found."""

import datetime
import json

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from taggit.models import Tag

from newsroom.filters import SearchFilter
from newsroom.search.models import Asked
from tests import make
from tests.cast import client_of
from tests.ways import quick
from tests.worlds import shared

pytestmark = pytest.mark.django_db

PAST = datetime.datetime(2024, 5, 1, 9, tzinfo=datetime.UTC)


def make_shelf():
    """Two stories of two sections and years, one with a quote of somebody."""
    first = make.article(at=PAST, section=make.section())
    make.quote(first, make.person(latin_name="Salem Alrasi"))
    first.tags.add("موانئ")
    make.article(
        "الميناء القديم",
        "<p>رصيف الميناء.</p>",
        at=PAST.replace(year=2020),
        section=make.section("رياضة", "sport"),
    )
    call_command("rebuild_index", verbosity=0)


stored, shelf = shared(make_shelf)


def page(query, **asked):
    answer = Client().get("/search/", {"q": query, **asked})
    assert answer.status_code == 200
    return answer


@pytest.mark.long
def test_every_facet_leads_to_as_many_results_as_it_says(shelf):
    facets = page("الميناء").context["facets"]
    assert {label for label, _ in facets} >= {"القسم", "السنة", "القائل", "الوسم", "نوع التصريح"}
    for _, choices in facets:
        for choice in choices:
            assert Client().get("/search/" + choice.address).context["results"].total == choice.count


def test_a_story_is_of_the_year_in_which_the_newsroom_published_it(settings, db):
    settings.TIME_ZONE = "Asia/Amman"
    with timezone.override("Asia/Amman"):
        make.article("ليلة الميناء", at=datetime.datetime(2025, 12, 31, 22, 30, tzinfo=datetime.UTC))
        call_command("rebuild_index", verbosity=0)
        assert page("ليلة سنة:2026").context["results"].total == 1
        assert page("ليلة سنة:2025").context["results"].total == 0


@pytest.mark.parametrize(
    ("facet", "value"),
    [
        ("section", "p"),
        ("tag", "9" * 19),
        ("speaker", "pabc"),
        ("speaker", "7"),
        ("year", "²٠٢٠"),
        ("said", "1_"),
    ],
)
def test_a_facet_that_cannot_be_is_passed_over(facet, value):
    assert SearchFilter({"q": "الميناء", facet: value}).chosen() == {}


def test_what_is_chosen_can_be_taken_away_again(shelf):
    (removal,) = page("الميناء", year="2020").context["removals"]
    assert (removal.label, removal.address) == ("2020", "?q=%D8%A7%D9%84%D9%85%D9%8A%D9%86%D8%A7%D8%A1")
    assert page("الميناء", year="2020").context["results"].total == 1


def test_the_newest_first(shelf):
    def titles(**asked):
        return [hit.entry.title for _, hit in page("الميناء القديم", kind="story", **asked).context["hits"]]

    assert titles() == ["الميناء القديم", "الميناء يبقى مفتوحاً"]
    assert titles(order="date") == ["الميناء يبقى مفتوحاً", "الميناء القديم"]


@pytest.mark.parametrize(
    "query", quick(2, ["سالم الراسي", "الراسى", "وسالم الرّاسي", "salem alrasi", "ALRASI"])
)
def test_the_card_of_who_is_asked_for_stands_on_top(shelf, query):
    ((_, hit),) = page(query).context["best"]
    assert hit.object.name == "سالم الراسي"


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("قائل:الراسي", 2),
        ("الميناء قائل:الراسي", 2),
        ("وسم:موانئ", 2),
        ("قسم:رياضة", 1),
        ("الميناء من:2021", 2),
        ("الميناء إلى:2020-12", 1),
        ("«رصيف الميناء»", 1),
        ("الميناء -رصيف", 2),
    ],
)
def test_the_query_language(shelf, query, total):
    results = page(query).context["results"]
    assert (results.total, results.problem) == (total, "")


def test_who_is_not_known_is_told(shelf):
    answer = page("قائل:الغائب الميناء").content.decode()
    assert "لا نعرف «الغائب» في خانة «القائل»" in answer


def test_a_wrong_spelling_is_corrected(shelf):
    assert page("المنياء").context["meant"].label == "الميناء"
    assert page("hgldkhx").context["meant"].label == "الميناء"
    assert "هل تقصد:" in page("المنياء").content.decode()


def test_an_empty_result_helps(shelf):
    (choice,) = page("الميناء من:2029").context["apart"]
    assert choice.label == "الميناء"
    assert Client().get(choice.address).context["results"].total == choice.count


def test_a_filter_that_leaves_nothing_is_named_as_the_reason(shelf):
    answer = page("الميناء", year="2019")
    content, wider = answer.content.decode(), answer.context["wider"]
    assert "الإملاء" not in content and "لم يبقَ" in content
    assert "هل تقصد" not in content and 'class="orders"' not in content
    assert f'href="{wider.address}"'.replace("&", "&amp;") in content
    assert Client().get("/search/" + wider.address).context["results"].total == wider.count > 0
    assert page("زعفران", year="2019").context["wider"] is None
    assert "الإملاء" in page("زعفران", year="2019").content.decode()


def test_every_tab_says_how_many_it_holds_in_like_words(shelf):
    tabs = page("الميناء", kind="story").context["tabs"]
    assert [str(tab.label) for tab in tabs] == ["الكل", "المواد", "التصريحات", "الشخصيات"][: len(tabs)]
    assert len(tabs) > 2
    for tab in tabs:
        assert Client().get("/search/" + tab.address).context["results"].total == tab.count


@pytest.mark.long
@pytest.mark.parametrize("number", ["0", "-1", "abc", "", "٠", "9999999"])
def test_what_is_no_page_of_a_search_is_its_first(shelf, number):
    assert page("الميناء", page=number).context["results"].hits


@pytest.mark.parametrize(
    "asked", [{"section": "x" * 50}, {"year": "%"}, {"speaker": "p99999"}, {"kind": "\0"}, {"order": "'"}]
)
def test_a_filter_that_is_none_breaks_nothing(shelf, asked):
    page("الميناء", **asked)


@pytest.mark.parametrize(
    "query",
    [
        "قمح " * 5000,
        "م",
        "\N{ARABIC FATHA}",
        "من",
        "«قمح",
        "NEAR(",
        "*",
        "%",
        "a\0b",
        "قائل:",
        "من:x",
        "(((" * 99,
    ],
)
def test_bad_queries_are_answered_with_a_word_of_help(shelf, query):
    answer = page(query)
    results = answer.context["results"]
    assert str(results.problem) in answer.content.decode()
    assert results.problem or results.hits


def test_suggestions_as_json(shelf):
    answer = Client().get("/search/suggestions/", {"q": "الرا"})
    assert json.loads(answer.content)["suggestions"] == [
        {"kind": "person", "label": "شخصية", "text": "سالم الراسي", "url": "/search/?q=%D8%B3%D8%A7%D9%84%D9%85+%D8%A7%D9%84%D8%B1%D8%A7%D8%B3%D9%8A"}
    ]  # fmt: skip
    (tag,) = json.loads(Client().get("/search/suggestions/", {"q": "موان"}).content)["suggestions"]
    assert (tag["kind"], tag["label"], tag["text"]) == ("tag", "وسم", "موانئ")
    assert Client().get(tag["url"]).context["results"].total == 2
    Tag.objects.create(name="مواني الغد")
    assert len(json.loads(Client().get("/search/suggestions/", {"q": "موان"}).content)["suggestions"]) == 1
    assert json.loads(Client().get("/search/suggestions/", {"q": "\0"}).content) == {"suggestions": []}


def test_searches_are_counted_without_who_searched(shelf):
    for query in ("الميناء", "المِيناء", "زعفران", "0791234567 سالم", "a@example.com", "x" * 100):
        page(query)
    page("الميناء", page="1", year="2020")
    rows = Asked.objects.order_by("-times").values_list("query", "times", "found")
    assert list(rows) == [("الميناء", 2, 3), ("زعفران", 1, 0)]
    assert {field.name for field in Asked._meta.fields} == {"id", "key", "query", "times", "found", "last_on"}


def test_the_desk_reads_what_is_wanted_and_what_found_nothing(shelf):
    page("الميناء")
    page("زعفران")
    root = client_of("desk")
    listed = root.get("/admin/search/asked/").content.decode()
    assert "الميناء" in listed
    assert "زعفران" in listed
    nothing = root.get("/admin/search/asked/", {"nothing": "1"}).content.decode()
    assert "زعفران" in nothing
    assert ">الميناء<" not in nothing


@pytest.mark.long
def test_one_wrong_word_of_several_is_put_right_although_the_others_find_something(shelf):
    for number in range(4):
        make.article(f"رصيف جديد {number}", at=PAST)
    call_command("rebuild_index", verbosity=0)
    assert page("رصيف المنياء").context["meant"].label == "رصيف الميناء"
    assert not page("رصيف الميناء").context.get("meant")
