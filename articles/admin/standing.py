"""Where a story stands, as the desk says it: the column of the list and the filter beside it agree."""

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import State

SCHEDULED, EXPIRED, HELD = "scheduled", "expired", "held"


def said(article):
    """Held, scheduled, expired, published with a draft that waits, or as the table of moves says."""
    if article.hold_reason:
        return gettext("held for legal review")
    is_seen = not article.is_scheduled and not article.is_expired
    if is_seen and article.state == State.PUBLISHED and hasattr(article, "draft"):
        return gettext("published, with a draft")
    return article.shown_state


class StandingFilter(admin.SimpleListFilter):
    """The states and what the desk calls one too, under the name by which views of the list are kept."""

    title = _("state")
    parameter_name = "state__exact"

    def lookups(self, request, model_admin):
        found = []
        for value, label in State.choices:
            found += [(SCHEDULED, _("scheduled"))] if value == State.PUBLISHED else []
            found.append((value, label))
            found += [(EXPIRED, _("expired"))] if value == State.PUBLISHED else []
        return [*found, (HELD, _("held for legal review"))]

    def queryset(self, request, queryset):
        asked, now = self.value(), timezone.now()
        ahead, over = Q(visible_from__gt=now), Q(visible_until__lte=now)
        if asked == State.PUBLISHED:
            # Nearly all are. Asked by their state they would be sorted, not walked as they lie.
            return queryset.filter(~ahead, ~over, visible_from__isnull=False, hold_reason="")
        if asked == EXPIRED:
            # The window's end is the expiry of what is published, and that has the index.
            return queryset.filter(over, expire_at__lte=now, hold_reason="")
        if asked == HELD:
            return queryset.exclude(hold_reason="")
        if asked == SCHEDULED:
            return queryset.filter(ahead, hold_reason="")
        if asked in State.values:
            return queryset.filter(state=asked, hold_reason="")
        return queryset
