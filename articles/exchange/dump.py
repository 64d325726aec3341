"""Stories going out."""

import json

from django.db.models import F

from articles.models import Article, Correction, Occasion, Source
from articles.models.links import LINKS
from articles.snapshot import quotes_in_full, snapshot
from people.models import Organization, Person, Position

FORMAT = 1


def dump(articles=None):
    """The lines of these stories, ordered by uid: equal content gives equal bytes."""
    rows = (Article.objects.all() if articles is None else articles).filter(draft_of=None)
    for article in (
        rows.order_by("uid").select_related("section", "lead_photo", *LINKS).iterator(chunk_size=200)
    ):
        yield json.dumps(line_of(article), ensure_ascii=False, sort_keys=True)


def line_of(article):
    """One story as data, with all it names."""
    data = {"format": FORMAT, "status": article.state} | snapshot(article)
    for name, value in {
        "published_at": article.publish_at,
        "first_published_at": article.first_published_at,
        "embargo_until": article.embargo_until,
        "expire_at": article.expire_at,
        "updated_at": article.updated_at,
    }.items():
        if value:
            data[name] = value.isoformat()
    if article.withdrawal_notice:
        data["withdrawal_notice"] = article.withdrawal_notice
    corrections = article.corrections.select_related("quote", "person", "organization")
    data["corrections"] = [
        _filled(
            uid=row.uid, kind=row.kind, text=row.text, issued_at=row.issued_at and row.issued_at.isoformat(),
            changed_at=row.changed_at and row.changed_at.isoformat(), quote=row.quote.key if row.quote else "",
            place=row.place if row.place != Correction.Place.TOP else "", replier=row.replier,
            person=_uid(row.person), organization=_uid(row.organization),
            received_on=row.received_on and row.received_on.isoformat(),
            due_on=row.due_on and row.due_on.isoformat(),
        )
        for row in corrections.order_by(F("issued_at").asc(nulls_last=True), "uid")
    ]  # fmt: skip
    places = article.places.with_above().order_by("uid")
    data["places"] = [_place(place) for place in places]
    data |= cast_of(article)
    return {name: value for name, value in data.items() if value not in ("", None, [])}


def cast_of(article):
    """Everybody and everything a story names, as data by kind, each ordered by uid."""
    people, organizations, positions, sources, occasions = {}, {}, {}, {}, {}

    def keep(found, row):
        if row is not None:
            found[row.uid] = row

    for quote in quotes_in_full(article):
        keep(people, quote.person)
        keep(occasions, quote.occasion)
        for organization in (quote.organization, quote.on_behalf_of):
            keep(organizations, organization)
        for person in quote.co_speakers.all():
            keep(people, person)
        for step in quote.attributions.all():
            keep(people, step.person)
            keep(organizations, step.organization)
            keep(occasions, step.occasion)
            keep(sources, step.source)
    for reply in article.corrections.select_related("person", "organization"):
        keep(people, reply.person)
        keep(organizations, reply.organization)
    for citation in article.citations.select_related("source"):
        keep(sources, citation.source)
    for person in people.values():
        for tenure in person.tenures.select_related("position__organization"):
            keep(positions, tenure.position)
    for position in positions.values():
        keep(organizations, position.organization)
    for row in (*occasions.values(), *sources.values()):
        keep(organizations, row.host if isinstance(row, Occasion) else row.organization)
    for organization in list(organizations.values()):
        while organization is not None:
            keep(organizations, organization)
            organization = organization.parent
    return {
        name: [DATA[type(row)](row) for _, row in sorted(found.items())]
        for name, found in (
            ("people", people), ("organizations", organizations), ("positions", positions),
            ("sources", sources), ("occasions", occasions),
        )
    }  # fmt: skip


def _filled(**values):
    return {name: value for name, value in values.items() if value not in ("", None, [], False)}


def _uid(row):
    return row.uid if row else ""


def _names(row):
    return [{"name": other.name, "kind": other.kind} for other in row.names.order_by("name")]


def _person(row):
    return _filled(
        uid=row.uid, name=row.name, latin_name=row.latin_name, gender=row.gender, biography=row.biography,
        wikidata=row.wikidata, is_public_figure=row.is_public_figure, photo=_uid(row.photo), names=_names(row),
        tenures=[
            _filled(
                uid=tenure.uid, position=tenure.position.uid, start=tenure.start, end=tenure.end,
                acting=tenure.acting, first_cited=tenure.first_cited, last_cited=tenure.last_cited,
            )
            for tenure in row.tenures.order_by("uid")
        ],
    )  # fmt: skip


def _organization(row):
    return _filled(
        uid=row.uid, name=row.name, latin_name=row.latin_name, kind=row.kind, parent=_uid(row.parent),
        description=row.description, website=row.website, wikidata=row.wikidata, names=_names(row),
    )  # fmt: skip


def _position(row):
    return _filled(
        uid=row.uid, title=row.title, title_feminine=row.title_feminine, organization=_uid(row.organization)
    )


def _source(row):
    return _filled(
        uid=row.uid, name=row.name, latin_name=row.latin_name, kind=row.kind,
        organization=_uid(row.organization), website=row.website, domains=row.domains,
        description=row.description, names=_names(row),
    )  # fmt: skip


def _place(row):
    """With what it lies in, and that with what it lies in."""
    found = None
    for one in reversed([row, *row.above]):
        found = _filled(
            uid=one.uid,
            name=one.name,
            latin_name=one.latin_name,
            code=one.code,
            names=_names(one),
            parent=found,
        )
    return found


def _occasion(row):
    return _filled(
        uid=row.uid, kind=row.kind, title=row.title, on=row.on, place=row.place, host=_uid(row.host)
    )


DATA = {
    Person: _person,
    Organization: _organization,
    Position: _position,
    Source: _source,
    Occasion: _occasion,
}
