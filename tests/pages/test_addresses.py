"""One address for each thing, and a clear answer at every other."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article, Quote
from newsroom.models import Redirect
from tests import make
from tests.ways import quick

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def test_a_wrong_slug_leads_to_the_right_one_and_keeps_the_query(client):
    story = make.article(at=PAST)
    answer = client.get(f"/articles/{story.pk}/anything/?utm=x")
    assert (answer.status_code, answer.url) == (301, f"{story.get_absolute_url()}?utm=x")
    assert client.get(story.get_absolute_url()).status_code == 200


def test_every_page_with_a_slug_has_one_address(client):
    speaker, body = make.person(), make.organization()
    story = make.article(at=PAST)
    story.tags.add("موانئ")
    make.quote(story, speaker, on_behalf_of=body)
    for address in (speaker.get_absolute_url(), body.get_absolute_url()):
        wrong = address.rsplit("/", 2)[0] + "/x/"
        assert (client.get(wrong).status_code, client.get(wrong).url) == (301, address)
        assert client.get(address).status_code == 200
    tag = story.tags.get()
    assert client.get(f"/tags/{tag.pk}/x/").url == reverse("tag_detail", args=[tag.pk, "موانئ"])


@pytest.mark.parametrize(
    "address",
    [
        "/articles/999/x/",
        f"/articles/{10**30}/x/",
        "/articles/x/y/",
        "/quotes/999/",
        "/people/999/x/",
        "/organizations/999/x/",
        "/sources/999/x/",
        "/occasions/999/x/",
        "/tags/999/x/",
        "/sections/لا-شيء/",
        "/sections/%00/",
        "/sections/%00/feed/",
        "/photos/none.jpg",
        "/photos/%00.jpg",
        "/sitemap-none.xml",
        "/%00/",
        "/لا-شيء/",
    ],
)
def test_what_is_not_there_is_404_with_our_own_page(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    if not address.startswith("/sitemap"):
        assert 'dir="rtl"' in answer.content.decode()


def test_a_withdrawn_story_is_410_with_its_notice_and_nothing_else(client):
    story = make.article(headline="عنوان لا يظهر", at=PAST)
    workflow.move(story, "withdraw", notice="سحبناها لخطأ في الأسماء.")
    answer = client.get(story.get_absolute_url())
    assert answer.status_code == 410
    assert "سحبناها لخطأ في الأسماء." in answer.content.decode()
    assert "عنوان لا يظهر" not in answer.content.decode()


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("/old/story.html", "/old/story.html"),
        ("/قديم/خبر/", "/قديم/خبر/"),
        ("/%D9%82%D8%AF%D9%8A%D9%85/", "/قديم/"),
        ("/people/77/", "/people/77/أي-اسم/"),
    ],
)
def test_an_address_that_has_moved_leads_on(client, stored, asked):
    Redirect.objects.create(old_path=stored, new_path="/people/1/x/")
    answer = client.get(asked)
    assert (answer.status_code, answer.url) == (301, "/people/1/x/")


def stories(count):
    """Public stories, without all that publishing does."""
    return Article.objects.bulk_create(
        Article(
            uid=f"a{number}",
            headline=f"مادة {number}",
            section=make.section(),
            state="published",
            publish_at=PAST,
            visible_from=PAST,
        )
        for number in range(count)
    )


@pytest.mark.parametrize(
    ("page", "status"),
    quick(4, [("1", 200), ("2", 200), ("٢", 200), ("3", 404), ("0", 404), ("-1", 404), ("abc", 404), ("1.5", 404),
     (str(10**9), 404), ("9" * 5000, 404), ("", 404)]),
)  # fmt: skip
def test_pages_of_a_list(client, page, status):
    stories(21)
    assert client.get("/sections/economy/", {"page": page}).status_code == status


def test_the_pages_of_a_list_lead_to_each_other_and_keep_the_filter(client):
    rows = stories(21)
    speaker = make.person()
    Quote.objects.bulk_create(
        Quote(
            uid=row.uid,
            article=row,
            key=make.KEY,
            words="كلام",
            letters="كلام",
            state="confirmed",
            person=speaker,
        )
        for row in rows
    )
    first = client.get("/quotes/", {"kind": "direct"}).content.decode()
    assert 'href="?kind=direct&amp;page=2"' in first
    second = client.get("/quotes/", {"kind": "direct", "page": "2"}).content.decode()
    assert 'href="?kind=direct"' in second
    assert "page=3" not in second


def test_the_address_of_robots_and_the_policy_of_every_page(client):
    robots = client.get("/robots.txt").content.decode()
    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "default-src 'self'" in client.get("/")["Content-Security-Policy"]


def test_readers_get_no_cookie(client):
    story = make.article(at=PAST)
    for address in ("/", story.get_absolute_url(), "/quotes/", "/search/?q=x"):
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
