"""The command line: English, one answer a line, and a clear word where something is wrong."""

import io
import json
from unittest import mock

import pytest
from django.core.management import CommandError, call_command

from newsroom.search.models import Entry, Name
from tests.search.conftest import NOW, Note


@pytest.fixture
def run(monkeypatch):
    """run(*arguments, lines=bytes) -> (output, errors, the CommandError or None)."""

    def called(*arguments, lines=b"", **options):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
        out, err, error = io.StringIO(), io.StringIO(), None
        try:
            call_command(*arguments, stdout=out, stderr=err, **options)
        except CommandError as raised:
            error = str(raised)
        return out.getvalue(), err.getvalue(), error

    return called


def test_search_prints_what_it_finds(note, run):
    row = note.put("حصاد القمح", "بدأ الحصاد في السهل.")
    out, err, error = run("search", "قمح")
    assert out == f"note {row.pk}  حصاد القمح\n    بدأ الحصاد في السهل.\n"
    assert (err, error) == ("1 of 1 results\n", None)


def test_search_as_json(note, card, run):
    note.put("قمح", uid="n")
    row = card.put("قمح", uid="c")
    answer = json.loads(run("search", "قمح", "--kind", "card", "--json")[0])
    assert answer["total"] == 1
    assert answer["counts"] == {"note": 1, "card": 1}
    (result,) = answer["results"]
    assert (result["kind"], result["id"], result["uid"], result["title"]) == ("card", row.pk, "c", "قمح")
    assert result["score"] > 0


def test_limit(note, run):
    for _ in range(3):
        note.put("قمح")
    assert len(json.loads(run("search", "قمح", "--limit", "2", "--json")[0])["results"]) == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search"], "There is no query"),
        (["search", " "], "There is no query"),
        (["search", "قمح", "--kind", "recipe"], "There is no kind 'recipe'. The kinds are: note, card."),
        (["search", "قمح", "--limit", "0"], "--limit must be 1 or more"),
        (["search", "قمح", "--jsonl"], "Leave the query out"),
    ],
)
def test_a_wrong_call_is_told_clearly(note, run, arguments, message):
    out, _, error = run(*arguments)
    assert out == ""
    assert message in error


def test_what_is_wrong_with_a_query_is_said_in_english(note, run):
    assert "There is no word in what you wrote." in run("search", "*")[1]


def test_lines_are_answered_one_by_one(note, run):
    row = note.put("قمح", uid="wheat")
    lines = '{"id": 1, "query": "قمح"}\n\n{"id": "two", "query": "زيتون"}\n'.encode()
    out, _, error = run("search", "--jsonl", lines=lines)
    first, second = map(json.loads, out.splitlines())
    assert first["id"] == 1
    assert [(hit["kind"], hit["id"], hit["uid"]) for hit in first["results"]] == [("note", row.pk, "wheat")]
    assert second == {"id": "two", "results": []}
    assert error is None


def test_a_bad_line_is_told_with_its_number_and_loses_none_of_the_others(note, run):
    note.put("قمح", uid="wheat")
    lines = b'{"id": 1\n["no"]\n{"id": 3}\n\xff\xfe\n' + '{"id": 5, "query": "قمح"}\n'.encode()
    out, err, error = run("search", "--jsonl", lines=lines)
    assert [json.loads(line)["id"] for line in out.splitlines()] == [5]
    assert [line.split(":")[0] for line in err.splitlines()] == ["Line 1", "Line 2", "Line 3", "Line 4"]
    assert error == "Lines that could not be read: 4. The others were answered."


@pytest.mark.parametrize(
    ("on_terminal", "shown"),
    [(False, "3 of 3 documents (100%)\n"), (True, f"\r[{'#' * 30}] 100% 3\n")],
)
def test_rebuild_index_shows_how_far_it_is_and_what_it_holds(note, run, monkeypatch, on_terminal, shown):
    errors = io.StringIO()
    errors.isatty = lambda: on_terminal
    monkeypatch.setattr("sys.stderr", errors)
    note.put_many([Note("قمح"), Note("شعير"), Note("سر", window=None)])
    out, _, error = run("rebuild_index")
    assert out == "note 2\ncard 0\nThe index holds 2 documents.\n"
    assert errors.getvalue() == shown
    assert error is None
    assert Entry.objects.count() == 2


