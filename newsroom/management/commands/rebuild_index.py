"""Drop the search index and build it again from what is stored. Readers may search meanwhile."""

from newsroom.management.shell import EnglishCommand
from newsroom.search.refresh import rebuild


class Command(EnglishCommand):
    help = __doc__

    def run(self, **options):
        counts = rebuild(self.show)
        for kind, count in counts.items():
            self.stdout.write(f"{kind} {count}")
        self.stdout.write(f"The index holds {sum(counts.values())} documents.")

    def show(self, done, total):
        # On a terminal one line that moves; in a log one line for each batch would be noise.
        if self.stderr.isatty() or done == total:
            self.stderr.write(
                f"\r{done} of {total} ({done * 100 // total} %)", ending="\n" if done == total else ""
            )
            self.stderr.flush()
