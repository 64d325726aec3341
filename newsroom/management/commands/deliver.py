"""Send the messages that are due to the receivers outside: once, or with --watch until stopped."""

import signal
import time

from django.core.management.base import CommandError
from django.db import DatabaseError, close_old_connections
from django.utils import timezone

from newsroom.management.shell import EnglishCommand
from newsroom.outgoing import delivering


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--watch", action="store_true", help="Go on until stopped: for systemd.")
        parser.add_argument("--every", type=float, default=1, help="Seconds between two looks. Default 1.")

    def run(self, watch, every, **options):
        if not 0.1 <= every <= 3600:
            raise CommandError("--every takes seconds from 0.1 to 3600.")
        delivering.prune(timezone.now())
        if not watch:
            self.say(told(delivering.run()))
            return
        signal.signal(signal.SIGTERM, lambda *_: self.stop())
        try:
            while True:
                self.look()
                time.sleep(every)
        except KeyboardInterrupt:
            self.say("Stopped.")

    def stop(self):
        raise KeyboardInterrupt

    def look(self):
        close_old_connections()
        try:
            counts = delivering.run()
        except DatabaseError as error:  # it may be restarting; what waits is still there afterwards
            self.note(f"The database does not answer ({error}). Trying again.")
            return
        if set(counts) - {"waiting"}:
            self.say(told(counts))


def told(counts):
    return (
        ", ".join(
            f"{name} {counts[name]}" for name in ("delivered", "failed", "given up", "overtaken", "waiting")
        )
        + "."
    )
