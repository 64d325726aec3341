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
LONGEST = 15  # seconds for the whole exchange
GONE = 410
MOST_READ = 4096  # bytes of an answer: we only want to know that there is one

Problem = Attempt.Problem


class Outcome(NamedTuple):
    """`wait`: the seconds for which the receiver asks to be left alone, None when it does not."""

    status: int | None
    problem: str
    milliseconds: int
    wait: int | None = None

    @property
    def is_receivers(self):
        """Whether the receiver as a whole is in trouble, not this one message."""
        return self.problem in (Problem.NO_ANSWER, Problem.REFUSED_ADDRESS) or (self.status or 0) in (
            429,
            *range(500, 600),
        )


def post(url, body, headers):
    """Send `body` to `url`; never raises for what a receiver or its network does."""
    begun = time.monotonic()
    status = wait = None
    try:
        target = addresses.examine(url)
    except addresses.Refused:
        problem = Problem.REFUSED_ADDRESS
    else:
        try:
            status, wait = _exchange(target, body, headers)
        except ssl.SSLCertVerificationError:
            problem = Problem.CERTIFICATE
        except (OSError, http.client.HTTPException, ValueError):
            problem = Problem.NO_ANSWER
        else:
            problem = _problem(status)
    return Outcome(status, problem, int((time.monotonic() - begun) * 1000), wait)


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


def _exchange(target, body, headers):
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.sock = _connect(target)
    # A receiver that sends one byte now and then must not hold up the others.
    cut = threading.Timer(LONGEST, _hang_up, [connection])
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
        answer.read(MOST_READ)
        return answer.status, _wait(answer.getheader("Retry-After"))
    finally:
        cut.cancel()
        connection.close()


def _connect(target):
    """A connection to the first of the examined addresses that takes one."""
    *others, last = target.ips
    for ip in others:
        try:
            return socket.create_connection((ip, target.port), SILENCE)
        except OSError:
            continue
    return socket.create_connection((last, target.port), SILENCE)


def _hang_up(connection):
    with contextlib.suppress(OSError, AttributeError):  # it is over already
        connection.sock.shutdown(socket.SHUT_RDWR)
