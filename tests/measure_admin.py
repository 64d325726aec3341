"""How quick is the desk over many stories? Fills a newsroom and prints a table. Not a test.

    .venv/bin/python -m tests.measure_admin [--size 100000] [--times 9] [--folder PATH] [--database URL]

Of every list of the admin, its forms, histories, versions, the comparison of two, the front's screen and
the first page: how many queries, how many milliseconds of the processor (p50; SQLite works in the same
process, so this is the server's time on a machine that has nothing else to do) and of the clock. A page
over 100 ms of the processor is marked; on PostgreSQL, which works beside it, one over 100 ms of the clock.
One story has 200 versions; of it also: a save and the way back to its first version. Another of 17,000
letters has 200 open comments, each with an answer.

The newsroom is a SQLite file in a temporary folder, or in PATH, where it is kept for the next time; or the
PostgreSQL database of URL, which is filled when it holds no story.

In November 2026, with 100,000 stories, 50,000 quotes and 2,000 people, on one core of a small virtual
machine (queries do not grow with the rows; tests/articles/test_admin_queries.py keeps it so):

    page                                                     queries  ms
    first page with its piles                                24       40
    list of stories; its 20th page                           10       34; 40
    list of stories, searched                                15       54–66
    a story's form; of the one with 200 versions             28       49; 49
    … saved; an old version restored                         51; 53   50; 21
    … of the one with 200 open comments, each answered       30       63
    the front's screen; with a search for stories            8        16; 35
    the day's list of today, 300 stories and 300 assignments; of a day with 300 stories
                                                             19; 14   72; 58
    the calendar; a full week; a full month                  11–12    20; 38; 45
    autocomplete fields                                      6–7      3–10
    quotes searched                                          15       26–44
    citations (with titles and addresses), photos searched   7        13–37

On PostgreSQL, by the clock, with both on the same two cores: up to 81. The machine is shared: on days when it was
slower the same pages took half as much again, and the three that cost most stood at 100.

SQLite plans by what newsroom.planner has it learn: without that 21 of these pages took more than 100 ms, the search
for quotes half a minute.
"""

import argparse
import datetime
import logging
import os
import random
import statistics
import tempfile
import time

TARGET = 100  # milliseconds
NOW = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)
WORDS = [
    "الميناء",
    "الجسر",
    "المدينة",
    "الوزير",
    "البلدية",
    "الطريق",
    "الشتاء",
    "المدرسة",
    "الصيادون",
    "المجلس",
    "القمح",
    "السوق",
    "الضفة",
    "القرار",
    "العام",
    "الماء",
    "أعلن",
    "قال",
    "أكد",
    "نفى",
    "وعد",
    "افتتح",
    "أغلق",
    "رفع",
    "خفض",
    "جديد",
    "قديم",
    "أول",
    "آخر",
    "كبير",
    "صغير",
    "قبل",
    "بعد",
    "منذ",
    "أمام",
    "خلف",
]
VERSIONS = 200
COMMENTS = 200
# The day's list and the calendar at their caps: a day of 400 stories in a month of 500 entries of each kind.
FULL_DAY = datetime.datetime(2026, 3, 15, 6, tzinfo=datetime.UTC)
FULL_MONTH = FULL_DAY.replace(day=1)


def text(rng, length):
    return " ".join(rng.choices(WORDS, k=length))


