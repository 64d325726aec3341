"""Whether two names may be one."""

import pytest

from newsroom.arabic.alike import PART, SAME, SPELLED, how_alike


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("سالم الراسي", "سالِم الرّاسى", SAME),
        ("سالم الراسي", "سالم راسي", SAME),
        ("سالم بن علي الراسي", "سالم علي الراسي", SAME),
        ("بنيامين نتنياهو", "بنيامين نتانياهو", SPELLED),
        ("أنطونيو غوتيريش", "أنطونيو جوتيريس", SPELLED),
        ("الراسي سالم", "سالم الراسي", SPELLED),
        ("الغارديان", "ذا غارديان", 0),
        ("الغارديان", "غارديان", SAME),
        ("سالم الراسي", "سالم علي الراسي", PART),
        ("وزارة الخارجية", "وزارة الخارجية الأردنية", PART),
        ("الراسي", "سالم الراسي", 0),
        ("سالم الراسي", "سليم الراسي", 0),
        ("محمد الراسي", "محمود الراسي", 0),
        ("علي حسن", "علي حسين", 0),
        ("وزارة الداخلية", "وزارة الخارجية", 0),
        ("وزارة الصناعة", "وزارة الزراعة", 0),
        ("Salem Rasi", "salem rasi", SAME),
        ("Mohamed Salem Rasi", "Mohammed Salem Rasi", SPELLED),
        ("", "سالم", 0),
    ],
)
def test_names_that_may_be_one(one, other, how):
    assert how_alike(one, other) == how_alike(other, one) == how
