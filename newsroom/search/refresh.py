"""Writing the index: in the caller's transaction, in batches, only what has changed.

Call `refresh` as the last step of a change: one transaction at a time writes the index, so two
editors who publish at once each see what the other has made public.
"""

import datetime
from collections import Counter, defaultdict
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import router, transaction
from django.utils import timezone

from newsroom.search.document import Document, storable
from newsroom.search.engines import engine_for_writing
from newsroom.search.index import REGISTRY, indexes, indexes_of
from newsroom.search.models import Entry, Name
from newsroom.search.names import starts

BATCH = 500
WINDOW = ("uid", "on", "visible_from", "visible_until")  # what may change without a new word
SHOWN = ("title", "body", "facets")  # what the digest of an entry vouches for
_waiting = ContextVar("waiting", default=None)


def refresh(objects):
    """Let the index say what these objects now are: written, left alone, or taken out.

    Any mixture of models; those without an index are passed over. The rows are read again, so what
    is indexed is what is stored. A batch of 500 of one kind costs the same number of queries as one.
    """
    keys = {(index.kind, obj.pk): True for obj in objects for index in indexes_of(type(obj)) if obj.pk}
    _write_or_wait(keys)


@contextmanager
def together(but=()):
    """Inside, `refresh` only takes note; at the end all of it is written at once, each object once.

    For whoever stores many objects in one transaction. Those of the kinds `but` are left to the
    `together` around this one. After an error nothing is written.
    """
    keys = {}
    token = _waiting.set(keys)
    try:
        yield
    finally:
        _waiting.reset(token)
    outer = _waiting.get()
    if outer is not None and but:
        outer |= {key: True for key in keys if key[0] in but}
        _write_all({key: True for key in keys if key[0] not in but})
    else:
        _write_or_wait(keys)  # inside another `together`, that one writes


def remove(kind, ids):
    """Take these out of the index, for instance before their rows are deleted."""
    for batch in _batches(list(ids)):
        entries = Entry.objects.using(_database()).filter(kind=kind, object_id__in=batch)
        drop(list(entries.values_list("pk", flat=True)))


def rebuild(progress=None):
    """Drop the index and build it in bulk; returns how many documents of each kind it now holds.

    `progress(done, total)` is called after every batch. Each batch is a transaction, so editors go
    on saving; until the end, search finds what has been built so far.
    """
    engine = engine_for_writing()
    with transaction.atomic(using=_database()):
        for model in (Name, Entry):
            rows = model.objects.using(_database()).all()
            rows._raw_delete(rows.db)  # no row needs a look before it goes
        engine.empty()
    keys = _oldest_first()
    done, written = 0, Counter({index.kind: 0 for index in indexes()})
    for batch in _batches(keys):
        for kind, ids in _by_kind(batch).items():
            with transaction.atomic(using=_database()):
                written[kind] += _write(REGISTRY[kind], ids)
        done += len(batch)
        if progress:
            progress(done, len(keys))
    engine.finish()
    return dict(written)


def _write_or_wait(keys):
    waiting = _waiting.get()
    if waiting is not None:
        waiting |= keys
    else:
        _write_all(keys)


def _write_all(keys):
    for kind, ids in _by_kind(keys).items():
        for batch in _batches(ids):
            with transaction.atomic(using=_database()):
                _write(REGISTRY[kind], batch)


def _write(index, ids):
    """Make the entries of one batch agree with its rows; returns how many stand in the index."""
    engine_for_writing().lock()
    found = compare(index, ids)
    apply(index, found)
    return found.standing


@dataclass
class Difference:
    """What of one batch of rows the index says otherwise."""

    new: list = field(default_factory=list)  # (Entry, Document) that are missing or say something else
    moved: list = field(default_factory=list)  # Entries with another window or day
    gone: list = field(default_factory=list)  # ids of entries that must not stand, or not as they are
    standing: int = 0
    outdated: int = 0  # so many of `new` stand among `gone` as they were


