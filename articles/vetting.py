"""What the desk has to look at, or to look at again, beside the table of moves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import checks, locking, workflow
from articles.models import Article, State
from articles.ways import stories_with, ways_read_at_the_desk
from newsroom.desk.seen import goes_out_with, locked_before
from newsroom.photos.models import Photo

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


def _at_work_with(row):
    """The stories and drafts at work that show the row, one query for each way in which they do."""
    read = Article.objects.filter(Q(state__in=READ) | Q(draft_of__isnull=False)).order_by("pk").distinct()
    return stories_with([row.pk], ways_read_at_the_desk(type(row)), read)


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
