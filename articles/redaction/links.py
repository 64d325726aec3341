"""Links in other stories to pages of this one, whose addresses say its headline, or the name of whom it leads to."""

import re
from functools import partial
from urllib.parse import unquote

from django.conf import settings
from django.db.models import Q, TextField
from django.db.models.functions import Cast

from articles import history, locking, publicity
from articles.models import Article, Version


def numbered(row):
    """The beginning of its address, which says no word: "/articles/7/"."""
    return row.get_absolute_url().rsplit("/", 2)[0] + "/"


def rows_of(scope, words):
    """The story, and the records that are rewritten with it: an address may say what they were called once."""
    rows = [scope.story, *(row for row in scope.every_record() if scope.fate(row, words) == "rewritten")]
    return [row for row in rows if hasattr(row, "slug")]


def said(rows, words):
    """Every address in another story's text that says the words."""
    return [
        unquote(link["slug"])
        for story in _others(rows)
        for link in _pattern(rows).finditer(story.body)
        if words.stand_in(link["slug"])
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
        return link["site"] + present[link["row"]] + link["page"] if words.stand_in(link["slug"]) else link[0]

    new = partial(_pattern(rows).sub, address)
    for pk in sorted({story.draft_of_id or story.pk for story in _others(rows)}):
        locking.lock(pk)
    for story in _others(rows):  # as they are by now: a save of this moment is not written over
        if (body := new(story.body)) != story.body:
            locking.step(story)
            Article.objects.filter(pk=story.pk).update(body=body)
            publicity.refresh(Article.objects.get(pk=story.pk).root)
    # Read as text: a condition on a key of JSON would have every version parsed.
    kept = Version.objects.annotate(told=Cast("content", TextField()))
    for version in kept.filter(_any("told", rows)):
        if (body := new(version.content.get("body", ""))) != version.content.get("body", ""):
            version.content["body"] = body
            version.digest = history.digest_of(version.content)
            version.save(update_fields=["content", "digest"])


def _others(rows):
    mine = [row.pk for row in rows if isinstance(row, Article)]
    stories = Article.objects.filter(_any("body", rows)) if rows else Article.objects.none()
    return stories.exclude(pk__in=mine).exclude(draft_of__in=mine)


def _any(column, rows):
    found = Q()
    for row in rows:
        found |= Q(**{f"{column}__contains": numbered(row)})
    return found


def _pattern(rows):
    row = "|".join(re.escape(numbered(row)) for row in rows)
    site = re.escape(settings.SITE_ADDRESS)
    return re.compile(rf'(?P<site>(?<=href=")(?:{site})?)(?P<row>{row})(?P<slug>[^"/?#]+)/?(?P<page>[^"]*)')
