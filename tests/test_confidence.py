"""The sentinel walk at the desk: a confidential note is for three eyes, and for everybody else it is not there.

A note and its answer carry a word that stands nowhere else. Every address of the admin and of the site is
opened by whoever it is not for, and must be what it was before there was any note.
"""

import re
from html import unescape
from urllib.parse import unquote

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import anchors, comments, exchange, history, previews, waiting, workflow
from articles.models import Article, Comment, PreviewLink, Redaction, State, Version
from articles.redaction import find, redact
from newsroom.arabic.redact import Words
from newsroom.models import User
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member
from tests.matrix import address as admin_address
from tests.matrix import patterns
from tests.test_permissions import make_world as every_row
from tests.worlds import shared

WORD, BESIDE, OPEN = "زبرجدة", "ياقوتتان", "مرجانة"
NOT_THEIRS = ("reporter", "desk", "administrator")
HOUR = timezone.timedelta(hours=1)


def colleague(name, role):
    """Another user of a role."""
    user = User.objects.create(username=name, is_staff=True)
    user.groups.set(member(role).groups.all())
    return user


def confide(story, writer, addressee, **more):
    note = comments.write(
        story, writer, f"{BESIDE} {WORD} في الثقة", to=addressee, is_confidential=True, **more
    )
    comments.reply(note, addressee, f"فهمت: {WORD} {BESIDE}")
    return note


def make_world():
    """A row of every kind, stories among them in every state: one public with a draft, one of them to be deleted."""
    world = every_row()
    for role in (*NOT_THEIRS, "chief"):
        member(role)
    published = Article.objects.get(pk=world["published"])
    Article.objects.filter(pk=published.pk).update(body=make.BODY, created_by=member("reporter"))
    published.refresh_from_db()
    draft = workflow.draft_for(published, member("reporter"))
    for story in (published, Article.objects.get(pk=world["spiked"])):
        history.keep(story, None)
    writer, addressee = colleague("writer", "desk"), colleague("addressee", "reporter")
    # What anybody at the desk may read, and nobody outside.
    comments.write(published, writer, f"تعليق {OPEN}", **anchors.anchor(draft, make.WORDS))
    return world | {"writer": writer.pk, "addressee": addressee.pk, "draft": draft.pk}


stored, world = shared(make_world)


@pytest.fixture
def who(world):
    return User.objects.get(pk=world["writer"]), User.objects.get(pk=world["addressee"])


@pytest.fixture
def stories(world):
    return [
        Article.objects.get(pk=world[name]) for name in ("published", "spiked", "articles_article", "held")
    ]


def note_all(stories, who):
    """A confidential note on each, on words of the one that has a draft."""
    return [
        confide(story, *who, **(anchors.anchor(story, make.WORDS) if make.WORDS in story.text else {}))
        for story in stories
    ]


def said(response):
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return unquote(unescape(content.decode("utf-8", "replace"))) + str(response.headers)


def settled(response):
    """A page without what differs from one request to the next."""
    page = response.content.decode()
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    return re.sub(r'(data-now=|name="_opened_at" value=)"[^"]*"', "", page)


def desk_addresses(world):
    """Every address of the admin, lists also searched and filtered."""
    for name, pattern in patterns():
        if name.startswith("admin:") and name not in ("admin:logout", "admin:login", "admin:jsi18n"):
            where = admin_address(name, pattern, world)
            yield where
            if name.endswith("_changelist"):
                yield from (f"{where}?q={WORD[:3]}", f"{where}?q={BESIDE[:4]}")
    for story in ("published", "spiked", "articles_article", "held"):
        for page in ("change", "history", "versions", "comments", "typesetting", "delete"):
            yield reverse(f"admin:articles_article_{page}", args=[world[story]])
    listed = reverse("admin:articles_article_changelist")
    yield from (f"{listed}?commented={one}" for one in ("open", "mine"))
    yield reverse("admin:articles_article_versions", args=[world["published"]]) + "?before=1&after=1"


@pytest.mark.long
@pytest.mark.parametrize("role", NOT_THEIRS)
def test_the_note_is_on_no_page_of_the_desk_that_it_is_not_for(world, stories, who, role):
    note_all(stories, who)
    client, seen = client_of(role), ""
    for where in desk_addresses(world):
        response = client.get(where)
        assert response.status_code < 500, where
        page = said(response)
        assert WORD not in page and BESIDE not in page, where
        seen += page if OPEN in page else ""
    assert OPEN in seen  # the walk sees


