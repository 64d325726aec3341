"""Those whom a line names: found by uid, made when they are not there yet."""

from articles.exchange.check import BadLine
from articles.models import Occasion, Source, SourceName
from people.models import Organization, OrganizationName, Person, PersonName, Position, Tenure

# Organizations first: positions, sources and occasions name them.
KINDS = (
    ("organizations", "organization", Organization, ("latin_name", "kind", "description", "website", "wikidata"), ("parent",)),
    ("positions", "position", Position, ("title_feminine",), ("organization",)),
    ("people", "person", Person, ("latin_name", "gender", "biography", "wikidata", "is_public_figure"), ("photo",)),
    ("sources", "source", Source, ("latin_name", "kind", "website", "domains", "description"), ("organization",)),
    ("occasions", "occasion", Occasion, ("kind", "on", "place"), ("host",)),
)  # fmt: skip

NAMES = {
    Person: (PersonName, "person"),
    Organization: (OrganizationName, "organization"),
    Source: (SourceName, "source"),
}


def wanted(data):
    """The (name, uid) pairs of a line's cast, for fetching them all at once."""
    for plural, name, *_ in KINDS:
        for item in data.get(plural, ()):
            if isinstance(item, dict):
                yield name, item.get("uid")


def settle(data, references):
    """Make whoever is missing; whoever is there keeps what the newsroom says of them."""
    for plural, name, model, texts, rows in KINDS:
        items = data.get(plural, ())
        for item in _parents_first(items) if plural == "organizations" else items:
            main = "title" if model in (Position, Occasion) else "name"
            if not isinstance(item, dict) or not item.get("uid") or not item.get(main):
                raise BadLine(f"Each of {plural} needs uid and {main}.")
            if references.has(name, item["uid"]):
                continue
            row = model(uid=item["uid"], **{main: item[main]})
            for text in texts:
                if text in item:
                    setattr(row, text, item[text])
            for other in rows:
                setattr(row, other, references.get(other, item.get(other)))
            row.save()
            references.add(row)
            _belongings(row, item, references)


def _parents_first(items):
    """Organizations in an order in which each comes after the one it is part of."""
    by_uid = {item["uid"]: item for item in items if isinstance(item, dict) and item.get("uid")}
    done, path = {}, set()

    def visit(item):
        uid = item.get("uid")
        if uid in done or uid in path:
            return
        path.add(uid)
        if item.get("parent") in by_uid:
            visit(by_uid[item["parent"]])
        done[uid] = item

    for item in items:
        if isinstance(item, dict):
            visit(item)
    return list(done.values())


def _belongings(row, item, references):
    if type(row) in NAMES:
        model, field = NAMES[type(row)]
        for other in item.get("names", ()):
            model(**{field: row}, name=other["name"], kind=other.get("kind", "alias")).save()
    if isinstance(row, Person):
        for held in item.get("tenures", ()):
            tenure = Tenure(
                uid=held["uid"], person=row, position=references.get("position", held.get("position")),
                **{name: held.get(name, "") for name in ("start", "end", "first_cited", "last_cited")},
                acting=bool(held.get("acting")),
            )  # fmt: skip
            tenure.save()
            references.add(tenure)
