"""At the desk too any spelling finds: lists and autocomplete fields, drafts among them."""

import datetime
import json

import pytest
from django.utils import timezone

from articles.exchange import load
from articles.models import Article, Contributor, Correction, Occasion, Quote, Source
from newsroom.search.models import Asked
from people.models import Position
from tests import make
from tests.browser import form_of
from tests.cast import client_of
from tests.test_sentinel import picture
from tests.ways import quick
from tests.worlds import shared

pytestmark = pytest.mark.django_db

PAST = datetime.datetime(2024, 5, 1, 9, tzinfo=datetime.UTC)


def listed(path, text):
    answer = client_of("desk").get(f"/admin/{path}/", {"q": text})
    assert answer.status_code == 200
    return [str(row) for row in answer.context["cl"].result_list]


def offered(text, app, model, field):
    answer = client_of("desk").get(
        "/admin/autocomplete/", {"term": text, "app_label": app, "model_name": model, "field_name": field}
    )
    assert answer.status_code == 200
    return {row["text"] for row in answer.json()["results"]}


def make_house():
    published = make.article("افتتاح المِيناء القديم", at=PAST)
    make.quote(published)
    make.article("مسودة عن الميناء", published=False)
    make.article("مجدولة عن الميناء", at=timezone.now() + datetime.timedelta(days=1))
    published.tags.add("أخبار الموانئ")
    Contributor.objects.create(name="هالة الكاتبة")
    Occasion.objects.create(title="مؤتمر الإدارة")
    Correction.objects.create(article=published, text="تصحيح الأرقام", issued_at=PAST)
    picture("الإدارة")


stored, house = shared(make_house)


def test_stories_are_found_published_or_not(house):
    assert set(listed("articles/article", "ميناء")) == {
        "افتتاح المِيناء القديم", "مسودة عن الميناء", "مجدولة عن الميناء"
    }  # fmt: skip
    assert listed("articles/article", "الميناء القديم") == ["افتتاح المِيناء القديم"]
    assert listed("articles/article", Article.objects.get(headline="مسودة عن الميناء").uid) == [
        "مسودة عن الميناء"
    ]
    assert offered("مسوده", "articles", "correction", "article") == {"مسودة عن الميناء"}


@pytest.mark.parametrize(
    ("path", "text"),
    quick(
        3,
        [
            ("articles/quote", "نُغلق الميناءَ"),
            ("articles/quote", "الشتاء"),
            ("taggit/tag", "المَوانئ"),
            ("articles/contributor", "هاله"),
            ("articles/occasion", "الاداره مؤتمر"),
            ("articles/correction", "الارقام"),
            ("photos/photo", "تعليق الاداره"),
            ("people/person", "راسى"),
        ],
    ),
)
def test_every_list_finds_any_spelling(house, path, text):
    assert len(set(listed(path, text))) == 1


@pytest.mark.long
def test_a_citation_is_found_by_its_words_its_address_and_its_source_however_it_came_here(house):
    line = {
        "uid": "s-1", "headline": "عن تقرير", "body": "نص.", "sources": [{"uid": "o-1", "name": "صدى الساحل"}],
        "citations": [{"uid": "c-1", "source": "o-1", "title": "أزمة الإدارة", "url": "https://example.com/port"}],
    }  # fmt: skip
    assert not load([json.dumps(line)]).refused
    loaded = "صدى الساحل: أزمة الإدارة"
    typed = Article.objects.first().citations.create(source=Source.objects.get(), title="ميناء")
    typed.title = "رصيف"
    typed.save(update_fields=["title"])
    assert listed("articles/citation", "الاداره صدي") == listed("articles/citation", "com/port") == [loaded]
    assert listed("articles/citation", "رصيف") == ["صدى الساحل: رصيف"]
    assert listed("articles/citation", "ميناء") == []
    Source.objects.get().names.create(name="جريدة الموج")
    assert len(listed("articles/citation", "الموج")) == 2


