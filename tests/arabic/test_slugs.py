import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic.slugs import slug


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("الوَزيرُ: لا تعليق!", "الوزير-لا-تعليق"),
        ("ميناء الشمال ٢٠٣٠", "ميناء-الشمال-2030"),
        ("The Harbour Times", "the-harbour-times"),
        ("«»!", "-"),
        ("", "-"),
        ("أ" * 80, "أ" * 60),
    ],
)
def test_an_address_reads_like_its_title(text, address):
    assert slug(text) == address


def test_a_long_title_is_cut_between_words():
    address = slug("افتتاح الميناء الشمالي الجديد بعد سبع سنوات من العمل المتواصل في ظروف صعبة")
    assert len(address) <= 60
    assert address.endswith("-العمل")


@given(st.text())
def test_an_address_is_stable_and_never_empty(text):
    address = slug(text)
    assert address
    assert len(address) <= 60
    assert slug(address) == address
