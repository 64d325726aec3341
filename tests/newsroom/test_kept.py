"""What the server says of what a browser keeps until it is saved: of which forms, and what it has saved."""

import pytest
from django.contrib.admin import site

from newsroom.desk.two_editors import TwoEditors
from tests import make
from tests.cast import client_of

pytestmark = pytest.mark.django_db
ID = "abcdefgh1234"
ROWS = {
    f"{one}-{name}": value
    for one in ("tenures", "names")
    for name, value in (("TOTAL_FORMS", "0"), ("INITIAL_FORMS", "0"))
}


def posted(where, **fields):
    address, _, asked = where.partition("?")
    answer = client_of("chief").post(f"/admin/{address}?{asked}", {"typed_text": ID, **fields})
    saved = answer.cookies.get("saved_text")
    return answer, saved and saved.value


def test_only_forms_without_a_secret_that_somebody_writes_sentences_into_are_kept():
    doors = {model._meta.model_name: door for model, door in site._registry.items()}
    kept = {name for name, door in doors.items() if isinstance(door, TwoEditors) and door.kept_as(None)}
    assert kept == {
        "article", "assignment", "citation", "contributor", "occasion", "organization", "person", "photo", "place",
        "position", "quote", "section", "source", "tenure", "wordrule",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [("people/person/add/", True), ("articles/assignment/add/", True), ("articles/correction/add/", False)],
)
def test_the_page_says_under_what_name_the_browser_keeps_it(address, is_kept):
    page = client_of("chief").get(f"/admin/{address}").content.decode()
    assert (f'data-drafts="{address.split("/")[1]}.new"' in page) == is_kept


def test_the_browser_is_told_what_was_saved_and_not_what_was_refused():
    answer, saved = posted("people/person/add/", name="رنا المحّاري", **ROWS)
    assert (answer.status_code, saved) == (302, ID)
    answer, saved = posted("people/person/add/", name="", **ROWS)
    assert (answer.status_code, saved) == (200, None)
    assert f'data-typed="{ID}"' in answer.content.decode(), "the page goes on with the text it began"


@pytest.mark.long
def test_the_browser_is_told_too_by_the_window_that_closes_and_by_the_bench():
    answer, saved = posted("people/person/add/?_popup=1", _popup="1", name="سالم الراسي", **ROWS)
    assert (answer.status_code, saved) == (200, ID)
    quote = make.quote(make.article(published=False), confirmed=False)
    sent = {
        "kind": quote.kind,
        "verification": quote.verification,
        "person": quote.person_id,
        "verb": quote.verb,
    }
    opened = client_of("chief").get(f"/admin/articles/quote/{quote.pk}/change/?_bench=1").context["opened"]
    answer, saved = posted(
        f"articles/quote/{quote.pk}/change/?_bench=1", _opened=opened, **sent,
        **{"attributions-TOTAL_FORMS": "0", "attributions-INITIAL_FORMS": "0"},
    )  # fmt: skip
    assert answer.json()["key"] == quote.key and saved == ID
