"""Slips of the typesetter: found, shown, mended on demand; no letter is ever touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic import fold, typography


def right(text):
    return typography.mended(text, typography.slips(text))


@pytest.mark.parametrize(("wrong", "mended", "rule"), [
    ("وصل الوفد,ثم غادر", "وصل الوفد، ثم غادر", "latin_comma"),
    ("وصل الوفد ؛ ثم غادر", "وصل الوفد؛ ثم غادر", "blank_before_sign"),
    ("متى يفتح الميناء?", "متى يفتح الميناء؟", "latin_question_mark"),
    ("وصل الوفد; ثم غادر", "وصل الوفد؛ ثم غادر", "latin_semicolon"),
    ("وصل الوفد .", "وصل الوفد.", "blank_before_sign"),
    ("وصل الوفد .ثم غادر", "وصل الوفد. ثم غادر", "blank_before_sign"),
    ("قال:«لن نغلق»", "قال: «لن نغلق»", "no_blank_behind_sign"),
    ("وصل الوفد.وغادر مساء", "وصل الوفد. وغادر مساء", "no_blank_behind_stop"),
    ("قال « لن نغلق »", "قال «لن نغلق»", "blank_in_marks"),
    ('قال "لن نغلق" ومضى', "قال «لن نغلق» ومضى", "straight_marks"),
    ("انتظرنا ... ثم عدنا", "انتظرنا … ثم عدنا", "dots"),
    ("كفى!! متى؟؟", "كفى! متى؟", "repeated_sign"),
    ("جاء و قال إنه عائد", "جاء وقال إنه عائد", "waw_apart"),
])  # fmt: skip
def test_each_slip_is_found_and_mended(wrong, mended, rule):
    assert rule in [slip.rule for slip in typography.slips(wrong)]
    assert right(wrong) == mended


@pytest.mark.parametrize("text", [
    "بلغ العجز 1,200 مليون و3.5 في المئة",
    "ذكرت أ.ف.ب أن د. سالم وصل",
    'صحيفة "The Northmere Courier" الصادرة أمس',
    "قرأ حرف (و) ثم سكت",
    "Who said it, when?",
    "الساعة 10:30، والنتيجة 2:1",
    'قطره 5" تقريباً',
])  # fmt: skip
def test_what_is_right_or_not_arabic_stays(text):
    assert right(text) == text


@given(st.text(alphabet='قالوب وً ،؛؟!:.,;?«»"()12a\n…', max_size=40))
def test_letters_stay_and_what_was_mended_is_mended_soon(text):
    mended = right(text)
    assert fold.letters(mended) == fold.letters(text)
    for _ in range(5):
        mended = right(mended)
    assert right(mended) == mended


def test_a_latin_comma_with_its_blank_on_the_wrong_side_is_right_in_one_step():
    text = "حضر كثيرون ,وقال الوزير"
    once = typography.mended(text, typography.slips(text))
    assert once == "حضر كثيرون، وقال الوزير"
    assert typography.slips(once) == []
