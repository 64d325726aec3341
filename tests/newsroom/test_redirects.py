"""Where old addresses lead: what the form takes."""

import pytest

from newsroom.models import Redirect
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
