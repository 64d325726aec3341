"""What moved or is gone may come back: browsers are told to ask again, and keep no answer of it for ever."""

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article
from newsroom.models import Redirect
from tests import make

pytestmark = pytest.mark.django_db


def test_no_browser_keeps_for_good_that_a_page_moved_or_is_gone():
    story, reader = make.article(), Client()
    address = story.get_absolute_url()
    Redirect.objects.create(old_path="/old/", new_path=address)
    workflow.move(make.article("غيره"), "withdraw")
    gone = Article.objects.get(state="withdrawn")
    asked = {
        f"/articles/{story.pk}/x/": 301, "/old/": 301, "/nowhere/": 404, f"/articles/{gone.pk}/x/": 410,
        address.rstrip("/"): 301,
    }  # fmt: skip
    for path, status in asked.items():
        answer = reader.get(path)
        assert (answer.status_code, answer.headers.get("Cache-Control")) == (status, "no-cache"), path


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_story_that_is_brought_back_and_a_headline_changed_back_open_in_the_same_browser(
    live_server, chromium
):
    story = make.article("أول")
    first = story.get_absolute_url()
    page = chromium.new_page()

    def seen(address):
        page.goto(live_server.url + address)
        return page.inner_text("h1")

    assert seen(first) == "أول"

    Article.objects.filter(pk=story.pk).update(headline="ثانٍ")
    second = Article.objects.get().get_absolute_url()
    assert seen(first) == "ثانٍ"
    Article.objects.filter(pk=story.pk).update(headline="أول")
    assert (seen(second), seen(first)) == ("أول", "أول")
    workflow.move(Article.objects.get(), "withdraw")
    assert seen(first) != "أول"
    workflow.move(Article.objects.get(), "publish")
    assert seen(first) == "أول"
    page.close()
