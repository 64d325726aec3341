"""What a floor above has to do with two rows becoming one, and with that being taken back."""

from newsroom.merging.rules import rules_of

EVENTS = []


class Events:
    """The events of every merge in their order, whatever the model; by itself each does nothing.

    @takes_part
    class ShownInStories(Events): …
    """

    # Two rows become one

    def shown_in(self, row):
        """The rows of this floor whose pages and index entries name `row`: asked of the loser before it goes, and of
        what was brought back.
        """
        return ()

    def refusal(self, winner, loser, taken):
        """Both are held, or the page that asks is made: why the two cannot be one now; "" where they can.

        `taken` {column: value} is what the winner takes over.
        """
        return ""

    def afterwards(self, work, winner):
        """All has moved to the winner; `work` writes down what else has to be done."""

    # It is taken back

    def hold(self, touched):
        """Hold what these rows are part of, before the winner itself is held: everybody locks in that order.

        `touched` {model: ids} are the rows that the merge moved, and those on which hung what it took away.
        """

    def refusal_of_undoing(self, merge):
        """The winner is held too, so that nobody changes the answer: why what the merge did has to stay for now; "" where
        it need not.
        """
        return ""

    def unwanted_in(self, row, merge):
        """A row that went with the merge is about to be stored again: what it would come back to against the will of
        whoever edited that since, to be named to the editor; else None.
        """

    def moved_back(self, field, ids, absorbed):
        """Rows lead by their foreign key `field` again to what was `absorbed`: what was copied from them in the
        meantime follows.
        """

    def brought_back(self, row, merge):
        """A row stands again that had gone with the merge, and what led to it leads there."""

    def undone(self, merge):
        """All is back: sentences on what else an editor has to look at."""
        return ()


def takes_part(events):
    """Class decorator: these Events are told of every merge, in the order in which they came."""
    EVENTS.append(events())
    return events


def refusal(winner, loser):
    """Why the two cannot be one (now), and what to do; "" where they can."""
    rules = rules_of(type(winner))
    if said := rules.refusal(winner, loser):
        return said
    taken = rules.taken(winner, loser)
    return next(filter(None, (one.refusal(winner, loser, taken) for one in EVENTS)), "")


def showing(row):
    return [other for one in EVENTS for other in one.shown_in(row)]
