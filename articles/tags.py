"""Tags as an Arabic editor types them: «مجلس الأمن، الأمم المتحدة»."""

import re

from newsroom.arabic import fold, tidy

COMMAS = re.compile(r"[,،؛;\n]")


def split(text):
    """The tags in a line, split at Arabic and Latin commas, each once in any spelling."""
    found = {}
    for part in COMMAS.split(text or ""):
        name = tidy.line(part).strip("#\"'«»")
        if name:
            found.setdefault(fold.key(name), name)
    return sorted(found.values())  # as taggit's own, so that unchanged tags compare as unchanged


def join(tags):
    """The line that gives these tags back."""
    return "، ".join(tag.name for tag in tags)
