"""Who signs stories: a page, a feed and data of what readers can see."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

from articles.models import Byline, Contributor
from newsroom.merging.absorbing import merge
from tests import make

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def signed(author, headline, at=PAST, role="writing", **fields):
    story = make.article(headline, at=at, **fields)
    Byline.objects.create(article=story, contributor=author, role=role)
    return story


def test_an_author_has_a_page_a_feed_and_data_of_public_stories_only(client):
    author = Contributor.objects.create(name="نهى </script> الوادي", biography="كاتبة عمود.")
    assert client.get(author.get_absolute_url()).status_code == 404
    old, new = (
        signed(author, "المادة الأولى"),
        signed(author, "المادة الثانية", PAST + timedelta(days=1), "editing"),
    )
    Byline.objects.create(article=new, contributor=author)  # in two roles, and listed once
    signed(author, "مادة مخبوءة", datetime(2999, 1, 1, tzinfo=UTC))
    signed(author, "مادة مسودة", published=False)
    page = client.get(author.get_absolute_url())
    assert [story.pk for story in page.context["page"].rows] == [new.pk, old.pk]
    [data] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode())
    assert json.loads(data)["mainEntity"]["name"] == author.name
    assert json.loads(data)["mainEntity"]["description"] == "كاتبة عمود."
    machine = client.get(author.get_absolute_url()[:-1] + ".json").json()
    assert [story["headline"] for story in machine["stories"]] == ["المادة الثانية", "المادة الأولى"]
    feed = client.get(author.get_absolute_url() + "feed/").content.decode()
    assert "المادة الثانية" in feed and "مخبوءة" not in feed and "مسودة" not in feed
    assert author.get_absolute_url() in client.get(new.get_absolute_url()).content.decode()
    assert author.get_absolute_url() in client.get("/sitemap-authors.xml").content.decode()
    assert client.get(f"/authors/{author.pk}/x/").url == author.get_absolute_url()


def test_a_portrait_shows_with_the_author_and_an_old_address_leads_to_who_it_is_now(client):
    photo = make.photo()
    author, twin = (
        Contributor.objects.create(name="أدهم السهل", photo=photo),
        Contributor.objects.create(name="ادهم سهل"),
    )
    assert client.get(photo.get_absolute_url()).status_code == 404
    story = signed(twin, "تقرير")
    Byline.objects.create(article=story, contributor=author, order=1)
    picture = client.get(photo.get_absolute_url())
    assert picture.status_code == 200 and b"".join(picture.streaming_content)
    assert "portrait-big" in client.get(author.get_absolute_url()).content.decode()
    old = twin.get_absolute_url()
    merge(author, twin)
    assert [line.contributor for line in story.bylines.all()] == [author]
    for rest in ("/", "/feed/", ".json"):
        assert client.get(old[:-1] + rest).url == author.get_absolute_url()[:-1] + rest
