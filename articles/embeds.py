"""The card of a post or a video elsewhere, as readers see it and as the editor knows it."""

from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.marks.embeds import PROVIDERS, embed


def names():
    """{provider: what the desk calls it}."""
    return {
        "youtube": _("YouTube"),
        "x": _("X"),
        "facebook": _("Facebook"),
        "instagram": _("Instagram"),
        "telegram": _("Telegram"),
        "tiktok": _("TikTok"),
        "vimeo": _("Vimeo"),
        "dailymotion": _("Dailymotion"),
    }


def rules():
    """What the editor in the browser has to know of each provider: its name, and which addresses are its own."""
    known = names()
    return [
        {"name": known[name], "pattern": provider.pattern, "keys": provider.keys}
        for name, provider in PROVIDERS.items()
    ]


def card(address):
    """The beginning of the card, up to its caption; "" of an address that is (no more) one of a provider's."""
    found = embed(address)
    if not found:
        return ""
    name = names()[found[0]]
    return format_html(
        '<figure class="embed"><p class="embed-from"><span class="embed-name">{}</span> '
        '<a href="{}" rel="noopener noreferrer nofollow"><span class="embed-open">{}</span> <bdi dir="ltr">{}</bdi></a></p>',
        name,
        found[1],
        _("Open at %(provider)s") % {"provider": name},
        found[1].removeprefix("https://"),
    )
