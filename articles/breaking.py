"""عاجل: one typed line is a published story at once; it grows into the whole story at the same address."""

import re
from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import desks, history, locking, marks, publicity, workflow
from articles.models import Article, Byline, Contributor, Section, State, Urgency
from newsroom.arabic import fold, tidy, words

LONGEST = 200  # letters of a line
STRIP = 60  # minutes the strip stands when nobody says otherwise
# How desks begin such a line; the strip and the page say it themselves. A sign stands behind it, a # before it, or
# brackets around it: bare, or in quotation marks, it may be the name of a paper or part of a phrase, and a doubled word
# is ugly where a lost one is wrong.
SIGN = r"(?:[:|/!،؛.…–—ـ]+|-+(?=\s))"
WORD = "(?:خبر\\s+)?ع\u0640*ا\u0640*ج\u0640*ل"
CALLED = re.compile(
    rf"(?:[^\w«»“”\"()\[\]]*(?:{WORD}\s*(?:{SIGN}\s*|$)|(?<=#)عاجل\s+"
    rf"|[«“\"]\s*{WORD}\s*[»”\"]\s*(?:{SIGN}\s*|$)|[(\[]\s*{WORD}\s*[)\]]\s*(?:{SIGN}\s*)?))+"
)
MOMENTS = timedelta(minutes=2)  # the same line again so soon is a second press of the button


class Repeated(ValidationError):
    """The line is that of a `story` that readers see."""

    def __init__(self, message, story):
        super().__init__(message)
        self.story = story


def publish(line, by, section=None, minutes=STRIP):
    """Publish one line: headline and first paragraph of a new story, on the strip for `minutes`.

    Section and byline are filled in from what `by` did last. Raises PermissionDenied or ValidationError,
    then nothing is stored.
    """
    if not workflow.may(by, "publish"):
        raise PermissionDenied(_("You may not do this. Ask somebody at the desk."))
    line = _checked(line)
    with transaction.atomic():
        # Of two presses at one moment the second looks for the line when the first has stored it.
        locking.queue()
        _refuse_repeated(line)
        now = timezone.now()
        story = Article(
            headline=line,
            body=marks.from_text([("p", line)]),
            urgency=Urgency.BREAKING,
            section=section or section_of(by),
            publish_at=now,
            breaking_until=now + timedelta(minutes=minutes),
            created_by=by,
        )
        story.full_clean(exclude=["uid", "created_by"])  # who presses is nothing that he typed
        story.save()
        writer = Contributor.objects.filter(user=by).first() if by else None
        if writer:
            Byline.objects.create(article=story, contributor=writer)
        history.keep(story, by)
        workflow.publish(story, by)
    return story


def sections_for(user):
    """The sections in which this user may publish a line, in the order of the menu."""
    desk = desks.desk_of(user) if user else None
    return Section.objects.shown() if desk is None else Section.objects.shown().filter(pk__in=desk)


def section_of(user):
    """The section of the last story this user began; the first of the menu for a new colleague."""
    mine = user.desk_sections.shown().first() if user else None
    if mine:
        return mine
    last = Article.objects.stories().filter(created_by=user, section__isnull=False).order_by("-pk").first()
    return last.section if user and last else Section.objects.shown().first()


def end(article, by=None):
    """Take a story off the strip now; the story stays where it is, also one that is held: less of it is shown.

    Raises PermissionDenied or ValidationError.
    """
    # The moment is kept: from now on it is called breaking no more.
    return _stand(article, by, lambda _story: timezone.now(), _("Off the breaking strip"))


def prolong(article, by=None, minutes=STRIP):
    """Keep a story on the strip for so many minutes from now; returns until when. A second press adds nothing to the
    first. Raises PermissionDenied or ValidationError.
    """

    def longer(story):
        workflow.refuse_frozen(story)
        return max(story.breaking_until, timezone.now() + timedelta(minutes=minutes))

    return _stand(article, by, longer, _("Longer on the breaking strip"))


def _stand(article, by, until, note):
    story = article.root
    workflow.allow(by, "publish", story)
    with transaction.atomic():
        locking.lock(story)
        story.refresh_from_db()
        if not (story.is_breaking and story.is_public(timezone.now())):
            raise ValidationError(_("This story is not on the strip; nothing was changed."))
        story.breaking_until = until(story)
        Article.objects.filter(pk=story.pk).update(breaking_until=story.breaking_until)
        workflow.log(story, story.state, by, note)
        publicity.refresh(story)
    return story.breaking_until


def _checked(line):
    if tidy.has_bidi_control(line):
        raise ValidationError(_("Type this line instead of pasting it: it holds an invisible character."))
    line = tidy.line(line)
    if called := CALLED.match(line):
        line = line[called.end() :]
    if not fold.letters(line):
        raise ValidationError(_("Write the news in one line, then publish it."))
    if not any(sum(map(str.isalpha, surface)) > 1 for surface, _stem in words.tokens(line)):
        raise ValidationError(
            _("There is no word in this line. Write in words what happened, then publish it.")
        )
    if len(line) > LONGEST:
        raise ValidationError(
            _("Breaking news is one short line. Cut it to %(most)d letters; this one has %(number)d."),
            params={"most": LONGEST, "number": len(line)},
        )
    return line


def _refuse_repeated(line):
    """Two editors hear of the same thing, or one presses twice. What it grew into may bear another headline by now.

    Raises Repeated.
    """
    now, key = timezone.now(), fold.key(line)
    recent = Article.objects.stories().filter(state=State.PUBLISHED, first_published_at__gte=now - MOMENTS)
    for story in recent.only("headline"):
        if fold.key(story.headline) == key:
            raise Repeated(_("This line was published a moment ago. It stands on the site already."), story)
    for story in Article.objects.breaking(now).only("headline"):
        out = story.versions.exclude(change="").values_list("content__headline", flat=True)
        if key in map(fold.key, {story.headline, *out}):
            raise Repeated(
                _(
                    "This line stands on the strip of breaking news already, or did. Write on in its story, or say here "
                    "what is new."
                ),
                story,
            )
