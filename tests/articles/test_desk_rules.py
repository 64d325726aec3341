"""Holds, checks after publication and the desks of sections: by button and by crafted request."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import breaking, holding, workflow
from articles.models import Article, State
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
REASON = "ينتظر رأي المحامي في الفقرة الثالثة"


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def press(role, story, button, value="1", **fields):
    return send(client_of(role), change(story), fields, "headline", press=button, value=value)


# Held for legal review


@pytest.mark.long
def test_a_held_story_is_not_published_by_anybody_until_the_chief_lifts_the_hold():
    story = make.article(published=False)
    page = press("desk", story, "_hold", _hold_reason=REASON).content.decode()
    assert REASON in page
    for role in ("desk", "chief"):
        assert 'value="publish"' not in client_of(role).get(change(story)).content.decode()
        answer = press(role, story, "_move", "publish")
        assert REASON in answer.content.decode()
    with pytest.raises(ValidationError):
        workflow.publish(Article.objects.get(pk=story.pk), None)
    story.refresh_from_db()
    assert story.state == State.DRAFT
    press("chief", story, "_lift")
    press("chief", story, "_move", "publish")
    story.refresh_from_db()
    assert story.state == State.PUBLISHED
    assert [REASON in move.note for move in story.transitions.all()] == [False, False, True]


def test_a_hold_placed_while_a_draft_is_being_published_stops_it_and_stays():
    story = make.article()
    draft = workflow.draft_for(story)
    opened = Article.objects.select_related("draft_of").get(pk=draft.pk)
    holding.hold(story, None, REASON)
    with pytest.raises(ValidationError):
        workflow.publish_draft(opened)
    assert Article.objects.get(pk=story.pk).hold_reason == REASON


@pytest.mark.parametrize("role", ["desk", pytest.param("reporter", marks=pytest.mark.long)])
def test_only_the_chief_lifts_a_hold(role):
    story = make.article(published=False)
    holding.hold(story, member("desk"), REASON)
    assert press(role, story, "_lift").status_code == 403
    assert Article.objects.get(pk=story.pk).hold_reason == REASON


def test_a_reporter_holds_nothing():
    story = make.article(published=False)
    assert press("reporter", story, "_hold", _hold_reason=REASON).status_code == 403
    assert not Article.objects.get(pk=story.pk).hold_reason


def test_a_hold_wants_a_reason_and_keeps_what_was_typed():
    story = make.article(published=False)
    answer = press("desk", story, "_hold", _hold_reason="  ", headline="عنوان كتبته الآن")
    story.refresh_from_db()
    assert "اكتب سبب الإيقاف" in answer.content.decode()
    assert (story.hold_reason, story.headline) == ("", "عنوان كتبته الآن")


def test_a_scheduled_story_that_is_held_does_not_appear_at_its_moment(client):
    story = make.article(published=False)
    workflow.publish(story, member("desk"), at=timezone.now() + timedelta(hours=2))
    holding.hold(story, member("desk"), REASON)
    story.refresh_from_db()
    assert (story.state, story.visible_from, story.publish_at) == (State.READY, None, None)
    assert not Article.objects.public(timezone.now() + timedelta(days=1)).exists()


def test_a_public_story_that_is_held_stays_and_its_draft_waits():
    story = make.article()
    holding.hold(story, member("desk"), REASON)
    draft = workflow.draft_for(story)
    draft.body += "<p>زيادة.</p>"
    draft.save()
    with pytest.raises(ValidationError):
        workflow.publish_draft(draft, member("chief"))
    assert Article.objects.public(timezone.now()).get() == story


# Checked after publication


@pytest.mark.parametrize(
    ("state", "note"),
    [
        (State.DRAFT, "بتخطّي «لدى الديسك»، «دُقّقت لغوياً»، «جاهزة للنشر»: في النوبة"),
        (State.AT_DESK, "بتخطّي «دُقّقت لغوياً»، «جاهزة للنشر»: في النوبة"),
        (State.COPY_EDITED, "بتخطّي «جاهزة للنشر»: في النوبة"),
        (State.READY, "في النوبة"),
    ],
)
def test_a_story_that_skipped_a_step_is_checked_afterwards_and_its_log_names_the_step(state, note):
    story = make.article(published=False)
    Article.objects.filter(pk=story.pk).update(state=state)
    story = Article.objects.get(pk=story.pk)
    workflow.publish(story, member("desk"), note="في النوبة")
    story.refresh_from_db()
    assert story.to_check is (state != State.READY)
    move = story.transitions.first()
    assert (move.from_state, move.note) == (state, note)


@pytest.mark.parametrize(
    ("later", "said"),
    [
        (timedelta(0), "نُشرت قبل أن تصير جاهزة للنشر: تنتظر التدقيق"),
        (timedelta(hours=3), "جُدولت قبل أن تصير جاهزة للنشر: تنتظر التدقيق"),
    ],
)
def test_of_a_story_that_the_desk_had_nobody_says_that_it_passed_it_by(later, said):
    story = make.article(published=False)
    workflow.move(story, "submit", member("reporter"))
    workflow.publish(story, member("desk"), timezone.now() + later)
    page = client_of("desk").get(change(story)).content.decode()
    assert said in page and "من دون المرور بالديسك" not in page


def test_who_reads_a_story_sees_its_moves_and_why_it_came_back():
    story = make.article(published=False)
    workflow.move(story, "submit", member("reporter"))
    workflow.move(story, "return", member("desk"), note="ينقصه رد الوزارة")
    page = client_of("reporter").get(change(story)).content.decode()
    assert '<details class="story-log" open>' in page and "ينقصه رد الوزارة" in page
    assert "مسودة ← لدى الديسك" in page


@pytest.mark.long
def test_breaking_news_is_on_the_list_until_somebody_at_the_desk_looked_at_it():
    story = breaking.publish("إغلاق مرفأ اللؤلؤ", member("desk"))
    asked = "/admin/articles/article/?to_check__exact=1"
    assert story.headline in client_of("desk").get(asked).content.decode()
    assert press("reporter", story, "_checked").status_code == 403
    opened = form_of(client_of("chief").get(change(story)), "headline") | {"_checked": "1"}
    press("desk", story, "_checked")
    moves = story.transitions.count()
    late = client_of("chief").post(change(story), opened, follow=True)
    assert "ربما دقّقها زميل قبلك" in late.content.decode() and story.transitions.count() == moves
    assert story.headline not in client_of("desk").get(asked).content.decode()


# The desks of sections


@pytest.fixture
def two_desks():
    mine, other = make.section("سياسة", "politics"), make.section("رياضة", "sport")
    mine.editors.add(member("desk"))
    return mine, other


@pytest.mark.long
def test_an_editor_named_in_a_section_moves_stories_of_that_section_only(two_desks):
    story, foreign = (make.article(section=section, published=False) for section in two_desks)
    assert press("desk", foreign, "_move", "publish").status_code == 403
    assert 'value="publish"' not in client_of("desk").get(change(foreign)).content.decode()
    press("desk", story, "_move", "publish")
    assert [row.state for row in Article.objects.order_by("pk")] == [State.PUBLISHED, State.DRAFT]
    with pytest.raises(PermissionDenied):
        holding.hold(foreign, member("desk"), REASON)


@pytest.mark.long
def test_the_chief_is_at_home_in_every_section(two_desks):
    _, other = two_desks
    other.editors.add(member("chief"))
    story = make.article(section=two_desks[0], published=False)
    press("chief", story, "_move", "publish")
    assert Article.objects.get(pk=story.pk).state == State.PUBLISHED


def test_breaking_news_goes_to_the_editor_s_own_section(two_desks):
    mine, _ = two_desks
    assert breaking.publish("إغلاق مرفأ اللؤلؤ", member("desk")).section == mine


def test_who_can_only_read_a_story_reads_its_text_and_no_markup():
    story = make.article(body="<p>رصيف &lt;i&gt; جديد</p><p>فقرة</p>", published=False)
    Article.objects.filter(pk=story.pk).update(state=State.KILLED)
    page = client_of("chief").get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert "<p>رصيف &lt;i&gt; جديد<br>فقرة</p>" in page and "&lt;p&gt;" not in page


@pytest.mark.long
def test_every_move_of_a_story_can_be_read_also_the_oldest():
    story = make.article(published=False)
    for number in range(12):
        workflow.move(story, "submit", member("reporter"), note=f"إرسال {number}:")
        workflow.move(story, "return", member("desk"), note="أعد النظر")
    page = f"/admin/articles/article/{story.pk}/change/"
    short = client_of("desk").get(page).content.decode()
    assert "إرسال 0:" not in short and 'href="?log=all#log"' in short
    whole = client_of("desk").get(f"{page}?log=all").content.decode()
    assert "إرسال 0:" in whole and "إرسال 11:" in whole and "log=all" not in whole


def test_a_story_is_returned_with_a_note_of_what_it_lacks():
    story, desk = make.article(published=False), client_of("desk")
    workflow.move(story, "submit", member("reporter"))
    address = f"/admin/articles/article/{story.pk}/change/"
    page = send(desk, address, {"headline": "كُتب معها"}, "body", press="_move", value="return")
    story.refresh_from_db()
    assert "ما ينقص المادة" in page.content.decode() and story.state == "at_desk"
    assert story.headline == "كُتب معها", "what was typed is saved all the same"
    send(desk, address, {"_note": "أين رد البلدية؟"}, "body", press="_move", value="return")
    story.refresh_from_db()
    assert (story.state, story.transitions.first().note) == ("returned", "أين رد البلدية؟")
