"""What every request needs: one `now`, a policy that forbids what we do not use, and no answer that is kept for ever."""

from django.conf import settings
from django.utils import timezone


class Now:
    """`request.now`: the one moment at which this whole answer is true."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.now = timezone.now()
        return self.get_response(request)


class NotForEver:
    """Browsers are told to ask again: left to themselves they keep a 301 or a 410 for good, so that a story that is
    brought back, a headline that is changed back or a merge that is undone is never seen by who came by before; and a
    feed as long as its last change is old, with what was withdrawn or removed since.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code in (301, 308, 404, 410) or "Last-Modified" in response:
            response.headers.setdefault("Cache-Control", "no-cache")
        return response


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
