"""What the house remembers beside the story: the desk's log and views, readers' searches, addresses that moved."""

import json
from copy import copy
from urllib.parse import unquote_plus

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext
from taggit.models import Tag, TaggedItem

from articles.models import Article, FrontChange, Place, Version
from articles.redaction import links
from newsroom.desk.admin import said_changes
from newsroom.desk.saved.models import SavedView
from newsroom.merging.models import Merge
from newsroom.search.models import Asked
from newsroom.search.refresh import remove

LOGGED = 150  # letters of a headline that the log of a front surely holds


def texts(scope, words):
    """(what it is, text) of every trace in which the words stand."""
    for tag in tags(scope, words):
        yield gettext("Tag"), tag.name
    for place in named_places(scope, words):
        yield capfirst(Place._meta.verbose_name), " · ".join(_names_of(place))
    for entry in log(scope, words):
        shown = copy(entry)
        shown.change_message = said_changes(entry.change_message)
        said = f"{entry.object_repr}: {shown.get_change_message()}"
        yield (
            gettext("Entry in the desk's log"),
            said if words.find(said) else f"{entry.object_repr} {_message(entry)}",
        )
    for change in fronts(scope, words):
        yield capfirst(FrontChange._meta.verbose_name), change.act
    for asked in searches(words):
        yield gettext("Search by readers"), asked.query
    for view in views(words):
        yield capfirst(SavedView._meta.verbose_name), _told_by_view(view)
    for merge in merges(scope, words):
        yield gettext("Merge"), " ".join(_told_by(merge))
    for redirect in _redirects(scope, words):
        yield gettext("Address that moved"), f"{redirect.old_path} {redirect.new_path}"
    for address in links.said(links.rows_of(scope, words), words):
        yield gettext("Link in another story"), address


def remove_all(scope, rewriter):
    """Rewrite or delete them all.

    The story's tags and places go from it; from the house where nobody else uses them.
    """
    words = rewriter.words
    for entry in list(log(scope, words)):
        entry.object_repr = rewriter.text(entry.object_repr)
        try:
            entry.change_message = json.dumps(rewriter.data(json.loads(entry.change_message)))
        except ValueError:
            entry.change_message = rewriter.text(entry.change_message)
        entry.save()
    for change in fronts(scope, words):
        change.act = rewriter.text(change.act)[:200]
        change.save(update_fields=["act"])
    for merge in list(merges(scope, words)):
        _rewrite_merge(merge, rewriter)
    for rows in (searches(words), views(words), _redirects(scope, words)):
        for row in rows:
            row.delete()
    mine = _tagged(scope)
    for tag in tags(scope, words):
        mine.filter(tag=tag).delete()
        if not TaggedItem.objects.filter(tag=tag).exists():
            remove("tag", [tag.pk])
            tag.delete()
    for place in named_places(scope, words):
        if _is_own(scope, place):
            place.delete()
        else:
            place.articles.remove(*scope.articles)


def _tagged(scope):
    kind = ContentType.objects.get_for_model(Article)
    return TaggedItem.objects.filter(
        content_type=kind, object_id__in=[article.pk for article in scope.articles]
    )


def tags(scope, words):
    """Those of the story and its draft, and those that nothing bears: it may have borne them once."""
    mine = Q(pk__in=_tagged(scope).values("tag")) | ~Q(pk__in=TaggedItem.objects.values("tag"))
    return [tag for tag in Tag.objects.filter(mine) if words.find(tag.name) or words.find(tag.slug)]


def named_places(scope, words):
    """The same of places one of whose names holds the words."""
    mine = Q(articles__in=scope.articles) | Q(articles=None, children=None)
    mine = Place.objects.filter(mine).prefetch_related("names").distinct()
    return [place for place in mine if any(map(words.find, _names_of(place)))]


def _is_own(scope, place):
    """Whether no other story is about it, and no place lies in it."""
    others = place.articles.exclude(pk__in=[article.pk for article in scope.articles])
    return not (others.exists() or place.children.exists())


def _names_of(place):
    return [name for name in (place.name, place.latin_name, *map(str, place.names.all())) if name]


