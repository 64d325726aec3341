"""A checked line becomes the story that it tells."""

import datetime

from django.utils import timezone

from articles import checks, correcting, history, locking, publicity, waiting
from articles.exchange import standing
from articles.exchange.check import BadLine
from articles.models import Correction, State, Version
from articles.snapshot import apply


def write(article, data, references):
    """Store a checked line as this article, with its state, dates and corrections."""
    before, stood = (publicity.cast(article), article.state) if article.pk else ([], None)
    if article.pk:
        history.keep(article)
        locking.step(article)
    standing.settle(article, data)
    apply(article, data, references, own_uids=True)
    for item in data.get("corrections", ()):
        quote = article.quotes.filter(key=item["quote"]).first() if item.get("quote") else None
        if Correction.objects.filter(uid=item["uid"]).exclude(article=article).exists():
            raise BadLine(f"Correction {item['uid']!r} belongs to another story. Give it a uid of its own.")
        _refuse_moment(article, item)
        told = {
            "article": article, "quote": quote, "kind": item.get("kind", "correction"),
            "text": item["text"], "issued_at": item.get("issued_at"), "changed_at": item.get("changed_at"),
            "place": item.get("place", "top"), "replier": item.get("replier", ""),
            "person": references.get("person", item.get("person")),
            "organization": references.get("organization", item.get("organization")),
            **{name: _day(item.get(name)) for name in ("received_on", "due_on")},
        }  # fmt: skip
        if correcting.frozen(article) and not Correction.objects.filter(uid=item["uid"], **told).exists():
            raise BadLine(standing.HELD)
        Correction.objects.update_or_create(uid=item["uid"], defaults=told)
    public = article.state == State.PUBLISHED
    change = Version.Change.MATERIAL if data.get("updated_at") else Version.Change.UNSAID
    history.keep(article, kind=Version.Kind.PUBLISHED if public else Version.Kind.SAVED, change=change)
    if stood not in (None, article.state):
        standing.moved(article, stood)
    if stood == State.PUBLISHED and article.first_published_at is None:
        publicity.forget(article)
    else:
        publicity.refresh(article, also=before)
    if waiting.is_at_hand(article, timezone.now()):
        checks.note(article)
    else:
        checks.leave(article)
    return article


def _refuse_moment(article, item):
    """As at the desk: a date that is there already is left alone, and what readers see is not taken from them by one.

    Raises BadLine.
    """
    issued, began = item.get("issued_at"), article.first_published_at
    stood = Correction.objects.filter(uid=item["uid"]).values_list("issued_at", flat=True).first()
    if correcting.is_taken_back(stood, issued):
        raise BadLine(
            f"Correction {item['uid']!r}: readers have seen it since {stood.isoformat()}. Give it that issued_at, or "
            "delete it at the desk."
        )
    if correcting.is_too_early(issued, article) and stood != issued:
        seen = (
            f"have seen the story since {began.isoformat()} only" if began else "have not seen the story yet"
        )
        raise BadLine(
            f"Correction {item['uid']!r}: readers {seen}. Correct issued_at, or first_published_at."
        )


def _day(text):
    return datetime.date.fromisoformat(text) if text else None
