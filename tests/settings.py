"""The site's settings, lighter: quick passwords, plain static files, a throw-away data folder."""

import atexit
import os
import shutil
import tempfile

os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="newsroom-tests-")
atexit.register(shutil.rmtree, os.environ["DATA_DIR"], ignore_errors=True)
for name in (
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "CACHE_URL",
    "TIME_ZONE",
    "MONTHS",
    "DIGITS",
    "HTTPS",
    "EMAIL_URL",
    "EMAIL_FROM",
    "SITE_ADDRESS",
    "WEBHOOK_PRIVATE_HOSTS",
):
    os.environ.pop(name, None)

from newsroom.settings import *  # noqa: E402,F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {  # noqa: F405
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
STATIC_ROOT.mkdir()  # noqa: F405  whitenoise warns where there is none
