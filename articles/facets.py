"""By what readers narrow a search: section, year, speaker, source, tag, place, kind of quote, organization."""

from bisect import bisect_left
from functools import lru_cache

from django.db import connections, router
from django.db.models import Count, Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.models import Tag

from articles.models import Article, Kind, Language, Place, PlaceName, Section, Source
from articles.models.place import public_names
from newsroom.arabic import dates, fold
from newsroom.search.facets import Facet, register_facet
from people.filters import bears
from people.models import Organization, Person

MOST = 50
LAST_PLACE = f"SELECT max(id) FROM {Place._meta.db_table}"
FEW = 3  # of the tags, and of the places, that begin so are suggested


def of_article(article):
    """The facets that a story and each of its quotes have in common."""
    year = timezone.localdate(article.visible_from).year if article.visible_from else None
    return {
        "section": [article.section_id] if article.section_id else [],
        "year": [year] if year else [],
        "tag": [tag.pk for tag in article.indexed_tags],
        "place": [row.pk for place in article.indexed_places for row in (place, *place.above)],
        "language": [article.language],
    }


def of_quote(quote):
    """What a confirmed quote adds: who said it, for whom, and through whom we know it."""
    people = [quote.person, *quote.co_speakers.all()]
    steps = [
        step.source_id or (step.citation and step.citation.source_id) for step in quote.attributions.all()
    ]
    organizations = [pk for pk in (quote.organization_id, quote.on_behalf_of_id) if pk]
    return {
        "speaker": [
            *(f"p{person.pk}" for person in people if person and person.is_public_figure),
            *([f"o{quote.organization_id}"] if quote.organization_id else []),
        ],
        "organization": organizations,
        "source": [pk for pk in steps if pk],
        "said": [quote.kind],
    }


@register_facet
class SectionFacet(Facet):
    name, label, words = "section", _("Section"), ("قسم",)

    def labels(self, values, now):
        return {str(pk): row.name for pk, row in Section.objects.in_bulk(values).items()}

    def named(self, text, now):
        key = fold.key(text)
        return [row.pk for row in Section.objects.all() if key and key in fold.key(row.name)]


@register_facet
class YearFacet(Facet):
    name, label, words = "year", _("Year"), ("سنة", "عام")
    values = "[0-9]{4}"

    def named(self, text, now):
        year = dates.latin_digits(text)
        return [year] if dates.is_partial(year) and len(year) == 4 else []


@register_facet
class SpeakerFacet(Facet):
    name, label, words = "speaker", _("Speaker"), ("قائل", "القائل", "متحدث", "المتحدث")
    values = "[po][0-9]{1,18}"

    def labels(self, values, now):
        return {
            f"{letter}{row.pk}": row.name
            for letter, model in (("p", Person), ("o", Organization))
            for row in model.objects.public(now).filter(pk__in=_numbers(letter, values)).only("pk", "name")
        }

    def named(self, text, now):
        if not fold.key(text):
            return []
        people = Person.objects.filter(bears(Person, text), is_public_figure=True)
        bodies = Organization.objects.filter(bears(Organization, text))
        return [f"p{pk}" for pk in people.values_list("pk", flat=True)[:MOST]] + [
            f"o{pk}" for pk in bodies.values_list("pk", flat=True)[:MOST]
        ]


@register_facet
class SourceFacet(Facet):
    name, label, words = "source", pgettext_lazy("facet", "Source"), ("مصدر", "المصدر")

    def labels(self, values, now):
        return {str(row.pk): row.name for row in Source.objects.public(now).filter(pk__in=values)}

    def named(self, text, now):
        named = Source.objects.filter(bears(Source, text))
        return list(named.values_list("pk", flat=True)[:MOST]) if fold.key(text) else []


