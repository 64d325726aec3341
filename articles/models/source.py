"""Through whom we know it: outlets, what we took from them, and the occasions of speech."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import slugs
from newsroom.fields import (
    BlockField,
    FoundByKey,
    KeyField,
    LineField,
    PartialDateField,
    UidField,
    shown_date,
)
from people.models import Named, NamedQuerySet, Organization, OtherName


class SourceQuerySet(NamedQuerySet):
    def public(self, now):
        """Those that a public story cites, or that a public quote came through."""
        from articles.models import Article, Quote

        articles, quotes = Article.objects.public(now), Quote.objects.public(now)
        pk = models.OuterRef("pk")
        return self.filter(
            models.Exists(articles.filter(citations__source=pk))
            | models.Exists(quotes.filter(attributions__source=pk))
            | models.Exists(quotes.filter(attributions__citation__source=pk))
        )


class Source(Named):
    """Where news is taken from (مصدر النقل): an outlet, an agency, an official series."""

    class Kind(models.TextChoices):
        NEWSPAPER = "newspaper", _("newspaper")
        AGENCY = "agency", _("news agency")
        BROADCASTER = "broadcaster", _("broadcaster")
        WEBSITE = "website", _("website")
        OFFICIAL = "official", _("official body")
        DOCUMENTS = "document_series", _("document series")
        PLATFORM = "platform", _("social platform")
        OTHER = "other", _("other")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.NEWSPAPER)
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        related_name="sources",
    )
    website = models.URLField(_("website"), blank=True)
    domains = LineField(
        _("web domains"), blank=True, help_text=_("For example theguardian.com, guardian.co.uk.")
    )
    description = BlockField(_("description"), blank=True)

    bears_class_noun = True

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name", "pk"]

    @property
    def label(self):
        """The name with its class noun, as attribution reads: "صحيفة الغارديان"."""
        nouns = {"newspaper": _("newspaper"), "agency": _("news agency")}
        noun = nouns.get(self.kind)
        return f"{noun} {self.name}" if noun and not self.name.startswith(str(noun)) else self.name


class SourceName(OtherName):
    source = models.ForeignKey(Source, models.CASCADE, verbose_name=_("source"), related_name="names")

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["source", "name"], name="source_bears_a_name_once")]


class Citation(FoundByKey):
    """One item of a source (مرجع) that a story used."""

    uid = UidField()
    article = models.ForeignKey("Article", models.CASCADE, verbose_name=_("story"), related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="citations")
    title = LineField(_("title"), blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = PartialDateField(_("published on"))
    accessed_on = PartialDateField(_("accessed on"))
    key = KeyField(of=("title", "url"))  # beside its source

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ["pk"]

    def __str__(self):
        return f"{self.source}: {self.title}" if self.title else str(self.source)


class OccasionQuerySet(models.QuerySet):
    def public(self, now):
        """Those at which at least two quotes were said that are public now."""
        from articles.models import Quote

        # The second of each: counted together, those of all occasions would be read for the page of one.
        said = Quote.objects.public(now).filter(occasion=models.OuterRef("pk")).order_by().values("pk")
        return self.alias(second=models.Subquery(said[1:2])).filter(second__isnull=False)


class Occasion(models.Model):
    """Where things were said: a press conference, an interview, a statement."""

    class Kind(models.TextChoices):
        PRESS_CONFERENCE = "press_conference", _("press conference")
        INTERVIEW = "interview", _("interview")
        PRIVATE = "private_statement", _("statement to us")
        STATEMENT = "statement", _("written statement")
        SPEECH = "speech", _("speech")
        SESSION = "session", _("session")
        BRIEFING = "briefing", _("briefing")
        POST = "post", _("post")
        CALL = "phone_call", _("phone call")
        DOCUMENT = "document", _("document")

    uid = UidField()
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PRESS_CONFERENCE)
    title = LineField(
        _("title"), help_text=_("What was it? For example: the minister's press conference on the budget.")
    )
    on = PartialDateField(_("date"))
    place = LineField(_("place"), max_length=120, blank=True)
    host = models.ForeignKey(
        Organization, models.PROTECT, verbose_name=_("host"), null=True, blank=True, related_name="occasions"
    )

    objects = OccasionQuerySet.as_manager()

    class Meta:
        verbose_name = _("occasion")
        verbose_name_plural = _("occasions")
        ordering = ["-on", "-pk"]

    def __str__(self):
        return f"{self.title} ({shown_date(self.on)})" if self.on else self.title

    @property
    def slug(self):
        return slugs.slug(self.title)

    def get_absolute_url(self):
        return reverse("occasion_detail", args=[self.pk, self.slug])
