"""«تعليقات الديسك»: writing them, dealing with them, and reading them as they stand at the story.

Whoever sees a story in the admin comments on it, answers, resolves and opens again; who wrote a
comment deletes it as long as nobody dealt with it. Nothing here keeps a story from going out or changes
its version. What is said stands in no log, only that a comment was deleted; of a confidential note not even
that: a log is read by more people than it is for.
"""

from datetime import timedelta
from functools import cached_property

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import anchors, audience
from articles.models import Article, Comment, State
from newsroom import mail
from newsroom.arabic import passage, tidy

GONE = _("This comment is gone: it was deleted a moment ago. Reload the page to see what stands there now.")
TWICE = timedelta(minutes=1)  # the same comment again is a button pressed twice
OVER = (State.SPIKED, State.KILLED)  # of such stories nothing waits for anybody


# Writing


def write(story, by, text, to=None, is_confidential=False, **anchored):
    """A new comment; `anchored` as `anchor` gives it. Pressed twice, it is the same one."""
    return _written(
        Comment(article=story.root, by=by, text=text, to=to, is_confidential=is_confidential, **anchored)
    )


def reply(comment, by, text):
    """An answer to a comment or to another answer, as confidential as what began. Raises ValidationError where that
    is gone.
    """
    with transaction.atomic():
        comment = _locked(comment.reply_to_id or comment.pk)
        return _written(
            Comment(
                article_id=comment.article_id,
                reply_to=comment,
                by=by,
                text=text,
                is_confidential=comment.is_confidential,
            )
        )


def _written(comment):
    comment.clean()
    same = {
        name: getattr(comment, name)
        for name in ("article_id", "reply_to", "by", "to", "is_confidential", "field", "exact", "prefix")
    }
    with transaction.atomic():
        # The story stays until the comment is stored, and two presses of a button come one after the other.
        if not Article.objects.select_for_update(no_key=True).filter(pk=comment.article_id).exists():
            raise ValidationError(GONE)
        twice = Comment.objects.filter(**same, text=tidy.block(comment.text), at__gt=timezone.now() - TWICE)
        if (known := twice.first()) is None:
            comment.save()
            _tell(comment)
    return known or comment


def _tell(comment):
    """Mail to whom it waits for by now. What was said in confidence stands at the desk alone."""
    whom = audience.users(comment.reply_to or comment).exclude(pk=comment.by_id)
    path = reverse("admin:articles_article_comments", args=[comment.article_id])
    if comment.is_confidential:
        mail.tell(whom, _("A confidential note for you"), [], path)
        return
    headline = comment.article.headline
    from_whom = _("From: %(name)s") % {"name": comment.by}
    subject = _("A comment for you: %(headline)s") % {"headline": headline}
    mail.tell(whom, subject, [headline, from_whom, comment.text], path)


def resolve(comment, by):
    """«عولج». Returns whether it was open: who comes second changes nothing."""
    now = {"resolved_at": timezone.now(), "resolved_by": by}
    return bool(Comment.objects.filter(pk=comment.pk, reply_to=None, resolved_at=None).update(**now))


def reopen(comment, by):
    was = Comment.objects.filter(pk=comment.pk, reply_to=None, resolved_at__isnull=False)
    return bool(was.update(resolved_at=None, resolved_by=None))


def delete(comment, by):
    """Who wrote it takes it back, until somebody answered or resolved it: then it is others' work too.

    Raises PermissionDenied or ValidationError.
    """
    with transaction.atomic():
        head = _locked(comment.reply_to_id or comment.pk)
        comment = _locked(comment.pk)
        if comment.by_id != by.pk:
            raise PermissionDenied(_("Only who wrote a comment deletes it. Resolve it, or answer."))
        if not head.is_open or head.replies.filter(pk__gt=comment.pk).exists():
            raise ValidationError(
                _("This comment was answered or resolved: it stays. Write an answer instead.")
            )
        comment.delete()


