"""The settings of the web server."""

import io

import pytest
from gunicorn.config import Config
from gunicorn.http.errors import LimitRequestLine
from gunicorn.http.message import Request
from gunicorn.http.unreader import IterUnreader

from newsroom import server


def asked_with(letters):
    """What gunicorn makes of an address with so many Arabic letters in it."""
    config = Config()
    config.set("limit_request_line", server.limit_request_line)
    line = f"GET /search/?q={'%D9%85' * letters} HTTP/1.1\r\nHost: x.example\r\n\r\n".encode()
    return Request(config, IterUnreader(io.BytesIO(line)), ("127.0.0.1", 1))


def test_a_page_of_a_book_reaches_the_search():
    assert len(asked_with(20_000).query) == 2 + 6 * 20_000


def test_an_address_has_an_end():
    with pytest.raises(LimitRequestLine):
        asked_with(40_000)


def test_every_setting_is_one_that_gunicorn_knows():
    names = [
        name for name in vars(server) if name.islower() and not name.startswith("_") and name != "message"
    ]
    assert set(names) <= set(Config().settings)
