"""Outgoing: one signed message to those outside when something public comes, changes or goes.

Push, Telegram, WhatsApp, newsletters and caches hang on it. The floor knows no model of ours; an
app says in its `outgoing.py` what is public of its things, like a sitemap:

    from newsroom.outgoing import Subject, register

    @register
    class Stories(Subject):
        kind, name = "article", "story"
        def standings(self, pks, now): ...
        def data(self, pk, now): ...
        def is_material(self, pk, at): ...

The tour:

    subject     Subject, Standing, register: what there is to tell of
    telling     tell(kind, pks), hear(): what became of a thing, as an Event with its deliveries
    models      Receiver, Told, Event, Delivery, Attempt
    addresses   which addresses may be called: none that leads into a private network
    signing     Standard Webhooks: the secret and the signature
    sending     one POST to the very address that was examined
    delivering  what is due, in order for each receiver and thing, again after a failure

A message:

    POST /your/path
    webhook-id: 3f0c…  webhook-timestamp: 1795593600  webhook-signature: v1,K5o…

    {"type": "story.published", "timestamp": "2026-11-25T09:00:00+00:00",
     "data": {"id": 12, "uid": "harbour-1", "url": "https://news.example/articles/12/…/",
              "headline": "…", "short_headline": "…", "urgency": "breaking", "language": "ar", "section": "sport",
              "places": [{"uid": "place-harbour", "code": "XA-01", "name": "…"}],
              "published_at": "2026-11-25T09:00:00+00:00", "updated_at": null}}

Types are story.published, story.updated, story.corrected and story.withdrawn. The `data` of story.updated
also holds `material`: false where the editor called the change cosmetic, or a loaded line named no moment of it
(`updated_at` stays, a cache purges, nobody's telephone need ring), else true. That of story.withdrawn holds
`id`, `uid` and an address without the headline's words (a cache purges all below /articles/<id>/). The
signature is HMAC-SHA256 over id.timestamp.body; a receiver refuses timestamps older than five minutes and
ids it has seen, and answers 2xx to take a message:

    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    is_ours = any(
        hmac.compare_digest(f"v1,{right}", given) for given in headers["webhook-signature"].split(" ")
    )

There is one signature for each secret: for a day after a renewal the old secret signs as well. An answer
other than 2xx is tried again, after 5 seconds and then four times as long each time up to 6 hours, 16 times
in all; meanwhile no later message about the same story overtakes it. `Retry-After` is heeded up to 6 hours;
410 ends the sending to that receiver until it is switched on again. The body says what is public when it is
sent: what was taken back meanwhile is not sent at all.

A message can come twice with the same id: when the answer is lost on its way, or `manage.py deliver` dies
between sending a message and noting the answer. It is then sent again when its lease of two minutes ends. Every
try of the program bears the message's own id. What a person sends again from the log comes under a new one, and
says what is public by then: take it as if it had never come. The log shows under which id each try went.
"""

from newsroom.outgoing.subject import Standing, Subject, register

__all__ = ["Standing", "Subject", "register"]
