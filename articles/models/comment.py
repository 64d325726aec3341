"""What the desk says to each other of a story: comments, on words of it or on all of it, and confidential notes."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from newsroom.arabic import tidy
from newsroom.arabic.passage import Selector
from newsroom.fields import BlockField


class CommentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The door of the desk. A confidential note, with what answers it, is for whoever wrote it, whom it is
        for, and who may read them all; for everybody else it is not there.
        """
        if user.has_perm("articles.confidential_article"):
            return self
        beginning = Q(is_confidential=False) | Q(by=user) | Q(to=user)
        of_answers = Q(reply_to__is_confidential=False) | Q(reply_to__by=user) | Q(reply_to__to=user)
        return self.filter(Q(beginning, reply_to=None) | of_answers)

    def open(self):
        """What waits to be dealt with; its answers are a part of it."""
        return self.filter(reply_to=None, resolved_at=None)


class Comment(models.Model):
    """A row that is written once: it is answered, resolved, opened again, or deleted by who wrote it.

    Of the story itself, also while a draft of it is open. The words it is about are no marks in the
    text, which would go wherever the text goes; they are kept as newsroom.arabic.passage keeps a
    place and looked for whenever they are shown. `exact` is "" for a comment on the whole story, and
    where `words_removed` says that nothing is left of the words, which had to go for ever.
    """

    class Where(models.TextChoices):
        HEADLINE = "headline", _("headline")
        STANDFIRST = "standfirst", _("standfirst")
        BODY = "body", _("body")

    MOST = 2000  # letters of a comment
    MOST_WORDS = 500  # letters of the words it is about

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="comments")
    reply_to = models.ForeignKey(
        "self", models.CASCADE, verbose_name=_("answer to"), null=True, blank=True, related_name="replies"
    )
    text = BlockField(_("comment"))
    is_confidential = models.BooleanField(_("confidential note"), default=False)
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("comment: for whom"),
        null=True,
        blank=True,
        related_name="+",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    # The words it is about
    field = models.CharField(_("text"), max_length=12, choices=Where, blank=True)
    exact = models.TextField(_("words"), blank=True)
    prefix = models.TextField(_("words before"), blank=True)
    suffix = models.TextField(_("words behind"), blank=True)
    places = models.PositiveSmallIntegerField(default=0)  # where such words stood when it was written
    words_removed = models.BooleanField(_("its words were removed"), default=False, editable=False)

    resolved_at = models.DateTimeField(_("resolved at"), null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("resolved by"), null=True, related_name="+"
    )

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment of the desk")
        verbose_name_plural = _("comments of the desk")
        ordering = ["pk"]
        default_permissions = ()  # whoever sees the story comments on it
        indexes = [
            models.Index(
                fields=["article", "to"], condition=Q(reply_to=None, resolved_at=None), name="comment_open"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(field="", exact="") | (Q(field__in=["headline", "standfirst", "body"]) & ~Q(exact="")),
                name="comment_is_on_words_or_on_all",
            ),
            models.CheckConstraint(
                condition=Q(reply_to=None) | Q(field="", to=None, resolved_at=None),
                name="comment_that_answers_is_plain",
            ),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.pk}"  # it stands in logs and lists, and may be for two people only

    @property
    def selector(self):
        return Selector(self.exact, self.prefix, self.suffix)

    @property
    def is_open(self):
        return self.resolved_at is None

    def clean(self):
        length = len(tidy.block(self.text))
        if not length:
            raise ValidationError({"text": _("Write the comment first, then send it.")})
        if length > self.MOST:
            raise ValidationError(
                {
                    "text": ValidationError(
                        _(
                            "A comment has up to %(most)d letters, this one %(number)d. Shorten it, or make it two."
                        ),
                        params={"most": self.MOST, "number": length},
                    )
                }
            )
