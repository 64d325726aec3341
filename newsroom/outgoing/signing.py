"""Standard Webhooks: every message bears its id, its moment and a signature over both and the body.

A secret stands in no table: it is made from the site's SECRET_KEY and a salt of the receiver, so a
copy of the database signs nothing. With a new SECRET_KEY every receiver needs its secret again.
"""

import base64
import datetime
import hashlib
import hmac

from django.utils.crypto import salted_hmac

PREFIX = "whsec_"
OLD_SECRET_LIVES = datetime.timedelta(days=1)


def secret(salt):
    """The secret of a salt as a receiver writes it into its settings: whsec_ and 32 bytes in base64."""
    key = salted_hmac("newsroom.outgoing.secret", salt, algorithm="sha256").digest()
    return PREFIX + base64.b64encode(key).decode()


def signature(secrets, message_id, timestamp, body):
    """The webhook-signature header: one v1 signature for each secret, between blanks."""
    signed = b".".join([message_id.encode(), str(timestamp).encode(), body])
    keys = [base64.b64decode(secret.removeprefix(PREFIX)) for secret in secrets]
    return " ".join(
        "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in keys
    )


def headers(secrets, message_id, timestamp, body):
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": signature(secrets, message_id, timestamp, body),
    }
