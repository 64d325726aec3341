"""Texts made to be slow, big or broken: the finder stays linear and small, and never raises."""

import gc
import time
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsroom.arabic.finder import propose
from tests.arabic.test_finder import STORY

PIECES = [
    *'«»“”„"\'،؛:.؟!()-\n', "...", " ", "قال", "وأضاف أن", "إن", "بحسب", "نقلاً عن", "على حد", "قوله", "ما", "الذي", "الوزير", "رئيس",
    "الدكتور", "محمد", "بن", "عبد", "آل", "أبو", "مدينة الملك", "صحيفة", "وزارة", "لـ", "في بيان", "أمس", "1/1/2020", "15 رمضان", "الأحد",
    "س:", "ج:", "ـ", "ً", "ْ", "x", "٣", "\N{ZERO WIDTH NON-JOINER}", "\N{RIGHT-TO-LEFT MARK}",
]  # fmt: skip
LONG = 50_000


def repeated(pattern, size):
    """The pattern again and again, in so many bytes of UTF-8."""
    return pattern * (size // len(pattern.encode()) + 1)


def seconds(text):
    gc.disable()
    start = time.process_time()
    propose(text)
    gc.enable()
    return time.process_time() - start


@pytest.mark.long
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12), st.booleans())
def test_no_pattern_repeated_to_50_kb_blows_up(pieces, spaced):
    pattern = (" " if spaced else "").join(pieces)
    short, long = repeated(pattern, LONG // 10), repeated(pattern, LONG)
    assert seconds(long) < 25 * max(seconds(short), 0.01)


@pytest.mark.long
@pytest.mark.parametrize("sign", ["«", "”", '"', "\n", "أن ", "قال ", "الملك ", "ًٌٍ"])
def test_one_sign_repeated_to_50_kb_is_read_in_time_of_its_length(sign):
    short, long = repeated(sign, LONG // 10), repeated(sign, LONG)
    assert seconds(long) < 25 * max(seconds(short), 0.01)


@pytest.mark.long
def test_a_long_text_takes_a_bounded_memory_for_each_letter():
    paragraph = (
        "وقال وزير النقل سالم المرجاني في تصريح لصحيفة «المرسى» إن الطريق مفتوح، وأضاف: «لن نغلقه ثانية».\n"
    )
    text = repeated(paragraph, LONG)
    tracemalloc.start()
    propose(text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 40 * len(text.encode())  # five megabytes stay under 200


def test_a_word_of_vowel_signs_alone_between_marks_is_no_name():
    for first in ("ًٌ", "ـ", "ّ"):
        for cue in ("قال فلان إن ", "وصف الخطة بـ", "أكد أن «أمس» "):
            propose(f"{cue}«{first} بريندا ولكر» لن تعود، كما قال فلان.")


@pytest.mark.parametrize("inside", ["ـ", "ّ", "ً", ".", "؟!", "—"])
def test_marks_around_no_letter_are_nobodys_name(inside):
    for text in (
        f'بحسب "{inside}" سقط ألف قتيل في المدينة في مؤتمر صحفي.',
        f'وقالت "{inside}" في مؤتمر صحفي: «نحن هنا كلنا اليوم معاً».',
    ):
        assert all(quote.speaker is None for quote in propose(text).quotes)


@pytest.mark.long
def test_a_long_text_takes_no_longer_a_letter_than_a_short_one():
    def seconds(times):
        start = time.process_time()
        gc.disable()
        propose(STORY * times)
        gc.enable()
        return time.process_time() - start

    seconds(2)
    assert seconds(160) < 16 * max(seconds(20), 0.005)
