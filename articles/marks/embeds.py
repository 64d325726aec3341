r"""Posts and videos elsewhere: the addresses that stand in a body as a card.

>>> embed("https://www.youtube.com/watch?v=abcdefghijk&si=xyz")
('youtube', 'https://youtube.com/watch?v=abcdefghijk')

In the body a card is `<figure data-embed="ADDRESS"><figcaption>…</figcaption></figure>`: the caption is what
the editor writes of it, text like any other; the address is no text, so no quote ever lies in it.

The rules are said once, here, for the sanitiser and for the editor in the browser, so a pattern knows only
what Python and JavaScript read alike. What names no post or video (a profile, a home page), another port, a
name with a password, any other scheme and any other host is no card.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl

LONGEST = 300
SPLIT = re.compile(r"https?://([^/?#\s\\]+)(/[^?#\s\\]*)?(?:\?([^#\s\\]*))?(?:#[^\s\\]*)?", re.IGNORECASE)
DOORS = re.compile(r"^(?:www|m|mobile|web)\.")  # by which one comes to the same page


class Provider(NamedTuple):
    """`pattern`: host and path, then the `keys` of the query that say which post it is, in this order."""

    pattern: str
    keys: tuple = ()


PROVIDERS = {
    "youtube": Provider(
        r"youtube\.com/watch\?v=[A-Za-z0-9_-]{6,20}(?:&t=[0-9hms]{1,10})?"
        r"|youtube\.com/(?:shorts|live|embed)/[A-Za-z0-9_-]{6,20}(?:\?t=[0-9hms]{1,10})?"
        r"|youtu\.be/[A-Za-z0-9_-]{6,20}(?:\?t=[0-9hms]{1,10})?",
        ("v", "t"),
    ),
    "x": Provider(r"(?:x|twitter)\.com/[A-Za-z0-9_]{1,20}(?:/web)?/status/[0-9]{1,25}(?:/(?:photo|video)/[0-9])?"),
    "facebook": Provider(
        r"fb\.watch/[A-Za-z0-9_-]{4,40}"
        r"|facebook\.com/watch\?v=[0-9]{4,25}"
        r"|facebook\.com/(?:reel|share)(?:/[prv])?/[A-Za-z0-9_-]{4,40}"
        r"|facebook\.com/photo(?:\.php)?\?fbid=[0-9]{4,25}(?:&id=[0-9]{4,25})?"
        r"|facebook\.com/(?:permalink|story)\.php\?story_fbid=[A-Za-z0-9]{4,90}&id=[0-9]{4,25}"
        r"|facebook\.com/groups/[A-Za-z0-9.]{2,60}/(?:posts|permalink)/[0-9]{4,25}"
        r"|facebook\.com/[A-Za-z0-9.%-]{2,120}/(?:posts|videos|photos)/[A-Za-z0-9./%_-]{4,200}",
        ("v", "fbid", "story_fbid", "id"),
    ),
    "instagram": Provider(r"instagram\.com/(?:[A-Za-z0-9_.]{1,30}/)?(?:p|reel|reels|tv)/[A-Za-z0-9_-]{5,40}"),
    "telegram": Provider(r"(?:t|telegram)\.me/(?:s/)?[A-Za-z][A-Za-z0-9_]{3,31}/[0-9]{1,12}"),
    "tiktok": Provider(
        r"tiktok\.com/@[A-Za-z0-9_.]{2,24}/(?:video|photo)/[0-9]{5,25}|v[mt]\.tiktok\.com/[A-Za-z0-9]{5,20}"
    ),
    "vimeo": Provider(
        r"vimeo\.com/(?:channels/[A-Za-z0-9_-]{1,60}/)?[0-9]{4,12}(?:/[0-9a-f]{6,16})?|player\.vimeo\.com/video/[0-9]{4,12}"
    ),
    "dailymotion": Provider(r"dailymotion\.com/video/[a-z0-9]{5,12}|dai\.ly/[a-z0-9]{5,12}"),
}  # fmt: skip


def embed(text):
    """(provider, address) of a bare address that is a card, without what only follows its reader; or None."""
    found = SPLIT.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if not found:
        return None
    host, path, query = found.groups(default="")
    said = {}
    for key, value in parse_qsl(query):
        said.setdefault(key, value)
    place = DOORS.sub("", host.lower()) + path.rstrip("/")
    for name, provider in PROVIDERS.items():
        kept = "&".join(f"{key}={said[key]}" for key in provider.keys if key in said)
        whole = f"{place}?{kept}" if kept else place
        if re.fullmatch(provider.pattern, whole):
            return name, f"https://{whole}"
    return None


def is_embed(value):
    """Whether the value of a figure is the address of a card; that of a photo is its uid."""
    return value.startswith("https://")


def embed_of(runs):
    """The address of the card that a paragraph of these runs is: a bare address, alone on its line; or None."""
    if runs[0][0][:4].lower() != "http":
        return None
    found = embed("".join(text for text, _ in runs))
    for name, value in {mark for _, marks in runs for mark in marks} if found else ():
        if name in ("q", "span") or (name == "a" and embed(value) != found):
            return None
    return found and found[1]
