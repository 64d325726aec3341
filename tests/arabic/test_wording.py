"""Words a house does not write: found as whole words, mended with what is written onto them."""

import time

import pytest

from newsroom.arabic import wording
from newsroom.arabic.wording import Book, Rule

BOOK = Book(
    [
        Rule("مازوت", "ديزل"),
        Rule("تواجد", "وُجد", joined=False),
        Rule("التواجد", "الوجود"),
        Rule("الى", "إلى", exact=True),
        Rule("إنشاءالله", "إن شاء الله"),
        Rule("غير شرعي", "غير نظامي"),
        Rule("جوال", "هاتف محمول"),
        Rule("طاقة", "قدرة"),
        Rule("رد", "جواب"),
        Rule("لديه", "عنده"),
        Rule("عالية", "مرتفعة"),
        Rule("قام بزيارة", "زار", joined=False),
        Rule("برتقال", "ليمون"),
        Rule("مفبرك", note="«مختلق» أو «مزوّر»"),
        Rule("تعهد", "التزام"),
    ]
)


def found(text, book=BOOK):
    return [(text[hit.start : hit.end], hit.by) for hit in book.find(text, wording.spared(text))]


@pytest.mark.parametrize(("text", "hits"), [
    ("بيع مازوت", [("مازوت", "ديزل")]),
    ("بيع مَازُوتٌ", [("مَازُوتٌ", "ديزل")]),
    ("ارتفع المازوت", [("المازوت", "الديزل")]),
    ("وبالمازوت", [("وبالمازوت", "وبالديزل")]),
    ("للمازوت ولمازوت", [("للمازوت", "للديزل"), ("ولمازوت", "ولديزل")]),
    ("للبرتقال", [("للبرتقال", "لليمون")]),
    ("تواجد وتواجد", [("تواجد", "وُجد"), ("وتواجد", "ووُجد")]),
    ("التواجد للتواجد بالتواجد", [("التواجد", "الوجود"), ("للتواجد", "للوجود"), ("بالتواجد", "بالوجود")]),
    ("لتواجد", []),
    ("ذهب الى الميناء", [("الى", "إلى")]),
    ("ذهب إلى الميناء", []),
    ("قال انشاءالله نعود", [("انشاءالله", "إن شاء الله")]),
    ("مهاجر غير  شرعي", [("غير  شرعي", "غير نظامي")]),
    ("غير، شرعي", []),
    ("غير\nشرعي", []),
    ("وقام بزيارة الميناء", [("وقام بزيارة", "وزار")]),
    ("الجوال وجوال", [("الجوال", None), ("وجوال", "وهاتف محمول")]),
    ("بطاقة وطاقة", [("وطاقة", "وقدرة")]),
    ("ورد في البرد رد", [("رد", "جواب")]),
    ("وبلدية فعالية", []),
    ("كلام مفبرك", [("مفبرك", None)]),
    ("التعهد وللتعهد", [("التعهد", "الالتزام"), ("وللتعهد", "وللالتزام")]),
    ("مازوتي ومازوتها", []),
])  # fmt: skip
def test_whole_words_are_found_with_what_is_written_onto_them(text, hits):
    assert found(text) == hits


@pytest.mark.parametrize("text", [
    "قال: «نبيع المازوت»",
    'قال: "نبيع المازوت"',
    "عنوان ‘نبيع المازوت’ طويل",
    "﴿مازوت﴾",
    "https://example.com/مازوت/تواجد",
    "www.example.com/مازوت",
    "وسم #مازوت وحساب @مازوت",
])  # fmt: skip
def test_words_of_others_and_addresses_are_left_alone(text):
    assert found(text) == []


def test_what_stands_beside_marks_is_ours():
    assert found("تواجد «المازوت» والمازوت") == [("تواجد", "وُجد"), ("والمازوت", "والديزل")]


def test_of_two_rules_the_longer_is_found():
    book = Book([Rule("غير", "سوى"), Rule("غير شرعي", "غير نظامي")])
    assert found("غير شرعي غير", book) == [("غير شرعي", "غير نظامي"), ("غير", "سوى")]


@pytest.mark.parametrize(("rule", "code", "other"), [
    (Rule("ـ !", "كذا"), "no_word", None),
    (Rule("سفن", "…"), "no_word_instead", None),
    (Rule("سفن"), "says_nothing", None),
    (Rule("سفن", "سُفُن"), "same", None),
    (Rule("سفن", "سُفُن", exact=True), "same", None),
    (Rule("إسم", "اسم"), "same_in_any_spelling", None),
    (Rule("إسم", "اسم", exact=True), "", None),
    (Rule("سفن", "سفن شحن"), "holds_itself", None),
    (Rule("مَازُوت", "وقود"), "stands_already", "مازوت"),
    (Rule("المازوت", "الوقود"), "stands_already", "مازوت"),
    (Rule("إلى", "نحو"), "stands_already", "الى"),
    (Rule("إلي", "إلى", exact=True), "", None),
    (Rule("زيت", "زيت المازوت"), "holds_itself", None),
    (Rule("وقود", "المازوت"), "writes_what_is_not_written", "مازوت"),
    (Rule("ديزل", "وقود"), "forbids_what_is_written", "مازوت"),
    (Rule("المازوت الأسود", "الزيت الأسود"), "", None),
])  # fmt: skip
def test_a_rule_that_cannot_stand_is_told_why(rule, code, other):
    found, against = wording.problem(rule, BOOK)
    assert (found, against and against.avoid) == (code, other)


def test_many_rules_cost_one_pass_over_the_words():
    """500 rules, 20,000 letters: 10 ms; the bound is loose for a busy machine."""
    book = Book(Rule(f"كلمة{chr(0x628 + n % 20)}{chr(0x628 + n // 20)}ت", "غيرها") for n in range(500))
    text = " ".join(f"وصل الوفد إلى ميناء المدينة{n} وغادر مساء" for n in range(540))[:20_000]
    assert book.find(text) == []  # words are taken apart once
    began = time.process_time()
    book.find(text, wording.spared(text))
    assert time.process_time() - began < 0.3
