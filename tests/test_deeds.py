"""What is done to a story beside its moves: everything that DEEDS of tests.matrix names is tried by everybody."""

import datetime
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from articles import checks, workflow
from articles.admin.deeds import BESIDE
from articles.admin.unsent import WHY
from articles.models import Article, Correction, PreviewLink, Version
from articles.snapshot import snapshot
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member
from tests.matrix import DEEDS, named
from tests.test_permissions import Answer, users
from tests.worlds import shared

__all__ = ["users"]  # a fixture

HOUR = datetime.timedelta(hours=1)
WRONG = "<p>افتتح الميناء في 31 سبتمبر 2021.</p>"
OLD = "<p>كلام قديم.</p>"


def drafted(story, by):
    workflow.draft_for(story, member(by))
    return story


def waived(story):
    warning = story.warnings.get(code="no_such_day")
    checks.waive(warning, "سبب", member("desk"))
    return story


def taken(story, *moves):
    for name in moves:
        workflow.move(story, name, notice="سُحبت.")
    return story


def make_world():
    """The stories of DEEDS: each with an older version, a link for somebody outside, a correction and its warnings."""
    at = timezone.now() - HOUR
    stories = {
        "ready": make.article("ready", WRONG, published=False, state="ready"),
        "held": make.article("held", WRONG, published=False, state="ready", hold_reason="ينظر فيها"),
        "warned": make.article("warned", WRONG, published=False, created_by=member("reporter")),
        "waived": make.article("waived", WRONG, published=False),
        "killed": taken(make.article("killed", WRONG, at=at), "withdraw", "kill"),
        "withdrawn": taken(make.article("withdrawn", WRONG, at=at), "withdraw"),
        "held and withdrawn": taken(make.article("withdrawn", WRONG, at=at), "withdraw"),
        "never seen": taken(make.article("scheduled", WRONG, at=timezone.now() + HOUR), "withdraw"),
        "out": make.article("out", WRONG, at=at),
        "out and warned": make.article("out and warned", WRONG, at=at),
        "held and out": make.article("held and out", WRONG, at=at),
        "with the desk's draft": drafted(make.article("drafted", WRONG, at=at), "desk"),
        "with the reporter's draft": drafted(make.article("drafted", WRONG, at=at), "reporter"),
    }
    held = [stories["held and out"].pk, stories["held and withdrawn"].pk]
    Article.objects.filter(pk__in=held).update(hold_reason="ينظر فيها")
    for story in stories.values():
        checks.note(story)
        content = snapshot(story) | {"body": OLD}
        Version.objects.create(
            article=story, number=90, content=content, digest="older", saved_by=member("desk")
        )
        PreviewLink.objects.create(article=story.edited, expires_at=timezone.now() + HOUR)
        Correction.objects.create(article=story, text="تصحيح", issued_at=timezone.now())
    Version.objects.filter(number=90).update(saved_at=at - HOUR)  # before the drafts
    waived(stories["waived"])
    return {name: story.pk for name, story in stories.items()}


stored, world = shared(make_world)


class Deed:
    """Where a deed is done to a story: its page, what is posted there, whether it is offered, and whether it is done."""

    def __init__(self, deed, story):
        self.deed, self.story = deed, story
        self.link = PreviewLink.objects.of(story).get()
        self.correction = story.corrections.get()
        self.page = self.where = {
            "restore": lambda: reverse("admin:articles_article_versions", args=[story.pk]),
            "share": lambda: reverse("preview", args=[story.pk]),
            "revoke": lambda: reverse("preview", args=[story.pk]),
            "delete a correction": lambda: self._correction("change"),
        }.get(deed, lambda: reverse("admin:articles_article_change", args=[story.pk]))()
        self.posted = {
            "restore": lambda: {"restore": "90", "seen_version": str(story.edited.last_version)},
            "share": lambda: {"hours": "24"},
            "revoke": lambda: {"revoke": self.link.uid},
            "delete a correction": lambda: {"post": "yes"},
            "notice": lambda: {"notice": "تنويه", "seen_version": str(story.last_version)},
        }.get(deed, self._by_the_form)()
        if deed == "delete a correction":
            self.where = self._correction("delete")
        if deed == "notice":
            self.where = reverse("admin:articles_article_notice", args=[story.pk])

    def _correction(self, what):
        return reverse(f"admin:articles_correction_{what}", args=[self.correction.pk])

    def _by_the_form(self):
        form = form_of(client_of("administrator").get(self.page), "body")
        del form[
            "_opened"
        ]  # else fields that are open to an administrator alone make it a lost race for others
        if self.deed == "_waive":
            warning = self.story.warnings.get(code="no_such_day")
            return form | {"_waive": f"{warning.code}:{warning.about}", f"{WHY}{warning.key}": "سبب"}
        return form | {self.deed: "1" if self.deed == "_discard" else str(self.story.dismissals.get().pk)}

    def is_offered(self, user):
        answer = Answer(user, "get", self.page)
        if answer.is_refused:
            return False
        if self.deed in ("share", "revoke"):
            said = answer.response.content.decode()
            return ('name="hours"' if self.deed == "share" else f'value="{self.link.uid}"') in said
        on_page = answer.response.context_data
        return bool(
            {
                "_discard": lambda: on_page["may_discard"],
                "_waive": lambda: on_page["has_change_permission"] and on_page["checked"].standing,
                "_warn_again": lambda: on_page["has_change_permission"] and on_page["checked"].waived,
                "restore": lambda: on_page["may_restore"],
                "delete a correction": lambda: on_page["has_delete_permission"],
                "notice": lambda: on_page["may_change_notice"],
            }[self.deed]()
        )

    def is_done(self):
        story = Article.objects.get(pk=self.story.pk)
        return {
            "_discard": lambda: story.edited == story,
            "_waive": lambda: story.dismissals.exists(),
            "_warn_again": lambda: not story.dismissals.exists(),
            "restore": lambda: story.edited.body == OLD,
            "share": lambda: PreviewLink.objects.of(story).count() > 1,
            "revoke": lambda: not PreviewLink.objects.of(story).filter(revoked_at=None).exists(),
            "delete a correction": lambda: not story.corrections.exists(),
            "notice": lambda: story.withdrawal_notice == "تنويه",
        }[self.deed]()


@pytest.mark.parametrize(
    "deed", [*DEEDS][:1] + [pytest.param(deed, marks=pytest.mark.long) for deed in [*DEEDS][1:]]
)
def test_what_else_is_done_to_a_story_is_for_those_whom_the_table_names(deed, world, users):
    wrong = []
    for name, who in DEEDS[deed].items():
        tried = Deed(deed, Article.objects.get(pk=world[name]))
        assert not tried.is_done()
        for letter, user in users.items():
            may = letter in named(who, deed)
            offered = tried.is_offered(user)
            answer = Answer(user, "post", tried.where, tried.posted, look=tried.is_done)
            if (offered, answer.seen) != (may, may) or (answer.changed and not may):
                wrong.append(f"{letter} {deed} of one {name}: offered {offered}, done {answer.seen}")
    assert not wrong, "\n".join(wrong)


def test_every_button_of_a_storys_form_stands_in_a_table():
    found = set()
    for page in ("change_form", "warnings", "versions"):
        text = Path(settings.BASE_DIR, f"templates/admin/articles/article/{page}.html").read_text(
            encoding="utf-8"
        )
        found |= {*re.findall(r'<button type="submit" name="(\w+)"', text)}
    anybody = {"_find", "_end_strip", "_prolong_strip", "_move", "show", "hide"}
    assert found <= {*DEEDS, *BESIDE} | anybody, "place these in DEEDS"
