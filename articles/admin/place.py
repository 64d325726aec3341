"""The places that stories are about: their list, their form, and the filter that narrows the list of stories."""

from urllib.parse import parse_qsl

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR
from django.forms import ModelChoiceField
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Place, PlaceName, Quote
from newsroom.desk.admin import ArabicAdmin, by_id
from newsroom.desk.folded import FoldedSearch
from newsroom.desk.inlines import ArabicInline
from newsroom.desk.seen import SeenByReaders
from newsroom.desk.widgets import OneOfMany
from newsroom.fields import could_be_id
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
    linked_by = by_id("parent")
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


class PlaceFilter(admin.SimpleListFilter):
    """Stories about a place or about what lies in it. Places are too many for a list of links: one is typed."""

    title = _("place")
    parameter_name = "place"
    template = "admin/articles/article/place_filter.html"

    widget = OneOfMany(Article._meta.get_field("places"), admin.site)

    def __init__(self, request, params, model, model_admin):
        super().__init__(request, params, model, model_admin)
        self.field = ModelChoiceField(
            Place.objects.select_related("parent"), required=False, widget=self.widget
        )
        asked = self.value() or ""
        self.place = self.field.queryset.filter(pk=asked).first() if could_be_id(asked) else None

    def lookups(self, request, model_admin):
        return ()

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return self.place.stories(queryset) if self.place else queryset.none()

    def choices(self, changelist):
        without = changelist.get_query_string(remove=[self.parameter_name, PAGE_VAR])
        self.beside = parse_qsl(without.removeprefix("?"), keep_blank_values=True)
        yield {"selected": not self.value(), "query_string": without, "display": _("All")}
        if self.place:
            here = changelist.get_query_string({self.parameter_name: self.place.pk}, [PAGE_VAR])
            yield {"selected": True, "query_string": here, "display": self.place}

    @property
    def box(self):
        chosen = self.place and self.place.pk
        return self.field.widget.render(self.parameter_name, chosen, {"aria-label": self.title})
