"""«إسناد»: saying who said what, while the words stay the same.

Attributing is not editing. It is applied to the public story and to an open draft of it at once;
it makes no new publication and moves no date.
"""

from functools import lru_cache

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import desks, locking, marks, publicity, workflow
from articles.agreement import GAP
from articles.models import Article, Quote, QuoteState
from articles.references import References
from articles.snapshot import fill, quote_data, quotes_in_full, set_steps, steps
from newsroom.arabic import fold, passage

NOT_FOUND = _(
    "The words of this quote do not stand in the text any more, or more than once. Mark them there, and say who said them."
)
NOT_THE_DESK = _("Readers see this story: who said what in it, only the desk changes. Ask the desk.")


def may(user, article):
    """Whether this user may attribute in this story now; what readers see of a held one stays as it is."""
    return is_trusted(user, article) and not article.is_frozen


def is_trusted(user, article):
    """Whether this user attributes in this story at all; once readers can see it, only its own desk does.

    What readers see of a section's story is for that section's desk. This is asked by every door: the bench,
    the form of a quote, of a story and of a citation.
    """
    if not user.has_perm("articles.attribute_article"):
        return False
    if article.root.first_published_at is None:
        return True
    return user.has_perm("articles.desk_article") and desks.works_at(user, article, "attribute")


def why_not(user, article):
    """What is said to whoever opens a quote that is not theirs to change; "" where it is."""
    if is_trusted(user, article):
        return ""
    return desks.not_yours(article) if user.has_perm("articles.desk_article") else NOT_THE_DESK


def letters_of(quote):
    """The letters of a quote's words as the text holds them now."""
    return fold.letters(quote.words.replace(GAP, " "))


def confirm(quote, by=None, seen=None):
    """Confirm that these words were said by this quote's speaker.

    `seen` are the words the editor had before their eyes; when the text says something else by
    now, nothing is confirmed. Raises ValidationError with what to do.
    """
    workflow.refuse_frozen(quote.article)
    with transaction.atomic():
        # As it is once no merge moves it at this moment.
        quote.refresh_from_db(from_queryset=Quote.objects.select_for_update(no_key=True))
        if quote.state == QuoteState.ORPHAN:
            raise ValidationError(_("These words are no longer in the text. Mark them again, then confirm."))
        if quote.state == QuoteState.REJECTED:
            raise ValidationError(
                _(
                    "It was decided that this is no quote. If it is one, press “A quote after all” on its page, then confirm."
                )
            )
        if seen is not None and fold.letters(seen.replace(GAP, " ")) != letters_of(quote):
            raise ValidationError(
                _("The words of this quote changed in the same save. Read them again, then confirm.")
            )
        if not quote.has_speaker:
            raise ValidationError(_("Say who said it before you confirm the quote."))
        quote.letters = letters_of(quote)
        if not quote.letters:
            raise ValidationError(_("This quote has no words. Mark the words in the text first."))
        quote.speaker_as_printed = quote.speaker_as_printed or printed_name(quote)
        quote.state = QuoteState.CONFIRMED
        quote.confirmed_at, quote.confirmed_by = timezone.now(), by
        quote.save()
        cite_tenure(quote)
        follow(quote)
        publicity.refresh(quote.article)


def printed_name(quote):
    """The speaker's name where the story itself prints it in full; "" where it does not."""
    name = quote.speaker_name
    return name if fold.key(name) and fold.key(name) in _key_of(quote.article.body) else ""


@lru_cache(maxsize=1)
def _key_of(body):
    """A story's words as they are compared; its quotes are confirmed one behind the other."""
    return fold.key(marks.text(body))


def reject(quote, by=None):
    """«ليس اقتباساً»: the marks go, the words stay, and the row remembers the decision. Raises ValidationError."""
    workflow.refuse_frozen(quote.article)
    with transaction.atomic():
        locking.lock(quote.article.root)
        for article in _rows_of_the_story(quote.article):
            row = article.quotes.filter(key=quote.key).first()
            if row is None:
                continue
            row.state, row.letters = QuoteState.REJECTED, ""
            row.save(update_fields=["state", "letters"])
            # A form that was opened before must not bring the mark back unseen.
            locking.step(article)
            article.body = marks.unwrap(article.body, quote.key)
            Article.objects.filter(pk=article.pk).update(body=article.body)
        publicity.refresh(quote.article)


