"""What readers see at once is the desk's to write, whatever form it is typed into."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Citation, Contributor, Correction, Occasion, Source
from people.models import Organization, Position, Tenure
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db


def renamed(organization, role="reporter"):
    """Whether somebody may rename it, by the form as it was open to the desk."""
    address = f"/admin/people/organization/{organization.pk}/change/"
    form = form_of(client_of("desk").get(address), "name") | {"name": "اسم من محرر", "_save": "1"}
    client_of(role).post(address, form)
    return Organization.objects.get(pk=organization.pk).name == "اسم من محرر"


def of_a_position(organization):
    speaker = make.person()
    make.tenure(speaker)
    Position.objects.update(organization=organization)
    make.quote(make.article(), speaker)


def the_host(organization):
    quote = make.quote(make.article(), make.person())
    quote.occasion = Occasion.objects.create(title="مؤتمر", host=organization)
    quote.save()
    other = make.quote(make.article("ثانٍ"), make.person("هند القاضي"))
    other.occasion = quote.occasion
    other.save()


def the_whole(organization):
    make.quote(make.article(), make.organization("فرع", parent=organization))


def of_a_source(organization):
    source = Source.objects.create(name="صدى", organization=organization)
    Citation.objects.create(article=make.article(), source=source, title="تقرير")


def who_replied(organization):
    corrected = {
        "kind": "reply",
        "text": "رد",
        "issued_at": timezone.now(),
        "received_on": timezone.localdate(),
    }
    Correction.objects.create(article=make.article(), organization=organization, **corrected)


@pytest.mark.parametrize(
    "seen",
    [
        of_a_position,
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in (the_host, the_whole, of_a_source, who_replied)
        ),
    ],
)
def test_a_reporter_renames_no_organization_that_readers_read_of(seen):
    organization = make.organization()
    seen(organization)
    assert not renamed(organization)
    assert renamed(organization, "desk")


@pytest.mark.long
def test_what_somebody_without_a_page_is_stands_beside_his_words_too():
    speaker = make.person("شاهد", is_public_figure=False)
    tenure = make.tenure(speaker)
    make.quote(make.article(), speaker)
    for row, name in ((tenure, "start"), (tenure.position, "title")):
        address = f"/admin/people/{row._meta.model_name}/{row.pk}/change/"
        form = form_of(client_of("desk").get(address), name) | {name: "2001"}
        assert client_of("reporter").post(address, form).status_code == 403


@pytest.mark.long
def test_a_reporter_renames_nobody_who_replied_and_no_occasion_in_the_chain_of_a_quote():
    person, occasion = make.person("هند القاضي"), Occasion.objects.create(title="مؤتمر")
    corrected = {
        "kind": "reply",
        "text": "رد",
        "issued_at": timezone.now(),
        "received_on": timezone.localdate(),
    }
    Correction.objects.create(article=make.article(), person=person, **corrected)
    make.quote(make.article(), make.person()).attributions.create(occasion=occasion, order=0)
    for row, name in ((person, "name"), (occasion, "title")):
        address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
        form = form_of(client_of("desk").get(address), name) | {name: "اسم من محرر"}
        assert client_of("reporter").post(address, form).status_code == 403


@pytest.mark.long
def test_what_nobody_reads_of_is_open_to_reporters():
    assert renamed(make.organization())


def test_a_reporter_ties_no_name_to_an_account():
    typed = {"name": "كاتب جديد", "user": str(member("chief").pk)}
    send(client_of("reporter"), "/admin/articles/contributor/add/", {"name": "كاتب جديد"} | typed, "name")
    assert Contributor.objects.get().user is None
    send(client_of("desk"), "/admin/articles/contributor/add/", typed | {"name": "آخر"}, "name")
    assert Contributor.objects.get(name="آخر").user == member("chief")


def test_what_readers_would_see_at_once_is_an_error_of_the_form():
    speaker = make.person()
    make.quote(make.article(), speaker)
    tenure = make.tenure(make.person("هند القاضي"))
    typed = {"person": str(speaker.pk), "position": str(tenure.position_id), "start": "2020"}
    answer = send(client_of("reporter"), "/admin/people/tenure/add/", typed, "start")
    assert answer.status_code == 200 and "يراه القراء فور حفظه أو" in answer.content.decode()
    assert form_of(answer, "start")["start"] == "2020" and Tenure.objects.get() == tenure


@pytest.mark.long
def test_so_is_a_citation_of_a_public_story():
    typed = {
        "article": str(make.article().pk),
        "source": str(Source.objects.create(name="صدى").pk),
        "title": "تقرير",
    }
    answer = send(client_of("reporter"), "/admin/articles/citation/add/", typed, "title")
    assert "يراه القراء فور حفظه أو" in answer.content.decode() and not Citation.objects.exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("model", "typed"),
    quick(
        2,
        [
            ("articles/occasion", {"title": "مؤتمر صحفي"}),
            ("people/position", {"title": "مدير الميناء"}),
            ("people/person", {"name": "هند الجابري"}),
            ("people/organization", {"name": "هيئة الموانئ"}),
            ("articles/source", {"name": "صدى الساحل"}),
            ("articles/contributor", {"name": "ليان المرجاني"}),
        ],
    ),
)
def test_a_reporter_adds_what_no_reader_knows_yet(model, typed):
    make.quote(make.article(), make.person())  # whose speaker has no position, and which has no occasion
    answer = send(client_of("reporter"), f"/admin/{model}/add/", typed, next(iter(typed)))
    assert "أُضيف" in answer.content.decode()


@pytest.mark.long
@pytest.mark.parametrize("expires", [None, timedelta(days=9)])
def test_what_a_scheduled_story_will_show_is_the_desks_already(expires):
    """What the desk has approved goes out by itself as the desk has read it."""
    soon = timezone.now() + timedelta(days=1)
    speaker, photo = make.person(), make.photo()
    story = make.article(at=soon, lead_photo=photo, expire_at=expires and soon + expires)
    make.quote(story, speaker)
    other = make.photo()
    make.article(published=False, lead_photo=other)
    for row, typed in (
        (speaker, {"biography": "سيرة"}),
        (photo, {"credit": "غيره"}),
        (other, {"credit": "غيره"}),
    ):
        address = f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"
        name = next(iter(typed))
        # To a reporter the first two are closed; he could send their forms all the same.
        form = form_of(client_of("reporter" if row == other else "desk").get(address), name) | typed
        client_of("reporter").post(address, form)
        assert (getattr(type(row).objects.get(pk=row.pk), name) == typed[name]) == (row == other)


def test_no_form_leads_to_a_page_that_is_not_there():
    row = make.person("سالم الراسي")
    address = f"/admin/people/person/{row.pk}/change/"
    assert "/admin/r/" not in client_of("desk").get(address).content.decode()
    make.quote(make.article(), row)
    assert "/admin/r/" in client_of("desk").get(address).content.decode()


@pytest.mark.long
def test_a_page_asks_once_whether_readers_see_its_row():
    organization = make.organization()
    address = f"/admin/people/organization/{organization.pk}/change/"
    asked = {}
    for role in ("desk", "reporter"):
        client = client_of(role)
        client.get(address)
        with CaptureQueriesContext(connection) as asked[role]:
            client.get(address)
    assert len(asked["reporter"]) <= len(asked["desk"]) + 6


@pytest.mark.long
def test_a_reporter_places_an_organization_under_a_public_one():
    public, mine = make.organization(), make.organization("مديرية الأرصفة")
    make.quote(make.article(), public)
    reporter = client_of("reporter")
    send(
        reporter,
        "/admin/people/organization/add/",
        {"name": "مديرية جديدة", "parent": str(public.pk)},
        "name",
    )
    assert Organization.objects.get(name="مديرية جديدة").parent == public
    page = f"/admin/people/organization/{mine.pk}/change/"
    send(reporter, page, {"parent": str(public.pk)}, "name")
    assert Organization.objects.get(pk=mine.pk).parent == public


@pytest.mark.long
def test_what_is_deleted_from_a_list_goes_as_from_its_own_page():
    story, speaker = make.article(published=False), make.person()
    tenure = make.tenure(speaker)
    story.quotes.update(person=speaker)
    type(story).objects.filter(pk=story.pk).update(state="ready")
    chosen = {"action": "delete_selected", "_selected_action": [tenure.pk], "post": "yes"}
    client_of("reporter").post("/admin/people/tenure/", chosen)
    assert not Tenure.objects.exists()
    story.refresh_from_db()
    assert story.state == "at_desk"
