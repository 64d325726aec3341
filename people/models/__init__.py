"""Who speaks, and in which capacity on which day; this is only the face."""

from people.models.named import Named, NamedQuerySet, OtherName
from people.models.organization import Organization, OrganizationName
from people.models.person import Held, Person, PersonName
from people.models.position import Position, Tenure

__all__ = [
    "Held",
    "Named",
    "NamedQuerySet",
    "Organization",
    "OrganizationName",
    "OtherName",
    "Person",
    "PersonName",
    "Position",
    "Tenure",
]
