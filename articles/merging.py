"""What is peculiar to sources and contributors when two of them are one, and where names stand in stories."""

from django.db.models import Q
from django.utils.translation import gettext as _

from articles import locking
from articles.models import Article, Attribution, Byline, Citation, Contributor, Place, Quote, Source
from articles.models.place import ways
from newsroom import merging
from newsroom.merging.absorbing import batches
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


# How rows of these lead to the story they are part of, and by what a draft's are known that repeat them.
IN_STORIES = {
    Quote: ("article", ["key"]),
    Attribution: ("quote__article", ["quote__key", "order"]),
    Quote.co_speakers.through: ("quote__article", ["quote__key"]),
    Byline: ("article", ["role"]),
    Article.places.through: ("article", []),
    Citation: ("article", []),  # a draft has none
}


@merging.before_undoing
def nobody_publishes_meanwhile(moved):
    """Who publishes, restores or edits at this moment has read who said what, and would write that back."""
    stories = set()
    for field, ids in moved.items():
        story, _names = IN_STORIES.get(field.model, ("", ()))
        for batch in batches(ids) if story else ():
            rows = field.model._base_manager.filter(pk__in=batch)
            stories.update(*rows.values_list(story, f"{story}__draft_of"))
    for batch in batches(sorted(stories - {None})):
        locking.lock_all(batch)


@merging.moved_back
def drafts_follow(field, ids, absorbed):
    """A draft that was opened since names the winner where the story named him; an older one has rows of its own that
    were moved.
    """
    story, names = IN_STORIES.get(field.model, ("", ()))
    if not story:
        return
    rows = field.model._base_manager
    later = {f"{story}__draft__created_at__gt": absorbed.merge.at}
    edited = rows.filter(**{"pk__in": ids, field.name: absorbed.object_id} | later)
    for pk, *values in edited.values_list(story, *names):
        repeated = {
            f"{story}__draft_of": pk,
            field.name: absorbed.into_id,
            **dict(zip(names, values, strict=True)),
        }
        # An update takes no conditions on other tables on every database.
        copies = list(rows.filter(**repeated).values_list("pk", flat=True))
        rows.filter(pk__in=copies).update(**{field.name: absorbed.object_id})


@merging.brought_back
def drafts_get_it_too(row, merge):
    """What a draft could not copy that was opened while the merge stood: a second signer, guest or place. Who was taken
    out of it since, as the one that both were, stays out.
    """
    later, winner = Article.objects.filter(created_at__gt=merge.at), merge.winner_id
    if isinstance(row, Byline):
        for draft in later.filter(
            draft_of=row.article_id, bylines__contributor=winner, bylines__role=row.role
        ):
            mine = {"article": draft, "contributor_id": row.contributor_id, "role": row.role}
            Byline.objects.get_or_create(**mine, defaults={"order": row.order})
    elif isinstance(row, Article.places.through):
        for draft in later.filter(draft_of=row.article_id, places=winner):
            draft.places.add(row.place_id)
    elif isinstance(row, Quote.co_speakers.through):
        said = row.quote
        copies = Quote.objects.filter(article__in=later.filter(draft_of=said.article_id), key=said.key)
        for quote in copies.filter(Q(person=winner) | Q(co_speakers=winner)).distinct():
            quote.co_speakers.add(row.person_id)


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
