"""What readers find: the same on SQLite and PostgreSQL."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.search import find, plan, query
from newsroom.search.find import search
from newsroom.search.refresh import refresh
from tests.search.conftest import HOUR, NOW, Note


@pytest.mark.parametrize(
    "asked",
    [
        "مدرسة",
        "المدرسة",
        "بالمدرسة",
        "وَالمَدرسةُ",
        "للمدرسه",
        "مدرستها",
        "مـدرسـة",
        "بمدرسة",
    ],
)
def test_a_word_is_found_however_it_is_written(note, found, asked):
    note.put("افتتاح المدرسة الجديدة", uid="school")
    note.put("حصاد القمح", uid="wheat")
    assert found(asked) == ["school"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("أحمد الفرضي", "احمد"),
        ("هدى الوهمية", "هدي"),
        ("١٬٢٠٠ طن", "1200"),
        ("Café Miramar", "cafe"),
        ("عبدالرحمن الخيالي", "عبد الرحمن"),
        ("نسبة 1.5 في المئة", "١٫٥"),
    ],
)
def test_one_thing_has_many_spellings(note, found, written, asked):
    note.put(written, uid="it")
    assert found(asked) == ["it"]


def test_other_names_are_found_like_the_title(note, found):
    note.put("سليم المثالي", names=("Salim Almithali", "أبو رامي"), uid="salim")
    assert found("almithali") == ["salim"]
    assert found("أبو رامي") == ["salim"]


def test_a_phrase_does_not_span_title_names_and_text(note, found):
    note.put("ميناء", "الرمان قديم", names=("السفن",), uid="apart")
    note.put("خبر", "في ميناء السفن", uid="together")
    assert found("«ميناء السفن»") == ["together"]


def test_a_hit_in_the_title_stands_before_one_in_the_text(note, found):
    note.put("نشرة", "كلام طويل عن أشياء كثيرة ثم ذكر الزيتون", uid="text")
    note.put("الزيتون", "كلام طويل عن أشياء كثيرة ثم ذكر شيئاً", uid="title")
    assert found("زيتون") == ["title", "text"]


def test_the_very_form_stands_before_other_forms(note, found):
    note.put("نشرة أولى", "قال إن كتابهم وصل", uid="other")
    note.put("نشرة أولى", "قال إن الكتاب وصل", uid="same")
    assert found("الكتاب") == ["same", "other"]


def test_words_side_by_side_stand_before_words_apart(note, found):
    note.put("نشرة", "في الجزيرة ميناء بعيد عن سوق الرمان", uid="apart")
    note.put("نشرة", "في الجزيرة سوق بعيد عن ميناء الرمان", uid="beside")
    assert found("ميناء الرمان") == ["beside", "apart"]


def test_few_hits_of_all_words_are_followed_by_those_of_some(note, found):
    note.put("حصاد القمح في السهل", uid="both")
    note.put("حصاد الزيتون", uid="one")
    note.put("مباراة القدم", uid="none")
    assert found("حصاد القمح") == ["both", "one"]


def test_enough_hits_of_all_words_stand_alone(note, found):
    for number in range(plan.ENOUGH):
        note.put(f"حصاد القمح {number}")
    note.put("حصاد الزيتون", uid="one")
    assert len(found("حصاد القمح")) == plan.ENOUGH
    assert "one" not in found("حصاد القمح")


def test_a_phrase_must_be_there(note, found):
    note.put("سوق الرمان في الميناء", uid="apart")
    note.put("في ميناء الرمان", uid="together")
    assert found("«ميناء الرمان»") == ["together"]
    assert found("سوق «ميناء الرمان»") == ["together"]


def test_a_phrase_that_is_nowhere_brings_its_words_and_says_so(note):
    note.put("سوق الرمان", uid="some")
    results = search("«رمان السوق»", now=NOW)
    assert [hit.uid for hit in results.hits] == ["some"]
    assert results.problem == plan.NOT_SIDE_BY_SIDE


def test_a_minus_leaves_out_and_or_takes_either(note, found):
    note.put("سعر القمح", uid="wheat")
    note.put("سعر الشعير", uid="barley")
    note.put("سعر الذرة", uid="maize")
    assert found("سعر -الشعير") == ["maize", "wheat"] or found("سعر -الشعير") == ["wheat", "maize"]
    assert sorted(found("القمح OR شعير")) == ["barley", "wheat"]
    assert found("سعر -«سعر القمح» -ذرة") == ["barley"]


def test_the_window_is_applied_by_the_query(note, found):
    note.put("قمح", uid="always")
    note.put("قمح", uid="from now", window=(NOW, None))
    note.put("قمح", uid="later", window=(NOW + HOUR, None))
    note.put("قمح", uid="until now", window=(NOW - HOUR, NOW))
    note.put("قمح", uid="never", window=None)
    assert sorted(found("قمح")) == ["always", "from now"]
    assert sorted(found("قمح", now=NOW + HOUR)) == ["always", "from now", "later"]
    results = search("قمح", now=NOW)
    assert (results.total, results.counts) == (2, {"note": 2, "card": 0})


def test_what_is_no_longer_public_is_dropped_silently(note, found):
    row = note.put("قمح", uid="hidden")
    note.put("قمح", uid="shown")
    note.notes[row.pk].public = False
    assert found("قمح") == ["shown"]


def test_kinds_narrow_the_hits_and_counts_name_them_all(note, card):
    note.put("قمح")
    card.put("قمح")
    card.put("قمح وشعير")
    results = search("قمح", kinds=["card"], now=NOW)
    assert {hit.kind for hit in results.hits} == {"card"}
    assert (results.total, results.counts) == (2, {"note": 1, "card": 2})


def test_an_unknown_kind_is_named(note):
    with pytest.raises(ValueError, match=r"no kind 'recipe'\. The kinds are: note, card"):
        search("قمح", kinds=["recipe"], now=NOW)


def test_pages_follow_each_other(note, found):
    for number in range(7):
        note.put(f"قمح {number}")
    pages = [found("قمح", limit=3, offset=offset) for offset in (0, 3, 6, 9)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert len({uid for page in pages for uid in page}) == 7


def test_of_very_many_only_the_newest_are_ranked(note, found, monkeypatch):
    monkeypatch.setattr(find, "COUNTED", 4)
    for engine in ("sqlite.SQLite", "postgres.Postgres"):
        monkeypatch.setattr(f"newsroom.search.engines.{engine}.most_ranked", 4)
        monkeypatch.setattr(f"newsroom.search.engines.{engine}.newest_ranked", 4)
        module = engine.split(".")[0]
        monkeypatch.setattr(f"newsroom.search.engines.{module}.TITLED", 2)
    note.put("قمح", uid="named so, long ago")
    for number in range(8):
        note.put("خبر", "قمح " * (8 - number), uid=f"n{number}")
    assert found("قمح")[0] == "named so, long ago"
    assert sorted(found("قمح")[1:5]) == ["n4", "n5", "n6", "n7"]
    assert found("قمح")[5:] == ["n3", "n2", "n1", "n0"]
    assert [hit.uid for hit in search("قمح", now=NOW, limit=1, offset=2).hits] == found("قمح")[2:3]
    results = search("قمح", now=NOW)
    assert results.total == results.counts["note"] == 4


def test_of_many_words_the_rarest_are_looked_for(note, found, monkeypatch):
    for engine in ("sqlite.SQLite", "postgres.Postgres"):
        monkeypatch.setattr(f"newsroom.search.engines.{engine}.most_looked_at", 3)
    for number in range(4):
        note.put("قمح", uid=f"common{number}")
    note.put("زيتون", uid="rare")
    assert found("قمح زيتون") == ["rare"]
    assert found("قمح زيتون «قمح»") == found("قمح")


def test_a_search_costs_the_same_for_few_and_for_many(note, card):
    def cost(count):
        with CaptureQueriesContext(connection) as queries:
            assert len(search("قمح", now=NOW, limit=50).hits) == count
        return len(queries)

    def put(count):
        for shelf in (note, card):
            refresh(shelf.put_many([Note("قمح") for _ in range(count)]))

    put(5)
    few = cost(10)
    put(15)
    assert cost(40) == few


def test_a_query_without_a_word_asks_the_database_nothing(note, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search("  ", now=NOW).problem == query.EMPTY


def test_nothing_found_says_what_to_try(note):
    assert search("قمح", now=NOW).problem == find.NOTHING


@pytest.mark.parametrize(
    "asked",
    [
        "قمح " * 5000,
        "ق" * 20_000,
        "م",
        "\N{ARABIC FATHA}",
        "من",
        "«قمح",
        'قمح" «شعير” “',
        "NEAR(",
        "NEAR(قمح شعير, 2)",
        "*",
        "قم*",
        "%",
        "قمح\0شعير",
        "قمح \ud800",
        "title: قمح",
        "قمح' | !شعير & <-> :*",
        "قمح') OR 1=1 --",
        "\\",
        "AND OR NOT",
        "ﷺ ½ 🙂 ک‌ی",
    ],
)
def test_bad_queries_are_answered(note, asked):
    note.put("قمح")
    search(asked, now=NOW)


def test_a_phrase_of_very_common_words_is_looked_for_in_the_newest_and_readers_are_told(note, monkeypatch):
    monkeypatch.setattr("newsroom.search.engines.sqlite.SQLite.most_read", 3)
    monkeypatch.setattr("newsroom.search.engines.postgres.Postgres.most_read", 3)
    for number in range(3):
        note.put("سعر القمح", uid=f"n{number}")
    assert search("«سعر القمح»", now=NOW).problem == ""
    note.put("سعر القمح", uid="n3")
    assert search("«سعر القمح»", now=NOW).problem == find.NEWEST_READ
