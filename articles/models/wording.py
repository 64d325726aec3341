"""The words this house does not write."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import wording
from newsroom.fields import LineField

# What stands in the way of a rule: the field, and what to do about it.
PROBLEMS = {
    "no_word": ("avoid", _("There is no word here. Write the word or the phrase that this house does not write.")),
    "no_word_instead": (
        "write",
        _("There is no word here. Write what stands instead, or leave it empty and say why in the note."),
    ),
    "says_nothing": ("write", _("Write what stands instead; where no one word does, say in the note what to do.")),
    "same": ("write", _("Both are the same word; vowel signs are not compared. Write another word here.")),
    "same_in_any_spelling": (
        "write",
        _("Both are one word in two spellings. If the rule is of the spelling, tick “in exactly this spelling”."),
    ),
    "holds_itself": (
        "write",
        _("What stands instead holds the word that is not written, so it would be found again. Write other words."),
    ),
    "stands_already": (
        "avoid",
        _("The rule “%(other)s” finds this word already. Change that one, or write another word here."),
    ),
    "writes_what_is_not_written": (
        "write",
        _("The rule “%(other)s” does not allow a word of this. Write other words, or change that rule first."),
    ),
    "forbids_what_is_written": (
        "avoid",
        _("The rule “%(other)s” writes this word. Change that rule first, then save this one."),
    ),
}  # fmt: skip


class WordRuleQuerySet(models.QuerySet):
    def book(self):
        """These rules put together, to be found in texts."""
        rows = self.order_by("pk").values_list("avoid", "write", "note", "exact", "joined", "pk")
        return wording.book(tuple(wording.Rule(*row) for row in rows))


class WordRule(models.Model):
    """A word or a phrase that is not written here, and what is."""

    avoid = LineField(
        _("not written"),
        max_length=100,
        unique=True,
        help_text=_("A word or a phrase. It is found as a whole word, also behind «و» and «ف»."),
    )
    write = LineField(
        _("written instead"),
        max_length=100,
        blank=True,
        help_text=_("Empty where it depends: then the note says what to do."),
    )
    note = LineField(_("why"), max_length=180, blank=True)
    exact = models.BooleanField(
        _("in exactly this spelling"),
        default=False,
        help_text=_(
            "For rules of the hamza and the like: «الى» is found, «إلى» is not. Otherwise any spelling is found. "
            "Vowel signs are never compared."
        ),
    )
    joined = models.BooleanField(
        _("also behind «ال», «ب», «ل», «ك»"),
        default=True,
        help_text=_("Take the tick from a verb: «التواجد» is another word than «تواجد»."),
    )

    objects = WordRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("word rule")
        verbose_name_plural = _("word rules")
        ordering = ["avoid", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(write="") | ~Q(note=""), name="word_rule_says_something")
        ]

    def __str__(self):
        return f"{self.avoid} ← {self.write}" if self.write else self.avoid

    def clean(self):
        if not self.avoid:  # which is said already
            if not (self.write or self.note):
                raise ValidationError(dict([PROBLEMS["says_nothing"]]))
            return
        rule = wording.Rule(self.avoid, self.write, self.note, self.exact, self.joined, self.pk)
        code, other = wording.problem(rule, WordRule.objects.exclude(pk=self.pk).book())
        if code:
            field, sentence = PROBLEMS[code]
            raise ValidationError({field: sentence % {"other": other.avoid} if other else sentence})