def test_a_quote_nobody_confirmed_is_found_too(house):
    story = make.article("ثانية", make.BODY.replace("abcdefghij", "abcdefghik"), published=False)
    assert len(listed("articles/quote", "الشتاء")) == 4
    assert Quote.objects.filter(article=story).exists()


@pytest.mark.long
@pytest.mark.parametrize("text", ["\0", "'", "%", "«", "م" * 5000, "-ميناء", "قائل:س"])
def test_no_text_breaks_a_list(house, text):
    for path in ("articles/article", "articles/quote", "articles/section", "people/person", "search/asked"):
        listed(path, text)
    offered(text, "articles", "quote", "person")


@pytest.mark.long
@pytest.mark.parametrize("text", ["abc", "9" * 40, "-1", "\0", "1e5"])
def test_what_can_be_no_id_is_passed_over(house, text):
    desk = client_of("desk")
    assert desk.get("/admin/articles/citation/add/", {"source": text}).status_code == 200
    answer = desk.post(
        "/admin/articles/correction/add/", {"article": text, "quote": text, "kind": "correction", "text": "x"}
    )
    assert answer.status_code == 200
    form = f"/admin/articles/quote/{Quote.objects.first().pk}/change/"
    seen = form_of(desk.get(form), "person")["_opened"]
    answer = desk.post(form, {"person": text, "co_speakers": [text], "kind": "direct", "_opened": seen})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "text",
    quick(
        2,
        [
            "سلوى الراجحي وزيرة",
            "وزيرة الموانئ سلوى",
            "سلوى وزير",
            "Salwa وزيره",
            "rajhi",
            "أم هاني",
            "سلوى الراجحي، وزيرة الموانئ",
        ],
    ),
)
def test_a_tenure_is_found_as_it_is_printed_and_by_every_name_of_its_person(house, text):
    person = make.person("سلوى الراجحي", latin_name="Salwa Al-Rajhi", gender="f")
    person.names.create(name="أمّ هاني")
    position = Position.objects.create(title="وزير الموانئ", title_feminine="وزيرة الموانئ")
    person.tenures.create(position=position)
    person.tenures.create(position=Position.objects.create(title="نائب"))
    rows = listed("people/tenure", text)
    assert rows.count("سلوى الراجحي، وزيرة الموانئ") == 1
    assert offered("وزيرة الموانئ", "people", "tenure", "position") == {"وزير الموانئ"}


@pytest.mark.parametrize("text", ["الميناء إغلاق", "غلاق ميناء"])
def test_what_readers_asked_is_found_by_its_words_in_any_order(house, text):
    Asked.objects.create(key="اغلاق الميناء", query="إغلاق الميناء", last_on=PAST)
    Asked.objects.create(key="الميناء", query="الميناء", last_on=PAST)
    assert listed("search/asked", text) == ["إغلاق الميناء"]


@pytest.mark.parametrize(
    "typed", quick(2, ["المين", "الميناء القدي", "القديم المينا", "ميناء قدي", "مين", "المِينا", "افتت"])
)
def test_a_half_typed_word_finds_a_published_story(house, typed):
    assert "افتتاح المِيناء القديم" in listed("articles/article", typed)
    for model in ("correction", "assignment"):
        assert "افتتاح المِيناء القديم" in offered(typed, "articles", model, "article")


@pytest.mark.parametrize("typed", ["المي القديم", "القدي المنا", "فتتا", "الميناء «القدي»", "ميناء القدي "])
def test_only_the_last_word_may_be_half_of_one_and_only_its_beginning(house, typed):
    Article.objects.exclude(headline__contains="القديم").delete()
    assert offered(typed, "articles", "correction", "article") == set()


@pytest.mark.parametrize("typed", ["الشتا", "نغلق المين", "المينا نغلق", "قبل الشت"])
def test_a_half_typed_word_finds_a_public_quote(house, typed):
    Quote.objects.exclude(article__headline__contains="القديم").delete()
    assert len(listed("articles/quote", typed)) == 1
