"""What a story's buttons do: its moves, its draft, its strip, and looking for quotes."""

from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import (
    attributing,
    breaking,
    checks,
    drafts,
    history,
    holding,
    locking,
    marks,
    proposing,
    vetting,
    waiting,
    workflow,
)
from articles.admin import unsent
from articles.models import State
from newsroom.fields import could_be_id, shown_moment

BESIDE = {
    "_hold": _("The story is held. Nothing of it is published until the editor-in-chief lifts the hold."),
    "_lift": _("The hold is lifted."),
    "_checked": _("Thank you. The story has left the list of those to check."),
}

HELD_OFF_THE_SCHEDULE = _(
    "The story is held, and no longer scheduled for %(at)s: when the editor-in-chief has lifted the hold, set its date "
    "anew."
)
AWAY = ("spike", "withdraw", "kill")
HELD_IN_SIGHT = _(
    "The story is held: nothing of it changes for readers until the editor-in-chief lifts the hold. They still see "
    "it as it is; taking it from them is a step of its own."
)
EARLIER = timedelta(minutes=2)  # a date so long ago was not typed for now
WAITS = _("This text waits for its moment already. To let it out before, press “Publish now”.")
HAS_COME = _(
    "The moment of this story has come, and readers see it. What you typed waits in a draft: press “Publish” to let it "
    "out too."
)
SAME_WORDS = _("Readers see these words already; there is nothing new to publish.")


