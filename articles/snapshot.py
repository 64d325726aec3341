"""A story as plain data, and back: the one pair behind versions, drafts, publishing and exchange.

`snapshot(article)` is a dictionary that JSON can hold; people, sources and the like stand in it
by uid, so that a version from last year does not bring back somebody's old name. `apply(article,
data)` makes the article say that again. Where a story stands (state, dates) is not part of it.
"""

from django.db import transaction

from articles import pictures, tags
from articles.agreement import agree, plan
from articles.models import Article, Attribution, Byline, Citation, Quote, QuoteState, Section
from articles.models.attribution import VIA
from articles.models.links import LINKS
from articles.places import Places
from articles.references import References, UnknownReference, named_in, signers
from newsroom.arabic import fold

TEXTS = (
    "genre", "urgency", "kicker", "headline", "short_headline", "standfirst", "body",
    "dateline_place", "dateline_on", "language", "origin", "original_language", "canonical_url", "lead_video",
)  # fmt: skip
ROWS = ("section", "lead_photo", *LINKS)
QUOTE_TEXTS = (
    "unnamed", "unnamed_reason", "speaker_as_printed", "position_as_printed", "verb", "said_on",
    "verification", "original_words", "original_language", "translator", "rule",
)  # fmt: skip
FILLED = (*QUOTE_TEXTS, "kind", "state", "letters", "confidence", "candidates")
QUOTE_ROWS = ("person", "organization", "on_behalf_of", "tenure", "occasion")
STEPS = VIA


def snapshot(article):
    """What the article says, as data. Equal content gives equal data, key by key."""
    quotes = list(quotes_in_full(article))
    return content(
        article,
        tags=article.tags.all(),
        places=article.places.all(),
        bylines=article.bylines.select_related("contributor"),
        citations=article.root.citations.select_related("source"),
        photos=pictures.said(article),
        quotes=quotes,
        co_speakers={quote.key: quote.co_speakers.all() for quote in quotes},
        steps={quote.key: quote.attributions.all() for quote in quotes},
    )


def content(article, tags, places, bylines, citations, photos, quotes, co_speakers, steps):
    """The same of what is at hand; co-speakers and attribution steps by their quote's key.

    `photos`: what it says of them, as `articles.pictures.said` gives it.
    """
    data = {"uid": article.root.uid} | {name: getattr(article, name) for name in TEXTS}
    data["section"] = (
        {"slug": article.section.slug, "name": article.section.name} if article.section else None
    )
    for name in ("lead_photo", *LINKS):
        row = getattr(article, name)
        data[name] = row.uid if row else ""
    data["photos"] = photos
    data["tags"] = sorted(tag.name for tag in tags)
    data["places"] = [
        {"uid": place.uid, "name": place.name}
        for place in sorted(places, key=lambda row: (row.name, row.uid))
    ]
    data["bylines"] = [
        {"uid": line.contributor.uid, "name": line.contributor.name, "role": line.role} for line in bylines
    ]
    data["citations"] = [
        _filled(
            uid=item.uid, source=item.source.uid, title=item.title, url=item.url,
            published_on=item.published_on, accessed_on=item.accessed_on,
        )
        for item in sorted(citations, key=lambda item: item.pk)
    ]  # fmt: skip
    data["quotes"] = [
        quote_data(quote, co_speakers[quote.key], steps[quote.key])
        for quote in sorted(quotes, key=lambda quote: (quote.order, quote.pk))
    ]
    return data


def quotes_in_full(article):
    """An article's quotes with everything a snapshot says of them."""
    return article.quotes.select_related(*QUOTE_ROWS).prefetch_related(
        "co_speakers", *(f"attributions__{name}" for name in STEPS)
    )


def _filled(**values):
    return {name: value for name, value in values.items() if value not in ("", None, [])}


