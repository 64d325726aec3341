"""The home page: what the editors placed, then the newest, section by section, and what was said."""

from django.db.models import OuterRef, Subquery
from django.shortcuts import render

from articles.fronts import SHOWN
from articles.models import Article, FrontSlot, Quote, Section
from newsroom import pages


def home(request):
    now = request.now
    top = placed(now, None, SHOWN)
    newest = Article.objects.public(now).for_cards(now).newest().exclude(pk__in=[story.pk for story in top])
    top += newest[: SHOWN - len(top)]
    return render(
        request,
        "articles/home.html",
        {
            "lead": top[0] if top else None,
            "beside": top[1:5],
            "more": top[5:],
            "sections_with_news": sections_with_news(now, shown=top),
            "quotes": said_lately(now),
        },
    )


def placed(now, section, size):
    """The public stories that editors placed on a front (of the site for None), in their order.

    One that has left a section since leaves its front too.
    """
    slots = FrontSlot.objects.filter(front__section=section).standing(now)
    # A slot whose story is not public leaves its place to the next.
    order = list(slots.values_list("article", flat=True)[: size * 3])
    stories = Article.objects.public(now)
    if section is not None:
        stories = stories.filter(section=section)
    found = stories.for_cards(now).in_bulk(order)
    return [found[pk] for pk in order if pk in found][:size]


def sections_with_news(now, shown, size=4):
    """[(section, its newest stories that stand nowhere else on the page)], in two queries."""
    stories = Article.objects.public(now).exclude(pk__in=[story.pk for story in shown])
    newest = stories.filter(section=OuterRef("pk")).newest().values("pk")
    places = [f"story_{place}" for place in range(size)]
    sections = Section.objects.shown().annotate(
        **{name: Subquery(newest[place : place + 1]) for place, name in enumerate(places)}
    )
    ids = {section: [getattr(section, name) for name in places] for section in sections}
    found = stories.for_cards(now).in_bulk([pk for chosen in ids.values() for pk in chosen if pk])
    rows = [(section, [found[pk] for pk in chosen if pk in found]) for section, chosen in ids.items()]
    return [(section, news) for section, news in rows if news]


def said_lately(now, stories=40, size=4):
    """The newest verbatim words of named speakers, each speaker once."""
    recent = list(Article.objects.public(now).newest().values_list("pk", flat=True)[:stories])
    quotes = Quote.objects.public(now).filter(article__in=recent, kind="direct", unnamed="")
    chosen = {}
    for quote in pages.newest_cards(quotes, size * 5, now):
        chosen.setdefault((quote.person_id, quote.organization_id), quote)
    return list(chosen.values())[:size]
