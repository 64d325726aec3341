"""A story before it is public: for staff in any state, for somebody outside by a signed link."""

from functools import wraps

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles import previews
from articles.models import Article, PreviewLink, Quote, QuoteState
from articles.views import stories
from newsroom.desk.again import logs_in_again


def unseen(referrer):
    """Decorator: the answer is kept in no cache and no index, and its address goes no further than `referrer` allows."""

    def decorate(view):
        @wraps(view)
        def answer(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            response["Cache-Control"] = "private, no-store"
            response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
            response["Referrer-Policy"] = referrer
            return response

        return answer

    return decorate


def show(request, article, token="", **context):
    """The story's page as it would be, without links to pages that may not be public."""
    rows = Article.objects.select_related("section", "lead_photo", "draft_of")
    rows = rows.prefetch_related("bylines__contributor", "tags")
    article = rows.get(pk=article.pk)
    quotes = stories.in_full(Quote.objects.filter(article=article, state=QuoteState.CONFIRMED))
    page = stories.page(article, quotes, request.now, linked=False, token=token)
    return render(
        request,
        "articles/preview.html",
        page
        | {"unlinked": True, "preview_token": token, "story": article.root}
        | {"is_public": article.root.is_public(request.now), **context},
    )


@unseen("same-origin")  # Django asks a form by which page it was sent
@staff_member_required
@logs_in_again
@require_http_methods(["GET", "POST"])
def preview(request, pk):
    """The draft if there is one, else the story itself; the desk makes and revokes its links here."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    story = get_object_or_404(Article.objects.stories(), pk=pk)
    article = story.edited
    if request.method == "POST":
        _links(request, article)
        return HttpResponseRedirect(reverse("preview", args=[story.pk]))
    may_share = previews.may_share(request.user, article) and not previews.why_none(article, request.now)
    links = PreviewLink.objects.of(story).open(request.now).select_related("made_by") if may_share else []
    return show(
        request,
        article,
        links=[(link, request.build_absolute_uri(address_of(link))) for link in links],
        hours=previews.HOURS if may_share else {},
    )


def _links(request, article):
    """Make a link, or revoke one, as the posted form says."""
    revoked, hours = request.POST.get("revoke", ""), request.POST.get("hours", "")
    if revoked:
        link = PreviewLink.objects.of(article.root).filter(uid=revoked).first()
        if link:
            previews.revoke(link, request.user)
            messages.success(request, _("The link shows nothing any more."))
        return
    try:
        chosen = next((number for number in previews.HOURS if str(number) == hours), None)
        link = previews.share(article, request.user, chosen)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The link is made. Copy it and send it to whom it is meant for."))


def address_of(link):
    return reverse("preview_link", args=[previews.token(link)])


@unseen("no-referrer")
@require_safe
def preview_link(request, token):
    """What an open link leads to; for any other one a page that says what to do and shows nothing."""
    link = previews.link_of(token)
    if link and link.is_open(request.now):
        return show(request, link.article, token, link=link)
    public = Article.objects.public(request.now).filter(pk=link.article.root.pk).first() if link else None
    reason = "unknown" if link is None else "published" if public else _why(link, request.now)
    return render(
        request,
        "articles/preview_closed.html",
        {"reason": reason, "public": public},
        status=404 if reason == "unknown" else 410,
    )


def _why(link, now):
    return "expired" if link.expires_at <= now else "revoked"
