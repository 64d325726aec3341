"""The log of changes: every version readers saw, and old words only where the desk lets them."""

import datetime
import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import changelog, correcting, history, publicity, redaction, workflow
from articles.exchange import load
from articles.models import Article, Byline, Contributor, Correction, Version
from newsroom.arabic.redact import Words
from tests import make
from tests.cast import member

pytestmark = pytest.mark.django_db
HOUR = datetime.timedelta(hours=1)
OLD, NEW = "أغلق الميناء ثلاثة أرصفة.", "أغلق الميناء رصيفين."


def body_of(text):
    return "".join(f"<p>{line}</p>" for line in text.split("\n"))


def told(story, body, show=False, material=True, by=None, **texts):
    """The story with another body, as published by the desk."""
    draft = workflow.draft_for(story)
    draft.body = body_of(body)
    for name, value in texts.items():
        setattr(draft, name, value)
    draft.save()
    return workflow.publish_draft(draft, by, material=material, show_words=show)


def story_of(*bodies, show=False, **fields):
    """A story of these bodies, one published after the other; `show`: whether, or which of them, with words."""
    story = make.article(body=body_of(bodies[0]), **fields)
    for number, body in enumerate(bodies[1:], 2):
        story = told(story, body, show is True or number in (show or ()))
    return story


def address(story):
    return story.get_absolute_url() + "changes/"


def page(client, story, query=""):
    answer = client.get(address(story) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html):
    """What stands on a page, as somebody reads it."""
    return " ".join(re.sub(r"<[^>]*>", " ", html.partition("<main")[2]).split())


def test_a_story_that_says_what_it_always_said_has_no_log_and_no_link(client):
    story = make.article()
    make.quote(story)  # confirmed since: no word is another
    history.keep(story)
    assert client.get(address(story)).status_code == 404
    assert "سجل التعديلات" not in client.get(story.get_absolute_url()).content.decode()


def test_a_changed_story_leads_to_its_log_and_old_words_stay_away(client):
    story = story_of(OLD, NEW)
    assert f'href="{address(story)}"' in client.get(story.get_absolute_url()).content.decode()
    text = words(page(client, story))
    assert text.index("تعديل جوهري") < text.index("النشر الأول")
    assert "ثلاثة" not in text and "رصيفين" not in text
    assert client.head(address(story)).status_code == 200


def test_old_words_stand_beside_the_new_where_the_editor_said_so(client):
    html = page(client, story_of(f"سطر لم يتغيّر.\n{OLD}", f"سطر لم يتغيّر.\n{NEW}", show=True))
    assert re.search(r"<del>.*?ثلاثة أرصفة\..*?</del><ins>.*?رصيفين\..*?</ins>", html)
    assert "حُذف: ثلاثة أرصفة." in words(html) and "أُضيف: رصيفين." in words(html).replace("  ", " ")
    assert "سطر لم يتغيّر" not in html  # only what changed
    assert 'content="noindex"' in html and "canonical" not in html


def test_a_cosmetic_change_is_told_without_its_words(client):
    story = told(story_of(OLD), NEW, material=False)
    text = words(page(client, story))
    assert "تصويب شكلي" in text and "ثلاثة" not in text
    assert story.updated_at is None  # «آخر تحديث» stays; the log is no news


def test_what_changed_beside_the_text_is_no_change_of_it(client):
    story = make.article(body=f"<p>{OLD}</p>")
    draft = workflow.draft_for(story)
    draft.tags.add("موانئ")
    story = workflow.publish_draft(draft, show_words=True)
    assert client.get(address(story)).status_code == 404
    story = told(story, NEW)
    text = words(page(client, story))
    assert text.count("تعديل خارج النص") == 1 and "موانئ" not in text
    assert not Version.objects.filter(words_shown=True).exists()


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


def test_a_story_taken_back_before_its_moment_was_seen_by_nobody(client):
    story = make.article(body="<p>قبل الموعد سر.</p>", at=timezone.now() + HOUR)
    workflow.hold(story, None, "شكوى قيد النظر")
    assert story.versions.get(kind="published").public_from is None
    workflow.lift(story, None)
    story.body = f"<p>{OLD}</p>"
    story.save()
    workflow.publish(story)
    html = page(client, told(Article.objects.get(pk=story.pk), NEW, show=True))
    assert "سر" not in words(html) and "شكوى" not in html


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


@pytest.mark.parametrize("move", ["withdraw", "kill"])
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
    workflow.hold(story, None, "شكوى قيد النظر")
    html = page(client, story)
    assert "ثلاثة" not in html and "شكوى" not in html
    workflow.lift(Article.objects.get(pk=story.pk), None)
    assert "ثلاثة" in page(client, story)


# Words that had to go


def test_what_one_change_showed_is_gone_when_the_next_takes_it_away_unshown(client):
    story = story_of(OLD, "اسم القاصر فلانة.", show=True)
    assert "فلانة" in page(client, story)
    story = told(story, NEW)  # the name had to go
    html = page(client, story)
    assert "فلانة" not in html and "تغيّر لاحقاً" in html


def test_what_a_later_change_shows_stays_in_the_change_before_it(client):
    html = page(client, story_of("أولى.", "ثانية.", "ثالثة.", show=True))
    assert words(html).count("ثانية.") == 2 and "تغيّر لاحقاً" not in html


