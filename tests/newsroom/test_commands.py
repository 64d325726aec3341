"""The commands other programs depend on: their output, and what they say to bad input."""

import io
import json
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from articles import redaction
from articles.models import Article
from newsroom.arabic.redact import Words
from newsroom.models import User

pytestmark = pytest.mark.django_db

STORY = """تأجيل افتتاح جسر الفنار

أعلنت وزيرة النقل ليلى المرساوي، الاثنين، تأجيل افتتاح الجسر الذي ينتظره سكان الضفتين منذ ثلاثة أعوام.

أعمدة تنتظر

وقالت المرساوي في مؤتمر صحفي: «لن نفتح الجسر قبل أن تنتهي فحوص الأعمدة كلها»، ولم تحدد موعداً جديداً للافتتاح أمام الصحفيين.
"""


@pytest.fixture
def file(tmp_path):
    def write(content, name="story.txt"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write


def run(*arguments, **options):
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_import_story_prints_the_json_of_the_contract(file):
    out, _ = run("import_story", file(STORY), "--json", "--published-on", "2026-11-16")
    answer = json.loads(out)
    assert set(answer) == {"article", "admin_url", "public_url", "quotes", "people", "sources", "warnings"}
    article = Article.objects.get(pk=answer["article"])
    assert article.headline == "تأجيل افتتاح جسر الفنار"
    assert "<h2>أعمدة تنتظر</h2>" in article.body
    assert answer["public_url"] is None
    [quote] = [quote for quote in answer["quotes"] if quote["kind"] == "direct"]
    assert quote["words"] == "لن نفتح الجسر قبل أن تنتهي فحوص الأعمدة كلها"
    assert quote["speaker"] == "ليلى المرساوي"
    assert quote["state"] == "proposed"


def test_import_story_accepts_and_publishes(file):
    out, _ = run("import_story", file(STORY), "--json", "--accept", "--publish", "--headline", "الجسر مغلق")
    answer = json.loads(out)
    assert answer["public_url"].startswith("/articles/")
    [quote] = [quote for quote in answer["quotes"] if quote["kind"] == "direct"]
    assert quote["state"] == "confirmed"
    article = Article.objects.get()
    assert article.headline == "الجسر مغلق"
    assert article.quotes.get(key=quote["key"]).person.is_public_figure


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("خبر عاجل".encode("windows-1256"), "not UTF-8"),
        ("«»  …".encode(), "no text"),
        (("كلمة " * 1_000_000).encode(), "longer than a book"),
    ],
)
def test_import_story_refuses_in_a_sentence_and_stores_nothing(file, content, said):
    with pytest.raises(CommandError, match=said):
        run("import_story", file(content))
    assert not Article.objects.exists()


def test_import_story_names_a_missing_file_and_a_day_that_is_none(file, tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_story", str(tmp_path / "none.txt"))
    for day in ("أمس", "2026-02-30", "02/09/2021"):
        with pytest.raises(CommandError, match="no day"):
            run("import_story", file(STORY), "--published-on", day)


def test_import_story_says_that_it_took_out_bidi_controls(file):
    _, err = run("import_story", file(STORY.replace("الجسر", "الجسر\u202e")))
    assert "Invisible characters" in err
    assert "\u202e" not in Article.objects.get().body


def propose(monkeypatch, text, *arguments):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode())))
    return run("propose", *arguments)


def test_propose_prints_the_fields_of_the_contract_and_stores_nothing(monkeypatch):
    out, _ = propose(monkeypatch, STORY)
    answer = json.loads(out)
    assert set(answer) == {"id", "quotes", "people", "sources", "dates"}
    for quote in answer["quotes"]:
        assert {
            "start",
            "end",
            "text",
            "kind",
            "speaker",
            "speaker_as_written",
            "position_as_written",
            "verb",
            "confidence",
        } <= set(quote)
        assert STORY[quote["start"] : quote["end"]] == quote["text"]
    assert not Article.objects.exists()


def test_propose_answers_line_by_line_and_tells_the_bad_ones(monkeypatch):
    lines = [json.dumps({"id": n, "text": STORY}) for n in (1, 2)]
    with pytest.raises(SystemExit):
        propose(monkeypatch, "\n".join([lines[0], "{", '{"id": 3}', lines[1]]), "--jsonl")
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO("\n".join(lines).encode())))
    call_command("propose", "--jsonl", stdout=out)
    assert [json.loads(line)["id"] for line in out.getvalue().splitlines()] == [1, 2]


@pytest.mark.long
def test_the_demo_is_living_and_its_second_run_changes_nothing(settings, tmp_path, monkeypatch):
    from newsroom.management.commands.demo import Command
    from newsroom.photos import picture

    monkeypatch.setattr(picture, "LONGEST_SIDE", 320)  # whole pictures too
    monkeypatch.setattr(Command, "static_files", lambda self: 0)  # collected by .ci/run; slow here
    settings.MEDIA_ROOT, settings.ALLOWED_HOSTS = tmp_path, settings.LOOPBACK
    out, _ = run("demo", "--no-serve")
    assert "13 stories" in out
    assert {"reporter", "desk", "chief", "administrator"} == set(
        User.objects.values_list("username", flat=True)
    )
    assert {"published", "draft", "at_desk"} <= set(Article.objects.values_list("state", flat=True))
    written, removed = Article.objects.filter(state="published").order_by("pk")[:2]
    Article.objects.filter(pk=written.pk).update(headline="كتبه صاحب التجربة")
    word = Words(removed.headline.split()[1])
    assert redaction.redact(removed, word, "[حُجب]", "أمر قضائي", User.objects.get(username="chief"))
    before = list(Article.objects.values_list("pk", "saved_at", "headline", "body"))
    out, _ = run("demo", "--no-serve")
    assert "Nothing to do" in out
    assert list(Article.objects.values_list("pk", "saved_at", "headline", "body")) == before


@pytest.mark.long
def test_what_the_demo_tells_outside_leads_to_the_port_where_it_is_served(settings, tmp_path, monkeypatch):
    from newsroom.management.commands.demo import Command

    for part in ("photos", "stories", "changes", "accounts", "words", "day", "static_files"):
        monkeypatch.setattr(Command, part, lambda self: 0)
    settings.ALLOWED_HOSTS, settings.DATA_DIR = settings.LOOPBACK, tmp_path
    settings.SITE_ADDRESS = "http://127.0.0.1:8000"
    run("demo", "--no-serve", "--port", "8711")
    assert settings.SITE_ADDRESS == "http://127.0.0.1:8711"
    assert (tmp_path / "site_address").read_text() == "http://127.0.0.1:8711", (
        "for `deliver`, another process"
    )
    monkeypatch.setenv("SITE_ADDRESS", "https://news.example")
    run("demo", "--no-serve", "--port", "8712")
    assert (tmp_path / "site_address").read_text() == "http://127.0.0.1:8711"


def test_the_demo_refuses_a_wider_door(settings):
    settings.ALLOWED_HOSTS = ["news.example"]
    with pytest.raises(CommandError, match="ALLOWED_HOSTS"):
        run("demo", "--no-serve")
