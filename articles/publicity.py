"""What readers, caches, search and those outside learn of a change, in the transaction that makes it."""

from collections import defaultdict

from django.db import transaction
from django.utils import timezone

from articles import history
from articles.models import Article, Correction, Place
from articles.models.links import beside
from newsroom.changes import announce
from newsroom.outgoing.telling import tell
from newsroom.search.refresh import refresh as reindex


def cast(article):
    """Everybody and everything whose public page may show this story, each once."""
    found = {}
    quotes = article.quotes.select_related("person", "organization", "on_behalf_of", "occasion").prefetch_related(
        "co_speakers", "attributions__source", "attributions__citation__source", "attributions__person",
        "attributions__organization", "attributions__occasion",
    )  # fmt: skip
    for quote in quotes:
        rows = [quote, quote.person, quote.organization, quote.on_behalf_of, quote.occasion]
        rows += quote.co_speakers.all()
        for step in quote.attributions.all():
            rows += [step.outlet, step.person, step.organization, step.occasion]
        found.update({(type(row), row.pk): row for row in rows if row})
    for citation in article.citations.select_related("source"):
        found[type(citation.source), citation.source_id] = citation.source
    for line in article.bylines.select_related("contributor"):
        found[type(line.contributor), line.contributor_id] = line.contributor
    for place in article.places.with_above():
        found.update({(Place, row.pk): row for row in (place, *place.above)})
    found.update({(Article, story.pk): story for story in beside(article)})
    return list(found.values())


def refresh(article, also=()):
    """Announce a change of a story that is, was or will be public, and index it anew.

    `also` are rows that the story named before and names no more. A story that never was public
    announces nothing. Must run inside the transaction of the change.
    """
    article = article.root
    history.follow(article)
    if article.visible_from is None and article.first_published_at is None:
        return
    rows = [*cast(article), *also]
    with transaction.atomic():
        appear([(article, rows, list(article.tags.values_list("pk", flat=True)))])


def forget(article):
    """Of a story that waited for its moment and waits no more: the index of words holds it no longer.

    To nobody outside is anything said: they were never told of it. Must run inside the transaction of the change.
    """
    history.follow(article)
    reindex([article, *(row for row in cast(article) if not isinstance(row, Article))])


def appear(stories):
    """The same for many stories at once: (story, the rows of its cast, the ids of its tags) of each."""
    now, touched, changes = timezone.now(), [], defaultdict(dict)
    stories = [story for story in stories if story[0].visible_from or story[0].first_published_at]
    pks = [article.pk for article, *_ in stories]
    corrected = _corrections_of(pks)
    for article, rows, tag_ids in stories:
        keys = _keys(article, rows, tag_ids) + (["corrections"] if article.pk in corrected else [])
        for moment in (None, article.visible_from, article.visible_until, *corrected.get(article.pk, ())):
            if moment is None or moment > now:
                changes[moment].update(dict.fromkeys(keys))
        # Nothing of a story stands in the index of those it belongs with.
        touched += [article, *(row for row in rows if not isinstance(row, Article))]
    for moment, keys in changes.items():
        announce(*keys, at=moment)
    tell("article", pks)
    reindex(touched)


def _corrections_of(pks):
    """{id of a story that has corrections: the moments at which they are issued}."""
    moments = defaultdict(set)
    issued = Correction.objects.filter(article__in=pks) if pks else Correction.objects.none()
    for pk, moment in issued.order_by().values_list("article", "issued_at"):
        moments[pk].add(moment)
    return moments


def _keys(article, rows, tag_ids):
    touched = [article, *rows]
    keys = ["home", "sitemap", *(f"{row._meta.model_name}:{row.pk}" for row in touched)]
    if article.section_id:
        keys.append(f"section:{article.section_id}")
    return keys + [f"tag:{pk}" for pk in tag_ids]
