"""What all commands share: English output, clear refusals, a progress bar on the error stream."""

import sys

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.dateparse import parse_date


class EnglishCommand(BaseCommand):
    """A command that speaks English whatever the site speaks; `run` does the work."""

    def handle(self, **options):
        with translation.override("en"):
            self.run(**options)

    def run(self, **options):
        raise NotImplementedError

    def say(self, text):
        self.stdout.write(text)

    def note(self, text):
        """For people, beside the output that programs read."""
        self.stderr.write(text)


def read_utf8(path):
    """A file's text. CommandError when it is missing, empty, binary or in another encoding."""
    try:
        with open(path, "rb") as file:
            content = file.read()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    if not content.strip():
        raise CommandError(f"{path} is empty. Give a file with the story's text.")
    if b"\0" in content[:8192]:
        raise CommandError(f"{path} is a binary file. Save the story as plain text (UTF-8) and import that.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            f"{path} is not UTF-8 (byte {error.start}). Save it as UTF-8; "
            f"from Windows Arabic: iconv -f windows-1256 -t utf-8 FILE."
        ) from None


def day(name, text):
    """The day written YYYY-MM-DD, None for none. CommandError for anything else; `name` is what holds it."""
    try:
        read = parse_date(text) if text else None
    except (TypeError, ValueError):
        read = None
    if text and read is None:
        raise CommandError(f"{name} {text!r} is no day. Write it like 2021-09-02.")
    return read


class Bar:
    """A progress bar on a terminal; elsewhere nothing, or with `lines` a line for every tenth part.

    `lines` names what is counted: "3000 of 10000 documents (30%)".
    """

    def __init__(self, total, stream=None, width=30, lines=""):
        self.total, self.width, self.lines = max(total, 1), width, lines
        self.stream = stream or sys.stderr
        self.shown = hasattr(self.stream, "isatty") and self.stream.isatty()
        self.tenths = 0

    def show(self, done):
        part = min(done / self.total, 1)
        if self.shown:
            filled = "#" * int(part * self.width)
            self.stream.write(f"\r[{filled:<{self.width}}] {part:4.0%} {done}")
            self.stream.flush()
        elif self.lines and int(part * 10) > self.tenths:
            self.tenths = int(part * 10)
            self.stream.write(f"{done} of {self.total} {self.lines} ({part:.0%})\n")

    def end(self):
        if self.shown:
            self.stream.write("\n")
