"""Tags as an Arabic editor types or pastes them: «مجلس الأمن، الأمم المتحدة», «#مياه #ري».

One that is there already is found in any spelling and keeps its own: «مجلس الامن» is no second tag.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from newsroom.arabic import fold, tidy

SIGNS = re.compile("[+#&*@]")
BETWEEN = re.compile(r"[,،؛;\n]|(?<=\s)#")
# Letters of a tag, and of its address, whose column has a hundred: two tags that are written alike there get a number.
LONGEST = 90
MOST = 50  # tags of a story
FEW = 10  # of unknown tags, so many are found quicker by how they begin than among all
SHOWN = 40  # letters, enough to find a tag by that is too long


def key(name):
    """What all spellings of a tag have in common; «C++» and «C#» are no spellings of «C»."""
    return fold.key(name) + "".join(SIGNS.findall(name))


def split(text):
    """The tags in a line, split at Arabic and Latin commas and before hashes, each once in any spelling."""
    found = {}
    for part in BETWEEN.split(text or ""):
        name = tidy.line(part).lstrip("#\"'«»").rstrip("\"'«»")
        if name:
            found.setdefault(key(name), name)
    return sorted(found.values())  # as taggit's own, so that unchanged tags compare as unchanged


def known(names):
    """{name: the Tag that is there in any spelling}, of those of these names that have one. Two queries at most."""
    found = {tag.name: tag for tag in Tag.objects.filter(name__in=names)}
    keys = {name: key(name) for name in names if name not in found}
    if beginnings := {*map(fold.beginning, keys.values())} - {""}:
        rows = Tag.objects.all()  # many are asked for: each is looked at once
        if len(beginnings) <= FEW:
            rows = rows.filter(name__regex=f"^({'|'.join(sorted(beginnings))})")
        # Of two that were made before, the elder.
        spelled = {key(tag.name): tag for tag in rows.order_by("-pk")}
        found |= {name: spelled[one] for name, one in keys.items() if one in spelled}
    return found


def rows(names):
    """{name: its Tag, in whatever spelling it is there, made where there is none}, of all these names."""
    found, made = known(names), {}
    for name in names:
        if name not in found:
            one = key(name)
            found[name] = made[one] = made.get(one) or Tag.objects.get_or_create(name=name)[0]
    return found


def typed(text):
    """The same of what somebody types, each as it is spelled already. Raises ValidationError for what no database takes."""
    names = split(text)
    if len(names) > MOST:
        raise ValidationError(
            _("A story has %(most)d tags at most; these are %(number)d. Keep those that matter."),
            params={"most": MOST, "number": len(names)},
            code="too_many_tags",
        )
    there = known(names)
    if longer := too_long([name for name in names if name not in there]):
        raise ValidationError(
            _("This tag is longer than %(most)d letters: “%(tag)s”. Put a comma between tags."),
            params={"most": LONGEST, "tag": f"{longer[0][:SHOWN].rstrip()}…"},
            code="tag_too_long",
        )
    return sorted({str(there.get(name, name)) for name in names})


def too_long(names):
    """Those that are, written out as an address too: one letter there may become a whole phrase."""
    return [name for name in names if max(len(name), len(slugify(name, allow_unicode=True))) > LONGEST]


def join(tags):
    """The line that gives these tags back."""
    return "، ".join(tag.name for tag in tags)
