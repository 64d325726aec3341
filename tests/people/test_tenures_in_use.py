"""A term of office in which somebody spoke stays: without it nobody knows in which capacity the words were said."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse

from articles import workflow
from newsroom.merging.absorbing import merge
from newsroom.merging.undoing import unmerge
from people.models import Organization, Person, Position, Tenure
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
WHERE = "في موضع واحد من الاقتباسات"


def spoken():
    """A quote, and the term of office in which it was spoken."""
    speaker = make.person()
    held = make.tenure(speaker, start="2020")
    return make.quote(make.article(), speaker, tenure=held), held


def address(row, does="change"):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{does}", args=[row.pk])


@pytest.mark.parametrize("confirmed", [True, pytest.param(False, marks=pytest.mark.long)])
def test_the_database_keeps_it(confirmed):
    speaker = make.person()
    held = make.tenure(speaker)
    quote = make.quote(make.article(), speaker, tenure=held, confirmed=confirmed)
    for delete in (held.delete, Tenure.objects.all().delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            delete()
    quote.refresh_from_db()
    assert quote.tenure == held


def test_under_its_person_the_refusal_says_what_to_do_and_keeps_what_was_typed():
    quote, held = spoken()
    other = make.tenure(quote.person, "وزير", start="2010")
    row = [one.pk for one in quote.person.tenures.all()].index(held.pk)
    typed = {
        f"tenures-{row}-DELETE": "on", f"tenures-{1 - row}-start": "2011", "biography": "سيرة طويلة كُتبت الآن.",
    }  # fmt: skip
    answer = send(client_of("desk"), address(quote.person), typed, "name")
    page = answer.content.decode()
    assert f"لا يُحذف «{held}» لأنه مستعمل <a href=" in page and f">{WHERE}</a>. انقل" in page
    assert f"{reverse('admin:articles_quote_changelist')}?tenure__id__exact={held.pk}" in page
    assert page.count("لا يُحذف «") == 1 and "المحمية" not in page, "not in the platform's words"
    again = form_of(answer, "name")
    assert {name: again[name] for name in typed} == typed
    assert Tenure.objects.get(pk=other.pk).start == "2010" and quote.person.tenures.count() == 2
    # Once the quote stands on another one, the same press goes through.
    quote.tenure = other
    quote.save()
    assert send(client_of("desk"), address(quote.person), typed, "name").redirect_chain
    other.refresh_from_db()
    assert list(quote.person.tenures.all()) == [other] and other.start == "2011"


@pytest.mark.long
def test_under_its_person_one_that_nobody_spoke_in_goes():
    held = make.tenure(make.person())
    assert send(client_of("desk"), address(held.person), {"tenures-0-DELETE": "on"}, "name").redirect_chain
    assert not Tenure.objects.exists()


@pytest.mark.long
def test_another_row_that_is_wrong_too_is_said_beside_it():
    quote, held = spoken()
    make.tenure(quote.person, "وزير", start="2030")
    row = [one.pk for one in quote.person.tenures.all()].index(held.pk)
    typed = {f"tenures-{row}-DELETE": "on", f"tenures-{1 - row}-end": "2029"}
    page = send(client_of("desk"), address(quote.person), typed, "name").content.decode()
    assert f"لا يُحذف «{held}»" in page and "المحمية" not in page and "تنتهي" in page


def test_on_its_own_page_and_in_the_list_it_is_named_with_what_uses_it():
    quote, held = spoken()
    desk = client_of("desk")
    assert "tenure__id__exact" in desk.get(address(held)).content.decode()
    chosen = {"action": "delete_selected", "_selected_action": [held.pk], "post": "yes"}
    answers = [
        desk.get(address(held, "delete")),
        desk.post(address(held, "delete"), {"post": "yes"}),
        desk.post(reverse("admin:people_tenure_changelist"), chosen),
    ]
    for answer in answers:
        page = answer.content.decode()
        assert f"تجد «{held}» {WHERE}." in page and "انقل ما يستعمله إلى غيره أولاً." in page
    quote.refresh_from_db()
    assert quote.tenure == held
    quotes = desk.get(reverse("admin:articles_quote_changelist"), {"tenure__id__exact": held.pk})
    assert quotes.status_code == 200 and quotes.context["cl"].result_count == 1


@pytest.mark.long
def test_who_and_what_it_is_made_of_are_not_deleted_either():
    quote, held = spoken()
    body = make.organization()
    Position.objects.update(organization=body)
    # Somebody else's words stand on it as well: a mistake of the desk, and no way around.
    wrong = make.quote(make.article("أخرى"), make.person("ليان"), tenure=held)
    quote.article.delete()
    desk = client_of("administrator")
    for row in (held.person, held.position, body):
        for answer in (desk.get(address(row, "delete")), desk.post(address(row, "delete"), {"post": "yes"})):
            assert answer.status_code == 200 and "انقل ما يستعمله إلى غيره أولاً" in answer.content.decode()
        listed = reverse(f"admin:people_{row._meta.model_name}_changelist")
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        assert desk.post(listed, chosen).status_code == 200
    wrong.refresh_from_db()
    assert wrong.tenure == held and Organization.objects.filter(pk=body.pk).exists()


@pytest.mark.long
def test_it_moves_with_a_merge_and_back():
    kept = make.person("سالم عبد الله الراسي")
    mine = make.tenure(kept, start="2020")
    quote, held = spoken()
    done = merge(kept, quote.person, member("desk"))
    quote.refresh_from_db()
    assert quote.tenure == mine and not Tenure.objects.filter(pk=held.pk).exists()
    unmerge(done, member("desk"))
    quote.refresh_from_db()
    assert quote.tenure == held and held.person == quote.person
    assert Person.objects.count() == 2


@pytest.mark.long
def test_a_draft_that_goes_takes_what_stands_on_it_along():
    quote, held = spoken()
    draft = workflow.draft_for(quote.article)
    assert held.quotes.count() == 2
    draft.delete()
    assert list(held.quotes.all()) == [quote]
