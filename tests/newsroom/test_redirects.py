"""Where old addresses lead: what the form takes."""

import pytest

from newsroom.addresses import our_path
from newsroom.models import Redirect
from tests import make
from tests.browser import send
from tests.cast import client_of
from tests.ways import quick

pytestmark = pytest.mark.django_db
ADD = "/admin/newsroom/redirect/add/"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    quick(
        2,
        [
            ("/old/", "//evil.example/", "بشرطة مائلة واحدة"),
            ("/old/", "/\\evil.example", "بشرطة مائلة واحدة"),
            ("/old/", "/old/", "الرابطان واحد"),
            ("/old/", "http://[x/", "بشرطة مائلة واحدة"),
            ("/people/7/", "/people/7/salem/", "يعود إلى الرابط القديم"),
            ("/a/", "/a/../a/", "يعود إلى الرابط القديم"),
            ("/a/", "http://testserver/a/", "يعود إلى الرابط القديم"),
            ("/قديم/", "/%D9%82%D8%AF%D9%8A%D9%85/", "يعود إلى الرابط القديم"),
            ("/", "/new/", "صفحة قائمة"),
            ("/admin/x/", "/new/", "صفحة قائمة"),
        ],
    ),
)
def test_what_leads_nowhere_is_refused_in_words(old, new, said):
    page = send(client_of("chief"), ADD, {"old_path": old, "new_path": new}, "old_path")
    assert said in page.content.decode() and not Redirect.objects.exists()


@pytest.mark.parametrize("new", ["/new/", "https://other.example/x"])
def test_what_leads_somewhere_is_taken(new, client):
    send(client_of("chief"), ADD, {"old_path": "/old/", "new_path": new}, "old_path")
    assert client.get("/old/")["Location"] == new


def test_redirects_do_not_lead_round_in_a_circle():
    Redirect.objects.create(old_path="/b/", new_path="/c/")
    Redirect.objects.create(old_path="/c/", new_path="/a/")
    page = send(client_of("chief"), ADD, {"old_path": "/a/", "new_path": "/b/"}, "old_path")
    assert "يعود إلى الرابط القديم" in page.content.decode() and Redirect.objects.count() == 2


@pytest.mark.long
def test_an_old_address_with_a_query_leads_on_too(client):
    for old, new in (("/show.php?id=7", "/seven/"), ("/show.php", "/all/")):
        send(client_of("chief"), ADD, {"old_path": old, "new_path": new}, "old_path")
    assert client.get("/show.php?id=7")["Location"] == "/seven/"
    assert client.get("/show.php?id=8")["Location"] == "/all/"


def test_a_feed_is_asked_for_anew_each_time(client):
    """A browser left to itself keeps one with an old Last-Modified for days, with what was withdrawn since."""
    story = make.article(section=make.section())
    make.quote(story)
    for address in ("/feed/", "/sections/economy/feed/"):
        answer = client.get(address)
        assert answer.status_code == 200 and answer["Cache-Control"] == "no-cache", address


@pytest.mark.parametrize(
    "address", ["http://localhost:99999/a/", "http://localhost:abc/a/", "http://[/a/", "//[::1/a"]
)
def test_what_is_no_whole_address_is_none_of_ours(address):
    assert our_path(address) == ""
