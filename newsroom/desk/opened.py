"""When a form was opened that is posted: what was removed for ever since does not come back by it unseen.

Each form carries the moment in milliseconds (`_opened_at`), as does each text that a browser keeps of it.
"""

import time
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateformat import time_format
from django.utils.translation import gettext_lazy as _

from newsroom.fields import could_be_id


def now_opened():
    """What a form carries of when it is opened."""
    return str(int(time.time() * 1000))


def opened_at(request):
    """When the posted form was opened; None for what none of ours says."""
    opened = request.POST.get("_opened_at", "")
    # In milliseconds: a move of the same second came before.
    return (
        datetime.fromtimestamp(int(opened) / 1000, UTC) if could_be_id(opened) and len(opened) < 15 else None
    )


def removed_meanwhile(request, admin_site, but=None):
    """When words were removed for ever since the posted form was opened; None where none were, or nobody says when
    that was. `but`: see the site's `removed_since`.
    """
    opened = opened_at(request)
    return admin_site.removed_since(opened, but) if opened else None


def ask_once(request, admin_site, but=None):
    """Refuse what was begun before words were removed for ever, whatever else is wrong with it. Raises ValidationError."""
    removed_at = removed_meanwhile(request, admin_site, but)
    request.told_of_removal = bool(removed_at)
    refuse_removed(removed_at)


def opened_still(request, told=False):
    """What a form that is shown again carries: whoever was told that words were removed has seen it now."""
    told = told or getattr(request, "told_of_removal", False)
    return request.POST["_opened_at"] if opened_at(request) and not told else now_opened()


def refuse_removed(at):
    """`at`: when words were removed for ever since a form was opened, or None. Raises ValidationError."""
    if at:
        raise ValidationError(
            _(
                "Nothing is saved yet: words were removed for ever at %(at)s, while you were writing. If they stand "
                "in what you typed, take them out; then save."
            ),
            params={"at": time_format(timezone.localtime(at), "H:i")},
        )
