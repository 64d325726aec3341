"""Who lets readers see old words, where it is decided, and what is refused."""

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import history, holding, workflow
from articles.models import Article, Correction, Transition
from newsroom.changes.models import Change
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.changed import NEW, OLD, address, story_of

pytestmark = pytest.mark.django_db


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def versions(story, query=""):
    return f"/admin/articles/article/{story.pk}/versions/{query}"


def decide(story, role="desk", **posted):
    """What this role is told; the page is opened first, as a hand would."""
    browser = client_of(role)
    data = {"seen_version": Article.objects.get(pk=story.pk).last_version} | posted
    answer = browser.post(reverse("admin:articles_article_words", args=[story.pk]), data)
    if answer.status_code != 302:
        return answer
    return browser.get(answer["Location"], follow=True).content.decode()


def shown(story):
    return list(story.versions.filter(words_shown=True).values_list("number", flat=True))


@pytest.mark.long
def test_the_box_is_empty_and_a_tick_shows_what_changed(client):
    story = story_of(OLD)
    page = client_of("desk").get(change(story))
    assert "_show_words" in page.content.decode() and "_show_words" not in form_of(page, "body")
    send(client_of("desk"), change(story), {"body": f"<p>{NEW}</p>"}, "body", "_move", "publish")
    assert "ثلاثة" not in client.get(address(story)).content.decode()
    send(
        client_of("desk"),
        change(story),
        {"body": f"<p>{OLD}</p>", "_show_words": "1"},
        "body",
        "_move",
        "publish",
    )
    said = client.get(address(story)).content.decode()
    assert said.count("<ins>") == 1 and shown(story) == [story.versions.first().number]
    notes = [row.note for row in Transition.objects.filter(article=story)[:2]]
    assert notes == ["نُشر التعديل", f"يرى القراء ما غيّرته النسخة {shown(story)[0]}."]


@pytest.mark.long
def test_a_first_publication_has_no_box_and_heeds_none():
    story = make.article(published=False)
    assert "_show_words" not in client_of("desk").get(change(story)).content.decode()
    send(client_of("desk"), change(story), {"_show_words": "1"}, "body", "_move", "publish")
    assert Article.objects.get(pk=story.pk).state == "published" and not shown(story)


@pytest.mark.long
def test_who_may_not_publish_shows_nothing_with_a_forged_box():
    story = story_of(OLD)
    form = form_of(client_of("desk").get(change(story)), "body") | {"body": f"<p>{NEW}</p>"}
    client_of("reporter").post(change(story), form | {"_show_words": "1", "_move": "publish"})
    assert not shown(story) and Article.objects.get(pk=story.pk).body == f"<p>{OLD}</p>"


@pytest.mark.long
def test_a_correction_shows_old_words_only_where_it_is_ticked(client):
    add = "/admin/articles/correction/add/"
    for tick, found in (({}, False), ({"show_words": "on"}, True)):
        story = story_of(OLD)
        draft = workflow.draft_for(story)
        draft.body = f"<p>{NEW}</p>"
        draft.save()
        link = f"{add}?article={story.pk}&publish_draft=1"
        assert "show_words" not in form_of(client_of("desk").get(link), "text")
        send(client_of("desk"), link, {"text": "صُحّح العدد."} | tick, "text")
        assert Correction.objects.filter(article=story).exists()
        assert ("ثلاثة" in client.get(address(story)).content.decode()) is found


@pytest.mark.long
def test_a_correction_without_new_text_has_no_old_words_to_show():
    story = story_of(OLD, NEW)
    answer = send(
        client_of("desk"),
        f"/admin/articles/correction/add/?article={story.pk}",
        {"text": "صُحّح العدد.", "show_words": "on"},
        "text",
    )
    assert "صفحة نسخ المادة" in answer.content.decode() and not Correction.objects.exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "may"), [("reporter", False), ("desk", True), ("chief", True), ("administrator", True)]
)
def test_whoever_publishes_or_corrects_decides_later_and_it_is_logged(client, role, may):
    story = story_of(OLD, NEW)
    number = story.versions.first().number
    page = client_of(role).get(versions(story)).content.decode()
    assert ('name="show"' in page) is may
    answer = decide(story, role, show=number, before=1)
    if not may:
        assert answer.status_code == 403 and not shown(story)
        return
    assert 'name="hide"' in answer and shown(story) == [number]
    assert "ثلاثة" in client.get(address(story)).content.decode()
    log = Transition.objects.filter(article=story).first()
    assert (log.by, log.from_state, log.to_state) == (member(role), "published", "published")
    assert Change.objects.filter(key=f"article:{story.pk}", at__lte=timezone.now()).exists()
    decide(story, role, hide=number)
    assert "ثلاثة" not in client.get(address(story)).content.decode()
    assert "لم يعد القراء" in client_of("desk").get(change(story)).content.decode()


