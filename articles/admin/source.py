from django.contrib import admin

from articles.models import Citation, Occasion, Quote, Source, SourceName
from newsroom.desk.admin import ArabicAdmin, SeenByReaders
from newsroom.desk.folded import FoldedSearch, FoldedTexts
from newsroom.desk.inlines import ArabicInline
from newsroom.merging.desk import Mergeable, Used
from people.desk import WarnsOfDoubles


class SourceNameInline(ArabicInline, admin.TabularInline):
    model = SourceName
    extra = 0
    fields = ["name", "kind"]


@admin.register(Source)
class SourceAdmin(WarnsOfDoubles, Mergeable, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    folded = ("key", "names__key")
    plain = ("latin_name", "domains")
    inlines = [SourceNameInline]
    list_display = ["name", "latin_name", "kind", "organization"]
    list_select_related = ["organization"]
    list_filter = ["kind"]
    autocomplete_fields = ["organization"]
    fields = ["name", "latin_name", "kind", "organization", "website", "domains", "description"]


@admin.register(Citation)
class CitationAdmin(SeenByReaders, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["__str__", "article", "published_on"]
    search_fields = ["title", "url", "source__name", "source__latin_name"]
    autocomplete_fields = ["article", "source"]
    fields = ["article", "source", "title", "url", "published_on", "accessed_on"]

    def shown(self, obj, now):
        return obj.article.is_public(now)

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source", "article")


@admin.register(Occasion)
class OccasionAdmin(Used, SeenByReaders, FoldedTexts, ArabicAdmin, admin.ModelAdmin):
    list_display = ["title", "kind", "on", "place"]
    list_filter = ["kind"]
    search_fields = ["title", "place", "on"]
    autocomplete_fields = ["host"]
    fields = ["kind", "title", "on", "place", "host"]

    def shown(self, obj, now):
        return Quote.objects.public(now).filter(occasion=obj).exists()
