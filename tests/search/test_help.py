"""Help while typing and after: only what leads to something that readers may see."""

import datetime
from unittest import mock

import pytest

from newsroom.search import spelling
from newsroom.search.facets import FACETS, Facet
from newsroom.search.refresh import refresh
from newsroom.search.spelling import meant
from newsroom.search.suggest import suggestions
from tests.search.conftest import NOW

LATER = (NOW + datetime.timedelta(hours=1), None)


@pytest.fixture
def names(note, card):
    """Notes as headlines, cards as people."""
    with (
        mock.patch.object(note, "starts", 3, create=True),
        mock.patch.object(card, "starts", 6, create=True),
        mock.patch.object(card, "named", True, create=True),
    ):
        yield card


def suggested(text, now=NOW):
    return [found.text for found in suggestions(text, now)]


def test_names_and_headlines_are_suggested_by_any_of_their_words(names, note):
    names.put("سالم الراسي", names=("Salem Alrasi",))
    note.put("الراسي يفتح الميناء")
    assert suggested("سال") == ["سالم الراسي"]
    assert suggested("الرا") == ["سالم الراسي", "الراسي يفتح الميناء"]
    assert suggested("رَاس") == ["سالم الراسي", "الراسي يفتح الميناء"]
    assert suggested("salem a") == ["Salem Alrasi"]
    assert suggested("مينا") == ["الراسي يفتح الميناء"]


@pytest.mark.parametrize("text", ["", " ", "س", "*", "\0", "زيتون", "سالم الراسي الثالث", "س" * 5000, "'%_"])
def test_what_nothing_begins_with_suggests_nothing(names, text):
    names.put("سالم الراسي")
    assert suggested(text) == []


def test_the_hidden_is_suggested_to_nobody(names):
    names.put("سالم الراسي", window=LATER)
    row = names.put("سالي المينا")
    names.notes[row.pk].public = False
    assert suggested("سال") == []
    assert suggested("سال", NOW + datetime.timedelta(hours=2)) == ["سالم الراسي"]


def test_suggestions_follow_a_change(names):
    row = names.put("سالم الراسي")
    names.notes[row.pk].title = "سالي المينا"
    refresh([row])
    assert suggested("سال") == ["سالي المينا"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("المنياء", "الميناء"),
        ("الميناءء", "الميناء"),
        ("الميىناء", "الميناء"),
        ("hgldkhx", "الميناء"),
        ("harbor", "harbour"),
        ("الميناء", ""),
        ("زيتون", ""),
        ("", ""),
        ("*", ""),
        ("م", ""),
    ],
)
def test_what_may_have_been_meant(note, written, expected):
    note.put("سفن في الميناء", "The harbour.")
    assert meant(written, NOW) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("شوون البحر", "شؤون البحر"),
        ("السعوديةة", "السعودية"),
        ("مسوول", "مسؤول"),
        ("«شؤون» المنياء", "«شؤون» الميناء"),
        ("المنياء -القمحح", "الميناء -القمحح"),
        ("المنياء OR مسؤول", "الميناء OR مسؤول"),
        ("قالت:المنياء", "قالت:الميناء"),
        ("-المنياء", ""),
        ("«المنياء»", ""),
        ("Harbor وَالبحر", "Harbour وَالبحر"),
    ],
)
def test_words_are_offered_as_they_are_printed_and_the_rest_stays_as_it_was_typed(note, written, expected):
    note.put("شُؤون البحر", "قالت السعودية في الميناء لكل مسؤول: Harbour.")
    assert meant(written, NOW) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("وضاح صنوبدي", "وضاح صنوبري"),  # beside its neighbour a word is a name
        ("خزانة الوراقيين", "خزانة الوراقين"),
        ("الوراقيين سفن خزانة", "الوراقين سفن خزانة"),  # letters that are confused, anywhere
        ("وضاح ملي", "وضاح ميلي"),
        ("ملي", ""),
        ("وضاح سفن", ""),  # no neighbours: another letter tells nothing
        ("وضاح صنوبري", ""),
        ("وضاح صنوبدي -خزانة", ""),
        ("«وضاح» صنوبدي", ""),
        ("ملي وضاح", ""),
    ],
)
def test_words_that_stand_apart_are_offered_as_they_stand_together(note, written, expected):
    note.put("خزانة الوراقين في سفن وضاح صنوبري")
    note.put("وضاح ميلي")
    note.put("صنوبدي الوراقيين ملي", "سفر")
    assert meant(written, NOW) == expected


def test_what_stands_beside_the_other_words_goes_before_what_stands_more_often(note):
    for number in range(3):
        note.put(f"الميدان {number}")
    note.put("سفن الميزان")
    assert meant("الميذان", NOW) == "الميدان"
    assert meant("سفن الميذان", NOW) == "سفن الميزان"


def test_what_the_hidden_hold_together_stands_apart(note):
    note.put("وضاح صنوبري", window=LATER)
    note.put("وضاح")
    note.put("صنوبدي")
    assert meant("وضاح صنوبدي", NOW) == ""


def test_words_are_printed_as_in_the_other_names_of_what_holds_them(note):
    note.put("قمح", names=("شُؤون السهل",))
    assert meant("شوون", NOW) == "شؤون"


def test_the_keys_of_an_operator_are_not_exchanged(note):
    note.put("سفن في الميناء", "بحر")
    assert meant("hgldkhx -rlp", NOW) == "الميناء -rlp"
    assert meant("hgldkhx OR fpv", NOW) == "الميناء OR بحر"


def test_letters_that_are_confused_go_before_others(note):
    for number in range(5):
        note.put(f"مستمر {number}")
    note.put("مؤتمر")
    assert meant("موتمر", NOW) == "مؤتمر"


def test_a_word_of_the_hidden_is_a_word_that_stands_nowhere(note):
    note.put("الفرق", window=LATER)
    note.put("الفرع")
    assert meant("الفرق", NOW) == "الفرع"


def test_the_name_that_a_field_asks_for_is_put_right(note):
    class Speakers(Facet):
        name, label, words = "speaker", "Speaker", ("قائل",)

        def named(self, text, now):
            return ["p1"] if text == "الراسي" else []

    note.put("الراسي يتكلم")
    note.put("الرامي")
    with mock.patch.dict(FACETS, {"speaker": Speakers()}, clear=True):
        assert meant("قائل:الراسيي", NOW) == "قائل:الراسي"
        assert meant("قائل:«الراسيي» قمح", NOW) == "قائل:«الراسي» قمح"
        assert meant("قائل:الراسي", NOW) == ""
        assert meant("قائل:الرامي", NOW) == "قائل:الراسي"
        assert meant("قائل: -الراسيي", NOW) == ""
        assert meant("قائل:زيدون", NOW) == ""


def test_the_hidden_is_never_what_was_meant(note):
    note.put("الميناء", window=LATER)
    note.put("قمح")
    assert meant("المنياء", NOW) == ""
    assert meant("hgldkhx", NOW) == ""


def test_only_the_word_that_is_wrong_is_changed(note):
    note.put("سفن في الميناء")
    assert meant("سفن المنياء", NOW) == "سفن الميناء"


def test_the_keys_of_an_arabic_keyboard():
    assert spelling.arabic_keys("hgsghl") == "السلام"
    assert spelling.arabic_keys("f`v") == "بذر"
    assert spelling.arabic_keys("قمح") == spelling.arabic_keys("12 ") == ""
