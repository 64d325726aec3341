"""A story is not begun twice by the way back and a second press."""

import pytest

from articles.models import Article
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/article/add/"


def typed(client, headline="الميناء يبقى مفتوحاً", body="<p>نص.</p>"):
    return form_of(client.get(ADD), "headline") | {"headline": headline, "body": body, "_save": "1"}


@pytest.mark.parametrize("body", ["<p>نص.</p>", pytest.param("<p>نص أطول.</p>", marks=pytest.mark.long)])
def test_a_second_press_leads_to_the_story_that_is_there(body):
    client = client_of("reporter")
    client.post(ADD, typed(client))
    story = Article.objects.get()
    answer = client.post(ADD, typed(client, body=body))
    html = answer.content.decode()
    assert (answer.status_code, Article.objects.count()) == (200, 1)
    assert "بدأتَ مادة بهذا العنوان الساعة" in html
    assert f'<a href="/admin/articles/article/{story.pk}/change/">' in html
    assert form_of(answer, "headline")["body"] == body, "nothing that was typed is lost"


@pytest.mark.long
def test_two_stories_may_have_one_headline():
    client = client_of("reporter")
    client.post(ADD, typed(client))
    client.post(ADD, typed(client) | {"_another": str(Article.objects.get().pk)})
    assert Article.objects.count() == 2
    client.post(ADD, typed(client, "عنوان آخر"))
    assert Article.objects.count() == 3


@pytest.mark.long
def test_what_a_colleague_began_or_was_spiked_is_none():
    make.article(published=False, created_by=member("desk"))
    for state in ("spiked", "killed"):
        make.article(published=False, created_by=member("reporter"), state=state)
    client = client_of("reporter")
    client.post(ADD, typed(client))
    assert Article.objects.count() == 4


@pytest.mark.long
def test_who_said_that_it_is_another_is_not_asked_again():
    client = client_of("reporter")
    client.post(ADD, typed(client))
    answered = {"_another": str(Article.objects.get().pk), "canonical_url": "x"}
    refused = client.post(ADD, typed(client) | answered)
    assert refused.status_code == 200 and Article.objects.count() == 1
    client.post(ADD, form_of(refused, "headline") | {"canonical_url": "", "_save": "1"})
    assert Article.objects.count() == 2


@pytest.mark.long
def test_a_second_paste_says_so():
    client = client_of("reporter")
    page = "/admin/articles/article/import/"
    for _ in range(2):
        form = form_of(client.get(page), "text")
        answer = client.post(page, form | {"headline": "عنوان", "text": "نص من سطر واحد."}, follow=True)
    assert Article.objects.count() == 2 and "بدأتَ مادة بهذا العنوان الساعة" in answer.content.decode()
