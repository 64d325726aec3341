"""A story has a language, and may be a translation: of one of ours, or of an original elsewhere."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from articles import exchange, history, workflow
from articles.models import Article, Citation, Source
from articles.outgoing import Stories
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of

pytestmark = pytest.mark.django_db
ORIGINAL = "https://harbour-post.example/2026/ferries"


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def page(client, story):
    return client.get(story.get_absolute_url()).content.decode()


def data(text):
    return json.loads(re.search('<script type="application/ld.json">(.*?)</script>', text)[1])


def pair():
    """A story of ours and its English translation."""
    original = make.article("العبّارات تعود")
    english = make.article(
        "The ferries are back", body="<p>The port opened again.</p>", language="en", translation_of=original
    )
    return original, english


def test_a_story_is_arabic_when_nothing_else_is_said(client):
    story = make.article()
    text = page(client, story)
    assert story.language == "ar"
    assert '<html lang="ar" dir="rtl">' in text
    assert "<h1>" in text
    assert "hreflang" not in text
    assert (data(text)["inLanguage"], "translationOfWork" in data(text)) == ("ar", False)


def test_words_of_another_language_say_so_where_they_stand(client):
    _original, english = pair()
    text = page(client, english)
    for part in ("<h1", '<div class="story-body"', "<title"):
        assert f'{part} lang="en" dir="ltr">' in text
    assert '<html lang="ar" dir="rtl">' in text, "the house around the story speaks Arabic"
    home = client.get("/").content.decode()
    assert re.search(
        'class="card-headline" lang="en" dir="ltr"><a [^>]*>[^A-Za-z]*<bdi dir="ltr">The ferries', home
    )


def test_persian_runs_right_to_left(client):
    assert '<h1 lang="fa" dir="rtl">' in page(client, make.article("بندر باز ماند", language="fa"))


def test_a_translation_names_its_original_and_the_original_its_translations(client):
    original, english = pair()
    text = page(client, english)
    assert "ترجمة عن:" in text
    assert f'<a href="{original.get_absolute_url()}" hreflang="ar">' in text
    assert data(text)["translationOfWork"]["identifier"] == original.uid
    text = page(client, original)
    assert "ترجمة عن" not in text
    assert f'<a href="{english.get_absolute_url()}" hreflang="en">الإنجليزية</a>' in text
    assert data(text)["workTranslation"][0]["inLanguage"] == "en"


def test_the_languages_of_a_story_name_each_other_for_search_engines(client):
    original, english = pair()
    french = make.article("Les bacs", body="<p>Le port.</p>", language="fr", translation_of=original)
    for story in (original, english, french):
        found = dict(
            re.findall(
                '<link rel="alternate" hreflang="(..)" href="http://testserver(.*?)">', page(client, story)
            )
        )
        assert found == {row.language: row.get_absolute_url() for row in (original, english, french)}


def withdrawn(story):
    workflow.move(story, "withdraw", notice="سُحبت.")


def under_embargo(story):
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save()


@pytest.mark.long
@pytest.mark.parametrize("hide", [withdrawn, under_embargo])
@pytest.mark.parametrize("hidden", [0, 1])
def test_neither_leads_to_the_other_while_readers_may_not_see_it(client, hide, hidden):
    stories = pair()
    hide(stories[hidden])
    text = page(client, stories[1 - hidden])
    assert stories[hidden].headline not in text
    assert "hreflang" not in text
    assert not {"workTranslation", "translationOfWork"} & data(text).keys()


def test_an_original_elsewhere_is_named_with_its_language_its_source_and_its_address(client):
    story = make.article(origin="translated", original_language="en", canonical_url=ORIGINAL)
    Citation.objects.create(article=story, source=Source.objects.create(name="بريد المرفأ"))
    text = page(client, story)
    line = text[text.index('class="origin"') :].partition("</p>")[0]
    assert "ترجمة عن الإنجليزية:" in line
    assert "بريد المرفأ" in line
    assert f'<a href="{ORIGINAL}" rel="noopener" hreflang="en">' in line
    assert data(text)["translationOfWork"] == {
        "@type": "CreativeWork",
        "inLanguage": "en",
        "url": ORIGINAL,
    }
    assert 'rel="alternate" hreflang' not in text, "what is elsewhere does not lead back here"


@pytest.mark.long
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"original_language": "en"}, "original_language"),
        ({"original_language": "ar", "origin": "translated"}, "original_language"),
        (
            {"original_language": "en", "origin": "translated", "translation_of": "original"},
            "original_language",
        ),
        ({"translation_of": "original"}, "language"),
        ({"language": "fr", "translation_of": "english"}, "translation_of"),
        ({"language": "fr", "translation_of": "itself"}, "translation_of"),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_field_and_nothing_is_saved(fields, field):
    original, english = pair()
    story = make.article("ثالثة", published=False)
    named = {"original": original, "english": english, "itself": story}
    fields = {name: named.get(value, value) for name, value in fields.items()}
    for name, value in fields.items():
        setattr(story, name, value)
    with pytest.raises(ValidationError) as refused:
        story.save()
    assert list(refused.value.message_dict) == [field]
    posted = {name: getattr(value, "pk", value) for name, value in fields.items()}
    answer = send(client_of("desk"), change(story), posted | {"headline": "غيره"}, "headline")
    assert refused.value.messages[0] in answer.content.decode()
    assert Article.objects.get(pk=story.pk).headline == "ثالثة"


def test_an_original_does_not_become_a_translation_nor_change_into_the_language_of_one():
    original, _english = pair()
    other = make.article("أخرى", language="fr")
    original.translation_of, original.language = other, "ar"
    with pytest.raises(ValidationError, match="ferries"):
        original.save()
    original = Article.objects.get(pk=original.pk)
    original.language = "en"
    with pytest.raises(ValidationError, match="ferries"):
        original.save()


@pytest.mark.long
def test_a_draft_a_version_and_the_exchange_hold_language_and_original(client):
    original, english = pair()
    draft = workflow.draft_for(english)
    assert (draft.language, draft.translation_of) == ("en", original)
    draft.translation_of = None
    draft.save()
    assert "ترجمة عن" in page(client, english)
    kept = english.versions.first()
    english = workflow.publish_draft(draft)
    assert "ترجمة عن" not in page(client, english)
    history.restore(english, kept)
    assert Article.objects.get(pk=english.pk).translation_of == original
    lines = list(exchange.dump())
    assert exchange.load(lines).unchanged == 2
    Article.objects.filter(translation_of=original).delete()
    Article.objects.all().delete()
    assert exchange.load(lines).created == 2
    assert list(exchange.dump()) == lines


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"language": "klingon"}, "language 'klingon' is unknown"),
        ({"original_language": "x"}, "original_language 'x' is unknown"),
        ({"translation_of": "nowhere", "language": "en"}, "'nowhere' is not known"),
        ({"original_language": "en"}, ""),
    ],
)
def test_a_line_that_says_what_cannot_be_is_refused(change, reason):
    line = {"uid": "a", "headline": "خبر", "body": "نص."}
    report = exchange.load([json.dumps(line | change), json.dumps(line | {"uid": "b"})])
    assert report.created == 1
    assert reason in report.refused[0][1]


def test_a_line_from_before_languages_were_kept_is_arabic():
    exchange.load([json.dumps({"uid": "a", "headline": "خبر", "body": "نص."})])
    assert Article.objects.get().language == "ar"


@pytest.mark.long
def test_two_editors_who_choose_differently_learn_of_each_other():
    story = make.article("عنوان", published=False)
    desk = client_of("desk")
    seen = form_of(desk.get(change(story)), "headline")
    send(client_of("chief"), change(story), {"language": "fr"}, "headline")
    answer = desk.post(change(story), seen | {"language": "en", "_save": "1"})
    assert answer.status_code == 409
    assert "الفرنسية" in answer.content.decode()
    assert Article.objects.get().language == "fr"


def test_search_narrows_to_a_language(client):
    make.article("الميناء يفتح")
    make.article("Port opens (الميناء)", body="<p>The port.</p>", language="en")
    call_command("rebuild_index", verbosity=0)
    text = client.get("/search/", {"q": "الميناء"}).content.decode()
    assert "language=en" in text
    for query in ({"q": "الميناء", "language": "en"}, {"q": "الميناء لغة:الإنجليزية"}):
        text = client.get("/search/", query).content.decode()
        assert "opens" in text
        assert "يفتح" not in text


def test_a_message_says_the_language_of_its_story():
    _original, english = pair()
    assert Stories().data(english.pk, timezone.now())["language"] == "en"


def test_an_entry_of_a_feed_says_the_language_it_is_in(client):
    pair()
    feed = client.get("/feed/").content.decode()
    assert '<entry xml:lang="en"><title>The ferries are back' in feed
    assert "<entry><title>العبّارات تعود" in feed


def test_read_also_offers_stories_of_the_same_language(client):
    original, english = pair()
    make.article("خبر ثالث")
    make.article("A third story", body="<p>Words.</p>", language="en")
    text = page(client, original)
    assert "خبر ثالث" in text
    assert "A third story" not in text
    assert "خبر ثالث" not in page(client, english)
