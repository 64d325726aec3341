"""What search engines may know of: stories, their authors and places, quotes, occasions, sources, each as it is public at `now`."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from articles.models import Article, Contributor, Occasion, Place, Quote, Section, Source


class SitemapAt(Sitemap):
    """The public rows of `model` at one moment. The index names no last change: it would read every row."""

    model = None
    limit = 10_000

    def __init__(self, now):
        self.now = now

    def items(self):
        return self.model.objects.public(self.now).order_by("-pk")

    def get_latest_lastmod(self):
        return None


class StorySitemap(SitemapAt):
    model = Article

    def items(self):
        return super().items().only("headline", "short_headline", "visible_from", "updated_at", "draft_of")

    def lastmod(self, story):
        return story.updated_at or story.visible_from


class QuoteSitemap(SitemapAt):
    model = Quote

    def items(self):
        return super().items().only("pk")


class AuthorSitemap(SitemapAt):
    model = Contributor

    def items(self):
        return super().items().only("name")


class PlaceSitemap(SitemapAt):
    model = Place

    def items(self):
        return super().items().only("name")


class OccasionSitemap(SitemapAt):
    model = Occasion


class SourceSitemap(SitemapAt):
    model = Source


class PageSitemap(SitemapAt):
    """The lists, and the sections."""

    NAMES = ("home", "quote_list", "person_list", "source_list", "correction_list", "about")

    def items(self):
        addresses = [reverse(name) for name in self.NAMES]
        return addresses + [section.get_absolute_url() for section in Section.objects.shown()]

    def location(self, address):
        return address
