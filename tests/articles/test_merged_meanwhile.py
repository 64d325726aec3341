"""A form stands open while what it names is merged: it is saved with the row that stands for it now."""

import pytest
from django.urls import reverse

from articles.models import Article, Contributor, Place, Source
from newsroom.merging.absorbing import merge
from tests import make
from tests.browser import form_of
from tests.cast import client_of

pytestmark = pytest.mark.django_db


def opened(row, holding="body"):
    client = client_of("desk")
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return client, address, form_of(client.get(address), holding)


@pytest.mark.long
def test_a_story_open_meanwhile_is_about_the_place_that_stands_now():
    story = make.article(published=False)
    kept, double, other = (Place.objects.create(name=name) for name in ("النخلة", "النخله", "الساحل"))
    story.places.add(double, other)
    client, address, form = opened(story)
    merge(kept, double)
    assert client.post(address, form | {"headline": "عنوان جديد", "_save": "1"}).status_code == 302
    assert {*Article.objects.get(headline="عنوان جديد").places.all()} == {kept, other}


@pytest.mark.long
def test_both_of_two_that_became_one_are_one_and_a_refused_form_keeps_it():
    story = make.article(published=False)
    kept, double = (Place.objects.create(name=name) for name in ("النخلة", "النخله"))
    client, address, form = opened(story)
    merge(kept, double)
    form |= {"places": [kept.pk, double.pk], "_save": "1"}
    page = client.post(address, form | {"headline": ""})
    assert page.status_code == 200
    again = form_of(page, "body")
    assert again["places"] == str(kept.pk)
    assert client.post(address, again | {"headline": "عنوان جديد", "_save": "1"}).status_code == 302
    assert [*Article.objects.get(headline="عنوان جديد").places.all()] == [kept]


@pytest.mark.long
def test_over_two_merges_and_in_the_rows_under_the_form():
    story = make.article(published=False)
    last, middle, first = (Contributor.objects.create(name=name) for name in ("هالة", "هاله", "هلا"))
    paper, twin = (Source.objects.create(name=name) for name in ("البيان", "صحيفة البيان"))
    client, address, form = opened(story)
    merge(middle, first)
    merge(last, middle)
    merge(paper, twin)
    form |= {
        "bylines-TOTAL_FORMS": "1", "bylines-0-id": "", "bylines-0-contributor": first.pk,
        "bylines-0-role": "writing", "bylines-0-order": "0",
        "citations-TOTAL_FORMS": "1", "citations-0-id": "", "citations-0-source": twin.pk, "citations-0-title": "خبر",
    }  # fmt: skip
    answer = client.post(address, form | {"_save": "1"})
    assert answer.status_code == 302, answer.context["errors"]
    assert [line.contributor for line in story.bylines.all()] == [last]
    assert [one.source for one in story.citations.all()] == [paper]


@pytest.mark.long
def test_a_quote_s_speaker_too():
    kept, double = make.person("سالم الراسي"), make.person("سالم الراسى")
    quote = make.quote(make.article(), make.person("ليان"))
    client, address, form = opened(quote, "unnamed")
    merge(kept, double)
    assert client.post(address, form | {"person": double.pk, "_save": "1"}).status_code == 302
    quote.refresh_from_db()
    assert quote.person == kept


@pytest.mark.long
def test_what_was_deleted_meanwhile_is_left_out_and_the_field_says_so_in_words():
    story = make.article(published=False)
    stays, goes = (Place.objects.create(name=name) for name in ("النخلة", "الساحل"))
    client, address, form = opened(story)
    form |= {"places": [stays.pk, goes.pk], "headline": "عنوان جديد", "_save": "1"}
    Place.objects.filter(pk=goes.pk).delete()
    page = client.post(address, form)
    assert "لم يعد موجوداً" in str(page.context["adminform"].form.errors["places"])
    again = form_of(page, "body")
    assert (again["places"], again["headline"]) == (str(stays.pk), "عنوان جديد")
    assert client.post(address, again | {"_save": "1"}).status_code == 302
