"""Putting right what readers have seen: the one way by which a correction is stored."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import desks, locking, publicity, workflow
from articles.models import Article, Correction, State, Version
from newsroom.arabic import tidy
from newsroom.changes import announce

# What a reader of a correction reads anew when it changes.
SAID = ("kind", "place", "text", "quote_id", "replier", "person_id", "organization_id")

NOT_OUT = _(
    "Readers do not see this story now, and a correction does not bring it back: nothing of its text is published with "
    "it. Save once more, and the correction alone is published; whoever brings the story back publishes its draft on its "
    "own page."
)
NOT_SEEN = _("Readers have not seen this story yet. Put its text right; nothing has to be corrected.")
KILLED = _(
    "This story was killed: readers find nothing of it but its notice, and no correction. Write in the notice what "
    "they should know."
)


def may(user, story):
    """Whether this user may correct: the story's desk, once readers have seen it."""
    return user.has_perm("articles.correct_article") and desks.works_at(user, story, "publish")


def is_seen(story):
    """Whether readers have ever seen this story: only then something can be corrected."""
    began = story.first_published_at
    return story.draft_of_id is None and began is not None and began <= timezone.now()


def refusal(story):
    """Why no correction of this story would reach readers; None where one does, with its notice if it was withdrawn."""
    if not is_seen(story):
        return NOT_SEEN
    return KILLED if story.state == State.KILLED else None


def frozen(story):
    """Why nothing that readers are told of this story changes now: it is held, and they see it, or its corrections
    with its notice. None where it may.
    """
    if story.is_held and story.state == State.WITHDRAWN:
        return workflow.HELD % {"reason": story.hold_reason}
    return workflow.FROZEN if story.is_frozen else None


def is_too_early(moment, story):
    """Whether a correction of that moment would stand before readers saw the story. A form knows no seconds."""
    began = story.first_published_at
    return moment is not None and (began is None or moment < began.replace(second=0, microsecond=0))


def is_taken_back(shown, moment):
    """Whether a correction that readers see, issued at `shown`, would be gone, or come later, by this moment."""
    now = timezone.now()
    return shown is not None and shown <= now and (moment is None or moment > now)


def is_repeated(correction):
    """Whether the same stands at its story for the same moment: a button pressed twice.

    In a transaction: of two presses at one moment the second looks when the first is through.
    """
    locking.lock(correction.article)
    same = {name: getattr(correction, name) for name in ("article", "received_on", *SAID)}
    same = Correction.objects.filter(**same | {"text": tidy.block(correction.text)})
    at = Q(issued_at=correction.issued_at)
    if correction.issued_at:  # one that came out with a text has the moment of that text
        at |= Q(issued_at=F("version_after__public_from"), issued_at__gt=correction.issued_at)
    return same.filter(at).exists()


def draft_of(story):
    return Article.objects.filter(draft_of=story).first()


def save(correction, by=None, publish_draft=False, show_words=False):
    """Store a correction, and with it publish the story's open draft if asked; readers learn of both at once.

    What stood there they see again only where `show_words` says so. A new one remembers the published version before it and the one that says it right. Raises
    PermissionDenied, or ValidationError with what to do; then nothing is stored.
    """
    story = correction.article
    if by is not None and not may(by, story):
        raise PermissionDenied(desks.NOT_YOURS)
    with transaction.atomic():
        refuse_frozen(correction)
        if said := refusal(story):
            raise ValidationError(said)
        stored = Correction.objects.select_for_update().filter(pk=correction.pk).first()
        if stored is None or stored.issued_at is None:
            correction.version_before, correction.version_after = versions(story)
        elif any(getattr(stored, name) != getattr(correction, name) for name in SAID):
            correction.changed_at = timezone.now()
        correction.save()
        draft = draft_of(story) if publish_draft else None
        if draft is None:
            publicity.refresh(story)
            return
        refuse_not_out(story)
        before = correction.version_after
        story = workflow.publish_draft(draft, by, show_words=show_words)
        after = _published(story).first()
        correction.version_before, correction.version_after = before, after
        if after != before and after.public_from:
            correction.issued_at = after.public_from  # readers have the two at one moment
        correction.save(update_fields=["version_before", "version_after", "issued_at"])


def refuse_not_out(story):
    """A correction puts right what readers see; what was taken from them comes back by its own button alone.

    Raises ValidationError.
    """
    locking.lock(story)  # a withdrawal of this moment is not overlooked
    story.refresh_from_db(fields=["state"])
    if story.state != State.PUBLISHED:
        raise ValidationError(NOT_OUT)


def refuse_frozen(correction):
    """What readers are told of a held story stays as it is; a reply is entered all the same on the day it comes in, and waits.

    Raises ValidationError.
    """
    stored = Correction.objects.filter(pk=correction.pk).first()
    if correction.issued_at or (stored and stored.issued_at):
        locking.lock(correction.article)  # a hold of this moment is not overlooked
        correction.article.refresh_from_db(fields=["state", "hold_reason"])
        if said := frozen(correction.article):
            raise ValidationError(said)


def delete(correction):
    """Raises ValidationError where the story is held."""
    with transaction.atomic():
        refuse_frozen(correction)
        story = correction.article
        correction.delete()
        publicity.refresh(story)
        announce("corrections")  # it may have been the story's last


def versions(story):
    """(before, after): the last two published versions; the same twice where no correction is about a new one."""
    last, earlier = [*_published(story)[:2], None, None][:2]
    if last is None or earlier is None or story.corrections.filter(version_after=last).exists():
        return last, last
    return earlier, last


def _published(story):
    return story.versions.filter(kind=Version.Kind.PUBLISHED).defer("content")
