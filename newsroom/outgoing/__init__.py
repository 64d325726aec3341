"""Outgoing: one signed message to those outside when something public comes, changes or goes.

Push, Telegram, WhatsApp, newsletters and caches hang on it. The floor knows no model of ours; an
app says in its `outgoing.py` what is public of its things, like a sitemap:

    from newsroom.outgoing import Subject, register

    @register
    class Stories(Subject):
        kind, name = "article", "story"
        def standings(self, pks, now): ...
        def data(self, pk, now): ...

The tour:

    subject     Subject, Standing, register: what there is to tell of
    telling     tell(kind, pks), hear(): what became of a thing, as an Event with its deliveries
    models      Receiver, Told, Event, Delivery, Attempt
    addresses   which addresses may be called: none that leads into a private network
    signing     Standard Webhooks: the secret and the signature
    sending     one POST to the very address that was examined
    delivering  what is due, in order for each receiver and thing, again after a failure
"""

from newsroom.outgoing.subject import Standing, Subject, register

__all__ = ["Standing", "Subject", "register"]
