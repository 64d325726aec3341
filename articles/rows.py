"""Rows under a story that are said anew: those that are the same keep their ids."""

from django.db.models import F

BEHIND = 16_000  # places behind all that rows are counted to


def set_rows(stored, wanted, known_by, columns=(), alike=()):
    """Make rows under a story these unsaved ones. One that is known by the same, or else is alike, keeps its id: what it
    names may be one with another for a while, and then two again (newsroom.merging).
    """
    left, new, changed = list(stored), list(wanted), []
    for names in filter(None, (known_by, alike)):
        stand, asked, new = {}, new, []
        for row in left:
            stand.setdefault(tuple(getattr(row, name) for name in names), []).append(row)
        for row in asked:
            same = stand.get(tuple(getattr(row, name) for name in names))
            if not same:
                new.append(row)
                continue
            kept = same.pop(0)
            if any(getattr(kept, name) != getattr(row, name) for name in columns):
                for name in columns:
                    setattr(kept, name, getattr(row, name))
                changed.append(kept)
        left = [row for rows in stand.values() for row in rows]
    model = stored.model
    if left:
        model.objects.filter(pk__in=[row.pk for row in left]).delete()
    if changed:
        if any("order" in constraint.fields for constraint in model._meta.total_unique_constraints):
            # No two may stand at one place, not for the moment either in which they change it.
            model.objects.filter(pk__in=[row.pk for row in changed]).update(order=F("order") + BEHIND)
        model.objects.bulk_update(changed, columns)
    model.objects.bulk_create(new)
