"""What every public page does in the same way: lists by the page, one address, words said elsewhere."""

import re
from dataclasses import dataclass, replace
from urllib.parse import unquote

from django.db.models import Count
from django.http import Http404, HttpResponsePermanentRedirect

from newsroom.arabic import dates

# Skipping rows costs the database as much as reading them; older things are found by search.
MOST_PAGES = 1000

# A name or a signed number in Latin script: left to itself, a line of Arabic turns its parts around.
LATIN = re.compile(
    r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9 .,'\u2019&+@_/:-]*[A-Za-z\u00c0-\u024f0-9+]"
    r"|(?<![^\s(\u00ab])[+\u2212-][0-9](?:[0-9., -]*[0-9])?%?"
)


@dataclass(frozen=True)
class Page:
    """A part of a list. `newer` and `older` are query strings, "" at an end of the list."""

    rows: list
    number: int
    newer: str
    older: str


def page_number(request):
    """The page asked for, in any digits; 404 for one that no list has."""
    text = dates.latin_digits(request.GET.get("page", "1").strip())
    if not (text.isascii() and text.isdigit() and len(text) <= 6 and 1 <= int(text) <= MOST_PAGES):
        raise Http404("no such page")
    return int(text)


def page_of(request, rows, size=20):
    """One page of a queryset, without counting it: one row more is read than is shown."""
    number = page_number(request)
    found = list(rows[(number - 1) * size : number * size + 1])
    if not found and number > 1:
        raise Http404("no such page")
    return make_page(request, found[:size], number, len(found) > size)


def make_page(request, rows, number, has_older):
    def query(other):
        asked = request.GET.copy()
        asked.pop("page", None)
        if other > 1:
            asked["page"] = str(other)
        return "?" + asked.urlencode()

    return Page(
        rows,
        number,
        query(number - 1) if number > 1 else "",
        query(number + 1) if has_older and number < MOST_PAGES else "",
    )


def moved(request, address):
    """A permanent redirect to a page's one address; None where the request came by it."""
    if request.path == unquote(address):
        return None
    query = request.META.get("QUERY_STRING")
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)


def quote_page(request, quotes, now, size=20):
    """One page of public quotes, the newest first, each as its card needs it."""
    page = page_of(request, newest(quotes).values_list("pk", flat=True), size)
    return replace(page, rows=cards(quotes.model, page.rows, now))


def newest(quotes):
    """Those of the newest story first, within a story in the order of the text; no sentence twice."""
    return quotes.said_once().order_by("-article__visible_from", "-article_id", "order", "pk")


def cards(quote_model, ids, now):
    """The public quotes of these ids, in their order, with all that their cards show.

    Which rows a page shows is asked before what it shows of them: a database computes every column
    of every row it sorts. An occasion is a link once two public quotes share it.
    """
    public = quote_model.objects.public(now)
    # An id beyond what databases hold is asked from an address alone; `in` would pass it on to them.
    found = public.for_cards(now).in_bulk([pk for pk in ids if pk < 2**63])
    said_at = public.filter(occasion__in={quote.occasion_id for quote in found.values()}).order_by()
    shared = said_at.values("occasion").annotate(n=Count("pk")).filter(n__gte=2)
    with_page = set(shared.values_list("occasion", flat=True))
    for quote in found.values():
        quote.occasion_has_page = quote.occasion_id in with_page
    return [found[pk] for pk in ids if pk in found]


def newest_cards(quotes, size, now):
    """The newest of these public quotes, for their cards."""
    return cards(quotes.model, list(newest(quotes).values_list("pk", flat=True)[:size]), now)


def chain(quote):
    """The steps through which we know a quote, without an occasion that is the quote's own."""
    return [
        step
        for step in quote.attributions.all()
        if step.occasion_id is None or step.occasion_id != quote.occasion_id
    ]


# What a quote may say outside its story

GAP = " … "  # stands between the parts of a split quote
OPENING = "«“„\"'("
LONGEST = 420


def said(quote, longest=LONGEST):
    """[(piece, is_marked)] of a quote outside its story.

    Verbatim words stand in quotation marks; of a mixed quote only the whole sentence is shown, with
    the words marked; a statement in the story's own words is never shown as if it were verbatim.
    """
    if quote.kind == "direct":
        return [(f"«{_cut([(quote.words, False)], longest)[0][0]}»", False)]
    if quote.kind == "mixed":
        return _cut(in_sentence(quote), longest)
    return _cut([(quote.sentence or quote.words, False)], longest)


def in_sentence(quote):
    """[(piece, is_marked)] of the whole sentence, its quoted words marked."""
    sentence = quote.sentence or quote.words
    parts = [quote.words] if quote.words in sentence else quote.words.split(GAP)
    pieces, at = [], 0
    for part in parts:
        place = _place(sentence, part, at)
        if place < 0:
            continue
        pieces += [(sentence[at:place], False), (part, True)]
        at = place + len(part)
    return [piece for piece in [*pieces, (sentence[at:], False)] if piece[0]]


def _place(sentence, part, start):
    """Where a part stands: after a quotation mark if it can, since «لا» may stand before it unquoted."""
    if not part:
        return -1
    place = sentence.find(part, start)
    first = place
    while place >= 0:
        if place > 0 and sentence[place - 1] in OPENING:
            return place
        place = sentence.find(part, place + 1)
    return first


def _cut(pieces, longest):
    kept, room = [], longest
    for text, is_marked in pieces:
        if len(text) > room:
            short = text[:room].rpartition(" ")[0] or text[:room]
            return [*kept, (short + " …", is_marked)]
        kept.append((text, is_marked))
        room -= len(text)
    return kept


def said_text(quote):
    """`said` as plain text, for feeds and descriptions."""
    return "".join(text for text, _ in said(quote)).replace("\n", " ")