def compare(index, ids, closely=False):
    """How the entries of these rows differ from the rows; nothing is written.

    The digest says whether a row has changed since; `closely`, what stands beside it is read as well.
    """
    entries = Entry.objects.using(_database()).filter(kind=index.kind, object_id__in=ids)
    known = {entry.object_id: entry for entry in (entries if closely else entries.defer(*SHOWN))}
    names = _names_of(known.values()) if closely else {}
    found = Difference()
    rows = {row.pk: row for row in index.queryset().using(_database()).filter(pk__in=ids)}
    for pk in ids:
        window = index.window(rows[pk]) if pk in rows else None
        if window is None:
            continue
        found.standing += 1
        document, entry = Document.of(index, rows[pk]), known.get(pk)
        present = _entry(index, rows[pk], document, window)
        if (
            entry is None
            or entry.digest != present.digest
            or (closely and _is_spoilt(index, entry, present, document, names))
        ):
            found.new.append((present, document))
            found.outdated += entry is not None
            continue
        del known[pk]  # it stays
        if any(getattr(entry, name) != getattr(present, name) for name in WINDOW):
            present.pk = entry.pk
            found.moved.append(present)
    found.gone = [entry.pk for entry in known.values()]
    return found


def _names_of(entries):
    """{id of an entry: its (key, text, place)s, in order}"""
    found = defaultdict(list)
    rows = Name.objects.using(_database()).filter(entry__in=[entry.pk for entry in entries])
    for number, *name in rows.values_list("entry_id", "key", "text", "place"):
        found[number].append(tuple(name))
    return {number: sorted(names) for number, names in found.items()}


def _is_spoilt(index, entry, present, document, names):
    """Whether an entry of the right digest shows, or is known by, something else than its row."""
    if any(getattr(entry, name) != getattr(present, name) for name in SHOWN):
        return True
    expected = [(name.key, name.text, name.place) for name in starts(index, present, document)]
    return names.get(entry.pk, []) != sorted(expected)


def apply(index, found):
    """Write a Difference."""
    if found.gone:
        drop(found.gone)
    if found.moved:
        Entry.objects.using(_database()).bulk_update(found.moved, WINDOW)
    if found.new:
        engine_for_writing().write(found.new)
        Name.objects.using(_database()).bulk_create(
            name for entry, document in found.new for name in starts(index, entry, document)
        )


def drop(entry_ids):
    """Take entries out with their names; what the engine holds of them leads nowhere."""
    for model, field_name in ((Name, "entry_id"), (Entry, "pk")):
        for batch in _batches(entry_ids):
            rows = model.objects.using(_database()).filter(**{f"{field_name}__in": batch})
            rows._raw_delete(rows.db)


def _entry(index, row, document, window):
    on = index.date(row)
    if isinstance(on, datetime.datetime):
        on = timezone.localdate(on)
    return Entry(
        kind=index.kind,
        object_id=row.pk,
        uid=storable(str(index.uid(row))),
        title=document.title,
        body=document.body,
        on=on,
        visible_from=window[0],
        visible_until=window[1],
        facets=" ".join(document.facets),
        digest=document.digest(),
    )


def _oldest_first():
    """The (kind, id) of every row, kinds interleaved in proportion.

    So the newest entries hold of every kind its newest, as they would had they come day by day.
    """
    keys = []
    for index in indexes():
        ids = index.queryset().using(_database()).order_by(*index.ordering).values_list("pk", flat=True)
        ids = list(dict.fromkeys(ids))
        keys += [((place + 1) / len(ids), index.kind, pk) for place, pk in enumerate(ids)]
    return [(kind, pk) for _, kind, pk in sorted(keys)]


def _by_kind(keys):
    kinds = defaultdict(list)
    for kind, pk in keys:
        kinds[kind].append(pk)
    return kinds


def _batches(items):
    return (items[start : start + BATCH] for start in range(0, len(items), BATCH))


def _database():
    return router.db_for_write(Entry)
