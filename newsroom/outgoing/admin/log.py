"""The log of messages, for the desk: what was sent to whom, with cancel and resend."""

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import OuterRef, Subquery
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from newsroom.desk.admin import ArabicAdmin, ReadOnly
from newsroom.fields import in_house_digits, shown_date
from newsroom.outgoing import delivering
from newsroom.outgoing.models import Attempt, Delivery, Event
from newsroom.outgoing.subject import REGISTRY, may_direct, subject_of

OTHERS = _("The messages about this story are for the desk of its section. Ask its editor.")


class Log(ChangeList):
    """The messages of one page, each with what the desk calls the thing it is about."""

    def get_results(self, request):
        super().get_results(request)
        name_things(self.result_list)


def name_things(deliveries):
    """Give each delivery `thing` (its headline) and `thing_url`, in one query for each kind of thing."""
    pks = {}
    for delivery in deliveries:
        subject, pk = subject_of(delivery.event.about)
        if subject:
            pks.setdefault(subject.kind, set()).add(pk)
    labels = {kind: REGISTRY[kind].labels(found) for kind, found in pks.items()}
    for delivery in deliveries:
        subject, pk = subject_of(delivery.event.about)
        delivery.thing = labels[subject.kind].get(pk, "") if subject else ""
        delivery.thing_url = subject.desk_url(pk) if delivery.thing else ""


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly, ArabicAdmin, admin.ModelAdmin):
    """The log. Nothing in it is written by hand."""

    change_form_template = "admin/outgoing/delivery/change_form.html"
    list_display = ["happened", "standing", "about", "receiver", "tries", "last_answer"]
    list_display_links = ["happened"]
    list_select_related = ["event", "receiver"]
    list_filter = ["state", "event__kind", "receiver"]
    linked_by = ["event__about"]
    actions = ["send_again"]
    fieldsets = [(None, {"fields": []})]  # the page says it in words of its own

    def get_queryset(self, request):
        last = Attempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
        return (
            super()
            .get_queryset(request)
            .select_related("event", "receiver")
            .annotate(
                last_status=Subquery(last.values("status")[:1]),
                last_problem=Subquery(last.values("problem")[:1]),
            )
        )

    def get_changelist(self, request, **kwargs):
        return Log

    def has_resend_permission(self, request):
        return request.user.has_perm("outgoing.resend_delivery")

    def changelist_view(self, request, extra_context=None):
        if request.method == "GET" and delivering.is_idle(timezone.now()):
            self.message_user(
                request,
                gettext(
                    "Messages wait and nothing sends them. Ask whoever runs the server to start “manage.py deliver”."
                ),
                messages.WARNING,
            )
        return super().changelist_view(request, extra_context)

    # Columns

    @admin.display(description=_("event"), ordering="event")
    def happened(self, delivery):
        local = timezone.localtime(delivery.event.at)
        return format_html(
            '{} <bdi class="log-time">{}</bdi>',
            delivery.event.get_kind_display(),
            f"{shown_date(local.date())}، {in_house_digits(f'{local:%H:%M:%S}')}",
        )

    @admin.display(description=_("story"))
    def about(self, delivery):
        if not delivery.thing:
            return delivery.event.about
        return format_html('<a href="{}">{}</a>', delivery.thing_url, delivery.thing)

    @admin.display(description=_("state"), ordering="state")
    def standing(self, delivery):
        return format_html(
            '<span class="delivery-state delivery-{}">{}</span>', delivery.state, delivery.get_state_display()
        )

    @admin.display(description=_("last answer"))
    def last_answer(self, delivery):
        return (
            delivery.last_status or Attempt.Problem(delivery.last_problem or "").label
            if delivery.tries
            else "—"
        )

    # Doing

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/resend/", view(self.resend_view), name="outgoing_delivery_resend"),
            path("events/<int:pk>/cancel/", view(self.cancel_view), name="outgoing_event_cancel"),
            *super().get_urls(),
        ]

    @admin.action(description=_("Send again"), permissions=["resend"])
    def send_again(self, request, queryset):
        sent, refused = 0, []
        for delivery in queryset:
            if not may_direct(request.user, delivery.event.about):
                refused += [str(OTHERS)]
                continue
            try:
                delivering.resend(delivery, timezone.now())
                sent += 1
            except ValidationError as error:
                refused += error.messages
        if sent:
            self.message_user(request, _in_line(sent), messages.SUCCESS)
        for text in dict.fromkeys(refused):
            self.message_user(request, text, messages.ERROR)

    def resend_view(self, request, pk):
        delivery = get_object_or_404(Delivery.objects.select_related("event"), pk=pk)
        here = reverse("admin:outgoing_delivery_change", args=[pk])

        def resend(now):
            goes = delivering.resend(delivery, now)
            if goes <= now:
                return _in_line(1)
            at = in_house_digits(f"{timezone.localtime(goes):%H:%M:%S}")
            return gettext("The message goes out at %(at)s. Until then it can be cancelled.") % {"at": at}

        return self._do(request, here, resend, delivery.event)

    def cancel_view(self, request, pk):
        event = get_object_or_404(Event, pk=pk)
        subject, thing = subject_of(event.about)
        here = subject.desk_url(thing) if subject else reverse("admin:outgoing_delivery_changelist")

        def cancel(now):
            told = delivering.cancel(event, request.user, now)
            return _cancelled(told)

        return self._do(request, here, cancel, event)

    def _do(self, request, here, verb, event):
        """Do what a button asks, by POST only, and go back with the words it answers or its error."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_resend_permission(request):
            raise PermissionDenied
        if not may_direct(request.user, event.about):
            raise PermissionDenied(OTHERS)
        try:
            done = verb(timezone.now())
        except delivering.AlreadyCancelled as error:  # what was wanted, and no fault
            self.message_user(request, " ".join(error.messages), messages.WARNING)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(request, done, messages.SUCCESS)
        return HttpResponseRedirect(here)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        extra = dict(extra_context or {})
        delivery = self.get_object(request, object_id) if object_id else None
        if delivery:
            name_things([delivery])
            is_held = (
                delivering.held(delivery.event.about, timezone.now()).filter(pk=delivery.event_id).exists()
            )
            extra |= {
                "title": gettext("Message"),
                "subtitle": None,
                "delivery": delivery,
                "attempts": delivery.attempts.all(),
                "can_resend": (directs := may_direct(request.user, delivery.event.about))
                and delivery.state != Delivery.State.WAITING,
                "can_cancel": directs and is_held,
            }
        return super().changeform_view(request, object_id, form_url, extra)


def _in_line(number):
    return ngettext(
        "%(number)d message is in line and will go out with the next delivery.",
        "%(number)d messages are in line and will go out with the next delivery.",
        number,
    ) % {"number": number}


def _cancelled(told):
    done = gettext("Cancelled. Put the story right, then send the message again from the log.")
    if not told:
        return done
    late = ngettext(
        "%(number)d receiver had been told before: correct the story or withdraw it.",
        "%(number)d receivers had been told before: correct the story or withdraw it.",
        told,
    ) % {"number": told}
    return f"{done} {late}"
