"""The photos of stories: which are used where, and what makes a photo public.

A photo is public through a public story that shows it, or as a public person's portrait. That a
body names it is not enough: the photo needs its credit, its rights must last, and no story that is
still unpublished may hold it. `note` writes down who uses what, `PhotoUse.shown(now)` is the question.
"""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext

from articles import marks
from articles.models.choices import State
from articles.models.house import Contributor
from articles.models.picture import PhotoUse
from newsroom.arabic import tidy
from newsroom.changes import announce
from newsroom.photos.models import Photo
from people.models import Person

WORDS = ("alt", "decorative", "caption")  # of a story for a photo it shows


def note(articles):
    """Write down the photos of these stored stories; inside the transaction that stores them.

    Bodies of a list are read once, and nothing is asked for a story without photos but its uses.
    """
    articles = list(articles)
    uids = {article.pk: set(marks.photos(article.body)) for article in articles}
    by_uid = dict(Photo.objects.filter(uid__in=set().union(*uids.values())).values_list("uid", "pk"))
    before = _uses(articles)
    wanted = {}
    for article in articles:
        photos = {by_uid[uid] for uid in uids[article.pk] if uid in by_uid} | {article.lead_photo_id}
        wanted |= {(article.pk, photo): article for photo in photos - {None}}
    if {*wanted} - {*before} or {*before} - {*wanted} or not all(use.admitted for use in before.values()):
        # Of two stories that reach for a photo at one moment, or let go of it, the second sees what the first did.
        _lock({photo for _article, photo in {*wanted, *before}})
        before = _uses(articles)
    gone = [use for key, use in before.items() if key not in wanted]
    unsettled = [key for key in wanted if key not in before or not before[key].admitted]
    if gone:
        PhotoUse.objects.filter(pk__in=[use.pk for use in gone]).delete()
    if unsettled:
        PhotoUse.objects.bulk_create(
            _admit([(wanted[key], key[1]) for key in unsettled]),
            update_conflicts=True,
            unique_fields=["article", "photo"],
            update_fields=["admitted", "holds"],
        )
    _offer([use.photo_id for use in gone if use.holds])


def _uses(articles):
    return {(use.article_id, use.photo_id): use for use in PhotoUse.objects.filter(article__in=articles)}


def let_go(stories):
    """What stories held that are killed or go, their drafts with them, is free.

    Inside the transaction in which that happens.
    """
    theirs = Q(article__in=stories) | Q(article__draft_of__in=stories)
    held = PhotoUse.objects.filter(theirs, holds=True)
    photos = _lock(held.values_list("photo", flat=True))
    if photos:
        held.update(holds=False)
        _offer(photos)


def _lock(photos):
    """Whoever writes who uses a photo holds it first; returns their numbers, as a list.

    Stories are locked before photos and none after one: whoever holds a story may be waiting for this photo.
    """
    photos = list(photos)
    locked = Photo.objects.select_for_update(no_key=True).filter(pk__in=photos).order_by("pk")
    return list(locked.values_list("pk", flat=True)) if photos else []


def _offer(photos):
    """Of the stories that wait for a photo which nobody holds any more, the first has it now. The photos are locked."""
    if not photos:
        return
    waiting = PhotoUse.objects.filter(photo__in=photos, admitted=False)
    uses = list(waiting.select_related("article").defer("article__body").order_by("article_id"))
    admitted = [
        (use, now)
        for use, now in zip(uses, _admit([(use.article, use.photo_id) for use in uses]), strict=True)
        if now.admitted
    ]
    for use, now in admitted:
        PhotoUse.objects.filter(pk=use.pk).update(admitted=True, holds=now.holds)
    roots = sorted({use.article_id for use, _now in admitted if use.article.draft_of_id is None})
    announce(*(f"article:{pk}" for pk in roots))


