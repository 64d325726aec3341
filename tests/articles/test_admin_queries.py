"""Lists and forms of the admin cost the same at ten rows and at two hundred."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import (
    Article,
    Assignment,
    Citation,
    Contributor,
    Occasion,
    Place,
    Quote,
    Section,
    Source,
)
from newsroom.photos.models import Photo
from people.models import Organization, Person, Position, Tenure
from tests import make
from tests.cast import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.long]

LISTS = [
    Article,
    Assignment,
    Quote,
    Person,
    Organization,
    Position,
    Tenure,
    Source,
    Citation,
    Occasion,
    Section,
    Place,
    Contributor,
    Photo,
]


def grow(start, stop):
    """Rows of everything, numbered, in bulk."""
    section = Section.objects.get_or_create(slug="s", defaults={"name": "قسم"})[0]
    numbers = range(start, stop)
    organizations = Organization.objects.bulk_create(
        Organization(name=f"جهة {n}", key=f"جهه {n}") for n in numbers
    )
    people = Person.objects.bulk_create(Person(name=f"فلان {n}", key=f"فلان {n}") for n in numbers)
    positions = Position.objects.bulk_create(
        Position(title=f"منصب {n}", key=f"منصب {n}", organization=organization)
        for n, organization in zip(numbers, organizations, strict=True)
    )
    tenures = Tenure.objects.bulk_create(
        Tenure(person=person, position=position) for person, position in zip(people, positions, strict=True)
    )
    sources = Source.objects.bulk_create(Source(name=f"صحيفة {n}", key=f"صحيفه {n}") for n in numbers)
    occasions = Occasion.objects.bulk_create(Occasion(title=f"مؤتمر {n}") for n in numbers)
    land = Place.objects.get_or_create(uid="land", defaults={"name": "بلاد الريحان"})[0]
    places = Place.objects.bulk_create(Place(name=f"قرية {n}", key=f"قريه {n}", parent=land) for n in numbers)
    Contributor.objects.bulk_create(Contributor(name=f"كاتب {n}") for n in numbers)
    Photo.objects.bulk_create(
        Photo(alt=f"صورة {n}", file=f"photos/{n}.webp", width=8, height=8) for n in numbers
    )
    articles = Article.objects.bulk_create(
        Article(headline=f"خبر {n}", body="<p>نص</p>", section=section) for n in numbers
    )
    Placed = Article.places.through
    Placed.objects.bulk_create(
        Placed(article=article, place=place) for article, place in zip(articles, places, strict=True)
    )
    Assignment.objects.bulk_create(
        Assignment(what=f"تكليف {n}", key=f"تكليف {n}", section=section, article=article, due=timezone.now())
        for n, article in zip(numbers, articles, strict=True)
    )
    Citation.objects.bulk_create(
        Citation(article=article, source=source) for article, source in zip(articles, sources, strict=True)
    )
    Quote.objects.bulk_create(
        Quote(article=article, key=f"{n:010d}", words="كلام", person=person, tenure=tenure, occasion=occasion)
        for n, article, person, tenure, occasion in zip(
            numbers, articles, people, tenures, occasions, strict=True
        )
    )


def queries(client, address):
    ContentType.objects.get_for_models(*LISTS)  # content types are read once in a process
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(address).status_code == 200
    return found


def test_every_list_and_autocomplete_costs_the_same_at_ten_and_at_two_hundred():
    client = client_of("administrator")
    autocomplete = reverse("admin:autocomplete") + "?app_label=articles&model_name=quote&field_name={}&term=1"
    addresses = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") for model in LISTS
    ]
    addresses += [address + "?q=1" for address in addresses]
    addresses += [autocomplete.format(name) for name in ("person", "organization", "tenure", "occasion")]
    addresses.append(autocomplete.format("places").replace("=quote", "=article"))
    grow(0, 10)
    client.get(
        reverse("admin:articles_article_changelist") + "?q=1"
    )  # PostgreSQL reads its statistics, and keeps them
    few = [queries(client, address) for address in addresses]
    grow(10, 200)
    for address, before in zip(addresses, few, strict=True):
        after = queries(client, address)
        assert len(after) == len(before), address
        assert _asked(after) <= 15, address  # the index of words is asked a few things


def test_no_list_counts_the_whole_table():
    client = client_of("administrator")
    grow(0, 60)
    for model in LISTS:
        found = queries(client, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        counts = [query["sql"] for query in found if "COUNT(" in query["sql"] and "LIMIT" not in query["sql"]]
        assert not counts


def test_a_storys_form_costs_the_same_with_ten_and_with_three_hundred_quotes():
    client, counts = client_of("desk"), []
    for number in (10, 300):
        keys = [f"{n:010d}" for n in range(number)]
        story = make.article(
            body="".join(f'<p>«<q data-quote="{key}">كلام {key}</q>»</p>' for key in keys), published=False
        )
        story.quotes.update(person=make.person(f"قائل {number}"))
        address = reverse("admin:articles_article_change", args=[story.pk])
        client.get(address)  # the first time it is looked at for warnings too
        counts.append(len(queries(client, address)))
    # two of them for comments: what they say, and whom one may be for; one for its places
    assert counts[0] == counts[1] <= 34


def test_a_storys_form_and_its_preview_cost_the_same_with_ten_more_bylines_and_citations():
    client, story = client_of("desk"), make.article()
    addresses = [
        reverse("admin:articles_article_change", args=[story.pk]),
        reverse("preview", args=[story.pk]),
    ]
    counts = []
    for numbers in (range(1), range(1, 11)):
        for n in numbers:
            writer = Contributor.objects.create(name=f"كاتب {n}")
            story.bylines.create(contributor=writer, order=n)
            story.citations.create(source=Source.objects.create(name=f"صحيفة {n}"), title=f"تقرير {n}")
        client.get(addresses[0])  # the first time it is looked at for warnings too
        counts.append([len(queries(client, address)) for address in addresses])
    page = client.get(addresses[0]).content.decode()
    assert counts[0] == counts[1] and page.count("selected>كاتب") == page.count("selected>صحيفة") == 11


def _asked(captured):
    """How many questions; PostgreSQL asks the index in a block, whose three statements are none."""
    blocks = ("SAVEPOINT", "RELEASE", "SET LOCAL")
    return sum(not query["sql"].startswith(blocks) for query in captured.captured_queries)
