"""A merge is taken back, in stories: every row that names the winner because of the merge names the loser again.

`newsroom.merging` knows these rows by their ids. What a newsroom does to stories in the meantime it cannot know:

- Where both stood, one row was dropped: it returns only where one of the two stands still (`unwanted_in`).
- A draft that was begun since is a copy: it follows its story (`moved_back`, `brought_back`).
- A draft from before has rows of its own in the log; when its words become the story's, so do they (`carried_over`).
- Who named the winner anew may have meant either: that stays (`undone`).
- A version that was kept since names the winner for good: whoever restores it is told (`mistakable`).

What stays as it is, is counted and said to whoever takes the merge back.
"""

from collections import defaultdict
from functools import cache

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import locking
from articles.models import Article, Attribution, Byline, Citation, Quote, Version
from articles.references import uids_in
from articles.snapshot import snapshot
from newsroom import merging
from newsroom.merging.absorbing import batches
from newsroom.merging.models import Absorbed, Merge
from newsroom.merging.relations import field_of, pointing_at
from newsroom.merging.undoing import named

PlaceOfStory, CoSpeaker = Article.places.through, Quote.co_speakers.through

# How rows of these lead to the story they are part of, and by what a draft's are known that repeat them.
IN_STORIES = {
    Quote: ("article", ["key"]),
    Attribution: ("quote__article", ["quote__key", "verb"]),
    CoSpeaker: ("quote__article", ["quote__key"]),
    Byline: ("article", ["role"]),
    PlaceOfStory: ("article", []),
    Citation: ("article", []),  # a draft has none
}
# Of which rows a story or a quote holds only one for the two, and by what they hang on it.
HELD_BY = {Byline: "article", PlaceOfStory: "article", CoSpeaker: "quote"}


