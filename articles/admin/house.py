from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit import admin as taggit_admin
from taggit.models import Tag

from articles import wording
from articles.models import Contributor, Section, WordRule
from newsroom.desk.admin import ArabicAdmin, by_id
from newsroom.desk.folded import FoldedTexts
from newsroom.desk.seen import SeenByReaders
from newsroom.desk.two_editors import TwoEditors
from newsroom.merging.desk import Mergeable, Used
from people.desk import WarnsOfDoubles

assert taggit_admin  # imported for its registration, which ours replaces
admin.site.unregister(Tag)


@admin.register(Section)
class SectionAdmin(Used, TwoEditors, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    is_kept = True
    list_display = ["name", "slug", "order"]
    search_fields = ["name", "slug"]
    colleagues = ["editors"]
    fields = ["name", "slug", "order", "description", "editors"]


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
