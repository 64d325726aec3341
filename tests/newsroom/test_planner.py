"""That SQLite is told to look at its rows when they have become many; PostgreSQL looks by itself."""

import json

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import exchange
from tests import make
from tests.ways import quick

pytestmark = pytest.mark.django_db
LOOKS = connection.vendor == "sqlite"


def looked(captured):
    return sum(query["sql"] == "ANALYZE" for query in captured)


def known():
    """How many rows SQLite thinks the table of stories has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT stat FROM sqlite_stat1 WHERE tbl = 'articles_article' LIMIT 1")
        return int(cursor.fetchone()[0].split()[0])


def test_it_looks_whenever_stories_are_twice_as_many(django_capture_on_commit_callbacks):
    seen = []
    for number in range(1, 10):
        with CaptureQueriesContext(connection) as captured, django_capture_on_commit_callbacks(execute=True):
            make.article(pk=number, published=False)
        if looked(captured):
            seen.append(number)
    assert seen == ([1, 2, 4, 8] if LOOKS else [])
    assert not LOOKS or known() == 8


@pytest.mark.parametrize("way", quick(1, ["load", "migrate"]))
def test_it_looks_after_many_came_in_at_once_and_after_a_migration(way):
    make.article()
    lines = [json.dumps({"uid": f"story-{n}", "headline": f"خبر {n}", "body": "نص."}) for n in range(3)]
    with CaptureQueriesContext(connection) as captured:
        exchange.load(lines) if way == "load" else call_command("migrate", verbosity=0)
    assert looked(captured) == LOOKS
