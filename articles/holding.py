"""A legal hold: nothing of a story is published, and of a published one nothing changes, until it is lifted."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import by_name, locking, publicity, workflow
from articles.models import PreviewLink, State
from newsroom.fields import shown_moment

LONGEST_REASON = 500  # letters; the form says so


def hold(article, by, reason):
    """Hold a story for legal review; one that waits for its moment goes back to being ready.

    What readers can see already stays, and stays as it is (Article.is_frozen); to take it from them it is
    withdrawn. Raises PermissionDenied or ValidationError.
    """
    story = article.root
    workflow.allow(by, "ready", story)
    reason = workflow.said(reason, LONGEST_REASON)
    if not reason.strip():
        raise ValidationError(_("Say why the story is held, then hold it."))
    with transaction.atomic():
        locking.step(story)
        by_name.lock(story)
        story.refresh_from_db(fields=workflow.MOVED)
        if story.is_held:
            raise ValidationError(workflow.HELD, params={"reason": story.hold_reason})
        ahead = story.corrections.filter(issued_at__gt=timezone.now()).order_by("issued_at").first()
        if ahead and story.state in (State.PUBLISHED, State.WITHDRAWN):
            # It would appear while the story is held, and nobody could stop it any more.
            raise ValidationError(
                _(
                    "A correction of this story is set to appear on %(at)s. Move or delete it first, then hold the story."
                ),
                params={"at": shown_moment(ahead.issued_at)},
            )
        before = story.state
        story.hold_reason = reason
        if story.is_waiting:
            workflow.call_off(story, by)
        else:
            story.save(update_fields=workflow.MOVED)
        PreviewLink.objects.end(story)
        workflow.log(story, before, by, _("Held for legal review: %(reason)s") % {"reason": reason})
        publicity.refresh(story)


def lift(article, by):
    """Lift the hold; the editor-in-chief alone does. Raises PermissionDenied or ValidationError."""
    story = article.root
    if not workflow.may(by, "withdraw"):
        raise PermissionDenied(_("Only the editor-in-chief lifts a legal hold."))
    with transaction.atomic():
        locking.step(story)
        story.refresh_from_db(fields=["hold_reason"])
        if not story.is_held:
            raise ValidationError(_("This story is not held. Reload the page to see where it stands."))
        story.hold_reason = ""
        story.save(update_fields=["hold_reason", "saved_at"])
        workflow.log(story, story.state, by, _("Legal hold lifted"))
