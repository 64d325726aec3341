"""Known passwords stay on this machine."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from newsroom import checks
from newsroom.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def known():
    user = User(username="desk", is_staff=True)
    user.set_password("newsroom-demo")
    user.has_known_password = True
    user.save()
    return user


@pytest.mark.parametrize(
    ("host", "address", "enters"),
    [
        ("localhost:8000", "127.0.0.1", True),
        ("127.0.0.1", "127.0.0.1", True),
        ("localhost", "192.0.2.7", False),
        ("news.example", "127.0.0.1", False),
    ],
)
def test_a_known_password_works_on_loopback_only(known, settings, host, address, enters):
    settings.ALLOWED_HOSTS = ["*"]
    client = Client(headers={"host": host}, REMOTE_ADDR=address)
    answer = client.post("/admin/login/", {"username": "desk", "password": "newsroom-demo"})
    assert (answer.status_code == 302) is enters


def test_the_check_fails_where_they_meet_wider_hosts(known, settings):
    settings.ALLOWED_HOSTS = settings.LOOPBACK
    assert checks.known_passwords_stay_on_loopback(None) == []
    settings.ALLOWED_HOSTS = ["news.example"]
    [error] = checks.known_passwords_stay_on_loopback(None)
    assert (error.id, "desk" in error.msg) == ("newsroom.E001", True)
    known.set_password("another one")
    known.save()
    assert checks.known_passwords_stay_on_loopback(None) == []


def test_usernames_are_ascii():
    with pytest.raises(ValidationError):
        User(username="аdmin", password="x").full_clean()  # the first letter is Cyrillic


def test_a_form_that_was_opened_before_the_login_says_what_to_do_in_the_houses_words():
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "desk"})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "تعذّر استلام النموذج" in page
    assert "معظم المتصفحات تُبقي ما كتبته" in page  # Firefox does not: the desk's pages are not to be stored
