"""Saying who has a story open."""

from contextlib import suppress

from django.db import DatabaseError, transaction
from django.utils.translation import gettext

from articles.models import Presence
from articles.models.presence import KEPT


def here(story, user, now, forget=False):
    """Note that this user has the story open now, and `forget` what nobody looks at any more.

    Nobody's work waits or fails for this.
    """
    with suppress(DatabaseError), transaction.atomic():
        Presence.objects.bulk_create(
            [Presence(article=story, user=user, seen_at=now)],
            update_conflicts=True,
            unique_fields=["article", "user"],
            update_fields=["seen_at"],
        )
        if forget:
            Presence.objects.filter(seen_at__lt=now - KEPT).delete()


def sentence(present):
    """Who has it open, in words; "" for nobody. `present` are Presence rows."""
    names = gettext(", ").join(str(one.user) for one in present)
    return gettext("Open with %(names)s") % {"names": names} if names else ""


def others(story, user, now):
    return Presence.objects.filter(article=story).exclude(user=user).fresh(now)
