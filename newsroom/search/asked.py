"""What readers look for, counted without who looks: most wanted, and found nothing."""

import re

from django.db import DatabaseError, transaction
from django.db.models import F

from newsroom.arabic import fold
from newsroom.search.models import Asked

LONGEST = 80
# A number to call, an address to write to: what may be somebody's own is not kept.
PERSONAL = re.compile(r"@|(?:\d[\s.-]?){7}")


def note(query, found, now):
    """Count a search. Never in the way of its answer: where nothing can be written, nothing is."""
    key = fold.key(query[: LONGEST + 1])
    if (
        not key
        or len(query) > LONGEST
        or len(key) > LONGEST
        or PERSONAL.search(query)
        or PERSONAL.search(key)
        or "\0" in query
    ):
        return
    day = now.date()
    try:
        with transaction.atomic():
            known = Asked.objects.filter(key=key)
            if not known.update(times=F("times") + 1, found=found, last_on=day):
                row = Asked(key=key, query=" ".join(query.split()), times=1, found=found, last_on=day)
                Asked.objects.bulk_create([row], ignore_conflicts=True)
    except DatabaseError:
        pass
