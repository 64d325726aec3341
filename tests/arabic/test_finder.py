"""The people, bodies and places here are invented."""

import datetime
import gc
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.arabic.finder import Known, propose

STORY = """قالت صحيفة The Harbour Times البحرية في تقرير نشرته الخميس 18 مايو/أيار 2023، نقلاً عن العميد سامر الوادي، رئيس هيئة الموانئ في جزر اللؤلؤ، إنه "يُحتمل" أن تغلق السلطات المرفأ القديم قبل نهاية العام الجاري.
وفي السياق نفسه، قال الوادي عن حركة السفن في المضيق: "في الموانئ تفعل ما يمليه عليك البحر، لا ما تشتهيه".
جاءت تصريحات الوادي في مؤتمر صحفي عُقد يوم الأربعاء 17 أبريل/نيسان 2023، مع وزيرة النقل ليان الشمري، وفي المؤتمر نفسه وصف الوادي العاصفة بأنها "ضيف لا يستأذن"، وأضاف أنه "لا يعرف متى ترحل".
وقالت الشمري: "لن نعد الناس بما لا نملك". وأوضحت أن الوزارة ستفتح طريقاً بديلاً خلال شهر.
"""


@pytest.fixture(scope="module")
def found():
    return propose(STORY, reported_on=datetime.date(2023, 5, 18))


def test_a_story_gives_its_quotes_with_kind_and_full_name(found):
    assert [
        (quote.kind, quote.text, quote.speaker) for quote in found.quotes if quote.kind != "indirect"
    ] == [
        ("mixed", "يُحتمل", "سامر الوادي"),
        ("direct", "في الموانئ تفعل ما يمليه عليك البحر، لا ما تشتهيه", "سامر الوادي"),
        ("mixed", "ضيف لا يستأذن", "سامر الوادي"),
        ("mixed", "لا يعرف متى ترحل", "سامر الوادي"),
        ("direct", "لن نعد الناس بما لا نملك", "ليان الشمري"),
    ]
    assert [quote.speaker for quote in found.quotes if quote.kind == "indirect"] == [
        "سامر الوادي",
        "ليان الشمري",
    ]


def test_offsets_are_those_of_the_text_inside_the_marks(found):
    for quote in found.quotes:
        assert STORY[quote.start : quote.end] == quote.text
        if quote.kind != "indirect":
            assert STORY[quote.start - 1] == STORY[quote.end] == '"'


def test_people_come_with_the_positions_the_story_prints(found):
    assert [(person.name, person.positions) for person in found.people] == [
        ("سامر الوادي", ["العميد", "رئيس هيئة الموانئ في جزر اللؤلؤ"]),
        ("ليان الشمري", ["وزيرة النقل"]),
    ]


def test_the_chain_names_the_outlet_through_which_words_are_known(found):
    assert [(source.name, source.kind) for source in found.sources] == [("The Harbour Times", "newspaper")]
    assert found.quotes[0].sources == found.quotes[1].sources == ("The Harbour Times",)


def test_quotes_around_a_press_conference_are_given_it(found):
    (occasion,) = found.occasions
    assert (occasion.kind, occasion.text, occasion.on) == ("press_conference", "مؤتمر صحفي", "")
    assert [quote.occasion for quote in found.quotes if quote.kind == "direct"] == [0, 0]


def test_the_date_of_an_occasion_is_left_open_while_it_contradicts_itself(found):
    date = found.dates[found.occasions[0].date]
    assert (date.problem, date.repairs[0]) == ("weekday_mismatch", "2023-05-17")


