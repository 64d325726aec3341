"""Statements reported without marks: which sentence reports one, and whose it is."""

import pytest

from newsroom.arabic.finder import propose


def reported(text):
    """(speaker, as written) of the indirect statements of a text."""
    return [(one.speaker, one.speaker_as_written) for one in propose(text).quotes if one.kind == "indirect"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "رئيس مجموعة الساحل للتأمين، سالم المرجاني، يعتبر أن نصف الحوادث سببها أخطاء البحارة.",
            "سالم المرجاني",
        ),
        ("من جانبه بين سالم المرجاني رئيس اللجان المنظمة أن المهرجان حقق نجاحاً كبيراً.", "سالم المرجاني"),
        ("وأعاد الوزير سالم المرجاني التأكيد على أن الميناء سيفتح في موعده.", "سالم المرجاني"),
        ("وتطرق سالم المرجاني إلى أن عدد القوارب ازداد هذا الموسم كثيراً.", "سالم المرجاني"),
        ("ويعود الصياد سالم المرجاني للقول إن البحر لم يعد كما كان.", "سالم المرجاني"),
        ("ونجا القارب بفضل يقظة البحارة طبقاً لما قاله القبطان سالم المرجاني.", "سالم المرجاني"),
        ("وبحسب بيانات اتحاد مستوردي القوارب فإن المبيعات ارتفعت العام الماضي.", "اتحاد مستوردي القوارب"),
        (
            "ووفقاً لما ذكرته وكالة أنباء «الساحل» فجر اليوم فقد أبلغ السكان الحرس عن صندوق غريب.",
            "الساحل",
        ),
        (
            "قال الوزير سالم المرجاني إن الجسر آمن. مؤكداً أن (تمكين) تعتزم ترميم الأرصفة كلها.",
            "سالم المرجاني",
        ),
    ],
)
def test_a_statement_without_marks_is_its_speakers(text, speaker):
    assert reported(text)[-1][0] == speaker


@pytest.mark.parametrize(
    "text",
    [
        "ابتكر أستاذ طريقة لقياس طول القوارب من خشبها، مؤكداً أن دقتها عالية جداً.",
        "وعرضت الصفحة تصميم القارب الجديد، كاشفة أنه سيأتي بلونين مختلفين.",
        "وقال زوج البحارة متحفظاً على ذكر اسمه لـ«المرسى» إن السفينة تأخرت يومين.",
        "ونشرت مواقع عديدة تسريبات تفيد بأن الشركة صنعت قارباً أكبر.",
        "واحتجز الحراس سبعة من العمال صباح الأحد، حسبما أفادت أجهزة الإنقاذ الساحلية.",
    ],
)
def test_what_is_plainly_reported_is_proposed_though_nobody_is_found(text):
    [(speaker, _)] = reported(text)
    assert speaker is None


def test_what_was_learnt_from_a_source_is_the_sources():
    assert reported("عُلم من مصدر مطلع أن المفاوضات على رصيف الميناء اقتربت من نهايتها.") == [
        (None, "مصدر مطلع")
    ]


SPOKEN = "قال الوزير سالم المرجاني إن الجسر آمن. "


@pytest.mark.parametrize(
    "text",
    [
        "ومن هنا يمكن القول إن الموسم كان من أفضل المواسم.",
        "ويجب التأكيد على أن الموسم لم ينته بعد في الشمال.",
        "تجدر الإشارة إلى أن الموسم انتهى، كما أظهر شريط جرى تداوله فتاة تدافع عن قاربها.",
        "وقررت بحارة سابقة أن تنهي رحلتها في ميناء الشمال البعيد.",
        "وتشارك ثمانية قوارب في السباق، ويتوقع أن يصل أولها مساء الخميس.",
        "ولم يوضح الكاتب إن كان من أنصار هذا الرأي أم من خصومه.",
        "وأعادت البلدية فتح الميناء القديم رغم أن الأرصفة لم تكتمل.",
    ],
)
def test_the_narrators_own_words_are_no_statement(text):
    assert len(reported(SPOKEN + text)) == 1


def test_words_that_an_outlet_carries_stay_with_their_speaker():
    text = "أدان الوزير سالم المرجاني الحادث. وقال وفقاً لما نقلته وكالة الأنباء الساحلية: «إن بلادنا تقف صفاً واحداً مع جيرانها»."
    [quote] = [one for one in propose(text).quotes if "بلادنا" in one.text]
    assert (quote.kind, quote.speaker) == ("direct", "سالم المرجاني")


def test_a_verb_that_looks_like_a_first_name_makes_no_second_person():
    text = "زار الرئيس سالم المرجاني الساحل. ودان المرجاني، أول رئيس يزوره، من أحرقوا القوارب، وقال إن «البحر ملك لمن يحرسه كل يوم»."
    found = propose(text)
    assert [one.name for one in found.people] == ["سالم المرجاني"]
    assert found.quotes[-1].speaker == "سالم المرجاني"


def test_what_a_band_calls_itself_is_no_quote():
    text = "وأعلنت جماعة مجهولة أطلقت على نفسها «سرايا وعد البحر الكبير» مسؤوليتها عن الحريق."
    assert [one for one in propose(text).quotes if one.kind != "indirect"] == []
