"""Mail to those who work here: what was asked of them and what came back, after it was stored and never instead."""

from datetime import timedelta

import pytest
from django.core import mail as post
from django.utils import timezone

from articles import assignments, comments, workflow
from articles.models import Assignment
from newsroom import mail
from tests import make
from tests.cast import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_URL, settings.SITE_ADDRESS = "smtp://mail.example", "https://news.example"
    mail.cache.clear()


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """A call's letters, as (address, subject, text)."""

    def call(do, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            do(*args, **kwargs)
        letters = [(letter.to, letter.subject, letter.body) for letter in post.outbox]
        post.outbox.clear()
        return letters

    return call


def who(role, email=True):
    user = member(role)
    user.email = f"{role}@news.example" if email else ""
    user.save()
    return user


def given(to, by):
    assignment = Assignment.objects.create(
        what="جلسة المجلس",
        due=timezone.now() + timedelta(hours=1),
        assigned_to=to,
        assigned_by=by,
        brief="ثلاث فقرات.",
    )
    return assignment


def test_who_is_given_something_to_cover_is_written_to(sent):
    reporter, desk = who("reporter"), who("desk")
    [(to, subject, text)] = sent(assignments.assigned, given(reporter, desk), desk)
    assert (to, subject) == ([reporter.email], "تكليف: جلسة المجلس - غرفة الأخبار")
    assert "ثلاث فقرات." in text and "https://news.example/admin/articles/assignment/" in text


def test_who_takes_it_on_himself_or_has_no_address_is_not(sent):
    desk, reporter = who("desk"), who("reporter", email=False)
    assert sent(assignments.assigned, given(desk, desk), desk) == []
    assert sent(assignments.assigned, given(reporter, desk), desk) == []


def test_the_desk_reads_who_declined_and_why(sent):
    reporter, desk = who("reporter"), who("desk")
    [(to, _, text)] = sent(assignments.act, given(reporter, desk), "decline", reporter, "أنا في إجازة")
    assert (to, "أنا في إجازة" in text) == ([desk.email], True)
    [(to, _, text)] = sent(assignments.act, given(reporter, desk), "drop", desk, "أُلغيت الجلسة")
    assert (to, "أُلغيت الجلسة" in text) == ([reporter.email], True)


def test_a_returned_story_is_told_to_its_writer_with_the_note(sent):
    reporter, desk = who("reporter"), who("desk")
    story = make.article(published=False, created_by=reporter, headline="الميناء")
    workflow.move(story, "submit", reporter)
    [(to, subject, text)] = sent(workflow.move, story, "return", desk, "أين رد البلدية؟")
    assert (to, subject) == ([reporter.email], "أُعيدت إليك: الميناء - غرفة الأخبار")
    assert "أين رد البلدية؟" in text


def test_a_comment_is_told_to_whom_it_is_for_and_whom_it_answers(sent):
    reporter, desk = who("reporter"), who("desk")
    story = make.article(published=False, headline="الميناء")
    [(to, subject, text)] = sent(comments.write, story, desk, "من أين الرقم؟", to=reporter)
    assert (to, subject) == ([reporter.email], "تعليق لك: الميناء - غرفة الأخبار")
    assert "من أين الرقم؟" in text
    [(to, _, text)] = sent(comments.reply, story.comments.get(), reporter, "من شيخ الحي")
    assert (to, "من شيخ الحي" in text) == ([desk.email], True)


def test_a_comment_for_all_at_the_story_is_told_to_those_for_whom_it_waits(sent):
    reporter, desk, chief = who("reporter"), who("desk"), who("chief")
    story = make.article(published=False, headline="الميناء", created_by=reporter)
    letters = sent(comments.write, story, desk, "من أين الرقم؟")
    assert [to for to, _, _ in letters] == [[reporter.email]]
    letters = sent(comments.write, story, reporter, "هل ننتظر الصورة؟")  # nobody else is at it: the desk
    assert sorted(to for to, _, _ in letters) == [[chief.email], [desk.email]]
    question = story.comments.get(by=desk)
    letters = sent(comments.reply, question, chief, "من البلدية")
    assert [to for to, _, _ in letters] == [[desk.email]]
    letters = sent(comments.reply, question, desk, "ومتى؟")
    assert sorted(to for to, _, _ in letters) == [[chief.email], [reporter.email]]


def test_of_a_confidential_note_a_mail_says_only_that_there_is_one(sent):
    reporter, desk = who("reporter"), who("desk")
    story = make.article(published=False, headline="الميناء")
    [(to, subject, text)] = sent(
        comments.write, story, desk, "لا تذكر اسمه", to=reporter, is_confidential=True
    )
    assert to == [reporter.email]
    assert "الميناء" not in subject + text and "لا تذكر اسمه" not in text


def test_a_line_break_in_a_name_makes_no_second_header(sent):
    reporter, desk = who("reporter"), who("desk")
    assignment = given(reporter, desk)
    assignment.what = "جلسة\nBcc: all@news.example"
    [(to, subject, _)] = sent(assignments.assigned, assignment, desk)
    assert "\n" not in subject and to == [reporter.email]


def test_a_mail_server_that_fails_costs_nobody_their_work_and_is_not_asked_again_at_once(
    sent, monkeypatch, settings, caplog
):
    reporter, desk = who("reporter"), who("desk")
    asked = []

    class Broken:
        def __init__(self, **options):
            asked.append(options["timeout"])

        def __enter__(self):
            raise OSError("no route to host")

        def __exit__(self, *error):
            return False

    monkeypatch.setattr(mail, "get_connection", Broken)
    for _ in range(2):
        assignment = given(reporter, desk)
        sent(assignments.assigned, assignment, desk)
        assert assignment.notes.count() == 1
    assert asked == [mail.PATIENCE]
    assert "no route to host" in caplog.text


def test_a_house_without_a_mail_server_writes_nothing(sent, settings):
    settings.EMAIL_URL = ""
    reporter, desk = who("reporter"), who("desk")
    assert sent(assignments.assigned, given(reporter, desk), desk) == []
