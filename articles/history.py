"""Versions: every save that changed something is kept."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import locking
from articles.models import Section, Version
from articles.snapshot import apply, snapshot


def keep(article, by=None, kind=Version.Kind.SAVED, note=""):
    """Keep what the article says now as a Version of its story.

    Nothing is stored when the latest version says the same, except that it becomes `published`
    when that is what happened. Returns the Version that holds the content.
    """
    content = snapshot(article)
    digest = digest_of(content)
    story = article.root
    latest = story.versions.first()
    if latest and latest.digest == digest:
        if kind == Version.Kind.PUBLISHED and latest.kind != kind:
            latest.kind = kind
            latest.save(update_fields=["kind"])
        return latest
    made = version(story, content, kind, latest.number + 1 if latest else 1)
    made.note, made.saved_by = note[:300], by
    made.save()
    return made


def version(story, content, kind, number=1):
    """A version of a story that is not stored yet."""
    return Version(article=story, number=number, kind=kind, content=content, digest=digest_of(content))


def digest_of(content):
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def restore(article, version, by=None):
    """Make the article say again what it said in a version; that is a new version.

    What it says now is kept first, and forms opened before are stale. Raises ValidationError or
    UnknownReference, then nothing is changed.
    """
    section = version.content.get("section")
    if section and not Section.objects.filter(slug=section["slug"]).exists():
        raise ValidationError(
            _("The section “%(name)s” of this version is gone. Make it again, or copy the text by hand."),
            params={"name": section.get("name") or section["slug"]},
        )
    with transaction.atomic():
        keep(article, by)
        locking.step(article)
        apply(article, version.content)
        return keep(article, by, note=gettext("As version %(number)s") % {"number": version.number})
