"""A list of the desk is asked in an address what its filters ask and what our pages lead to, and nothing else."""

import pytest
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.test import RequestFactory

from articles import comments
from articles.models import Article
from newsroom.merging.desk import Used
from newsroom.merging.relations import pointing_at
from newsroom.merging.uses import _place
from newsroom.models import User
from tests import make
from tests.cast import client_of, member

DOORS = dict(sorted(admin.site._registry.items(), key=lambda pair: pair[0]._meta.label))
MANNERS = ("", "exact", "pk", "pk__in", "in", "gt", "gte", "isnull", "startswith", "regex", "year")


def ways(model, steps=1):
    """The names by which a lookup reaches each column of a model and of what it is tied to, however it is tied."""
    for field in model._meta.get_fields():
        yield field.name
        if field.is_relation and field.related_model and steps:
            yield from (f"{field.name}__{further}" for further in ways(field.related_model, steps - 1))


@pytest.mark.parametrize("model", DOORS, ids=lambda model: model._meta.label)
def test_no_address_asks_a_list_what_neither_its_filters_nor_our_pages_ask(db, model):
    door = DOORS[model]
    request = RequestFactory().get("/")
    request.user = User.objects.create_superuser("root", password="x")
    fields = [one for one in door.get_list_filter(request) if not isinstance(one, type)]
    asked = {*door.linked_by} | {
        one.parameter_name
        for one in door.list_filter
        if isinstance(one, type) and issubclass(one, SimpleListFilter)
    }
    tried = {f"{way}__{manner}" if manner else way for way in ways(model) for manner in MANNERS}
    let_in = {lookup for lookup in tried if door.lookup_allowed(lookup, "1", request)} - asked
    endings = ("exact", "isnull")
    own = {f"{name}__{end}" for name in fields for end in endings} | {f"{name}__id__exact" for name in fields}
    assert let_in <= own


@pytest.mark.long
def test_every_list_takes_what_its_own_filters_ask(client, db):
    root = User.objects.create_superuser("root", password="x")
    make.quote(make.article(section=make.section()))
    client.force_login(root)
    for model, door in DOORS.items():
        if not door.list_filter:
            continue
        address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
        changelist = client.get(address).context["cl"]
        for spec in changelist.filter_specs:
            for choice in spec.choices(changelist):
                answer = client.get(address + choice["query_string"])
                assert answer.status_code == 200, (address, choice["query_string"])


def test_every_list_takes_what_shows_where_a_row_is_used(db):
    for model, door in DOORS.items():
        for field in pointing_at(model) if isinstance(door, Used) else ():
            owner, lookup, _ = _place(field, admin.site, model) or (None, "", False)
            if owner and owner._meta.model_name != "front":  # its list is a page of its own
                name = f"{lookup}__id__exact"
                assert DOORS[owner].lookup_allowed(name, "1"), f"linked_by of {DOORS[owner]} lacks {name}"


@pytest.mark.parametrize(
    "asked",
    [
        "comments={}",
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in ("comments__in={}", "comments__gt=0", "comments__pk={}", "comments__isnull=False")
        ),
    ],
)
def test_a_note_that_is_not_for_him_is_not_found_by_its_number_either(db, asked):
    story = make.article()
    note = comments.write(story, member("chief"), "لا يُنشر اسمه", is_confidential=True)
    for role in ("reporter", "desk"):
        answer = client_of(role).get(f"/admin/articles/article/?{asked.format(note.pk)}")
        assert answer.status_code == 400
        assert "cl" not in (answer.context or {})
    assert Article.objects.get() == story


@pytest.mark.parametrize(
    "model",
    [model if model is Article else pytest.param(model, marks=pytest.mark.long) for model in DOORS],
    ids=lambda model: model._meta.label,
)
def test_what_a_list_does_not_answer_leads_back_to_the_whole_list(client, db, model):
    client.force_login(User.objects.create_superuser("root", password="x"))
    address = f"/admin/{model._meta.app_label}/{model._meta.model_name}/"
    whole = client.get(address)
    if "cl" not in (whole.context or {}):  # a page of its own, which takes no filters
        return
    answer = client.get(f"{address}?password__startswith=a")
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "لا تقبل القائمة هذه التصفية" in html
    assert f'class="button" href="{address}"' in html
    assert 'id="user-tools"' in html, "a page of the desk"


@pytest.mark.parametrize("asked", ["comments=1", "section__id__exact=abc"])
def test_a_list_of_stories_says_so_too(db, asked):
    answer = client_of("desk").get(f"/admin/articles/article/?{asked}")
    assert (answer.status_code, "يطلب هذا الرابط تصفية" in answer.content.decode()) == (400, True)


@pytest.mark.long
def test_a_sign_that_no_database_takes_is_no_filter(db):
    for address in (
        "articles/quote/?state__exact=%00",
        "outgoing/delivery/?state__exact=%00",
        "articles/article/?q=%00",
    ):
        assert client_of("desk").get(f"/admin/{address}", follow=True).status_code in (200, 400)
