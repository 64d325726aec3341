"""The index as the desk asks it: without windows, for lists and fields of the admin."""

from newsroom.search.engines import Scope, engine_for_reading
from newsroom.search.index import REGISTRY
from newsroom.search.models import Entry
from newsroom.search.plan import plan
from newsroom.search.query import parse

MOST = 1000


def ids(kind, text):
    """The ids of at most MOST rows of this kind whose documents answer the text, hidden ones too.

    What was never public stands in no index; whoever asks looks for it otherwise.
    """
    asked = parse(text)
    if not asked.clauses:
        return []
    engine, scope = engine_for_reading(), Scope(tuple(REGISTRY), None, of_all=True)
    with engine.reading():
        planned = plan(engine, asked, scope, [kind], strict=True)
        found = engine.find(
            planned.match,
            scope.of(kind),
            planned.frequencies,
            newest=planned.common,
            by_date=True,
            limit=MOST,
        )
    return list(
        Entry.objects.filter(pk__in=[number for number, *_ in found]).values_list("object_id", flat=True)
    )
