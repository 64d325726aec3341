"""The home page and the sections: what editors placed, then the newest."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article, Front, FrontSlot
from tests import make

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def stories(count, **fields):
    """Newest last."""
    return Article.objects.bulk_create(
        Article(
            uid=f"a{n}",
            headline=f"مادة {n}",
            section=make.section(),
            state="published",
            publish_at=PAST,
            visible_from=PAST + timedelta(hours=n),
            **fields,
        )
        for n in range(count)
    )


def shown(answer):
    lead = answer.context["lead"]
    return [story.pk for story in [lead, *answer.context["beside"], *answer.context["more"]] if story]


def test_an_empty_site_has_a_home_page(client):
    answer = client.get("/")
    assert answer.status_code == 200
    assert shown(answer) == []


def test_the_newest_stand_first_and_the_rest_under_its_section(client):
    rows = stories(14)
    answer = client.get("/")
    assert shown(answer) == [row.pk for row in rows[::-1][:9]]
    [(_, news)] = answer.context["sections_with_news"]
    assert [story.pk for story in news] == [row.pk for row in rows[::-1][9:13]]


def test_placed_stories_stand_before_the_newest_while_they_may(client):
    rows = stories(4)
    front = Front.objects.create()
    hidden = make.article(headline="مخفية", published=False)
    hour = timedelta(hours=1)
    for order, (story, until) in enumerate(
        [(rows[0], None), (hidden, None), (rows[1], timezone.now() - hour), (rows[2], timezone.now() + hour)]
    ):
        FrontSlot.objects.create(front=front, article=story, order=order, pinned_until=until)
    assert shown(client.get("/")) == [rows[place].pk for place in (0, 2, 3, 1)]


def test_a_section_has_a_front_of_its_own(client):
    rows = stories(3)
    FrontSlot.objects.create(front=Front.objects.create(section=make.section()), article=rows[0], order=0)
    answer = client.get("/sections/economy/")
    assert [story.pk for story in answer.context["placed"]] == [rows[0].pk]
    assert [story.pk for story in answer.context["page"].rows] == [rows[2].pk, rows[1].pk]
    assert client.get("/").context["lead"].pk == rows[2].pk


@pytest.mark.long
def test_they_said_shows_the_newest_words_of_each_speaker_once(client):
    salim, amal = make.person(), make.person(name="آمال")
    for number, speaker in enumerate([salim, amal, salim]):
        make.quote(make.article(headline=f"مادة {number}", at=PAST + timedelta(hours=number)), speaker)
    unnamed = make.article(headline="مصدر", at=PAST + timedelta(days=1))
    make.quote(unnamed, unnamed="مصدر")
    assert [quote.person for quote in client.get("/").context["quotes"]] == [salim, amal]


def test_breaking_news_is_told_apart_as_long_as_it_is_breaking(client):
    *_, new = stories(2, urgency="breaking")
    Article.objects.filter(pk=new.pk).update(visible_from=timezone.now())
    assert client.get("/").content.decode().count('class="kicker urgent"') == 1
