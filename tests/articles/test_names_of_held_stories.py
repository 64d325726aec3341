"""Of a story that is held while readers see it nothing changes for them, the names that it takes from other rows neither."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from articles import correcting, holding
from articles.by_name import SHOWN, held_story_of
from articles.models import (
    Article,
    Attribution,
    Byline,
    Citation,
    Contributor,
    Correction,
    Occasion,
    Place,
    Quote,
    Section,
    Source,
)
from newsroom.desk.seen import SeenByReaders
from newsroom.merging.absorbing import merge
from newsroom.merging.models import Merge
from newsroom.merging.undoing import unmerge
from people.models import Organization, Person, Position, Tenure
from tests import make
from tests.browser import send
from tests.cast import client_of, member
from tests.worlds import shared

pytestmark = pytest.mark.django_db
HELD = "ميناء تحت المراجعة"


def make_world():
    """A public story that is held, and that names somebody or something in every way there is."""
    story = make.article(HELD, at=timezone.now() - timedelta(hours=3))
    speaker = make.person("خالد الراسي", gender="m")
    Position.objects.create(title="مدير الميناء", title_feminine="مديرة الميناء")
    on, chain = Occasion.objects.create(title="مؤتمر الميناء"), Occasion.objects.create(title="جلسة البلدية")
    quote = make.quote(
        story, speaker, occasion=on, tenure=make.tenure(speaker), on_behalf_of=make.organization("الهيئة")
    )
    quote.co_speakers.add(make.person("نادر الكيلاني"))
    paper, agency = (Source.objects.create(name=name) for name in ("البيان", "صدى الساحل"))
    via = ({"source": agency}, {"person": make.person("ليان")}, {"occasion": chain},
           {"organization": make.organization("البلدية")})  # fmt: skip
    for order, step in enumerate(via):
        Attribution.objects.create(quote=quote, order=order, verb="نقل", **step)
    Citation.objects.create(article=story, source=paper, title="تقرير")
    Byline.objects.create(article=story, contributor=Contributor.objects.create(name="هالة"))
    story.places.add(Place.objects.create(name="النخلة", parent=Place.objects.create(name="الساحل")))
    story.tags.add("موانئ")
    for who in ({"person": make.person("زياد")}, {"organization": make.organization("النقابة")}):
        reply = {"kind": "reply", "text": "رد", "issued_at": timezone.now() - timedelta(hours=1)}
        correcting.save(Correction(article=story, **reply, **who))
    holding.hold(Article.objects.get(pk=story.pk), member("desk"), "ينظر المحامي في شكوى")
    return Article.objects.get(pk=story.pk)


stored, held = shared(make_world)


def seen(client, story):
    """What readers read on the page of the story and on that of its statement."""
    pages = [story.get_absolute_url(), *(quote.get_absolute_url() for quote in story.quotes.all())]
    return [(answer.status_code, answer.content) for answer in map(client.get, pages)]


def form(row, name="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk])


def text(answer):
    return re.sub(r"<[^>]+>", "", answer.content.decode())


NAMED = [
    (Person, "خالد الراسي", "name"),
    (Person, "خالد الراسي", "gender"),
    (Person, "خالد الراسي", "is_public_figure"),
    (Person, "نادر الكيلاني", "name"),
    (Person, "ليان", "name"),
    (Person, "زياد", "name"),
    (Organization, "الهيئة", "name"),
    (Organization, "البلدية", "name"),
    (Organization, "النقابة", "name"),
    (Source, "البيان", "name"),
    (Source, "البيان", "kind"),
    (Source, "صدى الساحل", "name"),
    (Contributor, "هالة", "name"),
    (Place, "النخلة", "name"),
    (Place, "الساحل", "name"),
    (Section, "اقتصاد", "name"),
    (Tag, "موانئ", "name"),
    (Occasion, "مؤتمر الميناء", "title"),
    (Occasion, "جلسة البلدية", "title"),
    (Position, "مدير الميناء", "title"),
]


def the(model, name):
    return model.objects.get(**{"title" if model in (Position, Occasion) else "name": name})


@pytest.mark.parametrize(
    ("model", "name", "field"), [NAMED[0], *(pytest.param(*one, marks=pytest.mark.long) for one in NAMED[1:])]
)
def test_what_a_held_story_says_by_name_is_not_renamed(held, client, model, name, field):
    row, before = the(model, name), seen(client, held)
    was = getattr(row, field)
    new = {"gender": "f", "kind": "agency", "is_public_figure": False}.get(field, "غيره تماماً")
    answer = send(
        client_of("chief"), form(row), {field: new or ""}, "name" if hasattr(row, "name") else "title"
    )
    row.refresh_from_db()
    assert getattr(row, field) == was and seen(client, held) == before
    assert f"«{HELD}»، ولا يتغيّر منها شيء أمامهم حتى يُرفع الإيقاف" in text(answer)
    assert form(held) in answer.content.decode()
    # Without the hold readers would have read it.
    holding.lift(held, member("chief"))
    send(client_of("chief"), form(row), {field: new or ""}, "name" if hasattr(row, "name") else "title")
    row.refresh_from_db()
    assert getattr(row, field) == new and seen(client, held) != before


@pytest.mark.long
def test_what_a_held_story_does_not_say_of_its_people_may_change(held, client):
    before = seen(client, held)
    for row, fields in (
        (the(Person, "خالد الراسي"), {"biography": "ولد في الساحل.", "latin_name": "Khalid"}),
        (the(Source, "البيان"), {"description": "صحيفة يومية."}),
        (the(Contributor, "هالة"), {"biography": "تكتب في الاقتصاد."}),
        (make.person("نادر الكيلاني"), {"name": "نادر آخر"}),
    ):
        send(client_of("desk"), form(row), fields, "name")
        row.refresh_from_db()
        assert {name: getattr(row, name) for name in fields} == fields
    assert seen(client, held) == before


def test_a_name_beside_words_that_nobody_confirmed_is_not_held():
    story, speaker = make.article(), make.person("خالد الراسي")
    make.quote(story, speaker, confirmed=False)
    holding.hold(story, member("desk"), "دعوى")
    send(client_of("desk"), form(speaker), {"name": "خالد آخر"}, "name")
    speaker.refresh_from_db()
    assert speaker.name == "خالد آخر"


def test_no_kind_of_row_that_readers_see_is_forgotten():
    seen_by_readers = {one.model for one in admin.site._registry.values() if isinstance(one, SeenByReaders)}
    assert seen_by_readers - {Citation} <= {*SHOWN}, "a citation is asked about its own story"


# The post of a speaker


def in_its_form(tenure):
    fields = {"position": str(Position.objects.create(title="وزير").pk)}
    return send(client_of("desk"), form(tenure), fields, "start")


def under_the_person(**fields):
    def act(tenure):
        new = fields or {"position": str(Position.objects.create(title="وزير").pk)}
        changes = {f"tenures-0-{name}": value for name, value in new.items()}
        return send(client_of("desk"), form(tenure.person), changes, "name")

    return act


POSTS = [in_its_form, under_the_person()]  # that it is not deleted: tests/people/test_tenures_in_use.py


@pytest.mark.long
@pytest.mark.parametrize("act", POSTS)
def test_a_speaker_s_post_stays_beside_his_words(held, client, act):
    before, tenure = seen(client, held), Tenure.objects.get()
    assert "مدير الميناء" in before[0][1].decode()
    assert f"«{HELD}»، ولا يتغيّر منها شيء" in text(act(tenure))
    assert Tenure.objects.get().position == tenure.position and seen(client, held) == before
    # Since when he holds it the story does not say.
    send(client_of("desk"), form(tenure.person), {"tenures-0-start": "2021"}, "name")
    assert Tenure.objects.get().start == "2021" and seen(client, held) == before


# Merging


MERGED = [
    (model, name) for model, name, field in NAMED
    if field == "name" and model not in (Section, Tag)
]  # fmt: skip


def pressed(winner, loser):
    """The press of «merge», as anybody can send it."""
    address = reverse(f"admin:{winner._meta.app_label}_{winner._meta.model_name}_merge")
    data = {"ids": [winner.pk, loser.pk], "winner": winner.pk}
    return client_of("chief").post(address, data, follow=True)


@pytest.mark.parametrize(
    ("model", "name"), [MERGED[0], *(pytest.param(*one, marks=pytest.mark.long) for one in MERGED[1:])]
)
def test_whom_a_held_story_names_becomes_nobody_else(held, client, model, name):
    loser, winner, before = the(model, name), model.objects.create(name="غيره"), seen(client, held)
    answer = pressed(winner, loser)
    assert f"لا يُدمج «{loser}» في «غيره» الآن" in text(answer) and form(held) in answer.content.decode()
    assert not Merge.objects.exists() and seen(client, held) == before
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_merge")
    page = client_of("chief").get(address, {"ids": [winner.pk, loser.pk], "winner": winner.pk})
    assert "لا يُدمج" in text(page) and not page.context["may_be_done"]
    holding.lift(held, member("chief"))
    pressed(winner, loser)
    assert Merge.objects.exists() and seen(client, held) != before


def test_whom_a_held_story_names_takes_in_others_but_nothing_that_it_shows(held, client):
    speaker, before = the(Person, "خالد الراسي"), seen(client, held)
    merge(speaker, make.person("خالد الراسى", biography="ولد في الساحل."))
    assert seen(client, held) == before
    Person.objects.filter(pk=speaker.pk).update(gender="")
    with pytest.raises(ValidationError, match="لا يُدمج"):
        merge(speaker, make.person("خالد الراصي", gender="f"))


@pytest.mark.long
def test_of_two_who_speak_or_sign_together_neither_goes(held, client):
    first, second = the(Person, "خالد الراسي"), the(Person, "نادر الكيلاني")
    before = seen(client, held)
    for winner, loser in ((first, second), (second, first)):
        with pytest.raises(ValidationError):
            merge(winner, loser)
    assert seen(client, held) == before


# Taking a merge back


def taken_back(done):
    address = reverse("admin:merging_merge_undo", args=[done.pk])
    return client_of("chief").post(address, follow=True)


def a_speaker(story):
    loser = make.person("خالد آخر")
    make.quote(story, loser)
    return make.person("خالد الراسي"), loser


def a_co_speaker(story):
    """Who stood beside himself once the two were one."""
    winner, loser = make.person("خالد الراسي"), make.person("خالد آخر")
    make.quote(story, winner).co_speakers.add(loser)
    return winner, loser


def a_signer(story):
    loser = Contributor.objects.create(name="هلا")
    story.bylines.create(contributor=loser)
    return Contributor.objects.create(name="هالة"), loser


def two_signers(story):
    winner, loser = (Contributor.objects.create(name=name) for name in ("هالة", "هلا"))
    for one in (winner, loser):
        story.bylines.create(contributor=one)
    return winner, loser


def a_place(story):
    loser = Place.objects.create(name="النخله")
    story.places.add(loser)
    return Place.objects.create(name="النخلة"), loser


def what_a_place_lies_in(story):
    loser = Place.objects.create(name="الساحل الشرقي")
    story.places.add(Place.objects.create(name="النخلة", parent=loser))
    return Place.objects.create(name="الساحل"), loser


def a_source(story):
    loser = Source.objects.create(name="صحيفة البيان")
    story.citations.create(source=loser, title="تقرير")
    return Source.objects.create(name="البيان"), loser


def who_replied(story):
    loser = make.organization("نقابة العمال")
    reply = {"kind": "reply", "text": "رد", "issued_at": timezone.now() - timedelta(hours=1)}
    correcting.save(Correction(article=story, organization=loser, **reply))
    return make.organization("النقابة"), loser


def which_title(story):
    """What the winner took over decides how his post is called."""
    winner, loser = make.person("رنيم", gender=""), make.person("رنيم صالح", gender="f")
    held = make.tenure(winner)
    Position.objects.filter(pk=held.position_id).update(title_feminine="مديرة الميناء")
    make.quote(story, winner, tenure=held)
    return winner, loser


ONE = [
    a_speaker,
    a_co_speaker,
    a_signer,
    two_signers,
    a_place,
    what_a_place_lies_in,
    a_source,
    who_replied,
    which_title,
]


@pytest.mark.long
@pytest.mark.parametrize("two", [ONE[0], *(pytest.param(one, marks=pytest.mark.long) for one in ONE[1:])])
def test_nobody_returns_to_a_held_story_when_a_merge_is_taken_back(client, two):
    story = make.article(HELD)
    done = merge(*two(story))
    story = Article.objects.get(pk=story.pk)
    holding.hold(story, member("desk"), "دعوى")
    before = seen(client, story)
    answer = taken_back(done)
    assert "لا يمكن التراجع عن هذا الدمج الآن" in text(answer) and form(story) in answer.content.decode()
    done.refresh_from_db()
    assert done.undone_at is None and seen(client, story) == before
    holding.lift(story, member("chief"))
    taken_back(done)
    done.refresh_from_db()
    assert done.undone_at and seen(client, story) != before


def test_a_merge_that_moved_nothing_in_the_held_story_is_taken_back(held, client):
    speaker, other = the(Person, "خالد الراسي"), make.person("خالد آخر")
    make.quote(make.article("مادة أخرى"), other)
    before = seen(client, held)
    unmerge(merge(speaker, other))
    assert Quote.objects.filter(person=other).exists() and seen(client, held) == before


@pytest.mark.parametrize("stories", [1, pytest.param(4, marks=pytest.mark.long)])
def test_what_is_held_is_asked_alike_of_somebody_in_one_story_and_in_many(
    held, stories, django_assert_num_queries
):
    speaker = make.person("رنيم")
    for _ in range(stories):
        make.quote(make.article(), speaker)
    with django_assert_num_queries(
        6
    ):  # whether any is held, and the five ways by which stories name a person
        assert held_story_of(speaker) is None
    holding.lift(held, member("chief"))
    with django_assert_num_queries(1):
        assert held_story_of(speaker) is None
