"""The notice in the place of a story that was taken from readers: written with that move, or on a later day."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles import correcting, locking, workflow
from newsroom.changes import announce

NOT_GONE = _(
    "This story has no notice: it was not taken from readers. Write one beside “Withdraw” when you withdraw it."
)
AS_IT_IS = _("Readers see this notice already; nothing had to be changed.")
CHANGED = _("Notice to readers changed")


def change(story, text, by, seen_version):
    """Put this in the place of the story at once, "" for no word of our own.

    To receivers outside nothing is said: what they were told of the withdrawal leads here and holds no notice.
    Raises PermissionDenied or ValidationError, then nothing is changed.
    """
    workflow.allow(by, "withdraw", story)
    text = workflow.said(text, workflow.LONGEST_NOTE)
    with transaction.atomic():
        locking.check(story, seen_version)
        story.refresh_from_db(fields=workflow.MOVED)
        if not story.leaves_notice:
            raise ValidationError(NOT_GONE)
        if said := correcting.frozen(story):
            raise ValidationError(said)
        if text == story.withdrawal_notice:
            raise ValidationError(AS_IT_IS)
        locking.step(story)
        story.withdrawal_notice = text
        story.save(update_fields=["withdrawal_notice", "saved_at"])
        workflow.log(story, story.state, by, CHANGED)
        announce(f"article:{story.pk}")
