"""What there is to tell of: each app declares its public things and registers them."""

import datetime
import re
from typing import NamedTuple

REGISTRY = {}  # kind -> Subject
LONG_BEFORE = datetime.timedelta(days=1)


class Standing(NamedTuple):
    """Where one thing stands: when readers could see it, and what they were told since."""

    opened: datetime.datetime | None  # first visible; None for what never was
    closed: datetime.datetime | None = None
    updated_at: datetime.datetime | None = None  # the last change in what it says, however small
    corrected_at: datetime.datetime | None = None
    corrections: int = 0
    is_breaking: bool = False
    came_at: datetime.datetime | None = None  # when this site got to know of it

    def is_public(self, at):
        return bool(self.opened and self.opened <= at and (self.closed is None or self.closed > at))

    @property
    def is_archive(self):
        """Whether it was published elsewhere long before it came here: no news to anybody."""
        return bool(self.opened and self.came_at and self.opened < self.came_at - LONG_BEFORE)


class Subject:
    """Things of one kind. `kind` is the word in newsroom.changes keys, `name` the one in messages."""

    kind = ""
    name = ""

    def standings(self, pks, now):
        """{pk: Standing} of those that exist, in a constant number of queries."""
        raise NotImplementedError

    def data(self, pk, now):
        """What everybody may know of a thing that is public at `now`; None when it is not."""
        raise NotImplementedError

    def is_material(self, pk, at):
        """Whether the update of a public thing that was told at this moment is news to readers, or only mends what they see."""
        return True

    def gone(self, pk):
        """What may still be said of a thing that has left the public site: which one it was."""
        raise NotImplementedError

    def desk_url(self, pk):
        """Where the desk works on it."""
        raise NotImplementedError

    def may_direct(self, user, pk):
        """Whether it is this user's to say that messages about it go out again, or do not."""
        return True

    def labels(self, pks):
        """{pk: what the desk calls it}, for the log."""
        raise NotImplementedError


def register(subject_class):
    """Class decorator: makes a Subject known under its kind."""
    subject = subject_class()
    if not re.fullmatch("[a-z_]{1,20}", subject.kind) or not subject.name:
        raise TypeError(f"{subject_class.__name__} needs a name and a kind of at most 20 letters a-z.")
    REGISTRY[subject.kind] = subject
    return subject_class


def may_direct(user, about):
    subject, pk = subject_of(about)
    return user.has_perm("outgoing.resend_delivery") and (subject is None or subject.may_direct(user, pk))


def subject_of(about):
    """(Subject, pk) of "article:12"; (None, None) for what nobody has registered."""
    kind, _, pk = about.partition(":")
    return (REGISTRY[kind], int(pk)) if kind in REGISTRY and pk.isdecimal() else (None, None)
