"""One table says which moves there are; every button, list action and request goes through it."""

from articles.workflow.draft_row import draft_for, drop, row_to_write, set_aside
from articles.workflow.moving import call_off, move, publish, publish_draft, publish_now, refuse_unpublishable
from articles.workflow.table import (
    FROZEN,
    HELD,
    LONGEST_NOTE,
    MOVED,
    MOVES,
    NOT_WAITING,
    OF_THE_SCHEDULE,
    WITH_NOTICE,
    WITHOUT_NOTE,
    Move,
    allow,
    log,
    may,
    moves_of,
    refuse_frozen,
    said,
)  # fmt: skip

__all__ = [
    "FROZEN", "HELD", "LONGEST_NOTE", "MOVED", "MOVES", "NOT_WAITING", "OF_THE_SCHEDULE", "WITHOUT_NOTE", "WITH_NOTICE",
    "Move", "allow", "call_off", "draft_for", "drop", "log", "may", "move", "moves_of", "publish", "publish_draft",
    "publish_now", "refuse_frozen", "refuse_unpublishable", "row_to_write", "said", "set_aside",
]  # fmt: skip
