"""What was said: the list with its filters, one quote with everything known of it, one occasion."""

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render

from articles.filters import QuoteFilter
from articles.models import Occasion, Quote, QuoteLink
from newsroom import pages
from people.models import Organization


def quote_list(request):
    now = request.now
    chosen = QuoteFilter(request.GET, Quote.objects.public(now), request=request)
    page = pages.quote_page(request, chosen.qs, now)
    return render(request, "articles/quote_list.html", {"filter": chosen, "page": page})


def quote_detail(request, pk):
    now = request.now
    found = pages.cards(Quote, [pk], now)
    if not found:
        raise Http404("no such public quote")
    [quote] = found
    same_occasion = []
    if quote.occasion_has_page:
        others = Quote.objects.public(now).filter(occasion=quote.occasion_id).exclude(pk=pk)
        same_occasion = pages.newest_cards(others, 6, now)
    return render(
        request,
        "articles/quote_detail.html",
        {
            "quote": quote,
            "corrections": quote.corrections.public(now).for_pages(),
            "answers": answers(quote, now),
            "same_occasion": same_occasion,
        },
    )


def answers(quote, now):
    """[(link, the public quote at its other end)] of those that deny, repeat or clarify this one, or it them."""
    links = list(QuoteLink.objects.filter(Q(from_quote=quote) | Q(to_quote=quote)))
    ends = [link.to_quote_id if link.from_quote_id == quote.pk else link.from_quote_id for link in links]
    others = {other.pk: other for other in pages.cards(Quote, ends, now)}
    return [(link, others[end]) for link, end in zip(links, ends, strict=True) if end in others]


def occasion_detail(request, pk, slug):
    now = request.now
    occasion = get_object_or_404(Occasion.objects.public(now).select_related("host"), pk=pk)
    if elsewhere := pages.moved(request, occasion.get_absolute_url()):
        return elsewhere
    quotes = Quote.objects.public(now).filter(occasion=occasion)
    return render(
        request,
        "articles/occasion_detail.html",
        {
            "occasion": occasion,
            "host_has_page": Organization.objects.public(now).filter(pk=occasion.host_id).exists(),
            "page": pages.quote_page(request, quotes, now),
        },
    )
