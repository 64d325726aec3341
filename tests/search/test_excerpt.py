"""Marks stand on the original text, around the words as they are printed."""

import pytest

from newsroom.search.excerpt import LETTERS, marked, passage
from newsroom.search.query import parse


def shown(pieces):
    """The pieces as one text, with [ ] around the matches."""
    return "".join(f"[{piece}]" if is_match else piece for piece, is_match in pieces)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("زار الوَزيرُ الميناء.", "وزير", "زار [الوَزيرُ] الميناء."),
        ("بالمدرسة، والمدرسة", "مدرسه", "[بالمدرسة]، [والمدرسة]"),
        ("بلغ ١٬٢٠٠ طن", "1200", "بلغ [١٬٢٠٠] طن"),
        ("سوق الرمان، رمان السوق", "«رمان السوق»", "سوق الرمان، [رمان السوق]"),
        ("في السوق «في الميناء»", "«في الميناء»", "في السوق «[في الميناء]»"),
        ("لا شيء هنا", "قمح", "لا شيء هنا"),
        ("", "قمح", ""),
        ("<b>قمح</b>", "قمح", "<b>[قمح]</b>"),
    ],
)
def test_the_words_asked_for_are_marked(text, asked, expected):
    assert shown(marked(text, parse(asked))) == expected


def test_pieces_joined_are_the_text():
    text = "زار الوَزيرُ ميناءَ الرمّان أمس."
    assert "".join(piece for piece, _ in marked(text, parse("وزير «ميناء الرمان»"))) == text


def test_the_passage_is_where_the_words_stand_together():
    filler = "كلام كثير لا صلة له بشيء. " * 30
    text = f"ذكر القمح وحده. {filler}وصل القمح إلى الميناء مساء. {filler}"
    pieces = passage(text, parse("القمح الميناء"))
    assert "وصل [القمح] إلى [الميناء] مساء." in shown(pieces)
    assert pieces[0] == ("… ", False)
    assert pieces[-1] == (" …", False)
    assert sum(len(piece) for piece, _ in pieces) <= LETTERS + 10


def test_the_passage_is_found_deep_in_a_long_text():
    text = "كلام كثير لا صلة له بشيء. " * 400 + "وصل القمح."
    assert "[القمح]" in shown(passage(text, parse("قمح")))


def test_a_text_without_the_words_shows_its_beginning():
    assert shown(passage("سطر أول.\nسطر ثان.", parse("قمح"))) == "سطر أول. سطر ثان."


def test_one_endless_word_is_cut():
    assert len(shown(passage("ب" * 5000, parse("قمح")))) < LETTERS + 10
