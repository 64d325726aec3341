"""What a person says, for feed readers."""

from typing import NamedTuple
from urllib.parse import quote as urlquote

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from newsroom import pages
from people.models import Person
from people.quoted import of_person

SIZE = 30


class Asked(NamedTuple):
    now: object
    person: Person


class PersonQuotes(Feed):
    feed_type = Atom1Feed

    def get_object(self, request, pk, slug):
        return Asked(request.now, get_object_or_404(Person.objects.public(request.now), pk=pk))

    def title(self, asked):
        return f"{settings.NEWSROOM_NAME} - {asked.person}"

    def link(self, asked):
        return asked.person.get_absolute_url()

    def feed_url(self, asked):
        return reverse("person_feed", args=[asked.person.pk, asked.person.slug])

    def author_name(self, asked):
        return settings.NEWSROOM_NAME

    def items(self, asked):
        quotes = of_person(asked.person, asked.now).select_related("article").defer("article__body")
        return pages.newest(quotes)[:SIZE]

    def item_title(self, quote):
        return quote.article.headline

    def item_description(self, quote):
        return pages.said_text(quote)

    def item_guid(self, quote):
        return f"urn:newsroom:{urlquote(quote.uid)}"

    def item_pubdate(self, quote):
        return quote.article.visible_from

    def item_updateddate(self, quote):
        return quote.article.updated_at or quote.article.visible_from
