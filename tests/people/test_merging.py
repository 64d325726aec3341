"""Two rows become one and two again: nothing that pointed to the one is lost, nothing printed changes."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import connection

from articles import history, workflow
from articles.models import Byline, Citation, Contributor, Quote, Source
from newsroom.changes.models import Change
from newsroom.merging.absorbing import merge
from newsroom.merging.models import Merge
from newsroom.merging.relations import label, pointing_at
from newsroom.merging.undoing import unmerge
from people.models import Organization, Person, Tenure
from tests import make

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def everything():
    """Every row of the house's own data, for comparing before and after."""
    left_out = {"merging", "search", "changes", "sessions", "admin", "contenttypes", "auth"}
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in left_out
    ]
    return {
        model._meta.label: sorted(model._base_manager.values_list(*[f.attname for f in model._meta.concrete_fields]), key=str)
        for model in models
    }  # fmt: skip


def foreign_keys_to(model):
    """What the schema says, asked of every model, those without a way back included."""
    return {
        label(field)
        for other in apps.get_models(include_auto_created=True)
        for field in other._meta.concrete_fields
        if field.is_relation and field.related_model is model
    }


@pytest.mark.parametrize("model", [Person, Organization, Source, Contributor, Tenure])
def test_no_relation_is_forgotten(model):
    assert {label(field) for field in pointing_at(model)} == foreign_keys_to(model)


def on_top(client, query):
    return [hit.object for _, hit in client.get("/search/", {"q": query}).context["best"]]


def two_people():
    """A minister whom the newsroom knows twice, and all that hangs on either."""
    kept = make.person("سالم الراسي", latin_name="")
    double = make.person("سالم الراسّي المرسى", latin_name="Salem al-Rasi", biography="ربّان سابق.")
    for who in (kept, double):
        who.names.create(name="أبو نادر")
    double.names.create(name="الربّان")
    one = make.tenure(kept, start="2021", first_cited="2022", last_cited="2022")
    other = make.tenure(double, end="2025", first_cited="2021", last_cited="2023")
    make.tenure(double, title="وزير النقل", start="2025")
    first = make.quote(make.article(at=PAST), kept, tenure=one)
    second = make.quote(make.article("مادة ثانية", at=PAST), double, tenure=other)
    second.co_speakers.add(kept)
    first.co_speakers.add(make.person("هدى البحري"), double)
    second.attributions.create(person=double, order=0)
    return kept, double, first, second


@pytest.mark.long
def test_everything_moves_and_comes_back(client):
    kept, double, first, second = two_people()
    printed = second.speaker_as_printed, second.position_as_printed
    before, old = everything(), double.get_absolute_url()
    made = merge(kept, double)
    connection.check_constraints()
    assert not Person.objects.filter(pk=double.pk).exists()
    for field in pointing_at(Person):
        assert not field.model._base_manager.filter(**{field.attname: double.pk}).exists(), field
    kept.refresh_from_db()
    assert (kept.latin_name, kept.biography) == ("Salem al-Rasi", "ربّان سابق.")
    assert {name.name for name in kept.names.all()} == {"أبو نادر", "الربّان", "سالم الراسّي المرسى"}
    one, other = kept.tenures.order_by("pk")  # the same post told twice is one, with both its ends
    assert (one.start, one.end, one.first_cited, one.last_cited) == ("2021", "2025", "2021", "2023")
    assert other.label == "وزير النقل"
    second.refresh_from_db()
    assert (second.person, second.tenure) == (kept, one)
    assert (second.speaker_as_printed, second.position_as_printed) == printed
    assert [*second.co_speakers.all()] == []  # nobody speaks beside himself
    assert [person.name for person in first.co_speakers.all()] == ["هدى البحري"]
    # The old address leads on, whatever stands behind it; search and caches know.
    for rest in ("", "feed/"):
        answer = client.get(old + rest)
        assert (answer.status_code, answer.url) == (301, kept.get_absolute_url() + rest)
    assert on_top(client, "الراسّي المرسى") == [kept]
    told = set(Change.objects.values_list("key", flat=True))
    assert {f"person:{kept.pk}", f"person:{double.pk}", f"article:{second.article_id}", "home"} <= told

    assert unmerge(made) == []
    connection.check_constraints()
    assert everything() == before
    assert client.get(old).status_code == 200
    assert on_top(client, "Salem al-Rasi") == [double]
    with pytest.raises(ValidationError):
        unmerge(made)


