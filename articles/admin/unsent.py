"""What was typed beside the buttons of a story's form and went with none of them: it stands there again."""

from django.contrib import messages
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

LABELS = {
    "_note": _("Note for the desk"),
    "_hold_reason": _("Reason for the legal hold"),
    "_notice": _("Notice that readers see when it is withdrawn"),
}
WHY = "_why-"  # and the key of a warning: why it may stay
MOST, LONGEST = 60, 2000  # texts, and letters of each


def typed(data):
    """{name: text} of a posted form."""
    names = [*LABELS, *(name for name in data if name.startswith(WHY))][:MOST]
    return {name: text for name in names if (text := data.get(name, "")[:LONGEST]).strip()}


def labelled(texts):
    """[(label, text)], to be read."""
    return [(LABELS.get(name, _("Why may it stay as it is?")), text) for name, text in texts.items()]


def spend(request, *names):
    """These went with the button that was pressed."""
    request.spent = names


def keep(admin, request, story):
    """After a save: keep what went with no button until the next save, and say so."""
    spent = getattr(request, "spent", ())
    left = {name: text for name, text in typed(request.POST).items() if name not in spent}
    if left:
        request.session[_key(story)] = left
        said = gettext(
            "What you typed beside the buttons is not used yet: it goes with the button it stands at."
        )
        admin.message_user(request, said, messages.WARNING)
    else:
        request.session.pop(_key(story), None)


def again(request, story, places, warnings):
    """For the page, what was kept or stands in a form that was refused: {name without "_": text} where the page has
    such a field (`places`), and `homeless` [(label, text)] where it has none by now, or where words were removed for
    ever since it was typed, which it may hold. Each warning gets its `why`.
    """
    texts = typed(request.POST) if request.method == "POST" else {**request.session.get(_key(story), {})}
    if getattr(getattr(request, "conflict", None), "removed_at", None):
        places, kept_back = set(), texts
        texts = {}
    else:
        kept_back = {}
    for warning in warnings:
        warning.why = texts.pop(f"{WHY}{warning.key}", "")
    found = {name.removeprefix("_"): texts.pop(name) for name in places & texts.keys()}
    return {**found, "homeless": labelled(texts | kept_back)}


def forget(story, holds):
    """Take out of every session what was kept of a story and `holds` what is to be said no more."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()):
        data = session.get_decoded()
        kept = data.get(_key(story), {})
        left = {name: text for name, text in kept.items() if not holds(text)}
        if left != kept:
            data[_key(story)] = left
            session.session_data = Session.objects.encode(data)
            session.save()
    Session.objects.filter(expire_date__lte=timezone.now()).delete()


def _key(story):
    return f"unsent-{story.pk}"