def one(text, **kwargs):
    """The only marked quote of a text, or None."""
    quotes = [quote for quote in propose(text, **kwargs).quotes if quote.kind != "indirect"]
    assert len(quotes) < 2, quotes
    return quotes[0] if quotes else None


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال وزير الزراعة فادي النجار: «موسم القمح بخير».", "direct"),
        ("وقال وزير الزراعة فادي النجار «إن موسم القمح بخير».", "direct"),
        ("وقال وزير الزراعة فادي النجار إن «موسم القمح بخير».", "mixed"),
        ("أكد وزير الزراعة فادي النجار أن المزارعين «لن يتركوا وحدهم».", "mixed"),
        ("أكد وزير الزراعة فادي النجار حرصه على «حماية المزارعين الصغار».", "mixed"),
        ("وصف وزير الزراعة فادي النجار الجفاف بأنه «كارثة».", "mixed"),
        ("عاد وزير الزراعة فادي النجار من جولته قائلاً: «رأيت ما يكفي».", "direct"),
        ("رفض وزير الزراعة فادي النجار الخطة لأنها «تظلم المزارعين»، على حد قوله.", "mixed"),
        ("قال وزير الزراعة فادي النجار إن هذه «الحلول العاجلة» تكفي القرى.", "mixed"),
        ("انتقد وزير الزراعة فادي النجار ما أسماه «جفاف الضمائر» في القرى.", "mixed"),
        ("أثار الجفاف ما سماه وزير الزراعة فادي النجار «موسم القلق».", "mixed"),
        (
            "قال وزير الزراعة فادي النجار إنه فيما يصر المستوردون على الشراء، فإن الفلاحين «سيزرعون أرضهم».",
            "mixed",
        ),
        ("قال وزير الزراعة فادي النجار كلمته. وجاء نص البيان الذي صدر بعد ذلك: «لن نترك أحداً».", "direct"),
        ("وبحسب وزير الزراعة فادي النجار فإن الخطة «تظلم صغار المزارعين».", "mixed"),
        ("أكد وزير الزراعة فادي النجار استعداد الوزارة «للقيام بالمزيد».", "mixed"),
        ("قال وزير الزراعة فادي النجار إن الوزارة والاتحاد الزراعي «عملا معاً على خطة لري القرى».", "mixed"),
        (
            "ستنقل المزارع، إلا أن الموسم «لن يضيع على أحد هذا العام»، حسب تغريدة وزير الزراعة فادي النجار.",
            "mixed",
        ),
        ("ظهرت مؤشرات على أنه «موسم بلا مطر»، كما قال وزير الزراعة فادي النجار.", "mixed"),
        ("قال وزير الزراعة فادي النجار في لقاء مع الصيادين إن: «الموسم بخير».", "mixed"),
        ("قال وزير الزراعة فادي النجار إن الخطاب الذي سمعه عن برنامجها الزراعي «مزعج للغاية».", "mixed"),
        ("قال وزير الزراعة فادي النجار إن على النظام الجديد «ألا يتأخر» في دفع الأجور.", "mixed"),
        ("أكد وزير الزراعة فادي النجار تأجيل الرحلة «بسبب الجفاف» هذا الأسبوع.", "mixed"),
        ("قال وزير الزراعة فادي النجار إن جولته جاءت لـ«إعلان عن نوايا» الوزارة.", "mixed"),
        ("وصف وزير الزراعة فادي النجار الاتفاق قبل يومين بـ«الإنجاز».", "mixed"),
        ("وقبل ذلك، عبر وزير الزراعة فادي النجار الذي تشرف وزارته على القرى عن «أسفه» للتأخير.", "mixed"),
        ("أكد وزير الزراعة فادي النجار مجدداً اليوم «أهمية استعادة الهدوء في الحقول».", "direct"),
        ("زار وزير الزراعة فادي النجار القرى ودعا إلى وقف ما وصفه بـ«العدوان» على الحقول.", "mixed"),
        ("انتقد وزير الزراعة فادي النجار القانون الذي اعتبره «ظالماً» بعد أن قرأه.", "direct"),
        ("قال وزير الزراعة فادي النجار للصيادين في أوبك «لا أظن ذلك ممكناً هذا العام».", "direct"),
        ("«لم نر الحقول خضراء كما رأيناها»، تلك كانت تغريدة للوزير فادي النجار.", "direct"),
        (
            "أدان وزير الزراعة فادي النجار في بيان أمس حريق الحقول الذي امتد من القرية إلى الساحل، وحمل الشركة المسؤولية عن هذه «الجريمة البشعة».",
            "mixed",
        ),
        (
            "قال وزير الزراعة فادي النجار لمحطة «تي في أي»، «لا نعرف حتى الآن متى يعود المطر».",
            "direct",
        ),
    ],
)
def test_a_cue_licenses_a_quote_and_its_kind(text, kind):
    quote = one(text)
    assert (quote.kind, quote.speaker) == (kind, "فادي النجار")


