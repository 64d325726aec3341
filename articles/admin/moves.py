"""What the buttons of a story do that move it from state to state."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import waiting, workflow
from articles.admin import unsent
from articles.admin.deeds import Deeds
from articles.models import State
from newsroom.desk.opened import removed_meanwhile
from newsroom.fields import shown_moment

AWAY = ("spike", "withdraw", "kill")
EARLIER = timedelta(minutes=2)  # a date so long ago was not typed for now
WAITS = _("This text waits for its moment already. To let it out before, press “Publish now”.")
HAS_COME = _(
    "The moment of this story has come, and readers see it. What you typed waits in a draft: press “Publish” to let it "
    "out too."
)
SAME_WORDS = _("Readers see these words already; there is nothing new to publish.")
CAME_IN = _(
    "What was written in its draft came in with it: the text is another than the one that was scheduled. That one stands "
    "among its versions."
)
NOTICE_WAITS = _(
    "Words were removed for ever at %(at)s, while you were writing, so your notice does not stand there yet. See that they "
    "are not in it, then press “Write a notice”."
)


class Moves(Deeds):
    """For the story's ModelAdmin: what is pressed beside its form, after the form was saved."""

    def response_add(self, request, obj, post_url_continue=None):
        answer = self._moved(request, obj)
        self.tell_of_embargo(request, obj)
        return answer or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        obj = getattr(request, "edited", obj)
        story, answer = obj.root, self._moved(request, obj)  # a draft may be gone with the move
        self.tell_of_embargo(request, story)
        unsent.keep(self, request, story)
        return answer or super().response_change(request, obj)

    def _moved(self, request, obj):
        """Make the move whose button was pressed; stay on the page when there is something to see."""
        here = HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.root.pk]))
        if self._did(request, obj):
            return here
        name = request.POST.get("_move")
        if not name:
            return None
        if name not in workflow.MOVES:
            raise PermissionDenied
        if name == "publish" and obj.draft_of_id is None and obj.state == State.PUBLISHED:
            self.message_user(request, WAITS if obj.is_waiting else SAME_WORDS, messages.INFO)
            return here
        was_out = obj.root.state == State.PUBLISHED
        try:
            with transaction.atomic():
                obj = self._make(request, obj, name)
        except ValidationError as error:
            has_come = name == "publish_now" and obj.draft_of_id and not obj.root.is_waiting
            said = HAS_COME if has_come else " ".join(error.messages)
            self.message_user(request, said, messages.WARNING if has_come else messages.ERROR)
            return here
        removed_at = getattr(request, "notice_waits", None)
        goes = ["_notice"] if name in workflow.WITH_NOTICE and not removed_at else []
        unsent.spend(request, "_note", *unsent.TICKED, *goes)
        state = _stands(obj, is_new=name == "publish" and not was_out)
        said = gettext("“%(headline)s”: %(state)s.") % {"headline": obj.root.headline, "state": state}
        self.message_user(request, said, messages.SUCCESS)
        if name == "unschedule" and obj.draft_of_id:
            self.message_user(request, CAME_IN, messages.INFO)
        if removed_at:
            said = NOTICE_WAITS % {"at": formats.time_format(timezone.localtime(removed_at), "H:i")}
            self.message_user(request, said, messages.WARNING)
        self._tell_of_warnings(request, obj, name)
        return here

    def _make(self, request, obj, name):
        """The move itself, with what was typed and ticked beside it; gives the row that was published, or this one."""
        by, note = request.user, request.POST.get("_note", "")
        if name == "publish" and obj.draft_of_id:
            return workflow.publish_draft(
                obj,
                by,
                material="_cosmetic" not in request.POST,
                show_words="_show_words" in request.POST,
                note=note,
            )
        if name == "publish_now":
            emptied = not request.POST.get("embargo_until_0", "-").strip()
            return workflow.publish_now(obj, by, note, lift_embargo=emptied).article
        if name == "publish":
            workflow.publish(obj, by, note=note)
        elif name in workflow.WITH_NOTICE:
            notice = request.POST.get("_notice", "")
            if notice.strip():  # readers see no word of it that had to go meanwhile
                request.notice_waits = removed_meanwhile(request, self.admin_site, but=obj.root)
            waits = getattr(request, "notice_waits", None)
            workflow.move(obj.root, name, by, note, "" if waits else notice)
        else:
            workflow.move(obj.root, name, by, note)
        return obj

    def _tell_of_warnings(self, request, obj, move):
        number = obj.root.warnings.standing().count() if move == "publish" else 0
        if number:
            said = ngettext(
                "The story has %(number)d warning. Correct it, or say why it may stay.",
                "The story has %(number)d warnings. Correct them, or say why they may stay.",
                number,
            )
            self.message_user(request, said % {"number": number}, messages.WARNING)

    def next_view(self, request, pk):
        """The story that waits after this one for whoever is logged in; the first page when none does."""
        waits = [
            story.root.pk
            for pile in waiting.piles(request.user, timezone.now())
            if pile.of == "story"
            for story in pile.rows
        ]
        behind = [*waits[waits.index(pk) + 1 :], *waits] if pk in waits else waits
        for following in behind:
            if following != pk:
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[following]))
        self.message_user(request, gettext("No other story waits for you."), messages.INFO)
        return HttpResponseRedirect(reverse("admin:index"))


def _stands(obj, is_new):
    """In words, where the story stands after a move, and since when readers see it where that is no matter of course."""
    story = obj.root
    if story.is_scheduled:
        begins = formats.date_format(timezone.localtime(story.visible_from), "DATETIME_FORMAT")
        return gettext("scheduled, readers will see it from %(at)s") % {"at": begins}
    if is_new and obj.publish_at < timezone.now() - EARLIER:
        # Somebody typed it, perhaps a reporter weeks ago: whoever publishes learns that it counts.
        said = gettext("published with the earlier date that stands in “publish at”: %(at)s")
        return said % {"at": shown_moment(obj.publish_at)}
    return story.shown_state


def typed_with_a_brake(data):
    """The names of what is typed for the button that was pressed, where that holds a story or takes it away: what was
    removed from other stories holds that up only where something else was typed as well. The desk alone reads these; a
    notice waits.
    """
    if "_hold" in data:
        return ["_hold_reason"]
    return ["_note", "_notice"] if data.get("_move") in AWAY else []


def moves_of(obj, user):
    """The names of the moves that stand as buttons at the row that is edited."""
    names = workflow.moves_of(obj.root, user)
    if not workflow.may(user, "publish", obj):  # a draft may take its story to another desk
        return [name for name in names if name != "publish"]
    # What is typed over a public story goes out in one press: into its draft, and out with it.
    may_follow = (obj.draft_of_id or obj.is_public(timezone.now())) and not obj.is_held
    return ["publish", *names] if may_follow and "publish" not in names else names


def in_two(names, obj):
    """The buttons of these moves: those of the way to the reader, and those that take the story away."""
    labels = [(name, _label(name, obj)) for name in names]
    return {
        "moves": [(name, label) for name, label in labels if name not in AWAY],
        "moves_away": [(name, label) for name, label in labels if name in AWAY],
    }


def _label(name, obj):
    """What a move is called on its button. Over a scheduled text the draft goes out when that would have."""
    if name == "publish" and obj.root.is_scheduled:
        return _("Publish this text at its moment")
    return workflow.MOVES[name].label
