"""Bad input at the desk: a sentence that says what to do, and nothing half-saved."""

import pytest
from django.contrib.admin import site
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles import workflow
from articles.models import Article, Attribution, Occasion
from people.models import Person, Tenure
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of
from tests.ways import quick

pytestmark = pytest.mark.django_db


def change(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def said(response):
    return (
        " ".join(str(message) for message in get_messages(response.wsgi_request)) + response.content.decode()
    )


def test_a_stale_form_saves_nothing_and_loses_nothing():
    story = make.article(published=False)
    first, second = client_of("desk"), client_of("chief")
    data = form_of(first.get(change(story)), "body")
    send(second, change(story), {"headline": "حفظه الثاني"}, "body", press="_continue")
    answer = first.post(change(story), data | {"headline": "كتبه الأول", "_continue": "1"})
    story.refresh_from_db()
    assert story.headline == "حفظه الثاني"
    again = form_of(answer, "body")
    assert again["headline"] == "كتبه الأول"
    assert 'class="conflict"' in answer.content.decode()


@pytest.mark.long
def test_a_stale_form_of_a_public_story_meets_the_draft_somebody_opened():
    story = make.article()
    first, second = client_of("desk"), client_of("chief")
    data = form_of(first.get(change(story)), "body")
    send(second, change(story), {"headline": "مسودة الثاني"}, "body", press="_continue")
    first.post(change(story), data | {"headline": "كتبه الأول", "_continue": "1"})
    assert Article.objects.get(draft_of=story).headline == "مسودة الثاني"


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"headline": ""}, "headline"),
        ({"headline": "عنوان \u202eمقلوب"}, "headline"),
        ({"headline": "ط" * 300}, "headline"),
        ({"section": "999999"}, "section"),
        ({"dateline_on": "2021-02-30"}, "dateline_on"),
        ({"dateline_on": "أمس"}, "dateline_on"),
        ({"canonical_url": "javascript:alert(1)"}, "canonical_url"),
        ({"publish_at_0": "2026-11-20", "publish_at_1": "10:00", "expire_at_0": "2026-11-19", "expire_at_1": "10:00"}, "expire_at"),
        ({"body": "<p>" + "ك" * 1_000_001 + "</p>"}, "body"),
    ],
)  # fmt: skip
def test_what_the_form_refuses_it_says_at_the_field(changes, field):
    story = make.article(published=False)
    client = client_of("desk")
    answer = client.post(
        change(story), form_of(client.get(change(story)), "body") | changes | {"_continue": "1"}
    )
    assert answer.status_code == 200
    assert field in answer.context["adminform"].form.errors
    story.refresh_from_db()
    assert (story.headline, story.version_number) == ("الميناء يبقى مفتوحاً", 0)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_moment_at_the_end_of_the_calendar_is_refused_at_its_field(day):
    """In a zone east or west of Greenwich it could not be stored or shown."""
    column = Article._meta.get_field("publish_at")
    field = site._registry[Article].formfield_for_dbfield(column, request=None)
    with pytest.raises(ValidationError, match=day):
        field.clean([day, "00:00"])


def test_nothing_is_saved_as_a_copy():
    story = make.article(published=False)
    send(client_of("chief"), change(story), {"headline": "ثانٍ", "_saveasnew": "1"}, "body")
    assert [one.headline for one in Article.objects.all()] == ["ثانٍ"]


def test_scripts_in_every_field_come_to_nothing():
    client = client_of("desk")
    evil = "<script>alert(1)</script>"
    address = reverse("admin:articles_article_add")
    data = form_of(client.get(address), "body")
    client.post(
        address,
        data
        | {
            "headline": evil,
            "kicker": evil,
            "standfirst": evil,
            "tags": evil,
            "body": f"<p onclick=x>نص</p>{evil}<a href='javascript:x'>ر</a>",
            "_continue": "1",
        },
    )
    story = Article.objects.get()
    assert "script" not in story.body and "onclick" not in story.body and "javascript" not in story.body
    workflow.publish(story, at=make.NOW)
    page = client_of().get(story.get_absolute_url()).content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


@pytest.mark.long
def test_tags_are_split_at_the_arabic_comma():
    story = make.article(published=False)
    send(
        client_of("desk"),
        change(story),
        {"tags": "مجلس الأمن، الأمم المتحدة؛ سلام, سَلام"},
        "body",
        press="_continue",
    )
    assert sorted(story.tags.names()) == ["الأمم المتحدة", "سلام", "مجلس الأمن"]
    assert form_of(client_of("desk").get(change(story)), "body")["tags"].count("،") == 2


