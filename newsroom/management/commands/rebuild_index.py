"""Drop the search index and build it again from what is stored. Readers may search meanwhile."""

from newsroom.management.shell import Bar, EnglishCommand
from newsroom.search.refresh import rebuild


class Command(EnglishCommand):
    help = __doc__

    def run(self, **options):
        bar = None

        def progress(done, total):
            nonlocal bar
            bar = bar or Bar(total, lines="documents")
            bar.show(done)

        counts = rebuild(progress)
        if bar:
            bar.end()
        for kind, count in counts.items():
            self.say(f"{kind} {count}")
        self.say(f"The index holds {sum(counts.values())} documents.")
