"""Warnings: what the program would have an editor look at, and what somebody waived."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import checks, pictures, waiting, workflow
from articles.checks.sentences import sentence
from articles.models import Article, Dismissal, Genre, Origin
from people.models import Person, Position, Tenure
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db

PILE = "منشورة وفيها تنبيهات"
WRONG_DAY = "الأربعاء 1 أغسطس/آب 2021"  # it was a Sunday


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def codes(story):
    checks.note(story)
    return [warning.code for warning in checks.of(story).standing]


@pytest.mark.long
@pytest.mark.parametrize(("fields", "code"), [
    ({"body": f"<p>وصل الوفد يوم {WRONG_DAY}.</p>"}, "weekday_mismatch"),
    ({"headline": f"ميناء جديد يوم {WRONG_DAY}"}, "weekday_mismatch"),
    ({"body": "<p>افتتح الميناء في 2 سبتمبر/آب 2021.</p>"}, "months_disagree"),
    ({"body": "<p>افتتح الميناء في 31 سبتمبر 2021.</p>"}, "no_such_day"),
    ({"body": "<p>قال المدير: «لن نغلق الميناء. ثم خرج.</p><p>انتهى.</p>"}, "marks"),
    ({"body": "<p>قال مدير الميناء نبيل الشاطري: «لن نغلق الميناء هذا الشتاء».</p>"}, "unrecorded_quote"),
    ({"section": None}, "no_section"),
    ({"genre": Genre.OPINION}, "no_byline"),
    ({"headline": "عنوان " * 20}, "no_short_headline"),
    ({"headline": "قضى أربعة بحارة هم سالم الراسي ونبيل الشاطري"}, "count_named"),
    ({"body": "<p>أصيب ستة أشخاص، هم ثلاثة رجال <em>وامرأتان</em>.</p>"}, "count_sum"),
    ({"standfirst": "توزعت الأصوات: 60% للأول و30% للثاني."}, "count_shares"),
])  # fmt: skip
def test_each_check_sees_what_it_is_for(fields, code):
    story = make.article()
    assert code not in codes(story)
    for name, value in fields.items():
        setattr(story, name, value)
    story.save()
    assert code in codes(story)


def test_a_count_says_both_numbers_and_a_speaker_may_count_as_he_likes():
    counted = "ستة أشخاص، هم ثلاثة رجال وامرأتان"
    story = make.article(body=f"<p>أصيب {counted}.</p>")
    checks.note(story)
    (warning,) = checks.of(story).standing
    assert warning.sentence == f"«{counted}»: المعلن 6، ومجموع المعدودين 5."
    story.body = f'<p>قال: <q data-quote="{make.KEY}">أصيب {counted}</q>.</p>'
    story.save()
    assert codes(story) == []


@pytest.mark.parametrize("place", ["lead", "text"])
def test_a_photo_without_a_word_is_named_until_somebody_says_one(place):
    mute = make.photo(alt="")
    figure = f'<figure data-photo="{mute.uid}"></figure>'
    story = make.article(
        lead_photo=mute if place == "lead" else None,
        body="<p>نص</p>" + (figure if place == "text" else ""),
        published=False,
    )
    code = "lead_photo_without_words" if place == "lead" else "photo_without_words"
    assert codes(story) == [code]
    (warning,) = checks.of(story).standing
    assert f"صورة رقم {mute.pk}" in warning.sentence and "صور المادة" in warning.sentence

    for words in ({"alt": "سفن"}, {"caption": "سفن في الميناء"}, {"decorative": True}):
        pictures.say(story, [{"uid": mute.uid} | words])
        assert codes(story) == []
    pictures.say(story, [])
    if place == "text":
        story.body = f'<figure data-photo="{mute.uid}"><figcaption>في الميناء</figcaption></figure>'
        story.save()
        assert codes(story) == []
    workflow.publish(story)
    assert story.is_public(timezone.now()), "it never waits"


def test_twenty_photos_are_looked_at_in_one_query(django_assert_num_queries):
    photos = [make.photo(make.picture_file(size=(8, 6 + n)), alt="") for n in range(20)]
    body = "<p>نص</p>" + "".join(f'<figure data-photo="{photo.uid}"></figure>' for photo in photos)
    story, without = make.article(body=body), make.article()
    with django_assert_num_queries(1):
        assert len(pictures.undescribed(story)) == 20
    with django_assert_num_queries(0):
        assert pictures.undescribed(without) == []


@pytest.mark.long
def test_words_given_to_the_photo_itself_end_the_warning_of_every_story():
    mute = make.photo(alt="")
    public = make.article(lead_photo=mute, at=timezone.now())
    draft = make.article(lead_photo=mute, published=False)
    for story in (public, draft):
        assert codes(story) == ["lead_photo_without_words"]
    assert public in piles()[PILE]
    send(client_of("desk"), reverse("admin:photos_photo_change", args=[mute.pk]), {"alt": "سفن"}, "alt")
    assert public not in piles().get(PILE, [])
    assert not draft.warnings.exists()


def test_a_translated_quote_wants_its_words_and_a_title_agrees_with_our_records():
    story = make.article(origin=Origin.TRANSLATED)
    speaker = Person.objects.create(name="سالم الراسي")
    for title, start, end in (("رئيس البلدية", "2015", "2018"), ("مدير الميناء", "2019", "2024")):
        Tenure.objects.create(
            person=speaker, position=Position.objects.create(title=title), start=start, end=end
        )
    quote = make.quote(story, speaker, position_as_printed="مدير الميناء", said_on="2021-03-01")
    assert codes(story) == ["no_original_words"]
    quote.original_words, quote.said_on = "We will not close.", "2016-03-01"
    quote.save()
    checks.note(story)
    (warning,) = checks.of(story).standing
    assert "رئيس البلدية" in warning.sentence and "مدير الميناء" in warning.sentence


@pytest.mark.long
def test_a_rejected_quote_is_not_asked_about_again():
    story = make.article(body="<p>قال مدير الميناء نبيل الشاطري: «لن نغلق الميناء هذا الشتاء».</p>")
    send(client_of("desk"), change(story), {}, "body", press="_find")
    quote = story.quotes.get()
    story.refresh_from_db()
    assert "unrecorded_quote" not in codes(story)
    form = reverse("admin:articles_quote_change", args=[quote.pk]) + "?_bench=1"
    desk = client_of("desk")
    desk.post(form, form_of(desk.get(form), "unnamed") | {"_reject": "1"})
    story.refresh_from_db()
    assert "data-quote" not in story.body
    assert "unrecorded_quote" not in codes(story)
    send(client_of("desk"), change(story), {}, "body", press="_find")
    story.refresh_from_db()
    assert "data-quote" not in story.body


@pytest.mark.long
def test_a_story_goes_out_with_its_warnings_and_waits_in_the_list_until_they_are_waived():
    story = make.article(published=False, body=f"<p>وصل الوفد يوم {WRONG_DAY}.</p>")
    desk = client_of("desk")
    page = send(desk, change(story), {}, "body", press="_move", value="publish").content.decode()
    story.refresh_from_db()
    assert story.state == "published"
    assert "في المادة تنبيه واحد" in page
    assert "1 سبتمبر/أيلول 2021" in page, "the likeliest repair, as the house writes dates"
    assert story in piles()[PILE]

    value = f"weekday_mismatch:{WRONG_DAY}"
    page = send(desk, change(story), {}, "body", press="_waive", value=value).content.decode()
    assert "اكتب لماذا يبقى هذا على حاله" in page and not Dismissal.objects.exists()
    send(
        desk,
        change(story),
        {f"_why-{story.warnings.get().key}": "هكذا في البيان"},
        "body",
        press="_waive",
        value=value,
    )
    waived = Dismissal.objects.get()
    assert (waived.reason, waived.by) == ("هكذا في البيان", member("desk"))
    assert PILE not in piles()

    draft = workflow.draft_for(story)
    assert not codes(draft), "what was waived for the story is waived in its draft"
    page = send(desk, change(story), {}, "body", press="_warn_again", value=str(waived.pk)).content.decode()
    assert "عاد التنبيه" in page
    assert codes(draft) == ["weekday_mismatch"]
    for odd in (str(waived.pk), "999999", "٣", "بلا", str(2**70)):
        page = send(desk, change(story), {}, "body", press="_warn_again", value=odd).content.decode()
        assert "عاد التنبيه" not in page and "لا تنبيه كهذا" in page


def test_a_wrong_weekday_is_told_with_the_days_that_may_be_meant():
    said = sentence("weekday_mismatch", "الجمعة 28 نوفمبر", "2026-11-27 / 2026-11-28")
    assert "الجمعة 27 نوفمبر/تشرين الثاني 2026 أو السبت 28 نوفمبر/تشرين الثاني 2026" in said
    story = make.article(published=False, body="<p>وسيعقد المجلس جلسة يوم الجمعة 28 نوفمبر 2026.</p>")
    checks.note(story, on=date(2026, 11, 26))
    assert story.warnings.get(code="weekday_mismatch").hint == "2026-11-27 / 2026-11-28"


@pytest.mark.long
def test_a_correction_of_the_text_ends_its_warning():
    story = make.article(published=False, body=f"<p>وصل الوفد يوم {WRONG_DAY}.</p>")
    desk = client_of("desk")
    send(desk, change(story), {"kicker": "ميناء"}, "body", press="_continue")
    assert story.warnings.get().code == "weekday_mismatch"
    body = "<p>وصل الوفد يوم الأربعاء 1 سبتمبر/أيلول 2021.</p>"
    send(desk, change(story), {"body": body}, "body", press="_continue")
    assert not Article.objects.get(pk=story.pk).warnings.exists()


def piles():
    return {
        str(pile.label): [row.root for row in pile.rows]
        for pile in waiting.piles(member("desk"), timezone.now())
    }
