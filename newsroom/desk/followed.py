"""Somebody was chosen in a form and merged away before it was saved: the one that stands for him is taken, and said."""

from django.utils.translation import gettext as _

from newsroom.fields import could_be_id

# Functions put here by a floor above: (model, ids) → {id: the id of the row that stands for it now}, and
# (model, ids) → {id: (what was merged with it, into what)}.
HEIRS, MERGED = [], []


class Follows:
    """For widgets that choose: a row that was merged away while the form stood open is taken as the one it became."""

    def now(self, ids):
        ids = [one for one in ids if could_be_id(one)]
        # Asked once for a form, however often it looks at what was sent: each form has a copy of its widgets.
        known = self.__dict__.setdefault("_heirs", {})
        if unknown := [int(one) for one in ids if one not in known]:
            model = self.field.remote_field.model
            heirs = {pk: now for function in HEIRS for pk, now in function(model, unknown).items()}
            known |= {str(pk): str(heirs.get(pk, pk)) for pk in unknown}
        return known

    @property
    def gone(self):
        """{id that was sent: the id taken for it} of those that were merged away."""
        return {int(one): int(now) for one, now in self.__dict__.get("_heirs", {}).items() if one != now}


def told(form, formsets):
    """Sentences for whoever sent these forms: whom he chose, and who stands in his place.

    What a merge changed in the stored row is not among them: who did not touch that field sends what is stored by now
    (newsroom.desk.two_editors).
    """
    found = {}
    for one in (form, *(row for rows in formsets for row in rows.forms if row not in rows.deleted_forms)):
        for field in one.fields.values():
            widget = getattr(field.widget, "widget", field.widget)  # in the one with the cross and the pencil
            if isinstance(widget, Follows) and widget.gone:
                found |= dict.fromkeys(_said(field, widget.field.remote_field.model, widget.gone))
    return [*found]


def _said(field, model, gone):
    merged = {pk: names for function in MERGED for pk, names in function(model, gone).items()}
    rows = model._base_manager.in_bulk([*gone.values()])
    for pk, (old, into) in merged.items():
        if now := rows.get(gone[pk]):
            yield _(
                "“%(old)s” was merged into “%(into)s” while you were writing: “%(now)s” stands in its place "
                "under “%(field)s”. Make sure that this is the one you mean."
            ) % {"old": old, "into": into, "now": now, "field": field.label}
