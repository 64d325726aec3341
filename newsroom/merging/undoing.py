"""A merge is taken back: the row returns with its id, its own rows and its address."""

from collections import defaultdict

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.arabic.lists import joined
from newsroom.merging.absorbing import batches, tell
from newsroom.merging.events import EVENTS, showing
from newsroom.merging.heirs import became
from newsroom.merging.models import Absorbed, Merge
from newsroom.merging.relations import field_of, kind, label

MOST_NAMED = 5


def unmerge(merge, by=None):
    """Take a merge back, in one transaction; returns sentences on what stays as it is.

    Only rows that still point to the winner go back, and only what is still wanted returns. Raises ValidationError with what stands in
    the way and what to do; then nothing is changed.
    """
    with transaction.atomic():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        model = merge.of
        _hold(merge)
        list(model._base_manager.select_for_update().filter(pk=merge.winner_id))
        refuse(merge)
        stayed = _set_back(merge)
        absorbed = list(merge.absorbed.order_by("-pk"))  # the loser first: others point to it
        loser = (merge.model, merge.loser_id)
        unwanted = []
        back = {row.pk for row in absorbed if _bring_back(row, (row.model, row.object_id) == loser, unwanted)}
        stayed += _left_out(unwanted)
        for row in absorbed:
            if row.pk in back:
                stayed += _move_back(row)
        for row in absorbed:
            for one in EVENTS if row.pk in back else ():
                one.brought_back(apps.get_model(row.model)._base_manager.get(pk=row.object_id), merge)
        for model_label, pk in merge.added:
            apps.get_model(model_label)._base_manager.filter(pk=pk).delete()
        merge.undone_at, merge.undone_by = timezone.now(), by
        merge.save(update_fields=["undone_at", "undone_by"])
        returned = model._base_manager.get(pk=merge.loser_id)
        stayed += [sentence for one in EVENTS for sentence in one.undone(merge)]
        tell([returned, *model._base_manager.filter(pk=merge.winner_id), *showing(returned)])
        return stayed


def _hold(merge):
    touched = defaultdict(set)
    for row in merge.absorbed.all():
        for name, ids in row.moved.items():
            touched[field_of(name).model].update(ids)
        for field in apps.get_model(row.model)._meta.concrete_fields:
            if field.is_relation and row.values.get(field.attname):
                touched[field.related_model].add(row.values[field.attname])
    for one in EVENTS:
        one.hold(touched)


def refuse(merge):
    """Raises ValidationError where a merge cannot be taken back (any more, or yet)."""
    if merge.undone_at:
        raise ValidationError(_("This merge was taken back already."))
    model = merge.of
    if became(model, [merge.winner_id]):
        raise _first(Absorbed.objects.standing().get(model=merge.model, object_id=merge.winner_id).merge)
    if model._base_manager.filter(pk=merge.loser_id).exists():
        raise ValidationError(_("Another row has the id of %(name)s.") % {"name": merge.loser_name})
    for later in Merge.objects.filter(model=merge.model, winner_id=merge.winner_id, undone_at=None):
        if later.pk > merge.pk and _touched(merge) & _touched(later):
            raise _first(later)
    for one in EVENTS:
        if said := one.refusal_of_undoing(merge):
            raise ValidationError(said)


def _first(later):
    return ValidationError(
        _("Take back a later merge first: %(merge)s. Its rows are the same.") % {"merge": later}
    )


def _touched(merge):
    """What a later merge may have built upon: the columns it changed, and rows that came or received."""
    found = {(of, pk, name) for of, pk, columns in merge.changed for name in columns}
    for row in merge.absorbed.all():
        if row.object_id != merge.loser_id or row.model != merge.model:
            found.add((row.model, row.into_id))
        for name, ids in row.moved.items():
            found |= {(field_of(name).model._meta.label_lower, pk) for pk in ids}
    return found


def _set_back(merge):
    """What the winner took over it gives back, but for what was edited since."""
    stayed = []
    returning = set(merge.absorbed.values_list("model", "object_id"))
    for model_label, pk, columns in reversed(merge.changed):
        row = apps.get_model(model_label)._base_manager.filter(pk=pk).first()
        if row is None:
            continue
        for name, (before, after) in columns.items():
            field, now = row._meta.get_field(name), getattr(row, name)
            if now == after or (
                field.is_relation and now and became(field.related_model, [after]).get(after) == now
            ):
                returns = field.is_relation and (field.related_model._meta.label_lower, before) in returning
                if field.is_relation and before is not None and not returns:
                    before = _living(field, before, pk)
                setattr(row, name, before)
            else:
                text = _("%(field)s of %(row)s was edited since; it stays.")
                stayed.append(text % {"field": capfirst(field.verbose_name), "row": row})
        row.save(update_fields=[row._meta.get_field(name).name for name in columns])
    return stayed


