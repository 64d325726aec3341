"""What was wrong and what is right, and what the other side has to say."""

import datetime
import textwrap

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.choices import State
from articles.models.history import Version
from articles.models.quote import Quote
from newsroom.ahead import beginning
from newsroom.fields import BlockField, LineField, UidField, of_those_filled
from people.models import Organization, Person


class CorrectionQuerySet(models.QuerySet):
    def public(self, now):
        """Issued, of a story that readers see, or that was withdrawn from them: what it said that was wrong they have
        read. Of a killed story nothing is left but its notice.
        """
        ends_later = Q(article__visible_until__isnull=True) | Q(article__visible_until__gt=beginning(now))
        is_withdrawn = Q(article__state=State.WITHDRAWN, article__first_published_at__lte=now)
        return self.filter(
            (Q(article__visible_from__lte=now) & ends_later) | is_withdrawn, issued_at__lte=now
        )

    def for_pages(self):
        """What a page says of each, the newest first."""
        return self.select_related("quote", "person", "organization").order_by("-issued_at", "-pk")

    def due(self, day):
        """Replies that were received and not printed, whose deadline is this day or earlier."""
        return self.filter(kind=Correction.Kind.REPLY, issued_at=None, due_on__lte=day)


class Correction(models.Model):
    """What was wrong and what is right. News that moved on is an update, not a correction.

    A right of reply waits with its deadline from the day it is received; readers see it once it is
    issued, like all others.
    """

    class Kind(models.TextChoices):
        CLARIFICATION = "clarification", _("clarification")
        CORRECTION = "correction", _("correction")
        APOLOGY = "apology", _("apology")
        RETRACTION = "retraction", _("retraction")
        REPLY = "reply", _("right of reply")

    class Place(models.TextChoices):
        TOP = "top", _("above the text")
        BOTTOM = "bottom", _("below the text")

    uid = UidField()
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="corrections")
    quote = models.ForeignKey(
        Quote,
        models.SET_NULL,
        verbose_name=_("quote"),
        null=True,
        db_index=False,
        blank=True,
        related_name="corrections",
        help_text=_("Only where it is about one statement: it then stands beside this quote too."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.CORRECTION)
    place = models.CharField(_("where it stands"), max_length=10, choices=Place, default=Place.TOP)
    text = BlockField(
        _("text"),
        help_text=_("Say what stood there and what is right; of a reply, the other side's own words."),
    )
    issued_at = models.DateTimeField(
        _("issued at"),
        null=True,
        blank=True,
        help_text=_("From when readers see it. Empty: a reply that is received and not printed yet."),
    )
    changed_at = models.DateTimeField(_("reworded at"), null=True, editable=False)

    # Who replies, and until when the law wants it printed
    replier = LineField(_("replier as printed"), max_length=200, blank=True)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("person"),
        null=True,
        db_index=False,
        blank=True,
        related_name="replies",
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("organization"),
        null=True,
        db_index=False,
        blank=True,
        related_name="replies",
    )
    received_on = models.DateField(_("received on"), null=True, blank=True)
    due_on = models.DateField(
        _("to be printed by"),
        null=True,
        blank=True,
        help_text=_("Empty: the day of receipt and the days that the law gives."),
    )

    # What the text said before and after; the program sets them
    version_before = models.ForeignKey(
        Version,
        models.SET_NULL,
        verbose_name=_("version before"),
        null=True,
        db_index=False,
        blank=True,
        related_name="+",
        editable=False,
    )
    version_after = models.ForeignKey(
        Version,
        models.SET_NULL,
        verbose_name=_("version after"),
        null=True,
        db_index=False,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = [F("issued_at").desc(nulls_first=True), "-pk"]
        indexes = [
            models.Index(fields=["due_on"], condition=Q(issued_at=None), name="reply_to_be_printed"),
            models.Index(fields=["issued_at"], name="correction_at_a_moment"),
            *of_those_filled(
                "correction", "quote", "person", "organization", "version_before", "version_after"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_at__isnull=False) | Q(kind="reply"),
                name="correction_is_issued_unless_a_reply",
                violation_error_message=_("Say from when readers see it."),
            ),
            models.CheckConstraint(
                condition=Q(person=None) | Q(organization=None),
                name="one_replies",
                violation_error_message=_("A person or an organization replies, not both. Keep one of them."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {textwrap.shorten(self.text, 60, placeholder='…')}"

    @classmethod
    def last_word(cls):
        """SQL: when readers were last told something new by a correction."""
        return Greatest(
            "corrections__issued_at", Coalesce("corrections__changed_at", "corrections__issued_at")
        )

    @property
    def is_scheduled(self):
        return self.issued_at is not None and self.issued_at > timezone.now()

    @property
    def is_reply(self):
        return self.kind == self.Kind.REPLY

    @property
    def replier_name(self):
        """Who replies, as readers know them."""
        return self.replier or str(self.person or self.organization or "")

    @property
    def story_is_gone(self):
        """Whether readers find a notice in the place of its story: then they read neither its headline nor its quotes."""
        return self.article.state == State.WITHDRAWN

    @property
    def story_address(self):
        return self.article.notice_address if self.story_is_gone else self.article.get_absolute_url()

    @property
    def updated_at(self):
        return max(self.issued_at, self.changed_at or self.issued_at)

    def clean(self):
        problems = {}
        if self.quote and self.article_id and self.quote.article_id != self.article_id:
            problems["quote"] = _("This quote stands in another story. Choose one of this story, or none.")
        if self.is_reply:
            if not (self.replier or self.person or self.organization):
                problems["replier"] = _(
                    "Say who replies: a person, an organization, or the name to be printed."
                )
            if not self.received_on:
                problems["received_on"] = _("Say on which day the reply was received.")
        if self.received_on and self.due_on and self.due_on < self.received_on:
            problems["due_on"] = _("The deadline lies before the day of receipt. Correct one of the dates.")
        if problems:
            raise ValidationError(problems)

    def save(self, *args, **kwargs):
        if self.is_reply and self.received_on and not self.due_on:
            self.due_on = self.received_on + datetime.timedelta(days=settings.REPLY_DAYS)
        super().save(*args, **kwargs)
