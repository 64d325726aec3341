"""How fast is the search? Builds 10,000 and 100,000 stories and prints a table. Not a test.

    .venv/bin/python -m tests.benchmark_search [--sizes 10000 100000] [--queries 60] [--database postgres://…]

The words are drawn from a vocabulary by Zipf's law, so there are rare, medium and very common ones
as in a newspaper. Each query is asked three ways in the same run, one after the other, and the best
of three times counts, since other programs want the machine too:

    search()  the page's results in their order: reading the query, names, matches, ranking
    page      search() and what its page shows: live objects, the total, counts by kind, marked titles and
              passages
    raw       the two-stage query of the same words alone: in how many documents each stands, whether
              enough hold all of them, and the best of those that hold all or some; no names, nothing shown

Without --database a SQLite file in a temporary folder; with it, that (empty) database is filled.

In November 2026, on two cores that other programs used as well: milliseconds, p50 / p95 of search(), at
100,000 stories of 250 words, and how many times the raw query's p50. The last columns: by how much the p50
of search() / of the page (up to 20 stories with their passages) grew from 10,000 stories on; a range where
quiet and busy hours differ.

                    SQLite     × raw    PostgreSQL  × raw    growth on SQLite  on PostgreSQL
    rare word       0.2 / 0.6  1.3–1.4  1.7 / 4     1.1      2.1 / 3           2.2 / 2.4
    medium          1.1 / 1.7  1.2      7 / 9       1.0–1.1  2.1–2.8 / 1.6     2.3–2.7 / 1.6
    very common     0.9 / 1.0  1.1      6 / 7       1.0      0.3 / 0.9         0.8 / 1.2
    four words      9 / 13     1.1      19 / 25     1.0–1.1  1.4–1.9 / 1.5     1.3 / 1.2

At 10,000 stories a rare word takes 0.12 ms on SQLite, 1.4 times the raw query: what is more is 0.03 ms
of Python. A phrase of two very common words takes 0.05 to 0.09 seconds on PostgreSQL, 0.01 on SQLite.
"""

import argparse
import datetime
import os
import random
import statistics
import tempfile
import time
from itertools import accumulate

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
NOW = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)


def vocabulary(size, rng):
    words = set()
    while len(words) < size:
        words.add("".join(rng.choices(LETTERS, k=rng.choice((3, 4, 4, 5, 5, 6)))))
    words = sorted(words)
    rng.shuffle(words)
    return words


def fill(size, rng, words):
    """`size` stories of some 250 words, straight into the tables and the index."""
    from articles.models import Article, State
    from newsroom.search.refresh import rebuild

    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    have = Article.objects.count()
    batch = []
    for number in range(have, size):
        text = rng.choices(words, cum_weights=weights, k=rng.randint(120, 380))
        title = rng.choices(words, cum_weights=weights, k=8)
        moment = NOW - datetime.timedelta(minutes=30 * (size - number))
        batch.append(
            Article(
                headline=" ".join(title), body=f"<p>{' '.join(text)}</p>", state=State.PUBLISHED,
                publish_at=moment, visible_from=moment, first_published_at=moment,
            )
        )  # fmt: skip
        if len(batch) == 1000 or number == size - 1:
            Article.objects.bulk_create(batch)
            batch = []
    start = time.perf_counter()
    rebuild()
    return time.perf_counter() - start


def sizes_of_index(connection):
    """Bytes of the index, of the words that stand beside each entry to be ranked by, and of the text."""
    if connection.vendor == "sqlite":
        sizes = (
            "(SELECT sum(length(block)) FROM search_words_data)", "0",
            "sum(length(CAST(title AS BLOB)) + length(CAST(body AS BLOB)))",
        )  # fmt: skip
    else:
        sizes = (
            "pg_relation_size('search_entry_words')", "sum(pg_column_size(words))",
            "sum(octet_length(title) + octet_length(body))",
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sizes)} FROM search_entry")
        return tuple(map(int, cursor.fetchone()))


