"""Two editors at one story: nobody writes over words he has not seen, by whatever door."""

import json

import pytest
from django.urls import reverse

from articles import history, locking, workflow
from articles.exchange import load
from articles.models import Article
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def form(press, value="1"):
    """Through the story's form, by one of its buttons."""

    def write(client, story):
        seen = form_of(client.get(change(story)), "body")
        return lambda: client.post(
            change(story), seen | {"headline": "كتبه الثاني", press: value, "_note": "سبب"}
        )

    return write


def restore(client, story):
    history.keep(Article.objects.filter(draft_of=story).first() or story)
    page = reverse("admin:articles_article_versions", args=[story.pk])
    seen = form_of(client.get(page), "restore")
    return lambda: client.post(page, seen)


def delete(client, story):
    page = reverse("admin:articles_article_delete", args=[story.pk])
    seen = form_of(client.get(page), "post")
    return lambda: client.post(page, seen)


def delete_from_the_list(client, story):
    chosen = {"action": "delete_selected", "_selected_action": [story.pk]}
    seen = form_of(client.post(LIST, chosen), "post")
    return lambda: client.post(LIST, seen)


def a_line(client, story):
    line = {"uid": story.uid, "headline": "من سطر", "body": "نص.", "seen_version": locking.number(story)}
    return lambda: load([json.dumps(line)])


DOORS = [
    *(
        form(press)
        for press in ("_continue", "_find", "_hold", "_lift", "_checked", "_discard", "_end_strip")
    ),
    *(form("_move", name) for name in workflow.MOVES),
    restore,
    delete,
    delete_from_the_list,
    a_line,
]


@pytest.mark.parametrize(("door", "published"), [
    *((door, False) for door in DOORS),
    *((door, True) for door in (form("_continue"), form("_move", "publish"), form("_discard"), restore, a_line)),
])  # fmt: skip
def test_no_door_writes_over_what_a_colleague_saved_meanwhile(door, published):
    story = make.article(published=published)
    if published:
        workflow.draft_for(story)
    write = door(client_of("chief"), story)
    send(client_of("desk"), change(story), {"headline": "كتبه الأول"}, "body", press="_continue")
    before = Article.objects.values("headline", "body", "state", "hold_reason", "version_number").order_by(
        "pk"
    )
    stood = list(before)
    write()
    assert list(before.all()) == stood
    assert "كتبه الأول" in [row["headline"] for row in stood]


@pytest.mark.parametrize("act", ["discard", "publish", "restore", "load"])
def test_a_number_never_comes_back(act):
    """What was opened before another draft was made is older than everything in it."""
    story = make.article(body="<p>أولى.</p>")
    desk = client_of("desk")
    send(desk, change(story), {"headline": "في المسودة"}, "body", press="_continue")
    seen = form_of(client_of("chief").get(change(story)), "body")
    if act == "restore":
        history.restore(workflow.draft_for(story), story.versions.last(), member("desk"))
    else:
        press = {"publish": ("_move", "publish")}.get(act, ("_discard", "1"))
        send(desk, change(story), {}, "body", press=press[0], value=press[1])
        if act == "load":
            load([json.dumps({"uid": story.uid, "headline": "من سطر", "body": "نص.", "tags": []})])
        send(desk, change(story), {"headline": "مسودة أخرى"}, "body", press="_continue")
    said = Article.objects.get(draft_of=story).headline
    client_of("chief").post(change(story), seen | {"headline": "من نموذج قديم", "_continue": "1"})
    assert Article.objects.get(draft_of=story).headline == said


def test_a_line_is_refused_while_somebody_has_a_draft_open_and_costs_it_nothing():
    story = make.article()
    send(client_of("desk"), change(story), {"headline": "في المسودة"}, "body", press="_continue")
    report = load([json.dumps({"uid": story.uid, "headline": "من سطر", "body": "نص."})])
    assert "draft" in report.refused[0][1]
    story.refresh_from_db()
    assert (story.headline, story.draft.headline) == ("الميناء يبقى مفتوحاً", "في المسودة")
