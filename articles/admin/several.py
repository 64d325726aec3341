"""Moves of several stories at once, from their list: none that readers would see, and none that needs a word of why."""

from collections import Counter

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import locking, workflow
from articles.models import State

MOVES = ("submit", "copy_edit", "ready", "spike", "unspike")
SAID = 10  # of those that stay, how many are told one by one
ACTION = "move_"
UNSHOWN = _("It did not stand on the page that you saw. Choose it where it stands.")


def _action(name):
    def act(model_admin, request, queryset):
        move(model_admin, request, queryset, name)

    act.__name__ = f"{ACTION}{name}"
    return admin.action(act, description=workflow.MOVES[name].label)


ACTIONS = [_action(name) for name in MOVES]


class SeveralMoves:
    """For the story's ModelAdmin."""

    def get_actions(self, request):
        may = {f"{ACTION}{name}" for name in MOVES if workflow.may(request.user, name)}
        return {
            name: action
            for name, action in super().get_actions(request).items()
            if not name.startswith(ACTION) or name in may
        }

    def action_checkbox(self, obj):
        """With the number of the story's last write: what was saved since the list was opened is moved by nobody unseen."""
        return format_html(
            '{}<input type="hidden" name="_seen" value="{}:{}">',
            super().action_checkbox(obj), obj.pk, obj.version_number,
        )  # fmt: skip


def move(model_admin, request, queryset, name):
    """Each story by itself: what cannot go stays, and it is said why."""
    seen = dict(value.partition(":")[::2] for value in request.POST.getlist("_seen"))
    moved, stayed = Counter(), []
    for story in queryset.order_by("pk"):
        try:
            if str(story.pk) not in seen:
                raise ValidationError(UNSHOWN)
            with transaction.atomic():
                locking.check(story, seen[str(story.pk)])
                workflow.move(story, name, request.user)
            moved[story.state] += 1
        except ValidationError as error:
            stayed.append(f"«{story}»: {' '.join(error.messages)}")
        except PermissionDenied as error:
            stayed.append(f"«{story}»: {error}")
    for state, number in moved.items():
        said = ngettext(
            "%(number)d story is “%(state)s” now.", "%(number)d stories are “%(state)s” now.", number
        )
        state = State(state).label
        model_admin.message_user(request, said % {"number": number, "state": state}, messages.SUCCESS)
    for sentence in stayed[:SAID]:
        model_admin.message_user(request, sentence, messages.ERROR)
    if (more := len(stayed) - SAID) > 0:
        said = gettext("Further stories that stayed as they were: %(number)d.") % {"number": more}
        model_admin.message_user(request, said, messages.ERROR)
