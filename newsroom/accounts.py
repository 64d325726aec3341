"""Who may come in, and by which door."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import ValidationError
from django.http.request import split_domain_port
from django.utils.translation import gettext_lazy as _

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA")
LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


class LoopbackForKnownPasswords(ModelBackend):
    """Django's own, but an account whose password is public knowledge works on this machine only."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        user = super().authenticate(request, username=username, password=password, **kwargs)
        if user and user.has_known_password and not self._is_here(request):
            return None
        return user

    def _is_here(self, request):
        if request is None:
            return True  # the command line and the tests are on this machine
        if any(name in request.META for name in FORWARDED):
            return False  # a server in front speaks for somebody else
        host = split_domain_port(request.META.get("HTTP_HOST", "localhost"))[0]
        return host in LOOPBACK and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")


class LoginForm(AdminAuthenticationForm):
    def get_invalid_login_error(self):
        """Who has the password of a stopped account is told so; anybody else hears no more of it than of any other."""
        typed = self.cleaned_data
        stopped = get_user_model().objects.filter(username=typed["username"], is_active=False).first()
        if stopped and stopped.check_password(typed["password"]):
            said = _("This account was stopped, so nobody can log in with it. Ask an administrator.")
            return ValidationError(said, code="inactive")
        return super().get_invalid_login_error()