def take_up(quote, by=None):
    """A quote after all: the row gets its mark back, with all that it says, and waits to be confirmed.

    Its words are marked in the rows of the story in which they stand once. Raises ValidationError where they do in none.
    """
    workflow.refuse_frozen(quote.article)
    with transaction.atomic():
        locking.lock(quote.article.root)
        marked = False
        for article in _rows_of_the_story(quote.article):
            row = article.quotes.filter(key=quote.key, state=QuoteState.REJECTED).first()
            spans = row and _spans(row, marks.text(article.body))
            if not spans:
                continue
            body, refused = marks.wrap_all(article.body, spans)
            if not refused:
                locking.step(article)
                article.body, marked = body, True
                article.save()
        if not marked:
            raise ValidationError(NOT_FOUND)
        quote.refresh_from_db()
        publicity.refresh(quote.article)


def _spans(row, text):
    """Where the words of a row stand in a text, as (start, end, key, tag); empty where one of them does not stand once."""
    tag = "span" if row.kind == "indirect" else "q"
    words = row.words.split(GAP)
    if not all(one and text.count(one) == 1 for one in words):
        return []
    return [(start := text.index(one), start + len(one), row.key, tag) for one in words]


def carry(article, before):
    """Take marks that were just added to one row's body to the other row of the same story.

    `before` is the body as it was. Where the other row holds the same words unmarked, once or with the
    same words beside them, they are marked there too; elsewhere nothing is guessed.
    """
    old = {part.key for part in marks.parts(before)}
    text, parts = marks.read(article.body)
    new = [part for part in parts if part.key not in old]
    if not new:
        return
    for other in _rows_of_the_story(article):
        if other.pk == article.pk:
            continue
        searched, spans = passage.Searched(marks.text(other.body)), []
        for part in new:
            selector = passage.select(text, part.start, part.end)
            place = searched.find(selector)
            if place.is_sure:
                spans.append((place.start, place.end, part.key, part.tag))
            elif place.number == 1:  # a short word of another sentence by now; the words decide
                spans.append((*searched.spans(selector)[0], part.key, part.tag))
        body, _refused = marks.wrap_all(other.body, spans)
        if body != other.body:
            other.body = body
            other.save()


def follow(quote):
    """Give the same quote in the story's other row (its draft, or the public row) the same data."""
    data = quote_data(quotes_in_full(quote.article).get(pk=quote.pk))
    references = References()
    for article in _rows_of_the_story(quote.article):
        if article.pk == quote.article_id:
            continue
        twin = Quote.objects.filter(article=article, key=quote.key).first()
        if twin is None or (twin.state == QuoteState.CONFIRMED and not quote.has_speaker):
            continue
        state, letters = twin.state, twin.letters
        fill(twin, data, references)
        # What became of the words is each row's own affair.
        twin.state, twin.letters = state, letters
        if (
            state not in (QuoteState.ORPHAN, QuoteState.REJECTED)  # its text has no such mark
            and quote.state == QuoteState.CONFIRMED
            and letters_of(twin) == quote.letters
        ):
            twin.letters, twin.state = quote.letters, QuoteState.CONFIRMED
        twin.confirmed_at, twin.confirmed_by = quote.confirmed_at, quote.confirmed_by
        twin.save()
        twin.co_speakers.set(quote.co_speakers.all())
        set_steps([twin], steps(twin, data, references))


def cite_tenure(quote):
    """A confirmed quote is evidence that its speaker held the position then."""
    if quote.tenure and quote.said_on and quote.tenure.cite(quote.said_on):
        quote.tenure.save(update_fields=["first_cited", "last_cited"])


def _rows_of_the_story(article):
    story = article.root
    return [story, *Article.objects.filter(draft_of=story)]
