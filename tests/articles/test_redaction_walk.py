"""Removing words for ever: no column of the database and no page holds them afterwards."""

import json
import re
from datetime import timedelta
from urllib.parse import unquote_plus, urlencode

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test import Client
from django.utils import timezone

from articles import comments, history, marks, previews, redaction, workflow
from articles.models import (
    Article,
    Assignment,
    Attribution,
    Citation,
    Correction,
    Dismissal,
    Front,
    FrontChange,
    Place,
    Quote,
    Redaction,
    Transition,
)
from newsroom.arabic import fold
from newsroom.arabic.redact import Words
from newsroom.desk.saved.models import SavedView
from newsroom.merging.absorbing import merge
from newsroom.models import Redirect
from newsroom.outgoing.models import Receiver
from newsroom.photos.models import Photo
from newsroom.search import asked
from newsroom.search.refresh import rebuild
from people.models import Organization, Person, Position
from tests import make
from tests.browser import send
from tests.cast import client_of, member
from tests.test_sentinel import PROOFS, SECRET, story

pytestmark = pytest.mark.django_db
NAME = "سالم الراسي"
REASON = "قرار قضائي 12"
# Pages that repeat what was asked, pictures, and what a reader without an account does not see.
WITHOUT_WORDS = {
    "search", "search_suggestions", "preview", "preview_link", "photo_file", "photo_rendition", "photo_cut", "robots", "about",
}  # fmt: skip
# Columns of texts in which this test does not say the name; a new column has to be placed.
WITHOUT_NAMES = {
    *(  # days, codes, names of our own making, what is computed from other columns
        f"articles_{column}"
        for column in (
            "article.dateline_on", "article.lead_video", "article.uid", "assignment.uid", "citation.accessed_on",
            "citation.published_on", "citation.uid", "contributor.uid", "correction.uid", "dismissal.check_code",
            "frontchange.slots", "occasion.on", "occasion.uid", "place.code", "place.uid",
            "previewlink.uid", "quote.key", "quote.original_language", "quote.rule", "quote.said_on", "quote.uid",
            "section.slug", "section.uid", "source.domains", "source.surname_key", "source.uid",
            "storywarning.code", "version.digest",
        )
    ),
    "people_organization.surname_key", "people_organization.uid", "people_organization.wikidata",
    "people_person.uid", "people_person.wikidata", "people_position.uid", "people_tenure.end",
    "people_tenure.first_cited", "people_tenure.last_cited", "people_tenure.start", "people_tenure.uid",
    "photos_photo.cut_at", "photos_photo.cuts", "photos_photo.digest", "photos_photo.look", "photos_photo.uid",
    "photos_photo.widths", "search_entry.digest", "search_entry.facets", "search_entry.kind", "search_entry.uid",
    "changes_change.key", "desk_savedview.model", "merging_absorbed.model", "merging_absorbed.moved",
    "merging_absorbed.uid", "merging_merge.added", "merging_merge.changed", "merging_merge.model",
    "outgoing_attempt.message_id", "outgoing_delivery.resent_as", "outgoing_event.about", "outgoing_event.uid",
    "outgoing_told.about", "django_admin_log.object_id",
    "django_content_type.app_label", "django_content_type.model", "django_session.session_key",
    "django_session.session_data", "auth_permission.codename", "auth_permission.name",
    # the house's own: its sections, words, receivers and people, and the reason, which is asked to be without the words
    "articles_section.name", "articles_section.description", "articles_wordrule.avoid", "articles_wordrule.note",
    "articles_wordrule.write", "articles_redaction.reason", "auth_group.name", "outgoing_receiver.kinds",
    "outgoing_receiver.name", "outgoing_receiver.old_salts", "outgoing_receiver.salt", "outgoing_receiver.url",
    "newsroom_user.email", "newsroom_user.first_name", "newsroom_user.last_name", "newsroom_user.password",
    "newsroom_user.username",
}  # fmt: skip
INDEX_FILE = {"search_vocabulary.term", "search_words_data.block"}  # SQLite's, until rebuild_index