def test_the_quality_of_a_set_of_queries_as_a_table(note, run, tmp_path):
    for uid, title in (("w", "قمح"), ("b", "شعير"), ("o", "زيتون وقمح وشعير")):
        note.put(title, uid=uid)
    file = tmp_path / "names.jsonl"
    lines = [
        {"query": "قمح", "relevant": ["w"], "tag": "first"},
        {"query": "شعير", "relevant": ["b", "gone"], "tag": "first"},
        {"query": "ذرة", "relevant": ["o"], "tag": "none"},
    ]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    out, _, error = run("evaluate_search", str(file), "--kind", "note")
    assert error is None
    head, *rows = [line.split() for line in out.splitlines()]
    assert head == ["queries", "MRR@10", "nDCG@10", "R@10", "R@100", "S@5"]
    assert [row[:3] for row in rows] == [
        ["names", "3", "0.667"],
        ["first", "2", "1.000"],
        ["none", "1", "0.000"],
    ]
    assert rows[1][4:] == ["0.750", "0.750", "1.000"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "holds no queries"),
        ("nonsense", "does not hold JSON lines"),
        ('{"query": "x"}', 'needs "query" and "relevant"'),
    ],
)
def test_a_set_that_is_none_is_told_clearly(note, run, tmp_path, content, message):
    file = tmp_path / "set.jsonl"
    file.write_text(content, encoding="utf-8")
    assert message in run("evaluate_search", str(file), "--kind", "note")[2]


def damage(note):
    """One of each that is wrong, and one that is right."""
    rows = {uid: note.put("قمح", uid=uid) for uid in ("right", "outdated", "moved", "extra")}
    wordless, _ = note.put_many([Note("قمح"), Note("قمح")])
    note.notes[rows["outdated"].pk].title = "شعير"
    note.notes[rows["moved"].pk].window = (None, NOW)
    note.notes[rows["extra"].pk].window = None
    Entry.objects.create(kind="note", object_id=wordless.pk, uid="note-5", title="قمح", digest="")


def test_the_doctor_says_what_is_wrong_and_puts_it_right(note, run, found):
    damage(note)
    with pytest.raises(SystemExit):
        run("doctor", "--check")
    assert found("شعير") == []
    out, _, error = run("doctor")
    assert error is None
    assert out.splitlines()[0] == "note: 1 right"
    assert {line.strip() for line in out.splitlines()[1:6]} == {
        "1 in the index without their words",
        "1 not in the index",
        "1 in the index with other words",
        "1 in the index with another window or day",
        "1 in the index that must not be there",
    }
    assert "5 were wrong and have been put right." in out
    assert sorted(found("قمح")) == ["note-5", "note-6", "right"]
    assert found("شعير") == ["outdated"]
    assert run("doctor", "--check")[0].endswith("The index agrees with what is stored.\n")


def test_the_doctor_only_looks_when_it_is_told_to_check(note, run, writes):
    damage(note)
    with writes() as statements, pytest.raises(SystemExit):
        run("doctor", "--check")
    assert statements == []


def spoil(what):
    entry = Entry.objects.get(uid="spoilt")
    if what == "names":
        Name.objects.filter(entry=entry).delete()
    elif what == "another name":
        Name.objects.create(entry=entry, key="غير هذا", place=0)
    elif what == "a name twice":
        name = Name.objects.filter(entry=entry).first()
        Name.objects.create(entry=entry, key=name.key, text=name.text, place=name.place)
    elif what == "a name of nothing":
        Name.objects.create(entry_id=entry.pk + 1000, key="قمح")
    elif what == "a kind of nothing":
        Entry.objects.create(kind="ghost", object_id=1, uid="ghost", title="شبح", digest="")
    else:
        Entry.objects.filter(pk=entry.pk).update(**{what: "year_1999"})


@pytest.mark.parametrize(
    "what",
    [
        "title",
        "body",
        "facets",
        "names",
        "another name",
        "a name twice",
        "a name of nothing",
        "a kind of nothing",
    ],
)
def test_the_doctor_looks_beside_the_digest(note, run, what):
    with mock.patch.object(type(note), "named", True), mock.patch.object(type(note), "starts", 6):
        note.put("قمح الشمال", "نص", uid="spoilt", names=("Wheat",), facets={"year": ["2021"]})
        before = sorted(Name.objects.values_list("key", "text", "place"))
        spoil(what)
        with pytest.raises(SystemExit):
            run("doctor", "--check")
        assert "1 were wrong" in run("doctor")[0] or "1 was wrong" in run("doctor")[0]
        assert run("doctor", "--check")[0].endswith("The index agrees with what is stored.\n")
        assert sorted(Name.objects.values_list("key", "text", "place")) == before
        entry = Entry.objects.get()
        assert (entry.title, entry.body, entry.facets) == ("قمح الشمال", "نص", "year_2021")
