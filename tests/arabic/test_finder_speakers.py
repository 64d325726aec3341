"""Who speaks, in the ways Arabic news names a speaker. The people, bodies and places here are invented."""

import datetime

import pytest

from newsroom.arabic.finder import propose
from newsroom.arabic.finder.spokesmen import represented


def told(text, **kwargs):
    """The last proposal of a text."""
    return propose(text, **kwargs).quotes[-1]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("أوضح المدير الطبي في العيادات الشرقية الدكتور نادر البستاني أن الدواء قليل.", "نادر البستاني"),
        ("شدد القانوني وليد المرجاني على أن اللائحة لا تجيز ذلك.", "وليد المرجاني"),
        ("وأكد لـ«المرسى» وكيل وزارة الصيد المهندس ماهر الوادي أن الموسم بدأ.", "ماهر الوادي"),
        ("قال لصحيفة «المرسى» اليومية رئيس البلدية ماهر الوادي إن الجسر آمن.", "ماهر الوادي"),
        ("أكد، اليوم الأربعاء 3 ماي 2017، رئيس البلدية ماهر الوادي أن الجسر آمن.", "ماهر الوادي"),
        ("وقالت متحدثة باسم هذه الهيئة البحرية ريم البستاني: «وصلت السفينة».", "ريم البستاني"),
        (
            "بيّن مدير عام فرع الهيئة بمنطقة الساحل خالد بن عثمان المرجاني أن الحفل غداً.",
            "خالد بن عثمان المرجاني",
        ),
        ("أضاف عبدالرحيم حسن الوادي أن اللقاء مهم.", "عبدالرحيم حسن الوادي"),
        ("وقال أحد المتظاهرين ويدعى سامر الوادي: «لن نرحل من هنا».", "سامر الوادي"),
        ("تحدث لاعب البحارة محمد الوادي عن المعسكر، وقال: «نحن جاهزون للموسم».", "محمد الوادي"),
        ("كانت ليان الشمري رئيسة هيئة الموانئ قد قالت إن المرفأ مفتوح.", "ليان الشمري"),
        ("زار الوزير سالم المرجاني المرفأ. ونُقل عن المرجاني قوله: «الأرصفة جاهزة».", "سالم المرجاني"),
        ("سيفتح المرفأ غداً، كما أعلن وزير النقل سالم المرجاني.", "سالم المرجاني"),
        ("ينطلق الموسم غداً، حسب ما صرح به المدير الجهوي للصيد كمال الوادي.", "كمال الوادي"),
        ("زار سالم المرجاني المخيم. والمرجاني معارض للخطة ووصفها بأنها «عبث».", "سالم المرجاني"),
        ("أعرب وزير النقل البحاري هنيفة أمان أن الطريق آمن.", "هنيفة أمان"),
        ('أوضح مدير الشؤون التجارية بالموانئ "خالد الوادي" أن الموسم بدأ.', "خالد الوادي"),
        (
            "أوضح ذلك لـ «المرسى» المتحدث باسم وزارة الصيد الدكتور خالد الوادي، لافتاً إلى أن الموسم بدأ.",
            "خالد الوادي",
        ),
        (
            "اعتبر أمين المنطقة المشرف العام على مهرجان السمك، المهندس صالح الوادي، أن الحضور كبير.",
            "صالح الوادي",
        ),
        ("صرح المتحدث الرسمي لهيئة الرقابة البحرية «رقيب» خالد الوادي، أن الملف أحيل.", "خالد الوادي"),
        ("ذهب الوزير ماهر الوادي إلى حد وصف الميناء بأنه «حجر الزاوية في الاقتصاد كله».", "ماهر الوادي"),
        ("زار الوزير ماهر الوادي القرية. ونُقل عنه قوله: «الأرصفة جاهزة».", "ماهر الوادي"),
        (
            "زار الوزير ماهر الوادي القرية. ونقلت صحيفة «المرسى» عنه قوله «الأرصفة جاهزة للعمل».",
            "ماهر الوادي",
        ),
        ("التقى الوزير ماهر الوادي الأهالي. وأكد معاليه أن الجسر آمن.", "ماهر الوادي"),
        ("قال د. نادر البستاني إن الدواء قليل. وأضاف د. البستاني أن الطلب كبير.", "نادر البستاني"),
        ("أكد الأمير جابر بن عبدالعزيز بن مساعد أن الطريق آمن.", "جابر بن عبدالعزيز بن مساعد"),
        (
            "أكد خادم الحرمين الشريفين الملك جابر بن عبدالعزيز ذلك. وقال خادم الحرمين الشريفين إن الحج آمن.",
            "جابر بن عبدالعزيز",
        ),
        ("قال جان-لوك مارتينيل إن العمل مستمر.", "جان-لوك مارتينيل"),
    ],
)
def test_the_name_is_found_behind_titles_and_adjuncts_and_before_the_verb(text, speaker):
    assert told(text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("قال مصدر في مكتب الرئيس سالم المرجاني إن الموعد تأجل.", None),
        ("وقال بعد لقاء الوزير سالم المرجاني: «لا نعرف الموعد».", None),
        ("أكد مدير مدينة الملك ماهر الطبية أن الأجهزة وصلت.", None),
        ("وقالت الأم: «لم أنم منذ يومين».", None),
        ("ذكرت تقارير محلية أن الجسر مغلق.", None),
        ("علق مراقبون على كلام سالم المرجاني وقالوا: «هذا متأخر جداً».", None),
    ],
)
def test_a_name_that_belongs_to_somebody_else_is_nobody_s_speaker(text, speaker):
    assert told(text).speaker is speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("دانت قوات الحماية البحرية ما جرى، معتبرة أنه «عدوان».", "قوات الحماية البحرية"),
        ("افتتح حزب الميناء الجديد مقره. وقال الحزب إن «الباب مفتوح للجميع».", "حزب الميناء الجديد"),
        ("كشفت صحيفة «المرسى» ذلك. وأشارت الصحيفة اليومية إلى أن الرقم أكبر.", "المرسى"),
        ("وقالت «المرسى» في رسالة إلى قرائها: «سنعود قريباً إلى العمل».", "المرسى"),
        ("جاء في بيان لوزارة الصيد أن المخازن فارغة.", "وزارة الصيد"),
        ("جاء في الوثائق التي نشرتها وزارة الصيد أن المخازن فارغة.", "وزارة الصيد"),
        ("قالت شركة مرسى ويندفول إن الرحلات زادت.", "شركة مرسى ويندفول"),
        ("أوضحت إدارة مكتبة الملك منصور العامة أن القاعة مغلقة.", "إدارة مكتبة الملك منصور العامة"),
    ],
)
def test_bodies_speak_by_their_full_name(text, speaker):
    quote = told(text)
    assert (quote.speaker, quote.speaker_kind) == (speaker, "organization")


