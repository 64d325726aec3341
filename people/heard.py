"""Public only through something public: rows that readers may see because a public quote names them."""

import datetime
from functools import reduce

from django.db import models
from django.db.models import Exists, Max, Min, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

FAR = datetime.datetime(9999, 1, 1, tzinfo=datetime.UTC)


class HeardQuerySet(models.QuerySet):
    """Rows that quotes name. `fields` are the fields of a quote that may name them."""

    fields = ()

    def quote_model(self):
        """The model that quotes them lives one floor up, so it is asked for, not imported."""
        return self.model._meta.get_field("quotes").related_model

    def heard(self, now):
        """Those named by a quote that is public at `now`."""
        public = self.quote_model().objects.public(now)
        tests = (Q(Exists(public.filter(**{field: OuterRef("pk")}))) for field in self.fields)
        return self.filter(reduce(Q.__or__, tests))

    def with_window(self):
        """Each row with the moments from which and until which confirmed quotes make it public."""
        return self.annotate(
            **windows(
                self.quote_model().objects.filter(state="confirmed", article__visible_from__isnull=False),
                self.fields,
                "article__",
            )
        )


def windows(rows, fields, prefix=""):
    """Annotations heard_from_N, heard_until_N: the outer window of `rows`, by each of `fields`."""
    found = {}
    for name in fields:
        mine = rows.filter(**{name: OuterRef("pk")}).order_by().values(name)
        until = Coalesce(f"{prefix}visible_until", Value(FAR))
        found[f"heard_from_{name}"] = Subquery(mine.annotate(w=Min(f"{prefix}visible_from")).values("w"))
        found[f"heard_until_{name}"] = Subquery(mine.annotate(w=Max(until)).values("w"))
    return found


def window(row):
    """(visible_from, visible_until) of a row annotated by `windows`; None when nothing shows it."""
    begins = [value for name, value in vars(row).items() if name.startswith("heard_from_") and value]
    ends = [value for name, value in vars(row).items() if name.startswith("heard_until_") and value]
    if not begins:
        return None
    return min(begins), None if max(ends) >= FAR else max(ends)
