"""What SQLite knows of how its rows lie, by which it chooses the way to them.

PostgreSQL looks by itself; SQLite looks when it is told to, and without that it guesses. Of 100,000 stories the
desk's search for quotes then took half a minute instead of a twentieth of a second, its first page 350 ms
instead of 50 (November 2026). Looking takes 0.3 s there.
"""

from contextlib import suppress

from django.db import DatabaseError, connections


def learn(using="default"):
    """Look at all tables of this database now. Nobody's work fails for this."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def is_due(number):
    """Whether it is time to look when the row of this number came in: whenever they are twice as many."""
    return number & (number - 1) == 0