@pytest.mark.parametrize(
    "text",
    [
        "أكد لـ«المرسى» وكيل الوزارة سالم المرجاني أن الموسم بدأ.",
        "أبلغت «المرسى» مصادر مطلعة أن الموسم بدأ.",
        "وبحسب «المرسى»، ذكر سالم المرجاني أن الموسم بدأ.",
        "وشددت «الشركة الساحلية للسفن»، بعد الحادث، على متانة الأسطول.",
        "قال سالم المرجاني إن فريقه سيشارك في «كوبا أميركا».",
        "اختتم «سفراء البحر» زيارتهم، وقال سالم المرجاني إنها نجحت.",
        "أكد سالم المرجاني أن «الساحلية» تعمل على زيادة رحلاتها.",
        'أوضح مدير الميناء "خالد الوادي" أن الموسم بدأ. وأكد "الوادي" أن الباب مفتوح.',
    ],
)
def test_addressees_and_bodies_in_marks_are_no_quotes(text):
    assert [quote.text for quote in propose(text).quotes if quote.kind != "indirect"] == []


def test_an_outlet_before_the_cue_is_the_source_and_not_the_speaker():
    quote = told("وبحسب «رويترز»، ذكر الوزير سالم المرجاني أن الموسم بدأ.")
    assert (quote.speaker, quote.sources) == ("سالم المرجاني", ("رويترز",))


@pytest.mark.parametrize(
    ("phrase", "body"),
    [
        ("متحدث باسم البنتاغون", "البنتاغون"),
        ("المتحدث الرسمي لوزارة الصحة الدكتور", "وزارة الصحة"),
        ("الناطق الإعلامي للدفاع المدني بمنطقة الساحل", "الدفاع المدني بمنطقة الساحل"),
        ("المتحدثة بلسان الخارجية", "الخارجية"),
        ("متحدث عسكري", ""),
        ("وزير الصحة", ""),
    ],
)
def test_a_spokesperson_speaks_for_a_body(phrase, body):
    assert represented(phrase) == body


def test_an_unnamed_spokesman_stays_unnamed_and_speaks_for_the_body():
    quote = told("وقال متحدث باسم هيئة الموانئ: «لا خسائر حتى الآن».")
    assert (quote.speaker, quote.speaker_kind, quote.on_behalf_of) == (None, "unnamed", "هيئة الموانئ")


