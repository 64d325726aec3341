"""Of two at one moment the database lets one through; what the other asked is done once more."""

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, OperationalError

from articles import locking
from articles.admin import unsent
from articles.models import Article
from newsroom import roles
from newsroom.desk import again, seen
from people.admin import PersonAdmin
from people.models import Person
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db(transaction=True)


def failing(times, error, does=locking.step, after=False):
    """A function, by default locking.step, that fails so many times before it does its work; or after it."""
    left = [error] * times

    def failed(*given):
        if after:
            does(*given)
        if left:
            raise left.pop()
        return None if after else does(*given)

    return failed


@pytest.mark.long
@pytest.mark.parametrize("late", [True, pytest.param(False, marks=pytest.mark.long)])
@pytest.mark.parametrize("error", [OperationalError("deadlock detected"), IntegrityError("a merge took it")])
def test_a_save_that_lost_is_made_again_once_and_whole(monkeypatch, error, late):
    story, desk = make.article(published=False), client_of("desk")
    address = f"/admin/articles/article/{story.pk}/change/"
    form = form_of(desk.get(address), "headline") | {
        "headline": "عنوان جديد",
        "_note": "ملاحظة",
        "_continue": "1",
    }
    if late:  # when all is said: it is said again, and stands there once
        monkeypatch.setattr(unsent, "keep", failing(again.TRIES - 1, error, unsent.keep, after=True))
    else:
        monkeypatch.setattr(locking, "step", failing(again.TRIES - 1, error))
    page = desk.post(address, form, follow=True)
    assert Article.objects.get().headline == "عنوان جديد" and story.versions.count() == 1
    assert [str(one) for one in page.context["messages"]].count(
        "ما كتبته بجانب الأزرار لم يُستعمل بعد، وهو محفوظ في هذه الصفحة."
    ) == 1


@pytest.mark.long
def test_what_fails_every_time_is_an_error_and_leaves_nothing(monkeypatch):
    story, desk = make.article(published=False), client_of("desk")
    address = f"/admin/articles/article/{story.pk}/change/"
    form = form_of(desk.get(address), "headline") | {"headline": "عنوان جديد", "_continue": "1"}
    monkeypatch.setattr(locking, "step", failing(again.TRIES, OperationalError("deadlock detected")))
    with pytest.raises(OperationalError):
        desk.post(address, form)
    assert Article.objects.get().headline == story.headline and not story.versions.exists()


@pytest.fixture
def comes_out(monkeypatch):
    """A function; from its first call on, readers see every person."""
    seen_by = []
    monkeypatch.setattr(PersonAdmin, "shown", lambda door, obj, now: bool(seen_by))
    return lambda *given: seen_by.append(given) or ()


@pytest.mark.long
def test_what_came_out_while_it_was_saved_is_met_as_it_is_by_now(monkeypatch, comes_out):
    """The second try knows nothing of the first, to which the person was nobody's reading."""
    person, reporter = make.person(), client_of("reporter")
    address = f"/admin/people/person/{person.pk}/change/"
    form = form_of(reporter.get(address), "name") | {"name": "اسم من محرر", "_save": "1"}
    monkeypatch.setattr(seen, "GOES_OUT_WITH", [comes_out])
    answer = reporter.post(address, form)
    assert answer.status_code == 403 and "لم يعد يحق لك تعديل هذا" in answer.content.decode()
    assert "اسم من محرر" in answer.content.decode()
    assert Person.objects.get().name == person.name


def test_what_came_out_while_it_was_deleted_stays(monkeypatch, comes_out):
    person, desk = make.person(), client_of("desk")
    user = member("desk")
    user.user_permissions.add(Permission.objects.get(codename="delete_person"))
    user.groups.set([roles.group_of("reporter")])
    address = f"/admin/people/person/{person.pk}/delete/"
    assert desk.get(address).status_code == 200
    asked = PersonAdmin.get_deleted_objects
    monkeypatch.setattr(PersonAdmin, "get_deleted_objects", lambda *given: comes_out() or asked(*given))
    answer = desk.post(address, {"post": "yes"})
    assert answer.status_code == 403 and Person.objects.get() == person
