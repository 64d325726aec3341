"""A form that was opened before words were removed for ever saves none of them unseen, whatever it is a form of."""

import time
from itertools import count

import pytest
from django.utils import timezone

from articles import comments, redaction
from articles.models import Article, Citation, Correction, Quote, Redaction, Source
from articles.redaction.scope import Scope
from newsroom.arabic.redact import Words
from people.models import Person
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
NAME = "سالم الراسي"


@pytest.fixture
def mine():
    return make.article(headline=f"رواية {NAME}")


def begun(answer, holding):
    """The form of a page, as if it had been opened an hour ago."""
    return form_of(answer, holding) | {"_opened_at": str(int((time.time() - 3600) * 1000))}


def remove_now(story, name=NAME):
    redaction.redact(Article.objects.get(pk=story.pk), Words(name), "[حُجب]", "قرار 12", member("chief"))


def remove(story):
    remove_now(story)
    # It says when it was a moment before it is through, so that what is opened just now is asked as well.
    Redaction.objects.update(at=timezone.now() - timezone.timedelta(seconds=30))


@pytest.mark.long
def test_a_paste_is_looked_at_once_more(mine):
    desk, address = client_of("desk"), "/admin/articles/article/import/"
    form = begun(desk.get(address), "text") | {"text": f"قال {NAME} إنه لن يعود."}
    remove(mine)
    answer = desk.post(address, form)
    again = form_of(answer, "text")
    assert "حُجبت كلمات نهائياً" in answer.content.decode() and again["text"] == form["text"]
    assert desk.post(address, again).status_code == 302


@pytest.mark.long
@pytest.mark.parametrize("what", ["correction", "citation", pytest.param("person", marks=pytest.mark.long)])
def test_a_new_row_is_looked_at_once_more(mine, what):
    desk, source = client_of("desk"), Source.objects.create(name="صدى الساحل")
    address, holding, typed = {
        "correction": (f"/admin/articles/correction/add/?article={mine.pk}", "text", {"text": f"قال {NAME}"}),
        "citation": ("/admin/articles/citation/add/", "title", {"title": NAME, "article": mine.pk, "source": source.pk}),
        "person": ("/admin/people/person/add/", "name", {"name": NAME}),
    }[what]  # fmt: skip
    form = begun(desk.get(address), holding) | typed
    remove(mine)
    answer = desk.post(address, form)
    html = answer.content.decode()
    assert answer.status_code == 200 and "حُجبت كلمات نهائياً" in html and "فاحذفها منه" in html
    again = form_of(answer, holding)
    assert (
        again[holding] == typed[holding] and not Correction.objects.exists() and not Citation.objects.exists()
    )
    assert desk.post(address, again).status_code == 302


@pytest.mark.long
def test_a_row_that_nobody_wrote_to_gives_what_was_typed_back_to_be_copied(mine):
    other = make.article("أخرى")
    quote = make.quote(other, make.person("نادر الراسي"))
    desk, address = client_of("desk"), f"/admin/articles/quote/{quote.pk}/change/"
    form = begun(desk.get(address), "position_as_printed")
    remove(mine)
    answer = desk.post(address, form | {"position_as_printed": f"مساعد {NAME}", "verb": "قال"})
    assert answer.status_code == 409 and f"مساعد {NAME}" in answer.content.decode()
    assert form_of(answer, "position_as_printed")["position_as_printed"] == ""
    assert NAME not in Quote.objects.get(pk=quote.pk).position_as_printed
    assert desk.post(address, form_of(answer, "position_as_printed")).status_code == 302


@pytest.mark.long
def test_what_was_typed_into_a_row_under_a_form_stands_aside_too(mine):
    person, desk = make.person("نادر الراسي"), client_of("desk")
    address = f"/admin/people/person/{person.pk}/change/"
    form = begun(desk.get(address), "names-TOTAL_FORMS")
    remove(mine)
    answer = desk.post(address, form | {"names-TOTAL_FORMS": "1", "names-0-name": NAME, "names-0-id": ""})
    assert answer.status_code == 409 and NAME in answer.content.decode() and not person.names.exists()


