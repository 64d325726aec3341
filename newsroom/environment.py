"""Settings read from the environment, each with a safe default and a clear error.

Every reader takes the variable's name and returns a Python value; a bad value raises
ImproperlyConfigured with a sentence that names the variable and what it accepts.
"""

import os
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name, default=""):
    """The variable as text without blanks around it; unset or empty gives the default."""
    return os.environ.get(name, "").strip() or default


def flag(name, default=False):
    value = text(name).lower()
    if value in ("1", "true", "yes", "on"):
        return True
    if value in ("0", "false", "no", "off"):
        return False
    if not value:
        return default
    raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 or 0, or leave it unset.")


def names(name, default=()):
    """A comma-separated list, for example ALLOWED_HOSTS=news.example,www.news.example."""
    return [part.strip() for part in text(name).split(",") if part.strip()] or list(default)


def hosts(name):
    """The same of names of hosts, each with a port where it has one."""
    found = names(name)
    for host in found:
        if not re.fullmatch(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:]+\](:[0-9]{1,5})?", host):
            raise ImproperlyConfigured(
                f"{name} holds {host!r}. Write names of hosts alone, such as 127.0.0.1:9000, with commas between them."
            )
    return found


def choice(name, choices, default):
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}. It must be one of: {', '.join(choices)}.")
    return value


def number(name, default, least, most):
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value[:9]) <= most):
        raise ImproperlyConfigured(f"{name} is {value!r}. It must be a number from {least} to {most}.")
    return int(value)


def site(name, hosts, loopback, https, kept=None):
    """Where readers find the site, without a slash at the end; by default the first of its hosts.

    Of a site of this machine alone the file `kept` may say it: at which port the demo is served.
    """
    named = [host.removeprefix(".") for host in hosts if host not in ("*", *loopback)]
    here = kept.read_text().strip() if kept and kept.is_file() else "http://127.0.0.1:8000"
    default = f"{'https' if https else 'http'}://{named[0]}" if named else here
    value = text(name, default).rstrip("/")
    parts = _split(name, value, "https://news.example")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path or parts.query:
        raise ImproperlyConfigured(f"{name} is {value!r}. Write it like https://news.example.")
    return value


def folder(name, default):
    """A folder that exists and can be written; it is made when it is missing."""
    path = Path(text(name, str(default))).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}, which cannot be made: {error.strerror}. "
            f"Name a folder that this user may write."
        ) from None
    if not os.access(path, os.W_OK):
        raise ImproperlyConfigured(
            f"{name} is {str(path)!r}, which this user may not write. Name another folder."
        )
    return path


def secret(name, file):
    """The secret key: from the environment, else from `file`, which is made on first use."""
    value = text(name)
    if value:
        return value
    try:
        if not file.exists():
            # O_EXCL: of several processes that start at once, one makes the key, all read it.
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as key:
                key.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is unset and {file} cannot be written: {error.strerror}. Set {name}."
        ) from None
    return file.read_text().strip()


# SQLite as a newsroom needs it: readers never wait for the one writer, and a transaction takes
# the write lock at its start (with the default, two editors who read and then write get
# "database is locked" instead of a turn). A connection is as short as its request, so it reads
# through the system's memory and not through one of its own.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=2147418112;",
}


def database(name, data_dir, default="sqlite:///newsroom.sqlite3"):
    """Django's DATABASES entry for `sqlite:///path` (relative to data_dir) or `postgres://…`."""
    url = text(name, default)
    parts = _split(name, url, "sqlite:///newsroom.sqlite3 or postgres://user:password@host/name")
    if parts.scheme == "sqlite":
        path = unquote(parts.path)[1:]
        if parts.netloc or not path:
            raise ImproperlyConfigured(
                f"{name} is {url!r}. Write sqlite:///newsroom.sqlite3 for a file in DATA_DIR, "
                f"or sqlite:////absolute/path with four slashes."
            )
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(data_dir / path),
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme in ("postgres", "postgresql"):
        database_name = unquote(parts.path)[1:]
        if not database_name:
            raise ImproperlyConfigured(f"{name} names no database. Write postgres://user:password@host/name.")
        query = dict(parse_qsl(parts.query))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": database_name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            # Compiling a query pays after seconds; here none takes so long, and it would be most of what they take.
            "OPTIONS": {"options": "-c jit=off"} | query,
            "CONN_MAX_AGE": 60,
            # A connection that a database restart killed is replaced, not handed out.
            "CONN_HEALTH_CHECKS": True,
        }
    raise ImproperlyConfigured(f"{name} begins with {parts.scheme + '://'!r}. Use sqlite:/// or postgres://.")


def cache(name):
    """Django's default cache: this process's memory, or Redis for `redis://…`."""
    url = text(name)
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    if _split(name, url, "redis://host:6379/0").scheme not in ("redis", "rediss", "unix"):
        raise ImproperlyConfigured(f"{name} is {url!r}. Leave it empty or write redis://host:6379/0.")
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}


def mail(name):
    """Django's EMAIL_ settings for `smtp://user:password@host:587` (STARTTLS) or `smtps://…:465`; no mail without it."""
    url = text(name)
    if not url:
        return {"EMAIL_URL": "", "EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    example = "smtp://user:password@host:587 or smtps://user:password@host:465"
    parts = _split(name, url, example)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise ImproperlyConfigured(f"{name} is {url!r}. Leave it empty or write {example}.")
    safe = parts.scheme == "smtps"
    return {
        "EMAIL_URL": url,
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": unquote(parts.hostname),
        "EMAIL_PORT": parts.port or (465 if safe else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": safe,
        # A server on this machine speaks plain; every other one is asked to encrypt.
        "EMAIL_USE_TLS": not safe and parts.hostname not in ("localhost", "127.0.0.1", "::1"),
    }


def _split(name, url, example):
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is no number is found out here
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} cannot be read ({error}). Write {example}.") from None
    if "://" not in url:
        raise ImproperlyConfigured(f"{name} is {url!r}, which is no address. Write {example}.")
    return parts
