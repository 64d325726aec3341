"""The log of changes: every version readers saw, when and as what, with its correction; its address and its cost."""

import datetime
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import changelog, correcting, history, workflow
from articles.exchange import load
from articles.models import Article, Correction, Version
from tests import make
from tests.changed import NEW, OLD, address, page, story_of, told, words

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def test_a_story_that_says_what_it_always_said_has_no_log_and_no_link(client):
    story = make.article()
    make.quote(story)  # confirmed since: no word is another
    history.keep(story)
    assert client.get(address(story)).status_code == 404
    assert "سجل التعديلات" not in client.get(story.get_absolute_url()).content.decode()


def test_a_changed_story_leads_to_its_log_and_old_words_stay_away(client):
    story = story_of(OLD, NEW)
    assert f'href="{address(story)}"' in client.get(story.get_absolute_url()).content.decode()
    text = words(page(client, story))
    assert text.index("تعديل جوهري") < text.index("النشر الأول")
    assert "ثلاثة" not in text and "رصيفين" not in text
    assert client.head(address(story)).status_code == 200


def test_old_words_stand_beside_the_new_where_the_editor_said_so(client):
    html = page(client, story_of(f"سطر لم يتغيّر.\n{OLD}", f"سطر لم يتغيّر.\n{NEW}", show=True))
    assert re.search(r"<del>.*?ثلاثة أرصفة<.*?</del><ins>.*?رصيفين<.*?</ins>\.", html)
    assert "حُذف: ثلاثة أرصفة " in words(html) and "أُضيف: رصيفين " in words(html).replace("  ", " ")
    assert "سطر لم يتغيّر" not in html  # only what changed
    assert 'content="noindex"' in html and "canonical" not in html


def test_a_cosmetic_change_is_told_without_its_words(client):
    story = told(story_of(OLD), NEW, material=False)
    text = words(page(client, story))
    assert "تصويب شكلي" in text and "ثلاثة" not in text
    assert story.updated_at is None  # «آخر تحديث» stays; the log is no news


def test_what_changed_beside_the_text_is_no_change_of_it(client):
    story = make.article(body=f"<p>{OLD}</p>")
    draft = workflow.draft_for(story)
    draft.tags.add("موانئ")
    story = workflow.publish_draft(draft, show_words=True)
    assert client.get(address(story)).status_code == 404
    story = told(story, NEW)
    text = words(page(client, story))
    assert text.count("تعديل خارج النص") == 1 and "موانئ" not in text
    assert not Version.objects.filter(words_shown=True).exists()


# Corrections


def test_a_correction_stands_with_its_text_where_the_text_was_corrected(client):
    story = story_of(OLD)
    draft = workflow.draft_for(story)
    draft.body = f"<p>{NEW}</p>"
    draft.save()
    row = Correction(article=story, text="ورد أنها ثلاثة، والصحيح رصيفان.", issued_at=timezone.now())
    correcting.save(row, publish_draft=True)
    html = page(client, story)
    assert "والصحيح رصيفان" in html and f'{story.get_absolute_url()}#correction-{row.pk}"' in html
    assert "<del>" not in html and "تعديل جوهري" not in html
    assert row.issued_at == row.version_after.public_from, "the two have one moment on every page"
    row.issued_at = timezone.now() + HOUR
    row.save()
    html = page(client, story)
    assert "والصحيح" not in html and "تعديل جوهري" in html


@pytest.mark.parametrize("before", [datetime.timedelta(0), HOUR])
def test_a_correction_that_did_not_come_with_an_edit_says_when_itself_and_is_not_the_edit(client, before):
    story = story_of(OLD, NEW, at=timezone.now() - 3 * HOUR)
    row = Correction(article=story, text="القتلى خمسة.", issued_at=timezone.now() - before)
    correcting.save(row)
    assert row.version_before != row.version_after
    html = page(client, story)
    change = html.partition('class="change ')[2].partition("</article>")[0]
    assert re.search(r"<h2[^>]*>تعديل جوهري</h2>", change)
    assert re.search(rf'<h3>تصحيح <span class="quiet"><time datetime="{row.issued_at:%Y-%m-%d}', change)
    assert "القتلى خمسة" in change


