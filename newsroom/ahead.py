"""Whether readers see a thing is asked of a moment; whether they ever will, of all moments from now on."""

import datetime


class Ahead(datetime.datetime):
    """All moments from `first` on, for a query that is made for one: `public(Ahead.of(now))` gives what is public or
    is going to be by itself, as scheduled stories are.

    What has to have begun has begun at the end of time; what must not be over asks `beginning`.
    """

    @classmethod
    def of(cls, now):
        moment = cls(9000, 1, 1, tzinfo=datetime.UTC)
        moment.first = now
        return moment


def beginning(moment):
    return getattr(moment, "first", moment)
