"""What an editor and an attacker found once, and what must not come back."""

import datetime
import json
import time

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import attributing, exchange, marks, workflow
from articles.agreement import plan
from articles.models import Article, Citation, Correction, Source, State
from newsroom.changes.models import Change
from newsroom.search.find import search
from people.models import Tenure
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.make import KEY, WORDS
from tests.ways import quick

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def change(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def load(*lines):
    return exchange.load([json.dumps(line) for line in lines])


@pytest.mark.long
def test_a_form_opened_before_a_publication_does_not_undo_it():
    story = make.article()
    old = form_of(client_of("desk").get(change(story)), "body")
    send(
        client_of("chief"),
        change(story),
        {"headline": "نشره رئيس التحرير"},
        "body",
        press="_move",
        value="publish",
    )
    answer = client_of("desk").post(change(story), old | {"_move": "publish"})
    story.refresh_from_db()
    assert answer.status_code == 409
    assert story.headline == "نشره رئيس التحرير"


@pytest.mark.long
def test_moving_a_moment_of_publication_opens_no_draft_and_reaches_the_index():
    story = make.article()
    make.quote(story)
    send(
        client_of("desk"),
        change(story),
        {"expire_at_0": "2031-01-01", "expire_at_1": "10:00"},
        "body",
        press="_continue",
    )
    story.refresh_from_db()
    assert story.visible_until.year == 2031
    assert not Article.objects.filter(draft_of=story).exists()
    assert Change.objects.filter(key=f"article:{story.pk}", at=story.visible_until).exists()


@pytest.mark.long
def test_the_form_of_a_draft_shows_and_moves_the_storys_own_dates():
    story = make.article(at=timezone.now() + 2 * DAY, embargo_until=timezone.now() + DAY)
    send(client_of("desk"), change(story), {"kicker": "آخر"}, "body", press="_continue")
    data = form_of(client_of("desk").get(change(story)), "body")
    assert data["embargo_until_0"]
    answer = client_of("desk").post(
        change(story), data | {"expire_at_0": "2020-01-01", "expire_at_1": "10:00", "_continue": "1"}
    )
    assert "expire_at" in answer.context["adminform"].form.errors
    send(
        client_of("desk"),
        change(story),
        {"embargo_until_0": "", "embargo_until_1": ""},
        "body",
        press="_continue",
    )
    story.refresh_from_db()
    assert (story.embargo_until, story.visible_from) == (None, story.publish_at)


@pytest.mark.long
@pytest.mark.parametrize(
    "smuggled",
    ['<plaintext><b x="كلام مدسوس"></b>', "<p>كلام مدسوس</p>", '<p><b title="x">كلام</b> مدسوس</p>'],
)
def test_words_do_not_slip_onto_the_public_row_as_marks(smuggled):
    story = make.article()
    send(client_of("desk"), change(story), {"body": story.body + smuggled}, "body", press="_continue")
    story.refresh_from_db()
    assert "مدسوس" not in marks.text(story.body)


@pytest.mark.long
def test_a_reporter_adds_and_deletes_nothing_that_readers_see():
    reporter, story = client_of("reporter"), make.article()
    who = make.quote(story).person
    held = make.tenure(who, start="2020", end="2030")
    cited = Citation.objects.create(article=story, source=Source.objects.create(name="صدى"))
    add = reverse("admin:people_tenure_add")
    data = form_of(reporter.get(add), "start") | {
        "person": who.pk,
        "position": held.position.pk,
        "start": "2001",
    }
    assert "فالديسك هو من يُدخله" in reporter.post(add, data).content.decode()
    add = reverse("admin:articles_citation_add")
    refused = reporter.post(add, {"article": story.pk, "source": cited.source.pk})
    assert "فالديسك هو من يُدخله" in refused.content.decode()
    for row in (held, cited):
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_delete", args=[row.pk])
        assert reporter.post(address, {"post": "yes"}).status_code == 403
    assert (Tenure.objects.count(), Citation.objects.count()) == (1, 1)
    assert reporter.get("/admin/taggit/tag/merge-tags/").status_code in (302, 404)
    page = client_of("desk").get(reverse("admin:taggit_tag_changelist")).content.decode()
    assert "merge-tags" not in page and "merge_tags" not in page


@pytest.mark.long
def test_what_the_desk_takes_out_of_a_profile_leaves_the_search():
    who = make.quote(make.article(), make.person(biography="تفصيل شخصي")).person
    assert search("شخصي", now=make.NOW).hits
    send(client_of("desk"), change(who), {"biography": "نبذة"}, "name")
    assert not search("شخصي", now=make.NOW).hits
    send(client_of("desk"), change(who), {"name": "ساهر الفجر"}, "name")
    assert {hit.kind for hit in search("ساهر", now=make.NOW).hits} == {"person", "quote"}


@pytest.mark.long
def test_the_desks_note_is_not_for_readers_and_what_nobody_saw_is_not_gone():
    story = make.article(at=timezone.now() + DAY)
    send(client_of("chief"), change(story), {"_note": "سر الديسك"}, "body", press="_move", value="withdraw")
    story.refresh_from_db()
    assert (story.state, story.withdrawal_notice) == (State.WITHDRAWN, "")
    assert not Article.objects.gone(timezone.now() + 2 * DAY).exists()


def test_a_withdrawn_story_is_published_again_with_its_draft():
    story = make.article()
    draft = workflow.draft_for(story)
    draft.headline = "عنوان مصحح"
    draft.save()
    workflow.move(story, "withdraw")
    story = workflow.publish(draft)
    assert (story.state, story.headline, story.visible_from is not None) == (
        State.PUBLISHED,
        "عنوان مصحح",
        True,
    )


def test_a_confirmed_quote_cannot_lose_its_speaker():
    quote = make.quote(make.article(published=False))
    answer = send(client_of("desk"), change(quote), {"person": ""}, "person")
    assert answer.context["adminform"].form.non_field_errors()


def test_what_a_draft_lost_stays_confirmed_in_public():
    story = make.article()
    quote = make.quote(story)
    draft = workflow.draft_for(story)
    draft.body = "<p>حُذف.</p>"
    draft.save()
    attributing.follow(draft.quotes.get(key=KEY))
    quote.refresh_from_db()
    assert quote.state == "confirmed"


@pytest.mark.long
def test_a_draft_with_quotes_can_be_deleted_by_who_may():
    story = make.article(published=False)
    make.quote(story)
    address = reverse("admin:articles_article_delete", args=[story.pk])
    assert client_of("desk").post(address, {"post": "yes"}).status_code == 403, (
        "only what was spiked is deleted"
    )
    chosen = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}
    page = client_of("desk").post("/admin/articles/article/", chosen, follow=True).content.decode()
    assert "استبعد هذه المواد أولاً" in page
    workflow.move(story, "spike", member("desk"))
    send(client_of("desk"), address, {}, "post")
    assert not Article.objects.exists()


