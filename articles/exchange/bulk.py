"""Many new stories stored at once: what `load` does for each, in some twenty statements for all.

Only the common case: lines whose uid is new. Anything odd about one of them raises, and `load`
takes the lines one by one and says which it is.
"""

from django.utils import timezone

from articles import checks, history, pictures, publicity, tags, waiting
from articles.agreement import Row, plan
from articles.exchange import cast
from articles.exchange.check import BadLine
from articles.models import Article, Attribution, Byline, Citation, Quote, State, Version
from articles.models.links import LINKS
from articles.places import Places
from articles.references import signers
from articles.snapshot import TEXTS, content, fill, section_of, signed, steps


class Story:
    """A story that is not stored yet, with all that belongs to it."""

    def __init__(self, article, data):
        self.article, self.data = article, data
        self.tags, self.places, self.bylines, self.citations, self.quotes = [], [], [], [], []
        self.co_speakers, self.steps = {}, {}  # quote's key -> rows


def can_take(data, stored):
    """Whether a line may be stored with others: what it leads to may be one of them, or wait in turn."""
    alone = ("corrections", *LINKS, "original_language")
    return data["uid"] not in stored and not any(data.get(name) for name in alone)


def create(lines, references, settle_state):
    """Store the stories of these checked lines; returns {uid: Article}. Inside a transaction.

    `settle_state(article, data)` sets state and dates as for a story loaded by itself.
    """
    sections = {}
    stories = []
    for data in lines:
        cast.settle(data, references)
        article = Article(uid=data["uid"])
        settle_state(article, data)
        for name in TEXTS:
            if name in data:
                setattr(article, name, data[name])
        if data.get("section"):
            wanted = data["section"]
            slug = wanted if isinstance(wanted, str) else wanted["slug"]
            if slug not in sections:
                sections[slug] = section_of(wanted)
            article.section = sections[slug]
        article.lead_photo = references.get("lead_photo", data.get("lead_photo"))
        article.settle(cleaned=True)  # by `checked`
        stories.append(Story(article, data))
    for story in stories:
        _read_quotes(story)
    Article.objects.bulk_create([story.article for story in stories])
    _tag(stories)
    _place(stories, references)
    _sign(stories)
    _cite(stories, references)
    _attribute(stories, references)
    pictures.note(story.article for story in stories)
    for story in stories:
        if story.data.get("photos"):
            pictures.say(story.article, story.data["photos"])
    _keep(stories)
    now = timezone.now()
    for story in stories:
        if waiting.is_at_hand(story.article, now):
            checks.note(story.article)
    publicity.appear([(story.article, _cast(story), [tag.pk for tag in story.tags]) for story in stories])
    return {story.article.uid: story.article for story in stories}


def _read_quotes(story):
    """The quotes of the line, in agreement with the marks of the body."""
    article = story.article
    if not story.data.get("quotes"):
        return
    said = {new.key: new for new in plan(article.body, ()).new}
    for item in story.data.get("quotes", ()):
        new = said.get(item["key"])
        quote = Quote(article=article, key=item["key"], words=new.words if new else item.get("words", ""))
        if item.get("uid"):
            quote.uid = item["uid"]
        story.quotes.append(quote)


def _agree(story):
    """Bring the filled quotes into agreement with the body, as every save does."""
    if not story.quotes and "data-quote" not in story.article.body:
        return
    article, known = story.article, {quote.key: quote for quote in story.quotes}
    rows = [Row(quote.key, quote.state, quote.kind, quote.letters, quote.words) for quote in story.quotes]
    made = plan(article.body, rows)
    for key, agreed in made.rows.items():
        quote = known[key]
        quote.state, quote.kind, quote.order = agreed.state, agreed.kind, agreed.order
        quote.words, quote.sentence = agreed.words, agreed.sentence
    for new in made.new:
        story.quotes.append(Quote(article=article, **new._asdict()))
    if made.body != article.body:  # a copy of a quote has a key of its own now
        article.body = made.body
        Article.objects.filter(pk=article.pk).update(body=made.body)


def _attribute(stories, references):
    for story in stories:
        items = {item["key"]: item for item in story.data.get("quotes", ())}
        for quote in story.quotes:
            fill(quote, items[quote.key], references)
        _agree(story)
        for quote in story.quotes:
            item = items.get(quote.key, {})
            story.steps[quote.key] = steps(quote, item, references)
            people = {references.get("person", uid) for uid in item.get("co_speakers", ())}
            story.co_speakers[quote.key] = sorted(people, key=lambda person: person.uid)
    Quote.objects.bulk_create([quote for story in stories for quote in story.quotes])
    CoSpeaker = Quote.co_speakers.through
    CoSpeaker.objects.bulk_create(
        CoSpeaker(quote=quote, person=person)
        for story in stories
        for quote in story.quotes
        for person in story.co_speakers[quote.key]
    )
    made = [step for story in stories for quote in story.quotes for step in story.steps[quote.key]]
    for step in made:
        step.quote_id = step.quote.pk
    Attribution.objects.bulk_create(made)


def _tag(stories):
    Tagged = Article.tags.through
    wanted = {
        story.article.uid: tags.split("،".join(story.data["tags"])) if story.data.get("tags") else []
        for story in stories
    }
    known = tags.rows(sorted({name for found in wanted.values() for name in found}))
    rows = []
    for story in stories:
        story.tags = [known[name] for name in wanted[story.article.uid]]
        rows += [Tagged(tag=tag, content_object=story.article) for tag in story.tags]
    Tagged.objects.bulk_create(rows)


def _place(stories, references):
    places, Placed = Places(references), Article.places.through
    for story in stories:
        story.places = places.of(story.data.get("places", ()))
    Placed.objects.bulk_create(
        Placed(article=story.article, place=place) for story in stories for place in story.places
    )


def _sign(stories):
    known = signers([line for story in stories for line in story.data.get("bylines", ())])
    for story in stories:
        story.bylines = signed(story.article, story.data.get("bylines", ()), known)
    Byline.objects.bulk_create([line for story in stories for line in story.bylines])


def _cite(stories, references):
    for story in stories:
        for item in story.data.get("citations", ()):
            if references.has("citation", item["uid"]):
                raise BadLine(f"Citation {item['uid']!r} belongs to another story. Give it a uid of its own.")
            texts = {name: item.get(name, "") for name in ("title", "url", "published_on", "accessed_on")}
            source = references.get("source", item["source"])
            story.citations.append(Citation(article=story.article, uid=item["uid"], source=source, **texts))
    for citation in Citation.objects.bulk_create([row for story in stories for row in story.citations]):
        references.add(citation)


def _keep(stories):
    """The first version of each."""
    Version.objects.bulk_create(
        history.version(
            story.article,
            content(
                story.article, story.tags, story.places, story.bylines, story.citations,
                pictures.said(story.article) if story.data.get("photos") else [], story.quotes,
                story.co_speakers, story.steps,
            ),
            Version.Kind.PUBLISHED if story.article.state == State.PUBLISHED else Version.Kind.SAVED,
        )
        for story in stories
    )  # fmt: skip


def _cast(story):
    """As publicity.cast, of what is at hand."""
    rows = [citation.source for citation in story.citations]
    rows += [line.contributor for line in story.bylines]
    rows += [row for place in story.places for row in (place, *place.above)]
    for quote in story.quotes:
        rows += [quote, quote.person, quote.organization, quote.on_behalf_of, quote.occasion]
        rows += story.co_speakers[quote.key]
        for step in story.steps[quote.key]:
            rows += [step.outlet, step.person, step.organization, step.occasion]
    return list({(type(row), row.pk): row for row in rows if row}.values())
