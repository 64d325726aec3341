"""Compare the search index with what is stored, and put right what differs.

With --check nothing is written; the exit code is 1 where something is wrong.
"""

import sys

from newsroom.management.shell import Bar, EnglishCommand
from newsroom.search.doctor import PROBLEMS, examine
from newsroom.search.index import REGISTRY


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="Only say what is wrong.")

    def run(self, *, check, **options):
        bar = None

        def progress(done, total):
            nonlocal bar
            bar = bar or Bar(total)
            bar.show(done)

        found = examine(repair=not check, progress=progress)
        if bar:
            bar.end()
        wrong = 0
        for kind, counts in found.items():
            self.say(f"{kind}: {counts['right']} right" if kind in REGISTRY else f"{kind}:")
            for problem, label in PROBLEMS.items():
                if counts[problem]:
                    wrong += counts[problem]
                    self.say(f"  {counts[problem]} {label}")
        if not wrong:
            self.say("The index agrees with what is stored.")
        elif check:
            self.say(f"{wrong} are wrong. Put them right with: manage.py doctor")
            sys.exit(1)
        else:
            self.say(f"{wrong} were wrong and have been put right.")