def _admit(pairs):
    """Uses of (story, photo), in their order: the first story to take a photo holds it against the next.

    It is free once a story that shows it came out (a story that is withdrawn takes its photos back), when one
    that held it is killed, as a public portrait, and when the desk says so.
    """
    now = timezone.now()
    photos = {photo for _, photo in pairs}
    free = set(Photo.objects.filter(pk__in=photos, released=True).values_list("pk", flat=True))
    portraits = Photo.objects.filter(pk__in=photos).unheld(now)
    for model in (Person, Contributor):
        free |= set(model.objects.public(now).filter(photo__in=portraits).values_list("photo", flat=True))
    uses = PhotoUse.objects.filter(photo__in=photos, admitted=True)
    free |= set(uses.filter(article__visible_from__lte=now).values_list("photo", flat=True).distinct())
    holders = {}
    holding = uses.filter(holds=True).exclude(article__state=State.KILLED).exclude(photo__in=free)
    for use in holding.select_related("article").defer("article__body"):
        holders.setdefault(use.photo_id, set()).add(use.article.draft_of_id or use.article_id)
    for article, photo in pairs:
        root = article.draft_of_id or article.pk
        admitted = photo in free or holders.get(photo, set()) <= {root}
        holds = admitted and photo not in free and article.state != State.KILLED
        if holds:
            holders.setdefault(photo, set()).add(root)
            if article.visible_from and article.visible_from <= now:
                free.add(photo)
        yield PhotoUse(article_id=article.pk, photo_id=photo, admitted=admitted, holds=holds)


def shown(article, now):
    """{uid of a photo: its use} of those at the head and in the text that readers see.

    One query, none for a story without photos.
    """
    if not _has_any(article):
        return {}
    uses = PhotoUse.objects.filter(article=article).shown(now).select_related("photo")
    return {use.photo.uid: use for use in uses}


def said(article):
    """What a stored story says of its photos in words of its own, as data, ordered by uid."""
    if not _has_any(article):
        return []
    uses = PhotoUse.objects.filter(article=article).select_related("photo").order_by("photo__uid")
    words = ({"uid": use.photo.uid} | {name: getattr(use, name) for name in WORDS} for use in uses)
    return [
        {name: value for name, value in item.items() if value}
        for item in words
        if any(item[name] for name in WORDS)
    ]


def say(article, data):
    """Make a stored story say this of its photos, and nothing of those that `data` leaves out.

    A photo that the story does not show is passed over.
    """
    if not _has_any(article):
        return
    words = {item["uid"]: item for item in data}
    changed = []
    for use in PhotoUse.objects.filter(article=article).select_related("photo"):
        item, before = words.get(use.photo.uid, {}), [getattr(use, name) for name in WORDS]
        use.alt, use.caption = tidy.line(item.get("alt") or ""), tidy.block(item.get("caption") or "")
        use.decorative = bool(item.get("decorative")) and not use.alt
        if [getattr(use, name) for name in WORDS] != before:
            changed.append(use)
    PhotoUse.objects.bulk_update(changed, WORDS)


def _has_any(article):
    return bool(article.lead_photo_id or marks.photos(article.body))


def shows(photo, stories, now):
    """Whether one of these (public) stories shows the photo."""
    return PhotoUse.objects.filter(photo=photo, article__in=stories.values("pk")).shown(now).exists()


def waiting(article, now, user):
    """[(photo, that readers do not see it, why, and what this user can do)] of a story's photos; of a story that waits
    for its moment, as it will be then.
    """
    if not _has_any(article):
        return []
    begins = article.root.visible_from
    if begins and begins > now:
        now, said = (
            begins,
            gettext("Readers will not see the photo “%(photo)s” when the story comes out: %(why)s."),
        )
    else:
        said = gettext("Readers do not see the photo “%(photo)s”: %(why)s.")
    uses = article.photo_uses.select_related("photo")
    shown = set(article.photo_uses.shown(now).values_list("pk", flat=True))
    hidden = (use.photo for use in uses if use.pk not in shown)
    return [(photo, said % {"photo": photo, "why": _why(photo, now, user)}) for photo in hidden]


def undescribed(article):
    """The uses of a stored story's photos of which those who cannot see them learn nothing, in one query."""
    uses = article.photo_uses.select_related("photo").order_by("pk") if _has_any(article) else ()
    return [use for use in uses if not (use.is_described or has_caption_in_text(use))]


def has_caption_in_text(use):
    """Whether readers see the caption typed in the text wherever the photo stands, and no other: see rendering."""
    story, uid = use.article, use.photo.uid
    in_text = uid in marks.photos(story.body)
    return in_text and use.photo_id != story.lead_photo_id and uid not in marks.bare_photos(story.body)


def _why(photo, now, user):
    if not photo.credit:
        return gettext("it has no credit. Write who took it")
    if not photo.is_ready(now):
        return gettext("the rights to it have ended. Choose another, or extend them")
    if user.has_perms(["articles.desk_article", "photos.change_photo"]):
        return gettext(
            "it belongs to a story that is not published yet. Choose another, or open the photo and tick “free for "
            "every story”"
        )
    return gettext(
        "it belongs to a story that is not published yet. Choose another, or let the desk make it free"
    )
