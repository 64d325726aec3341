"""Words removed for ever: by whom, from where, and what becomes of quotes and of other stories."""

import json
import re
from datetime import timedelta
from urllib.parse import unquote_plus, urlencode

import pytest
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models import CASCADE
from django.test import Client
from django.utils import timezone

from articles import attributing, comments, history, marks, previews, redaction, workflow
from articles.exchange import dump, load
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
    Version,
)
from newsroom.arabic import fold
from newsroom.arabic.redact import Words
from newsroom.desk.saved.models import SavedView
from newsroom.merging.absorbing import merge
from newsroom.models import Redirect
from newsroom.outgoing.models import Event, Receiver
from newsroom.photos.models import Photo
from newsroom.search import asked
from newsroom.search.refresh import rebuild
from people.models import Organization, Person, Position
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.test_sentinel import PROOFS, SECRET, story
from tests.ways import quick

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
    "outgoing_event.about", "outgoing_event.uid", "outgoing_told.about", "django_admin_log.object_id",
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
    Quote.objects.filter(article=mine).update(verb=SECRET, speaker_as_printed=SECRET)
    Quote.objects.create(
        article=mine, key="z" * 10, state="orphan", words=SECRET, letters=SECRET, unnamed=SECRET
    )
    Attribution.objects.filter(quote__article=mine).update(verb=SECRET)
    place.names.create(name=SECRET)
    FrontChange.objects.create(
        front=Front.objects.get_or_create(section=None)[0], act=f"«{SECRET}» إلى الصدارة"
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
    mine.created_by, mine.hold_reason = chief, f"رأي المحامي في {SECRET}"
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
        history.restore(Article.objects.get(draft_of=mine), version)
    assert "معلن" in reader.get(other.get_absolute_url()).content.decode()
    assert Redaction.objects.get().reason == REASON


@pytest.mark.long
def test_a_quote_whose_words_change_is_confirmed_anew_and_others_stay(client):
    body = f'<p>قال {NAME}: «<q data-quote="aaaaaaaaaa">لن نغلق الميناء</q>»، و«<q data-quote="bbbbbbbbbb">سأل {NAME} عنا</q>».</p>'
    mine = make.article(body=body)
    speaker = make.person("ماجد الوافي")
    stays, touched = (make.quote(mine, speaker, key=letter * 10) for letter in "ab")
    draft = workflow.draft_for(mine)
    history.keep(draft, note="مسودة")
    Receiver.objects.create(name="خارج", url="https://push.example/")
    redaction.redact(mine, Words(NAME), "الشاهد", REASON, member("chief"))
    stays.refresh_from_db()
    touched.refresh_from_db()
    assert (stays.state, stays.sentence) == ("confirmed", "قال الشاهد: «لن نغلق الميناء»، و«سأل الشاهد عنا».")
    assert (touched.state, touched.letters, touched.words) == ("proposed", "", "سأل الشاهد عنا")
    assert touched.person == speaker
    assert client.get(touched.get_absolute_url()).status_code == 404
    for version in Version.objects.all():
        states = [quote["state"] for quote in version.content["quotes"]]
        assert states in (["confirmed", "proposed"], ["proposed", "proposed"]) and NAME not in str(
            version.content
        )
    row = Article.objects.get(draft_of=mine)
    assert row.version_number > draft.version_number  # an open form is stale
    page = client.get(mine.get_absolute_url()).content.decode()
    assert "سأل الشاهد عنا" in page and "آخر تحديث" in page
    attributing.confirm(touched)
    assert client.get(touched.get_absolute_url()).status_code == 200
    assert Event.objects.exists() is False or Event.objects.get().kind == "updated"


@pytest.mark.long
def test_somebody_whom_other_stories_name_stays_there_and_leaves_this_one(client):
    person = make.person(NAME)
    mine, other = make.article(), make.article("أخرى")
    make.tenure(person, start="2020", end="2030")
    quote, elsewhere = make.quote(mine, person), make.quote(other, person)
    history.keep(mine)
    places = redaction.find(mine, Words(NAME))
    assert {place.fate for place in places} == {"rewritten", "parted"}
    redaction.redact(mine, Words(NAME), "[حُجب]", REASON)
    quote.refresh_from_db()
    person.refresh_from_db()
    assert (quote.state, quote.person.name, quote.person.is_public_figure) == ("confirmed", "[حُجب]", False)
    assert (person.name, elsewhere.person) == (NAME, person)
    assert NAME not in client.get(mine.get_absolute_url()).content.decode()
    assert NAME in client.get(other.get_absolute_url()).content.decode()
    history.restore(mine, mine.versions.last())
    assert NAME not in client.get(mine.get_absolute_url()).content.decode()


def test_the_chief_sees_every_place_before_anything_is_removed_for_ever():
    mine = make.article(headline=f"{NAME} يفتح الميناء")
    address = f"/admin/articles/article/{mine.pk}/redact/"
    chief = client_of("chief")
    assert address in chief.get(f"/admin/articles/article/{mine.pk}/change/").content.decode()
    typed = {"words": NAME, "by": "المدير", "reason": REASON}
    shown = send(chief, address, typed, "words", press="_find")
    assert f"<mark>{NAME}</mark>" in shown.content.decode() and not Redaction.objects.exists()
    data = form_of(shown, "words") | {"_redact": "1"}
    unsure = chief.post(address, data)
    assert "ضع العلامة في خانة" in unsure.content.decode() and not Redaction.objects.exists()
    Article.objects.filter(pk=mine.pk).update(kicker=NAME)
    changed = chief.post(address, data | {"confirmed": "1"})
    assert "ليست المواضع" in changed.content.decode() and not Redaction.objects.exists()
    done = chief.post(address, form_of(changed, "words") | {"_redact": "1", "confirmed": "1"}, follow=True)
    mine.refresh_from_db()
    assert (mine.headline, mine.kicker) == ("المدير يفتح الميناء", "المدير")
    row = Redaction.objects.get()
    assert (row.by, row.reason) == (member("chief"), REASON) and row.places >= 3
    assert NAME not in done.content.decode() and REASON in done.content.decode()
    assert chief.get("/admin/articles/redaction/").status_code == 200
    assert chief.post(f"/admin/articles/redaction/{row.pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(("words", "near"), [
    ("زعفراني", "«<bdi>الزعفراني</bdi>»"),
    *(pytest.param(*one, marks=pytest.mark.long) for one in (
        ("الزعفراني", "«<bdi>زعفراني</bdi>»"), ("زعفراني\nالزعفراني", ""), ("زعفراني\nسالم", "«<bdi>الزعفراني</bdi>»"),
    )),
])  # fmt: skip
def test_names_that_differ_by_the_article_are_told_of(words, near):
    mine = make.article(headline="سالم زعفراني والزعفراني الصغير: رأي الزعفراني")
    address = f"/admin/articles/article/{mine.pk}/redact/"
    typed = {"words": words, "by": "[حُجب]", "reason": REASON}
    shown = send(client_of("chief"), address, typed, "words", press="_find").content.decode()
    assert ("وتبقى كما هي" in shown, near in shown) == (bool(near), True)


