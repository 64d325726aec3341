"""One table says which moves there are; every button, list action and request goes through it."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import history, publicity
from articles.models import Article, State, Transition, Version
from articles.snapshot import apply, empty_draft, snapshot


class Move(NamedTuple):
    label: object
    start: tuple
    end: str
    permission: str


AT_WORK = (State.DRAFT, State.RETURNED, State.AT_DESK, State.COPY_EDITED, State.READY)
MOVES = {
    "submit": Move(_("Send to the desk"), (State.DRAFT, State.RETURNED), State.AT_DESK, "change_article"),
    "return": Move(
        _("Return to the reporter"), (State.AT_DESK, State.COPY_EDITED, State.READY), State.RETURNED, "desk_article"
    ),
    "copy_edit": Move(_("Copy-edited"), (State.AT_DESK,), State.COPY_EDITED, "desk_article"),
    "ready": Move(_("Ready to publish"), (State.AT_DESK, State.COPY_EDITED), State.READY, "desk_article"),
    "publish": Move(_("Publish"), (*AT_WORK, State.WITHDRAWN), State.PUBLISHED, "publish_article"),
    "withdraw": Move(_("Withdraw"), (State.PUBLISHED,), State.WITHDRAWN, "withdraw_article"),
    "kill": Move(_("Kill"), (*AT_WORK, State.WITHDRAWN), State.KILLED, "withdraw_article"),
}  # fmt: skip


def may(user, name):
    """Whether this user may make this move; None is the machine itself (commands)."""
    return user is None or user.has_perm(f"articles.{MOVES[name].permission}")


def moves_of(article, user):
    """The names of the moves this user may make with this story now."""
    return [name for name, move in MOVES.items() if article.state in move.start and may(user, name)]


def move(article, name, by=None, note="", notice=""):
    """Move a story; returns its Transition. `note` is for the desk, `notice` for readers of what is gone. Raises PermissionDenied or ValidationError."""
    rule = MOVES[name]
    if not may(by, name):
        raise PermissionDenied(_("You may not do this. Ask somebody at the desk."))
    with transaction.atomic():
        article.refresh_from_db(fields=["state"])
        if article.draft_of_id or article.state not in rule.start:
            raise ValidationError(
                _("A story that is %(state)s cannot go this way. Reload the page to see where it stands."),
                params={"state": article.get_state_display()},
            )
        before, article.state = article.state, rule.end
        if name == "publish":
            _require_content(article)
        if name in ("withdraw", "kill"):
            article.withdrawal_notice = notice
            if article.visible_from and article.visible_from > timezone.now():
                article.first_published_at = None  # nobody ever saw it
        article.save()
        done = Transition.objects.create(
            article=article, from_state=before, to_state=rule.end, by=by, note=note
        )
        if name == "publish":
            history.keep(article, by, Version.Kind.PUBLISHED)
        publicity.refresh(article)
    return done


def publish(article, by=None, at=None, note=""):
    """Publish a story now or at a moment; a stored draft of a published story replaces its text."""
    if article.draft_of_id:
        return publish_draft(article, by)
    if at:
        article.publish_at = at
    elif article.publish_at is None:
        article.publish_at = timezone.now()
    return move(article, "publish", by, note)


def _require_content(article):
    missing = {
        name: _("A story needs a headline and a body before it is published. Write them and publish again.")
        for name in ("headline", "body")
        if not getattr(article, name).strip()
    }
    if missing:
        raise ValidationError(missing)


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


def publish_draft(draft, by=None, material=True):
    """Put a draft's text on the public row; quotes keep their rows and so their addresses."""
    if not may(by, "publish"):
        raise PermissionDenied(_("You may not do this. Ask somebody at the desk."))
    story = draft.draft_of
    _require_content(draft)
    with transaction.atomic():
        before = publicity.cast(story)
        if material:
            story.updated_at = timezone.now()
        # Whoever still has the old text in a form must not save it over this one.
        story.version_number = max(story.version_number, draft.version_number) + 1
        apply(story, snapshot(draft))
        Article.objects.filter(pk=draft.pk).delete()
        story = Article.objects.get(pk=story.pk)
        history.keep(story, by, Version.Kind.PUBLISHED)
        publicity.refresh(story, also=before)
        if story.state != State.PUBLISHED:
            move(story, "publish", by)
    return story
