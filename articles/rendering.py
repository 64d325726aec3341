"""The published form of a story's body: built when the page is built, for machines that know nothing of us.

The stored body holds only what it owns. Speaker links come from the quotes as they are now (people
are renamed and merged), other links to pages of ours say what may be said of these now (articles.internal_links),
pictures come from the photos that may be shown now; a mark that is no public quote leaves plain text.

A post or a video elsewhere is a card: who has it, where, and what the editor wrote of it. Nothing of it is
loaded, by a click neither: a frame of another host would tell that host who reads here, and the policy of
every page forbids it (SECURE_CSP). The card leads there by a link instead.
"""

from html import escape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext

from articles import embeds, internal_links, marks
from articles.marks.document import Close, Leaf, Open
from articles.marks.embeds import is_embed
from articles.marks.write import stored_mark
from newsroom.pages import LATIN
from newsroom.photos.markup import picture

COLUMN = "(min-width: 44rem) 42rem, 100vw"  # how wide the text of a story runs


def body(article, quotes, photos, now, linked=True, token="", corrected=()):
    """The body as safe HTML. `quotes`: the story's public ones, with person and organization; `photos`:
    those its readers see, as `articles.pictures.shown` gives them.

    A preview is not `linked`: the pages of its speakers may not be public; `token` opens its photos.
    `corrected`: {id of a quote: id of the correction on the page that is about it}.
    """
    public = {quote.key: quote for quote in quotes}
    text = internal_links.present(article.body, now)
    nodes = list(_published(marks.parse(text), public, photos, linked))
    begun = set()

    def mark(name, value):
        if name in ("q", "span"):
            quote = public[value]
            note = "" if quote.pk in begun or quote.pk not in corrected else _note(corrected[quote.pk])
            return _quote_mark(quote, begun, note)
        if name in OWN_MARKS:
            return OWN_MARKS[name](value)
        return stored_mark(name, value)

    def figure(value):
        if is_embed(value):
            return embeds.card(value)
        if value not in photos:
            return ""
        use = photos[value]
        return f"<figure>{picture(use.photo, COLUMN, alt=use.alt_text, token=token)}"

    html = marks.render(nodes, mark=mark, figure=figure)
    # What text says "<table>" is escaped in it, so these are the tables themselves. A wide one scrolls by itself,
    # so the keyboard must get to it.
    label = escape(gettext("Table"))
    box = f'<div class="table" role="region" aria-label="{label}" tabindex="0">'
    return mark_safe(html.replace("<table>", f"{box}<table>").replace("</table>", "</table></div>"))


def address_of(quote):
    """Where the words of a quote lead: to the speaker's page, or to the quote's own where there is none."""
    if quote.person:
        return quote.person.get_absolute_url() if quote.person.is_public_figure else quote.get_absolute_url()
    return (quote.organization or quote).get_absolute_url()


# Marks of our own, put between the stored ones: a speaker's link, Latin names, a photo's credit.
OWN_MARKS = {
    "link": lambda href: (f'<a href="{escape(href)}">', "</a>"),
    "latin": lambda _: ('<bdi dir="ltr">', "</bdi>"),
    "credit": lambda _: ('<span class="credit">', "</span>"),
    "label": lambda _: ('<span class="label">', "</span>"),
}


def _note(correction):
    return f' <a class="corrected" href="#correction-{correction}">{escape(gettext("corrected"))}</a>'


def _quote_mark(quote, begun, note=""):
    """Only a quote's first part bears the id that its permalink leads to, and the note of a correction."""
    first = quote.pk not in begun
    begun.add(quote.pk)
    name = f' id="quote-{quote.pk}"' if first else ""
    return f'<span class="quote"{name} data-quote="{quote.pk}">', f"</span>{note}"


def _published(nodes, public, photos, linked):
    """The document with what readers see of it: see `_run` and `_caption`."""
    use, caption = None, []
    for node in nodes:
        if isinstance(node, Open) and node.tag == "figure":
            use, caption = photos.get(node.value), []
            yield node
        elif isinstance(node, Leaf):
            runs = [piece for text, marks_on in node.runs for piece in _run(text, marks_on, public, linked)]
            if use:
                caption.append(Leaf(node.tag, runs))
            else:
                yield Leaf(node.tag, runs)
        else:
            if use and isinstance(node, Close) and node.tag == "figure":
                yield from _caption(use, caption)
                use = None
            yield node


def _run(text, marks_on, public, linked):
    """A run of text with the marks of public quotes only, and a link to the speaker in the first of them."""
    kept = [(name, value) for name, value in marks_on if name not in ("q", "span") or value in public]
    quotes = [value for name, value in kept if name in ("q", "span")]
    if linked and quotes and not any(name == "a" for name, _ in kept):
        kept.insert(1, ("link", address_of(public[quotes[-1]])))
    at = 0
    for found in LATIN.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], tuple(kept)
        yield found[0], (*kept, ("latin", "ltr"))
        at = found.end()
    if at < len(text):
        yield text[at:], tuple(kept)


def _caption(use, leaves):
    """The body's own caption, or the story's for the photo, or the photo's; then its label and credit."""
    photo, runs = use.photo, list(leaves[-1].runs) if leaves else []
    if not leaves and use.caption_text:
        runs = [(use.caption_text, ())]
    if photo.label:
        runs += [(" ", ()), (photo.get_label_display(), (("label", "1"),))]
    if photo.credit and not any(photo.credit in text for text, _ in runs):
        runs += [(" ", ()), (photo.credit, (("credit", "1"),))]
    yield from leaves[:-1]
    if runs:
        yield Leaf("figcaption", runs)


def who_said_what(quotes):
    """The quotes of a story by speaker, in order of the text: a list of (first quote, quotes)."""
    speakers = {}
    for quote in quotes:
        who = (quote.person_id, quote.organization_id, quote.unnamed)
        speakers.setdefault(who, []).append(quote)
    return [(said[0], said) for said in speakers.values()]