class Moves:
    """For the story's ModelAdmin: each button is one name in the posted form."""

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
        if "_find" in request.POST and obj.is_frozen and obj.draft_of_id is None:
            self.message_user(request, workflow.FROZEN, messages.ERROR)
            return here
        if "_find" in request.POST:
            found = self._find_quotes(obj, request.user)
            self.message_user(request, found_message(found), messages.SUCCESS if found else messages.INFO)
            return here
        if "_waive" in request.POST or "_warn_again" in request.POST:
            self._waive(request, obj)
            return here
        if "_discard" in request.POST:
            return self._discard(request, obj) or here
        if answer := self._beside_the_table(request, obj):
            return answer
        if "_end_strip" in request.POST or "_prolong_strip" in request.POST:
            self._strip(request, obj)
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
        note, goes = request.POST.get("_note", ""), ["_note", *unsent.TICKED]
        try:
            with transaction.atomic():
                if obj.draft_of_id and name == "publish":
                    obj = workflow.publish_draft(
                        obj,
                        request.user,
                        material="_cosmetic" not in request.POST,
                        show_words="_show_words" in request.POST,
                        note=note,
                    )
                elif name == "publish":
                    workflow.publish(obj, request.user, note=note)
                elif name == "publish_now":
                    emptied = not request.POST.get("embargo_until_0", "-").strip()
                    obj = workflow.publish_now(obj, request.user, note, lift_embargo=emptied).article
                elif name in workflow.WITH_NOTICE:
                    goes += ["_notice"]
                    workflow.move(obj.root, name, request.user, note, request.POST.get("_notice", ""))
                else:
                    workflow.move(obj.root, name, request.user, note)
        except ValidationError as error:
            has_come = name == "publish_now" and obj.draft_of_id and not obj.root.is_waiting
            said = HAS_COME if has_come else " ".join(error.messages)
            self.message_user(request, said, messages.WARNING if has_come else messages.ERROR)
            return here
        unsent.spend(request, *goes)
        done = gettext("“%(headline)s”: %(state)s.")
        state = obj.root.shown_state
        if obj.root.is_scheduled:
            begins = formats.date_format(timezone.localtime(obj.root.visible_from), "DATETIME_FORMAT")
            state = gettext("scheduled, readers will see it from %(at)s") % {"at": begins}
        elif name == "publish" and not was_out and obj.publish_at < timezone.now() - EARLIER:
            # Somebody typed it, perhaps a reporter weeks ago: whoever publishes learns that it counts.
            state = gettext("published with the earlier date that stands in “publish at”: %(at)s") % {
                "at": shown_moment(obj.publish_at)
            }
        self.message_user(request, done % {"headline": obj.root.headline, "state": state}, messages.SUCCESS)
        self._tell_of_warnings(request, obj, name)
        return here

    def _strip(self, request, obj):
        try:
            if "_end_strip" in request.POST:
                breaking.end(obj, request.user)
                said = gettext("The story is off the strip.")
            else:
                until = shown_moment(breaking.prolong(obj, request.user))
                said = gettext("The story stands on the strip until %(at)s.") % {"at": until}
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
        else:
            self.message_user(request, said, messages.SUCCESS)

    def _tell_of_warnings(self, request, obj, move):
        number = obj.root.warnings.standing().count() if move == "publish" else 0
        if number:
            said = ngettext(
                "The story has %(number)d warning. Correct it, or say why it may stay.",
                "The story has %(number)d warnings. Correct them, or say why they may stay.",
                number,
            )
            self.message_user(request, said % {"number": number}, messages.WARNING)

    def _beside_the_table(self, request, obj):
        """Hold, lift and check: they leave the state as it is."""
        pressed = next((name for name in BESIDE if name in request.POST), None)
        if pressed is None:
            return None
        here = HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.root.pk]))
        waited = obj.root.is_waiting and shown_moment(obj.root.visible_from)
        try:
            if pressed == "_hold":
                holding.hold(obj, request.user, request.POST.get("_hold_reason", ""))
            elif pressed == "_lift":
                holding.lift(obj, request.user)
            else:
                vetting.checked(obj, request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            said = BESIDE[pressed]
            if pressed == "_hold":
                unsent.spend(request, "_hold_reason")
            if pressed == "_hold" and obj.root.is_public(timezone.now()):
                said = self._held_in_sight(request, obj)
            elif pressed == "_hold" and waited:
                said = HELD_OFF_THE_SCHEDULE % {"at": waited}
            self.message_user(request, said, messages.SUCCESS)
        return here

    def _held_in_sight(self, request, obj):
        """What is said of a story that is held and still read, with the way to what takes it from readers."""
        if not workflow.may(request.user, "withdraw", obj.root):
            return format_html("{} {}", HELD_IN_SIGHT, gettext("Ask the editor-in-chief to withdraw it."))
        return format_html(
            '{} <a href="#move-withdraw">{}</a>', HELD_IN_SIGHT, gettext("To the button “Withdraw”")
        )

    def _waive(self, request, obj):
        """Let a warning rest, with the reason typed beside it; or take that back."""
        if number := request.POST.get("_warn_again", ""):
            waived = obj.root.dismissals.filter(pk=number) if could_be_id(number) else None
            if waived and waived.delete()[0]:
                self.message_user(request, gettext("The warning stands again."), messages.SUCCESS)
            else:
                said = gettext("No such warning is waived here. Look at those that stand now.")
                self.message_user(request, said, messages.WARNING)
            return
        code, _colon, about = request.POST.get("_waive", "").replace("\0", "").partition(":")
        warning = obj.warnings.filter(code=code, about=about).first()
        if warning is None:
            said = gettext("This warning is gone: the text was changed. Look at those that stand now.")
            self.message_user(request, said, messages.INFO)
            return
        try:
            checks.waive(warning, request.POST.get(why := f"{unsent.WHY}{warning.key}", ""), request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            unsent.spend(request, why)
            self.message_user(
                request, gettext("The warning is waived; your reason is kept."), messages.SUCCESS
            )

    def _discard(self, request, obj):
        """Throw the open draft of a published story away; its last words stay as a version."""
        if obj.draft_of_id is None:
            return
        story = drafts.discard(obj, request.user)
        self.message_user(
            request,
            gettext("The draft is discarded; its words stay among the versions of “%(headline)s”.")
            % {"headline": story.headline},
            messages.SUCCESS,
        )

    def _find_quotes(self, article, user):
        """Let the finder read the text; returns how many new proposals it marked."""
        before = article.body
        found = proposing.find(marks.text(before), timezone.localdate())
        found.quotes = proposing.unrecorded(article, found)
        body, by_key = proposing.mark(before, found)
        if by_key:
            if article.draft_of_id is None and not attributing.may(user, article):
                raise PermissionDenied
            article.body = body
            locking.step(article)
            article.save()
            proposing.fill(article, by_key)
            if attributing.may(user, article):
                attributing.carry(article, before)
            history.keep(article, user)
            checks.note(article)
        return len(by_key)

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


def found_message(number):
    if not number:
        return gettext("No further quotes were found in the text.")
    return ngettext(
        "%(number)d quote was found. Confirm what is right.",
        "%(number)d quotes were found. Confirm what is right.",
        number,
    ) % {"number": number}