def classes(words, rng, count):
    """Queries by how common their words are, as the vocabulary's ranks tell."""

    def some(first, last, length=1):
        return [" ".join(rng.sample(words[first:last], length)) for _ in range(count)]

    return {
        "rare": some(len(words) // 2, len(words)),
        "medium": some(500, 3000),
        "very common": some(0, 15),
        "four words": [
            " ".join([rng.choice(words[:200]), *rng.sample(words[200:5000], 2), rng.choice(words[5000:])])
            for _ in range(count)
        ],
    }


def timed(run, *arguments, **options):
    start = time.perf_counter()
    run(*arguments, **options)
    return (time.perf_counter() - start) * 1000


def measure(queries):
    """{way: milliseconds of each query}; the ways take turns, so that all meet the same weather."""
    from newsroom.search.engines import Scope, engine_for_reading
    from newsroom.search.find import search
    from newsroom.search.index import REGISTRY
    from newsroom.search.plan import plan
    from newsroom.search.query import parse

    engine = engine_for_reading()
    scope = Scope(tuple(REGISTRY), NOW, of_all=True)
    found = {"search()": [], "page": [], "raw": []}

    for query in queries:
        asked = parse(query)

        def raw(asked=asked):
            with engine.reading():
                planned = plan(engine, asked, scope, engine.frequencies(asked.words))
                engine.ranked(planned.match, scope, planned.frequencies, 20)

        def page(query=query):
            results = search(query, now=NOW)
            return (
                results.total,
                results.counts,
                [(hit.object, hit.title, hit.snippet) for hit in results.hits],
            )

        for way, run in (("search()", lambda q=query: search(q, now=NOW)), ("page", page), ("raw", raw)):
            found[way].append(min(timed(run) for _ in range(3)))
    return found


def show(size, queries):
    """Print the table; {class: (p50 of search(), p50 of the page)}."""
    p50s = {}
    print(
        f"{'':16}{'search() p50':>14}{'p95':>8}{'page p50':>10}{'p95':>8}{'raw p50':>11}{'p95':>8}{'× raw':>7}"
    )
    for name, asked in queries.items():
        found = measure(asked)
        line = f"{name:16}"
        for way, width in (("search()", 14), ("page", 10), ("raw", 11)):
            line += (
                f"{statistics.median(found[way]):{width}.2f}{statistics.quantiles(found[way], n=20)[-1]:8.2f}"
            )
        p50s[name] = statistics.median(found["search()"]), statistics.median(found["page"])
        print(line + f"{p50s[name][0] / statistics.median(found['raw']):7.2f}")
    return p50s


def other_doors(words, queries):
    """What stands around a search: the last page, counts of facets, suggestions, a wrong spelling."""
    from newsroom.search.find import facet_counts, search
    from newsroom.search.spelling import meant
    from newsroom.search.suggest import suggestions

    common = queries["very common"][0]
    results = search(common, now=NOW)
    wrong = [word[:-1] + "ظغ" for word in words[1000:1020] if len(word) > 4]
    doors = {
        "first page": [timed(search, common, now=NOW) for _ in range(20)],
        "last page": [timed(search, common, now=NOW, offset=980) for _ in range(20)],
        "facets": [timed(facet_counts, results, NOW) for _ in range(20)],
        "suggestions": [timed(suggestions, word[:3], NOW) for word in words[:400:4]],
        "did you mean": [timed(meant, word, NOW) for word in wrong],
        "words apart": [timed(meant, f"{words[n]} {words[3 * n]}", NOW) for n in range(1000, 1020)],
    }
    for name, found in doors.items():
        print(f"{name:16}{statistics.median(found):14.2f}{statistics.quantiles(found, n=20)[-1]:8.2f}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--queries", type=int, default=60)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(DATA_DIR=folder, DATABASE_URL=options.database)
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        if not options.database:
            del os.environ["DATABASE_URL"]
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        rng = random.Random(4)
        words = vocabulary(60_000, rng)
        queries = classes(words, rng, options.queries)
        before = {}
        for size in options.sizes:
            seconds = fill(size, rng, words)
            index, words_beside, text = sizes_of_index(connection)
            print(
                f"\n{size} stories on {connection.vendor}: indexed in {seconds:.0f} s ({size / seconds:.0f} a second)"
            )
            print(
                f"text {text / 1e6:.0f} MB, index {index / text:.2f} of it,"
                f" words beside the entries {words_beside / text:.2f}\n"
            )
            now = show(size, queries)
            if before:
                for place, way in enumerate(("search()", "page")):
                    grown = (f"{name} {now[name][place] / before[name][place]:.1f}×" for name in now)
                    print(f"p50 of {way} against the size before:", ", ".join(grown))
            other_doors(words, queries)
            before = now


if __name__ == "__main__":
    main()
