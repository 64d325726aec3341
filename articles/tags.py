"""Tags as an Arabic editor types or pastes them: «مجلس الأمن، الأمم المتحدة», «#مياه #ري»."""

import re

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from newsroom.arabic import fold, tidy

BETWEEN = re.compile(r"[,،؛;\n]|(?<=\s)#")
# Letters of a tag, and of its address, whose column has a hundred: two tags that are written alike there get a number.
LONGEST = 90
MOST = 50  # tags of a story
SHOWN = 40  # letters, enough to find a tag by that is too long


def split(text):
    """The tags in a line, split at Arabic and Latin commas and before hashes, each once in any spelling."""
    found = {}
    for part in BETWEEN.split(text or ""):
        name = tidy.line(part).strip("#\"'«»")
        if name:
            found.setdefault(fold.key(name), name)
    return sorted(found.values())  # as taggit's own, so that unchanged tags compare as unchanged


def typed(text):
    """The same of what somebody types. Raises ValidationError for what no database takes."""
    names = split(text)
    if (longer := too_long(names)) and (longer := _unknown(longer)):
        raise ValidationError(
            _("This tag is longer than %(most)d letters: “%(tag)s”. Put a comma between tags."),
            params={"most": LONGEST, "tag": f"{longer[0][:SHOWN].rstrip()}…"},
            code="tag_too_long",
        )
    if len(names) > MOST:
        raise ValidationError(
            _("A story has %(most)d tags at most; these are %(number)d. Keep those that matter."),
            params={"most": MOST, "number": len(names)},
            code="too_many_tags",
        )
    return names


def _unknown(names):
    """Those of these that are no tags yet: some were longer once, or came in by a load."""
    known = {*Tag.objects.filter(name__in=names).values_list("name", flat=True)}
    return [name for name in names if name not in known]


def too_long(names):
    """Those that are, written out as an address too: one letter there may become a whole phrase."""
    return [name for name in names if max(len(name), len(slugify(name, allow_unicode=True))) > LONGEST]


def join(tags):
    """The line that gives these tags back."""
    return "، ".join(tag.name for tag in tags)
