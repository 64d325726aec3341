"""Whoever left a trace is not deleted but stopped: it stays known who did what, and nobody saves in a name that is gone."""

import re

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import PROTECT, ProtectedError
from django.urls import reverse

from articles import comments, presence, workflow
from articles.admin import breaking, pasting
from articles.admin.story import ArticleAdmin
from articles.models import Article, Contributor, PreviewLink
from articles.views import preview
from newsroom import traces
from newsroom.desk.saved.models import SavedView
from newsroom.merging.relations import label, pointing_at
from newsroom.models import User
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db
LIST = "/admin/newsroom/user/"


def delete_page(user):
    return reverse("admin:newsroom_user_delete", args=[user.pk])


def logged(user, of=None):
    of = of or user
    return LogEntry.objects.create(
        user=user, content_type=ContentType.objects.get_for_model(of), object_id=of.pk, action_flag=CHANGE
    )


def test_every_foreign_key_to_an_account_is_a_trace_or_named_as_none():
    """Of a new one somebody decides: PROTECT where it says who did something, or a line in traces.NONE."""
    every = {label(field): field for field in pointing_at(User)}
    assert every.keys() >= traces.NONE
    left = {name for name, field in every.items() if field.remote_field.on_delete is not PROTECT}
    assert left - traces.NONE == {"admin.logentry.user"}  # the platform's own, kept by a receiver
    assert not traces.NONE - left
    assert {label(field) for field in traces.kept_in()} == every.keys() - traces.NONE


def test_an_account_with_traces_is_refused_everywhere_and_the_page_says_how_to_stop_it():
    chief, administrator = member("chief"), client_of("administrator")
    story = make.article(published=False)
    workflow.publish(story, chief)
    chosen = {
        "action": "delete_selected",
        "_selected_action": [chief.pk, User.objects.create(username="new").pk],
    }
    pages = [
        administrator.get(delete_page(chief)),
        administrator.post(delete_page(chief), {"post": "yes"}),
        administrator.post(LIST, chosen),
        administrator.post(LIST, chosen | {"post": "yes"}),
    ]
    for page in pages:
        text = page.content.decode()
        assert page.status_code == 200 and "أوقف الحساب بدل حذفه" in text and "ليبقى معروفاً" in text
        assert f'<a href="{LIST}{chief.pk}/change/">chief</a>: النسخ وحركات المادة' in text
        assert 'name="post"' not in text and "ما يستعمله" not in text
    User.objects.filter(pk=chief.pk).update(is_active=False)
    text = administrator.get(delete_page(chief)).content.decode()
    assert "الحساب موقوف أصلاً" in text and "أوقف الحساب" not in text
    assert story.transitions.get().by == chief and User.objects.filter(username="new").exists()


