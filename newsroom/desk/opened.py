"""When a form was opened that is posted: what was removed for ever since does not come back by it unseen.

Each form carries the moment in milliseconds (`_opened_at`), as does each text that a browser keeps of it; behind a dot,
once it was refused, the number of the last removal that whoever sent it was told of: he is not asked about that again.
"""

import time
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateformat import time_format
from django.utils.translation import gettext_lazy as _

from newsroom.fields import could_be_id


def now_opened(told=0):
    """What a form carries of when it is opened. `told`: the last removal that its reader knows of."""
    now = str(int(time.time() * 1000))
    return f"{now}.{told}" if told else now


def _opened(request):
    """(when the posted form was opened, None for what none of ours says; the last removal its sender was told of)."""
    moment, _dot, told = request.POST.get("_opened_at", "").partition(".")
    if not could_be_id(moment) or len(moment) > 14:
        return None, 0
    # In milliseconds: a move of the same second came before.
    return datetime.fromtimestamp(int(moment) / 1000, UTC), int(told) if could_be_id(told) else 0


def opened_at(request):
    """When the posted form was opened; None for what none of ours says."""
    return _opened(request)[0]


def removed_since(request, admin_site, but=None):
    """When words were removed for ever since the posted form was opened, which its sender was not told of yet; None
    where none were. Where nobody says when that was, it is long ago. `but`: see the site's `removed_since`.
    """
    opened, told = _opened(request)
    found = admin_site.removed_since(opened, told, but)
    if found is None:
        return None
    request.last_removal = found.pk
    return found.at


def removed_meanwhile(request, admin_site, but=None):
    """The same; None too where nobody says when the form was opened."""
    return removed_since(request, admin_site, but) if opened_at(request) else None


def ask_once(request, admin_site, but=None):
    """Refuse what was begun before words were removed for ever, whatever else is wrong with it. Raises ValidationError."""
    removed_at = removed_meanwhile(request, admin_site, but)
    request.told_of_removal = bool(removed_at)
    refuse_removed(removed_at)


def opened_still(request, told=False):
    """What a form that is shown again carries: whoever was told that words were removed has seen it now."""
    told = told or getattr(request, "told_of_removal", False)
    if opened_at(request) and not told:
        return request.POST["_opened_at"]
    return now_opened(getattr(request, "last_removal", _opened(request)[1]))


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
