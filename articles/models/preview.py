"""Links by which somebody outside may read what is not public yet."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.choices import State
from newsroom.fields import UidField, shown_moment


class PreviewLinkQuerySet(models.QuerySet):
    def of(self, row):
        """The links to a row, and of a story also those to the draft behind it."""
        return self.filter(Q(article=row) | Q(article__draft_of=row))

    def open(self, now):
        """Those that still show something; `is_open` says it of one."""
        return (
            self.filter(revoked_at=None, expires_at__gt=now)
            .exclude(article__state=State.KILLED)
            .filter(Q(article__visible_from=None) | Q(article__visible_from__gt=now))
        )

    def end(self, row):
        """End all links to a row, of a story also those to its draft: it goes public or away, or nobody is to read it.

        They stay with the story, so that who opens one learns what became of it.
        """
        links = self.of(row)
        links.filter(revoked_at=None).update(revoked_at=timezone.now())
        links.update(article=row.root)


class PreviewLink(models.Model):
    """One link to one row: the story itself, or the draft of what is public already.

    It ends at its moment, when somebody revokes it, and for ever when the story is published.
    """

    uid = UidField()
    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("story"), related_name="preview_links"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("made by"), null=True, related_name="+"
    )
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.article_id} – {shown_moment(self.expires_at)}"

    def is_open(self, now):
        seen = self.article.visible_from and self.article.visible_from <= now
        return not (self.revoked_at or self.expires_at <= now or seen or self.article.state == State.KILLED)
