"""What readers see of the places that stories are about."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import facets, previews, workflow
from articles.models import Article, Place
from articles.views.preview import address_of
from newsroom.changes.models import Change
from newsroom.merging.absorbing import merge
from tests import make
from tests.browser import send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def land():
    return Place.objects.create(uid="pl-1", name="بلاد الريحان", code="XA")


@pytest.fixture
def city(land):
    region = Place.objects.create(uid="pl-2", name="ولاية الساقية", parent=land)
    return Place.objects.create(uid="pl-3", name="الزعفرانية </script>", parent=region)


def about(place, headline, at=PAST, **fields):
    story = make.article(headline, at=at, **fields)
    story.places.add(place)
    return story


def linked(page):
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())
    return json.loads(data)


def test_a_place_lists_what_is_about_it_and_about_what_lies_in_it_the_newest_first(client, land, city):
    old, new = about(land, "عن البلاد"), about(city, "عن المدينة", PAST + DAY)
    new.places.add(land)  # of both, and listed once
    about(city, "مخبوءة", datetime(2999, 1, 1, tzinfo=UTC))
    about(city, "مسودة", published=False)
    make.article("عن غيرها", at=PAST + 2 * DAY)
    page = client.get(land.get_absolute_url())
    assert [story.pk for story in page.context["page"].rows] == [new.pk, old.pk]
    assert [place.pk for place in page.context["inside"]] == [city.parent_id]
    inner = client.get(city.get_absolute_url())
    assert [story.pk for story in inner.context["page"].rows] == [new.pk]
    assert land.get_absolute_url() in inner.content.decode()
    feed = client.get(land.get_absolute_url() + "feed/").content.decode()
    assert feed.index("عن المدينة") < feed.index("عن البلاد") and "مخبوءة" not in feed and "مسودة" not in feed
    assert land.get_absolute_url() in client.get("/sitemap-places.xml").content.decode()


def test_a_place_has_one_address(client, land):
    about(land, "عن البلاد")
    assert (
        land.get_absolute_url()
        == f"/places/{land.pk}/%D8%A8%D9%84%D8%A7%D8%AF-%D8%A7%D9%84%D8%B1%D9%8A%D8%AD%D8%A7%D9%86/"
    )
    moved = client.get(f"/places/{land.pk}/x/?page=1")
    assert (moved.status_code, moved.url) == (301, land.get_absolute_url() + "?page=1")
    assert client.get(land.get_absolute_url() + "?page=2").status_code == 404
    assert client.get(f"/places/{10**30}/x/").status_code == 404


def test_a_place_of_no_public_story_is_not_there(client, land, city):
    about(city, "مسودة", published=False)
    about(land, "غداً", datetime(2999, 1, 1, tzinfo=UTC))
    for place in (land, city):
        for rest in ("", "feed/", "x/"):
            assert client.get(place.get_absolute_url() + rest).status_code == 404
    assert "places/" not in client.get("/sitemap-places.xml").content.decode()


@pytest.mark.long
def test_many_stories_of_a_place_stand_on_pages(client, land, city):
    for number in range(21):
        about(city if number % 2 else land, f"خبر {number}", PAST + number * DAY)
    first = client.get(land.get_absolute_url())
    assert (len(first.context["page"].rows), first.context["page"].older) == (20, "?page=2")
    assert [str(story) for story in client.get(land.get_absolute_url() + "?page=2").context["page"].rows] == [
        "خبر 0"
    ]


@pytest.mark.long
def test_a_place_of_very_many_stories_lists_the_same(client, land, city, monkeypatch):
    for number in range(4):
        about(city if number % 2 else land, f"خبر {number}", PAST + number * DAY)
    make.article("عن غيرها", at=PAST)
    seen = [str(story) for story in client.get(land.get_absolute_url()).context["page"].rows]
    monkeypatch.setattr("articles.models.place.MANY", 3)
    assert [str(story) for story in client.get(land.get_absolute_url()).context["page"].rows] == seen
    assert seen == ["خبر 3", "خبر 2", "خبر 1", "خبر 0"]


def test_a_story_names_its_places_to_readers_and_to_machines(client, land, city):
    story = about(city, "عن المدينة")
    page = client.get(story.get_absolute_url())
    assert f'href="{city.get_absolute_url()}"' in page.content.decode()
    [place] = linked(page)["contentLocation"]
    assert (place["@type"], place["identifier"], place["name"]) == ("Place", "pl-3", city.name)
    assert place["url"].endswith(city.get_absolute_url())
    assert place["containedInPlace"]["containedInPlace"]["name"] == "بلاد الريحان"
    assert linked(client.get(city.get_absolute_url()))["about"] == place
    plain = make.article("بلا مكان", at=PAST)
    assert "contentLocation" not in linked(client.get(plain.get_absolute_url()))


def test_a_story_asks_one_question_for_its_places_however_many(client, land, city):
    story = about(city, "عن المدينة")
    client.get(story.get_absolute_url())
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(story.get_absolute_url())
        counts.append(len(asked))
        assert sum("articles_article_places" in query["sql"] for query in asked.captured_queries) == 1
        story.places.add(land, *(Place.objects.create(name=f"قرية {n}", parent=city) for n in range(9)))
    assert counts[0] == counts[1]


def test_a_preview_names_them_without_leading_there(land):
    story = about(land, "عن البلاد", published=False)
    link = previews.share(story, member("desk"), 24)
    for page in (client_of("reporter").get(f"/preview/{story.pk}/"), client_of().get(address_of(link))):
        assert land.name in page.content.decode() and "/places/" not in page.content.decode()


def test_an_old_address_leads_to_the_place_that_stands_for_it_now(client, land):
    twin = Place.objects.create(name="بلاد الرّيحان")
    about(twin, "عن البلاد")
    old = twin.get_absolute_url()
    merge(land, twin)
    for rest in ("", "feed/"):
        assert client.get(old + rest).url == land.get_absolute_url() + rest


@pytest.mark.long
def test_whoever_keeps_copies_hears_of_a_story_s_places_of_before_and_of_now(land, city):
    story = about(city, "عن المدينة", published=False)
    workflow.publish(story, at=PAST)
    assert {f"place:{place.pk}" for place in (city, *city.above)} <= {
        *Change.objects.values_list("key", flat=True)
    }
    Change.objects.all().delete()
    other = Place.objects.create(name="غيرها")
    draft = workflow.draft_for(story)
    draft.places.set([other])
    workflow.publish_draft(Article.objects.get(pk=draft.pk))
    assert {f"place:{place.pk}" for place in (other, city, land)} <= {
        *Change.objects.values_list("key", flat=True)
    }


# The search


@pytest.fixture
def shelf(land, city):
    """A quote in a story about the city, a story about the country, and one about no place."""
    told = make.article("خبر الميناء", at=PAST)
    told.places.add(city)
    make.quote(told)
    about(land, "الميناء كله")
    make.article("الميناء", at=PAST)
    city.names.create(name="تل الزعفران", kind="former")
    facets._places_by_key.cache_clear()
    call_command("rebuild_index", verbosity=0)
    return told


def found(client, query, **asked):
    results = client.get("/search/", {"q": query, **asked}).context["results"]
    return results.total, results.problem


@pytest.mark.long
@pytest.mark.parametrize(
    ("query", "total"),
    [
        ("مكان:ريحان", 3),
        ("الميناء مكان:«بلاد الرّيحان»", 3),
        ("place:xa", 3),
        ("مكان: الساقيه", 2),
        ("مكان:«تل الزعفران»", 2),
        ("الميناء مكان:الريحان -كله", 2),
    ],
)
def test_a_place_narrows_a_search_with_all_that_lies_in_it(client, shelf, query, total):
    assert found(client, query) == (total, "")


@pytest.mark.long
def test_a_whole_name_is_meant_before_a_part_of_another(client, shelf, city):
    about(Place.objects.create(name="الساقية"), "الميناء البعيد")
    call_command("rebuild_index", verbosity=0)
    assert found(client, "مكان:الساقية") == (1, "")


@pytest.mark.long
def test_a_place_that_readers_do_not_see_is_not_known_here(client, shelf):
    about(Place.objects.create(name="الساقية"), "مسودة", published=False)
    assert found(client, "مكان:الساقية")[0] == 2, "the region that holds the word"
    about(Place.objects.create(name="المرجان"), "مسودة أخرى", published=False)
    assert "المرجان" in found(client, "مكان:المرجان")[1]


@pytest.mark.long
def test_the_facet_of_a_place_gives_as_many_as_it_says(client, shelf, land, city):
    [choices] = [
        choices for label, choices in client.get("/search/?q=الميناء").context["facets"] if label == "المكان"
    ]
    assert {choice.label: choice.count for choice in choices} == {
        land.name: 3,
        "ولاية الساقية": 2,
        city.name: 2,
    }
    for choice in choices:
        assert client.get("/search/" + choice.address).context["results"].total == choice.count


@pytest.mark.long
def test_a_place_is_suggested_by_any_of_its_names_and_leads_to_its_stories(client, shelf, city):
    for typed in ("زعف", "تل ال"):
        rows = client.get("/search/suggestions/", {"q": typed}).json()["suggestions"]
        [row] = [row for row in rows if row["kind"] == "place"]
        assert (row["label"], row["text"]) == ("مكان", city.name)
    assert (
        client.get("/search/suggestions/", {"q": "ولا"}).json()["suggestions"][0]["text"] == "ولاية الساقية"
    )


@pytest.mark.long
def test_a_story_is_found_by_the_name_of_its_place_as_by_a_tag(client, shelf):
    assert found(client, "الزعفرانية") == (1, "")


@pytest.mark.long
def test_a_place_that_is_called_otherwise_or_lies_elsewhere_moves_with_its_stories(client, shelf, city):
    desk = client_of("desk")
    region, new = city.parent, Place.objects.create(name="بلاد النعناع")
    page = reverse("admin:articles_place_change", args=[region.pk])
    send(desk, page, {"parent": new.pk}, "name")
    assert (found(client, "مكان:النعناع"), found(client, "مكان:الريحان")) == ((2, ""), (1, ""))
    send(desk, reverse("admin:articles_place_change", args=[city.pk]), {"name": "الياسمينة"}, "name")
    assert (found(client, "الياسمينة"), found(client, "الزعفرانية")[0]) == ((1, ""), 0)
    twin = Place.objects.create(name="بلاد النعناع العليا")
    merge(twin, new)
    assert found(client, "مكان:العليا") == (2, "")


def test_a_search_that_asks_for_no_place_asks_the_database_no_more(client, land):
    make.article("الميناء", at=PAST)
    call_command("rebuild_index", verbosity=0)
    client.get("/search/?q=الميناء")
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/?q=الميناء")
    assert not [query["sql"] for query in asked.captured_queries if "articles_place" in query["sql"]]


def test_a_tag_of_the_same_name_is_not_shown_beside_the_place(client):
    story = make.article()
    story.places.add(Place.objects.create(name="الزعفرانية"))
    story.tags.add("الزعفرانيّة", "موانئ")
    page = client.get(story.get_absolute_url()).content.decode()
    assert page.count(">الزعفراني") == 1 and ">موانئ<" in page