@pytest.mark.long
@pytest.mark.parametrize("role", NOT_THEIRS)
def test_with_the_note_the_desks_pages_are_what_they_were_without(world, stories, who, role):
    client = client_of(role)
    listed = reverse("admin:articles_article_changelist")
    where = ["/admin/", listed, f"{listed}?commented=open", f"{listed}?commented=mine"]
    for story in stories:
        for page in ("change", "comments", "history", "delete"):
            where.append(reverse(f"admin:articles_article_{page}", args=[story.pk]))
    for one in where:
        client.get(one)  # who has it open, and warnings, are noted the first time
    before = [settled(client.get(one)) for one in where]
    note_all(stories, who)
    for address, page in zip(where, before, strict=True):
        assert settled(client.get(address)) == page, address


@pytest.mark.long
def test_it_is_read_by_whom_it_is_for(world, stories, who):
    note_all(stories, who)
    page = reverse("admin:articles_article_change", args=[world["published"]])
    for user in (*who, member("chief")):
        client = Client()
        client.force_login(user)
        shown = client.get(page).content.decode()
        assert WORD in shown and "ملاحظة سرية" in shown and "فهمت" in shown, user
        assert (
            WORD
            in client.get(
                reverse("admin:articles_article_comments", args=[world["published"]])
            ).content.decode()
        )
    found = {pile.of: pile.rows for pile in waiting.piles(who[0], timezone.now())}
    assert len(found["comment"]) == 3  # answered all; what was spiked waits for nobody


@pytest.mark.long
def test_a_note_to_nobody_waits_for_who_reads_them_all(stories, who):
    comments.write(stories[2], who[0], WORD, is_confidential=True)
    waits = {role for role in ("chief", *NOT_THEIRS) if comments.waiting(member(role)).filter(text=WORD)}
    assert waits == {"chief"}


@pytest.mark.long
def test_whoever_is_given_the_permission_reads_them_and_the_administrator_is_not_by_himself(world):
    assert member("chief").has_perm("articles.confidential_article")
    assert not any(member(role).has_perm("articles.confidential_article") for role in NOT_THEIRS)
    page = client_of("administrator").get(reverse("admin:auth_group_add")).content.decode()
    assert "مادة: قراءة كل الملاحظات السرية" in page


@pytest.mark.long
@pytest.mark.parametrize("pressed", ["_resolve", "_reopen", "_reply", "_delete"])
@pytest.mark.parametrize("role", NOT_THEIRS)
def test_a_crafted_request_learns_and_does_nothing(stories, who, role, pressed):
    [note] = note_all(stories[:1], who)
    where = reverse("admin:articles_article_comments", args=[stories[0].pk])
    client = client_of(role)
    before = list(Comment.objects.values())
    answers = [
        client.post(where, {pressed: pk, f"reply-{pk}": "كلام"})
        for pk in (note.pk, note.replies.get().pk, 999_999)
    ]
    assert {answer.status_code for answer in answers} == {400}
    for answer in answers:
        assert WORD not in said(answer) and "لم يعد هذا التعليق موجوداً" in said(answer)
    assert list(Comment.objects.values()) == before


@pytest.mark.long
@pytest.mark.parametrize("role", NOT_THEIRS)
def test_a_lost_race_and_a_lost_story_show_nothing_of_it(stories, who, role):
    note_all(stories, who)
    story = stories[2]
    where = reverse("admin:articles_article_change", args=[story.pk])
    client = client_of(role)
    form = form_of(client.get(where), "body")
    Article.objects.filter(pk=story.pk).update(version_number=story.version_number + 1, headline="غيره")
    answer = client.post(where, form | {"headline": "عنواني"})
    assert answer.status_code == 409 and WORD not in said(answer)
    Article.objects.filter(pk=story.pk).update(state=State.KILLED)
    answer = client.post(where, form | {"headline": "عنواني"})
    assert answer.status_code >= 400 and WORD not in said(answer)


