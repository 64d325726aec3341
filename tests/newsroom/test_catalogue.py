"""The interface speaks Arabic: every text has its Arabic, and the .mo is the .po."""

import ast
import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "newsroom" / "locale" / "ar" / "LC_MESSAGES"
CALLS = {
    "gettext": (0,), "gettext_lazy": (0,), "gettext_noop": (0,), "_": (0,),
    "ngettext": (0, 1), "ngettext_lazy": (0, 1), "pgettext": (1,), "pgettext_lazy": (1,), "npgettext": (1, 2),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def read_po(path):
    """[{"msgid": …, "msgstr": {0: …}, …}] of a .po file; enough of the format for ours."""
    entries, entry, field = [], {}, None
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("#"):
            if line.startswith("#,"):
                entry["flags"] = line
        elif match := re.match(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d)\])? "(.*)"$', line):
            name, number, text = match.groups()
            field = (name, int(number or 0))
            entry[field] = text
        elif line.startswith('"'):
            entry[field] += line[1:-1]
        elif entry:
            entries.append({
                key: ast.literal_eval(f'"{value}"') if key != "flags" else value
                for key, value in entry.items()
            })  # fmt: skip
            entry = {}
    return [entry for entry in entries if entry.get(("msgid", 0))]


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_catalogue_is_complete_and_the_compiled_one_is_equal(name):
    with (CATALOGUE / f"{name}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)._catalog
    entries = read_po(CATALOGUE / f"{name}.po")
    assert len(entries) > 50
    expected = {}
    for entry in entries:
        assert "fuzzy" not in entry.get("flags", ""), entry
        msgid, context = entry["msgid", 0], entry.get(("msgctxt", 0))
        known = f"{context}\x04{msgid}" if context is not None else msgid
        forms = {
            number: text
            for (field, number), text in (k_v for k_v in entry.items() if k_v[0] != "flags")
            if field == "msgstr"
        }
        assert all(text.strip() for text in forms.values()), f"{msgid!r} has no Arabic"
        if ("msgid_plural", 0) in entry:
            assert sorted(forms) == list(range(6)), f"{msgid!r} needs six forms"
            expected |= {(known, number): text for number, text in forms.items()}
            allowed = {*PLACEHOLDER.findall(msgid), *PLACEHOLDER.findall(entry["msgid_plural", 0])}
        else:
            expected[known] = forms[0]
            allowed = set(PLACEHOLDER.findall(msgid))
            assert set(PLACEHOLDER.findall(forms[0])) <= allowed, msgid
        for text in forms.values():
            assert set(PLACEHOLDER.findall(text)) <= allowed, f"{msgid!r}: {text!r}"
    assert {key: value for key, value in compiled.items() if key != ""} == expected, (
        "run manage.py compilemessages"
    )


def texts_of_python(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for position in CALLS.get(name, ())[:1]:
                if position < len(node.args) and isinstance(node.args[position], ast.Constant):
                    yield node.args[position].value


def texts_of_template(source):
    """From what Django's own extractor makes of the template: gettext(u'…') calls among x's."""
    for match in re.finditer(
        r"\bn?p?gettext\(((?:u?'(?:[^'\\]|\\.)*'|u?\"(?:[^\"\\]|\\.)*\"|[^()'\"])*)\)", templatize(source)
    ):
        strings = re.findall(r"u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")", match[1])
        if strings:
            yield ast.literal_eval(strings[0])
    for match in re.finditer(r"\b_\(u?('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")\)", templatize(source)):
        yield ast.literal_eval(match[1])


@pytest.mark.long
def test_every_text_of_the_code_is_in_the_catalogue():
    known = {entry["msgid", 0] for entry in read_po(CATALOGUE / "django.po")}
    found = set()
    for app in ("newsroom", "people", "articles"):
        for path in (ROOT / app).rglob("*.py"):
            if "migrations" not in path.parts:
                found |= set(texts_of_python(path.read_text(encoding="utf-8")))
    for path in (ROOT / "templates").rglob("*.html"):
        found |= {text for text in texts_of_template(path.read_text(encoding="utf-8")) if text}
    assert len(found) > 400
    assert not found - known, "write their Arabic in newsroom/locale/ar/LC_MESSAGES/django.po"


def test_every_text_of_the_scripts_is_in_the_catalogue():
    known = {entry["msgid", 0] for entry in read_po(CATALOGUE / "djangojs.po")}
    found = set()
    for path in (ROOT / "newsroom" / "static").rglob("*.js"):
        found |= set(re.findall(r'\bgettext\("([^"]+)"', path.read_text(encoding="utf-8")))
    assert found
    assert not found - known


def test_no_arabic_stands_in_templates_or_code_that_speaks():
    arabic = re.compile("[\u0620-\u064a]")
    for path in (ROOT / "templates").rglob("*.html"):
        assert not arabic.search(path.read_text(encoding="utf-8")), path


def test_the_note_on_the_browsers_clock_counts_no_hours_in_words():
    """Arabic has six forms for so many hours; a number behind a colon needs none."""
    said = {
        entry["msgstr", number]
        for entry in read_po(CATALOGUE / "djangojs.po")
        if "server time" in entry["msgid", 0]
        for number in range(6)
    }
    assert len(said) == 2 and all(text.endswith(": %s") for text in said)
