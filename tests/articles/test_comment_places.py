"""The words that a comment is about: found again as long as they stand in the text, and never taken for others."""

import pytest

from articles import marks, snapshot, workflow
from articles.models import Article, Comment
from articles.redaction import redact
from newsroom.arabic.passage import ALIKE, CHANGED, FOUND, MOVED
from newsroom.arabic.redact import Words
from tests.articles.commented import form_address, make_story, on, place, save
from tests.cast import client_of, member
from tests.ways import quick
from tests.worlds import shared

pytestmark = pytest.mark.django_db
stored, story = shared(make_story)


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
    quick(
        4,
        [
            (lambda body: "<p>مقدمة.</p>" + body, FOUND),
            (lambda body: body.replace("العمال باقون", "<em>العمال</em> باقُون"), FOUND),
            (lambda body: body.replace("وأضاف أن العمال", "وذكر أن العمال"), FOUND),
            (lambda body: body.replace("العمال باقون", "العمال راحلون"), CHANGED),
            (lambda body: "<p>لا شيء.</p>", CHANGED),
            (
                lambda body: body.replace("العمال باقون", "هم باقون") + "<p>لكن العمال باقون أيضاً.</p>",
                CHANGED,
            ),
            (lambda body: "<p>العمال باقون هنا. العمال باقون هناك.</p>", ALIKE),
            (lambda body: "<p>وتابع أن العمال باقون في المدينة وأن الجسر قائم.</p>", CHANGED),
        ],
    ),
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


@pytest.mark.long
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


# Words that are removed for ever


def removed(story, words, by="[حُذف]"):
    redact(Article.objects.get(pk=story.pk), Words(words), by, "طلب", member("chief"))


@pytest.mark.parametrize(
    ("chosen", "expected"),
    quick(
        2,
        [
            ("قال مدير الميناء إن", "قال [حُذف] إن"),
            ("قال مدير", "قال [حُذف]"),
            ("الميناء إن الأرصفة", "[حُذف] إن الأرصفة"),
            ("مدير الميناء إن الأرصفة", "[حُذف] إن الأرصفة"),
            ("إن الأرصفة القديمة", "إن الأرصفة القديمة"),
            ("قال مدير الميناء", "قال [حُذف]"),
        ],
    ),
)
def test_an_anchor_neither_begins_nor_ends_inside_what_took_the_place_of_words(story, chosen, expected):
    comment = on(story, chosen)
    removed(story, "مدير الميناء")
    comment.refresh_from_db()
    assert comment.exact == expected and not comment.words_removed
    assert place(comment) == (FOUND, expected)
    save(story, body=Article.objects.get(pk=story.pk).body.replace("ستبقى", "سوف تبقى"))
    assert place(comment) == (FOUND, expected)


@pytest.mark.parametrize("by", ["[حُذف]", pytest.param("", marks=pytest.mark.long)])
def test_a_comment_on_words_that_were_removed_says_so_and_points_nowhere(story, by):
    inside, whole = on(story, "مدير", text="من هو؟"), on(story, "مدير الميناء", text="أيهم؟")
    removed(story, "مدير الميناء", by)
    for comment in (inside, whole):
        comment.refresh_from_db()
        assert comment.words_removed
        assert (comment.field, comment.exact, comment.prefix, comment.suffix, comment.places) == (
            "",
            "",
            "",
            "",
            0,
        )
    page = client_of("desk").get(form_address(story)).content.decode()
    assert page.count("حُجب نهائياً المقطع الذي كُتب عليه هذا التعليق") == 2
    assert "من هو؟" in page and 'class="comment comment-astray"' in page and "comment-goto" not in page


def test_half_a_name_in_a_comment_whose_text_has_changed_goes_too(story):
    comment = on(story, "قال مدير")
    save(story, body="<p>غيره.</p>", headline="مدير الميناء")
    removed(story, "مدير الميناء")
    comment.refresh_from_db()
    assert (comment.exact, comment.prefix, comment.suffix) == ("قال [حُذف]", "", "")
    assert place(comment)[0] == CHANGED
