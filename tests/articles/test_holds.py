"""A legal hold: readers still see a published story, and nothing of it changes for them until it is lifted."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import attributing, breaking, correcting, history, holding, workflow
from articles.exchange import load
from articles.models import Article, Byline, Citation, Contributor, Correction, Quote, Source, State, window
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, limited, member
from tests.make import KEY, WORDS
from tests.worlds import shared

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "ينظر المحامي في شكوى الوزارة"
SAID = "القراء ما زالوا يرو"  # نها، ن هذه المادة


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def press(role, story, button="_continue", value="1", **fields):
    return send(client_of(role), change(story), fields, "headline", press=button, value=value)


def make_world():
    """A public story that is held, with a quote nobody confirmed and one that is, a citation and a correction."""
    other = "zyxwvutsrq"
    body = make.BODY + f'<p>وقال نائبه: «<q data-quote="{other}">سنعمل ليلاً</q>».</p>'
    story = make.article(
        "موقوفة في العلن", body, at=timezone.now() - 3 * HOUR, breaking_until=timezone.now() + HOUR
    )
    make.quote(story, confirmed=False)
    make.quote(story, make.person("نادر الراسي"), key=other)
    source = Source.objects.create(name="صدى الساحل")
    Citation.objects.create(article=story, source=source, title="تقرير")
    Byline.objects.create(article=story, contributor=Contributor.objects.create(name="هالة"))
    correcting.save(Correction(article=story, text="توضيح أول", issued_at=timezone.now() - HOUR))
    draft = workflow.draft_for(story)
    draft.body = draft.body.replace("ولم يحدد", "ولن يحدد")
    draft.save()
    story = workflow.publish_draft(draft)
    holding.hold(story, member("desk"), REASON)
    return story


stored, held = shared(make_world)


def seen(client, story):
    """What readers are shown: the page, the log of its changes, all corrections, its source, its quotes."""
    address = story.get_absolute_url()
    sources = [source.get_absolute_url() for source in Source.objects.all()]
    quotes = [quote.get_absolute_url() for quote in story.quotes.order_by("pk")]
    pages = [address, f"{address}changes/", reverse("correction_list"), *sources, *quotes]
    return [(page, answer.status_code, answer.content) for page in pages if (answer := client.get(page))]


def a_correction(story, role):
    client, address = client_of(role), f"/admin/articles/correction/add/?article={story.pk}"
    data = form_of(client.get(address), "text") | {"text": "توضيح ثانٍ"}
    return client.post(address, data)


def a_reply_in_print(story, role):
    client, address = client_of(role), f"/admin/articles/correction/add/?article={story.pk}&kind=reply"
    now = timezone.localtime()
    data = form_of(client.get(address), "text") | {
        "text": "رد", "replier": "الوزارة", "issued_at_0": f"{now:%Y-%m-%d}", "issued_at_1": f"{now:%H:%M}",
    }  # fmt: skip
    return client.post(address, data)


def another_wording(story, role):
    address = f"/admin/articles/correction/{story.corrections.get().pk}/change/"
    return send(client_of(role), address, {"text": "صيغة أخرى"}, "text")


def no_correction(story, role):
    client, row = client_of(role), story.corrections.get()
    client.post(
        "/admin/articles/correction/",
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
    )
    return client.post(f"/admin/articles/correction/{row.pk}/delete/", {"post": "yes"})


def a_confirmed_quote(story, role):
    return press(role, story, _confirm_quote=f"{KEY}:{WORDS}")


def a_quote_in_its_form(button):
    def act(story, role):
        quote = story.quotes.get(key=KEY)
        fields = {"position_as_printed": "غيره"}
        return send(client_of(role), f"/admin/articles/quote/{quote.pk}/change/", fields, "person", button)

    return act


def another_speaker(story, role):
    quote = story.quotes.exclude(key=KEY).get()
    address = f"/admin/articles/quote/{quote.pk}/change/"
    return send(client_of(role), address, {"person": make.person("غيره").pk}, "person")


def a_mark(story, role):
    body = story.body.replace("ولن يحدد", '<q data-quote="mmmmmmmmmm">ولن</q> يحدد')
    return press(role, story, body=body)


def found_quotes(story, role):
    return press(role, story, "_find")


def another_date(story, role):
    return press(
        role,
        story,
        publish_at_0="2026-01-01",
        publish_at_1="10:00",
        expire_at_0="2030-01-01",
        expire_at_1="1:00",
    )


def a_citation_in_the_story(story, role):
    prefix = {"citations-TOTAL_FORMS": "2", "citations-1-source": str(Source.objects.get().pk)}
    return press(role, story, **prefix)


def a_byline(story, role):
    prefix = {
        "bylines-TOTAL_FORMS": "2",
        "bylines-1-contributor": str(Contributor.objects.create(name="ريم").pk),
    }
    return press(role, story, **prefix, **{"bylines-1-role": "writing", "bylines-1-order": "1"})


def a_citation_of_its_own(story, role):
    client, address = client_of(role), "/admin/articles/citation/add/"
    fields = {"article": str(story.pk), "source": str(Source.objects.get().pk), "title": "آخر"}
    return client.post(address, form_of(client.get(address), "title") | fields)


def another_citation(story, role):
    address = f"/admin/articles/citation/{story.citations.get().pk}/"
    client_of(role).post(f"{address}delete/", {"post": "yes"})
    return client_of(role).post(f"{address}change/", {"title": "غيره"})


def shown_words(story, role):
    version = story.versions.seen(timezone.now()).first()
    address = f"/admin/articles/article/{story.pk}/versions/words/"
    return client_of(role).post(
        address, {"show": version.number, "seen_version": story.version_number}, follow=True
    )


def a_line(story, role):
    line = {"uid": story.uid, "headline": "من سطر", "body": "نص."}
    assert "held" in load([json.dumps(line)]).refused[0][1]


def new_words(story, role):
    press(role, story, headline="كلام جديد", standfirst="غيره")
    return press(role, story, "_move", "publish")


WAYS = [
    a_correction, a_reply_in_print, another_wording, no_correction, a_confirmed_quote,
    *map(a_quote_in_its_form, ("_confirm", "_reject", "_save")), another_speaker, a_mark, found_quotes, another_date,
    a_citation_in_the_story, a_byline, a_citation_of_its_own, another_citation, shown_words, a_line, new_words,
]  # fmt: skip


@pytest.mark.parametrize("role", ["desk", pytest.param("chief", marks=pytest.mark.long)])
@pytest.mark.parametrize("way", [WAYS[0], *(pytest.param(way, marks=pytest.mark.long) for way in WAYS[1:])])
def test_nothing_of_a_held_story_changes_for_readers(held, client, way, role):
    before = seen(client, held)
    assert [status for _, status, _ in before][:3] == [200, 200, 200], before
    way(held, role)
    assert seen(client, held) == before


@pytest.mark.long
@pytest.mark.parametrize(
    "way", [a_correction, a_reply_in_print, another_wording, a_confirmed_quote, found_quotes, a_citation_of_its_own,
            a_quote_in_its_form("_confirm"), another_speaker],
)  # fmt: skip
def test_who_tries_is_told_to_have_the_hold_lifted_first(held, way):
    assert "ليُرفع الإيقاف أولاً" in way(held, "chief").content.decode()


def test_no_door_of_the_program_goes_around_the_hold(held):
    quote = held.quotes.get(key=KEY)
    correction = Correction(article=held, text="نص", issued_at=timezone.now())
    version = held.versions.seen(timezone.now()).first()
    for act in (
        lambda: attributing.confirm(quote),
        lambda: attributing.reject(quote),
        lambda: correcting.save(correction),
        lambda: correcting.delete(held.corrections.get()),
        lambda: workflow.publish_draft(workflow.draft_for(held)),
    ):
        with pytest.raises(ValidationError):
            act()
    assert version and held.quotes.get(key=KEY).state == "proposed" and held.corrections.exists()


@pytest.mark.long
def test_what_is_written_meanwhile_waits_in_the_draft_and_goes_out_after_the_hold(held):
    a_mark(held, "desk")
    assert "mmmmmmmmmm" in held.draft.body and "mmmmmmmmmm" not in Article.objects.get(pk=held.pk).body
    press("desk", held, headline="كلام جديد")
    press("chief", held, "_lift")
    press("desk", held, "_move", "publish")
    assert Article.objects.get(pk=held.pk).headline == "كلام جديد"
    attributing.confirm(Quote.objects.get(article=held, key=KEY))


@pytest.mark.long
def test_a_button_of_a_held_story_opens_no_draft(held):
    for button in ("_continue", "_lift"):
        press("chief", held, button)
        assert not Article.objects.filter(draft_of=held).exists()


@pytest.mark.long
def test_a_reply_is_entered_on_the_day_it_comes_in_and_waits(held, client):
    before = seen(client, held)
    chief, address = client_of("desk"), f"/admin/articles/correction/add/?article={held.pk}&kind=reply"
    chief.post(address, form_of(chief.get(address), "text") | {"text": "رد", "replier": "الوزارة"})
    reply = held.corrections.get(kind="reply")
    assert reply.issued_at is None and seen(client, held) == before
    correcting.delete(reply)


@pytest.mark.long
def test_what_takes_a_held_story_from_readers_remains(held, client):
    story = Article.objects.get(pk=held.pk)
    breaking.end(story, member("desk"))
    history.show_words(story.versions.seen(timezone.now()).first(), False)
    press("chief", story, "_move", "withdraw", _notice="سُحبت بطلب قانوني.")
    assert client.get(story.get_absolute_url()).status_code == 410
    assert Article.objects.get(pk=held.pk).hold_reason == REASON


# What the desk is told


@pytest.mark.long
@pytest.mark.parametrize("role", ["desk", "chief"])
def test_holding_what_readers_see_says_so_and_where_it_is_withdrawn(role):
    story = make.article()
    pages = press(role, story, "_hold", _hold_reason=REASON).content.decode()
    assert pages.count(SAID) == 2, "in the answer and in the form"
    assert (pages.count('href="#move-withdraw"') == 2) is (role == "chief")
    assert ('id="move-withdraw"' in pages) is (role == "chief")
    assert ("اطلب من رئيس التحرير سحبها" in pages) is (role == "desk")
    assert ("خطوة أخرى هي السحب" in pages) is (role == "chief"), "how it is taken from readers is said once"


@pytest.mark.long
def test_who_holds_in_the_last_moment_reads_that_the_story_comes_out(monkeypatch):
    monkeypatch.setattr(window, "SECONDS", 2 * HOUR)  # or the test would have to be quick
    story = make.article(published=False)
    workflow.publish(story, member("chief"), at=timezone.now() + HOUR)
    page = press("chief", story, "_hold", _hold_reason=REASON).content.decode()
    assert "موعدها حلّ في هذه اللحظة" in page and "لا يُنشر منها شيء" not in page
    assert 'id="move-withdraw"' in page and Article.objects.get(pk=story.pk).is_scheduled


@pytest.mark.long
def test_holding_what_nobody_sees_says_that_it_is_not_published():
    page = press("desk", make.article(published=False), "_hold", _hold_reason=REASON).content.decode()
    assert "لا يُنشر منها شيء" in page and SAID not in page


def test_quotes_of_a_held_story_at_work_are_confirmed_as_ever():
    story = make.article(published=False)
    holding.hold(story, member("desk"), REASON)
    make.quote(story)


@pytest.mark.long
def test_a_hold_waits_until_a_correction_set_for_later_is_moved():
    story = make.article()
    later = Correction(article=story, text="توضيح", issued_at=timezone.now() + HOUR)
    correcting.save(later)
    page = press("desk", story, "_hold", _hold_reason=REASON).content.decode()
    assert "غيّر موعده أو احذفه أولاً" in page and not Article.objects.get(pk=story.pk).is_held
    correcting.delete(later)
    press("desk", story, "_hold", _hold_reason=REASON)
    assert Article.objects.get(pk=story.pk).is_held


@pytest.mark.long
def test_the_draft_of_a_scheduled_story_that_is_held_is_the_story():
    story = make.article(at=timezone.now() + HOUR)
    press("desk", story, headline="في المسودة")
    holding.hold(Article.objects.get(pk=story.pk), member("desk"), REASON)
    row = Article.objects.get(pk=story.pk)
    assert (row.headline, row.state) == ("في المسودة", State.READY)
    assert not Article.objects.filter(draft_of=row).exists()


@pytest.mark.long
def test_a_citation_that_stood_open_when_its_story_was_held_comes_back_with_the_reason():
    story = make.article("موقوفة وأنت تكتب")
    source = Source.objects.create(name="صدى الساحل")
    address = f"/admin/articles/citation/{Citation.objects.create(article=story, source=source).pk}/change/"
    client = client_of("desk")
    form = form_of(client.get(address), "title")
    holding.hold(story, member("desk"), REASON)
    answer = client.post(address, form | {"title": "عنوان كُتب أثناء الإيقاف"})
    page = answer.content.decode()
    assert answer.status_code == 403 and "عنوان كُتب أثناء الإيقاف" in page
    assert "«موقوفة وأنت تكتب»: هذه المادة موقوفة لمراجعة قانونية" in page and "لدى غيرك" not in page


# What else is kept and said


def test_a_nul_is_refused_or_removed_in_a_correction_too():
    story = make.article()
    client, address = client_of("desk"), f"/admin/articles/correction/add/?article={story.pk}"
    client.post(address, form_of(client.get(address), "text") | {"text": "نص\x00"})
    correcting.save(Correction(article=story, text="نص\x00", issued_at=timezone.now()))
    assert [row.text for row in story.corrections.all()] == ["نص"]


@pytest.mark.long
def test_a_photo_that_a_held_story_shows_stays_as_readers_see_it():
    placed, lead, over = make.photo(), make.photo(), make.photo(expires_at=timezone.now() - HOUR)
    body = "".join(f'<figure data-photo="{photo.uid}"></figure>' for photo in (placed, over))
    story = make.article("موقوفة ولها صور", make.BODY + body, lead_photo=lead)
    holding.hold(story, member("desk"), REASON)
    address = "/admin/photos/photo/{}/change/".format
    for photo, fields in (
        (placed, {"caption": "شرح آخر"}),
        (lead, {"credit": "غيره", "label": "archive"}),
        (lead, {"focal_x": "0.1"}),
        (over, {"expires_at_0": "", "expires_at_1": ""}),
    ):
        page = re.sub(
            "</?a[^>]*>", "", send(client_of("desk"), address(photo.pk), fields, "alt").content.decode()
        )
        assert "«موقوفة ولها صور». اطلب من رئيس التحرير رفع الإيقاف أولاً" in page
        before = (photo.caption, photo.credit, photo.label, photo.focal_x, photo.expires_at)
        photo.refresh_from_db()
        assert (photo.caption, photo.credit, photo.label, photo.focal_x, photo.expires_at) == before
    # What readers are not told of it may change, and its rights may end.
    fields = {"rights": "عقد 12", "expires_at_0": "2020-01-01", "expires_at_1": "10:00"}
    send(client_of("desk"), address(lead.pk), fields, "alt")
    lead.refresh_from_db()
    assert lead.rights == "عقد 12" and lead.has_expired(timezone.now())
    holding.lift(story, member("chief"))
    send(client_of("desk"), address(placed.pk), {"caption": "شرح آخر"}, "alt")
    placed.refresh_from_db()
    assert placed.caption == "شرح آخر"


@pytest.mark.long
def test_the_filter_by_state_agrees_with_the_column(held):
    now = timezone.now()
    out, ahead = make.article("منشورة"), make.article("مجدولة", at=now + HOUR)
    over, gone = (make.article("انتهت", expire_at=now - HOUR) for _ in range(2))
    workflow.move(gone, "withdraw", member("chief"))
    draft, at_work = make.article("مسودة", published=False), make.article(published=False)
    holding.hold(at_work, member("desk"), REASON)
    client = client_of("desk")
    address = "/admin/articles/article/?state__exact="
    for state, label, stories in (
        ("published", "منشورة", [out]),
        ("scheduled", "مجدولة", [ahead]),
        ("expired", "انتهت مدة نشرها", [over]),
        ("withdrawn", "مسحوبة", [gone]),
        ("draft", "مسودة", [draft]),
        ("held", "موقوفة لمراجعة قانونية", [at_work, held]),
        ("spiked", "", []),
    ):
        page = client.get(address + state)
        assert list(page.context["cl"].result_list) == stories
        shown = re.findall(r'field-standing[^"]*"[^>]*>([^<]*)<', page.content.decode())
        assert shown == [label] * len(stories)


@pytest.mark.long
def test_what_is_not_held_is_not_lifted():
    story = make.article(published=False)
    with pytest.raises(ValidationError):
        holding.lift(story, member("chief"))
    assert not story.transitions.exists()


def test_who_is_refused_reads_why():
    story = make.article(published=False, section=make.section("ثقافة", "culture"))
    page = f"/admin/articles/article/{story.pk}/change/"
    client = client_of(limited(make.section()))
    answer = client.post(page, form_of(client.get(page), "headline") | {"_move": "ready"})
    assert answer.status_code == 403 and "هذه المادة تتبع ديسك قسم آخر" in answer.content.decode()
