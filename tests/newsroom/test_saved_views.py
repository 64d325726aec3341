"""A list as an editor wants it again: saved under a name, above the list, his own or the whole desk's."""

import pytest
from django.contrib import admin
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Section
from newsroom.desk.saved.models import SavedView
from newsroom.desk.saved.query import asked, kept
from newsroom.models import User
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db

STORIES = "/admin/articles/article/"
ADD = "/admin/desk/savedview/add/"
COLUMNS = ["action_checkbox", "headline", "section", "standing", "publish_at", "saved_at"]


def save(client, name, query, model="articles.article", **more):
    return client.post(ADD, {"name": name, "model": model, "query": query, "_save": "1", **more})


def view(role, name="مسودات", query="state__exact=draft", model="articles.article"):
    owner = member(role) if role else None
    return SavedView.objects.create(owner=owner, name=name, query=query, model=model)


def shelf(client, address=STORIES):
    return client.get(address).context["cl"].shelf


def names(client, address=STORIES):
    return [one.name for one in shelf(client, address).views]


def shelf_of(page):
    return page.content.decode().partition('<nav class="saved-views"')[2].partition("</nav>")[0]


def errors(answer):
    return [text for texts in answer.context["adminform"].form.errors.values() for text in texts]


# The querystring


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("state__exact=draft&p=3&e=1&all=", "state__exact=draft"),
        ("q=+ميناء+&o=", "q=%D9%85%D9%8A%D9%86%D8%A7%D8%A1"),
        ("o=-5.2&genre__exact=news", "genre__exact=news&o=-saved_at.section"),
        ("o=99.x.-", ""),
        ("q=%3Cscript%3E", "q=%3Cscript%3E"),
        ("_popup=1&_to_field=uid&_facets=True", ""),
    ],
)
def test_what_a_list_shows_is_kept_in_one_form(given, stored):
    assert kept(QueryDict(given), COLUMNS) == stored
    assert kept(asked(stored, COLUMNS), COLUMNS) == stored


def test_an_order_is_by_the_column_also_for_those_who_have_no_boxes_before_the_rows():
    assert asked("o=-saved_at", COLUMNS)["o"] == "-5"
    assert asked("o=-saved_at", COLUMNS[1:])["o"] == "-4"
    assert "o" not in asked("o=gone", COLUMNS)


# Saving, and the links


def test_a_filtered_searched_and_ordered_list_is_saved_with_the_form_on_its_page():
    client = client_of("reporter")
    page = client.get(f"{STORIES}?state__exact=draft&q=ميناء&o=-4&p=1")
    form = form_of(page, "query")
    assert "shared" not in page.content.decode()
    answer = client.post(ADD, form | {"name": "ميناء لم يُنشر", "_save": "1"})
    row = SavedView.objects.get()
    assert (row.owner, row.model) == (member("reporter"), "articles.article")
    page = client.get(answer["Location"])
    assert page.context["cl"].params == {"state__exact": "draft", "q": "ميناء", "o": "-4"}
    assert page.context["cl"].shelf.present == row
    assert '<details class="save-view">' not in page.content.decode()


def test_the_present_view_is_marked_and_only_it():
    client, row = client_of("desk"), view("desk")
    view("desk", "جاهزة", "state__exact=ready")
    page = shelf_of(client.get(f"{STORIES}?state__exact=draft"))
    assert page.count('aria-current="page"') == 1
    assert f'<a href="?state__exact=draft" aria-current="page"><bdi>{row.name}</bdi></a>' in page
    assert '<a href="?" aria-current="page">' in shelf_of(client.get(STORIES))


def test_a_list_without_views_and_filters_is_as_it_was():
    assert "saved-views" not in client_of("desk").get(STORIES).content.decode()


@pytest.mark.long
def test_every_list_with_filters_or_a_search_has_the_box_to_save_it():
    client = client_of("administrator")
    for model, door in admin.site._registry.items():
        if not (door.list_filter or door.search_fields) or model._meta.model_name == "front":
            continue
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        query = "q=1" if door.search_fields else "state__exact=failed"
        page = client.get(f"{address}?{query}")
        assert form_of(page, "query")["model"] == model._meta.label_lower
        answer = save(client, "عرض", form_of(page, "query")["query"], model._meta.label_lower)
        assert answer.status_code == 302, (model, errors(answer))
        assert SavedView.objects.get(model=model._meta.label_lower).name == "عرض"


