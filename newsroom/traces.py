"""Where an account is named: whoever left a trace is not deleted, so that it can be said for ever who did what."""

from django.db.models import Exists, OuterRef

from newsroom.merging.relations import kind, label, pointing_at
from newsroom.models import User

# What tells nothing of what somebody did: what he may do, what is his alone, whose name he signs with. Every other
# foreign key to an account is a trace, also one that is written tomorrow.
NONE = {
    "newsroom.user_groups.user",
    "newsroom.user_user_permissions.user",
    "articles.section_editors.user",
    "articles.contributor.user",
    "articles.presence.user",
    "articles.unsent.user",
    "desk.savedview.owner",
}


def kept_in():
    """The foreign keys in which an account leaves a trace."""
    return [field for field in pointing_at(User) if label(field) not in NONE]


def left_by(users):
    """[(user, what he is named in: "versions", "moves of a story")], without those who left no trace."""
    fields = dict(enumerate(kept_in()))
    asked = {
        f"trace_{n}": Exists(field.model._base_manager.filter(**{field.name: OuterRef("pk")}))
        for n, field in fields.items()
    }
    found = []
    for user in User.objects.filter(pk__in=[user.pk for user in users]).annotate(**asked).order_by("pk"):
        named = [str(kind(field)) for n, field in fields.items() if getattr(user, f"trace_{n}")]
        if named:
            found.append((user, [*dict.fromkeys(named)]))
    return found
