"""What changed, and when: the floor that caches and webhooks will listen to.

`announce("article:12", "person:3")` inside the transaction of the change says which public things
changed; with `at=` it says when they will change by themselves (a scheduled story appears, a
window closes), so that nothing has to run for a listener to know.
"""


def announce(*keys, at=None):
    """Write that the public things named by `keys` change: now, or at the moment `at`.

    Keys are "kind:id" or a bare word for a page of its own ("home"). Must run inside the
    transaction that makes the change, so that neither exists without the other.
    """
    from django.db import transaction
    from django.utils import timezone

    from newsroom.changes.models import Change

    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "announce() belongs inside the transaction of the change. Wrap both in transaction.atomic()."
        )
    moment = at or timezone.now()
    Change.objects.bulk_create([Change(key=key, at=moment) for key in dict.fromkeys(keys)])
