"""Days and moments as they are typed: digits, hours that do not exist, hours that come twice."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from articles import fronts, importing
from articles.exchange import check
from articles.models import Article, Assignment, Correction, Front, FrontSlot
from newsroom.desk import moments
from newsroom.desk.moments import DayField, MomentField
from newsroom.photos.forms import UploadForm
from tests import make
from tests.browser import send
from tests.cast import client_of, member
from tests.ways import quick

BEIRUT = "Asia/Beirut"  # forward at 0:00 on 29 March 2026, back at 0:00 on 25 October


@pytest.mark.parametrize(
    "typed", [["2026-11-27", "12:30"], ["٢٠٢٦-١١-٢٧", "١٢:٣٠"], ["۲۰۲۶-۱۱-۲۷", "۱۲:۳۰:۰۰"]]
)
def test_a_moment_is_read_in_either_kind_of_digits(typed):
    expected = datetime(2026, 11, 27, 12, 30, tzinfo=UTC)
    field = MomentField()
    assert field.clean(typed) == moments.read("T".join(typed)) == expected
    assert not field.has_changed(expected, typed) and field.has_changed(expected, ["٢٠٢٦-١١-٢٨", "١٢:٣٠"])
    assert DayField().clean(typed[0]) == date(2026, 11, 27)


@pytest.mark.parametrize(
    "typed", [["2026-11-27", ""], ["", "12:30"], ["اليوم", "12:30"], ["2026-02-30", "12:30"]]
)
def test_half_a_moment_and_no_moment_are_refused(typed):
    with pytest.raises(ValidationError):
        MomentField(required=False).clean(typed)
    assert MomentField(required=False).clean(["", ""]) is None is moments.read(" ")


def test_an_hour_that_does_not_exist_is_refused_with_what_to_write():
    with timezone.override(BEIRUT), pytest.raises(ValidationError) as error:
        MomentField().clean(["2026-03-29", "00:30"])
    assert "00:30" in error.value.messages[0] and "اكتب 01:30" in error.value.messages[0]
    with timezone.override(BEIRUT), pytest.raises(ValidationError):
        moments.read("2026-03-29T00:30")


def test_an_hour_that_comes_twice_is_the_second():
    with timezone.override(BEIRUT):
        taken = MomentField().clean(["2026-10-24", "23:30"])
        before, after = (
            MomentField().clean(["2026-10-24", "22:59"]),
            MomentField().clean(["2026-10-25", "00:00"]),
        )
    assert taken == datetime(2026, 10, 24, 21, 30, tzinfo=UTC)
    assert (taken - before).total_seconds() / 60 == 91 and after > taken


@pytest.mark.long
@pytest.mark.django_db
def test_every_form_of_the_desk_reads_moments_so(settings):
    settings.TIME_ZONE = BEIRUT
    story = make.article(published=False, headline="خبر لم ينشر")
    address = f"/admin/articles/article/{story.pk}/change/"
    desk = client_of("desk")
    typed = {"publish_at_0": "2027-03-28", "publish_at_1": "00:30"}
    assert "اكتب 01:30" in send(desk, address, typed, "headline").content.decode()
    typed = {"publish_at_0": "٢٠٢٧-٠٣-٢٨", "publish_at_1": "٠١:٣٠"}
    assert send(desk, address, typed, "headline").redirect_chain
    assert Article.objects.get(pk=story.pk).publish_at == datetime(2027, 3, 27, 22, 30, tzinfo=UTC)
    public = make.article()
    front = Front.objects.create()
    fronts.place(front, public, member("desk"), front.revision)
    screen = f"/admin/articles/front/{front.pk}/arrange/"
    form = {"article": public.pk, "act": "time", "seen": front.revision, "placed_from": ""}
    for pinned, kept in (
        ("2027-03-28T00:30", None),
        ("٢٠٢٧-٠٣-٢٨T٠١:٣٠", datetime(2027, 3, 27, 22, 30, tzinfo=UTC)),
    ):
        form["seen"] = Front.objects.get(pk=front.pk).revision
        page = desk.post(screen, form | {"pinned_until": pinned}, follow=True).content.decode()
        assert FrontSlot.objects.get().pinned_until == kept
        assert ("اكتب 01:30" in page) == (kept is None)
    reply = {
        "article": public.pk,
        "kind": "reply",
        "text": "رد",
        "replier": "سالم",
        "received_on": "٢٠٢٦-١١-٠١",
    }
    send(
        desk,
        f"/admin/articles/correction/add/?article={public.pk}",
        reply | {"issued_at_0": "", "issued_at_1": ""},
        "text",
    )
    assert Correction.objects.get().received_on == date(2026, 11, 1)
    assert isinstance(UploadForm.base_fields["expires_at"], MomentField)


FIRST, SECOND = (datetime(2026, 10, 24, hour, 30, tzinfo=UTC) for hour in (20, 21))  # both 23:30


@pytest.mark.django_db
@pytest.mark.parametrize("stored", quick(1, [FIRST, SECOND]))
def test_a_moment_that_nobody_touched_stays_though_its_hour_comes_twice(settings, stored):
    settings.TIME_ZONE = BEIRUT
    task = Assignment.objects.create(what="تغطية", due=stored, assigned_by=member("desk"))
    address, desk = f"/admin/articles/assignment/{task.pk}/change/", client_of("desk")
    send(desk, address, {"what": "تغطية أخرى"}, "what")
    task.refresh_from_db()
    assert (task.what, task.due) == ("تغطية أخرى", stored)
    send(desk, address, {"due_0": "٢٠٢٦-١٠-٢٤", "due_1": "23:31"}, "what")
    send(desk, address, {"due_0": "٢٠٢٦-١٠-٢٤", "due_1": "23:30"}, "what")
    task.refresh_from_db()
    assert task.due == SECOND, "whoever types it means the second"


@pytest.mark.django_db
def test_nor_is_it_moved_by_the_time_beside_it_on_the_front(settings):
    settings.TIME_ZONE = BEIRUT
    front = Front.objects.create()
    fronts.place(front, story := make.article(), member("desk"), front.revision)
    FrontSlot.objects.update(pinned_until=FIRST.replace(year=2027, day=30))  # back on 31 October
    before = FrontSlot.objects.get().pinned_until
    screen = f"/admin/articles/front/{front.pk}/arrange/"
    form = {"article": story.pk, "act": "time", "seen": Front.objects.get().revision}
    client_of("desk").post(
        screen, form | {"placed_from": "2027-10-01T10:00", "pinned_until": "2027-10-30T23:30"}
    )
    slot = FrontSlot.objects.get()
    assert (slot.placed_from is None, slot.pinned_until) == (False, before)


def test_imports_read_hours_by_the_same_rule():
    with timezone.override(BEIRUT):
        for spelled in ("2026-10-24T23:30:00", "2026-10-24 23:30"):
            assert check.moment("publish_at", spelled) == SECOND
        assert check.moment("publish_at", "2026-10-24T23:30:00+03:00") == FIRST
        with pytest.raises(check.BadLine, match="Write 2026-03-29T01:30:00"):
            check.moment("publish_at", "2026-03-29T00:30:00")
        jump = datetime(2026, 3, 28, 22, tzinfo=UTC)
        assert check.moment("publish_at", "2026-03-29") == jump, "that day begins at one"
        assert check.moment("publish_at", "1850-03-29").year == 1850
        assert moments.begins(date(2026, 3, 29)) == jump
    with timezone.override("America/Havana"):  # back at 1:00 on 1 November: midnight comes twice
        assert check.moment("publish_at", "2026-11-01") == datetime(2026, 11, 1, 5, tzinfo=UTC)
        assert importing._moment(date(2026, 11, 1)) == datetime(2026, 11, 1, 5, tzinfo=UTC)


def test_a_year_that_cannot_be_right_is_refused_by_an_import_too():
    for year in (1, 9999):
        with timezone.override(BEIRUT), pytest.raises(ValidationError):
            importing._moment(date(year, 1, 1))
