"""What leads to pages of a story whose addresses say its headline, or the name of whom it leads to: links in other
stories, what they cite, where they first appeared, and addresses that moved.
"""

import re
from functools import partial
from urllib.parse import quote, unquote, urljoin

from django.apps import apps
from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from articles import history, locking, publicity
from articles.models import Article, Citation, Contributor, Occasion, Place, Source, Version
from newsroom.addresses import our_path
from newsroom.fields import could_be_id
from people.models import Organization, Person

IN_TEXT, ALONE = r'(?<=href=")', "^"  # where an address begins


ANY = "/[a-z]+/[0-9]+/"
LED_TO = (Article, Person, Organization, Source, Occasion, Contributor, Place)


def numbered(row):
    """The beginning of its address, which says no word: "/articles/7/"."""
    return row.get_absolute_url().rsplit("/", 2)[0] + "/"


def rows_of(scope, words):
    """The story, and the records that are rewritten with it: an address may say what they were called once."""
    rows = [scope.story, *(row for row in scope.every_record() if scope.fate(row, words) == "rewritten")]
    return [row for row in rows if hasattr(row, "slug")]


def said(rows, words):
    """Every address in another story that says the words."""
    texts = [
        *((IN_TEXT, story.body) for story in _others(rows, "body")),
        *((ALONE, story.canonical_url) for story in _others(rows, "canonical_url")),
        *((ALONE, citation.url) for citation in _cited(rows)),
    ]
    return [
        unquote(link["slug"])
        for begins, text in texts
        for link in _pattern(rows, begins).finditer(text)
        if _is_meant(link, words)
    ]


def mend(rows, words):
    """Write the present addresses of these rows in place of those that say the words, into other stories and what is
    kept of them.

    Called when the rows are rewritten; whoever has one of those texts open saves none of it unseen.
    """
    if not rows:
        return
    present = {
        numbered(row): row.get_absolute_url() for row in (type(row).objects.get(pk=row.pk) for row in rows)
    }

    def address(link):
        return link["site"] + present[link["row"]] + link["page"] if _is_meant(link, words) else link[0]

    in_text, alone = (partial(_pattern(rows, begins).sub, address) for begins in (IN_TEXT, ALONE))
    columns = {"body": in_text, "canonical_url": alone}
    stories = [story for name in columns for story in _others(rows, name)]
    stories += [citation.article for citation in _cited(rows)]
    for pk in sorted({story.draft_of_id or story.pk for story in stories}):
        locking.lock(pk)
    # As they are by now: a save of this moment is not written over.
    for story in {story.pk: story for name in columns for story in _others(rows, name)}.values():
        new = {name: write(getattr(story, name)) for name, write in columns.items()}
        if any(getattr(story, name) != text for name, text in new.items()):
            locking.step(story)
            Article.objects.filter(pk=story.pk).update(**new)
            publicity.refresh(Article.objects.get(pk=story.pk).root)
    for citation in _cited(rows):
        citation.url, before = alone(citation.url), citation.url
        if citation.url != before:
            locking.step(citation.article)
            citation.save()
            publicity.refresh(citation.article)
    _mend_kept(rows, columns)


def _mend_kept(rows, columns):
    # Read as text: a condition on a key of JSON would have every version parsed.
    kept = Version.objects.annotate(told=Cast("content", TextField()))
    for version in kept.filter(_any("told", rows)):
        before = version.content
        new = {name: write(before[name]) for name, write in columns.items() if name in before}
        for cited in before.get("citations", ()):
            address = columns["canonical_url"](cited.get("url", ""))
            new["citations"] = [*new.get("citations", ()), cited | {"url": address}]
        if before | new != before:
            version.content = before | new
            version.digest = history.digest_of(version.content)
            version.save(update_fields=["content", "digest"])


def lead_to_us(html):
    """Whether a body may hold links to pages of ours whose addresses say something."""
    return any(map(_is_of_ours, _addresses(ANY, IN_TEXT).finditer(html)))


def present(html):
    """A body whose links lead to pages of ours by their present addresses: it was typed over those of before.

    One query for each kind of page it leads to.
    """
    pattern = _addresses(ANY, IN_TEXT)
    named = {link["row"] for link in pattern.finditer(html) if _is_of_ours(link)}
    now = {}
    for model in LED_TO if named else ():
        kind = re.escape(numbered(model(pk=0)).removesuffix("0/"))
        ids = [
            one[1] for row in named if (one := re.fullmatch(rf"{kind}([0-9]+)/", row)) and could_be_id(one[1])
        ]
        rows = model._base_manager.in_bulk(map(int, ids)) if ids else {}
        now |= {numbered(row): row.get_absolute_url() for row in rows.values()}

    def address(link):
        leads = _is_of_ours(link) and link["row"] in now
        return link["site"] + now[link["row"]] + link["page"] if leads else link[0]

    return pattern.sub(address, html)


def redirects(rows, words):
    """Old addresses that say the words, or lead to such a one, of these rows."""
    moved = apps.get_model("newsroom", "Redirect").objects
    found = {row.pk: row for row in moved.filter(_any("new_path", rows)) if _leads_to(row, rows)}
    further = list(found.values())
    while further:
        olds = {
            way
            for row in further
            for old in (row.old_path, quote(row.old_path))
            for way in (old, urljoin(settings.SITE_ADDRESS, old))
        }
        further = list(moved.filter(new_path__in=olds).exclude(pk__in=found))
        found |= {row.pk: row for row in further}
    return [row for row in found.values() if words.stand_in(row.old_path) or words.stand_in(row.new_path)]


def _leads_to(redirect, rows):
    return our_path(redirect.new_path).startswith(tuple(numbered(row) for row in rows))


def _is_meant(link, words):
    """Whether an address says the words, and is of this site; what another paper calls its page is not ours."""
    return words.stand_in(link["slug"]) and _is_of_ours(link)


def _is_of_ours(link):
    return not link["site"] or bool(our_path(link["site"] + "/"))


def _others(rows, column):
    mine = [row.pk for row in rows if isinstance(row, Article)]
    stories = Article.objects.filter(_any(column, rows))
    return stories.exclude(pk__in=mine).exclude(draft_of__in=mine)


def _cited(rows):
    mine = [row.pk for row in rows if isinstance(row, Article)]
    found = Citation.objects.filter(_any("url", rows)).exclude(article__in=mine)
    return found.select_related("article")


def _any(column, rows):
    found = Q(pk__in=[])
    for row in rows:
        found |= Q(**{f"{column}__contains": numbered(row)})
    return found


def _pattern(rows, begins):
    return _addresses("|".join(re.escape(numbered(row)) for row in rows), begins)


def _addresses(row, begins):
    return re.compile(
        rf'{begins}(?P<site>(?:(?i:https?)://[^/"]+)?)(?P<row>{row})(?P<slug>[^"/?#]+)/?(?P<page>[^"]*)'
    )
