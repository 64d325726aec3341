"""What is named by uid in versions of a story, by the names it bears now."""

from collections import Counter, defaultdict

from django.utils.translation import gettext

from articles.models import Citation
from articles.references import uids_in
from newsroom.merging.heirs import by_uid
from people.models import Tenure

WITH = {Citation: ("source",), Tenure: ("person", "position")}  # what their names are made of


class Names:
    """`names.of(model, uid)`; rows are asked for when the first of a model is wanted, all of them in one query."""

    def __init__(self, *contents):
        self._wanted, self._called = defaultdict(set), {}
        for content in contents:
            for model, uids in uids_in(content).items():
                self._wanted[model] |= uids

    def of(self, model, uid):
        """What the row is called, with its number where another one is called the same; "" for no uid."""
        if not uid:
            return ""
        if model not in self._called:
            self._called[model] = self._names(model)
        return self._called[model].get(uid) or gettext("%(uid)s (no longer here)") % {"uid": uid}

    def _names(self, model):
        rows = model._default_manager
        rows = rows.select_related(*WITH[model]) if model in WITH else rows
        found = by_uid(rows, self._wanted[model] - {None, ""})
        called = {uid: (str(row), row.pk) for uid, row in found.items()}
        same = Counter(name for name, _pk in {*called.values()})
        return {
            uid: gettext("%(name)s, no. %(number)s") % {"name": name, "number": pk}
            if same[name] > 1
            else name
            for uid, (name, pk) in called.items()
        }
