"""Addresses as people write them: which are of this site, and which are spelled as one."""

import re
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.http.request import validate_host

WRITTEN = re.compile(r"/(?![/\\])|https?://[^/\s\\]")  # never //host, which a browser takes for another site


def addresses_of(address):
    """By which old addresses one that shows nothing is led on, the surest first: "/people/7/" holds for every slug
    behind it.
    """
    address = address.partition("#")[0]
    path = unquote(address.partition("?")[0])
    found = [address, unquote(address), path, quote(path), *re.findall(r"^/[a-z]+/[0-9]+/", path)]
    return [one.replace("\0", "") for one in found]


def is_whole(address):
    """Whether it can be read at all: a bracket may not close, a port may be none."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def our_path(address):
    """What an address asks this site for, its dots resolved as browsers do; "" for another site's."""
    if not is_whole(address) or not is_whole(urljoin(settings.SITE_ADDRESS, address)):
        return ""
    parts = urlsplit(urljoin(settings.SITE_ADDRESS, address))
    site = urlsplit(settings.SITE_ADDRESS)
    named = validate_host(parts.hostname or "", [host for host in settings.ALLOWED_HOSTS if host != "*"])
    is_ours = parts.netloc == site.netloc or (named and parts.port in (None, site.port))
    return parts._replace(scheme="", netloc="").geturl() if is_ours else ""
