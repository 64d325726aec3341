"""Write every story, with the people, sources and quotes in it, to a file of JSON lines.

Ordered by uid and without a clock: equal content gives equal bytes. The file is written beside
its place and moved there when it is whole.
"""

from pathlib import Path

from django.core.management.base import CommandError

from articles import exchange
from articles.models import Article
from newsroom.management.shell import Bar, EnglishCommand


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE.jsonl")

    def run(self, file, **options):
        bar = Bar(Article.objects.stories().count())
        path, count = Path(file), 0
        part = path.with_name(path.name + ".part")
        try:
            with part.open("w", encoding="utf-8", newline="\n") as out:
                for count, line in enumerate(exchange.dump(), start=1):
                    out.write(line + "\n")
                    bar.show(count)
            part.replace(path)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from None
        bar.end()
        self.say(f"{count} stories written to {file}.")
