"""A post or a video elsewhere stands in a story as a card: its address is no text, and nothing of it is loaded."""

import pytest
from django.urls import reverse

from articles import exchange, marks, redaction, workflow
from articles.marks.embeds import PROVIDERS, embed
from articles.models import Article
from articles.snapshot import apply, snapshot
from newsroom.arabic.redact import Words
from tests import make
from tests.browser import send
from tests.cast import client_of

ADDRESS = "https://youtube.com/watch?v=abcdefghijk"
CARD = f'<figure data-embed="{ADDRESS}"></figure>'
TITLED = f'<figure data-embed="{ADDRESS}"><figcaption>سفينة الحبوب تدخل الميناء</figcaption></figure>'


# Which addresses


CARDS = [
        ("https://www.youtube.com/watch?v=abcdefghijk&si=Track&t=42s", "youtube", f"{ADDRESS}&t=42s"),
        ("http://m.youtube.com/watch?feature=shared&v=abcdefghijk#x", "youtube", ADDRESS),
        ("https://youtu.be/abcdefghijk?si=1", "youtube", "https://youtu.be/abcdefghijk"),
        ("https://youtube.com/shorts/abcdefghijk/", "youtube", "https://youtube.com/shorts/abcdefghijk"),
        ("HTTPS://X.com/harbour_news/status/1234567890?s=20", "x", "https://x.com/harbour_news/status/1234567890"),
        ("https://mobile.twitter.com/a/status/12", "x", "https://twitter.com/a/status/12"),
        ("https://www.facebook.com/harbour.news/posts/pfbid0abc?x=1", "facebook", "https://facebook.com/harbour.news/posts/pfbid0abc"),
        ("https://www.facebook.com/watch/?v=123456789", "facebook", "https://facebook.com/watch?v=123456789"),
        ("https://fb.watch/aBcD123/", "facebook", "https://fb.watch/aBcD123"),
        ("https://www.instagram.com/reel/AbCdEf/?igsh=zz", "instagram", "https://instagram.com/reel/AbCdEf"),
        ("https://t.me/harbour_news/77", "telegram", "https://t.me/harbour_news/77"),
        ("https://www.tiktok.com/@harbour.news/video/7123456", "tiktok", "https://tiktok.com/@harbour.news/video/7123456"),
        ("https://vimeo.com/12345678", "vimeo", "https://vimeo.com/12345678"),
        ("https://www.dailymotion.com/video/x8abcd", "dailymotion", "https://dailymotion.com/video/x8abcd"),
]  # fmt: skip
OTHERS = [
        "https://example.org/watch?v=abcdefghijk", "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://evil.example/youtube.com/watch?v=abcdefghijk", "https://notyoutube.com/watch?v=abcdefghijk",
        "https://user:secret@youtube.com/watch?v=abcdefghijk", "https://youtube.com@evil.example/watch?v=abcdefghijk",
        "https://youtube.com:8080/watch?v=abcdefghijk", "//youtube.com/watch?v=abcdefghijk",
        "javascript:alert(1)//youtube.com/watch?v=abcdefghijk", "data:text/html,https://youtu.be/abcdefghijk",
        "ftp://youtu.be/abcdefghijk", "https://youtu.be/abc\"onload=x", "https://youtu.be/abcdefghijk<b>",
        "https://youtube.com/", "https://x.com/harbour_news", "https://t.me/c/123/45", "https://t.me/harbour_news",
        "https://youtube.com/watch?v=abc%22def%3Cghi", "https://youtu.be/abcdefghijk\\x", "https://уoutube.com/watch?v=abcdefghijk",
        "https://x.com/a/status/" + "1" * 400, "youtube.com/watch?v=abcdefghijk",
]  # fmt: skip
TYPED = [*(typed for typed, _, _ in CARDS), *OTHERS]


@pytest.mark.parametrize(("typed", "provider", "address"), CARDS)
def test_a_post_or_video_of_a_known_provider_is_a_card_without_what_follows_its_reader(
    typed, provider, address
):
    assert embed(typed) == (provider, address)
    assert embed(address) == (provider, address)
    assert marks.clean(f"<p>{typed.replace('&', '&amp;')}</p>").startswith('<figure data-embed="')


@pytest.mark.parametrize("typed", OTHERS)
def test_anything_else_is_none(typed):
    assert embed(typed) is None
    body = marks.clean(f'<figure data-embed="{typed.replace(chr(34), "&quot;")}"></figure><p>نص</p>')
    assert body == "<p>نص</p>"


# In the body


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        (f"<p>قبل</p><p> {ADDRESS} </p><p>بعد</p>", f"<p>قبل</p>{CARD}<p>بعد</p>"),
        (f'<p><a href="{ADDRESS}">{ADDRESS}</a></p>', CARD),
        (f"<p><strong>{ADDRESS}</strong></p>", CARD),
        (TITLED, TITLED),
        (f'<figure data-embed="{ADDRESS}" onclick="x()"><iframe src="x"></iframe></figure>', CARD),
        # Words beside it, another link, a quote, a cell of a table: text as ever
        (f"<p>شاهد {ADDRESS}</p>", f"<p>شاهد {ADDRESS}</p>"),
        (f'<p><a href="{ADDRESS}">شاهد</a></p>', f'<p><a href="{ADDRESS}">شاهد</a></p>'),
        (
            f'<p><a href="https://evil.example/">{ADDRESS}</a></p>',
            f'<p><a href="https://evil.example/">{ADDRESS}</a></p>',
        ),
        (f'<p><q data-quote="{make.KEY}">{ADDRESS}</q></p>', f'<p><q data-quote="{make.KEY}">{ADDRESS}</q></p>'),
        (f"<ul><li>{ADDRESS}</li></ul>", f"<ul><li><p>{ADDRESS}</p></li></ul>"),
        (f"<h2>{ADDRESS}</h2>", f"<h2>{ADDRESS}</h2>"),
        ("<p>https://example.org/a</p>", "<p>https://example.org/a</p>"),
    ],
)  # fmt: skip
def test_an_address_alone_on_its_line_becomes_a_card_and_stays_one(written, stored):
    assert marks.clean(written) == stored
    assert marks.clean(stored) == stored


