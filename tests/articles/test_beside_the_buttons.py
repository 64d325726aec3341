"""What is typed beside the buttons of a story's form goes with its button, or stands there again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import holding, workflow
from articles.models import Article, Dismissal, State, Unsent
from articles.models.unsent import KEPT
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
# Two dates whose day of the week is another.
WARNED = "<p>وصل الوفد يوم الجمعة 2 سبتمبر 2021، وغادر يوم الأحد 4 سبتمبر 2021.</p>"
HOUR = timedelta(hours=1)
NOWHERE = "لم يعد له زر"


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def press(role, story, button, value="1", **typed):
    return send(client_of(role), change(story), typed, "headline", press=button, value=value)


def at_the_desk(**fields):
    story = make.article(published=False, **fields)
    workflow.move(story, "submit", member("reporter"))
    return story


@pytest.mark.long
def test_what_was_typed_beside_the_buttons_outlives_a_save():
    story = at_the_desk()
    typed = {"kicker": "تمهيد", "_note": "اسألوا المصدر عن الرقم", "_hold_reason": "شكوى"}
    desk = client_of("desk")
    saved = send(desk, change(story), typed, "headline", press="_continue")
    assert "لم يُستعمل بعد" in saved.content.decode()
    for page in (saved, desk.get(change(story))):  # also when it is loaded again
        form = form_of(page, "headline")
        assert (form["_note"], form["_hold_reason"]) == (typed["_note"], "شكوى")
    typed = {"_note": "دُقّقت", "_hold_reason": ""}
    moved = send(desk, change(story), typed, "headline", "_move", "copy_edit")
    assert form_of(moved, "headline")["_note"] == "" and "لم يُستعمل بعد" not in moved.content.decode()
    assert story.transitions.first().note == "دُقّقت"


@pytest.mark.long
def test_what_was_typed_beside_the_buttons_is_kept_for_a_week_and_no_longer():
    story, other = at_the_desk(), at_the_desk()
    desk = client_of("desk")
    send(desk, change(story), {"_note": "اسألوا المصدر"}, "headline", press="_continue")
    for age, found in ((KEPT - HOUR, "اسألوا المصدر"), (KEPT + HOUR, "")):
        Unsent.objects.update(at=timezone.now() - age)
        assert form_of(desk.get(change(story)), "headline")["_note"] == found
    send(client_of("chief"), change(other), {"_note": "غيرها"}, "headline", press="_continue")
    assert Unsent.objects.get().article == other, "what is too old goes with the next that is kept"


@pytest.mark.parametrize("published", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_note_goes_with_the_button_that_publishes(published):
    story = make.article(published=published)
    typed = {"headline": "عنوان آخر", "_note": "راجعها المحامي", "_notice": "حُذف الخبر"}
    page = send(client_of("chief"), change(story), typed, "headline", "_move", "publish")
    assert story.transitions.get(note__endswith="راجعها المحامي").to_state == "published"
    # What readers are told of a story that is taken away went with no button.
    assert form_of(page, "headline")["_note"] == "" and form_of(page, "headline")["_notice"] == "حُذف الخبر"
    assert story.versions.filter(kind="published").exists()


@pytest.mark.long
def test_why_a_warning_may_stay_outlives_other_buttons():
    story, desk = at_the_desk(body=WARNED), client_of("desk")
    form = form_of(desk.get(change(story)), "body")
    whys = {name: f"لأن {name}" for name in form if name.startswith("_why-")}
    assert len(whys) > 1
    first = story.warnings.first()
    pressed = {"_waive": f"{first.code}:{first.about}", "headline": "عنوان آخر"}
    form = form_of(desk.post(change(story), form | whys | pressed, follow=True), "body")
    assert Dismissal.objects.get().reason == whys.pop(f"_why-{first.key}")
    assert {name: text for name, text in form.items() if name.startswith("_why-")} == whys


def meanwhile_held(story):
    holding.hold(story, member("chief"), "شكوى")


def meanwhile_ready(story):
    workflow.move(story, "ready", member("desk"))


def meanwhile_killed(story):
    workflow.move(story, "kill", member("chief"))


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "deed", "typed"),
    [
        ("desk", meanwhile_held, {"_hold_reason": "ينتظر رأي المحامي"}),
        ("reporter", meanwhile_ready, {"_note": "تجدون الوثيقة في البريد"}),
        ("desk", meanwhile_killed, {"_note": "اسألوا المصدر", "_hold_reason": "رأي المحامي"}),
    ],
)
def test_what_has_no_button_any_more_stands_there_to_be_copied(role, deed, typed):
    story, client = at_the_desk(body=WARNED), client_of(role)
    form = form_of(client.get(change(story)), "body") | typed
    why = next(name for name in form if name.startswith("_why-"))
    deed(Article.objects.get(pk=story.pk))
    page = client.post(change(story), form | {why: "هكذا في البيان", "_continue": "1"})
    assert page.status_code == 409
    html = page.content.decode()
    for text in (*typed.values(), "هكذا في البيان"):
        assert html.count(text) == 1
    assert (NOWHERE in html) == (deed is not meanwhile_killed)
    assert not Dismissal.objects.exists() and Article.objects.get(pk=story.pk).state != State.PUBLISHED


@pytest.mark.long
def test_a_reason_is_bounded_and_the_form_says_so():
    story = make.article(published=False)
    page = client_of("desk").get(change(story)).content.decode()
    assert 'name="_hold_reason"' in page and "maxlength" not in page and "500 حرف على الأكثر" in page
    answer = press("desk", story, "_hold", _hold_reason="س" * 501).content.decode()
    assert "والحد 500. اختصره" in answer and not Article.objects.get(pk=story.pk).is_held
    press("desk", story, "_hold", _hold_reason="س" * 500)
    assert Article.objects.get(pk=story.pk).is_held


@pytest.mark.long
@pytest.mark.parametrize(("name", "fields"), [("withdraw", ("_note", "_notice")), ("submit", ("_note",))])
def test_notes_and_notices_are_bounded(name, fields):
    story = make.article(published=name == "withdraw")
    for field in fields:
        answer = press("chief", story, "_move", name, **{field: "س" * 301}).content.decode()
        assert "والحد 300. اختصره" in answer and Article.objects.get(pk=story.pk).state == story.state


@pytest.mark.long
def test_what_no_database_can_bear_is_removed_from_what_is_typed_beside_a_button():
    held, returned, gone = make.article(published=False), make.article(published=False), make.article()
    press("desk", held, "_hold", _hold_reason="رأي\x00 المحامي")
    workflow.move(returned, "submit")
    press("desk", returned, "_move", "return", _note="ينقصه\x00 رد")
    press("chief", gone, "_move", "withdraw", _notice="سُحبت\x00 اليوم", _note="\x00")
    row = Article.objects.get(pk=held.pk)
    assert (row.hold_reason, row.transitions.first().note) == (
        "رأي المحامي",
        "موقوفة لمراجعة قانونية: رأي المحامي",
    )
    assert returned.transitions.first().note == "ينقصه رد"
    assert Article.objects.get(pk=gone.pk).withdrawal_notice == "سُحبت اليوم"
    assert (
        press("desk", make.article("آخر", published=False), "_hold", _hold_reason="\x00").status_code == 200
    )
    assert not Article.objects.get(headline="آخر").is_held


@pytest.mark.long
def test_as_what_an_edit_goes_out_stays_ticked_until_it_is_out():
    story, desk = make.article(), client_of("desk")
    page = f"/admin/articles/article/{story.pk}/change/"
    ticked = {"_cosmetic": "1", "_show_words": "1"}
    saved = send(desk, page, ticked | {"headline": "عنوان المسودة"}, "headline", press="_continue")
    assert "يبقى على هذه الصفحة" not in saved.content.decode()
    assert ticked.items() <= form_of(desk.get(page), "headline").items()
    refused = send(desk, page, {"expire_at_0": "غداً"}, "headline", press="_move", value="publish")
    assert ticked.items() <= form_of(refused, "headline").items()
    send(desk, page, {}, "headline", press="_move", value="publish")
    last = story.versions.first()
    assert (last.change, last.words_shown) == ("cosmetic", True)
    assert not {*ticked} & form_of(desk.get(page), "headline").keys()


@pytest.mark.long
@pytest.mark.parametrize(
    "how", ["published", *(pytest.param(how, marks=pytest.mark.long) for how in ("discarded", "never begun"))]
)
def test_what_was_ticked_for_one_edit_is_not_ticked_for_the_next(how):
    story, desk = make.article(), client_of("desk")
    page = f"/admin/articles/article/{story.pk}/change/"
    ticked = {"_cosmetic": "1", "_show_words": "1"}
    change = {} if how == "never begun" else {"headline": "عنوان المسودة"}
    send(desk, page, ticked | change, "headline", press="_continue")
    if how == "published":
        send(client_of("chief"), page, {}, "headline", press="_move", value="publish")
    elif how == "discarded":
        send(client_of("chief"), page, {}, "headline", press="_discard")
    assert story.edited.draft_of_id is None
    assert not {*ticked} & form_of(desk.get(page), "headline").keys()


@pytest.mark.long
@pytest.mark.parametrize(
    "how", ["typed", *(pytest.param(how, marks=pytest.mark.long) for how in ("restored", "said", "met"))]
)
def test_what_one_ticked_for_his_words_is_not_ticked_over_a_colleagues(how):
    """A comma of mine is cosmetic, and may be shown; the dead whom a colleague counts anew are not, nor what he took out."""
    story, desk, chief = make.article(), client_of("desk"), client_of("chief")
    make.quote(story, make.person("ليان السعدي"))
    page = f"/admin/articles/article/{story.pk}/change/"
    ticked = {"_cosmetic": "1", "_show_words": "1"}
    mine = form_of(desk.get(page), "headline") | ticked | {"headline": "عنوان المسودة"}
    if how != "met":
        desk.post(page, mine | {"_continue": "1"})
    if how == "restored":
        send(
            chief, f"/admin/articles/article/{story.pk}/versions/", {}, "restore", press="restore", value="1"
        )
    else:
        send(chief, page, {"standfirst": "سبعة قتلى لا ثلاثة"}, "headline", press="_continue")
    shown = desk.post(page, mine | {"_continue": "1"}) if how == "met" else desk.get(page)
    assert (story.edited.draft_of_id and "عنوان المسودة" in shown.content.decode()) or how == "restored"
    assert not {*ticked} & form_of(shown, "headline").keys()
