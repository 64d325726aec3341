"""Links from a story to other pages of the site: an address says a headline or a name, and these change."""

import re

from django.db.models import Exists, OuterRef

from articles.models import Article, Contributor, Occasion, Place, Source
from newsroom.addresses import our_path
from newsroom.fields import could_be_id
from people.models import Organization, Person

IN_TEXT = r'(?<=href=")'  # where the address of a link begins
ANY = "/[a-z]+/[0-9]+/"
LED_TO = (Article, Person, Organization, Source, Occasion, Contributor, Place)


def lead_to_us(html):
    """Whether a body may hold links to pages of ours whose addresses say something."""
    return any(map(is_of_ours, addresses(ANY, IN_TEXT).finditer(html)))


def present(html, now):
    """A body whose links lead to pages of ours by their present addresses: it was typed over those of before.

    What readers cannot see is led to by its number alone: its address would tell them the headline. One query for each
    kind of page.
    """
    pattern = addresses(ANY, IN_TEXT)
    named = {link["row"] for link in pattern.finditer(html) if is_of_ours(link)}
    here = {}
    for model in LED_TO if named else ():
        kind = re.escape(numbered(model(pk=0)).removesuffix("0/"))
        found = [re.fullmatch(rf"{kind}([0-9]+)/", row) for row in named]
        ids = {int(one[1]): one[0] for one in found if one and could_be_id(one[1])}
        is_shown = Exists(model._default_manager.public(now).filter(pk=OuterRef("pk")))
        rows = model._base_manager.annotate(is_shown=is_shown).in_bulk(ids) if ids else {}
        here |= {
            ids[pk]: row.get_absolute_url() if row.is_shown else f"{ids[pk]}-/" for pk, row in rows.items()
        }

    def address(link):
        leads = is_of_ours(link) and link["row"] in here
        return link["site"] + here[link["row"]] + link["page"] if leads else link[0]

    return pattern.sub(address, html)


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
