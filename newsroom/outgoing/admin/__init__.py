"""The receivers, for the administrator; the log of messages with cancel and resend, for the desk."""

from newsroom.outgoing.admin.log import DeliveryAdmin
from newsroom.outgoing.admin.receivers import ReceiverAdmin

__all__ = ["DeliveryAdmin", "ReceiverAdmin"]
