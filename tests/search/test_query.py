"""A reader's line of text is read before any SQL, and nothing a reader writes is an error."""

from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.search import query
from newsroom.search.query import Phrase, parse

HARAKAT = "\N{ARABIC FATHA}\N{ARABIC SHADDA}"
TATWEEL = "\N{ARABIC TATWEEL}"


def plain(item):
    return [word.surface for word in item.words] if isinstance(item, Phrase) else item.surface


def clauses(text):
    return [[plain(item) for item in clause] for clause in parse(text).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ميناء الرمان", [["ميناء"], ["الرمان"]]),
        ("حصاد «ميناء الرمان»", [["حصاد"], [["ميناء", "الرمان"]]]),
        ('"ميناء الرمان"', [[["ميناء", "الرمان"]]]),
        ("“ميناء الرمان” قريب", [[["ميناء", "الرمان"]], ["قريب"]]),
        ("«الوزيرة»", [[["الوزيره"]]]),
        ("قمح OR شعير", [["قمح", "شعير"]]),
        ("سعر قمح OR شعير OR ذرة مستورد", [["سعر"], ["قمح", "شعير", "ذره"], ["مستورد"]]),
        ("OR قمح OR", [["قمح"]]),
        ("قمح أو شعير", [["قمح", "شعير"]]),
        ("قمح قمح", [["قمح"]]),
        ("عبد الرحمن", [["عبدالرحمن"]]),
        ("2019-2020", [["2019"], ["2020"]]),
        ("الدوحة - بيروت", [["الدوحه"], ["بيروت"]]),
        ("حرارة -5", [["حراره"], ["5"]]),
    ],
)
def test_a_query_is_a_list_of_clauses(text, expected):
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قمح -شعير", ["شعير"]),
        ("قمح -«سعر الشعير»", [["سعر", "الشعير"]]),
        ('قمح -"سعر الشعير" -ذرة', [["سعر", "الشعير"], "ذره"]),
        ("-covid19 لقاح", [["covid", "19"]]),
    ],
)
def test_a_minus_leaves_out(text, expected):
    assert [plain(item) for item in parse(text).excluded] == expected


def test_common_words_are_dropped_when_others_remain():
    assert clauses("من هو وزير في الحكومة") == [["وزير"], ["الحكومه"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("رئيس بلدية «سوق قديم» الميناء في الجزيرة", ["رءيس بلديه"]),
        ("سوق الرمان القديم", ["سوق الرمان", "الرمان القديم", "سوق الرمان القديم"]),
        ("قمح قمح", []),
    ],
)
def test_neighbours_in_the_query_are_runs(text, expected):
    assert [" ".join(word.surface for word in run) for run in parse(text).runs] == expected


def test_a_name_of_two_words_is_found_without_its_article():
    assert clauses("عبد باسط") == [["عبد", "عبدالباسط"], ["باسط", "عبدالباسط"]]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", query.EMPTY),
        (" \n ", query.EMPTY),
        ("\0", query.EMPTY),
        ("\ud800", query.EMPTY),
        (HARAKAT, query.NO_WORD),
        (TATWEEL * 3, query.NO_WORD),
        ("*", query.NO_WORD),
        ("% _ ' ;", query.NO_WORD),
        ("«»", query.NO_WORD),
        ("م", query.ONE_LETTER),
        ("a", query.ONE_LETTER),
        ("-قمح", query.ONLY_EXCLUDED),
        ("من في", query.ONLY_COMMON),
        ("«ميناء الرمان", query.OPEN_QUOTE),
        ('ميناء" الرمان', query.OPEN_QUOTE),
        ("قمح " * 5000, query.TOO_LONG),
        ("ق" * 20_000, query.TOO_LONG),
        ("5", ""),
        ("NEAR(قمح شعير)", ""),
    ],
)
def test_a_query_that_cannot_be_meant_says_what_to_do(text, problem):
    assert parse(text).problem == problem


def test_a_long_query_is_trimmed_to_its_beginning():
    words = [str(number) for number in range(100, 1000)]
    assert len(parse(" ".join(words)).words) == query.MOST_WORDS


@given(st.text(alphabet=st.characters(codec=None) | st.sampled_from('«»"“”-OR *ابم ')))
def test_no_text_is_an_error(text):
    asked = parse(text)
    assert asked.clauses or asked.problem


@pytest.fixture
def speakers():
    """A facet that knows one name."""
    from newsroom.search.facets import FACETS, Facet

    class Speakers(Facet):
        name, label, words = "speaker", "Speaker", ("قائل",)

        def named(self, text, now):
            return ["p1"] if "راسي" in text else []

    with mock.patch.dict(FACETS, {"speaker": Speakers()}, clear=True):
        yield


@pytest.mark.parametrize(
    ("text", "fields", "words"),
    [
        ("قائل:الراسي ميناء", [("speaker", "الراسي")], [["ميناء"]]),
        ("ميناء speaker:«سالم الراسي»", [("speaker", "سالم الراسي")], [["ميناء"]]),
        ('قائل:"سالم الراسي"', [("speaker", "سالم الراسي")], []),
        ("قائل: الراسي", [("speaker", "الراسي")], []),
        ("قال: «الميناء بخير»", [], [["قال"], [["الميناء", "بخير"]]]),
        ("https://x.example", [], [["https"], ["x"], ["example"]]),
    ],
)
def test_a_name_before_a_colon_is_a_facet_when_there_is_one(speakers, text, fields, words):
    asked = parse(text)
    assert list(asked.fields) == fields
    assert clauses(text) == words
    assert not asked.problem


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("قمح من:2021-09-01", "2021-09-01", "None"),
        ("قمح إلى:2021-02", "None", "2021-02-28"),
        ("قمح من:٢٠٢٠ إلى:2021", "2020-01-01", "2021-12-31"),
        ("قمح from:2021/9/5", "2021-09-05", "None"),
        ("قمح من:1/9/2021 إلي:٣-٢٠٢٢", "2021-09-01", "2022-03-31"),
    ],
)
def test_days_are_read_as_far_as_they_are_known(text, since, until):
    asked = parse(text)
    assert (str(asked.since), str(asked.until), asked.problem) == (since, until, "")


@pytest.mark.parametrize("text", ["قمح من:القاهرة", "قمح من:2021-13", "قمح إلى:2021-02-30"])
def test_what_is_no_date_is_explained_and_passed_over(text):
    asked = parse(text)
    assert asked.problem == query.NO_DATE % {"text": text.split(":")[1]}
    assert (asked.since, asked.until) == (None, None)
    assert clauses(text) == [["قمح"]]


def test_a_word_before_a_colon_that_narrows_nothing_is_told_of_and_read_as_a_word(speakers):
    asked = parse("ملاحظة:مهمة")
    assert asked.problem == query.NO_FIELD % {"field": "ملاحظة", "fields": "قائل، من، إلى"}
    assert clauses("ملاحظة:مهمة") == [["ملاحظه"], ["مهمه"]]


def test_days_the_wrong_way_round_are_told_of():
    assert parse("قمح من:2027 إلى:2021").problem == query.BACKWARDS