def everything_stored():
    """(table.column, text) of every column of every table of the database, JSON with its escapes read."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    if isinstance(value, bytes):
                        value = value.decode("utf-8", "replace")
                    text = (
                        value
                        if isinstance(value, str)
                        else json.dumps(value, ensure_ascii=False, default=str)
                    )
                    if "\\u" in text:
                        text = json.dumps(json.loads(text), ensure_ascii=False)
                    if re.search(r"%[0-9A-F]{2}", text):
                        text += unquote_plus(text)
                    yield f"{table}.{name}", text


def columns_of_texts():
    """table.column of every field of every model in which somebody can write words."""
    return {
        f"{model._meta.db_table}.{field.column}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField, models.JSONField)) and not field.choices
    }


def holders(word):
    return {where for where, text in everything_stored() if word in fold.fold(text)}


def say_it_in_what_is_left(mine, place):
    """In the fields that the sentinel's stories leave empty."""
    Article.objects.filter(pk=mine.pk).update(withdrawal_notice=SECRET)
    comments.write(
        mine, member("desk"), SECRET, field="body", exact=SECRET, prefix=f"{SECRET} ", suffix=f" {SECRET}"
    )
    Dismissal.objects.update(hint=SECRET)
    mine.unsent.create(user=member("desk"), texts={"_note": SECRET}, at=timezone.now())
    Quote.objects.filter(article=mine).update(verb=SECRET, speaker_as_printed=SECRET)
    Quote.objects.create(
        article=mine, key="z" * 10, state="orphan", words=SECRET, letters=SECRET, unnamed=SECRET
    )
    Attribution.objects.filter(quote__article=mine).update(verb=SECRET)
    place.names.create(name=SECRET)
    FrontChange.objects.create(
        front=Front.objects.get_or_create(section=None)[0], act=f"«{mine.front_headline}» إلى الصدارة"
    )
    for quote in mine.quotes.all():
        for speaker in filter(None, (quote.person, quote.organization)):
            speaker.names.create(name=f"لقب آخر {SECRET}")
            type(speaker).objects.filter(pk=speaker.pk).update(latin_name=SECRET)
    Organization.objects.filter(quotes__article=mine).update(website=f"https://x.example/{SECRET}")
    Position.objects.filter(title__contains=SECRET).update(title_feminine=SECRET)
    source = mine.citations.first().source
    source.names.create(name=f"المصدر {SECRET}")
    type(source).objects.filter(pk=source.pk).update(website=f"https://x.example/{SECRET}")
    Photo.objects.update(rights=SECRET)