@pytest.mark.parametrize("role", quick(1, ["desk", "reporter", None]))
def test_nobody_else_removes_words(role):
    mine = make.article()
    answer = client_of(role).post(f"/admin/articles/article/{mine.pk}/redact/", {"words": "الميناء"})
    assert answer.status_code == (302 if role is None else 403)


@pytest.mark.long
def test_a_form_opened_before_does_not_bring_the_words_back():
    mine = make.article()
    who = make.quote(mine, make.person(NAME)).person
    rows = [
        (who, "name"),
        (Correction.objects.create(article=mine, text=f"قال {NAME}", issued_at=timezone.now()), "text"),
        (Assignment.objects.create(what=f"لقاء {NAME}", article=mine, due=timezone.now()), "what"),
    ]
    chief = client_of("chief")
    pages = [f"/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/" for row, _ in rows]
    seen = [form_of(chief.get(page), name) for page, (_, name) in zip(pages, rows, strict=True)]
    redaction.redact(mine, Words(NAME), "[حُجب]", REASON)
    for page, form, (row, name) in zip(pages, seen, rows, strict=True):
        answer = chief.post(page, form | {"_save": "1"})
        assert answer.status_code in (200, 409)
        again = form_of(answer, name) | {f"_take_{name}": "mine", "_save": "1"}
        assert NAME in form[name] and NAME not in str(again)
        chief.post(page, again)
        row.refresh_from_db()
        assert "[حُجب]" in getattr(row, name)


