"""Versions: every save that changed something is kept, and of what readers saw, since when and as what."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import comparing, locking
from articles.models import QuoteState, Section, State, Transition, Version
from articles.snapshot import apply, snapshot
from newsroom.changes import announce

SHOWN = _("Readers see what version %(number)s changed.")
HIDDEN = _("Readers no longer see what version %(number)s changed.")

NOTHING_BUT_WHO = _(
    "Version %(number)s differs from the story only in who said something and what that rests on, and that stays as "
    "it is: nothing was changed. Change it at the quote."
)


def keep(
    article, by=None, kind=Version.Kind.SAVED, note="", change=Version.Change.MATERIAL, words_shown=False
):
    """Keep what the article says now as a Version of its story.

    Nothing is stored when the latest version says the same, except that it becomes `published`
    when that is what happened: as which `change`, and whether readers see its words, the editor says.
    Returns the Version that holds the content.
    """
    content = snapshot(article)
    story = article.root
    made = story.versions.first()
    if made is None or made.digest != digest_of(content):
        made = version(story, content, Version.Kind.SAVED, made.number + 1 if made else 1)
        made.note, made.saved_by = note[:300], by
    goes_out = kind == Version.Kind.PUBLISHED and not made.change
    if goes_out:
        made.kind = kind
        _put_out(story, made, change, timezone.now())
    if goes_out or made.pk is None:
        made.save()
    if goes_out and words_shown:
        show_words(made, True, by)
    return made


def version(story, content, kind, number=1):
    """A version of a story that is not stored yet; of a new story that is published, its first."""
    made = Version(article=story, number=number, kind=kind, content=content, digest=digest_of(content))
    if kind == Version.Kind.PUBLISHED:
        made.change, made.public_from = Version.Change.FIRST, _begins(story, timezone.now(), is_first=True)
    return made


def writers_since_publication(story):
    """The ids of who saved something of a story since it last went out; None among them where nobody is known."""
    last = story.versions.filter(kind=Version.Kind.PUBLISHED).values_list("number", flat=True).first()
    written = story.versions.filter(number__gt=last or 0)
    return {*written.order_by().values_list("saved_by", flat=True).distinct()}


def digest_of(content):
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def says(article, version):
    """Whether an article says now what it said in a version; a draft's quotes bear uids of their own."""
    now, then = ({**content, "quotes": _unnamed(content)} for content in (snapshot(article), version.content))
    return now == then


def _unnamed(content):
    return [quote | {"uid": ""} for quote in content.get("quotes") or ()]


def restore(article, version, by=None, attributes=True):
    """Make the article say again what it said in a version; that is a new version.

    What it says now is kept first, and forms opened before are stale. Attributing is not editing: who said what stays
    as it is now; of quotes that come back it comes back too, to be confirmed where whoever restores does not
    attribute. Raises ValidationError or UnknownReference, then nothing is changed.
    """
    section = version.content.get("section")
    if section and not Section.objects.filter(slug=section["slug"]).exists():
        raise ValidationError(
            _("The section “%(name)s” of this version is gone. Make it again, or copy the text by hand."),
            params={"name": section.get("name") or section["slug"]},
        )
    with transaction.atomic():
        before = keep(article, by)
        locking.step(article)
        apply(article, what_returns(article, version, attributes))
        made = keep(article, by, note=gettext("As version %(number)s") % {"number": version.number})
        if made == before:
            raise ValidationError(NOTHING_BUT_WHO, params={"number": version.number})
        return made


# What readers saw


def _put_out(story, made, change, now):
    """Say since when readers see a version, and what it is to them after the one they saw before."""
    before = story.versions.seen(now).first()
    # What waited for its moment and is replaced before it came was seen by nobody.
    story.versions.exclude(change="").exclude(public_from__lte=now).update(change="", public_from=None)
    if before is None:
        made.change = Version.Change.FIRST
    elif before.digest == made.digest:
        return  # a draft between the two was thrown away: readers see what they saw
    else:
        is_same = comparing.read(before.content) == comparing.read(made.content)
        made.change = Version.Change.BESIDE if is_same else change
    made.public_from = _begins(story, now, before is None)


def _begins(story, now, is_first):
    """Since when readers see what is put out now; None while nobody knows when they will."""
    if story.visible_from is None or (story.visible_until and story.visible_until <= now):
        return None
    return story.visible_from if is_first else max(story.visible_from, now)


def follow(story):
    """Whoever moves a story in time moves with it what readers have not seen yet. To be called in that transaction."""
    now = timezone.now()
    last = story.versions.exclude(change="").defer("content").first()
    if last is None or (last.public_from and last.public_from <= now):
        return
    last.public_from = _begins(story, now, last.change == Version.Change.FIRST)
    last.save(update_fields=["public_from"])


def what_returns(article, version, attributes):
    """What a version says, but of its citations and quotes only those that come back with it."""
    content = version.content
    stand = {*article.quotes.values_list("key", flat=True)}
    quotes = [quote for quote in content.get("quotes", ()) if quote["key"] not in stand]
    if not attributes:
        confirmed = QuoteState.CONFIRMED
        quotes = [
            quote | {"state": QuoteState.PROPOSED} if quote.get("state") == confirmed else quote
            for quote in quotes
        ]
    # Citations are the story's: those that come back over a draft would be public at once.
    stay_away = article.draft_of_id or not attributes
    return content | {"quotes": quotes} | ({"citations": []} if stay_away else {})


def show_words(version, shown, by=None):
    """Let readers see what a version changed, the old words beside the new, or see it no more. It is logged."""
    if version.words_shown == shown or version.change not in Version.OF_WORDS:
        return
    story = version.article
    with transaction.atomic():
        version.words_shown = shown
        version.save(update_fields=["words_shown"])
        said = str(SHOWN if shown else HIDDEN) % {"number": version.number}
        Transition.objects.create(
            article=story, from_state=story.state, to_state=story.state, by=by, note=said
        )
        if story.state == State.PUBLISHED:
            announce(f"article:{story.pk}")
