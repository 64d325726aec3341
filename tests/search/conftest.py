"""A shelf of notes: an index of our own over a plain model, so the room is tested without the house."""

import datetime
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.models import Redirect
from newsroom.search import Index
from newsroom.search.find import search
from newsroom.search.index import REGISTRY
from newsroom.search.refresh import refresh

NOW = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@dataclass
class Note:
    title: str
    body: str = ""
    names: tuple = ()
    on: datetime.date | None = None
    window: tuple | None = (None, None)
    public: bool = True
    facets: dict = field(default_factory=dict)


class Notes(Index):
    model, label = Redirect, "Notes"

    def __init__(self, kind):
        self.kind = kind
        self.notes = {}  # pk -> Note

    def queryset(self):
        return Redirect.objects.filter(new_path=f"/{self.kind}")

    def public(self, now):
        return self.queryset().filter(pk__in=[pk for pk, note in self.notes.items() if note.public])

    def title(self, row):
        return self.notes[row.pk].title

    def names(self, row):
        return self.notes[row.pk].names

    def body(self, row):
        return self.notes[row.pk].body

    def date(self, row):
        return self.notes[row.pk].on

    def facets(self, row):
        return self.notes[row.pk].facets

    def window(self, row):
        return self.notes[row.pk].window

    def uid(self, row):
        return row.old_path.removeprefix("/")

    def put(self, title, body="", uid=None, **rest):
        """A new note in the index; returns its row."""
        uid = uid or f"{self.kind}-{len(self.notes) + 1}"
        row = Redirect.objects.create(old_path=f"/{uid}", new_path=f"/{self.kind}")
        self.notes[row.pk] = Note(title, body, **rest)
        refresh([row])
        return row

    def put_many(self, notes):
        """Many notes that are not yet in the index; returns their rows."""
        first = len(self.notes) + 1
        rows = Redirect.objects.bulk_create(
            Redirect(old_path=f"/{self.kind}-{number}", new_path=f"/{self.kind}")
            for number in range(first, first + len(notes))
        )
        self.notes |= {row.pk: note for row, note in zip(rows, notes, strict=True)}
        return rows


@pytest.fixture
def note(db):
    """The index of kind "note"; for this test, with "card", the only ones there are."""
    shelves = {kind: Notes(kind) for kind in ("note", "card")}
    with mock.patch.dict(REGISTRY, shelves, clear=True):
        yield shelves["note"]


@pytest.fixture
def card(note):
    """A second kind beside the notes."""
    return REGISTRY["card"]


@pytest.fixture
def found():
    """found("a query") -> the uids of the hits, best first."""

    def uids(query, now=NOW, **options):
        return [hit.uid for hit in search(query, now=now, **options).hits]

    return uids


@pytest.fixture
def writes():
    """writes() collects the statements that change something."""

    @contextmanager
    def collected():
        statements = []
        with CaptureQueriesContext(connection) as queries:
            yield statements
        statements += [
            query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")
        ]

    return collected
