"""The story: what it says, where it stands, and when it can be seen."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager

from articles import marks
from articles.models import article_table, links
from articles.models.choices import RIGHT_TO_LEFT, Genre, Language, Origin, State, Urgency
from articles.models.stories import ArticleQuerySet
from articles.models.window import Window
from newsroom import planner
from newsroom.arabic import slugs, tidy
from newsroom.fields import BlockField, LineField, PartialDateField, UidField


class Article(Window):
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
    places = models.ManyToManyField(
        "Place",
        verbose_name=pgettext_lazy("geography", "places"),
        blank=True,
        related_name="articles",
        help_text=_("What the story is about: cities, regions, countries. Their pages list it."),
    )
    dateline_place = LineField(
        _("dateline, place"),
        max_length=80,
        blank=True,
        help_text=_(
            "Where the story was written, as readers see it; what it is about stands under “places”."
        ),
    )
    dateline_on = PartialDateField(_("dateline, date"))
    origin = models.CharField(_("origin"), max_length=20, choices=Origin, default=Origin.OWN)
    canonical_url = models.URLField(_("original address"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=12, choices=Language, default=Language.ARABIC)
    original_language = models.CharField(
        _("language of the original"),
        max_length=12,
        choices=Language,
        blank=True,
        help_text=_("Of a story translated from elsewhere; the address leads to the original."),
    )
    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("translation of"),
        null=True,
        db_index=False,
        blank=True,
        related_name="translations",
        limit_choices_to={"draft_of__isnull": True},
        help_text=_("The story of ours that this one says in another language."),
    )
    updates_story = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("update of"),
        null=True,
        db_index=False,
        blank=True,
        related_name="updated_by",
        limit_choices_to={"draft_of__isnull": True},
        help_text=_(
            "The story that this one goes on from. Whoever reads the older one is led to the newest."
        ),
    )
    lead_photo = models.ForeignKey(
        "photos.Photo",
        models.PROTECT,
        verbose_name=_("lead photo"),
        null=True,
        db_index=False,
        blank=True,
        related_name="lead_of",
    )
    lead_video = models.URLField(_("lead video"), max_length=500, blank=True)
    contributors = models.ManyToManyField("Contributor", through="Byline", related_name="articles")

    # Where it stands, beside its state and its window
    updated_at = models.DateTimeField(_("updated at"), null=True, editable=False)
    hold_reason = BlockField(_("held for legal review"), blank=True, editable=False)
    looked_at = models.DateTimeField(
        null=True, editable=False
    )  # for warnings, first; None: not since it came in
    to_check = models.BooleanField(_("to check after publication"), default=False, editable=False)
    withdrawal_notice = BlockField(_("notice to readers"), blank=True, editable=False)

    # How it came about
    version_number = models.PositiveIntegerField(_("version number"), default=0, editable=False)
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)  # of the body
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("created by"),
        null=True,
        db_index=False,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-pk"]
        indexes = article_table.INDEXES
        constraints = article_table.CONSTRAINTS
        permissions = [
            ("desk_article", "Can work on stories at the desk"),
            ("publish_article", "Can publish a story"),
            ("withdraw_article", "Can withdraw a story"),
            ("correct_article", "Can correct a published story"),
            ("redact_article", "Can remove words from a story for ever"),
            ("attribute_article", "Can confirm quotes"),
            ("confidential_article", "Can read all confidential notes"),
        ]

    def __str__(self):
        return self.headline

    # Questions

    @property
    def root(self):
        """The story itself, for the story and for its draft row."""
        return self.draft_of or self

    @property
    def edited(self):
        """The row of a story that its form shows: the open draft behind it where there is one. Asks the database."""
        return Article.objects.filter(draft_of=self).select_related("draft_of").first() or self

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

    @property
    def is_held(self):
        """Held for legal review: nothing of it is published until the editor-in-chief lifts the hold."""
        return bool(self.root.hold_reason)

    @property
    def is_frozen(self):
        """Held, and readers see it or saw it: nothing new reaches them until the hold is lifted.

        What takes it away from them still goes (withdrawing, redacting, off the strip): the law may want
        just that. What goes its way without the desk, an expiry, goes it too.
        """
        return self.is_held and self.root.state == State.PUBLISHED

    @property
    def is_called_breaking(self):
        """Whether readers see the word عاجل: while the strip stands; a story that never stood there, for a day."""
        story = self.root
        ends = story.breaking_until or (story.visible_from and story.visible_from + timedelta(days=1))
        return self.urgency == Urgency.BREAKING and (ends is None or ends > timezone.now())

    def get_absolute_url(self):
        return reverse("article_detail", args=[self.root.pk, self.slug])

    @property
    def notice_address(self):
        """Where readers find its notice once it is gone. The words of an address are the headline's, which is gone too."""
        return reverse("article_detail", args=[self.pk, "-"])

    @property
    def shown_lead(self):
        """The photo at the head where readers see it, of a story that came `with_lead`; else None."""
        return self.lead_photo if getattr(self, "lead_is_shown", False) else None

    @property
    def arrival(self):
        """The move that brought it to the state it is in; None where none is known. What was logged since moved nothing."""
        moves = self.transitions.filter(to_state=self.state).exclude(from_state=self.state)
        return moves.select_related("by").first()

    @property
    def direction(self):
        """In which direction its language is written."""
        return "rtl" if self.language in RIGHT_TO_LEFT else "ltr"

    @property
    def text(self):
        return marks.text(self.body)

    # Verbs

    def clean(self):
        if marks.is_too_long(self.body):
            raise ValidationError(
                {"body": _("This text is longer than a book. Divide it into several stories.")}
            )
        self.body = marks.clean(self.body)
        links.check(self)

    def settle(self, cleaned=False):
        """Make what is derived true again: the clean body, its words, and the window from state and dates.

        Whoever has `cleaned` the body already says so.
        """
        if not cleaned:
            self.body = marks.clean(self.body)
        self.word_count = marks.count_words(self.body)
        self.standfirst = tidy.block(self.standfirst)
        self.settle_window()

    def delete(self, *args, **kwargs):
        from articles import pictures

        with transaction.atomic():
            pictures.let_go([self])
            return super().delete(*args, **kwargs)

    def save(self, *args, agree=True, **kwargs):
        """Store the row and bring its quotes into agreement with it, in one transaction.

        Every write path ends here, so every path is sanitised and no quote parts from the text.
        Only who brings the quotes along (articles.snapshot) puts agreement off until they are there.
        """
        from articles import agreement, pictures  # they work on the models this package is still defining

        with transaction.atomic():
            self.settle()
            fields = kwargs.get("update_fields")
            if fields is not None and "body" in fields:
                kwargs["update_fields"] = {*fields, "word_count"}
            if fields is None or links.FIELDS & set(fields):
                links.check(self)
            is_new = self._state.adding
            super().save(*args, **kwargs)
            if is_new and planner.is_due(self.pk):
                transaction.on_commit(planner.learn)
            if fields is None or {"body", "lead_photo"} & set(fields):
                pictures.note([self])
            if self.state == State.KILLED:
                pictures.let_go([self])
            if agree and (fields is None or "body" in fields):
                agreement.agree(self)
