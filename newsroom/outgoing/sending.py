"""One POST to the very address that was examined: no redirect, no proxy, no long answer, no long wait."""

import contextlib
import datetime
import http.client
import socket
import ssl
import threading
import time
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from newsroom.outgoing import addresses
from newsroom.outgoing.models import Attempt

SILENCE = 10  # seconds without a byte
LONGEST = 15  # seconds for everything: finding the host, connecting, the exchange
GONE = 410
MOST_READ = 4096  # bytes of an answer: we only want to know that there is one
MOST_SHOWN = 500  # letters of it that a person is shown

Problem = Attempt.Problem
# The receiver as a whole is in trouble, whatever message it is sent.
ITS_OWN = (
    Problem.REFUSED_ADDRESS, Problem.NO_HOST, Problem.REFUSED, Problem.TIMEOUT, Problem.NO_ANSWER,
    Problem.CERTIFICATE,
)  # fmt: skip


class Outcome(NamedTuple):
    """`wait`: the seconds for which the receiver asks to be left alone, None when it does not."""

    status: int | None
    problem: str
    milliseconds: int
    wait: int | None = None
    answer: str = ""  # its first letters

    @property
    def is_receivers(self):
        """Whether the receiver as a whole is in trouble, not this one message."""
        return self.problem in ITS_OWN or (self.status or 0) in (429, *range(500, 600))


def post(url, body, headers):
    """Send `body` to `url`; never raises for what a receiver or its network does."""
    begun = time.monotonic()
    status, wait, answer = None, None, ""
    try:
        target = addresses.examine(url)
        status, wait, answer = _exchange(target, body, headers, begun + LONGEST)
    except addresses.NoHost:
        problem = Problem.NO_HOST
    except addresses.Refused:
        problem = Problem.REFUSED_ADDRESS
    except ssl.SSLCertVerificationError:
        problem = Problem.CERTIFICATE
    except ConnectionRefusedError:
        problem = Problem.REFUSED
    except TimeoutError:
        problem = Problem.TIMEOUT
    except (OSError, http.client.HTTPException, ValueError):
        # When the time is up the line is cut, and a cut line has many names.
        problem = Problem.TIMEOUT if time.monotonic() - begun >= LONGEST else Problem.NO_ANSWER
    else:
        problem = _problem(status)
    return Outcome(status, problem, int((time.monotonic() - begun) * 1000), wait, answer)


def _problem(status):
    if 200 <= status < 300:
        return Problem.NONE
    if status == GONE:
        return Problem.GONE
    return Problem.REDIRECT if 300 <= status < 400 else Problem.BAD_ANSWER


def _wait(said):
    """The seconds a `Retry-After` asks for, as a number or as a moment; None for anything else."""
    try:
        if said.strip().isascii() and said.strip().isdecimal():
            return int(said.strip()[:9])
        until = parsedate_to_datetime(said)
        return max(0, int((until - datetime.datetime.now(datetime.UTC)).total_seconds()))
    except (TypeError, ValueError, OverflowError, AttributeError):
        return None


def _exchange(target, body, headers, end):
    """(status, seconds to wait, first letters of the answer). `end`: the moment of the monotonic clock to stop at."""
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = _connect(target, end)
    # A receiver that sends one byte now and then must not hold up the others.
    cut = threading.Timer(_left(end), _hang_up, [connection])
    cut.daemon = True
    cut.start()
    try:
        if target.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(
                connection.sock, server_hostname=target.host, do_handshake_on_connect=False
            )
            connection.sock.do_handshake()
        sent = {"Host": target.authority, "Connection": "close", **headers}
        connection.request("POST", target.path, body, sent)
        answer = connection.getresponse()
        said = answer.read(MOST_READ).decode(errors="replace")[:MOST_SHOWN]
        return answer.status, _wait(answer.getheader("Retry-After")), said
    finally:
        cut.cancel()
        connection.close()


def _connect(target, end):
    """A connection to the first of the examined addresses that takes one, all of them within the time left."""
    *others, last = target.ips
    for ip in others:
        try:
            return _connect_to(ip, target.port, end)
        except OSError:
            continue
    return _connect_to(last, target.port, end)


def _connect_to(ip, port, end):
    return socket.create_connection((ip, port), min(SILENCE, _left(end)))


def _left(end):
    """The seconds until `end`. Raises TimeoutError when it is past: what is not begun by then is not begun."""
    left = end - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _hang_up(connection):
    with contextlib.suppress(OSError, AttributeError):  # it is over already
        connection.sock.shutdown(socket.SHUT_RDWR)
