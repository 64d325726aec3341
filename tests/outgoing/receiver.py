"""A receiver as somebody outside would write one: it keeps what it is sent and answers as told."""

import base64
import hashlib
import hmac
import json
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


class TestReceiver:
    __test__ = False

    def __init__(self):
        self.answers = []  # the status of each coming answer; 204 when there is none left
        self.says = ""  # the text of every answer
        self.retry_after = None  # said with every answer
        self.got = []  # (headers, body) of every request
        self.asked = Event()  # a request has come
        self.holds = Event()  # while it is not set, no request is answered
        self.holds.set()

    @property
    def told(self):
        """(type, id) of what was taken, in order."""
        return [(said["type"], said["data"]["id"]) for said in self.taken]

    @property
    def taken(self):
        return [json.loads(body) for headers, body, status in self.got if 200 <= status < 300]


def genuine(secret, headers, body):
    """Whether one of the signatures is right: written from the specification, not from our code."""
    key = base64.b64decode(secret.partition("whsec_")[2])
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{right}" in headers["webhook-signature"].split(" ")


@contextmanager
def serving(delay=0):
    kept = TestReceiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = kept.answers.pop(0) if kept.answers else 204
            kept.got.append((dict(self.headers), body, status))
            kept.asked.set()
            time.sleep(delay)
            kept.holds.wait()
            self.send_response(status)
            if status in (301, 302, 307, 308):
                self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
            if kept.retry_after is not None:
                self.send_header("Retry-After", kept.retry_after)
            self.end_headers()
            self.wfile.write(kept.says.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    kept.host = f"127.0.0.1:{server.server_port}"
    kept.url = f"http://{kept.host}/hook"
    try:
        yield kept
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