@pytest.mark.parametrize(
    "text",
    [
        "افتتحت صحيفة «المرسى» مقرها الجديد.",
        "قال رئيس البلدية فادي النجار إن فيلم «ليل المرفأ» سيعرض مجاناً.",
        "أعلنت جمعية «بيتنا» إطلاق حملة «شتاء دافئ للجميع في القرى».",
        "أوضحت «المرسى» أن المقر مفتوح للزوار.",
        "قال رئيس البلدية فادي النجار إن ما يعرف بـ«خط الساحل» سيغلق.",
        "قال رئيس البلدية فادي النجار إن الحافلات الـ«435» ستعود.",
        "قال رئيس البلدية فادي النجار إن شركة «Blue Bay Lines» ستعود.",
        "أعلن رئيس البلدية فادي النجار أنها ستستحوذ على «برانكو دلتا هولدينغز» قريباً.",
        "قال تعالى: «وقل رب زدني علما».",
        "جاء في الحديث «إنما الأعمال بالنيات».",
        "﴿وقل رب زدني علما﴾",
        "قال رئيس البلدية فادي النجار إن أغنيات غنيت في الحفل مثل: «يا بحر خذنا معك إلى الجزر البعيدة».",
        "قال رئيس البلدية فادي النجار إن «خط المرافئ» يبدأ غداً من الميناء.",
        "قال رئيس البلدية فادي النجار إن الطلاب طبقوا «قانون زوكر» في المعمل.",
        "ويجوز القول بأن البحر هنا صار «جاراً عنيداً جداً» في كل موسم.",
        "ندوة حول «مستقبل القرى الساحلية بعد العاصفة الأخيرة».",
        "أعلن رئيس البلدية فادي النجار افتتاح معاهد «سالم المرجاني للبحار» في المدينة.",
        "عبر العميد فادي النجار «رئيس بحارة متقاعد»، عن أسفه للصيادين.",
        "خاف الصيادون من «سالم»، كما قال رئيس البلدية فادي النجار.",
        "وقال سالم المرجاني رضي الله عنه: «كنا نخرج يوم العيد صاعاً من طعام».",
        "في قصته المعنونة بـ«ليس في القرية بحار»، يكشف الكاتب فادي النجار جوانب من حياته.",
        "وبعث النبي صلى الله عليه وسلم برسالته إلى الملك قال في نهايتها: «أسلم تسلم من كل شر».",
        "قال رئيس البلدية فادي النجار إن للأناشيد 4 أنواع هي «نشيد البحر، ونشيد الرمل، ونشيد المطر».",
        "قال رئيس البلدية فادي النجار إن عنوان الصحيفة أمس كان هو «عاد الصيادون جميعاً إلى بيوتهم».",
        "نشرت الصحيفة رد رئيس البلدية فادي النجار تحت عنوان «يا أهل القرى البعيدة عن البحر لا تغادروا بيوتكم هذا الشتاء قبل أن نعود إليكم».",
        "في القرى عادات «بالية»، تحث أفراد الأسرة على البقاء معاً.",
    ],
)
def test_names_titles_and_sacred_words_are_no_quotes(text):
    assert one(text) is None


