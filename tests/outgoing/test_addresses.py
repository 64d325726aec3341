"""No message goes into a private network, in whatever form its address is written."""

import ipaddress
import socket

import pytest
from django.utils import translation

from newsroom.outgoing import addresses
from newsroom.outgoing.addresses import Refused, examine, is_public
from newsroom.outgoing.models import Receiver


def names(monkeypatch, **known):
    """A resolver that knows only these names; it still reads numbers as the system does."""
    real = socket.getaddrinfo

    def resolve(host, port, **kwargs):
        if host.replace(".", "_").replace("-", "_") in known:
            return [
                entry
                for ip in known[host.replace(".", "_").replace("-", "_")]
                for entry in real(ip, port, **kwargs)
            ]
        return real(host, port, **{**kwargs, "flags": socket.AI_NUMERICHOST})

    monkeypatch.setattr(addresses.socket, "getaddrinfo", resolve)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "240.0.0.1",
        "255.255.255.255", "168.63.129.16", "192.0.2.1",
        "::", "::1", "fe80::1", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1", "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1",
        "2001:0:7f00:1::", "2001:db8::1", "100::1",
    ],
)  # fmt: skip
def test_an_address_of_no_open_internet_is_known_as_such(ip):
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize("ip", ["93.184.216.34", "8.8.8.8", "2606:4700:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_open_internet_is_known_as_such(ip):
    assert is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "url",
    [
        "https://localhost/", "https://localhost./", "https://LOCALHOST:8443/x", "https://127.1/", "https://2130706433/",
        "https://0x7f000001/", "https://0177.0.0.1/", "https://[::1]/", "https://[::ffff:127.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/", "https://intranet.example/", "https://both.example/",
    ],
)  # fmt: skip
def test_an_address_into_a_private_network_is_refused_in_arabic(monkeypatch, url):
    names(
        monkeypatch,
        localhost=["127.0.0.1"],
        LOCALHOST=["127.0.0.1"],
        intranet_example=["10.0.0.7"],
        both_example=["93.184.216.34", "192.168.0.9"],
    )
    with translation.override("ar"), pytest.raises(Refused, match="شبكة خاصة"):
        examine(url)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("http://push.example/", "https"),
        ("ftp://push.example/", "رابط"),
        ("https://user:word@push.example/", "كلمة مرور"),
        ("https://push.example\\@127.0.0.1/", "رابط"),
        ("https://push.example/\r\nHost: x", "رابط"),
        ("https://[::1%25lo]/", "رابط"),
        ("https://:443/", "رابط"),
        ("https://push.example:99999/", "رابط"),
        ("https://nowhere.example/", "لا يوجد"),
        ("https://" + "x" * 70 + ".example/", "رابط"),
        ("ماذا", "رابط"),
        ("", "رابط"),
    ],
)
def test_what_is_no_good_address_is_refused_with_what_to_write(monkeypatch, url, said):
    names(monkeypatch, push_example=["93.184.216.34"])
    with translation.override("ar"), pytest.raises(Refused, match=said):
        examine(url)


def test_the_caller_connects_to_the_very_addresses_that_were_examined(monkeypatch):
    names(monkeypatch, push_example=["93.184.216.34"])
    target = examine("https://push.example:8443/a?b=c")
    assert target == ("https", "push.example", 8443, ("93.184.216.34",), "/a?b=c")
    assert target.authority == "push.example:8443"


def test_only_the_host_and_port_the_house_names_is_let_through(settings):
    settings.WEBHOOK_PRIVATE_HOSTS = ["127.0.0.1:9000"]
    assert examine("http://127.0.0.1:9000/").ips == ("127.0.0.1",)
    with pytest.raises(Refused):
        examine("https://127.0.0.1:9001/")


@pytest.mark.django_db
def test_a_name_that_moves_into_the_house_after_it_was_entered_is_not_called(
    monkeypatch, outside, deliver, settings
):
    from tests import make

    settings.WEBHOOK_PRIVATE_HOSTS = []
    names(monkeypatch, push_example=["127.0.0.1"])
    port = outside.host.partition(":")[2]
    Receiver.objects.create(name="متحوّل", url=f"https://push.example:{port}/")
    make.article(at=None)
    assert deliver()["failed"] == 1
    assert outside.got == []
