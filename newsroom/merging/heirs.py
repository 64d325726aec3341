"""Where what was merged away is to be found now."""

from django.apps import apps
from django.urls import reverse

from newsroom.merging.models import Absorbed

MOST_STEPS = 50


def became(model, ids):
    """{id: the id that stands for it now} of those rows that were merged away, over any number of merges."""
    absorbed = Absorbed.objects.standing().filter(model=model._meta.label_lower, into_id__isnull=False)
    found = {pk: pk for pk in ids}
    asked = set(found)
    for _ in range(MOST_STEPS):
        step = dict(absorbed.filter(object_id__in=asked).values_list("object_id", "into_id")) if asked else {}
        if not step:
            break
        found = {pk: step.get(now, now) for pk, now in found.items()}
        asked = set(step.values())
    return {pk: now for pk, now in found.items() if now != pk}


def merged(model, ids):
    """{id: (what was merged, into what)} of those rows that went with a merge, in the names of that day."""
    absorbed = Absorbed.objects.standing().filter(model=model._meta.label_lower, object_id__in=ids)
    rows = absorbed.values_list("object_id", "merge__loser_name", "merge__winner_name")
    return {pk: (loser, winner) for pk, loser, winner in rows}


def by_uid(rows, uids):
    """{uid: one of these rows}, or the row that stands now for one that was merged away: data may name it still."""
    found = {row.uid: row for row in rows.filter(uid__in=uids)}
    left = {*uids} - found.keys()
    return found | _heirs(rows.model, left) if left else found


def _heirs(model, uids):
    absorbed = Absorbed.objects.standing().filter(model=model._meta.label_lower, uid__in=list(uids))
    ids = dict(absorbed.values_list("uid", "object_id"))
    now = became(model, ids.values()) if ids else {}
    rows = model._default_manager.in_bulk(list(set(now.values()))) if now else {}
    return {uid: rows[now[pk]] for uid, pk in ids.items() if now.get(pk) in rows}


def address_now(match, now):
    """Where the address of a row that was merged away leads, its feed and its data alike.

    `match` is what Django found for the address: views of a row are named after its model
    ("person_detail", "person_feed"). None where readers may not see who stands for it now.
    """
    if match is None or not match.url_name or "pk" not in match.kwargs:
        return None
    name, pk = match.url_name.partition("_")[0], match.kwargs["pk"]
    if pk >= 2**63:
        return None
    labels = Absorbed.objects.standing().filter(object_id=pk, model__endswith=f".{name}")
    for label in labels.values_list("model", flat=True).distinct():
        model = apps.get_model(label)
        heir = model._default_manager.public(now).filter(pk=became(model, [pk]).get(pk)).first()
        if heir is not None:
            now_called = {"pk": heir.pk, "slug": heir.slug}
            return reverse(
                match.url_name,
                kwargs={name: now_called.get(name, match.kwargs[name]) for name in match.kwargs},
            )
    return None
