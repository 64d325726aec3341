"""Signs and blanks of a story, and words the house writes otherwise: each with what would stand there, mended where it is ticked."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import locking, typesetting, vetting, wording
from articles.models import Article, PhotoUse

RULES = {
    "repeated_sign": _("the sign stands twice"),
    "dots": _("dots for the sign of omission"),
    "latin_comma": _("a Latin comma"),
    "latin_semicolon": _("a Latin semicolon"),
    "latin_question_mark": _("a Latin question mark"),
    "blank_before_sign": _("a blank before the sign"),
    "blank_in_marks": _("a blank inside the marks"),
    "no_blank_behind_sign": _("no blank behind the sign"),
    "no_blank_behind_stop": _("no blank behind the full stop"),
    "waw_apart": _("the waw stands apart from its word"),
    "straight_marks": _("typewriter's quotation marks"),
    wording.WARNING: _("the house writes it so"),
}


def view(model_admin, request, pk):
    """GET shows the slips of the row that is edited; POST mends those that are ticked."""
    story = Article.objects.stories().filter(pk=pk).first()
    if story is None:
        raise Http404("no such story")
    if not model_admin.has_change_permission(request, story):
        raise PermissionDenied
    if request.method == "POST":
        return _mend(model_admin, request, story)
    row = story.edited
    return model_admin.page(
        request,
        "admin/articles/article/typesetting.html",
        title=gettext("Signs and blanks of “%(headline)s”") % {"headline": story.headline},
        story=story,
        seen_version=locking.number(story),
        slips=[
            (slip, slip.note or RULES[slip.slip.rule], _label(slip.field)) for slip in typesetting.of(row)
        ],
        by_hand=[(rule, around, _label(field)) for field, rule, around in typesetting.by_hand(row)],
    )


def _label(field):
    """What the form calls the field a slip stands in."""
    model, name = (PhotoUse, "caption") if field.startswith(wording.CAPTION) else (Article, field)
    return model._meta.get_field(name).verbose_name


def _mend(model_admin, request, story):
    try:
        with transaction.atomic():
            number = typesetting.mend(
                story, set(request.POST.getlist("slip")), request.POST.get("seen_version"), request.user
            )
            reopened = vetting.reopen(story.edited, request.user)
    except ValidationError as error:
        model_admin.message_user(request, " ".join(error.messages), messages.ERROR)
        return HttpResponseRedirect(reverse("admin:articles_article_typesetting", args=[story.pk]))
    said = ngettext("%(number)d place is mended.", "%(number)d places are mended.", number)
    model_admin.message_user(request, said % {"number": number}, messages.SUCCESS)
    if reopened:
        model_admin.message_user(request, vetting.REOPENED, messages.WARNING)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
