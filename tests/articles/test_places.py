"""The places that stories are about: the list itself, the form, what goes out and comes in."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from articles import exchange, history, workflow
from articles.models import Article, Place
from articles.snapshot import snapshot
from newsroom.desk.saved.models import SavedView
from newsroom.merging.absorbing import merge
from newsroom.merging.undoing import unmerge
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db

FORM = "admin:articles_place_change"


def place(name, parent=None, **fields):
    return Place.objects.create(name=name, parent=parent, **fields)


def country():
    """A country, a region in it, a city in that."""
    land = place("بلاد الريحان", code="XA")
    region = place("ولاية الساقية", land, code="XA-01")
    return land, region, place("الزعفرانية", region, latin_name="Zafaraniya")


# The list


@pytest.mark.parametrize(
    ("typed", "stored"), [("sy", "SY"), (" sy-di ", "SY-DI"), ("DZ-١٦", "DZ-16"), ("xk", "XK"), ("", None)]
)
def test_a_code_is_kept_as_the_standard_writes_it(typed, stored):
    row = Place(name="مكان", code=typed)
    row.full_clean()
    row.save()
    row.refresh_from_db()
    assert row.code == stored


@pytest.mark.parametrize("typed", quick(2, ["S", "SYR", "JJ", "SY_DI", "SY-", "سو", "12"]))
def test_what_is_no_code_is_refused_with_what_to_write(typed):
    with pytest.raises(ValidationError) as refused:
        Place(name="مكان", code=typed).full_clean()
    assert [*refused.value.message_dict] == ["code"]
    page = client_of("desk").post(reverse("admin:articles_place_add"), {"name": "مكان", "code": "JJ"})
    assert "SY-DI" in page.context["adminform"].form.errors["code"][0] and not Place.objects.exists()


def test_a_code_is_borne_once_and_many_have_none():
    place("بلاد الريحان", code="XA")
    place("قرية"), place("أخرى")
    with pytest.raises(ValidationError) as refused:
        Place(name="بلاد أخرى", code="xa").full_clean()
    assert "code" in refused.value.message_dict


def test_no_place_lies_within_itself_nor_deeper_than_five_levels():
    land, region, city = country()
    for pk, parent in ((land.pk, land), (land.pk, city), (region.pk, city)):
        row = Place.objects.get(pk=pk)
        row.parent = parent
        with pytest.raises(ValidationError):
            row.clean()
    quarter = place("حي المنارة", city)
    street = place("سوق النحاسين", quarter)
    with pytest.raises(ValidationError):
        Place(name="دكان", parent=street).clean()
    world = place("الساحل الشرقي")
    land = Place.objects.get(pk=land.pk)
    land.parent = world
    with pytest.raises(ValidationError):
        land.clean()  # for what is within it
    street.delete()
    land.clean()


def test_a_chooser_finds_a_place_half_typed_in_any_spelling_and_says_what_it_lies_in():
    _land, _region, city = country()
    place("الزعفرانية", place("بلاد النعناع"))
    city.names.create(name="تلّ الزعفران", kind="former")
    asked = {"app_label": "articles", "model_name": "article", "field_name": "places"}
    for typed, count in (
        ("زعفراني", 2),
        ("الزعفرانيه", 2),
        ("تل الزعف", 1),
        ("zafar", 1),
        ("xa-0", 1),
        ("ريحان", 1),
    ):
        found = client_of("reporter").get(reverse("admin:autocomplete"), asked | {"term": typed})
        assert len(found.json()["results"]) == count, typed
    texts = {
        row["text"]
        for row in client_of("desk")
        .get(reverse("admin:autocomplete"), asked | {"term": "زعفرانية"})
        .json()["results"]
    }
    assert texts == {"الزعفرانية (ولاية الساقية)", "الزعفرانية (بلاد النعناع)"}


def test_two_that_are_one_are_merged_with_what_lies_in_them_and_parted_again():
    land, region, _city = country()
    twin = place("ولاية الساقيه", land)
    village = place("عين الجرة", twin)
    story, both = make.article("خبر", published=False), make.article("آخر", published=False)
    story.places.add(twin)
    both.places.add(twin, region)
    made = merge(region, twin)
    village.refresh_from_db()
    assert (village.parent, [*story.places.all()], [*both.places.all()]) == (region, [region], [region])
    assert region.names.get().name == "ولاية الساقيه"
    unmerge(made)
    assert [*story.places.all()] == [twin] and both.places.count() == 2


def test_a_merge_takes_over_a_code_but_moves_no_place_elsewhere():
    *_, city = country()
    kept = place("الزعفرانية الكبرى")
    city.code = "XA-09"
    city.save()
    merge(kept, city)
    kept.refresh_from_db()
    assert (kept.code, kept.parent, kept.latin_name) == ("XA-09", None, "Zafaraniya")


@pytest.mark.long
def test_a_merge_that_would_put_a_place_within_itself_is_refused():
    land, region, city = country()
    desk = client_of("chief")
    for inner, outer in ((city, land), (region, land), (city, region)):
        reason = f"«{inner.name}» مكان يقع داخل «{outer.name}»"
        with pytest.raises(ValidationError, match=reason):
            merge(inner, outer)
        asked = {"ids": [inner.pk, outer.pk], "winner": inner.pk}
        page = desk.get("/admin/articles/place/merge/", asked).content.decode()
        assert reason in page and ">دمج<" not in page, "said before it is tried"
        page = desk.post("/admin/articles/place/merge/", asked, follow=True).content.decode()
        assert reason in page
    assert Place.objects.count() == 3
    merge(land, region)  # what lies in a place may turn out to be the place itself
    city.refresh_from_db()
    assert city.parent == land


def test_what_two_places_share_is_called_by_its_name_before_and_after_their_merge():
    kept, double = place("ميناء الزعفران"), place("مينا الزعفران")
    make.article("خبر", published=False).places.add(kept, double)
    make.article("آخر", published=False).places.add(double)
    asked = {"ids": [kept.pk, double.pk], "winner": kept.pk}
    page = client_of("chief").get("/admin/articles/place/merge/", asked)
    [plan] = page.context["plans"]
    assert [(str(what), n) for what, n in plan.folded] == [("المواد", 1)]
    made = merge(kept, double)
    page = client_of("chief").get(f"/admin/merging/merge/{made.pk}/change/").content.decode()
    assert "<li>المواد: 1</li>" in page


# The story's form


@pytest.mark.long
def test_a_story_names_its_places_and_a_published_one_in_its_draft_first():
    land, region, city = country()
    desk, story = client_of("desk"), make.article(published=False)
    page = reverse("admin:articles_article_change", args=[story.pk])
    send(desk, page, {"places": [city.pk, land.pk]}, "body")
    assert {*story.places.all()} == {city, land}
    workflow.publish(story, at=make.NOW)
    send(desk, page, {"places": [region.pk]}, "body")
    assert {*story.places.all()} == {city, land}, "readers see it with the publication"
    draft = Article.objects.get(draft_of=story)
    assert [*draft.places.all()] == [region]
    shown = desk.get(page).content.decode()
    assert f'<option value="{region.pk}" selected>{region}</option>' in shown
    workflow.publish_draft(draft)
    assert [*story.places.all()] == [region]
    send(desk, page, {"places": []}, "body")
    workflow.publish_draft(Article.objects.get(draft_of=story))
    assert not story.places.exists()


@pytest.mark.long
def test_two_editors_who_choose_places_see_their_names():
    land, _region, city = country()
    desk, story = client_of("desk"), make.article(published=False)
    page = reverse("admin:articles_article_change", args=[story.pk])
    seen = form_of(desk.get(page), "body")
    desk.post(page, seen | {"places": [city.pk], "_save": "1"})
    answer = desk.post(page, seen | {"places": [land.pk], "_save": "1"})
    assert answer.status_code == 409
    [clash] = answer.context["conflict"].clashes
    assert {"الزعفرانية", "بلاد", "الريحان"} <= {
        word for line in clash.paragraphs for piece in line for word in piece.text.split()
    }
    assert [*story.places.all()] == [city]


def test_an_old_version_brings_its_places_back_also_one_that_is_gone():
    _land, region, city = country()
    story = make.article(published=False)
    story.places.add(region, city)
    kept = history.keep(story)
    story.places.clear()
    history.keep(story)
    city.delete()
    page = client_of("desk").get(reverse("admin:articles_article_versions", args=[story.pk])).content.decode()
    assert ">الزعفرانية</del>" in page and ">ولاية الساقية</del>" in page
    history.restore(story, kept)
    assert [row.name for row in story.places.all()] == ["الزعفرانية", "ولاية الساقية"]
    assert snapshot(story)["places"] == kept.content["places"]


def test_a_place_in_use_is_told_where_and_not_deleted():
    _land, region, city = country()
    story = make.article()
    story.places.add(city)
    desk = client_of("desk")
    for row in (region, city):
        [use] = desk.get(reverse(FORM, args=[row.pk])).context["uses"]
        assert desk.get(use.address).context["cl"].result_count == use.count == 1
        assert desk.get(reverse("admin:articles_place_delete", args=[row.pk])).context["protected"]


def test_a_story_is_deleted_without_a_word_of_its_places_which_stay():
    *_, city = country()
    story = make.article(published=False, state="spiked")
    story.places.add(city)
    chief, page = client_of("chief"), reverse("admin:articles_article_delete", args=[story.pk])
    asked = chief.get(page)
    assert "places" not in str(asked.context["deleted_objects"]) + str(asked.context["model_count"])
    chief.post(page, form_of(asked, "post"))
    assert not Article.objects.exists() and Place.objects.count() == 3


# Going out and coming in

LINE = {
    "uid": "s-1", "headline": "خبر", "body": "نص.", "published_at": "2026-11-18T09:00:00+03:00",
    "places": [
        {
            "uid": "pl-zafar", "name": "الزعفرانية", "latin_name": "Zafaraniya",
            "names": [{"name": "تل الزعفران", "kind": "former"}],
            "parent": {"uid": "pl-saqia", "name": "ولاية الساقية", "code": "xa-01", "parent": {"code": "XA", "name": "بلاد الريحان"}},
        },
        {"code": "XA"},
    ],
}  # fmt: skip


def load(*lines):
    return exchange.load([json.dumps(line, ensure_ascii=False) for line in lines])


PLAIN = {"uid": "s-2", "headline": "آخر", "body": "نص.", "places": [{"name": "الزعفرانية"}]}


def test_places_come_in_with_what_they_lie_in_and_go_out_to_the_same_bytes():
    assert load(LINE).refused == []
    city = Place.objects.get(uid="pl-zafar")
    assert [row.code for row in city.above] == ["XA-01", "XA"]
    assert city.names.get().name == "تل الزعفران"
    assert {*Article.objects.get().places.all()} == {city, city.above[-1]}
    assert load(LINE).unchanged == 1
    first = [*exchange.dump()]
    assert exchange.load(first).unchanged == 1
    Article.objects.all().delete()
    while Place.objects.exists():
        Place.objects.filter(children=None).delete()
    assert exchange.load(first).created == 1
    assert [*exchange.dump()] == first


@pytest.mark.long
@pytest.mark.parametrize(
    "named",
    [{"uid": "pl-zafar"}, {"slug": "الزعفرانية"}, {"slug": "تل-الزعفران"}, {"name": "الزعفرانيه"}, {"uid": "elsewhere-7", "code": "XA-01"}],
)  # fmt: skip
@pytest.mark.parametrize("beside", [(), ({"uid": "s-9", "headline": "ثالث", "body": "نص."},)])
def test_a_place_that_is_here_is_known_by_its_uid_its_code_or_its_name(named, beside):
    load(LINE)
    assert load({**PLAIN, "places": [named]}, *beside).refused == []
    assert Place.objects.count() == 3
    assert Article.objects.get(uid="s-2").places.get().uid in ("pl-zafar", "pl-saqia")


def test_a_line_without_places_leaves_them_and_an_empty_list_takes_them_away():
    load(LINE)
    without = {name: value for name, value in LINE.items() if name != "places"}
    assert load(without | {"headline": "غيره"}).updated == 1
    assert Article.objects.get().places.count() == 2
    assert load(without | {"places": []}).updated == 1
    assert not Article.objects.get().places.exists()


DEEP = {"name": "ا"}
for _level in range(5):
    DEEP = {"name": f"ا{_level}", "parent": DEEP}


@pytest.mark.long
@pytest.mark.parametrize(
    ("places", "reason"),
    [
        ("الزعفرانية", "places must be a list"),
        (["الزعفرانية"], "needs uid, code, slug or name"),
        ([{"latin_name": "X"}], "needs uid, code, slug or name"),
        ([{"uid": "nowhere"}], "There is no place 'nowhere'"),
        ([{"code": "XA-99"}], "There is no place 'XA-99'"),
        ([{"name": "قرية", "code": "SYR"}], "none of ISO 3166"),
        ([{"name": "قرية", "code": 7}], "code of a place must be text"),
        ([{"name": "قرية", "uid": "../x"}], "may hold only"),
        ([{"name": "قر\u202eية"}], "bidi control"),
        ([{"name": "ق" * 201}], "at most 200"),
        ([{"name": "قرية", "names": ["أخرى"]}], "names of a place is a list"),
        ([{"name": "قرية", "names": [{"name": "أخرى", "kind": "x"}]}], "kind 'x' is unknown"),
        ([{"name": "قرية", "parent": "بلاد"}], "needs uid, code, slug or name"),
        ([{"name": "قرية", "parent": {"uid": "nowhere"}}], "There is no place 'nowhere'"),
        ([DEEP], "lies in at most 4"),
        ([{"name": "توأم"}], "more than one place 'توأم'"),
    ],
)  # fmt: skip
def test_bad_places_are_refused_with_the_number_of_their_line(places, reason):
    place("توأم"), place("توأم")
    report = load(
        {**PLAIN, "uid": "good", "places": []},
        {**PLAIN, "places": places},
        {**PLAIN, "uid": "good-2", "places": []},
    )
    assert report.created == 2
    [(number, said)] = report.refused
    assert number == 2 and reason in said
    assert Place.objects.count() == 2, "nothing half-saved"


# The list of stories


@pytest.mark.long
def test_the_list_of_stories_is_narrowed_to_a_place_and_what_lies_in_it():
    land, _region, city = country()
    told, other = make.article("عن المدينة"), make.article("مسودة", published=False)
    told.places.add(city)
    other.places.add(land)
    make.article("عن غيرها")
    desk, page = client_of("desk"), reverse("admin:articles_article_changelist")

    def listed(**asked):
        return {str(row) for row in desk.get(page, asked).context["cl"].result_list}

    assert listed(place=land.pk) == {"عن المدينة", "مسودة"}
    assert listed(place=city.pk) == listed(place=land.pk, state__exact="published") == {"عن المدينة"}
    for nothing in (10**30, "x", land.pk + 99, "\0"):
        assert listed(place=nothing) == set()
    shown = desk.get(page, {"place": city.pk, "state__exact": "published", "p": "1"}).content.decode()
    assert f'<option value="{city.pk}" selected>{city}</option>' in shown and "select2" in shown
    assert '<input type="hidden" name="state__exact" value="published">' in shown
    assert '<input type="hidden" name="p"' not in shown


def test_a_view_of_a_place_is_saved_and_says_when_the_place_is_gone():
    *_, city = country()
    desk = client_of("desk")
    page = reverse("admin:articles_article_changelist")
    view = SavedView.objects.create(
        model="articles.article", name="الزعفرانية", query=f"place={city.pk}", owner=member("desk")
    )
    assert desk.get(page, {"place": city.pk}).context["cl"].shelf.present == view
    assert not desk.get(page, {"place": city.pk}).context["cl"].shelf.lacking
    city.delete()
    assert desk.get(page, {"place": view.query.partition("=")[2]}).context["cl"].shelf.lacking == "المكان"
