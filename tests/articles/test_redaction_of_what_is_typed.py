"""A form that was opened before words were removed for ever saves none of them unseen, whatever it is a form of."""

import pytest
from django.utils import timezone

from articles import redaction
from articles.models import Article, Citation, Correction, Quote, Redaction, Source
from newsroom.arabic.redact import Words
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
NAME = "سالم الراسي"


@pytest.fixture
def mine():
    return make.article(headline=f"رواية {NAME}")


def remove(story):
    redaction.redact(Article.objects.get(pk=story.pk), Words(NAME), "[حُجب]", "قرار 12", member("chief"))
    # A redaction says when it was a moment before it is through; the form was opened well before.
    Redaction.objects.update(at=timezone.now() + timezone.timedelta(seconds=5))


def over():
    Redaction.objects.update(at=timezone.now() - timezone.timedelta(hours=1))


def test_a_paste_is_looked_at_once_more(mine):
    desk, address = client_of("desk"), "/admin/articles/article/import/"
    form = form_of(desk.get(address), "text") | {"text": f"قال {NAME} إنه لن يعود."}
    remove(mine)
    answer = desk.post(address, form)
    again = form_of(answer, "text")
    assert "حُجبت كلمات نهائياً" in answer.content.decode() and again["text"] == form["text"]
    over()
    assert desk.post(address, again).status_code == 302


@pytest.mark.parametrize("what", ["correction", "citation", pytest.param("person", marks=pytest.mark.long)])
def test_a_new_row_is_looked_at_once_more(mine, what):
    desk, source = client_of("desk"), Source.objects.create(name="صدى الساحل")
    address, holding, typed = {
        "correction": (f"/admin/articles/correction/add/?article={mine.pk}", "text", {"text": f"قال {NAME}"}),
        "citation": ("/admin/articles/citation/add/", "title", {"title": NAME, "article": mine.pk, "source": source.pk}),
        "person": ("/admin/people/person/add/", "name", {"name": NAME}),
    }[what]  # fmt: skip
    form = form_of(desk.get(address), holding) | typed
    remove(mine)
    answer = desk.post(address, form)
    html = answer.content.decode()
    assert answer.status_code == 200 and "حُجبت كلمات نهائياً" in html and "فاحذفها منه" in html
    again = form_of(answer, holding)
    assert (
        again[holding] == typed[holding] and not Correction.objects.exists() and not Citation.objects.exists()
    )
    over()
    assert desk.post(address, again).status_code == 302


def test_a_row_that_nobody_wrote_to_gives_what_was_typed_back_to_be_copied(mine):
    other = make.article("أخرى")
    quote = make.quote(other, make.person("نادر الراسي"))
    desk, address = client_of("desk"), f"/admin/articles/quote/{quote.pk}/change/"
    form = form_of(desk.get(address), "position_as_printed")
    remove(mine)
    answer = desk.post(address, form | {"position_as_printed": f"مساعد {NAME}", "verb": "قال"})
    assert answer.status_code == 409 and f"مساعد {NAME}" in answer.content.decode()
    assert form_of(answer, "position_as_printed")["position_as_printed"] == ""
    assert NAME not in Quote.objects.get(pk=quote.pk).position_as_printed
    over()
    assert desk.post(address, form_of(answer, "position_as_printed")).status_code == 302


def test_what_was_typed_into_a_row_under_a_form_stands_aside_too(mine):
    person, desk = make.person("نادر الراسي"), client_of("desk")
    address = f"/admin/people/person/{person.pk}/change/"
    form = form_of(desk.get(address), "names-TOTAL_FORMS")
    remove(mine)
    answer = desk.post(address, form | {"names-TOTAL_FORMS": "1", "names-0-name": NAME, "names-0-id": ""})
    assert answer.status_code == 409 and NAME in answer.content.decode() and not person.names.exists()


def test_who_typed_nothing_is_not_held_up(mine):
    other = make.article("أخرى")
    quote = make.quote(other, make.person("نادر الراسي"), confirmed=False)
    desk, address = client_of("desk"), f"/admin/articles/quote/{quote.pk}/change/"
    form = form_of(desk.get(address), "position_as_printed")
    remove(mine)
    assert desk.post(address, form | {"_confirm": "1"}).status_code == 302
    assert Quote.objects.get(pk=quote.pk).state == "confirmed"


@pytest.mark.parametrize("published", [True, False])
def test_a_link_typed_before_leads_to_the_address_of_afterwards(mine, published):
    other, desk = make.article("أخرى", published=published), client_of("desk")
    address, before = f"/admin/articles/article/{other.pk}/change/", mine.get_absolute_url()
    body = f'<p>اقرأ <a href="{before}changes/">هذه</a> و<a href="https://paper.example{before}">تلك</a>.</p>'
    form = form_of(desk.get(address), "body") | {"body": body, "_continue": "1"}
    remove(mine)
    assert desk.post(address, form).status_code == 302
    mine.refresh_from_db()
    now = mine.get_absolute_url()
    assert now != before
    assert Article.objects.get(pk=other.pk).edited.body == body.replace(f'"{before}', f'"{now}')
