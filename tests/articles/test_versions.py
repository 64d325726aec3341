"""Every save that changed something is a version; any two can be compared, any one brought back."""

import re

import pytest
from django.core.exceptions import ValidationError

from articles import history, holding, locking, workflow
from articles.models import Article, Citation, Quote, Section, Source
from tests import make
from tests.browser import send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db


def page(story):
    return f"/admin/articles/article/{story.pk}/versions/"


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def written(*bodies, published=False):
    story = make.article(body=f"<p>{bodies[0]}</p>", published=published)
    for body in bodies:
        row = Article.objects.get(pk=story.pk)
        row.body = f"<p>{body}</p>"
        row.save()
        history.keep(row, member("desk"))
    return Article.objects.get(pk=story.pk)


def test_two_versions_stand_as_one_text_with_what_came_and_went():
    story = written("الجسر مغلق اليوم.", "الجسر مفتوح اليوم.")
    text = client_of("desk").get(page(story)).content.decode()
    assert "الجسر <del>مغلق</del><ins>مفتوح</ins> اليوم." in text
    assert "desk" in text


@pytest.mark.parametrize("asked", ["before=1&after=3", "before=3&after=1"])
def test_any_two_can_be_chosen_and_the_older_stands_first(asked):
    story = written("أولى.", "ثانية.", "ثالثة.")
    text = client_of("desk").get(f"{page(story)}?{asked}").content.decode()
    assert "<del>أولى.</del><ins>ثالثة.</ins>" in text


@pytest.mark.parametrize(
    "asked", quick(1, ["before=x&after=99999999999999", "before=&after=", "page=0", "before=77&after=78"])
)
def test_an_odd_choice_shows_the_last_two(asked):
    story = written("أولى.", "ثانية.")
    assert "<ins>ثانية.</ins>" in client_of("desk").get(f"{page(story)}?{asked}").content.decode()


@pytest.mark.long
def test_a_version_comes_back_and_what_stood_there_is_kept():
    story = written("أولى.", "ثانية.")
    answer = send(client_of("desk"), page(story), {}, "restore", press="restore", value="1")
    story.refresh_from_db()
    assert story.body == "<p>أولى.</p>"
    assert [version.number for version in story.versions.all()] == [3, 2, 1]
    assert "النسخة 1" in answer.content.decode()


def test_a_published_story_comes_back_in_its_draft_and_readers_see_nothing():
    story = make.article(body="<p>أولى.</p>")
    draft = workflow.draft_for(story)
    draft.body = "<p>ثانية.</p>"
    draft.save()
    story = workflow.publish_draft(draft, member("desk"))
    send(client_of("desk"), page(story), {}, "restore", press="restore", value="1")
    story.refresh_from_db()
    assert story.body == "<p>ثانية.</p>"
    assert story.draft.body == "<p>أولى.</p>"


@pytest.mark.long
def test_of_a_withdrawn_story_the_draft_that_is_open_becomes_what_the_version_said():
    story = make.article(body="<p>أولى.</p>")
    draft = workflow.draft_for(story)
    draft.body = "<p>خطرة.</p>"
    draft.save()
    workflow.move(story, "withdraw")
    chief = client_of("chief")
    html = chief.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert "لا يرون الآن شيئاً" in html and "يرى القراء النص المنشور" not in html
    assert html.count('value="publish"') == 1
    assert "منشورة ولها مسودة" not in chief.get("/admin/articles/article/").content.decode()
    assert "لا يرون الآن شيئاً" in chief.get(f"/preview/{story.pk}/").content.decode()
    send(chief, page(story), {}, "restore", press="restore", value="1")
    draft.refresh_from_db()
    assert draft.body == "<p>أولى.</p>"


@pytest.mark.long
def test_a_version_that_says_what_stands_there_changes_nothing():
    story = written("أولى.")
    Article.objects.filter(pk=story.pk).update(state="ready")
    answer = send(client_of("reporter"), page(story), {}, "restore", press="restore", value="1")
    assert "فلم يتغير شيء" in answer.content.decode()
    assert (Article.objects.get(pk=story.pk).state, story.versions.count()) == ("ready", 1)


def test_a_form_opened_before_the_restoration_is_stale():
    story = written("أولى.", "ثانية.")
    seen = story.version_number
    history.restore(story, story.versions.get(number=1))
    assert Article.objects.get(pk=story.pk).version_number > seen


