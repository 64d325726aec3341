from datetime import timedelta

import pytest
from django.utils import timezone

from newsroom.outgoing import delivering
from newsroom.outgoing.models import Receiver
from tests.outgoing.receiver import serving


@pytest.fixture
def outside(settings):
    """A receiver's server; the guard lets it through because this setting names it."""
    with serving() as server:
        settings.WEBHOOK_PRIVATE_HOSTS = [server.host]
        yield server


@pytest.fixture
def receiver(db, outside):
    return Receiver.objects.create(name="إشعارات", url=outside.url)


@pytest.fixture
def deliver():
    def run(**later):
        """Deliver as if it were so much later."""
        shift = timedelta(**later)
        return delivering.run(lambda: timezone.now() + shift)

    return run
