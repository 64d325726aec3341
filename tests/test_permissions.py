"""Who gets in where: everything that the tables of tests.matrix name is tried by everybody."""

import datetime
from unittest import mock

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser, Group
from django.contrib.messages.storage import default_storage
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404, HttpResponseForbidden, HttpResponseNotFound
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from taggit.models import Tag

from articles import comments, history, workflow
from articles.admin.comments import PRESSED
from articles.admin.deeds import BESIDE
from articles.models import (
    Article,
    Assignment,
    Byline,
    Citation,
    Contributor,
    Correction,
    Dismissal,
    Front,
    Occasion,
    Place,
    PreviewLink,
    Quote,
    Redaction,
    Source,
    WordRule,
)
from newsroom.desk.saved.models import SavedView
from newsroom.merging.absorbing import merge
from newsroom.models import Redirect, User
from newsroom.outgoing.models import Delivery, Event, Receiver
from newsroom.search.models import Asked
from people.models import Organization, Position
from tests import make
from tests.browser import form_of
from tests.cast import client_of, limited, member
from tests.matrix import (
    ACTIONS,
    BESIDE_THE_MOVES,
    BUTTONS,
    COMMENTS,
    CRAFTED,
    DESKS,
    FORGED,
    LIMITED,
    MODELS,
    ROLES,
    address,
    named,
    patterns,
    wanted,
)
from tests.worlds import shared

HOUR = datetime.timedelta(hours=1)


def make_world():
    """A row of every kind, and a story in each state; of all this readers see the published story only."""
    now = timezone.now()
    reporter = member("reporter")
    story = make.article("draft", published=False, created_by=reporter)
    quote = make.quote(story, make.person(), confirmed=False)
    states = {"draft": story}
    for state in ("at_desk", "ready", "spiked"):
        states[state] = make.article(state, "<p>نص</p>", published=False, state=state)
    states["held"] = make.article(
        "held", "<p>نص</p>", published=False, state="ready", hold_reason="ينظر فيها"
    )
    states["scheduled"] = make.article("scheduled", "<p>نص</p>", at=now + HOUR)
    states["published"] = make.article(
        "published", "<p>نص</p>", at=now, breaking_until=now + HOUR, to_check=True
    )
    Article.objects.filter(state="published").update(to_check=True)
    PreviewLink.objects.create(article=story, expires_at=now + HOUR)
    receiver = Receiver.objects.create(name="خارج", url="https://receiver.example/")
    event = Event.objects.create(about=f"article:{story.pk}", kind=Event.Kind.PUBLISHED, at=now)
    source = Source.objects.create(name="صدى الساحل")
    rows = {
        "articles_article": story,
        "articles_assignment": Assignment.objects.create(what="جولة", due=now, assigned_to=reporter),
        "articles_dismissal": Dismissal.objects.create(
            article=story, check_code="no_section", reason="خبر عام"
        ),
        "articles_redaction": Redaction.objects.create(article=story, places=1, reason="طلب"),
        "merging_merge": merge(make.person("سالم الوافي"), make.person("سليم الوافي")),
        "articles_citation": Citation.objects.create(article=story, source=source),
        "articles_contributor": Contributor.objects.create(name="هالة"),
        "articles_correction": Correction.objects.create(article=story, text="تصحيح", issued_at=now),
        "articles_front": Front.objects.create(),
        "articles_occasion": Occasion.objects.create(title="مؤتمر"),
        "articles_place": Place.objects.create(name="الزعفرانية"),
        "articles_quote": quote,
        "articles_section": story.section,
        "articles_source": source,
        "articles_wordrule": WordRule.objects.create(avoid="مازوت", write="ديزل"),
        "auth_group": Group.objects.create(name="ضيوف"),
        "desk_savedview": SavedView.objects.create(
            model="articles.article", name="مسودات", query="state__exact=draft"
        ),
        "newsroom_redirect": Redirect.objects.create(old_path="/a/", new_path="/b/"),
        "newsroom_user": User.objects.create(username="colleague", is_staff=True),
        "outgoing_delivery": Delivery.objects.create(event=event, receiver=receiver, next_try_at=now),
        "outgoing_event": event,
        "outgoing_receiver": receiver,
        "people_organization": Organization.objects.create(name="هيئة"),
        "people_person": quote.person,
        "people_position": Position.objects.create(title="مدير"),
        "people_tenure": make.tenure(quote.person),
        "photos_photo": make.photo(),
        "search_asked": Asked.objects.create(key="ميناء", query="ميناء", last_on=now),
        "taggit_tag": Tag.objects.create(name="موانئ", slug="ports"),
    }
    on_all = {}
    for name in ("open", "answered", "resolved"):
        on_all[f"comment_{name}"] = comments.write(story, member("desk"), name)
    comments.reply(on_all["comment_answered"], member("chief"), "جواب")
    comments.resolve(on_all["comment_resolved"], member("chief"))
    return {key: row.pk for key, row in (rows | states | on_all).items()}