@pytest.mark.long
def test_who_typed_nothing_is_not_held_up(mine):
    other = make.article("أخرى")
    quote = make.quote(other, make.person("نادر الراسي"), confirmed=False)
    desk, address = client_of("desk"), f"/admin/articles/quote/{quote.pk}/change/"
    form = begun(desk.get(address), "position_as_printed")
    remove(mine)
    assert desk.post(address, form | {"_confirm": "1"}).status_code == 302
    assert Quote.objects.get(pk=quote.pk).state == "confirmed"


@pytest.mark.parametrize("published", [True, pytest.param(False, marks=pytest.mark.long)])
def test_what_was_typed_into_another_story_is_asked_about_once_and_stays_in_its_fields(mine, published):
    other, desk = make.article("أخرى", published=published), client_of("desk")
    address, source = f"/admin/articles/article/{other.pk}/change/", Source.objects.create(name="صدى الساحل")
    form, untouched = (begun(desk.get(address), "body") for _ in range(2))
    row = {"source": str(source.pk), "title": f"بيان {NAME}"}
    row = {f"citations-0-{name}": value for name, value in row.items()} | {"citations-TOTAL_FORMS": "1"}
    remove(mine)
    for typed in ({"headline": f"{NAME} يعود"}, row):
        answer = desk.post(address, form | typed | {"_continue": "1"})
        html, again = answer.content.decode(), form_of(answer, "body")
        assert answer.status_code == 200 and "حُجبت كلمات نهائياً" in html and NAME in html
        assert typed.items() <= {name: again[name] for name in typed}.items()
        assert not Citation.objects.exists() and Article.objects.get(pk=other.pk).edited.headline == "أخرى"
    assert desk.post(address, untouched | {"_continue": "1"}).status_code == 302, "who typed nothing"
    again = form_of(desk.post(address, form | {"headline": "تعود"}), "body")
    assert desk.post(address, again | {"_continue": "1"}).status_code == 302
    assert Article.objects.get(pk=other.pk).edited.headline == "تعود"


@pytest.mark.long
def test_a_breaking_line_from_before_does_not_go_out_unseen(mine):
    desk = client_of("desk")
    box = begun(desk.get("/admin/"), "line") | {"line": f"وفاة {NAME}"}
    remove(mine)
    answer = desk.post("/admin/articles/article/breaking/", box)
    assert "حُجبت كلمات نهائياً" in answer.content.decode() and Article.objects.count() == 1
    again = form_of(answer, "minutes")
    assert again["line"] == box["line"]
    assert (
        desk.post("/admin/articles/article/breaking/", again | {"line": "وفاة مدير الميناء"}).status_code
        == 302
    )


@pytest.mark.long
def test_a_comment_or_an_answer_from_before_is_looked_at_once_more(mine):
    desk, address = client_of("desk"), f"/admin/articles/article/{mine.pk}/comments/"
    other = make.article("أخرى")
    asked = comments.write(other, member("reporter"), "من القائل؟")
    address = f"/admin/articles/article/{other.pk}/comments/"
    form = begun(desk.get(address), "text")
    remove(mine)
    for typed in ({"text": f"هو {NAME}"}, {f"reply-{asked.pk}": f"هو {NAME}", "_reply": str(asked.pk)}):
        answer = desk.post(address, form | typed)
        assert answer.status_code == 400 and "حُجبت كلمات نهائياً" in answer.content.decode()
        assert other.comments.count() == 1
        again = form_of(answer, "text")
        pressed = {name: typed[name] for name in typed if name.startswith("_")}
        assert desk.post(address, again | pressed).status_code in (200, 302)
        assert other.comments.exclude(pk=asked.pk).exists()
        other.comments.exclude(pk=asked.pk).delete()
    assert desk.post(address, form | {"_resolve": str(asked.pk)}).status_code == 302, "nothing was typed"


@pytest.mark.long
@pytest.mark.parametrize("published", [True, pytest.param(False, marks=pytest.mark.long)])
def test_a_link_typed_before_leads_to_the_address_of_afterwards(mine, published):
    other, desk = make.article("أخرى", published=published), client_of("desk")
    address, before = f"/admin/articles/article/{other.pk}/change/", mine.get_absolute_url()
    body = f'<p>اقرأ <a href="{before}changes/">هذه</a> و<a href="https://paper.example{before}">تلك</a>.</p>'
    form = begun(desk.get(address), "body") | {"body": body, "_continue": "1"}
    remove(mine)
    again = form_of(desk.post(address, form), "body") | {"_continue": "1"}
    assert desk.post(address, again).status_code == 302
    number = f'"/articles/{mine.pk}/-/'
    assert Article.objects.get(pk=other.pk).edited.body == body.replace(f'"{before}', number)


