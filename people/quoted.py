"""What the pages and the feed of a speaker list: public quotes, and the positions they teach us.

Quotes stand one floor up; their model is asked for, not imported.
"""

from django.db.models import Exists, Max, Min, OuterRef, Q, Subquery

from newsroom import pages
from people.models import Person, Tenure


def quotes_at(now):
    return Person.objects.quote_model().objects.public(now)


def of_person(person, now):
    """The public quotes of a person, alone or with others."""
    shared = quotes_at(now).filter(co_speakers=person).values("pk")
    return quotes_at(now).filter(Q(person=person) | Q(pk__in=shared))


def shown_tenures(now):
    """Positions readers may know of: with dates an editor wrote, or held in a public quote.

    A story under embargo may have taught us that somebody is a minister; so a tenure that stands on
    nothing else is not shown. `first` and `last` tell when public quotes name the position.
    """
    quotes = quotes_at(now).filter(tenure=OuterRef("pk"))
    dated = quotes.exclude(said_on="").order_by().values("tenure")
    return (
        Tenure.objects.filter(~Q(start="") | ~Q(end="") | Exists(quotes))
        .annotate(
            first=Subquery(dated.annotate(day=Min("said_on")).values("day")),
            last=Subquery(dated.annotate(day=Max("said_on")).values("day")),
        )
        .select_related("position__organization", "person")
    )


def relayed(now, size=5, **step):
    """The newest words of others that we know through somebody."""
    told = quotes_at(now).model.attributions.rel.related_model.objects.filter(**step)
    quotes = quotes_at(now).filter(pk__in=told.values("quote")).exclude(**step)
    return pages.newest_cards(quotes, size, now)
