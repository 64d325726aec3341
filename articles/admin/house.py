from django.contrib import admin
from taggit import admin as taggit_admin
from taggit.models import Tag

from articles.models import Contributor, Correction, Section
from newsroom.desk.admin import ArabicAdmin, SeenByReaders
from newsroom.desk.folded import FoldedTexts
from newsroom.merging.desk import Mergeable, Used

assert taggit_admin  # imported for its registration, which ours replaces
admin.site.unregister(Tag)


@admin.register(Section)
class SectionAdmin(Used, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["name", "slug", "order"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["editors"]
    fields = ["name", "slug", "order", "description", "editors"]


@admin.register(Contributor)
class ContributorAdmin(Mergeable, SeenByReaders, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["name", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    autocomplete_fields = ["user", "photo"]
    fields = ["name", "user", "photo", "biography"]


@admin.register(Tag)
class TagAdmin(Used, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    """Without taggit's own page for merging, which asks nobody for permission."""

    list_display = ["name", "slug"]
    search_fields = ["name"]
    ordering = ["name"]
    fields = ["name", "slug"]


@admin.register(Correction)
class CorrectionAdmin(FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["__str__", "article", "issued_at"]
    list_select_related = ["article"]
    list_filter = ["kind"]
    search_fields = ["text", "article__headline"]
    autocomplete_fields = ["article", "quote"]
    fields = ["article", "quote", "kind", "text", "issued_at"]
    date_hierarchy = None

    def save_model(self, request, obj, form, change):
        from articles import publicity

        super().save_model(request, obj, form, change)
        publicity.refresh(obj.article)
