"""A merge is taken back: the row returns with its id, its own rows and its address."""

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from newsroom.merging.absorbing import batches, tell
from newsroom.merging.heirs import became
from newsroom.merging.models import Absorbed, Merge
from newsroom.merging.relations import field_of
from newsroom.merging.rules import showing


def unmerge(merge, by=None):
    """Take a merge back, in one transaction; returns sentences on what stays with the winner.

    Only rows that still point to the winner go back. Raises ValidationError with what stands in
    the way and what to do; then nothing is changed.
    """
    with transaction.atomic():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        model = merge.of
        list(model._base_manager.select_for_update().filter(pk=merge.winner_id))
        refuse(merge)
        stayed = _set_back(merge)
        absorbed = list(merge.absorbed.order_by("-pk"))  # the loser first: others point to it
        back = {row.pk for row in absorbed if _bring_back(row, is_loser=row.object_id == merge.loser_id)}
        for row in absorbed:
            if row.pk in back:
                stayed += _move_back(row)
        for label, pk in merge.added:
            apps.get_model(label)._base_manager.filter(pk=pk).delete()
        merge.undone_at, merge.undone_by = timezone.now(), by
        merge.save(update_fields=["undone_at", "undone_by"])
        returned = model._base_manager.get(pk=merge.loser_id)
        tell([returned, *model._base_manager.filter(pk=merge.winner_id), *showing(returned)])
        return stayed


def refuse(merge):
    """Raises ValidationError where a merge cannot be taken back (any more, or yet)."""
    if merge.undone_at:
        raise ValidationError(_("This merge was taken back already."))
    model = merge.of
    if became(model, [merge.winner_id]):
        later = Absorbed.objects.standing().get(model=merge.model, object_id=merge.winner_id).merge
        raise ValidationError(
            _("Take back a later merge first: %(merge)s. Its rows are the same.") % {"merge": later}
        )
    if model._base_manager.filter(pk=merge.loser_id).exists():
        raise ValidationError(_("Another row has the id of %(name)s.") % {"name": merge.loser_name})
    moved = {}  # model -> ids of what this merge moved
    for row in merge.absorbed.all():
        for label, ids in row.moved.items():
            moved.setdefault(field_of(label).model._meta.label_lower, set()).update(ids)
    later = Absorbed.objects.standing().filter(merge__pk__gt=merge.pk, model__in=moved, into_id__isnull=False)
    for row in later.select_related("merge"):
        if row.into_id in moved[row.model]:
            raise ValidationError(
                _("Take back a later merge first: %(merge)s. Its rows are the same.") % {"merge": row.merge}
            )


def _set_back(merge):
    """What the winner took over it gives back, but for what was edited since."""
    stayed = []
    for label, pk, columns in reversed(merge.changed):
        row = apps.get_model(label)._base_manager.filter(pk=pk).first()
        if row is None:
            continue
        for name, (before, after) in columns.items():
            if getattr(row, name) == after:
                setattr(row, name, before)
            else:
                field = capfirst(row._meta.get_field(name).verbose_name)
                stayed.append(
                    _("%(field)s of %(row)s was edited since; it stays.") % {"field": field, "row": row}
                )
        row.save(update_fields=[row._meta.get_field(name).name for name in columns])
    return stayed


def _bring_back(absorbed, is_loser):
    """Store an absorbed row again, with its id; False where what it hung on is gone for good."""
    model = apps.get_model(absorbed.model)
    values = {}
    for field in model._meta.concrete_fields:
        if field.attname not in absorbed.values:  # a column that is younger than the merge
            continue
        value = values[field.attname] = field.to_python(absorbed.values[field.attname])
        if value is None:
            continue
        if field.is_relation:
            value = values[field.attname] = _living(field.related_model, value)
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
    try:
        with transaction.atomic():
            model(**values).save_base(raw=True, force_insert=True)
    except IntegrityError:  # it was made again by hand
        return False
    return True


def _living(model, pk):
    """The id of a row as it stands now; None when it is gone."""
    if model._base_manager.filter(pk=pk).exists():
        return pk
    return became(model, [pk]).get(pk)


def _move_back(absorbed):
    """What still points to the row that stood for it returns; says how many rows do not."""
    stayed = []
    for label, ids in absorbed.moved.items():
        field = field_of(label)
        rows = field.model._base_manager
        back = there = 0
        for batch in batches(ids):
            there += rows.filter(pk__in=batch).count()
            found = rows.filter(pk__in=batch, **{field.name: absorbed.into_id})
            back += found.update(**{field.name: absorbed.object_id})
        if there > back:
            n = there - back
            text = ngettext(
                "%(n)d row (%(kind)s) was given to somebody else since; it stays there.",
                "%(n)d rows (%(kind)s) were given to somebody else since; they stay there.",
                n,
            )
            stayed.append(text % {"n": n, "kind": field.model._meta.verbose_name_plural})
    return stayed
