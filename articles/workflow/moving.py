"""The moves themselves, each in one transaction with its line in the log."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import checks, history, locking, publicity
from articles.models import Article, Assignment, PreviewLink, State, Version
from articles.models.choices import AT_WORK
from articles.workflow.draft_row import bring_in, set_aside
from articles.workflow.table import (
    LONGEST_NOTE,
    MOVED,
    MOVES,
    NOT_WAITING,
    NOT_WHEN_HELD,
    OF_THE_SCHEDULE,
    STEPS,
    WITH_NOTICE,
    WITHOUT_NOTE,
    allow,
    log,
    may,
    refuse_from,
    refuse_held,
    said,
)  # fmt: skip
from newsroom import mail
from newsroom.fields import shown_moment

CAME_IN = _("The edit came into the text that is scheduled")
EDITED = {
    Version.Change.MATERIAL: _("The edit was published"),
    Version.Change.COSMETIC: _("The edit was published as a cosmetic change"),
}


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
        refuse_from(article, rule.start if article.draft_of_id is None else ())
        if name in OF_THE_SCHEDULE:
            article.refresh_from_db(fields=MOVED)
            if not article.is_waiting:
                raise ValidationError(NOT_WAITING)
            note = ": ".join(filter(None, (str(rule.label), note)))  # the states alone do not say it
        if name in NOT_WHEN_HELD:
            refuse_held(article)
        if name == "return" and by is not None and not note:
            raise ValidationError(WITHOUT_NOTE)
        end = _stood(article) if name == "unspike" else rule.end
        before, article.state, waited = article.state, end, False
        if name in ("publish", "publish_now"):
            _require_content(article)
            if name == "publish_now" or article.publish_at is None:
                article.publish_at = timezone.now()
            article.check_moments({}, goes_out=True)
        if name == "publish":
            # A night shift is one person: what was skipped is looked at in the morning.
            article.to_check = before not in (State.READY, State.WITHDRAWN) and by is not None
            if article.to_check:
                note = ": ".join(filter(None, (_skipped(before), note)))
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
        done = log(article, before, by, note)
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


def _stood(article):
    """Where a spiked story goes: back to where it stood, but no further than the desk, which reads it again. Meanwhile it
    was open to be written in, and so was what it shows.
    """
    move = article.arrival
    if move is None or move.from_state not in AT_WORK:
        return State.DRAFT
    return State.AT_DESK if move.from_state in (State.COPY_EDITED, State.READY) else move.from_state


def _skipped(before):
    """The steps that lay between this state and the publication, for the log."""
    steps = STEPS[STEPS.index(before) + 1 :] if before in STEPS else STEPS
    return gettext("Skipping %(steps)s") % {"steps": "، ".join(f"«{step.label}»" for step in steps)}


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
        bring_in(draft, article)
        history.keep(article, by)
        checks.note(article)
    publicity.forget(article)


def _is_the_desks(article):
    """Whether only the desk has written since the story was last published."""
    writers = history.writers_since_publication(article)
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
    refuse_from(story, (*MOVES["publish"].start, State.PUBLISHED))
    refuse_held(story)
    _require_content(article)
    if story.state != State.PUBLISHED:
        story.check_moments({}, goes_out=True)


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
        refuse_held(story)
        before = publicity.cast(story)
        if material and story.was_seen(timezone.now()):
            story.updated_at = timezone.now()
        bring_in(draft, story)
        PreviewLink.objects.end(story)
        story = Article.objects.get(pk=story.pk)
        change = Version.Change.MATERIAL if material else Version.Change.COSMETIC
        history.keep(story, by, Version.Kind.PUBLISHED, change=change, words_shown=show_words)
        checks.note(story)
        publicity.refresh(story, also=before)
        if story.state != State.PUBLISHED:
            move(story, "publish", by, note)
        else:  # a version says who wrote it; who let it out, and as what, is said here
            said_of_it = CAME_IN if story.is_scheduled else EDITED[change]
            log(story, story.state, by, ": ".join(filter(None, (gettext(said_of_it), note))))
    return story
