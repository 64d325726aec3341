"""One row becomes another."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from newsroom.changes import announce
from newsroom.merging.events import EVENTS, refusal, showing
from newsroom.merging.models import Absorbed, Merge
from newsroom.merging.relations import label, pointing_at, rows, twins
from newsroom.merging.rules import rules_of
from newsroom.search.index import indexes_of
from newsroom.search.refresh import refresh, remove

BATCH = 500


def merge(winner, loser, by=None):
    """Make `loser` one with `winner`, in one transaction; returns the Merge, the one way back.

    Raises ValidationError with what to do; then nothing is changed.
    """
    with transaction.atomic():
        winner, loser = locked(winner, loser)
        seen_in = showing(loser)
        rules = rules_of(type(winner))
        if why_not := refusal(winner, loser):
            raise ValidationError(why_not)
        rules.beforehand(loser)
        made = Merge(
            model=winner._meta.label_lower, winner_id=winner.pk, winner_name=str(winner)[:300],
            loser_id=loser.pk, loser_name=str(loser)[:300], by=by,
        )  # fmt: skip
        work = Absorbing()
        try:
            with transaction.atomic():
                work.absorb(loser, winner)
                rules.afterwards(work, winner, loser)
                for one in EVENTS:
                    one.afterwards(work, winner)
        except IntegrityError:
            raise ValidationError(
                _("%(loser)s holds something that %(winner)s cannot hold as well. Correct one of them first.")
                % {"loser": loser, "winner": winner}
            ) from None
        winner.clean()  # an organization may not end up as a part of itself
        made.changed, made.added = work.changed, work.added
        made.save()
        for absorbed in work.absorbed:
            absorbed.merge = made
        Absorbed.objects.bulk_create(work.absorbed)
        tell([winner, *seen_in], gone=[made.loser_id])
        return made


def locked(winner, loser):
    """Both rows as they are stored, held until the transaction ends, so that nothing new points to them."""
    model = type(winner)
    if type(loser) is not model or winner.pk == loser.pk:
        raise ValidationError(_("Choose two different rows."))
    found = model._default_manager.select_for_update().in_bulk([winner.pk, loser.pk])
    if len(found) < 2:
        raise ValidationError(_("One of the two is gone: somebody merged or deleted it meanwhile."))
    return found[winner.pk], found[loser.pk]


def tell(rows, gone=()):
    """Announce and index what readers see of a merge; `gone` are ids of the first row's model."""
    model = type(rows[0])
    name = model._meta.model_name
    keys = [f"{row._meta.model_name}:{row.pk}" for row in rows] + [f"{name}:{pk}" for pk in gone]
    announce("home", "sitemap", *keys)
    for index in indexes_of(model) if gone else ():
        remove(index.kind, gone)
    refresh(rows)


def batches(ids):
    return (ids[start : start + BATCH] for start in range(0, len(ids), BATCH))


class Absorbing:
    """The steps of one merge, written down as they are taken."""

    def __init__(self):
        self.changed, self.added, self.absorbed = [], [], []

    def absorb(self, row, into):
        """Everything that points to `row` points to `into` from now on, and `row` is gone."""
        moved = {label(field): self._move(field, row, into) for field in pointing_at(type(row))}
        taken = rules_of(type(row)).taken(into, row)
        self.drop(row, into, {name: ids for name, ids in moved.items() if ids})
        self.change(into, taken)

    def _move(self, field, row, into):
        """Returns the ids of the rows that moved."""
        met = twins(field, row, into)
        moving = []
        for other in rows(field, row).filter(pk__in=met) if met else ():
            self.absorb(other, met[other.pk])
        for pk in rows(field, row).values_list("pk", flat=True):
            if field.model is type(into) and pk == into.pk:  # it cannot stand under itself
                above = getattr(row, field.attname)
                self.change(into, {field.attname: None if above == into.pk else above})
            else:
                moving.append(pk)
        for batch in batches(moving):
            field.model._base_manager.filter(pk__in=batch).update(**{field.name: into})
        return moving

    def change(self, row, values):
        """Set columns of a row, remembering what they were."""
        values = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not values:
            return
        before = {name: [getattr(row, name), value] for name, value in values.items()}
        self.changed.append([row._meta.label_lower, row.pk, before])
        for name, value in values.items():
            setattr(row, name, value)
        row.save(update_fields=[row._meta.get_field(name).name for name in values])

    def add(self, row):
        row.save()
        self.added.append([row._meta.label_lower, row.pk])

    def drop(self, row, into=None, moved=None):
        """Take a row away; `into` stands for it from now on."""
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        self.absorbed.append(
            Absorbed(
                model=row._meta.label_lower,
                object_id=row.pk,
                uid=getattr(row, "uid", ""),
                # Django's own encoder would cut a moment short.
                values={
                    name: value.isoformat() if isinstance(value, datetime) else value
                    for name, value in values.items()
                },
                into_id=into.pk if into else None,
                moved=moved or {},
            )
        )
        # The database itself refuses where something still points to it; a cascade would be silent.
        found = type(row)._base_manager.filter(pk=row.pk)
        found._raw_delete(found.db)
