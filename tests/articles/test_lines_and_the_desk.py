"""What a loaded line may do to a story that the desk has moved, held, or taken from readers."""

import datetime
import json

import pytest
from django.utils import timezone

from articles import exchange, holding, workflow
from articles.models import Article
from tests import make
from tests.cast import member

pytestmark = pytest.mark.django_db

HOUR = datetime.timedelta(hours=1)


def load(*lines):
    return exchange.load([json.dumps(line) for line in lines])


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
