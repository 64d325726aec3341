import pytest

from newsroom.arabic import story

FIRST = "افتتحت بلدية مرسى النخيل صباح الأحد سوق السمك الجديد بعد ثلاث سنوات من العمل المتواصل، في حضور مئات السكان."
SECOND = (
    "ويضم السوق أربعين محلاً وقاعة تبريد كبيرة تعمل بالطاقة الشمسية، بحسب ما أعلنته البلدية في بيانها الأخير."
)


@pytest.mark.parametrize(
    ("text", "headline", "kinds"),
    [
        (f"{FIRST}\n{SECOND}", None, "p p"),
        (f"سوق جديد للسمك في مرسى النخيل\n\n{FIRST}\n{SECOND}", "سوق جديد للسمك في مرسى النخيل", "p p"),
        (f"{FIRST}\nطاقة الشمس\n{SECOND}", None, "p h2 p"),
        (f"{FIRST}\r\nماذا بعد؟\r\n{SECOND}", None, "p h2 p"),
        (f"{FIRST}\nوقال رئيس البلدية:\n{SECOND}", None, "p p p"),
        (f"{FIRST}\n- أربعون محلاً\n- قاعة تبريد\n{SECOND}", None, "p p p p"),
        (f"{FIRST}\n«هذا يوم نعتز به جميعاً»\n{SECOND}", None, "p p p"),
        (f"{FIRST}\nانتهى", None, "p p"),
        ("كلمة", None, "p"),
        ("", None, ""),
        ("\n \n", None, ""),
    ],
)
def test_a_pasted_story_falls_into_blocks(text, headline, kinds):
    read = story.read(text)
    assert read.headline == headline
    assert " ".join(block.kind for block in read.paragraphs) == kinds
    assert all(text[block.start : block.end] == block.text == block.text.strip() for block in read.paragraphs)
