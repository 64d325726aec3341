"""System checks that know this site: each says what is wrong and what to do."""

from django.conf import settings
from django.core.checks import Error, Tags, Warning, register
from django.db import DatabaseError, connection


@register(Tags.security)
def known_passwords_stay_on_loopback(app_configs, **kwargs):
    """The demo's accounts have passwords that `demo` tells everybody."""
    from newsroom.models import User

    if set(settings.ALLOWED_HOSTS) <= set(settings.LOOPBACK):
        return []
    try:
        names = list(User.objects.filter(has_known_password=True).values_list("username", flat=True))
    except DatabaseError:  # nothing migrated yet: no accounts either
        return []
    if not names:
        return []
    return [
        Error(
            f"Accounts with publicly known passwords exist ({', '.join(names)}), "
            f"and ALLOWED_HOSTS reaches beyond this machine.",
            hint="Delete these accounts or set new passwords (manage.py changepassword NAME).",
            id="newsroom.E001",
        )
    ]


@register(Tags.database)
def sqlite_can_search(app_configs, databases=None, **kwargs):
    if connection.vendor != "sqlite" or not databases:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')")
        if cursor.fetchone()[0]:
            return []
    return [
        Error(
            "This Python's SQLite was built without FTS5, so search cannot work.",
            hint="Use a Python with FTS5 (python.org and Debian have it) or PostgreSQL.",
            id="newsroom.E002",
        )
    ]


@register()
def catalogue_is_compiled(app_configs, **kwargs):
    catalogue = settings.LOCALE_PATHS[0] / "ar" / "LC_MESSAGES"
    if (catalogue / "django.mo").exists():
        return []
    return [
        Warning(
            "The Arabic catalogue is not compiled, so the interface speaks English.",
            hint="Run manage.py compilemessages (it needs GNU gettext).",
            id="newsroom.W001",
        )
    ]
