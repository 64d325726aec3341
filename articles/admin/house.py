from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggit_admin
from taggit.models import Tag

from articles import desks, wording
from articles.models import Contributor, Front, FrontSlot, Section, WordRule
from newsroom.arabic.lists import joined
from newsroom.desk.admin import ArabicAdmin, by_id
from newsroom.desk.folded import FoldedTexts
from newsroom.desk.seen import SeenByReaders
from newsroom.desk.two_editors import TwoEditors
from newsroom.merging.desk import InUse, Mergeable, Used
from people.desk import WarnsOfDoubles

assert taggit_admin  # imported for its registration, which ours replaces
admin.site.unregister(Tag)


UNLIMITED = _(
    "Named in no section now, and so at every desk: %(editors)s. If this was not meant, name them in a section, or stop "
    "their accounts."
)
UNLIMITED_BY_DELETION = _(
    "Without this section they would be named in none, and so work at every desk: %(editors)s. Name them in another section "
    "first, or take them out of this one."
)


@admin.register(Section)
class SectionAdmin(Used, TwoEditors, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    is_kept = True
    list_display = ["name", "slug", "order"]
    search_fields = ["name", "slug"]
    colleagues = ["editors"]
    fields = ["name", "slug", "order", "description", "editors"]

    def save_related(self, request, form, formsets, change):
        limited = desks.unlimited_without([form.instance]) if change else []
        super().save_related(request, form, formsets, change)
        named = set(form.instance.editors.values_list("pk", flat=True))
        if editors := [user for user in limited if user.pk not in named]:
            said = UNLIMITED % {"editors": joined(map(str, editors))}
            self.message_user(request, said, messages.WARNING)

    def get_deleted_objects(self, objs, request):
        """Its front, which was made when it was first opened and which nobody deletes by itself, goes with it; one that
        still has stories on it, or will have, is cleared first.
        """
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        placed = FrontSlot.objects.exclude(pinned_until__lte=timezone.now())
        full = Front.objects.filter(section__in=objs, pk__in=placed.values("front")).select_related("section")
        lines = [_clear_first(front) for front in full]
        if editors := desks.unlimited_without(objs):
            lines.append(UNLIMITED_BY_DELETION % {"editors": joined(map(str, editors))})
        if lines:
            protected = InUse([*protected, *lines])
        return to_delete, counts, missing - {Front._meta.verbose_name}, protected


def _clear_first(front):
    return format_html(
        '{} <a href="{}">{}</a>',
        gettext("Stories are placed on the front page of “%(section)s”. Take them down first.")
        % {"section": front.section},
        reverse("admin:articles_front_arrange", args=[front.pk]),
        gettext("Arrange this front page"),
    )


@admin.register(Contributor)
class ContributorAdmin(WarnsOfDoubles, Mergeable, SeenByReaders, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["name", "user"]
    linked_by = by_id("photo")
    list_select_related = ["user"]
    search_fields = ["name"]
    autocomplete_fields = ["photo"]
    colleagues = ["user"]
    fields = ["name", "user", "photo", "biography"]

    def get_fields(self, request, obj=None):
        """Whose name an account signs with, the desk says: breaking news is signed so at once."""
        return [
            name
            for name in super().get_fields(request, obj)
            if name != "user" or request.user.has_perm(self.desk_permission)
        ]


@admin.register(Tag)
class TagAdmin(Used, TwoEditors, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    """Without taggit's own page for merging, which asks nobody for permission."""

    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    fields = ["name", "slug"]


@admin.register(WordRule)
class WordRuleAdmin(TwoEditors, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    """Who changes a rule changes what is warned of: at once in what the desk is working on."""

    is_kept = True
    list_display = ["avoid", "write", "note", "spelling"]
    search_fields = ["avoid", "write", "note"]
    fields = ["avoid", "write", "note", "exact", "joined"]

    @admin.display(description=_("is found"), ordering="exact")
    def spelling(self, rule):
        return _("in exactly this spelling") if rule.exact else _("in any spelling")

    def save_model(self, request, obj, form, change):
        if change:
            wording.changed(WordRule.objects.get(pk=obj.pk), obj)
        super().save_model(request, obj, form, change)
        wording.look_again()

    def delete_model(self, request, obj):
        wording.forget(obj)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        wording.forget(*queryset)
        super().delete_queryset(request, queryset)
