"""Who held what on a day, as far as it is known."""

import pytest
from django.urls import reverse

from people.models import Organization, Person, PersonName, Position, Tenure
from tests import make
from tests.cast import client_of
from tests.ways import quick

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "end", "date", "certainty"),
    [
        ("2019-10-01", "2023-09-30", "2021-09-01", "certain"),
        ("2019", "2023", "2021-09", "certain"),
        ("2019", "2023", "2019-05", "probable"),  # it began some day of that year
        ("2019", "2023", "2023", "probable"),
        ("2019", "", "2021-09-01", "probable"),  # nobody wrote that it ended, or that it did not
        ("", "2023", "2021", "probable"),
        ("2019", "2023", "2024", "unknown"),
        ("2019-10-01", "2023", "2019-09", "unknown"),
        ("2019", "2023", "", "unknown"),
        ("", "", "2021", "unknown"),
    ],
)
def test_a_tenure_covers_a_date_certainly_probably_or_not(start, end, date, certainty):
    person = make.person()
    held = make.tenure(person, start=start, end=end)
    found = person.position_on(date)
    assert found.certainty == certainty
    assert found.tenure == (held if certainty != "unknown" else None)


def test_the_surer_and_then_the_later_tenure_wins():
    person = make.person()
    make.tenure(person, "نائب", start="2010", end="2030")
    make.tenure(person, "وزير", start="2020", end="2022")
    make.tenure(person, "رئيس", start="2021")
    assert person.position_on("2021-06").tenure.label == "وزير"
    assert person.position_on("2025").tenure.label == "نائب"


def test_a_tenure_grows_by_what_cites_it():
    held = make.tenure(make.person())
    assert held.cite("2021-09")
    assert held.cite("2020-01-05")
    assert not held.cite("2021")
    assert (held.first_cited, held.last_cited) == ("2020-01-05", "2021-09")
    assert held.covers("2020-06") == "probable"


def test_confirming_a_quote_cites_the_tenure():
    story = make.article(published=False)
    who = make.person()
    held = make.tenure(who)
    make.quote(story, who, tenure=held, said_on="2026-11-19")
    held.refresh_from_db()
    assert (held.first_cited, held.last_cited) == ("2026-11-19", "2026-11-19")


@pytest.mark.parametrize(("gender", "label"), [("f", "وزيرة النقل"), ("m", "وزير النقل"), ("", "وزير النقل")])
def test_a_title_agrees_with_its_holder(gender, label):
    position = Position.objects.create(title="وزير النقل", title_feminine="وزيرة النقل")
    assert position.titled(gender) == label


@pytest.mark.parametrize("typed", ["أحمد عبد الله", "احمد عبدالله", "أَحْمَد عبدالله", "أبو نادر", "ابو نادر"])
def test_any_spelling_of_any_name_finds_a_person(typed):
    person = Person.objects.create(name="أحمد عبد الله")
    PersonName.objects.create(person=person, name="أبو نادر")
    assert list(Person.objects.named(typed)) == [person]


def test_a_body_is_not_part_of_itself():
    from django.core.exceptions import ValidationError

    above = Organization.objects.create(name="وزارة")
    below = Organization.objects.create(name="هيئة", parent=above)
    above.parent = below
    with pytest.raises(ValidationError):
        above.full_clean()


def test_only_public_figures_whom_a_public_quote_names_are_public():
    story = make.article()
    heard = make.quote(story).person
    Person.objects.create(name="لم يقل شيئاً", is_public_figure=True)
    assert list(Person.objects.public(make.NOW)) == [heard]
    heard.is_public_figure = False
    heard.save()
    assert not Person.objects.public(make.NOW).exists()


@pytest.mark.parametrize(
    "typed",
    quick(2, ["سلمى الرشدان وزيرة", "وزيره سلمي", "Rashdan", "أم ناصر", "وزير الاقتصاد", "الاقتصاد سلمى"]),
)
def test_a_tenure_is_found_as_it_is_printed(typed):
    salma = make.person("سلمى الرشدان", latin_name="Salma Rashdan")
    salma.names.create(name="أم ناصر")
    minister = Position.objects.create(title="وزير الاقتصاد", title_feminine="وزيرة الاقتصاد")
    Tenure.objects.create(person=salma, position=minister)
    Tenure.objects.create(person=make.person("سالم المينا"), position=Position.objects.create(title="أمين"))
    page = client_of("administrator").get(reverse("admin:people_tenure_changelist"), {"q": typed})
    assert [row.person for row in page.context["cl"].result_list] == [salma]
