"""A desk editor of some sections: the section in which a story is stored decides, not the one that is typed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from articles import attributing, drafts, history, workflow
from articles.models import Article, Contributor
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, limited, member
from tests.ways import quick

pytestmark = pytest.mark.django_db
REFUSED = "لا ينقل المادة من قسم إلى آخر إلا ديسك القسمين"


@pytest.fixture
def sections():
    """His own, another of his own, and one that is not his."""
    found = [
        make.section(name, slug)
        for name, slug in (("ثقافة", "culture"), ("فن", "art"), ("سياسة", "politics"))
    ]
    limited(*found[:2])
    return found


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def section_of(story):
    return Article.objects.get(pk=story.pk).section


def files(who, story, section, **more):
    """What comes back when this section is chosen in the story's form and saved."""
    typed = {"section": section.pk if section else ""} | more
    return send(client_of(who), change(story), typed, "body", press="_continue")


@pytest.mark.long
@pytest.mark.parametrize(("start", "end", "may"), [
    (2, 0, False),
    *(pytest.param(*one, marks=pytest.mark.long) for one in (
        (0, 1, True),
        (0, None, True), (None, 0, True), (0, 2, False), (2, None, False), (None, 2, False),
    )),
])  # fmt: skip
def test_a_story_goes_from_section_to_section_by_who_works_at_both_desks(sections, start, end, may):
    before, after = (None if number is None else sections[number] for number in (start, end))
    story = make.article(published=False, created_by=member("reporter"))
    Article.objects.filter(pk=story.pk).update(section=before, state="at_desk")
    answer = files(limited(), story, after)
    assert section_of(story) == (after if may else before)
    assert (REFUSED in answer.content.decode()) is not may
    files("chief", story, sections[1])
    assert section_of(story) == sections[1]


@pytest.mark.long
def test_a_section_chosen_and_published_in_one_request_goes_nowhere(sections):
    story = make.article(published=False, section=sections[2], state="ready")
    client = client_of(limited())
    form = form_of(client.get(change(story)), "body")
    client.post(change(story), form | {"section": sections[0].pk, "_move": "publish"})
    story.refresh_from_db()
    assert (story.state, story.section) == ("ready", sections[2])


@pytest.mark.long
def test_a_reporter_chooses_the_section_of_a_story_he_began_until_it_is_out(sections):
    story = make.article(published=False, section=sections[2], created_by=member("reporter"))
    files("reporter", story, sections[0])
    assert section_of(story) == sections[0]
    workflow.publish(Article.objects.get(pk=story.pk))
    answer = files("reporter", story, sections[2], headline="غيره")
    assert REFUSED in answer.content.decode()
    assert not Article.objects.filter(draft_of=story).exists()
    anothers = make.article(headline="لغيره", published=False, section=sections[2], created_by=member("desk"))
    files("reporter", anothers, sections[0])
    assert section_of(anothers) == sections[2]


def test_what_is_typed_and_not_stored_opens_no_desk(sections):
    story = make.article(published=False, section=sections[2], state="ready")
    story.section = sections[0]
    assert not workflow.may(limited(), "publish", story)
    with pytest.raises(PermissionDenied):
        workflow.publish(story, limited())


@pytest.mark.long
def test_a_version_brings_no_section_back_past_its_desk(sections):
    story = make.article(published=False, section=sections[0], created_by=member("chief"))
    kept = history.keep(story)
    story.section = sections[2]
    story.save()
    history.keep(story)
    page = reverse("admin:articles_article_versions", args=[story.pk])
    answer = send(client_of(limited()), page, {}, "restore", press="restore", value=str(kept.number))
    assert REFUSED in answer.content.decode()
    assert section_of(story) == sections[2]
    send(client_of("chief"), page, {}, "restore", press="restore", value=str(kept.number))
    assert section_of(story) == sections[0]


