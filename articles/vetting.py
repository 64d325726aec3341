"""What the desk has to look at, or to look at again, beside the table of moves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import checks, locking, workflow
from articles.merging import QUOTE_NAMES, STORY_NAMES
from articles.models import Article, Occasion, State
from newsroom.desk.seen import goes_out_with, locked_before
from newsroom.photos.models import Photo
from people.models import Organization, Position, Tenure

REOPENED = _("The story went back to the desk: what it says was changed after copy-editing.")
READ = (State.AT_DESK, State.COPY_EDITED, State.READY)  # the desk reads it, or has read it


def checked(article, by):
    """Somebody at the desk has looked at a story that was published in haste.

    Raises PermissionDenied, or ValidationError where nobody has to.
    """
    story = article.root
    workflow.allow(by, "ready", story)
    with transaction.atomic():
        if not Article.objects.filter(pk=story.pk, to_check=True).update(to_check=False):
            raise ValidationError(
                _("This story is not among those to check: a colleague may have looked at it.")
            )
        workflow.log(story, story.state, by, _("Checked after publication"))


def reopen(article, by, note=""):
    """What changed after copy-editing, be it words or who said them, is for the desk again, unless somebody of it
    changed it; and whoever of the desk has the story open meets it, by whatever door it came.

    Inside the transaction of the change. `note` says what it was, where the story's versions do not. Returns whether the
    story went back.
    """
    if article.state not in READ or workflow.may(by, "ready", article):
        return False
    locking.step(article)
    article.refresh_from_db(fields=workflow.MOVED)  # a move of this moment is not written over
    before, goes_back = article.state, article.state in (State.COPY_EDITED, State.READY)
    if goes_back:
        article.state = State.AT_DESK
        article.save(update_fields=workflow.MOVED)
    if goes_back or note:
        workflow.log(article, before, by, note or _("Changed after copy-editing"))
    return goes_back


# By what else a story shows a row of these models: beside those that a merge moves.
SHOWN = {
    Occasion: ("quotes__occasion", "quotes__attributions__occasion"),
    Organization: (
        "quotes__tenure__position__organization", "quotes__person__tenures__position__organization",
        "quotes__occasion__host", "citations__source__organization",
        "quotes__organization__parent", "quotes__tenure__position__organization__parent",
    ),
    Position: ("quotes__tenure__position", "quotes__person__tenures__position"),
    Tenure: ("quotes__tenure", "quotes__person__tenures"),
    Photo: ("photo_uses__photo", "quotes__person__photo", "bylines__contributor__photo"),
}  # fmt: skip


def _at_work_with(row):
    """The stories and drafts at work that show the row, one query for each way in which they do."""
    named = (f"quotes__{name}" for name in QUOTE_NAMES.get(type(row), ()))
    ways = (*named, *STORY_NAMES.get(type(row), ()), *SHOWN.get(type(row), ()))
    read = Q(state__in=READ) | Q(draft_of__isnull=False)
    return [Article.objects.filter(read, **{way: row}).order_by("pk").distinct() for way in ways]


@locked_before
def stories_at_work(row):
    found = {
        pk for rows in _at_work_with(row) for pk in rows.values_list(Coalesce("draft_of", "pk"), flat=True)
    }
    locking.lock_all(sorted(found))


@goes_out_with
def back_to_the_desk(row, user):
    """A name, a photo or a profile goes out with the story that leads to it: what somebody changes of them who is not
    of the desk is like a change in the story itself.
    """
    what = gettext("Changed with it: %(what)s") % {"what": f"{row._meta.verbose_name} «{row}»"}
    said = []
    found = {story.pk: story for rows in _at_work_with(row) for story in rows.defer("body")}
    for _pk, story in sorted(found.items()):
        if story.draft_of_id and not workflow.may(user, "publish", story):
            locking.step(story)
            workflow.log(story.root, story.root.state, user, what)
        elif reopen(story, user, what):
            text = gettext("“%(headline)s” went back to the desk: what goes out with it was changed.")
            said.append(text % {"headline": story.headline})
    return said


@goes_out_with
def words_for_a_photo(row, user):
    if isinstance(row, Photo) and row.is_described:
        checks.described(row)
    return []
