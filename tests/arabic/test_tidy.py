import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic import tidy

LRM, RLM = "\N{LEFT-TO-RIGHT MARK}", "\N{RIGHT-TO-LEFT MARK}"
RLO, PDI = "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{POP DIRECTIONAL ISOLATE}"
ZWNJ, ZWSP, NBSP = "\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH SPACE}", "\N{NO-BREAK SPACE}"
FATHA, TATWEEL = "\N{ARABIC FATHA}", "\N{ARABIC TATWEEL}"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("  خبر   عاجل \n من الميناء\t", "خبر عاجل من الميناء"),
        (f"خبر{NBSP}عاجل", "خبر عاجل"),
        (f"{RLM}خبر{LRM} عاجل{PDI}", "خبر عاجل"),
        (f"خ{ZWSP}بر", "خبر"),
        (f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
        (f"{ZWNJ} {ZWNJ}", ""),
        (f"كَتَب{FATHA} «هـ{TATWEEL}ذا»، نعم", f"كَتَب{FATHA} «هـ{TATWEEL}ذا»، نعم"),
        ("ا\N{ARABIC HAMZA ABOVE}حمد", "أحمد"),
        ("خبر\x00\x07", "خبر"),
        ("", ""),
    ],
)
def test_a_line_keeps_what_the_author_wrote_and_loses_the_invisible(written, stored):
    assert tidy.line(written) == stored


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("أولى\r\n\r\n\r\n\r\nثانية\rثالثة", "أولى\n\nثانية\nثالثة"),
        ("\n\n أولى   الفقرات \n", "أولى الفقرات"),
        (f"أولى{RLO}\N{PARAGRAPH SEPARATOR}ثانية", "أولى\nثانية"),
        ("", ""),
    ],
)
def test_a_block_keeps_its_lines(written, stored):
    assert tidy.block(written) == stored


@pytest.mark.parametrize(
    ("text", "has"), [(f"عنوان{RLO}", True), (f"{PDI}", True), (f"عنوان{RLM}", False), ("", False)]
)
def test_a_bidi_control_is_seen(text, has):
    assert tidy.has_bidi_control(text) is has


@given(st.text())
def test_tidying_twice_changes_nothing(text):
    assert tidy.line(tidy.line(text)) == tidy.line(text)
    assert tidy.block(tidy.block(text)) == tidy.block(text)
    assert not tidy.has_bidi_control(tidy.block(text))


def test_a_run_of_too_many_marks_stays_as_it_came_wherever_it_begins():
    run = "\N{ARABIC FATHA}\N{ARABIC SHADDA}" * 16  # composed form would put the shadda behind the fatha
    for place in range(31):
        text = "م" * (place + 1) + run + "ا"
        assert tidy.line(text) == text
    assert tidy.line("م\N{ARABIC SHADDA}\N{ARABIC FATHA}") == "م\N{ARABIC FATHA}\N{ARABIC SHADDA}"
