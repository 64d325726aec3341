"""What is peculiar to sources, places and contributors when two of them are one, and which stories and quotes show them.

What taking a merge back does to stories and their drafts is said in `articles.unmerging`.
"""

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.models import Article, Contributor, Place, Quote, Source
from articles.ways import stories_with, ways
from newsroom import merging
from people.merging import NamedRules
from people.models import Person


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


@merging.takes_part
class ShownInStories(merging.Events):
    def shown_in(self, row):
        found = ways(type(row))
        public = Article.objects.stories().filter(first_published_at__isnull=False).only("pk")
        stories = {story.pk: story for rows in stories_with([row.pk], found, public) for story in rows}
        said = [Q(**{way.from_a_quote: row}) for way in found if way.from_a_quote]
        if isinstance(row, Place):  # by which a search for statements is narrowed too
            said = [Q(article__in=stories)]
        named = Quote.objects.only("pk", "article")
        quotes = {quote.pk: quote for condition in said for quote in named.filter(condition)}
        return [*quotes.values(), *stories.values()]

    def afterwards(self, work, winner):
        """Nobody speaks beside himself."""
        if isinstance(winner, Person):
            for row in Quote.co_speakers.through.objects.filter(person=winner, quote__person=winner):
                work.drop(row)