def test_a_version_whose_section_is_gone_says_so_and_changes_nothing():
    story = make.article(section=make.section("أرشيف", "archive"), published=False)
    kept = history.keep(story)
    story.section = make.section()
    story.save()
    Section.objects.get(slug="archive").delete()
    before = story.versions.count()
    with pytest.raises(ValidationError):
        history.restore(story, kept)
    answer = send(client_of("desk"), page(story), {}, "restore", press="restore", value=str(kept.number))
    assert "أرشيف" in answer.content.decode()
    assert story.versions.count() == before
    assert not Section.objects.filter(slug="archive").exists()


@pytest.mark.parametrize("number", quick(1, ["", "x", "99", "9" * 40]))
def test_a_version_that_is_not_there_changes_nothing(number):
    story = written("أولى.")
    assert client_of("desk").post(page(story), {"restore": number}, follow=True).status_code == 200
    assert story.versions.count() == 1


def test_a_draft_is_discarded_and_its_words_stay_as_a_version():
    story = make.article(body="<p>أولى.</p>")
    draft = workflow.draft_for(story)
    draft.body = "<p>ثانية.</p>"
    draft.save()
    send(client_of("desk"), change(story), {}, "headline", press="_discard")
    assert not Article.objects.filter(draft_of=story).exists()
    assert "ثانية." in story.versions.first().content["body"]
    story.refresh_from_db()
    assert story.body == "<p>أولى.</p>"


@pytest.mark.long
def test_a_cosmetic_edit_leaves_the_moment_of_the_last_update():
    story = make.article(body="<p>أولى.</p>")
    for cosmetic, moved in (({"_cosmetic": "1"}, False), ({}, True)):
        draft = workflow.draft_for(story)
        draft.body += "<p>زيادة.</p>"
        draft.save()
        send(client_of("desk"), change(story), cosmetic, "headline", press="_move", value="publish")
        story.refresh_from_db()
        assert story.body.endswith("<p>زيادة.</p>")
        assert (story.updated_at is not None) == moved


def test_readers_and_strangers_have_no_versions(client):
    story = written("أولى.")
    assert client.get(page(story)).status_code == 302
    assert client_of("desk").get("/admin/articles/article/999999/versions/").status_code == 404


@pytest.mark.long
@pytest.mark.parametrize("stands", ["public", "held", "withdrawn"])
def test_a_version_brings_nothing_to_readers_that_its_restorer_may_not_show_them(client, stands):
    story, source = make.article(), Source.objects.create(name="وكالة الساحل")
    quote = make.quote(story, make.person("خالد الراسي"))
    Citation.objects.create(article=story, source=source, title="بيان سُحب")
    number = history.keep(story, member("desk")).number
    right = make.person("سالم الكيلاني")
    Quote.objects.filter(pk=quote.pk).update(person=right)
    Citation.objects.all().delete()
    Article.objects.filter(pk=story.pk).update(kicker="كُتب بعدها")
    history.keep(Article.objects.get(pk=story.pk), member("desk"))
    if stands == "held":
        holding.hold(story, member("desk"), "شكوى")
    elif stands == "withdrawn":
        workflow.move(story, "withdraw", member("chief"))
    restored(story, "reporter", number)
    assert not Citation.objects.exists()
    row = Article.objects.get(pk=story.pk).edited
    assert bool(row.draft_of_id) == (stands != "withdrawn")
    assert (row.quotes.get().person, row.quotes.get().state) == (right, "confirmed")


@pytest.mark.long
def test_words_that_come_back_keep_who_said_them():
    story = make.article()
    number = story.versions.first().number if story.versions.exists() else history.keep(story).number
    quote = make.quote(story)  # confirmed since
    press = send(
        client_of("desk"), change(story), {"body": "<p>أفسده أحدهم.</p>"}, "headline", press="_continue"
    )
    assert press.status_code == 200 and story.edited.quotes.get().state == "orphan"
    restored(story, "desk", number)
    draft = story.edited
    assert (draft.quotes.get().state, draft.quotes.get().person) == ("confirmed", quote.person)
    workflow.publish_draft(draft, member("desk"))
    assert Quote.objects.get(pk=quote.pk).state == "confirmed"