def test_a_popup_that_chooses_a_row_shows_no_views():
    view("desk", "أصوات", "q=1", "people.person")
    assert "saved-views" not in client_of("desk").get("/admin/people/person/?_popup=1&q=1").content.decode()


@pytest.mark.long
@pytest.mark.parametrize(
    "query",
    [
        "", "p=2", "nothing=1", "headline__regex=(a%2B)%2B", "section__id__exact=999999", "state__exact=none",
        "created_by__password__startswith=a", "https://evil.example/", "javascript:alert(1)",
        "state__exact=draft&next=//evil.example", "q=%00&x=1", "q=%00", "q=%D8%A3%00", "o=1&" * 400, "a=" + "b" * 3000,
    ],
)  # fmt: skip
def test_what_the_list_itself_does_not_take_is_not_saved(query):
    answer = save(client_of("desk"), "عرض", query)
    assert answer.status_code == 200 and errors(answer)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(
    "model", quick(2, ["", "x", "no.such", "auth.permission", "newsroom.user", "outgoing.receiver"])
)
def test_a_view_is_of_a_list_that_its_owner_may_open(model):
    answer = save(client_of("reporter"), "عرض", "q=1", model)
    assert answer.status_code == 200 and errors(answer)
    assert not SavedView.objects.exists()


