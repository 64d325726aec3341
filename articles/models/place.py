"""Where what stories tell of happened: a small list of countries, regions and cities, as sections are one."""

from functools import reduce

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import iso3166
from newsroom.arabic import dates
from newsroom.fields import LineField
from people.models import Named, NamedQuerySet, OtherName

LEVELS = 5  # a part of the world, a country, a region, a city, a quarter
MANY = 1000  # stories of a place


def ways(name=""):
    """The lookups from a place, or from what has places under `name`, to the ids of what it is and lies in."""
    start = [name] if name else []
    return ["__".join([*start, *["parent"] * steps]) or "pk" for steps in range(LEVELS)]


class PlaceCodeField(LineField):
    """A code of ISO 3166 in capitals; None for none, so that a code is borne once."""

    default_validators = [iso3166.check]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **{"max_length": 6, "null": True, "blank": True, "unique": True, **kwargs})

    def to_python(self, value):
        return dates.latin_digits(super().to_python(value) or "").upper() or None

    def pre_save(self, model_instance, add):
        value = self.to_python(getattr(model_instance, self.attname))
        setattr(model_instance, self.attname, value)
        return value


class PlaceQuerySet(NamedQuerySet):
    def within(self, place):
        """The place itself and all within it."""
        return self.filter(reduce(Q.__or__, (Q(**{way: place.pk}) for way in ways())))

    def with_above(self):
        """With the places that each is within, for `above`."""
        return self.select_related("__".join(["parent"] * (LEVELS - 1)))

    def told(self, now):
        """Those that a public story is about, themselves."""
        from articles.models import Article

        # One story of each will do; for an EXISTS PostgreSQL would gather all stories of all places.
        story = Article.objects.public(now).filter(places=OuterRef("pk")).order_by().values("pk")[:1]
        return self.order_by().alias(story=Subquery(story)).filter(story__isnull=False)

    def public(self, now):
        """Those that a public story is about, and what these lie in. Asks for their ids at once."""
        return self.filter(pk__in=public_names(now))


def public_names(now):
    """{id: name} of the places that readers may see, in one query."""
    names = ["name", *(f"{way}__name" for way in ways()[1:])]
    rows = Place.objects.told(now).values_list(*ways(), *names)
    found = {pk: name for row in rows for pk, name in zip(row[:LEVELS], row[LEVELS:], strict=True)}
    found.pop(None, None)
    return found


class Place(Named):
    """What a story is about (مكان): a country, a region, a city. Where it was written is its dateline."""

    code = PlaceCodeField(
        _("code"),
        error_messages={"unique": _("Another place has this code. Look at it, or correct the code.")},
        help_text=_("Of ISO 3166, where there is one: SY for a country, SY-DI for a part of one."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("lies in"),
        null=True,
        blank=True,
        related_name="children",
        help_text=_("The region of a city, the country of a region. Its page lists these stories too."),
    )

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("geography", "place")
        verbose_name_plural = pgettext_lazy("geography", "places")
        ordering = ["name", "pk"]

    def __str__(self):
        """With the place around it: there is more than one Tripoli."""
        return f"{self.name} ({self.parent.name})" if self.parent else self.name

    @property
    def above(self):
        """The places that it is within, the nearest first."""
        found, seen, place = [], {self.pk}, self.parent
        while place is not None and place.pk not in seen and len(found) < LEVELS:
            found.append(place)
            seen.add(place.pk)
            place = place.parent
        return found

    def stories(self, among=None):
        """The stories about it or about a place within it: of all, or of those `among` which they are."""
        from articles.models import Article

        among = Article.objects.all() if among is None else among
        within = list(Place.objects.within(self).values_list("pk", flat=True))
        named = Article.places.through.objects.filter(place__in=within)
        if named[:MANY].count() < MANY:
            return among.filter(pk__in=named.values("article"))
        # What half of all stories are about: their newest are looked for from the newest story on, or a
        # database would put all of them in order for each page.
        return among.filter(Exists(named.filter(article=OuterRef("pk"))))

    def clean(self):
        levels, above = self._levels(), self.parent_id
        while above and levels <= LEVELS:  # as it is stored: what was looked at before a merge has moved
            if above == self.pk:
                raise ValidationError({"parent": _("This place would lie within itself. Choose another.")})
            levels += 1
            above = Place.objects.filter(pk=above).values_list("parent", flat=True).first()
        if levels > LEVELS:
            raise ValidationError(
                {
                    "parent": _(
                        "Places lie within one another over five levels at most, such as a country, a region "
                        "and a city. Choose a place further up, or none."
                    )
                }
            )

    def _levels(self):
        """How many levels it takes with what is within it."""
        levels, ids = 0, [self.pk]
        while ids and levels <= LEVELS:
            levels += 1
            ids = list(Place.objects.filter(parent__in=ids).values_list("pk", flat=True)) if self.pk else []
        return levels


class PlaceName(OtherName):
    place = models.ForeignKey(
        Place, models.CASCADE, verbose_name=pgettext_lazy("geography", "place"), related_name="names"
    )

    class Meta:
        verbose_name = _("other name")
        verbose_name_plural = _("other names")
        constraints = [models.UniqueConstraint(fields=["place", "name"], name="place_bears_a_name_once")]
