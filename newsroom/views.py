"""Pages that belong to the site as a whole, and what every page knows of the house."""

from django.conf import settings
from django.http import (
    FileResponse,
    Http404,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.csrf import csrf_failure

from articles import internal_links, pictures, previews
from articles.models import Article, Contributor, Section
from newsroom.addresses import addresses_of
from newsroom.merging.heirs import address_now
from newsroom.models import Redirect
from newsroom.photos.markup import TYPES
from newsroom.photos.models import Photo
from newsroom.photos.picture import RENDITIONS
from people.models import Person


def house(request):
    """The newsroom's name, the sections of its menu, what is breaking and the page's own address, for every template."""
    return {
        "newsroom_name": settings.NEWSROOM_NAME,
        "sections": SimpleLazyObject(lambda: list(Section.objects.shown())),
        "breaking": SimpleLazyObject(lambda: _breaking(request)),
        "page_address": SimpleLazyObject(lambda: request.build_absolute_uri(request.path)),
    }


def not_ours(request, reason=""):
    """Who logs in a second time, in another window, as whom he is in already, is led on and not refused."""
    login = reverse("admin:login")
    user = request.user
    is_the_same = user.is_authenticated and request.POST.get("username", "") == user.get_username()
    if request.path != login or not is_the_same:
        return csrf_failure(request, reason)
    following = request.POST.get("next") or request.GET.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(following, {request.get_host()}, request.is_secure())
    return HttpResponseRedirect(following if is_ours else reverse("admin:index"))


BREAKING = 3  # lines on the strip


def _breaking(request):
    now = getattr(request, "now", None)
    return list(Article.objects.breaking(now).defer("body")[:BREAKING]) if now else []


def about(request):
    return render(request, "newsroom/about.html")


# Photos

KEPT = 3600  # seconds for which caches may hold a public picture; never beyond the end of its rights


def photo_file(request, uid, ending):
    """The picture itself, to readers only while something public shows it."""
    photo = get_object_or_404(Photo, uid=uid.replace("\0", ""))
    if not photo.file.name.endswith(f".{ending}"):
        raise Http404("no such picture")
    return picture_file(request, photo, photo.file.name, ending)


def photo_rendition(request, uid, width, ending):
    """The picture in one of the widths that were made of it; no other is ever made for an address."""
    photo = get_object_or_404(Photo, uid=uid.replace("\0", ""))
    if width not in photo.widths or ending not in RENDITIONS:
        raise Http404("no such picture")
    return picture_file(request, photo, photo.rendition_name(width, ending), ending)


def photo_cut(request, uid, cut, width, ending):
    """One of its cuts; an address from before the focal point was moved leads to the present one."""
    photo = get_object_or_404(Photo, uid=uid.replace("\0", ""))
    shape, _, at = cut.partition("-")
    if width not in photo.cuts.get(shape, ()) or ending not in RENDITIONS:
        raise Http404("no such picture")
    if at == photo.cut_at:
        return picture_file(request, photo, photo.rendition_name(width, ending, shape), ending)
    kept = how_long(request, photo, ending)
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    moved = HttpResponseRedirect(photo.cut_url(shape, width, ending) + query)
    moved["Cache-Control"] = kept
    return moved


def picture_file(request, photo, name, ending):
    kept = how_long(request, photo, ending)
    try:
        response = FileResponse(photo.file.storage.open(name), content_type=TYPES[ending])
    except FileNotFoundError:
        raise Http404("no such picture") from None
    response["Cache-Control"] = kept
    response["X-Content-Type-Options"] = "nosniff"
    return response


def how_long(request, photo, ending):
    """The Cache-Control for whoever may see this picture. Raises Http404 for everybody else."""
    public = is_public(photo, request.now)
    if ending not in TYPES or not (public or may_look(request, photo)):
        raise Http404("no such picture")
    left = int((photo.expires_at - request.now).total_seconds()) if photo.expires_at else KEPT
    return f"public, max-age={min(KEPT, left)}" if public else "private, no-store"


def is_public(photo, now):
    """Ready, and shown by a public story or as the portrait of a public person or author."""
    if not photo.is_ready(now):
        return False
    portrait = Photo.objects.filter(pk=photo.pk).unheld(now)
    return (
        pictures.shows(photo, Article.objects.public(now), now)
        or Person.objects.public(now).filter(photo__in=portrait).exists()
        or Contributor.objects.public(now).filter(photo__in=portrait).exists()
    )


def may_look(request, photo):
    """Staff may see every photo, whoever has an open preview link those of its text."""
    is_staff = request.user.is_active and request.user.is_staff
    return is_staff or previews.shows(request.GET.get("preview", ""), photo, request.now)


# For machines, and for addresses that lead nowhere


def robots(request):
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('search')}",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def not_found(request, exception):
    """404, unless the address has moved or what it showed was merged into something public."""
    known = addresses_of(request.get_full_path())
    moved = {row.old_path: row.new_path for row in Redirect.objects.filter(old_path__in=known)}
    for old in known:
        if old in moved:
            return HttpResponsePermanentRedirect(internal_links.present(moved[old], request.now))
    if address := address_now(request.resolver_match, request.now):
        return HttpResponsePermanentRedirect(address)
    return render(request, "404.html", _way_back(request), status=404)


def forbidden(request, exception):
    """403, with the sentence of who refused: our doors say what to do next, the platform's say nothing."""
    return render(request, "403.html", {"reason": str(exception), **_way_back(request)}, status=403)


def bad_request(request, exception):
    return _without_request("400.html", 400)


def server_error(request):
    return _without_request("500.html", 500, **_way_back(request))


def _way_back(request):
    """Whoever came from the desk is led back to it."""
    return {"at_desk": bool(request) and request.path.startswith(reverse("admin:index"))}


def _without_request(template, status, **context):
    """A page that asks nothing of the database: it may be what is broken."""
    house = {"newsroom_name": settings.NEWSROOM_NAME}
    return HttpResponse(render_to_string(template, house | context), status=status)
