"""A newsroom of many stories, to measure a desk over it: made at once, without the ways by which words come in."""

import datetime
import random

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
from articles.snapshot import snapshot
from newsroom.arabic import fold
from newsroom.models import Redirect, User
from newsroom.outgoing.models import Delivery, Event, Receiver
from newsroom.photos.models import Photo
from newsroom.search.models import Asked
from newsroom.search.refresh import rebuild
from people.models import Organization, Person, Position, Tenure

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
        elif 900 <= n < 1400:
            at = min(at, later - datetime.timedelta(hours=1))
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
        kept.append(history.version(long, snapshot(long), Version.Kind.SAVED, number))
    Version.objects.bulk_create(kept)
    long.save()
    print(f"  stored {size} stories; building the index …", flush=True)
    rebuild()
