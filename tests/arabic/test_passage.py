"""A place in a text is found again, or said to be gone; it is never taken for another that looks like it."""

import pytest

from newsroom.arabic.passage import ALIKE, CHANGED, FOUND, MOVED, Searched, Selector, beside, select

TEXT = (
    "الميناء يبقى مفتوحاً حتى الشتاء.\n"
    "قال المدير إن الميناء لن يغلق أبوابه قبل انتهاء الموسم، وإن العمال باقون.\n"
    "وأضاف أن المرافئ الصغيرة ستنقل إلى الضفة الأخرى من النهر."
)


def of(words, text=TEXT, nth=0):
    """(the selector of the nth such words, in how many places they stand)."""
    starts = [at for at in range(len(text)) if text.startswith(words, at)]
    return select(text, starts[nth], starts[nth] + len(words)), len(starts)


def found(words, now, nth=0):
    """(state, the words found) of what was selected in TEXT, in the text as it is now."""
    place = Searched(now).find(*of(words, nth=nth))
    return place.state, now[place.start : place.end]


def test_a_selector_is_the_words_with_thirty_two_characters_on_either_side():
    selector, _ = of("لن يغلق")
    before, behind = TEXT.split("لن يغلق")
    assert selector == Selector("لن يغلق", before[-32:], behind[:32])
    assert [len(part) for part in selector] == [7, 32, 32]
    assert selector.around == ("…الشتاء.\nقال المدير إن الميناء ", " أبوابه قبل انتهاء الموسم، وإن…")
    assert Selector("لن", "قال: ", " نغلق").around == ("قال: ", " نغلق")


@pytest.mark.parametrize(
    ("now", "why"),
    [
        (TEXT, "nothing changed"),
        ("مقدمة جديدة طويلة.\n" + TEXT, "a paragraph came in before it"),
        (TEXT.replace("لن يغلق", "لَنْ يُغلِق"), "vowel signs"),
        (TEXT.replace("لن يغلق", "لن  يغلق،"), "blanks and signs"),
        (TEXT.replace("قال المدير", "ذكر"), "words before it, not all"),
        (TEXT.replace("أبوابه قبل انتهاء", "مدى"), "the words behind it"),
        (TEXT.replace("\n", " "), "paragraphs were joined"),
    ],
)
def test_words_are_found_whatever_happened_around_them(now, why):
    state, words = found("لن يغلق", now)
    assert state == FOUND, why
    assert words.startswith("ل") and "غل" in words


def test_of_words_that_stand_twice_the_one_with_its_neighbours_is_meant():
    for nth, behind in enumerate((" يبقى", " لن")):
        place = Searched(TEXT).find(*of("الميناء", nth=nth))
        assert place.state == FOUND
        assert TEXT[place.end :].startswith(behind)


def test_what_was_taken_elsewhere_is_moved():
    first, middle, _ = TEXT.split("\n")
    words = "المرافئ الصغيرة ستنقل إلى الضفة"
    assert found(words, "\n".join([first, "أكد الوزير " + words + " غداً.", middle]))[0] == MOVED
    # A short expression, with a neighbour that came along.
    assert found("لن يغلق", "وكرر لن يغلق أبوابه قبل أن يعود.")[0] == MOVED


@pytest.mark.parametrize(
    "now",
    [
        "",
        TEXT.replace("لن يغلق", "لم يغلق"),
        TEXT.replace("لن يغلق", "سيغلق"),
        TEXT.replace("لن يغلق ", ""),
        # The same words, alone in the text, of which nothing beside them is what it was.
        "المطار لن يغلق غداً.",
    ],
)
def test_words_that_are_gone_are_changed_even_where_others_look_like_them(now):
    assert found("لن يغلق", now) == (CHANGED, "")


def test_where_one_of_two_alike_went_the_other_is_not_taken_for_it():
    words = "الميناء"
    now = TEXT.replace(
        "قال المدير إن الميناء لن يغلق أبوابه قبل انتهاء الموسم، وإن العمال باقون.", "لا جديد."
    )
    assert found(words, now, nth=1) == (CHANGED, "")


def test_several_alike_are_not_chosen_from():
    selector, number = of("لن يغلق")
    place = Searched("هو لن يغلق. هي لن يغلق. هم لن يغلق.").find(selector, number)
    assert (place.state, place.number, place.start, place.end) == (ALIKE, 3, 0, 0)


def test_a_part_of_a_word_is_not_the_word():
    assert Searched("سنغلق المرافئ ونغلق النوافذ").spans(Selector("نغلق")) == []
    assert Searched("سنغلق المرافئ و«نغلق» النوافذ").spans(Selector("نغلق")) == [(16, 20)]
    # Who selected a part of a word finds it.
    text = "سنغلق المرافئ"
    assert Searched(text).find(select(text, 1, 5)).state == FOUND


def test_numbers_are_compared_whole():
    assert len(Searched("بلغت 1.5 مليون").spans(Selector("15"))) == 0
    assert len(Searched("بلغت ١٬٢٠٠ طن").spans(Selector("1200"))) == 1


def test_the_vowel_signs_on_the_last_letter_belong_to_the_words():
    text = "قال كلاماً كثيراً"
    [(start, end)] = Searched(text).spans(Selector("كلاما"))
    assert text[start:end] == "كلاماً"


def test_nothing_is_found_for_no_letters():
    assert Searched("قال: «…»").find(Selector("…")).state == CHANGED


def test_what_stands_beside_is_whole_words():
    at = TEXT.index("لن يغلق")
    assert beside(TEXT, at, at + 7, 12) == ("…إن الميناء ", " أبوابه قبل…")
