"""Stories that belong together: one goes on from another, one says another in a second language.

A story goes on from one story at most and one at most goes on from it, so that all of them are a
line with a newest end, to which readers of every older one are led. Translations lead to their
original, which is none itself. Rows of any state stand in both; `told` and `languages` are what
readers see of them.
"""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connections, router
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.choices import Origin

# What is told of a story's relation to others; a draft's words reach readers with its publication, and these too.
LINKS = ("updates_story", "translation_of")
FIELDS = {*LINKS, "language", "original_language", "origin"}
LONGEST = 1000  # steps of a line that are walked

LINE = """
WITH RECURSIVE earlier(id, next, place) AS (
    SELECT id, updates_story_id, 1 FROM articles_article WHERE id = %(from)s
    UNION ALL
    SELECT a.id, a.updates_story_id, place + 1
    FROM earlier JOIN articles_article a ON a.id = earlier.next WHERE place < %(longest)s
), later(id, place) AS (
    SELECT id, -1 FROM articles_article WHERE updates_story_id = %(root)s AND draft_of_id IS NULL
    UNION ALL
    SELECT a.id, place - 1
    FROM later JOIN articles_article a ON a.updates_story_id = later.id
    WHERE a.draft_of_id IS NULL AND place > -%(longest)s
)
SELECT id, place FROM later UNION ALL SELECT id, place FROM earlier ORDER BY place
"""


def line(article):
    """The ids of the stories of its line, the newest first, its own among them.

    A draft stands where its own words put it, which may be elsewhere than where its story stands.
    """
    root = article.root
    with connections[router.db_for_read(type(article))].cursor() as cursor:
        cursor.execute(LINE, {"from": article.updates_story_id, "root": root.pk, "longest": LONGEST})
        rows = cursor.fetchall()
    newer = [pk for pk, place in rows if place < 0]
    older = [pk for pk, place in rows if place > 0]
    return [*newer, root.pk, *(pk for pk in older if pk != root.pk)]


def told(article, now):
    """What readers see of the line, the newest first; [] where there is no other story to lead to.

    The article itself stands in it, also one that is shown before it is public.
    """
    ids = line(article)
    if len(ids) == 1:
        return []
    shown = _stories(article).public(now).filter(pk__in=ids)
    found = shown.only("draft_of", "headline", "short_headline", "language", "uid", "visible_from").in_bulk()
    found[article.root.pk] = article
    return [found[pk] for pk in ids if pk in found] if len(found) > 1 else []


def languages(article, now):
    """(the original of ours that readers see or None, the other languages in which they read it)."""
    original = article.translation_of_id or article.root.pk
    others = _stories(article).public(now).filter(Q(pk=original) | Q(translation_of=original))
    others = others.exclude(pk=article.root.pk).order_by()
    rows = list(others.only("draft_of", "headline", "short_headline", "language", "uid", "translation_of"))
    found = {}
    for story in sorted(rows, key=lambda story: (story.pk != original, story.pk)):
        if story.language != article.language:
            found.setdefault(story.language, story)
    mine = article.translation_of_id and next((story for story in rows if story.pk == original), None)
    return mine or None, list(found.values())


def beside(article):
    """The stories whose pages say that this one is there."""
    stories = _stories(article)
    original = article.translation_of_id or article.pk
    family = Q(pk=original) | Q(translation_of=original) | Q(pk__in=line(article))
    found = stories.filter(family, draft_of=None).exclude(pk=article.pk).order_by()
    return found.only("pk", "uid", "draft_of")


# May it be saved?


def check(article):
    """Refuses links that would let readers go in a circle, or not know where to go. Raises ValidationError.

    Links that stand as they are stored are not asked about again. Until the transaction ends nobody
    else makes one: two that are each right for themselves can close a circle.
    """
    if article.pk is None:
        known = (None, None, "", "", "")
    else:
        asked = ("updates_story", "translation_of", "language", "original_language", "origin")
        known = _stories(article).filter(pk=article.pk).values_list(*asked).first()
    now = (
        article.updates_story_id, article.translation_of_id, article.language,
        article.original_language, article.origin,
    )  # fmt: skip
    if known == now:
        return
    if known is None or known[:2] != now[:2]:
        _hold(article)
    wrong = {}
    if article.updates_story_id and (known is None or known[0] != now[0]):
        wrong |= _update(article)
    if known is None or known[1:] != now[1:]:
        wrong |= _translation(article)
    if wrong:
        raise ValidationError(wrong)


