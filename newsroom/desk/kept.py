"""What is typed is kept in the browser until it is saved (static/newsroom/admin/drafts.js): what the server says of it."""

import re

from django.http import JsonResponse
from django.urls import reverse

TYPED = re.compile("[a-z0-9]{8,24}")
POPUP = "admin/popup_response.html"  # closes the window in which a row was added


def kept_no_longer(request, response, is_saved=None):
    """The answer to what was typed; where it was saved, the browser, which kept a copy, is told to let go of it."""
    typed = request.POST.get("typed_text", "")
    if TYPED.fullmatch(typed) and (_is_saved(response) if is_saved is None else is_saved):
        response.set_cookie("saved_text", typed, max_age=600, path=reverse("admin:index"), samesite="Lax")
    return response


def _is_saved(response):
    """A form that was refused comes back itself, as HTML."""
    is_popup = POPUP in (getattr(response, "template_name", None) or ())
    return response.status_code == 302 or is_popup or isinstance(response, JsonResponse)
