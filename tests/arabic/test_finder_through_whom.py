"""Through whom words come and on whose behalf they are said: outlets, spokespeople, sources without a name, interviews."""

import datetime

import pytest

from newsroom.arabic.finder import propose
from newsroom.arabic.finder.spokesmen import represented


def told(text, **kwargs):
    """The last proposal of a text."""
    return propose(text, **kwargs).quotes[-1]


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
        ("قال مصدر في الديوان إن الموعد تأجل. وأضاف أن «السبب صحي».", "مصدر في الديوان"),
        ("وأضاف المصدر ذاته أن «السبب صحي».", "المصدر ذاته"),
        ("قال سالم المرجاني إن الطريق آمن. وقال المحاميان يومها «لا أحد يعرف السبب».", "المحاميان"),
        ("ونددت 19 منظمة غير حكومية بالخطة، مؤكدة أن الشاطئ للجميع.", "19 منظمة غير حكومية"),
        ("ووصف ناشطون الوضع بأنه «غير مطمئن منذ أيام».", "ناشطون"),
        ("وقال الناشطون «إن الشاطئ للجميع منذ القدم».", "الناشطون"),
        ("وهتفت مجموعة من البحارة «نحن للبحر والبحر لنا».", "مجموعة من البحارة"),
    ],
)
def test_a_source_without_a_name_is_told_as_printed(text, phrase):
    quote = told(text)
    assert (quote.speaker_as_written, quote.speaker_kind) == (phrase, "unnamed")


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
