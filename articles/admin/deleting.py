"""Deleting stories: what goes with them, and the stock action, which deletes no words that it did not show."""

from django.contrib import admin, messages
from django.contrib.admin import actions
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Max
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import TaggedItem

from articles import locking, workflow
from articles.models import Article, Comment, Dismissal, Presence, State, StoryWarning, Unsent, Version

# Rows that the program writes for itself, which nobody weighs; and those that not everybody knows of.
SILENT = (Presence, Unsent, TaggedItem, Article.places.through, Comment, StoryWarning)

WRITTEN_BESIDE = _(
    "A colleague wrote something at this story a moment ago: in a quote, a comment or the reason for waiving a warning. "
    "Look at it as it is now, then do it again."
)


def stood(stories, user):
    """{id: what stood at a story}, for the page that asks whether it goes: the number of its last write and, of what
    takes no such number, how much there is and up to which. A quote that is saved is kept as a version; comments are
    those that this user sees, as `what_goes` counts them.
    """
    ids = [story.pk for story in stories]
    found = {pk: [str(locking.number(pk))] for pk in ids}
    for rows in (Version.objects, Dismissal.objects, Comment.objects.visible_to(user)):
        counted = rows.filter(article__in=ids).order_by().values("article")
        there = {one["article"]: one for one in counted.annotate(number=Count("pk"), last=Max("pk"))}
        for pk, said in found.items():
            said.append("{number}-{last}".format(**there[pk]) if pk in there else "0")
    return {pk: ".".join(said) for pk, said in found.items()}


def check(story, user, seen):
    """Lock a story; raises Stale unless `seen` is what stands at it by now."""
    locking.check(story, (seen or "").partition(".")[0])
    if seen != stood([story], user)[story.pk]:
        raise locking.Stale(WRITTEN_BESIDE)


def what_goes(to_delete, counts, stories, user):
    """What goes with stories, as Django tells it, without the rows that mean nothing to an editor.

    Of comments only how many this user sees: whoever deletes the story need not know what was said in confidence.
    """
    heads = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in SILENT)
    names = {model._meta.verbose_name_plural for model in SILENT}

    def kept(lines):
        found = [kept(one) if isinstance(one, list) else one for one in lines]
        return [one for one in found if one and not str(one).startswith(heads)]

    left = {name: number for name, number in counts.items() if name not in names}
    if said := Comment.objects.visible_to(user).filter(article__in=stories).count():
        left[Comment._meta.verbose_name_plural] = said
    return kept(to_delete), left


@admin.action(permissions=["delete"], description=actions.delete_selected.short_description)
def delete_selected(model_admin, request, queryset):
    if queryset.exclude(state=State.SPIKED).exists():
        said = gettext(
            "Only what was spiked is deleted. Spike these stories first: from there each can also be taken up again."
        )
        model_admin.message_user(request, said, messages.ERROR)
        return None
    if held := queryset.exclude(hold_reason="").first():
        said = f"«{held}»: {workflow.HELD % {'reason': held.hold_reason}}"
        model_admin.message_user(request, said, messages.ERROR)
        return None
    if not request.POST.get("post"):
        # Asked before the page is: what comes between the two is not shown, and counts as not seen.
        seen = stood(queryset, request.user)
        page = actions.delete_selected(model_admin, request, queryset)
        page.context_data["stood"] = seen
        return page
    seen = dict(value.partition(":")[::2] for value in request.POST.getlist("_seen"))
    with transaction.atomic():
        try:
            for story in queryset:
                if model_admin.has_delete_permission(request, story):  # else the stock action refuses it
                    check(story, request.user, seen.get(str(story.pk)))
        except ValidationError as error:
            said = f"«{story}»: {' '.join(error.messages)}"
            model_admin.message_user(request, said, messages.ERROR)
            return None
        return actions.delete_selected(model_admin, request, queryset)
