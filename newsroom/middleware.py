"""Two things every request needs: one `now`, and a policy that forbids what we do not use."""

from django.conf import settings
from django.utils import timezone


class Now:
    """`request.now`: the one moment at which this whole answer is true."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.now = timezone.now()
        return self.get_response(request)


class ContentSecurityPolicy:
    """Sends SECURE_CSP (named as in Django 6, which has this built in) with every answer."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.policy = "; ".join(
            f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items()
        )

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"
        )
        return response
