"""The places that a story's data names: found by what it says of them, made when they are not there yet.

{"uid", "name", "code", "latin_name", "names": [{"name", "kind"}], "parent": {…}}

A place is known by its uid, else by its code, else (where the data gives neither) by its name or its
`slug` in any spelling. What is there already keeps what the newsroom says of it.
"""

import re

from articles.models import Place, PlaceName, iso3166
from articles.models.place import LEVELS
from articles.references import UnknownReference
from newsroom.arabic import fold, tidy

KNOWN_BY = ("uid", "code", "slug", "name")
UID = re.compile(r"[A-Za-z0-9._:-]{1,100}")


class Misnamed(ValueError):
    """Data of a place that cannot be read; the message says what is wrong with it and what to write."""


def tidied(item, level=1):
    """The data of a place as it can be looked up and stored. Raises Misnamed."""
    if not isinstance(item, dict) or not any(item.get(name) for name in KNOWN_BY):
        raise Misnamed("Each of places, and what it lies in (parent), needs uid, code, slug or name.")
    if level > LEVELS:
        raise Misnamed(f"A place lies in at most {LEVELS - 1} others, one in the next.")
    found = dict(item)
    for name in (*KNOWN_BY, "latin_name"):
        if not isinstance(found.get(name) or "", str):
            raise Misnamed(f"{name} of a place must be text.")
    if found.get("uid") and not UID.fullmatch(found["uid"]):
        raise Misnamed(f"uid {found['uid'][:40]!r} of a place may hold only letters, digits and . _ : -")
    for name in ("name", "latin_name"):
        if name in found:
            found[name] = _line(name, found[name] or "")
    if found.get("code"):
        found["code"] = found["code"].strip().upper()
        if not iso3166.is_code(found["code"]):
            raise Misnamed(
                f"code {found['code'][:20]!r} of a place is none of ISO 3166. Write it like SY or SY-DI."
            )
    found["names"] = [_other_name(other) for other in _list(found.get("names", []))]
    if found.get("parent"):
        found["parent"] = tidied(found["parent"], level + 1)
    return found


def _line(name, text):
    line = tidy.line(text)
    if len(line) > 200 or tidy.has_bidi_control(text):
        raise Misnamed(
            f"{name} of a place is one line of at most 200 characters, without bidi control characters."
        )
    return line


def _list(names):
    if not isinstance(names, list):
        raise Misnamed('names of a place is a list of {"name", "kind"}.')
    return names


def _other_name(other):
    if not isinstance(other, dict) or not isinstance(other.get("name"), str):
        raise Misnamed('names of a place is a list of {"name", "kind"}.')
    kind = other.get("kind", PlaceName.Kind.ALIAS)
    if kind not in PlaceName.Kind.values:
        raise Misnamed(f"kind {kind!r} is unknown. It is one of: {', '.join(PlaceName.Kind.values)}.")
    return {"name": _line("name", other["name"]), "kind": kind}


class Places:
    """Those that the stories of one batch name; each is asked for, and made, once."""

    def __init__(self, references):
        self.references = references
        self._known = {}

    def of(self, items):
        """The Places of a story's data, each once. Raises UnknownReference or ValidationError."""
        return list({place.pk: place for place in map(self.one, items)}.values())

    def find(self, item):
        """The Place that an item means; None for one that is not there."""
        uid = item.get("uid")
        if uid and self.references.has("place", uid):
            return self.references.get("place", uid)
        if code := item.get("code"):
            return self._asked(("code", code), lambda: Place.objects.filter(code=code).first())
        if uid:
            return None
        name = item.get("name") or item.get("slug", "").replace("-", " ")
        return self._asked(("key", fold.key(name)), lambda: _named(name))

    def one(self, item):
        found = self.find(item)
        if found is None:
            found = self._make(item)
            self.references.add(found)
            self._known[("code", found.code)] = self._known[("key", found.key)] = found
        return found

    def _asked(self, name, ask):
        if self._known.get(name) is None:
            self._known[name] = ask()
        return self._known[name]

    def _make(self, item):
        if not item.get("name"):
            called = next(item[name] for name in KNOWN_BY if item.get(name))
            raise UnknownReference(
                f"There is no place {called!r}. Give its name as well, so that it can be made, or correct it."
            )
        parent = self.one(item["parent"]) if item.get("parent") else None
        place = Place(name=item["name"], latin_name=item.get("latin_name", ""), parent=parent)
        place.code = item.get("code") or None
        if item.get("uid"):
            place.uid = item["uid"]
        place.clean()
        place.save()
        for other in item.get("names", ()):
            PlaceName(place=place, **other).save()
        return place


def _named(name):
    found = list(Place.objects.named(name)[:2])
    if len(found) > 1:
        raise UnknownReference(f"There is more than one place {name!r}. Give the uid or the code of one.")
    return found[0] if found else None