def quote_data(quote, co_speakers=None, steps=None):
    """A quote as data; who has its co-speakers and steps at hand gives them."""
    co_speakers = quote.co_speakers.all() if co_speakers is None else co_speakers
    steps = quote.attributions.all() if steps is None else steps
    rows = {name: getattr(quote, name) for name in QUOTE_ROWS}
    return {"key": quote.key, "uid": quote.uid, "kind": quote.kind, "state": quote.state} | _filled(
        **{name: row.uid for name, row in rows.items() if row},
        **{name: getattr(quote, name) for name in QUOTE_TEXTS if name != "verification"},
        verification=quote.verification if quote.verification != "unverified" else "",
        co_speakers=sorted(person.uid for person in co_speakers),
        confidence=quote.confidence,
        candidates=quote.candidates,
        # What was confirmed cannot be read from the marks any more.
        confirmed_letters=quote.letters
        if quote.state not in (QuoteState.CONFIRMED, QuoteState.PROPOSED)
        else "",
        words=quote.words if quote.state in (QuoteState.ORPHAN, QuoteState.REJECTED) else "",
        attributions=[
            _filled(
                verb=step.verb, **{name: getattr(step, name).uid for name in STEPS if getattr(step, name)}
            )
            for step in steps
        ],
    )


def apply(article, data, references=None, own_uids=False):
    """Make `article` (new or stored) say what `data` says; quotes are known by their key.

    Quotes that the data does not know stay, and agreement decides what becomes of them. With
    `own_uids` new quotes take the data's uids (loading); without, each row has its own (drafts).
    Raises UnknownReference before anything is written.
    """
    references = references or References()
    references.prefetch(named_in(data))
    for name in TEXTS:
        if name in data:
            setattr(article, name, data[name])
    if "section" in data:
        article.section = section_of(data["section"])
    for name in ("lead_photo", *LINKS):
        if name in data:
            setattr(article, name, references.get(name, data[name]))
    with transaction.atomic():
        fresh = article.pk is None
        article.save(agree=not fresh)
        if data.get("tags") or (not fresh and "tags" in data):
            article.tags.set(tags.rows(tags.split("،".join(data["tags"]))).values())
        if data.get("places") or (not fresh and "places" in data):
            article.places.set(Places(references).of(data["places"]))
        if "bylines" in data:
            _set_bylines(article, data["bylines"])
        if "photos" in data:
            pictures.say(article, data["photos"])
        for item in data.get("citations", ()):
            _cite(article.root, item, references)
        _set_quotes(article, data.get("quotes", ()), references, own_uids)
        agree(article)


def section_of(data):
    """The section of a slug, or of {"slug", "name"}, which is made when it is new. None for none."""
    if not data:
        return None
    slug, name = (data, "") if isinstance(data, str) else (data["slug"], data.get("name"))
    section = Section.objects.filter(slug=slug).first()
    if section is None and not name:
        known = ", ".join(Section.objects.values_list("slug", flat=True)) or "none yet"
        raise UnknownReference(f"There is no section {slug!r}. The sections are: {known}.")
    return section or Section.objects.create(slug=slug, name=name)


def _set_bylines(article, bylines):
    wanted = [(line["uid"], line.get("role", Byline.Role.WRITING)) for line in bylines]
    current = [(line.contributor.uid, line.role) for line in article.bylines.select_related("contributor")]
    if wanted == current:
        return
    _set_rows(
        article.bylines.all(),
        signed(article, bylines, signers(bylines)),
        ("contributor_id", "role"),
        ("role", "order"),
        alike=("contributor_id",),
    )


def _set_rows(stored, wanted, known_by, columns=(), alike=()):
    """Make rows under a story these unsaved ones. One that is known by the same, or else is alike, keeps its id: what it
    names may be one with another for a while, and then two again (newsroom.merging).
    """
    left, new, changed = list(stored), list(wanted), []
    for names in filter(None, (known_by, alike)):
        stand, asked, new = {}, new, []
        for row in left:
            stand.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
        for row in asked:
            same = stand.get(tuple(getattr(row, name) for name in names))
            if not same:
                new.append(row)
                continue
            kept = same.pop(0)
            if any(getattr(kept, name) != getattr(row, name) for name in columns):
                for name in columns:
                    setattr(kept, name, getattr(row, name))
                changed.append(kept)
        left = [row for rows in stand.values() for row in rows]
    model = stored.model
    if left:
        model.objects.filter(pk__in=[row.pk for row in left]).delete()
    if changed:
        model.objects.bulk_update(changed, columns)
    model.objects.bulk_create(new)


