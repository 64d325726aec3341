"""For whom a comment waits: one rule, which the first page and the mail both ask.

A comment is for whom it names, or for everybody at the story: who began it, saved, signs or was assigned it. Where
that is nobody but who wrote the comment, it is for the story's desk; a confidential note that names nobody is for
who reads them all. Once it is answered it waits for who asked, and after their next word for those it was for and
for those who answered.
"""

from django.contrib.auth import get_user_model
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from articles.desks import desk_editors, desk_of
from articles.models import Article, Assignment, Byline, Comment, Version

NOBODY = 0  # no row has this id
NONE = Q(pk__in=[])
ALL = ~NONE  # an empty Q would be left out beside an "or"

# Rows that tie an account to a story: (model, the way to the story, the way to the account).
TIES = (
    (Article, "pk", "created_by"),
    (Article, "draft_of", "created_by"),
    (Byline, "article", "contributor__user"),
    (Assignment, "article", "assigned_to"),
    (Version, "article", "saved_by"),
)


def awaiting(user):
    """The open comments that wait for this user."""
    at_desk = NONE
    if user.has_perm("articles.desk_article"):
        desk = desk_of(user)
        at_desk = ALL if desk is None else Q(article__section__in=desk)
    reads_all = ALL if user.has_perm("articles.confidential_article") else NONE
    waits = _waits_for(lambda depth: user.pk, at_desk, reads_all)
    return _threads().visible_to(user).open().filter(waits)


def users(comment):
    """The users for whom an open comment waits."""
    every = get_user_model().objects
    user = {1: OuterRef("pk"), 2: OuterRef(OuterRef("pk"))}
    at_desk = Q(Exists(desk_editors(OuterRef("article__section")).filter(pk=user[2])))
    reads_all = Q(Exists(every.with_perm("articles.confidential_article").filter(pk=user[2])))
    waits = _threads().filter(_waits_for(user.get, at_desk, reads_all), pk=comment.pk)
    return every.filter(Exists(waits), is_active=True)


def _threads():
    """Comments with `answered`: whether the last word is another's than who asked, who is still here to read it."""
    replies = Comment.objects.filter(reply_to=OuterRef("pk")).order_by("-pk")
    last = Subquery(replies.values(who=Coalesce("by", NOBODY))[:1])
    is_anothers = ~Q(last=F("by"))
    found = Comment.objects.alias(last=Coalesce(last, F("by")))
    return found.annotate(answered=_whether(Q(by__is_active=True) & is_anothers))


def _whether(condition):
    """A condition as a value that is never unknown."""
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def _waits_for(user, at_desk, reads_all):
    """The Q of `_threads` that wait for a user: `user(depth)` is their id, in a query so deep below theirs. What they may
    do comes as two Q of comments: on stories of their desk; all, where they read every confidential note.
    """
    is_open = Q(is_confidential=False)
    answered_it = Q(Exists(Comment.objects.filter(reply_to=OuterRef("pk"), by=user(2))))
    for_all = (is_open & (_tie(user(2)) | (at_desk & ~_tie()))) | (~is_open & reads_all)
    asked = Q(to=user(1)) | (Q(to=None) & for_all) | (answered_it & (is_open | reads_all))
    # Who asked waits for the answer, those who were asked for the question.
    return Q(answered=_whether(Q(by=user(1)))) & (Q(by=user(1)) | asked)


def _tie(user=None):
    """The Q of comments on a story of this user; without one, of anybody's who is still here and did not write it."""
    found = Q()
    for model, story, account in TIES:
        rows = model.objects.filter(**{story: OuterRef("article")}).order_by()
        if user is None:
            gone = get_user_model().objects.filter(is_active=False).values("pk")
            writer = Coalesce(OuterRef("by"), Value(NOBODY))
            others = ~Q(**{account: writer}) & ~Q(**{f"{account}__in": gone})
            rows = rows.filter(others, **{f"{account}__isnull": False})
        else:
            rows = rows.filter(**{account: user})
        found |= Q(Exists(rows))
    return found