def log(scope, words):
    """Entries about the story's rows and records, which may be older than it is, about what goes with them, about rows
    that are gone since it was begun, and what the log of others says of a merge with those.
    """
    going, merged = _going(scope, words), list(merges(scope, words))
    going[Merge] = {str(merge.pk) for merge in merged}
    others = {
        merge.of: {str(one.winner_id) for one in merged if one.model == merge.model} for merge in merged
    }
    kinds = ContentType.objects.get_for_models(*scope.rows, *scope.records, *going, *others)
    mine = Q(action_time__gte=scope.story.created_at)
    for model, rows in (*scope.rows.items(), *scope.records.items(), *going.items(), *others.items()):
        mine |= Q(content_type=kinds[model], object_id__in=[str(pk) for pk in rows])
    for entry in LogEntry.objects.filter(mine).select_related("content_type").iterator(chunk_size=2000):
        if not words.find(f"{entry.object_repr} {_message(entry)}"):
            continue
        model = entry.content_type and entry.content_type.model_class()
        if (
            model is None
            or entry.object_id in going.get(model, ())
            or _is_mine(scope, model, entry.object_id)
            # What is called the same and is of another story keeps its own entries.
            or (entry.object_id in others.get(model, ()) and words.find(_message(entry)))
        ):
            yield entry


def _going(scope, words):
    """{model: {id as the log has it}} of the rows that are deleted because they bear the words."""
    mine = [article.pk for article in scope.articles]
    others = TaggedItem.objects.exclude(
        content_type=ContentType.objects.get_for_model(Article), object_id__in=mine
    )
    gone = [tag for tag in tags(scope, words) if not others.filter(tag=tag).exists()]
    places = [place for place in named_places(scope, words) if _is_own(scope, place)]
    found = {Tag: gone, Place: places, SavedView: views(words)}
    return {model: {str(row.pk) for row in rows} for model, rows in found.items()}


def _message(entry):
    """With the escapes of JSON read."""
    try:
        return json.dumps(json.loads(entry.change_message), ensure_ascii=False)
    except ValueError:
        return entry.change_message


def _is_mine(scope, model, pk):
    for rows in (scope.rows.get(model, {}), scope.records.get(model, {})):
        if any(str(known) == pk for known in rows):
            return True
    return not (pk or "").isdecimal() or not model._base_manager.filter(pk=pk).exists()


def merges(scope, words):
    """What was merged into the records that are rewritten or go, and into what was merged into those; and what these
    were merged into until it was taken back.
    """
    merged = {
        model: [pk for pk, row in records.items() if scope.fate(row, words) == "rewritten"]
        for model, records in scope.records.items()
    }
    merged[Place] = [place.pk for place in named_places(scope, words) if _is_own(scope, place)]
    for model, waiting in merged.items():
        seen, told = set(), set()
        while waiting:
            seen.update(waiting)
            about = Q(winner_id__in=waiting) | Q(loser_id__in=waiting)
            found = Merge.objects.filter(about, model=model._meta.label_lower).exclude(pk__in=told)
            found = list(found.prefetch_related("absorbed"))
            told.update(merge.pk for merge in found)
            yield from (merge for merge in found if any(map(words.stand_in, _told_by(merge))))
            waiting = [merge.loser_id for merge in found if merge.loser_id not in seen]


def _told_by(merge):
    """Every text a merge keeps of the rows it was of."""
    kept = [merge.changed, *(row.values for row in merge.absorbed.all())]
    uids = [row.uid for row in merge.absorbed.all()]
    return [
        merge.winner_name,
        merge.loser_name,
        *uids,
        *(json.dumps(one, ensure_ascii=False) for one in kept),
    ]


def _rewrite_merge(merge, rewriter):
    """The row that was merged away comes back, if ever, without the words; its search keys are made anew then."""
    rows = list(merge.absorbed.all())
    for row in rows:
        row.uid = rewriter.rename(row.uid) if row.uid else ""
        row.values = rewriter.kept(row.values)
        row.save()
    merge.changed = rewriter.kept(merge.changed)
    merge.winner_name, merge.loser_name = map(rewriter.text, (merge.winner_name, merge.loser_name))
    merge.save()


def fronts(scope, words):
    """What the logs of the front pages say of the story: a line names by its headline what was moved."""
    named = [vars(row) for row in scope.articles] + [version.content for version in scope.of(Version)]
    headlines = {said.get(name) for said in named for name in ("headline", "short_headline")} - {None, ""}
    headlines = {headline[:LOGGED] for headline in headlines if words.find(headline)}
    changes = FrontChange.objects.filter(at__gte=scope.story.created_at).defer("slots")
    return [change for change in changes if any(headline in change.act for headline in headlines)]


def searches(words):
    match = Q()
    for needle in words.needles:
        match |= Q(key__contains=needle)
    return [
        asked for asked in Asked.objects.filter(match) if words.find(asked.query) or words.find(asked.key)
    ]


def views(words):
    """Lists of the desk that somebody keeps under such a name, or that are searched for such words."""
    return [view for view in SavedView.objects.all() if words.find(_told_by_view(view))]


def _told_by_view(view):
    return f"{view.name} {unquote_plus(view.query)}"


def _redirects(scope, words):
    """Old addresses of the story and of its records."""
    return links.redirects(
        [row for row in [scope.story, *scope.every_record()] if hasattr(row, "slug")], words
    )
