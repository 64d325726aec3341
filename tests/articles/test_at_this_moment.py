"""What a colleague does while one waits for his turn is seen by whoever comes second, and not written over."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles import holding, locking, previews, redaction, vetting, workflow
from articles.models import Article, Citation, Correction, PreviewLink, Source
from newsroom.arabic.redact import Words
from tests import make
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def meanwhile(monkeypatch):
    """`meanwhile(does, at)`: a colleague does this while somebody waits for one of these stories."""

    def comes_first(does, *at):
        lock, left = locking.lock, [does]

        def waits(story):
            if left and getattr(story, "pk", story) in {row.pk for row in at}:
                left.pop()()
            return lock(story)

        monkeypatch.setattr(locking, "lock", waits)

    return comes_first


def test_a_citation_of_a_story_that_comes_out_while_it_is_deleted_stays(meanwhile):
    story = make.article(published=False, created_by=member("reporter"))
    cited = Citation.objects.create(article=story, source=Source.objects.create(name="صدى"), title="تقرير")
    address, reporter = f"/admin/articles/citation/{cited.pk}/delete/", client_of("reporter")
    assert reporter.get(address).status_code == 200
    meanwhile(lambda: workflow.publish(Article.objects.get(pk=story.pk)), story)
    assert reporter.post(address, {"post": "yes"}).status_code == 403
    assert Citation.objects.get() == cited


@pytest.mark.parametrize("in_list", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_correction_of_a_story_that_is_held_while_it_is_deleted_stays(meanwhile, in_list):
    story = make.article()
    said = Correction.objects.create(article=story, text="صُحّح العدد.", issued_at=timezone.now())
    meanwhile(lambda: Article.objects.filter(pk=story.pk).update(hold_reason="ينظر فيها"), story)
    if in_list:
        posted = {"action": "delete_selected", "_selected_action": said.pk, "post": "yes"}
        answer = client_of("chief").post("/admin/articles/correction/", posted)
    else:
        answer = client_of("chief").post(f"/admin/articles/correction/{said.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403
    assert Correction.objects.get() == said


@pytest.mark.parametrize("name", ["spike", pytest.param("publish", marks=pytest.mark.long)])
def test_what_is_moved_while_a_reporter_saves_goes_not_back_to_the_desk(name):
    story = make.article(published=False, state="ready")
    seen = Article.objects.get(pk=story.pk)
    moved = workflow.move(story, name, member("desk"))
    assert not vetting.reopen(seen, member("reporter"))
    assert Article.objects.get(pk=story.pk).state == seen.state == moved.to_state
    assert story.transitions.first() == moved


@pytest.mark.long
def test_other_stories_that_are_saved_while_words_are_removed_keep_what_was_saved(meanwhile):
    """Their links are mended in the text that stands there by then, and forms opened before are out of date."""
    story = make.article("سالم الراسي يصل")
    leads = f'<p>{{}} <a href="{story.get_absolute_url()}">خبر سابق</a>.</p>'
    linking = make.article("أخرى", leads.format("انظر"))
    citing = make.article("ثالثة")
    source = Source.objects.create(name="صدى")
    cited = Citation.objects.create(article=citing, source=source, url=story.get_absolute_url())

    def saves():
        Article.objects.filter(pk=linking.pk).update(body=leads.format("اقرأ"))
        Citation.objects.filter(pk=cited.pk).update(title="تقرير اليوم")

    meanwhile(saves, linking, citing)
    redaction.redact(story, Words("سالم الراسي"), "[حُجب]", "طلب", member("chief"))
    for row in (linking, citing):
        before = row.version_number
        row.refresh_from_db()
        assert row.version_number > before
    cited.refresh_from_db()
    by_number = f"/articles/{story.pk}/-/"
    assert linking.body == leads.format("اقرأ").replace(story.get_absolute_url(), by_number)
    assert (cited.title, cited.url) == ("تقرير اليوم", by_number)


@pytest.mark.parametrize("what", ["published", "held"])
def test_no_link_is_made_to_what_is_published_or_held_while_it_is_shared(meanwhile, what):
    story = make.article(published=False)

    def comes_first():
        if what == "published":
            workflow.publish(Article.objects.get(pk=story.pk))
        else:
            holding.hold(Article.objects.get(pk=story.pk), member("chief"), "ينظر فيها")

    meanwhile(comes_first, story)
    with pytest.raises((ValidationError, PermissionDenied)):
        previews.share(Article.objects.get(pk=story.pk), member("desk"), 24)
    assert not PreviewLink.objects.exists()
