"""A quotation as data: who, in which capacity, where, when, through whom, in which words."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import StrIndex
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from newsroom.ahead import beginning
from newsroom.fields import BlockField, LineField, PartialDateField, UidField, of_those_filled
from people.models import Organization, Person, Tenure


class Kind(models.TextChoices):
    DIRECT = "direct", _("direct")
    MIXED = "mixed", _("mixed")
    INDIRECT = "indirect", _("indirect")


class QuoteState(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    CONFIRMED = "confirmed", _("confirmed")
    CHANGED = "changed", _("changed after confirmation")
    ORPHAN = "orphan", _("no longer in the text")
    REJECTED = "rejected", _("not a quote")


class Verification(models.TextChoices):
    UNVERIFIED = "unverified", _("not verified")
    HEARD = "heard", _("our reporter heard it")
    RECORDING = "recording", _("recording")
    DOCUMENT = "official_document", _("official document")
    OUTLET = "other_outlet", _("from another outlet")
    CONFIRMED = "confirmed_by_speaker", _("the speaker confirmed it")
    DENIED = "denied_by_speaker", _("the speaker denied it")


class QuoteQuerySet(models.QuerySet):
    def public(self, now):
        """Confirmed, in a story that can be seen at `now`."""
        return self.filter(state=QuoteState.CONFIRMED, article__visible_from__lte=now).filter(
            Q(article__visible_until__isnull=True) | Q(article__visible_until__gt=beginning(now))
        )

    def said_once(self):
        """Without the statements that a mixed quote of the same speaker shows in full, its words marked.

        «قال إنه "يُحتمل" أن يغلق المرفأ» is a statement with a quote in it; in a list it stands once.
        """
        speaker = Q(person=OuterRef("person")) | Q(organization=OuterRef("organization"))
        inside = (
            Quote.objects.filter(speaker, article=OuterRef("article"), sentence=OuterRef("sentence"))
            .filter(kind=Kind.MIXED, state=QuoteState.CONFIRMED)
            .annotate(at=StrIndex(OuterRef("words"), "words"))
            .filter(at__gt=0)
        )
        return self.exclude(Q(kind=Kind.INDIRECT) & Exists(inside))

    def for_cards(self, now):
        """What a card shows of each quote, in a constant number of queries."""
        corrected = self.model.objects.filter(pk=OuterRef("pk"), corrections__issued_at__lte=now)
        return (
            self.annotate(is_corrected=Exists(corrected))
            .select_related(
                "person",
                "organization",
                "on_behalf_of",
                "occasion",
                "article__section",
                "tenure__position",
                "tenure__person",
            )
            .defer("article__body")
            .prefetch_related(
                "co_speakers",
                "attributions__source",
                "attributions__citation__source",
                "attributions__person",
                "attributions__organization",
                "attributions__occasion",
            )
        )

    def waiting(self):
        """What an editor still has to look at."""
        return self.filter(state__in=[QuoteState.PROPOSED, QuoteState.CHANGED, QuoteState.ORPHAN])


ONE_SPEAKER = (
    Q(person__isnull=False, organization=None, unnamed="")
    | Q(person=None, organization__isnull=False, unnamed="")
    | (Q(person=None, organization=None) & ~Q(unnamed=""))
)


class Quote(models.Model):
    """Words in a story's body that somebody said.

    `words`, `sentence` and `order` are read from the body's marks of this `key` (see
    articles.agreement) and never typed. `letters` is what an editor confirmed, as
    newsroom.arabic.fold.letters gives it; "" until then.
    """

    uid = UidField()
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="quotes")
    key = models.CharField(_("key"), max_length=10, editable=False)
    order = models.PositiveIntegerField(_("order"), default=0, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.DIRECT)
    state = models.CharField(
        _("state"), max_length=10, choices=QuoteState, default=QuoteState.PROPOSED, editable=False
    )
    words = models.TextField(_("words"), editable=False)
    sentence = models.TextField(_("sentence"), editable=False)
    letters = models.TextField(editable=False, default="", blank=True)

    # Who
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        verbose_name=_("person"),
        null=True,
        db_index=False,
        blank=True,
        related_name="quotes",
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("organization"),
        null=True,
        db_index=False,
        blank=True,
        related_name="quotes",
    )
    unnamed = LineField(
        _("unnamed source"),
        max_length=200,
        blank=True,
        help_text=_("As the story calls the source, for example: a security source."),
    )
    unnamed_reason = LineField(_("why unnamed"), max_length=200, blank=True)
    on_behalf_of = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("on behalf of"),
        null=True,
        db_index=False,
        blank=True,
        related_name="spoken_for",
    )
    co_speakers = models.ManyToManyField(
        Person, verbose_name=_("co-speakers"), blank=True, related_name="shared_quotes"
    )

    # In which capacity: as the story printed it, beside what the records say
    speaker_as_printed = LineField(_("speaker as printed"), max_length=200, blank=True)
    position_as_printed = LineField(_("position as printed"), blank=True)
    tenure = models.ForeignKey(
        Tenure,
        models.PROTECT,
        verbose_name=_("position then"),
        null=True,
        db_index=False,
        blank=True,
        related_name="quotes",
    )

    # When, where, how
    verb = LineField(_("reporting verb"), max_length=60, blank=True)
    said_on = PartialDateField(_("said on"))
    occasion = models.ForeignKey(
        "Occasion",
        models.PROTECT,
        verbose_name=_("occasion"),
        null=True,
        db_index=False,
        blank=True,
        related_name="quotes",
    )
    verification = models.CharField(
        _("verification"), max_length=20, choices=Verification, default=Verification.UNVERIFIED
    )
    original_words = BlockField(_("original words"), blank=True)
    original_language = models.CharField(
        _("original language"),
        max_length=12,
        blank=True,
        help_text=_("A language tag, for example en or fr."),
    )
    translator = LineField(_("translator"), max_length=120, blank=True)

    # How it came about
    confidence = models.FloatField(_("confidence"), null=True, editable=False)
    rule = models.CharField(_("rule"), max_length=60, blank=True, editable=False)
    candidates = models.JSONField(_("candidates"), default=list, blank=True, editable=False)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, editable=False)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("confirmed by"),
        null=True,
        db_index=False,
        blank=True,
        related_name="+",
        editable=False,
    )

    objects = QuoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        ordering = ["order", "pk"]
        indexes = [
            models.Index(
                fields=["person", "state"], condition=Q(person__isnull=False), name="quotes_of_a_person"
            ),
            models.Index(fields=["state", "-id"], name="quotes_newest"),
            *of_those_filled("quote", "organization", "on_behalf_of", "tenure", "occasion", "confirmed_by"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="quote_key_is_unique_in_its_article"),
            models.CheckConstraint(
                condition=ONE_SPEAKER | Q(person=None, organization=None, unnamed=""),
                name="quote_has_at_most_one_speaker",
                violation_error_message=_(
                    "A quote has one speaker: a person, an organization or an unnamed source. Keep one of them."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(state=QuoteState.CONFIRMED) | (ONE_SPEAKER & ~Q(letters="")),
                name="confirmed_quote_has_a_speaker_and_words",
                violation_error_message=_("Say who said it before you confirm the quote."),
            ),
        ]

    def __str__(self):
        return self.words[:80] or self.key

    @property
    def speaker(self):
        """The Person or Organization who said it; None for an unnamed source or nobody yet."""
        return self.person or self.organization

    @property
    def has_speaker(self):
        return bool(self.person_id or self.organization_id or self.unnamed)

    @property
    def speaker_name(self):
        return str(self.speaker or self.unnamed or self.speaker_as_printed)

    @property
    def public_speaker_name(self):
        """The speaker as readers may know it: who has no page is named only as the story printed it."""
        if self.person and not self.person.is_public_figure:
            return self.speaker_as_printed
        return self.speaker_name

    @property
    def position_label(self):
        """The capacity as the story printed it; where it printed none, what the records say."""
        return self.position_as_printed or (self.tenure.label if self.tenure else "")

    @property
    def is_second_hand(self):
        """True when we know it through another outlet or another person's word."""
        return any(step.is_second_hand for step in self.attributions.all())

    def get_absolute_url(self):
        return reverse("quote_detail", args=[self.pk])
