"""The story: what it says, where it stands, and when it can be seen."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from articles import marks
from articles.models.picture import PhotoUse
from newsroom.arabic import slugs, tidy
from newsroom.fields import BlockField, LineField, PartialDateField, UidField


class Genre(models.TextChoices):
    NEWS = "news", _("news")
    REPORT = "report", _("report")
    TRANSLATED = "translated", _("translated report")
    INTERVIEW = "interview", _("interview")
    ANALYSIS = "analysis", _("analysis")
    OPINION = "opinion", _("opinion")
    INVESTIGATION = "investigation", _("investigation")
    FACT_CHECK = "fact_check", _("fact-check")
    LIVE = "live", _("live coverage")


class Urgency(models.TextChoices):
    NORMAL = "normal", _("normal")
    BREAKING = "breaking", _("breaking")
    DEVELOPING = "developing", _("developing story")


class Origin(models.TextChoices):
    OWN = "own", _("own")
    TRANSLATED = "translated", _("translated from another outlet")
    EDITED = "edited", _("edited from agencies")
    AGENCY = "agency", _("agency text")
    REPUBLISHED = "republished", _("republished by agreement")


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    AT_DESK = "at_desk", _("at the desk")
    RETURNED = "returned", _("returned to the reporter")
    COPY_EDITED = "copy_edited", _("copy-edited")
    READY = "ready", _("ready to publish")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    KILLED = "killed", _("killed")


class ArticleQuerySet(models.QuerySet):
    def public(self, now):
        """The one door for readers: what can be seen at the moment `now`, newest first."""
        return self.filter(visible_from__lte=now).filter(
            Q(visible_until__isnull=True) | Q(visible_until__gt=now)
        )

    def breaking(self, now):
        """What stands on the strip of breaking news, the newest first."""
        return self.public(now).filter(breaking_until__gt=now).newest()

    def gone(self, now):
        """Withdrawn after having been public: their address answers 410 with a notice."""
        return self.filter(
            state__in=[State.WITHDRAWN, State.KILLED], draft_of=None, first_published_at__lte=now
        )

    def stories(self):
        """Stories proper, without the draft rows behind published ones."""
        return self.filter(draft_of=None)

    def newest(self):
        return self.order_by("-visible_from", "-pk")

    def for_cards(self, now):
        """What a list shows of each story, in a constant number of queries."""
        return self.select_related("section", "lead_photo").defer("body").with_lead(now)

    def with_lead(self, now):
        """With the answer to whether readers see the photo at the head, for `shown_lead`."""
        mine = PhotoUse.objects.filter(article=OuterRef("pk"), photo=OuterRef("lead_photo"))
        return self.annotate(lead_is_shown=Exists(mine.shown(now)))


class Article(models.Model):
    """A story (مادة). The row readers see is this row itself.

    Changes to a published story that are not yet public live in a second row whose `draft_of`
    names this one; such a row is never visible.
    """

    uid = UidField()
    draft_of = models.OneToOneField(
        "self",
        models.CASCADE,
        verbose_name=_("draft of"),
        null=True,
        blank=True,
        related_name="draft",
        editable=False,
    )

    # What it says
    genre = models.CharField(_("genre"), max_length=20, choices=Genre, default=Genre.NEWS)
    urgency = models.CharField(_("urgency"), max_length=20, choices=Urgency, default=Urgency.NORMAL)
    kicker = LineField(_("kicker"), max_length=120, blank=True)
    headline = LineField(_("headline"), max_length=250)
    short_headline = LineField(_("short headline"), max_length=120, blank=True)
    standfirst = BlockField(_("standfirst"), blank=True)
    body = models.TextField(_("body"), blank=True)
    section = models.ForeignKey(
        "Section", models.PROTECT, verbose_name=_("section"), null=True, blank=True, related_name="articles"
    )
    tags = TaggableManager(_("tags"), blank=True)
    dateline_place = LineField(_("dateline, place"), max_length=80, blank=True)
    dateline_on = PartialDateField(_("dateline, date"))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.OWN)
    canonical_url = models.URLField(_("original address"), max_length=500, blank=True)
    lead_photo = models.ForeignKey(
        "photos.Photo",
        models.PROTECT,
        verbose_name=_("lead photo"),
        null=True,
        blank=True,
        related_name="lead_of",
    )
    lead_video = models.URLField(_("lead video"), max_length=500, blank=True)
    contributors = models.ManyToManyField("Contributor", through="Byline", related_name="articles")

    # Where it stands, and when it can be seen
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("no publication before"), null=True, blank=True)
    expire_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    visible_from = models.DateTimeField(_("visible from"), null=True, editable=False)
    visible_until = models.DateTimeField(_("visible until"), null=True, editable=False)
    breaking_until = models.DateTimeField(_("on the breaking strip until"), null=True, editable=False)
    first_published_at = models.DateTimeField(_("first published at"), null=True, editable=False)
    updated_at = models.DateTimeField(_("updated at"), null=True, editable=False)
    hold_reason = BlockField(_("held for legal review"), blank=True, editable=False)
    to_check = models.BooleanField(_("to check after publication"), default=False, editable=False)
    withdrawal_notice = BlockField(_("notice to readers"), blank=True, editable=False)

    # How it came about
    version_number = models.PositiveIntegerField(_("version number"), default=0, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("created by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-pk"]
        indexes = [
            models.Index(F("visible_from").desc(), F("id").desc(), name="article_newest"),
            models.Index("section", F("visible_from").desc(), name="article_newest_in_section"),
            models.Index(fields=["state", "-saved_at"], name="article_at_the_desk"),
            models.Index(fields=["-id"], condition=Q(to_check=True), name="article_to_check"),
            models.Index(fields=["created_by"], condition=Q(draft_of__isnull=False), name="article_draft_by"),
            # The calendar asks for months of these.
            models.Index(
                fields=["publish_at"],
                condition=Q(publish_at__isnull=False, visible_from=None),
                name="article_planned",
            ),
            models.Index(
                fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="article_embargo"
            ),
            models.Index(fields=["expire_at"], condition=Q(expire_at__isnull=False), name="article_expires"),
            # Asked for by every page: in the order of the strip, or all stories would be walked.
            models.Index(
                F("visible_from").desc(),
                F("id").desc(),
                condition=Q(breaking_until__isnull=False),
                name="article_on_the_strip",
            ),
            # Hardly a row is a draft of another. A database that knows it reads them all for a list of
            # stories, unless an index begins with the question, or answers it.
            models.Index(
                fields=["draft_of", "-saved_at", "-id"],
                condition=Q(to_check=True),
                name="article_check_first",
            ),
            models.Index(
                fields=["draft_of", "-saved_at", "-id"], condition=~Q(hold_reason=""), name="article_held"
            ),
            models.Index(fields=["draft_of", "urgency", "-id"], name="article_urgent"),
            models.Index(
                fields=["draft_of"], condition=Q(draft_of__isnull=False), name="article_that_is_a_draft"
            ),
            models.Index(fields=["-saved_at", "-id"], condition=Q(draft_of=None), name="article_last_saved"),
            models.Index(
                fields=["-publish_at", "-id"], condition=Q(draft_of=None), name="article_last_to_publish"
            ),
            models.Index(
                fields=["breaking_until"], condition=Q(breaking_until__isnull=False), name="article_breaking"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="article_state_is_known"),
            models.CheckConstraint(
                condition=Q(visible_from=None)
                | Q(state=State.PUBLISHED, draft_of=None, publish_at__isnull=False),
                name="article_is_visible_only_when_published",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PUBLISHED)
                | Q(draft_of__isnull=False)
                | Q(visible_from__gte=F("publish_at")),
                name="published_article_is_visible_from_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(visible_from=None)
                | Q(embargo_until=None)
                | Q(visible_from__gte=F("embargo_until")),
                name="article_keeps_its_embargo",
            ),
            models.CheckConstraint(
                condition=Q(visible_until=None) | Q(visible_until__gt=F("visible_from")),
                name="article_window_is_ordered",
            ),
        ]
        permissions = [
            ("desk_article", "Can work on stories at the desk"),
            ("publish_article", "Can publish a story"),
            ("withdraw_article", "Can withdraw a story"),
            ("correct_article", "Can correct a published story"),
            ("redact_article", "Can remove words from a story for ever"),
            ("attribute_article", "Can confirm quotes"),
        ]

    def __str__(self):
        return self.headline

    # Questions

    @property
    def root(self):
        """The story itself, for the story and for its draft row."""
        return self.draft_of or self

    @property
    def last_version(self):
        """The number of the last write, to the story or to the draft behind it; forms carry it (articles.locking)."""
        return max(self.version_number, self.root.version_number)

    @property
    def slug(self):
        return slugs.slug(self.short_headline or self.headline)

    @property
    def front_headline(self):
        return self.short_headline or self.headline

    def is_public(self, now):
        return bool(
            self.visible_from
            and self.visible_from <= now
            and (self.visible_until is None or self.visible_until > now)
        )

    @property
    def is_scheduled(self):
        return self.visible_from is not None and self.visible_from > timezone.now()

    @property
    def is_held(self):
        """Held for legal review: nothing of it is published until the editor-in-chief lifts the hold."""
        return bool(self.root.hold_reason)

    @property
    def is_breaking(self):
        return self.breaking_until is not None and self.breaking_until > timezone.now()

    @property
    def visible_window_is_empty(self):
        """Would this story, once published, expire before it could be seen?"""
        begins = max(filter(None, (self.publish_at, self.embargo_until)), default=None)
        return bool(self.expire_at and begins and self.expire_at <= begins)

    def get_absolute_url(self):
        return reverse("article_detail", args=[self.root.pk, self.slug])

    @property
    def shown_lead(self):
        """The photo at the head where readers see it, of a story that came `with_lead`; else None."""
        return self.lead_photo if getattr(self, "lead_is_shown", False) else None

    @property
    def text(self):
        return marks.text(self.body)

    # Verbs

    def clean(self):
        if len(self.body) > marks.MOST_LETTERS:
            raise ValidationError(
                {"body": _("This text is longer than a book. Divide it into several stories.")}
            )
        self.body = marks.clean(self.body)
        for name in ("publish_at", "embargo_until", "expire_at"):
            moment = getattr(self, name)
            if moment and not 1800 <= moment.year < 2200:
                raise ValidationError({name: _("This year cannot be right. Correct the date.")})
        if self.visible_window_is_empty:
            raise ValidationError(
                {
                    "expire_at": _(
                        "This story would expire before readers can see it. Correct one of the dates."
                    )
                }
            )

    def settle(self, cleaned=False):
        """Make what is derived true again: the clean body, and the window from state and dates.

        Whoever has `cleaned` the body already says so.
        """
        if not cleaned:
            self.body = marks.clean(self.body)
        self.standfirst = tidy.block(self.standfirst)
        self.visible_from = self.visible_until = None
        if self.state == State.PUBLISHED and self.draft_of_id is None:
            self.publish_at = self.publish_at or timezone.now()
            self.visible_from = max(self.publish_at, self.embargo_until or self.publish_at)
            self.visible_until = self.expire_at
            self.first_published_at = self.first_published_at or self.visible_from

    def save(self, *args, agree=True, **kwargs):
        """Store the row and bring its quotes into agreement with it, in one transaction.

        Every write path ends here, so every path is sanitised and no quote parts from the text.
        Only who brings the quotes along (articles.snapshot) puts agreement off until they are there.
        """
        from articles import agreement, pictures  # they work on the models this package is still defining

        with transaction.atomic():
            self.settle()
            super().save(*args, **kwargs)
            fields = kwargs.get("update_fields")
            if fields is None or {"body", "lead_photo"} & set(fields):
                pictures.note([self])
            if agree and (fields is None or "body" in fields):
                agreement.agree(self)


class Byline(models.Model):
    class Role(models.TextChoices):
        WRITING = "writing", _("writing")
        PREPARATION = "preparation", _("preparation")
        CORRESPONDENT = "correspondent", _("correspondent")
        TRANSLATION = "translation", _("translation")
        EDITING = "editing", _("editing")
        PROOFREADING = "proofreading", _("proofreading")
        PHOTOGRAPHY = "photography", _("photography")
        GRAPHICS = "graphics", _("graphics")
        CONTRIBUTION = "contribution", _("contribution")

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="bylines")
    contributor = models.ForeignKey(
        "Contributor", models.PROTECT, verbose_name=_("contributor"), related_name="bylines"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.WRITING)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "contributor", "role"], name="contributor_signs_once_in_a_role"
            )
        ]

    def __str__(self):
        return f"{self.get_role_display()}: {self.contributor}"
