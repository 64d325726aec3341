"""Corrections and replies: where they stand, what they remember, who hears of them."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import correcting, holding, locking, waiting, workflow
from articles.models import Article, Correction
from newsroom.changes.models import Change
from newsroom.outgoing.models import Event, Receiver
from newsroom.outgoing.telling import tell
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, limited, member

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/correction/add/"
TEXT = "ورد أن المدير منصور، والصحيح أنه سالم."


def corrected(story, **fields):
    row = Correction(article=story, **{"text": TEXT, "issued_at": timezone.now()} | fields)
    correcting.save(row)
    return row


def test_the_desk_publishes_the_corrected_text_and_says_so_in_one_step(client):
    story = make.article()
    quote = make.quote(story)
    draft = workflow.draft_for(story)
    draft.headline = "الميناء يبقى مفتوحاً حتى الربيع"
    draft.save()
    Receiver.objects.create(name="خارج", url="https://push.example/")
    tell("article", [story.pk])  # what stood there before is known
    link = f"{ADD}?article={story.pk}&amp;publish_draft=1"
    assert link in client_of("desk").get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    answer = send(
        client_of("desk"),
        f"{ADD}?article={story.pk}&publish_draft=1",
        {"text": TEXT, "quote": quote.pk},
        "text",
    )
    assert answer.redirect_chain, answer.context["adminform"].form.errors
    row, story = Correction.objects.get(), Article.objects.get(pk=story.pk)
    said = [version.content["headline"] for version in (row.version_before, row.version_after)]
    assert said == ["الميناء يبقى مفتوحاً", draft.headline] == [said[0], story.headline]
    assert not Article.objects.filter(draft_of=story).exists()
    assert {event.kind for event in Event.objects.all()} == {"corrected"}
    page = client.get(story.get_absolute_url()).content.decode()
    # On the story, beside the quote, at the quote's page and on its card.
    assert page.index(TEXT) < page.index('class="story-body"')
    assert f'</span> <a class="corrected" href="#correction-{row.pk}">' in page
    assert TEXT in client.get(quote.get_absolute_url()).content.decode()
    assert 'class="corrected"' in client.get("/quotes/").content.decode()


def test_a_correction_stands_where_the_editor_puts_it_and_a_reworded_one_is_told(client):
    story = make.article()
    Receiver.objects.create(name="خارج", url="https://push.example/")
    row = corrected(story, place="bottom")
    page = client.get(story.get_absolute_url()).content.decode()
    assert page.index(TEXT) > page.index('class="story-body"')
    before = Change.objects.count()
    row.text = "والصحيح سالم الراسي."
    correcting.save(row)
    assert {"corrections", f"article:{story.pk}"} <= set(
        Change.objects.order_by("pk").values_list("key", flat=True)[before:]
    )
    assert [event.kind for event in Event.objects.order_by("pk")] == ["corrected", "corrected"]
    assert "أُعيدت صياغته" in client.get("/corrections/").content.decode()
    assert row.changed_at.isoformat()[:19] in client.get("/corrections/feed/").content.decode()


def test_what_is_not_about_a_new_text_remembers_one_version():
    story = make.article()
    first = corrected(story)
    assert first.version_before == first.version_after
    draft = workflow.draft_for(story)
    draft.body += "<p>زيادة.</p>"
    draft.save()
    workflow.publish_draft(draft)
    story = Article.objects.get(pk=story.pk)
    second, third = corrected(story), corrected(story)
    assert [row.version_before.number for row in (second, third)] == [1, 2]
    assert second.version_after == third.version_after == third.version_before


@pytest.mark.long
def test_a_reply_waits_with_its_deadline_until_it_is_printed_in_the_storys_own_size(client, settings):
    settings.REPLY_DAYS = 3
    story, desk = make.article(), member("desk")
    today = timezone.localdate()
    form = {"text": "نحن لم نغلق الميناء.", "replier": "نقابة البحارة", "received_on": today.isoformat()}
    send(client_of("desk"), f"{ADD}?article={story.pk}&kind=reply", form, "text")
    reply = Correction.objects.get()
    assert (reply.issued_at, reply.due_on) == (None, today + datetime.timedelta(days=3))

    def owed(days):
        found = waiting.piles(desk, timezone.now() + datetime.timedelta(days=days))
        return [pile.rows for pile in found if str(pile.label) == "رد يجب نشره"]

    assert (owed(0), owed(1), owed(30)) == ([], [[story]], [[story]])
    address = story.get_absolute_url()
    assert reply.text not in client.get(address).content.decode()
    now = timezone.localtime(timezone.now())
    printed = {"issued_at_0": now.strftime("%Y-%m-%d"), "issued_at_1": now.strftime("%H:%M:%S")}
    send(client_of("desk"), f"/admin/articles/correction/{reply.pk}/change/", printed, "text")
    page = client.get(address).content.decode()
    assert reply.text in page and "نقابة البحارة" in page and "corrections-reply" in page
    assert owed(30) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("role", "fields", "said"),
    [
        ("desk", {"kind": "reply", "issued_at_0": ""}, "اذكر صاحب الرد"),
        ("desk", {"issued_at_0": "", "issued_at_1": ""}, "متى يبدأ ظهوره"),
        ("desk", {"publish_draft": "on"}, "لا مسودة مفتوحة"),
        ("desk", {"quote": "OTHER"}, "مادة أخرى"),
        ("desk", {"article": "UNSEEN"}, "لم يرَ القراء هذه المادة"),
        ("desk", {"issued_at_0": "2020-01-01"}, "لم يرَ القراء هذه المادة إلا منذ"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_stored(role, fields, said):
    story, other = make.article(), make.article("أخرى")
    unseen = make.article("مجدولة", at=timezone.now() + datetime.timedelta(days=1))
    given = {"OTHER": other.quotes.first().pk, "UNSEEN": unseen.pk}
    form = {"text": TEXT} | {name: given.get(value, value) for name, value in fields.items()}
    answer = send(client_of(role), f"{ADD}?article={story.pk}", form, "text")
    assert said in answer.content.decode() and TEXT in form_of(answer, "text")["text"]
    assert not Correction.objects.exists()


@pytest.mark.long
def test_another_desk_and_a_reporter_correct_nothing():
    mine, other = make.section("سياسة", "politics"), make.section("رياضة", "sport")
    story = make.article(section=other)
    row = corrected(story)
    mine.editors.add(member("desk"))
    change = f"/admin/articles/correction/{row.pk}/change/"
    assert client_of("desk").post(change, {"text": "لا"}).status_code == 403
    assert client_of("reporter").get(ADD).status_code == 403
    answer = send(client_of("desk"), ADD, {"article": story.pk, "text": TEXT}, "text")
    assert "تتبع ديسك قسم آخر" in answer.content.decode()
    assert Correction.objects.count() == 1


def test_a_withdrawn_story_says_why_and_since_when_and_a_killed_one_only_its_notice(client):
    story = make.article()
    corrected(story)
    address = story.get_absolute_url()
    workflow.move(story, "withdraw", notice="ثبت أن الوثيقة مزورة.")
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 410 and "ثبت أن الوثيقة مزورة." in page and "منذ" in page
    assert page.index("ثبت أن الوثيقة مزورة.") < page.index(TEXT) and story.headline not in page
    workflow.move(story, "kill", notice="ألغيت بقرار قضائي.")
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 410 and "ألغيت بقرار قضائي." in page
    assert story.headline not in page and "مزورة" not in page and TEXT not in page


@pytest.mark.parametrize("material", [False, pytest.param(True, marks=pytest.mark.long)])
def test_only_a_material_edit_moves_what_readers_and_machines_call_the_last_update(client, material):
    story = make.article()

    def dated():
        page, feed, sitemap = (
            client.get(address).content.decode()
            for address in (story.get_absolute_url(), "/feed/", reverse("sitemap_section", args=["stories"]))
        )
        moved = "آخر تحديث" in page, "modified_time" in page
        return [*moved, feed.rpartition("<updated>")[2][:20], sitemap.rpartition("<lastmod>")[2][:20]]

    before = dated()
    draft = workflow.draft_for(story)
    draft.headline = "الميناء باقٍ مفتوحاً"
    draft.save()
    workflow.publish_draft(draft, material=material)
    story = Article.objects.get(pk=story.pk)
    assert [now != then for now, then in zip(dated(), before, strict=True)] == [material] * 4


@pytest.mark.long
def test_the_form_of_a_reply_is_titled_as_what_it_is():
    story, desk = make.article(), client_of("desk")
    for query, title in (("&kind=reply", "تسجيل رد"), ("", "إضافة تصحيح")):
        page = desk.get(f"{ADD}?article={story.pk}{query}").content.decode()
        assert f"<h1>{title}</h1>" in page and f"<title>{title}" in page.replace("\n", "")
    reply = Correction.objects.create(article=story, kind="reply", text="لا.", replier="النقابة")
    page = desk.get(f"/admin/articles/correction/{reply.pk}/change/").content.decode()
    assert "<h1>حق الرد</h1>" in page


def test_the_same_form_sent_twice_stands_once():
    story, desk = make.article(), client_of("desk")
    form = form_of(desk.get(f"{ADD}?article={story.pk}"), "text") | {"text": TEXT}
    assert desk.post(ADD, form).status_code == 302
    again = desk.post(ADD, form)
    assert "كلمة كلمة" in again.content.decode() and Correction.objects.count() == 1
    assert desk.post(ADD, form | {"text": f"{TEXT} وهو مدير الميناء."}).status_code == 302


@pytest.mark.long
def test_a_story_is_corrected_in_the_minute_of_its_publication():
    story, desk = make.article(at=timezone.now()), client_of("desk")
    form = form_of(desk.get(f"{ADD}?article={story.pk}"), "text") | {"text": TEXT}
    assert desk.post(ADD, form).status_code == 302
    assert correcting.is_too_early(story.first_published_at - datetime.timedelta(minutes=1), story)


@pytest.mark.long
def test_a_draft_that_was_saved_meanwhile_does_not_go_out_unseen_with_a_correction():
    story, desk = make.article(), client_of("desk")
    draft = workflow.draft_for(story)
    address = f"{ADD}?article={story.pk}&publish_draft=1"
    form = form_of(desk.get(address), "text") | {"text": TEXT, "_save": "1"}
    page = f"/admin/articles/article/{story.pk}/change/"
    send(client_of("reporter"), page, {"headline": "عنوان لم يره الديسك"}, "headline")
    answer = desk.post(address, form)
    html = answer.content.decode()
    assert "لم ترها هنا" in html and "ما تغيّره المسودة" in html and not Correction.objects.exists()
    assert Article.objects.get(pk=story.pk).headline != "عنوان لم يره الديسك"
    again = form_of(answer, "text")
    assert again["text"] == TEXT
    assert desk.post(address, again | {"_save": "1"}).status_code == 302
    assert Article.objects.get(pk=story.pk).headline == "عنوان لم يره الديسك"
    assert Correction.objects.get().text == TEXT and not Article.objects.filter(pk=draft.pk).exists()


def test_a_colleagues_draft_goes_out_with_a_correction_only_where_somebody_ticks_it():
    story, chief, desk = make.article(), client_of("chief"), client_of("desk")
    page, address = f"/admin/articles/article/{story.pk}/change/", f"{ADD}?article={story.pk}&publish_draft=1"
    send(chief, page, {"standfirst": "ناقصة جداً"}, "headline")
    assert form_of(chief.get(address), "text")["publish_draft"]
    shown = desk.get(address)
    assert "publish_draft" not in form_of(shown, "text")
    html = shown.content.decode()
    assert "آخر من حفظ المسودة المفتوحة chief" in html and "ما تغيّره المسودة" in html
    assert 'data-when="publish_draft" data-asks="وتُنشر معه المسودة المفتوحة لهذه المادة."' in html
    send(desk, address, {"text": TEXT}, "text")
    assert (
        Article.objects.get(pk=story.pk).standfirst == "" and Article.objects.filter(draft_of=story).exists()
    )
    answer = send(desk, address, {"text": TEXT + " ثانية", "publish_draft": "on"}, "text")
    assert Article.objects.get(pk=story.pk).standfirst == "ناقصة جداً"
    assert f"نُشرت مع التصحيح المسودة المفتوحة من «{story.headline}»" in answer.content.decode()
    assert (story.transitions.first().by, story.transitions.first().note) == (member("desk"), "نُشر التعديل")


def test_a_correction_that_came_out_with_its_text_is_known_when_it_is_sent_again():
    story = make.article()
    draft = workflow.draft_for(story)
    draft.headline = "عنوان صحيح"
    draft.save()
    moment = timezone.now() - datetime.timedelta(minutes=3)
    row = Correction(article=story, text=TEXT, issued_at=moment)
    correcting.save(row, publish_draft=True)
    assert row.issued_at > moment
    assert correcting.is_repeated(Correction(article=story, text=TEXT, issued_at=moment))
    assert not correcting.is_repeated(Correction(article=story, text=TEXT + " بل أكثر", issued_at=moment))


def test_a_reply_did_not_come_in_tomorrow():
    story, tomorrow = make.article(), timezone.localdate() + datetime.timedelta(days=1)
    form = {"text": TEXT, "replier": "النقابة", "received_on": tomorrow.isoformat()}
    answer = send(client_of("desk"), f"{ADD}?article={story.pk}&kind=reply", form, "text")
    assert "لم يأتِ هذا اليوم بعد" in answer.content.decode() and not Correction.objects.exists()


def test_a_reply_whose_deadline_has_passed_says_so():
    story, today = make.article(), timezone.localdate()
    row = Correction(article=story, kind="reply", text="نحن لم نغلق.", replier="النقابة", received_on=today)
    row.due_on = today
    correcting.save(row)
    pages = ("/admin/", f"/admin/articles/article/{story.pk}/change/")
    desk = client_of("desk")
    assert not any("فات الموعد" in desk.get(page).content.decode() for page in pages)
    Correction.objects.update(received_on=today - datetime.timedelta(9), due_on=today - datetime.timedelta(1))
    assert all("<strong>فات الموعد</strong>" in desk.get(page).content.decode() for page in pages)


@pytest.mark.long
def test_text_and_correction_appear_together_or_not_at_all():
    story, desk = make.article(), client_of("desk")
    workflow.draft_for(story)
    typed = {"text": TEXT, "issued_at_0": "2030-01-01", "issued_at_1": "10:00"}
    answer = send(desk, f"{ADD}?article={story.pk}&publish_draft=1", typed, "text")
    assert "يتأخر عنه التصحيح" in answer.content.decode() and not Correction.objects.exists()
    assert Article.objects.filter(draft_of=story).exists()


@pytest.mark.long
def test_a_draft_of_a_story_that_was_chosen_in_the_form_is_looked_at_first():
    story, desk = make.article(), client_of("desk")
    workflow.draft_for(story)
    typed = {"article": str(story.pk), "text": TEXT, "publish_draft": "on"}
    answer = send(desk, ADD, typed, "text")
    assert "لم ترها هنا" in answer.content.decode() and not Correction.objects.exists()
    again = form_of(answer, "text") | {"article": str(story.pk), "_save": "1"}
    assert desk.post(ADD, again).status_code == 302 and Correction.objects.exists()


@pytest.mark.long
def test_a_correction_brings_nothing_back_to_readers():
    story, desk = make.article(), client_of("desk")
    workflow.draft_for(story)
    workflow.move(story, "withdraw", member("chief"))
    page = desk.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert f"{ADD}?article={story.pk}" in page and "publish_draft=1" not in page
    address, state = f"{ADD}?article={story.pk}&publish_draft=1", story.state
    shown = form_of(desk.get(address), "text")
    # Opened while readers saw it, or made up: one answer to all of it, and the next press is through.
    ticked = {"text": TEXT, "publish_draft": "on", "show_words": "on"}
    answer = desk.post(address, shown | ticked)
    html = answer.content.decode()
    assert html.count("التصحيح لا يعيدها") == 1 and form_of(answer, "text")["text"] == TEXT
    assert answer.context["adminform"].form.errors.keys() == {"__all__"}
    assert Article.objects.get(pk=story.pk).state == state and not Correction.objects.exists()
    with pytest.raises(ValidationError):
        corrected_with_its_draft(story)
    assert Article.objects.get(pk=story.pk).state == state and not Correction.objects.exists()
    assert desk.post(address, form_of(answer, "text")).status_code == 302 and Correction.objects.exists()


@pytest.mark.parametrize("withdrawn", [False, True])
def test_of_a_withdrawn_story_no_draft_is_offered_to_be_published_with_its_correction(withdrawn):
    story, desk = make.article(), client_of("desk")
    workflow.draft_for(story)
    if withdrawn:
        workflow.move(story, "withdraw", member("chief"))
    for html in (
        desk.get(f"{ADD}?article={story.pk}&publish_draft=1").content.decode(),
        desk.post(ADD, {"article": story.pk}).content.decode(),  # chosen in the form itself
    ):
        assert [f'name="{name}"' in html for name in ("publish_draft", "show_words", "text")] == [
            not withdrawn, not withdrawn, True,
        ]  # fmt: skip


def corrected_with_its_draft(story):
    correcting.save(Correction(article=story, text=TEXT, issued_at=timezone.now()), publish_draft=True)


@pytest.mark.long
def test_a_hold_of_this_moment_is_no_error_of_who_corrects(monkeypatch):
    story, desk = make.article(), client_of("desk")
    row = corrected(story)
    real = locking.lock

    def late(article):
        monkeypatch.setattr(locking, "lock", real)
        holding.hold(Article.objects.get(pk=story.pk), member("chief"), "شكوى")
        return real(article)

    monkeypatch.setattr(locking, "lock", late)
    answer = send(desk, f"{ADD}?article={story.pk}", {"text": "آخر"}, "text")
    assert answer.status_code == 200 and "موقوفة لمراجعة قانونية" in answer.content.decode()
    holding.lift(Article.objects.get(pk=story.pk), member("chief"))
    monkeypatch.setattr(locking, "lock", late)
    answer = client_of("chief").post(f"/admin/articles/correction/{row.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403 and Correction.objects.get() == row


def test_who_may_not_change_a_correction_does_not_delete_it():
    row = corrected(make.article(section=make.section("رياضة", "sport")))
    user = limited(make.section())
    user.user_permissions.add(Permission.objects.get(codename="delete_correction"))
    answer = client_of(user).post(f"/admin/articles/correction/{row.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 403 and Correction.objects.exists()


@pytest.mark.long
@pytest.mark.parametrize(
    "typed",
    [
        {"issued_at_0": "2199-06-01"},
        {"kind": "reply", "replier": "هالة", "issued_at_0": "", "issued_at_1": ""},
    ],
)
def test_what_readers_see_is_not_taken_back_by_its_date(typed):
    row = corrected(make.article())
    address = f"/admin/articles/correction/{row.pk}/change/"
    answer = send(client_of("desk"), address, typed | {"received_on": "2026-11-18"}, "text")
    assert "فلا يؤجَّل ظهوره" in answer.content.decode()
    before = row.issued_at
    row.refresh_from_db()
    assert (row.issued_at, row.kind) == (before, "correction")


def test_of_a_correction_for_later_the_desk_reads_everywhere_that_readers_do_not_see_it_yet():
    story, desk = make.article(), client_of("desk")
    typed = {"text": TEXT, "issued_at_0": "2199-12-05", "issued_at_1": "10:00"}
    said = "لا يراه القراء قبل 5 ديسمبر/كانون الأول 2199"
    answer = send(desk, f"{ADD}?article={story.pk}", typed, "text")
    assert [said in str(message) for message in answer.context["messages"]] == [True, False]
    corrected(story, text="توضيح لما قيل من قبل.")
    rows = desk.get("/admin/articles/correction/").content.decode().split("<tr")
    assert ["لا يراه القراء بعد" in row for row in rows if TEXT in row or "توضيح لما" in row] == [True, False]
    page = desk.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    lines = page.partition('class="story-corrections"')[2].partition("</ul>")[0].split("</li>")
    assert ["لا يراه القراء قبل" in line for line in lines[:2]] == [True, False]