def test_the_spokesman_of_a_person_is_somebody_else():
    quote = told("صرح خالد محفوظ المرجاني أنه عاد. وأفاد المتحدث باسم المرجاني أن السفينة وصلت أمس.")
    assert (quote.speaker_as_written, quote.speaker_kind) == ("المتحدث باسم المرجاني", "unnamed")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("وكان مسؤول كبير في الهيئة البحرية أعلن أن السفينة غرقت.", "مسؤول كبير في الهيئة البحرية"),
        ("ونددت 19 منظمة غير حكومية بالخطة، مؤكدة أن الشاطئ للجميع.", "19 منظمة غير حكومية"),
    ],
)
def test_a_source_without_a_name_is_told_as_printed(text, phrase):
    quote = told(text)
    assert (quote.speaker_as_written, quote.speaker_kind) == (phrase, "unnamed")


def test_of_two_people_with_a_title_the_one_met_before_is_meant():
    text = "وصل الوزير سالم المرجاني. وقال الوزير إن الطريق آمن.\nثم جاء الوزير ماهر الوادي. وقال الوزير إن الجسر مغلق."
    assert [quote.speaker for quote in propose(text).quotes] == ["سالم المرجاني", "ماهر الوادي"]


INTERVIEW = """أجرت «المرسى» حواراً مع الروائية ليان الشمري، صاحبة «ليل المرفأ»، في بيتها.
- متى بدأتِ الكتابة؟
بدأت صغيرة، وقال لي أبي إن الكتابة «صنعة» لا هواية.
- ولماذا المرفأ؟
لأن المرفأ بيتي الأول.
وكل ما كتبته عنه لا يكفي.
- هل من رواية جديدة؟
نعم، بعد عام.
وانتهى الحوار عند المغيب.
"""


def test_the_answers_of_an_interview_are_the_guest_s_words():
    assert [(quote.kind, quote.text, quote.speaker) for quote in propose(INTERVIEW).quotes] == [
        ("direct", "بدأت صغيرة، وقال لي أبي إن الكتابة «صنعة» لا هواية.", "ليان الشمري"),
        ("direct", "لأن المرفأ بيتي الأول.\nوكل ما كتبته عنه لا يكفي.", "ليان الشمري"),
        ("direct", "نعم، بعد عام.", "ليان الشمري"),
    ]


def test_labelled_questions_make_an_interview_and_rhetorical_ones_do_not():
    labelled = "زرنا ليان الشمري.\nس: متى؟\nج: أمس.\nس: أين؟\nج: هنا.\nس: لماذا؟\nج: لأنني أحب البحر."
    assert [quote.text for quote in propose(labelled).quotes] == ["أمس.", "هنا.", "لأنني أحب البحر."]
    column = "\n".join(f"وهل يعقل هذا الأمر الغريب {n}؟\nلا أظن ذلك ممكناً." for n in range(4))
    assert propose(column).quotes == []


def test_the_day_beside_the_verb_is_the_day_the_words_were_said():
    day = datetime.date(2023, 5, 18)
    quote = told("قال أمس الأربعاء وزير النقل سالم المرجاني إن الطريق مفتوح.", reported_on=day)
    assert quote.said_on == "2023-05-17"
    quote = told("قال وزير النقل سالم المرجاني إن حادث أمس الأربعاء عابر.", reported_on=day)
    assert quote.said_on == ""


def test_words_said_after_their_report_are_a_problem_with_repairs():
    text = "قال الوزير سالم المرجاني في مؤتمر صحفي يوم 9 يونيو/حزيران 2023: «سنفتح الطريق»."
    found = propose(text, reported_on=datetime.date(2023, 5, 18))
    (date,) = found.dates
    assert (date.problem, date.repairs) == ("after_report", ("2023-05-09", "2022-06-09", "2023-06-09"))
    assert found.quotes[0].said_on == found.occasions[0].on == ""


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


@pytest.mark.parametrize("slip", ["المرحاني", "المرجانى", "المرجني", "المرجااني", "المجراني"])
def test_a_slip_in_the_last_name_still_means_the_one_who_bears_it(slip):
    text = f"زار الوزير سالم المرجاني المرفأ. وقال {slip}: «الأرصفة جاهزة الآن»."
    assert told(text).speaker == "سالم المرجاني"


def test_two_people_a_slip_apart_are_not_guessed_between():
    text = "حضر سالم المرجاني وماهر المرحاني. وقال المرزاني: «الأرصفة جاهزة الآن»."
    assert told(text).speaker not in ("سالم المرجاني", "ماهر المرحاني")
