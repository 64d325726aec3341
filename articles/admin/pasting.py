"""Pasting a plain story: it becomes a draft with its quotes proposed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from articles import importing
from articles.admin import twins
from articles.admin.deeds import found_message
from articles.admin.forms import ImportForm, say_in
from newsroom.desk.kept import kept_no_longer
from newsroom.desk.opened import ask_once, opened_still


def view(model_admin, request):
    if not model_admin.has_add_permission(request):
        raise PermissionDenied
    form = ImportForm(request.POST or None)
    try:
        ask_once(request, model_admin.admin_site)
    except ValidationError as error:
        form.add_error("text", error)
    if request.method == "POST" and form.is_valid():
        try:
            made = importing.import_story(
                form.cleaned_data["text"], form.cleaned_data["headline"], by=request.user
            )
        except ValidationError as error:
            say_in(form, error, "text")
        else:
            if twin := twins.of(request.user, made.article.headline, but=made.article):
                made.warnings.append(twins.told(twin))
            for warning in made.warnings:
                model_admin.message_user(request, warning, messages.WARNING)
            said = found_message(made.article.quotes.count())
            model_admin.message_user(request, said, messages.SUCCESS)
            change = reverse("admin:articles_article_change", args=[made.article.pk])
            return kept_no_longer(request, HttpResponseRedirect(change))
    return model_admin.page(
        request,
        "admin/one_form.html",
        form=form,
        title=gettext("Paste a story"),
        opened_at=opened_still(request),
        button=gettext("Make a draft and find its quotes"),
    )
