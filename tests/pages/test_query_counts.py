"""A page costs the same whether the newsroom is young or old."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag, TaggedItem

from articles.models import (
    Article,
    Attribution,
    Byline,
    Citation,
    Contributor,
    Correction,
    Front,
    FrontSlot,
    Occasion,
    PhotoUse,
    Place,
    Quote,
    Section,
    Source,
)
from newsroom.arabic import fold
from newsroom.photos.models import Photo
from newsroom.search.refresh import rebuild
from people.models import Organization, Person, Position, Tenure

PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)
QUOTES_IN_FIRST = 10


def grow(start, stop):
    """Stories number `start` to `stop`, each with a speaker, a source, a tag, a correction and a quote of its own.

    The first ten quotes stand in the first story, and every quote is of the first occasion, the first
    source and the first person too, so that each detail page has as much to show as the lists.
    """
    now = PAST
    numbers = range(start, stop)
    sections = [
        Section.objects.get_or_create(slug=f"s{n}", defaults={"name": f"قسم {n}"})[0] for n in range(3)
    ]
    photo = (
        Photo.objects.first()
        or Photo.objects.bulk_create(
            [Photo(file="photos/x.png", width=8, height=6, widths=[8], credit="رسم")]
        )[0]
    )
    ports = Organization.objects.get_or_create(
        name="هيئة الموانئ", defaults={"key": fold.key("هيئة الموانئ")}
    )[0]
    position = Position.objects.get_or_create(title="مدير الميناء", defaults={"organization": ports})[0]
    writer = Contributor.objects.get_or_create(name="كاتبة")[0]
    tag = Tag.objects.get_or_create(name="موانئ", slug="ports")[0]
    people = Person.objects.bulk_create(
        Person(uid=f"p{n}", name=f"سالم {n}", key=f"سالم {n}", is_public_figure=True, photo=photo)
        for n in numbers
    )
    tenures = Tenure.objects.bulk_create(
        Tenure(uid=f"t{n}", person=person, position=position, start="2020")
        for n, person in zip(numbers, people, strict=True)
    )
    sources = Source.objects.bulk_create(
        Source(uid=f"s{n}", name=f"صحيفة {n}", key=f"صحيفه {n}") for n in numbers
    )
    occasion = Occasion.objects.get_or_create(uid="o", defaults={"title": "مؤتمر", "host": ports})[0]
    stories = Article.objects.bulk_create(
        Article(
            uid=f"a{n}", headline=f"الميناء {n}", standfirst="موجز", section=sections[n % 3], lead_photo=photo,
            body=f'<p>قال: «<q data-quote="{n:010d}">كلام {n}</q>».</p><figure data-photo="{photo.uid}"></figure>',
            state="published", publish_at=now, visible_from=now + timedelta(minutes=n), first_published_at=now,
            origin="edited",
        )
        for n in numbers
    )  # fmt: skip
    PhotoUse.objects.bulk_create(PhotoUse(article=story, photo=photo, admitted=True) for story in stories)
    first = Article.objects.order_by("pk").first()
    Byline.objects.bulk_create(Byline(article=story, contributor=writer) for story in stories)
    TaggedItem.objects.bulk_create(
        TaggedItem(tag=tag, object_id=story.pk, content_type_id=type_of(Article)) for story in stories
    )
    land = Place.objects.get_or_create(uid="land", defaults={"name": "بلاد الريحان"})[0]
    places = Place.objects.bulk_create(
        Place(uid=f"pl{n}", name=f"قرية {n}", key=f"قريه {n}", parent=land) for n in numbers
    )
    Placed = Article.places.through
    Placed.objects.bulk_create(
        Placed(article=story, place=place) for story, place in zip(stories, places, strict=True)
    )
    Correction.objects.bulk_create(
        Correction(uid=f"c{n}", article=story, text="صواب", issued_at=now)
        for n, story in zip(numbers, stories, strict=True)
    )
    citations = Citation.objects.bulk_create(
        Citation(uid=f"i{n}", article=story, source=source)
        for n, story, source in zip(numbers, stories, sources, strict=True)
    )
    quotes = Quote.objects.bulk_create(
        Quote(
            uid=f"q{n}", key=f"{n:010d}", article=first if n < QUOTES_IN_FIRST else story, order=n, words=f"كلام {n}",
            sentence=f"قال: «كلام {n}».", letters=f"كلام{n}", state="confirmed", person=person, tenure=tenure,
            on_behalf_of=ports, occasion=occasion, said_on="2024-01",
        )
        for n, story, person, tenure in zip(numbers, stories, people, tenures, strict=True)
    )  # fmt: skip
    one = Person.objects.order_by("pk").first()
    Quote.co_speakers.through.objects.bulk_create(
        Quote.co_speakers.through(quote=quote, person=one) for quote in quotes if quote.person_id != one.pk
    )
    paper = Source.objects.order_by("pk").first()
    Attribution.objects.bulk_create(
        step
        for quote, citation in zip(quotes, citations, strict=True)
        for step in (
            Attribution(quote=quote, order=0, citation=citation),
            Attribution(quote=quote, order=1, source=paper),
            Attribution(quote=quote, order=2, organization=ports),
        )
    )
    if start == 0:
        front = Front.objects.create()
        FrontSlot.objects.bulk_create(FrontSlot(front=front, article=story) for story in stories[:5])


def type_of(model):
    from django.contrib.contenttypes.models import ContentType

    return ContentType.objects.get_for_model(model).pk


def addresses():
    first = {
        model: model.objects.order_by("pk").first()
        for model in (Article, Contributor, Place, Person, Organization, Source, Occasion, Quote)
    }
    return [
        "/",
        "/sections/s1/",
        f"/tags/{Tag.objects.get().pk}/موانئ/",
        "/quotes/",
        "/quotes/?speaker=سالم&source=صحيفة&words=كلام&year=2024&section=s0",
        "/people/",
        "/people/?name=سالم",
        "/sources/",
        "/corrections/",
        "/about/",
        "/feed/",
        "/sections/s1/feed/",
        "/corrections/feed/",
        f"{first[Person].get_absolute_url()}feed/",
        f"{first[Contributor].get_absolute_url()}feed/",
        f"{first[Place].get_absolute_url()}feed/",
        f"{first[Contributor].get_absolute_url()[:-1]}.json",
        "/sitemap.xml",
        *(f"/sitemap-{name}.xml" for name in ("pages", "stories", "authors", "places", "people", "organizations", "quotes", "occasions", "sources")),
        *(row.get_absolute_url() for row in first.values()),
    ]  # fmt: skip


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return [query["sql"][:150] for query in captured]


@pytest.mark.long
@pytest.mark.django_db
def test_every_page_asks_as_much_of_two_hundred_rows_as_of_ten(client):
    grow(0, 10)
    rebuild()
    client.get("/")  # what is asked once in a process is asked now
    young = {address: queries(client, address) for address in addresses()}
    grow(10, 200)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as PostgreSQL does by itself, in time, and newsroom.planner
    rebuild()
    assert list(young) == addresses()
    for address, before in young.items():
        after = queries(client, address)
        assert len(after) == len(before), (address, before, after)
        assert len(after) <= 30, address
    # A search asks once for each kind among its hits, and these differ.
    for words in ("الميناء", "سالم", "كلام صحيفة"):
        assert len(queries(client, f"/search/?q={words}")) <= 40
