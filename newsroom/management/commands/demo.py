"""A living demo newsroom: migrate, load stories, make an account for each role, serve.

A second run changes nothing and says so. The accounts' passwords are public knowledge, so they
work on this machine only (see newsroom.accounts).
"""

import json
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils import timezone, translation

from articles import anchors, comments, exchange, fronts, history
from articles.exchange.check import MOMENTS
from articles.models import (
    Article,
    Assignment,
    AssignmentNote,
    Contributor,
    Correction,
    Front,
    Section,
    Version,
    WordRule,
)
from newsroom import environment as env
from newsroom import roles
from newsroom.management.shell import EnglishCommand
from newsroom.models import User
from newsroom.photos.models import Photo

DEMO = Path(settings.BASE_DIR) / "newsroom" / "demo"
PASSWORD = "newsroom-demo"
ACCOUNTS = {
    "reporter": ("هالة", "المرساوي"),
    "desk": ("كمال", "الفناري"),
    "chief": ("نجوى", "الصاري"),
    "administrator": ("زياد", "الدفّة"),
}


class Command(EnglishCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--no-serve", action="store_true", help="Do all but serve.")
        parser.add_argument("--port", type=int, default=8000)

    def run(self, no_serve, port, **options):
        if not set(settings.ALLOWED_HOSTS) <= set(settings.LOOPBACK):
            raise CommandError(
                "The demo has publicly known passwords, and ALLOWED_HOSTS reaches beyond this machine. "
                "Unset ALLOWED_HOSTS, or set up a real site with migrate and createsuperuser."
            )
        base = f"http://127.0.0.1:{port}"
        if not env.text("SITE_ADDRESS"):
            # Also for `deliver`, which is another process: what it tells outside leads to this port.
            (settings.DATA_DIR / "site_address").write_text(base)
            settings.SITE_ADDRESS = base
        call_command("migrate", verbosity=0)
        made = (
            self.photos()
            + self.stories()
            + self.changes()
            + self.accounts()
            + self.words()
            + self.day()
            + self.static_files()
        )
        if not made:
            self.say("Nothing to do: the demo newsroom is already here.")
        self.say(f"\nPublic site  {base}/\nAdmin        {base}/admin/\n")
        self.say(f"Accounts (password for each: {PASSWORD}; on this machine only)")
        for name in ACCOUNTS:
            self.say(f"  {name:<14} {roles.ROLES[name][0]}")
        if not no_serve:
            self.say("\nServing. Stop with Ctrl-C.")
            serve(port)

    def photos(self):
        known = set(Photo.objects.values_list("uid", flat=True))
        made = 0
        for item in json.loads((DEMO / "photos" / "photos.json").read_text(encoding="utf-8")):
            if item["uid"] in known:
                continue
            with (DEMO / "photos" / item["file"]).open("rb") as file:
                Photo(**{**item, "file": File(file, name=item["file"])}).save()
            made += 1
        return self.told(made, "photos")

    def stories(self):
        """Those that are not there yet: what somebody wrote in the others, or removed from them, stays."""
        known = set(Article.objects.values_list("uid", flat=True))
        with (DEMO / "stories.jsonl").open("rb") as lines:
            report = exchange.load(b"" if json.loads(line)["uid"] in known else line for line in lines)
        for number, reason in report.refused:
            raise CommandError(f"stories.jsonl, line {number}: {reason}")
        return self.told(report.created, "stories")

    def changes(self):
        """What a corrected story said before, back to its first wording, so that its log of changes has something to tell."""
        plan = json.loads((DEMO / "changes.json").read_text(encoding="utf-8"))
        story = Article.objects.filter(uid=plan["story"]).first()
        if story is None or story.versions.count() > 1:
            return 0
        with transaction.atomic():
            last = story.versions.get()
            last.number = len(plan["before"]) + 1
            content, rows = last.content, [(last, plan["last"])]
            for older in plan["before"]:
                body = content["body"]
                for now, then in older["instead"]:
                    body = body.replace(now, then)
                content = content | {"body": body}
                number = rows[-1][0].number - 1
                rows.append((history.version(story, content, Version.Kind.PUBLISHED, number), older))
            for version, how in rows:
                version.public_from = datetime.fromisoformat(how["public_from"])
                version.change, version.words_shown = how["change"], how["words_shown"]
                version.save()
            rightly = Correction.objects.filter(uid=plan["correction"])
            rightly.update(version_before=rows[1][0], version_after=last)
        return self.told(len(plan["before"]), "earlier wordings")

    def accounts(self):
        made = 0
        for name, (first, last) in ACCOUNTS.items():
            if User.objects.filter(username=name).exists():
                continue
            with transaction.atomic():
                user = User(username=name, first_name=first, last_name=last, is_staff=True)
                user.set_password(PASSWORD)
                user.has_known_password = True
                user.save()
                user.groups.add(roles.group_of(name))
            made += 1
        return self.told(made, "accounts")

    def words(self):
        """What the house writes otherwise, unless it has rules of its own."""
        if WordRule.objects.exists():
            return 0
        rules = [WordRule(**item) for item in json.loads((DEMO / "words.json").read_text(encoding="utf-8"))]
        with transaction.atomic():
            for rule in rules:
                rule.full_clean()
                rule.save()
        return self.told(len(rules), "word rules")

    def day(self):
        """What is planned for today and the days after, and what the desk says of it, so that its pages are alive.

        Moments stand in the file as hours from now; the whole lot is made once.
        """
        if Assignment.objects.exists():
            return 0
        now = timezone.now().replace(minute=0, second=0, microsecond=0)
        plans = json.loads((DEMO / "day.json").read_text(encoding="utf-8"))
        users = {user.username: user for user in User.objects.filter(username__in=ACCOUNTS)}
        with transaction.atomic():
            authors = {story["uid"]: users[story.pop("by")] for story in plans["stories"] if "by" in story}
            for story in plans["stories"]:
                story |= {
                    name: (now + timedelta(hours=story[name])).isoformat()
                    for name in MOMENTS
                    if name in story
                }
            report = exchange.load(BytesIO("\n".join(map(json.dumps, plans["stories"])).encode()))
            for number, reason in report.refused:
                raise CommandError(f"day.json, story {number}: {reason}")
            for uid, user in authors.items():
                Article.objects.filter(uid=uid).update(created_by=user)
            Contributor.objects.filter(uid="contributor-hala-marsawi").update(user=users["reporter"])
            # Who puts breaking news out signs it.
            Contributor.objects.create(name=users["desk"].get_full_name(), user=users["desk"])
            for item in plans["assignments"]:
                assignment = Assignment.objects.create(
                    uid=item["uid"],
                    what=item["what"],
                    brief=item.get("brief", ""),
                    place=item.get("place", ""),
                    section=Section.objects.get(slug=item["section"]),
                    assigned_to=users.get(item["for"]),
                    assigned_by=users["desk"],
                    due=now + timedelta(hours=item["due"]),
                    state=item["state"],
                    article=Article.objects.filter(uid=item.get("story")).first(),
                )
                if assignment.assigned_to:
                    assignment.log(AssignmentNote.Act.ASSIGNED, users["desk"], assignment.assigned_to)
            for item in plans["comments"]:
                story = Article.objects.get(uid=item["story"])
                comment = comments.write(
                    story,
                    users[item["by"]],
                    item["text"],
                    users.get(item.get("for")),
                    item.get("confidential", False),
                    **anchors.anchor(story, item.get("words", "")),
                )
                for answer in item.get("answers", ()):
                    comments.reply(comment, users[answer["by"]], answer["text"])
            front, _ = Front.objects.get_or_create(section=None)
            lead = Article.objects.get(uid=plans["lead"])
            with translation.override(settings.LANGUAGE_CODE):  # the front's log is read at the desk
                fronts.place(front, lead, users["desk"], front.revision)
        return self.told(len(plans["stories"]) + len(plans["assignments"]), "planned stories and assignments")

    def static_files(self):
        """Collect and compress the static files, unless none is newer than the last time."""
        manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
        if manifest.exists() and not _newer_than(manifest):
            return 0
        call_command("collectstatic", verbosity=0, interactive=False)
        manifest.touch()
        return self.told(1, "set of static files")

    def told(self, made, what):
        if made:
            self.say(f"Made {made} {what}.")
        return made


def _newer_than(manifest):
    from django.contrib.staticfiles.finders import get_finders

    made = manifest.stat().st_mtime
    return any(
        Path(storage.path(name)).stat().st_mtime > made
        for finder in get_finders()
        for name, storage in finder.list([])
    )


def serve(port):
    """The production server on the loopback address, until it is stopped."""
    from gunicorn.app.base import BaseApplication

    from newsroom import server
    from newsroom.wsgi import application

    class Server(BaseApplication):
        def load_config(self):
            self.cfg.set("bind", f"127.0.0.1:{port}")
            self.cfg.set("workers", 1)
            self.cfg.set("loglevel", "warning")
            for name in ("threads", "worker_class", "control_socket_disable", "limit_request_line"):
                self.cfg.set(name, getattr(server, name))

        def load(self):
            return application

    Server().run()
