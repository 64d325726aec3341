"""Links from a story to other pages of the site: an address says a headline or a name, and these change.

So it is decided when a page is built what a link says: the present words of what readers see then, and of all else its
number alone ("/articles/7/-/"). Nothing has to run when a story is withdrawn, killed or expires, and it is all the same
how a link was stored. What the desk types is stored by number: no text keeps words that its target has lost.
"""

import re
from functools import cache

from django.db.models import Exists, OuterRef

from articles.models import Article, Contributor, Occasion, Place, Source
from newsroom.addresses import our_path
from newsroom.fields import could_be_id
from people.models import Organization, Person

IN_TEXT = r'(?<=href=")'  # where the address of a link begins
ALONE = r"\A"  # where one begins that is no link in a text
LED_TO = (Article, Person, Organization, Source, Occasion, Contributor, Place)


def by_number(html):
    """A body whose links name pages of ours by number. What is none of them may be known to a redirect: it stays."""
    rows = _led_to(html, lambda model: model._base_manager.only("pk"))
    return _written(html, {start: f"{start}-/" for start in rows})


def present(html, now):
    """A body, or one address, as readers get it at this moment. One query for each kind of page it leads to."""

    def told(model):
        rows = model._base_manager.defer("body") if model is Article else model._base_manager
        return rows.annotate(is_shown=Exists(model._default_manager.public(now).filter(pk=OuterRef("pk"))))

    rows = _led_to(html, told)
    return _written(
        html,
        {start: row.get_absolute_url() if row.is_shown else f"{start}-/" for start, row in rows.items()},
    )


def wordless(address):
    """One address of many on a page, by number whatever readers see there: who follows it is led on."""
    link = EITHER.match(address)
    if link and link["row"].startswith(tuple(kinds().values())) and is_of_ours(link):
        return f"{link['site']}{link['row']}-/{link['page']}"
    return address


@cache
def kinds():
    """{Article: "/articles/", …}: how the addresses of their rows begin."""
    return {model: numbered(model(pk=0)).removesuffix("0/") for model in LED_TO}


def numbered(row):
    """The beginning of its address, which says no word: "/articles/7/"."""
    return row.get_absolute_url().rsplit("/", 2)[0] + "/"


def is_of_ours(link):
    return not link["site"] or bool(our_path(link["site"] + "/"))


def addresses(row, begins):
    """The pattern of addresses of these rows (a pattern, too) that begin there: site, row, slug and what follows."""
    return re.compile(
        rf'{begins}(?P<site>(?:(?i:https?)://[^/"]+)?)(?P<row>{row})(?P<slug>[^"/?#]+)/?(?P<page>[^"]*)'
    )


EITHER = addresses("/[a-z]+/[0-9]+/", f"(?:{IN_TEXT}|{ALONE})")


def _led_to(html, rows):
    """{"/articles/7/": the row} of each page of ours that is led to, out of `rows(model)`."""
    starts = {link["row"] for link in EITHER.finditer(html) if is_of_ours(link)}
    found = {}
    for model, kind in kinds().items() if starts else ():
        ids = {start: start[len(kind) : -1] for start in starts if start.startswith(kind)}
        ids = {start: int(pk) for start, pk in ids.items() if could_be_id(pk)}
        here = rows(model).in_bulk({*ids.values()}) if ids else {}
        found |= {start: here[pk] for start, pk in ids.items() if pk in here}
    return found


def _written(html, address_of):
    """The text with these addresses in place of its own: {"/articles/7/": address}."""

    def address(link):
        leads = link["row"] in address_of and is_of_ours(link)
        return link["site"] + address_of[link["row"]] + link["page"] if leads else link[0]

    return EITHER.sub(address, html) if address_of else html
