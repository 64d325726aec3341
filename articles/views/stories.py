"""Stories: one, a section's, a tag's, and what was corrected."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from taggit.models import Tag

from articles import changelog, pictures, rendering
from articles.models import Article, Correction, Origin, Quote, Section, State, links
from articles.views import schema
from articles.views.home import placed
from newsroom import pages
from newsroom.arabic import slugs
from newsroom.arabic.fold import key


def article_detail(request, pk, slug):
    now = request.now
    stories = Article.objects.public(now).select_related("section", "lead_photo")
    article = stories.prefetch_related("bylines__contributor", "tags").filter(pk=pk).first()
    if article is None:
        return gone(request, pk)
    if elsewhere := pages.moved(request, article.get_absolute_url()):
        return elsewhere
    quotes = in_full(Quote.objects.public(now).filter(article=article))
    shown = page(article, quotes, now) | {"is_changed": changelog.is_changed(article, now)}
    return render(request, "articles/article_detail.html", shown)


def in_full(quotes):
    """A story's quotes in the order of its text, with all that its page says of them."""
    rows = quotes.select_related("person", "organization", "tenure__position", "tenure__person")
    return list(rows.order_by("order"))


def page(article, quotes, now, **how):
    """What the page of a story shows, also before it is public; `how` is for articles.rendering.body."""
    story = article.root
    citations = list(story.citations.select_related("source"))
    corrections = list(story.corrections.filter(issued_at__lte=now).for_pages())
    how["corrected"] = {correction.quote_id: correction.pk for correction in reversed(corrections)}
    photos = pictures.shown(article, now)
    line = links.told(article, now)
    original, languages = links.languages(article, now)
    places = list(article.places.with_above())
    return {
        "article": article,
        "lead": photos.get(article.lead_photo.uid) if article.lead_photo else None,
        "body": rendering.body(article, quotes, photos, now, **how),
        "speakers": rendering.who_said_what(quotes),
        "citations": citations,
        "origin": origin(article, citations),
        "corrections": corrections,
        "related": related(article, now, {one.root.pk for one in (*line, *languages, original) if one}),
        "line": line,
        "newest": line[0] if line and line[0].root.pk != story.pk else None,
        "original": original,
        "languages": languages,
        "places": places,
        "tags": beside(article.tags.all(), places),
        "data": schema.story(article, places, line, original, languages),
        "is_updated": story.updated_at and story.visible_from and story.updated_at > story.visible_from,
        "is_original_elsewhere": article.origin in (Origin.AGENCY, Origin.REPUBLISHED),
    }


def origin(article, citations):
    """What the line of origin names: the sources the story cites, and agencies where it was edited from them."""
    if article.origin == Origin.OWN:
        return None
    cited = {citation.source_id: citation.source for citation in citations}
    return {"sources": list(cited.values()), "agencies": article.origin == Origin.EDITED}


def beside(tags, places):
    """Those of these tags that do not bear the name of one of these places: a reader saw the same word twice."""
    named = {key(place.name) for place in places}
    return [tag for tag in tags if key(tag.name) not in named]


def gone(request, pk):
    """410 for a story that was taken from readers, with its notice and, unless it was killed, with what was corrected
    in it; 404 for one that never was.
    """
    article = Article.objects.gone(request.now).filter(pk=pk).first()
    if article is None:
        raise Http404("no such story")
    gone = {
        "notice": article.withdrawal_notice,
        "since": (moved := article.arrival) and moved.at,
        "killed": article.state == State.KILLED,
        "corrections": article.corrections.public(request.now).for_pages(),
    }
    return render(request, "410.html", gone, status=410)


def related(article, now, but=(), size=4):
    """The newest others of its section in its language, without those that its page shows already."""
    if not article.section_id:
        return []
    others = (
        Article.objects.public(now)
        .filter(section=article.section_id, language=article.language)
        .exclude(pk__in={article.root.pk, *but})
    )
    return others.for_cards(now).newest()[:size]


def section_detail(request, slug):
    section = get_object_or_404(Section, slug=slug.replace("\0", ""))
    top = placed(request.now, section, 6)
    stories = Article.objects.public(request.now).filter(section=section).for_cards(request.now).newest()
    page = pages.page_of(request, stories.exclude(pk__in=[story.pk for story in top]))
    return render(
        request,
        "articles/section_detail.html",
        {"section": section, "placed": top if page.number == 1 else [], "page": page},
    )


def tag_detail(request, pk, slug):
    tag = get_object_or_404(Tag, pk=pk)
    stories = Article.objects.public(request.now).filter(tags=tag)
    page = pages.page_of(request, stories.for_cards(request.now).newest())
    if not page.rows:
        raise Http404("no public story bears this tag")
    address = reverse("tag_detail", args=[tag.pk, slugs.slug(tag.name)])
    return pages.moved(request, address) or render(
        request, "articles/tag_detail.html", {"tag": tag, "page": page}
    )


def correction_list(request):
    corrections = Correction.objects.public(request.now).for_pages().select_related("article__section")
    page = pages.page_of(request, corrections.defer("article__body"))
    return render(request, "articles/correction_list.html", {"page": page})
