"""Rules for the whole suite: a skipped test is a failure where everything is installed, and no time is
spent on what no test looks at.
"""

import gc
import os
import shutil
from unittest import mock

import pytest
from django.db import connection
from django.template import Template

from newsroom.photos import picture
from newsroom.search.engines import engine_for_writing

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None
CHROMIUM = shutil.which("chromium")


def pytest_collection_finish():
    """Modules and tests live as long as the process: the collector need not walk them again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("NEWSROOM_CI"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, request):
    """Without migrations (`--no-migrations`) the index of words is laid here, as a migration lays it.

    PostgreSQL drops no database that a server still holds which a browser has talked to.
    """
    if request.config.option.nomigrations:
        with django_db_blocker.unblock():
            engine_for_writing().install()
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session", autouse=True)
def quick_pictures():
    """Pictures as on the site, but AVIF is written with less care for its size, and the same pixels
    (nearly every test's picture is that of `make.photo`) are encoded once.
    """
    encoded, known = picture.encoded, {}

    def encoded_once(image, options):
        key = (image.mode, image.size, image.tobytes(), *sorted(options.items()))
        if key not in known:
            known[key] = encoded(image, options)
        return known[key]

    with (
        mock.patch.dict(picture.SAVED_AS["avif"], speed=9),
        mock.patch.object(picture, "encoded", encoded_once),
    ):
        yield


@pytest.fixture(scope="session", autouse=True)
def quick_widgets(django_test_environment):
    """Django's test client keeps a copy of every context. Tests read those of pages, not those of the
    hundreds of fields, labels, lists of errors and included parts on them.
    """
    kept = Template._render

    def render(self, context):
        if (self.name or "").startswith("django/forms/") or context.template is not self:
            return self.nodelist.render(context)
        return kept(self, context)

    with mock.patch.object(Template, "_render", render):
        yield


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests of a process; each has contexts of its own in it."""
    if not (sync_playwright and CHROMIUM):
        pytest.skip("needs chromium and `pip install playwright`")
    # Playwright keeps a loop in this thread for as long as it runs, and Django asks of every thread with one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()
