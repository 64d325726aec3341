"""The story's form: what it refuses, what it never loses, and who may do what."""

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from articles import attributing, holding, marks, workflow
from articles.models import Article, Occasion, Quote, Section, Source
from newsroom import roles
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.make import KEY, WORDS
from tests.ways import quick

pytestmark = pytest.mark.django_db


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def said(response):
    return (
        " ".join(str(message) for message in get_messages(response.wsgi_request)) + response.content.decode()
    )


# Roles


def test_the_four_roles_are_groups_with_arabic_names():
    names = {name for name, _, _ in roles.ROLES.values()}
    assert names == {"محرر", "محرر الديسك", "رئيس التحرير", "مدير النظام"}
    for role in roles.ROLES:
        roles.group_of(role)


def test_a_reporter_moves_no_public_story_in_time():
    story = make.article()
    send(
        client_of("reporter"),
        change(story),
        {
            "publish_at_0": "2030-01-01",
            "publish_at_1": "10:00:00",
            "expire_at_0": "2026-01-01",
            "expire_at_1": "00:00:00",
        },
        "body",
        press="_continue",
    )
    story.refresh_from_db()
    assert story.publish_at == make.NOW
    assert story.expire_at is None


def test_a_reporters_change_to_a_public_story_waits_in_a_draft():
    story = make.article()
    send(client_of("reporter"), change(story), {"headline": "غيره المحرر"}, "body", press="_continue")
    story.refresh_from_db()
    assert story.headline == "الميناء يبقى مفتوحاً"
    assert story.draft.headline == "غيره المحرر"
    page = client_of("reporter").get(change(story))
    assert form_of(page, "body")["headline"] == "غيره المحرر", "the form shows what is being worked on"
    send(client_of("desk"), change(story), {}, "body", press="_move", value="publish")
    story.refresh_from_db()
    assert story.headline == "غيره المحرر"
    assert story.updated_at is not None


