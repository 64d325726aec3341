"""A story at the desk on which the desk comments, and what is asked of its comments: for the tests of them."""

from django.urls import reverse

from articles import anchors, comments
from articles.models import Article
from tests import make
from tests.cast import member

BODY = (
    "<p>قال مدير الميناء إن الأرصفة القديمة ستبقى مفتوحة حتى الشتاء.</p>"
    "<p>وأضاف أن العمال باقون، وأن <strong>الأرصفة</strong> القديمة ستُرمم قبل نهاية الموسم.</p>"
)


def make_story():
    """A reporter's, of the two others at the desk."""
    reporter, *_ = member("reporter"), member("desk"), member("chief")
    return make.article(
        "الميناء يبقى مفتوحاً", BODY, published=False, created_by=reporter, standfirst="قرار جديد في المدينة"
    )


def form_address(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def address(story):
    return reverse("admin:articles_article_comments", args=[story.pk])


def on(story, words, by="desk", text="راجعها", **more):
    """A comment on words of the story, as the form writes it."""
    anchored = anchors.anchor(story, words, **{name: more.pop(name) for name in ("field", "prefix", "suffix") if name in more})  # fmt: skip
    return comments.write(story, member(by), text, **anchored, **more)


def board(story, by="desk"):
    return comments.Board(Article.objects.get(pk=story.pk), member(by))


def place(comment):
    """(state, words found) of a comment in its story as it is now."""
    [shown] = [one for one in board(comment.article).comments if one.pk == comment.pk]
    return shown.place.state, shown.there and shown.there.exact


def save(story, **fields):
    row = Article.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
