"""The people, organizations, sources and occasions that a story's data names by uid."""

from collections import defaultdict

from articles import marks
from articles.models import Article, Citation, Contributor, Occasion, Place, Source
from articles.models.links import LINKS
from articles.models.place import LEVELS
from newsroom.merging.heirs import by_uid
from newsroom.photos.models import Photo
from people.models import Organization, Person, Position, Tenure

MODELS = {
    "person": Person,
    "organization": Organization,
    "on_behalf_of": Organization,
    "parent": Organization,
    "host": Organization,
    "position": Position,
    "tenure": Tenure,
    "source": Source,
    "citation": Citation,
    "occasion": Occasion,
    "place": Place,
    "photo": Photo,
    "lead_photo": Photo,
    "updates_story": Article,
    "translation_of": Article,
}


class UnknownReference(ValueError):
    """Data names something by a uid that nobody bears; the message says which and what to do."""


class References:
    """Rows by uid, fetched once for each model however many are asked for."""

    def __init__(self):
        self._found = defaultdict(dict)
        self._nowhere = set()

    def prefetch(self, wanted):
        """Fetch these (name, uid) pairs: one query a model."""
        missing = defaultdict(set)
        for name, uid in wanted:
            model = MODELS[name]
            if uid and uid not in self._found[model] and (model, uid) not in self._nowhere:
                missing[model].add(uid)
        for model, uids in missing.items():
            found = by_uid(model._default_manager, uids)
            self._found[model] |= found
            self._nowhere.update((model, uid) for uid in uids - found.keys())

    def add(self, row):
        self._found[type(row)][row.uid] = row

    def forget(self):
        """Ask anew for everything: a transaction that made some of it was rolled back."""
        self._found.clear()
        self._nowhere.clear()

    def get(self, name, uid):
        """The row that field `name` means by this uid; None for no uid. Raises UnknownReference."""
        if not uid:
            return None
        model = MODELS[name]
        if uid not in self._found[model]:
            self.prefetch([(name, uid)])
        row = self._found[model].get(uid)
        if row is None:
            raise UnknownReference(
                f"{name} {uid!r} is not known. "
                + (
                    "Pictures are in no line: leave it out, or upload it at the desk and name its uid."
                    if model is Photo
                    else "Define it in the same line or load it first."
                )
            )
        return row

    def has(self, name, uid):
        try:
            return self.get(name, uid) is not None
        except UnknownReference:
            return False


def signers(bylines):
    """{uid: Contributor} of bylines as data; whoever is not there yet is made."""
    names = {line["uid"]: line.get("name") or line["uid"] for line in bylines}
    found = by_uid(Contributor.objects, names)
    for uid, name in names.items():
        if uid not in found:
            found[uid] = Contributor.objects.create(uid=uid, name=name)
    return found


def nested(places):
    """Each of these places as data, and after it what it lies in."""
    for place in places:
        for _ in range(LEVELS):
            if not isinstance(place, dict):
                break
            yield place
            place = place.get("parent")


def named_in(data):
    """Every (name, uid) that a story's data refers to."""
    for name in ("lead_photo", *LINKS):
        yield name, data.get(name)
    for place in nested(data.get("places", ())):
        yield "place", place.get("uid")
    for citation in data.get("citations", ()):
        yield "citation", citation.get("uid")
        yield "source", citation.get("source")
    for reply in data.get("corrections", ()):
        yield "person", reply.get("person")
        yield "organization", reply.get("organization")
    for quote in data.get("quotes", ()):
        for name in ("person", "organization", "on_behalf_of", "tenure", "occasion"):
            yield name, quote.get(name)
        for uid in quote.get("co_speakers", ()):
            yield "person", uid
        for step in quote.get("attributions", ()):
            for name in ("citation", "source", "person", "organization", "occasion"):
                yield name, step.get(name)


def uids_in(data):
    """{model: uids} of all rows that a story's data names, of those who sign it and of the photos in its text too."""
    found = defaultdict(set)
    for name, uid in named_in(data):
        found[MODELS[name]].add(uid)
    found[Contributor] |= {line.get("uid") for line in data.get("bylines", ())}
    found[Photo] |= {item.get("uid") for item in data.get("photos", ())}
    found[Photo] |= {*marks.photos(data.get("body") or "")}
    return found
