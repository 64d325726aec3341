"""How the pages are dressed: Arabic letters joined and upright, no sides, nothing from elsewhere."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.template import Context, Template

from newsroom.templatetags import arabic
from tests import make

ROOT = Path(__file__).parents[2]
SHEET = (ROOT / "newsroom/static/newsroom/site.css").read_text(encoding="utf-8")
TEMPLATES = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def test_the_sheet_knows_no_sides():
    assert not re.findall(r"(?:margin|padding|border|inset)-(?:top|bottom|left|right)", SHEET)
    assert not re.findall(r"(?<!-)\b(?:left|right)\b", SHEET)


def test_arabic_letters_are_joined_and_upright():
    assert not re.findall(r"letter-spacing|italic|oblique|text-align:\s*justify|text-transform", SHEET)


def test_the_sheet_is_short_and_loads_only_what_is_here():
    assert len(SHEET.splitlines()) <= 500
    assert "@import" not in SHEET
    addresses = re.findall(r'url\("([^"]+)"\)', SHEET)
    assert len(addresses) == SHEET.count("url(") == 8
    for address in addresses:
        assert (ROOT / "newsroom/static/newsroom" / address).is_file()
    assert SHEET.count("font-display: swap") == SHEET.count("@font-face")


def test_the_fonts_carry_their_licence():
    fonts = ROOT / "newsroom/static/newsroom/fonts"
    for name in {file.name.partition("-")[0] for file in fonts.glob("*.woff2")}:
        assert "SIL Open Font License" in (fonts / f"{name}-LICENSE.txt").read_text()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_script_style_or_arabic(path):
    text = path.read_text(encoding="utf-8")
    text = text.replace('<script defer src="{% static "newsroom/suggest.js" %}"></script>', "")
    assert not re.findall(r"<script|<style|\sstyle=|\son[a-z]+=|https?://", text)
    assert not re.findall(r"[\u0621-\u064a]", text), "Arabic belongs into the catalogue"
    assert "|safe" not in text


@pytest.mark.django_db
def test_a_page_says_its_language_and_has_its_landmarks(client):
    story = make.article(at=PAST)
    make.quote(story)
    for address in ("/", story.get_absolute_url(), "/quotes/", "/people/", "/search/"):
        page = client.get(address).content.decode()
        assert '<html lang="ar" dir="rtl">' in page
        for landmark in (
            '<main id="content"',
            '<header class="masthead"',
            "<nav",
            "<footer",
            'href="#content"',
        ):
            assert landmark in page
        assert page.count("<h1") == 1
        ids = re.findall(r'\sid="([^"]+)"', page)
        assert len(ids) == len(set(ids))
        loaded = re.findall(r'(?:src|<link[^>]*rel="(?:stylesheet|icon|preload)"[^>]*href)="([^"]+)"', page)
        assert all(address.startswith("/") for address in loaded)


@pytest.mark.parametrize(
    ("months", "digits", "shown"),
    [
        ("dual", "latin", "2 سبتمبر/أيلول 2021"),
        ("levant", "latin", "2 أيلول 2021"),
        ("gregorian", "arabic", "٢ سبتمبر ٢٠٢١"),
    ],
)
def test_dates_follow_the_house(settings, months, digits, shown):
    settings.MONTHS, settings.DIGITS = months, digits
    for value in ("2021-09-02", date(2021, 9, 2), datetime(2021, 9, 2, 12, tzinfo=UTC)):
        assert arabic.day(value) == f'<time datetime="2021-09-02">{shown}</time>'


@pytest.mark.parametrize(("value", "shown"), [("", ""), (None, ""), ("2021-99", "2021-99"), ("2021", "2021")])
def test_a_date_is_shown_as_far_as_it_is_known(value, shown):
    assert re.sub("<[^>]+>", "", arabic.day(value)) == shown


def test_an_hour_is_told_in_the_houses_zone(settings):
    settings.TIME_ZONE, settings.DIGITS = "Asia/Amman", "arabic"
    assert "<bdi>١٥:٠٠</bdi>" in arabic.moment(datetime(2021, 9, 2, 12, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("قالت OpenAI & Co. أمس", 'قالت <bdi dir="ltr">OpenAI &amp; Co</bdi>. أمس'),
        ("<b>", "&lt;b&gt;"),
        ("عند -5 درجات", 'عند <bdi dir="ltr">-5</bdi> درجات'),
        ("كوفيد-19", "كوفيد-19"),
        ("بين 2020-2021", "بين 2020-2021"),
        ("هاتف +962 6 555", 'هاتف <bdi dir="ltr">+962 6 555</bdi>'),
        (None, ""),
    ],
)
def test_latin_names_and_signed_numbers_are_isolated(text, shown):
    assert arabic.isolate(text) == shown


def test_a_latin_name_says_its_language():
    shown = Template("{{ name|latin }}{{ none|latin }}").render(Context({"name": "A <b>", "none": ""}))
    assert shown == '<bdi lang="en" dir="ltr">A &lt;b&gt;</bdi>'
