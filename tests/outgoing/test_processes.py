"""`manage.py deliver` as the processes it is: two at once, and one that is killed in the middle."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from tests.outgoing.receiver import serving

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).parents[2]
STORIES = 40


class Site:
    """A site with a database and processes of its own."""

    def __init__(self, environment):
        self.environment = environment

    def start(self, *words):
        return subprocess.Popen(
            [sys.executable, "manage.py", *words],
            cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *words):
        return said_by(self.start(*words))

    def do(self, code):
        return self.run("shell", "--no-imports", "-c", code)


def said_by(process):
    said, complaint = process.communicate(timeout=60)
    assert process.returncode == 0, complaint
    return said


def delivered(said):
    return int(re.search(r"delivered (\d+)", said)[1])


@pytest.fixture
def outside():
    with serving(delay=0.02) as server:
        yield server


@pytest.fixture
def site(tmp_path, outside):
    environment = {
        "PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path), "WEBHOOK_PRIVATE_HOSTS": outside.host,
    }  # fmt: skip
    if connection.vendor == "postgresql":
        at = connection.settings_dict
        name = f"{at['NAME']}_processes"
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
        password = f":{quote(at['PASSWORD'])}" if at["PASSWORD"] else ""
        server = f"{at['HOST'] or 'localhost'}:{at['PORT'] or 5432}"
        environment["DATABASE_URL"] = f"postgres://{quote(at['USER'])}{password}@{server}/{quote(name)}"
    site = Site(environment)
    site.run("migrate", "--verbosity", "0")
    site.do(
        "from newsroom.outgoing.models import Receiver\n"
        f"Receiver.objects.create(name='push', url={outside.url!r})\n"
        "from tests import make\n"
        f"for number in range({STORIES}): make.article(f'خبر {{number}}', at=None)"
    )
    yield site
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_two_processes_share_the_work_and_a_killed_one_loses_nothing(site, outside):
    both = [site.start("deliver"), site.start("deliver")]
    shares = [delivered(said_by(process)) for process in both]
    ids = Counter(headers["webhook-id"] for headers, *_ in outside.got)
    assert sum(shares) == len(ids) == STORIES and set(ids.values()) == {1}
    assert all(shares), "both had work"

    site.do("from tests import make; make.article('خبر القتيل', at=None)")
    outside.holds.clear()
    outside.asked.clear()
    killed = site.start("deliver", "--watch")
    assert outside.asked.wait(30)
    killed.send_signal(signal.SIGKILL)
    killed.communicate(timeout=10)
    outside.holds.set()
    assert delivered(site.run("deliver")) == 0, "it is on lease to the one that died"
    site.do(
        "from newsroom.outgoing.models import Delivery\n"
        "from django.utils import timezone\n"
        "assert Delivery.objects.waiting().update(leased_until=timezone.now()) == 1"
    )
    assert delivered(site.run("deliver")) == 1
    *_, first, second = outside.got
    assert first[0]["webhook-id"] == second[0]["webhook-id"] and first[1] == second[1]
