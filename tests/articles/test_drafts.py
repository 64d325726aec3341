"""What is typed over a published story waits in a draft, whole; what changes nothing makes none."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import history, workflow
from articles.models import (
    Article,
    Byline,
    Citation,
    Contributor,
    PhotoUse,
    PreviewLink,
    Source,
    Transition,
    Version,
)  # fmt: skip
from newsroom.changes.models import Change
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def draft_of(story):
    return Article.objects.filter(draft_of=story).first()


def signed(row):
    return [(line.contributor.name, line.role) for line in row.bylines.select_related("contributor")]


@pytest.fixture
def story():
    row = make.article(body="<p>أولى.</p>", standfirst="موجز\nبسطرين")
    for order, name in enumerate(("ألف", "باء")):
        Byline.objects.create(article=row, contributor=Contributor.objects.create(name=name), order=order)
    history.keep(row, None, Version.Kind.PUBLISHED)
    return row


PUBLIC = [("ألف", "writing"), ("باء", "writing")]


def second(**more):
    return {
        "bylines-TOTAL_FORMS": "3",
        "bylines-2-contributor": Contributor.objects.create(name="جيم").pk,
        "bylines-2-role": "translation",
        "bylines-2-order": "2",
    } | more


# Bylines


@pytest.mark.long
@pytest.mark.parametrize("role", ["reporter", pytest.param("desk", marks=pytest.mark.long)])
@pytest.mark.parametrize(("typed", "wanted"), [
    ({"standfirst": "موجز جديد", "bylines-0-role": "editing"}, [("ألف", "editing"), PUBLIC[1]]),
    *(pytest.param(*one, marks=pytest.mark.long) for one in (
        ({"bylines-0-role": "editing"}, [("ألف", "editing"), PUBLIC[1]]),
        (second, [*PUBLIC, ("جيم", "translation")]),
        ({"bylines-0-DELETE": "on"}, [PUBLIC[1]]),
        ({"bylines-0-order": "5"}, PUBLIC[::-1]),
        (lambda: second(**{"bylines-1-DELETE": "on", "headline": "غيره"}), [PUBLIC[0], ("جيم", "translation")]),
    )),
])  # fmt: skip
def test_bylines_wait_in_the_draft_as_the_text_does_and_go_out_with_it(story, typed, wanted, role):
    typed = typed() if callable(typed) else typed
    client = client_of(role)
    send(client, change(story), typed, "body", press="_continue")
    assert signed(story) == PUBLIC, "readers see nothing of it"
    assert signed(draft_of(story)) == wanted
    assert form_of(client.get(change(story)), "body")["bylines-0-role"] == wanted[0][1]
    send(client_of("desk"), change(story), {}, "body", press="_move", value="publish")
    assert draft_of(story) is None
    assert signed(story) == wanted


@pytest.mark.long
def test_text_and_byline_go_out_in_one_press(story):
    typed = {"headline": "عنوان جديد", "bylines-1-role": "editing"}
    send(client_of("desk"), change(story), typed, "body", press="_move", value="publish")
    story.refresh_from_db()
    assert (story.headline, signed(story)) == ("عنوان جديد", [PUBLIC[0], ("باء", "editing")])
    send(
        client_of("desk"),
        change(story),
        {"bylines-1-role": "writing"},
        "body",
        press="_move",
        value="publish",
    )
    assert signed(story) == PUBLIC, "a byline alone, too"


@pytest.mark.long
def test_an_open_draft_takes_further_bylines(story):
    send(client_of("desk"), change(story), {"headline": "في المسودة"}, "body", press="_continue")
    send(client_of("desk"), change(story), second(), "body", press="_continue")
    assert signed(story) == PUBLIC
    assert signed(draft_of(story)) == [*PUBLIC, ("جيم", "translation")]


@pytest.mark.long
def test_a_byline_changed_in_a_draft_is_in_its_version_and_in_the_log(story):
    send(client_of("desk"), change(story), {"bylines-0-role": "editing"}, "body", press="_continue")
    assert [line["role"] for line in story.versions.first().content["bylines"]] == ["editing", "writing"]
    log = client_of("desk").get(reverse("admin:articles_article_history", args=[story.pk]))
    assert "ألف" in log.content.decode()


@pytest.mark.long
def test_what_is_said_of_a_photo_waits_in_the_draft(story):
    photo = make.photo()
    Article.objects.filter(pk=story.pk).update(lead_photo=photo)
    Article.objects.get(pk=story.pk).save()
    send(client_of("reporter"), change(story), {"photo_uses-0-caption": "رافعة"}, "body", press="_continue")
    said = dict(PhotoUse.objects.values_list("article", "caption"))
    assert said == {story.pk: "", draft_of(story).pk: "رافعة"}
    send(client_of("desk"), change(story), {}, "body", press="_move", value="publish")
    assert PhotoUse.objects.get().caption == "رافعة"


# Citations


def cite(source, url="https://example.org/a"):
    row = {"citations-TOTAL_FORMS": "1", "citations-0-source": source.pk}
    return row | {"citations-0-title": "تقرير", "citations-0-url": url, "citations-0-published_on": ""}


SAID = "تظهر المراجع للقراء عند الحفظ"


@pytest.mark.long
def test_a_citation_is_public_at_once_and_the_form_says_so(story):
    desk, source = client_of("desk"), Source.objects.create(name="صدى الساحل")
    assert SAID in desk.get(change(story)).content.decode()
    assert SAID not in desk.get(change(make.article(published=False))).content.decode()
    coming = make.article(headline="تأتي غداً", at=timezone.now() + datetime.timedelta(days=1))
    assert "تُضاف المراجع إلى النص المجدول" in desk.get(change(coming)).content.decode()
    send(desk, change(story), cite(source), "body", press="_continue")
    assert draft_of(story) is None, "it opens no draft of its own"
    assert story.citations.get().source == source


@pytest.mark.long
def test_a_citation_is_announced_also_while_the_words_wait(story):
    desk, source = client_of("desk"), Source.objects.create(name="صدى الساحل")
    send(desk, change(story), {"headline": "في المسودة"}, "body", press="_continue")
    Change.objects.all().delete()
    send(desk, change(story), cite(source), "body", press="_continue")
    assert story.citations.get().source == source
    keys = set(Change.objects.values_list("key", flat=True))
    assert {f"article:{story.pk}", f"source:{source.pk}"} <= keys
    Change.objects.all().delete()
    assert form_of(desk.get(change(story)), "body")["citations-0-title"] == "تقرير", "it stands in the form"
    send(desk, change(story), {"citations-0-DELETE": "on"}, "body", press="_continue")
    assert f"source:{source.pk}" in set(Change.objects.values_list("key", flat=True)), "it stood there before"


@pytest.mark.long
def test_a_reporter_adds_no_citation_to_what_readers_see(story):
    source = Source.objects.create(name="صدى الساحل")
    send(client_of("reporter"), change(story), cite(source) | {"citations-INITIAL_FORMS": "0"}, "body")
    assert not Citation.objects.exists()


# Saves that change nothing


@pytest.mark.parametrize(
    "role", ["reporter", *(pytest.param(role, marks=pytest.mark.long) for role in ("desk", "chief"))]
)
@pytest.mark.parametrize(
    "as_it_stands",
    ["published", *(pytest.param(one, marks=pytest.mark.long) for one in ("draft", "at work"))],
)
def test_a_save_that_changes_nothing_makes_no_draft_and_no_version(story, role, as_it_stands):
    if as_it_stands == "draft":
        draft = workflow.draft_for(story)
        draft.headline = "في المسودة"
        draft.save()
    elif as_it_stands == "at work":
        Article.objects.filter(pk=story.pk).update(state="at_desk", visible_from=None)
    stored = Article.objects.defer("looked_at").order_by("pk")
    rows = [vars(row) | {"_state": None} for row in stored]
    versions, bylines = story.versions.count(), list(Byline.objects.values())
    Change.objects.all().delete()
    seen = form_of(client_of(role).get(change(story)), "body")
    # A browser ends the lines of a text in its own way, and order is only who stands before whom.
    sent = seen | {"standfirst": seen["standfirst"].replace("\n", "\r\n"), "bylines-1-order": "7"}
    assert client_of(role).post(change(story), sent | {"_continue": "1"}).status_code == 302
    assert [vars(row) | {"_state": None} for row in stored.all()] == rows
    assert story.versions.count() == versions
    assert [row["contributor_id"] for row in bylines] == [
        row["contributor_id"] for row in Byline.objects.values()
    ]
    assert not Change.objects.exists()


@pytest.mark.long
def test_an_unchanged_save_after_a_discarded_draft_makes_no_version(story):
    desk = client_of("desk")
    send(desk, change(story), {"headline": "في المسودة"}, "body", press="_continue")
    send(desk, change(story), {}, "body", press="_discard")
    before = story.versions.count()
    send(desk, change(story), {}, "body", press="_continue")
    assert story.versions.count() == before


@pytest.mark.long
def test_a_button_pressed_on_an_unchanged_form_still_does_its_work(story):
    moment = make.NOW.replace(second=7)  # the form shows minutes
    Article.objects.filter(pk=story.pk).update(to_check=True, publish_at=moment, visible_from=moment)
    send(client_of("desk"), change(story), {}, "body", press="_checked")
    send(client_of("chief"), change(story), {}, "body", press="_move", value="withdraw")
    story.refresh_from_db()
    assert (story.to_check, story.state, story.publish_at.second) == (False, "withdrawn", 7)


@pytest.mark.long
def test_a_story_is_named_as_readers_know_it_also_while_a_draft_calls_it_otherwise():
    story = make.article("كما يعرفه القراء")
    send(client_of("desk"), change(story), {"headline": "في المسودة"}, "body", press="_continue")
    chief = client_of("chief")
    page = chief.get(change(story)).content.decode()
    assert "<h2>كما يعرفه القراء</h2>" in page and "<h2>في المسودة</h2>" not in page
    said = send(chief, change(story), {}, "body", press="_move", value="withdraw").content.decode()
    assert "«كما يعرفه القراء»: " in said and "«في المسودة»: " not in said
    crumbs = said.partition('class="breadcrumbs"')[2].partition("</div>")[0]
    assert "كما يعرفه القراء" in crumbs and "في المسودة" not in crumbs


# Throwing a draft away


def saves(role, story, **typed):
    send(client_of(role), change(story), typed, "body", press="_continue")


def discards(role, story):
    """Whether this role has the button and the request goes through; both must say the same."""
    client = client_of(role)
    page = client.get(change(story))
    offered = 'name="_discard"' in page.content.decode()
    answer = client.post(change(story), form_of(page, "body") | {"_discard": "1"})
    gone = draft_of(story) is None
    assert (answer.status_code == 302) == offered == gone
    return gone


@pytest.mark.long
def test_who_wrote_a_draft_alone_discards_it(story):
    saves("reporter", story, headline="كتبه المحرر")
    saves("reporter", story, headline="كتبه المحرر ثانية")
    assert discards("reporter", story)


@pytest.mark.long
@pytest.mark.parametrize("writers", [("chief",), ("chief", "reporter"), ("reporter", "chief")])
def test_nobody_but_who_publishes_discards_what_a_colleague_wrote(story, writers):
    for number, role in enumerate(writers):
        saves(role, story, headline=f"كتب {number}")
    words = draft_of(story).headline
    assert not discards("reporter", story)
    assert draft_of(story).headline == words
    assert discards("desk", story)


@pytest.mark.long
def test_who_discarded_a_draft_stands_in_the_log_and_its_words_among_the_versions(story):
    saves("chief", story, headline="كتبه الرئيس")
    discards("desk", story)
    kept, moved = story.versions.first(), Transition.objects.filter(article=story).first()
    assert kept.content["headline"] == "كتبه الرئيس"
    assert (moved.by, moved.from_state, moved.to_state) == (member("desk"), "published", "published")
    page = client_of("chief").get(change(story)).content.decode()
    assert "صُرف النظر عن المسودة" in page and str(kept.number) in moved.note


@pytest.mark.long
def test_of_a_killed_story_no_draft_is_left_that_nobody_could_open_and_its_words_stay(story):
    story = make.article("ملغاة")
    draft = workflow.draft_for(story, member("reporter"))
    draft.headline = "كلام المسودة"
    draft.save()
    link = PreviewLink.objects.create(article=draft, expires_at=timezone.now() + datetime.timedelta(days=1))
    workflow.move(story, "withdraw", member("chief"))
    send(client_of("chief"), f"/admin/articles/article/{story.pk}/change/", {}, "headline", "_move", "kill")
    assert Article.objects.get(pk=story.pk).state == "killed"
    assert not Article.objects.filter(draft_of=story).exists()
    assert story.versions.first().content["headline"] == "كلام المسودة"
    link.refresh_from_db()
    assert link.revoked_at and link.article_id == story.pk
    for role in ("reporter", "desk"):
        assert "كلام المسودة" not in client_of(role).get("/admin/").content.decode()