def test_the_address_is_no_text_and_no_quote_lies_in_it():
    body = f"<p>قبل</p>{TITLED}"
    assert marks.text(body) == "قبل\nسفينة الحبوب تدخل الميناء"
    assert marks.count_words(body) == 5
    assert "".join(marks.blocks(body)) == body
    assert marks.photos(body) == [] and marks.cards(body) == [ADDRESS]
    marked = marks.wrap(body, 0, len(marks.text(body)), make.KEY)
    assert f'data-embed="{ADDRESS}"' in marked and marks.unwrap(marked, make.KEY) == body


def test_a_pattern_is_read_alike_by_the_browser():
    for provider in PROVIDERS.values():
        assert (
            "(?P" not in provider.pattern and "\\w" not in provider.pattern and "\\d" not in provider.pattern
        )


# In a story


@pytest.fixture
def story(db):
    return make.article(body=f"{make.BODY}<p>{ADDRESS}</p>{TITLED.replace('abcdefghijk', 'zzzzzzzzzzz')}")


def page(story, client):
    return client.get(story.get_absolute_url()).content.decode()


def test_readers_get_a_card_that_leads_there_and_loads_nothing(story, client):
    answer = client.get(story.get_absolute_url())
    html = answer.content.decode()
    assert html.count('<figure class="embed">') == 2
    assert f'<a href="{ADDRESS}" rel="noopener noreferrer nofollow">' in html
    assert '<span class="embed-name">يوتيوب</span>' in html and "<figcaption>سفينة الحبوب" in html
    assert "<iframe" not in html and "data-embed" not in html
    assert 'src="https' not in html
    assert "youtube" not in answer["Content-Security-Policy"]


def test_what_a_card_says_is_marked_as_a_quote_like_any_text(db, client):
    story = make.article(
        body=f'<figure data-embed="https://x.com/a/status/12"><figcaption>كتب: «<q data-quote="{make.KEY}">الميناء مفتوح</q>»</figcaption></figure>'
    )
    make.quote(story)
    assert 'class="quote" id="quote-' in page(story, client)


@pytest.mark.long
def test_a_card_goes_through_a_dump_a_load_a_draft_and_a_restored_version(story):
    body = story.body
    assert body.count("data-embed") == 2
    lines = list(exchange.dump())
    Article.objects.all().delete()
    assert exchange.load(lines).created == 1
    story = Article.objects.get()
    assert story.body == body and list(exchange.dump()) == lines
    draft = workflow.draft_for(story)
    assert draft.body == body
    apply(draft, snapshot(story) | {"body": "<p>نص</p>"})
    apply(draft, snapshot(story))
    draft.refresh_from_db()
    assert draft.body == body


def test_what_the_editor_writes_of_a_video_is_found_and_its_address_is_not(story, client):
    def found(query):
        return client.get(reverse("search"), {"q": query}).content.decode().count(story.get_absolute_url())

    assert found("الحبوب") and not found("zzzzzzzzzzz")


@pytest.mark.long
def test_two_versions_differ_by_the_card_that_came(story):
    send(client_of("desk"), reverse("admin:articles_article_change", args=[story.pk]),
         {"body": story.body.replace(CARD, "")}, "body")  # fmt: skip
    html = client_of("desk").get(reverse("admin:articles_article_versions", args=[story.pk])).content.decode()
    assert "youtube.com/watch?v=abcdefghijk" in html


def test_the_form_tells_the_editor_which_addresses_are_cards(story):
    html = client_of("desk").get(reverse("admin:articles_article_add")).context["adminform"].form
    assert [rule["name"] for rule in html.fields["body"].widget.embeds][:2] == ["يوتيوب", "إكس"]


def test_a_story_typed_without_the_editor_has_its_card_after_the_save(db):
    story = make.article(body="<p>نص</p>", published=False)
    address = reverse("admin:articles_article_change", args=[story.pk])
    send(client_of("desk"), address, {"body": f"<p>نص</p><p>{ADDRESS}</p>"}, "body")
    story.refresh_from_db()
    assert story.body == f"<p>نص</p>{CARD}"


def test_words_removed_for_ever_take_the_card_that_names_them(db):
    named = "https://x.com/harbourman/status/12"
    story = make.article(
        body=f'<p>نص</p><figure data-embed="{named}"><figcaption>كلام</figcaption></figure>{CARD}'
    )
    assert redaction.redact(story, Words("harbourman"), "[حُجب]", "طلب صاحبه").places
    story.refresh_from_db()
    assert story.body == f"<p>نص</p><p>كلام</p>{CARD}"
    assert not [version for version in story.versions.all() if "harbourman" in version.content["body"]]
