"""The published story: clean words, each confirmed quote leading to its speaker."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import pictures, rendering
from articles.models import Article, Correction, Quote
from tests import make
from tests.ways import quick

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)
A, B = "aaaaaaaaaa", "bbbbbbbbbb"


def published(body, **quotes):
    """The rendered body; `quotes` gives each key's Quote fields."""
    story = Article(headline="خبر", body=body)
    story.save()
    for key, fields in quotes.items():
        make.quote(story, key=key, **fields)
    story.quotes.update(article=story)
    confirmed = story.quotes.filter(state="confirmed").select_related("person", "organization")
    now = timezone.now()
    return rendering.body(story, list(confirmed.order_by("order")), pictures.shown(story, now), now)


def test_a_quote_leads_to_its_speaker():
    speaker = make.person()
    html = published(f'<p>قال: «<q data-quote="{A}">كلام</q>».</p>', **{A: {"speaker": speaker}})
    pk = Quote.objects.get().pk
    assert html == (
        f'<p>قال: «<span class="quote" id="quote-{pk}" data-quote="{pk}">'
        f'<a href="{speaker.get_absolute_url()}">كلام</a></span>».</p>'
    )


def test_only_the_first_part_of_a_split_quote_bears_the_id():
    body = f'<p>«<q data-quote="{A}">أول</q>»، قال، «<q data-quote="{A}">ثانٍ</q>».</p>'
    html = published(body, **{A: {}})
    assert html.count(' id="quote-') == 1
    assert html.count('class="quote"') == 2


def test_what_nobody_confirmed_is_plain_text():
    body = f'<p>قال: «<q data-quote="{A}">كلام</q>» و<span data-quote="{B}">معنى</span>.</p>'
    assert published(body) == "<p>قال: «كلام» ومعنى.</p>"


def test_somebody_without_a_page_is_not_linked_but_the_quote_is():
    witness = make.person(name="شاهدة", is_public_figure=False)
    html = published(f'<p>«<q data-quote="{A}">كلام</q>»</p>', **{A: {"speaker": witness}})
    assert f'<a href="/quotes/{Quote.objects.get().pk}/">كلام</a>' in html
    assert "/people/" not in html


def test_an_unnamed_source_leads_to_the_quote():
    html = published(f'<p>«<q data-quote="{A}">كلام</q>»</p>', **{A: {"unnamed": "مصدر أمني"}})
    assert f'href="/quotes/{Quote.objects.get().pk}/"' in html


def test_verbatim_words_inside_a_statement_are_no_link_in_a_link():
    one, other = make.person(name="أولى"), make.person(name="ثانية")
    body = f'<p><span data-quote="{A}">قالت إن «<q data-quote="{B}">كلاماً</q>» قيل</span>.</p>'
    html = published(body, **{A: {"speaker": one}, B: {"speaker": other}})
    for piece in html.split("<a ")[1:]:
        assert "<a " not in piece.partition("</a>")[0]
    assert html.count(f'<a href="{one.get_absolute_url()}">') == 2
    assert html.count(f'<a href="{other.get_absolute_url()}">') == 1


def test_words_of_one_speaker_inside_their_statement_are_one_link():
    speaker = make.person()
    body = f'<p><span data-quote="{A}">قالت إن «<q data-quote="{B}">كلاماً</q>» قيل</span>.</p>'
    html = published(body, **{A: {"speaker": speaker}, B: {"speaker": speaker}})
    assert html.count("<a ") == 1


def test_a_link_inside_a_statement_stays_the_link():
    body = f'<p><span data-quote="{A}">قال في <a href="https://example.org/x">بيان</a> له</span></p>'
    html = published(body, **{A: {}})
    assert '<a href="https://example.org/x">بيان</a>' in html
    for piece in html.split("<a ")[1:]:
        assert "<a " not in piece.partition("</a>")[0]


@pytest.mark.parametrize("word", quick(1, ["q", "script"]))
def test_no_machine_meets_what_it_does_not_know(client, word):
    story = make.article(body=make.BODY + "<script>alert(1)</script>", at=PAST)
    make.quote(story)
    page = client.get(story.get_absolute_url()).content.decode()
    page = page.replace('<script defer src="/static/newsroom/suggest.js"></script>', "")
    page = page.replace('<script type="application/ld+json">', "")  # data, which no browser runs
    assert f"<{word}" not in page
    assert make.WORDS in page


