"""Assignments: who gives, takes, declines and closes them, and the two pages of plans."""

import datetime
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import assignments, workflow
from articles.admin.day import asked_date
from articles.models import Article, Assignment, AssignmentNote, Contributor, Correction
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db
DAY = "/admin/articles/article/day/"
CALENDAR = "/admin/articles/article/calendar/"
LIST = "/admin/articles/assignment/"
HOUR = timedelta(hours=1)


def given(to="reporter", **fields):
    fields = {"what": "جلسة المجلس", "due": timezone.now() + HOUR, "section": make.section()} | fields
    return Assignment.objects.create(assigned_to=to and member(to), assigned_by=member("desk"), **fields)


def form(assignment):
    return f"{LIST}{assignment.pk}/change/"


def press(role, assignment, act, **fields):
    """Press a button of the assignment's form; a crafted request where the button is not there."""
    return send(client_of(role), form(assignment), fields, "note", press="_act", value=act)


def state(assignment):
    assignment.refresh_from_db()
    return assignment.state


def acts(assignment):
    return [note.act for note in assignment.notes.order_by("pk")]


# From being given to being published


@pytest.mark.long
def test_a_story_that_was_begun_is_not_said_to_be_begun_now():
    assignment = given()
    press("reporter", assignment, "begin")
    assert "بدأت هذه المادة من قبل" in press("reporter", assignment, "begin").content.decode()


@pytest.mark.parametrize(("year", "warned"), [("2020", True), ("2030", False)])
def test_who_gives_what_was_due_already_is_told(year, warned):
    typed = {"due_0": f"{year}-11-20", "due_1": "09:00"}
    page = send(client_of("desk"), form(given()), typed, "note", press="_continue")
    assert ("مضى موعد تسليم هذا التكليف" in page.content.decode()) is warned
    assert Assignment.objects.get().due.year == int(year), "an assignment may be noted afterwards"


@pytest.mark.long
def test_a_story_is_begun_from_its_assignment_and_publishing_it_closes_both():
    reporter = member("reporter")
    Contributor.objects.create(name="ليان المرجاني", user=reporter)
    assignment = given(place="مرسى الفنار")
    answer = press("reporter", assignment, "begin")
    story = Article.objects.get()
    assert answer.redirect_chain[-1][0] == f"/admin/articles/article/{story.pk}/change/"
    assert form(assignment) in answer.content.decode()  # the story leads back to it
    assert (story.headline, story.section, story.created_by) == ("جلسة المجلس", make.section(), reporter)
    assert [byline.contributor.name for byline in story.bylines.all()] == ["ليان المرجاني"]
    assert (state(assignment), assignment.article) == ("accepted", story)
    assert assignments.begin(assignment, member("desk")) == story  # a second press finds the same one
    story.body = "<p>نص.</p>"
    story.save()
    workflow.publish(story, member("desk"))
    assert state(assignment) == "done"
    assert acts(assignment) == ["begin", "publish"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("section", "signs", "place", "parts"),
    [
        (True, True, "مرسى الفنار", "العنوان والقسم والتوقيع ومكان الخبر"),
        (False, True, "", "العنوان والتوقيع"),
        (True, False, "", "العنوان والقسم"),
        (False, False, "", "العنوان"),
    ],
)
def test_who_begins_a_story_is_told_what_really_came_along(section, signs, place, parts):
    if signs:
        Contributor.objects.create(name="ليان المرجاني", user=member("reporter"))
    assignment = given(place=place, section=make.section() if section else None)
    page = press("reporter", assignment, "begin").content.decode()
    assert f"بدأت المادة وفيها {parts}. اكتبها هنا." in page


def test_whoever_waited_for_an_assignment_sees_the_story_that_was_begun_meanwhile():
    """PostgreSQL reads the locked row anew after the wait, but not the rows that are joined to it."""
    with CaptureQueriesContext(connection) as queries:
        assignments.begin(given(), member("reporter"))
    held = next(one["sql"] for one in queries if 'FROM "articles_assignment"' in one["sql"])
    assert " JOIN " not in held


def test_a_killed_story_lets_its_assignment_begin_again():
    assignment = given()
    first = assignments.begin(assignment, member("reporter"))
    workflow.move(first, "kill", member("chief"))
    second = assignments.begin(assignment, member("reporter"))
    assert second != first and Assignment.objects.get().article == second


def test_who_declines_says_why_and_the_desk_finds_what_nobody_has():
    assignment = given()
    answer = press("reporter", assignment, "decline", note="  ")
    assert "اذكر السبب" in answer.content.decode()
    assert (state(assignment), assignment.assigned_to) == ("open", member("reporter"))
    press("reporter", assignment, "decline", note="أنا في إجازة")
    assignment.refresh_from_db()
    assert assignment.assigned_to is None
    assert assignment.notes.get().note == "أنا في إجازة"
    front = client_of("desk").get("/admin/").content.decode()
    assert "تكليفات لم تُسند إلى أحد" in front and "جلسة المجلس" in front


