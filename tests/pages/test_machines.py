"""Feeds, sitemaps, pictures, and search as a reader meets it."""

import xml.etree.ElementTree as ET
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from articles.models import Article
from tests import make
from tests.cast import client_of

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_feeds_are_atom_and_lead_to_the_stories(client):
    story = make.article(standfirst="موجز & <b>", at=PAST)
    quote = make.quote(story)
    make.article(headline="غداً", at=datetime(2999, 1, 1, tzinfo=UTC))
    for address, link in [
        ("/feed/", story.get_absolute_url()),
        ("/sections/economy/feed/", story.get_absolute_url()),
        (f"{quote.person.get_absolute_url()}feed/", quote.get_absolute_url()),
    ]:
        answer = client.get(address)
        assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
        [entry] = ET.fromstring(answer.content).findall(f"{ATOM}entry")
        assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{link}"
        assert entry.find(f"{ATOM}id").text.startswith("urn:newsroom:")


def test_a_feed_says_a_persons_words_as_they_may_be_said(client):
    quote = make.quote(make.article(at=PAST))
    page = client.get(f"{quote.person.get_absolute_url()}feed/").content.decode()
    assert f"«{make.WORDS}»" in page


def test_the_sitemap_leads_to_everything_public(client):
    quote = make.quote(make.article(at=PAST))
    hidden = make.article(headline="غداً", at=datetime(2999, 1, 1, tzinfo=UTC))
    index = ET.fromstring(client.get("/sitemap.xml").content)
    found = set()
    for part in index.iter(f"{MAP}loc"):
        answer = client.get(part.text.removeprefix("http://testserver"))
        assert answer.status_code == 200
        found |= {
            loc.text.removeprefix("http://testserver")
            for loc in ET.fromstring(answer.content).iter(f"{MAP}loc")
        }
    for row in (quote, quote.article, quote.person, make.section()):
        assert row.get_absolute_url() in found
    assert hidden.get_absolute_url() not in found


def read(client, address):
    """The answer, read to its end: that closes the file, and not the database as close() would."""
    answer = client.get(address)
    answer.getvalue()
    return answer


def status(client, address):
    return read(client, address).status_code


def test_a_photo_is_public_through_the_head_of_a_story_a_person_or_a_body(client):
    head, face, inside, loose = (make.photo() for _ in range(4))
    story = make.article(
        lead_photo=head, body=make.BODY + f'<figure data-photo="{inside.uid}"></figure>', at=PAST
    )
    make.quote(story, make.person(photo=face))
    for row in (head, face, inside):
        answer = read(client, row.get_absolute_url())
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert read(client, row.rendition_url(8, "avif"))["Content-Type"] == "image/avif"
    for address in (
        loose.get_absolute_url(),
        loose.rendition_url(8, "jpg"),
        head.get_absolute_url().replace(".png", ".jpg"),
        head.rendition_url(9, "jpg"),  # only what was made is there
        head.rendition_url(8, "png"),
    ):
        assert status(client, address) == 404


def test_a_photo_that_readers_may_not_see_is_kept_by_no_cache(client):
    row = make.photo()
    assert status(client, row.get_absolute_url()) == 404
    answer = read(client_of("reporter"), row.get_absolute_url())
    assert (answer.status_code, answer["Cache-Control"]) == (200, "private, no-store")


def test_a_photo_whose_file_is_lost_is_404(client):
    row = make.photo()
    make.article(lead_photo=row, at=PAST)
    row.file.storage.delete(row.file.name)
    assert status(client, row.get_absolute_url()) == 404


def test_search_marks_what_was_found_and_escapes_the_rest(client):
    story = make.article(headline="الميناء <b>يبقى</b> مفتوحاً", at=PAST)
    call_command("rebuild_index", verbosity=0)
    page = client.get("/search/", {"q": "ميناء"}).content.decode()
    assert "<mark>الميناء</mark> &lt;b&gt;" in page
    assert story.get_absolute_url() in page


def test_search_has_a_tab_for_each_kind_that_holds_something(client):
    make.quote(make.article(at=PAST))
    call_command("rebuild_index", verbosity=0)
    answer = client.get("/search/", {"q": "سالم الراسي", "kind": "person"})
    assert [(tab.address.count("kind="), tab.count) for tab in answer.context["tabs"]] == [
        (0, 3), (1, 1), (1, 1), (1, 1)
    ]  # fmt: skip
    assert [hit.kind for _, hit in answer.context["best"]] == ["person"]
    assert answer.context["hits"] == []  # whose card stands on top does not stand below once more


@pytest.mark.parametrize(
    "query", ["", "   ", "<script>alert(1)</script>", '"', "-x", "\0", "؟", "x" * 3000, "OR OR"]
)
def test_no_query_breaks_the_search_page(client, query):
    answer = client.get("/search/", {"q": query, "kind": "nonsense"})
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def test_search_has_no_page_beyond_its_last(client):
    make.article(at=PAST)
    call_command("rebuild_index", verbosity=0)
    answer = client.get("/search/", {"q": "ميناء", "page": "2"})
    assert answer.status_code == 404
    assert 'value="ميناء"' in answer.content.decode()  # to ask again without writing it again


def test_the_page_for_a_fault_needs_no_database(client, django_assert_num_queries):
    from newsroom.views import server_error

    with django_assert_num_queries(0):
        answer = server_error(None)
    assert answer.status_code == 500
    assert 'dir="rtl"' in answer.content.decode()
    assert Article.objects.count() == 0


def test_whoever_meets_a_fault_at_the_desk_is_led_back_to_it(client, rf, django_assert_num_queries):
    from newsroom.views import server_error

    back = 'href="/admin/"'
    with django_assert_num_queries(0):
        answer = server_error(rf.get("/admin/articles/article/7/change/"))
    assert back in answer.content.decode()
    assert back not in server_error(rf.get("/people/7/")).content.decode()
    assert back not in client.get("/nothing/").content.decode()
