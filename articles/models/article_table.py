"""What the database keeps true of stories, and the indexes by which it finds them."""

from django.db import models
from django.db.models import F, Q

from articles.models.choices import State
from newsroom.fields import of_those_filled

INDEXES = [
    models.Index(F("visible_from").desc(), F("id").desc(), name="article_newest"),
    models.Index("section", F("visible_from").desc(), name="article_newest_in_section"),
    # Of a language that hardly a story is in, a page offers others, and must not walk through its section for them.
    models.Index("section", "language", F("visible_from").desc(), name="article_newest_in_language"),
    models.Index(fields=["state", "-saved_at"], name="article_at_the_desk"),
    # What no reader can see stands in no index of words: a search at the desk reads these.
    models.Index(fields=["-id"], condition=Q(visible_from=None, draft_of=None), name="article_unseen"),
    models.Index(fields=["-id"], condition=Q(to_check=True), name="article_to_check"),
    models.Index(fields=["created_by"], condition=Q(draft_of__isnull=False), name="article_draft_by"),
    # The calendar asks for months of these.
    models.Index(
        fields=["publish_at"],
        condition=Q(publish_at__isnull=False, visible_from=None),
        name="article_planned",
    ),
    models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="article_embargo"),
    models.Index(fields=["expire_at"], condition=Q(expire_at__isnull=False), name="article_expires"),
    # Asked for by every page: in the order of the strip, or all stories would be walked.
    models.Index(
        F("visible_from").desc(),
        F("id").desc(),
        condition=Q(breaking_until__isnull=False),
        name="article_on_the_strip",
    ),
    # Hardly a row is a draft of another. A database that knows it reads them all for a list of
    # stories, unless an index begins with the question, or answers it.
    models.Index(
        fields=["draft_of", "-saved_at", "-id"],
        condition=Q(to_check=True),
        name="article_check_first",
    ),
    models.Index(fields=["draft_of", "-saved_at", "-id"], condition=~Q(hold_reason=""), name="article_held"),
    models.Index(fields=["draft_of", "urgency", "-id"], name="article_urgent"),
    models.Index(fields=["draft_of"], condition=Q(draft_of__isnull=False), name="article_that_is_a_draft"),
    models.Index(fields=["-saved_at", "-id"], condition=Q(draft_of=None), name="article_last_saved"),
    models.Index(fields=["-publish_at", "-id"], condition=Q(draft_of=None), name="article_last_to_publish"),
    models.Index(
        fields=["breaking_until"], condition=Q(breaking_until__isnull=False), name="article_breaking"
    ),
    *of_those_filled("article", "translation_of", "updates_story", "lead_photo", "created_by"),
]

CONSTRAINTS = [
    models.CheckConstraint(condition=Q(state__in=State.values), name="article_state_is_known"),
    models.CheckConstraint(
        condition=Q(visible_from=None) | Q(state=State.PUBLISHED, draft_of=None, publish_at__isnull=False),
        name="article_is_visible_only_when_published",
    ),
    models.CheckConstraint(
        condition=~Q(state=State.PUBLISHED)
        | Q(draft_of__isnull=False)
        | Q(visible_from__gte=F("publish_at")),
        name="published_article_is_visible_from_its_moment",
    ),
    models.CheckConstraint(
        condition=Q(visible_from=None) | Q(embargo_until=None) | Q(visible_from__gte=F("embargo_until")),
        name="article_keeps_its_embargo",
    ),
    models.CheckConstraint(
        condition=Q(visible_until=None) | Q(visible_until__gt=F("visible_from")),
        name="article_window_is_ordered",
    ),
    # Of two that go on from one story a reader could not be led to the newest.
    models.UniqueConstraint(
        fields=["updates_story"],
        condition=Q(draft_of=None, updates_story__isnull=False),
        name="story_is_updated_by_one",
    ),
]
