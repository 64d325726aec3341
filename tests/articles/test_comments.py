"""«تعليقات الديسك»: on words of a story or on all of it; written, answered, dealt with, taken back."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from articles import comments
from articles.models import Article, Comment, State
from newsroom.models import User
from tests import make
from tests.articles.commented import BODY, address, board, form_address, make_story, on
from tests.browser import form_of
from tests.cast import client_of, member
from tests.ways import quick
from tests.worlds import shared

pytestmark = pytest.mark.django_db
stored, story = shared(make_story)


def press(client, page, story, changes, holding, button="_pressed", value=""):
    """Send the form of a page that holds this field to where it goes; returns where that leads."""
    data = form_of(client.get(page), holding) | changes | {button: value}
    answer = client.post(address(story), data)
    assert answer.status_code == 302
    return answer["Location"], client.get(answer["Location"]).content.decode()


def test_a_comment_is_written_answered_resolved_and_opened_again_by_plain_forms(story):
    desk, reporter = client_of("desk"), client_of("reporter")
    where = form_address(story)
    to, page = press(desk, where, story, {"words": "العمال باقون", "text": "كم عددهم؟"}, "text")
    assert to == address(story) + "#comments"
    assert "كم عددهم؟" in page
    assert "تعليق واحد مفتوح" in desk.get(where).content.decode()
    comment = Comment.objects.get()
    name = f"reply-{comment.pk}"
    to, page = press(reporter, where, story, {name: "مئة"}, name, "_reply", comment.pk)
    assert "مئة" in page
    to, page = press(reporter, where, story, {}, name, "_resolve", comment.pk)
    assert "كم عددهم؟" not in reporter.get(where).content.decode()
    comment.refresh_from_db()
    assert (comment.resolved_by, comment.is_open) == (member("reporter"), False)
    to, page = press(desk, address(story), story, {name: "بقي سؤال"}, name, "_reopen", comment.pk)
    assert to == address(story) + "#comments" and "بقي سؤال" in page
    comment.refresh_from_db()
    assert comment.is_open and comment.resolved_by is None
    assert list(comment.replies.values_list("text", "by__username")) == [
        ("مئة", "reporter"),
        ("بقي سؤال", "desk"),
    ]


def test_every_comment_says_who_and_when(story):
    User.objects.filter(username="desk").update(first_name="هدى", last_name="الوافي")
    on(story, "", text="ناقص")
    page = client_of("reporter").get(form_address(story)).content.decode()
    assert "هدى الوافي" in page
    assert str(Comment.objects.get().at.year) in page


@pytest.mark.long
def test_who_has_the_story_to_read_only_comments_too(story):
    Article.objects.filter(pk=story.pk).update(state=State.KILLED)
    client = client_of("reporter")
    assert client.get(form_address(story)).status_code == 200
    _, page = press(client, form_address(story), story, {"words": "العمال باقون", "text": "لماذا؟"}, "words")
    assert "لماذا؟" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    quick(
        3,
        [
            ({"text": "  \n "}, "اكتب التعليق"),
            ({"text": "س" * 2001}, "أقصى طول للتعليق 2000 حرف، وطول هذا 2001"),
            ({"text": "سؤال", "words": "كلام ليس هنا"}, "ليست في النص كما هو محفوظ"),
            ({"text": "سؤال", "words": "الأرصفة القديمة"}, "في موضعين"),
            ({"text": "سؤال", "words": "القديم"}, "ليست في النص كما هو محفوظ"),
            ({"text": "سؤال", "words": "س" * 501}, "أطول من 500 حرف"),
            ({"text": "سؤال", "words": "العمال", "field": "headline"}, "ليست في النص كما هو محفوظ"),
            ({"text": "سؤال", "field": "secret"}, "secret"),
            ({"text": "سؤال", "to": "999999"}, "اختر"),
            ({"text": "سؤال", "to": "x" * 30}, "اختر"),
        ],
    ),
)
def test_what_cannot_be_taken_says_what_to_do_and_keeps_what_was_typed(story, typed, said):
    desk = client_of("desk")
    assert said not in desk.get(address(story)).content.decode()
    answer = desk.post(address(story), {"words": "", "field": "", "to": ""} | typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said in page
    assert not Comment.objects.exists()
    assert typed["text"].strip() in page


@pytest.mark.parametrize(
    "crafted",
    quick(
        2,
        [
            {"_resolve": "x"},
            {"_resolve": "9" * 40},
            {"_delete": "0"},
            {"_reply": "1e9", "reply-1e9": "نص"},
            {"_reopen": ""},
            {"_resolve": "\0"},
        ],
    ),
)
def test_a_comment_that_is_not_there_says_so(story, crafted):
    answer = client_of("desk").post(address(story), crafted)
    assert answer.status_code == 400
    assert "لم يعد هذا التعليق موجوداً" in answer.content.decode()


def test_a_comment_of_another_story_is_not_dealt_with_here(story):
    other = on(make.article("غيرها", BODY, published=False), "العمال باقون")
    assert client_of("desk").post(address(story), {"_resolve": other.pk}).status_code == 400
    assert Comment.objects.get(pk=other.pk).is_open


@pytest.mark.long
def test_an_answer_too_long_or_empty_changes_nothing_and_is_kept(story):
    comment = on(story, "")
    for text, said in (("", "اكتب"), ("ص" * 2001, "ص" * 2001)):
        answer = client_of("desk").post(address(story), {"_reply": comment.pk, f"reply-{comment.pk}": text})
        assert answer.status_code == 400 and said in answer.content.decode()
    answer = client_of("desk").post(
        address(story), {"_resolve": comment.pk, f"reply-{comment.pk}": "ص" * 2001}
    )
    assert answer.status_code == 400
    assert Comment.objects.get().is_open


def test_a_story_that_is_gone_hands_back_what_was_typed(story):
    where = address(story)
    Article.objects.filter(pk=story.pk).delete()
    answer = client_of("desk").post(where, {"text": "كلام كثير كُتب", "words": ""})
    assert answer.status_code == 404
    page = answer.content.decode()
    assert "كلام كثير كُتب" in page and "حُذفت المادة" in page
    assert client_of("desk").get(where).status_code == 404


def test_a_button_pressed_twice_writes_once(story):
    client = client_of("desk")
    for _ in range(2):
        client.post(address(story), {"text": "سؤال", "words": "العمال باقون", "field": "", "to": ""})
    assert Comment.objects.count() == 1
    client.post(address(story), {"text": "سؤال", "words": "", "field": "", "to": ""})
    assert Comment.objects.count() == 2


def test_the_script_gets_the_section_alone(story):
    answer = client_of("desk").post(
        address(story), {"_section": "1", "text": "سؤال", "words": "", "field": "", "to": ""}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith("<section") and "سؤال" in page and "<html" not in page
    answer = client_of("desk").post(
        address(story), {"_section": "1", "text": "", "words": "س", "field": "", "to": ""}
    )
    assert answer.status_code == 400 and "<html" not in answer.content.decode()


# What was typed and not sent


@pytest.mark.long
def test_what_was_typed_beside_another_button_stands_in_its_box_again(story):
    """By plain forms, on the page of comments: all of it is one form."""
    first, second, third = (on(story, "", text=text) for text in ("أول", "ثان", "ثالث"))
    desk, where = client_of("desk"), address(story)
    form = form_of(desk.get(where), f"reply-{first.pk}")
    typed = {
        "text": "تعليق لم يُرسل",
        "words": "العمال باقون",
        "to": str(member("chief").pk),
        "is_confidential": "on",
        f"reply-{first.pk}": "جواب أول",
        f"reply-{second.pk}": "جواب ثان",
    }
    answer = desk.post(where, form | typed | {"_reply": first.pk})
    assert answer.status_code == 200 and "أُضيف ردك" in answer.content.decode()
    assert first.replies.get().text == "جواب أول"
    del typed[f"reply-{first.pk}"]
    shown = form_of(answer, "text")
    assert shown | typed == shown and shown[f"reply-{first.pk}"] == ""
    # The new comment goes, the answer stays; what was typed at a comment that is deleted is to be copied.
    answer = desk.post(where, shown | {f"reply-{third.pk}": "جواب ثالث"})
    assert Comment.objects.get(text="تعليق لم يُرسل").is_confidential
    shown = form_of(answer, "text")
    assert (shown["text"], shown[f"reply-{second.pk}"]) == ("", "جواب ثان")
    page = desk.post(where, shown | {"_delete": third.pk}).content.decode()
    assert "ما كتبته، لتنسخه" in page and "جواب ثالث" in page and "جواب ثان" in page
    answer = desk.post(where, {f"reply-{second.pk}": "جواب ثان", "_resolve": second.pk})
    assert answer.status_code == 302  # nothing is left: reloading the page sends nothing again


@pytest.mark.long
def test_without_a_script_the_storys_form_sends_no_comment_that_would_cost_what_was_typed_there(story):
    on(story, "")
    desk = client_of("desk")
    page = desk.get(form_address(story)).content.decode()
    assert 'class="comments comments-plain"' in page  # the stylesheet hides what sends
    link = page.split("<noscript>")[-1].split("</noscript>")[0]
    assert f'href="{address(story)}" target="_blank"' in link
    page = desk.get(address(story)).content.decode()
    assert "comments-plain" not in page and "<noscript>" not in page.split('id="comments"')[1]


@pytest.mark.long
def test_the_form_of_a_new_comment_is_open_where_there_is_none_yet(story):
    desk, opened = client_of("desk"), '<details class="comment-new" open>'
    assert opened in desk.get(address(story)).content.decode()
    on(story, "")
    assert opened not in desk.get(address(story)).content.decode()
    assert opened in desk.post(address(story), {"text": ""}).content.decode()


# Taking back


def test_who_wrote_a_comment_takes_it_back_until_somebody_dealt_with_it(story):
    comment = on(story, "")
    with pytest.raises(PermissionDenied):
        comments.delete(comment, member("chief"))
    answer = comments.reply(comment, member("reporter"), "نعم")
    with pytest.raises(ValidationError):
        comments.delete(comment, member("desk"))
    comments.delete(answer, member("reporter"))
    comments.resolve(comment, member("reporter"))
    with pytest.raises(ValidationError):
        comments.delete(comment, member("desk"))
    comments.reopen(comment, member("reporter"))
    comments.delete(comment, member("desk"))
    assert not Comment.objects.exists()


@pytest.mark.long
def test_only_who_wrote_it_is_offered_to_delete_it_and_may(story):
    comment = on(story, "")
    for role, offered, status in (("chief", False, 403), ("desk", True, 302)):
        assert ('name="_delete"' in client_of(role).get(form_address(story)).content.decode()) is offered
        assert client_of(role).post(address(story), {"_delete": comment.pk}).status_code == status
    assert not Comment.objects.exists()


def test_an_answer_to_a_comment_that_is_gone_is_not_lost(story):
    comment = on(story, "")
    where, name = address(story), f"reply-{comment.pk}"
    comments.delete(comment, member("desk"))
    answer = client_of("reporter").post(where, {"_reply": comment.pk, name: "جواب طويل"})
    assert answer.status_code == 400
    assert "جواب طويل" in answer.content.decode()


def test_who_answers_an_answer_stands_in_the_same_row(story):
    comment = on(story, "")
    answer = comments.reply(comment, member("reporter"), "نعم")
    client_of("chief").post(address(story), {"_reply": answer.pk, f"reply-{answer.pk}": "ومتى؟"})
    [shown] = board(story).in_full(board(story).open)
    assert [one.text for one in shown.answers] == ["نعم", "ومتى؟"]


def test_who_resolves_second_changes_nothing(story):
    comment = on(story, "")
    assert comments.resolve(comment, member("desk"))
    assert not comments.resolve(comment, member("chief"))
    assert Comment.objects.get().resolved_by == member("desk")
    assert comments.reply(comment, member("reporter"), "كنت أكتب").pk
