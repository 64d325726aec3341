"""Which moves there are, and who may make them."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext_lazy as _

from articles import desks
from articles.models import State, Transition
from articles.models.choices import AT_WORK
from newsroom.arabic import tidy


class Move(NamedTuple):
    label: object
    start: tuple
    end: str
    permission: str


HELD = _("This story is held for legal review: %(reason)s. Only the editor-in-chief lifts the hold.")
FROZEN = _(
    "This story is held for legal review, and readers see it: nothing of it changes for them until the "
    "editor-in-chief lifts the hold. Lift it first, then do this again."
)
NOT_WAITING = _(
    "This story does not wait for its moment: readers have seen it. To take it from them, withdraw it."
)
WITHOUT_NOTE = _("Say in the note for the desk what is missing, then return the story.")
LONGEST_NOTE = 300  # letters; the form says so

# What a move writes of the story's row; the words are not its affair.
MOVED = (
    "state", "to_check", "hold_reason", "withdrawal_notice", "publish_at", "embargo_until", "expire_at",
    "visible_from", "visible_until", "first_published_at", "saved_at",
)  # fmt: skip
MOVES = {
    "submit": Move(_("Send to the desk"), (State.DRAFT, State.RETURNED), State.AT_DESK, "change_article"),
    "return": Move(
        _("Return to the reporter"), (State.AT_DESK, State.COPY_EDITED, State.READY), State.RETURNED, "desk_article"
    ),
    "copy_edit": Move(_("Copy-edited"), (State.AT_DESK,), State.COPY_EDITED, "desk_article"),
    "ready": Move(_("Ready to publish"), (State.AT_DESK, State.COPY_EDITED), State.READY, "desk_article"),
    "publish": Move(_("Publish"), (*AT_WORK, State.WITHDRAWN), State.PUBLISHED, "publish_article"),
    # Of what waits for its moment and was never seen; what was seen is withdrawn.
    "publish_now": Move(_("Publish now"), (State.PUBLISHED,), State.PUBLISHED, "publish_article"),
    "unschedule": Move(_("Cancel the schedule"), (State.PUBLISHED,), State.READY, "publish_article"),
    # What was never public is put aside, and comes back to where it stood or to the desk; only from there is it deleted.
    "spike": Move(_("Spike"), AT_WORK, State.SPIKED, "desk_article"),
    "unspike": Move(_("Take up again"), (State.SPIKED,), State.DRAFT, "desk_article"),
    "withdraw": Move(_("Withdraw"), (State.PUBLISHED,), State.WITHDRAWN, "withdraw_article"),
    "kill": Move(
        _("Kill"), (*AT_WORK, State.PUBLISHED, State.WITHDRAWN), State.KILLED, "withdraw_article"
    ),
}  # fmt: skip
# Of a story on its way to readers, where there is time for them.
STEPS = (State.AT_DESK, State.COPY_EDITED, State.READY)
OF_THE_SCHEDULE = ("publish_now", "unschedule")
WITH_NOTICE = ("withdraw", "kill")  # readers are told
NOT_WHEN_HELD = ("publish", "publish_now", "spike")  # what is spiked may be deleted


def may(user, name, article=None):
    """Whether this user may make this move, with this story if one is given; None is the machine itself."""
    if user is None:
        return True
    return user.has_perm(f"articles.{MOVES[name].permission}") and (
        article is None or desks.works_at(user, article, name)
    )


def moves_of(article, user):
    """The names of the moves this user may make with this story now."""
    return [
        name
        for name, move in MOVES.items()
        if article.state in move.start
        and may(user, name, article)
        and not (name in NOT_WHEN_HELD and article.is_held)
        and (name not in OF_THE_SCHEDULE or article.is_waiting)
    ]


def said(text, most):
    """A text typed beside a button: what no database can bear is removed. Raises ValidationError for a long one."""
    text = tidy.block(text)
    if len(text) > most:
        raise ValidationError(
            _("This text has %(number)d letters. Cut it to %(most)d."),
            params={"number": len(text), "most": most},
        )
    return text


def allow(by, name, article):
    if not may(by, name):
        raise PermissionDenied(_("You may not do this. Ask somebody at the desk."))
    if not may(by, name, article):
        raise PermissionDenied(desks.not_yours(article))


def refuse_frozen(article):
    """The one rule for what reaches readers of a held story (Article.is_frozen). Raises ValidationError."""
    if article.is_frozen:
        raise ValidationError(FROZEN)


def refuse_from(story, states):
    if story.state not in states:
        raise ValidationError(
            _("A story that is %(state)s cannot go this way. Reload the page to see where it stands."),
            params={"state": story.get_state_display()},
        )


def refuse_held(article):
    if article.is_held:
        raise ValidationError(HELD, params={"reason": article.root.hold_reason})


def log(story, before, by, note):
    return Transition.objects.create(
        article=story, from_state=before, to_state=story.state, by=by, note=str(note)
    )
