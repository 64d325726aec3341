"""What a story's other buttons do: they leave its state as it is, or only throw a draft of it away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
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
    workflow,
)
from articles.admin import unsent
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
HELD_IN_SIGHT = _(
    "The story is held: nothing of it changes for readers until the editor-in-chief lifts the hold. They still see "
    "it as it is."
)
HELD_TOO_LATE = _("The story is held, but its moment comes right now, and readers will see it.")


class Deeds:
    """For the story's ModelAdmin: each button is one name in the posted form."""

    def _did(self, request, obj):
        """Do what the button says that was pressed, if it is one of these; whether it was."""
        deeds = {
            "_find": self._look_for_quotes,
            **dict.fromkeys(("_waive", "_warn_again"), self._waive),
            "_discard": self._discard,
            **dict.fromkeys(BESIDE, self._beside_the_table),
            **dict.fromkeys(("_end_strip", "_prolong_strip"), self._strip),
        }
        pressed = next((name for name in deeds if name in request.POST), None)
        if pressed is None:
            return False
        deeds[pressed](request, obj, pressed)
        return True

    def _look_for_quotes(self, request, obj, _pressed):
        if obj.is_frozen and obj.draft_of_id is None:
            self.message_user(request, workflow.FROZEN, messages.ERROR)
            return
        found = self._find_quotes(obj, request.user)
        self.message_user(request, found_message(found), messages.SUCCESS if found else messages.INFO)

    def _strip(self, request, obj, pressed):
        try:
            if pressed == "_end_strip":
                breaking.end(obj, request.user)
                said = gettext("The story is off the strip.")
            else:
                until = shown_moment(breaking.prolong(obj, request.user))
                said = gettext("The story stands on the strip until %(at)s.") % {"at": until}
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
        else:
            self.message_user(request, said, messages.SUCCESS)

    def _beside_the_table(self, request, obj, pressed):
        """Hold, lift and check."""
        story, said = obj.root, BESIDE[pressed]
        waited = story.is_waiting and shown_moment(story.visible_from)
        try:
            if pressed == "_hold":
                holding.hold(obj, request.user, request.POST.get("_hold_reason", ""))
                unsent.spend(request, "_hold_reason")
                said = self._held(request, story, waited)
            elif pressed == "_lift":
                holding.lift(obj, request.user)
            else:
                vetting.checked(obj, request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, said, messages.SUCCESS)

    def _held(self, request, story, waited):
        """What is said of a story that is held by now, and `waited` for its moment (in words) before."""
        if story.is_public(timezone.now()):
            return self._with_the_way_to_withdraw(request, story, HELD_IN_SIGHT)
        if story.is_scheduled:  # still: it was too late to call it off
            return self._with_the_way_to_withdraw(request, story, HELD_TOO_LATE)
        return HELD_OFF_THE_SCHEDULE % {"at": waited} if waited else BESIDE["_hold"]

    def _with_the_way_to_withdraw(self, request, story, said):
        if not workflow.may(request.user, "withdraw", story):
            return format_html("{} {}", said, gettext("Ask the editor-in-chief to withdraw it."))
        step, way = (
            gettext("Taking it from readers is a step of its own."),
            gettext("To the button “Withdraw”"),
        )
        return format_html('{} {} <a href="#move-withdraw">{}</a>', said, step, way)

    def _waive(self, request, obj, _pressed):
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

    def _discard(self, request, obj, _pressed):
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


def found_message(number):
    if not number:
        return gettext("No further quotes were found in the text.")
    return ngettext(
        "%(number)d quote was found. Confirm what is right.",
        "%(number)d quotes were found. Confirm what is right.",
        number,
    ) % {"number": number}
