"""What feed readers get, newest first: the house's stories, a section's, an author's, a place's, the corrections."""

from typing import NamedTuple
from urllib.parse import quote

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.shortcuts import get_object_or_404
from django.urls import reverse, reverse_lazy
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from articles.models import Article, Contributor, Correction, Language, Place, Section
from newsroom.arabic.letters import ARABIC_COMMA

SIZE = 30


class Asked(NamedTuple):
    now: object
    section: Section | None = None


class InLanguages(Atom1Feed):
    """The feed speaks Arabic; an entry of another language says so."""

    def item_attributes(self, item):
        return {"xml:lang": item["language"]} if item["language"] != Language.ARABIC else {}


class Stories(Feed):
    feed_type = InLanguages

    def get_object(self, request):
        return Asked(request.now)

    def title(self, asked):
        return settings.NEWSROOM_NAME

    def link(self, asked):
        return reverse("home")

    def feed_url(self, asked):
        return reverse("feed")

    def author_name(self, asked):
        return settings.NEWSROOM_NAME

    def stories(self, asked):
        return Article.objects.public(asked.now)

    def items(self, asked):
        stories = self.stories(asked).select_related("section").defer("body")
        return stories.prefetch_related("bylines__contributor", "tags").newest()[:SIZE]

    def item_title(self, story):
        return story.headline

    def item_description(self, story):
        return story.standfirst

    def item_extra_kwargs(self, story):
        return {"language": story.language}

    def item_guid(self, story):
        return f"urn:newsroom:{quote(story.uid)}"

    def item_pubdate(self, story):
        return story.visible_from

    def item_updateddate(self, story):
        return max(story.visible_from, story.updated_at or story.visible_from)

    def item_author_name(self, story):
        return (
            f"{ARABIC_COMMA} ".join(byline.contributor.name for byline in story.bylines.all())
            or settings.NEWSROOM_NAME
        )

    def item_categories(self, story):
        section = [story.section.name] if story.section else []
        return section + [tag.name for tag in story.tags.all()]


class SectionStories(Stories):
    def get_object(self, request, slug):
        return Asked(request.now, get_object_or_404(Section, slug=slug.replace("\0", "")))

    def title(self, asked):
        return f"{settings.NEWSROOM_NAME} - {asked.section}"

    def link(self, asked):
        return asked.section.get_absolute_url()

    def feed_url(self, asked):
        return reverse("section_feed", args=[asked.section.slug])

    def stories(self, asked):
        return super().stories(asked).filter(section=asked.section)


class OfContributor(NamedTuple):
    now: object
    contributor: Contributor


class ContributorStories(Stories):
    def get_object(self, request, pk, slug):
        author = get_object_or_404(Contributor.objects.public(request.now), pk=pk)
        return OfContributor(request.now, author)

    def title(self, asked):
        return f"{settings.NEWSROOM_NAME} - {asked.contributor}"

    def link(self, asked):
        return asked.contributor.get_absolute_url()

    def feed_url(self, asked):
        return reverse("contributor_feed", args=[asked.contributor.pk, asked.contributor.slug])

    def stories(self, asked):
        return super().stories(asked).filter(pk__in=asked.contributor.bylines.values("article"))


class OfPlace(NamedTuple):
    now: object
    place: Place


class PlaceStories(Stories):
    def get_object(self, request, pk, slug):
        return OfPlace(request.now, get_object_or_404(Place.objects.public(request.now), pk=pk))

    def title(self, asked):
        return f"{settings.NEWSROOM_NAME} - {asked.place.name}"

    def link(self, asked):
        return asked.place.get_absolute_url()

    def feed_url(self, asked):
        return reverse("place_feed", args=[asked.place.pk, asked.place.slug])

    def stories(self, asked):
        return asked.place.stories(super().stories(asked))


class Corrections(Feed):
    feed_type = Atom1Feed
    link = reverse_lazy("correction_list")
    feed_url = reverse_lazy("correction_feed")

    def get_object(self, request):
        return request.now

    def title(self, now):
        return f"{settings.NEWSROOM_NAME} - {_('Corrections')}"

    def author_name(self, now):
        return settings.NEWSROOM_NAME

    def items(self, now):
        return (
            Correction.objects.public(now).for_pages().select_related("article").defer("article__body")[:SIZE]
        )

    def item_title(self, correction):
        story = _("A story that was withdrawn") if correction.story_is_gone else correction.article.headline
        said = f"{correction.get_kind_display()}: {story}"
        return f"{said} ({correction.replier_name})" if correction.is_reply else said

    def item_description(self, correction):
        return correction.text

    def item_link(self, correction):
        return f"{correction.story_address}#correction-{correction.pk}"

    def item_guid(self, correction):
        return f"urn:newsroom:{quote(correction.uid)}"

    def item_pubdate(self, correction):
        return correction.issued_at

    def item_updateddate(self, correction):
        return correction.updated_at
