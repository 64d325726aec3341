"""The places that a story's data names: found by what it says of them, made when they are not there yet.

{"uid", "name", "code", "latin_name", "names": [{"name", "kind"}], "parent": {…}}

A place is known by its uid, else by its code, else (where the data gives neither) by its name or its
`slug` in any spelling. What is there already keeps what the newsroom says of it.
"""

from articles.models import Place, PlaceName
from articles.references import UnknownReference
from newsroom.arabic import fold

KNOWN_BY = ("uid", "code", "slug", "name")


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
            PlaceName(place=place, name=other["name"], kind=other.get("kind", "alias")).save()
        return place


def _named(name):
    found = list(Place.objects.named(name)[:2])
    if len(found) > 1:
        raise UnknownReference(f"There is more than one place {name!r}. Give the uid or the code of one.")
    return found[0] if found else None