@pytest.mark.long
def test_what_was_accepted_by_another_is_open_again_when_the_desk_gives_it_to_somebody_else():
    assignment = given(state="accepted")
    desk = client_of("desk")
    data = form_of(desk.get(form(assignment)), "what") | {"_save": "1", "assigned_to": member("chief").pk}
    assert desk.post(form(assignment), data).status_code == 302
    assert (state(assignment), assignment.assigned_to) == ("open", member("chief"))
    answer = desk.post(form(assignment), data | {"what": "كتبته متأخراً"})
    assert answer.status_code == 409 and "كتبته متأخراً" in answer.content.decode()
    assert state(assignment) == "open" and assignment.what == "جلسة المجلس"


# Who may what


@pytest.mark.parametrize(
    ("role", "act", "answer"),
    quick(
        3,
        [
            ("reporter", "accept", "accepted"),
            ("reporter", "drop", 403),
            ("reporter", "reopen", 403),
            ("reporter", "nonsense", 403),
            ("desk", "accept", 403),
            ("desk", "drop", "dropped"),
            ("chief", "done", "done"),
        ],
    ),
)
def test_each_act_belongs_to_somebody(role, act, answer):
    assignment = given()
    response = press(role, assignment, act, note="سبب")
    assert (response.status_code if answer == 403 else state(assignment)) == answer
    if answer == 403:
        assert state(assignment) == "open" and not assignment.notes.exists()


def test_a_reporter_changes_nothing_of_what_was_asked_and_sees_nobody_elses():
    assignment, other = given(), given("chief")
    reporter = client_of("reporter")
    crafted = form_of(reporter.get(form(assignment)), "note")
    crafted |= {"what": "غيره", "assigned_to": member("chief").pk, "due_0": "2030-01-01", "_continue": "1"}
    assert reporter.post(form(assignment), crafted | {"note": "اتصلت بهم"}).status_code == 302
    assert state(assignment) == "open" and acts(assignment) == ["note"]
    assert (assignment.what, assignment.assigned_to) == ("جلسة المجلس", member("reporter"))
    assert reporter.get(form(other)).status_code == 302
    assert reporter.get(f"{LIST}add/").status_code == 403
    assert reporter.post(f"{LIST}{assignment.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.long
def test_a_desk_of_sections_sees_and_gives_only_theirs():
    sport, economy = make.section("رياضة", "sport"), make.section()
    noon = timezone.localtime().replace(
        hour=12
    )  # the day's list is of today, and late at night an hour leads out of it
    ours = given(what="نهائي السباحة", section=sport, due=noon)
    theirs = given(what="سعر القمح", section=economy, due=noon)
    Assignment.objects.update(assigned_by=member("chief"))
    make.article("خبر القمح", section=economy, at=timezone.now())
    make.article("خبر السباحة", section=sport, at=timezone.now())
    member("desk").desk_sections.add(sport)
    desk = client_of("desk")
    for address in (LIST, DAY, CALENDAR, "/admin/"):
        page = desk.get(address).content.decode()
        assert ours.what in page and theirs.what not in page and "خبر القمح" not in page, address
    assert desk.get(form(theirs)).status_code == 302
    data = form_of(desk.get(form(ours)), "what") | {"section": economy.pk, "_save": "1"}
    assert desk.post(form(ours), data).status_code == 200  # that section is no choice of theirs
    assert Assignment.objects.get(pk=ours.pk).section == sport


def test_an_assignment_outlives_its_people_and_its_story():
    assignment = given()
    assignments.begin(assignment, member("reporter"))
    Article.objects.all().delete()
    for role in ("reporter", "desk"):
        with pytest.raises(ProtectedError):  # it says who gave it, and to whom
            member(role).delete()
    Assignment.objects.update(assigned_to=None, assigned_by=None)  # accounts went until then
    AssignmentNote.objects.update(by=None)
    assignment.refresh_from_db()
    assert (assignment.assigned_to, assignment.assigned_by, assignment.article) == (None, None, None)
    assert "من لم يعد هنا" in client_of("chief").get(form(assignment)).content.decode()


# The pages


@pytest.mark.parametrize(
    ("asked", "date"),
    [
        ("2026-11-25", (2026, 11, 25)), ("٢٠٢٦-١١-٢٥", (2026, 11, 25)), (" 2024-02 ", (2024, 2, 1)),
        ("2199-12-31", (2199, 12, 31)), *((bad, None) for bad in ("2026-13-40", "2026-02-30", "x", "0000",
        "9999-12-31", "²٠", "\0", "1" * 300)),
    ],
)  # fmt: skip
def test_the_date_in_an_address_is_read_or_refused(asked, date):
    if date:
        assert asked_date(asked) == datetime.date(*date)
    else:
        with pytest.raises(ValidationError):
            asked_date(asked)


@pytest.mark.long
def test_bad_input_is_answered_with_what_to_do():
    desk = client_of("desk")
    for page in (DAY, CALENDAR):
        answer = desk.get(page, {"date": "2026-13-40", "view": "week"})
        assert answer.status_code == 400 and "اختر يوماً من التقويم" in answer.content.decode()
        for edge in ("1900-01-01", "2199-12-31"):
            assert desk.get(page, {"date": edge}).status_code == 200
    assert desk.get(LIST + "?whose=x&state=%00&q=%00").status_code == 200
    assert desk.get(f"{LIST}add/?due=2026-13-40T18:00").status_code == 200
    empty = form_of(desk.get(f"{LIST}add/?due=2026-11-26T18:00"), "what")
    assert (empty["due_0"], empty["due_1"]) == ("2026-11-26", "18:00")
    for day, hour, said in (("2026-11-27", "", "الساعة"), ("", "10:00", "اليوم")):
        answer = desk.post(f"{LIST}add/", empty | {"what": "م", "due_0": day, "due_1": hour})
        assert answer.context["adminform"].form.errors["due"] == [f"اكتب {said} أيضاً."]
    answer = desk.post(f"{LIST}add/", empty | {"what": "", "due_0": "0001-01-01", "due_1": "10:00"})
    assert answer.status_code == 200 and not Assignment.objects.exists()
    assert client_of().get(DAY).status_code == 302


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "نعم"),
        ({"credit": ""}, "لا تُعرض بعد"),
        ({"expires_at": make.NOW}, "انتهى حق الاستخدام"),
        ({"expires_at": make.NOW, "credit": ""}, "انتهى حق الاستخدام"),
        ({"expires_at": make.NOW + timedelta(days=9000), "credit": ""}, "لا تُعرض بعد"),
    ],
)
def test_the_days_list_says_whether_a_photo_is_not_shown_yet_or_not_any_more(fields, said):
    make.article("خبر الميناء", lead_photo=make.photo(**fields), published=False)
    page = client_of("desk").get(DAY).content.decode()
    told = {text for text in ("نعم", "لا تُعرض بعد", "انتهى حق الاستخدام") if f">{text}<" in page}
    assert told == {said}


