"""The page of somebody who signs stories: who it is, and what of it readers can see."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from articles.models import Article, Contributor
from newsroom import pages


def stories_of(contributor, now):
    """The public stories that a contributor signed, in whichever roles; each once."""
    return Article.objects.public(now).filter(pk__in=contributor.bylines.values("article"))


def contributor_detail(request, pk, slug):
    now = request.now
    author = get_object_or_404(Contributor.objects.public(now).with_portrait(now), pk=pk)
    if elsewhere := pages.moved(request, author.get_absolute_url()):
        return elsewhere
    return render(
        request,
        "articles/contributor_detail.html",
        {
            "author": author,
            "page": pages.page_of(request, stories_of(author, now).for_cards(now).newest()),
            "data": {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": about(author)},
        },
    )


def contributor_json(request, pk, slug):
    """The same for other programs: who it is, and the newest stories, a page at a time."""
    now = request.now
    author = get_object_or_404(Contributor.objects.public(now).with_portrait(now), pk=pk)
    page = pages.page_of(request, stories_of(author, now).defer("body").newest(), 50)
    return JsonResponse(
        {
            **about(author),
            "stories": [
                {
                    "uid": story.uid,
                    "url": settings.SITE_ADDRESS + story.get_absolute_url(),
                    "headline": story.headline,
                    "language": story.language,
                    "published_at": story.visible_from.isoformat(),
                    "updated_at": story.updated_at.isoformat() if story.updated_at else None,
                }
                for story in page.rows
            ],
            "next": settings.SITE_ADDRESS + request.path + page.older if page.older else None,
        },
        json_dumps_params={"ensure_ascii": False},
    )


def about(author):
    """A schema.org Person of what readers can see."""
    photo = author.shown_portrait
    found = {
        "@type": "Person",
        "identifier": author.uid,
        "name": author.name,
        "url": settings.SITE_ADDRESS + author.get_absolute_url(),
        "description": author.biography,
        "image": settings.SITE_ADDRESS + photo.sharing_url if photo else "",
        "worksFor": {
            "@type": "NewsMediaOrganization",
            "name": settings.NEWSROOM_NAME,
            "url": settings.SITE_ADDRESS + reverse("home"),
        },
    }
    return {name: value for name, value in found.items() if value}
