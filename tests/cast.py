"""The newsroom's cast: one login for each role, and a client for each."""

from django.test import Client

from newsroom import roles
from newsroom.models import User


def member(role):
    """A user of this role; the same one when asked again."""
    user, made = User.objects.get_or_create(username=role, defaults={"is_staff": True})
    if made:
        user.groups.add(roles.group_of(role))
    return user


def client_of(role=None):
    """A browser in which this role is logged in; nobody for None."""
    client = Client()
    if role:
        client.force_login(member(role))
    return client
