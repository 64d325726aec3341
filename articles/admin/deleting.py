"""Deleting several stories from the list: the stock action, which deletes no words that it did not show."""

from django.contrib import admin, messages
from django.contrib.admin import actions
from django.core.exceptions import ValidationError
from django.db import transaction

from articles import locking


@admin.action(permissions=["delete"], description=actions.delete_selected.short_description)
def delete_selected(model_admin, request, queryset):
    if not request.POST.get("post"):
        return actions.delete_selected(model_admin, request, queryset)
    seen = dict(value.partition(":")[::2] for value in request.POST.getlist("_seen"))
    with transaction.atomic():
        try:
            for story in queryset:
                if model_admin.has_delete_permission(request, story):  # else the stock action refuses it
                    locking.check(story, seen.get(str(story.pk)))
        except ValidationError as error:
            said = f"«{story}»: {' '.join(error.messages)}"
            model_admin.message_user(request, said, messages.ERROR)
            return None
        return actions.delete_selected(model_admin, request, queryset)
