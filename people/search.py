"""People and organizations as documents."""

from django.utils.translation import gettext_lazy as _

from newsroom.search import Index, register
from people.heard import window
from people.models import Organization, Person


class NamedIndex(Index):
    starts, named = 6, True

    def queryset(self):
        return self.model.objects.with_window().prefetch_related("names")

    def title(self, row):
        return row.name

    def names(self, row):
        return [row.latin_name, *(other.name for other in row.names.all())]

    def window(self, row):
        return window(row)


@register
class PersonIndex(NamedIndex):
    kind, model, label = "person", Person, _("People")
    family = True

    def queryset(self):
        return super().queryset().filter(is_public_figure=True).prefetch_related("tenures__position")

    def public(self, now):
        return Person.objects.public(now).with_portrait(now).prefetch_related("tenures__position")

    def body(self, person):
        # An undated position may be known from a story that nobody may read yet.
        positions = [
            tenure.position.titled(person.gender)
            for tenure in person.tenures.all()
            if tenure.start or tenure.end
        ]
        return "\n".join([*positions, person.biography])


@register
class OrganizationIndex(NamedIndex):
    kind, model, label = "organization", Organization, _("Organizations")

    def body(self, organization):
        return organization.description
