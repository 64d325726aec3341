"""A story is moved, held or taken from somebody while he has its form open: he is told, and loses nothing."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import history, holding, workflow
from articles.models import Article, Correction, Source, State
from newsroom import roles
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db
TYPED = {"expire_at_0": "2030-01-02", "expire_at_1": "10:00"}


def page(story):
    return f"/admin/articles/article/{story.pk}/change/"


def opened(client, story, **typed):
    """The form as it was opened, with what is typed into it, and a new citation."""
    form = form_of(client.get(page(story)), "body")
    number = int(form["citations-TOTAL_FORMS"])
    cited = {
        "citations-TOTAL_FORMS": str(number + 1),
        f"citations-{number}-title": "وثيقة كتبت اسمها",
        f"citations-{number}-source": str(Source.objects.create(name="صدى الساحل").pk),
    }
    return form | cited | typed


def hold(story):
    holding.hold(story, member("chief"), "شكوى الوزارة")


def move(name):
    def deed(story):
        workflow.move(story, name, member("chief"), "سبب كتبته")

    return deed


@pytest.mark.parametrize(
    ("deed", "begun", "said"),
    [
        pytest.param(hold, "published", "شكوى الوزارة", marks=pytest.mark.long),
        pytest.param(hold, "draft", "شكوى الوزارة", marks=pytest.mark.long),
        (move("withdraw"), "published", "مسحوبة"),
        pytest.param(move("publish"), "draft", "منشورة", marks=pytest.mark.long),
        pytest.param(move("spike"), "draft", "مستبعدة", marks=pytest.mark.long),
        pytest.param(move("submit"), "draft", "سبب كتبته", marks=pytest.mark.long),
    ],
)
def test_a_move_makes_a_form_from_before_it_stale(deed, begun, said):
    story, desk = make.article(published=begun == "published"), client_of("desk")
    form = opened(desk, story, headline="عنوان كتبته أنا", _continue="1")
    deed(story)
    state = Article.objects.get(pk=story.pk).state

    answer = desk.post(page(story), form)
    text = answer.content.decode()
    assert answer.status_code == 409 and "تغيّرت حال هذه المادة وأنت تكتب" in text and said in text
    assert "عنوان كتبته أنا" in text and "وثيقة كتبت اسمها" in text
    now = Article.objects.get(pk=story.pk)
    assert (now.headline, now.state) == (story.headline, state)
    assert not story.citations.exists() and not Article.objects.filter(draft_of=story).exists()

    assert desk.post(page(story), form_of(answer, "body") | {"_continue": "1"}).status_code == 302
    row = Article.objects.filter(draft_of=story).first() or Article.objects.get(pk=story.pk)
    assert row.headline == "عنوان كتبته أنا"


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "deed"), [("desk", hold), pytest.param("reporter", move("publish"), marks=pytest.mark.long)]
)
def test_what_was_typed_into_fields_that_a_deed_closed_is_shown_to_be_copied(role, deed):
    client = client_of(role)
    story = make.article(published=role == "desk", created_by=member(role))
    form = opened(client, story, _continue="1", **TYPED)
    deed(story)
    answer = client.post(page(story), form)
    text = answer.content.decode()
    assert answer.status_code == 409 and "لم يعد يحق لك تعديل هذا" in text
    assert 'id="closed-expire_at"' in text and "2030-01-02 10:00" in text and "وثيقة كتبت اسمها" in text
    assert Article.objects.get(pk=story.pk).expire_at is None and not story.citations.exists()
    # Shown once: the form that came back has these fields no more.
    again = client.post(page(story), form_of(answer, "body") | {"kicker": "باقية", "_continue": "1"})
    assert again.status_code == 302


@pytest.mark.long
def test_what_was_not_touched_in_a_closed_field_is_not_called_lost():
    story, desk = make.article(), client_of("desk")
    form = form_of(desk.get(page(story)), "body") | {"_continue": "1"}
    hold(story)
    answer = desk.post(page(story), form)
    assert answer.status_code == 409 and "closed-" not in answer.content.decode()


@pytest.mark.long
def test_fields_that_a_lost_role_closed_are_shown_though_nobody_saved():
    story, user, desk = make.article(), member("desk"), client_of("desk")
    form = opened(desk, story, kicker="باقية", _continue="1", **TYPED)
    user.groups.set([roles.group_of("reporter")])
    answer = desk.post(page(story), form)
    text = answer.content.decode()
    assert answer.status_code == 409 and "أُغلقت بعض الخانات وأنت تكتب" in text and "2030-01-02 10:00" in text
    assert Article.objects.get(pk=story.pk).expire_at is None
    assert desk.post(page(story), form_of(answer, "body") | {"_continue": "1"}).status_code == 302
    assert Article.objects.get(draft_of=story).kicker == "باقية"


@pytest.mark.long
def test_who_publishes_what_was_withdrawn_is_asked_whether_it_may_come_back():
    story, desk = make.article(), client_of("desk")
    form = form_of(desk.get(page(story)), "body") | {"headline": "مصحّح", "_move": "publish"}
    workflow.move(story, "withdraw", member("chief"), notice="بطلب المحكمة")
    holding.hold(Article.objects.get(pk=story.pk), member("desk"), "رأي المحامي")  # not who withdrew it
    html = desk.get(page(story)).content.decode()
    assert "أتعيدها إلى القراء؟" not in html, "what is held is not published"
    holding.lift(Article.objects.get(pk=story.pk), member("chief"))
    html = desk.post(page(story), form).content.decode()
    [asked] = re.findall(r'value="publish"[^>]*data-sure="([^"]*)"', html)
    assert asked.startswith("سُحبت هذه المادة في ") and asked.endswith(" (chief). أتعيدها إلى القراء؟")
    Correction.objects.create(article=story, kind="retraction", text="نسحب الخبر.", issued_at=timezone.now())
    html = desk.get(page(story)).content.decode()
    assert "أتعيدها إلى القراء؟ سيبقى معها «السحب» الذي نُشر عنها" in html


@pytest.mark.parametrize(("name", "meanwhile"), [
    ("withdraw", "kicker"),
    pytest.param("withdraw", "hold", marks=pytest.mark.long),
    pytest.param("kill", "kicker", marks=pytest.mark.long),
])  # fmt: skip
def test_a_brake_is_not_held_up_by_what_a_colleague_saved_and_does_not_write_over_it(name, meanwhile):
    story, chief, desk = make.article(), client_of("chief"), client_of("desk")
    form = form_of(chief.get(page(story)), "body")
    if meanwhile == "hold":
        holding.hold(story, member("desk"), "رأي المحامي")
    else:
        send(desk, page(story), {"kicker": "كتبه الزميل"}, "body", press="_continue")
    pressed = {"_move": name, "_notice": "سُحبت لخطأ."}
    answer = chief.post(page(story), form | pressed | {"kicker": "كتبته أنا"})
    assert answer.status_code == (302 if meanwhile == "hold" else 409), "what she typed herself is not lost"
    if meanwhile != "hold":
        assert Article.objects.get(pk=story.pk).state == State.PUBLISHED
        assert chief.post(page(story), form | pressed).status_code == 302
    now = Article.objects.get(pk=story.pk)
    assert (now.state, now.withdrawal_notice) == (workflow.MOVES[name].end, "سُحبت لخطأ.")
    if name == "withdraw" and meanwhile == "kicker":
        assert now.edited.kicker == "كتبه الزميل"


@pytest.mark.long
def test_a_withdrawn_story_does_not_come_back_by_a_form_from_before():
    story, desk = make.article(), client_of("desk")
    form = form_of(desk.get(page(story)), "body") | {"_move": "publish", "headline": "كلمة أخرى"}
    move("withdraw")(story)
    assert desk.post(page(story), form).status_code == 409
    assert Article.objects.get(pk=story.pk).state == State.WITHDRAWN


def test_the_open_page_says_that_the_story_was_moved():
    story, desk = make.article(published=False), client_of("desk")
    seen = form_of(desk.get(page(story)), "body")["seen_version"]
    move("submit")(story)
    answer = desk.post(f"/admin/articles/article/{story.pk}/presence/", {"seen_version": seen})
    assert "تغيّرت حال هذه المادة" in answer.json()["saved"]


def test_a_held_story_is_not_spiked_not_deleted_and_not_held_over():
    story, desk = make.article(published=False), client_of("desk")
    hold(story)
    assert "spike" not in workflow.moves_of(story, member("desk"))
    with pytest.raises(ValidationError, match="شكوى الوزارة"):
        workflow.move(story, "spike", member("chief"))
    with pytest.raises(ValidationError, match="شكوى الوزارة"):
        holding.hold(story, member("desk"), "سبب غيره")
    Article.objects.filter(pk=story.pk).update(state=State.SPIKED)  # spiked first, held after
    assert desk.get(f"/admin/articles/article/{story.pk}/delete/").status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [story.pk]}
    said = desk.post("/admin/articles/article/", chosen, follow=True).content.decode()
    assert "شكوى الوزارة" in said and Article.objects.filter(pk=story.pk).exists()


@pytest.mark.parametrize(
    ("role", "typed", "state"),
    [
        ("reporter", {"headline": "عنوان لم يدققه أحد"}, State.AT_DESK),
        ("desk", {"headline": "عنوان من الديسك"}, State.READY),
        pytest.param(
            "reporter",
            {"embargo_until_0": "2030-01-02", "embargo_until_1": "10:00"},
            State.READY,
            marks=pytest.mark.long,
        ),
    ],
)
def test_words_that_changed_after_copy_editing_go_back_to_the_desk(role, typed, state):
    story, client = make.article(published=False, created_by=member(role)), client_of(role)
    Article.objects.filter(pk=story.pk).update(state=State.READY)
    form = form_of(client.get(page(story)), "body") | typed | {"_continue": "1"}
    assert client.post(page(story), form).status_code == 302
    assert Article.objects.get(pk=story.pk).state == state
    assert story.transitions.filter(note="تغيّر مضمونها بعد التدقيق").exists() is (state == State.AT_DESK)


@pytest.mark.parametrize("state", [State.READY, pytest.param(State.COPY_EDITED, marks=pytest.mark.long)])
def test_an_old_version_brought_back_after_copy_editing_goes_back_to_the_desk_too(state):
    story, client = make.article(published=False), client_of("reporter")
    history.keep(story)
    Article.objects.filter(pk=story.pk).update(state=state, headline="عنوان دُقّق", body="<p>نص دُقّق.</p>")
    versions = f"/admin/articles/article/{story.pk}/versions/"
    answer = client.post(versions, form_of(client.get(versions), "restore") | {"restore": "1"}, follow=True)
    story.refresh_from_db()
    assert (story.headline, story.state) == ("الميناء يبقى مفتوحاً", State.AT_DESK)
    assert "عادت المادة إلى الديسك" in answer.content.decode()


@pytest.mark.long
def test_signs_that_a_reporter_mends_after_copy_editing_are_for_the_desk_too():
    story, client = make.article(published=False, body="<p>جملة ،وأخرى.</p>"), client_of("reporter")
    Article.objects.filter(pk=story.pk).update(state=State.READY)
    mending = f"/admin/articles/article/{story.pk}/typesetting/"
    slips = form_of(client.get(mending), "slip")
    client.post(mending, slips)
    story.refresh_from_db()
    assert ("، وأخرى" in story.body, story.state) == (True, State.AT_DESK)


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "state", "begun_by", "moves"),
    quick(
        2,
        [
            ("reporter", State.AT_DESK, "reporter", False),
            ("reporter", State.DRAFT, "reporter", True),
            ("desk", State.READY, "reporter", True),
            ("reporter", State.READY, "reporter", False),
            ("reporter", State.RETURNED, "reporter", False),
            ("reporter", State.DRAFT, "desk", False),
        ],
    ),
)
def test_an_embargo_is_the_desks_from_the_day_a_story_was_sent_there(role, state, begun_by, moves):
    until = timezone.now() + timedelta(days=3)
    story = make.article(published=False, embargo_until=until, created_by=member(begun_by))
    Article.objects.filter(pk=story.pk).update(state=state)
    client = client_of(role)
    emptied = {"embargo_until_0": "", "embargo_until_1": "", "_continue": "1"}
    client.post(page(story), form_of(client.get(page(story)), "body") | emptied)
    story.refresh_from_db()
    assert story.embargo_until == (None if moves else until)


def attribute(client, story):
    quote = story.quotes.get()
    address = f"/admin/articles/quote/{quote.pk}/change/"
    typed = {"person": str(make.person("هند القاضي").pk), "_confirm": "1"}
    client.post(address, form_of(client.get(address), "unnamed") | typed)


def cite(client, story):
    source = Source.objects.create(name="صدى الساحل")
    form = form_of(client.get("/admin/articles/citation/add/"), "title")
    typed = {"article": str(story.pk), "source": str(source.pk), "title": "تقرير"}
    client.post("/admin/articles/citation/add/", form | typed)


def confirm_on_the_bench(client, story):
    story.quotes.update(person=make.person())
    quote = story.quotes.get()
    form = form_of(client.get(page(story)), "body")
    client.post(page(story), form | {"_confirm_quote": [f"{quote.key}:{quote.words}"], "_continue": "1"})


def rename(client, story):
    """Whom the story quotes, in the records."""
    story.quotes.update(person=make.person())
    save_of(client, story.quotes.get().person, "biography", "سيرة كتبها محرر")


def rename_the_whole(client, story):
    """What the organization that the story quotes is a part of: its page says so."""
    ministry = make.organization("وزارة النقل")
    story.quotes.update(person=None, organization=make.organization("هيئة الموانئ", parent=ministry))
    save_of(client, ministry, "description", "كلام لم يره أحد")


def caption(client, story):
    photo = make.photo()
    Article.objects.filter(pk=story.pk).update(lead_photo=photo)
    Article.objects.get(pk=story.pk).save()
    save_of(client, photo, "caption", "كلام لم يره أحد")


def post(client, story):
    """Of whom the story quotes, in the records: a new row."""
    speaker, position = make.person(), make.tenure(make.person("هند القاضي")).position
    story.quotes.update(person=speaker)
    address = "/admin/people/tenure/add/"
    typed = {"person": str(speaker.pk), "position": str(position.pk), "start": "2020"}
    client.post(address, form_of(client.get(address), "start") | typed)
    assert speaker.tenures.exists()


def save_of(client, row, name, text):
    address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
    client.post(address, form_of(client.get(address), name) | {name: text})
    assert getattr(type(row).objects.get(pk=row.pk), name) == text


@pytest.mark.long
@pytest.mark.parametrize("role", ["reporter", pytest.param("desk", marks=pytest.mark.long)])
@pytest.mark.parametrize(
    ("deed", "state"),
    quick(
        2,
        [
            (attribute, State.READY),
            (cite, State.AT_DESK),
            (caption, State.READY),
            (caption, State.AT_DESK),
            (post, State.READY),
            (cite, State.READY),
            (rename, State.COPY_EDITED),
            (attribute, State.AT_DESK),
            (rename_the_whole, State.READY),
            (confirm_on_the_bench, State.COPY_EDITED),
        ],
    ),
)
def test_who_said_it_and_what_it_rests_on_do_not_change_behind_the_desks_back(role, deed, state):
    story, chief = make.article(published=False), client_of("chief")
    Article.objects.filter(pk=story.pk).update(state=state)
    form = form_of(chief.get(page(story)), "body")
    deed(client_of(role), story)
    by_reporter = role == "reporter"
    deeds = story.transitions.filter(by__username=role)
    assert Article.objects.get(pk=story.pk).state == (State.AT_DESK if by_reporter else state)
    pressed = chief.post(page(story), form | {"_move": "publish"})
    if by_reporter:
        assert pressed.status_code == 409
        assert Article.objects.get(pk=story.pk).state == State.AT_DESK
        assert deeds.exists() or story.versions.first().saved_by.username == role, "who it was"


@pytest.mark.long
def test_a_profile_saved_as_it_stands_sends_nothing_back():
    """Its lines end otherwise in what a browser sends."""
    story, speaker = make.article(published=False), make.person(biography="سطر\nوآخر")
    story.quotes.update(person=speaker)
    Article.objects.filter(pk=story.pk).update(state=State.READY)
    reporter, address = client_of("reporter"), f"/admin/people/person/{speaker.pk}/change/"
    form = form_of(reporter.get(address), "name")
    reporter.post(address, form | {"biography": form["biography"].replace("\n", "\r\n")})
    assert Article.objects.get(pk=story.pk).state == State.READY
