"""Quotes outside their story: said as they may be said, found by what is known of them."""

from datetime import UTC, datetime

import pytest

from articles.models import Attribution, Citation, Occasion, Quote, QuoteLink, Source
from newsroom import pages
from tests import make
from tests.ways import quick

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def row(kind, words, sentence):
    return Quote(kind=kind, words=words, sentence=sentence)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (row("direct", "لا نعود", "قال: «لا نعود»."), [("«لا نعود»", False)]),
        (row("mixed", "لا", "قال لا أحد «لا»."), [("قال لا أحد «", False), ("لا", True), ("».", False)]),
        (row("mixed", "أ … ب", "«أ»، قال، «ب»"), [("«", False), ("أ", True), ("»، قال، «", False), ("ب", True), ("»", False)]),
        (row("mixed", "قال … ثم", "قال … ثم مضى"), [("قال … ثم", True), (" مضى", False)]),
        (row("mixed", "غائب", "جملة"), [("جملة", False)]),
        (row("indirect", "إنه عائد", "قال إنه عائد."), [("قال إنه عائد.", False)]),
        (row("indirect", "إنه عائد", ""), [("إنه عائد", False)]),
    ],
)  # fmt: skip
def test_words_outside_their_story(quote, shown):
    assert pages.said(quote) == shown


def test_long_words_are_cut_at_a_word():
    pieces = pages.said(row("direct", "كلمة " * 200, ""), longest=50)
    assert pieces == [("«" + "كلمة " * 10 + "…»", False)]


def story_with(speaker=None, words="كلام عن السمك", at=PAST, **fields):
    key = f"{Quote.objects.count():010d}"
    story = make.article(headline=f"مادة {key}", body=f'<p>قال: «<q data-quote="{key}">{words}</q>».</p>', at=at,
                         section=fields.pop("section", None))  # fmt: skip
    return make.quote(story, speaker, key=key, **fields)


def found(client, **query):
    answer = client.get("/quotes/", query)
    assert answer.status_code == 200
    return [quote.pk for quote in answer.context["page"].rows]


@pytest.mark.long
def test_the_list_is_filtered_by_each_of_its_fields(client):
    salim = make.person(name="سالم أبو الراسي")
    salim.names.create(name="أبو يوسف")
    body = make.organization(name="هيئة الموانئ", latin_name="Ports Authority")
    paper = Source.objects.create(name="صدى المرجان")
    one = story_with(salim, "السِّمَكُ لنا", said_on="2023-05", kind="mixed")
    two = story_with(body, "البحر ١٢ ميلاً", section=make.section("بيئة", "environment"))
    Attribution.objects.create(quote=two, order=0, source=paper)
    three = story_with(make.person(name="شاهد", is_public_figure=False), "رأيت كل شيء")
    for query, expected in [
        ({"words": "السمك"}, [one]),
        ({"words": "12 البحر"}, [two]),
        ({"words": "  "}, [three, two, one]),
        ({"speaker": "ابو الراسى"}, [one]),
        ({"speaker": "أبو يوسف"}, [one]),
        ({"speaker": "ports"}, [two]),
        ({"speaker": "شاهد"}, []),
        ({"kind": "mixed"}, [one]),
        ({"year": "٢٠٢٣"}, [one]),
        ({"year": "2024"}, [three, two]),
        ({"source": "المرجان"}, [two]),
        ({"section": "environment"}, [two]),
        ({"kind": "direct", "section": "economy"}, [three]),
    ]:
        assert found(client, **query) == [quote.pk for quote in expected], query


@pytest.mark.long
@pytest.mark.parametrize(
    "query",
    [{"kind": "x"}, {"year": "20x"}, {"section": "none"}, {"speaker": "x" * 500}, {"words": "\0"}],
)
def test_a_filter_that_cannot_be_read_says_so_beside_its_field(client, query):
    story_with()
    answer = client.get("/quotes/", query)
    assert answer.status_code == 200
    assert list(answer.context["filter"].form.errors) == list(query)


