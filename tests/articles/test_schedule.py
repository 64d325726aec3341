"""Dates of publication: no story appears or goes by a date that somebody emptied or moved by the way."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import correcting, workflow
from articles.exchange import load
from articles.models import Article, Correction, State
from newsroom.fields import shown_moment
from newsroom.search.models import Entry
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def typed(name, moment):
    """A moment as it is typed into the two boxes of a field; None empties them."""
    local = moment and timezone.localtime(moment)
    return {
        f"{name}_0": f"{local:%Y-%m-%d}" if local else "",
        f"{name}_1": f"{local:%H:%M}" if local else "",
    }


def press(story, fields=(), button="_continue", value="1", role="desk"):
    """(answer, the story afterwards)."""
    answer = send(client_of(role), change(story), dict(fields), "headline", press=button, value=value)
    return answer, Article.objects.get(pk=story.pk)


def errors(answer):
    return answer.context["adminform"].form.errors


def window(story):
    row = Article.objects.get(pk=story.pk)
    return row.state, row.publish_at, row.embargo_until, row.expire_at, row.visible_from, row.visible_until


@pytest.fixture
def scheduled():
    return make.article("مجدولة", at=timezone.now() + 5 * HOUR)


def embargoed():
    return make.article("محظورة", at=timezone.now() - HOUR, embargo_until=timezone.now() + 5 * HOUR)


# A schedule is called off by its own button


@pytest.mark.parametrize(
    "button",
    ["_save", *(pytest.param(name, marks=pytest.mark.long) for name in ("_continue", "_find", "_checked"))],
)
def test_a_scheduled_story_is_not_published_by_emptying_its_date(scheduled, button):
    before = window(scheduled)
    answer, _ = press(scheduled, typed("publish_at", None) | {"headline": "كتبته الآن"}, button)
    assert "إلغاء الجدولة" in str(errors(answer)["publish_at"])
    assert form_of(answer, "headline")["headline"] == "كتبته الآن", "nothing that was typed is lost"
    assert window(scheduled) == before


@pytest.mark.long
def test_nor_by_emptying_the_embargo_it_waits_for():
    story = embargoed()
    before = window(story)
    answer, _ = press(story, typed("embargo_until", None))
    assert "embargo_until" in errors(answer) and window(story) == before


@pytest.mark.long
def test_nor_by_a_moment_gone_by_a_year_mistyped_is_no_wish_to_publish(scheduled):
    before = window(scheduled)
    answer, _ = press(scheduled, typed("publish_at", timezone.now() - 365 * 24 * HOUR))
    assert "النشر الآن" in str(errors(answer)["publish_at"]) and window(scheduled) == before
    story = embargoed()
    before = window(story)
    answer, _ = press(story, typed("embargo_until", timezone.now() - HOUR))
    assert "embargo_until" in errors(answer) and window(story) == before
    _, row = press(scheduled, typed("publish_at", timezone.now() + HOUR))
    assert row.is_scheduled, "it may be moved about among moments to come"


@pytest.mark.long
def test_an_embargo_before_the_moment_of_publication_is_emptied_freely():
    story = make.article(at=timezone.now() + 5 * HOUR, embargo_until=timezone.now() + HOUR)
    _, row = press(story, typed("embargo_until", None))
    assert row.embargo_until is None and row.is_scheduled


@pytest.mark.long
def test_an_empty_date_is_refused_over_an_open_draft_too(scheduled):
    workflow.draft_for(scheduled)
    before = window(scheduled)
    answer, _ = press(scheduled, typed("publish_at", None))
    assert "publish_at" in errors(answer) and window(scheduled) == before


def test_no_row_is_published_for_want_of_a_date():
    with pytest.raises(ValidationError):
        Article(headline="عنوان", state=State.PUBLISHED).save()


@pytest.mark.long
def test_a_line_without_a_date_leaves_a_schedule_as_it_is(scheduled):
    before = window(scheduled)
    for date in ({}, {"published_at": None}, {"published_at": ""}):
        line = {"uid": scheduled.uid, "headline": f"من سطر {date}", "body": "نص.", "status": "published"}
        assert load([json.dumps(line | date)]).updated == 1
    assert window(scheduled) == before


def test_calling_off_a_schedule_puts_the_story_back_to_the_desk_and_is_logged(scheduled, client):
    Article.objects.filter(pk=scheduled.pk).update(to_check=True)
    assert "move-unschedule" in client_of("desk").get(change(scheduled)).content.decode()
    answer, row = press(scheduled, {"_note": "تغيّر الموعد"}, "_move", "unschedule")
    assert "جاهزة للنشر" in answer.content.decode()
    assert (row.state, row.publish_at, row.visible_from, row.first_published_at, row.to_check) == (
        State.READY, None, None, None, False,
    )  # fmt: skip
    move = row.transitions.first()
    assert (move.from_state, move.to_state, move.by) == ("published", "ready", member("desk"))
    assert move.note == "إلغاء الجدولة: تغيّر الموعد"
    assert client.get(row.get_absolute_url()).status_code == 404
    assert not Entry.objects.filter(kind="article", object_id=row.pk).exists()
    assert not correcting.is_seen(row)
    _, again = press(row, {}, "_move", "publish")
    assert again.is_public(timezone.now())
    assert again.versions.seen(timezone.now()).get().change == "first"


@pytest.mark.long
@pytest.mark.parametrize("moment", [None, make.NOW, timezone.now() + 9 * HOUR])
def test_a_date_typed_beside_the_button_does_not_get_in_its_way(scheduled, moment):
    answer, _ = press(scheduled, typed("publish_at", None))
    assert "إلغاء الجدولة" in str(errors(answer))  # and so the button is pressed, the field still empty
    _, row = press(scheduled, typed("publish_at", moment), "_move", "unschedule")
    assert (row.state, row.publish_at) == (State.READY, None)
    story = embargoed()
    _, row = press(story, typed("embargo_until", None), "_move", "unschedule")
    assert row.state == State.READY and row.first_published_at is None


@pytest.mark.long
def test_what_was_written_over_a_scheduled_text_is_the_story_once_the_schedule_is_called_off(scheduled):
    press(scheduled, {"headline": "في المسودة"})
    answer, row = press(scheduled, {"headline": "كتب مع الإلغاء"}, "_move", "unschedule")
    assert "فلم يعد النص هو الذي جُدول" in answer.content.decode()
    assert (row.headline, row.state) == ("كتب مع الإلغاء", State.READY)
    assert not Article.objects.filter(draft_of=row).exists()
    assert row.versions.first().content["headline"] == "كتب مع الإلغاء"


@pytest.mark.long
@pytest.mark.parametrize("button", ["unschedule", "_hold"])
@pytest.mark.parametrize(("role", "state"), [("reporter", State.AT_DESK), ("desk", State.READY)])
def test_words_over_a_schedule_that_is_called_off_are_for_the_desk_to_read(scheduled, button, role, state):
    press(scheduled, {"headline": "عنوان في المسودة"}, role=role)
    hold = {"_hold_reason": "رأي المحامي"}
    _, row = press(scheduled, hold, button) if button == "_hold" else press(scheduled, {}, "_move", button)
    assert (row.headline, row.state) == ("عنوان في المسودة", state)
    assert row.transitions.first().to_state == state


@pytest.mark.long
def test_only_what_waits_unseen_is_called_off_or_let_out_before_its_moment(scheduled):
    public = make.article("منشورة")
    expired = make.article("منتهية", expire_at=timezone.now() - HOUR)
    for story in (public, expired):
        page = client_of("chief").get(change(story)).content.decode()
        for name in ("unschedule", "publish_now"):
            assert f"move-{name}" not in page
            before = window(story)
            press(story, {}, "_move", name, role="chief")
            with pytest.raises(ValidationError):
                workflow.move(Article.objects.get(pk=story.pk), name, member("chief"))
            assert window(story) == before
    for name in ("unschedule", "publish_now"):
        with pytest.raises(PermissionDenied):
            workflow.move(scheduled, name, member("reporter"))


def test_a_move_looks_at_the_clock_and_not_at_what_was_read_before(scheduled):
    opened = Article.objects.get(pk=scheduled.pk)
    out = timezone.now() - HOUR
    Article.objects.filter(pk=scheduled.pk).update(publish_at=out, visible_from=out, first_published_at=out)
    with pytest.raises(ValidationError):
        workflow.move(opened, "unschedule", member("desk"))


@pytest.mark.long
@pytest.mark.parametrize("empty", [False, True])
def test_a_scheduled_story_is_let_out_now(scheduled, empty):
    changes = typed("publish_at", None) if empty else {}
    answer, row = press(scheduled, changes, "_move", "publish_now")
    assert "منشورة" in answer.content.decode()
    assert row.is_public(timezone.now()) and row.publish_at <= timezone.now()
    assert (row.first_published_at, row.updated_at) == (row.publish_at, None)
    assert row.transitions.first().note == "النشر الآن"
    assert row.versions.seen(timezone.now()).count() == 1


@pytest.mark.long
def test_what_is_let_out_just_after_its_moment_says_where_the_words_are(scheduled):
    client = client_of("desk")
    out = timezone.now() - timedelta(seconds=5)
    Article.objects.filter(pk=scheduled.pk).update(publish_at=out, visible_from=out, first_published_at=out)
    # A form of the minute before, which had the button.
    form = form_of(client.get(change(scheduled)), "headline") | {
        "headline": "كتب الآن",
        "_move": "publish_now",
    }
    answer = client.post(change(scheduled), form, follow=True)
    assert "ما كتبته ينتظر في مسودة" in answer.content.decode()
    assert Article.objects.get(draft_of=scheduled).headline == "كتب الآن"


@pytest.mark.long
def test_with_it_goes_what_the_form_shows(scheduled):
    press(scheduled, {"headline": "في المسودة"})
    _, row = press(scheduled, {"headline": "كتب الآن"}, "_move", "publish_now")
    assert row.headline == "كتب الآن" and row.is_public(timezone.now()) and row.updated_at is None


@pytest.mark.long
def test_an_embargo_is_lifted_only_by_who_empties_it():
    story = embargoed()
    before = window(story)
    answer, _ = press(story, {}, "_move", "publish_now")
    assert "أفرغ خانة «ممنوع النشر قبل»" in answer.content.decode() and window(story) == before
    with pytest.raises(ValidationError):
        workflow.publish_now(Article.objects.get(pk=story.pk), member("desk"))
    _, row = press(story, typed("embargo_until", None), "_move", "publish_now")
    assert row.embargo_until is None and row.is_public(timezone.now())


@pytest.mark.long
def test_of_an_embargo_lifted_with_the_move_nothing_is_said_that_the_move_belies():
    story = embargoed()
    answer, row = press(story, typed("embargo_until", None), "_move", "publish_now")
    page = answer.content.decode()
    assert row.is_public(timezone.now()) and "منشورة" in page
    assert "لن يرى القراء" not in page and "ممنوعة النشر قبله" not in page


@pytest.mark.long
def test_publishing_a_scheduled_text_again_says_that_it_waits(scheduled):
    before = window(scheduled)
    answer, _ = press(scheduled, {}, "_move", "publish")
    assert "ينتظر موعده" in answer.content.decode() and window(scheduled) == before


# What readers have seen is withdrawn, not moved out of their sight


@pytest.mark.long
@pytest.mark.parametrize("name", ["publish_at", pytest.param("embargo_until", marks=pytest.mark.long)])
@pytest.mark.parametrize("draft", [False, pytest.param(True, marks=pytest.mark.long)])
def test_what_readers_have_seen_gets_no_later_moment(name, draft, client):
    story = make.article()
    if draft:
        workflow.draft_for(story)
    before = window(story)
    for role in ("desk", "chief"):
        answer, _ = press(story, typed(name, timezone.now() + HOUR), role=role)
        assert "اسحبها إن أردت إخفاءها" in str(errors(answer)[name])
    line = {"uid": story.uid, "headline": "من سطر", "body": "نص."}
    key = {"publish_at": "published_at"}.get(name, name)
    if not draft:
        report = load([json.dumps(line | {key: (timezone.now() + HOUR).isoformat()})])
        assert "withdrawn" in report.refused[0][1]
    assert window(story) == before and client.get(story.get_absolute_url()).status_code == 200


@pytest.mark.long
def test_the_date_of_a_public_story_is_not_emptied_and_an_earlier_one_is_taken():
    story = make.article()
    answer, row = press(story, typed("publish_at", None))
    assert "publish_at" in errors(answer) and row.publish_at == make.NOW
    _, row = press(story, typed("publish_at", make.NOW - HOUR))
    assert row.publish_at == make.NOW - HOUR and row.is_public(timezone.now())


@pytest.mark.long
def test_a_withdrawn_story_comes_back_at_once_or_not_at_all(client):
    story = make.article()
    workflow.move(story, "withdraw", member("chief"), notice="سُحبت.")
    answer, _ = press(story, typed("publish_at", timezone.now() + HOUR), "_move", "publish")
    assert "publish_at" in errors(answer)
    Article.objects.filter(pk=story.pk).update(publish_at=timezone.now() + HOUR)  # typed before this rule
    with pytest.raises(ValidationError):
        workflow.publish(Article.objects.get(pk=story.pk), member("desk"))
    assert client.get(story.get_absolute_url()).status_code == 410


def test_what_nobody_has_seen_is_not_corrected(scheduled):
    for story in (scheduled, make.article("محظورة", embargo_until=timezone.now() + HOUR)):
        with pytest.raises(ValidationError):
            correcting.save(Correction(article=story, text="تصحيح", issued_at=timezone.now()), member("desk"))


# What is said of dates


@pytest.mark.long
def test_whoever_publishes_learns_of_an_earlier_date_that_somebody_typed():
    story = make.article(published=False, created_by=member("reporter"))
    press(story, typed("publish_at", make.NOW - timedelta(days=25)), role="reporter")
    answer, row = press(story, {}, "_move", "publish")
    assert row.publish_at == make.NOW - timedelta(days=25)
    assert (
        "منشورة بتاريخ سابق" in answer.content.decode()
        and shown_moment(row.publish_at) in answer.content.decode()
    )
    other, _ = press(make.article(published=False), {}, "_move", "publish")
    assert "منشورة بتاريخ سابق" not in other.content.decode()


@pytest.mark.long
@pytest.mark.parametrize("published", [True, False])
def test_an_embargo_behind_the_moment_of_publication_is_refused_and_changes_nothing(published):
    now = timezone.now()
    story = make.article(at=now + HOUR) if published else make.article(published=False)
    before = window(story)
    for dates in (
        typed("publish_at", now + HOUR) | typed("embargo_until", now + 3 * HOUR),
        typed("publish_at", now + HOUR) | typed("embargo_until", now + 2 * HOUR) | {"headline": "كتبته الآن"},
    ):
        answer, _ = press(story, dates)
        assert "أخّر موعد النشر" in str(errors(answer)["embargo_until"]) and window(story) == before
    assert form_of(answer, "headline")["headline"] == "كتبته الآن"
    _, row = press(story, typed("publish_at", now + 3 * HOUR) | typed("embargo_until", now + 3 * HOUR))
    assert row.embargo_until and row.publish_at >= row.embargo_until


@pytest.mark.long
def test_what_is_published_at_once_waits_for_its_embargo_and_who_published_it_is_told():
    story = make.article(published=False)
    answer, row = press(story, typed("embargo_until", timezone.now() + HOUR), "_move", "publish")
    assert row.is_scheduled and row.visible_from == row.embargo_until
    assert "لن يرى القراء هذه المادة قبل" in answer.content.decode()


@pytest.mark.long
def test_dates_of_a_published_story_are_in_force_at_once_and_the_log_keeps_what_they_were():
    story = make.article()
    before = story.publish_at
    _, row = press(story, typed("publish_at", before - HOUR) | typed("expire_at", timezone.now() + HOUR))
    note = row.transitions.first().note
    assert shown_moment(before) in note and shown_moment(before - HOUR) in note and "بلا موعد ←" in note
    assert row.transitions.first().by and row.draft_of_id is None
    page = client_of("desk").get(reverse("admin:articles_article_change", args=[story.pk])).content.decode()
    assert "يراها القراء حتى" in page and "ومواعيد النشر فتسري فوراً" in page


@pytest.mark.long
def test_who_holds_a_scheduled_story_learns_that_it_has_lost_its_date():
    story = make.article(published=False)
    workflow.publish(story, member("chief"), at=timezone.now() + HOUR)
    address = reverse("admin:articles_article_change", args=[story.pk])
    answer = send(client_of("desk"), address, {"_hold_reason": "شكوى"}, "body", press="_hold")
    assert "ولم تعد مجدولة" in answer.content.decode()
