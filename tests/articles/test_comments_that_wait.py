"""For whom a comment waits, on the first page and by mail; and where open comments are counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import audience, comments, history, waiting, workflow
from articles.models import Article, Assignment, Byline, Comment, Contributor, State
from newsroom.models import User
from tests import make
from tests.articles.commented import address, form_address, make_story, on
from tests.cast import client_of, member
from tests.worlds import shared

pytestmark = pytest.mark.django_db
stored, story = shared(make_story)


def waits(role):
    """What of the pile of comments waits for this role."""
    user = User.objects.get(username=role)
    return [row.text for pile in waiting.piles(user, make.NOW) if pile.of == "comment" for row in pile.rows]


def whom(comment):
    """The roles on whose first page a comment stands; whoever is written to is the same."""
    piled = {
        user.username for user in User.objects.filter(is_active=True) if comment in audience.awaiting(user)
    }
    assert piled == set(audience.users(comment).values_list("username", flat=True))
    return piled


@pytest.mark.long
def test_open_comments_wait_for_whom_they_are_for_and_for_who_began_the_story(story):
    on(story, "", text="للمحرر")
    on(story, "", text="لرئيس التحرير", to=member("chief"))
    on(story, "", by="reporter", text="مني إلى الديسك", to=member("desk"))
    assert (waits("reporter"), waits("chief"), waits("desk")) == (
        ["للمحرر"],
        ["لرئيس التحرير"],
        ["مني إلى الديسك"],
    )
    page = client_of("chief").get("/admin/").content.decode()
    assert "لرئيس التحرير" in page and f"{form_address(story)}#comment-" in page
    comments.resolve(Comment.objects.get(text="للمحرر"), member("desk"))
    assert waits("reporter") == []
    Article.objects.filter(pk=story.pk).update(state=State.KILLED)
    assert waits("chief") == []


def colleague(name, role="reporter"):
    user = User.objects.create(username=name, is_staff=True)
    user.groups.set(member(role).groups.all())
    return user


def sign(story, user):
    Byline.objects.create(article=story, contributor=Contributor.objects.create(name="هدى", user=user))


def assign(story, user):
    Assignment.objects.create(what="تغطية", due=make.NOW, assigned_to=user, article=story)


def open_a_draft(story, user):
    workflow.publish(story)
    workflow.draft_for(Article.objects.get(pk=story.pk), user)


@pytest.mark.long
@pytest.mark.parametrize("join", [history.keep, sign, assign, open_a_draft])
def test_what_is_for_everybody_waits_for_whoever_works_on_the_story(story, join):
    other = colleague("other")
    Article.objects.filter(pk=story.pk).update(created_by=None)
    comment = on(story, "", by="chief")
    assert whom(comment) == {"desk"}
    join(Article.objects.get(pk=story.pk), other)
    assert whom(comment) == {"other"}
    other.is_active = False  # who is gone deals with nothing
    other.save()
    assert whom(comment) == {"desk"}


@pytest.mark.long
def test_where_nobody_else_is_at_the_story_its_desk_is_asked(story):
    sport, economy = make.section("رياضة", "sport"), make.section()
    sport.editors.add(colleague("sport", "desk"))
    economy.editors.add(colleague("economy", "desk"), member("reporter"))  # who has no desk's permission
    Article.objects.filter(pk=story.pk).update(section=sport)
    comment = on(story, "", by="reporter", text="مني على مادتي")
    assert whom(comment) == {"sport", "desk", "chief"}  # who is named in no section works at every desk
    Article.objects.filter(pk=story.pk).update(section=economy)
    assert whom(comment) == {"economy", "desk", "chief"}
    Article.objects.filter(pk=story.pk).update(section=None)
    assert whom(comment) == {"desk", "chief"}
    history.keep(story, member("desk"))
    assert whom(comment) == {"desk"}


@pytest.mark.long
def test_an_answered_comment_waits_for_who_asked_and_after_their_next_word_for_who_answered(story):
    comment = on(story, "", by="desk")
    assert whom(comment) == {"reporter"}
    comments.reply(comment, member("desk"), "وأضيف")  # who asks twice is not answered
    assert whom(comment) == {"reporter"}
    answer = comments.reply(comment, member("chief"), "أنا أعرف")
    assert whom(comment) == {"desk"}
    assert "أُجيب عنه" in client_of("desk").get("/admin/").content.decode()
    comments.reply(comment, member("desk"), "من أين؟")
    assert whom(comment) == {"reporter", "chief"}
    comments.reply(comment, member("reporter"), "من البلدية")
    assert whom(comment) == {"desk"}
    User.objects.filter(username="desk").update(is_active=False)
    assert whom(comment) == {"reporter", "chief"}  # nobody is left to read the answer
    assert answer.reply_to == comment


@pytest.mark.long
def test_what_is_for_one_goes_between_two(story):
    comment = on(story, "", by="desk", to=member("chief"))
    assert whom(comment) == {"chief"}
    comments.reply(comment, member("chief"), "نعم")
    assert whom(comment) == {"desk"}
    comments.reply(comment, member("desk"), "ومتى؟")
    assert whom(comment) == {"chief"}


@pytest.mark.long
def test_a_confidential_note_never_waits_for_who_may_not_read_it(story):
    to_all = on(story, "", by="desk", is_confidential=True)
    assert whom(to_all) == {"chief"}  # not the reporter, whose story it is
    to_one = on(story, "", by="desk", text="لك", to=member("reporter"), is_confidential=True)
    assert whom(to_one) == {"reporter"}
    comments.reply(to_one, member("chief"), "نعم")
    comments.reply(to_one, member("desk"), "ومتى؟")
    assert whom(to_one) == {"reporter", "chief"}
    member("chief").groups.set(member("reporter").groups.all())
    assert whom(to_one) == {"reporter"} and whom(to_all) == set()


@pytest.mark.long
def test_an_account_that_is_gone_leaves_its_question_to_those_it_was_for(story):
    """Such rows are left of the time when accounts with traces were deleted."""
    comment = on(story, "", by="desk")
    comments.reply(comment, member("reporter"), "نعم")
    Comment.objects.filter(by=member("desk")).update(by=None)
    assert whom(comment) == {"reporter"}
    comment = on(story, "", by="chief", text="متى؟")
    answer = comments.reply(comment, colleague("other"), "غداً")
    Comment.objects.filter(pk=answer.pk).update(by=None)
    assert whom(comment) == {"chief"}


@pytest.mark.long
def test_the_list_counts_open_comments_and_narrows_to_them(story):
    make.article("بلا تعليق", published=False)
    for text in ("أول", "ثان", "ثالث"):
        on(story, "", text=text)
    comments.resolve(Comment.objects.get(text="ثالث"), member("desk"))
    listed = reverse("admin:articles_article_changelist")
    page = client_of("desk").get(listed).content.decode()
    assert 'class="field-open_comments">2</td>' in page and "بلا تعليق" in page
    page = client_of("desk").get(f"{listed}?commented=open").content.decode()
    assert "الميناء يبقى مفتوحاً" in page and "بلا تعليق" not in page
    assert "الميناء يبقى مفتوحاً" in client_of("reporter").get(f"{listed}?commented=mine").content.decode()
    assert "الميناء يبقى مفتوحاً" not in client_of("chief").get(f"{listed}?commented=mine").content.decode()


def asked(client, where):
    client.get(where)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(where).status_code == 200
    return len(queries)


@pytest.mark.long
def test_form_list_and_first_page_cost_the_same_with_two_comments_and_with_sixty(story):
    client = client_of("reporter")
    where = [form_address(story), address(story), reverse("admin:articles_article_changelist"), "/admin/"]
    counts = []
    for number in (2, 58):
        for n in range(number):
            comments.reply(on(story, "العمال باقون", text=f"سؤال {number} {n}"), member("chief"), "جواب")
        counts.append([asked(client, one) for one in where])
    assert counts[0] == counts[1]
    page = client.get(form_address(story)).content.decode()
    assert page.count('class="comment"') == 15 and "60" in page
    assert client.get(address(story) + "?page=2").content.decode().count('class="comment"') == 10
