import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic import diff
from newsroom.arabic.diff import Piece

WORDS = ["قال", "الوزير", "إن", "الجسر", "مفتوح", "\n", " ", "«لا»", "."]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join)


def test_words_that_came_and_went_are_told_apart():
    (pieces,) = diff.compare("قال الوزير إن الجسر مغلق.", "قال الوزير أمس إن الجسر مفتوح.")
    assert [(piece.kind, piece.text.strip()) for piece in pieces] == [
        ("same", "قال الوزير"),
        ("in", "أمس"),
        ("same", "إن الجسر"),
        ("out", "مغلق."),
        ("in", "مفتوح."),
    ]


def test_a_new_paragraph_is_new_as_a_whole_and_the_others_stay():
    assert diff.compare("الأولى\nالثالثة", "الأولى\nالثانية\nالثالثة") == [
        [Piece("same", "الأولى")],
        [Piece("in", "الثانية")],
        [Piece("same", "الثالثة")],
    ]


@given(TEXTS, TEXTS)
def test_the_pieces_hold_both_texts(before, after):
    pieces = [piece for row in diff.compare(before, after) for piece in row]
    assert "".join(piece.text for piece in pieces if piece.kind != "in") == before.replace("\n", "")
    assert "".join(piece.text for piece in pieces if piece.kind != "out") == after.replace("\n", "")


def test_very_long_paragraphs_are_one_text_for_another():
    before, after = ("كلمة " * 5000).strip(), ("حرف " * 5000).strip()
    assert diff.words(before, after) == [Piece("out", before), Piece("in", after)]


@pytest.mark.parametrize(("mine", "theirs", "both"), [
    ("Abc", "abcd", "Abcd"),
    ("bc", "abC", "bC"),
    ("ac", "ac", "ac"),
    ("abc", "x", "x"),
    ("Axbc", "abyC", "AxbyC"),
    ("Abc", "Xbc", None),
    ("abcx", "abcy", None),
    ("ac", "aBc", None),
    ("", "abC", None),
])  # fmt: skip
def test_changes_of_two_are_put_together_where_they_do_not_meet(mine, theirs, both):
    for one, other in ((mine, theirs), (theirs, mine)):
        assert diff.merge([*"abc"], [*one], [*other]) == (None if both is None else [*both])


def test_one_word_of_a_very_long_paragraph_is_one_word_for_another():
    head, tail = "كلمة " * 5000, " حرف" * 5000
    pieces = diff.words(f"{head}ثلاثة{tail}", f"{head}اثنان{tail}")
    assert pieces == [Piece("same", head), Piece("out", "ثلاثة"), Piece("in", "اثنان"), Piece("same", tail)]
    assert diff.words(f"{head}نعم", f"{head}نعم نعم") == [Piece("same", f"{head}نعم"), Piece("in", " نعم")]
