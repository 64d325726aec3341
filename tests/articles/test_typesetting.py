"""Signs and blanks of a story, mended where an editor ticked them."""

import pytest
from django.urls import reverse

from articles import typesetting, workflow
from articles.models import Article
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member
from tests.ways import quick

pytestmark = pytest.mark.django_db

BODY = (
    f'<p>قال مدير الميناء,سالم الراسي : "<q data-quote="{make.KEY}">لن نغلق الميناء و نمضي</q>" .</p>'
    "<p>ثم <strong>غادر .</strong></p>"
)
MENDED = (
    f'<p>قال مدير الميناء، سالم الراسي: «<q data-quote="{make.KEY}">لن نغلق الميناء ونمضي</q>».</p>'
    "<p>ثم <strong>غادر.</strong></p>"
)


def page(story):
    return reverse("admin:articles_article_typesetting", args=[story.pk])


@pytest.mark.parametrize("published", quick(1, [False, True]))
def test_what_is_ticked_is_mended_and_the_quote_stays_confirmed(published):
    story = make.article(body=BODY, headline="متى يفتح الميناء ؟", published=published)
    make.quote(story, speaker=make.person())
    desk = client_of("desk")
    ticked = form_of(desk.get(page(story)), "slip")
    assert len(ticked["slip"]) == 8
    desk.post(page(story), ticked)
    story.refresh_from_db()
    row = story.edited
    assert (row.body, row.headline) == (MENDED, "متى يفتح الميناء؟")
    assert row.quotes.get().state == "confirmed"
    assert (Article.objects.get(pk=story.pk).body == BODY) == published, "readers see it when it is published"
    assert typesetting.of(row) == []


def test_of_a_withdrawn_story_what_is_mended_is_the_draft_that_is_shown():
    story = make.article(body="<p>في المادة , خطأ.</p>")
    draft = workflow.draft_for(story)
    draft.body = "<p>في المسودة , خطأ.</p>"
    draft.save()
    workflow.move(story, "withdraw", member("chief"))
    desk = client_of("desk")
    desk.post(page(story), form_of(desk.get(page(story)), "slip"))
    assert story.edited.body == "<p>في المسودة، خطأ.</p>"
    assert Article.objects.get(pk=story.pk).body == "<p>في المادة , خطأ.</p>"


def test_what_is_not_there_makes_no_draft():
    story = make.article(body="<p>وصل الوفد , ثم غادر .</p>")
    desk = client_of("desk")
    desk.post(page(story), form_of(desk.get(page(story)), "slip") | {"slip": ["body:0:dots", "x"]})
    assert not Article.objects.filter(draft_of=story).exists()


def test_only_what_is_ticked_and_nothing_over_a_colleagues_words():
    story = make.article(body="<p>وصل الوفد , ثم غادر .</p>", published=False)
    desk = client_of("desk")
    seen = form_of(desk.get(page(story)), "slip")
    one = seen | {"slip": [name for name in seen["slip"] if "latin_comma" in name]}
    assert "علّم" in desk.post(page(story), {**seen, "slip": []}, follow=True).content.decode()
    desk.post(page(story), one)
    story.refresh_from_db()
    assert story.body == "<p>وصل الوفد، ثم غادر .</p>"
    desk.post(page(story), seen)  # the page as it was before
    story.refresh_from_db()
    assert story.body == "<p>وصل الوفد، ثم غادر .</p>"
