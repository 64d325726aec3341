"""A story goes on from an older one: the line never forks or closes, and readers see of it what is public."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import exchange, history, publicity, redaction, workflow
from articles.admin import deleting
from articles.models import Article, links
from newsroom.arabic.redact import Words
from newsroom.changes.models import Change
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db

FORKS = "لا يُعرف أيهما الأحدث"
CLOSES = "تتابع هذه المادة أصلاً"


def line_of(*headlines, **fields):
    """Public stories, each going on from the one before; the oldest first."""
    made = []
    for headline in headlines:
        made.append(
            make.article(
                headline, body=f"<p>{headline}.</p>", updates_story=made[-1] if made else None, **fields
            )
        )
    return made


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def page(client, story):
    return client.get(story.get_absolute_url()).content.decode()


@pytest.mark.long
def test_an_older_story_leads_to_the_newest_and_each_page_tells_the_line_newest_first(client):
    first, second, third = line_of("اندلع حريق", "حوصر الحريق", "أُخمد الحريق")
    for story in (first, second, third):
        text = page(client, story)
        box = text[text.index('class="line"') :]
        assert box.index("أُخمد الحريق") < box.index("حوصر الحريق") < box.index("اندلع حريق")
        assert ("line-newest" in text) == (story != third)
    assert f'<p class="line-newest"><a href="{third.get_absolute_url()}">' in page(client, first)


def test_a_story_alone_has_no_box(client):
    text = page(client, make.article())
    assert 'class="line"' not in text
    assert "line-newest" not in text


def withdrawn(story):
    workflow.move(story, "withdraw", notice="سُحبت.")


def killed(story):
    withdrawn(story)
    workflow.move(story, "kill", notice="أُلغيت.")


def expired(story):
    story.publish_at, story.expire_at = (
        timezone.now() - timedelta(hours=2),
        timezone.now() - timedelta(hours=1),
    )
    story.save()


def under_embargo(story):
    story.embargo_until = timezone.now() + timedelta(hours=1)
    story.save()


@pytest.mark.long
@pytest.mark.parametrize("hide", [withdrawn, killed, expired, under_embargo])
def test_what_readers_may_not_see_stands_in_no_box_and_the_line_goes_on_over_it(client, hide):
    first, hidden, last = line_of("خبر أول", "سر مطوي", "خبر أخير")
    hide(hidden)
    for story in (first, last):
        text = page(client, story)
        assert "سر مطوي" not in text
        assert ("خبر أول" in text, "خبر أخير" in text) == (True, True)
    hide(last)
    text = page(client, first)
    assert 'class="line"' not in text
    assert "خبر أخير" not in text


def test_a_draft_that_goes_on_is_seen_by_nobody_until_it_is_published(client):
    [story] = line_of("خبر أول")
    following = make.article("خبر لاحق", published=False, updates_story=story)
    assert "خبر لاحق" not in page(client, story)
    workflow.publish(following)
    assert "خبر لاحق" in page(client, story)


@pytest.mark.long
def test_a_public_story_joins_a_line_only_when_its_draft_is_published(client):
    first, other = make.article("خبر أول"), make.article("خبر لاحق", section=make.section("ثقافة", "culture"))
    draft = workflow.draft_for(other)
    draft.updates_story = first
    draft.save()
    assert "خبر لاحق" not in page(client, first)
    workflow.publish_draft(draft)
    assert "خبر لاحق" in page(client, first)


def test_a_line_that_would_fork_is_refused_and_the_newest_is_named():
    first, second, third = line_of("أول", "ثانٍ", "ثالث")
    for at in (first, second):
        rival = Article(headline="منافس", body="<p>نص.</p>", updates_story=at)
        with pytest.raises(ValidationError, match="ثالث"):
            rival.save()
    Article(headline="تالٍ", body="<p>نص.</p>", updates_story=third).save()


def test_a_line_that_would_close_is_refused():
    first, second, third = line_of("أول", "ثانٍ", "ثالث")
    for at in (first, second, third):
        row = Article.objects.get(pk=first.pk)
        row.updates_story = at
        with pytest.raises(ValidationError):
            row.save()
    assert Article.objects.get(pk=first.pk).updates_story is None


@pytest.mark.long
def test_two_drafts_that_are_each_right_close_no_circle():
    one, other = make.article("أول"), make.article("ثانٍ")
    drafts = []
    for story, goes_on_from in ((one, other), (other, one)):
        draft = workflow.draft_for(story)
        draft.updates_story = goes_on_from
        draft.save()
        drafts.append(draft)
    workflow.publish_draft(drafts[0])
    with pytest.raises(ValidationError):
        workflow.publish_draft(Article.objects.get(pk=drafts[1].pk))
    assert Article.objects.get(pk=other.pk).updates_story is None


def test_the_database_itself_keeps_a_line_from_forking():
    first, _second, third = line_of("أول", "ثانٍ", "ثالث")
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=third.pk).update(updates_story=first)


@pytest.mark.long
def test_the_form_says_why_it_refuses_and_saves_nothing():
    first, second = line_of("أول", "ثانٍ")
    desk = client_of("desk")
    other = make.article("عنوان", published=False)
    answer = send(desk, change(other), {"updates_story": first.pk, "headline": "غيره"}, "headline")
    assert FORKS in answer.content.decode()
    assert "«ثانٍ»" in answer.content.decode()
    part = answer.content.decode().partition("field-updates_story")[0]
    assert part.count("<details") == part.count("</details>"), "what is wrong stands in no closed part"
    answer = send(desk, change(first), {"updates_story": second.pk}, "headline")
    assert CLOSES in answer.content.decode()
    other.refresh_from_db()
    assert (other.headline, other.updates_story) == ("عنوان", None)
    assert not Article.objects.filter(draft_of=first).exists()


def test_the_form_shows_the_whole_line_with_its_states_and_writes_the_next_one():
    first, second = line_of("أول", "ثانٍ")
    make.article("مسودة لاحقة", published=False, updates_story=second)
    desk = client_of("desk")
    text = desk.get(change(first)).content.decode()
    box = text[text.index("story-line") :]
    assert box.index("مسودة لاحقة") < box.index("ثانٍ") < box.index("أول")
    add = text[text.index("?updates_story=") :].partition('"')[0].replace("&amp;", "&")
    newest = links.line(first)[0]
    form = form_of(desk.get(reverse("admin:articles_article_add") + add), "headline")
    assert (form["updates_story"], form["urgency"]) == (str(newest), "developing")
    assert (form["section"], form["language"]) == (str(first.section_id), "ar")


@pytest.mark.long
def test_only_stories_are_offered_for_a_line_and_never_a_draft_behind_one():
    story = make.article("الميناء القديم")
    draft = workflow.draft_for(story)
    asked = {
        "term": "الميناء",
        "app_label": "articles",
        "model_name": "article",
        "field_name": "updates_story",
    }
    found = client_of("desk").get("/admin/autocomplete/", asked).json()["results"]
    assert [row["id"] for row in found] == [str(story.pk)]
    other = make.article("عنوان", published=False)
    send(client_of("desk"), change(other), {"updates_story": draft.pk}, "headline")
    other.refresh_from_db()
    assert other.updates_story is None


@pytest.mark.long
def test_a_story_that_another_goes_on_from_is_not_deleted():
    first = make.article("أول", published=False)
    second = make.article("ثانٍ", published=False, updates_story=first)
    workflow.move(first, "spike")
    desk = client_of("desk")
    delete = reverse("admin:articles_article_delete", args=[first.pk])
    text = desk.get(delete).content.decode()
    assert "ثانٍ" in text
    desk.post(delete, {"post": "yes", "seen": deleting.stood([first], member("desk"))[first.pk]})
    assert Article.objects.filter(pk=first.pk).exists()
    second.updates_story = None
    second.save()
    send(desk, delete, {}, "post", press="post", value="yes")
    assert not Article.objects.filter(pk=first.pk).exists()


def test_pages_of_the_whole_line_are_told_when_one_of_it_comes_or_goes():
    first, second = line_of("أول", "ثانٍ")
    third = make.article("ثالث", published=False, updates_story=second)
    Change.objects.all().delete()
    workflow.publish(third)
    wanted = {f"article:{row.pk}" for row in (first, second, third)}
    assert wanted <= set(Change.objects.values_list("key", flat=True))
    Change.objects.all().delete()
    draft = workflow.draft_for(third)
    draft.updates_story = None
    draft.save()
    workflow.publish_draft(draft)
    assert wanted <= set(Change.objects.values_list("key", flat=True))


def test_a_restored_version_brings_its_link_back_and_one_that_would_fork_is_refused():
    first, second = line_of("أول", "ثانٍ")
    kept = second.versions.first()
    second.updates_story = None
    second.save()
    history.restore(second, kept)
    second = Article.objects.get(pk=second.pk)
    assert second.updates_story == first
    second.updates_story = None
    second.save()
    make.article("ثالث", updates_story=first)
    with pytest.raises(ValidationError):
        history.restore(second, kept)
    assert Article.objects.get(pk=second.pk).updates_story is None


def test_the_versions_page_names_the_story_that_was_chosen():
    _first, second = line_of("الحريق يندلع", "ثانٍ")
    second.updates_story = None
    second.save()
    history.keep(second)
    text = (
        client_of("desk").get(reverse("admin:articles_article_versions", args=[second.pk])).content.decode()
    )
    assert "الحريق يندلع</del>" in text


@pytest.mark.long
def test_lines_of_stories_go_out_and_come_in_whatever_their_order():
    made = line_of("أول", "ثانٍ", "ثالث")
    for number, story in enumerate(made):  # the dump is ordered by uid: the newest first
        Article.objects.filter(pk=story.pk).update(uid=f"line-{9 - number}")
    lines = list(exchange.dump())
    assert [json.loads(line).get("updates_story") for line in lines] == ["line-8", "line-9", None]
    assert exchange.load(lines).unchanged == 3
    for story in reversed(made):
        Article.objects.get(pk=story.pk).delete()
    report = exchange.load(lines)
    assert (report.created, report.refused) == (3, [])
    assert list(exchange.dump()) == lines


def test_a_line_of_a_file_that_would_fork_close_or_lead_nowhere_is_refused_by_its_number():
    line = {"headline": "خبر", "body": "نص."}
    lines = [
        line | {"uid": "a"},
        line | {"uid": "b", "updates_story": "a"},
        line | {"uid": "c", "updates_story": "a"},
        line | {"uid": "d", "updates_story": "nowhere"},
        line | {"uid": "a", "updates_story": "b"},
    ]
    report = exchange.load([json.dumps(one) for one in lines])
    assert report.created == 2
    assert [number for number, _reason in report.refused] == [3, 4, 5]
    assert "'nowhere' is not known" in dict(report.refused)[4]


@pytest.mark.long
def test_a_long_line_costs_a_page_no_more_questions(client):
    [story] = line_of("أول")
    page(client, story)
    counts = []
    for length in (2, 12):
        while len(links.line(story)) < length:
            last = Article.objects.get(pk=links.line(story)[0])
            make.article(f"تالٍ {length}", body="<p>نص.</p>", updates_story=last)
        with CaptureQueriesContext(connection) as asked:
            page(client, story)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_an_update_is_no_correction_and_moves_no_date_of_the_older_story():
    first, _second = line_of("أول", "ثانٍ")
    publicity.refresh(first)
    first.refresh_from_db()
    assert first.updated_at is None
    assert not first.corrections.exists()


@pytest.mark.long
def test_a_uid_that_said_removed_words_leaves_the_versions_of_other_stories_too():
    first, second = line_of("عرفان البندقي يصل", "ثانٍ")
    Article.objects.filter(pk=first.pk).update(uid="irfan-bunduqi")
    history.keep(Article.objects.get(pk=second.pk))
    redaction.redact(Article.objects.get(pk=first.pk), Words("irfan-bunduqi"), "—", "طلب", None)
    first.refresh_from_db()
    assert first.uid != "irfan-bunduqi"
    said = [version.content["updates_story"] for version in second.versions.all()]
    assert "irfan-bunduqi" not in said
    assert first.uid in said


def test_a_preview_tells_the_line_with_the_draft_in_its_place_and_leads_to_no_other_secret():
    first, second = line_of("أول", "ثانٍ")
    make.article("سر مطوي", published=False, updates_story=second)
    draft = workflow.draft_for(second)
    draft.headline = "ثانٍ منقح"
    draft.save()
    text = client_of("desk").get(reverse("preview", args=[second.pk])).content.decode()
    box = text[text.index('class="line"') :]
    assert box.index("ثانٍ منقح") < box.index("أول")
    assert "line-newest" not in text
    assert "سر مطوي" not in text
    assert second.get_absolute_url() not in box
    assert first.get_absolute_url() in box


def test_what_a_colleague_linked_while_one_waited_for_his_turn_is_seen(monkeypatch):
    """Two ends that are tied at one moment would close a circle: whoever comes second looks after the first."""
    first, second = line_of("أول", "ثانٍ")
    third, fourth = line_of("ثالث", "رابع")
    hold = links._hold

    def waits(article):
        hold(article)
        Article.objects.filter(pk=third.pk).update(updates_story=second)

    monkeypatch.setattr(links, "_hold", waits)
    row = Article.objects.get(pk=first.pk)
    row.updates_story = fourth
    with pytest.raises(ValidationError):
        row.save()


def test_machines_learn_which_story_an_update_goes_on_from(client):
    first, second = line_of("أول", "ثانٍ")
    assert f'"isBasedOn": {{"@type": "NewsArticle", "identifier": "{first.uid}"' in page(client, second)
    withdrawn(first)
    assert "isBasedOn" not in page(client, second)
