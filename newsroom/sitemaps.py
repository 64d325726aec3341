"""The apps' sitemaps together, all of one moment."""

from django.contrib.sitemaps import views

from articles.sitemaps import (
    AuthorSitemap,
    OccasionSitemap,
    PageSitemap,
    PlaceSitemap,
    QuoteSitemap,
    SourceSitemap,
    StorySitemap,
)
from people.sitemaps import OrganizationSitemap, PersonSitemap

SITEMAPS = {
    "pages": PageSitemap,
    "stories": StorySitemap,
    "authors": AuthorSitemap,
    "places": PlaceSitemap,
    "people": PersonSitemap,
    "organizations": OrganizationSitemap,
    "quotes": QuoteSitemap,
    "occasions": OccasionSitemap,
    "sources": SourceSitemap,
}


def at(now):
    return {name: sitemap(now) for name, sitemap in SITEMAPS.items()}


def index(request):
    return views.index(request, at(request.now), sitemap_url_name="sitemap_section")


def section(request, section):
    return views.sitemap(request, at(request.now), section=section)
