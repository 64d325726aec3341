"""Removing the words, in one transaction."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import anchors, checks, history, locking, publicity
from articles.models import (
    Article,
    Assignment,
    Comment,
    Contributor,
    Dismissal,
    Occasion,
    Quote,
    QuoteState,
    Redaction,
    Source,
    StoryWarning,
    Version,
)
from articles.models.links import LINKS
from articles.redaction import links, traces
from articles.redaction.places import find, total
from articles.redaction.scope import Scope, parts_of
from articles.redaction.texts import CONFIRMED, Rewriter, touched_keys
from newsroom.fields import keys_of
from newsroom.photos.models import Photo
from newsroom.search.refresh import refresh as reindex
from people.models import Organization, Person, Position, Tenure

# Who bears a name that was removed is known by these too.
IDENTIFYING = ("latin_name", "wikidata", "website", "domains")


def may(user):
    return user is None or user.has_perm("articles.redact_article")


def sees_all(user):
    """Whether nothing at a story is hidden from this user."""
    return user is None or user.has_perm("articles.confidential_article")


def redact(story, words, by, reason, user=None):
    """Put `by` in place of the words wherever the story and what is kept of it hold them; returns the Redaction.

    It counts the places that the user saw, and may count none: who reads no confidential notes does not learn
    whether there are any. None where the words stand nowhere and the user sees everything. Raises PermissionDenied or ValidationError, then nothing is changed.
    """
    story = story.root
    if not may(user):
        raise PermissionDenied(_("Only the editor-in-chief removes words for ever."))
    if not words:
        raise ValidationError(_("Write the words to remove, one name or expression a line."))
    if not reason.strip():
        raise ValidationError(_("Say why, without the words themselves. The log keeps it."))
    if words.find(by) or words.find(reason):
        raise ValidationError(
            _("The words to remove stand in what takes their place, or in the reason. Change it.")
        )
    with transaction.atomic():
        # Whoever saves the story or its draft at this moment is through before anything is looked at; of two that go
        # through each other's links, one after the other.
        locking.queue()
        locking.lock(story)
        story = Article.objects.get(pk=story.pk)
        places = total(find(story, words, user))
        if not places and sees_all(user):
            return None
        cast = publicity.cast(story)
        scope, rewriter = Scope(story, words), Rewriter(words, by)
        while not scope.hold():  # merged or deleted a moment ago
            scope = Scope(story, words)
        linked = links.rows_of(scope, words)
        records = scope.every_record()
        for record in records:
            fate = scope.fate(record, words)
            if fate == "rewritten":
                _rewrite(record, rewriter)
            elif fate == "parted":
                _part_with(scope, record, rewriter)
        traces.remove_all(scope, rewriter)
        _texts(scope, rewriter)
        for article in scope.articles:
            _article(article, rewriter)
        anchors.anew(Article.objects.get(pk=story.pk))
        # Kept versions last: by now it is known who has another uid.
        _versions(scope, rewriter)
        links.mend(linked, words)
        story = Article.objects.get(pk=story.pk)
        for article in Article.objects.filter(Q(pk=story.pk) | Q(draft_of=story)):
            checks.note(article)
        publicity.refresh(story, also=cast)
        reindex([story, *Quote.objects.filter(article=story), *cast, *records])
        return Redaction.objects.create(
            article=story, places=places, reason=reason, by=user, version_number=locking.number(story)
        )


def _texts(scope, rewriter):
    """All rows of the story but the texts themselves and their versions."""
    places = anchors.without(scope.story, rewriter.words, rewriter.by)
    for row in scope.every_row():
        if isinstance(row, Article | Version):
            continue
        changes = rewriter.changes(row)
        if isinstance(row, Comment):
            changes |= places.get(row.pk, {})
        was_another = isinstance(row, Quote) and row.state != QuoteState.CONFIRMED
        if was_another and rewriter.words.stand_in_letters(row.letters):
            changes |= _unconfirmed(row)
        if not changes:
            continue
        if isinstance(row, StoryWarning | Dismissal):
            row.delete()  # about words that are gone; the text is checked anew
            continue
        vars(row).update(changes)
        changes |= keys_of(row)
        if isinstance(row, Assignment):
            # A form that was opened before must not bring the words back.
            changes["saved_at"] = timezone.now()
        type(row)._base_manager.filter(pk=row.pk).update(**changes)


def _article(article, rewriter):
    """The text, and its quotes in agreement with it. Readers and all who keep copies learn that it changed."""
    article.refresh_from_db()
    changes = rewriter.changes(article)
    if "body" in changes:
        for quote in Quote.objects.filter(
            article=article, key__in=touched_keys(article.body, changes["body"])
        ):
            Quote.objects.filter(pk=quote.pk).update(**_unconfirmed(quote))
    for name, value in changes.items():
        setattr(article, name, value)
    if article.draft_of_id is None and article.first_published_at:
        article.updated_at = timezone.now()
    # A form that was opened before must not bring the words back.
    locking.step(article)
    article.save()


def _unconfirmed(quote):
    """The letters that were confirmed hold the words; without them nobody has confirmed anything."""
    gone = {"letters": "", "confirmed_at": None, "confirmed_by": None}
    return gone | ({"state": QuoteState.PROPOSED} if quote.state in CONFIRMED else {})


def _versions(scope, rewriter):
    for pk in scope.rows.get(Version, ()):
        version = Version.objects.get(pk=pk)
        changes = rewriter.changes(version)
        if changes:
            for name, value in changes.items():
                setattr(version, name, value)
            version.digest = history.digest_of(version.content)
            version.save()
    # Other stories go on from this one, and their versions name it by a uid that may have said the words.
    for old, new in rewriter.renamed.items():
        for name in LINKS:
            for version in Version.objects.filter(**{f"content__{name}": old}):
                version.content[name] = new
                version.digest = history.digest_of(version.content)
                version.save()


# Records


def _rewrite(record, rewriter):
    changes = rewriter.changes(record)
    if changes.keys() & {"name", "title"}:
        changes |= {name: "" for name in IDENTIFYING if hasattr(record, name)}
        if isinstance(record, Person):
            changes |= {"is_public_figure": False, "photo": None}
    is_renamed = "name" in changes
    for part in parts_of(record):
        if is_renamed or rewriter.changes(part):
            part.delete()  # another name
    if isinstance(record, Person):
        for tenure in record.tenures.all():
            Tenure.objects.filter(pk=tenure.pk).update(uid=rewriter.rename(tenure.uid))
    if not changes:
        return
    for name, value in changes.items():
        setattr(record, name, value)
    if isinstance(record, Photo):
        Photo.objects.filter(pk=record.pk).update(**changes, **keys_of(record))
    else:
        record.save()


def _part_with(scope, record, rewriter):
    """Let the story lead to a record without a name in its place; other stories go on naming this one."""
    model = type(record)
    if model is Position:  # it stands behind a tenure, which is only looked up
        Quote.objects.filter(article__in=scope.articles, tenure__position=record).update(tenure=None)
        return
    other = _nameless(record, rewriter)
    other.save()
    rewriter.renamed[record.uid] = other.uid
    for row_model, rows in scope.rows.items():
        for field in row_model._meta.concrete_fields:
            if field.related_model is model:
                mine = row_model._base_manager.filter(pk__in=list(rows), **{field.name: record.pk})
                mine.update(**{field.name: other})
    if model is Person:
        theirs = list(record.tenures.values_list("uid", flat=True))
        rewriter.renamed |= dict.fromkeys(theirs, "")
        quotes = Quote.objects.filter(article__in=scope.articles)
        quotes.filter(tenure__person=record).update(tenure=None)
        for quote in quotes.filter(co_speakers=record):
            quote.co_speakers.remove(record)
            quote.co_speakers.add(other)


def _nameless(record, rewriter):
    if isinstance(record, Occasion):
        said = {name: rewriter.text(getattr(record, name)) for name in ("title", "place")}
        return Occasion(kind=record.kind, on=record.on, **said)
    alike = {Person: ("gender",), Organization: ("kind",), Source: ("kind",), Contributor: ()}
    return type(record)(
        name=rewriter.text(record.name), **{name: getattr(record, name) for name in alike[type(record)]}
    )