stored, world = shared(make_world)


@pytest.fixture
def users(world):
    """{letter: somebody of this role}; * is nobody. The menu beside every page is left out: it is dear."""
    with mock.patch.object(admin.site, "each_context", return_value={}):
        staff = {letter: member(role) for letter, role in ROLES.items()}
        yield {"*": AnonymousUser(), **staff, LIMITED: limited(make.section("ثقافة", "culture"))}


class Answer:
    """What a view said to a user. Nothing is rendered, and what it did is undone."""

    def __init__(self, user, method, address, data=None, look=lambda: None):
        request = getattr(RequestFactory(), method)(address, data)
        request.user, request.now, request.session = user, timezone.now(), SessionStore()
        request._messages, request._dont_enforce_csrf_checks = default_storage(request), True
        request.resolver_match = match = resolve(request.path_info)
        with transaction.atomic(), connection.execute_wrapper(self._note):
            self.wrote = []
            try:
                self.response = match.func(request, *match.args, **match.kwargs)
            except PermissionDenied:
                self.response = HttpResponseForbidden()
            except Http404:
                self.response = HttpResponseNotFound()
            after = fingerprint() if self.wrote and self.is_refused else None
            self.seen = look()  # what stood there before it was undone
            transaction.set_rollback(True)
        self.changed = bool(after) and after != fingerprint()

    def _note(self, execute, sql, params, many, context):
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.wrote.append(sql)
        return execute(sql, params, many, context)

    @property
    def status(self):
        return self.response.status_code

    @property
    def is_refused(self):
        """Forbidden, or sent away: to the login, or to the index as Django does with what it does not find."""
        to = self.response.headers.get("Location", "")
        sent_away = to.startswith(reverse("admin:login")) or to == reverse("admin:index")
        return self.status in (403, 404, 405) or sent_away


def fingerprint():
    """What is stored, so that two moments can be compared."""
    return {model: repr(list(model._base_manager.order_by("pk").values_list())) for model in TABLES}


TABLES = [model for model in apps.get_models() if not model._meta.proxy]


def test_every_address_stands_in_the_table():
    found, table = dict(patterns()), wanted()
    assert not found.keys() - table.keys(), "place these addresses in PAGES or MODELS"
    assert not table.keys() - found.keys(), "there are no such addresses"


