"""Words to take out: found in any spelling, replaced where they stand in the text as given."""

import pytest

from newsroom.arabic.redact import Words, near


@pytest.mark.parametrize(
    ("lines", "text", "left"),
    [
        ("سالم الراسي", "قال سالم الراسي إنه", "قال [] إنه"),
        ("سالم الراسي", "قال سَالِم  الرّاسيّ، ثم", "قال []، ثم"),
        ("سالم الراسي", "وَلِسالم الراسى رأي", "وَلِ[] رأي"),
        ("الراسي", "سيارة للراسي وللراسي", "سيارة ل[] ول[]"),
        ("سالم\nسالم الراسي", "سالم الراسي وسالم", "[] و[]"),
        ("أحمد", "احمد ومحمد وحامد", "[] ومحمد وحامد"),
        ("عبد الله", "قال عبدالله وعبد الله", "قال [] و[]"),
        ("سالم\nسالم الراسي", "شكر سالماً، وسالمًا الراسيَّ، ولسالما", "شكر []، و[]، ول[]"),
        ("لين\nحسن", "لين ولينا وحسنا وحسناً", "[] ولينا وحسنا و[]"),
        ("سلمى\nطه\nالراسي", "سلمى وطها والراسيا", "[] وطها والراسيا"),
        ("سالم الراسي", "سالمالراسي وسالم\u200cالراسي", "[] و[]"),
        ("Salem Rasi", "SALEM  RÁSI, Salem", "[], Salem"),
        ("سالم الراسي", "سالم. وقال الراسي", "سالم. وقال الراسي"),
        ("سالم الراسي", "سالم\nالراسي", "[]"),
        ("12", "12 و120 و١٢", "[] و120 و[]"),
        ("", "سالم", "سالم"),
    ],
)
def test_words_go_in_any_spelling_and_what_is_written_onto_them_stays(lines, text, left):
    words = Words(lines)
    assert words.replace(text, "[]") == left
    assert words.find(words.replace(text, "[]")) == []


def test_what_is_alike_is_other_words():
    alike = near("الراسي\nسالم")
    assert {"راسي", "الراسية", "الراسيين", "السالم", "أسالم"} <= {*alike} and not {"الراسي", "سالم"} & {
        *alike
    }
    assert not Words("الراسي").find(" ".join(near("الراسي")))


def test_without_what_is_written_onto_words_another_name_stays():
    assert Words("سام", attached=False).replace("سام وبسام", "[]") == "[] وبسام"


def test_addresses_are_read_with_their_escapes():
    words = Words("سالم الراسي\nSalem Rasi")
    assert words.stand_in("https://x.example/%D8%B3%D8%A7%D9%84%D9%85-%D8%A7%D9%84%D8%B1%D8%A7%D8%B3%D9%8A/")
    assert words.stand_in("https://x.example/salem-rasi.html") and not words.stand_in(
        "https://x.example/rasi"
    )


def test_the_letters_of_a_quote_have_no_blanks():
    assert Words("سالم الراسي").stand_in_letters("قالسالمالراسيإنه")
