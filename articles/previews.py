"""Reading what is not public: links that are signed, end by themselves and die with publication."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import desks, locking, pictures, workflow
from articles.models import Article, PreviewLink, State

SIGNER = {"sep": ".", "salt": "articles.preview"}
HOURS = {24: _("a day"), 72: _("three days"), 168: _("a week")}


def may_share(user, article):
    """Who may let somebody outside read: the story's desk, since it may be under embargo.

    What is held for legal review, only the editor-in-chief shows.
    """
    if article.is_held and not workflow.may(user, "withdraw"):
        return False
    return user.has_perm("articles.desk_article") and desks.works_at(user, article, "publish")


def share(article, by, hours):
    """Make a link to this row. Raises PermissionDenied, or ValidationError with what to do."""
    with transaction.atomic():
        # A hold or a publication of this moment ends all links; none is made behind it.
        locking.lock(article.root)
        story = Article.objects.filter(pk=article.root.pk).first()
        if story is None:
            raise ValidationError(_("This story was deleted a moment ago."))
        article = story.edited if article.draft_of_id else story
        if not may_share(by, article):
            raise PermissionDenied
        if hours not in HOURS:
            raise ValidationError(_("Choose for how long the link is to work."))
        now = timezone.now()
        if refusal := why_none(article, now):
            raise ValidationError(refusal)
        return PreviewLink.objects.create(
            article=article, made_by=by, expires_at=now + timedelta(hours=hours)
        )


def why_none(article, now):
    """Why no link to this row can be made; "" when one can."""
    if article.root.state == State.KILLED:
        return _("A killed story is shown to nobody outside.")
    if article.draft_of_id is None and article.visible_from and article.visible_from <= now:
        return _("This story is public. Send the address of its page.")
    return ""


def token(link):
    """What stands in the address of a link."""
    return Signer(**SIGNER).sign(link.uid)


def link_of(token):
    """The link of a token, open or not; None for a token that we never made."""
    try:
        uid = Signer(**SIGNER).unsign(token)
    except BadSignature:
        return None
    return PreviewLink.objects.select_related("article__draft_of").filter(uid=uid).first()


def revoke(link, by):
    """End one link before its time. Raises PermissionDenied."""
    if not may_share(by, link.article):
        raise PermissionDenied
    PreviewLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def shows(token, photo, now):
    """Whether an open link leads to a text whose readers would see this photo."""
    link = link_of(token) if token else None
    if link is None or not link.is_open(now):
        return False
    return pictures.shows(photo, Article.objects.filter(pk=link.article_id), now)
