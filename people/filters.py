"""The filter of the public list of people."""

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom.arabic import fold
from people.models import Person


class PersonFilter(filters.FilterSet):
    name = filters.CharFilter(label=_("Name"), method="named", max_length=100)

    class Meta:
        model = Person
        fields = []

    def named(self, people, name, value):
        return people.filter(bears(Person, value)) if fold.key(value) else people


def bears(model, value):
    """A condition on people, organizations or sources: one of their names holds `value` in any spelling."""
    key = fold.key(value)
    names = model._meta.get_field("names").related_model
    others = names.objects.filter(key__contains=key).values(model._meta.model_name)
    return Q(key__contains=key) | Q(pk__in=others) | Q(latin_name__icontains=value.strip())