def test_a_source_is_found_through_the_item_that_was_cited(client):
    quote = story_with()
    paper = Source.objects.create(name="صدى المرجان")
    citation = Citation.objects.create(article=quote.article, source=paper)
    Attribution.objects.create(quote=quote, order=0, citation=citation)
    assert found(client, source="صدى") == [quote.pk]


def test_the_permalink_tells_everything_known(client):
    quote = story_with(
        words="لن نبيع الماء", position_as_printed="مدير السد", said_on="2023-05-02", verification="recording",
        original_words="We will not sell it.", original_language="en", translator="رنيم",
    )  # fmt: skip
    page = client.get(quote.get_absolute_url()).content.decode()
    for known in ("<mark>لن نبيع الماء</mark>", "مدير السد", '<time datetime="2023-05-02">', "رنيم"):
        assert known in page
    assert '<blockquote lang="en" dir="auto"><p>We will not sell it.' in page
    assert f"{quote.article.get_absolute_url()}#quote-{quote.pk}" in page


@pytest.mark.parametrize("state", quick(2, ["proposed", "changed", "orphan", "rejected"]))
def test_what_is_not_confirmed_has_no_permalink(client, state):
    quote = story_with()
    Quote.objects.filter(pk=quote.pk).update(state=state)
    assert client.get(quote.get_absolute_url()).status_code == 404


@pytest.mark.long
def test_an_occasion_has_a_page_once_two_quotes_share_it(client):
    occasion = Occasion.objects.create(title="مؤتمر السد", on="2023-05-02")
    one = story_with(occasion=occasion)
    assert client.get(occasion.get_absolute_url()).status_code == 404
    assert occasion.get_absolute_url() not in client.get(one.get_absolute_url()).content.decode()
    two = story_with(make.person(name="أخرى"), "كلام آخر", occasion=occasion)
    assert client.get(occasion.get_absolute_url()).status_code == 200
    page = client.get(one.get_absolute_url())
    assert occasion.get_absolute_url() in page.content.decode()
    assert [quote.pk for quote in page.context["same_occasion"]] == [two.pk]


@pytest.mark.long
def test_quotes_that_answer_each_other_are_shown_while_both_are_public(client):
    one, two = story_with(), story_with(make.person(name="أخرى"), "كلام آخر")
    QuoteLink.objects.create(from_quote=two, to_quote=one, kind="denies")
    assert [other for _, other in client.get(one.get_absolute_url()).context["answers"]] == [two]
    Quote.objects.filter(pk=two.pk).update(state="changed")
    assert client.get(one.get_absolute_url()).context["answers"] == []


@pytest.mark.long
def test_a_source_page_tells_what_came_through_it(client):
    paper = Source.objects.create(name="صدى المرجان")
    seen, heard = (
        story_with(verification="recording"),
        story_with(make.person(name="ب"), verification="other_outlet"),
    )
    for quote in (seen, heard):
        citation = Citation.objects.create(article=quote.article, source=paper)
        Attribution.objects.create(quote=quote, order=0, citation=citation)
    page = client.get(paper.get_absolute_url())
    assert page.context["counts"] == {"all": 2, "second_hand": 1}
    assert page.context["story_count"] == 2
    assert paper.name in client.get("/sources/").content.decode()


def test_a_speaker_without_a_page_is_named_as_printed(client):
    witness = make.person(name="نجمة محمود الريّس", is_public_figure=False)
    quote = story_with(witness, speaker_as_printed="نجمة")
    for address in (quote.get_absolute_url(), "/quotes/", quote.article.get_absolute_url()):
        page = client.get(address).content.decode()
        assert "نجمة" in page
        assert "محمود" not in page


def test_a_number_that_no_database_holds_is_not_found(client):
    assert client.get(f"/quotes/{10**26}/").status_code == 404
