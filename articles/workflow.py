"""One table says which moves there are; every button, list action and request goes through it."""

from typing import NamedTuple

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import checks, desks, history, locking, publicity
from articles.models import Article, Assignment, PreviewLink, State, Transition, Unsent, Version
from articles.models.choices import AT_WORK
from articles.snapshot import apply, empty_draft, snapshot
from newsroom import mail
from newsroom.arabic import tidy
from newsroom.fields import shown_moment


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
    # What was never public is put aside and comes back as it was; only from there is it deleted.
    "spike": Move(_("Spike"), AT_WORK, State.SPIKED, "desk_article"),
    "unspike": Move(_("Take up again"), (State.SPIKED,), State.DRAFT, "desk_article"),
    "withdraw": Move(_("Withdraw"), (State.PUBLISHED,), State.WITHDRAWN, "withdraw_article"),
    "kill": Move(_("Kill"), (*AT_WORK, State.WITHDRAWN), State.KILLED, "withdraw_article"),
}  # fmt: skip
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


def move(article, name, by=None, note="", notice=""):
    """Move a story; returns its Transition. `note` is for the desk, `notice` for readers of what is gone.

    Raises PermissionDenied or ValidationError.
    """
    rule = MOVES[name]
    allow(by, name, article)
    note, notice = said(note, LONGEST_NOTE), said(notice, LONGEST_NOTE)
    with transaction.atomic():
        locking.step(article.root)  # a form from before is stale: it shows another state
        article.refresh_from_db(fields=["state", "hold_reason", "withdrawal_notice"])
        _refuse_from(article, rule.start if article.draft_of_id is None else ())
        if name in OF_THE_SCHEDULE:
            article.refresh_from_db(fields=MOVED)
            if not article.is_waiting:
                raise ValidationError(NOT_WAITING)
            note = ": ".join(filter(None, (str(rule.label), note)))  # the states alone do not say it
        if name in NOT_WHEN_HELD:
            _refuse_held(article)
        if name == "return" and by is not None and not note:
            raise ValidationError(WITHOUT_NOTE)
        before, article.state, waited = article.state, rule.end, False
        if name in ("publish", "publish_now"):
            _require_content(article)
            if name == "publish_now" or article.publish_at is None:
                article.publish_at = timezone.now()
            article.check_moments({}, goes_out=True)
        if name == "publish":
            # A night shift is one person: what was skipped is looked at in the morning.
            article.to_check = before not in (State.READY, State.WITHDRAWN) and by is not None
        if name in WITH_NOTICE:
            # Who kills what is withdrawn, and writes no other notice, leaves the one that readers have.
            keeps = before == State.WITHDRAWN and not notice
            article.withdrawal_notice = article.withdrawal_notice if keeps else notice
            article.to_check = False  # whoever takes it away has looked at it
            # Old words go with it: should the story come back, the desk decides about them anew.
            article.versions.filter(words_shown=True).update(words_shown=False)
            if waited := article.is_waiting:
                article.first_published_at = None  # nobody ever saw it
        if name == "unschedule":
            call_off(article, by)
        else:
            article.save(update_fields=MOVED)
            if waited:
                publicity.forget(article)
        done = Transition.objects.create(
            article=article, from_state=before, to_state=article.state, by=by, note=note
        )
        if name == "publish":
            history.keep(article, by, Version.Kind.PUBLISHED)
            checks.note(article)
            Assignment.objects.fulfil(article, by)
        if name == "return":
            _tell_writers(article, by, note)
        if name in ("publish", "withdraw", "kill", "spike"):
            PreviewLink.objects.end(article)
        if name == "kill" and (draft := article.edited).draft_of_id:
            set_aside(draft, by)  # nobody opens a killed story any more
        publicity.refresh(article)
    return done


def said(text, most):
    """A text typed beside a button: what no database can bear is removed. Raises ValidationError for a long one."""
    text = tidy.block(text)
    if len(text) > most:
        raise ValidationError(
            _("This text has %(number)d letters. Cut it to %(most)d."),
            params={"number": len(text), "most": most},
        )
    return text


def call_off(article, by):
    """Take a story off the schedule: nobody saw it, so it is a story at work again, and edits its own row.

    What was written over it comes in; words of who is not of the desk are for the desk to read.
    """
    article.state, article.publish_at, article.to_check = State.READY, None, False
    if not article.was_seen(timezone.now()):
        article.first_published_at = None
    article.save(update_fields=MOVED)
    draft = Article.objects.filter(draft_of=article).first()
    if draft:
        if not _is_the_desks(article):
            article.state = State.AT_DESK
        apply(article, snapshot(draft))
        drop(draft)
        history.keep(article, by)
        checks.note(article)
    publicity.forget(article)


def _is_the_desks(article):
    """Whether only the desk has written since the story was last published."""
    last = article.versions.filter(kind=Version.Kind.PUBLISHED).values_list("number", flat=True).first()
    written = article.versions.filter(number__gt=last or 0)
    writers = {*written.order_by().values_list("saved_by", flat=True).distinct()}
    users = get_user_model().objects.filter(pk__in=writers - {None})
    return None not in writers and all(may(user, "ready", article) for user in users)