@pytest.mark.long
def test_a_quote_that_a_reporter_brings_back_waits_to_be_confirmed():
    story = make.article()
    make.quote(story)
    number = history.keep(story, member("desk")).number
    draft = workflow.draft_for(story)
    draft.body = "<p>بلا اقتباس.</p>"
    draft.save()
    draft.quotes.all().delete()
    restored(story, "reporter", number)
    assert story.edited.quotes.get().state == "proposed"
    draft.quotes.all().delete()
    restored(story, "desk", number)
    assert story.edited.quotes.get().state == "confirmed"


@pytest.mark.parametrize("published", [True, pytest.param(False, marks=pytest.mark.long)])
def test_a_version_that_differs_only_in_who_said_it_says_that_this_stays_and_begins_no_draft(published):
    story = make.article(published=published)
    quote = make.quote(story)
    number = history.keep(story, member("desk")).number
    Quote.objects.filter(pk=quote.pk).update(person=make.person("سالم الكيلاني"))
    history.keep(Article.objects.get(pk=story.pk), member("desk"))
    stood = story.versions.count(), locking.number(story)
    said = restored(story, "desk", number, follow=True).content.decode()
    assert "نسبة الأقوال" in said and not Article.objects.filter(draft_of=story).exists()
    assert (story.versions.count(), locking.number(story)) == stood


def restored(story, role, number, **how):
    seen = {"restore": number, "seen_version": locking.number(story)}
    return client_of(role).post(page(story), seen, **how)


@pytest.mark.long
def test_who_said_what_and_when_is_kept_with_each_save_of_a_quote():
    story = make.article()
    quote = make.quote(story)
    history.keep(story, member("desk"))
    form, desk = f"/admin/articles/quote/{quote.pk}/change/", client_of("desk")
    for day in ("2026-11-18", "2026-11-19"):
        send(desk, form, {"said_on_0": day, "said_on": day}, "position_as_printed")
    send(desk, form, {}, "position_as_printed")  # changed nothing
    kept = [version.content["quotes"][0]["said_on"] for version in story.versions.all()[:2]]
    assert kept == ["2026-11-19", "2026-11-18"] and story.versions.first().saved_by == member("desk")


@pytest.mark.long
def test_a_quote_that_is_confirmed_over_an_open_draft_leaves_the_draft_the_last_version():
    story = make.article()
    quote = make.quote(story, confirmed=False)
    send(client_of("reporter"), change(story), {"headline": "عنوان المسودة"}, "headline", press="_continue")
    address = f"/admin/articles/quote/{quote.pk}/change/"
    send(client_of("desk"), address, {}, "position_as_printed", press="_confirm")
    last = story.versions.first().content
    assert (last["headline"], last["quotes"][0]["state"]) == ("عنوان المسودة", "confirmed")
    assert Quote.objects.get(pk=quote.pk).state == "confirmed"


def test_what_stayed_between_two_changes_is_folded_and_counted():
    stayed = [f"فقرة {number}." for number in range(12)]
    body = "</p><p>".join
    story = written(
        body(["الجسر مغلق اليوم.", *stayed, "انتهى العمل.", "بقيت هذه."]),
        body(["الجسر مفتوح اليوم.", *stayed, "بدأ العمل.", "بقيت هذه."]),
    )
    text = client_of("desk").get(page(story)).content.decode()
    shown, folded = (
        re.sub(r"<details.*?</details>", "", text, flags=re.S),
        re.findall(r"<details class=\"diff-same\">.*?</details>", text, re.S),
    )
    assert len(folded) == 1 and "… 12 فقرة لم تتغير" in folded[0]
    assert [line in folded[0] for line in stayed] == [True] * 12
    assert "<del>مغلق</del>" in shown and "<del>انتهى</del>" in shown
    assert "بقيت هذه." in shown, "one alone takes no more room than its fold"


def test_a_paragraph_of_which_only_a_link_differs_is_not_folded():
    link = '<a href="https://news.example/">ثالثة</a>.'
    story = written(
        "أولى.</p><p>ثانية.</p><p>ثالثة.</p><p>رابعة.</p><p>خامسة.",
        f"أولى.</p><p>ثانية.</p><p>{link}</p><p>رابعة.</p><p>خامسة.",
    )
    text = client_of("desk").get(page(story)).content.decode()
    folded = re.findall(r"<details class=\"diff-same\">.*?</details>", text, re.S)
    assert ["فقرتان لم تتغيرا" in one for one in folded] == [True, True]
    assert "ثالثة." not in "".join(folded) and "ثالثة." in text
