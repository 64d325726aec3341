"""What an editor should look at in a story: found by the program on every save, or when a story
that came in unseen is opened; waived by a person.

texts       dates that cannot be right, marks that do not close, quotes that are not recorded
quotes      a title that is not what our records say, a translated quote without its original words
counts      people announced and named, sums, shares of a whole
words       what the house writes otherwise
parts       what readers would miss: a section, a byline, a short headline, words for a photo
sentences   each in the words an editor reads

A warning never keeps a story from going out; one that went out with some waits in the desk's list.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.checks import counts, parts, quotes, texts, words
from articles.checks.sentences import sentence
from articles.models import Dismissal, StoryWarning

MOST = 50  # warnings of one story: more is a text in another language, or none
SHORT = 200  # letters of what a warning is about


@dataclass
class Checked:
    """The warnings that stand, and those that were waived with their Dismissals."""

    standing: list = field(default_factory=list)
    waived: list = field(default_factory=list)


def note(article, on=None):
    """Check a saved row of a story and keep what was found in place of what was found before.

    `on` is the day of the report; by default that of its publication, or on which it was begun.
    """
    day = on or timezone.localdate(article.root.publish_at or article.root.created_at)
    found = {}
    for check in (texts.check, quotes.check, counts.check, parts.check, words.check):
        for code, about, hint in check(article, day):
            found.setdefault((code, about[:SHORT]), hint[:300])
    new = [(code, about, hint) for (code, about), hint in list(found.items())[:MOST]]
    if article.looked_at is None:
        article.looked_at = timezone.now()
        type(article).objects.filter(pk=article.pk).update(looked_at=article.looked_at)
    if new == list(article.warnings.values_list("code", "about", "hint")):
        return
    with transaction.atomic():
        article.warnings.all().delete()
        StoryWarning.objects.bulk_create(
            [
                StoryWarning(article=article, code=code, about=about, hint=hint, order=order)
                for order, (code, about, hint) in enumerate(new)
            ],
            ignore_conflicts=True,  # two editors confirm two quotes of it at the same moment
        )


def leave(article):
    """A saved row is looked at when somebody opens it: an archive would cost a finder's run for each story."""
    article.looked_at = None
    type(article).objects.filter(pk=article.pk).update(looked_at=None)


def described(photo):
    """It says by itself what it shows now: no story is warned of it any more."""
    StoryWarning.objects.filter(code__in=parts.WORDLESS, about=str(photo.pk)).delete()


def of(article):
    """The Checked of a row as it was last saved; one that came in unseen is looked at now."""
    if article.looked_at is None:
        note(article)
    checked, warnings = Checked(), list(article.warnings.all())
    if not warnings:
        return checked
    waived = {(row.check_code, row.about): row for row in article.root.dismissals.select_related("by")}
    for warning in warnings:
        warning.dismissal = waived.get((warning.code, warning.about))
        (checked.waived if warning.dismissal else checked.standing).append(warning)
        warning.sentence = sentence(warning.code, warning.about, warning.hint)
    return checked


def waive(warning, reason, by):
    """Let a warning rest for its story, whatever is saved later. Raises ValidationError."""
    if not reason.strip():
        raise ValidationError({"reason": _("Say why this may stay as it is.")})
    dismissal = Dismissal(
        article=warning.article.root, check_code=warning.code, about=warning.about, reason=reason, by=by
    )
    dismissal.full_clean(exclude=["article", "by"], validate_constraints=False)
    made, _is_new = Dismissal.objects.get_or_create(
        article=dismissal.article, check_code=warning.code, about=warning.about,
        defaults={"hint": warning.hint, "reason": dismissal.reason, "by": by},
    )  # fmt: skip
    return made