def _tell_writers(article, by, note):
    """Mail to who began the story and who signs it: it came back, and why."""
    signers = [one.contributor.user for one in article.bylines.select_related("contributor__user")]
    writers = [user for user in {article.created_by, *signers} if user != by]
    subject = _("Returned to you: %(headline)s") % {"headline": article.headline}
    from_whom = _("From: %(name)s") % {"name": by} if by else ""
    path = reverse("admin:articles_article_change", args=[article.pk])
    mail.tell(writers, subject, [article.headline, from_whom, note], path)


def publish(article, by=None, at=None, note=""):
    """Publish a story now or at a moment; a stored draft of a published story replaces its text."""
    if article.draft_of_id:
        return publish_draft(article, by, note=note)
    if at:
        article.publish_at = at
    return move(article, "publish", by, note)


def publish_now(article, by=None, note="", lift_embargo=False):
    """Let a story out that waits for its moment; with it goes the draft behind it, if that is given.

    An embargo is a promise: it is lifted only by whoever says so. Raises PermissionDenied or ValidationError.
    """
    allow(by, "publish_now", article)
    with transaction.atomic():
        story = publish_draft(article, by) if article.draft_of_id else article
        if story.embargo_until and story.embargo_until > timezone.now():
            if not lift_embargo:
                raise ValidationError(
                    _(
                        "No publication before %(at)s. Clear that date and press “Publish now” again, or wait."
                    ),
                    params={"at": shown_moment(story.embargo_until)},
                )
            Article.objects.filter(pk=story.pk).update(embargo_until=None)
        return move(story, "publish_now", by, note)


def allow(by, name, article):
    if not may(by, name):
        raise PermissionDenied(_("You may not do this. Ask somebody at the desk."))
    if not may(by, name, article):
        raise PermissionDenied(desks.not_yours(article))


def refuse_frozen(article):
    """The one rule for what reaches readers of a held story (Article.is_frozen). Raises ValidationError."""
    if article.is_frozen:
        raise ValidationError(FROZEN)


def _refuse_from(story, states):
    if story.state not in states:
        raise ValidationError(
            _("A story that is %(state)s cannot go this way. Reload the page to see where it stands."),
            params={"state": story.get_state_display()},
        )


def _refuse_held(article):
    if article.is_held:
        raise ValidationError(HELD, params={"reason": article.root.hold_reason})


def _require_content(article):
    missing = {
        name: _("A story needs a headline and a body before it is published. Write them and publish again.")
        for name in ("headline", "body")
        if not getattr(article, name).strip()
    }
    if missing:
        raise ValidationError(missing)


def refuse_unpublishable(article, by=None):
    """Whether `publish` would go through now, for a form to ask before it. Raises PermissionDenied or ValidationError."""
    story = article.root
    allow(by, "publish", article)
    _refuse_from(story, (*MOVES["publish"].start, State.PUBLISHED))
    _refuse_held(story)
    _require_content(article)
    if story.state != State.PUBLISHED:
        story.check_moments({}, goes_out=True)


# A published story is edited in a draft row behind it.


def draft_for(article, by=None):
    """The draft row of a published story: the one there is, or a new copy of what is public."""
    existing = Article.objects.filter(draft_of=article).first()
    if existing:
        return existing
    with transaction.atomic():
        draft = empty_draft(article)
        draft.created_by = by
        apply(draft, snapshot(article))
    return draft


def row_to_write(story, by=None):
    """The row that a change of words goes into: the open draft, a new one behind what is published, or the story itself."""
    row = story.edited
    return draft_for(story, by) if row.draft_of_id is None and story.state == State.PUBLISHED else row


def publish_draft(draft, by=None, material=True, show_words=False, note=""):
    """Put a draft's text on the public row; quotes keep their rows and so their addresses.

    Readers learn that it changed, and as what; the old words they see only where `show_words` says so.
    `note` is for the desk.
    """
    story, note = draft.draft_of, said(note, LONGEST_NOTE)
    refuse_unpublishable(draft, by)
    with transaction.atomic():
        # Whoever still has the old text in a form must not save it over this one.
        locking.step(story)
        story.refresh_from_db()  # a hold or a withdrawal of this moment is not written over
        _refuse_held(story)
        before = publicity.cast(story)
        if material and story.was_seen(timezone.now()):
            story.updated_at = timezone.now()
        apply(story, snapshot(draft))
        PreviewLink.objects.end(story)
        drop(draft)
        story = Article.objects.get(pk=story.pk)
        change = Version.Change.MATERIAL if material else Version.Change.COSMETIC
        history.keep(story, by, Version.Kind.PUBLISHED, change=change, words_shown=show_words)
        checks.note(story)
        publicity.refresh(story, also=before)
        if story.state != State.PUBLISHED:
            move(story, "publish", by, note)
        elif note:
            log(story, story.state, by, note)
    return story


def set_aside(draft, by):
    """A draft that goes nowhere; its last words stay as a version, which is returned."""
    kept = history.keep(draft, by, note=gettext("Discarded draft"))
    drop(draft)
    return kept


def drop(draft):
    """The row of a draft goes; who opens a link to it learns that it was ended."""
    PreviewLink.objects.end(draft)
    Unsent.objects.filter(article=draft.draft_of_id).without_ticks()
    Article.objects.filter(pk=draft.pk).delete()


def log(story, before, by, note):
    return Transition.objects.create(
        article=story, from_state=before, to_state=story.state, by=by, note=str(note)
    )