@pytest.mark.parametrize(
    "leave",
    [
        pytest.param(lambda user, story: logged(user, story), id="log"),
        pytest.param(lambda user, story: comments.write(story, member("desk"), "لك", to=user), id="comment"),
        pytest.param(lambda user, story: Article.objects.update(created_by=user), id="began it"),
    ],
)
def test_neither_a_script_nor_the_desk_deletes_whoever_is_named(leave):
    """The log is the platform's and would go along with the account."""
    user, story = User.objects.create(username="somebody"), make.article(published=False)
    leave(user, story)
    for delete in (user.delete, User.objects.filter(pk=user.pk).delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            delete()
    client_of("administrator").post(delete_page(user), {"post": "yes"})
    assert User.objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize("by", ["page", "list"])
def test_an_account_without_traces_is_deleted(by):
    """It was read with, it has a list of its own and a name to sign with; it has done nothing."""
    user, section, story = User.objects.create(username="new", is_staff=True), make.section(), make.article()
    section.editors.add(user)
    user.groups.add(*member("reporter").groups.all())
    writer = Contributor.objects.create(name="هدى الوافي", user=user)
    SavedView.objects.create(owner=user, name="لي", model="articles.article", query="state=draft")
    presence.here(story, user, story.visible_from)
    administrator = client_of("administrator")
    if by == "page":
        administrator.post(delete_page(user), {"post": "yes"})
    else:
        administrator.post(LIST, {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"})
    assert not User.objects.filter(pk=user.pk).exists()
    writer.refresh_from_db()
    assert writer.user is None


def test_a_refusal_asks_as_much_of_many_accounts_as_of_one(django_assert_num_queries):
    users = [User.objects.create(username=f"user{n}") for n in range(30)]
    for user in users:
        logged(user)
    with django_assert_num_queries(1):
        assert len(traces.left_by(users)) == 30


# An account that goes while its owner works


def gone_before(monkeypatch, place, name, user):
    """The account is deleted when the press has been let in, before anything of it is written."""
    does = getattr(place, name)

    def does_it_late(*args, **kwargs):
        User.objects.filter(pk=user.pk).delete()
        return does(*args, **kwargs)

    monkeypatch.setattr(place, name, does_it_late)


def _form(client, story):
    address = f"/admin/articles/article/{story.pk}/change/"
    return address, form_of(client.get(address), "headline") | {"headline": "عنوان جديد", "_save": "1"}


PRESSES = {
    "form": (ArticleAdmin, "changeform_view", _form),
    "breaking": (
        breaking, "view", lambda client, story: ("/admin/articles/article/breaking/", {"line": "إغلاق مرفأ اللؤلؤ"})
    ),
    "paste": (
        pasting, "view",
        lambda client, story: ("/admin/articles/article/import/", {"text": "عنوان طويل\n\nقال المدير كلاماً."}),
    ),
    "preview": (
        preview, "_links", lambda client, story: (reverse("preview", args=[story.pk]), {"share": "1", "hours": "24"})
    ),
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("late", [True, pytest.param(False, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "press", ["form", *(pytest.param(p, marks=pytest.mark.long) for p in [*PRESSES][1:])]
)
def test_whoever_saves_when_the_account_goes_is_asked_to_log_in(monkeypatch, press, late):
    """As when a login ends: what was typed is still in the browser, and nothing is stored in nobody's name."""
    place, name, ask = PRESSES[press]
    story, user = make.article(published=False), member("chief")
    user.is_superuser = late  # what he may was asked before he was gone
    user.save()
    client = client_of(user)
    address, data = ask(client, story)
    gone_before(monkeypatch, place, name, user)
    answer = client.post(address, data)
    assert answer.status_code == 302 and answer.url == f"/admin/login/?next={address}"
    assert [Article.objects.get().headline] == [story.headline] and not story.versions.exists()
    assert not PreviewLink.objects.exists() and not LogEntry.objects.exists()


# An account that is stopped


def test_whoever_is_stopped_is_out_with_his_next_press_and_is_told_why():
    user, story = member("chief"), make.article(published=False)
    user.set_password("كلمة-سر-طويلة-77")
    user.save()
    client = client_of(user)
    address, data = _form(client, story)
    stops = client_of("administrator")
    form = form_of(stops.get(f"{LIST}{user.pk}/change/"), "username") | {"_save": "1"}
    form.pop("is_active")
    assert stops.post(f"{LIST}{user.pk}/change/", form).status_code == 302
    answer = client.post(address, data)
    assert answer.status_code == 302 and answer.url.startswith("/admin/login/")
    assert client.get(reverse("preview", args=[story.pk])).status_code == 302
    assert Article.objects.get().headline == story.headline

    def said(password):
        page = client.post("/admin/login/", {"username": "chief", "password": password}).content.decode()
        return re.search(r'class="errornote">(.*?)</p>', page, re.S)[1].strip()

    assert said("كلمة-سر-طويلة-77") == "أُوقف هذا الحساب، فلا يمكن الدخول به. راجع مدير النظام."
    assert "أُوقف" not in said("غيرها")
