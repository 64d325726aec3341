"""Links from story to story: their addresses say headlines, and no headline that readers are not to know."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import internal_links, previews, workflow
from articles.models import Article, Attribution, Citation, Source
from newsroom.models import Redirect
from people.models import Person
from tests import make
from tests.browser import send
from tests.cast import client_of, member

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


def test_a_link_to_what_readers_see_has_its_address_of_now_and_is_stored_by_number():
    seen = make.article("عنوان جديد")
    page, body = linked(f"/articles/{seen.pk}/عنوان-قديم/#q")
    assert f'href="/articles/{seen.pk}/-/#q"' in body
    assert f'href="{unquote(seen.get_absolute_url())}#q"' in page
    for said in linked("/articles/999999/كان-هنا/"):
        assert 'href="/articles/999999/كان-هنا/"' in unquote(said), (
            "an address of before, that a redirect knows"
        )


def leading_to(seen):
    """A story that leads to this one in every way there is, as it came in with others: links are stored as they were."""
    address = seen.get_absolute_url()
    story = make.article(
        "أخرى",
        body=make.BODY
        + f'<p><a href="{address}">هنا</a> و<a href="/articles/0{seen.pk}/{seen.slug}">هنا</a></p>',
        origin="translated",
        original_language="en",
        canonical_url=settings.SITE_ADDRESS + address,
    )
    citation = Citation.objects.create(
        article=story, source=Source.objects.create(name="صحيفتنا"), url=settings.SITE_ADDRESS + address
    )
    Attribution.objects.create(quote=make.quote(story), order=0, citation=citation)
    workflow.draft_for(story)
    Redirect.objects.create(old_path="/old/", new_path=address)
    return story


@pytest.mark.parametrize(
    "how", ["kill", "expire", *(pytest.param(how, marks=pytest.mark.long) for how in ("withdraw", "rename"))]
)
def test_nothing_says_the_headline_of_what_readers_saw_when_it_was_linked(how):
    seen = make.article(SECRET)
    story = leading_to(seen)
    shared = previews.share(story.draft, member("chief"), 24)
    addresses = [
        story.get_absolute_url(), f"{reverse('preview_link', args=[previews.token(shared)])}", "/old/",
        story.quotes.get().get_absolute_url(), story.quotes.get().person.get_absolute_url(), "/quotes/", "/",
        "/feed/", f"/articles/{seen.pk}/-/",
    ]  # fmt: skip

    def said():
        answers = [Client().get(address) for address in addresses]
        return [unquote(answer.content.decode() + str(answer.headers)) for answer in answers]

    assert "زبرجدة" in said()[0] and "زبرجدة" in said()[2], "as long as readers see it"
    if how == "expire":
        Article.objects.filter(pk=seen.pk).update(visible_until=timezone.now())
    elif how == "rename":
        Article.objects.filter(pk=seen.pk).update(headline="ما بقي")
    for move in {"withdraw": ["withdraw"], "kill": ["withdraw", "kill"]}.get(how, ()):
        workflow.move(Article.objects.get(pk=seen.pk), move, notice="سُحبت.")
    assert not any("زبرجدة" in page for page in said())
    leads = "ما-بقي" if how == "rename" else "-"
    assert (
        f'href="/articles/{seen.pk}/{leads}/"' in said()[0] and f"/articles/{seen.pk}/{leads}/" in said()[2]
    )


def test_many_links_are_asked_for_at_once():
    stories = [make.article(f"مادة {number}") for number in range(6)]

    def asked(some):
        links = "".join(f'<p><a href="/articles/{story.pk}/-/">هنا</a></p>' for story in some)
        with CaptureQueriesContext(connection) as queries:
            shown = internal_links.present(links, timezone.now())
        assert all(f'"{story.get_absolute_url()}"' in shown for story in some)
        return len(queries)

    assert (asked([]), asked(stories[:1]), asked(stories)) == (0, 1, 1)


@pytest.mark.long
def test_nobody_who_has_no_page_is_named_by_a_link():
    private = Person.objects.create(name="فلان زبرجدة")
    assert "زبرجدة" not in linked(f"/people/{private.pk}/-/")[0]
