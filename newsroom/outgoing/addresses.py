"""Which addresses may be called: public ones over https, and what the house names itself.

An editor's webhook must not become a hand that reaches into the house's own network. So the name is
resolved, every address it has is examined, and the caller connects to the very address that was
examined (a name can resolve differently a moment later). WEBHOOK_PRIVATE_HOSTS names the exceptions.
"""

import ipaddress
import socket
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

# Public by number, but a cloud's own machinery answers there.
MACHINERY = [ipaddress.ip_network("168.63.129.16/32"), ipaddress.ip_network("192.0.0.0/24")]
GLOBAL_V6 = ipaddress.ip_network("2000::/3")
TUNNELS = [ipaddress.ip_network("2001::/32"), ipaddress.ip_network("2002::/16")]  # Teredo, 6to4: hold an IPv4
PORTS = {"https": 443, "http": 80}


class Refused(Exception):
    """`message` says in the reader's language what is wrong with the address and what to do."""

    def __init__(self, message):
        super().__init__(str(message))
        self.message = message


class NoHost(Refused):
    """The name leads nowhere: it is misspelt, or its host is gone."""


class Target(NamedTuple):
    """Where to connect: each of `ips` was examined, `host` is the name for TLS and the Host header."""

    scheme: str
    host: str
    port: int
    ips: tuple
    path: str

    @property
    def authority(self):
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def examine(url):
    """The Target of an address that may be called. Raises Refused, without having called anything."""
    scheme, host, port, path = _parts(url)
    name = f"[{host}]" if ":" in host else host
    named_by_the_house = {host, f"{name}:{port}"} & set(settings.WEBHOOK_PRIVATE_HOSTS)
    if scheme != "https" and not named_by_the_house:
        raise Refused(_("Messages go over https only. Write an address that begins with https://."))
    found = _resolve(host, port)
    if not named_by_the_house and not all(map(is_public, found)):
        raise Refused(
            _(
                "This address leads into a private network, where no message may go. Write a public address, "
                "or let the administrator name the host in WEBHOOK_PRIVATE_HOSTS."
            )
        )
    return Target(scheme, host, port, tuple(map(str, found)), path)


def are_one(url, other):
    """Whether two addresses lead to the same place, however each is spelled. Nothing is called, no name resolved."""
    try:
        return _parts(url) == _parts(other)
    except Refused:
        return url == other


def _parts(url):
    broken = Refused(_("This is no address. Write one like https://push.example/newsroom."))
    if url != url.strip() or any(ord(letter) <= 32 or ord(letter) == 127 for letter in url) or "\\" in url:
        raise broken
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except ValueError:  # UnicodeError is one
        raise broken from None
    if parts.scheme not in PORTS or not host or "%" in host or port == 0:
        raise broken
    if parts.username is not None or parts.password is not None:
        raise Refused(_("An address with a name or a password in it is not called. Write it without them."))
    path = parts.path or "/"
    path = path + (f"?{parts.query}" if parts.query else "")
    if not path.isascii():
        raise broken
    return parts.scheme, host, port or PORTS[parts.scheme], path


def _resolve(host, port):
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoHost(_("There is no host of this name. Correct the address.")) from None
    return [ipaddress.ip_address(address[0].partition("%")[0]) for *_rest, address in found]


def is_public(ip):
    """Whether an IP address is one of the open internet, whatever form it is written in."""
    if ip.version == 6:
        if ip.ipv4_mapped:
            return is_public(ip.ipv4_mapped)
        if ip not in GLOBAL_V6 or any(ip in tunnel for tunnel in TUNNELS):
            return False
    is_special = ip.is_multicast or ip.is_reserved or any(ip in network for network in MACHINERY)
    return ip.is_global and not is_special
