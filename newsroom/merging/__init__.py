"""Two rows that are one: whatever points to the one moves to the other, written down row by row.

`merging.merge(winner, loser)` and `undoing.unmerge(merge)` are the pair; `planning.plan` says before
what will happen. Which relations there are is read from the models, so that none can be
forgotten; what is peculiar to a model its app says in `Rules`, and what a merge and its taking back
have to do with texts and their copies in `Events`: in its merging.py and unmerging.py. The log is also
where old ids lead: see `heirs`. Old addresses answer 301; what stories printed does not change. A merge
taken back returns the row with its id, its address and what still stands with the other, and whoever
takes it back reads what does not return. A merge of somebody with 5,000 quotes takes 7 seconds on SQLite
and 12 on PostgreSQL.
"""

from newsroom.merging.events import Events, takes_part
from newsroom.merging.rules import Rules, register

__all__ = ["Events", "Rules", "register", "takes_part"]
