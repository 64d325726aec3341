"""What changed in a story after it was published."""

from dataclasses import replace

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from articles import changelog
from articles.models import Article, Version
from articles.views.stories import gone
from newsroom import pages

SIZE = 10  # each may be compared word by word, as often as the page is asked for


def article_changes(request, pk, slug):
    now = request.now
    article = Article.objects.public(now).select_related("section").filter(pk=pk).first()
    if article is None:
        return gone(request, pk)
    if not changelog.is_changed(article, now):
        raise Http404("this story says what it always said")
    if elsewhere := pages.moved(request, reverse("article_changes", args=[article.pk, article.slug])):
        return elsewhere
    page = pages.page_of(request, article.versions.seen(now).defer("content"), SIZE)
    return render(
        request,
        "articles/article_changes.html",
        {
            "article": article,
            "page": replace(page, rows=changelog.entries(article, page.rows, now)),
            "Change": Version.Change,
            "is_redacted": article.redactions.exists(),
        },
    )
