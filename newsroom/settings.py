"""One settings file; what differs between houses comes from the environment (see README)."""

import zoneinfo
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from newsroom import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "data")  # SQLite file, media, generated key

# The house
NEWSROOM_NAME = env.text("NEWSROOM_NAME", "غرفة الأخبار")
MONTHS = env.choice("MONTHS", ["dual", "gregorian", "levant", "maghreb", "tunisia"], "dual")
DIGITS = env.choice("DIGITS", ["latin", "arabic"], "latin")
REPLY_DAYS = env.number("REPLY_DAYS", 3, 1, 90)  # within which the law wants a reply printed
TIME_ZONE = env.text("TIME_ZONE", "UTC")
if TIME_ZONE not in zoneinfo.available_timezones():
    raise ImproperlyConfigured(
        f"TIME_ZONE is {TIME_ZONE!r}, which is no time zone. Write one like Asia/Amman or Africa/Cairo."
    )

# Security
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.secret("SECRET_KEY", DATA_DIR / "secret_key")
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", LOOPBACK)
HTTPS = env.flag("HTTPS", not set(ALLOWED_HOSTS) <= set(LOOPBACK))
CSRF_TRUSTED_ORIGINS = [f"https://{host.removeprefix('.')}" for host in ALLOWED_HOSTS if host != "*"]
CSRF_FAILURE_VIEW = "newsroom.views.not_ours"
# What leaves the house without a request names our pages by this.
SITE_ADDRESS = env.site("SITE_ADDRESS", ALLOWED_HOSTS, LOOPBACK, HTTPS, DATA_DIR / "site_address")
# Receivers of webhooks in our own network, by name or name:port; all others must be public.
WEBHOOK_PRIVATE_HOSTS = env.hosts("WEBHOOK_PRIVATE_HOSTS")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if env.flag("BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
LOGIN_REDIRECT_URL = "admin:index"  # also after a bad "next"
SESSION_COOKIE_AGE = 60 * 60 * 12
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"
# What a page may load: our own files only. `newsroom.middleware` sends it.
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "object-src": ["'none'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}

INSTALLED_APPS = [
    "newsroom.apps.NewsroomConfig",
    "newsroom.changes",
    "newsroom.desk.saved",
    "newsroom.merging",
    "newsroom.outgoing",
    "newsroom.search",
    "newsroom.photos",
    "people",
    "articles",
    "newsroom.apps.NewsroomAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.forms",
    "django_filters",
    "django_prose_editor",
    "taggit",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.NotForEver",
    "newsroom.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "newsroom.middleware.Now",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "newsroom.views.house",
            ],
            "builtins": ["newsroom.templatetags.arabic"],
        },
    }
]
# Our templates stand before the admin's own and those of forms, so that templates/admin and templates/django can override.
FORM_RENDERER = "newsroom.renderer.Renderer"

DATABASES = {"default": env.database("DATABASE_URL", DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL")}
vars().update(env.mail("EMAIL_URL"))  # EMAIL_HOST and the like
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text(
    "EMAIL_FROM", f"newsroom@{SITE_ADDRESS.split('://')[1].split(':')[0]}"
)

AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = ["newsroom.accounts.LoopbackForKnownPasswords"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Arabic
LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]  # English for the command line
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = False
FORMS_URLFIELD_ASSUME_HTTPS = True  # what an editor types without a scheme is https

# Files
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.storage.StaticStorage"},
}
# A story of ten thousand quotes is one body field, not ten thousand form fields.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024

# taggit does not know the Arabic comma.
TAGGIT_TAGS_FROM_STRING = "articles.tags.typed"
TAGGIT_STRING_FROM_TAGS = "articles.tags.join"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