@pytest.mark.parametrize(
    ("text", "speaker", "rule"),
    [
        ("زار الطبيب سالم المرجاني المخيم. وقال المرجاني: «الدواء قليل».", "سالم المرجاني", "surname"),
        ("زار مدير المستشفى سالم المرجاني المخيم. وقال المدير: «الدواء قليل».", "سالم المرجاني", "title"),
        ("قال الطبيب سالم المرجاني إن الدواء قليل. وأضاف: «نحتاج إلى كل شيء».", "سالم المرجاني", "dropped"),
        ("لكن الطبيب سالم المرجاني قال: «الدواء قليل جداً».", "سالم المرجاني", "before_verb"),
        (
            "قالت وزارة الصيد في بيان إن المخازن فارغة. وقالت الوزارة: «نعمل ليلاً ونهاراً».",
            "وزارة الصيد",
            "body_called",
        ),
        (
            "ونقلت صحيفة «المرسى» عن الطبيب سالم المرجاني قوله: «الدواء قليل».",
            "سالم المرجاني",
            "title_name",
        ),
        ("وقال مصدر أمني: «لا نعرف السبب بعد».", None, "unnamed"),
        ("وقال مراقبون: «لا نعرف السبب بعد».", None, "unnamed"),
    ],
)
def test_who_speaks_is_resolved_to_the_full_name(text, speaker, rule):
    quote = one(text)
    assert quote.speaker == speaker
    assert quote.rule.endswith("+" + rule)
    assert quote.speaker_kind == ("unnamed" if rule == "unnamed" else quote.speaker_kind)


def test_the_newsroom_s_own_people_are_known_by_every_name():
    known = [Known("هالة زين الدين مراد", other_names=("هالة مراد",), uid="p1")]
    quote = one("وقالت هالة مراد: «سنعود غداً إلى العمل».", known=known)
    assert (quote.speaker, quote.speaker_uid, quote.speaker_as_written) == (
        "هالة زين الدين مراد",
        "p1",
        "هالة مراد",
    )


def test_an_unsure_speaker_stays_empty():
    quote = one("«لا أحد يعرف كم بقي من الماء في الخزانات هذا المساء»، هكذا كُتب على الجدار.")
    assert quote is None or quote.speaker is None


def test_a_feminine_verb_goes_back_to_the_woman():
    text = "قالت الطبيبة ريم البستاني إن الدواء قليل. وقال الطبيب سالم المرجاني إن الطريق مغلق. وأضافت: «ننتظر المساعدة»."
    assert one(text).speaker == "ريم البستاني"


def test_the_verb_stands_without_its_and():
    assert one("زار الطبيب سالم المرجاني المخيم. وقال المرجاني: «الدواء قليل».").verb == "قال"


def test_decomposed_text_is_read_as_its_composed_form():
    text = unicodedata.normalize("NFD", "قال الطبيب أحمد المرجاني: «أرى أملاً».")
    (quote,) = propose(text).quotes
    composed = unicodedata.normalize("NFC", text)
    assert composed[quote.start : quote.end] == quote.text == "أرى أملاً"


