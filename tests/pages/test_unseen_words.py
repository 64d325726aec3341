"""What the log of changes never says: what readers did not see, and what had to go."""

import datetime

import pytest
from django.utils import timezone

from articles import history, holding, publicity, redaction, workflow
from articles.models import Article, Byline, Contributor, Version
from newsroom.arabic.redact import Words
from tests import make
from tests.cast import member
from tests.changed import NEW, OLD, address, page, story_of, told, words
from tests.ways import quick

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)


def test_a_draft_thrown_away_and_what_was_saved_are_not_there(client):
    story = story_of(OLD, NEW, show=True)
    draft = workflow.draft_for(story)
    draft.body = "<p>سر المسودة.</p>"
    draft.save()
    history.keep(draft)
    assert "سر المسودة" not in page(client, story)
    Article.objects.filter(pk=draft.pk).delete()
    before = page(client, story)
    workflow.publish_draft(workflow.draft_for(story), show_words=True)  # the same words once more
    assert words(page(client, story)) == words(before)


def test_what_was_replaced_before_its_moment_was_never_there(client):
    story = make.article(body="<p>قبل الموعد سر.</p>", at=timezone.now() + HOUR)
    story = told(story, OLD, show=True)
    assert client.get(address(story)).status_code == 404
    story.publish_at = timezone.now() - HOUR  # the desk brings it forward, or the hour comes
    story.save()
    publicity.refresh(story)
    assert client.get(address(story)).status_code == 404
    html = page(client, told(story, NEW, show=True))
    assert "سر" not in words(html) and "ثلاثة أرصفة" in html
    assert [
        change for change in Version.objects.order_by("number").values_list("change", flat=True) if change
    ] == [
        "first",
        "material",
    ]


@pytest.mark.long
def test_a_story_taken_back_before_its_moment_was_seen_by_nobody(client):
    story = make.article(body="<p>قبل الموعد سر.</p>", at=timezone.now() + HOUR)
    holding.hold(story, None, "شكوى قيد النظر")
    assert story.versions.get(kind="published").public_from is None
    holding.lift(story, None)
    story.body = f"<p>{OLD}</p>"
    story.save()
    workflow.publish(story)
    html = page(client, told(Article.objects.get(pk=story.pk), NEW, show=True))
    assert "سر" not in words(html) and "شكوى" not in html


@pytest.mark.long
def test_a_change_during_an_embargo_goes_out_with_its_end(client):
    story = story_of(OLD)
    story.embargo_until = timezone.now() + HOUR
    story.save()
    story = told(told(story, "سر لم يُنشر."), NEW, show=True)
    last = story.versions.first()
    assert (last.public_from, last.change) == (story.embargo_until, "material")
    assert client.get(address(story)).status_code == 404
    story.embargo_until = timezone.now() - HOUR
    story.save()
    publicity.refresh(story)
    assert "سر" not in words(page(client, story))


@pytest.mark.long
def test_a_change_of_a_story_that_has_expired_waits_until_it_is_seen(client):
    story = story_of(OLD)
    Article.objects.filter(pk=story.pk).update(expire_at=timezone.now(), visible_until=timezone.now())
    story = told(Article.objects.get(pk=story.pk), "سر لم يُنشر.", show=True)
    assert story.versions.first().public_from is None
    story = told(story, NEW, show=True)
    story.expire_at = None
    story.save()
    publicity.refresh(story)
    html = page(client, story)
    assert "سر" not in words(html) and "ثلاثة أرصفة" in html


@pytest.mark.parametrize("move", quick(1, ["withdraw", "kill"]))
def test_what_is_withdrawn_takes_its_log_with_it(client, move):
    story = story_of(OLD, NEW, show=True)
    workflow.move(story, "withdraw", notice="سُحبت.")
    if move == "kill":
        workflow.move(story, "kill", notice="سُحبت.")
    answer = client.get(address(story))
    assert answer.status_code == 410 == client.get(story.get_absolute_url()).status_code
    assert "ثلاثة" not in answer.content.decode()


def test_a_story_that_comes_back_shows_no_old_words_until_the_desk_says_so_anew(client):
    story = story_of(OLD, NEW, show=True)
    workflow.move(story, "withdraw", notice="سُحبت.")
    workflow.publish(story)
    assert "ثلاثة" not in page(client, story)