@pytest.mark.long
def test_what_a_colleague_saved_of_a_person_a_moment_ago_is_not_written_over(mine, monkeypatch):
    person, real = make.quote(mine).person, Scope.hold
    assert person.name == NAME

    def saved_a_moment_ago(scope):
        Person.objects.filter(pk=person.pk).update(biography="ربّان سابق.")
        return real(scope)

    monkeypatch.setattr(Scope, "hold", saved_a_moment_ago)
    remove(mine)
    person.refresh_from_db()
    assert (person.name, person.biography) == ("[حُجب]", "ربّان سابق.")


@pytest.mark.parametrize(
    "what", ["breaking", *(pytest.param(what, marks=pytest.mark.long) for what in ("paste", "comment"))]
)
def test_who_was_refused_for_another_reason_meanwhile_is_asked_all_the_same(mine, what):
    desk, other = client_of("desk"), make.article("أخرى")
    said = f"وفاة {NAME}"
    address, holding, wrong, right = {
        "paste": ("/admin/articles/article/import/", "text", {"text": ""}, {"text": said}),
        "breaking": (
            "/admin/articles/article/breaking/", "minutes", {"line": said, "section": "999"}, {"line": said, "section": ""},
        ),
        "comment": (
            f"/admin/articles/article/{other.pk}/comments/", "text", {"text": said, "words": "ليست فيها"},
            {"text": said, "words": ""},
        ),
    }[what]  # fmt: skip
    form = begun(desk.get(address), holding)
    first = desk.post(address, form | wrong)
    again = form_of(first, holding)
    assert "حُجبت" not in first.content.decode() and again["_opened_at"] == form["_opened_at"]
    remove(mine)
    for typed in (wrong, right):
        answer = desk.post(address, again | typed)
        if typed is wrong:
            assert "حُجبت كلمات نهائياً" in answer.content.decode(), "told at once, whatever else is wrong"
    assert answer.status_code != 302 and not other.comments.exists() and Article.objects.count() == 2


@pytest.mark.long
def test_a_page_that_told_nobody_of_a_removal_goes_on_from_when_it_was_opened(mine):
    desk, other = client_of("desk"), make.article("أخرى")
    first = comments.write(other, member("reporter"), "من القائل؟")
    address = f"/admin/articles/article/{other.pk}/comments/"
    form = begun(desk.get(address), "text") | {"text": f"هو {NAME}"}
    remove(mine)
    answer = desk.post(address, form | {"_resolve": str(first.pk)})  # another button: it was not about that
    assert form_of(answer, "text")["_opened_at"] == form["_opened_at"]
    assert "حُجبت كلمات نهائياً" in desk.post(address, form_of(answer, "text")).content.decode()


@pytest.mark.long
def test_what_is_only_chosen_stays_as_i_chose_it(mine):
    """A choice holds no words: it need not be made again."""
    other = make.article("أخرى")
    quote = make.quote(other, make.person("نادر الراسي"))
    desk, address = client_of("desk"), f"/admin/articles/quote/{quote.pk}/change/"
    form = begun(desk.get(address), "position_as_printed")
    remove(mine)
    answer = desk.post(address, form | {"position_as_printed": "مساعد المدير", "verification": "heard"})
    again = form_of(answer, "position_as_printed")
    assert answer.status_code == 409 and (again["position_as_printed"], again["verification"]) == (
        "",
        "heard",
    )


@pytest.mark.long
def test_what_is_typed_beside_the_buttons_of_another_story_is_asked_about_too(mine):
    other, chief = make.article("أخرى"), client_of("chief")
    address = f"/admin/articles/article/{other.pk}/change/"
    form = begun(chief.get(address), "body") | {"_note": f"اتصل {NAME}", "_notice": f"سُحبت بطلب {NAME}"}
    remove(mine)
    answer = chief.post(address, form | {"_continue": "1"})
    assert "حُجبت كلمات نهائياً" in answer.content.decode()
    again = form_of(answer, "body")
    assert again["_notice"] == form["_notice"]
    chief.post(address, again | {"_notice": "سُحبت.", "_move": "withdraw"})
    assert Article.objects.get(pk=other.pk).withdrawal_notice == "سُحبت."


