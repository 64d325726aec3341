"""Two at one moment, of whom the database lets one through: what the other asked is done once more, of what stands now."""

from copy import copy
from functools import wraps

from django.contrib.auth import get_user_model
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, connection
from django.urls import reverse

TRIES = 3


class LostRace(PermissionDenied):
    """Raised in a transaction where somebody made a row public, or closed it, after it was asked whether it is open: the
    next try meets it as it is by now.
    """


def tried_again(view):
    """For views of a ModelAdmin that write in one transaction: a deadlock, or a row that a merge took at this moment,
    is no error of who pressed. The last try's error is raised.
    """

    @wraps(view)
    def tried(self, request, *args, **kwargs):
        request.POST.get("")  # read once: the copy of a request that nobody has read holds nothing
        said = getattr(getattr(request, "_messages", None), "_queued_messages", [])
        before = len(said)
        for left in reversed(range(TRIES)):
            try:
                # A copy: what one try notes on the request is nothing to the next.
                attempt = copy(request)
                try:
                    return view(self, attempt, *args, **kwargs)
                finally:
                    if hidden := getattr(attempt, "sensitive_post_parameters", None):
                        request.sensitive_post_parameters = hidden  # read by a report of an error
            except (IntegrityError, OperationalError, LostRace):
                if not left or connection.in_atomic_block:
                    raise
                del said[before:]

    return tried


def logs_in_again(view):
    """For views that write in somebody's name, outside any transaction: an account that was deleted at this moment signs
    nothing and may nothing, and whoever had it is asked to log in, as when a login ends.
    """

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (IntegrityError, PermissionDenied):
            if connection.in_atomic_block or _is_here(request.user):
                raise
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))

    return answered


def _is_here(user):
    return get_user_model()._default_manager.filter(pk=user.pk).exists()
