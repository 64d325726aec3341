"""Load stories from a file of JSON lines (the interchange format in the README).

Idempotent by uid: a second run of the same file changes nothing. A bad line is told with its
number and reason; the good ones are loaded all the same (then the exit code is 1).
"""

import os
import sys

from django.core.management.base import CommandError

from articles import exchange
from newsroom.management.shell import Bar, EnglishCommand


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.jsonl")

    def run(self, file, **options):
        try:
            with open(file, "rb") as lines:
                bar = Bar(os.fstat(lines.fileno()).st_size)
                report = exchange.load(lines, progress=lambda report: bar.show(report.bytes))
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
        bar.end()
        for number, reason in report.refused:
            self.note(f"line {number}: {reason}")
        self.say(
            f"{report.read} lines: {report.created} created, {report.updated} updated, "
            f"{report.unchanged} unchanged, {len(report.refused)} refused."
        )
        if not report.read:
            raise CommandError(f"{file} holds no lines. Give a file with one JSON object a line.")
        if report.refused:
            sys.exit(1)
