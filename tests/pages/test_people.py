"""Those who speak: found in any spelling, with what they were and what they said."""

from datetime import UTC, datetime

import pytest

from articles.models import Attribution
from tests import make

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def said(speaker, number=0, at=PAST, **fields):
    story = make.article(headline=f"مادة {number}", at=at)
    return make.quote(story, speaker, **fields)


@pytest.mark.long
@pytest.mark.parametrize("asked", ["أمال الشوّاف", "امال الشواف", "شواف", "Amal", "أم ليث", ""])
def test_a_person_is_found_in_any_spelling(client, asked):
    amal = make.person(name="آمال الشوّاف", latin_name="Amal al-Shawwaf")
    amal.names.create(name="أم ليث")
    said(amal)
    assert [row.pk for row in client.get("/people/", {"name": asked}).context["page"].rows] == [amal.pk]


def test_nobody_else_is_found(client):
    said(make.person(name="آمال الشوّاف"))
    assert client.get("/people/", {"name": "سالم"}).context["page"].rows == []


@pytest.mark.long
def test_only_public_figures_of_public_stories_have_a_page(client):
    witness, silent, hidden = (
        make.person(name="شاهد", is_public_figure=False),
        make.person(name="صامت"),
        make.person(name="مكتوم"),
    )
    said(witness, 1)
    said(hidden, 2, at=datetime(2999, 1, 1, tzinfo=UTC))
    for person in (witness, silent, hidden):
        assert client.get(person.get_absolute_url()).status_code == 404
        assert client.get(f"{person.get_absolute_url()}feed/").status_code == 404
        assert person.name not in client.get("/people/").content.decode()


def test_a_profile_lists_every_quote_with_the_position_held_then(client):
    salim = make.person(latin_name="Salim", biography="مدير ميناء.")
    then = make.tenure(salim, "وزير النقل", start="2020", end="2022-05")
    now = make.tenure(salim, "مدير الميناء", start="2023")
    said(salim, 1, position_as_printed="وزير النقل السابق", tenure=now)
    said(salim, 2, tenure=then)
    answer = client.get(salim.get_absolute_url())
    assert [quote.position_label for quote in answer.context["page"].rows] == [
        "وزير النقل",
        "وزير النقل السابق",
    ]
    assert [tenure.label for tenure in answer.context["tenures"]] == ["مدير الميناء", "وزير النقل"]
    page = answer.content.decode()
    assert '<bdi lang="en" dir="ltr">Salim</bdi>' in page
    assert "مدير ميناء." in page
    assert page.count("#quote-") == 2


def test_a_profile_holds_what_was_said_together_with_others(client):
    one, other = make.person(name="أول"), make.person(name="ثانٍ")
    quote = said(one)
    quote.co_speakers.add(other)
    assert [row.pk for row in client.get(other.get_absolute_url()).context["page"].rows] == [quote.pk]


@pytest.mark.long
def test_a_position_learned_from_a_hidden_story_is_hidden(client):
    salim = make.person()
    known = make.tenure(salim, "مدير الميناء")
    secret = make.tenure(salim, "وزير قريباً")
    said(salim, 1, tenure=known, said_on="2023-05")
    said(salim, 2, at=datetime(2999, 1, 1, tzinfo=UTC), tenure=secret, said_on="2024-01")
    page = client.get(salim.get_absolute_url())
    assert [(tenure.label, tenure.first) for tenure in page.context["tenures"]] == [
        ("مدير الميناء", "2023-05")
    ]
    for address in (salim.get_absolute_url(), "/people/"):
        assert "وزير قريباً" not in client.get(address).content.decode()


def test_an_organization_shows_its_words_its_people_and_whose_part_it_is(client):
    ministry = make.organization(name="وزارة النقل")
    ports = make.organization(name="هيئة الموانئ", parent=ministry)
    salim = make.person()
    post = make.tenure(salim, start="2020")
    post.position.organization = ports
    post.position.save()
    one, two = said(ports, 1), said(salim, 2, on_behalf_of=ports)
    answer = client.get(ports.get_absolute_url())
    assert [quote.pk for quote in answer.context["page"].rows] == [two.pk, one.pk]
    page = answer.content.decode()
    assert "وزارة النقل" in page
    assert ministry.get_absolute_url() not in page  # nothing public is known of it
    assert f'<a href="{salim.get_absolute_url()}">' in page


def test_words_known_through_somebody_stand_on_their_page(client):
    teller = make.person(name="راوية")
    quote = said(make.person())
    Attribution.objects.create(quote=quote, order=0, person=teller)
    answer = client.get(teller.get_absolute_url())
    assert answer.context["page"].rows == []
    assert [row.pk for row in answer.context["relayed"]] == [quote.pk]


@pytest.mark.long
def test_a_statement_with_a_quote_in_it_stands_once_in_a_list(client):
    inner, outer, other = "aaaaaaaaa1", "aaaaaaaaa2", "aaaaaaaaa3"
    body = (
        f'<p><span data-quote="{outer}">قال الراسي إنه «<q data-quote="{inner}">يُحتمل</q>» أن يغلق الميناء.</span>'
        f' <span data-quote="{other}">وأضاف أن العمال باقون.</span></p>'
    )
    salim, story = make.person(), make.article(body=body)
    make.quote(story, salim, key=outer, kind="indirect")
    mixed = make.quote(story, salim, key=inner, kind="mixed")
    second = make.quote(story, salim, key=other, kind="indirect")
    rows = client.get(salim.get_absolute_url()).context["page"].rows
    assert [row.pk for row in rows] == [mixed.pk, second.pk]
    assert client.get(f"/quotes/{story.quotes.get(key=outer).pk}/").status_code == 200
