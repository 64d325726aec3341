"""What those outside are told of stories: which one, what happened, and what every reader can see."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Max, OuterRef, Q, Subquery
from django.urls import reverse

from articles import desks
from articles.models import Article, Correction, Urgency, Version
from articles.models.choices import GONE
from newsroom.outgoing import Standing, Subject, register

MOMENT = timedelta(seconds=5)  # between an update and the version that says it


@register
class Stories(Subject):
    kind, name = "article", "story"

    def standings(self, pks, now):
        issued = Q(corrections__issued_at__lte=now)
        stories = Article.objects.stories().filter(pk__in=pks)
        stories = stories.annotate(
            corrected_at=Max(Correction.last_word(), filter=issued),
            correction_count=Count("corrections", filter=issued),
            changed_at=Subquery(_changes(OuterRef("pk"), now).values("public_from")[:1]),
        )
        wanted = (
            "state", "visible_from", "visible_until", "first_published_at", "updated_at", "created_at", "urgency"
        )  # fmt: skip
        return {story.pk: _standing(story, now) for story in stories.only(*wanted)}

    def data(self, pk, now):
        story = Article.objects.public(now).select_related("section").filter(pk=pk).first()
        if story is None:
            return None
        return {
            **_which(story),
            "url": settings.SITE_ADDRESS + story.get_absolute_url(),
            "headline": story.headline,
            "short_headline": story.front_headline,
            "urgency": story.urgency,
            "language": story.language,
            "section": story.section.slug if story.section else None,
            "places": [{"uid": row.uid, "code": row.code, "name": row.name} for row in story.places.all()],
            "published_at": story.visible_from.isoformat(),
            "updated_at": story.updated_at.isoformat() if story.updated_at else None,
        }

    def is_material(self, pk, at):
        """Whether readers were told of an update: what is public by then moved the story's “last update”."""
        story = Article.objects.only("updated_at").get(pk=pk)
        last, *earlier = [*story.versions.seen(at).defer("content")[:2]] or [None]
        if last is None or last.change == Version.Change.MATERIAL:
            return True
        # Of a photo or a tag a version does not say as what it went out.
        return bool(
            story.updated_at
            and story.updated_at <= at
            and earlier
            and story.updated_at > earlier[0].public_from
        )

    def gone(self, pk):
        story = Article.objects.filter(pk=pk).only("pk", "uid").first()
        if story is None:
            return None
        return {**_which(story), "url": settings.SITE_ADDRESS + story.notice_address}

    def desk_url(self, pk):
        return reverse("admin:articles_article_change", args=[pk])

    def may_direct(self, user, pk):
        story = Article.objects.filter(pk=pk).only("draft_of").first()
        return desks.desk_of(user) is None if story is None else desks.works_at(user, story, "withdraw")

    def labels(self, pks):
        return dict(Article.objects.filter(pk__in=pks).values_list("pk", "headline"))


def _changes(story, now):
    """The versions by which what readers see of a story changed without moving its “last update”, the newest first: whoever
    keeps a copy keeps the misspelt headline.
    """
    changes = Version.objects.filter(article=story).seen(now).exclude(change=Version.Change.FIRST)
    # That of the last update stands for it already; a loaded line may date an update long ago.
    return changes.exclude(change=Version.Change.MATERIAL, public_from__lte=F("article__updated_at") + MOMENT)


def _which(story):
    return {"id": story.pk, "uid": story.uid}


def _standing(story, now):
    opened, closed = story.visible_from, story.visible_until
    if story.state in GONE:
        opened, closed = story.first_published_at, now
    return Standing(
        opened,
        closed,
        max(filter(None, (story.updated_at, story.changed_at)), default=None),
        story.corrected_at,
        story.correction_count,
        is_breaking=story.urgency == Urgency.BREAKING,
        came_at=story.created_at,
    )
