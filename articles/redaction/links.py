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
from articles.internal_links import ALONE, IN_TEXT, addresses, is_of_ours, numbered
from articles.models import Article, Citation, Version
from newsroom.addresses import our_path


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
    """Write the addresses of these rows by number in place of those that say the words, into other stories and what
    is kept of them: at the desk nothing else is typed, but stories come in by other ways.

    Called when the rows are rewritten; whoever has one of those texts open saves none of it unseen.
    """
    if not rows:
        return

    def address(link):
        return f"{link['site']}{link['row']}-/{link['page']}" if _is_meant(link, words) else link[0]

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
    return words.stand_in(link["slug"]) and is_of_ours(link)


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
    return addresses("|".join(re.escape(numbered(row)) for row in rows), begins)
