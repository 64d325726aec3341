"""The index as the desk asks it."""

import datetime

import pytest

from newsroom.search.desk import ids
from tests.search.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed",
    ["المخطو", "مخطوط", "مخط", "خزانة المخط", "وبالمخطوطا", "harb", "المخطوطات", "عبارا", "٢٠٢"],
)
def test_the_last_word_may_still_be_typed(note, typed):
    row = note.put("خزانة المخطوطات", "فيها عبارات من The Harbour سنة 2021.")
    note.put("الميناء القديم")
    assert ids(note.kind, typed) == [row.pk]


@pytest.mark.parametrize("typed", ["المخطو ", "المخطو خزانة", "«المخطو»", "مخ", "خط", "-المخطو"])
def test_what_is_typed_to_its_end_is_a_word(note, typed):
    note.put("خزانة المخطوطات")
    assert ids(note.kind, typed) == []


def test_the_hidden_are_found_too(note):
    later = note.put("المخطوطات", window=(NOW + datetime.timedelta(hours=1), None))
    assert ids(note.kind, "المخطو") == [later.pk]


@pytest.mark.parametrize(
    "typed", ["مخطوطات", "المخطو", "خزانة المخطوطات", "«خزانة المخطوطات»", "نوادر", "النوا"]
)
def test_titles_and_other_names_can_be_asked_alone(note, typed):
    row = note.put("خزانة المخطوطات", "عن الميناء.", names=("نوادر",), facets={"section": [3]})
    note.put("الميناء", "خزانة المخطوطات فيها نوادر.")
    note.put("خزانة المخطوطات", names=("نوادر",), facets={"section": [4]})
    assert ids(note.kind, typed, titled=True, bearing=["section_3"]) == [row.pk]
    assert len(ids(note.kind, typed)) == 3 and len(ids(note.kind, typed, titled=True)) == 2
