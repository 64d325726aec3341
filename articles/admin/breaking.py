"""The box for breaking news: on every page of the admin one line, and on its own page when something is wrong."""

from functools import wraps

from django import forms
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import breaking, workflow
from articles.admin.forms import say_in
from articles.models import Section
from newsroom.desk.kept import kept_no_longer
from newsroom.desk.opened import ask_once, opened_still


class BreakingForm(forms.Form):
    line = forms.CharField(
        label=_("breaking news"),
        strip=False,
        required=False,
        widget=forms.TextInput(
            {
                "dir": "auto",
                "class": "vTextField",
                "autofocus": True,
                "autocomplete": "off",
                "data-kept": "breaking",
            }
        ),
        help_text=_("One line. It is public at once as a headline; the story grows at the same address."),
    )
    section = forms.ModelChoiceField(
        Section.objects.none(), label=_("section"), required=False, empty_label=None,
        error_messages={"invalid_choice": _("This section is not of your desk, or is gone. Choose one of these.")},
    )  # fmt: skip
    minutes = forms.TypedChoiceField(
        label=_("on the strip for"),
        coerce=int,
        empty_value=breaking.STRIP,
        required=False,
        choices=[
            (15, _("a quarter of an hour")),
            (30, _("half an hour")),
            (60, _("an hour")),
            (180, _("three hours")),
        ],
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = breaking.sections_for(user)


WAITS = "breaking_line"  # in a session: what was sent when nobody was logged in
MOST = 5000  # letters of it
NOT_OUT = _(
    "Nothing was published: your login had ended before the line arrived. Look at it, then publish it."
)


def through_a_login(view):
    """Who was logged out meanwhile finds the line that he sent in the form again, behind the login, until it is out."""

    @wraps(view)
    def answered(request):
        if request.method == "POST" and not request.user.is_authenticated:
            request.session[WAITS] = request.POST.get("line", "")[:MOST]
            return redirect_to_login(request.path, reverse("admin:login"))
        return view(request)

    return answered


def _with_its_story(error):
    change = reverse("admin:articles_article_change", args=[error.story.pk])
    return format_html('{} <a href="{}">{}</a>', error.message, change, error.story)


def view(model_admin, request):
    """Publish the posted line; on a refusal the page shows what was typed and what to do."""
    if not workflow.may(request.user, "publish"):
        raise PermissionDenied
    line = request.session.get(WAITS, "") if request.method == "GET" else ""
    initial = {"section": breaking.section_of(request.user), "minutes": breaking.STRIP, "line": line}
    if line:
        model_admin.message_user(request, NOT_OUT, messages.WARNING)
    # The box on every page sends the line alone; what else holds is shown, should the line be refused.
    data = {
        "section": getattr(initial["section"], "pk", ""),
        "minutes": breaking.STRIP,
        **request.POST.dict(),
    }
    form = BreakingForm(data if request.method == "POST" else None, initial=initial, user=request.user)
    try:
        ask_once(request, model_admin.admin_site)
    except ValidationError as error:
        form.add_error("line", error)
    is_out = False
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            story = breaking.publish(
                data["line"], request.user, data["section"], data["minutes"] or breaking.STRIP
            )
        except breaking.Repeated as error:
            form.add_error("line", _with_its_story(error))
            is_out = True  # no page goes on to say that a line waits
        except ValidationError as error:
            say_in(form, error, "line")
        except PermissionDenied as error:  # his desk changed at this moment; what he typed stays
            form.add_error("line", str(error))
        else:
            request.session.pop(WAITS, None)
            change = reverse("admin:articles_article_change", args=[story.pk])
            model_admin.message_user(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    gettext("Published in “%(section)s”. Write the story here as it comes in.")
                    % {"section": story.section}
                    if story.section
                    else gettext("Published. Write the story here as it comes in."),
                    story.get_absolute_url(),
                    gettext("See it on the site"),
                ),
                messages.SUCCESS,
            )
            return kept_no_longer(request, HttpResponseRedirect(change))
    page = model_admin.page(
        request,
        "admin/one_form.html",
        form=form,
        title=gettext("Breaking news"),
        opened_at=opened_still(request),
        button=gettext("Publish now"),
        sure=gettext("Publish this line to readers now?"),
    )
    return kept_no_longer(request, page, is_out)