@merging.takes_part
class BackInStories(merging.Events):
    def hold(self, touched):
        """Who publishes, restores or edits at this moment has read who said what, and would write that back."""
        stories = set()
        for model, (story, _names) in ({Article: ("pk", ())} | IN_STORIES).items():
            root = "draft_of" if model is Article else f"{story}__draft_of"
            for batch in batches(sorted(touched.get(model, ()))):
                stories.update(*model._base_manager.filter(pk__in=batch).values_list(story, root))
        for batch in batches(sorted(stories - {None})):
            locking.lock_all(batch)

    def unwanted_in(self, row, merge):
        """Who was taken out of a story since, as the one that both were, stays out. Gives that story."""
        if type(row) not in HELD_BY:
            return None
        holder = getattr(row, HELD_BY[type(row)])
        if naming(row, [merge.winner_id, merge.loser_id]).filter(pk=holder.pk).exists():
            return None
        return holder.article if isinstance(holder, Quote) else holder

    def moved_back(self, field, ids, absorbed):
        """A draft that was opened since names the winner where the story named him; an older one has rows of its own that
        were moved.
        """
        story, names = IN_STORIES.get(field.model, ("", ()))
        if not story:
            return
        rows = field.model._base_manager
        later = {f"{story}__draft__created_at__gt": absorbed.merge.at}
        edited = rows.filter(**{"pk__in": ids, field.name: absorbed.object_id} | later)
        for row, pk, *values in edited.values_list("pk", story, *names):
            repeated = {
                f"{story}__draft_of": pk,
                field.name: absorbed.into_id,
                **dict(zip(names, values, strict=True)),
            }
            copies = rows.filter(**repeated)
            if field.model is Byline and not copies:  # he signs it in another role by now
                own = rows.filter(article=pk, contributor=absorbed.into_id).values("role")
                copies = rows.filter(article__draft_of=pk, contributor=absorbed.into_id).exclude(role__in=own)
            if field.model is Attribution and len(copies) > 1:  # the two came through the same word
                copies = copies.filter(order=rows.get(pk=row).order)
            # An update takes no conditions on other tables on every database.
            rows.filter(pk__in=[copy.pk for copy in copies]).update(**{field.name: absorbed.object_id})

    def brought_back(self, row, merge):
        """What a draft could not copy that was opened while the merge stood: a second signer, guest or place, where one of
        the two stands in the draft.
        """
        if type(row) not in HELD_BY:
            return
        found = naming(row, [merge.winner_id, merge.loser_id])
        if isinstance(row, CoSpeaker):
            copies = {
                "article__draft_of": row.quote.article_id,
                "article__created_at__gt": merge.at,
                "key": row.quote.key,
            }
            for quote in found.filter(**copies).exclude(person=row.person_id).distinct():
                quote.co_speakers.add(row.person_id)
            return
        if isinstance(row, Byline):
            _in_its_old_place(row)
        for draft in found.filter(draft_of=row.article_id, created_at__gt=merge.at).distinct():
            if isinstance(row, Byline):
                _sign_too(draft, row)
            else:
                draft.places.add(row.place_id)

    def undone(self, merge):
        """Whoever named the winner in a story while the merge stood may have meant either: what is new of that stays, and the
        editor is told where.
        """
        winner, stories = _winner(merge), set()
        for field in pointing_at(merge.of):
            if field.model in IN_STORIES:
                story = IN_STORIES[field.model][0]
                rows = field.model._base_manager.filter(**{field.name: merge.winner_id})
                stories |= {root or pk for pk, root in rows.values_list(story, f"{story}__draft_of")}
        kept = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
        before = kept.filter(saved_at__lte=merge.at).values("pk")
        confirmed = Quote.objects.filter(article=OuterRef("pk"), confirmed_at__gt=merge.at)
        written = Article.objects.filter(
            Exists(kept.filter(saved_at__gt=merge.at)) | Exists(confirmed)
        ).defer("body")
        # What its draft said at the time of the merge, and what readers saw.
        written = written.annotate(last=Subquery(before[:1]), seen=Subquery(before.exclude(change="")[:1]))
        new = []
        for batch in batches(sorted(stories)):
            found = list(written.filter(pk__in=batch).order_by("pk"))
            said = Version.objects.in_bulk({pk for story in found for pk in (story.last, story.seen) if pk})
            named_him = {pk for pk, version in said.items() if _names(version.content, merge.of, winner)}
            new += [story for story in found if not {story.last, story.seen} & named_him]
        if not new:
            return []
        text = ngettext(
            "Since the merge, “%(winner)s” was named in %(n)d story that did not name it before; that stays as it is. Make "
            "sure who is meant: %(where)s.",
            "Since the merge, “%(winner)s” was named in %(n)d stories that did not name it before; that stays as it is. Make "
            "sure who is meant: %(where)s.",
            len(new),
        )
        return [text % {"winner": merge.winner_name, "n": len(new), "where": named(new)}]


def naming(row, two):
    """The stories, or quotes, that name one of the two where this row stood."""
    if isinstance(row, Byline):
        return Article.objects.filter(bylines__contributor__in=two, bylines__role=row.role)
    if isinstance(row, PlaceOfStory):
        return Article.objects.filter(places__in=two)
    return Quote.objects.filter(Q(person__in=two) | Q(co_speakers__in=two))


def _in_its_old_place(row):
    """A publication while the merge stood counted the signers anew: those behind this one moved up by one."""
    stand = [*row.article.bylines.all()]
    first = sorted(stand, key=lambda line: (line.order, line != row))
    if first != stand:
        _count(first)


def _sign_too(draft, row):
    """Sign a draft as its story is signed, in front of those who stand behind this signer there."""
    story = [(line.contributor_id, line.role) for line in row.article.bylines.all()]
    behind = story[story.index((row.contributor_id, row.role)) + 1 :]
    lines = [*draft.bylines.all()]
    if any((line.contributor_id, line.role) == (row.contributor_id, row.role) for line in lines):
        return
    at = (n for n, line in enumerate(lines) if (line.contributor_id, line.role) in behind)
    lines.insert(
        next(at, len(lines)),
        Byline.objects.create(article=draft, contributor_id=row.contributor_id, role=row.role),
    )
    _count(lines)


