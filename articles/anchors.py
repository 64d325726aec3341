"""The words a comment is about: which are meant, and what is left of them when words are removed for ever.

The columns of a comment that hold them are an anchor: its field, its words, and what is beside them.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import marks
from articles.models import Comment
from newsroom.arabic import passage, tidy


def texts(row):
    """{field: text} of a row of a story, in the order in which they are read."""
    return {"headline": row.headline, "standfirst": row.standfirst, "body": marks.text(row.body)}


def anchor(row, words, field="", prefix="", suffix=""):
    """The columns of a comment on these words of the row; {} for none. Raises ValidationError with what to do.

    `field`: the text they are in, "" for whichever; `prefix` and `suffix` tell which of several are meant.
    """
    selector = passage.Selector(tidy.block(words), prefix[-passage.CONTEXT :], suffix[: passage.CONTEXT])
    if not selector.exact:
        return {}
    if len(selector.exact) > Comment.MOST_WORDS:
        raise ValidationError(
            _("These are more than %(most)d letters. Choose only the words that the comment is about."),
            params={"most": Comment.MOST_WORDS},
        )
    found, number = [], 0
    for name, text in texts(row).items():
        if field not in ("", name):
            continue
        searched = passage.Searched(text)
        spans = searched.spans(selector)
        number += (places := len(spans))
        place = searched.find(selector)
        if (prefix or suffix) and place.state == passage.FOUND:  # what is beside them tells
            spans = [(place.start, place.end)]
        found += [(name, text, span, places) for span in spans]
    if not found:
        raise ValidationError(
            _(
                "These words do not stand in the text as it is saved. Copy them from the text as they are; what "
                "you typed just now is saved first."
            )
        )
    if len(found) > 1:
        said = ngettext(
            "These words stand in %(number)d place. Write the words beside them too, or choose in which text they "
            "are, so that only one is meant.",
            "These words stand in %(number)d places. Write the words beside them too, or choose in which text they "
            "are, so that only one is meant.",
            number,
        )
        raise ValidationError(said, params={"number": number})
    [(name, text, (start, end), places)] = found
    chosen = passage.select(text, start, end)
    return {
        "field": name,
        "exact": chosen.exact,
        "prefix": chosen.prefix,
        "suffix": chosen.suffix,
        "places": places,
    }


def there(text, place):
    """The words as they stand in the text now, with what is beside them: where a page shows them."""
    return passage.select(text, place.start, place.end) if place.is_sure else None


# Words that are removed for ever


def without(story, words, by):
    """{pk: columns} of the comments of a story after `by` has taken the place of the words in the text; to be asked before."""
    searched, found = _searched(story), {}
    for comment in Comment.objects.filter(article=story).exclude(exact=""):
        place = searched[comment.field].find(comment.selector, comment.places)
        text, start, end = searched[comment.field].text, place.start, place.end
        if not place.is_sure:  # all that is known of its text is what is kept beside it
            start, end = len(comment.prefix), len(comment.prefix + comment.exact)
            text = comment.prefix + comment.exact + comment.suffix
        left = passage.without(text, start, end, [*_in_blocks(text, words)], by)
        gone = {"field": "", "places": 0, "words_removed": True} if left is None else {}
        found[comment.pk] = (left or passage.Selector(""))._asdict() | gone
    return found


def _in_blocks(text, words):
    """Where the words stand, block by block, as they are removed."""
    at = 0
    for block in text.splitlines(keepends=True):
        yield from ((at + start, at + end) for start, end in words.find(block))
        at += len(block)


def anew(story):
    """What is beside the words, taken from the text as it is now; forgotten where they are not found: half a name may
    have stood there.
    """
    searched = _searched(story)
    for comment in Comment.objects.filter(article=story).exclude(exact=""):
        place = searched[comment.field].find(comment.selector, comment.places)
        chosen = there(searched[comment.field].text, place) or passage.Selector(comment.exact)
        Comment.objects.filter(pk=comment.pk).update(**chosen._asdict())


def _searched(story):
    return {name: passage.Searched(text) for name, text in texts(story.edited).items()}
