from django.contrib import admin
from taggit.admin import TagAdmin as TaggitAdmin
from taggit.models import Tag

from articles.models import Contributor, Correction, Section
from newsroom.desk.admin import ArabicAdmin

admin.site.unregister(Tag)


@admin.register(Section)
class SectionAdmin(ArabicAdmin, admin.ModelAdmin):
    list_display = ["name", "slug", "order"]
    search_fields = ["name", "slug"]
    fields = ["name", "slug", "order", "description"]


@admin.register(Contributor)
class ContributorAdmin(ArabicAdmin, admin.ModelAdmin):
    list_display = ["name", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    autocomplete_fields = ["user"]
    fields = ["name", "user", "biography"]


@admin.register(Tag)
class TagAdmin(ArabicAdmin, TaggitAdmin):
    inlines = []
    fields = ["name", "slug"]


@admin.register(Correction)
class CorrectionAdmin(ArabicAdmin, admin.ModelAdmin):
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
