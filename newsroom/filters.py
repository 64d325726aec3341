"""The filters of the search page: each facet one value in the address, and the order."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from newsroom.search.facets import FACETS
from newsroom.search.index import REGISTRY
from newsroom.search.models import Entry

ORDERS = (("", _("Best match")), ("date", _("Newest")))


class FacetFilter(filters.CharFilter):
    """One value of a facet. The search engine applies it, so the queryset stays as it is."""

    def __init__(self, **kwargs):
        super().__init__(max_length=20, **kwargs)

    def filter(self, queryset, value):
        return queryset


class SearchFilter(filters.FilterSet):
    kind = filters.ChoiceFilter(method="untouched", choices=lambda: [(kind, kind) for kind in REGISTRY])
    section = FacetFilter()
    year = FacetFilter()
    speaker = FacetFilter()
    source = FacetFilter()
    tag = FacetFilter()
    place = FacetFilter()
    language = FacetFilter()
    said = FacetFilter()
    organization = FacetFilter()
    order = filters.ChoiceFilter(method="untouched", choices=ORDERS)

    class Meta:
        model = Entry
        fields = []

    def untouched(self, queryset, name, value):
        return queryset

    def chosen(self):
        """{facet: [value]} of those that the address names well; anything else is passed over."""
        self.form.is_valid()
        values = getattr(self.form, "cleaned_data", {})
        found = {name: values[name] for name in ("kind", *FACETS) if values.get(name)}
        return {
            name: [value] for name, value in found.items() if name == "kind" or FACETS[name].could_be(value)
        }

    @property
    def by_date(self):
        self.form.is_valid()
        return self.form.cleaned_data.get("order") == "date"
