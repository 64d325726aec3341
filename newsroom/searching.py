"""The search page and its suggestions."""

from dataclasses import dataclass

from django.http import Http404, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom import pages
from newsroom.arabic import fold
from newsroom.filters import ORDERS, SearchFilter
from newsroom.search.asked import note
from newsroom.search.engines import COUNTED
from newsroom.search.facets import FACETS
from newsroom.search.find import REACH, facet_counts, search
from newsroom.search.spelling import meant
from newsroom.search.suggest import suggestions

# kind: (what a tab of them is called, what one of them is called)
KINDS = {
    "story": (pgettext_lazy("search tab", "Stories"), pgettext_lazy("search result", "Story")),
    "quote": (pgettext_lazy("search tab", "Statements"), pgettext_lazy("search result", "Statement")),
    "person": (pgettext_lazy("search tab", "People"), pgettext_lazy("search result", "Person")),
    "organization": (
        pgettext_lazy("search tab", "Organizations"),
        pgettext_lazy("search result", "Organization"),
    ),
    "source": (pgettext_lazy("search tab", "Sources"), pgettext_lazy("search result", "Source")),
    "occasion": (pgettext_lazy("search tab", "Occasions"), pgettext_lazy("search result", "Occasion")),
}
HEADLINE = pgettext_lazy("suggestion", "Headline")
HITS = 20
FEW = 3  # with fewer results than this, another spelling is offered too


@dataclass(frozen=True)
class Choice:
    """One link that narrows, or widens, what is shown."""

    label: str
    address: str
    count: int | None = None
    is_chosen: bool = False


def search_page(request):
    query, number = request.GET.get("q", ""), page_number(request)
    filters = SearchFilter(request.GET)
    chosen, results, context = filters.chosen(), None, {}
    if query.strip():
        results = search(
            query,
            facets=chosen,
            by_date=filters.by_date,
            now=request.now,
            limit=HITS,
            offset=(number - 1) * HITS,
        )
        if number > 1 and not results.hits:
            raise Http404("no such page")
        if number == 1 and not chosen and results.asked:
            note(query, results.total, request.now)
        on_top = {hit.entry.pk for hit in results.best}
        context = {
            "best": [(KINDS[hit.kind][1], hit) for hit in results.best],
            "hits": [(KINDS[hit.kind][1], hit) for hit in results.hits if hit.entry.pk not in on_top],
            "tabs": tabs(request, results, chosen),
            "orders": orders(request, filters.by_date),
            "facets": facets(request, results, chosen),
            "removals": removals(request, chosen),
            "page": pages.make_page(request, results.hits, number, min(results.total, REACH) > number * HITS),
        }
        context["wider"] = wider(request, query) if chosen and not results.total else None
        if number == 1 and not context["wider"] and (results.total < FEW or results.is_apart):
            better = meant(query, request.now)
            context["meant"] = better and Choice(better, address(request, q=better, kind=None))
            context["apart"] = apart(request, query) if not results.total else []
    return render(
        request, "newsroom/search.html", {"query": query, "chosen": chosen, "results": results} | context
    )


def page_number(request):
    """What is no page is the first one here: a 404 would lose what was asked for."""
    try:
        return pages.page_number(request)
    except Http404:
        return 1


def wider(request, query):
    """What the same search finds where nothing narrows it; None for nothing."""
    total = search(query, now=request.now, limit=0).total
    narrowed = dict.fromkeys(("kind", *FACETS))
    return Choice(_("Show the results without it"), address(request, **narrowed), total) if total else None


def address(request, **changes):
    """The address of this search with these changes; None takes a part out. Always its first page."""
    asked = {name: value for name, value in request.GET.items() if name in ("q", "kind", "order", *FACETS)}
    asked |= changes
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def tabs(request, results, chosen):
    """The kinds that hold something, all of them first."""
    kind = chosen.get("kind", [""])[0]
    total = min(COUNTED, sum(results.counts.values()))
    found = [Choice(_("All"), address(request, kind=None), total, not kind)]
    for name, (label, _one) in KINDS.items():
        count = results.counts.get(name, 0)
        if count or name == kind:
            found.append(Choice(label, address(request, kind=name), count, name == kind))
    return found


def orders(request, by_date):
    return [
        Choice(label, address(request, order=value), None, (value == "date") == by_date)
        for value, label in ORDERS
    ]


def facets(request, results, chosen):
    """[(label, choices)] of what narrows these results further."""
    found = []
    for name, values in facet_counts(results, request.now).items():
        if name == "year":
            values = sorted(values, reverse=True)
        choices = [
            Choice(label, address(request, **{name: value}), count)
            for value, label, count in values
            if name not in chosen and count < results.total
        ]
        if choices:
            found.append((FACETS[name].label, choices))
    return found


def removals(request, chosen):
    """What the results are narrowed to, each with the address without it."""
    found = []
    for name, (value,) in chosen.items():
        if name in FACETS:
            label = FACETS[name].labels([value], request.now).get(value, _("not known"))
            found.append(Choice(label, address(request, **{name: None})))
    return found


def apart(request, query):
    """Each word of a query that found nothing, for itself, where it finds something."""
    words = list(dict.fromkeys(query[:200].split()))[:6]
    if len(words) < 2:
        return []
    found = []
    for word in words:
        total = search(word, now=request.now, limit=0).total if len(fold.key(word)) > 2 else 0
        if total:
            found.append(Choice(word, f"{request.path}?{urlencode({'q': word})}", total))
    return found


def called(kind):
    """What one of this kind is called where it is suggested."""
    if kind in FACETS:
        return FACETS[kind].words[0]
    return HEADLINE if kind == "story" else KINDS[kind][1]


def suggest(request):
    """What a reader may be typing, as JSON: {"suggestions": [{"kind", "label", "text", "url"}]}."""
    found = [
        {
            "kind": row.kind,
            "label": str(called(row.kind)),
            "text": row.text,
            "url": f"{reverse('search')}?{urlencode({'q': row.query})}",
        }
        for row in suggestions(request.GET.get("q", ""), request.now)
    ]
    response = JsonResponse({"suggestions": found}, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "public, max-age=60"
    return response
