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


def test_an_indirect_clause_beside_a_quote_leaves_the_quote_out():
    text = "أعلن الوزير سالم المرجاني أن الطريق مفتوح للجميع، وأضاف: «لن نغلقه ثانية»."
    told, quote = propose(text).quotes
    assert (told.kind, told.text) == ("indirect", "أعلن الوزير سالم المرجاني أن الطريق مفتوح للجميع")
    assert (quote.kind, quote.text) == ("direct", "لن نغلقه ثانية")
    text = "قال الوزير سالم المرجاني: «لن نغلقه ثانية»، مشيراً إلى أن العمل انتهى أمس."
    quote, told = propose(text).quotes
    assert told.text == "مشيراً إلى أن العمل انتهى أمس."


def test_words_that_the_statement_itself_quotes_stay_inside_it():
    told, quote = propose("قال الوزير سالم المرجاني إنه «يُحتمل» أن يغلق المرفأ قبل نهاية العام.").quotes
    assert (told.kind, quote.kind) == ("indirect", "mixed")
    assert told.start < quote.start < quote.end < told.end


def test_what_is_told_far_from_its_verb_is_one_statement():
    for text in (
        "أعلنت شركة الملاحة البحرية «مرساة» على حسابها أن السفن لن تعود قبل الخريف.",
        "توصل الباحثون إلى أن البحر يعلو كل عام.",
        "واعتبر صيادون، تحدثت إليهم «المرسى»، أن القرار أضر بهم هذا الموسم.",
    ):
        (quote,) = propose(text).quotes
        assert quote.kind == "indirect"


@pytest.mark.parametrize(
    "text",
    [
        "لفت نظري مقال الأديب سالم المرجاني حين قرأت أن البحر يعلو وأن الناس لا يدرون.",
        "بدأ القاص سالم المرجاني الكتابة إبان رئاسة التحرير القديمة التي رأت أن الطريق طويل.",
        "• ألا ترى أن الرواية ملأت الدنيا وشغلت الناس؟",
        "غادر البحار المدينة قبل أن تصل الشرطة، حسبما ورد في محضر الاتهام أمس.",
        "وقد وجدت القرية أن البحر أقرب إليها من المدينة ومن السوق.",
        "وقد سجلت شبكة لينكد إن المهنية ملايين المستخدمين في العام الماضي.",
    ],
)
def test_where_nobody_speaks_there_is_no_statement(text):
    assert propose(text).quotes == []


def test_turning_eyes_to_something_is_a_statement():
    (quote,) = propose("زار الطبيب سالم المرجاني المخيم، لافتاً النظر إلى أن الدواء قليل.").quotes
    assert (quote.kind, quote.speaker) == ("indirect", "سالم المرجاني")


def test_a_verb_with_its_object_behind_ma_is_read():
    assert propose("وهو ما أكده أن الجسر آمن وأن الطريق مفتوح أمام الجميع.").quotes == []


def test_an_indefinite_object_behind_a_surname_is_no_part_of_the_name():
    text = "جاءت تصريحاته مع وزير الصيد لويد مارتن. على النحو نفسه، أبدى مارتن ارتياباً لا يقل عما لدى غيره في احتمال أن يعود الصيادون."
    found = propose(text)
    assert [one.name for one in found.people] == ["لويد مارتن"]
    assert found.quotes[-1].speaker == "لويد مارتن"