@pytest.mark.long
def test_taking_back_leaves_what_was_given_to_others_since_and_says_so():
    kept, double, _, second = two_people()
    made = merge(kept, double)
    Quote.objects.filter(pk=second.pk).update(person=make.person("غيرهما"), tenure=None)
    Person.objects.filter(pk=kept.pk).update(biography="كُتبت بعد الدمج.")
    stayed = unmerge(made)
    assert len(stayed) == 4  # the quote's speaker, its tenure, the biography, who spoke beside that speaker
    kept.refresh_from_db()
    assert kept.biography == "كُتبت بعد الدمج." and kept.latin_name == ""
    assert Quote.objects.get(pk=second.pk).person.name == "غيرهما"


@pytest.mark.long
def test_merges_on_merges_lead_to_the_last_and_are_taken_back_from_the_last(client):
    first, second, third = make.person("أوّل"), make.person("ثانٍ"), make.person("ثالث")
    make.quote(make.article(at=PAST), first)
    one = merge(second, first)
    two = merge(third, second)
    assert client.get(first.get_absolute_url()).url == third.get_absolute_url()
    with pytest.raises(ValidationError, match=str(two)):
        unmerge(one)
    unmerge(two), unmerge(one)
    assert Quote.objects.get().person == first


def test_what_later_merges_built_upon_is_taken_back_after_them():
    port, harbour = make.organization("ميناء"), make.organization("المرفأ")
    papers = [
        Source.objects.create(name=name, domains=f"{name}.example", organization=port) for name in "abc"
    ]
    before = everything()
    of_port = merge(harbour, port)
    one, two = merge(papers[0], papers[1]), merge(papers[0], papers[2])
    with pytest.raises(ValidationError, match=str(two)):
        unmerge(one)  # both widened the same domains
    unmerge(of_port)  # this one is of other rows, two of which are not there now
    unmerge(two), unmerge(one)
    assert everything() == before


def test_an_address_leads_to_nobody_whom_readers_may_not_see(client):
    hidden, double = make.person("مكتوم", is_public_figure=False), make.person("مضاعف")
    make.quote(make.article(at=PAST), double)
    merge(hidden, double)
    assert client.get(double.get_absolute_url()).status_code == 404
    assert client.get(f"/people/{10**30}/x/").status_code == 404


@pytest.mark.long
def test_old_versions_and_lines_that_name_the_loser_mean_the_winner():
    kept, double, _, second = two_people()
    story, writer, twin = (
        second.article,
        Contributor.objects.create(name="كاتب"),
        Contributor.objects.create(name="الكاتب"),
    )
    for order, who in enumerate((writer, twin)):
        Byline.objects.create(article=story, contributor=who, order=order)
    paper, copy = (Source.objects.create(name=name, domains=f"{name}.example") for name in ("a", "b"))
    Citation.objects.create(article=story, source=copy)
    version = history.keep(story)
    merge(kept, double), merge(writer, twin), merge(paper, copy)
    paper.refresh_from_db()
    assert paper.domains == "a.example, b.example" and paper.names.get().name == "b"
    story.headline = "عنوان آخر"
    story.save()
    history.restore(story, version)
    assert [line.contributor for line in story.bylines.all()] == [writer]
    assert story.quotes.get().person == kept
    assert Person.objects.filter(name=double.name).count() == Source.objects.filter(name="b").count() == 0
    assert workflow.draft_for(story).quotes.get().person == kept


@pytest.mark.long
def test_a_name_that_readers_never_saw_is_not_shown_to_them(client):
    kept, hidden = make.person("سالم الراسي"), make.person("شاهد مكتوم")
    make.quote(make.article(at=PAST), kept)
    make.quote(make.article(published=False), hidden)
    merge(kept, hidden)
    assert kept.names.get().name == "شاهد مكتوم"
    assert "شاهد مكتوم" not in client.get(kept.get_absolute_url()).content.decode()


def test_an_organization_is_never_a_part_of_itself():
    top = make.organization("وزارة")
    middle = make.organization("مديرية", parent=top)
    bottom = make.organization("قسم", parent=middle)
    with pytest.raises(ValidationError):
        merge(bottom, top)  # the directorate would hang under what hangs under it
    assert Merge.objects.count() == 0 and Organization.objects.count() == 3
    made = merge(middle, top)
    middle.refresh_from_db()
    assert middle.parent is None
    unmerge(made)
    middle.refresh_from_db()
    assert middle.parent == top
    with pytest.raises(ValidationError):
        merge(middle, middle)
