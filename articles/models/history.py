"""What happened to a story: versions, moves, and words that were removed."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.choices import State
from newsroom.fields import BlockField, shown_moment


class VersionQuerySet(models.QuerySet):
    def seen(self, now):
        """What readers could see at some time up to `now`, the newest first."""
        return self.exclude(change="").filter(public_from__lte=now)


class Version(models.Model):
    """A story as it was once saved. `content` is what articles.snapshot gives."""

    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        PUBLISHED = "published", _("published")

    class Change(models.TextChoices):
        """What it was to readers, after the version they saw before."""

        FIRST = "first", _("first publication")
        MATERIAL = "material", _("material change")
        COSMETIC = "cosmetic", _("cosmetic change")
        UNSAID = (
            "unsaid",
            _("change of the text"),
        )  # nobody said of which kind: loaded, or older than this column
        BESIDE = "beside", _("change beside the text")  # of a photo, a tag, a byline: no word is new

    OF_WORDS = (Change.MATERIAL, Change.COSMETIC, Change.UNSAID)

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="versions")
    number = models.PositiveIntegerField(_("number"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SAVED)
    content = models.JSONField(_("content"))
    digest = models.CharField(max_length=64, editable=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now_add=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("saved by"), null=True, related_name="+"
    )

    # What readers know of it; articles.history sets it. No change: they never saw it.
    change = models.CharField(_("change"), max_length=10, choices=Change, blank=True, editable=False)
    public_from = models.DateTimeField(_("public from"), null=True, editable=False)
    words_shown = models.BooleanField(_("readers see what changed"), default=False, editable=False)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        indexes = [
            # Who worked on a story: asked without a look at the contents, which are long.
            models.Index(fields=["article", "saved_by"], name="version_by_who_saved_it")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="version_number_is_unique_in_its_article"
            )
        ]

    def __str__(self):
        return f"{self.number}"


class Transition(models.Model):
    """Who moved a story from one state to another, when and why."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="transitions")
    from_state = models.CharField(_("from"), max_length=20, choices=State)
    to_state = models.CharField(_("to"), max_length=20, choices=State)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["-at", "-pk"]

    def __str__(self):
        if self.from_state == self.to_state and self.note:
            return self.note  # it stayed where it was: held, checked, looked at
        return f"{self.get_from_state_display()} ← {self.get_to_state_display()}"


class Redaction(models.Model):
    """Words that were removed from a story and all that is kept of it. What they were is written nowhere."""

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("story"), related_name="redactions", editable=False
    )
    places = models.PositiveIntegerField(_("places"), editable=False)
    reason = BlockField(_("reason"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("by"),
        null=True,
        related_name="+",
        editable=False,
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    # Of the story afterwards: a form with a smaller one was opened before.
    version_number = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ["-pk"]

    def __str__(self):
        return shown_moment(self.at)
