"""Words removed for ever: by whom, from where, and what becomes of quotes and of other stories."""

import re

import pytest
from django.db.models import CASCADE
from django.utils import timezone

from articles import attributing, history, redaction, workflow
from articles.exchange import dump, load
from articles.models import (
    Article,
    Assignment,
    Correction,
    Redaction,
    Source,
    Version,
)
from newsroom.arabic.redact import Words
from newsroom.outgoing.models import Event, Receiver
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db
NAME = "سالم الراسي"
REASON = "قرار قضائي 12"


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
        "kicker": "تمهيد", "standfirst": f"رواية {NAME}", "tags": NAME,
        "citations-TOTAL_FORMS": "1", "citations-0-id": "", "citations-0-title": f"شهادة {NAME}",
        "citations-0-source": str(Source.objects.create(name="صدى").pk),
    }  # fmt: skip
    redaction.redact(mine, Words(NAME), "[حُجب]", REASON)
    answer = reporter.post(page, typed)
    text = answer.content.decode()
    assert answer.status_code == 409 and "حُجبت كلمات نهائياً" in text
    assert "إلى الميناء مساء" in text and 'name="_take_body"' not in text
    again = form_of(answer, "body")
    # Whatever was typed may hold them: it stands aside to be copied, also where nobody else changed anything.
    assert again["body"] == "<p>وصل [حُجب] إلى الميناء.</p><p>ثم غادر.</p>" and NAME not in str(again)
    assert (again["kicker"], again["citations-TOTAL_FORMS"]) == ("", "0")
    for words in ("تمهيد", f"رواية {NAME}", f"شهادة {NAME}"):
        assert words in re.sub("</?mark>", "", text)
    reporter.post(page, again | {"_take_body": "mine", "body": again["body"].replace("غادر", "غادر ليلاً")})
    mine.refresh_from_db()
    assert mine.body == "<p>وصل [حُجب] إلى الميناء.</p><p>ثم غادر ليلاً.</p>"
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
