"""A page with nothing but the body's editor: a form, the static files, the site's own policy."""

from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.test import RequestFactory

from newsroom.desk.widgets import BodyWidget


class Page(BaseHTTPRequestHandler):
    """A form with the widget at /, the static files, the catalogue; what is sent is kept."""

    sent = None
    body = ""
    quotes = {}
    embeds = []

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/":
            self.answer(self.form(), "text/html; charset=utf-8")
        elif path == "/favicon.ico":
            self.answer(b"", "image/x-icon")
        elif path == "/words.js":
            response = admin.site.i18n_javascript(RequestFactory().get("/"))
            self.answer(response.content, "text/javascript; charset=utf-8")
        elif path.startswith("/static/") and (found := finders.find(path.removeprefix("/static/"))):
            kind = {".js": "text/javascript", ".css": "text/css"}.get(Path(found).suffix, "font/woff2")
            self.answer(Path(found).read_bytes(), kind)
        else:
            self.answer(b"", "text/plain", 404)

    def do_POST(self):
        data = self.rfile.read(int(self.headers["Content-Length"])).decode()
        type(self).sent = parse_qs(data, keep_blank_values=True)["body"][0].replace("\r\n", "\n")
        self.answer(b"<p id=sent>sent</p>", "text/html")

    def form(self):
        class Form(forms.Form):
            body = forms.CharField(widget=BodyWidget())

        form = Form(initial={"body": self.body})
        form.fields["body"].widget.quotes = self.quotes
        form.fields["body"].widget.embeds = self.embeds
        return (
            '<!doctype html><html lang="ar" dir="rtl"><meta name="viewport" content="width=device-width">'
            '<link rel="stylesheet" href="/static/admin/css/base.css">'
            f'<script src="/words.js"></script>{form.media}<div id="content">'
            f'<form method="post" action="/">{form["body"]}<button id="save">save</button></form></div>'
        ).encode()

    def answer(self, content, kind, status=200):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        policy = "; ".join(f"{name} {' '.join(of)}" for name, of in settings.SECURE_CSP.items())
        self.send_header("Content-Security-Policy", policy)
        self.send_header("Cache-Control", "max-age=600" if kind != "text/html; charset=utf-8" else "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        pass


def save(page):
    page.click("#save")
    page.wait_for_selector("#sent")
    return Page.sent


def select(page, words, to=None, only_end=False):
    """Selects the words in the text, or from `words` to the end of the words `to`; or puts the cursor there."""
    page.evaluate(
        """([first, last, onlyEnd]) => {
            const { state, commands, view } = document.querySelector("textarea").bodyEditor;
            const place = (words) => {
                let found;
                state.doc.descendants((node, pos) => {
                    if (!node.isTextblock || found !== undefined) return;
                    const at = node.textBetween(0, node.content.size, null, " ").indexOf(words);
                    if (at >= 0) found = pos + 1 + at;
                });
                return found;
            };
            const end = place(last) + last.length;
            commands.setTextSelection({ from: onlyEnd ? end : place(first), to: end });
            view.focus(); // the command would do it a frame later
        }""",
        [words, to or words, only_end],
    )


def put_cursor_after(page, words):
    select(page, words, only_end=True)
