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
        ("out", "مغلق"),
        ("in", "مفتوح"),
        ("same", "."),
    ]


def test_a_new_paragraph_is_new_as_a_whole_and_the_others_stay():
    assert diff.compare("الأولى\nالثالثة", "الأولى\nالثانية\nالثالثة") == [
        [Piece("same", "الأولى")],
        [Piece("in", "الثانية")],
        [Piece("same", "الثالثة")],
    ]


@pytest.mark.parametrize(("before", "after", "said"), [
    ("النص.", "النص المعدل.", "النص[+ المعدل]."),
    ("قيل: «لا».", "قيل: «نعم».", "قيل: «[-لا][+نعم]»."),
    ("بلغ 1.5 عند 10:30.", "بلغ 1.7 عند 10:30.", "بلغ [-1.5][+1.7] عند 10:30."),
    ("في news.example نصّ.", "في news.test نصّ.", "في [-news.example][+news.test] نصّ."),
    ("أغلق أ، ب اليوم.", "أغلق ج، د اليوم.", "أغلق [-أ، ب][+ج، د] اليوم."),
    ("أُعلنَ النبأ.", "أُعلن النبأ.", "[-أُعلنَ][+أُعلن] النبأ."),
])  # fmt: skip
def test_a_sign_is_no_part_of_the_word_beside_it(before, after, said):
    assert shown(diff.words(before, after)) == said


def shown(pieces):
    signs = {"same": "{}", "out": "[-{}]", "in": "[+{}]"}
    return "".join(signs[piece.kind].format(piece.text) for piece in pieces)


def test_a_paragraph_finds_its_earlier_form_wherever_others_came():
    before = "قال الوزير إن الجسر مغلق اليوم.\nوينتظر السائقون عند المدخل منذ الصباح."
    after = (
        "بدأ فصل الشتاء مبكراً.\nقال الوزير إن الجسر مفتوح اليوم.\nولا أحد يعرف السبب.\n"
        "وينتظر السائقون عند المخرج منذ الصباح."
    )
    assert [shown(pieces) for pieces in diff.compare(before, after)] == [
        "[+بدأ فصل الشتاء مبكراً.]",
        "قال الوزير إن الجسر [-مغلق][+مفتوح] اليوم.",
        "[+ولا أحد يعرف السبب.]",
        "وينتظر السائقون عند [-المدخل][+المخرج] منذ الصباح.",
    ]


def test_what_was_written_anew_in_one_place_stands_as_one_text_for_another():
    assert [
        shown(pieces) for pieces in diff.compare("الجسر مغلق.\nنهاية.", "لا حركة في الميناء.\nخاتمة.")
    ] == [
        "[-الجسر مغلق.][+لا حركة في الميناء.]",
        "[-نهاية.][+خاتمة.]",
    ]


def test_pairing_the_paragraphs_of_a_book_costs_what_its_length_is(monkeypatch):
    asked = []
    share = diff._share
    monkeypatch.setattr(diff, "_share", lambda one, other: asked.append(1) or share(one, other))
    old = [f"قال الشاهد رقم {n} في الجلسة إنه رأى السفينة {n + 7} صباحاً" for n in range(400)]
    new = ["مقدمة لم تكن هنا", *(line.replace("صباحاً", "مساءً") for line in old)]
    assert diff.paired(old, new) == [(None, 0), *((n, n + 1) for n in range(400))]
    assert len(asked) < 6 * len(new)


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
