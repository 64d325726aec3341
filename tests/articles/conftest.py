"""A real browser at the desk, for what only a browser shows."""

import pytest
from django.conf import settings

from tests import make
from tests.cast import client_of


@pytest.fixture
def open_at(live_server, chromium):
    """`open_at(role, address)`: a page of the size of a phone, in a context of this role's own; None: a reader's."""
    sessions = {
        role: client_of(role).cookies[settings.SESSION_COOKIE_NAME].value for role in ("desk", "chief")
    }
    contexts = []

    def page_of(role, address):
        context = chromium.new_context(viewport={"width": 390, "height": 844})
        contexts.append(context)
        context.set_default_timeout(8000)
        if role:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": sessions[role]}
            context.add_cookies([cookie | {"url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}{address}")
        return page

    yield page_of
    for context in contexts:
        context.close()


@pytest.fixture
def open_page(open_at):
    """`open_page(role)`: the form of one story, ready to write."""
    story = make.article(published=False)

    def opened(role):
        page = open_at(role, f"/admin/articles/article/{story.pk}/change/")
        page.wait_for_selector(".body-text")
        return page

    return opened
