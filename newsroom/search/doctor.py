"""Whether the index says what the rows say; and if not, making it so."""

from collections import Counter, defaultdict

from django.db import router, transaction
from django.db.models import Exists, OuterRef

from newsroom.search import refresh
from newsroom.search.engines import engine_for_writing
from newsroom.search.index import indexes
from newsroom.search.models import Entry, Name

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
        lost = _wordless(found, database, repair)
        _strangers(found, database, repair)
    keys = {index.kind: _ids(index, database) for index in indexes()}
    done, total = 0, sum(map(len, keys.values()))
    for index in indexes():
        ids = keys[index.kind]
        for start in range(0, len(ids), refresh.BATCH):
            batch = ids[start : start + refresh.BATCH]
            with transaction.atomic(using=database):
                if repair:
                    engine_for_writing().lock()
                difference = refresh.compare(index, batch, closely=True)
                _count(found[index.kind], difference, lost[index.kind].intersection(batch), repair)
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


def _wordless(found, database, repair):
    """{kind: ids of the objects whose entries the engine holds no words of}; with `repair` they are out."""
    lost, entries = defaultdict(set), Entry.objects.using(database).filter(kind__in=list(found))
    for number, kind, pk in entries.filter(pk__in=engine_for_writing().unlisted()).values_list(
        "pk", "kind", "object_id"
    ):
        found[kind]["wordless"] += 1
        lost[kind].add(pk)
        if repair:
            refresh.drop([number])
    return lost


def _strangers(found, database, repair):
    """Entries of a kind that nothing is of, and names of no entry."""
    entries = Entry.objects.using(database)
    names = Name.objects.using(database).filter(~Exists(entries.filter(pk=OuterRef("entry_id"))))
    unknown = entries.exclude(kind__in=list(found))
    for kind, number in Counter(unknown.values_list("kind", flat=True)).items():
        found[kind] = Counter(extra=number)
    if number := names.count():
        found["name"] = Counter(extra=number)
    if repair:
        refresh.drop(list(unknown.values_list("pk", flat=True)))
        names.delete()


def _count(counter, difference, lost, repair):
    """Adds a batch; what is `lost`, objects without words, is counted already."""
    counter["outdated"] += difference.outdated
    counter["missing"] += len(difference.new) - difference.outdated
    counter["extra"] += len(difference.gone) - difference.outdated
    counter["moved"] += len(difference.moved)
    counter["right"] += difference.standing - len(difference.new) - len(difference.moved)
    again = {entry.object_id for entry, _ in difference.new} & lost
    counter["missing" if repair else "outdated"] -= len(again)
    counter["right"] -= 0 if repair else len(lost - again)
