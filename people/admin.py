"""People, organizations and positions at the desk."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.desk.admin import ArabicAdmin, by_id
from newsroom.desk.folded import FoldedSearch
from newsroom.desk.inlines import ArabicInline
from newsroom.desk.seen import SeenByReaders
from newsroom.merging.desk import Mergeable, Used, UsedInline
from people.desk import WarnsOfDoubles
from people.models import Organization, OrganizationName, Person, PersonName, Position, Tenure


class PersonNameInline(ArabicInline, admin.TabularInline):
    model = PersonName
    extra = 0
    fields = ["name", "kind"]


class OrganizationNameInline(ArabicInline, admin.TabularInline):
    model = OrganizationName
    extra = 0
    fields = ["name", "kind"]


class TenureInline(UsedInline, admin.TabularInline):
    model = Tenure
    extra = 0
    fields = ["position", "start", "end", "acting"]
    autocomplete_fields = ["position"]


@admin.register(Person)
class PersonAdmin(WarnsOfDoubles, Mergeable, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    folded = ("key", "names__key")
    plain = ("latin_name",)
    list_display = ["name", "latin_name", "is_public_figure"]
    list_filter = ["is_public_figure", "gender"]
    linked_by = by_id("photo")
    autocomplete_fields = ["photo"]
    inlines = [TenureInline, PersonNameInline]

    def shown(self, obj, now):
        """Also somebody without a page whom a public quote names: the tick would make the page. And who replied."""
        return Person.objects.heard(now).filter(pk=obj.pk).exists() or obj.replies.public(now).exists()

    fieldsets = [
        (None, {"fields": ["name", "latin_name", "gender", "is_public_figure"]}),
        (_("Profile"), {"fields": ["photo", "biography", "wikidata"], "classes": ["collapse"]}),
    ]


@admin.register(Organization)
class OrganizationAdmin(
    WarnsOfDoubles, Mergeable, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin
):
    folded = ("key", "names__key")
    plain = ("latin_name",)
    list_display = ["name", "latin_name", "kind", "parent"]
    linked_by = by_id("parent")
    list_select_related = ["parent"]
    list_filter = ["kind"]
    autocomplete_fields = ["parent"]
    inlines = [OrganizationNameInline]
    fields = ["name", "latin_name", "kind", "parent", "description", "website", "wikidata"]

    def shown(self, obj, now):
        """Also one without a page of its own that others name: as whose position, host, part or whole it is."""
        beside = Organization.objects.public(now).filter(Q(parent=obj) | Q(children=obj))
        return (
            super().shown(obj, now)
            or Person.objects.heard(now).filter(tenures__position__organization=obj).exists()
            or obj.occasions.public(now).exists()
            or obj.sources.public(now).exists()
            or obj.replies.public(now).exists()
            or beside.exists()
        )


@admin.register(Position)
class PositionAdmin(Used, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    folded = ("key", "organization__key")
    list_display = ["title", "title_feminine", "organization"]
    linked_by = by_id("organization")
    list_select_related = ["organization"]
    autocomplete_fields = ["organization"]
    fields = ["title", "title_feminine", "organization"]

    def shown(self, obj, now):
        # Also of who has no page: beside his words stands what he is.
        return Person.objects.heard(now).filter(tenures__position=obj.pk).exists()


@admin.register(Tenure)
class TenureAdmin(Used, SeenByReaders, FoldedSearch, ArabicAdmin, admin.ModelAdmin):
    stands_on_a_page = True  # its person's
    folded = ("person__key", "person__names__key", "position__key")
    plain = ("person__latin_name",)
    list_display = ["person", "position", "start", "end", "acting", "first_cited", "last_cited"]
    linked_by = by_id("person", "position")
    autocomplete_fields = ["person", "position"]
    readonly_fields = ["first_cited", "last_cited"]
    fields = ["person", "position", "start", "end", "acting", "first_cited", "last_cited"]

    def shown(self, obj, now):
        return Person.objects.heard(now).filter(pk=obj.person_id).exists()

    def get_queryset(self, request):
        # Its name is its person's and its position's.
        return super().get_queryset(request).select_related("person", "position")