def everything(story):
    return (
        list(story.versions.values_list("number", "words_shown", "digest")),
        Transition.objects.count(),
        Change.objects.count(),
    )


@pytest.mark.long
@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"show": "1"}, "ليست هذه نسخة"),  # the first publication changed nothing
        ({"show": "99"}, "ليست هذه نسخة"),
        ({"show": "x"}, "ليست هذه نسخة"),
        ({"show": "9" * 400}, "ليست هذه نسخة"),
        ({}, "ليست هذه نسخة"),
        ({"hide": "2"}, "الأمر كذلك من قبل"),
        ({"show": "2", "seen_version": "0"}, "حفظ أحد الزملاء"),
        ({"show": "2", "seen_version": "x"}, "حفظ أحد الزملاء"),
        ({"show": "2", "seen_version": ""}, "حفظ أحد الزملاء"),
    ],
)
def test_what_cannot_be_decided_is_refused_in_a_sentence(posted, said):
    story = story_of(OLD, NEW)
    before = everything(story)
    answer = decide(story, **posted)
    assert said in answer and everything(story) == before


@pytest.mark.long
def test_the_version_of_another_story_and_one_nobody_saw_are_refused():
    story, other = story_of(OLD), story_of(OLD, NEW)
    assert "ليست هذه نسخة" in decide(story, show=other.versions.first().number)
    draft = workflow.draft_for(other)
    draft.body = "<p>سر المسودة.</p>"
    draft.save()
    kept = history.keep(draft)
    assert "ليست هذه نسخة" in decide(other, show=kept.number)
    assert not shown(story) and not shown(other)


@pytest.mark.long
def test_another_sections_desk_is_refused():
    story = story_of(OLD, NEW)
    member("desk").desk_sections.add(make.section("رياضة", "sport"))
    page = client_of("desk").get(versions(story)).content.decode()
    assert 'name="show"' not in page
    assert "ديسك قسم آخر" in decide(story, show=2) and not shown(story)


@pytest.mark.long
@pytest.mark.parametrize("state", ["withdrawn", "scheduled", "held"])
def test_what_readers_do_not_see_or_lawyers_look_at_opens_no_old_words(state):
    story = story_of(OLD, NEW)
    if state == "withdrawn":
        workflow.move(story, "withdraw", notice="سُحبت.")
    elif state == "held":
        holding.hold(story, None, "شكوى")
    else:
        story.embargo_until = timezone.now() + timezone.timedelta(hours=1)
        story.save()
    before = everything(story)
    answer = decide(story, show=2)
    assert ("شكوى" if state == "held" else "لا يرى القراء هذه المادة الآن") in answer
    assert everything(story) == before


def test_what_was_shown_can_be_taken_back_while_lawyers_look():
    story = story_of(OLD, NEW, show=True)
    holding.hold(story, None, "شكوى")
    decide(story, hide=2)
    assert not shown(story)


def test_there_is_no_page_behind_the_button_and_no_story_of_no_number():
    story = story_of(OLD, NEW)
    where = reverse("admin:articles_article_words", args=[story.pk])
    assert client_of("desk").get(where).status_code == 405
    gone = reverse("admin:articles_article_words", args=[story.pk + 1])
    assert client_of("desk").post(gone, {"show": 2}).status_code == 404


@pytest.mark.long
def test_the_versions_page_leads_to_what_readers_read_anew():
    story = story_of("أولى.", "ثانية.", "ثالثة.", show=[2])
    page = client_of("desk").get(versions(story)).content.decode()
    assert "?before=1&amp;after=2#compared" in page and "?before=2&amp;after=3#compared" in page
    assert page.count("يرى القراء ما تغيّر") == 1
    # Two that do not follow each other are no change that readers read.
    assert 'name="show"' not in client_of("desk").get(versions(story, "?before=1&after=3")).content.decode()
