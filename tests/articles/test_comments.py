"""«تعليقات الديسك»: on words of a story or on all of it; said, answered, dealt with, and never astray."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import comments, marks, snapshot, waiting, workflow
from articles.models import Article, Comment, Contributor, State
from newsroom.arabic.passage import ALIKE, CHANGED, FOUND, MOVED
from newsroom.merging.absorbing import merge
from newsroom.models import User
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member
from tests.worlds import shared

pytestmark = pytest.mark.django_db

BODY = (
    "<p>قال مدير الميناء إن الأرصفة القديمة ستبقى مفتوحة حتى الشتاء.</p>"
    "<p>وأضاف أن العمال باقون، وأن <strong>الأرصفة</strong> القديمة ستُرمم قبل نهاية الموسم.</p>"
)


def make_world():
    reporter, desk, chief = member("reporter"), member("desk"), member("chief")
    story = make.article(
        "الميناء يبقى مفتوحاً", BODY, published=False, created_by=reporter, standfirst="قرار جديد في المدينة"
    )
    return {"story": story, "reporter": reporter, "desk": desk, "chief": chief}


stored, world = shared(make_world)


@pytest.fixture
def story(world):
    return world["story"]


def form_address(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def address(story):
    return reverse("admin:articles_article_comments", args=[story.pk])


def on(story, words, by="desk", text="راجعها", **more):
    """A comment on words of the story, as the form writes it."""
    anchored = comments.anchor(story, words, **{name: more.pop(name) for name in ("field", "prefix", "suffix") if name in more})  # fmt: skip
    return comments.write(story, member(by), text, **anchored, **more)


def board(story, by="desk"):
    return comments.Board(Article.objects.get(pk=story.pk), member(by))


def place(comment):
    """(state, words found) of a comment in its story as it is now."""
    [shown] = [one for one in board(comment.article).comments if one.pk == comment.pk]
    return shown.place.state, shown.there and shown.there.exact


def save(story, **fields):
    row = Article.objects.get(pk=story.pk)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


# The words


def test_a_comment_keeps_its_words_as_the_text_has_them_and_leaves_the_text_alone(story):
    before = story.body
    comment = on(story, "العمال  باقون")
    assert (comment.field, comment.exact) == ("body", "العمال باقون")
    assert marks.text(before).split("العمال باقون")[0].endswith(comment.prefix) and len(comment.prefix) == 32
    assert (
        marks.text(before).split("العمال باقون")[1].startswith(comment.suffix) and len(comment.suffix) == 32
    )
    story.refresh_from_db()
    assert story.body == before


@pytest.mark.parametrize(
    ("words", "field"),
    [("يبقى مفتوحاً", "headline"), ("قرار جديد", "standfirst"), ("حتى الشتاء", "body"), ("سترمم قبل", "body")],
)
def test_words_are_found_in_whichever_text_they_stand(story, words, field):
    comment = on(story, words)
    assert comment.field == field
    assert place(comment)[0] == FOUND


def test_words_over_two_paragraphs_are_one_place(story):
    comment = on(story, "حتى الشتاء.\n\nوأضاف")
    assert comment.exact == "حتى الشتاء.\nوأضاف"
    assert place(comment) == (FOUND, "حتى الشتاء.\nوأضاف")


def test_of_words_that_stand_twice_those_that_were_selected_are_meant(story):
    text = marks.text(story.body)
    at = text.rindex("الأرصفة")
    comment = on(
        story, "الأرصفة القديمة", field="body", prefix=text[at - 32 : at], suffix=text[at + 15 : at + 47]
    )
    assert comment.suffix.startswith(" ستُرمم")
    assert comment.places == 2


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda body: "<p>مقدمة.</p>" + body, FOUND),
        (lambda body: body.replace("العمال باقون", "<em>العمال</em> باقُون"), FOUND),
        (lambda body: body.replace("وأضاف أن العمال", "وذكر أن العمال"), FOUND),
        (lambda body: body.replace("العمال باقون", "العمال راحلون"), CHANGED),
        (lambda body: "<p>لا شيء.</p>", CHANGED),
        (lambda body: body.replace("العمال باقون", "هم باقون") + "<p>لكن العمال باقون أيضاً.</p>", CHANGED),
        (lambda body: "<p>العمال باقون هنا. العمال باقون هناك.</p>", ALIKE),
        (lambda body: "<p>وتابع أن العمال باقون في المدينة وأن الجسر قائم.</p>", CHANGED),
    ],
)
def test_words_are_found_again_or_said_to_be_gone(story, change, expected):
    comment = on(story, "العمال باقون")
    save(story, body=change(story.body))
    assert place(comment)[0] == expected


def test_a_long_passage_that_was_taken_elsewhere_is_moved(story):
    comment = on(story, "الأرصفة القديمة ستبقى مفتوحة")
    save(story, body="<p>أما الأرصفة القديمة ستبقى مفتوحة كما كانت.</p>")
    assert place(comment)[0] == MOVED


def test_a_page_says_what_became_of_the_words(story):
    on(story, "العمال باقون", text="من قال هذا؟")
    save(story, body=story.body.replace("العمال باقون", "العمال راحلون"))
    page = client_of("desk").get(form_address(story)).content.decode()
    assert "تغيّر النص الذي عُلّق عليه" in page and "«العمال باقون»" in page and "من قال هذا؟" in page


def test_a_comment_is_shown_at_the_text_that_is_edited(story):
    workflow.publish(story)
    comment = on(story, "العمال باقون")
    draft = workflow.draft_for(story)
    save(draft, body=story.body.replace("العمال باقون", "العمال راحلون"))
    client = client_of("desk")
    assert "تغيّر النص" in client.get(form_address(story)).content.decode()
    workflow.publish(Article.objects.get(pk=draft.pk))
    assert Comment.objects.get(pk=comment.pk).article_id == story.pk
    page = client.get(form_address(story)).content.decode()
    assert "راجعها" in page and "تغيّر النص" in page


def test_bringing_an_old_version_back_brings_the_words_back(story):
    comment, before = on(story, "العمال باقون"), snapshot.snapshot(story)
    save(story, body="<p>غيره.</p>")
    assert place(comment)[0] == CHANGED
    snapshot.apply(Article.objects.get(pk=story.pk), before)
    assert place(comment)[0] == FOUND


# Writing, by a plain form


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
    assert to == where + "#comments"
    assert "كم عددهم؟" in page and "تعليق واحد مفتوح" in page
    comment = Comment.objects.get()
    name = f"reply-{comment.pk}"
    to, page = press(reporter, where, story, {name: "مئة"}, name, "_reply", comment.pk)
    assert "مئة" in page
    to, page = press(reporter, where, story, {}, name, "_resolve", comment.pk)
    assert "كم عددهم؟" not in page
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


def test_who_has_the_story_to_read_only_comments_too(story):
    Article.objects.filter(pk=story.pk).update(state=State.KILLED)
    client = client_of("reporter")
    assert client.get(form_address(story)).status_code == 200
    _, page = press(client, form_address(story), story, {"words": "العمال باقون", "text": "لماذا؟"}, "words")
    assert "لماذا؟" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"text": "  \n "}, "اكتب التعليق"),
        ({"text": "س" * 2001}, "٢٠٠٠"),
        ({"text": "سؤال", "words": "كلام ليس هنا"}, "ليست في النص كما هو محفوظ"),
        ({"text": "سؤال", "words": "الأرصفة القديمة"}, "في موضعين"),
        ({"text": "سؤال", "words": "القديم"}, "ليست في النص كما هو محفوظ"),
        ({"text": "سؤال", "words": "س" * 501}, "٥٠٠"),
        ({"text": "سؤال", "words": "العمال", "field": "headline"}, "ليست في النص كما هو محفوظ"),
        ({"text": "سؤال", "field": "secret"}, "secret"),
        ({"text": "سؤال", "to": "999999"}, "اختر"),
        ({"text": "سؤال", "to": "x" * 30}, "اختر"),
    ],
)
def test_what_cannot_be_taken_says_what_to_do_and_keeps_what_was_typed(story, typed, said):
    answer = client_of("desk").post(address(story), {"words": "", "field": "", "to": ""} | typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert said.translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")) in page or said in page
    assert not Comment.objects.exists()
    assert typed["text"].strip() in page


@pytest.mark.parametrize(
    "crafted",
    [
        {"_resolve": "x"},
        {"_resolve": "9" * 40},
        {"_delete": "0"},
        {"_reply": "1e9", "reply-1e9": "نص"},
        {"_reopen": ""},
        {"_resolve": "\0"},
    ],
)
def test_a_comment_that_is_not_there_says_so(story, crafted):
    answer = client_of("desk").post(address(story), crafted)
    assert answer.status_code == 400
    assert "لم يعد هذا التعليق موجوداً" in answer.content.decode()


def test_a_comment_of_another_story_is_not_dealt_with_here(story):
    other = on(make.article("غيرها", BODY, published=False), "العمال باقون")
    assert client_of("desk").post(address(story), {"_resolve": other.pk}).status_code == 400
    assert Comment.objects.get(pk=other.pk).is_open


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
        address(story), {"_beside": "1", "text": "سؤال", "words": "", "field": "", "to": ""}
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.lstrip().startswith("<section") and "سؤال" in page and "<html" not in page
    answer = client_of("desk").post(
        address(story), {"_beside": "1", "text": "", "words": "س", "field": "", "to": ""}
    )
    assert answer.status_code == 400 and "<html" not in answer.content.decode()


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
    [shown] = board(story).open
    assert [one.text for one in shown.answers] == ["نعم", "ومتى؟"]


def test_who_resolves_second_changes_nothing(story):
    comment = on(story, "")
    assert comments.resolve(comment, member("desk"))
    assert not comments.resolve(comment, member("chief"))
    assert Comment.objects.get().resolved_by == member("desk")
    assert comments.reply(comment, member("reporter"), "كنت أكتب").pk


# Where else they are, and are not


def test_publishing_waits_for_no_comment_and_a_comment_changes_no_version(story):
    number = story.version_number
    on(story, "العمال باقون")
    form = form_of(client_of("desk").get(form_address(story)), "body")
    assert Article.objects.get(pk=story.pk).version_number == number
    client_of("desk").post(form_address(story), form | {"_move": "publish"})
    assert Article.objects.get(pk=story.pk).state == State.PUBLISHED


def test_saving_the_story_sends_no_comment(story):
    form = form_of(client_of("desk").get(form_address(story)), "body")
    assert not {"words", "text", "to", "is_confidential"} & form.keys()


def test_nothing_of_a_comment_stands_in_the_log(story):
    on(story, "العمال باقون", text="كلام التعليق")
    client_of("desk").post(address(story), {"text": "كلام آخر", "words": "", "field": "", "to": ""})
    assert not LogEntry.objects.filter(object_id=str(story.pk)).exists()


def test_a_spiked_story_is_deleted_with_its_comments(story):
    comment = on(story, "العمال باقون", text="كلام التعليق")
    comments.reply(comment, member("reporter"), "جواب")
    Article.objects.filter(pk=story.pk).update(state=State.SPIKED)
    where = reverse("admin:articles_article_delete", args=[story.pk])
    page = client_of("desk").get(where)
    assert "تعليقات الديسك: 2" in page.content.decode() and "كلام التعليق" not in page.content.decode()
    client_of("desk").post(where, form_of(page, "seen_version"))
    assert not Article.objects.filter(pk=story.pk).exists() and not Comment.objects.exists()


def test_comments_outlive_the_accounts_of_who_wrote_them(story):
    comment = on(story, "العمال باقون", to=member("chief"))
    comments.resolve(comment, member("reporter"))
    User.objects.all().delete()
    comment.refresh_from_db()
    assert (comment.by, comment.to, comment.resolved_by) == (None, None, None)
    assert "من لم يعد هنا" in client_of("desk").get(address(story)).content.decode()


def test_two_contributors_that_become_one_leave_what_their_account_said(story):
    comment = on(story, "العمال باقون")
    one = Contributor.objects.create(name="هدى الوافي", user=member("desk"))
    merge(one, Contributor.objects.create(name="هدى وافي"))
    merge(Contributor.objects.create(name="ه. الوافي"), one)
    comment.refresh_from_db()
    assert comment.by == member("desk") and place(comment)[0] == FOUND


def test_what_the_database_refuses():
    story = make.article(published=False)
    head = Comment.objects.create(article=story, text="رأس")
    for wrong in (
        {"field": "body"},
        {"exact": "كلام"},
        {"field": "kicker", "exact": "كلام"},
        {"reply_to": head, "field": "body", "exact": "كلام"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Comment.objects.create(article=story, text="نص", **wrong)


# What waits


def waits(role):
    """What of the pile of comments waits for this role."""
    user = User.objects.get(username=role)
    return [row.text for pile in waiting.piles(user, make.NOW) if pile.of == "comment" for row in pile.rows]


def test_open_comments_wait_for_whom_they_are_for_and_for_who_began_the_story(story):
    on(story, "", text="للمحرر")
    on(story, "", text="لرئيس التحرير", to=member("chief"))
    on(story, "", by="reporter", text="مني إلى الديسك", to=member("desk"))
    on(story, "", by="reporter", text="مني على مادتي")
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
    assert page.count('class="comment"') == 30 and "60" in page
    assert client.get(address(story) + "?page=2").content.decode().count('class="comment"') == 10
