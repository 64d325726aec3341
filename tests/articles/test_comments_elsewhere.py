"""Where else comments are and are not: in publication, saves, logs, deletions and merges; and what no row may be."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse

from articles import comments
from articles.models import Article, Comment, Contributor, State
from newsroom.arabic.passage import FOUND
from newsroom.merging.absorbing import merge
from tests import make
from tests.articles.commented import address, form_address, make_story, on, place
from tests.browser import form_of
from tests.cast import client_of, member
from tests.worlds import shared

pytestmark = pytest.mark.django_db
stored, story = shared(make_story)


@pytest.mark.long
def test_publishing_waits_for_no_comment_and_a_comment_changes_no_version(story):
    number = story.version_number
    on(story, "العمال باقون")
    form = form_of(client_of("desk").get(form_address(story)), "body")
    assert Article.objects.get(pk=story.pk).version_number == number
    client_of("desk").post(form_address(story), form | {"_move": "publish"})
    assert Article.objects.get(pk=story.pk).state == State.PUBLISHED


def test_saving_the_story_sends_no_comment(story):
    form = form_of(client_of("desk").get(form_address(story)), "body")
    assert not {"words", "text", "to", "is_confidential"} & form.keys()


def test_nothing_of_a_comment_stands_in_the_log_but_that_one_was_deleted(story):
    comment = on(story, "العمال باقون", text="كلام التعليق")
    client_of("desk").post(address(story), {"text": "كلام آخر", "words": "", "field": "", "to": ""})
    log = LogEntry.objects.filter(object_id=str(story.pk))
    assert not log.exists()
    client_of("desk").post(address(story), {"_delete": comment.pk})
    entry = log.get()
    assert (entry.user, entry.object_repr) == (member("desk"), str(story))
    page = client_of("reporter").get(reverse("admin:articles_article_history", args=[story.pk]))
    assert "حُذف تعليق من تعليقات الديسك" in page.content.decode()
    assert "كلام التعليق" not in entry.change_message + page.content.decode()


def test_the_deletion_of_a_confidential_note_is_in_no_log(story):
    comment = on(story, "", is_confidential=True)
    answer = comments.reply(comment, member("chief"), "نعم")
    for role, pk in (("chief", answer.pk), ("desk", comment.pk)):
        assert client_of(role).post(address(story), {"_delete": pk}).status_code == 302
    assert not Comment.objects.exists() and not LogEntry.objects.exists()


def test_a_spiked_story_is_deleted_with_its_comments(story):
    comment = on(story, "العمال باقون", text="كلام التعليق")
    comments.reply(comment, member("reporter"), "جواب")
    Article.objects.filter(pk=story.pk).update(state=State.SPIKED)
    where = reverse("admin:articles_article_delete", args=[story.pk])
    page = client_of("desk").get(where)
    assert "تعليقات الديسك: 2" in page.content.decode() and "كلام التعليق" not in page.content.decode()
    client_of("desk").post(where, form_of(page, "post"))
    assert not Article.objects.filter(pk=story.pk).exists() and not Comment.objects.exists()


def test_comments_of_accounts_that_are_gone_are_read(story):
    """Whoever wrote one is not deleted; until then accounts went."""
    comment = on(story, "العمال باقون", to=member("chief"))
    comments.resolve(comment, member("reporter"))
    with pytest.raises(ProtectedError):
        comment.to.delete()
    Comment.objects.update(by=None, to=None, resolved_by=None)
    assert "من لم يعد هنا" in client_of("desk").get(address(story)).content.decode()


def test_two_contributors_that_become_one_leave_what_their_account_said(story):
    comment = on(story, "العمال باقون")
    one = Contributor.objects.create(name="هدى الوافي", user=member("desk"))
    merge(one, Contributor.objects.create(name="هدى وافي"))
    merge(Contributor.objects.create(name="ه. الوافي"), one)
    comment.refresh_from_db()
    assert comment.by == member("desk") and place(comment)[0] == FOUND


def test_what_the_database_refuses():
    story = make.article(published=False)
    head = Comment.objects.create(article=story, text="رأس")
    for wrong in (
        {"field": "body"},
        {"exact": "كلام"},
        {"field": "kicker", "exact": "كلام"},
        {"reply_to": head, "field": "body", "exact": "كلام"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(article=story, text="نص", **wrong)
