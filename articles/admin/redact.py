"""Removing words for ever: enter them, see every place, confirm."""

import hashlib

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import redaction
from articles.models import Article
from newsroom.arabic import tidy
from newsroom.arabic.redact import Words, near
from newsroom.search import desk
from newsroom.search.engines import engine_for_writing

OTHERS = 20  # further stories that are named


class RedactionForm(forms.Form):
    words = forms.CharField(
        label=_("Words to remove"), max_length=2000, widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=_(
            "One name or expression a line, each in every way it is written: the full name, the family name "
            "alone, the Latin spelling. Alef, hamza, ya, ta marbuta and vowel signs may differ."
        ),
    )  # fmt: skip
    attached = forms.BooleanField(
        label=_("also with و، ف، ب، ل or ك, or the alef of the accusative, written onto the word"),
        required=False,
        initial=True,
    )
    by = forms.CharField(
        label=_("What takes their place"), max_length=60, initial="[حُجب]",
        widget=forms.TextInput({"dir": "auto", "class": "vTextField"}), help_text=_("For example: [حُجب], or: the witness."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("reason"), max_length=300, widget=forms.TextInput({"dir": "auto", "class": "vTextField"}),
        help_text=_("The log keeps it, so without the words themselves. For example: court order 12/2026."),
    )  # fmt: skip

    def clean_by(self):
        by = self.cleaned_data["by"]
        if tidy.has_bidi_control(by):
            raise ValidationError(_("Type this instead of pasting it: it holds an invisible character."))
        return tidy.line(by)

    def clean(self):
        data = super().clean()
        if "words" in data:
            data["pattern"] = Words(data["words"], data.get("attached", False))
            if not data["pattern"]:
                self.add_error("words", _("Write the words to remove, one name or expression a line."))
            for name in ("by", "reason"):
                if data["pattern"].find(data.get(name, "")):
                    self.add_error(name, _("The words to remove stand here too. Write something else."))
        return data


def view(model_admin, request, pk):
    """GET the form; POST shows the places, and with `confirmed` and the places unchanged removes them."""
    story = Article.objects.stories().filter(pk=pk).first()
    if story is None:
        raise Http404("no such story")
    if not request.user.has_perm("articles.redact_article"):
        raise PermissionDenied
    form = RedactionForm(request.POST or None)
    context = {
        "title": gettext("Remove words for ever from “%(headline)s”") % {"headline": story.headline},
        "story": story,
        "form": form,
        "log": story.redactions.select_related("by"),
    }
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        places = redaction.find(story, asked["pattern"], request.user)
        seen = _seal(places)
        if request.POST.get("seen") == seen and "_redact" in request.POST:
            if "confirmed" in request.POST:
                return _redact(model_admin, request, story, asked)
            context["problem"] = gettext("Tick that you have read the places, then remove the words.")
        elif "_redact" in request.POST:
            context["problem"] = gettext(
                "The places are not those you saw. Read them again, then remove the words."
            )
        context |= {
            "others": _others(story, asked["pattern"]),
            "near": _near(story, asked, request.user),
            "looked": True,
            "places": places,
            "number": redaction.total(places),
            "sees_all": redaction.sees_all(request.user),
            "seen": seen,
        }
    return model_admin.page(request, "admin/articles/article/redact.html", **context)


def _near(story, asked, user):
    """Names like these that stand there too: they stay, unless they are asked for."""
    names = [name for name in near(asked["words"]) if not asked["pattern"].find(name)]
    attached = asked["attached"]
    places = redaction.find(story, Words("\n".join(names), attached), user)
    said = {words for place in places for _before, words, _after in place.passages}
    return [name for name in names if any(map(Words(name, attached).find, said))]


def _others(story, words):
    """Further stories that say these words, as far as the index knows; each is a decision of its own."""
    found = {pk for key in words.keys for pk in desk.ids("story", f"«{key}»")} - {story.pk}
    return Article.objects.stories().filter(pk__in=found).only("headline").order_by("-pk")[:OTHERS]


def _seal(places):
    return hashlib.sha256(repr(places).encode()).hexdigest()


def _redact(model_admin, request, story, asked):
    try:
        done = redaction.redact(story, asked["pattern"], asked["by"], asked["reason"], request.user)
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
    else:
        number = done.places if done else 0
        said = ngettext(
            "The words are removed from %(number)d place.",
            "The words are removed from %(number)d places.",
            number,
        )
        model_admin.message_user(request, said % {"number": number}, messages.SUCCESS)
        if number and not engine_for_writing().forgets:
            said = gettext(
                "Nothing finds them any more. Whoever runs the site should run “rebuild_index”, so that the bare "
                "words leave the file of the search index too."
            )
            model_admin.message_user(request, said, messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_article_redact", args=[story.pk]))