def test_what_is_searched_for_is_only_ever_text():
    client = client_of("desk")
    answer = save(client, "<b>عرض</b>", "q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert answer["Location"].startswith(f"{STORIES}?q=")
    page = client.get(answer["Location"]).content.decode()
    assert "<script>alert" not in page and "<b>عرض" not in page and "&lt;b&gt;عرض" in page


def test_a_name_stands_once_among_ones_own_and_a_colleague_may_use_it_too():
    desk = client_of("desk")
    assert save(desk, "مسودات", "state__exact=draft").status_code == 302
    answer = save(desk, " مسودات ", "state__exact=ready")
    assert errors(answer) == ["لهذه القائمة عرض بهذا الاسم. اختر اسماً آخر."]
    assert save(client_of("reporter"), "مسودات", "state__exact=draft").status_code == 302
    assert save(desk, "مسودات", "q=1", "people.person").status_code == 302


def test_forty_views_of_a_list_are_enough():
    desk = client_of("desk")
    for number in range(40):
        view("desk", f"عرض {number}", f"q={number}")
    answer = save(desk, "آخر", "q=x")
    assert errors(answer) and SavedView.objects.count() == 40


def test_whoever_asks_for_an_empty_form_is_told_where_a_view_is_saved():
    page = client_of("desk").get(ADD, follow=True)
    assert page.redirect_chain[-1][0] == "/admin/desk/savedview/"
    assert "افتح قائمة" in page.content.decode()
    assert f'href="{ADD}"' not in page.content.decode()


# Whose


@pytest.mark.long
def test_ones_own_views_are_nobody_elses():
    mine = view("reporter", "سرّي للغاية")
    for role in ("desk", "chief", "administrator"):
        client = client_of(role)
        assert names(client) == []
        assert mine.name not in client.get("/admin/desk/savedview/").content.decode()
        for page in ("change", "delete", "history"):
            address = reverse(f"admin:desk_savedview_{page}", args=[mine.pk])
            assert mine.name not in client.get(address, follow=True).content.decode()
            answer = client.post(address, {"name": "غيره", "shared": "on", "post": "yes", "_opened": "x"})
            assert mine.name not in answer.content.decode()
        client.post(
            "/admin/desk/savedview/",
            {"action": "delete_selected", "_selected_action": mine.pk, "post": "yes"},
        )
        mine.refresh_from_db()
        assert (mine.name, mine.owner) == ("سرّي للغاية", member("reporter"))


def test_nobody_reads_the_name_of_a_colleagues_view_that_is_gone():
    mine = view("reporter", "سرّي للغاية")
    address = reverse("admin:desk_savedview_delete", args=[mine.pk])
    assert client_of("reporter").post(address, {"post": "yes"})["Location"] == STORIES
    answer = client_of("desk").post(
        reverse("admin:desk_savedview_change", args=[mine.pk]), {"name": "غيره", "_opened": "x"}
    )
    assert answer.status_code == 409 and mine.name not in answer.content.decode()


def test_a_view_cannot_be_given_to_a_colleague_nor_led_elsewhere_by_a_crafted_request():
    client, colleague = client_of("reporter"), member("desk")
    save(client, "عرض", "q=1", owner=colleague.pk, shared="on")
    row = SavedView.objects.get()
    assert row.owner == member("reporter")
    address = reverse("admin:desk_savedview_change", args=[row.pk])
    form = form_of(client.get(address), "name")
    forged = {"owner": colleague.pk, "shared": "on", "model": "people.person", "query": "q=2"}
    assert (
        client.post(address, form | forged | {"name": "عرضي", "_save": "1"})["Location"] == f"{STORIES}?q=1"
    )
    row.refresh_from_db()
    assert (row.name, row.owner, row.model, row.query) == (
        "عرضي",
        member("reporter"),
        "articles.article",
        "q=1",
    )


@pytest.mark.parametrize("role", quick(1, ["chief", "administrator"]))
def test_who_leads_the_desk_shares_a_view_with_all_and_takes_it_back(role):
    client, reporter = client_of(role), client_of("reporter")
    assert 'name="shared"' in client.get(f"{STORIES}?q=1").content.decode()
    save(client, "للجميع", "state__exact=draft", shared="on")
    row = SavedView.objects.get()
    assert row.owner is None and names(reporter) == ["للجميع"]
    page = reporter.get(f"{STORIES}?state__exact=draft")
    assert page.context["cl"].shelf.present == row and "إعادة تسمية" not in page.content.decode()
    address = reverse("admin:desk_savedview_change", args=[row.pk])
    form = form_of(client.get(address), "name")
    client.post(address, {name: form[name] for name in form if name != "shared"} | {"_save": "1"})
    row.refresh_from_db()
    assert row.owner == member(role) and names(reporter) == []


def test_a_shared_view_of_a_list_that_somebody_may_not_open_is_not_told_of():
    view(None, "حسابات نائمة", "is_active__exact=0", "newsroom.user")
    assert "حسابات نائمة" not in client_of("chief").get("/admin/desk/savedview/").content.decode()
    assert "حسابات نائمة" in client_of("administrator").get("/admin/desk/savedview/").content.decode()


def test_an_account_goes_with_its_own_views_and_leaves_the_desks():
    leaving = User.objects.create(username="leaving", is_staff=True)
    SavedView.objects.create(owner=leaving, name="لي", query="q=1", model="articles.article")
    view(None)
    address = reverse("admin:newsroom_user_delete", args=[leaving.pk])
    assert client_of("administrator").post(address, {"post": "yes"}).status_code == 302
    assert [row.name for row in SavedView.objects.all()] == ["مسودات"]


# What is no more


@pytest.mark.long
def test_a_view_that_asks_for_a_filter_that_is_no_more_explains_itself():
    client = client_of("desk")
    view("desk", "قديم", "mood__exact=sad")
    view("desk", "محظور", "created_by__password__startswith=a&o=-saved_at")
    for name, address in [(one.name, one.address) for one in shelf(client).views]:
        page = client.get(STORIES + address, follow=True)
        assert page.redirect_chain == [(STORIES, 302)]
        assert f"العرض «{name}»" in page.content.decode()
    assert client.get(f"{STORIES}?mood__exact=glad").status_code == 400  # nobody's view: as ever


def test_a_view_of_a_section_that_is_no_more_says_which_filter_lacks_it():
    make.section(), Section.objects.create(name="رياضة", slug="sport")
    gone = Section.objects.create(name="منوعات", slug="mixed")
    client = client_of("desk")
    address = f"{STORIES}?section__id__exact={gone.pk}"
    assert save(client, "منوعات", f"section__id__exact={gone.pk}").status_code == 302
    assert "view-lacks" not in client.get(address).content.decode()
    gone.delete()
    page = client.get(address)
    assert page.context["cl"].shelf.lacking == "القسم"
    assert "«القسم»" in page.content.decode()


def test_a_view_of_a_list_that_is_no_more_harms_nobody():
    view("desk", "قديم", "q=1", "gone.model")
    assert client_of("desk").get("/admin/desk/savedview/").status_code == 200


# What it costs


def test_a_list_costs_one_query_more_however_many_views_it_has():
    client, address = client_of("chief"), f"{STORIES}?state__exact=draft"
    costs = []
    for number in (0, 1, 20):
        for one in range(number):
            view("chief" if one % 2 else None, f"عرض {number} {one}", f"q={one}")
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))
        assert sum("desk_savedview" in query["sql"] for query in queries) == 1
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/desk/savedview/").status_code == 200
        costs.append(len(queries))
    assert costs[2:4] == costs[4:6] and costs[0] == costs[2]