def test_a_pasted_row_of_hashtags_is_several_tags():
    story = make.article(published=False)
    send(client_of("desk"), change(story), {"tags": "#مياه #ري #السهل_الأوسط"}, "body", press="_continue")
    assert sorted(story.tags.names()) == ["السهل_الأوسط", "ري", "مياه"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("tags", "sentence"),
    [
        ("ري، " + "مياه السهل " * 10, "هذا الوسم أطول من 90 حرفاً: «مياه السهل مياه"),
        # one letter, in an address eighteen
        pytest.param("\ufdfa" * 30, "هذا الوسم أطول من 90 حرفاً", marks=pytest.mark.long),
        ("، ".join(f"وسم{n}" for n in range(51)), "لا يزيد عدد وسوم المادة على 50، وهنا 51."),
    ],
)
def test_tags_that_no_database_takes_are_refused_in_words(tags, sentence):
    story = make.article(published=False)
    client = client_of("desk")
    for address in (change(story), reverse("admin:articles_article_add")):
        data = form_of(client.get(address), "body") | {"headline": "عنوان", "tags": tags, "_continue": "1"}
        answer = client.post(address, data)
        assert sentence in " ".join(answer.context["adminform"].form.errors["tags"])
    assert Article.objects.get() == story
    assert not story.tags.exists()


@pytest.mark.long
def test_two_long_tags_of_one_address_are_told_apart_in_its_column():
    client, slugs = client_of("desk"), []
    for last in ("وي", "و.ي"):
        story = make.article(published=False)
        send(client, change(story), {"tags": "مياه السهل " * 7 + last}, "body", press="_continue")
        slugs += story.tags.slugs()
    assert [len(slug) for slug in slugs] == [79, 81]


@pytest.mark.long
def test_nobody_sends_more_rows_than_anybody_adds_at_once():
    story, client = make.article(published=False), client_of("desk")
    data = form_of(client.get(change(story)), "body") | {"bylines-TOTAL_FORMS": "99999999", "headline": ""}
    answer = client.post(change(story), data)
    (bylines,) = [
        rows.formset for rows in answer.context["inline_admin_formsets"] if rows.formset.prefix == "bylines"
    ]
    assert len(bylines.forms) == 100
    data |= {"bylines-TOTAL_FORMS": "101"}
    (bylines,) = [
        rows.formset
        for rows in client.post(change(story), data).context["inline_admin_formsets"]
        if rows.formset.prefix == "bylines"
    ]
    assert "أكثر من 100 صف جديد" in " ".join(bylines.non_form_errors())


@pytest.mark.long
@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    quick(
        1,
        [
            ({"kicker": "م" * 130}, "kicker", "النص أطول من الحد: عدد حروفه 130، والحد 120. اختصره."),
            ({"kicker": "م\x00"}, "kicker", "في النص محرف غير مرئي لا يمكن حفظه. احذفه أو اكتب السطر بيدك."),
            ({"bylines-TOTAL_FORMS": ""}, "bylines", "لم تصل الصفحة كاملة. أعد تحميلها ثم احفظ."),
        ],
    ),
)
def test_the_platform_speaks_as_the_house_does(changes, field, sentence):
    story, client = make.article(published=False), client_of("desk")
    answer = client.post(change(story), form_of(client.get(change(story)), "body") | changes)
    rows = {rows.formset.prefix: rows.formset for rows in answer.context["inline_admin_formsets"]}
    if field in rows:
        assert sentence in rows[field].non_form_errors()
    else:
        assert answer.context["adminform"].form.errors[field] == [sentence]


def test_at_a_conference_somebody_speaks_and_not_the_conference():
    quote = make.quote(make.article(), make.person())
    conference = Occasion.objects.create(title="مؤتمر صحفي في الميناء")
    step = Attribution.objects.create(quote=quote, verb="قال", occasion=conference)
    assert str(step) == "في مؤتمر صحفي في الميناء"


def test_two_speakers_on_one_quote_are_refused_in_words():
    story = make.article(published=False)
    quote = make.quote(story, confirmed=False)
    form = reverse("admin:articles_quote_change", args=[quote.pk])
    data = form_of(client_of("desk").get(form), "person")
    answer = client_of("desk").post(form, data | {"unnamed": "مصدر أمني", "_confirm": "1"})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.non_field_errors()
    quote.refresh_from_db()
    assert (quote.unnamed, quote.state) == ("", "proposed")


def test_a_quote_without_a_speaker_is_not_confirmed():
    story = make.article(published=False)
    form = reverse("admin:articles_quote_change", args=[story.quotes.get().pk])
    answer = send(client_of("desk"), form, {"new_speaker": ""}, "person", press="_confirm")
    assert story.quotes.get().state == "proposed"
    assert answer.status_code == 200


def test_a_tenure_that_ends_before_it_begins_is_refused_with_the_person():
    make.tenure(make.person("غيره"))
    position = Tenure.objects.get().position
    client = client_of("desk")
    address = reverse("admin:people_person_add")
    data = form_of(client.get(address), "name") | {
        "name": "سالم", "tenures-TOTAL_FORMS": "1", "tenures-0-position": str(position.pk),
        "tenures-0-start": "2021-09", "tenures-0-end": "2020",
    }  # fmt: skip
    answer = client.post(address, data)
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert not Person.objects.filter(name="سالم").exists()


def test_an_empty_paste_is_refused():
    answer = send(
        client_of("reporter"), reverse("admin:articles_article_import"), {"text": " \u200b\n "}, "text"
    )
    assert not Article.objects.exists()
    assert "errorlist" in answer.content.decode()