def test_while_lawyers_look_at_a_public_story_no_old_word_is_shown(client):
    story = story_of(OLD, NEW, show=True)
    holding.hold(story, None, "شكوى قيد النظر")
    html = page(client, story)
    assert "ثلاثة" not in html and "شكوى" not in html
    holding.lift(Article.objects.get(pk=story.pk), None)
    assert "ثلاثة" in page(client, story)


@pytest.mark.long
def test_what_one_change_showed_is_gone_when_the_next_takes_it_away_unshown(client):
    story = story_of(OLD, "اسم القاصر فلانة.", show=True)
    assert "فلانة" in page(client, story)
    story = told(story, NEW)  # the name had to go
    html = page(client, story)
    assert "فلانة" not in html and "تغيّر لاحقاً" in html


@pytest.mark.long
def test_what_a_later_change_shows_stays_in_the_change_before_it(client):
    html = page(client, story_of("أولى.", "ثانية.", "ثالثة.", show=True))
    assert words(html).count("ثانية.") == 2 and "تغيّر لاحقاً" not in html


@pytest.mark.long
def test_another_paragraphs_quiet_change_closes_nothing(client):
    story = story_of("أولى.\nسطر.", "ثانية.\nسطر.", "ثانية.\nسطر صُوّب.", "ثالثة.\nسطر صُوّب.", show=[2, 4])
    text = words(page(client, story))
    assert text.count("ثانية.") == 2 and "سطر" not in text and "تغيّر لاحقاً" not in text


@pytest.mark.long
def test_words_that_came_back_into_the_text_may_be_read(client):
    html = page(client, story_of("أولى.", "ثانية.", "أولى.", "رابعة. وأولى.", "ثانية.", show=[2]))
    # The second's «ثانية» stands now; «أولى» it replaced itself.
    assert "ثانية." in html and "أولى." in html and "رابعة" not in html


@pytest.mark.long
def test_a_redacted_word_does_not_come_back_through_the_log(client):
    story = story_of("قال الشاهد سالم الراسي شيئاً.", "قال الشاهد شيئاً آخر.", "قال شيئاً أخيراً.", show=True)
    story = told(story, "قال ما عنده.", show=True, headline="سالم الراسي يتكلم")
    story = told(story, "قال ما عنده وزاد.", show=True, headline="الشاهد يتكلم")
    assert "سالم" in page(client, story)
    redaction.redact(story, Words("سالم الراسي"), "[حُجب]", "قرار قضائي 12")
    html = page(client, story)
    assert "سالم" not in html and "الراسي" not in html and "قرار قضائي" not in html
    assert "[حُجب]" in words(html) and "حُجبت كلمات" in html
    story = told(Article.objects.get(pk=story.pk), "قال أخيراً.", show=True)
    assert "سالم" not in page(client, story)


def test_names_notes_and_hidden_bylines_are_not_in_it(client):
    user = member("desk")
    user.first_name, user.last_name = "كمال", "الفناري"
    user.save()
    story = make.article(body=f"<p>{OLD}</p>")
    Byline.objects.create(article=story, contributor=Contributor.objects.create(name="كاتب خفي"))
    draft = workflow.draft_for(story)
    draft.body, draft.short_headline = f"<p>{NEW}</p>", "عنوان قصير"
    draft.bylines.all().delete()
    draft.save()
    history.keep(draft, user, note="ملاحظة للديسك")
    html = page(client, workflow.publish_draft(draft, user, show_words=True))
    for hidden in ("كمال", "الفناري", "desk", "كاتب خفي", "ملاحظة", "<del>عنوان"):
        assert hidden not in html


def test_what_stands_under_a_photo_is_not_in_it(client):
    story = make.article(body=f"<p>{OLD}</p>")
    photo = make.photo(credit="")  # nobody may see it yet
    draft = workflow.draft_for(story)
    draft.body = f'<p>{NEW}</p><figure data-photo="{photo.uid}"><figcaption>تعليق محجوب</figcaption></figure>'
    draft.save()
    assert "تعليق محجوب" not in page(client, workflow.publish_draft(draft, show_words=True))
