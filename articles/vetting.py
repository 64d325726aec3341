"""What the desk has to look at, or to look at again, beside the table of moves."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import locking, workflow
from articles.merging import QUOTE_NAMES, STORY_NAMES
from articles.models import Article, Occasion, State
from newsroom.desk.seen import goes_out_with
from newsroom.photos.models import Photo
from people.models import Position, Tenure

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


def reopen(article, by):
    """What changed after copy-editing, be it words or who said them, is for the desk again, unless somebody of it
    changed it; and whoever of the desk has the story open meets it, by whatever door it came.

    Inside the transaction of the change. Returns whether the story went back.
    """
    if article.state not in READ or workflow.may(by, "ready", article):
        return False
    locking.step(article)
    article.refresh_from_db(fields=workflow.MOVED)  # a move of this moment is not written over
    if article.state not in (State.COPY_EDITED, State.READY):
        return False
    before, article.state = article.state, State.AT_DESK
    article.save(update_fields=workflow.MOVED)
    workflow.log(article, before, by, _("Changed after copy-editing"))
    return True


# By what else a story shows a row of these models: beside those that a merge moves.
SHOWN = {
    Occasion: ("quotes__occasion", "quotes__attributions__occasion"),
    Position: ("quotes__tenure__position",),
    Tenure: ("quotes__tenure",),
    Photo: ("photo_uses__photo",),
}


@goes_out_with
def back_to_the_desk(row, user):
    """A name, a photo or a profile goes out with the story that leads to it: what somebody changes of them who is not
    of the desk is like a change in the story itself.
    """
    named = (f"quotes__{name}" for name in QUOTE_NAMES.get(type(row), ()))
    ways = (*named, *STORY_NAMES.get(type(row), ()), *SHOWN.get(type(row), ()))
    waiting = Q(state__in=(State.COPY_EDITED, State.READY)) | Q(draft_of__isnull=False)
    found = {story.pk: story for way in ways for story in Article.objects.filter(waiting, **{way: row})}
    said = []
    for _pk, story in sorted(found.items()):
        if story.draft_of_id and not workflow.may(user, "publish", story):
            locking.step(story)
        elif reopen(story, user):
            text = gettext("“%(headline)s” went back to the desk: what goes out with it was changed.")
            said.append(text % {"headline": story.headline})
    return said
