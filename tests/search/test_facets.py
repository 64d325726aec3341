"""What narrows a search, and what it counts; whose name was asked for."""

import datetime
from unittest import mock

import pytest

from newsroom.search import find
from newsroom.search.facets import FACETS, Facet
from newsroom.search.find import facet_counts, search
from newsroom.search.refresh import refresh
from tests.search.conftest import NOW, Note


class Fields(Facet):
    name, label, words = "field", "Field", ("حقل",)

    def labels(self, values, now):
        return {value: f"حقل {value}" for value in values if value != "9"}

    def named(self, text, now):
        return {"أول": ["1"], "خفي": ["9"]}.get(text, [])


@pytest.fixture(autouse=True)
def only_fields():
    with mock.patch.dict(FACETS, {"field": Fields()}, clear=True):
        yield


def put(note, *fields, title="قمح"):
    refresh(note.put_many([Note(title, facets={"field": list(values)}) for values in fields]))


def test_choosing_a_facet_gives_as_many_as_its_count_says(note, card):
    put(note, "1", "1", "12", "2", "")
    put(card, "1")
    results = search("قمح", now=NOW)
    counts = {value: count for value, _, count in facet_counts(results, NOW)["field"]}
    assert counts == {"1": 4, "2": 2}
    for value, count in counts.items():
        narrowed = search("قمح", facets={"field": [value]}, now=NOW)
        assert (narrowed.total, len(narrowed.hits)) == (count, count)
        assert sum(narrowed.counts.values()) == count


def test_what_counts_as_a_match_does_not_depend_on_the_facet(note):
    """Few hits that hold all words are not filled up with others when a facet is chosen."""
    put(note, *["1"] * 11, "2", title="سعر القمح")
    put(note, "2", title="سعر الشعير")
    assert search("سعر القمح", facets={"field": ["2"]}, now=NOW).total == 1
    assert search("سعر القمح", facets={"kind": ["note"]}, now=NOW).total == 12


def test_a_kind_narrows_the_hits_and_not_the_counts(note, card):
    put(note, "1")
    put(card, "1", "1")
    results = search("قمح", facets={"kind": ["note"]}, now=NOW)
    assert [hit.kind for hit in results.hits] == ["note"]
    assert (results.total, results.counts) == (1, {"note": 1, "card": 2})


def test_a_value_that_readers_may_not_see_is_not_counted(note):
    put(note, "9", "1")
    assert [value for value, _, _ in facet_counts(search("قمح", now=NOW), NOW)["field"]] == ["1"]


def test_of_very_many_a_facet_is_counted_as_far_as_any_count_goes(note, monkeypatch):
    monkeypatch.setattr(find, "COUNTED", 3)
    for engine in ("sqlite", "postgres"):
        monkeypatch.setattr(f"newsroom.search.engines.{engine}.COUNTED", 3)
    put(note, *["1"] * 5, "2")
    counts = {value: count for value, _, count in facet_counts(search("قمح", now=NOW), NOW)["field"]}
    assert counts == {"1": 3, "2": 1}


def test_a_facet_is_named_in_the_query(note, found):
    put(note, "1", "2")
    assert found("قمح حقل:أول") == found("حقل:أول") == ["note-1"]
    for name in ("ثان", "خفي"):  # nobody, and somebody whom readers do not see: one answer
        results = search(f"قمح حقل:{name}", now=NOW)
        assert results.hits == []
        assert results.problem == find.NOBODY % {"name": name, "facet": "Field"}


def test_days_narrow_the_results(note, found):
    note.put("قمح", uid="old", on=datetime.date(2021, 5, 1))
    note.put("قمح", uid="new", on=datetime.date(2022, 5, 1))
    assert found("قمح من:2022") == ["new"]
    assert found("إلى:2021-05-01") == ["old"]


def test_what_is_newer_stands_before_what_is_equal_but_older(note, found):
    def days(number):
        return NOW - datetime.timedelta(days=number), None

    note.put("نشرة", "ذكر القمح", uid="new", window=days(1))
    note.put("نشرة", "ذكر القمح", uid="old", window=days(2000))
    note.put("القمح", "ذكر القمح", uid="fits better", window=days(3000))
    assert found("القمح") == ["fits better", "new", "old"]
    assert found("القمح", by_date=True) == ["new", "old", "fits better"]


@pytest.fixture
def names(note):
    """The notes as people: found by name."""
    with mock.patch.object(type(note), "named", True), mock.patch.object(type(note), "starts", 6):
        yield note


@pytest.mark.parametrize(
    "asked", ["سالم الراسي", "سَالِم الرّاسي", "لسالم الراسي", "الراسي", "salem alrasi", "Alrasi", "أبو ناصر"]
)
def test_who_bears_the_name_stands_on_top(names, asked):
    names.put("سالم الراسي", uid="salim", names=("Salem Alrasi", "أبو ناصر"))
    for number in range(3):
        names.put(f"خبر عن سالم الراسي وسالم الراسي {number}")
    assert [hit.uid for hit in search(asked, now=NOW).best] == ["salim"]


@pytest.mark.parametrize(
    "asked",
    [
        "وضاح صنوبري",
        "الصنوبري وضاح",
        "صنوبري",
        "د. وضاح الصنوبري",
        "الوزير الصنوبري",
        "waddah sanawbari",
        "Waddah el-Sanawbari",
    ],
)
def test_a_name_is_known_without_its_articles_behind_a_title_and_the_other_way_round(names, asked):
    names.put("وضاح الصنوبري", uid="waddah", names=("Waddah al-Sanawbari",))
    with mock.patch.object(type(names), "family", True):
        assert [hit.uid for hit in search(asked, now=NOW).best] == ["waddah"]


def test_an_everyday_word_is_not_the_end_of_a_body_s_name(names):
    names.put("نقابة المزارعين", uid="union")
    assert search("مزارعين", now=NOW).best == []
    assert [hit.uid for hit in search("المزارعين", now=NOW).best] == ["union"]
    assert [hit.uid for hit in search("نقابة مزارعين", now=NOW).best] == ["union"]


def test_a_name_as_written_goes_before_one_with_another_article(names):
    names.put("سالم راسي", uid="without")
    names.put("سالم الراسي", uid="with")
    assert [hit.uid for hit in search("سالم راسي", now=NOW).best] == ["without"]


def test_who_is_hidden_stands_nowhere(names):
    row = names.put("سالم الراسي", window=(NOW + datetime.timedelta(hours=1), None))
    assert search("سالم الراسي", now=NOW).best == []
    row = names.put("هدى المينا")
    names.notes[row.pk].public = False
    assert search("هدى المينا", now=NOW).best == []


def test_a_name_that_many_bear_has_no_card(names):
    for number in range(4):
        names.put(f"سالم {'ابجد'[number]}ون الراسي")
    assert search("الراسي", now=NOW).best == []


def test_a_latin_name_finds_what_is_written_in_arabic(names, found):
    names.put("مارك ميلي", uid="mark", names=("Mark Milley",))
    names.put("قال ميلي إن الجيش غادر", uid="story")
    assert set(found("Milley")) == {"mark", "story"}
    assert found("mark milley")[0] == "mark"