def test_markup_in_names_and_words_is_text(client):
    story = make.article(headline="<b>عنوان</b>", body="<p>1 &lt; 2 &amp; <em>نص</em></p>", at=PAST)
    page = client.get(story.get_absolute_url()).content.decode()
    assert "&lt;b&gt;عنوان&lt;/b&gt;" in page
    assert "1 &lt; 2 &amp;" in page


def test_latin_names_are_isolated_from_the_line():
    html = published("<p>أعلنت OpenAI Inc. ذلك بعد كوفيد-19 عند -5 درجات.</p>")
    assert '<bdi dir="ltr">OpenAI Inc</bdi>' in html
    assert '<bdi dir="ltr">-5</bdi>' in html
    assert "كوفيد-19" in html


def test_a_figure_gets_its_picture_caption_label_and_credit():
    row = make.photo(caption="سفن في الميناء", label="archive")
    html = published(f'<figure data-photo="{row.uid}"></figure><p>نص</p>')
    assert f'<source type="image/avif" srcset="/photos/{row.uid}/8.avif 8w"' in html
    assert f'src="/photos/{row.uid}/8.jpg"' in html
    assert 'alt="سفن" width="8" height="6"' in html
    assert "<figcaption>سفن في الميناء <span" in html
    assert '<span class="credit">رسم</span>' in html


def test_the_storys_own_caption_stands_before_the_photos():
    row = make.photo(caption="سفن في الميناء", label="archive")
    html = published(f'<figure data-photo="{row.uid}"><figcaption>تعليق المادة</figcaption></figure>')
    assert "<figcaption>تعليق المادة <span" in html
    assert "سفن في الميناء" not in html


def test_a_figure_whose_photo_is_gone_leaves_nothing():
    assert (
        published('<p>نص</p><figure data-photo="gone"><figcaption>تعليق</figcaption></figure>') == "<p>نص</p>"
    )


def test_who_said_what_lists_each_speaker_once(client):
    body = f'<p>«<q data-quote="{A}">أول</q>» ثم «<q data-quote="{B}">ثانٍ</q>».</p>'
    story = make.article(body=body, at=PAST)
    speaker = make.person()
    for key in (A, B):
        make.quote(story, speaker, key=key, position_as_printed="مدير الميناء")
    page = client.get(story.get_absolute_url())
    assert [[quote.words for quote in said] for _, said in page.context["speakers"]] == [["أول", "ثانٍ"]]
    assert "مدير الميناء" in page.content.decode()


def test_corrections_stand_in_the_story_once_they_are_issued(client):
    story = make.article(at=PAST)
    Correction.objects.create(article=story, text="الصواب أربعون.", issued_at=PAST + timedelta(days=1))
    Correction.objects.create(article=story, text="لم يحن وقته.", issued_at=datetime(2999, 1, 1, tzinfo=UTC))
    for address in (story.get_absolute_url(), "/corrections/", "/corrections/feed/"):
        page = client.get(address).content.decode()
        assert "الصواب أربعون." in page
        assert "لم يحن وقته." not in page


def test_the_last_update_is_told_only_after_a_material_change(client):
    story = make.article(at=PAST)
    assert not client.get(story.get_absolute_url()).context["is_updated"]
    Article.objects.filter(pk=story.pk).update(updated_at=PAST + timedelta(hours=2))
    assert client.get(story.get_absolute_url()).context["is_updated"]


def test_a_republished_text_names_the_original_as_the_address_to_find(client):
    story = make.article(origin="agency", canonical_url="https://agency.example/1", at=PAST)
    page = client.get(story.get_absolute_url()).content.decode()
    assert '<link rel="canonical" href="https://agency.example/1">' in page
    own = make.article(headline="لنا", canonical_url="https://agency.example/1", at=PAST)
    page = client.get(own.get_absolute_url()).content.decode()
    assert f'<link rel="canonical" href="http://testserver{own.get_absolute_url()}">' in page


def test_an_imported_address_that_is_no_web_address_is_no_link(client):
    story = make.article(origin="translated", canonical_url="javascript:alert(1)", at=PAST)
    assert "javascript:" not in client.get(story.get_absolute_url()).content.decode()
