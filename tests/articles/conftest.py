"""A real browser at the desk, for what only a browser shows."""

import os
import shutil

import pytest
from django.conf import settings

from tests.cast import client_of

try:
    from playwright.sync_api import sync_playwright
except ImportError:
    sync_playwright = None
CHROMIUM = shutil.which("chromium")


@pytest.fixture
def open_at(live_server, monkeypatch):
    """`open_at(role, address)`: a page of the size of a phone, in a browser of this role's own; None: a reader's."""
    if not (sync_playwright and CHROMIUM):
        pytest.skip("needs chromium and `pip install playwright`")
    sessions = {
        role: client_of(role).cookies[settings.SESSION_COOKIE_NAME].value for role in ("desk", "chief")
    }
    # Playwright keeps a loop in this thread
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )

        def page_of(role, address):
            context = browser.new_context(viewport={"width": 390, "height": 844})
            context.set_default_timeout(8000)
            if role:
                cookie = {"name": settings.SESSION_COOKIE_NAME, "value": sessions[role]}
                context.add_cookies([cookie | {"url": live_server.url}])
            page = context.new_page()
            page.goto(f"{live_server.url}{address}")
            return page

        yield page_of
        browser.close()
