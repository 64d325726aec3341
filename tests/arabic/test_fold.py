import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic import fold
from newsroom.arabic.letters import ALEF_FORMS, HARAKAT, TATWEEL

ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآةىئؤء"
MESSY = st.text(
    ARABIC + HARAKAT[:12] + TATWEEL + 'abÉß 0٣۷.,،٫٬%-«»"\n\N{RIGHT-TO-LEFT MARK}ﻻﷲ½', max_size=60
)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("الإِدارَةُ الأُولى", "الاداره الاولي"),
        ("مسؤول شؤون هيئة", "مسءول شءون هيءه"),
        ("مـــيناء", "ميناء"),
        ("ایران کرمان گیلان", "ايران كرمان كيلان"),
        ("پاريس ڤيينا چاد", "باريس فيينا جاد"),
        ("١٬٢٠٠ و 1,200 و1200", "1200 و 1200 و1200"),
        ("٣٫٥", "3.5"),
        ("1,2,3 و 12,34", "1,2,3 و 12,34"),
        ("ﻣﺪﻳﻨﺔ ﻻ", "مدينه لا"),
        ("Café ÉCOLE Straße", "cafe ecole strasse"),
        ("½ كيلو", "½ كيلو"),
        ("ا\N{ARABIC HAMZA ABOVE}حمد", "احمد"),
        ("و\N{ARABIC HAMZA ABOVE}", "ء"),
    ],
)
def test_folding_gives_what_the_reader_means(written, folded):
    assert fold.fold(written) == folded


@given(st.one_of(MESSY, st.text(max_size=40)))
def test_folding_twice_changes_nothing(text):
    assert fold.fold(fold.fold(text)) == fold.fold(text)


@given(
    st.one_of(MESSY, st.lists(st.sampled_from(["عبد", "ال", "وعبد", "الله", " ", "1,200", "س"])).map("".join))
)
def test_a_text_may_hold_each_word_of_its_key(text):
    assert fold.may_hold(text, fold.key(text).split())
    assert not fold.may_hold(text, ["ظظظظظظظظظ"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("عبد الله بن سالم", "عبدالله  بن سالم"),
        ("عبدُ الرَّحمن", "عبد  الرحمن"),
        ("منى الهاشمي", "مُنى، الهاشمى"),
        ("«ميناء الشمال»", "ميناء الشمال"),
        ("مدينة ٢٠٣٠", "مدينه 2030"),
        ("#وسم_جديد", "وسم جديد"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert fold.key(one) == fold.key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("منى", "مها"), ("سامي الحداد", "سامي حداد"), ("€", "$"), ("1.5", "15"), ("معبد الشمس", "معبدالشمس")],
)
def test_other_names_have_other_keys(one, other):
    assert fold.key(one) != fold.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("لن نَتراجَع عن القرار", "لن نتراجع عن القرار"),
        ("لن نتراجع... عن القرار!", "لن نتراجع، عن «القرار»"),
        ("لــن نتراجع", "لن نتراجع"),
        ("أُعلن الأمر", "اعلن الامر"),
        ("بعد ٢٥ يوماً", "بعد 25 يوماً"),
        ("١٬٢٠٠ عامل", "1,200 عامل"),
        ("1200 عامل", "1 200 عامل"),
        ("٣٫٥ مليون", "3.5 مليون"),
        ("٥٪ فقط", "5% فقط"),
        ("−5 درجات", "-5 درجات"),
        ("سطر أول\nسطر ثان", "سطر أول سطر ثان"),
        ("كوفيد-19", "كوفيد 19"),
        ("بين 5 - 7 أيام", "بين 5-7 أيام"),
    ],
)
def test_the_same_words_have_the_same_letters(one, other):
    assert fold.letters(one) == fold.letters(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("قرار", "قرارة"),
        ("مدرسة", "مدرسه"),
        ("على", "علي"),
        ("مسؤول", "مسوول"),
        ("1.5", "15"),
        ("1,5", "15"),
        ("5%", "5"),
        ("-5", "5"),
        ("بلغت -5", "بلغت 5"),
        ("1/2", "12"),
        ("10:30", "1030"),
        ("3-4", "34"),
        ("5 6", "56"),
        ("5، 6", "56"),
        ("5$", "5€"),
        ("5 -3", "5-3"),
    ],
)
def test_other_words_have_other_letters(one, other):
    assert fold.letters(one) != fold.letters(other)


LETTERS_ONLY = st.text(ARABIC + "abc", min_size=1, max_size=30)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(ARABIC + "abc7"),
            st.sampled_from(["", *HARAKAT[:20], TATWEEL, " ", "\n", "،", "!", "»"]),
        ),
        max_size=30,
    )
)
def test_letters_do_not_see_marks_blanks_and_punctuation(pairs):
    written = "".join(letter + noise for letter, noise in pairs if letter != "7" or noise in HARAKAT)
    plain = "".join(letter for letter, noise in pairs if letter != "7" or noise in HARAKAT)
    # A madda or hamza set beside a letter makes another letter of it, so NFC decides first.
    composed = any(
        unicodedata.normalize("NFC", letter + noise) not in (letter + noise, letter)
        for letter, noise in pairs
    )
    if not composed and not {noise for _, noise in pairs} & set(
        "\N{ARABIC MADDAH ABOVE}\N{ARABIC HAMZA ABOVE}\N{ARABIC HAMZA BELOW}"
    ):
        assert fold.letters(written) == fold.letters(plain)


@given(LETTERS_ONLY, st.data())
def test_letters_see_every_letter(text, data):
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(ARABIC.replace("أ", "").replace("إ", "").replace("آ", "")))
    changed = text[:place] + other + text[place + 1 :]
    same = changed == text or (other == "ا" and text[place] in ALEF_FORMS)
    assert (fold.letters(changed) == fold.letters(text)) is same


@given(MESSY)
def test_letters_of_letters_are_the_same_but_around_numbers(text):
    text = "".join(letter for letter in text if not letter.isnumeric())
    assert fold.letters(fold.letters(text)) == fold.letters(text)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("مجلس الأمن", "مجلس الامن"), ("الأممُ المتّحدة", "الأمم المتحدة"), ("كوفيد-19", "كوفيد ١٩"),
        ("«عبد الله»", "عبدالله"), ("Café", "CAFE"), ("مـــدرسه", "مدرسة"), ("السهل_الأوسط", "السهل الاوسط"),
    ],
)  # fmt: skip
def test_how_a_key_begins_is_found_in_any_spelling(text, other):
    for one, two in ((text, other), (other, text)):
        assert fold.key(one) == fold.key(two) and re.search("^" + fold.beginning(fold.key(one)), two)
    assert not re.search("^" + fold.beginning(fold.key("محطة")), text) and fold.beginning("🙂") == ""