def test_steps_of_a_chain_number_themselves():
    quote = make.quote(make.article(published=False), confirmed=False)
    sources = [Source.objects.create(name=name) for name in ("أولى", "ثانية")]
    steps = {f"attributions-{n}-source": source.pk for n, source in enumerate(sources)}
    send(client_of("desk"), change(quote), steps | {"attributions-TOTAL_FORMS": "2"}, "person")
    assert [step.order for step in quote.attributions.all()] == [0, 1]


@pytest.mark.long
def test_unchanged_tags_do_not_make_a_draft_of_an_attribution():
    story = make.article(body="<p>قال سالم: نعم للميناء.</p>")
    story.tags.set(["ياء", "ألف"])
    body = marks.wrap(story.body, 10, 21, KEY)
    send(client_of("desk"), change(story), {"body": body}, "body", press="_continue")
    assert not Article.objects.filter(draft_of=story).exists()


# Loading

GOOD = {"uid": "good", "headline": "سليم", "body": "نص"}


@pytest.mark.parametrize(
    "bad",
    quick(
        3,
        [
            {"section": {"slug": "a/b", "name": "n"}},
            {"people": [{"uid": ["x"], "name": "n"}]},
            {"people": [{"uid": "p\ud800", "name": "n"}]},
            {"people": [{"uid": "p", "name": "n", "tenures": None}]},
            {"quotes": [{"key": KEY, "person": {"uid": 1}}]},
            {"quotes": [{"key": KEY, "co_speakers": None}]},
            {"quotes": [{"key": KEY, "attributions": "x"}]},
            {"quotes": [{"key": KEY, "confidence": 10**400}]},
            {"quotes": [{"key": KEY, "candidates": ["x"]}]},
            {"citations": [{"uid": ["x"], "source": "s"}]},
            {"published_at": "0001-01-01T00:00:00+14:00"},
        ],
    ),
)
def test_a_misshapen_line_costs_no_good_one(bad):
    body = f'<p>«<q data-quote="{KEY}">{WORDS}</q>»</p>'
    report = load(GOOD, {"uid": "bad", "headline": "ع", "body": body} | bad, GOOD | {"uid": "last"})
    assert (report.created, [number for number, _ in report.refused]) == (2, [2])


def test_a_line_takes_no_correction_from_another_story():
    correction = {"uid": "c-1", "text": "تصحيح", "issued_at": "2026-01-01T00:00:00Z"}
    load(GOOD | {"published_at": "2025-12-31T09:00:00Z", "corrections": [correction]})
    thief = {
        "uid": "thief",
        "headline": "ع",
        "body": "نص",
        "published_at": "2025-12-31T09:00:00Z",
        "corrections": [{"uid": "c-1", "text": "آخر", "issued_at": "2026-01-01T00:00:00Z"}],
    }
    assert load(thief).refused
    assert Correction.objects.get().article.uid == "good"


def test_a_line_without_a_status_leaves_a_withdrawn_story_withdrawn():
    load(GOOD)
    workflow.move(Article.objects.get(), "withdraw")
    load(GOOD | {"headline": "سليم جداً"})
    assert Article.objects.get().state == State.WITHDRAWN


# Small inputs that were dear


@pytest.mark.long
@pytest.mark.parametrize(
    "body",
    [
        "<b>ا" * 8_000,
        "<p>" + "ا<br>" * 20_000 + "</p>",
        f'<p><q data-quote="{KEY}">ا</q> ' + "." * 20_000 + "</p>",
        "<p>ا" + "\u0301\u0316" * 20_000 + "</p>",
    ],
)
def test_hostile_bodies_cost_no_more_than_honest_ones(body):
    def seconds(body):
        begun = time.process_time()
        plan(marks.clean(body), [])
        return time.process_time() - begun

    assert seconds(body) < 10 * seconds("<p>كلمة وأخرى.</p>" * 8_000)
