"""Mail to those who work here, about what waits for them. A convenience: what it says stands at the desk too."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage, get_connection
from django.db import transaction

logger = logging.getLogger("newsroom.mail")
PATIENCE = 5  # seconds a mail server has
REST = 60  # seconds for which one that failed is not asked again: nobody at the desk waits for it twice


def tell(users, subject, lines, path):
    """Write to these users, once what is being saved is stored. `path` is the page of the desk it is about.

    Who has no address or no account any more is passed over; without EMAIL_URL nothing is written at all.
    Nothing is raised: a mail server that fails is noted in the log.
    """
    if not settings.EMAIL_URL:
        return
    addresses = sorted({user.email for user in users if user and user.is_active and user.email})
    if not addresses:
        return
    text = "\n\n".join([*(line for line in lines if line), settings.SITE_ADDRESS + path])
    subject = " ".join(f"{subject} - {settings.NEWSROOM_NAME}".split())
    # One letter each: nobody is shown whom else it went to.
    letters = [EmailMessage(subject, text, to=[address]) for address in addresses]
    transaction.on_commit(lambda: _send(letters))


def _send(letters):
    if cache.get("mail-rests"):
        logger.warning("mail to %s was not sent: the server failed a moment ago", len(letters))
        return
    try:
        with get_connection(timeout=PATIENCE) as connection:
            connection.send_messages(letters)
    except (OSError, SMTPException) as error:
        cache.set("mail-rests", True, REST)
        logger.warning("mail could not be sent: %s", error)
