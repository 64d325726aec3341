"""Links from story to story: their addresses say headlines, and no headline that readers are not to know."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article
from people.models import Person
from tests import make
from tests.browser import send
from tests.cast import client_of

pytestmark = pytest.mark.django_db
SECRET = "فضيحة زبرجدة"


def linked(address, role="desk"):
    """What a public story says whose text was given this link at the desk, and the link that it holds."""
    story = make.article()
    here = f"/admin/articles/article/{story.pk}/change/"
    body = story.body + f'<p>اقرأ <a href="{address}">هنا</a></p>'
    send(client_of(role), here, {"body": body}, "body", press="_move", value="publish")
    return unquote(Client().get(story.get_absolute_url()).content.decode()), Article.objects.get(
        pk=story.pk
    ).body


@pytest.mark.parametrize(
    "state",
    ["draft", *(pytest.param(s, marks=pytest.mark.long) for s in ("scheduled", "withdrawn", "killed"))],
)
def test_a_link_to_what_readers_do_not_see_tells_no_headline(state):
    hidden = make.article(SECRET, published=state in ("withdrawn", "killed"))
    if state == "scheduled":
        workflow.publish(hidden, at=timezone.now() + timedelta(days=1))
    for move in {"withdrawn": ["withdraw"], "killed": ["withdraw", "kill"]}.get(state, ()):
        workflow.move(hidden, move, notice="سُحبت.")
    for typed in ("-", hidden.slug):
        page, body = linked(f"/articles/{hidden.pk}/{typed}/")
        assert f'href="/articles/{hidden.pk}/-/"' in body and "زبرجدة" not in page


def test_a_link_to_what_readers_see_has_its_address_of_now():
    seen = make.article("عنوان جديد")
    assert f'href="{seen.get_absolute_url()}#q"' in linked(f"/articles/{seen.pk}/عنوان-قديم/#q")[1]
    assert 'href="/articles/999999/كان-هنا/"' in unquote(linked("/articles/999999/كان-هنا/")[1])


@pytest.mark.long
def test_nobody_who_has_no_page_is_named_by_a_link():
    private = Person.objects.create(name="فلان زبرجدة")
    assert "زبرجدة" not in linked(f"/people/{private.pk}/-/")[0]