def test_words_that_came_back_into_the_text_may_be_read(client):
    html = page(client, story_of("أولى.", "ثانية.", "أولى.", "رابعة. وأولى.", "ثانية.", show=[2]))
    # The second's «ثانية» stands now; «أولى» it replaced itself.
    assert "ثانية." in html and "أولى." in html and "رابعة" not in html


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


# Corrections


def test_a_correction_stands_with_its_text_where_the_text_was_corrected(client):
    story = story_of(OLD)
    draft = workflow.draft_for(story)
    draft.body = f"<p>{NEW}</p>"
    draft.save()
    row = Correction(article=story, text="ورد أنها ثلاثة، والصحيح رصيفان.", issued_at=timezone.now())
    correcting.save(row, publish_draft=True)
    html = page(client, story)
    assert "والصحيح رصيفان" in html and f'{story.get_absolute_url()}#correction-{row.pk}"' in html
    assert "<del>" not in html and "تعديل جوهري" not in html
    row.issued_at = timezone.now() + HOUR
    row.save()
    html = page(client, story)
    assert "والصحيح" not in html and "تعديل جوهري" in html


def test_a_correction_may_show_the_old_words_too(client):
    story = story_of(OLD)
    draft = workflow.draft_for(story)
    draft.body = f"<p>{NEW}</p>"
    draft.save()
    row = Correction(article=story, text="صُحّح العدد.", issued_at=timezone.now())
    correcting.save(row, publish_draft=True, show_words=True)
    assert "ثلاثة أرصفة" in page(client, story)


def test_a_reply_is_no_kind_of_change(client):
    story = story_of(OLD, NEW)
    row = Correction(
        article=story, kind="reply", text="نحن لم نغلق.", replier="النقابة", received_on=timezone.localdate()
    )
    row.issued_at = timezone.now()
    correcting.save(row)
    assert "نحن لم نغلق" not in page(client, story)


def test_the_log_is_no_news_of_its_own(client):
    story = story_of(OLD, NEW, show=True)
    for where in ("/feed/", "/sitemap.xml", "/sitemap-stories.xml", "/corrections/", "/"):
        said = client.get(where).content.decode()
        assert "changes/" not in said and "ثلاثة أرصفة" not in said
    assert story.headline in client.get("/feed/").content.decode()


# Its address, its length, its language


def test_another_slug_leads_to_its_one_address(client):
    story = story_of(OLD, NEW)
    answer = client.get(f"/articles/{story.pk}/x/changes/?page=1")
    assert (answer.status_code, answer["Location"]) == (301, address(story) + "?page=1")
    for query in ("?page=2", "?page=0", "?page=x", "?page=99999999"):
        assert client.get(address(story) + query).status_code == 404
    assert client.get(f"/articles/{10**30}/x/changes/").status_code == 404


def test_the_log_of_a_story_in_another_language_runs_in_its_direction(client):
    story = story_of("Three berths closed.", "Two berths closed.", show=True, language="en")
    assert '<div class="diff" lang="en" dir="ltr">' in page(client, story)


def test_two_hundred_versions_cost_what_three_cost(client):
    def cost(story):
        client.get(address(story))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, story)
        return len(asked)

    story = story_of("1.", "2.", "3.", show=True)
    few = cost(story)
    made = []
    for number in range(4, 201):
        content = story.versions.first().content | {"body": f"<p>{number}.</p>"}
        row = history.version(story, content, Version.Kind.PUBLISHED, number)
        row.change, row.public_from, row.words_shown = "material", timezone.now(), True
        made.append(row)
    Version.objects.bulk_create(made)
    assert cost(story) == few
    assert page(client, story).count("<section") == 10
    last = page(client, story, "?page=20")
    assert "النشر الأول" in last and "<del>" in last


# Loaded, and from before


def test_what_is_loaded_over_a_story_is_a_change_of_which_nobody_said_the_kind(client):
    line = '{"uid": "harbour-1", "headline": "الميناء", "published_at": "2026-11-18T09:00:00+03:00", "body": "<p>%s</p>"}'
    load([(line % OLD).encode()])
    story = Article.objects.get(uid="harbour-1")
    first = story.versions.get()
    assert (first.change, first.public_from) == ("first", story.first_published_at)
    assert client.get(address(story)).status_code == 404
    load([(line % NEW).encode()])
    assert "<h2" in page(client, story) and "تعديل" in page(client, story)
    assert story.versions.first().change == "unsaid"


def test_versions_of_before_are_known_after_the_update():
    story, single = story_of(OLD, NEW, NEW + " وزاد."), story_of(OLD)
    ahead = make.article(at=timezone.now() + HOUR)
    Version.objects.update(change="", public_from=None)
    Article.objects.filter(pk=story.pk).update(updated_at=None)
    import_module("articles.migrations.0024_public_changes").know_old_versions(apps, None)
    rows = list(story.versions.order_by("number"))
    assert [row.change for row in rows] == ["first", "unsaid", "unsaid"]
    assert [row.public_from for row in rows] == [make.NOW, rows[1].saved_at, rows[2].saved_at]
    for one in (single, ahead):
        row = one.versions.get()
        assert (row.change, row.public_from) == ("first", one.first_published_at)
    assert changelog.is_changed(story, timezone.now()) and not changelog.is_changed(single, timezone.now())
