"""Settings from the environment: safe defaults, and a sentence for each bad value."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment as env

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("", "sqlite3", "/data/newsroom.sqlite3"),
        ("sqlite:///news.db", "sqlite3", "/data/news.db"),
        ("sqlite:////var/news.db", "sqlite3", "/var/news.db"),
        ("postgres://ed:p%40ss@db.example:5433/news", "postgresql", "news"),
        ("postgresql:///news?host=/run/pg", "postgresql", "news"),
    ],
)
def test_a_database_address_is_read(monkeypatch, url, engine, name):
    monkeypatch.setenv("DATABASE_URL", url)
    found = env.database("DATABASE_URL", Path("/data"))
    assert (found["ENGINE"].rpartition(".")[2], found["NAME"]) == (engine, name)
    if "ed:" in url:
        assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
            "ed",
            "p@ss",
            "db.example",
            "5433",
        )
        assert found["OPTIONS"] == {"options": "-c jit=off"}
    if "host=" in url:
        assert found["HOST"] == "/run/pg"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "mysql://x/y", "Use sqlite:/// or postgres://"),
        ("DATABASE_URL", "news.db", "is no address"),
        ("DATABASE_URL", "sqlite://news.db", "four slashes"),
        ("DATABASE_URL", "postgres://host", "names no database"),
        ("DATABASE_URL", "postgres://host:port/x", "cannot be read"),
        ("CACHE_URL", "memcached://x", "redis://host"),
        ("DEBUG", "maybe", "Set it to 1 or 0"),
        ("MONTHS", "julian", "one of: dual"),
        ("DIGITS", "roman", "one of: latin"),
        ("TIME_ZONE", "Mars/Olympus", "Asia/Amman"),
        ("DATA_DIR", "/dev/null/x", "cannot be made"),
    ],
)
def test_a_bad_value_is_told_in_one_line(name, value, said, tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured) as told:
        runpy.run_path(str(ROOT / "newsroom" / "settings.py"))
    assert said in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.long
def test_the_command_line_tells_it_without_a_traceback(tmp_path):
    answer = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT, capture_output=True, text=True,
        env={"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "DEBUG": "maybe"},
    )  # fmt: skip
    assert answer.returncode == 1
    assert answer.stderr.startswith("newsroom: DEBUG is 'maybe'")
    assert "Traceback" not in answer.stderr


def test_the_secret_key_is_made_once_and_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    file = tmp_path / "secret_key"
    key = env.secret("SECRET_KEY", file)
    assert len(key) > 50
    assert env.secret("SECRET_KEY", file) == key
    assert file.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("SECRET_KEY", "given")
    assert env.secret("SECRET_KEY", file) == "given"


def test_a_folder_that_cannot_be_made_is_told(monkeypatch):
    monkeypatch.setenv("DATA_DIR", "/dev/null/data")
    with pytest.raises(ImproperlyConfigured, match="Name a folder"):
        env.folder("DATA_DIR", "/tmp")


@pytest.mark.parametrize(
    ("value", "hosts", "https", "found"),
    [
        ("", ["localhost"], False, "http://127.0.0.1:8000"),
        ("", ["localhost", ".news.example", "*"], True, "https://news.example"),
        ("https://www.news.example/", ["news.example"], True, "https://www.news.example"),
    ],
)
def test_the_address_of_the_site_is_its_first_host_or_what_is_written(
    monkeypatch, value, hosts, https, found
):
    monkeypatch.setenv("SITE_ADDRESS", value)
    assert env.site("SITE_ADDRESS", hosts, ["localhost"], https) == found


def test_a_site_of_this_machine_alone_is_where_the_demo_was_last_served(monkeypatch, tmp_path):
    monkeypatch.delenv("SITE_ADDRESS", raising=False)
    kept = tmp_path / "site_address"
    kept.write_text("http://127.0.0.1:8711")
    assert env.site("SITE_ADDRESS", ["localhost"], ["localhost"], False, kept) == "http://127.0.0.1:8711"
    assert env.site("SITE_ADDRESS", ["news.example"], [], True, kept) == "https://news.example"


@pytest.mark.parametrize(
    "value", ["news.example", "ftp://news.example", "https://news.example/ar", "https://"]
)
def test_an_address_of_the_site_with_too_little_or_too_much_is_told(monkeypatch, value):
    monkeypatch.setenv("SITE_ADDRESS", value)
    with pytest.raises(ImproperlyConfigured, match=r"https://news\.example"):
        env.site("SITE_ADDRESS", [], [], True)


def test_a_mail_server_is_read_from_one_address(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "smtp://desk:p%40ss@mail.example")
    found = env.mail("EMAIL_URL")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_HOST_PASSWORD"]) == (
        "mail.example",
        587,
        "p@ss",
    )
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (True, False)
    monkeypatch.setenv("EMAIL_URL", "smtps://mail.example")
    assert (env.mail("EMAIL_URL")["EMAIL_PORT"], env.mail("EMAIL_URL")["EMAIL_USE_SSL"]) == (465, True)
    monkeypatch.setenv("EMAIL_URL", "smtp://localhost:25")
    assert not env.mail("EMAIL_URL")["EMAIL_USE_TLS"]
    monkeypatch.delenv("EMAIL_URL")
    assert "dummy" in env.mail("EMAIL_URL")["EMAIL_BACKEND"]
    for bad in ("mail.example", "http://mail.example", "smtp://"):
        monkeypatch.setenv("EMAIL_URL", bad)
        with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
            env.mail("EMAIL_URL")


@pytest.mark.parametrize("given", ["http://127.0.0.1:9000", "host/path", "a b", "host:port"])
def test_a_host_that_is_an_address_is_refused_with_what_to_write(monkeypatch, given):
    monkeypatch.setenv("WEBHOOK_PRIVATE_HOSTS", f"hooks.local, 127.0.0.1:9000, [::1]:9000, {given}")
    with pytest.raises(ImproperlyConfigured, match="Write names of hosts alone"):
        env.hosts("WEBHOOK_PRIVATE_HOSTS")
    monkeypatch.setenv("WEBHOOK_PRIVATE_HOSTS", "hooks.local, 127.0.0.1:9000, [::1]:9000")
    assert env.hosts("WEBHOOK_PRIVATE_HOSTS") == ["hooks.local", "127.0.0.1:9000", "[::1]:9000"]
