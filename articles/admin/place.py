"""The places that stories are about: their list, their form, and the filter that narrows the list of stories."""

from django.contrib import admin

from articles.models import Place, PlaceName, Quote
from newsroom.desk.admin import ArabicAdmin, SeenByReaders
from newsroom.desk.folded import FoldedSearch
from newsroom.desk.inlines import ArabicInline
from newsroom.merging.desk import Mergeable
from newsroom.search.refresh import refresh
from people.desk import WarnsOfDoubles


class PlaceNameInline(ArabicInline, admin.TabularInline):
    model = PlaceName
    extra = 0
    fields = ["name", "kind"]


@admin.register(Place)
class PlaceAdmin(WarnsOfDoubles, Mergeable, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    folded = ("key", "names__key")
    plain = ("latin_name", "code")
    inlines = [PlaceNameInline]
    list_display = ["name", "parent", "code", "latin_name"]
    autocomplete_fields = ["parent"]
    fields = ["name", "latin_name", "parent", "code"]

    def get_queryset(self, request):
        # Its name at the desk says what it lies in, and the list of that says it of that again.
        return super().get_queryset(request).select_related("parent__parent")

    def save_related(self, request, form, formsets, change):
        """Stories stand in the index under the names of their places and under all that these lie in."""
        super().save_related(request, form, formsets, change)
        if change and {"name", "parent"} & {*form.changed_data}:
            stories = form.instance.stories().filter(first_published_at__isnull=False)
            refresh([*stories.only("pk"), *Quote.objects.filter(article__in=stories).only("pk")])