def _locked(pk):
    comment = Comment.objects.select_for_update().filter(pk=pk).first()
    if comment is None:
        raise ValidationError(GONE)
    return comment


def of_story(story, user, pk):
    """A comment of a story by what a form says; raises ValidationError where there is none for this user."""
    comments = Comment.objects.visible_to(user).filter(article=story.root)
    comment = comments.filter(pk=int(pk)).first() if str(pk).isdecimal() and len(str(pk)) < 19 else None
    if comment is None:
        raise ValidationError(GONE)
    return comment


# Reading

ORDER = {name: number for number, name in enumerate(Comment.Where.values)}  # in which the texts are read


class Board:
    """The comments of a story that a user sees, each with the `place` of its words in a row; those `shown` also with
    their `answers` and whom they name. Three queries, however many there are.

    `most`: beside the story's form only what is open is read, and so many shown.
    """

    def __init__(self, row, user, most=None):
        self.row, self.user, self.most = row, user, most

    @cached_property
    def comments(self):
        found = self._rows().filter(reply_to=None)
        found = list(found.filter(resolved_at=None) if self.most else found)
        read = anchors.texts(self.row) if any(comment.exact for comment in found) else {}
        searched = {name: passage.Searched(text) for name, text in read.items()}
        for comment in found:
            comment.place = None
            if comment.exact:
                comment.place = searched[comment.field].find(comment.selector, comment.places)
                comment.there = anchors.there(read[comment.field], comment.place)
        return found

    def in_full(self, comments):
        """These comments with their `answers`, and all with their users."""
        comments, answers = list(comments), {}
        replies = list(self._rows().filter(reply_to__in=[comment.pk for comment in comments]))
        _name_users([*comments, *replies])
        for reply in replies:
            answers.setdefault(reply.reply_to_id, []).append(reply)
        for comment in comments:
            comment.answers = answers.get(comment.pk, [])
            # The last of those who spoke may take it back.
            last = [comment, *comment.answers][-1]
            last.may_go = comment.is_open and last.by_id == self.user.pk
        return comments

    def _rows(self):
        return Comment.objects.visible_to(self.user).filter(article=self.row.root).order_by("pk")

    @cached_property
    def open(self):
        """As the text is read, then those whose words are gone, then those on the whole story."""
        return sorted((one for one in self.comments if one.is_open), key=self._order)

    @property
    def resolved(self):
        """The last ones first."""
        return sorted((one for one in self.comments if not one.is_open), key=lambda one: one.resolved_at)[
            ::-1
        ]

    def _order(self, comment):
        if comment.words_removed or (comment.place and not comment.place.is_sure):
            return (1, 0, 0, comment.pk)
        if comment.place is None:
            return (2, 0, 0, comment.pk)
        return (0, ORDER[comment.field], comment.place.start, comment.pk)

    @cached_property
    def shown(self):
        return self.in_full(self.open[: self.most])

    @property
    def summary(self):
        """How many are open, as a sentence."""
        number = len(self.open)
        said = ngettext("%(number)d open comment", "%(number)d open comments", number)
        return said % {"number": number} if number else ""


ROLES = ("by", "to", "resolved_by")


def _name_users(rows):
    """Give the rows their users: these are few, and each is read once."""
    numbers = {vars(row)[f"{role}_id"] for row in rows for role in ROLES} - {None}
    known = get_user_model().objects.only("username", "first_name", "last_name").in_bulk(numbers)
    for row in rows:
        for role in ROLES:
            setattr(row, role, known.get(vars(row)[f"{role}_id"]))


def waiting(user):
    """Open comments that wait for this user, the oldest first."""
    return audience.awaiting(user).exclude(article__state__in=OVER).order_by("pk")


def open_number(user):
    """For a queryset of stories: how many open comments on each this user sees."""
    mine = Comment.objects.visible_to(user).open().filter(article=OuterRef("pk")).order_by()
    counted = mine.values("article").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)
