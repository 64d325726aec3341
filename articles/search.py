"""Stories, quotes, sources, occasions and tags as documents."""

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from articles import facets
from articles.models import Article, Occasion, Place, Quote, QuoteState, Source
from newsroom.search import Index, register
from people.heard import window, windows


def _tags(of):
    """As a list: into its manager taggit would put a query of its own for each story of a batch."""
    return Prefetch(of, to_attr="indexed_tags")


def _places(of):
    return Prefetch(of, Place.objects.with_above(), to_attr="indexed_places")


@register
class StoryIndex(Index):
    kind, model, label = "story", Article, _("Stories")
    starts = 3
    ordering = ("visible_from", "pk")

    def queryset(self):
        said = Quote.objects.filter(state=QuoteState.CONFIRMED).select_related("person")
        said = said.defer("sentence", "words", "letters", "candidates")
        return Article.objects.filter(visible_from__isnull=False).prefetch_related(
            _tags("tags"), _places("places"), "citations", Prefetch("quotes", said, "said"),
            "said__co_speakers", "said__attributions__citation",
        )  # fmt: skip

    def public(self, now):
        return Article.objects.public(now).only("draft_of", "headline", "short_headline", "language")

    def title(self, article):
        return article.headline

    def names(self, article):
        named = [*article.indexed_tags, *article.indexed_places]
        return [article.kicker, article.short_headline, *(row.name for row in named)]

    def body(self, article):
        return f"{article.standfirst}\n{article.text}"

    def date(self, article):
        return article.visible_from

    def facets(self, article):
        found = facets.of_article(article)
        for quote in article.said:
            for name, values in facets.of_quote(quote).items():
                found.setdefault(name, []).extend(values)
        found.setdefault("source", []).extend(citation.source_id for citation in article.citations.all())
        return found

    def window(self, article):
        return article.visible_from, article.visible_until


@register
class QuoteIndex(Index):
    kind, model, label = "quote", Quote, _("Statements")
    ordering = ("article__visible_from", "pk")

    def queryset(self):
        return (
            Quote.objects.filter(state=QuoteState.CONFIRMED, article__visible_from__isnull=False)
            .select_related("person", "organization", "article")
            .prefetch_related(
                "co_speakers", "attributions__citation", _tags("article__tags"), _places("article__places")
            )
            .defer("article__body")
        )

    def public(self, now):
        return Quote.objects.public(now).for_cards(now)

    def title(self, quote):
        return quote.public_speaker_name

    def body(self, quote):
        """An indirect statement and a mixed quote stand here with their whole sentence."""
        return "\n".join(filter(None, [quote.sentence or quote.words, quote.original_words]))

    def date(self, quote):
        return quote.article.visible_from

    def facets(self, quote):
        return facets.of_article(quote.article) | facets.of_quote(quote)

    def window(self, quote):
        return quote.article.visible_from, quote.article.visible_until


@register
class SourceIndex(Index):
    kind, model, label = "source", Source, _("Sources")
    starts, named = 6, True

    def queryset(self):
        quotes = Quote.objects.filter(state=QuoteState.CONFIRMED, article__visible_from__isnull=False)
        articles = Article.objects.filter(visible_from__isnull=False)
        return Source.objects.annotate(
            **windows(quotes, ("attributions__source", "attributions__citation__source"), "article__"),
            **windows(articles, ("citations__source",)),
        ).prefetch_related("names")

    def title(self, source):
        return source.name

    def names(self, source):
        return [source.latin_name, *(other.name for other in source.names.all())]

    def body(self, source):
        return source.description

    def window(self, source):
        return window(source)


@register
class OccasionIndex(Index):
    kind, model, label = "occasion", Occasion, _("Occasions")
    starts = 6

    def queryset(self):
        quotes = Quote.objects.filter(state=QuoteState.CONFIRMED, article__visible_from__isnull=False)
        return Occasion.objects.annotate(**windows(quotes, ("occasion",), "article__"))

    def title(self, occasion):
        return occasion.title

    def body(self, occasion):
        return occasion.place

    def window(self, occasion):
        return window(occasion)
