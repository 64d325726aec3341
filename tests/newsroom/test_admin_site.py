"""The admin's outer rooms: menu, forms, lists, accounts, roles, moved addresses."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django import forms
from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.db import connection
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from articles.models import Article, Quote
from newsroom.admin import permission_label
from newsroom.admin_site import NewsroomAdminSite
from newsroom.desk.admin import ArabicAdmin
from newsroom.desk.forms import ArabicForms
from newsroom.desk.paginator import BoundedPaginator
from newsroom.desk.widgets import BodyWidget, SplitDateTime
from newsroom.models import Redirect, User
from people.models import Person, PersonName
from tests import make
from tests.cast import client_of, member
from tests.ways import quick


@pytest.fixture
def root(client, db):
    user = User.objects.create_superuser("root", password="x")
    client.force_login(user)
    return client


@pytest.fixture
def administrator(client, db):
    """May do everything with accounts, and is no superuser."""
    user = User.objects.create_user("manager", password="x", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label__in=["newsroom", "auth"]))
    client.force_login(user)
    return client


def add_user(client, **fields):
    data = {"username": "salma", "usable_password": "true", "is_staff": "on", **fields}
    data |= {"password1": "nahr-wa-jisr-9", "password2": "nahr-wa-jisr-9"}
    return client.post(reverse("admin:newsroom_user_add"), data)


# The site


def test_every_door_of_the_house_passes_the_admins_own_checks():
    assert admin.site.check(None) == []


def test_the_menu_begins_with_the_stories_and_keeps_roles_beside_users(root):
    apps = root.get(reverse("admin:index")).context["app_list"]
    labels = [app["app_label"] for app in apps]
    assert labels[:2] == ["articles", "people"]
    assert labels[-1] == "newsroom" and "auth" not in labels
    assert [model["object_name"] for model in apps[-1]["models"]] == ["User", "Group", "Redirect"]


def test_the_scripts_catalogue_is_ours_as_well():
    response = NewsroomAdminSite().i18n_javascript(RequestFactory().get("/"))
    assert response.status_code == 200 and b"gettext" in response.content


class Inline(HTMLParser):
    """Collects what a strict content security policy would refuse."""

    def __init__(self, html):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        names = dict(attributes)
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]


@pytest.mark.parametrize(
    "name",
    quick(
        2,
        ["index", "newsroom_user_add", "newsroom_user_changelist", "auth_group_add", "newsroom_redirect_add"],
    ),
)
def test_no_page_holds_an_inline_script_or_style(root, name):
    page = root.get(reverse(f"admin:{name}"))
    assert page.status_code == 200
    assert Inline(page.content.decode()).found == []


def test_the_time_zone_is_said_once_and_only_to_those_inside(root, settings):
    settings.TIME_ZONE = "Africa/Cairo"
    assert root.get(reverse("admin:index")).content.decode().count(settings.TIME_ZONE) == 1
    root.logout()
    assert settings.TIME_ZONE not in root.get(reverse("admin:login")).content.decode()


SHEETS = sorted((Path(__file__).parents[2] / "newsroom/static/newsroom/admin").rglob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_colour_of_words_that_does_not_turn_with_the_page_brings_its_own_ground(sheet):
    """Else a dark page has dark words: colours that turn are variables with a twin (admin.css)."""
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S).partition("@media print")[0]
    for selector, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        fixed = {
            name
            for name, value in re.findall(r"(?:^|;)\s*([\w-]+):\s*([^;]+)", rule)
            if re.match(r"#|rgb", value)
        }
        ground = re.search(r"(?:^|;)\s*background", rule)
        assert "color" not in fixed or ground, selector
        assert "background" not in fixed or not re.search(r"[^-]color:\s*(inherit|var)", rule), selector


@pytest.mark.parametrize("name", ["newsroom/admin/admin.css", "newsroom/admin/editor/editor.css"])
def test_our_stylesheets_know_no_left_and_right(name):
    css = re.sub(r"/\*.*?\*/", "", Path(finders.find(name)).read_text(), flags=re.S)
    assert re.findall(r"\b(?:left|right)\b", css) == []


# Forms and lists


def form_of(model_admin, name):
    return model_admin.formfield_for_dbfield(
        model_admin.model._meta.get_field(name), RequestFactory().get("/")
    )


def test_text_takes_its_own_direction_and_addresses_run_left_to_right():
    users = admin.site._registry[User]
    assert form_of(users, "first_name").widget.attrs["dir"] == "auto"
    assert form_of(users, "email").widget.attrs["dir"] == "ltr"
    assert form_of(users, "last_login").widget.__class__ is SplitDateTime
    request = RequestFactory().get("/")
    for model, name in ((Article, "body"), (Quote, "new_speaker")):
        request.user = User(is_superuser=True)
        form = admin.site._registry[model].get_form(request)
        assert form.base_fields[name].widget.attrs["dir"] == "auto", name


def test_date_and_time_have_names_that_can_be_said():
    html = forms.SplitDateTimeField(widget=SplitDateTime()).widget.render("at", None, {"id": "id_at"})
    assert len(re.findall(r'aria-label="[^"]+" dir="ltr"', html)) == 2


def test_a_relation_that_loads_a_whole_table_is_an_error():
    class Door(ArabicAdmin, admin.ModelAdmin):
        pass

    found = {error.id for error in Door(Person, admin.site).check()}
    assert found == {"newsroom.E010"}
    Door.small_choices = ["photo"]
    assert Door(Person, admin.site).check() == []


def test_the_relation_by_which_an_inline_hangs_on_its_page_needs_no_search():
    class Names(ArabicForms, admin.TabularInline):
        model = PersonName

    assert Names(Person, admin.site).check() == []


def test_a_door_that_is_not_built_on_ours_is_an_error():
    class Plain(admin.ModelAdmin):
        pass

    site = NewsroomAdminSite()
    site.register(Redirect, Plain)
    assert [error.id for error in site.check(None)] == ["newsroom.E011"]


def test_an_address_that_names_an_empty_field_opens_the_row(root):
    assert (
        root.get(f"/admin/taggit/tag/{Tag.objects.create(name='موانئ').pk}/change/?_to_field=").status_code
        == 200
    )


def test_a_long_list_is_counted_up_to_a_bound(db, django_assert_num_queries):
    User.objects.bulk_create(User(username=f"user{number}") for number in range(7))
    pages = BoundedPaginator(User.objects.order_by("pk"), 2)
    pages.most = 5
    assert (str(pages.count), pages.num_pages) == ("5+", 3)
    pages = BoundedPaginator(User.objects.order_by("pk"), 2)
    assert (str(pages.count), pages.num_pages) == ("7", Paginator(range(7), 2).num_pages)
    assert BoundedPaginator([1, 2, 3], 2).count == 3
    with django_assert_num_queries(1) as queries:
        BoundedPaginator(User.objects.order_by("pk"), 2).count  # noqa: B018
    assert "LIMIT 5001" in queries[0]["sql"]


def test_a_list_costs_the_same_at_ten_rows_and_at_a_hundred(root):
    role = Group.objects.create(name="some role")
    url = reverse("admin:newsroom_user_changelist")
    costs = []
    for first, last in [(0, 10), (10, 100)]:
        for number in range(first, last):
            User.objects.create(username=f"user{number}").groups.add(role)
        with CaptureQueriesContext(connection) as queries:
            root.get(url)
        costs.append(len(queries))
    assert costs[0] == costs[1]


class Anything(forms.Form):
    line = forms.CharField(
        widget=forms.TextInput({"data-x": "<\"&'>", "hidden": True, "no": False, "safe": mark_safe("&lt;")})
    )
    one = forms.ChoiceField(choices=[("", "-"), ("g", [(1, "<b>"), (2, _("Date"))]), (True, "t")], initial=2)
    some = forms.MultipleChoiceField(choices=[(1, 2)], widget=forms.CheckboxSelectMultiple)
    moment = forms.DateTimeField(widget=SplitDateTime)


def test_our_fields_are_drawn_as_djangos_are():
    ours, theirs = (
        str(Anything(renderer=renderer)) for renderer in (get_default_renderer(), DjangoTemplates())
    )
    assert re.sub(r"\s+", " ", ours) == re.sub(r"\s+", " ", theirs)
    assert (
        "templates/django/forms"
        in get_default_renderer().get_template("django/forms/widgets/attrs.html").origin.name
    )


def test_each_cell_of_a_list_bears_the_name_of_its_column(root):
    Person.objects.create(name="هند <القاضي>")
    page = root.get(reverse("admin:people_person_changelist")).content.decode()
    assert '<th data-label="الاسم" class="field-name">' in page and "هند &lt;القاضي&gt;" in page
    assert '<td data-label="الاسم باللاتينية" data-empty class="field-latin_name">' in page
    assert '<td data-label="" class="action-checkbox">' in page


def test_the_body_widget_says_all_it_knows_in_data_attributes():
    widget = BodyWidget()
    widget.quotes = {"aaaaaaaaaa": "confirmed"}
    html = widget.render("body", '<p>"</p>', {"id": "id_body"})
    assert 'data-quotes="{&quot;aaaaaaaaaa&quot;: &quot;confirmed&quot;}"' in html
    assert "required" not in html and "photos" not in html
    assert '<script src="/static/newsroom/admin/editor/body.js" type="module">' in str(widget.media)


# Accounts


def test_a_new_account_works_here_and_has_a_role(root):
    role = Group.objects.create(name="some role")
    assert add_user(root, first_name="سلمى", groups=[role.pk]).status_code == 302
    user = User.objects.get(username="salma")
    assert user.is_staff and not user.is_superuser
    assert list(user.groups.all()) == [role]


def test_a_name_that_only_looks_english_is_refused(root):
    response = add_user(root, username="\N{CYRILLIC SMALL LETTER A}dmin")
    assert response.status_code == 200
    assert "username" in response.context["adminform"].form.errors


def test_single_permissions_are_not_given_to_users(root):
    page = root.get(reverse("admin:newsroom_user_change", args=[User.objects.get().pk]))
    assert "user_permissions" not in page.context["adminform"].form.fields


def test_an_administrator_cannot_make_or_touch_a_superuser(administrator):
    add_user(administrator, is_superuser="on")
    user = User.objects.get(username="salma")
    change = reverse("admin:newsroom_user_change", args=[user.pk])
    administrator.post(
        change, {"username": "salma", "is_superuser": "on", "is_staff": "on", "is_active": "on"}
    )
    user.refresh_from_db()
    assert user.is_staff and not user.is_superuser

    boss = User.objects.create_superuser("boss", password="x")
    password = boss.password
    new = {"password1": "nahr-wa-jisr-9", "password2": "nahr-wa-jisr-9", "usable_password": "true"}
    reset = reverse("admin:auth_user_password_change", args=[boss.pk])
    assert administrator.post(reset, new).status_code == 403
    delete = reverse("admin:newsroom_user_delete", args=[boss.pk])
    assert administrator.post(delete, {"post": "yes"}).status_code == 403
    boss.refresh_from_db()
    assert boss.password == password


def test_a_role_offers_the_permissions_of_what_the_admin_shows(root, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        form = root.get(reverse("admin:auth_group_add")).context["adminform"].form
    labels = [str(label) for _, label in form.fields["permissions"].choices]
    assert len(labels) > 20 and not any("session" in label for label in labels)
    assert permission_label(Permission.objects.get(codename="add_byline")) in labels, "rows under a form too"


def test_a_permission_is_named_by_its_thing_and_its_act(db):
    permission = Permission.objects.get(codename="add_redirect")
    meta = Redirect._meta
    assert permission_label(permission).startswith(f"{meta.verbose_name}: ")
    assert "Can add" not in permission_label(permission)


# Moved addresses


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("/old/story.html", "/old/story.html"),
        ("https://old.example/a/b?id=7", "/a/b?id=7"),
        (" old/page ", "/old/page"),
    ],
)
def test_a_moved_address_may_be_pasted_whole(root, typed, kept):
    root.post(reverse("admin:newsroom_redirect_add"), {"old_path": typed, "new_path": "/articles/1/x/"})
    assert Redirect.objects.get().old_path == kept


@pytest.mark.django_db
def test_what_somebody_elses_page_sends_is_refused_and_does_nothing():
    story, desk = make.article(published=False), member("desk")
    address = f"/admin/articles/article/{story.pk}/presence/"
    refused = client_of("desk").post(address, {"seen_version": 1, "opened_by": desk.pk + 1})
    assert refused.status_code == 403 and "سجّل غيرك الدخول" in refused.content.decode()
    assert client_of("desk").post(address, {"seen_version": 1, "opened_by": desk.pk}).status_code == 200


@pytest.mark.django_db
def test_who_is_logged_in_already_in_another_window_is_led_on_by_the_next_login_form():
    client = Client(enforce_csrf_checks=True)
    form = {"username": "desk", "password": "x", "next": "/admin/articles/article/"}
    assert client.post("/admin/login/", form).status_code == 403
    client.force_login(member("desk"))
    answer = client.post("/admin/login/", form)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/articles/article/")
    answer = client.post("/admin/login/", form | {"next": "https://elsewhere.example/"})
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
    assert client.post("/admin/articles/article/add/", form).status_code == 403
    assert client.post("/admin/login/", form | {"username": "chief"}).status_code == 403, (
        "he is not who is in"
    )
