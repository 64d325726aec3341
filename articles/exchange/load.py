"""Stories coming in."""

import json
from dataclasses import dataclass, field
from itertools import islice

from django.core.exceptions import ValidationError
from django.db import Error as DatabaseError
from django.db import IntegrityError, OperationalError, transaction

from articles.exchange import bulk, cast, standing
from articles.exchange.check import BadLine, checked
from articles.exchange.same import says
from articles.exchange.write import write
from articles.models import Article
from articles.models.links import LINKS
from articles.models.window import comes_soon
from articles.references import References, UnknownReference, named_in
from newsroom import planner
from newsroom.search.refresh import together

BATCH, TRIES = 250, 3
OF_THE_MOMENT = ("40P01", "40001", "55P03")  # PostgreSQL's deadlock, failed serialization, late lock
# Whose windows depend on many stories: they are indexed once, when all stories are there.
AT_THE_END = ("person", "organization", "source", "occasion", "tag")
# What reading a value of an unexpected form may raise.
MISSHAPEN = (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError)


class Interrupted(Exception):
    """What a line did was taken back: by the database, as after a deadlock, or because a moment came over it."""


@dataclass
class Report:
    """What became of the lines: counts, and (line number, reason) of those refused."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list = field(default_factory=list)
    bytes: int = 0  # how far the reading has come
    waiting: list = field(default_factory=list)  # (number, line, reason): for a story that may come yet

    def add(self, part):
        self.created += part.created
        self.updated += part.updated
        self.unchanged += part.unchanged
        self.refused += part.refused
        self.waiting += part.waiting

    @property
    def read(self):
        return self.created + self.updated + self.unchanged + len(self.refused)


def load(lines, progress=None):
    """Load stories from an iterable of JSON lines (text or bytes); returns a Report.

    A line is known by its `uid`: new stories are made, changed ones updated, equal ones left
    alone. A bad line is refused with its reason and costs no other line anything. `progress` is
    called with the Report after each batch.
    """
    report = Report()
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    with together():
        while batch := list(islice(numbered, BATCH)):
            report.bytes += sum(len(line) for _, line in batch)
            _load_batch(batch, report)
            if progress:
                progress(report)
        # A story may stand before the one that it goes on from, or of which it is a translation.
        before = None
        while report.waiting and len(report.waiting) != before:
            before, again = len(report.waiting), iter(report.waiting[::-1])
            report.waiting = []
            while batch := list(islice(again, BATCH)):
                _load_batch([(number, line) for number, line, _reason in batch], report)
    report.refused = sorted([*report.refused, *((number, why) for number, _line, why in report.waiting)])
    report.waiting = []
    if report.created:
        planner.learn()
    return report


def _load_batch(batch, report):
    good, named = [], []
    for number, line in batch:
        try:
            data = checked(_json(line))
            named += [*named_in(data), *cast.wanted(data)]
            good.append((number, line, data))
        except BadLine as error:
            report.refused.append((number, str(error)))
        except MISSHAPEN as error:
            report.refused.append((number, f"A value of the line has the wrong form: {error}."))
    _store(good, named, report)


def _store(good, named, report):
    """Store checked lines in one transaction; where a merge or a deletion at the desk takes a row from under it, once
    more, and then line by line.
    """
    for _try in range(TRIES):
        part = Report()
        try:
            _store_once(good, named, part)
        except OperationalError as error:  # a deadlock; or a disk that is full, which no line answers for
            failed = error
            continue
        except (IntegrityError, Interrupted) as error:
            failed, said = None, str(error)
            continue
        report.add(part)
        return
    if failed:
        raise failed
    if len(good) == 1:
        [(number, _line, _data)] = good
        reason = f"Somebody at the desk wrote to what the line names at this moment ({said}). Load it again."
        report.refused.append((number, reason))
    else:
        for one in good:
            _store([one], named, report)


def _store_once(good, named, report):
    references = References()
    references.prefetch(named)
    with transaction.atomic():
        stored = {
            row.uid: row
            for row in Article.objects.select_for_update().filter(
                uid__in=[data["uid"] for _, _, data in good], draft_of=None
            )
        }
        comes = {row.pk: row.visible_from for row in stored.values() if row.is_waiting}
        # The whole batch is indexed at once, at the end of its transaction.
        with together(but=AT_THE_END):
            for number, line, data in _load_new(good, stored, references, report):
                _load_one(number, line, data, stored, references, report)
        _refuse_what_came_out_meanwhile(comes)


def _refuse_what_came_out_meanwhile(comes):
    """A batch takes its time: what it took off the schedule may be before readers by its end, and would be taken from
    them. Raises Interrupted; the lines, read once more, meet it as it is by then.
    """
    came = {pk: at for pk, at in comes.items() if comes_soon(at)}
    stand = Article.objects.filter(pk__in=came).values_list("pk", "visible_from")
    if came and dict(stand) != came:
        raise Interrupted("the moment came for which it is scheduled")


def _load_new(good, stored, references, report):
    """Store the new stories all at once; returns the lines that are left for one by one."""
    new = {}
    for _, _, data in good:
        if bulk.can_take(data, stored):
            new.setdefault(data["uid"], data)
    if len(new) < 2:
        return good
    try:
        with transaction.atomic():
            made = bulk.create(list(new.values()), references, standing.settle)
    except (BadLine, UnknownReference, ValidationError, DatabaseError, *MISSHAPEN):
        references.forget()  # what was rolled back must not be taken for stored
        return good
    stored |= made
    for article in made.values():
        references.add(article)
    report.created += len(made)
    return [one for one in good if new.get(one[-1]["uid"]) is not one[-1]]


def _json(line):
    try:
        if isinstance(line, bytes):
            line = line.decode("utf-8-sig")
        return json.loads(line)
    except UnicodeDecodeError as error:
        raise BadLine(
            f"The line is not UTF-8 ({error.reason} at byte {error.start}). Save the file as UTF-8."
        ) from None
    except (ValueError, RecursionError) as error:
        raise BadLine(f"The line is not JSON: {error}.") from None


def _is_of_the_moment(error):
    """Whether somebody else's transaction broke this one off, or held for too long what it waited for."""
    said = error.__cause__  # by the database's own program
    if getattr(said, "sqlstate", None) in OF_THE_MOMENT:
        return True
    return getattr(said, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def _load_one(number, line, data, stored, references, report):
    article = stored.get(data["uid"])
    try:
        if article and says(article, data, references):
            report.unchanged += 1
            return
        if article and article.redactions.exists():
            raise BadLine("Words were removed from this story for ever. It is changed at the desk only.")
        with transaction.atomic():
            if article:
                standing.refuse(article, data)
            cast.settle(data, references)
            article = write(article or Article(uid=data["uid"]), data, references)
    except OperationalError as error:
        if not _is_of_the_moment(error):
            raise
        raise Interrupted(error) from error
    except (BadLine, UnknownReference, ValidationError) as error:
        reason = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        if any(data.get(name) for name in LINKS):
            report.waiting.append((number, line, reason))
        else:
            report.refused.append((number, reason))
    except IntegrityError:
        said = "Something else here bears one of the line's uids, or stands where only one may. Give it another uid."
        report.refused.append((number, said))
    except (DatabaseError, *MISSHAPEN) as error:
        report.refused.append((number, f"The line cannot be stored: {type(error).__name__}: {error}."))
    else:
        if data["uid"] in stored:
            report.updated += 1
        else:
            report.created += 1
        stored[data["uid"]] = article
        references.add(article)
        return
    # What was rolled back must not be taken for stored, neither by lines that name it nor by the next one of this story.
    references.forget()
    if article:
        stored[data["uid"]] = Article.objects.get(pk=article.pk)
