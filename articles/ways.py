"""By which ways a story shows a row of another kind, and so which stories are concerned when such a row changes.

Who asks: a merge (articles.merging), a hold (articles.by_name), the desk that has read a story (articles.vetting), and
whoever removes words for ever (articles.redaction.scope).
"""

from dataclasses import dataclass, field

from django.db.models import Q
from taggit.models import Tag

from articles.models import Contributor, Occasion, Place, QuoteState, Section, Source, place
from newsroom.photos.models import Photo
from people.models import Organization, Person, Position, Tenure


@dataclass(frozen=True)
class Way:
    lookup: str  # from a story to the row
    seen: Q = field(default_factory=Q)  # what holds of a story whose readers see the row so
    # The row stands on a page that the story leads to, not on its own or on that of a quote. It goes out with the story
    # all the same, so the desk looks at it; a hold and a merge are about what the story itself says.
    further: bool = False
    # The desk alone writes what stands there: no story goes back to the desk for it.
    by_the_desk: bool = False

    @property
    def from_a_quote(self):
        """The lookup from a quote of the story; "" where it leads through none."""
        return self.lookup.removeprefix("quotes__") if self.lookup.startswith("quotes__") else ""

    def to(self, ids):
        return Q(**{f"{self.lookup}__in": ids})


CONFIRMED = Q(quotes__state=QuoteState.CONFIRMED)
# What the story itself printed goes before what the records say.
UNPRINTED = CONFIRMED & Q(quotes__position_as_printed="")


def _quoted(*names, seen=CONFIRMED):
    return [Way(f"quotes__{name}", seen) for name in names]


def _replies(name):
    return Way(f"corrections__{name}", Q(corrections__issued_at__isnull=False), by_the_desk=True)


def _further(*lookups):
    return [Way(lookup, further=True) for lookup in lookups]


WAYS = {
    Person: [
        *_quoted("person", "co_speakers", "attributions__person", "tenure__person"), _replies("person"),
    ],
    Organization: [
        *_quoted("organization", "on_behalf_of", "attributions__organization"), _replies("organization"),
        *_further(
            "quotes__tenure__position__organization", "quotes__person__tenures__position__organization",
            "quotes__occasion__host", "citations__source__organization",
            "quotes__organization__parent", "quotes__tenure__position__organization__parent",
        ),
    ],
    Position: [*_quoted("tenure__position", seen=UNPRINTED), *_further("quotes__person__tenures__position")],
    Tenure: [*_quoted("tenure", seen=UNPRINTED), *_further("quotes__person__tenures")],
    Occasion: _quoted("occasion", "attributions__occasion"),
    Source: [*_quoted("attributions__source", "attributions__citation__source"), Way("citations__source")],
    Contributor: [Way("bylines__contributor")],
    Place: [Way(lookup) for lookup in place.ways("places")],
    Section: [Way("section", by_the_desk=True)],
    Tag: [Way("tags", by_the_desk=True)],
    Photo: [Way("photo_uses__photo"), *_further("quotes__person__photo", "bylines__contributor__photo")],
}  # fmt: skip


def ways(model):
    """Those by which a story itself, or a quote of it, shows rows of a model."""
    return [way for way in WAYS.get(model, ()) if not way.further]


def ways_read_at_the_desk(model):
    """Those by which a row of a model is part of what the desk reads with a story."""
    return [way for way in WAYS.get(model, ()) if not way.by_the_desk]


def stories_with(ids, by, among):
    """Of the stories `among`, those that show one of these rows: a query for each way, since a database finds each by
    an index of its own and all of them together by none.
    """
    return [among.filter(way.to(ids)) for way in by]
