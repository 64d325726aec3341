"""Those who speak, as search engines may know them."""

from django.contrib.sitemaps import Sitemap

from people.models import Organization, Person


class PersonSitemap(Sitemap):
    limit = 10_000
    model = Person

    def __init__(self, now):
        self.now = now

    def items(self):
        return self.model.objects.public(self.now).order_by("-pk").only("name")

    def get_latest_lastmod(self):
        return None


class OrganizationSitemap(PersonSitemap):
    model = Organization
