"""Pages that belong to the site as a whole, and what every page knows of the house."""

import re
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from articles import previews
from articles.models import Article, Section
from newsroom.models import Redirect
from newsroom.photos.models import Photo
from people.models import Person


def house(request):
    """The newsroom's name, the sections of its menu, what is breaking and the page's own address, for every template."""
    return {
        "newsroom_name": settings.NEWSROOM_NAME,
        "sections": SimpleLazyObject(lambda: list(Section.objects.shown())),
        "breaking": SimpleLazyObject(lambda: _breaking(request)),
        "page_address": SimpleLazyObject(lambda: request.build_absolute_uri(request.path)),
    }


BREAKING = 3  # lines on the strip


def _breaking(request):
    now = getattr(request, "now", None)
    return list(Article.objects.breaking(now).defer("body")[:BREAKING]) if now else []


def about(request):
    return render(request, "newsroom/about.html")


# Photos

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "avif": "image/avif"}


def photo_file(request, uid, ending):
    """The picture itself, to readers only while something public shows it."""
    photo = get_object_or_404(Photo, uid=uid.replace("\0", ""))
    if ending not in TYPES or not photo.file.name.endswith(f".{ending}"):
        raise Http404("no such picture")
    public = is_public(photo, request)
    is_staff = request.user.is_active and request.user.is_staff
    if not (public or is_staff or previews.shows(request.GET.get("preview", ""), photo, request.now)):
        raise Http404("no such picture")
    try:
        response = FileResponse(photo.file.open("rb"), content_type=TYPES[ending])
    except FileNotFoundError:
        raise Http404("no such picture") from None
    response["Cache-Control"] = "public, max-age=3600" if public else "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def is_public(photo, request):
    """Shown at the head of a public story, by a public person, or in the story named by ?story=.

    Which bodies hold a photo cannot be asked quickly, so a story's page says it in the address.
    """
    stories = Article.objects.public(request.now)
    story = request.GET.get("story", "")
    if re.fullmatch("[0-9]{1,18}", story) and stories.filter(
        pk=int(story), body__contains=f'data-photo="{photo.uid}"'
    ):
        return True
    people = Person.objects.public(request.now)
    return stories.filter(lead_photo=photo).exists() or people.filter(photo=photo).exists()


# For machines, and for addresses that lead nowhere


def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request, exception):
    """404, unless the address has moved. A redirect from "/people/7/" holds for every slug behind it."""
    path = request.path.replace("\0", "")
    known = [path, quote(path), *re.findall(r"^/[a-z]+/[0-9]+/", path)]
    moved = {row.old_path: row.new_path for row in Redirect.objects.filter(old_path__in=known)}
    for old in known:
        if old in moved:
            return HttpResponsePermanentRedirect(moved[old])
    return render(request, "404.html", status=404)


def forbidden(request, exception):
    return render(request, "403.html", status=403)


def bad_request(request, exception):
    return _without_request("400.html", 400)


def server_error(request):
    return _without_request("500.html", 500)


def _without_request(template, status):
    """A page that asks nothing of the request or the database: one of them may be what is broken."""
    return HttpResponse(render_to_string(template, {"newsroom_name": settings.NEWSROOM_NAME}), status=status)
