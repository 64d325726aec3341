"""What the program would have an editor look at in a story, and what somebody waived."""

from zlib import crc32

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from newsroom.fields import LineField


class StoryWarningQuerySet(models.QuerySet):
    def standing(self):
        """Those that nobody waived. A draft's are waived on the story it belongs to."""
        story = Coalesce("article__draft_of", "article")
        waived = Dismissal.objects.filter(
            article=OuterRef("story"), check_code=OuterRef("code"), about=OuterRef("about")
        )
        return self.annotate(story=story).filter(~Exists(waived))


class StoryWarning(models.Model):
    """Something to look at, found when the row was last saved. It never keeps a story from going out."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="warnings")
    code = models.CharField(max_length=60)
    about = models.CharField(_("the words it is about"), max_length=200, blank=True)  # as printed
    hint = models.CharField(_("what may be meant"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(default=0)

    objects = StoryWarningQuerySet.as_manager()

    class Meta:
        verbose_name = _("warning")
        verbose_name_plural = _("warnings")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "code", "about"], name="warning_stands_once")
        ]

    def __str__(self):
        return f"{self.code}: {self.about}"

    @property
    def key(self):
        """Names it in a form: the row itself is made anew by every save that finds something else."""
        return f"{self.code}-{crc32(self.about.encode()):08x}"


class Dismissal(models.Model):
    """A warning that somebody waived for a story: which, who, why."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("story"), related_name="dismissals")
    check_code = models.CharField(_("check"), max_length=60)
    about = models.CharField(_("the words it is about"), max_length=200, blank=True)
    hint = models.CharField(_("what may be meant"), max_length=300, blank=True)
    reason = LineField(_("reason"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("dismissal")
        verbose_name_plural = _("dismissals")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "check_code", "about"], name="check_is_dismissed_once")
        ]

    def __str__(self):
        return f"{self.check_code}: {self.reason}"
