"""Which rows hold what a story says: its own, and the records that it leads to."""

from collections import defaultdict

from django.db.models import CASCADE

from articles.models import (
    Article,
    Assignment,
    Contributor,
    Occasion,
    PhotoUse,
    Redaction,
    Source,
    Version,
)
from articles.references import uids_in
from articles.ways import ways
from newsroom.photos.models import Photo
from people.models import Organization, Person, Position, Tenure

CALLED = ("name", "title", "title_feminine", "latin_name", "place")  # by which readers know a record


class Scope:
    """`rows`: {model: {pk: row}} of the story, its draft, all that goes when they go, and what it was assigned for.

    `records`: the people, bodies, sources, photos… that it leads to. `is_own(record)`: whether nothing
    but this story leads there.
    """

    def __init__(self, story, words):
        self.story = story
        self.articles = [story, *Article.objects.filter(draft_of=story)]
        self.rows = belongings(self.articles) | belongings(list(story.assignments.all()))
        self.rows[Redaction] = {row.pk: row for row in story.redactions.all()}  # their reasons
        self.records = self._records()
        self._own = {}
        self._of_the_name(words)

    def hold(self):
        """The records as they are now, and nobody writes to them until the transaction ends: what a colleague saved a
        moment ago is not written over. False where one is gone by now.
        """
        for model, rows in self.records.items():
            found = model._base_manager.select_for_update().order_by("pk").in_bulk(list(rows))
            if len(found) < len(rows):
                return False
            rows.update(found)
        return True

    def of(self, model):
        return list(self.rows.get(model, {}).values())

    def every_row(self):
        return [row for rows in self.rows.values() for row in rows.values()]

    def every_record(self):
        return [row for rows in self.records.values() for row in rows.values()]

    def fate(self, record, words):
        """What becomes of a record: "rewritten" where it is the story's own, or shown in it; "parted" where others
        name it by these words, and the story no longer leads to it; "stays" for all others.
        """
        if self.is_own(record) or (isinstance(record, Photo) and self._shows(record)):
            return "rewritten"
        called = (getattr(record, name, "") or "" for name in CALLED)
        return "parted" if not isinstance(record, Photo) and any(map(words.stand_in, called)) else "stays"

    def _shows(self, photo):
        return any(use.photo_id == photo.pk for use in self.of(PhotoUse))

    def is_own(self, record):
        name = (type(record), record.pk)
        if name not in self._own:
            self._own[name] = True  # whoever leads back here is no stranger
            self._own[name] = not any(self._is_led_to_by_others(record, rel) for rel in leads_of(record))
        return self._own[name]

    def _is_led_to_by_others(self, record, rel):
        model = rel.related_model
        others = model._base_manager.filter(**{rel.field.name: record.pk})
        others = others.exclude(pk__in=list(self.rows.get(model, ())))
        if model is Tenure:  # of a position: it is whoever held it that leads there
            people = self.records.get(Person, {})
            holders = others.values_list("person", flat=True)
            return any(pk not in people or not self.is_own(people[pk]) for pk in holders)
        known = self.records.get(model, {})
        if others.exclude(pk__in=list(known)).exists():
            return True
        return any(not self.is_own(known[pk]) for pk in others.values_list("pk", flat=True))

    def _of_the_name(self, words):
        """Whoever bears the name and is used nowhere: made for this story once, or by hand."""
        for model in (Person, Organization):
            for row in model._base_manager.filter(key__in=words.keys):
                if row.pk not in self.records[model] and self.is_own(row):
                    self.records[model][row.pk] = row

    def _records(self):
        found = defaultdict(dict)

        def lead_to(model, **conditions):
            for row in model._base_manager.filter(**conditions).distinct():
                found[model][row.pk] = row

        # Whom an earlier version named, it would name again when it is brought back.
        named = defaultdict(set)
        for version in self.of(Version):
            for model, uids in uids_in(version.content).items():
                named[model] |= uids
        told = Article.objects.filter(pk__in=[article.pk for article in self.articles])
        for model in (Person, Organization, Source, Occasion, Position, Contributor, Photo):
            lead_to(model, uid__in=named[model] - {None, ""})
            for way in ways(model):
                lead_to(model, pk__in=told.values(way.lookup))
        # And what these lead to: whom only an earlier version named leads further too.
        lead_to(Occasion, pk__in=[given.occasion_id for given in self.of(Assignment)])
        lead_to(Position, tenures__person__in=list(found[Person]))
        for name, model in (("sources", Source), ("occasions", Occasion), ("positions", Position)):
            lead_to(Organization, **{f"{name}__in": list(found[model])})
        lead_to(Photo, lead_of__in=self.articles)
        lead_to(Photo, people__in=list(found[Person]))
        return found


def belongings(rows):
    """{model: {pk: row}} of these rows of one model and all that is deleted with them."""
    found, waiting = defaultdict(dict), [(type(rows[0]), list(rows))] if rows else []
    while waiting:
        model, rows = waiting.pop()
        rows = [row for row in rows if row.pk not in found[model]]
        found[model] |= {row.pk: row for row in rows}
        for rel in model._meta.related_objects if rows else ():
            if getattr(rel, "on_delete", None) is CASCADE:
                theirs = rel.related_model._base_manager.filter(**{f"{rel.field.name}__in": rows})
                waiting.append((rel.related_model, list(theirs)))
    return found


def leads_of(record):
    """The relations by which something else leads to a record, also those it has no name for; what is a part of
    it goes with it.
    """
    fields = record._meta.get_fields(include_hidden=True)
    relations = [rel for rel in fields if rel.auto_created and not rel.concrete]
    return [rel for rel in relations if getattr(rel, "on_delete", None) is not CASCADE]


def parts_of(record):
    """A record's other names and tenures."""
    return [
        row
        for model, rows in belongings([record]).items()
        if model not in (type(record), Tenure)
        for row in rows.values()
    ]
