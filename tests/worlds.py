"""A world that all tests of a module share: stored once, and what a test changes in it is undone."""

import copy

import pytest
from django.db import transaction


def shared(build):
    """Two fixtures, to be named in the module: the world as `build()` stores it, and what a test gets of it.

    `stored, world = shared(make_world)` gives each test its own copy of what `make_world` returned; the
    rows stand in a transaction around those of the tests. Not for tests that need `transaction=True`.
    """

    @pytest.fixture(scope="module")
    def stored(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            built = build()
            yield built
            transaction.set_rollback(True)

    @pytest.fixture
    def world(stored, db):
        return copy.deepcopy(stored)

    return stored, world