def test_nobody_outside_reads_any_comment(world, stories, who):
    note_all(stories, who)
    call_command("rebuild_index", verbosity=0)
    reader = Client()
    links = [
        PreviewLink.objects.create(article_id=pk, expires_at=timezone.now() + HOUR)
        for pk in (world["draft"], world["published"], world["articles_article"], world["held"])
    ]
    shown = [reverse("preview_link", args=[previews.token(link)]) for link in links]
    story = stories[0]
    shown += [
        story.get_absolute_url(),
        "/",
        "/feed/",
        f"/search/?q={OPEN[:4]}",
        "/search/?q=تعليق",
        "/sitemap.xml",
    ]
    shown += [f"/search/suggestions.json?q={word[:4]}" for word in (WORD, BESIDE, OPEN)]
    statuses = []
    for where in shown:
        response = reader.get(where)
        statuses.append(response.status_code)
        for word in (WORD, BESIDE, OPEN):
            assert word not in said(response), where
    assert statuses[0] == statuses[len(links)] == 200  # a preview and a public page were seen
    for role in (*NOT_THEIRS, "chief"):  # a preview at the desk is the page of readers
        page = said(client_of(role).get(reverse("preview", args=[story.pk])))
        assert WORD not in page and OPEN not in page


@pytest.mark.long
def test_nothing_that_is_kept_or_leaves_the_house_says_it(stories, who):
    note_all(stories, who)
    workflow.publish_draft(Article.objects.get(draft_of=stories[0]))
    kept = [*exchange.dump(), *map(str, LogEntry.objects.values_list("change_message", "object_repr"))]
    kept += [str(content) for content in Version.objects.values_list("content", flat=True)]
    for word in (WORD, BESIDE, OPEN):
        assert not any(word in text for text in kept)
    assert not any(str(comment.pk) != str(comment) for comment in Comment.objects.all())


# Words that must go


def ask(client, story, **more):
    data = {"words": WORD, "attached": "on", "by": "[حُجب]", "reason": "طلب"} | more
    return client.post(reverse("admin:articles_article_redact", args=[story.pk]), data)


@pytest.mark.long
def test_words_that_must_go_leave_comments_too(stories, who):
    story = stories[0]
    note = confide(story, *who)
    note.resolved_at = timezone.now()
    note.save()
    on = comments.write(story, who[0], "من هو سالم الراسي؟", **anchors.anchor(story, make.WORDS))
    assert "الراسي" in on.prefix
    places = find(story, Words(f"الراسي\n{WORD}"))
    assert {"تعليق الديسك · التعليق", "تعليق الديسك · ما قبل الكلمات"} <= {place.where for place in places}
    redact(story, Words(f"الراسي\n{WORD}"), "[حُجب]", "طلب", member("chief"))
    on.refresh_from_db()
    assert on.text == "من هو سالم [حُجب]؟"
    texts = " ".join(map(str, Comment.objects.values_list("text", "exact", "prefix", "suffix")))
    assert "الراسي" not in texts and WORD not in texts
    [shown] = [
        one for one in comments.Board(Article.objects.get(pk=story.pk), who[0]).comments if one.pk == on.pk
    ]
    assert shown.place.state == "found"


def test_half_a_name_beside_the_words_goes_too(world):
    story = make.article(
        body=f"<p>{'كلام ' * 3}قال عبد الرحمن الكواكبي لنا صباح أمس إن {make.WORDS}.</p>", published=False
    )
    on = comments.write(story, member("desk"), "؟", **anchors.anchor(story, make.WORDS))
    assert "الكواكبي" in on.prefix and "عبد" not in on.prefix
    redact(story, Words("عبد الرحمن الكواكبي"), "[حُجب]", "طلب", member("chief"))
    on.refresh_from_db()
    assert "الكواكبي" not in on.prefix + on.exact + on.suffix
    assert comments.Board(Article.objects.get(pk=story.pk), member("desk")).comments[0].place.is_sure


@pytest.mark.long
def test_who_removes_words_sees_no_note_that_is_not_for_him_and_yet_removes_them_there(stories, who):
    story = stories[2]
    plain = settled(ask(client_of("administrator"), story))
    confide(story, *who)
    asked = ask(client_of("administrator"), story)
    assert settled(asked) == plain and BESIDE not in said(asked)
    assert BESIDE in said(ask(client_of("chief"), story))
    seen = form_of(asked, "seen")["seen"]
    done = ask(client_of("administrator"), story, seen=seen, confirmed="1", _redact="1")
    assert done.status_code == 302
    assert not Comment.objects.filter(text__contains=WORD).exists()
    assert Redaction.objects.filter(article=story).first().places == 0