def test_any_spelling_finds_an_assignment():
    given(what="مؤتمر هيئة الأرصاد", place="القرنفل")
    assert "هيئة الأرصاد" in client_of("desk").get(LIST, {"q": "الارصاد مؤتمر قرنفل"}).content.decode()
    assert "هيئة الأرصاد" not in client_of("desk").get(LIST, {"q": "الميناء"}).content.decode()


def test_the_calendar_starts_on_saturday_and_shows_what_happens_by_itself(settings):
    settings.MONTHS = "maghreb"
    moment = timezone.now().replace(year=2031, month=9, day=15, hour=10)
    for name in ("publish_at", "embargo_until", "expire_at"):
        make.article(name, published=False, **{name: moment})
    workflow.publish(make.article("مجدولة", published=False), None, at=moment)
    Correction.objects.create(article=make.article("مصححة"), text="الصواب", issued_at=moment)
    given(what="تكليف قائم", due=moment)
    given(what="تكليف منجز", due=moment, state="done")
    page = client_of("desk").get(CALENDAR, {"date": "2031-09"}).content.decode()
    assert page.index("السبت") < page.index("الأحد") < page.index("الجمعة") and "شتنبر 2031" in page
    for said in ("publish_at", "embargo_until", "expire_at", "مجدولة", "مصححة", "تكليف قائم"):
        assert page.count(said) == 1, said
    assert "تكليف منجز" not in page
    assert client_of("reporter").get(CALENDAR, {"date": "2031-09"}).content.decode().count("expire_at") == 0


@pytest.mark.long
def test_list_calendar_and_first_page_cost_the_same_however_much_is_planned():
    client, now = client_of("desk"), timezone.now()
    addresses = (LIST, DAY, CALENDAR, "/admin/")

    def cost(address):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def grow(number):
        for n in range(number):
            make.article(f"مادة {n}", published=False, created_by=member("reporter"), publish_at=now + HOUR)
            story = make.article(
                f"مجدولة {n}", at=now + HOUR, embargo_until=now + HOUR, expire_at=now + 3 * HOUR
            )
            given(article=story)
            given(None, due=now - HOUR)

    grow(2)
    cost(LIST)
    few = [cost(address) for address in addresses]
    grow(6)
    assert [cost(address) for address in addresses] == few
    assert max(few[1:3]) <= 21  # of them five for what is being worked on: each state by its index