@pytest.mark.long
def test_a_hold_is_a_brake_and_is_not_asked_about(mine):
    """Its reason is read at the desk alone; a second later readers might see the story."""
    other, desk = make.article("أخرى", published=False), client_of("desk")
    address = f"/admin/articles/article/{other.pk}/change/"
    form = begun(desk.get(address), "headline") | {"_hold_reason": "شكوى الوزارة", "_hold": "1"}
    remove(mine)
    typed = form | {"headline": f"قال {NAME}"}
    assert "حُجبت كلمات نهائياً" in desk.post(address, typed).content.decode()
    desk.post(address, form)
    assert Article.objects.get(pk=other.pk).hold_reason == "شكوى الوزارة"


def test_no_removal_elsewhere_holds_up_a_withdrawal_and_its_notice_waits(mine):
    other, chief = make.article("أخرى"), client_of("chief")
    address = f"/admin/articles/article/{other.pk}/change/"
    form = begun(chief.get(address), "body") | {"_note": "بطلب المحامي", "_notice": f"سُحبت بطلب {NAME}"}
    remove(mine)
    page = chief.post(address, form | {"_move": "withdraw"}, follow=True).content.decode()
    other.refresh_from_db()
    assert (other.state, other.withdrawal_notice) == ("withdrawn", "")
    assert "حُجبت كلمات نهائياً" in page and form["_notice"] in page, "to be looked at"


@pytest.mark.long
@pytest.mark.parametrize(
    "what",
    ["quote", *(pytest.param(what, marks=pytest.mark.long) for what in ("paste", "story", "breaking"))],
)
def test_who_was_told_of_a_removal_is_not_asked_about_it_again_and_of_the_next_one_is(mine, what):
    other, desk = make.article("أخرى"), client_of("desk")
    quote = make.quote(other, make.person("نادر الراسي"))
    address, holding = {
        "quote": (f"/admin/articles/quote/{quote.pk}/change/", "position_as_printed"),
        "paste": ("/admin/articles/article/import/", "text"),
        "story": (f"/admin/articles/article/{other.pk}/change/", "headline"),
        "breaking": ("/admin/articles/article/breaking/", "line"),
    }[what]

    numbers = count()

    def page():
        return desk.get("/admin/" if what == "breaking" else address)

    def is_asked(form):
        answer = desk.post(address, form | {holding: f"مساعد {next(numbers)}"})
        assert answer.status_code in (200, 302, 409)
        is_asked.again = answer.status_code != 302 and form_of(
            answer, "minutes" if what == "breaking" else holding
        )
        return "حُجبت كلمات نهائياً" in answer.content.decode()

    before = begun(page(), holding)
    remove_now(mine)
    late = form_of(page(), holding)  # opened while the words went, it may hold them
    assert is_asked(late) and not is_asked(is_asked.again)
    assert is_asked(before)
    told = is_asked.again
    remove_now(mine, "رواية")
    assert is_asked(told) and not is_asked(is_asked.again)
    assert is_asked(before), "the form from before is one all the same"


@pytest.mark.long
def test_who_was_told_and_is_refused_for_another_reason_is_not_asked_again(mine):
    other = make.article("أخرى")
    quote = make.quote(other, make.person("نادر الراسي"))
    desk, address = client_of("desk"), f"/admin/articles/quote/{quote.pk}/change/"
    form = begun(desk.get(address), "verb")
    remove_now(mine)
    told = form_of(desk.post(address, form | {"verb": "صرّح"}), "verb")
    Quote.objects.filter(pk=quote.pk).update(verb="أكّد")
    met = desk.post(address, told | {"verb": "صرّح"})
    assert met.status_code == 409 and "حُجبت" not in met.content.decode()
    assert desk.post(address, form_of(met, "verb")).status_code == 302


@pytest.mark.long
def test_what_was_put_together_is_not_shown_where_it_would_tell_what_was_removed(mine):
    desk, address = client_of("desk"), f"/admin/articles/article/{mine.pk}/change/"
    form = begun(desk.get(address), "headline") | {"kicker": "تمهيد كتبته"}
    assert NAME in form["headline"]
    remove(mine)
    answer = desk.post(address, form)
    html = answer.content.decode()
    assert answer.status_code == 409 and "تمهيد كتبته" in html
    assert NAME not in html and "وهي أدناه كما هي الآن: العنوان" in html
