"""The desk says dates as the house does, where Django would have shown its own."""

import datetime

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.utils import translation
from django.utils.formats import date_format, localize
from django.utils.text import capfirst

from articles.models import Article
from newsroom.desk.admin import ReadOnly, _called
from people.models import Position, Tenure
from tests import make
from tests.browser import send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


@pytest.mark.long
def test_djangos_own_dates_follow_the_digits_of_the_house(settings):
    settings.DIGITS = "arabic"
    story = make.article(published=False)
    send(client_of("desk"), f"/admin/articles/article/{story.pk}/change/", {"kicker": "ميناء"}, "headline")
    LogEntry.objects.update(action_time=datetime.datetime(2021, 9, 2, 12, 30, tzinfo=datetime.UTC))
    history = client_of("desk").get(f"/admin/articles/article/{story.pk}/history/").content.decode()
    assert "٢ سبتمبر/أيلول ٢٠٢١، ١٢:٣٠" in history
    assert localize(datetime.date(2021, 9, 2)) == "٢ سبتمبر/أيلول ٢٠٢١"


def test_a_date_for_machines_stays_as_they_read_it(settings):
    settings.DIGITS = "arabic"
    assert date_format(datetime.date(2021, 9, 2), "Y-m-d") == "2021-09-02"


@pytest.mark.long
def test_a_tenure_that_is_only_read_says_its_dates_in_words():
    speaker = make.person("سالم الراسي")
    held = Tenure.objects.create(
        person=speaker, position=Position.objects.create(title="مدير الميناء"), start="2021-09", end="2022",
        first_cited="2021-09-02",
    )  # fmt: skip
    make.quote(make.article(), speaker)  # readers see him: only the desk changes him
    for address in (f"/admin/people/tenure/{held.pk}/change/", f"/admin/people/person/{speaker.pk}/change/"):
        page = client_of("reporter").get(address).content.decode()
        assert "سبتمبر/أيلول 2021" in page and "2021-09" not in page, address
    page = client_of("desk").get(f"/admin/people/tenure/{held.pk}/change/").content.decode()
    assert 'value="2021-09"' in page and "2 سبتمبر/أيلول 2021" in page


def test_the_history_joins_the_names_of_fields_as_arabic_does():
    story = make.article(published=False)
    changes = {"kicker": "ميناء", "headline": "عنوان آخر", "standfirst": "مقدمة"}
    send(client_of("desk"), f"/admin/articles/article/{story.pk}/change/", changes, "headline")
    LogEntry.objects.log_actions(member("desk").pk, Article.objects.all(), 2, "كلام و كلام")
    history = client_of("desk").get(f"/admin/articles/article/{story.pk}/history/").content.decode()
    assert " والعنوان" in history and " و العنوان" not in history
    assert "كلام و كلام" in history  # what somebody wrote is left alone


def test_what_broke_is_said_in_arabic_without_the_database(monkeypatch):
    def broken(*arguments, **named):
        raise RuntimeError

    desk = client_of("desk")
    monkeypatch.setattr("newsroom.admin_site.waiting.piles", broken)
    desk.raise_request_exception = False
    answer = desk.get("/admin/")
    assert answer.status_code == 500 and "حدث عطل لدينا" in answer.content.decode()


def test_the_history_calls_every_field_in_the_desks_language():
    for model, model_admin in admin.site._registry.items():
        if isinstance(model_admin, ReadOnly):
            continue
        for field in (*model._meta.fields, *model._meta.many_to_many):
            with translation.override(None):
                kept = capfirst(str(field.verbose_name))  # as Django keeps it
            if field.editable and kept != "ID":
                assert _called(kept) != kept, (model, kept)


def test_a_date_that_nobody_knows_is_no_word_of_a_programming_language():
    tenure = make.tenure(make.person())
    html = client_of("desk").get(f"/admin/people/tenure/{tenure.pk}/change/").content.decode()
    assert "أول ذكر لدينا" in html and ">None<" not in html
