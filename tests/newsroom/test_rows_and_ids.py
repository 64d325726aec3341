"""Rows under a form and ids in a request: what the database would refuse is said, not an error of the server."""

import pytest

from articles.models import Byline, Contributor
from newsroom import roles
from newsroom.models import User
from people.models import PersonName
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db
ODD = ["9" * 30, "\0", "abc", "-1", "²", ""]


def row(number, **fields):
    return {f"names-{number}-{name}": value for name, value in fields.items()}


@pytest.fixture
def page():
    who = make.person()
    address = f"/admin/people/person/{who.pk}/change/"
    client = client_of("desk")
    return who, client, address, form_of(client.get(address), "name")


def said(answer):
    return answer.context["errors"] if answer.status_code == 200 else []


@pytest.mark.long
def test_a_name_that_is_there_already_is_refused_at_its_row(page):
    who, client, address, form = page
    kind = PersonName._meta.get_field("kind").default
    form |= row(0, id="", person=who.pk, name="أبو سالم", kind=kind) | {
        "names-TOTAL_FORMS": "1",
        "_save": "1",
    }
    assert client.post(address, form).status_code == 302
    form["_opened"] = form_of(client.get(address), "name")["_opened"]
    for initial in ("0", "-1"):
        answer = client.post(address, form | {"names-INITIAL_FORMS": initial})
        assert answer.status_code == 200 and "أبو سالم" in answer.content.decode()
        assert said(answer)
    assert who.names.count() == 1


def test_a_name_may_be_deleted_and_given_again_in_one_save(page):
    who, client, address, form = page
    old = PersonName.objects.create(person=who, name="أبو سالم")
    form = form_of(client.get(address), "name")
    form |= {"names-0-DELETE": "on", "names-TOTAL_FORMS": "2", "_save": "1"}
    form |= row(1, id="", person=who.pk, name="أبو سالم", kind=old.kind)
    assert client.post(address, form).status_code == 302
    assert [name.pk == old.pk for name in who.names.all()] == [False]


def test_two_rows_that_say_the_same_are_told_in_arabic(page):
    who, client, address, form = page
    kind = PersonName._meta.get_field("kind").default
    form |= {"names-TOTAL_FORMS": "2", "_save": "1"}
    for number in (0, 1):
        form |= row(number, id="", person=who.pk, name="أبو سالم", kind=kind)
    answer = client.post(address, form).content.decode()
    assert "في صفّين القيمة نفسها: الاسم. أبقِ أحدهما." in answer
    assert not who.names.exists()


@pytest.mark.long
def test_a_byline_sent_twice_is_refused_at_its_row():
    story = make.article(published=False)
    writer = Contributor.objects.create(name="ليان المرجاني")
    Byline.objects.create(article=story, contributor=writer)
    client, address = client_of("desk"), f"/admin/articles/article/{story.pk}/change/"
    form = form_of(client.get(address), "headline")
    form |= {"bylines-INITIAL_FORMS": "0", "bylines-0-id": "", "_save": "1"}
    answer = client.post(address, form)
    assert answer.status_code == 200 and said(answer)
    assert story.bylines.count() == 1


@pytest.mark.parametrize(
    "model", quick(1, ["photos/photo", "articles/article", "outgoing/receiver", "newsroom/user"])
)
def test_odd_ids_choose_nothing_in_a_list(model):
    client = client_of("administrator")
    data = {"action": "delete_selected", "_selected_action": ODD}
    assert client.post(f"/admin/{model}/", data, follow=True).status_code == 200


def test_odd_ids_in_the_address_of_a_list_are_refused():
    client = client_of("chief")
    for asked in ("person__id__exact=AND", f"person__id__exact={2**63}", "person__id__exact=1,2"):
        assert client.get(f"/admin/articles/quote/?{asked}").status_code == 400
    assert client.get("/admin/articles/quote/?person__id__exact=7").status_code == 200


def test_odd_roles_are_no_choice():
    member("reporter")
    client = client_of("administrator")
    address = f"/admin/newsroom/user/{User.objects.get(username='reporter').pk}/change/"
    form = form_of(client.get(address), "username")
    for odd in ODD[:3]:
        answer = client.post(address, form | {"groups": [odd]})
        assert answer.status_code == 200 and said(answer)


def test_odd_permissions_are_no_choice_either():
    client = client_of("administrator")
    role = roles.group_of("reporter")
    address = f"/admin/auth/group/{role.pk}/change/"
    form, before = form_of(client.get(address), "name"), {*role.permissions.all()}
    for odd in ("9" * 20, *ODD[1:3]):
        answer = client.post(address, form | {"permissions": [odd]})
        assert answer.status_code == 200 and said(answer)
    assert {*role.permissions.all()} == before
    first, *others = form["permissions"]
    assert client.post(address, form | {"permissions": others}).status_code == 302
    assert {str(permission.pk) for permission in before - {*role.permissions.all()}} == {first}, (
        "no other is lost"
    )