@pytest.mark.long
def test_who_writes_on_while_words_are_removed_does_not_bring_them_back():
    mine = make.article(body=f"<p>وصل {NAME} إلى الميناء.</p><p>ثم غادر.</p>", published=False)
    reporter, page = client_of("desk"), f"/admin/articles/article/{mine.pk}/change/"
    typed = form_of(reporter.get(page), "body") | {
        "body": f"<p>وصل {NAME} إلى الميناء مساء.</p><p>ثم غادر ليلاً.</p>",
        "kicker": "تمهيد",
    }
    redaction.redact(mine, Words(NAME), "[حُجب]", REASON)
    answer = reporter.post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 409 and "حُجبت كلمات نهائياً" in text
    assert "إلى الميناء مساء" in text and 'name="_take_body"' not in text
    again = form_of(answer, "body")
    assert again["body"] == "<p>وصل [حُجب] إلى الميناء.</p><p>ثم غادر.</p>" and again["kicker"] == "تمهيد"
    reporter.post(page, again | {"_take_body": "mine", "body": again["body"].replace("غادر", "غادر ليلاً")})
    mine.refresh_from_db()
    assert mine.body == "<p>وصل [حُجب] إلى الميناء.</p><p>ثم غادر ليلاً.</p>" and mine.kicker == "تمهيد"
    # Whoever opened the story afterwards meets his colleague as ever.
    seen = form_of(reporter.get(page), "body")
    reporter.post(page, seen | {"kicker": "آخر"})
    clash = reporter.post(page, seen | {"kicker": "غيره"}).content.decode()
    assert 'name="_take_kicker"' in clash and "حُجبت كلمات" not in clash


@pytest.mark.parametrize(
    ("fields", "said"),
    quick(
        2,
        [
            ({"words": "،"}, "اكتب الكلمات"),
            ({"by": NAME}, "ترد هنا أيضاً"),
            ({"reason": f"طلب {NAME}"}, "ترد هنا أيضاً"),
            ({"reason": ""}, "هذه الخانة"),
        ],
    ),
)
def test_what_cannot_be_removed_is_said(fields, said):
    mine = make.article()
    form = {"words": NAME, "by": "[حُجب]", "reason": REASON} | fields
    answer = send(
        client_of("chief"), f"/admin/articles/article/{mine.pk}/redact/", form, "words", press="_find"
    )
    assert said in answer.content.decode() and "redact-places" not in answer.content.decode()


def test_a_table_that_leads_to_a_story_says_what_becomes_of_its_words():
    """What goes with a story is redacted with it; anything else needs its place in articles.redaction."""
    kept = [rel for rel in Article._meta.related_objects if getattr(rel, "on_delete", None) is not CASCADE]
    assert {rel.related_model for rel in kept} == {Redaction, Assignment, Article}


@pytest.mark.long
def test_a_file_from_before_does_not_bring_the_words_back():
    mine = make.article(headline=f"{NAME} يفتح الميناء")
    line = next(dump())
    redaction.redact(mine, Words(NAME), "[حُجب]", REASON)
    report = load([line])
    assert "for ever" in report.refused[0][1]
    mine.refresh_from_db()
    assert mine.headline == "[حُجب] يفتح الميناء" and load(dump()).unchanged == 1


@pytest.mark.long
def test_a_place_of_the_story_goes_with_the_words_and_stays_for_other_stories():
    """As tags do: the newsroom's own list."""
    mine, other = make.article("خبر", published=False), make.article("آخر", published=False)
    bay = Place.objects.create(name="خليج الزبرجدة")
    alley, twin = Place.objects.create(name="زقاق البئر"), Place.objects.create(name="بيت الزبرجدة")
    merge(alley, twin)
    mine.places.add(bay, alley)
    other.places.add(bay)
    history.keep(mine)
    words = Words("الزبرجدة")
    assert "مكان" in {place.where for place in redaction.find(mine, words)}
    redaction.redact(mine, words, "…", "طلب")
    assert not mine.places.exists() and [*other.places.all()] == [bay]
    assert not Place.objects.filter(name="زقاق البئر").exists()
    assert holders("زبرجد") - INDEX_FILE == {
        f"articles_place.{column}" for column in ("name", "key", "surname_key")
    }
