"""The receivers, for the administrator: their form, a message to try them out, and the secret, shown once."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.seen_form import SeenForm
from newsroom.desk.two_editors import TwoEditors
from newsroom.outgoing import addresses, delivering
from newsroom.outgoing.models import Attempt, Event, Receiver

SECRET_OF = "secrets_of_receivers"  # in the session: the ids of those whose secrets are to be shown once
SHOWN_ONCE = _("The secret is shown once. If it was not copied, make a new one below.")


class ReceiverForm(SeenForm):
    kinds = forms.MultipleChoiceField(
        label=_("is told of"),
        choices=[choice for choice in Event.Kind.choices if choice[0] != Event.Kind.WITHDRAWN],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=Receiver._meta.get_field("kinds").help_text,
    )

    def clean_url(self):
        url = self.cleaned_data["url"]
        if "url" in self.changed_data:
            try:
                addresses.examine(url)
            except addresses.Refused as refused:
                raise ValidationError(refused.message) from None
        return url

    def clean(self):
        data = super().clean()
        if data.get("url") and data.get("is_active") and {"url", "is_active"} & {*self.changed_data}:
            self._refuse_second(data["url"])
        return data

    def _refuse_second(self, url):
        others = Receiver.objects.filter(is_active=True).exclude(pk=self.instance.pk)
        if twin := next((other for other in others if addresses.are_one(other.url, url)), None):
            text = _(
                "“%(name)s” receives messages at this address already, and every message would come twice. Change "
                "that receiver, or switch one of the two off."
            )
            self.add_error("url", ValidationError(text, params={"name": twin.name}, code="same_address"))


@admin.register(Receiver)
class ReceiverAdmin(TwoEditors, ArabicAdmin, admin.ModelAdmin):
    form = ReceiverForm
    change_form_template = "admin/outgoing/receiver/change_form.html"
    list_display = ["name", "is_active", "waits_for_breaking", "created_at"]
    list_filter = ["is_active"]
    search_fields = ["name"]
    fields = ["name", "url", "is_active", "waits_for_breaking", "kinds"]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "url":
            field.widget.attrs |= {"dir": "ltr", "class": "vURLField"}
        return field

    def get_deleted_objects(self, objs, request):
        """A receiver goes with the log of what it was sent."""
        to_delete, counts, _missing, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, set(), protected

    def last_saved(self, obj):
        # An answer “gone for good” switches a receiver off, and nobody saved that.
        by, at = super().last_saved(obj)
        return (None, obj.gone_at) if obj.gone_at and (at is None or at < obj.gone_at) else (by, at)

    def save_model(self, request, obj, form, change):
        if obj.is_active:
            obj.gone_at = None
        super().save_model(request, obj, form, change)

    def response_add(self, request, obj, post_url_continue=None):
        return self._to_secret(request, obj)

    def response_change(self, request, obj):
        if "_renew" in request.POST:
            obj.renew_secret(timezone.now())
            self.log_change(request, obj, gettext("New secret."))
            return self._to_secret(request, obj)
        if "_try" in request.POST:
            self._try_out(request, obj)
            return HttpResponseRedirect(request.path)
        return super().response_change(request, obj)

    def _try_out(self, request, receiver):
        """Send a test message and say what the receiver answered."""
        outcome = delivering.try_out(receiver, timezone.now())
        problem = str(Attempt.Problem(outcome.problem).label) if outcome.problem else ""
        result = ". ".join(filter(None, [str(outcome.status or ""), problem]))
        if outcome.problem:
            text = gettext("The test message was not taken after %(milliseconds)s ms: %(result)s")
        else:
            text = gettext("The test message was taken after %(milliseconds)s ms. Answer: %(result)s")
        text %= {"milliseconds": outcome.milliseconds, "result": result}
        if outcome.answer.strip():
            text = format_html(
                "{} {} <bdi>{}</bdi>", text, gettext("The receiver says:"), outcome.answer.strip()
            )
        self.log_change(request, receiver, gettext("Test message: %(result)s") % {"result": result})
        self.message_user(request, text, messages.ERROR if outcome.problem else messages.SUCCESS)

    def _to_secret(self, request, receiver):
        """A page of its own shows it, so that loading that one again makes no second receiver and no third secret."""
        request.session[SECRET_OF] = [*request.session.get(SECRET_OF, []), receiver.pk]
        return HttpResponseRedirect(reverse("admin:outgoing_receiver_secret", args=[receiver.pk]))

    def get_urls(self):
        view = self.admin_site.admin_view(self.secret_view)
        return [path("<int:pk>/secret/", view, name="outgoing_receiver_secret"), *super().get_urls()]

    def secret_view(self, request, pk):
        """The one page that ever shows a secret: once, to whoever has just made it."""
        receiver = get_object_or_404(Receiver, pk=pk)
        if not self.has_change_permission(request, receiver):
            raise PermissionDenied
        if request.method != "GET":
            return HttpResponseNotAllowed(["GET"])
        waiting = request.session.get(SECRET_OF, [])
        request.session[SECRET_OF] = [one for one in waiting if one != pk]
        if pk not in waiting:
            self.message_user(request, SHOWN_ONCE, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:outgoing_receiver_change", args=[pk]))
        response = self.page(
            request,
            "admin/outgoing/receiver/secret.html",
            title=gettext("The secret of “%(name)s”") % {"name": receiver.name},
            receiver=receiver,
        )
        response["Cache-Control"] = "private, no-store"
        return response
