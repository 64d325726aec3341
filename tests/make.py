"""Rows for tests: plain functions with Arabic defaults. All people here are invented."""

from datetime import UTC, datetime
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

from articles import publicity, workflow
from articles.models import Article, Quote, Section
from newsroom.photos.models import Photo
from people.models import Organization, Person, Position, Tenure

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
KEY = "abcdefghij"
WORDS = "لن نغلق الميناء قبل الشتاء"
BODY = f'<p>قال مدير الميناء سالم الراسي: «<q data-quote="{KEY}">{WORDS}</q>».</p><p>ولم يحدد موعداً.</p>'


def section(name="اقتصاد", slug="economy"):
    return Section.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def person(name="سالم الراسي", **fields):
    return Person.objects.create(name=name, **{"is_public_figure": True, "gender": "m"} | fields)


def organization(name="هيئة الموانئ", **fields):
    return Organization.objects.create(name=name, **fields)


def tenure(who, title="مدير الميناء", **fields):
    position = Position.objects.get_or_create(title=title)[0]
    return Tenure.objects.create(person=who, position=position, **fields)


def picture_file(form="PNG", size=(8, 6), name="x.png", **options):
    """An uploaded picture: darker on one side, so that two sizes of it look the same."""
    file = BytesIO()
    Image.linear_gradient("L").rotate(90).resize(size).convert("RGB").save(file, form, **options)
    return ContentFile(file.getvalue(), name=name)


def photo(file=None, **fields):
    row = Photo(**{"alt": "سفن", "credit": "رسم"} | fields, file=file or picture_file())
    row.save()
    return row


def article(headline="الميناء يبقى مفتوحاً", body=BODY, published=True, at=NOW, **fields):
    expires = (
        fields.pop("expire_at", None) if published else None
    )  # it may have passed by now, as in an archive
    row = Article(headline=headline, body=body, section=fields.pop("section", None) or section(), **fields)
    row.save()
    if published:
        workflow.publish(row, at=at)
    if expires:
        row.expire_at = expires
        row.save(update_fields=["expire_at", "visible_until"])
        publicity.refresh(row)
    return row


def quote(story, speaker=None, key=KEY, confirmed=True, **fields):
    """The quote of a mark in the story, with a speaker, confirmed through the door editors use."""
    from articles import attributing

    row = story.quotes.get(key=key)
    for name, value in fields.items():
        setattr(row, name, value)
    if isinstance(speaker, Organization):
        row.organization = speaker
    elif not row.unnamed:
        row.person = speaker or person()
    row.save()
    if confirmed:
        attributing.confirm(row)
    return Quote.objects.get(pk=row.pk)
