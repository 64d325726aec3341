"""What the finder sees in a story becomes proposals: marks in the body and unconfirmed rows.

Proposals, never facts: a speaker is filled in only where the newsroom knows exactly one person or
organization of that name; otherwise the names stand as candidates for an editor.
"""

from articles import locking, marks
from articles.models import Attribution, Quote, QuoteState, Source
from newsroom.arabic import finder, fold
from newsroom.arabic.finder import Known
from people.models import Organization, Person

SURE = 0.8  # from here on a proposal may be confirmed without an editor, when asked to


def known_people(text):
    """The people whose last name stands in the text, as the finder wants them."""
    people = Person.objects.prefetch_related("names", "tenures__position").mentioned_in(text)
    return [
        Known(
            person.name,
            tuple(name.name for name in person.names.all()),
            tuple(tenure.label for tenure in person.tenures.all()),
            person.uid,
        )
        for person in sorted(people, key=lambda person: person.pk)
    ]


def find(text, reported_on=None):
    """The finder's proposals for a text, with the newsroom's own people as its gazetteer."""
    return finder.propose(text, known=known_people(text), reported_on=reported_on)


def unrecorded(article, found):
    """The proposals whose words no mark in the body holds and nobody rejected in this story."""
    taken = [(part.start, part.end) for part in marks.parts(article.body)]
    free = [quote for quote in found.quotes if not any(a < quote.end and quote.start < b for a, b in taken)]
    if not free:
        return []
    rejected = set(article.quotes.filter(state=QuoteState.REJECTED).values_list("words", flat=True))
    return [quote for quote in free if quote.text not in rejected]


def mark(body, found):
    """The body with a mark for each proposal, and {key: proposal} of those that could be marked.

    Offsets of the proposals are those of marks.text(body).
    """
    by_key = {marks.new_key(): quote for quote in found.quotes}
    spans = [
        (quote.start, quote.end, key, "span" if quote.kind == "indirect" else "q")
        for key, quote in by_key.items()
    ]
    body, refused = marks.wrap_all(body, spans)
    for span, _ in refused:
        del by_key[span[2]]
    return body, by_key


def fill(article, by_key):
    """Give the proposed rows of a saved article what the finder knows of them."""
    rows = list(article.quotes.filter(key__in=by_key))
    for row in rows:
        seen = by_key[row.key]
        row.kind = seen.kind
        row.verb = seen.verb[:60]
        row.confidence, row.rule = seen.confidence, seen.rule[:60]
        row.speaker_as_printed = seen.speaker_as_written[:200]
        row.position_as_printed = seen.position_as_written[:300]
        row.said_on = seen.said_on
        names = [seen.speaker] if seen.speaker else list(seen.candidates)
        row.candidates = [{"name": name, "kind": seen.speaker_kind or "person"} for name in names]
        if seen.speaker_kind == "unnamed":
            row.unnamed = (seen.speaker or seen.speaker_as_written)[:200]
            row.candidates = []
        elif seen.speaker:
            speaker(row, seen.speaker, seen.speaker_kind)
        if seen.on_behalf_of:
            row.on_behalf_of = _one(Organization, seen.on_behalf_of)
        if row.person and row.said_on:
            row.tenure = row.person.position_on(row.said_on).tenure
    Quote.objects.bulk_update(
        rows,
        ["kind", "verb", "confidence", "rule", "speaker_as_printed", "position_as_printed", "said_on",
         "candidates", "unnamed", "person", "organization", "on_behalf_of", "tenure"],
        batch_size=100,
    )  # fmt: skip
    _attribute(rows, by_key)
    return rows


def _attribute(rows, by_key):
    """Through whom the story says it knows the words, where the newsroom knows that source."""
    known = {}
    for name in {name for row in rows for name in by_key[row.key].sources}:
        source = source_named(name)
        if source:
            known[name] = source
    Attribution.objects.bulk_create(
        Attribution(quote=row, order=order, source=known[name])
        for row in rows
        for order, name in enumerate(name for name in by_key[row.key].sources if name in known)
    )


def _one(model, name):
    """The one row of this name; None when there is none or several."""
    found = list(model.objects.named(name)[:2])
    return found[0] if len(found) == 1 else None


def source_named(name):
    """The one source of this name, in Arabic or in Latin letters; None when there is none."""
    found = Source.objects.named(name).order_by("pk").first()
    return found or (Source.objects.filter(latin_name__iexact=name).first() if fold.key(name) else None)


def speaker(row, name, kind="person", make=False):
    """Set the row's speaker to the one person or organization of this name; True when there is one.

    With `make` a name nobody bears yet becomes a new row: a person with a printed position as a
    public figure, one without not.
    """
    model = Organization if kind == "organization" else Person
    found = list(model.objects.named(name)[:2])
    if not found and make:
        locking.queue()  # of two who name him at one moment the second finds whom the first made
        found = list(model.objects.named(name)[:2])
    if not found and make:
        fields = {"is_public_figure": bool(row.position_as_printed)} if model is Person else {}
        found = [model.objects.create(name=name, **fields)]
    if len(found) != 1:
        return False
    setattr(row, "organization" if model is Organization else "person", found[0])
    return True
