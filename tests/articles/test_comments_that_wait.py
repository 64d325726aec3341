"""For whom a comment waits, on the first page and by mail; and where open comments are counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import comments, waiting
from articles.models import Article, Comment, State
from newsroom.models import User
from tests import make
from tests.articles.commented import address, form_address, make_story, on
from tests.cast import client_of, member
from tests.worlds import shared

pytestmark = pytest.mark.django_db
stored, story = shared(make_story)


def waits(role):
    """What of the pile of comments waits for this role."""
    user = User.objects.get(username=role)
    return [row.text for pile in waiting.piles(user, make.NOW) if pile.of == "comment" for row in pile.rows]


def test_open_comments_wait_for_whom_they_are_for_and_for_who_began_the_story(story):
    on(story, "", text="للمحرر")
    on(story, "", text="لرئيس التحرير", to=member("chief"))
    on(story, "", by="reporter", text="مني إلى الديسك", to=member("desk"))
    on(story, "", by="reporter", text="مني على مادتي")
    assert (waits("reporter"), waits("chief"), waits("desk")) == (
        ["للمحرر"],
        ["لرئيس التحرير"],
        ["مني إلى الديسك"],
    )
    page = client_of("chief").get("/admin/").content.decode()
    assert "لرئيس التحرير" in page and f"{form_address(story)}#comment-" in page
    comments.resolve(Comment.objects.get(text="للمحرر"), member("desk"))
    assert waits("reporter") == []
    Article.objects.filter(pk=story.pk).update(state=State.KILLED)
    assert waits("chief") == []


def test_the_list_counts_open_comments_and_narrows_to_them(story):
    make.article("بلا تعليق", published=False)
    for text in ("أول", "ثان", "ثالث"):
        on(story, "", text=text)
    comments.resolve(Comment.objects.get(text="ثالث"), member("desk"))
    listed = reverse("admin:articles_article_changelist")
    page = client_of("desk").get(listed).content.decode()
    assert '<td class="field-open_comments">2</td>' in page and "بلا تعليق" in page
    page = client_of("desk").get(f"{listed}?commented=open").content.decode()
    assert "الميناء يبقى مفتوحاً" in page and "بلا تعليق" not in page
    assert "الميناء يبقى مفتوحاً" in client_of("reporter").get(f"{listed}?commented=mine").content.decode()
    assert "الميناء يبقى مفتوحاً" not in client_of("chief").get(f"{listed}?commented=mine").content.decode()


def asked(client, where):
    client.get(where)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    return len(queries)


@pytest.mark.long
def test_form_list_and_first_page_cost_the_same_with_two_comments_and_with_sixty(story):
    client = client_of("reporter")
    where = [form_address(story), address(story), reverse("admin:articles_article_changelist"), "/admin/"]
    counts = []
    for number in (2, 58):
        for n in range(number):
            comments.reply(on(story, "العمال باقون", text=f"سؤال {number} {n}"), member("chief"), "جواب")
        counts.append([asked(client, one) for one in where])
    assert counts[0] == counts[1]
    page = client.get(form_address(story)).content.decode()
    assert page.count('class="comment"') == 30 and "60" in page
    assert client.get(address(story) + "?page=2").content.decode().count('class="comment"') == 10
