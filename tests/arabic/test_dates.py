import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.arabic import dates

REPORT = datetime.date(2023, 5, 18)
NOVEMBER = datetime.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2021", True),
        ("2021-09", True),
        ("2021-09-02", True),
        ("2024-02-29", True),
        ("2021-02-29", False),
        ("2021-13", False),
        ("2021-9", False),
        ("0000", False),
        ("2021-09-02T10", False),
        ("٢٠٢١", False),
        ("", False),
    ],
)
def test_a_partial_date_is_one_the_calendar_has(text, is_one):
    assert dates.is_partial(text) is is_one


@pytest.mark.parametrize(
    ("partial", "first", "last"),
    [
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024-02-03", (2024, 2, 3), (2024, 2, 3)),
    ],
)
def test_a_partial_date_has_a_first_and_a_last_day(partial, first, last):
    assert dates.earliest(partial) == datetime.date(*first)
    assert dates.latest(partial) == datetime.date(*last)


def test_no_partial_date_says_how_to_write_one():
    with pytest.raises(ValueError, match="2021-09-02"):
        dates.earliest("سبتمبر")


@pytest.mark.parametrize(
    ("date", "months", "digits", "shown"),
    [
        ("2022-09-02", "dual", "latin", "2 سبتمبر/أيلول 2022"),
        ("2022-09", "gregorian", "latin", "سبتمبر 2022"),
        (datetime.date(2022, 1, 20), "levant", "arabic", "٢٠ كانون الثاني ٢٠٢٢"),
        ("2022-08-05", "maghreb", "latin", "5 غشت 2022"),
        ("2022-08-05", "tunisia", "latin", "5 أوت 2022"),
        ("2022", "dual", "latin", "2022"),
        ("", "dual", "latin", ""),
    ],
)
def test_a_date_is_shown_in_the_house_custom(date, months, digits, shown):
    assert dates.show(date, months, digits) == shown


@given(
    st.dates(datetime.date(1900, 1, 1), datetime.date(2150, 1, 1)),
    st.sampled_from(list(dates.CUSTOMS)),
    st.sampled_from(["latin", "arabic"]),
)
def test_a_date_that_is_shown_is_found_again(date, months, digits):
    shown = dates.show(date, months, digits)
    (found,) = dates.find(f"وقع ذلك يوم {shown}، في المرفأ.")
    assert (found.text, found.iso, found.problem) == (shown, date.isoformat(), "")


@pytest.mark.parametrize(
    ("text", "printed", "iso"),
    [
        ("عُقد الخميس ١٨ مايو/أيار ٢٠٢٣ لقاء", "الخميس ١٨ مايو/أيار ٢٠٢٣", "2023-05-18"),
        ("في 3 أيار (مايو) 2023", "3 أيار (مايو) 2023", "2023-05-03"),
        ("منذ مارس 2020", "مارس 2020", "2020-03"),
        ("بحلول أكتوبر/تشرين الأول من عام 2024", "أكتوبر/تشرين الأول من عام 2024", "2024-10"),
        ("يوم 7/4/2023", "7/4/2023", "2023-04-07"),
        ("بتاريخ 2023-04-07.", "2023-04-07", "2023-04-07"),
        ("الثاني والعشرين من تشرين الأول 2022", "الثاني والعشرين من تشرين الأول 2022", "2022-10-22"),
        ("في 12 غشت 2019", "12 غشت 2019", "2019-08-12"),
        ("في 5 جويلية 1962", "5 جويلية 1962", "1962-07-05"),
        ("ليوم 9 نيسان", "9 نيسان", "2023-04-09"),
        ("في 30 ديسمبر", "30 ديسمبر", "2022-12-30"),
    ],
)
def test_dates_are_found_as_printed(text, printed, iso):
    (found,) = dates.find(text, REPORT)
    assert (text[found.start : found.end], found.iso, found.problem, found.repairs) == (printed, iso, "", ())


@pytest.mark.parametrize(
    "text",
    [
        "ميدان 6 أكتوبر",
        "بنسبة 3.5 مليون",
        "رقم 1/2/3",
        "مايو",
        "مشى 3 مارسيليون",
        "",
        "صفحة 2021",
    ],
)
def test_what_is_no_date_is_not_found(text):
    assert dates.find(text, REPORT) == []


THURSDAY = datetime.date(2015, 7, 30)


