"""Where a loaded line puts its story: what it may do to one that is here, its state and its moments."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from articles import correcting, workflow
from articles.exchange.check import BadLine
from articles.models import Article, Assignment, PreviewLink, State
from articles.models.choices import GONE
from articles.notice import CHANGED

HELD = "The story is held for legal review. Lift the hold at the desk, then load the line again."


def refuse(article, data):
    """What the desk is writing, or wrote since the line was made, is not written over; what it took from readers, or
    keeps from them, is not brought to them by an old line, and what they see is taken from them by its own states.
    Raises BadLine.
    """
    if Article.objects.filter(draft_of=article).exists():
        raise BadLine(
            "Somebody is changing this story in a draft. Publish or discard it, then load the line again."
        )
    seen = data.get("seen_version")
    if seen is not None and seen != article.version_number:
        raise BadLine(
            f"The story was written to since version {seen}; it is at {article.version_number}. "
            "Bring the two together and give the new number."
        )
    before, after = article.state, data.get("status", article.state)
    if before == State.KILLED and after != before:
        raise BadLine("This story was killed at the desk. Nothing brings it back.")
    if article.is_held and after == State.SPIKED != before:
        raise BadLine(HELD)
    notice = data.get("withdrawal_notice", article.withdrawal_notice)
    if notice != article.withdrawal_notice and correcting.frozen(article):
        raise BadLine(HELD)
    if notice != article.withdrawal_notice and before in GONE and seen is None and _is_told_by_hand(article):
        raise BadLine(
            "The desk has written the notice that readers find. To put another in its place, say that you know: "
            f'give the line "seen_version": {article.version_number}.'
        )
    is_final = after == State.PUBLISHED or (after == State.KILLED and before not in GONE)
    if is_final and after != before and seen is None and is_the_desks(article, before):
        raise BadLine(
            f'The desk has put this story where it is: "{before}". To make it {after} all the same, say that you know: '
            f'give the line "seen_version": {article.version_number}.'
        )
    if (
        article.is_as_good_as_seen
        and before in (State.PUBLISHED, *GONE)
        and after not in (State.PUBLISHED, *GONE)
    ):
        raise BadLine(
            'Readers have seen this story. To take it from them, load it with "status": "withdrawn" or "killed".'
        )


def is_the_desks(article, state):
    """Whether a story in a state that readers are not to see was put there by the desk: written, moved, held, or taken
    from them.

    What only lines have written (a wire that loads drafts, then says that they are published) goes where they say.
    """
    return state != State.PUBLISHED and _was_moved(article, state)


def _was_moved(article, state):
    return state == State.WITHDRAWN or article.transitions.exists() or _is_written_by_hand(article)


def _is_written_by_hand(article):
    return article.created_by_id is not None or article.versions.exclude(saved_by=None).exists()


def _is_told_by_hand(article):
    return article.transitions.filter(to_state__in=GONE).exclude(by=None).exists()


def settle(article, data):
    """Where the story stands, and when: as the line says. What it takes away goes by the desk's own moves."""
    now = timezone.now()
    waited = article.pk is not None and article.is_waiting
    stands = {name: getattr(article, name) for name in ("publish_at", "embargo_until", "expire_at")}
    is_read = article.pk is not None and article.is_public(now)
    was_seen = article.pk is not None and article.is_as_good_as_seen
    stood = article.state
    if article.pk:
        _take_away(article, data.get("status"), data.get("withdrawal_notice", article.withdrawal_notice))
    # A story that is here stays where the desk has put it, unless the line says otherwise.
    article.state = data.get("status", article.state if article.pk else State.PUBLISHED)
    for name, column in (
        ("published_at", "publish_at"), ("first_published_at",) * 2, ("embargo_until",) * 2,
        ("expire_at",) * 2, ("updated_at",) * 2,
    ):  # fmt: skip
        if data.get(name):
            setattr(article, column, data[name])
    if article.state == State.PUBLISHED:
        if article.is_held:
            raise BadLine(HELD)
        if article.publish_at is None:  # a line that says “published” and no date publishes now
            article.publish_at = now
        given = {name: new for name, old in stands.items() if (new := getattr(article, name)) != old and new}
        over = given.pop("expire_at", None)
        if was_seen and any(new > now for new in given.values()):
            raise BadLine(
                "Readers have seen this story: published_at and embargo_until cannot lie ahead. "
                'To take it from them, load it with "status": "withdrawn".'
            )
        if is_read and over and over <= now:
            raise BadLine(
                "Readers see this story: its expire_at cannot be gone by. "
                'To take it from them, load it with "status": "withdrawn".'
            )
    elif waited:
        article.first_published_at = None  # nobody ever saw it, whatever an older line says
    notice = data.get("withdrawal_notice", article.withdrawal_notice)
    if notice != article.withdrawal_notice and stood == article.state and stood in GONE:
        workflow.log(article, stood, None, f"{CHANGED}: {_note()}")
    article.withdrawal_notice = notice
    if article.visible_window_is_empty:
        raise BadLine("expire_at is not after published_at and embargo_until. Correct the dates.")


def _take_away(article, after, notice):
    """Withdraw or kill a story that stands here: with old words, previews and checks, and with its line in the log."""
    name = {State.WITHDRAWN: "withdraw", State.KILLED: "kill"}.get(after)
    if name and article.state in workflow.MOVES[name].start:
        workflow.move(article, name, note=_note(), notice=notice)


def moved(article, before):
    """What goes with another state of a story that stood here, as with a move of the desk: its line in the log, where
    the desk has moved it before, and all that goes with a publication.
    """
    if article.state == State.PUBLISHED:
        PreviewLink.objects.end(article)
        Assignment.objects.fulfil(article, None)
    last = article.transitions.order_by("pk").last()
    is_logged = last and last.to_state == article.state  # the desk's own moves have said it
    if _was_moved(article, before) and not is_logged:
        workflow.log(article, before, None, _note())


def _note():
    """Commands speak English; the log is the desk's."""
    with translation.override(settings.LANGUAGE_CODE):
        return gettext("By a loaded line")
