"""What is peculiar to sources and contributors when two of them are one, and where names stand in stories.

What taking a merge back does to stories and their drafts is said in `articles.unmerging`.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Contributor, Place, Quote, Source
from articles.models.place import ways
from newsroom import merging
from people.merging import NamedRules
from people.models import Organization, Person


@merging.register
class SourceRules(NamedRules):
    model = Source

    def taken(self, winner, loser):
        """Also its web domains: a story taken from either is known by them."""
        domains = dict.fromkeys(f"{winner.domains},{loser.domains}".replace("،", ",").split(","))
        both = ", ".join(filter(None, map(str.strip, domains)))
        fits = both != winner.domains and len(both) <= Source._meta.get_field("domains").max_length
        return super().taken(winner, loser) | ({"domains": both} if loser.domains and fits else {})


@merging.register
class PlaceRules(NamedRules):
    model = Place

    def refusal(self, winner, loser):
        if loser not in winner.above:
            return ""
        return _(
            "%(winner)s lies within %(loser)s, and a place is not merged into what lies in it. If the two are "
            "one, correct first where %(winner)s lies; or keep the other one."
        ) % {"winner": f"«{winner.name}»", "loser": f"«{loser.name}»"}

    def taken(self, winner, loser):
        """Not where the other lies: all stories about it would move there, which is for its form to do."""
        found = super().taken(winner, loser)
        return {name: value for name, value in found.items() if name != "parent_id"}


@merging.register
class ContributorRules(merging.Rules):
    model = Contributor

    def warnings(self, winner, loser):
        if winner.name == loser.name:
            return []
        return [
            _("Stories signed “%(loser)s” are signed “%(winner)s” from now on.")
            % {"loser": loser, "winner": winner}
        ]


@merging.afterwards(Person)
def nobody_speaks_beside_himself(work, person):
    for row in Quote.co_speakers.through.objects.filter(person=person, quote__person=person):
        work.drop(row)


# The fields of a quote and of a story by which they name a row of these models.
QUOTE_NAMES = {
    Person: ("person", "co_speakers", "attributions__person", "tenure__person"),
    Organization: ("organization", "on_behalf_of", "attributions__organization"),
    Source: ("attributions__source", "attributions__citation__source"),
}
STORY_NAMES = {
    Source: ("citations__source",),
    Contributor: ("bylines__contributor",),
    Place: ways("places"),
}


@merging.shown_in
def stories_and_quotes(row):
    quotes, stories = {}, {}
    for name in QUOTE_NAMES.get(type(row), ()):
        quotes |= {quote.pk: quote for quote in Quote.objects.filter(**{name: row}).only("pk", "article")}
    wanted = [Q(**{name: row}) for name in STORY_NAMES.get(type(row), ())]
    wanted += [Q(**{f"quotes__{name}": row}) for name in QUOTE_NAMES.get(type(row), ())]
    public = Article.objects.stories().filter(first_published_at__isnull=False).only("pk")
    for condition in wanted:
        stories |= {story.pk: story for story in public.filter(condition)}
    if isinstance(row, Place):  # by which a search for statements is narrowed too
        quotes = {
            quote.pk: quote for quote in Quote.objects.filter(article__in=stories).only("pk", "article")
        }
    return [*quotes.values(), *stories.values()]
