"""The front page's screen: every press is one step, logged, taken back, and never over a colleague's."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import fronts, publicity, workflow
from articles.models import Article, Front, FrontSlot, Section
from newsroom.desk import moments
from newsroom.search.desk import MOST
from newsroom.search.refresh import refresh
from tests import make
from tests.cast import client_of, limited, member
from tests.ways import quick
from tests.worlds import shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def front():
    return Front.objects.create()


stored, stories = shared(
    lambda: [make.article(headline=f"خبر {number}", body=f"<p>{number}</p>") for number in range(4)]
)


def page(front):
    return f"/admin/articles/front/{front.pk}/arrange/"


def press(front, act, article=None, role="desk", **fields):
    front.refresh_from_db()
    data = {"act": act, "seen": front.revision, "article": article.pk if article else ""} | fields
    return client_of(role).post(page(front), data, follow=True)


def order(front):
    return [slot.article.headline for slot in front.slots.order_by("order")]


def test_one_press_puts_a_story_in_the_lead_and_readers_see_it(client, front, stories):
    press(front, "lead", stories[0])
    press(front, "end", stories[1])
    press(front, "lead", stories[2])
    assert order(front) == ["خبر 2", "خبر 0", "خبر 1"]
    answer = client.get("/")
    assert answer.context["lead"] == stories[2]
    assert answer.context["beside"][:3] == [stories[0], stories[1], stories[3]], "the newest fill the rest"


@pytest.mark.long
def test_stories_move_by_one_and_stop_at_the_edges(front, stories):
    for story in stories[:3]:
        press(front, "end", story)
    press(front, "up", stories[2])
    assert order(front) == ["خبر 0", "خبر 2", "خبر 1"]
    press(front, "down", stories[1])
    press(front, "up", stories[0])
    assert order(front) == ["خبر 0", "خبر 2", "خبر 1"]
    press(front, "off", stories[2])
    assert order(front) == ["خبر 0", "خبر 1"]


def test_who_takes_a_change_back_reads_which_one_it_was(front, stories):
    press(front, "lead", stories[0])
    press(front, "end", stories[1])
    for undone in ("«خبر 1» بعد ما وضعه الديسك", "«خبر 0» إلى الصدارة"):
        page = press(front, "undo").content.decode()
        said = f"تراجع عن: {undone}"
        assert front.changes.first().act == said
        assert page.count(said) == 2, "the message, and the line of the log"
    press(front, "lead", stories[2])
    press(front, "again", change=str(front.changes.all()[2].pk))
    assert front.changes.first().act == "أُعيدت الواجهة إلى ترتيب سابق: «خبر 0» إلى الصدارة"


@pytest.mark.long
def test_the_last_change_is_taken_back_and_any_earlier_one_too(front, stories):
    for story in stories[:3]:
        press(front, "end", story)
    first = front.changes.order_by("pk")[1]
    press(front, "off", stories[0])
    assert order(front) == ["خبر 1", "خبر 2"]
    press(front, "up", stories[2])
    for back in (["خبر 1", "خبر 2"], ["خبر 0", "خبر 1", "خبر 2"], ["خبر 0", "خبر 1"]):
        press(front, "undo")
        assert order(front) == back
    press(front, "lead", stories[3])
    press(front, "undo")
    press(front, "undo")
    assert order(front) == ["خبر 0"]
    press(front, "again", change=str(first.pk))
    assert order(front) == ["خبر 0"]
    assert front.changes.first().by == member("desk")


def test_a_colleague_s_change_is_not_overwritten(front, stories):
    press(front, "lead", stories[0])
    answer = client_of("desk").post(
        page(front), {"act": "lead", "seen": 0, "article": stories[1].pk}, follow=True
    )
    assert "تغيّرت هذه الواجهة قبل لحظات" in answer.content.decode()
    assert order(front) == ["خبر 0"]


def test_a_slot_has_its_own_time_and_the_next_takes_its_place(client, front, stories):
    now = timezone.localtime()
    press(front, "lead", stories[0])
    press(front, "end", stories[1])
    press(
        front,
        "time",
        stories[0],
        placed_from=(now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        pinned_until="",
    )
    assert client.get("/").context["lead"] == stories[1]
    press(
        front,
        "time",
        stories[0],
        placed_from="",
        pinned_until=(now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
    )
    assert client.get("/").context["lead"] == stories[0]
    FrontSlot.objects.filter(article=stories[0]).update(pinned_until=now - timedelta(minutes=1))
    assert client.get("/").context["lead"] == stories[1]


@pytest.mark.parametrize(
    ("placed_from", "pinned_until"),
    quick(
        2,
        [
            ("غداً", ""),
            ("2026-99-99T10:00", ""),
            ("9999-01-01T10:00", ""),
            ("2026-11-26T10:00", "2026-11-26T09:00"),
        ],
    ),
)
def test_a_moment_that_cannot_be_changes_nothing(front, stories, placed_from, pinned_until):
    press(front, "lead", stories[0])
    answer = press(front, "time", stories[0], placed_from=placed_from, pinned_until=pinned_until)
    (slot,) = answer.context["placed"]
    assert [field["value"] for field in slot.times] == [placed_from, pinned_until], "as it was typed"
    (wrong,) = [field for field in slot.times if field["wrong"]]
    assert (
        slot.focus == wrong["name"] and f'id="wrong-{stories[0].pk}-{slot.focus}"' in answer.content.decode()
    )
    assert FrontSlot.objects.get().placed_from is None


@pytest.mark.long
def test_a_time_that_was_typed_over_a_colleague_s_change_comes_back_to_be_set_again(front, stories):
    press(front, "lead", stories[0])
    tomorrow, later = (moments.typed(timezone.now() + timedelta(days=days)) for days in (1, 2))
    form = {"placed_from": tomorrow, "was_placed_from": "", "pinned_until": "", "was_pinned_until": ""}
    press(front, "time", stories[0], placed_from="", pinned_until=later)
    answer = press(front, "time", stories[0], **form, seen=0)
    (slot,) = answer.context["placed"]
    assert [field["value"] for field in slot.times] == [tomorrow, later], (
        "what nobody touched is the colleague's"
    )
    text = answer.content.decode()
    assert "<details open>" in text and "تغيّرت هذه الواجهة قبل لحظات" in text.partition("<details open>")[2]
    sent = {field["name"]: field["value"] for field in slot.times}
    press(front, "time", stories[0], **sent, seen=answer.context["front"].revision)
    slot = FrontSlot.objects.get()
    assert (moments.typed(slot.placed_from), moments.typed(slot.pinned_until)) == (tomorrow, later)
    answer = press(front, "off", stories[0], **form, seen=0)
    assert tomorrow in answer.content.decode() and "تغيّرت" in str(*answer.context["messages"]), (
        "beside any button"
    )
    press(front, "off", stories[0])
    answer = press(front, "time", stories[0], **form)
    assert "لم تعد" in str(*answer.context["messages"]) and answer.context["focus_on_said"]


def test_what_the_screen_would_not_offer_is_refused_with_the_reason(client, front, stories):
    draft = make.article(headline="مسودة لا يراها أحد", published=False)
    for act in ("lead", "end"):
        answer = press(front, act, draft)
        assert "لم تُنشر" in answer.content.decode() and "مسودة لا يراها أحد" in answer.content.decode()
    politics = Front.objects.create(section=make.section("سياسة", "politics"))
    assert "ليست في هذا القسم" in press(politics, "lead", stories[0]).content.decode()
    assert not FrontSlot.objects.exists()
    press(front, "lead", stories[0])
    press(front, "lead", stories[1])
    workflow.move(stories[0], "withdraw", member("chief"))
    press(front, "lead", stories[0])  # it stands there already, and the page says why nobody sees it
    assert order(front) == ["خبر 0", "خبر 1"]


def test_a_story_whose_time_is_over_is_not_offered_and_one_that_stands_there_says_so(front, stories):
    press(front, "lead", stories[0])
    Article.objects.filter(pk__in=[stories[0].pk, stories[1].pk]).update(visible_until=timezone.now())
    answer = client_of("desk").get(page(front), {"q": "خبر"})
    assert answer.context["offered"] == [stories[3], stories[2]]
    assert "لا يراها القراء: انتهت مدة نشرها" in answer.content.decode()
    assert "انتهت مدة نشر «خبر 1»" in press(front, "end", stories[1]).content.decode()
    assert order(front) == ["خبر 0"]


def test_a_story_is_not_pinned_until_a_moment_gone_by(front, stories):
    press(front, "lead", stories[0])
    answer = press(front, "time", stories[0], placed_from="", pinned_until="2020-01-01T10:00")
    assert "مضى" in answer.content.decode()
    assert FrontSlot.objects.get().pinned_until is None
    gone = timezone.now() - timedelta(minutes=1)
    FrontSlot.objects.update(pinned_until=gone)
    hour = (timezone.localtime() - timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    stays = timezone.localtime(gone).strftime("%Y-%m-%dT%H:%M")
    press(front, "time", stories[0], placed_from=hour, pinned_until=stays)
    assert FrontSlot.objects.get().placed_from, "what stood there before bars no other change"


def test_a_story_that_is_not_public_keeps_its_slot_and_shows_why(client, front, stories):
    press(front, "lead", stories[0])
    workflow.move(stories[0], "withdraw", member("chief"))
    assert client.get("/").context["lead"] != stories[0]
    text = client_of("desk").get(page(front)).content.decode()
    assert "front-hidden" in text
    assert "مسحوبة" in text or "سُحبت" in text


@pytest.mark.parametrize(
    "fields", quick(1, [{"act": "x"}, {"act": "lead", "article": "999"}, {"act": "again", "change": "9"}, {}])
)
def test_an_odd_request_changes_nothing_and_says_so(front, stories, fields):
    answer = client_of("desk").post(page(front), {"seen": 0} | fields, follow=True)
    assert answer.status_code == 200
    assert list(answer.context["messages"])
    assert not FrontSlot.objects.exists()


def test_what_is_looked_for_stands_first_and_takes_the_focus_and_a_press_does_nothing_twice(front, stories):
    press(front, "lead", stories[0])
    html = client_of("desk").get(page(front), {"q": "خبر 3"}).content.decode()
    assert "خبر 3" in html.partition('id="front-q"')[2].partition("</ul>")[0]
    assert html.index('id="front-q"') < html.index('id="placed"')
    assert html.count("autofocus") == 1 and 'tabindex="-1" autofocus' in html.partition('id="front-q"')[2]
    html = press(front, "lead", stories[3]).content.decode()
    assert html.count("autofocus") == 1 and "autofocus" not in html.partition('id="placed"')[0]


def test_a_desk_of_some_sections_is_offered_their_fronts_alone():
    mine, other = make.section("ثقافة", "culture"), make.section("سياسة", "politics")
    desk, address = client_of(limited(mine)), "/admin/articles/front/"
    html = desk.get(address).content.decode()
    assert f'name="section" value="{mine.pk}"' in html and f'value="{other.pk}"' not in html
    answer = desk.post(address, {"section": other.pk})
    assert answer.status_code == 403 and "هذه الواجهة لديسك قسم آخر" in answer.content.decode()
    assert not Front.objects.filter(section=other).exists()


def found(front, words):
    return [story.headline for story in client_of("desk").get(page(front), {"q": words}).context["offered"]]


@pytest.mark.long
@pytest.mark.parametrize("words", quick(3, ["اغلاق", "الرصيفُ", "قديم المرفأ", "المرف", "رصيف", "ارصفة"]))
def test_a_story_is_found_by_words_of_either_headline_in_any_spelling(front, words):
    story = make.article(headline="إغلاقُ المرفأ القديم", short_headline="الرصيف مغلق")
    story.tags.add("أرصفة")
    publicity.refresh(story)
    make.article(headline="موازنة العام", body="<p>إغلاق المرفأ القديم ورصيفه وأرصفة أخرى.</p>")
    assert found(front, words) == ["إغلاقُ المرفأ القديم"]
    assert found(Front.objects.create(section=make.section("سياسة", "politics")), words) == []
    assert found(Front.objects.create(section=story.section), words) == ["إغلاقُ المرفأ القديم"]


@pytest.mark.long
def test_an_old_story_is_found_behind_hundreds_that_hold_its_words_elsewhere(front):
    old = make.article(headline="إغلاق المرفأ", at=make.NOW - timedelta(days=900))
    seen = {"publish_at": make.NOW, "visible_from": make.NOW, "first_published_at": make.NOW}
    refresh(
        Article.objects.bulk_create(
            Article(
                headline="خبر", body="<p>إغلاق المرفأ.</p>", state="published", section=old.section, **seen
            )
            for _ in range(MOST + 20)
        )
    )
    desk = client_of("desk")
    desk.get(page(front))
    with CaptureQueriesContext(connection) as asked:
        offered = desk.get(page(front), {"q": "اغلاق المرفأ"}).context["offered"]
    assert [story.headline for story in offered] == ["إغلاق المرفأ"]
    assert len(asked) <= 16


@pytest.mark.parametrize("words", quick(2, ["\0", "«", "-إغلاق", "قسم:اقتصاد", "؟", "م" * 5000]))
def test_no_words_break_the_search_for_a_story(front, stories, words):
    assert client_of("desk").get(page(front), {"q": words}).status_code == 200


def test_a_section_s_front_is_its_desk_s(stories):
    mine, other = make.section("سياسة", "politics"), make.section("رياضة", "sport")
    mine.editors.add(member("desk"))
    foreign = Front.objects.create(section=other)
    assert client_of("desk").get(page(foreign)).status_code == 403
    assert client_of("chief").get(page(foreign)).status_code == 200
    with pytest.raises(PermissionDenied):
        fronts.place(foreign, stories[0], member("desk"), 0)


def test_reporters_and_strangers_arrange_nothing(client, front, stories):
    assert client.post(page(front), {"act": "lead"}).status_code == 302
    assert press(front, "lead", stories[0], role="reporter").status_code == 403
    assert client_of("reporter").get("/admin/articles/front/").status_code == 403
    assert not FrontSlot.objects.exists()


def test_each_front_is_made_when_it_is_first_opened():
    section = make.section()
    desk = client_of("desk")
    desk.post("/admin/articles/front/", {"section": section.pk})
    desk.post("/admin/articles/front/", {"section": ""})
    desk.post("/admin/articles/front/", {"section": ""})
    assert [front.section for front in Front.objects.order_by("pk")] == [section, None]


def delete_section(section, **chosen):
    where = f"/admin/articles/section/{f'{section.pk}/delete/' if not chosen else ''}"
    return client_of("administrator").post(where, chosen | {"post": "yes"}, follow=True).content.decode()


@pytest.mark.parametrize("over", quick(1, [False, True]))
def test_a_section_whose_front_was_once_opened_is_deleted_with_it(stories, over):
    section = make.section("سياسة", "politics")
    client_of("desk").post("/admin/articles/front/", {"section": section.pk})
    front = Front.objects.get()
    if over:
        gone = timezone.now() - timedelta(minutes=1)
        FrontSlot.objects.create(front=front, article=stories[0], pinned_until=gone)
    page = client_of("administrator").get(f"/admin/articles/section/{section.pk}/delete/").content.decode()
    assert "اطلب من مدير النظام" not in page
    delete_section(section)
    assert not Front.objects.exists() and not Section.objects.filter(pk=section.pk).exists()
    assert Article.objects.filter(pk=stories[0].pk).exists()


@pytest.mark.parametrize("from_the_list", quick(1, [False, True]))
def test_who_deletes_a_section_with_a_front_that_is_not_empty_is_told_what_to_do(stories, from_the_list):
    section = make.section("سياسة", "politics")
    front = Front.objects.create(section=section)
    FrontSlot.objects.create(front=front, article=stories[0])
    chosen = {"action": "delete_selected", "_selected_action": [section.pk]} if from_the_list else {}
    said = delete_section(section, **chosen)
    assert "على واجهة «سياسة» مواد موضوعة. أنزلها أولاً" in said and page(front) in said
    assert Section.objects.filter(pk=section.pk).exists()


@pytest.mark.long
def test_a_front_is_full_at_thirty(front, stories):
    FrontSlot.objects.bulk_create(
        FrontSlot(front=front, article=make.article(headline=f"مادة {n}"), order=n)
        for n in range(fronts.MOST)
    )
    with pytest.raises(ValidationError):
        fronts.place(front, stories[0], member("desk"), 0)
    assert Article.objects.filter(slots__front=front).count() == fronts.MOST


@pytest.mark.long
def test_after_a_press_the_focus_stays_and_a_line_says_what_was_done(front, stories):
    for story in stories[:3]:
        press(front, "end", story)
    text = press(front, "off", stories[1]).content.decode()
    assert '<div role="status">' in text and "«خبر 1»" in text.partition('<div role="status">')[2][:200]
    assert f'id="story-{stories[2].pk}" tabindex="-1" autofocus' in text, "the one that stands there now"
    text = press(front, "off", stories[2]).content.decode()
    assert f'id="story-{stories[0].pk}" tabindex="-1" autofocus' in text, (
        "the last one is gone: the one before"
    )
    undo = 'value="undo" class="button" autofocus'
    assert undo in press(front, "off", stories[0]).content.decode(), "nothing stands there any more"
    text = press(front, "undo").content.decode()
    assert undo in text and "autofocus" not in text.replace(undo, "")
    assert undo not in press(front, "up", stories[0]).content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    ("act", "at", "focus"),
    quick(
        2,
        [
            ("up", 2, 'value="up" class="button" autofocus'),
            ("up", 1, 'tabindex="-1" autofocus'),
            ("down", 0, 'value="down" class="button" autofocus'),
            ("down", 1, 'tabindex="-1" autofocus'),
            ("lead", 2, 'tabindex="-1" autofocus'),
            ("end", 0, 'tabindex="-1" autofocus'),
        ],
    ),
)
def test_a_story_moves_on_by_one_key_and_no_further_press_takes_it_back(front, stories, act, at, focus):
    for story in stories[:3]:
        press(front, "end", story)
    text = press(front, act, stories[at]).content.decode()
    slot = text.partition(f'id="story-{stories[at].pk}"')[2].partition("</li>")[0]
    assert focus in slot and text.count("autofocus") == 1


def test_an_act_that_is_none_is_not_called_a_story_that_is_gone(front, stories):
    assert "لم تعد موجودة" not in (text := press(front, "burn", stories[0]).content.decode())
    assert "لا زر كهذا في هذه الصفحة" in text


def test_a_story_that_left_a_section_leaves_its_front(client, stories):
    culture = make.section("ثقافة", "culture")
    front = Front.objects.create(section=culture)
    story = make.article("انتقلت", section=culture)
    fronts.place(front, story, None, front.revision)
    address = culture.get_absolute_url()
    seen = client.get(address)
    assert "انتقلت" in seen.content.decode()
    draft = workflow.draft_for(story)
    draft.section = make.section()
    draft.save()
    workflow.publish_draft(draft)
    tag = {name: seen[header] for name, header in (("If-None-Match", "ETag"),) if header in seen}
    after = client.get(address, headers=tag)
    assert after.status_code == 200 and "انتقلت" not in after.content.decode()
    assert "انتقلت إلى قسم آخر" in client_of("chief").get(page(front)).content.decode()