def _stories(article):
    return type(article)._default_manager


def _hold(article):
    """A row that nothing else is held by, so that whoever waits here holds up nobody he waits for."""
    using = router.db_for_write(type(article))
    if connections[using].in_atomic_block:
        kinds = ContentType.objects.using(using).select_for_update(no_key=True)
        kinds.filter(pk=ContentType.objects.get_for_model(type(article)).pk).first()


def _target(article, name):
    pk = getattr(article, f"{name}_id")
    return _stories(article).filter(pk=pk).only("pk", "draft_of", "headline", *LINKS).first()


def _update(article):
    root, target = article.root, _target(article, "updates_story")
    if target is None or target.draft_of_id:
        return _wrong("updates_story", NO_STORY)
    if target.pk == root.pk:
        return _wrong("updates_story", _("A story is no update of itself. Choose the story it goes on from."))
    before = line(target)
    if root.pk in before[before.index(target.pk) :]:
        return _wrong(
            "updates_story",
            _(
                "“%(story)s” goes on from this story already, so this one cannot go on from it. "
                "Choose an older story, or none."
            ),
            story=target,
        )
    others = _stories(article).filter(updates_story=target.pk)
    if root.pk:
        others = others.exclude(Q(pk=root.pk) | Q(draft_of=root.pk))
    rival = others.select_related("draft_of").first()
    if rival is None:
        return {}
    later = [pk for pk in line(rival.root) if pk not in (root.pk, *before[before.index(target.pk) :])]
    newest = _stories(article).only("headline", "draft_of").get(pk=later[0]) if later else rival.root
    return _wrong(
        "updates_story",
        _(
            "“%(story)s” has been updated already, and of two updates readers would not know which is the "
            "last. Choose the newest of the line: “%(newest)s”."
        ),
        story=target,
        newest=newest,
    )


def _translation(article):
    if article.original_language:
        if article.translation_of_id:
            return _wrong(
                "original_language",
                _(
                    "This story is a translation of one of ours, which says its language itself. Empty one "
                    "of the two fields."
                ),
            )
        if article.origin != Origin.TRANSLATED:
            return _wrong(
                "original_language",
                _(
                    "Only a story that was translated from elsewhere has an original in another language. "
                    "Choose that origin, or empty this field."
                ),
            )
        if article.original_language == article.language:
            return _wrong("original_language", SAME)
    root = article.root
    mine = _stories(article).filter(translation_of=root.pk, draft_of=None)
    if not article.translation_of_id:
        alike = mine.filter(language=article.language).first() if root.pk else None
        if alike:
            return _wrong(
                "language",
                _("“%(story)s” is a translation of this story into the same language. Correct one of them."),
                story=alike,
            )
        return {}
    target = _target(article, "translation_of")
    if target is None or target.draft_of_id:
        return _wrong("translation_of", NO_STORY)
    if target.pk == root.pk:
        return _wrong(
            "translation_of", _("A story is no translation of itself. Choose the story it was made from.")
        )
    if target.translation_of_id:
        return _wrong(
            "translation_of",
            _("“%(story)s” is a translation itself. Choose its original: “%(original)s”."),
            story=target,
            original=target.translation_of,
        )
    other = mine.first() if root.pk else None
    if other:
        return _wrong(
            "translation_of",
            _(
                "“%(story)s” is a translation of this story, so this one is an original. Leave the field empty."
            ),
            story=other,
        )
    if target.language == article.language:
        return _wrong("language", SAME)
    return {}


NO_STORY = _("This story is gone. Choose another, or none.")
SAME = _("A translation is in another language than its original. Correct one of the two languages.")


def _wrong(field, message, **params):
    return {field: ValidationError(message, params={name: str(row) for name, row in params.items()})}