def _bring_back(absorbed, is_loser, unwanted):
    """Store an absorbed row again, with its id; False where what it hung on is gone for good, or wants it no more."""
    model = apps.get_model(absorbed.model)
    values = {}
    for field in model._meta.concrete_fields:
        if field.attname not in absorbed.values:  # a column that is younger than the merge
            continue
        value = values[field.attname] = field.to_python(absorbed.values[field.attname])
        if value is None:
            continue
        if field.is_relation:
            value = values[field.attname] = _living(field, value, absorbed.object_id)
            if value is None and not field.null:
                return False
        if field.unique and model._base_manager.filter(**{field.attname: value}).exists():
            if field.null:
                values[field.attname] = None
            elif is_loser:
                text = _("Somebody else bears the %(field)s of %(name)s now. Merge or delete that row first.")
                raise ValidationError(text % {"field": field.verbose_name, "name": absorbed.merge.loser_name})
            else:
                return False
    row = model(**values)
    if held := [where for one in EVENTS if (where := one.unwanted_in(row, absorbed.merge))]:
        unwanted.append((model, held[0]))
        return False
    try:
        with transaction.atomic():
            row.save_base(raw=True, force_insert=True)
    except IntegrityError:  # it was made again by hand
        if is_loser:
            raise ValidationError(
                _("Another row has the id of %(name)s.") % {"name": absorbed.merge.loser_name}
            ) from None
        return False
    return True


def _left_out(unwanted):
    """Says what did not return, because of what it is missing from (`unwanted`: pairs of the two)."""
    by_model = defaultdict(list)
    for model, where in unwanted:
        by_model[model].append(where)
    sentences = []
    for model, rows in by_model.items():
        text = ngettext(
            "%(n)d row (%(kind)s) did not return: where it stood, neither of the two is named any more. Look at %(where)s.",
            "%(n)d rows (%(kind)s) did not return: where they stood, neither of the two is named any more. Look at %(where)s.",
            len(rows),
        )
        sentences.append(text % {"n": len(rows), "kind": kind(model._meta.pk), "where": named(rows)})
    return sentences


def named(rows):
    """The first of these by name, each once."""
    names = [*dict.fromkeys(f"«{row}»" for row in rows)]
    return joined(names[:MOST_NAMED]) + ("…" if len(names) > MOST_NAMED else "")


def _living(field, pk, row_id):
    """The id that stands now for what `field` of a returning row led to; None when it is gone.

    Where it was merged away meanwhile, that merge takes the row along: taken back, it returns it.
    """
    model = field.related_model
    while pk is not None and not model._base_manager.filter(pk=pk).exists():
        away = Absorbed.objects.standing().filter(model=model._meta.label_lower, object_id=pk).first()
        if away is None:
            return None
        if away.into_id is not None:
            away.moved.setdefault(label(field), []).append(row_id)
            away.save(update_fields=["moved"])
        pk = away.into_id
    return pk


def _move_back(absorbed):
    """What still points to the row that stood for it returns; says how many rows do not."""
    stayed = []
    for name, ids in absorbed.moved.items():
        field = field_of(name)
        rows = field.model._base_manager
        back = there = 0
        for batch in batches(ids):
            there += rows.filter(pk__in=batch).count()
            found = rows.filter(pk__in=batch, **{field.name: absorbed.into_id})
            back += found.update(**{field.name: absorbed.object_id})
            for one in EVENTS:
                one.moved_back(field, batch, absorbed)
        _move_back_the_absent(absorbed, field, ids)
        if there > back:
            n = there - back
            text = ngettext(
                "%(n)d row (%(kind)s) was given to somebody else since; it stays there.",
                "%(n)d rows (%(kind)s) were given to somebody else since; they stay there.",
                n,
            )
            stayed.append(text % {"n": n, "kind": kind(field)})
    return stayed


def _move_back_the_absent(absorbed, field, ids):
    """The same for rows that were merged away meanwhile: should they return, they return to the right one."""
    away = Absorbed.objects.standing().filter(model=field.model._meta.label_lower)
    for batch in batches(ids):
        for row in away.filter(object_id__in=batch).exclude(merge=absorbed.merge_id):
            if row.values.get(field.attname) == absorbed.into_id:
                row.values[field.attname] = absorbed.object_id
                row.save(update_fields=["values"])
