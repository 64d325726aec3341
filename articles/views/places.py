"""The page of a place: what we wrote about it and about what lies in it, and the way further in and out."""

from django.shortcuts import get_object_or_404, render

from articles.models import Article, Place
from articles.views import schema
from newsroom import pages


def place_detail(request, pk, slug):
    now = request.now
    shown = Place.objects.public(now)
    place = get_object_or_404(shown.with_above(), pk=pk)
    if elsewhere := pages.moved(request, place.get_absolute_url()):
        return elsewhere
    return render(
        request,
        "articles/place_detail.html",
        {
            "place": place,
            "called": Place._meta.verbose_name,
            "inside": shown.filter(parent=place),
            "page": pages.page_of(
                request, place.stories(Article.objects.public(now)).for_cards(now).newest()
            ),
            "data": {
                "@context": "https://schema.org",
                "@type": "CollectionPage",
                "url": schema.address(place),
                "about": schema.place(place),
            },
        },
    )
