"""The body and its marks: one stored form, and words that stay what they are."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import marks

A, B, C = "aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc"


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("", ""),
        ("<p>خبر</p>", "<p>خبر</p>"),
        ("خبر بلا فقرة", "<p>خبر بلا فقرة</p>"),
        (
            "سطر أول.\r\n\r\nسطر <b>ثان\nوثالث</b>.",
            "<p>سطر أول.</p><p>سطر <strong>ثان</strong></p><p><strong>وثالث</strong>.</p>",
        ),
        (
            "<p>فقرة\nواحدة</p>\n\nثانية\nوثالثة<p>رابعة</p>",
            "<p>فقرة واحدة</p><p>ثانية</p><p>وثالثة</p><p>رابعة</p>",
        ),
        ("<div>أول<p>ثان</p>ثالث</div>", "<p>أول</p><p>ثان</p><p>ثالث</p>"),
        ("<h1>عنوان</h1><h5>آخر</h5>", "<h2>عنوان</h2><h3>آخر</h3>"),
        ("<p>  كلمة \n <b>قوية</b>\u00a0 </p>", "<p>كلمة <strong>قوية</strong></p>"),
        ("<p>سطر<br>ثان<br></p>", "<p>سطر<br>ثان</p>"),
        ("<ul><li>واحد</li><li><p>اثنان</p></li></ul>", "<ul><li><p>واحد</p></li><li><p>اثنان</p></li></ul>"),
        ("<li>شارد</li>", "<p>شارد</p>"),
        (
            "<table><tr><td>س</td><td></td></tr></table>",
            "<table><tbody><tr><td><p>س</p></td><td></td></tr></tbody></table>",
        ),
        ("<ul><li> </li></ul><p></p><p>نص</p>", "<p>نص</p>"),
        (
            '<figure data-photo="port-1"><img src="x"><figcaption>الميناء</figcaption></figure>',
            '<figure data-photo="port-1"><figcaption>الميناء</figcaption></figure>',
        ),
        ("<figure><figcaption>بلا صورة</figcaption></figure>", "<p>بلا صورة</p>"),
        # Marks
        (f'<p>قال «<q data-quote="{A}"> نعم </q>»</p>', f'<p>قال « <q data-quote="{A}">نعم</q> »</p>'),
        ("<p><q>بلا مفتاح</q></p>", "<p>بلا مفتاح</p>"),
        ('<p><q data-quote="SHORT">سيئ</q></p>', "<p>سيئ</p>"),
        (
            f'<q data-quote="{A}"><p>أ</p><p>ب</p></q>',
            f'<p><q data-quote="{A}">أ</q></p><p><q data-quote="{A}">ب</q></p>',
        ),
        (
            f'<p><q data-quote="{A}">أ <q data-quote="{B}">ب</q></q></p>',
            f'<p><q data-quote="{A}">أ ب</q></p>',
        ),
        (
            f'<p><q data-quote="{A}"><a href="https://x.example/">أ</a> ب</q></p>',
            f'<p><q data-quote="{A}">أ ب</q></p>',
        ),
        (
            f'<p><strong>أ <q data-quote="{A}">ب</q></strong></p>',
            f'<p><strong>أ </strong><q data-quote="{A}"><strong>ب</strong></q></p>',
        ),
        (
            f'<p><q data-quote="{A}">قال <span data-quote="{B}">إن</span></q></p>',
            f'<p><q data-quote="{A}">قال </q><span data-quote="{B}"><q data-quote="{A}">إن</q></span></p>',
        ),
        (
            f'<p><q data-quote="{A}">قال<br><strong><br></strong></q>نعم</p>',
            f'<p><q data-quote="{A}">قال</q><br><strong><br></strong>نعم</p>',
        ),
        # Hostile
        ("<p>أ<script>alert(1)</script>ب</p>", "<p>أب</p>"),
        ('<p onclick="x()">أ</p><img src=x onerror=alert(1)>', "<p>أ</p>"),
        ('<p><a href="javascript:alert(1)">أ</a></p>', "<p>أ</p>"),
        ('<p><a href="//evil.example">أ</a><a href="/\\evil">ب</a></p>', "<p>أب</p>"),
        ('<p><a href="jav\tascript:x">أ</a><a href="data:text/html,x">ب</a></p>', "<p>أب</p>"),
        ("<svg><p><style><img src=x onerror=1></style></p></svg><p>نص</p>", "<p>نص</p>"),
        ("<p>يمين\u202eراسي\u200b&#x202e;</p>", "<p>يمينراسي</p>"),
        ("<p>a\0b\ud800</p>", "<p>ab?</p>"),
        ("<p>1 < 2 & 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
    ],
)
def test_whatever_is_written_is_stored_in_one_form(written, stored):
    assert marks.clean(written) == stored
    assert marks.clean(stored) == stored


words = st.lists(
    st.sampled_from(["قال", "الوزير", "إنّ", "12", "أ", "،", "«", "»", "<", "&", "\n", " "]), max_size=12
).map(" ".join)
pieces = st.recursive(
    words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    lambda inner: st.builds(
        lambda tag, children: f"<{tag}>{''.join(children)}</{tag.split()[0]}>",
        st.sampled_from(
            ["p", "h2", "ul", "li", "blockquote", "td", "strong", "em", "div", "br", "table", "figcaption", 'a href="/x/"',
             f'q data-quote="{A}"', f'q data-quote="{B}"', f'span data-quote="{B}"', f'span data-quote="{C}"', 'figure data-photo="x"']
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=14,
)  # fmt: skip


@given(pieces)
@settings(max_examples=100, deadline=None)
def test_cleaning_twice_is_cleaning_once_and_parts_are_where_they_say(html):
    body = marks.clean(html)
    assert marks.clean(body) == body
    text = marks.text(body)
    assert marks.count_words(body) == len(text.split())
    for part in marks.parts(body):
        assert text[part.start : part.end] == part.text == part.text.strip() != ""


BODY = (
    "<p>قال كريم: «البحر هادئ» ثم مضى.</p><h2>عنوان</h2><p>وأضافت <strong>ليلى</strong> أن القارب جاهز.</p>"
)


def at(words, body=BODY):
    start = marks.text(body).index(words)
    return start, start + len(words)


def test_wrapping_leaves_the_quotation_marks_outside():
    body = marks.wrap(BODY, *at("«البحر هادئ»"), A)
    assert f'«<q data-quote="{A}">البحر هادئ</q>»' in body
    assert [(part.key, part.text) for part in marks.parts(body)] == [(A, "البحر هادئ")]


def test_two_quotes_between_marks_are_not_taken_for_one_pair():
    body = marks.wrap("<p>«أ» و«ب»</p>", 0, 8, A)
    assert marks.parts(body)[0].text == "«أ» و«ب»"


def test_wrapping_over_blocks_makes_one_mark_in_each():
    body = marks.wrap(BODY, at("ثم مضى")[0], at("القارب")[1], A)
    assert [part.text for part in marks.parts(body)] == ["ثم مضى.", "عنوان", "وأضافت ليلى أن القارب"]
    assert marks.unwrap(body, A) == BODY


def test_a_q_may_stand_in_a_span_but_not_in_a_q():
    body = marks.wrap(BODY, *at("وأضافت ليلى أن القارب جاهز"), A, "span")
    body = marks.wrap(body, *at("جاهز"), B)
    assert [(part.tag, part.text) for part in marks.parts(body)] == [
        ("span", "وأضافت ليلى أن القارب جاهز"),
        ("q", "جاهز"),
    ]
    with pytest.raises(ValueError, match="overlap"):
        marks.wrap(body, *at("القارب جاهز"), C)


def test_wrapping_nothing_is_refused():
    with pytest.raises(ValueError, match="no words"):
        marks.wrap("<p>أ «» ب</p>", 2, 4, A)


def test_rekeying_renames_one_part_and_no_other():
    body = marks.clean(f'<p>«<q data-quote="{A}">نعم</q>» و«<q data-quote="{A}">نعم</q>»</p>')
    renamed = marks.rekey(body, {1: B})
    assert [part.key for part in marks.parts(renamed)] == [A, B]
    assert marks.text(renamed) == marks.text(body)


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_marking_and_unmarking_any_words_changes_no_word(data):
    text = marks.text(BODY)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    try:
        body = marks.wrap(BODY, start, end, A)
    except ValueError:
        return
    assert marks.text(body) == text
    assert marks.clean(body) == body
    assert marks.unwrap(body, A) == BODY


def test_many_spans_are_marked_at_once_as_one_by_one():
    spans = [
        (*at("البحر هادئ"), A, "q"),
        (*at("وأضافت ليلى أن القارب جاهز"), B, "span"),
        (*at("القارب"), C, "q"),
    ]
    body = BODY
    for span in spans:
        body = marks.wrap(body, *span)
    at_once, refused = marks.wrap_all(BODY, [*spans, (*at("هادئ"), "dddddddddd", "q")])
    assert at_once == body
    assert [span[2] for span, _ in refused] == ["dddddddddd"]
