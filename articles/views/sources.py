"""Where news was taken from, and what was taken."""

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render

from articles.models import Article, Quote, Source, Verification
from newsroom import pages
from people.models import Organization

KNOWN_BY_OURSELVES = [
    Verification.HEARD,
    Verification.RECORDING,
    Verification.DOCUMENT,
    Verification.CONFIRMED,
]


def source_list(request):
    sources = Source.objects.public(request.now).order_by("name", "pk")
    return render(request, "articles/source_list.html", {"page": pages.page_of(request, sources, 60)})


def source_detail(request, pk, slug):
    now = request.now
    source = get_object_or_404(Source.objects.public(now).select_related("organization"), pk=pk)
    if elsewhere := pages.moved(request, source.get_absolute_url()):
        return elsewhere
    stories = Article.objects.public(now).filter(citations__source=source).distinct()
    quotes = Quote.objects.public(now).filter(
        pk__in=Quote.objects.filter(
            Q(attributions__source=source) | Q(attributions__citation__source=source)
        ).values("pk")
    )
    return render(
        request,
        "articles/source_detail.html",
        {
            "source": source,
            "organization_has_page": Organization.objects.public(now)
            .filter(pk=source.organization_id)
            .exists(),
            "counts": quotes.aggregate(
                all=Count("pk"), second_hand=Count("pk", filter=~Q(verification__in=KNOWN_BY_OURSELVES))
            ),
            "story_count": stories.count(),
            "stories": stories.for_cards(now).newest()[:12],
            "page": pages.quote_page(request, quotes, now),
        },
    )