@pytest.mark.long
def test_every_address_opens_to_those_whom_the_table_names(world, users):
    found, table = dict(patterns()), wanted()
    crafted, wrong = CRAFTED | {"section": world["articles_section"]}, []
    for name, pattern in found.items():
        where = address(name, pattern, world)
        for method, who in zip(("get", "post"), table[name], strict=True):
            for letter, user in users.items():
                if letter != "*" and "*" in table[name][0]:
                    continue  # what nobody is refused, nobody else is
                answer = Answer(user, method, where, crafted if method == "post" else None)
                is_public = table[name][0] == "*"
                if letter in named(who, name, f"{method} {name}"):
                    fits = not answer.is_refused or (is_public and answer.status == 404)
                else:
                    fits = not answer.changed and (answer.is_refused or (is_public and not answer.wrote))
                if not fits:
                    wrong.append(f"{letter} {method} {name}: {answer.status}, wrote {answer.wrote}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_every_button_of_a_story_is_for_those_whom_the_table_names(world, users):
    assert {*workflow.MOVES, *BESIDE} <= BUTTONS.keys(), "place these in BUTTONS"
    wrong = []
    for state in {state for state, _ in BUTTONS.values()}:
        where = reverse("admin:articles_article_change", args=[world[state]])
        form = form_of(client_of("administrator").get(where), "body") | FORGED
        # Else fields that are open to an administrator alone make it a lost race for others.
        del form["_opened"]
        for letter in DESKS:
            page = Answer(users[letter], "get", where).response.context_data
            shown = {*page["may_move"]} | {name for name, key in BESIDE_THE_MOVES.items() if page[key]}
            for name, (when, who) in BUTTONS.items():
                if when != state:
                    continue
                who = named(who) if name == "submit" else {*who}  # all others are for the story's own desk
                press = (
                    {name: "1", "_note": "سبب", "_hold_reason": "سبب"}
                    if name.startswith("_")
                    else {"_move": name, "_note": "سبب"}
                )
                answer = Answer(users[letter], "post", where, form | press)
                moved = any("articles_transition" in sql for sql in answer.wrote)
                fits = moved if letter in who else answer.status == 403 and not answer.changed
                if not fits or (name in shown) is not (letter in who):
                    wrong.append(f"{letter} {name}: button {name in shown}, request {answer.status}")
    assert not wrong, "\n".join(wrong)


def test_every_action_of_a_list_is_for_those_whom_the_table_names(world, users):
    wrong = []
    for model, model_admin in admin.site._registry.items():
        key = f"{model._meta.app_label}_{model._meta.model_name}"
        table = {"delete_selected": MODELS[key][3], **ACTIONS.get(key, {})}
        where = reverse(f"admin:{key}_changelist")
        for name in {name for _, name, _ in model_admin._get_base_actions()}:
            assert name in table, f"place {name} of {key} in ACTIONS"
            for letter in DESKS:
                request = RequestFactory().get(where)
                request.user = users[letter]
                offered = name in model_admin.get_actions(request)
                post = {"action": name, "_selected_action": world[key], "post": "yes"}
                answer = Answer(users[letter], "post", where, post)
                may = letter in named(table[name], f"{name} of {key}")
                if offered is not may or (not offered and answer.wrote):
                    wrong.append(f"{letter} {name} of {key}: offered {offered}, wrote {answer.wrote}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.long
def test_everything_that_is_done_to_a_comment_is_for_those_whom_the_table_names(world, users):
    assert PRESSED.keys() == COMMENTS.keys(), "place these in COMMENTS"
    where = reverse("admin:articles_article_comments", args=[world["articles_article"]])
    wrong = []
    for name, table in COMMENTS.items():
        for state, who in zip(("open", "answered", "resolved"), table, strict=True):
            pk = world[f"comment_{state}"]
            for letter, user in users.items():
                answer = Answer(user, "post", where, {name: pk, f"reply-{pk}": "كلام جديد"})
                # 200: an answer that was typed beside "delete" is shown again
                fits = answer.status in (200, 302) and not answer.is_refused and answer.wrote
                if letter not in named(who, name):
                    fits = (answer.is_refused or answer.status == 400) and not any(
                        "articles_comment" in sql for sql in answer.wrote
                    )
                if not fits:
                    wrong.append(f"{letter} {name} of one {state}: {answer.status}, wrote {answer.wrote}")
    assert not wrong, "\n".join(wrong)


# Another section's story: {address: (a field of its form, what is typed there)}
FORMS = {
    "articles_article": ("body", {"headline": "غيره", "body": "<p>غيره</p>", "bylines-0-role": "editing"}),
    "articles_quote": ("unnamed", {"speaker_as_printed": "غيره"}),
    "articles_citation": ("url", {"title": "غيره"}),
    "articles_correction": ("text", {"text": "غيره"}),
}
PRESSES = [
    {"_save": "1"},
    {"_confirm": "1"},
    {"_reject": "1"},
    {"_take_up": "1"},
    {"_find": "1"},
    {"_discard": "1"},
]
PRESSES += [{name: "1", "_note": "سبب"} for name in BESIDE] + [
    {"_move": name, "_note": "سبب"} for name in workflow.MOVES
]


def of_a_section(section):
    """What readers see of a section's stories, and where all of them stand."""
    stories = Article.objects.filter(draft_of=None, section=section).order_by("pk")
    of_it = {"article__in": stories.filter(state="published")}
    return [
        list(stories.values_list("pk", "state", "section", "hold_reason", "visible_from", "breaking_until")),
        list(stories.filter(state="published").values_list("headline", "body", "updated_at", "to_check")),
        *(
            list(model.objects.filter(**of_it).order_by("pk").values_list())
            for model in (Byline, Quote, Citation, Correction)
        ),
    ]


@pytest.mark.long
def test_nothing_at_another_sections_desk_changes_by_any_address_form_or_button(world, users):
    ours, theirs = users[LIMITED].desk_sections.get(), make.section()
    story = make.article(
        "seen", at=timezone.now() - HOUR, breaking_until=timezone.now() + HOUR, to_check=True
    )
    Byline.objects.create(article=story, contributor=Contributor.objects.get())
    corrected = {"article": story, "text": "تصحيح", "issued_at": timezone.now()}
    cited = {"article": story, "source": Source.objects.get()}
    rows = world | {
        "articles_article": story.pk,
        "articles_quote": make.quote(story).pk,
        "articles_citation": Citation.objects.create(**cited).pk,
        "articles_correction": Correction.objects.create(**corrected).pk,
    }
    history.keep(story)
    stood, posts = of_a_section(theirs), []
    for name, pattern in patterns():
        if name.startswith(tuple(f"admin:{key}_" for key in FORMS)):
            posts.append((address(name, pattern, rows | {"spiked": world["spiked"]}), CRAFTED))
    for key, (field, typed) in FORMS.items():
        where = reverse(f"admin:{key}_change", args=[rows[key]])
        form = form_of(client_of("administrator").get(where), field)
        presses = PRESSES if key == "articles_article" else PRESSES[:4]
        posts += [(where, form | typed | press) for press in presses]
        posts.append((where, form | PRESSES[0] | {"section": ours.pk}))
        posts.append((reverse(f"admin:{key}_delete", args=[rows[key]]), {"post": "yes"}))
        posts.append(
            (
                reverse(f"admin:{key}_changelist"),
                {"action": "delete_selected", "_selected_action": [rows[key]], "post": "yes"},
            )
        )
    for state in ("at_desk", "ready", "spiked", "held"):
        where = reverse("admin:articles_article_change", args=[world[state]])
        form = form_of(client_of("administrator").get(where), "body")
        pressed = ({"_save": "1"}, {"_move": "publish"}, {"_move": "unspike"})
        posts += [(where, form | press | {"section": ours.pk}) for press in pressed]
    add = reverse("admin:articles_citation_add")
    posts.append(
        (
            add,
            form_of(client_of("administrator").get(add), "url")
            | {name: row.pk for name, row in cited.items()},
        )
    )
    wrong = []
    for where, data in posts:
        answer = Answer(users[LIMITED], "post", where, data, look=lambda: of_a_section(theirs))
        if answer.seen != stood:
            wrong.append(
                f"{where} { ({name: data[name] for name in data.keys() & {'_move', '_save', 'section'}}) }"
            )
    assert not wrong, "\n".join(wrong)
    Redaction.objects.update(
        at=timezone.now() - HOUR
    )  # of the world, a moment ago: who typed would be asked once
    saved = Answer(users["d"], "post", where, data, look=lambda: of_a_section(theirs))
    assert saved.seen != stood, "the same form does its work at its own desk"
