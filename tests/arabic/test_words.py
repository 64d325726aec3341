import gc
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic import words
from newsroom.arabic.letters import HARAKAT, TATWEEL

MESSY = st.text(
    "ابتسعبدللهويأإةىئؤ"
    + HARAKAT[:12]
    + TATWEEL
    + 'abÉß 0123٣۷.,،٫٬%-_«»"\n\N{RIGHT-TO-LEFT MARK}\N{COMBINING ACUTE ACCENT}ﻻﷲﷺ½⑴㎞',
    max_size=80,
)


@pytest.mark.parametrize(
    ("text", "surfaces"),
    [
        ("قال الوَزِيرُ: «لا تعليق»", ["قال", "الوزير", "لا", "تعليق"]),
        ("عبد الله و عبدالله", ["عبدالله", "و", "عبدالله"]),
        ("لعبد  الرحمن معبد الشمس", ["لعبدالرحمن", "معبد", "الشمس"]),
        ("1,200 طن و٣٫٥ و12.5.2021", ["1200", "طن", "و", "3.5", "و", "12", "5", "2021"]),
        ("5,1,200", ["5", "1", "200"]),
        ("جي20 وF16", ["جي", "20", "و", "f", "16"]),
        ("#وسم_جديد", ["وسم", "جديد"]),
        ("The Café", ["the", "cafe"]),
        ("محمد ﷺ", ["محمد"]),
        ("", []),
    ],
)
def test_words_are_cut_as_readers_see_them(text, surfaces):
    assert [word.surface for word in words.words(text)] == surfaces
    assert [surface for surface, _ in words.tokens(text)] == surfaces


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("هذا كِتَــابُ، نعم", ["هذا", "كِتَــابُ", "نعم"]),
        ("زار عبد اللهِ", ["زار", "عبد اللهِ"]),
        ("بلغ ١٬٢٠٠ طن", ["بلغ", "١٬٢٠٠", "طن"]),
        ("سو\N{ARABIC HAMZA ABOVE}ال مهم", ["سو\N{ARABIC HAMZA ABOVE}ال", "مهم"]),
        ("ﷲ أكبر", ["ﷲ", "أكبر"]),
    ],
)
def test_a_highlight_covers_the_word_as_printed(text, printed):
    assert [text[word.start : word.end] for word in words.words(text)] == printed


@given(MESSY)
def test_places_are_in_order_and_lead_back_to_the_same_words(text):
    found = words.words(text)
    assert [(word.surface, word.stem) for word in found] == list(words.tokens(text))
    edge = 0
    for word in found:
        assert edge <= word.start < word.end <= len(text)
        edge = word.end
        if not any(
            sign in word.surface for sign in "0123456789"
        ):  # a number's neighbours decide how it is read
            assert [again.surface for again in words.words(text[word.start : word.end])] == [word.surface]


@pytest.mark.parametrize(
    ("family", "stems"),
    [
        (["فلسطين", "لفلسطين", "وفلسطين"], 1),
        (["وزير", "الوزير", "والوزير", "للوزير", "بالوزير"], 1),
        (["مدرسة", "المدرسة", "مدرسته", "مدارسنا"], 2),
        (["مهندس", "مهندسون", "المهندسين", "مهندسات"], 1),
        (["شارع", "جامعة"], 2),
    ],
)
def test_forms_of_one_word_share_a_stem(family, stems):
    assert len({words.stem(next(words.tokens(form))[0]) for form in family}) == stems


def test_numbers_and_latin_words_are_their_own_stems():
    assert [words.stem(word) for word in ("2021", "news", "3.5")] == ["2021", "news", "3.5"]


def test_stop_words_are_folded_surfaces():
    assert {"في", "الي", "التي", "ان"} <= words.STOP
    assert "ميناء" not in words.STOP


def test_a_long_text_takes_no_longer_a_letter_than_a_short_one():
    paragraph = "افتتح الوَزيرُ ميناء الشمال الجديد بكلفة 1,200 مليون في حضور عبد الله الخطيب.\n"

    def seconds(times):
        text, start = paragraph * times, time.perf_counter()
        gc.disable()  # its own cost grows with whatever else the test run keeps alive
        words.words(text)
        gc.enable()
        return time.perf_counter() - start

    seconds(50)
    assert seconds(4_000) < 25 * max(seconds(400), 0.002)