def signed(article, bylines, contributors):
    """The unsaved Bylines of a story's data; two contributors who are one by now sign once in a role."""
    lines = {(contributors[line["uid"]], line.get("role", Byline.Role.WRITING)): None for line in bylines}
    return [
        Byline(article=article, contributor=contributor, role=role, order=order)
        for order, (contributor, role) in enumerate(lines)
    ]


def _cite(article, item, references):
    if references.has("citation", item["uid"]):
        if references.get("citation", item["uid"]).article_id != article.pk:
            raise UnknownReference(
                f"Citation {item['uid']!r} belongs to another story. Give it a uid of its own."
            )
        return
    texts = {name: item.get(name, "") for name in ("title", "url", "published_on", "accessed_on")}
    references.add(
        Citation.objects.create(
            article=article, uid=item["uid"], source=references.get("source", item["source"]), **texts
        )
    )


def _set_quotes(article, quotes, references, own_uids):
    rows = {quote.key: quote for quote in quotes_in_full(article)}
    changed = []
    said = {agreed.key: agreed.words for agreed in plan(article.body, ()).new} if quotes and not rows else {}
    for item in quotes:
        key = item["key"]
        quote = rows.get(key) or Quote(article=article, key=key, words=said.get(key) or item.get("words", ""))
        if quote.pk is None or quote_data(
            quote, quote.co_speakers.all(), quote.attributions.all()
        ) != item | {"uid": quote.uid}:
            if own_uids and item.get("uid"):
                quote.uid = item["uid"]
            fill(quote, item, references)
            changed.append((quote, item))
    stored = [quote for quote, _ in changed if quote.pk]
    Quote.objects.bulk_create([quote for quote, _ in changed if quote.pk is None])
    Quote.objects.bulk_update(stored, ["uid", *FILLED, *QUOTE_ROWS], batch_size=50)
    CoSpeaker = Quote.co_speakers.through
    guests = [
        CoSpeaker(quote=quote, person=person)
        for quote, item in changed
        for person in dict.fromkeys(references.get("person", uid) for uid in item.get("co_speakers", ()))
    ]
    stand = CoSpeaker.objects.filter(quote__in=stored) if stored else CoSpeaker.objects.none()
    _set_rows(stand, guests, ("quote_id", "person_id"))
    set_steps(stored, [step for quote, item in changed for step in steps(quote, item, references)])


def set_steps(quotes, wanted):
    """Make the attributions of these stored quotes the unsaved `wanted`, which may be of new quotes too."""
    stored = Attribution.objects.filter(quote__in=quotes)
    _set_rows(
        stored if quotes else stored.none(),
        wanted,
        ("quote_id", "order"),
        ("verb", *(f"{name}_id" for name in STEPS)),
    )


def fill(quote, item, references):
    """Set a quote's own columns from its data; nothing is stored."""
    for name in QUOTE_TEXTS:
        column = Quote._meta.get_field(name)
        setattr(quote, name, column.to_python(item.get(name, column.get_default())))
    for name in QUOTE_ROWS:
        setattr(quote, name, references.get(name, item.get(name)))
    quote.kind = item.get("kind", quote.kind)
    quote.confidence, quote.candidates = item.get("confidence"), item.get("candidates", [])
    state = item.get("state", QuoteState.PROPOSED)
    if state == QuoteState.CONFIRMED:
        quote.letters = fold.letters(quote.words.replace(" … ", " "))
        if not quote.words or not quote.has_speaker:
            state = QuoteState.PROPOSED
            quote.letters = ""
    else:
        quote.letters = item.get("confirmed_letters", "")
    quote.state = state


def steps(quote, item, references):
    """The unsaved Attribution rows of a quote's data."""
    return [
        Attribution(
            quote=quote, order=order, verb=step.get("verb", ""),
            **{name: references.get(name, step.get(name)) for name in STEPS},
        )
        for order, step in enumerate(item.get("attributions", ()))
    ]  # fmt: skip


def empty_draft(article):
    """A new row for changes to a published story, not stored yet."""
    return Article(draft_of=article, headline=article.headline, created_by=article.created_by)