@pytest.mark.parametrize(("stands", "goes", "may"), quick(1, [(0, 1, True), (0, 2, False), (2, 0, False)]))
def test_a_draft_that_takes_a_story_elsewhere_goes_out_by_who_works_at_both_desks(
    sections, stands, goes, may
):
    story = make.article(section=sections[stands])
    draft = workflow.draft_for(story, member("chief"))
    draft.section = sections[goes]
    draft.save()
    assert workflow.may(limited(), "publish", draft) is may
    assert workflow.may(limited(), "ready", draft) is (stands != 2), "where it stands, the desk holds it"
    assert drafts.may_discard(limited(), draft) is may
    if not may:
        with pytest.raises(PermissionDenied):
            workflow.publish_draft(draft, limited())
    else:
        assert workflow.publish_draft(draft, limited()).section == sections[goes]


@pytest.mark.long
@pytest.mark.parametrize("published", [True, False])
@pytest.mark.parametrize("number", [0, 2])
def test_who_said_what_is_for_the_desk_of_the_section_once_readers_see_it(sections, number, published):
    quote = make.quote(make.article(section=sections[number], published=published))
    may = number == 0 or not published
    assert attributing.may(limited(), quote.article) is may
    client = client_of(limited())
    page = reverse("admin:articles_quote_change", args=[quote.pk])
    form = form_of(client_of("chief").get(page), "unnamed")
    for query in ("", "?_bench=1"):
        answer = client.post(page + query, form | {"speaker_as_printed": f"غيره{query}", "_save": "1"})
        quote.refresh_from_db()
        assert (quote.speaker_as_printed == f"غيره{query}") is may
        assert (answer.status_code == 403) is not may
        form = form_of(client_of("chief").get(page), "unnamed")


@pytest.mark.long
@pytest.mark.parametrize("query", ["", "?_bench=1"])
@pytest.mark.parametrize(("who", "why"), [
    ("limited", "هذه المادة تتبع ديسك قسم آخر"), ("reporter", "هذه المادة يراها القراء"), ("chief", ""),
])  # fmt: skip
def test_a_quote_that_is_anothers_opens_to_be_read_and_says_why(sections, who, why, query):
    quote = make.quote(make.article(section=sections[2]))
    page = reverse("admin:articles_quote_change", args=[quote.pk]) + query
    html = client_of(limited() if who == "limited" else who).get(page).content.decode()
    for button in ("_confirm", "_save", "_reject"):
        assert (f'name="{button}"' in html) is (who == "chief")
    assert ("field-new_speaker" in html) is (who == "chief")
    assert why in html


@pytest.mark.long
def test_a_story_without_a_section_is_taken_into_his_own_and_moved_in_one_save(sections):
    story = make.article(published=False, created_by=member("reporter"))
    Article.objects.filter(pk=story.pk).update(section=None, state="at_desk")
    page = client_of(limited()).get(change(story)).content.decode()
    assert "اختر لها قسماً من أقسامك واحفظها" in page and 'value="ready"' not in page
    with pytest.raises(PermissionDenied, match="لا قسم لهذه المادة"):
        workflow.move(story, "ready", limited())
    form = form_of(client_of(limited()).get(change(story)), "body")
    client_of(limited()).post(change(story), form | {"section": sections[0].pk, "_move": "ready"})
    story.refresh_from_db()
    assert (story.state, story.section) == ("ready", sections[0])
    page = client_of(limited()).get(change(story)).content.decode()
    assert "اختر لها قسماً" not in page and 'value="publish"' in page


@pytest.mark.parametrize(("number", "published", "said"), [
    (None, True, "رئيس التحرير يحدّد قسمها"),
    *(pytest.param(2, published, "تتبع ديسك قسم آخر", marks=pytest.mark.long) for published in (False, True)),
])  # fmt: skip
def test_whose_a_story_is_stands_where_its_buttons_would(sections, number, published, said):
    story = make.article(published=published)
    Article.objects.filter(pk=story.pk).update(section=None if number is None else sections[number])
    assert said in client_of(limited()).get(change(story)).content.decode()
    assert 'class="help not-yours"' not in client_of("desk").get(change(story)).content.decode()


