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


def limited(*sections):
    """A desk editor of these sections alone; the same one when asked again."""
    user, made = User.objects.get_or_create(username="limited", defaults={"is_staff": True})
    if made:
        user.groups.add(roles.group_of("desk"))
    if sections:
        user.desk_sections.set(sections)
    return user


def client_of(who=None):
    """A browser in which this role, or user, is logged in; nobody for None."""
    client = Client()
    if who:
        client.force_login(member(who) if isinstance(who, str) else who)
    return client
