"""«ما ينتظرني»: what each role finds on the admin's first page."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import waiting, workflow
from articles.models import Article, Correction, State
from newsroom.outgoing.models import Delivery, Event, Receiver
from tests import make
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


def heap(user):
    """{label: headlines} of what waits for this user."""
    user = type(user).objects.get(pk=user.pk)  # permissions are remembered
    return {str(pile.label): [str(row) for row in pile.rows] for pile in waiting.piles(user, timezone.now())}


def of(user, headline, state=State.DRAFT, **fields):
    fields = {"body": "<p>نص بلا اقتباس.</p>"} | fields
    story = make.article(headline, published=False, created_by=user, **fields)
    Article.objects.filter(pk=story.pk).update(state=state)
    story.refresh_from_db()
    return story


def test_a_reporter_finds_what_was_returned_and_begun_and_nothing_of_others():
    reporter, other = member("reporter"), member("desk")
    of(reporter, "أعيدت", State.RETURNED)
    of(reporter, "بدأتها")
    of(reporter, "أُرسلت", State.AT_DESK)
    of(other, "لغيري")
    make.quote(of(reporter, "فيها اقتباس", State.AT_DESK, body=make.BODY), confirmed=False)
    found = heap(reporter)
    assert list(found.values()) == [["أعيدت"], ["بدأتها"], ["فيها اقتباس"]]
    page = client_of("reporter").get("/admin/").content.decode()
    assert "ما ينتظرني" in page and "بدأتها" in page and "لغيري" not in page


def test_the_desk_finds_what_waits_for_it_and_in_its_sections_only():
    desk, reporter = member("desk"), member("reporter")
    sport, economy = make.section("رياضة", "sport"), make.section()
    for section in (sport, economy):
        of(reporter, f"لدى الديسك {section}", State.AT_DESK, section=section)
        of(reporter, f"موقوفة {section}", State.READY, section=section, hold_reason="رأي المحامي")
        story = make.article(f"منشورة {section}", section=section, at=timezone.now())
        Article.objects.filter(pk=story.pk).update(to_check=True)
        draft = workflow.draft_for(story, reporter)
        Article.objects.filter(pk=draft.pk).update(headline=f"تعديل {section}")
    assert [len(headlines) for headlines in heap(desk).values()] == [2, 2, 2, 2, 2]
    desk.desk_sections.add(sport)
    assert list(heap(desk).values()) == [
        ["لدى الديسك رياضة"], ["تعديل رياضة"], ["منشورة رياضة"], ["موقوفة رياضة"], ["منشورة رياضة"],
    ]  # fmt: skip
    chief = member("chief")
    chief.desk_sections.add(sport)
    assert [len(headlines) for headlines in heap(chief).values()] == [2, 2, 2, 2, 2]


@pytest.mark.long
def test_what_comes_out_within_a_day_stands_in_its_order():
    now = timezone.now()
    for hours in (30, 5, 2):
        workflow.publish(of(None, f"بعد {hours}"), None, now + timedelta(hours=hours))
    assert ["بعد 2", "بعد 5"] in heap(member("desk")).values()


@pytest.mark.long
def test_a_high_pile_leads_to_the_list_and_costs_no_more():
    desk = client_of("desk")
    reporter = member("reporter")
    make.section()

    def cost():
        desk.get("/admin/")
        with CaptureQueriesContext(connection) as queries:
            page = desk.get("/admin/").content.decode()
        return len(queries), page

    of(reporter, "الأولى", State.AT_DESK)
    few, _ = cost()
    for number in range(30):
        of(reporter, f"مادة {number}", State.AT_DESK)
    many, page = cost()
    assert many == few
    query = "state__in=at_desk,copy_edited,ready"
    assert query in page
    listed = desk.get(f"/admin/articles/article/?{query}")
    assert listed.status_code == 200 and "مادة 0" in listed.content.decode()


def test_nothing_waits_is_said():
    assert "لا شيء ينتظرك" in client_of("reporter").get("/admin/").content.decode()


@pytest.mark.long
def test_what_readers_miss_and_what_never_arrived_stands_among_what_waits():
    desk, now = member("desk"), timezone.now()
    story = make.article("صورتها بلا حقوق", body="<p>نص.</p>", lead_photo=make.photo(credit=""), at=now)
    make.article("سليمة", body="<p>نص.</p>", lead_photo=make.photo(make.picture_file(size=(9, 5))), at=now)
    receiver = Receiver.objects.create(name="القناة", url="https://push.example/")
    event = Event.objects.create(about=f"article:{story.pk}", kind=Event.Kind.PUBLISHED, at=now)
    Delivery.objects.create(event=event, receiver=receiver, state=Delivery.State.FAILED, next_try_at=now)
    found = heap(desk)
    assert found["منشورة وفيها صور لا يراها القراء"] == ["صورتها بلا حقوق"]
    assert len(found["رسائل لم تصل إلى مستقبِليها"]) == 1
    page = client_of("desk").get("/admin/").content.decode()
    assert "/admin/outgoing/delivery/" in page and "القناة" in page


def test_an_older_story_whose_photo_ends_in_these_days_stands_among_what_waits():
    now = timezone.now()
    ends = {
        "طويلة": now + timedelta(days=1),
        "انتهت": now - timedelta(hours=3),
        "قديمة": now - timedelta(days=30),
    }
    for number, (headline, moment) in enumerate(ends.items()):
        photo = make.photo(make.picture_file(size=(9, 5 + number)), expires_at=moment)
        make.article(headline, body="<p>نص.</p>", lead_photo=photo, at=now - timedelta(days=60))
    assert heap(member("desk"))["منشورة انتهى حق استخدام صور فيها"] == ["انتهت"]


def test_a_reply_waits_for_a_withdrawn_story_and_not_for_a_killed_one():
    """A withdrawn one may come back; of a killed one nothing is printed any more."""
    desk, chief, today = member("desk"), member("chief"), timezone.localdate()
    stories = {name: make.article(name, "<p>نص.</p>") for name in ("منشورة", "مسحوبة", "ملغاة")}
    for story in stories.values():
        reply = {"kind": "reply", "text": "لا.", "replier": "النقابة", "received_on": today, "due_on": today}
        Correction.objects.create(article=story, **reply)
    for name in ("مسحوبة", "ملغاة"):
        workflow.move(stories[name], "withdraw", chief)
    workflow.move(stories["ملغاة"], "kill", chief)
    assert sorted(heap(desk)["رد يجب نشره"]) == ["مسحوبة", "منشورة"]
