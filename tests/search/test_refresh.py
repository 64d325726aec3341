"""The index follows the rows: in the caller's transaction, only what changed, in few queries."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from newsroom.models import Redirect, User
from newsroom.search import document
from newsroom.search.models import Entry
from newsroom.search.refresh import rebuild, refresh, remove, together
from tests.search.conftest import HOUR, NOW, Note


def test_a_changed_document_is_found_by_its_new_words_only(note, found):
    row = note.put("قمح", uid="it")
    note.notes[row.pk].title = "شعير"
    refresh([row])
    assert found("شعير") == ["it"]
    assert found("قمح") == []


def test_a_changed_document_is_written_under_a_higher_number(note):
    row = note.put("قمح")
    other = note.put("شعير")
    before = Entry.objects.get(object_id=row.pk)
    note.notes[row.pk].body = "نص"
    refresh([row, other])
    assert Entry.objects.get(object_id=row.pk).pk > Entry.objects.get(object_id=other.pk).pk > before.pk


def test_an_unchanged_document_is_left_alone(note, writes):
    row = note.put("قمح", "نص")
    with writes() as statements:
        refresh([row])
    assert statements == []


def test_a_moved_window_writes_no_words(note, found):
    row = note.put("قمح", uid="it")
    number = Entry.objects.get().pk
    note.notes[row.pk].window = (NOW + HOUR, NOW + 2 * HOUR)
    refresh([row])
    assert Entry.objects.get().pk == number
    assert found("قمح") == []
    assert found("قمح", now=NOW + HOUR) == ["it"]


def test_what_may_not_be_found_leaves_the_index(note, found):
    row = note.put("قمح")
    note.notes[row.pk].window = None
    refresh([row])
    assert found("قمح") == []
    assert not Entry.objects.exists()


def test_a_deleted_row_leaves_the_index(note):
    row = note.put("قمح")
    Redirect.objects.filter(pk=row.pk).delete()
    refresh([row])
    assert not Entry.objects.exists()


def test_removed_means_gone(note, found):
    row, stays = note.put("قمح"), note.put("قمح", uid="stays")
    remove("note", [row.pk])
    assert found("قمح") == ["stays"]
    assert stays.pk


def test_words_of_a_removed_document_never_come_back(note, found):
    """The number of an entry is not given a second time, also when it was the highest."""
    row = note.put("قمح")
    remove("note", [row.pk])
    note.put("شعير")
    assert found("قمح") == []


def test_models_without_an_index_are_passed_over(note):
    refresh([User(pk=1, username="reporter")])
    assert not Entry.objects.exists()


def test_the_index_is_part_of_the_callers_transaction(note, found):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        note.put("قمح")
        assert len(found("قمح")) == 1
        raise ZeroDivisionError
    assert found("قمح") == []


def test_the_same_object_twice_is_one_entry(note):
    row = note.put("قمح")
    note.notes[row.pk].title = "شعير"
    refresh([row, row])
    assert Entry.objects.count() == 1


def test_a_batch_costs_as_many_queries_as_one(note):
    def cost(count):
        rows = note.put_many([Note(f"قمح {number}") for number in range(count)])
        with CaptureQueriesContext(connection) as queries:
            refresh(rows)
        return len(queries)

    assert cost(1) == cost(200)


def test_together_many_changes_are_written_once(note, writes):
    rows = note.put_many([Note("قمح"), Note("شعير")])
    with writes() as statements, together():
        for row in rows * 3:
            with together():
                refresh([row])
        assert not Entry.objects.exists()
    assert Entry.objects.count() == 2
    assert len(statements) == len([sql for sql in statements if sql.startswith("INSERT")]) <= 2


def test_together_with_an_error_writes_nothing(note):
    (row,) = note.put_many([Note("قمح")])
    with pytest.raises(ZeroDivisionError), together():
        refresh([row])
        raise ZeroDivisionError
    assert not Entry.objects.exists()
    refresh([row])
    assert Entry.objects.exists()


@pytest.mark.parametrize("missing", ["", None])
def test_a_missing_title_name_or_text_is_no_word(note, found, missing):
    note.put(missing, missing, names=(missing, "قمح"), uid="it")
    assert found("قمح") == ["it"]
    assert found("none") == []


def test_a_moment_is_indexed_under_its_day_at_home(note, settings):
    settings.TIME_ZONE = "Asia/Amman"
    note.put("قمح", on=NOW.replace(hour=22))
    assert Entry.objects.get().on.isoformat() == "2024-05-02"


def test_text_that_a_database_cannot_hold_is_indexed_without_it(note, found):
    note.put("قمح\0 وشعير\ud800", "نص\0", uid="it")
    assert found("شعير") == ["it"]


def test_a_very_long_text_is_indexed_by_its_beginning(note, found, monkeypatch):
    note.put("كتاب", "قمح " + "كلمة " * document.MOST_WORDS + "شعير", uid="book")
    note.put("حشو", "ﷻ﷽" * 20_000 + "ب" * 100_000, uid="padding")
    assert found("قمح") == ["book"]
    assert found("شعير") == []


def test_rebuilding_makes_the_index_anew(note, card, found):
    note.put_many([Note("قمح"), Note("قمح", window=None), Note("شعير")])
    card.put_many([Note("قمح"), Note("زيتون")])
    steps = []
    assert rebuild(lambda done, total: steps.append((done, total))) == {"note": 2, "card": 2}
    assert steps == [(5, 5)]
    assert sorted(found("قمح")) == ["card-1", "note-1"]
    assert rebuild() == {"note": 2, "card": 2}
    assert Entry.objects.count() == 4


def test_rebuilding_nothing_is_an_empty_index(note, found):
    assert rebuild() == {"note": 0, "card": 0}
    assert found("قمح") == []


def test_rebuilding_interleaves_the_kinds(note, card, monkeypatch):
    monkeypatch.setattr("newsroom.search.refresh.BATCH", 3)
    note.put_many([Note("قمح") for _ in range(4)])
    card.put_many([Note("شعير") for _ in range(2)])
    rebuild()
    order = list(Entry.objects.order_by("pk").values_list("uid", flat=True))
    assert {"note-4", "card-2"} <= set(order[3:])
    assert {"note-1", "card-1"} <= set(order[:3])
