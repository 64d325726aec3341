"""What a loaded line may do to a story that the desk has moved, held, or taken from readers."""

import datetime
import json
import sys

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import exchange, holding, notice, workflow
from articles.models import Article, Assignment, PreviewLink, window
from newsroom.search.models import Entry
from tests import make
from tests.browser import send
from tests.cast import client_of, member
from tests.changed import NEW, OLD, story_of

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def load(*lines):
    return exchange.load([json.dumps(line) for line in lines])


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def line_of(story):
    """The line that a dump of now would hold of it."""
    return json.loads(next(exchange.dump(Article.objects.filter(pk=story.pk))))


@pytest.mark.parametrize(
    ("state", "line", "said"),
    [
        ("withdrawn", {"status": "published"}, "say that you know"),
        *(
            pytest.param(*one, marks=pytest.mark.long)
            for one in (
                ("killed", {"status": "published"}, "Nothing brings it back"),
                ("killed", {"status": "draft"}, "Nothing brings it back"),
                ("published", {"status": "draft"}, "Readers have seen this story"),
                ("withdrawn", {"status": "spiked"}, "Readers have seen this story"),
            )
        ),
    ],
)
def test_an_old_line_brings_nothing_back_that_the_desk_took_from_readers(state, line, said):
    story = make.article()
    data = line_of(story)
    if state != "published":
        workflow.move(story, "withdraw")
    if state == "killed":
        workflow.move(Article.objects.get(pk=story.pk), "kill")
    report = exchange.load([json.dumps(data | line)])
    assert said in report.refused[0][1]
    assert Article.objects.get(pk=story.pk).state == state


@pytest.mark.long
def test_whoever_knows_that_it_was_withdrawn_brings_it_back():
    story = make.article()
    data = line_of(story)
    workflow.move(story, "withdraw")
    number = Article.objects.get(pk=story.pk).version_number
    report = exchange.load([json.dumps(data | {"seen_version": number})])
    assert not report.refused and Article.objects.get(pk=story.pk).state == "published"


def called_off(story):
    workflow.move(story, "unschedule", member("desk"))


def spiked(story):
    workflow.move(story, "spike", member("desk"))


def held_and_lifted(story):
    holding.hold(story, member("desk"), "ينظر فيها")
    holding.lift(story, member("chief"))


