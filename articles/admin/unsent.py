"""What was typed beside the buttons of a story's form and went with none of them: it stands there again."""

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import locking
from articles.models import Unsent
from articles.models.unsent import KEPT, TICKED
from newsroom.arabic import tidy

LABELS = {
    "_note": _("Note for the desk"),
    "_hold_reason": _("Reason for the legal hold"),
    "_notice": _("Notice that readers see when it is withdrawn"),
}
WHY = "_why-"  # and the key of a warning: why it may stay
MOST, LONGEST = 60, 2000  # texts, and letters of each


def typed(data):
    """{name: text} of a posted form."""
    names = [*LABELS, *TICKED, *(name for name in data if name.startswith(WHY))][:MOST]
    return {name: text for name in names if (text := tidy.block(data.get(name, "")[:LONGEST]))}


def labelled(texts):
    """[(label, text)], to be read."""
    return [
        (LABELS.get(name, _("Why may it stay as it is?")), text)
        for name, text in texts.items()
        if name not in TICKED
    ]


def spend(request, *names):
    """These went with the button that was pressed."""
    request.spent = names


def keep(admin, request, story):
    """After a save: keep what went with no button until the next save, and say so."""
    spent, now = getattr(request, "spent", ()), timezone.now()
    left = {name: text for name, text in typed(request.POST).items() if name not in spent}
    if story.edited.draft_of_id is None:  # nothing is to go out
        left = _without_ticks(left)
    if left:
        Unsent.objects.filter(at__lt=now - KEPT).delete()
        row = {"texts": left, "at": now, "seen_version": locking.number(story)}
        Unsent.objects.update_or_create(article=story, user=request.user, defaults=row)
    if left.keys() - {*TICKED}:
        said = gettext("What you typed beside the buttons is not used yet; it is kept on this page.")
        admin.message_user(request, said, messages.WARNING)
    if not left:
        Unsent.objects.filter(article=story, user=request.user).delete()


def again(request, story, places, warnings):
    """For the page, what was kept or stands in a form that was refused: {name without "_": text} where the page has
    such a field (`places`), and `homeless` [(label, text)] where it has none by now, or where words were removed for
    ever since it was typed, which it may hold. Each warning gets its `why`. What was ticked for other words than stand
    there by now is ticked no more.
    """
    texts = typed(request.POST) if request.method == "POST" else _kept(request, story)
    stands = {f"{WHY}{warning.key}": warning for warning in warnings}
    conflict = getattr(request, "conflict", None)
    if conflict:
        texts = _without_ticks(texts)
    here = texts.keys() & (set() if conflict and conflict.removed_at else {*places, *stands})
    for name, warning in stands.items():
        warning.why = texts[name] if name in here else ""
    found = {name.removeprefix("_"): texts[name] for name in here & {*places}}
    return {**found, "homeless": labelled({name: text for name, text in texts.items() if name not in here})}


def _kept(request, story):
    row = Unsent.objects.filter(article=story, user=request.user, at__gt=timezone.now() - KEPT).first()
    if row and {*TICKED} & row.texts.keys() and _was_written_to(story, row):
        return _without_ticks(row.texts)
    return row.texts if row else {}


def _was_written_to(story, row):
    """Whether its text was, by anybody, or who said what in it by somebody else."""
    later = story.versions.filter(saved_at__gt=row.at).exclude(saved_by=row.user_id)
    return row.seen_version != story.version_number or later.exists()


def _without_ticks(texts):
    return {name: text for name, text in texts.items() if name not in TICKED}
