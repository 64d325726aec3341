"""A tag that is there already is found however it is typed, and keeps its spelling."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag

from articles import tags
from articles.exchange import load
from articles.models import Article
from articles.snapshot import apply
from tests import make
from tests.browser import send
from tests.cast import client_of

pytestmark = pytest.mark.django_db
KNOWN = ["مجلس الأمن", "الأمم المتحدة", "كوفيد-19", "عبد الله", "Café de Paris"]
TYPED = "مجلس الامن، الأممُ المتّحدة، كوفيد ١٩، عبدالله، CAFE DE PARIS"


@pytest.mark.long
def test_a_tag_that_is_there_is_found_in_any_spelling_and_keeps_its_own():
    elder = make.article()
    elder.tags.set([*KNOWN, "مجلس"])
    story, client = make.article(published=False), client_of("desk")
    address = reverse("admin:articles_article_change", args=[story.pk])
    send(client, address, {"tags": TYPED}, "body", press="_continue")
    assert sorted(story.tags.names()) == sorted(KNOWN)
    answer = send(client, address, {"tags": "مجلس الامنية"}, "body", press="_continue")
    assert answer.status_code == 200 and [*story.tags.names()] == ["مجلس الامنية"], "another word"
    apply(story, {"tags": TYPED.split("، ")})
    assert sorted(story.tags.names()) == sorted(KNOWN)
    assert Tag.objects.count() == len(KNOWN) + 2


def test_many_tags_are_found_by_two_questions_and_the_elder_of_two():
    Tag.objects.create(name="مدرسة", slug="one")
    Tag.objects.create(name="مدرسه", slug="two")
    Tag.objects.bulk_create(Tag(name=f"أمانة {n}", slug=f"n-{n}") for n in range(30))
    names = ["مدرسَة", "جديد", "🙂", *(f"امانه {n}" for n in range(30))]
    with CaptureQueriesContext(connection) as asked:
        found = tags.known(names)
    assert len(asked) == 2
    assert [found[name].name for name in names if name in found] == [
        "مدرسة",
        *(f"أمانة {n}" for n in range(30)),
    ]
    with CaptureQueriesContext(connection) as asked:
        assert tags.known(["مدرسه"])["مدرسه"].slug == "two", "as it stands there"
    assert len(asked) == 1
    assert len({tag.pk for tag in tags.rows(["حديقة", "حديقه", "مدرسَة"]).values()}) == 2


def test_a_load_finds_them_too_in_one_batch_and_a_second_one_changes_nothing():
    make.article().tags.set(KNOWN)
    lines = [
        json.dumps(
            {"uid": f"t-{n}", "headline": f"خبر {n}", "body": "نص.", "tags": [*TYPED.split("، "), new]}
        )
        for n, new in enumerate(["مكتبة", "مكتبه"])
    ]
    assert load(lines).created == 2
    assert sorted(Article.objects.get(uid="t-1").tags.names()) == sorted([*KNOWN, "مكتبة"])
    assert load(lines).unchanged == 2 and Tag.objects.count() == len(KNOWN) + 1


def test_a_sign_is_part_of_a_tag():
    make.article(published=False).tags.set(tags.split("C، أوبك"))
    found = tags.known(tags.split("C++، C#، أوبك+، اوبك"))
    assert tags.split("C++، C#، أوبك+، C") == ["C", "C#", "C++", "أوبك+"]
    assert {name: tag.name for name, tag in found.items()} == {"اوبك": "أوبك"}
