"""A story as data and back, and what a draft does to the public row."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import attributing, exchange, history, marks, workflow
from articles.models import Article, Byline, Contributor, Quote, Source, Version
from articles.snapshot import apply, snapshot
from tests import make
from tests.make import KEY, WORDS

pytestmark = pytest.mark.django_db


def full_story():
    story = make.article(kicker="ملاحة", standfirst="موجز", dateline_place="الرأس")
    story.tags.set(["الموانئ", "الشتاء"])
    Byline.objects.create(article=story, contributor=Contributor.objects.create(name="هالة نون"))
    source = Source.objects.create(name="صدى الساحل")
    quote = make.quote(story, position_as_printed="مدير الميناء", verb="قال", said_on="2026-11-19")
    quote.attributions.create(order=0, source=source, verb="نقلاً عن")
    return story


def test_applying_a_snapshot_to_an_empty_row_gives_the_same_snapshot():
    story = full_story()
    data = snapshot(story)
    copy = Article(uid="copy")
    apply(copy, data)
    again = snapshot(copy)
    data["uid"] = "copy"
    data["quotes"][0]["uid"] = again["quotes"][0]["uid"]
    assert again == data
    assert again["quotes"][0]["state"] == "confirmed"


def test_a_draft_is_never_visible_and_its_publication_keeps_the_quotes_address():
    story = full_story()
    public = Quote.objects.public(make.NOW).get()
    draft = workflow.draft_for(story)
    assert workflow.draft_for(story).pk == draft.pk
    draft.headline = "عنوان جديد"
    draft.body = draft.body.replace("ولم يحدد موعداً.", "وسيعلن الموعد غداً.")
    draft.save()
    story.refresh_from_db()
    assert story.headline != "عنوان جديد"
    assert list(Article.objects.public(make.NOW)) == [story]
    story = workflow.publish(draft)
    assert (story.headline, story.updated_at is not None) == ("عنوان جديد", True)
    assert Quote.objects.public(make.NOW).get() == public
    assert not Article.objects.filter(draft_of=story).exists()
    assert public.attributions.count() == 1


def test_a_lawyers_cut_is_live_at_once_and_the_orphan_leaves_the_site():
    story = full_story()
    draft = workflow.draft_for(story)
    draft.body = "<p>حُذف ما قيل.</p>"
    draft.save()
    assert Quote.objects.public(make.NOW).count() == 1, "a draft changes nothing public"
    story = workflow.publish(draft)
    assert not Quote.objects.public(make.NOW).exists()
    orphan = story.quotes.get()
    assert (orphan.state, orphan.words) == ("orphan", WORDS)


def test_restoring_a_version_brings_back_mark_and_state():
    story = full_story()
    kept = history.keep(story)
    story.body = "<p>نص آخر.</p>"
    story.save()
    history.keep(story)
    assert story.quotes.get().state == "orphan"
    history.restore(story, kept)
    quote = story.quotes.get()
    assert (quote.state, quote.person is not None) == ("confirmed", True)
    assert story.versions.count() == 4, "published, kept, broken, restored"


def test_a_version_is_stored_only_when_something_changed():
    story = full_story()
    first = history.keep(story)
    assert history.keep(story) == first
    assert history.keep(story, kind=Version.Kind.PUBLISHED).kind == "published"
    story.headline = "غيره"
    story.save()
    assert history.keep(story).number == first.number + 1


def test_confirming_in_the_public_story_reaches_the_open_draft_and_moves_no_date():
    story = make.article()
    draft = workflow.draft_for(story)
    draft.headline = "عنوان آخر قيد التحرير"
    draft.save()
    quote = make.quote(story)
    twin = draft.quotes.get(key=KEY)
    assert (twin.state, twin.person) == ("confirmed", quote.person)
    story.refresh_from_db()
    assert story.updated_at is None
    assert Article.objects.get(pk=draft.pk).headline == "عنوان آخر قيد التحرير"


def test_a_new_mark_is_carried_to_the_same_words_and_nowhere_else():
    story = make.article(body="<p>قال: نعم نوافق. ثم قال: كلا.</p>")
    draft = workflow.draft_for(story)
    draft.body = "<p>مقدمة جديدة.</p><p>قال: نعم نوافق. ثم قال: كلا. كلا.</p>"
    draft.save()
    before = story.body
    text = marks.text(before)
    for words, key in (("نعم نوافق", "aaaaaaaaaa"), ("كلا", "bbbbbbbbbb")):
        start = text.index(words)
        story.body = marks.wrap(story.body, start, start + len(words), key)
    story.save()
    attributing.carry(story, before)
    draft.refresh_from_db()
    assert [part.key for part in marks.parts(draft.body)] == ["aaaaaaaaaa"]


def test_of_words_that_stand_twice_a_new_mark_is_carried_to_those_with_the_same_words_beside_them():
    body = "<p>سئل المدير عن العمال فقال: نعم.</p><p>وسئل بعد ذلك عن الصيادين وأهل الضفة فقال: نعم.</p><p>وانصرف الحاضرون.</p>"
    story = make.article(body=body)
    draft = workflow.draft_for(story)
    draft.body = "<p>مقدمة جديدة.</p>" + body
    draft.save()
    start = marks.text(body).rindex("نعم")
    story.body = marks.wrap(body, start, start + 3, "aaaaaaaaaa")
    story.save()
    attributing.carry(story, body)
    draft.refresh_from_db()
    [part] = marks.parts(draft.body)
    assert marks.text(draft.body)[: part.start].endswith("وأهل الضفة فقال: ")


def test_rejecting_takes_the_mark_and_keeps_the_words():
    story = make.article()
    draft = workflow.draft_for(story)
    attributing.reject(story.quotes.get())
    for row in (story, draft):
        row.refresh_from_db()
        assert KEY not in row.body
        assert WORDS in row.body
        assert row.quotes.get().state == "rejected"


def test_confirming_what_changed_in_the_same_save_confirms_nothing():
    story = make.article()
    quote = story.quotes.get()
    quote.person = make.person()
    quote.save()
    story.body = story.body.replace("الشتاء", "الصيف")
    story.save()
    with pytest.raises(Exception, match=r"same save|الحفظ نفسه"):
        attributing.confirm(quote, seen=WORDS)
    quote.refresh_from_db()
    assert quote.state == "proposed"


words = st.sampled_from(["خبر", "قال", "نعم", "لا", "البحر", "«", "»", "."])
paragraph = st.lists(words, min_size=1, max_size=6).map(" ".join)


@given(
    st.lists(paragraph, min_size=1, max_size=3),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=3),
)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_snapshot_and_apply_are_inverse_for_any_marked_body(paragraphs, spans):
    body = marks.from_text(paragraphs)
    for number, (start, end) in enumerate(spans):
        try:
            body = marks.wrap(body, *sorted((start, end)), f"{number:010d}")
        except ValueError:
            continue
    story = Article(headline="عنوان", body=body)
    story.save()
    for quote in story.quotes.all()[::2]:
        if not attributing.letters_of(quote):
            continue  # a quotation mark alone cannot be confirmed
        quote.unnamed = "مصدر"
        quote.save()
        attributing.confirm(quote)
    data = snapshot(story)
    story.body = "<p>لا شيء.</p>"
    story.save()
    apply(story, data)
    assert snapshot(story) == data


def test_the_number_of_words_follows_the_body_by_every_way():
    story = make.article(body="<p>واحد <em>اثن</em>ان</p><p>ثلاثة</p>")
    assert Article.objects.get(pk=story.pk).word_count == 3
    draft = workflow.draft_for(story, None)
    draft.body = "<p>واحد</p>"
    draft.save(update_fields=["body"])
    counts = Article.objects.values_list("word_count", flat=True)
    assert (counts.get(pk=draft.pk), counts.get(pk=story.pk)) == (1, 3)
    workflow.publish(draft)
    assert counts.get(pk=story.pk) == 1
    lines = [json.dumps({"uid": "loaded", "headline": "من سطر", "body": "<p>أربع كلمات في سطر</p>"})]
    exchange.load(lines)
    assert Article.objects.get(uid="loaded").word_count == 4