def test_a_correction_may_show_the_old_words_too(client):
    story = story_of(OLD)
    draft = workflow.draft_for(story)
    draft.body = f"<p>{NEW}</p>"
    draft.save()
    row = Correction(article=story, text="صُحّح العدد.", issued_at=timezone.now())
    correcting.save(row, publish_draft=True, show_words=True)
    assert "ثلاثة أرصفة" in page(client, story)


def test_a_reply_is_no_kind_of_change(client):
    story = story_of(OLD, NEW)
    row = Correction(
        article=story, kind="reply", text="نحن لم نغلق.", replier="النقابة", received_on=timezone.localdate()
    )
    row.issued_at = timezone.now()
    correcting.save(row)
    assert "نحن لم نغلق" not in page(client, story)


def test_the_log_is_no_news_of_its_own(client):
    story = story_of(OLD, NEW, show=True)
    for where in ("/feed/", "/sitemap.xml", "/sitemap-stories.xml", "/corrections/", "/"):
        said = client.get(where).content.decode()
        assert "changes/" not in said and "ثلاثة أرصفة" not in said
    assert story.headline in client.get("/feed/").content.decode()


# Its address, its length, its language


def test_another_slug_leads_to_its_one_address(client):
    story = story_of(OLD, NEW)
    answer = client.get(f"/articles/{story.pk}/x/changes/?page=1")
    assert (answer.status_code, answer["Location"]) == (301, address(story) + "?page=1")
    for query in ("?page=2", "?page=0", "?page=x", "?page=99999999"):
        assert client.get(address(story) + query).status_code == 404
    assert client.get(f"/articles/{10**30}/x/changes/").status_code == 404


def test_the_log_of_a_story_in_another_language_runs_in_its_direction(client):
    story = story_of("Three berths closed.", "Two berths closed.", show=True, language="en")
    assert '<div class="diff" lang="en" dir="ltr">' in page(client, story)


@pytest.mark.long
def test_two_hundred_versions_cost_what_three_cost(client):
    def cost(story):
        client.get(address(story))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, story)
        return len(asked)

    story = story_of("1.", "2.", "3.", show=True)
    few = cost(story)
    made = []
    for number in range(4, 201):
        content = story.versions.first().content | {"body": f"<p>{number}.</p>"}
        row = history.version(story, content, Version.Kind.PUBLISHED, number)
        row.change, row.public_from, row.words_shown = "material", timezone.now(), True
        made.append(row)
    Version.objects.bulk_create(made)
    assert cost(story) == few
    assert page(client, story).count("<article") == 10
    last = page(client, story, "?page=20")
    assert "النشر الأول" in last and "<del>" in last


# Loaded, and from before


def test_what_is_loaded_over_a_story_is_a_change_of_which_nobody_said_the_kind(client):
    line = '{"uid": "harbour-1", "headline": "الميناء", "published_at": "2026-11-18T09:00:00+03:00", "body": "<p>%s</p>"}'
    load([(line % OLD).encode()])
    story = Article.objects.get(uid="harbour-1")
    first = story.versions.get()
    assert (first.change, first.public_from) == ("first", story.first_published_at)
    assert client.get(address(story)).status_code == 404
    load([(line % NEW).encode()])
    assert "<h2" in page(client, story) and "تعديل" in page(client, story)
    assert story.versions.first().change == "unsaid"


@pytest.mark.long
def test_versions_of_before_are_known_after_the_update():
    story, single = story_of(OLD, NEW, NEW + " وزاد."), story_of(OLD)
    ahead = make.article(at=timezone.now() + HOUR)
    Version.objects.update(change="", public_from=None)
    Article.objects.filter(pk=story.pk).update(updated_at=None)
    import_module("articles.migrations.0024_public_changes").know_old_versions(apps, None)
    rows = list(story.versions.order_by("number"))
    assert [row.change for row in rows] == ["first", "unsaid", "unsaid"]
    assert [row.public_from for row in rows] == [make.NOW, rows[1].saved_at, rows[2].saved_at]
    for one in (single, ahead):
        row = one.versions.get()
        assert (row.change, row.public_from) == ("first", one.first_published_at)
    assert changelog.is_changed(story, timezone.now()) and not changelog.is_changed(single, timezone.now())
