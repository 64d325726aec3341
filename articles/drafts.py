"""Throwing away the open draft of a published story: who may, and what stays of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import locking, workflow
from articles.models import Transition

NOT_YOUR_DRAFT = _(
    "A colleague wrote in this draft. Let them discard it, or somebody who may publish the story."
)


def may_discard(user, draft):
    """Whoever may publish the story, or wrote its draft alone: opened it, and saved all its versions since."""
    if workflow.may(user, "publish", draft):
        return True
    others = draft.root.versions.filter(saved_at__gte=draft.created_at).exclude(saved_by=user)
    return draft.created_by_id == user.pk and not others.exists()


def discard(draft, by=None):
    """Delete the draft; its last words stay as a version, and the story's log says who did it. Raises PermissionDenied."""
    if not may_discard(by, draft):
        raise PermissionDenied(NOT_YOUR_DRAFT)
    with transaction.atomic():
        story = draft.draft_of
        locking.step(draft)
        kept = workflow.set_aside(draft, by)
        said = gettext("Draft discarded; its words stay as version %(number)s") % {"number": kept.number}
        Transition.objects.create(
            article=story, from_state=story.state, to_state=story.state, by=by, note=said
        )
    return story