@register_facet
class TagFacet(Facet):
    name, label, words = "tag", pgettext_lazy("facet", "Tag"), ("وسم", "الوسم")

    def labels(self, values, now):
        told = Tag.objects.filter(pk__in=values, article__in=Article.objects.public(now))
        return {str(tag.pk): tag.name for tag in told.distinct()}

    def named(self, text, now):
        key = fold.key(text)
        if not key:
            return []
        wanted = {name for name in Tag.objects.values_list("name", flat=True) if key in fold.key(name)}
        return list(Tag.objects.filter(name__in=wanted).values_list("pk", flat=True)[:MOST])

    def begun(self, keys, now):
        known = Tag.objects.aggregate(count=Count("pk"), last=Max("pk"))
        found = _beginning(_tags_by_key(known["count"], known["last"], _ten_minutes(now)), keys)
        if not found:
            return []
        shown = Article.objects.public(now).filter(tags=OuterRef("pk"))
        return list(Tag.objects.filter(Exists(shown), pk__in=found).values_list("name", flat=True)[:FEW])


@lru_cache(maxsize=1)
def _tags_by_key(count, last, moment):
    """[(folded name, id)] in order, read anew when a tag has come or gone, and every ten minutes."""
    return sorted((fold.key(name), pk) for pk, name in Tag.objects.values_list("pk", "name"))


@register_facet
class PlaceFacet(Facet):
    """What stories are about; a story about a city is one about its country."""

    name, label, words = "place", pgettext_lazy("facet", "Place"), ("مكان", "المكان")

    def labels(self, values, now):
        shown = public_names(now)
        return {value: shown[int(value)] for value in values if int(value) in shown}

    def named(self, text, now):
        """By a whole name, by the code, or else by a part of a name."""
        if not fold.key(text):
            return []
        shown = Place.objects.public(now)
        for rows in (
            shown.named(text),
            shown.filter(code__iexact=text.strip()),
            shown.filter(bears(Place, text)),
        ):
            if found := list(rows.values_list("pk", flat=True)[:MOST]):
                return found
        return []

    def begun(self, keys, now):
        with connections[router.db_for_read(Place)].cursor() as cursor:  # asked with every letter
            cursor.execute(LAST_PLACE)
            found = _beginning(_places_by_key(*cursor.fetchone(), _ten_minutes(now)), keys)
        shown = public_names(now) if found else {}
        return list(dict.fromkeys(shown[pk] for pk in found if pk in shown))[:FEW]


@lru_cache(maxsize=1)
def _places_by_key(last, moment):
    """The same of places, under any of their names; one that is gone is not shown."""
    return sorted([*Place.objects.values_list("key", "pk"), *PlaceName.objects.values_list("key", "place")])


@register_facet
class LanguageFacet(Facet):
    name, label, words = "language", _("Language"), ("لغة", "اللغة")
    values = "[a-z]{2,3}"

    def labels(self, values, now):
        return {value: label for value, label in Language.choices if value in values}

    def named(self, text, now):
        key = fold.key(text)
        return [value for value, label in Language.choices if key and key in (value, fold.key(str(label)))]


@register_facet
class SaidFacet(Facet):
    name, label = "said", _("Kind of quote")
    values = "[a-z]{1,20}"

    def labels(self, values, now):
        return {value: label for value, label in Kind.choices if value in values}


@register_facet
class OrganizationFacet(Facet):
    name, label, words = "organization", _("Organization"), ("جهة", "الجهة")

    def labels(self, values, now):
        return {str(row.pk): row.name for row in Organization.objects.public(now).filter(pk__in=values)}

    def named(self, text, now):
        named = Organization.objects.filter(bears(Organization, text))
        return list(named.values_list("pk", flat=True)[:MOST]) if fold.key(text) else []


def _beginning(rows, keys):
    """The ids of the first few of these (key, id) in order that begin with each of the keys."""
    found = []
    for key in keys:
        first = bisect_left(rows, (key,))
        found += [pk for name, pk in rows[first : first + FEW] if name.startswith(key)]
    return found


def _ten_minutes(now):
    return now.hour * 6 + now.minute // 10


def _numbers(letter, values):
    return [value[1:] for value in values if value[:1] == letter]
