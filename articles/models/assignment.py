"""The assignment (تكليف): what somebody is to cover, by when, and what became of it."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.choices import State
from newsroom.fields import BlockField, FoundByKey, KeyField, LineField, UidField


class AssignmentQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(state__in=Assignment.UNFINISHED)

    def by_urgency(self):
        """What is late, then what is due next."""
        return self.order_by("due", "pk")

    def fulfil(self, story, by):
        """A story is published: what it was assigned for is done."""
        for assignment in self.unfinished().filter(article=story):
            assignment.state = Assignment.State.DONE
            assignment.save(update_fields=["state", "saved_at"])
            assignment.log(AssignmentNote.Act.PUBLISHED, by)


class Assignment(FoundByKey):
    """One thing to cover. It outlives whoever assigned it and whoever was to do it.

    Open: nobody has accepted it yet, whether somebody is named or not. Who declines is named no
    more; the log keeps the reason.
    """

    class State(models.TextChoices):
        OPEN = "open", _("assignment: open")
        ACCEPTED = "accepted", _("assignment: accepted")
        DONE = "done", _("assignment: done")
        DROPPED = "dropped", _("assignment: dropped")

    UNFINISHED = (State.OPEN, State.ACCEPTED)

    uid = UidField()
    what = LineField(
        _("what"),
        max_length=200,
        help_text=_("In one line. It becomes the working headline of the story."),
    )
    key = KeyField(of=("what", "place"))
    brief = BlockField(
        _("brief"),
        blank=True,
        help_text=_("Angle, whom to call, length, photos: what the reporter has to know."),
    )
    section = models.ForeignKey(
        "Section",
        models.PROTECT,
        verbose_name=_("section"),
        null=True,
        blank=True,
        related_name="assignments",
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        related_name="assignments",
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("assigned by"),
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    due = models.DateTimeField(_("due"))
    occasion = models.ForeignKey(
        "Occasion", models.SET_NULL, verbose_name=_("occasion"), null=True, blank=True, related_name="+"
    )
    place = LineField(_("place"), max_length=120, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)
    article = models.ForeignKey(
        Article, models.SET_NULL, verbose_name=_("story"), null=True, blank=True, related_name="assignments"
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["-due", "-pk"]
        indexes = [
            models.Index(
                fields=["due"], condition=Q(state__in=["open", "accepted"]), name="assignment_unfinished"
            ),
            models.Index(fields=["-due", "-id"], name="assignment_by_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "accepted", "done", "dropped"]),
                name="assignment_state_is_known",
            ),
        ]

    def __str__(self):
        return self.what

    # Questions

    @property
    def is_unfinished(self):
        return self.state in self.UNFINISHED

    def is_overdue(self, now):
        return self.is_unfinished and self.due < now

    @property
    def has_story(self):
        """Whether a story is under way; one that was killed or spiked leaves the assignment to begin again."""
        return self.article is not None and self.article.state not in (State.KILLED, State.SPIKED)

    # Verbs

    def clean(self):
        if self.due and not 1900 <= self.due.year < 2200:
            raise ValidationError({"due": _("This year cannot be right. Correct the date.")})
        if self.article is not None and self.article.draft_of_id:
            raise ValidationError({"article": _("Choose the story itself, not the draft behind it.")})

    def log(self, act, by, note=""):
        return AssignmentNote.objects.create(assignment=self, act=act, by=by, note=str(note))


class AssignmentNote(models.Model):
    """A line of an assignment's log: who did what with it, when, and what they said."""

    class Act(models.TextChoices):
        NOTE = "note", _("noted")
        ASSIGNED = "assigned", _("assigned it")
        ACCEPTED = "accept", _("accepted it")
        DECLINED = "decline", _("declined it")
        BEGUN = "begin", _("began the story")
        PUBLISHED = "publish", _("published the story")
        DONE = "done", _("marked it as done")
        DROPPED = "drop", _("dropped it")
        REOPENED = "reopen", _("opened it again")

    assignment = models.ForeignKey(
        Assignment, models.CASCADE, verbose_name=_("assignment"), related_name="notes"
    )
    act = models.CharField(_("act"), max_length=10, choices=Act, default=Act.NOTE)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), null=True, related_name="+"
    )
    at = models.DateTimeField(_("at"), auto_now_add=True)
    note = BlockField(_("note"), blank=True)

    class Meta:
        verbose_name = _("note on an assignment")
        verbose_name_plural = _("notes on assignments")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.get_act_display()} {self.note[:60]}".strip()
