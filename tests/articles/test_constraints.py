"""What the database itself refuses, whoever writes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles.models import Article, Attribution, Front, Quote, QuoteState
from people.models import Position, Tenure
from tests import make

pytestmark = pytest.mark.django_db


def refused(name):
    return pytest.raises(IntegrityError, match=name)


def test_a_quote_has_one_speaker_at_most():
    quote = make.article().quotes.get()
    with refused("quote_has_at_most_one_speaker"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(person=make.person(), unnamed="مصدر أمني")
    quote.person, quote.organization = make.person(), make.organization()
    with pytest.raises(ValidationError, match=r"Keep one|أبق"):
        quote.full_clean()


def test_a_confirmed_quote_has_a_speaker_and_words():
    quote = make.article().quotes.get()
    with refused("confirmed_quote_has_a_speaker"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(state=QuoteState.CONFIRMED, letters="نعم")
    with refused("confirmed_quote_has_a_speaker"), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(state=QuoteState.CONFIRMED, unnamed="مصدر")


@pytest.mark.parametrize(
    ("start", "end", "good"),
    [
        ("2021", "2021-09", True),
        ("2021-09", "2021", True),
        ("2021-09-02", "2021-09-02", True),
        ("", "1999", True),
        ("2021-09", "2021-08", False),
        ("2021", "2020-12-31", False),
    ],
)
def test_a_tenure_ends_after_it_begins(start, end, good):
    row = Tenure(person=make.person(), position=Position.objects.create(title="وزير"), start=start, end=end)
    if good:
        row.full_clean()
        row.save()
        return
    with pytest.raises(ValidationError, match=r"before it begins|قبل أن تبدأ"):
        row.full_clean()
    with refused("tenure_ends_after_it_begins"), transaction.atomic():
        row.save()


def test_only_a_published_story_can_be_seen():
    story = make.article(published=False)
    with refused("article_is_visible_only_when_published"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(visible_from=make.NOW)


def test_no_write_path_breaks_an_embargo():
    story = make.article()
    with refused("article_keeps_its_embargo"), transaction.atomic():
        Article.objects.filter(pk=story.pk).update(embargo_until=make.NOW.replace(year=2030))


def test_an_attribution_step_names_exactly_one():
    quote = make.article().quotes.get()
    with refused("attribution_step_names_exactly_one"), transaction.atomic():
        Attribution.objects.create(quote=quote, person=make.person(), organization=make.organization())
    with refused("attribution_step_names_exactly_one"), transaction.atomic():
        Attribution.objects.create(quote=quote, verb="نقلاً عن")


def test_the_site_has_one_front():
    Front.objects.create()
    with pytest.raises(IntegrityError), transaction.atomic():
        Front.objects.create()
    Front.objects.create(section=make.section())