@pytest.mark.long
def test_after_redaction_no_column_of_the_database_and_no_page_holds_the_name(settings):
    """A story that says the name in every field, and everything that the house remembers of it."""
    chief = member("chief")
    Receiver.objects.create(name="خارج", url="https://push.example/")
    mine = story(SECRET, 2, uid="Zabarjada-2")
    other = make.article("معلن")
    mine.created_by = chief
    mine.canonical_url = "https://x.example/زبرجده"
    mine.body += f'<p>و<a href="/{SECRET}/">رابط</a> <strong>زبر</strong>جدة، لزَبَرْجَدة.</p>'
    mine.save()
    quote = mine.quotes.first()
    Quote.objects.filter(pk=quote.pk).update(
        unnamed_reason=SECRET, translator=SECRET, candidates=[{"name": f"فلان {SECRET}", "kind": "person"}]
    )
    gone = marks.wrap_all(mine.body, [(0, 3, "y" * 10, "q")])[0]
    Article.objects.filter(pk=mine.pk).update(body=gone)
    mine.refresh_from_db()
    mine.body = mine.body.replace('<q data-quote="yyyyyyyyyy">', "").replace("و</q>", "و")
    mine.save()
    history.keep(mine, chief, note=f"ملاحظة {SECRET}")
    Citation.objects.update(url="https://x.example/%D8%B2%D8%A8%D8%B1%D8%AC%D8%AF%D8%A9")
    draft = workflow.draft_for(mine, chief)
    draft.headline = f"مسودة {SECRET}"
    draft.save()
    history.keep(draft, chief)
    previews.share(draft, chief, 24)
    Person.objects.get(name__contains=f"{SECRET}2").names.create(name=f"اسم آخر {SECRET}")
    Transition.objects.create(article=mine, from_state="draft", to_state="draft", note=f"اسألوا {SECRET}")
    Dismissal.objects.create(article=mine, check_code="x", about=SECRET, reason=SECRET)
    Correction.objects.create(
        article=mine, kind="reply", text=SECRET, replier=SECRET, issued_at=timezone.now()
    )
    twin = make.person(f"{SECRET} الثاني")
    twin.names.create(name=f"لقب {SECRET}")
    merge(Person.objects.get(name__contains=f"{SECRET}2"), twin, chief)
    mine.hold_reason = f"رأي المحامي في {SECRET}"
    Article.objects.filter(pk=mine.pk).update(hold_reason=mine.hold_reason)
    task = Assignment.objects.create(
        what=f"لقاء {SECRET}", place=SECRET, brief=SECRET, due=timezone.now(), article=mine
    )
    task.log("declined", chief, f"لا يرد {SECRET}")
    Redirect.objects.create(old_path=f"/old/{SECRET}/", new_path=mine.get_absolute_url())
    send(
        client_of("chief"),
        f"/admin/articles/article/{mine.pk}/change/",
        {"kicker": f"تمهيد {SECRET}"},
        "headline",
    )
    for text in (f"نص {SECRET}", SECRET):
        LogEntry.objects.create(
            user=chief, action_flag=2, object_id="999", object_repr=text, change_message="[]"
        )
    LogEntry.objects.filter(object_id=str(mine.pk)).update(
        change_message=json.dumps([{"changed": {"fields": ["x"], "name": "x", "object": f"مرجع {SECRET}"}}])
    )
    make.person(f"{SECRET}")  # used by nothing
    bay = Place.objects.create(name=f"خليج {SECRET}")
    mine.places.add(bay)
    views = [
        SavedView.objects.create(model="articles.article", name=name, query=query, owner=member("reporter"))
        for name, query in ((f"مواد {SECRET}", "o=1"), ("موادي", urlencode({"q": f"أين {SECRET}"})))
    ]
    for row in (bay, *views):
        LogEntry.objects.create(
            user=chief, content_type=ContentType.objects.get_for_model(row), object_id=str(row.pk),
            action_flag=1, object_repr=f"{SECRET} {row}", change_message="[]",
        )  # fmt: skip
    LogEntry.objects.filter(content_type__model__in=["place", "savedview"]).update(
        action_time=mine.created_at - timedelta(days=9)
    )
    asked.note(f"أين {SECRET}", 0, timezone.now())
    say_it_in_what_is_left(mine, bay)
    rebuild()
    word = fold.fold(SECRET)
    before = holders(word)
    assert columns_of_texts() - before == WITHOUT_NAMES, "say the name there too, or why nobody can"

    words = Words(f"{SECRET}\n{SECRET}2\nzabarjada")
    done = redaction.redact(mine, words, "[حُجب]", REASON, chief)
    assert done.places > 80
    assert holders(word) <= INDEX_FILE
    rebuild()
    assert holders(word) == set()
    reader = Client()
    for name in PROOFS.keys() - WITHOUT_WORDS:
        for address in PROOFS[name]({}):
            page = reader.get(address).content.decode()
            assert word not in fold.fold(page), address
    assert f"فلان {SECRET}" not in reader.get("/search/?q=فلان").content.decode()
    # A second time there is nothing to do, and what is kept can still be brought back.
    assert redaction.redact(mine, words, "[حُجب]", REASON, chief) is None
    for version in mine.versions.all():
        try:
            history.restore(Article.objects.get(draft_of=mine), version)
        except ValidationError as error:
            assert error.message == history.NOTHING_BUT_WHO  # what was brought back before it said the same
    assert "معلن" in reader.get(other.get_absolute_url()).content.decode()
    assert Redaction.objects.get().reason == REASON