def fill(size):
    """A newsroom of so many stories; half of them hold a quote, all but the newest are public."""
    from taggit.models import Tag, TaggedItem

    from articles import anchors, comments, history
    from articles.models import (
        Article,
        Assignment,
        Byline,
        Citation,
        Comment,
        Contributor,
        Correction,
        Front,
        FrontSlot,
        Occasion,
        Quote,
        Section,
        Source,
        State,
        Transition,
        Version,
    )
    from newsroom.arabic import fold
    from newsroom.models import Redirect, User
    from newsroom.outgoing.models import Delivery, Event, Receiver
    from newsroom.photos.models import Photo
    from newsroom.search.models import Asked
    from newsroom.search.refresh import rebuild
    from people.models import Organization, Person, Position, Tenure

    rng = random.Random(4)

    def rows(model, count, make):
        return model.objects.bulk_create((make(number) for number in range(count)), batch_size=2000)

    def named(model, count, what, **fields):
        return rows(
            model,
            count,
            lambda n: model(name=f"{what} {n}", key=fold.key(f"{what} {n}"), **fields),
        )

    sections = rows(Section, 50, lambda n: Section(name=f"قسم {n}", slug=f"section-{n}"))
    people = named(Person, 2000, "سالم الراسي", is_public_figure=True)
    bodies = named(Organization, 500, "هيئة الموانئ")
    posts = rows(
        Position, 500, lambda n: Position(title=f"مدير {n}", key=f"مدير {n}", organization=bodies[n])
    )
    rows(Tenure, 2000, lambda n: Tenure(person=people[n], position=posts[n % 500]))
    papers = named(Source, 300, "صدى الساحل")
    occasions = rows(Occasion, 1000, lambda n: Occasion(title=f"مؤتمر {n}", on="2026-01-01"))
    writers = rows(Contributor, 200, lambda n: Contributor(name=f"هالة {n}"))
    tags = rows(Tag, 1000, lambda n: Tag(name=f"وسم {n}", slug=f"tag-{n}"))
    photos = rows(
        Photo,
        3000,
        lambda n: Photo(
            alt=f"صورة {n}", credit="رسم", file=f"photos/{n}.webp", width=8, height=6, widths=[8]
        ),
    )
    users = rows(User, 100, lambda n: User(username=f"user-{n}", is_staff=True))
    rows(Redirect, 2000, lambda n: Redirect(old_path=f"/old/{n}/", new_path="/"))
    rows(Asked, 5000, lambda n: Asked(key=f"كلمه {n}", query=f"كلمة {n}", times=n % 7, last_on=NOW))

    discussed = Article.objects.create(
        headline="قصة يعلّق عليها الديسك", section=sections[0], created_by=users[0],
        body="".join(f"<p>{text(rng, 60)}.</p>" for _ in range(50)),
    )  # fmt: skip
    words = discussed.text.split()
    for n in range(COMMENTS):
        anchored = anchors.anchor(discussed, " ".join(words[15 * n : 15 * n + 6]))
        comment = comments.write(discussed, users[n % 100], f"{text(rng, 12)} {n}", **anchored)
        comments.reply(comment, users[1], text(rng, 8))

    def spoken(n):
        return text(random.Random(n), 8)

    def story(n):
        at = NOW - datetime.timedelta(minutes=20 * (size - n))
        said = f' وقال سالم: «<q data-quote="{n:010d}">{spoken(n)}</q>».' if n % 2 else ""
        later = FULL_MONTH + datetime.timedelta(hours=n % 500)
        if n < 400:
            at = FULL_DAY + datetime.timedelta(minutes=n)
        seen = {"publish_at": at, "visible_from": at, "first_published_at": at}
        if n % 100 == 0:
            seen = {}
        elif 400 <= n < 900:
            seen = {"embargo_until": later}
        elif 900 <= n < 1400:
            seen |= {"expire_at": later, "visible_until": later}
        return Article(
            headline=text(rng, 7), body=f"<p>{text(rng, 60)}.{said}</p><p>{text(rng, 40)}.</p>",
            section=sections[n % 50], lead_photo=photos[n % 3000] if n % 3 == 0 else None,
            state=State.PUBLISHED if seen else State.AT_DESK, created_by=users[n % 100],
            urgency="urgent" if n % 40 == 0 else "normal", **seen,
        )  # fmt: skip

    stories = rows(Article, size, story)
    rows(
        Quote,
        size // 2,
        lambda n: Quote(
            article=stories[2 * n + 1], key=f"{2 * n + 1:010d}", words=spoken(2 * n + 1), letters=fold.letters(spoken(2 * n + 1)), state="confirmed",
            person=people[n % 2000], occasion=occasions[n % 1000], speaker_as_printed="سالم الراسي",
        ),
    )  # fmt: skip
    titles = random.Random(5)

    def citation(n):
        url = f"https://example.com/news/{n}/"
        return Citation(article=stories[4 * n], source=papers[n % 300], title=text(titles, 8), url=url)

    rows(Citation, size // 4, citation)
    rows(
        Comment,
        size // 10,
        lambda n: Comment(
            article=stories[10 * n], text=text(titles, 9), by=users[n % 100], to=users[n % 7] if n % 3 == 0 else None,
            resolved_at=None if n % 5 == 0 else NOW,
        ),
    )  # fmt: skip
    rows(Byline, size, lambda n: Byline(article=stories[n], contributor=writers[n % 200]))
    rows(TaggedItem, size, lambda n: TaggedItem(tag=tags[n % 1000], content_object=stories[n]))
    rows(Transition, size, lambda n: Transition(article=stories[n], from_state="ready", to_state="published"))
    rows(
        Correction, size // 50, lambda n: Correction(article=stories[50 * n + 1], text="تصحيح", issued_at=NOW)
    )
    rows(
        Assignment,
        600,
        lambda n: Assignment(
            what=f"تغطية {n}", section=sections[n % 50], assigned_to=users[n % 100], article=stories[n] if n < 100 else None,
            due=FULL_DAY if n < 100 else FULL_MONTH + datetime.timedelta(hours=n),
        ),
    )  # fmt: skip
    receiver = Receiver.objects.create(name="خارج", url="https://receiver.example/", is_active=False)
    events = rows(
        Event, size // 10, lambda n: Event(about=f"article:{stories[10 * n].pk}", kind="published", at=NOW)
    )
    rows(
        Delivery,
        size // 10,
        lambda n: Delivery(event=events[n], receiver=receiver, state="delivered", next_try_at=NOW),
    )
    front = Front.objects.create()
    rows(FrontSlot, 20, lambda n: FrontSlot(front=front, article=stories[-1 - n], order=n))
    rows(Front, 50, lambda n: Front(section=sections[n]))

    long = Article.objects.create(headline="قصة طويلة", section=sections[0], body=f"<p>{text(rng, 400)}.</p>")
    kept = []
    for number in range(1, VERSIONS + 1):
        long.body += f"<p>{text(rng, 12)}.</p>"
        kept.append(history.version(long, snapshot_of(long), Version.Kind.SAVED, number))
    Version.objects.bulk_create(kept)
    long.save()
    print(f"  stored {size} stories; building the index …", flush=True)
    rebuild()


def snapshot_of(article):
    from articles.snapshot import snapshot

    return snapshot(article)


def pages():
    """[(what it is, address)] of everything the administrator can open."""
    from django.contrib import admin
    from django.urls import NoReverseMatch, reverse

    from articles.models import Article, Front, Quote

    def at(name, *arguments):
        return reverse(f"admin:{name}", args=arguments)

    long = Article.objects.get(headline="قصة طويلة")
    discussed = Article.objects.get(headline="قصة يعلّق عليها الديسك")
    newest = Article.objects.exclude(pk=long.pk).first()
    found = [("first page", at("index"))]
    for model, model_admin in admin.site._registry.items():
        key = f"{model._meta.app_label}_{model._meta.model_name}"
        listed = at(f"{key}_changelist")
        found.append((f"{key} list", listed))
        if model is Front:
            continue
        found.append((f"{key} list, page 20", listed + "?p=20"))
        if model_admin.search_fields:
            found += [(f"{key} search", listed + "?q=الميناء"), (f"{key} search of a row", listed + "?q=17")]
        row = model._base_manager.order_by("-pk").first()
        forms = [("add", ())] + ([("change", (row.pk,)), ("history", (row.pk,))] if row else [])
        for view, arguments in forms:
            try:
                found.append((f"{key} {view}", at(f"{key}_{view}", *arguments)))
            except NoReverseMatch:
                continue
    listed = at("articles_article_changelist")
    some = [("state__exact", "at_desk"), ("state__exact", "published"), ("section__id__exact", newest.section_id),
            ("genre__exact", "news"), ("urgency__exact", "urgent"), ("to_check__exact", 1), ("o", "4"), ("o", "-5")]  # fmt: skip
    found += [(f"story list, {name}={value}", f"{listed}?{name}={value}") for name, value in some]
    found += [
        ("story list, at the desk of a section", f"{listed}?state__exact=at_desk&section__id__exact=1"),
        ("quote list, proposed", at("articles_quote_changelist") + "?state__exact=proposed"),
        ("quote list, indirect", at("articles_quote_changelist") + "?kind__exact=indirect"),
        ("a quote's row", at("articles_quote_row", Quote.objects.first().pk)),
        ("story of 200 versions", at("articles_article_change", long.pk)),
        ("its versions", at("articles_article_versions", long.pk)),
        ("versions, page 4", at("articles_article_versions", long.pk) + "?page=4"),
        ("compare 1 and 200", at("articles_article_versions", long.pk) + "?before=1&after=200"),
        ("compare 199 and 200", at("articles_article_versions", long.pk) + "?before=199&after=200"),
        ("story of 200 comments", at("articles_article_change", discussed.pk)),
        ("its comments", at("articles_article_comments", discussed.pk)),
        ("stories with open comments", listed + "?commented=open"),
        ("stories with comments for me", listed + "?commented=mine"),
        ("front screen", at("articles_front_arrange", Front.objects.get(section=None).pk)),
        ("front screen, find", at("articles_front_arrange", Front.objects.get(section=None).pk) + "?q=الجسر"),
        ("front of a section", at("articles_front_arrange", Front.objects.exclude(section=None).first().pk)),
        ("breaking news", at("articles_article_breaking")),
        ("day's list", at("articles_article_day")),
        ("day's list, 300 stories", at("articles_article_day") + f"?date={FULL_DAY:%Y-%m-%d}"),
        ("calendar", at("articles_article_calendar")),
        ("calendar, a full month", at("articles_article_calendar") + f"?date={FULL_DAY:%Y-%m}"),
        (
            "calendar, a full week",
            at("articles_article_calendar") + f"?view=week&date={FULL_DAY:%Y-%m-%d}",
        ),
        ("preview", reverse("preview", args=[newest.pk])),
    ]
    for field, term in (
        ("person", "سالم 17"),
        ("organization", "17"),
        ("tenure", "17"),
        ("occasion", "مؤتمر"),
    ):
        query = f"?app_label=articles&model_name=quote&field_name={field}&term={term}"
        found.append((f"autocomplete {field}", at("autocomplete") + query))
    return found


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--folder", default="")
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = options.folder or folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
        os.environ.pop("DATABASE_URL", None)
        if options.database:
            os.environ["DATABASE_URL"] = options.database
        import django

        django.setup()
        logging.disable(logging.WARNING)  # the addresses that refuse
        measure(options.size, options.times)


def measure(size, times):
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    from articles.models import Article
    from newsroom import roles
    from newsroom.models import User
    from tests.browser import form_of

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    call_command("migrate", verbosity=0)
    if not Article.objects.exists():
        with transaction.atomic():
            fill(size)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    user, _ = User.objects.get_or_create(username="measure", defaults={"is_staff": True})
    user.groups.add(roles.group_of("administrator"))
    client = Client()
    client.force_login(user)
    slow = []

    def say(what, queries, found):
        processor, clock = (statistics.median(column) for column in zip(*found, strict=True))
        mark = " <<<" if (processor if connection.vendor == "sqlite" else clock) > TARGET else ""
        print(f"{what:44}{queries:5}{processor:9.1f}{clock:9.1f}{mark}", flush=True)
        if mark:
            slow.append(what)

    print(f"{'page':44}{'asks':>5}{'CPU ms':>9}{'clock':>9}")
    for what, address in pages():
        answer = client.get(address)
        if answer.status_code in (302, 403):  # nobody adds these, or the page is another's
            continue
        assert answer.status_code == 200, (what, answer.status_code)
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        say(what, len(asked), [timed(client.get, address) for _ in range(times)])

    long = Article.objects.get(headline="قصة طويلة")
    change = reverse("admin:articles_article_change", args=[long.pk])
    form = form_of(client.get(change), "body") | {"_continue": "1", "kicker": "أخرى"}
    versions = reverse("admin:articles_article_versions", args=[long.pk])
    for what, address, data in (
        ("save the story of 200 versions", change, form),
        (
            "restore its first version",
            versions,
            form_of(client.get(versions), "seen_version") | {"restore": "1"},
        ),
    ):
        found = []
        for _ in range(times):
            with transaction.atomic(), CaptureQueriesContext(connection) as asked:
                found.append(timed(client.post, address, data))
                transaction.set_rollback(True)
        say(what, len(asked), found)
    print(f"\n{len(slow)} over {TARGET} ms: {', '.join(slow) or 'none'}")


def timed(run, *arguments):
    clock, processor = time.perf_counter(), time.process_time()
    answer = run(*arguments)
    took = (time.process_time() - processor) * 1000, (time.perf_counter() - clock) * 1000
    assert answer.status_code in (200, 302), answer.status_code
    return took


if __name__ == "__main__":
    main()
