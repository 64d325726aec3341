"""Many files at once become many photos; what the desk should know of photos that just came in."""

import logging

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from newsroom.photos.forms import UploadForm

logger = logging.getLogger(__name__)
NOT_STORED = _("The server could not store the photo. Try again, or tell whoever runs it.")


class TakesMany:
    """For the ModelAdmin of photos: a page that takes many files, and notes on those that came in."""

    def get_urls(self):
        return [
            path("upload/", self.admin_site.admin_view(self.upload_view), name="photos_photo_upload"),
            *super().get_urls(),
        ]

    def upload_view(self, request):
        """Many files become many photos; what is wrong with one costs the others nothing.

        The page's script sends them one by one and asks for JSON: {"files": [{"stored", "html"}]}, or
        {"html"} with status 400 where the rest of the form is wrong.
        """
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        by_script = request.get_preferred_type(["text/html", "application/json"]) == "application/json"
        if request.method == "POST" and form.is_valid():
            taken = [(file, *self._take_in(request, form, file)) for file in form.cleaned_data["files"]]
            if by_script:
                return JsonResponse({"files": [self._line(photo, reason) for _, photo, reason in taken]})
            for file, photo, reason in taken:
                if photo is None:
                    text = format_html("<bdi>{}</bdi>: {}", file.name[-100:], reason)
                    self.message_user(request, text, messages.ERROR)
            made = [photo for _, photo, _ in taken if photo]
            self.tell(request, made)
            if made:
                text = ngettext("%(number)d photo was stored.", "%(number)d photos were stored.", len(made))
                self.message_user(request, text % {"number": len(made)}, messages.SUCCESS)
                return HttpResponseRedirect(reverse("admin:photos_photo_changelist"))
        elif request.method == "POST" and by_script:
            said = ((error,) for errors in form.errors.values() for error in errors)
            told = {"html": format_html_join(" ", "{}", said)}
            if request.FILES and {*form.errors} == {"files"}:
                return JsonResponse({"files": [told | {"stored": False}]})
            return JsonResponse(told, status=400)
        return self.page(
            request,
            "admin/photos/photo/upload.html",
            form=form,
            media=self.media + form.media,
            title=gettext("Upload photos"),
            button=gettext("Store the photos"),
        )

    def _take_in(self, request, form, file):
        """(the stored photo, None), or (None, why it is not stored)."""
        try:
            with transaction.atomic():
                photo = form.make(file)
                self.log_addition(request, photo, [{"added": {}}])
            return photo, None
        except ValidationError as error:
            return None, _reason(error)
        except Exception:  # what one picture breaks, in whatever library, costs the others nothing
            logger.exception("A photo could not be stored: %s", file.name)
            return None, NOT_STORED

    def _line(self, photo, reason):
        """What the page's script shows of one file."""
        if photo is None:
            return {"stored": False, "html": conditional_escape(reason)}
        address = reverse("admin:photos_photo_change", args=[photo.pk])
        notes = format_html_join("", '<span class="upload-note">{}</span>', ((n,) for n in _notes([photo])))
        html = format_html('<a href="{}" target="_blank">{}</a>{}', address, photo, notes)
        return {"stored": True, "html": html}

    def tell(self, request, photos):
        self.say(request, _notes(photos))

    def say(self, request, notes):
        for note in notes:
            self.message_user(request, note, messages.WARNING)


def _notes(photos):
    """What the desk should know of photos that just came in."""
    for photo in photos:
        if twin := photo.look_alikes().first():
            address = reverse("admin:photos_photo_change", args=[twin.pk])
            text = gettext("“%(photo)s” looks the same as a photo that is here already:")
            yield format_html('{} <a href="{}">{}</a>', text % {"photo": photo}, address, twin)
    waiting = [photo for photo in photos if not photo.credit]
    if waiting:
        text = ngettext(
            "%(number)d photo has no credit yet: readers see it once somebody has written one.",
            "%(number)d photos have no credit yet: readers see them once somebody has written one.",
            len(waiting),
        )
        yield text % {"number": len(waiting)}
    yield from of_rights(photos, timezone.now())


def of_rights(photos, now):
    """What the desk should know of photos whose rights have ended already."""
    over = [photo for photo in photos if photo.has_expired(now)]
    if over:
        text = ngettext(
            "The rights of %(number)d photo have ended already: readers do not see it. Correct “rights end” if it "
            "is not so.",
            "The rights of %(number)d photos have ended already: readers do not see them. Correct “rights end” if "
            "it is not so.",
            len(over),
        )
        yield text % {"number": len(over)}


def _reason(error):
    """What an error says, with a link to the photo that it names."""
    said = [each for errors in error.error_dict.values() for each in errors]
    named = [each.params["photo"] for each in said if each.params and "photo" in each.params]
    links = ((reverse("admin:photos_photo_change", args=[photo.pk]), photo) for photo in named)
    return format_html("{} {}", " ".join(error.messages), format_html_join(" ", '<a href="{}">{}</a>', links))
