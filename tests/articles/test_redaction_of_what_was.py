"""Removing words for ever from what the story led to once, and from what leads to it."""

from urllib.parse import quote

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from taggit.models import Tag

from articles import history, locking, redaction
from articles.models import Article, Assignment, Citation, Front, Occasion, Place, Source
from newsroom.arabic.redact import Words
from newsroom.merging.absorbing import merge
from newsroom.merging.models import Merge
from newsroom.models import Redirect
from tests import make
from tests.articles.test_redaction_walk import INDEX_FILE, holders
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
NAME = "سالم الراسي"
REASON = "قرار قضائي 12"


def remove(story):
    return redaction.redact(Article.objects.get(pk=story.pk), Words(NAME), "[حُجب]", REASON, member("chief"))


@pytest.mark.long
def test_tags_and_places_that_stood_at_the_story_once_go_where_nobody_uses_them():
    mine, other = make.article(), make.article("أخرى")
    for name in ("قضية", "بيت"):
        mine.tags.add(f"{name} {NAME}")
        mine.places.add(Place.objects.create(name=f"{name} {NAME}"))
    history.keep(mine)
    mine.tags.clear()
    mine.places.clear()
    other.tags.add(f"بيت {NAME}")
    other.places.add(Place.objects.get(name__startswith="بيت"))
    remove(mine)
    for model in (Tag, Place):
        assert [row.name for row in model.objects.all()] == [f"بيت {NAME}"]


@pytest.mark.parametrize("elsewhere", [False, pytest.param(True, marks=pytest.mark.long)])
def test_the_occasion_of_what_it_was_assigned_for(elsewhere):
    mine, occasion = make.article(), Occasion.objects.create(title=f"تكريم {NAME}")
    task = Assignment.objects.create(what="لقاء", occasion=occasion, due=timezone.now(), article=mine)
    if elsewhere:
        Assignment.objects.create(what="تغطية", occasion=occasion, due=timezone.now())
    remove(mine)
    task.refresh_from_db()
    assert task.occasion.title == "تكريم [حُجب]"
    assert Occasion.objects.filter(title__contains=NAME).exists() == elsewhere


@pytest.mark.long
def test_the_log_of_an_assignment_is_older_than_its_story_and_says_its_name():
    desk = client_of("desk")
    due = timezone.now() + timezone.timedelta(days=1)
    typed = {"what": f"تحقيق عن {NAME}", "due_0": f"{due:%Y-%m-%d}", "due_1": "10:00"}
    send(desk, "/admin/articles/assignment/add/", typed, "what")
    mine = make.article()
    Assignment.objects.update(article=mine)
    LogEntry.objects.update(action_time=mine.created_at - timezone.timedelta(days=2))
    assert NAME in desk.get("/admin/").content.decode()
    remove(mine)
    assert NAME not in desk.get("/admin/").content.decode()
    assert [entry.object_repr for entry in LogEntry.objects.all()] == ["تحقيق عن [حُجب]"]


@pytest.mark.long
def test_a_photo_that_only_an_older_version_shows_comes_back_without_the_words(client):
    photo = make.photo(credit=f"تصوير {NAME}", caption=NAME)
    mine = make.article(body=f'<p>نص.</p><figure data-photo="{photo.uid}"></figure>')
    history.keep(mine)
    mine.body = "<p>نص.</p>"
    mine.save()
    history.keep(mine)
    remove(mine)
    photo.refresh_from_db()
    assert (photo.credit, photo.caption) == ("تصوير [حُجب]", "[حُجب]")


@pytest.mark.long
def test_other_stories_lead_to_the_address_as_it_is_then(client):
    mine = make.article(headline=f"رواية {NAME}")
    address = mine.get_absolute_url()
    body = (
        f'<p>اقرأ <a href="{address}">الرواية</a> و<a href="{address}changes/">ما تغيّر فيها</a> و'
        f'<a href="https://paper.example{address}">غيرها</a>.</p>'
    )
    other = make.article("أخرى", body=body)
    history.keep(other)
    number = Article.objects.get(pk=other.pk).version_number
    assert sum(place.where == "رابط في مادة أخرى" for place in redaction.find(mine, Words(NAME))) == 2
    remove(mine)
    mine.refresh_from_db()
    other.refresh_from_db()
    present, stored = mine.get_absolute_url(), f"/articles/{mine.pk}/-/"
    assert present != address and other.version_number > number
    for text in (other.body, other.versions.last().content["body"]):
        assert (text.count(f'"{stored}"'), text.count(f'"{stored}changes/"')) == (1, 1)
        assert text.count(address) == 1, "what another paper calls its page is not ours"
    assert f'"{present}changes/"' in client.get(other.get_absolute_url()).content.decode()
    assert client.get(present).status_code == 200


@pytest.mark.long
def test_what_cites_the_story_or_first_appeared_there_and_links_by_another_of_our_hosts(settings):
    settings.SITE_ADDRESS, settings.ALLOWED_HOSTS = (
        "https://news.example",
        ["news.example", "www.news.example"],
    )
    mine = make.article(headline=f"رواية {NAME}")
    address = mine.get_absolute_url()
    whole = f"https://news.example{address}"
    linked = make.article("رابط", body=f'<p><a href="http://www.news.example{address}">هنا</a>.</p>')
    moved = make.article("مترجمة", origin="translated", canonical_url=whole)
    source = Source.objects.create(name="صحيفتنا")
    cites = Citation.objects.create(article=moved, source=source, url=f"{whole}?page=2")
    paper = Citation.objects.create(article=moved, source=source, url=f"https://paper.example{address}")
    history.keep(moved)
    numbers = [locking.number(story) for story in (linked, moved)]
    assert sum(place.where == "رابط في مادة أخرى" for place in redaction.find(mine, Words(NAME))) == 3
    remove(mine)
    for row in (mine, linked, moved, cites, paper):
        row.refresh_from_db()
    present = f"/articles/{mine.pk}/-/"
    assert f'"http://www.news.example{present}"' in linked.body
    kept = moved.versions.first().content
    for url, citations in (
        (moved.canonical_url, [cites.url, paper.url]),
        (kept["canonical_url"], [one["url"] for one in kept["citations"]]),
    ):
        assert url == f"https://news.example{present}"
        assert citations == [f"{url}?page=2", f"https://paper.example{address}"]
    assert all(locking.number(story) > number for story, number in zip((linked, moved), numbers, strict=True))