@pytest.mark.parametrize("later", [True, pytest.param(False, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "moved", [called_off, *(pytest.param(one, marks=pytest.mark.long) for one in (spiked, held_and_lifted))]
)
def test_an_old_line_publishes_nothing_that_the_desk_has_put_elsewhere_since(moved, later):
    """Neither at once nor at the moment for which it was once scheduled."""
    story = make.article(published=False, state="ready")
    ahead = timezone.now() + HOUR
    if moved is called_off:
        workflow.publish(story, at=ahead)
    moment = ahead if later else timezone.now() - HOUR
    line = line_of(story) | {"status": "published", "published_at": moment.isoformat()}
    moved(Article.objects.get(pk=story.pk))
    stands = Article.objects.values("state", "visible_from", "version_number").get()
    [(_number, said)] = load(line | {"headline": "من سطر"}).refused
    assert f'"{stands["state"]}"' in said and f'"seen_version": {stands["version_number"]}' in said
    assert Article.objects.values("state", "visible_from", "version_number").get() == stands
    assert load(line | {"status": stands["state"], "headline": "من سطر"}).updated == 1  # its words come in
    number = Article.objects.get().version_number
    assert load(line | {"seen_version": number}).updated == 1
    assert Article.objects.get().state == "published"


@pytest.mark.long
def test_a_wire_publishes_what_it_loaded_as_a_draft_and_what_is_published_at_the_desk_it_goes_on_changing():
    wire = {"uid": "w", "headline": "خبر", "body": "نص."}
    for status in ("draft", "ready", "published"):
        assert not load(wire | {"status": status}).refused
    story = make.article(published=False, state="copy_edited")
    line = {"uid": story.uid, "headline": "من سطر", "body": "نص."}
    workflow.move(story, "publish", member("desk"))
    assert load(line | {"status": "published"}).updated == 1
    assert {*Article.objects.values_list("state", flat=True)} == {"published"}
    assert exchange.load([*exchange.dump()]).unchanged == 2


def test_what_readers_see_is_not_taken_from_them_by_an_old_expiry():
    story = make.article()
    line = {"uid": story.uid, "headline": story.headline, "body": "نص.", "expire_at": "2026-11-21T00:00:00Z"}
    report = load(line)
    assert "cannot be gone by" in report.refused[0][1]
    assert Article.objects.get(pk=story.pk).expire_at is None
    over = make.NOW + datetime.timedelta(hours=9)
    Article.objects.filter(pk=story.pk).update(expire_at=over, visible_until=over)
    report = load(line)  # its time was over before
    assert not report.refused


def by_the_desk(story, status, notice):
    workflow.move(story, "withdraw", member("chief"), notice=notice)
    if status == "killed":
        workflow.move(story, "kill", member("chief"), notice=notice)


def by_a_line(story, status, notice):
    line = line_of(story) | {"status": status, "withdrawal_notice": notice, "headline": "عنوان من سطر"}
    assert load(line).updated == 1


@pytest.mark.parametrize("status", ["withdrawn", pytest.param("killed", marks=pytest.mark.long)])
@pytest.mark.parametrize("take_away", [by_a_line, pytest.param(by_the_desk, marks=pytest.mark.long)])
def test_what_a_line_takes_from_readers_stands_as_what_the_desk_takes(take_away, status, client):
    story = story_of(OLD, NEW, show=[2])
    Article.objects.filter(pk=story.pk).update(to_check=True)
    assert story.versions.filter(words_shown=True).exists()
    take_away(Article.objects.get(pk=story.pk), status, "حُذفت لخطأ فيها.")
    row = Article.objects.get(pk=story.pk)
    assert (row.state, row.to_check, row.withdrawal_notice) == (status, False, "حُذفت لخطأ فيها.")
    assert not row.versions.filter(words_shown=True).exists()
    moves = list(row.transitions.values_list("from_state", "to_state"))
    assert moves[0][1] == status and moves[-1] == ("draft", "published")
    assert Article.objects.gone(timezone.now()).get() == row
    assert client.get(row.get_absolute_url()).status_code == 410
    if take_away is by_a_line:
        assert {move.note for move in row.transitions.filter(to_state=status)} == {"من ملف حُمِّل"}
        assert row.headline == "عنوان من سطر" and row.versions.first().content["headline"] == row.headline
    if status == "withdrawn":
        assert "أتعيدها إلى القراء؟" in client_of("desk").get(change(row)).content.decode()


@pytest.mark.parametrize("status", ["withdrawn", "killed", pytest.param("ready", marks=pytest.mark.long)])
def test_a_scheduled_story_that_a_line_takes_away_was_seen_by_nobody_and_is_found_by_nobody(status):
    story = make.article(at=timezone.now() + HOUR)
    link = PreviewLink.objects.create(article=story, expires_at=timezone.now() + HOUR)
    assert load(line_of(story) | {"status": status}).updated == 1
    row = Article.objects.get(pk=story.pk)
    assert (row.state, row.first_published_at, row.visible_from) == (status, None, None)
    assert not Article.objects.gone(timezone.now() + 2 * HOUR).exists()
    assert not Entry.objects.filter(kind="story").exists()
    if status != "ready":
        link.refresh_from_db()
        assert link.revoked_at
        assert exchange.load([*exchange.dump()]).unchanged == 1


@pytest.mark.long
def test_what_a_line_brings_back_is_in_the_log_and_closes_what_publication_closes():
    story = make.article()
    data = line_of(story)
    workflow.move(story, "withdraw", member("chief"))
    link = PreviewLink.objects.create(article=story, expires_at=timezone.now() + HOUR)
    assignment = Assignment.objects.create(what="جولة", due=timezone.now(), article=story)
    assert load(data | {"seen_version": Article.objects.get().version_number}).updated == 1
    move = story.transitions.first()
    assert (move.from_state, move.to_state, move.by) == ("withdrawn", "published", None)
    link.refresh_from_db()
    assignment.refresh_from_db()
    assert link.revoked_at and assignment.state == Assignment.State.DONE
    assert load(data | {"headline": "من سطر"}).updated == 1
    assert story.transitions.first() == move  # new words are no move


def test_a_line_of_a_new_story_that_is_withdrawn_already_moves_nothing():
    old = {"published_at": "2026-11-18T09:00:00Z", "first_published_at": "2026-11-18T09:00:00Z"}
    load({"uid": "w", "headline": "خبر", "body": "نص.", "status": "withdrawn"} | old)
    row = Article.objects.get()
    assert Article.objects.gone(timezone.now()).get() == row and not row.transitions.exists()


def test_a_line_that_kills_keeps_the_notice_that_the_desk_wrote():
    story = make.article()
    workflow.move(story, "withdraw", member("chief"), notice="سحبنا المادة لخطأ في الأرقام")
    line = {"uid": story.uid, "headline": story.headline, "body": "نص.", "status": "killed"}
    assert not load(line).refused
    assert Article.objects.get(pk=story.pk).withdrawal_notice == "سحبنا المادة لخطأ في الأرقام"


@pytest.mark.long
def test_a_scheduled_story_that_a_line_takes_off_the_schedule_says_so_in_the_log():
    story = make.article(published=False)
    workflow.publish(story, member("desk"), at=timezone.now() + HOUR)
    report = load(line_of(story) | {"status": "ready"})
    story.refresh_from_db()
    assert report.updated == 1 and story.state == "ready" and story.visible_from is None
    last = story.transitions.order_by("pk").last()
    assert (last.from_state, last.to_state, last.by, last.note) == ("published", "ready", None, "من ملف حُمِّل")
    load(line_of(story) | {"status": "ready", "headline": "عنوان آخر"})
    assert story.transitions.order_by("pk").last() == last, "only a state that changes is a move"


@pytest.mark.parametrize(
    ("state", "refused", "stands"),
    [
        ("published", {"status": "killed", "lead_photo": "none"}, "published"),
        pytest.param(
            "published", {"embargo_until": "2099-01-01T00:00:00+00:00"}, "published", marks=pytest.mark.long
        ),
        ("draft", {"status": "published", "lead_photo": "none"}, "draft"),
        pytest.param(
            "spiked", {"status": "published", "lead_photo": "none"}, "spiked", marks=pytest.mark.long
        ),
    ],
)
def test_a_line_that_was_refused_decides_nothing_for_the_next_one_of_its_story(state, refused, stands):
    story = make.article(published=state == "published")
    if state == "spiked":
        workflow.move(story, "spike")
    data = line_of(story)
    report = load(data | refused, {"uid": data["uid"], "headline": "عنوان آخر", "body": data["body"]})
    story = Article.objects.get(pk=story.pk)
    assert len(report.refused) == report.updated == 1 and story.headline == "عنوان آخر"
    assert (story.state, story.is_public(timezone.now())) == (stands, stands == "published")


@pytest.mark.long
def test_what_a_reporter_has_written_is_published_by_no_line_that_does_not_know_it():
    wire = {"uid": "w", "headline": "خبر", "body": "نص الوكالة.", "status": "draft"}
    load(wire)
    story = Article.objects.get()
    send(client_of("reporter"), change(story), {"headline": "عنوان المحرر"}, "headline", press="_continue")
    report = load(wire | {"status": "published"})
    story.refresh_from_db()
    assert "say that you know" in report.refused[0][1]
    assert (story.state, story.headline) == ("draft", "عنوان المحرر")
    assert load(wire | {"status": "published", "seen_version": story.version_number}).updated == 1
    assert story.transitions.get().note == "من ملف حُمِّل"


@pytest.mark.parametrize("seconds", [1, pytest.param(30, marks=pytest.mark.long)])
def test_what_comes_within_a_moment_is_taken_off_the_schedule_by_nobody(seconds):
    story = make.article(published=False)
    workflow.publish(story, member("desk"), at=timezone.now() + datetime.timedelta(seconds=seconds))
    story = Article.objects.get(pk=story.pk)
    assert story.is_waiting == (seconds == 30)
    report = load(line_of(story) | {"status": "ready"})
    stands = Article.objects.get(pk=story.pk)
    if seconds == 1:
        assert "Readers have seen this story" in report.refused[0][1] and stands.first_published_at
        with pytest.raises(ValidationError):
            workflow.move(stands, "unschedule", member("desk"))
    else:
        assert report.updated == 1 and stands.first_published_at is None


@pytest.mark.parametrize("change", [{"published_at": "2099-01-01T00:00:00+00:00"}, {"status": "ready"}])
def test_a_story_that_comes_out_while_its_file_is_read_stays_before_readers(monkeypatch, change):
    story = make.article(published=False)
    workflow.publish(story, member("desk"), at=timezone.now() + HOUR)
    loading = sys.modules[exchange.load.__module__]
    line, write = line_of(story), loading.write

    def slow(*given):
        made = write(*given)
        monkeypatch.setattr(window, "SECONDS", 2 * HOUR)  # the moment is at hand by now
        return made

    monkeypatch.setattr(loading, "write", slow)
    report = load(line | change, {"uid": "other", "headline": "خبر آخر", "body": "نص."})
    stands = Article.objects.get(pk=story.pk)
    assert "Readers have seen this story" in report.refused[0][1] and report.created == 1
    assert (stands.state, stands.visible_from) == ("published", story.visible_from)


def test_no_line_puts_another_notice_in_the_place_of_what_the_chief_wrote():
    story = make.article()
    workflow.move(story, "withdraw", member("chief"), notice="سحبناها.")
    line = line_of(story)
    story.refresh_from_db()
    notice.change(story, "سحبناها لخطأ في الأرقام.", member("chief"), story.version_number)
    report = load(line | {"standfirst": "موجز آخر"})
    assert "The desk has written the notice" in report.refused[0][1]
    knows = {"seen_version": Article.objects.get(pk=story.pk).version_number}
    assert load(line | {"standfirst": "موجز آخر"} | knows).updated == 1
    stands = Article.objects.get(pk=story.pk)
    assert stands.withdrawal_notice == "سحبناها."
    assert stands.transitions.first().note == "غُيّر التنويه للقراء: من ملف حُمِّل"


@pytest.mark.parametrize(("knows", "state"), [(False, "draft"), (True, "killed")])
def test_what_a_reporter_is_writing_is_killed_by_no_line_that_does_not_know_it(knows, state):
    story = make.article(published=False, created_by=member("reporter"))
    line = line_of(story) | {"status": "killed"}
    report = load(line | ({"seen_version": story.version_number} if knows else {}))
    assert len(report.refused) == (0 if knows else 1) and Article.objects.get(pk=story.pk).state == state
