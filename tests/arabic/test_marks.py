import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic.finder import marks


@pytest.mark.parametrize(
    ("text", "inside", "warned"),
    [
        ("قال: «نعم».", ["نعم"], []),
        ("قال: “نعم”.", ["نعم"], []),
        ("قال: ”نعم“.", ["نعم"], []),
        ('قال: "نعم".', ["نعم"], []),
        ('قال:" نعم ".', ["نعم"], []),
        ('وصفها بـ"الكارثة" و"العار".', ["الكارثة", "العار"], []),
        ('قال: «سمعته يقول "لا" مرتين».', ['سمعته يقول "لا" مرتين', "لا"], []),
        ('قال: "سمعته يقول "لا" مرتين".', ['سمعته يقول "لا" مرتين', "لا"], []),
        ('قال: «نعم".', ["نعم"], ["mixed_marks"]),
        ("قال: «نعم ولم يزد", ["نعم ولم يزد"], ["unclosed_mark"]),
        ("قال نعم»، ثم مضى.", [], ["stray_mark"]),
        ("قال: «أولاً.\nثم ثانياً».", ["أولاً.\nثم ثانياً"], []),
        (
            'قال: "لا نخاف. العمل صعب "جدا" هنا. ثم زاد الوزير كلامه قائلا: "نعم".',
            ['لا نخاف. العمل صعب "جدا" هنا', "جدا", "نعم"],
            ["unclosed_mark"],
        ),
        ("قال: «سألته .. فسكت، واسمه «نور» .\nومضى", ["سألته .. فسكت، واسمه «نور"], ["unclosed_mark"]),
        ("ونص البيان: «أولاً:\nثانياً.\nثالثاً.\nرابعاً.\nخامساً».", ["أولاً:\nثانياً.\nثالثاً.\nرابعاً.\nخامساً"], []),
        ("قال: «بلا نهاية.\nوقالت: «نعم».", ["بلا نهاية.", "نعم"], ["unclosed_mark"]),
        ("قال: نعم، {سنعود إلى البحر».", ["سنعود إلى البحر"], ["mixed_marks"]),
        ('وأضاف" سنعود إلى البحر".', ["سنعود إلى البحر"], []),
        ("«»", [], []),
        ("", [], []),
    ],
)
def test_spans_are_what_stands_inside_the_marks(text, inside, warned):
    spans, warnings = marks.parse(text)
    assert [text[span.start : span.end] for span in spans] == inside
    assert [warning.code for warning in warnings] == warned


@given(st.text('«»“”"„‹› \n.،:اب', max_size=80))
def test_no_order_of_marks_raises_and_spans_never_cross(text):
    spans, _ = marks.parse(text)
    around = []
    for span in spans:
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        while around and around[-1] <= span.start:
            around.pop()
        assert not around or span.end <= around[-1]
        around.append(span.end)