def test_an_open_mark_is_a_warning_and_a_quote():
    found = propose("قال الطبيب سالم المرجاني: «الدواء قليل.\nوانتهى المؤتمر هنا.")
    assert [warning.code for warning in found.warnings] == ["unclosed_mark"]
    assert found.quotes[0].text == "الدواء قليل."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            'قال الطبيب سالم المرجاني: "الدواء قليل. وتابع المرجاني قائلاً: "سنطلب المزيد".',
            ["الدواء قليل", "سنطلب المزيد"],
        ),
        ('وقال الطبيب سالم المرجاني: الدواء قليل هذا الشتاء".\nوانتهى المؤتمر.', ["الدواء قليل هذا الشتاء"]),
        ("أكد الطبيب سالم المرجاني أن ” الدواء لا يكفي القرى ” هذا الشتاء.", ["الدواء لا يكفي القرى"]),
        ("قال الطبيب سالم المرجاني :” الدواء قليل هذا الشتاء.\nوانتهى المؤتمر.", ["الدواء قليل هذا الشتاء."]),
        (
            'وقال الطبيب سالم المرجاني: "نشارك في برنامج "مرساة" هذا العام ونرجو أن يكبر. ثم غادر.',
            ['نشارك في برنامج "مرساة" هذا العام ونرجو أن يكبر'],
        ),
        ("وقال الطبيب سالم المرجاني: « الدواء قليل هذا العام «. ثم غادر.", ["الدواء قليل هذا العام"]),
    ],
)
def test_words_told_anew_end_a_mark_left_open(text, words):
    assert [quote.text for quote in propose(text).quotes] == words


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                *'«»"“”:،.\n()',
                "قال",
                "وأضاف",
                "أن",
                "إلى أن",
                "الوزير",
                "سالم",
                "المرجاني",
                "صحيفة",
                "نقلاً عن",
                "على حد قوله",
                "بحسب",
                "بيان",
                "عبد",
                "بن",
                "مؤتمر صحفي",
                "1 مايو 2023",
                "مشيراً",
                "الذي",
                "X",
                "ً",
                "ـ",
                "جاء في",
                "ما أكده",
            ]
        ),
        max_size=60,
    )
)
def test_no_text_raises_and_every_offset_holds(pieces):
    text = unicodedata.normalize("NFC", " ".join(pieces))
    for quote in propose(text, reported_on=datetime.date(2023, 5, 18)).quotes:
        assert text[quote.start : quote.end] == quote.text
        assert 0 <= quote.confidence <= 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "استهل الشاعر سالم المرجاني كلمته بعبارة «ألف مبروك لهؤلاء الصيادين» ثم جلس.",
            "ألف مبروك لهؤلاء الصيادين",
        ),
        ("أخذت من حديثه الجملة التالية «نحن نرحب بكل من يزورنا».", "نحن نرحب بكل من يزورنا"),
        ("«لم نر البحر هائجاً كما رأيناه»، تلك هي الكلمات التي بقيت.", "لم نر البحر هائجاً كما رأيناه"),
    ],
)
def test_words_announced_as_words_are_a_quote(text, words):
    assert one(text).text == words


def test_names_in_marks_do_not_cut_a_verb_from_what_it_tells():
    for text in (
        "أعلنت شركة الملاحة البحرية «مرساة» على حسابها أن السفن لن تعود قبل الخريف.",
        "واعتبر صيادون، تحدثت إليهم «المرسى»، أن القرار أضر بهم هذا الموسم.",
    ):
        (quote,) = propose(text).quotes
        assert quote.kind == "indirect"


def test_an_outlet_s_name_closed_by_an_opening_mark_is_no_quote():
    text = "قال سالم المرجاني في حديث لقناة “المرسى “البحرية إن الغرفة مستعدة للتعاون مع الصيادين."
    assert [quote.kind for quote in propose(text).quotes] == ["indirect"]


@pytest.mark.parametrize(
    "text",
    [
        "لفت نظري مقال الأديب سالم المرجاني حين قرأت أن البحر يعلو وأن الناس لا يدرون.",
        "بدأ القاص سالم المرجاني الكتابة إبان رئاسة التحرير القديمة التي رأت أن الطريق طويل.",
        "• ألا ترى أن الرواية ملأت الدنيا وشغلت الناس؟",
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


def test_a_long_text_takes_no_longer_a_letter_than_a_short_one():
    def seconds(times):
        start = time.process_time()
        gc.disable()
        propose(STORY * times)
        gc.enable()
        return time.process_time() - start

    seconds(2)
    assert seconds(160) < 16 * max(seconds(20), 0.005)
