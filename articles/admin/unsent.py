"""What was typed beside the buttons of a story's form and went with none of them: it stands there again."""

from django.contrib import messages
from django.utils.translation import gettext

FIELDS = ("_note", "_hold_reason", "_notice")


def spend(request, *fields):
    """These went with the button that was pressed."""
    request.spent = fields


def keep(admin, request, story):
    """After a save: keep what went with no button until the next save, and say so."""
    left = {
        name: text
        for name in FIELDS
        if (text := request.POST.get(name, "")[:2000]).strip() and name not in getattr(request, "spent", ())
    }
    if left:
        request.session[_key(story)] = left
        said = gettext(
            "What you typed beside the buttons is not used yet: it goes with the button it stands at."
        )
        admin.message_user(request, said, messages.WARNING)
    else:
        request.session.pop(_key(story), None)


def again(request, story):
    """{field: text} for the page: what was kept, or stands in the form that was refused."""
    if request.method == "POST":
        found = {name: request.POST.get(name, "") for name in FIELDS}
    else:
        found = request.session.get(_key(story), {})
    return {name.removeprefix("_"): text for name, text in found.items()}


def _key(story):
    return f"unsent-{story.pk}"
