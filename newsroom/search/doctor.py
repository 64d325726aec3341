"""Whether the index says what the rows say; and if not, making it so."""

from collections import Counter

from django.db import router, transaction

from newsroom.search import refresh
from newsroom.search.engines import engine_for_writing
from newsroom.search.index import indexes
from newsroom.search.models import Entry

PROBLEMS = {
    "wordless": "in the index without their words",
    "missing": "not in the index",
    "outdated": "in the index with other words",
    "moved": "in the index with another window or day",
    "extra": "in the index that must not be there",
}


def examine(repair=False, progress=None):
    """{kind: Counter of PROBLEMS, with "right"}; with `repair` each batch is put right as it is found.

    `progress(done, total)` is called after every batch. The repair of a batch is one transaction.
    """
    database = router.db_for_write(Entry)
    found = {index.kind: Counter() for index in indexes()}
    with transaction.atomic(using=database):
        lost = Entry.objects.using(database).filter(pk__in=engine_for_writing().unlisted())
        for kind, pk in list(lost.values_list("kind", "pk")):
            found.setdefault(kind, Counter())["wordless"] += 1
            if repair:
                refresh.drop([pk])
        unknown = Entry.objects.using(database).exclude(kind__in=list(found))
        if repair:
            refresh.drop(list(unknown.values_list("pk", flat=True)))
    keys = {index.kind: _ids(index, database) for index in indexes()}
    done, total = 0, sum(map(len, keys.values()))
    for index in indexes():
        ids = keys[index.kind]
        for start in range(0, len(ids), refresh.BATCH):
            batch = ids[start : start + refresh.BATCH]
            with transaction.atomic(using=database):
                if repair:
                    engine_for_writing().lock()
                difference = refresh.compare(index, batch)
                _count(found[index.kind], difference)
                if repair:
                    refresh.apply(index, difference)
            done += len(batch)
            if progress:
                progress(done, total)
    return found


def _ids(index, database):
    """Of every row that may be indexed, and of every entry, each once."""
    rows = index.queryset().using(database).order_by("pk").values_list("pk", flat=True)
    entries = Entry.objects.using(database).filter(kind=index.kind).values_list("object_id", flat=True)
    return sorted({*rows, *entries})


def _count(counter, difference):
    counter["outdated"] += difference.outdated
    counter["missing"] += len(difference.new) - difference.outdated
    counter["extra"] += len(difference.gone) - difference.outdated
    counter["moved"] += len(difference.moved)
    counter["right"] += difference.standing - len(difference.new) - len(difference.moved)