@pytest.mark.parametrize(
    ("text", "printed", "iso"),
    [
        ("في 12/5/1442هـ", "12/5/1442هـ", "2020-12-27"),
        ("يوم 1436/10/14", "1436/10/14", "2015-07-30"),
        ("انتهى في 15 شوال", "15 شوال", "2015-07-31"),
        ("الأربعاء 15 رمضان ١٤٣٦", "الأربعاء 15 رمضان ١٤٣٦", "2015-07-01"),
        ("خلال رمضان 1435 هـ", "رمضان 1435 هـ", "2014"),
        ("قال أمس الأربعاء", "أمس الأربعاء", "2015-07-29"),
        ("بالأمس كان هنا", "الأمس", "2015-07-29"),
        ("وصل أول من أمس", "أول من أمس", "2015-07-28"),
        ("وصل أمس الأول", "أمس الأول", "2015-07-28"),
        ("وصل (أمس الأربعاء) متأخراً", "أمس الأربعاء", "2015-07-29"),
        ("وصل اليوم (الخميس) متأخراً", "اليوم (الخميس)", "2015-07-30"),
        ("وصل مساء اليوم", "مساء اليوم", "2015-07-30"),
        ("يسافر غداً الجمعة", "غداً الجمعة", "2015-07-31"),
        ("يسافر بعد غد", "بعد غد", "2015-08-01"),
        ("وصل يوم الخميس", "يوم الخميس", "2015-07-30"),
        ("وصل الخميس الماضي", "الخميس الماضي", "2015-07-23"),
        ("يصل الخميس المقبل", "الخميس المقبل", "2015-08-06"),
        ("وصل قبل يومين", "قبل يومين", "2015-07-28"),
        ("ارتفع في الشهر الماضي", "الشهر الماضي", "2015-06"),
        ("خطة للعام المقبل", "للعام المقبل", "2016"),
    ],
)
def test_hijri_and_relative_dates_are_told_from_the_day_of_the_report(text, printed, iso):
    (found,) = dates.find(text, THURSDAY)
    assert (found.text, found.iso, found.problem) == (printed, iso, "")
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text",
    [
        "بأمسّ الحاجة",
        "في أمس الحاجة",
        "اليوم العالمي للماء",
        "صلاة الجمعة",
        "صحيفة اليوم",
        "غدا البيت خالياً",
        "أمسك به",
    ],
)
def test_everyday_words_are_no_relative_dates(text):
    assert dates.find(text, THURSDAY) == []


def test_relative_dates_need_the_day_of_the_report():
    assert dates.find("قال أمس الأربعاء والشهر الماضي") == []


@pytest.mark.parametrize(
    ("text", "problem", "repairs"),
    [
        ("أمس الثلاثاء", "weekday_mismatch", ("2015-07-28", "2015-07-29")),
        ("14 شوال 1436 الموافق 20 يوليو 2015", "calendars_disagree", ("2015-07-30", "2015-07-20")),
        ("31 رمضان 1436", "no_such_day", ()),
    ],
)
def test_hijri_and_relative_dates_that_contradict_themselves_are_problems(text, problem, repairs):
    found = dates.find(text, THURSDAY)[-1]
    assert (found.problem, found.repairs) == (problem, repairs)


def test_a_day_of_difference_between_the_calendars_is_the_moon_s():
    hijri, gregorian = dates.find("الأربعاء 14 شوال 1436هـ (29 يوليو 2015)")
    assert hijri.iso == gregorian.iso == "2015-07-29"
    assert not (hijri.problem or gregorian.problem)


def test_a_day_without_year_needs_the_day_of_the_report():
    assert dates.find("في 9 نيسان") == []


@pytest.mark.parametrize(
    ("text", "reported_on", "problem", "repairs"),
    [
        (
            "الأربعاء 1 أغسطس/آب 2021",
            datetime.date(2021, 9, 2),
            "weekday_mismatch",
            ("2021-09-01", "2021-08-01"),
        ),
        (
            "الثلاثاء 10 يناير 2022",
            datetime.date(2023, 1, 11),
            "weekday_mismatch",
            ("2023-01-10", "2022-01-10"),
        ),
        ("الجمعة 18 مايو 2023", REPORT, "weekday_mismatch", ("2023-05-19", "2023-05-18")),
        (
            "وعقد المجلس جلسة الجمعة 28 نوفمبر 2026",
            NOVEMBER,
            "weekday_mismatch",
            ("2025-11-28", "2026-11-28"),
        ),
        (
            "وسيعقد المجلس جلسة الجمعة 28 نوفمبر 2026",
            NOVEMBER,
            "weekday_mismatch",
            ("2026-11-27", "2026-11-28"),
        ),
        ("الجمعة 28 نوفمبر 2026 سيُعقد لقاء", NOVEMBER, "weekday_mismatch", ("2026-11-27", "2026-11-28")),
        (
            "من المقرر أن يُعقد الجمعة 28 نوفمبر 2026",
            NOVEMBER,
            "weekday_mismatch",
            ("2026-11-27", "2026-11-28"),
        ),
        # not before the report, and in its own sentence; «سيارة» is nothing to come
        ("سيجتمع الأربعاء 26 نوفمبر 2026", NOVEMBER, "weekday_mismatch", ("2026-12-02", "2026-11-26")),
        (
            "سيجتمعون قريباً. وعُقدت الجمعة 28 نوفمبر 2026",
            NOVEMBER,
            "weekday_mismatch",
            ("2025-11-28", "2026-11-28"),
        ),
        ("وصلت سيارة الجمعة 28 نوفمبر 2026", NOVEMBER, "weekday_mismatch", ("2025-11-28", "2026-11-28")),
        ("5 أبريل/أيار 2023", REPORT, "months_disagree", ("2023-05-05", "2023-04-05")),
        ("الأربعاء 5 أبريل/أيار 2023", REPORT, "months_disagree", ("2023-04-05", "2023-05-05")),
        ("مايو/نيسان 2023", REPORT, "months_disagree", ("2023-05", "2023-04")),
        ("31 أبريل 2023", REPORT, "no_such_day", ("2023-05-01", "2023-04-30")),
        ("4/25/2023", REPORT, "no_such_day", ("2023-04-25",)),
    ],
)
def test_a_date_that_contradicts_itself_comes_with_repairs(text, reported_on, problem, repairs):
    (found,) = dates.find(text, reported_on)
    assert (found.problem, found.repairs) == (problem, repairs)
    assert found.iso == "" or dates.is_partial(found.iso)


def test_digits_become_latin_one_for_one():
    assert dates.latin_digits("٢٠٢١-۰۹ و3") == "2021-09 و3"
