"""That SQLite is told to look at its rows when they have become many."""

import json

import pytest
from django.core.management import call_command
from django.db import connection

from articles import exchange
from newsroom import planner
from tests import make

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL looks by itself"),
]


def known():
    """How many rows SQLite thinks the table of stories has; None where it never looked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'articles_article' LIMIT 1")
        found = cursor.fetchone()
    return found and int(found[0].split()[0])


@pytest.fixture(autouse=True)
def never_looked():
    planner.learn()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")


def test_it_looks_whenever_stories_are_twice_as_many(django_capture_on_commit_callbacks):
    looked = []
    for _ in range(9):
        with django_capture_on_commit_callbacks(execute=True):
            make.article(pk=len(looked) + 1, published=False)
        looked.append(known())
    assert looked == [1, 2, 2, 4, 4, 4, 4, 8, 8]


def test_it_looks_after_many_came_in_at_once():
    lines = [json.dumps({"uid": f"story-{n}", "headline": f"خبر {n}", "body": "نص."}) for n in range(3)]
    exchange.load(lines)
    assert known() == 3


def test_it_looks_after_a_migration():
    make.article()
    call_command("migrate", verbosity=0)
    assert known() == 1