def _count(lines):
    for order, line in enumerate(lines):
        line.order = order
    Byline.objects.bulk_update(lines, ["order"])


def carried_over(draft, story):
    """The story says from now on what its draft said. Of each merge since that was begun, the log speaks of the rows of
    the story where it spoke of the draft's, and no more of what the story said before.

    To be called while both stand and say the same, and the story is locked.
    """
    since = Absorbed.objects.standing().filter(merge__at__gte=draft.created_at)
    holders = {}

    @cache
    def twins_of(name):
        field = field_of(name)
        if field.model not in IN_STORIES:
            return {}
        return _twins(field.model, [*IN_STORIES[field.model][1], field.attname], draft, story)

    def anew(log):
        """What it says from now on: (values, moved); None where it says nothing any more."""
        if not holders:
            holders.update(article={draft.pk: story.pk}, quote=_twins(Quote, ["key"], draft, story))
        values, holder = log.values, HELD_BY.get(apps.get_model(log.model))
        if holder:
            held_by = values[f"{holder}_id"]
            if held_by in holders[holder].values():
                return None
            values = values | {f"{holder}_id": holders[holder].get(held_by, held_by)}
        return values, {name: _carried(name, ids, twins_of) for name, ids in log.moved.items()}

    # Most logs are of other stories. Those of this one are locked: another may be published that stands in them as well.
    mine = [log.pk for log in since if anew(log) != (log.values, log.moved)]
    for log in Absorbed.objects.select_for_update().filter(pk__in=mine).order_by("pk") if mine else ():
        if said := anew(log):
            log.values, log.moved = said
            log.save(update_fields=["values", "moved"])
        else:
            log.delete()


def _carried(name, ids, twins_of):
    twins = twins_of(name)
    before = {*twins.values()}
    return [twins.get(pk, pk) for pk in ids if pk not in before]


def _twins(model, names, draft, story):
    """{id of a row of the draft: id of the row of its story that says the same}; of several, each has one, in order."""
    lead, told = IN_STORIES[model][0], defaultdict(list)
    rows = model._base_manager.order_by("order" if model is Attribution else "pk")
    for pk, *said in rows.filter(**{lead: story}).values_list("pk", *names):
        told[tuple(said)].append(pk)
    drafted = rows.filter(**{lead: draft}).values_list("pk", *names)
    return {pk: told[tuple(said)].pop(0) for pk, *said in drafted if told[tuple(said)]}


def _winner(merge):
    """The row that stayed, or what a later merge wrote down of it; None where it is gone for good."""
    away = Absorbed.objects.filter(model=merge.model, object_id=merge.winner_id)
    return merge.of._base_manager.filter(pk=merge.winner_id).first() or away.last()


def _names(data, model, row):
    """Whether a story's data names a row of a model."""
    return row is not None and row.uid in uids_in(data)[model]


def mistakable(row, data, kept_at):
    """Sentences for whoever restores, of a version kept at a moment, `data`: whom it brings into the story who stood at
    that moment for somebody else as well, who is another again. Only the editor can know who was meant.
    """
    merges = list(Merge.objects.filter(at__lte=kept_at, undone_at__gt=kept_at))
    if not merges:
        return []
    now = snapshot(row)
    new = {
        name: [item for item in data.get(name, ()) if item not in now[name]]
        for name in ("bylines", "places", "citations", "quotes")
    }
    sentences = []
    for merge in merges:
        if _names(new, merge.of, _winner(merge)):
            text = _(
                "When this version was saved, “%(loser)s” was merged into “%(winner)s”; since then they are two again. Where "
                "the story names “%(winner)s” now, make sure who is meant."
            )
            sentences.append(text % {"loser": merge.loser_name, "winner": merge.winner_name})
    return sentences
