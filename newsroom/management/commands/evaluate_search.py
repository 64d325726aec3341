"""How good is the search? Prints a table for given sets of queries, asked of the stories in the database.

A set is a file of JSON lines {"id", "query", "relevant": [uid], "tag"}: which stories answer a
query. MRR@10 is 1 ÷ the place of the first that does, on average; R@10 and R@100 the part of them
among the first 10 and 100; S@5 how often one stands among the first five.
"""

import json
import math
import os
from collections import defaultdict

from django.core.management.base import CommandError
from django.utils import timezone

from newsroom.management.shell import Bar, EnglishCommand
from newsroom.search.find import search
from newsroom.search.index import indexes

COLUMNS = ("MRR@10", "nDCG@10", "R@10", "R@100", "S@5")
LOOKED_AT = 100


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("files", metavar="QUERIES.jsonl", nargs="+")
        parser.add_argument("--kind", default="story", help="What is looked for (default story).")

    def run(self, *, files, kind, **options):
        try:
            kinds = [index.kind for index in indexes([kind])]
        except ValueError as error:
            raise CommandError(str(error)) from None
        rows = [(file, queries(file)) for file in files]
        self.say(f"{'':24}{'queries':>8}" + "".join(f"{name:>9}" for name in COLUMNS))
        for file, asked in rows:
            classes, now, bar = defaultdict(list), timezone.now(), Bar(len(asked))
            for number, query in enumerate(asked, 1):
                hits = search(query["query"], kinds=kinds, now=now, limit=LOOKED_AT).hits
                score = scores([hit.uid for hit in hits], set(query["relevant"]))
                classes[""].append(score)
                if query.get("tag"):
                    classes[str(query["tag"])].append(score)
                bar.show(number)
            bar.end()
            for name, found in sorted(classes.items()):
                title = f"  {name}" if name else os.path.basename(file).removesuffix(".jsonl")
                means = [sum(column) / len(found) for column in zip(*found, strict=True)]
                self.say(f"{title[:24]:24}{len(found):8}" + "".join(f"{mean:9.3f}" for mean in means))


def queries(file):
    """The queries of a file; CommandError says which line is wrong and how."""
    try:
        with open(file, encoding="utf-8") as lines:
            found = [(number, json.loads(line)) for number, line in enumerate(lines, 1) if line.strip()]
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise CommandError(f"{file} does not hold JSON lines in UTF-8: {error}.") from None
    for number, row in found:
        if not isinstance(row, dict) or not isinstance(row.get("query"), str) or not row.get("relevant"):
            raise CommandError(
                f'{file}, line {number}: a query needs "query" and "relevant", the uids that answer it.'
            )
    if not found:
        raise CommandError(f"{file} holds no queries.")
    return [row for _, row in found]


def scores(ranked, relevant):
    """(MRR@10, nDCG@10, R@10, R@100, S@5) of one query."""
    places = [place for place, uid in enumerate(ranked[:LOOKED_AT], 1) if uid in relevant]
    top = [place for place in places if place <= 10]
    gain = sum(1 / math.log2(place + 1) for place in top)
    ideal = sum(1 / math.log2(place + 1) for place in range(1, min(10, len(relevant)) + 1))
    return (
        1 / top[0] if top else 0,
        gain / ideal,
        len(top) / len(relevant),
        len(places) / len(relevant),
        float(bool(top) and top[0] <= 5),
    )