def test_addresses_that_moved_in_several_steps():
    mine = make.article(headline=f"رواية {NAME}")
    said = f"/old/{mine.slug}/"
    for old, new in (
        (said, f"{settings.SITE_ADDRESS}/articles/{mine.pk}/x/"),
        (f"/older/{mine.slug}/", said),
        ("/oldest/", f"/older/{quote(mine.slug)}/"),
        ("/elsewhere/", f"https://paper.example/articles/{mine.pk}/{mine.slug}/"),
        ("/plain/", f"/articles/{mine.pk}/x/"),
    ):
        Redirect.objects.create(old_path=old, new_path=new)
    remove(mine)
    assert {row.old_path for row in Redirect.objects.all()} == {"/elsewhere/", "/plain/"}


@pytest.mark.long
def test_names_like_these_are_looked_for_once(django_assert_max_num_queries):
    mine, chief = make.article(body="<p>حضر الراسية وأبو الراسي.</p>"), client_of("chief")
    page = f"/admin/articles/article/{mine.pk}/redact/"
    asked = {"words": "سالم الراسي\nالراسي\nمنصور\nنادر", "by": "…", "reason": "طلب", "_find": "1"}
    chief.post(page, asked)
    with django_assert_max_num_queries(200):
        said = chief.post(page, asked).content.decode()
    assert "وتبقى كما هي" in said and "«<bdi>الراسية</bdi>»" in said


@pytest.mark.long
def test_the_log_of_a_front_keeps_what_it_says_of_other_stories():
    mine, other = make.article(headline=f"{NAME} يغادر"), make.article(headline=f"{NAME} يفتتح الميناء")
    front = Front.objects.create()
    for story in (mine, other):
        front.changes.create(act=f"«{story.headline}» إلى الصدارة")
    remove(mine)
    assert {change.act for change in front.changes.all()} == {
        "«[حُجب] يغادر» إلى الصدارة", f"«{NAME} يفتتح الميناء» إلى الصدارة",
    }  # fmt: skip


@pytest.mark.long
def test_what_was_typed_beside_the_buttons_and_kept_stands_there_without_the_words():
    mine, desk = make.article(published=False), client_of("desk")
    page = f"/admin/articles/article/{mine.pk}/change/"
    kept = {"_note": f"اسألوا {NAME}", "_hold_reason": "رأي المحامي"}
    form = form_of(send(desk, page, kept, "headline", press="_continue"), "headline")
    assert form["_note"] == kept["_note"]
    remove(mine)
    again = form_of(desk.get(page), "headline")
    assert (again["_note"], again["_hold_reason"]) == ("اسألوا [حُجب]", "رأي المحامي")
    # A form of before holds them still: what is typed beside its buttons stands aside, like its fields.
    answer = desk.post(page, form | {"_move": "submit"})
    assert answer.status_code == 409 and form_of(answer, "headline")["_note"] == ""
    assert kept["_note"] in answer.content.decode()
    desk.post(page, form_of(answer, "headline") | {"_move": "submit"})
    assert mine.transitions.get().note == ""


@pytest.mark.long
def test_a_place_of_the_story_goes_with_the_words_and_stays_for_other_stories():
    """As tags do: the newsroom's own list."""
    mine, other = make.article("خبر", published=False), make.article("آخر", published=False)
    bay = Place.objects.create(name="خليج الزبرجدة")
    alley, twin = Place.objects.create(name="زقاق البئر"), Place.objects.create(name="بيت الزبرجدة")
    merge(alley, twin)
    mine.places.add(bay, alley)
    other.places.add(bay)
    history.keep(mine)
    words = Words("الزبرجدة")
    assert "مكان" in {place.where for place in redaction.find(mine, words)}
    redaction.redact(mine, words, "…", "طلب")
    assert not mine.places.exists() and [*other.places.all()] == [bay]
    assert not Place.objects.filter(name="زقاق البئر").exists()
    assert holders("زبرجد") - INDEX_FILE == {
        f"articles_place.{column}" for column in ("name", "key", "surname_key")
    }


@pytest.mark.long
@pytest.mark.parametrize("is_undone", [True, pytest.param(False, marks=pytest.mark.long)])
def test_what_is_told_of_a_merge_that_was_taken_back_goes_too(is_undone):
    mine, other = make.article(published=False), make.person("خالد الأمين")
    quote, desk = make.quote(mine), client_of("chief")
    assert quote.person.name == NAME
    pair = [quote.person, other] if is_undone else [other, quote.person]
    ids = {"ids": [one.pk for one in pair], "winner": pair[1].pk}
    assert desk.post("/admin/people/person/merge/", ids).status_code == 302
    if is_undone:
        assert desk.post(f"/admin/merging/merge/{Merge.objects.get().pk}/undo/").status_code == 302
    remove(mine)
    assert holders(NAME) - INDEX_FILE == set()