@pytest.mark.long
def test_a_draft_that_takes_a_withdrawn_story_elsewhere_has_no_button_of_who_may_not_send_it_there(sections):
    story = make.article(section=sections[0])
    draft = workflow.draft_for(story, member("chief"))
    draft.section = sections[2]
    draft.save()
    workflow.move(story, "withdraw", member("chief"))
    page = f"/admin/articles/article/{story.pk}/change/"
    for who, stands in ((limited(), False), ("chief", True)):
        assert ('value="publish"' in client_of(who).get(page).content.decode()) == stands


def test_the_editor_in_chief_names_the_desk_of_a_section_and_who_left_stays_named(sections):
    chief, reporter = client_of("chief"), member("reporter")
    member("desk")
    gone = limited()
    gone.is_active = False
    gone.save()
    address = f"/admin/articles/section/{sections[0].pk}/change/"
    form = form_of(chief.get(address), "slug")
    assert str(gone.pk) in form["editors"]
    assert chief.post(address, form | {"editors": [gone.pk, reporter.pk]}).status_code == 302
    assert {*sections[0].editors.all()} == {gone, reporter}


def test_who_is_taken_out_of_his_last_section_does_not_work_at_every_desk_unsaid(sections):
    chief, (mine, other, _not_his) = client_of("chief"), sections
    editor = mine.editors.get()

    def without_editors(section):
        return send(
            chief, f"/admin/articles/section/{section.pk}/change/", {"editors": []}, "name"
        ).content.decode()

    assert "في الأقسام كلها" not in without_editors(other)
    answer = chief.post(f"/admin/articles/section/{mine.pk}/delete/", {"post": "yes"}).content.decode()
    assert f"عملوا في الأقسام كلها: {editor}" in answer and type(mine).objects.filter(pk=mine.pk).exists()
    assert f"يعملون في الأقسام كلها: {editor}" in without_editors(mine)


def test_the_desk_says_with_which_account_an_author_signs_in():
    signer, desk, reporter = Contributor.objects.create(name="رنا"), client_of("desk"), member("reporter")
    address = f"/admin/articles/contributor/{signer.pk}/change/"
    page = desk.get(address)
    assert f'<option value="{reporter.pk}">' in page.content.decode()
    assert desk.post(address, form_of(page, "biography") | {"user": reporter.pk}).status_code == 302
    signer.refresh_from_db()
    assert signer.user == reporter


def test_the_account_of_an_author_who_left_stays_when_his_page_is_saved():
    gone = limited()
    gone.is_active = False
    gone.save()
    signer, desk = Contributor.objects.create(name="رنا", user=gone), client_of("desk")
    make.article().bylines.create(contributor=signer)  # readers see the page
    address = f"/admin/articles/contributor/{signer.pk}/change/"
    form = form_of(desk.get(address), "biography") | {"biography": "تكتب في الاقتصاد."}
    assert desk.post(address, form).status_code == 302
    signer.refresh_from_db()
    assert (signer.user, signer.biography) == (gone, "تكتب في الاقتصاد.")


@pytest.mark.parametrize("number", quick(1, [2, None, 0]))
def test_the_form_of_a_correction_opens_only_for_the_desk_of_its_story(sections, number):
    story = make.article()
    Article.objects.filter(pk=story.pk).update(section=None if number is None else sections[number])
    answer = client_of(limited()).get(f"/admin/articles/correction/add/?article={story.pk}")
    said = {2: "هذه المادة تتبع ديسك قسم آخر", None: "لا قسم لهذه المادة"}.get(number)
    assert answer.status_code == (403 if said else 200)
    assert (said or 'name="text"') in answer.content.decode()
    chief = client_of("chief").get(f"/admin/articles/correction/add/?article={story.pk}")
    assert chief.status_code == 200