@pytest.mark.parametrize("role", quick(1, ["reporter", "desk", "chief", "administrator"]))
def test_what_was_public_is_not_deleted(role):
    story = make.article()
    address = reverse("admin:articles_article_delete", args=[story.pk])
    assert client_of(role).post(address, {"post": "yes"}).status_code == 403
    client_of(role).post(
        reverse("admin:articles_article_changelist"),
        {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"},
    )
    assert Article.objects.filter(pk=story.pk).exists()


def test_a_killed_story_offers_no_way_to_save_and_names_no_key_for_it():
    story = make.article(body="<p>نص</p>", published=False)
    text = client_of("chief").get(change(story)).content.decode()
    assert "<kbd>F2</kbd>" in text and "حدّد كلمات" in text
    workflow.move(story, "kill", member("chief"))
    text = client_of("chief").get(change(story)).content.decode()
    assert "<kbd>F2</kbd>" not in text and "حدّد كلمات" not in text
    assert "<kbd>F8</kbd>" in text


def test_who_deletes_a_story_is_told_of_its_hold_by_name():
    story = make.article(published=False)
    holding.hold(story, member("desk"), "شكوى")
    holding.lift(story, member("chief"))
    workflow.move(story, "spike", member("desk"))
    text = client_of("desk").get(reverse("admin:articles_article_delete", args=[story.pk])).content.decode()
    assert "حركة: " in text and "شكوى" in text and "مسودة ← مسودة" not in text


def test_deleting_a_user_or_a_person_never_deletes_a_story():
    story = make.article(published=False)
    quote = make.quote(story)
    from django.db.models import ProtectedError

    with pytest.raises(ProtectedError):
        quote.person.delete()
    with pytest.raises(ProtectedError):
        Section.objects.get().delete()

    Article.objects.update(created_by=member("reporter"))
    with pytest.raises(ProtectedError):
        member("reporter").delete()
    assert Article.objects.get().created_by == member("reporter")


@pytest.mark.long
def test_what_readers_look_at_only_the_desk_changes():
    story = make.article()
    source = Source.objects.create(name="صدى الساحل")
    story.citations.create(source=source)
    quote = make.quote(
        story, make.person("شاهدة", is_public_figure=False), occasion=Occasion.objects.create(title="مؤتمر")
    )
    held = make.tenure(make.quote(make.article(headline="آخر"), make.person("وزير")).person)
    rows = [source, quote.person, quote.occasion, held.person, held, held.position, story.citations.get()]
    for row in rows:
        address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
        assert (
            client_of("reporter").post(address, {"name": "غيره", "is_public_figure": "on"}).status_code == 403
        ), row
        assert client_of("desk").post(address, {}).status_code == 409  # let in, and asked what he saw
    free = make.person("لم يُنقل عنه شيء")
    send(
        client_of("reporter"),
        reverse("admin:people_person_change", args=[free.pk]),
        {"latin_name": "Nobody"},
        "name",
    )
    free.refresh_from_db()
    assert free.latin_name == "Nobody"


# Attributing


@pytest.mark.long
def test_marking_words_of_a_public_story_is_no_new_publication():
    story = make.article(body="<p>قال سالم: نعم للميناء.</p>")
    body = marks.wrap(story.body, 10, 21, KEY)
    send(client_of("desk"), change(story), {"body": body}, "body", press="_continue")
    story.refresh_from_db()
    assert story.body == body
    assert story.updated_at is None
    assert not Article.objects.filter(draft_of=story).exists()


@pytest.mark.long
def test_a_reporter_attributes_before_publication_and_the_desk_after():
    draft, public = make.article(published=False), make.article(headline="آخر")
    for story, may in ((draft, True), (public, False)):
        quote = story.quotes.get()
        form = reverse("admin:articles_quote_change", args=[quote.pk])
        answer = client_of("reporter").post(
            form + "?_bench=1",
            {
                "unnamed": "مصدر",
                "kind": "direct",
                "_opened": form_of(client_of("desk").get(form), "unnamed")["_opened"],
                "_confirm": "1",
                "verification": "unverified",
                "attributions-TOTAL_FORMS": "0",
                "attributions-INITIAL_FORMS": "0",
            },
        )
        quote.refresh_from_db()
        assert (quote.state == "confirmed") is may
        assert (answer.status_code == 403) is not may
    client_of("reporter").post(
        change(public),
        form_of(client_of("reporter").get(change(public)), "body")
        | {"_confirm_quote": f"{KEY}:{WORDS}", "_continue": "1"},
    )
    body = public.body.replace("ولم يحدد", '<q data-quote="zzzzzzzzzz">ولم</q> يحدد')
    send(
        client_of("reporter"),
        change(public),
        {"body": body, "citations-TOTAL_FORMS": "1", "citations-0-source": "1"},
        "body",
        press="_continue",
    )
    public.refresh_from_db()
    assert "zzzzzzzzzz" not in public.body
    assert "zzzzzzzzzz" in public.draft.body
    assert not public.citations.exists()
    assert public.quotes.get().state == "proposed"


def test_quotes_ticked_on_the_bench_are_confirmed_with_the_save():
    story = make.article(published=False)
    quote = make.quote(story, confirmed=False)
    page = client_of("desk").get(change(story)).content.decode()
    assert f'value="{KEY}:{WORDS}"' in page
    send(client_of("desk"), change(story), {"_confirm_quote": f"{KEY}:{WORDS}"}, "body", press="_continue")
    quote.refresh_from_db()
    assert quote.state == "confirmed"


@pytest.mark.long
def test_confirming_and_editing_in_one_save_confirms_nothing():
    story = make.article(published=False)
    quote = make.quote(story, confirmed=False)
    answer = send(
        client_of("desk"), change(story),
        {"body": story.body.replace("الشتاء", "الصيف"), "_confirm_quote": f"{KEY}:{WORDS}"}, "body", press="_continue",
    )  # fmt: skip
    quote.refresh_from_db()
    assert (quote.state, quote.words) == ("proposed", WORDS.replace("الشتاء", "الصيف"))
    assert "اقرأها من جديد" in said(answer) or "Read them again" in said(answer)


def test_the_words_of_a_quote_cannot_be_typed():
    story = make.article(published=False)
    quote = make.quote(story, confirmed=False)
    form = reverse("admin:articles_quote_change", args=[quote.pk])
    send(
        client_of("chief"),
        form,
        {"words": "غيرها", "letters": "غيرها", "state": "confirmed", "key": "zzzzzzzzzz"},
        "person",
    )
    quote.refresh_from_db()
    assert (quote.words, quote.state, quote.key) == (WORDS, "proposed", KEY)


def test_a_candidate_becomes_a_person_in_the_quotes_own_form():
    story = make.article(published=False)
    quote = story.quotes.get()
    Quote.objects.filter(pk=quote.pk).update(candidates=[{"name": "سالم الراسي", "kind": "person"}])
    form = reverse("admin:articles_quote_change", args=[quote.pk])
    assert form_of(client_of("desk").get(form), "person")["new_speaker"] == "سالم الراسي"
    send(client_of("desk"), form, {"position_as_printed": "مدير الميناء"}, "person", press="_confirm")
    quote.refresh_from_db()
    assert (quote.state, quote.person.name, quote.person.is_public_figure) == (
        "confirmed",
        "سالم الراسي",
        True,
    )


@pytest.mark.parametrize(
    "press", ["_confirm", *(pytest.param(one, marks=pytest.mark.long) for one in ("_reject", "_save"))]
)
def test_who_came_to_a_quote_from_its_story_goes_back_there(press):
    make.article(published=False, headline="مادة أخرى")  # its quote waits too
    story = make.article(published=False)
    page = client_of("desk").get(change(story)).content.decode()
    [form] = re.findall(r'href="([^"]+)" class="bench-edit"', page)
    answer = send(client_of("desk"), form, {"unnamed": "مصدر"}, "unnamed", press=press)
    assert answer.redirect_chain[0][0] == f"{change(story)}#quote-{KEY}"
    assert "حُفظ الاقتباس" in answer.content.decode()


@pytest.mark.long
def test_a_hundred_quotes_open_and_save():
    keys = [f"{number:010d}" for number in range(100)]
    body = "".join(f'<p>قال: «<q data-quote="{key}">كلام {key}</q>»</p>' for key in keys)
    story = make.article(body=body, published=False)
    Quote.objects.update(unnamed="مصدر")
    page = client_of("desk").get(change(story))
    assert page.content.decode().count('class="bench-row ') == 100
    data = form_of(page, "body") | {"_continue": "1", "_confirm_quote": [f"{key}:كلام {key}" for key in keys]}
    assert client_of("desk").post(change(story), data).status_code == 302
    assert story.quotes.filter(state="confirmed").count() == 100


VAIN = "لم يتغير شيء، فلم يُحفظ شيء"


@pytest.mark.long
@pytest.mark.parametrize("published", [True, pytest.param(False, marks=pytest.mark.long)])
def test_a_story_saved_as_it_stands_is_not_said_to_be_saved(published):
    story = make.article(published=published)
    quote = story.quotes.get()
    quote.person = make.person()
    quote.save()
    desk, page = client_of("desk"), reverse("admin:articles_article_change", args=[story.pk])

    def said(**changes):
        return send(desk, page, changes, "headline", press="_continue").content.decode()

    html = said()
    assert VAIN in html and "حُفظ: " not in html
    html = said(_confirm_quote=f"{quote.key}:{quote.words}")
    assert VAIN not in html, "a confirmed quote is something"
    html = said(headline="عنوان آخر")
    assert VAIN not in html and "حُفظ: " in html


def test_a_person_saved_as_it_stands_stands_in_no_log():
    person, desk = make.person(), client_of("desk")
    page = reverse("admin:people_person_change", args=[person.pk])
    assert VAIN in send(desk, page, {}, "name", press="_continue").content.decode()
    assert not LogEntry.objects.exists()
    send(desk, page, {"biography": "بحّار"}, "name", press="_continue")
    assert LogEntry.objects.count() == 1


@pytest.mark.long
def test_so_is_every_other_row():
    who = make.person()
    desk, page = client_of("desk"), reverse("admin:people_person_change", args=[who.pk])
    assert VAIN in send(desk, page, {}, "name").content.decode()
    assert VAIN not in send(desk, page, {"name": "اسم آخر"}, "name").content.decode()


@pytest.mark.long
def test_of_a_quote_the_speaker_it_proposes_is_something():
    quote = make.article(published=False).quotes.get()
    quote.candidates = [{"name": "سالم الراسي", "kind": "person"}]
    quote.save()
    desk, page = client_of("desk"), reverse("admin:articles_quote_change", args=[quote.pk])
    assert VAIN not in send(desk, page, {}, "new_speaker").content.decode()
    assert VAIN in send(desk, page, {}, "unnamed").content.decode()


@pytest.mark.long
@pytest.mark.parametrize("bench", ["", "?_bench=1"])
def test_what_a_colleague_decided_is_no_quote_is_not_confirmed_over_him(bench):
    quote = make.quote(make.article(), confirmed=False)
    row = f"/admin/articles/quote/{quote.pk}/change/{bench}"
    desk = client_of("desk")
    form = form_of(desk.get(row), "position_as_printed")
    attributing.reject(Quote.objects.get(pk=quote.pk), member("chief"))
    answer = desk.post(row, form | {"_confirm": "1"}, follow=True)
    said = answer.json()["problem"] if bench else answer.content.decode()
    assert "تقرّر أن هذا ليس اقتباساً" in said
    assert Quote.objects.get(pk=quote.pk).state == "rejected"
    assert 'name="_confirm"' not in desk.get(row).content.decode()


@pytest.mark.long
def test_an_update_is_written_to_what_readers_have_seen_and_still_find():
    story, soon = make.article(), make.article(at=timezone.now() + timezone.timedelta(hours=2))
    desk = client_of("desk")
    for row, offered in ((story, True), (soon, False)):
        page = desk.get(f"/admin/articles/article/{row.pk}/change/").content.decode()
        assert ("كتابة تحديث" in page) == offered
    workflow.move(story, "withdraw", member("chief"))
    assert "كتابة تحديث" not in desk.get(f"/admin/articles/article/{story.pk}/change/").content.decode()


@pytest.mark.parametrize("typed", ["سالم الراسي", pytest.param("", marks=pytest.mark.long)])
def test_a_speaker_typed_beside_the_one_that_is_chosen_is_not_thrown_away(typed):
    quote = make.quote(make.article(), make.person("ليان السعدي"))
    form = f"/admin/articles/quote/{quote.pk}/change/"
    answer = send(client_of("desk"), form, {"new_speaker": typed, "verb": "أكد"}, "person")
    quote.refresh_from_db()
    assert ("اختير المتحدث في الحقل أعلاه" in answer.content.decode()) is bool(typed)
    assert quote.person.name == "ليان السعدي" and (quote.verb == "أكد") is not bool(typed)


def test_another_speaker_does_not_speak_in_the_office_of_the_former_one():
    former, chosen = make.person("وضاح الصنوبري"), make.person("سلمى الرشدان")
    office, printed = (
        make.tenure(former),
        {"speaker_as_printed": "الصنوبري", "position_as_printed": "مدير الميناء"},
    )
    quote = make.quote(make.article(), former, tenure=office, **printed)
    form, desk = f"/admin/articles/quote/{quote.pk}/change/", client_of("desk")
    answer = send(desk, form, {"person": chosen.pk, "tenure": ""}, "person", press="_continue")
    assert "أُزيل ما كان للقائل السابق" in said(answer)
    send(desk, form, {"person": former.pk, **printed}, "person", press="_continue")
    Quote.objects.update(tenure=office)
    answer = send(desk, form, {"person": chosen.pk}, "person", press="_confirm")
    assert f"أُزيل ما كان للقائل السابق: منصبه حينها: {office}" in said(answer)
    now = Quote.objects.get()
    assert (now.person, now.tenure, now.position_as_printed) == (chosen, None, "")
    answer = send(desk, form, {"tenure": office.pk}, "person", press="_continue")
    assert "هذا المنصب تولّاه وضاح الصنوبري" in said(answer) and Quote.objects.get().tenure is None


def test_of_two_of_one_name_the_other_is_chosen_and_what_the_text_says_stays():
    one, other = make.person("سالم الراسي"), make.person("سالم الراسي")
    printed = {"speaker_as_printed": "سالم الراسي", "position_as_printed": "مدير الميناء"}
    quote = make.quote(make.article(), one, **printed)
    answer = send(
        client_of("desk"),
        f"/admin/articles/quote/{quote.pk}/change/",
        {"person": other.pk},
        "person",
        press="_confirm",
    )
    assert "القائل السابق" not in said(answer)
    now = Quote.objects.get()
    assert (now.person, now.speaker_as_printed, now.position_as_printed) == (other, *printed.values())


def test_what_is_confirmed_is_not_called_no_quote_unasked():
    quote = make.quote(make.article(), make.person())
    form, desk = f"/admin/articles/quote/{quote.pk}/change/", client_of("desk")
    for address in (form, form + "?_bench=1"):
        assert re.search(
            r'name="_reject"[^>]*data-sure="هذا الاقتباس معتمد', desk.get(address).content.decode()
        )
    Quote.objects.update(state="proposed")
    assert not re.search(r'name="_reject"[^>]*data-sure', desk.get(form).content.decode())


@pytest.mark.parametrize("has_draft", [False, True])
def test_what_was_called_no_quote_is_one_again_with_all_that_was_said_of_it(client, has_draft):
    story, speaker = make.article(), make.person()
    quote = make.quote(story, speaker)
    address, form, desk = (
        quote.get_absolute_url(),
        f"/admin/articles/quote/{quote.pk}/change/",
        client_of("desk"),
    )
    send(desk, form, {}, "person", press="_reject")
    assert client.get(address).status_code == 404 and "<q" not in Article.objects.get(pk=story.pk).body
    if has_draft:
        workflow.draft_for(Article.objects.get(pk=story.pk))
    assert "هو اقتباس" in desk.get(form).content.decode()
    send(desk, form, {}, "person", press="_take_up")
    now = Quote.objects.get(pk=quote.pk)
    assert (now.state, now.person, now.words) == ("proposed", speaker, quote.words)
    assert all(KEY in row.body for row in Article.objects.all()) and client.get(address).status_code == 404
    send(desk, form, {}, "person", press="_confirm")
    assert client.get(address).status_code == 200
    send(desk, form, {}, "person", press="_reject")
    Article.objects.update(body="<p>لا شيء مما قيل.</p>")
    assert "علّمها فيه" in said(send(desk, form, {}, "person", press="_take_up"))
    assert Quote.objects.get(pk=quote.pk).state == "rejected"
