"""A story before it is public: who sees it, and when a link stops showing it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import drafts, holding, previews, workflow
from articles.models import Article, PreviewLink, State
from articles.views.preview import address_of
from tests import make
from tests.browser import form_of
from tests.cast import client_of, member
from tests.test_sentinel import picture

pytestmark = pytest.mark.django_db

HEADLINE = "الميناء يبقى مفتوحاً"
HOUR = timedelta(hours=1)


def link_to(article, hours=24):
    return previews.share(article, member("desk"), hours)


def opened(link):
    return Client().get(address_of(link))


def says_nothing(response):
    return HEADLINE not in response.content.decode() and make.WORDS not in response.content.decode()


def is_unseen(response):
    return (
        response["Cache-Control"] == "private, no-store"
        and "noindex" in response["X-Robots-Tag"]
        and response["Referrer-Policy"] in ("same-origin", "no-referrer")
    )


@pytest.mark.long
@pytest.mark.parametrize("state", list(State))
def test_staff_sees_every_state(state):
    story = make.article(published=False)
    type(story).objects.filter(pk=story.pk).update(
        state=state,
        **({"publish_at": make.NOW, "visible_from": make.NOW} if state == State.PUBLISHED else {}),
    )
    for role in ("reporter", "desk", "chief", "administrator"):
        response = client_of(role).get(reverse("preview", args=[story.pk]))
        assert HEADLINE in response.content.decode(), role
        assert is_unseen(response), role


def test_staff_sees_the_draft_behind_a_published_story():
    story = make.article()
    draft = workflow.draft_for(story)
    draft.headline = "عنوان المسودة"
    draft.save()
    page = client_of("reporter").get(reverse("preview", args=[story.pk])).content.decode()
    assert "عنوان المسودة" in page
    assert make.WORDS in page
    assert "<a href" not in page.partition('class="story-body"')[2].partition("</div>")[0]


def test_a_reader_is_asked_to_log_in():
    story = make.article(published=False)
    response = Client().get(reverse("preview", args=[story.pk]))
    assert (response.status_code, response.url.partition("?")[0]) == (302, reverse("admin:login"))


def test_a_link_shows_the_story_to_somebody_without_an_account():
    response = opened(link_to(make.article(published=False)))
    page = response.content.decode()
    assert HEADLINE in page and make.WORDS in page
    assert is_unseen(response)
    assert response["Referrer-Policy"] == "no-referrer"
    head = page.partition("</head>")[0]
    assert HEADLINE not in head, "a messenger that looks at the link must not print the headline"
    assert "noindex" in head and "canonical" not in head
    assert "/admin/" not in page


def test_a_link_of_a_draft_shows_the_draft_row():
    story = make.article()
    draft = workflow.draft_for(story)
    draft.headline = "عنوان المسودة"
    draft.save()
    link = link_to(draft)
    assert "عنوان المسودة" in opened(link).content.decode()
    workflow.publish_draft(draft)
    response = opened(link)
    assert response.status_code == 410
    assert story.pk and "هذه المادة منشورة" in response.content.decode()
    workflow.draft_for(type(story).objects.get(pk=story.pk))
    assert opened(link).status_code == 410, "a later draft is not what the link was made for"


def test_publication_ends_a_link_for_ever_and_it_leads_to_the_story():
    story = make.article(published=False)
    link = link_to(story)
    workflow.publish(story)
    response = opened(link)
    assert response.status_code == 410
    assert story.get_absolute_url() in response.content.decode()
    assert is_unseen(response)
    workflow.move(story, "withdraw")
    response = opened(link)
    assert response.status_code == 410 and says_nothing(response)


def test_a_link_to_a_scheduled_story_ends_when_its_moment_comes():
    story = make.article(at=timezone.now() + HOUR)
    link = link_to(story)
    assert opened(link).status_code == 200
    assert not PreviewLink.objects.get().is_open(timezone.now() + 2 * HOUR)
    assert not PreviewLink.objects.open(timezone.now() + 2 * HOUR).exists()
    assert PreviewLink.objects.open(timezone.now()).exists()


def test_an_expired_a_revoked_and_a_killed_one_say_in_arabic_what_to_do_and_show_nothing():
    story = make.article(published=False)
    expired, revoked = link_to(story), link_to(story)
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - HOUR)
    previews.revoke(revoked, member("desk"))
    for link, said in ((expired, "اطلب رابطاً جديداً"), (revoked, "أبطلته غرفة الأخبار")):
        response = opened(link)
        assert (response.status_code, said in response.content.decode()) == (410, True)
        assert says_nothing(response) and is_unseen(response)
    living = link_to(story)
    workflow.move(story, "kill")
    assert opened(living).status_code == 410
    with pytest.raises(ValidationError):
        link_to(story)


@pytest.mark.parametrize("spoil", [lambda t: t[:-1], lambda t: "xy"[t[0] == "x"] + t[1:], lambda t: t.partition(".")[0], lambda t: "x", lambda t: t + "%00"])  # fmt: skip
def test_a_link_that_was_tampered_with_says_what_to_do_and_shows_nothing(spoil):
    token = previews.token(link_to(make.article(published=False)))
    response = Client().get(f"/preview/link/{spoil(token)}/")
    assert response.status_code == 404
    assert "انسخه كاملاً" in response.content.decode()
    assert says_nothing(response) and is_unseen(response)


def test_only_the_desk_makes_links():
    story = make.article(published=False)
    address = reverse("preview", args=[story.pk])
    assert "hours" not in client_of("reporter").get(address).content.decode()
    assert client_of("reporter").post(address, {"hours": "24"}).status_code == 403
    with pytest.raises(PermissionDenied):
        previews.share(story, member("reporter"), 24)
    desk = client_of("desk")
    assert form_of(desk.get(address), "hours")["hours"] == "24"
    made = desk.post(address, {"hours": "24"}, follow=True).content.decode()
    link = PreviewLink.objects.get()
    assert f"http://testserver{address_of(link)}" in made
    desk.post(address, {"revoke": link.uid})
    assert opened(link).status_code == 410
    assert client_of("reporter").post(address, {"revoke": link.uid}).status_code == 403
    for nonsense in ("", "-1", "25", "٢٤", "x"):
        assert "مدة صلاحية" in desk.post(address, {"hours": nonsense}, follow=True).content.decode()
    assert PreviewLink.objects.count() == 1


def test_a_legal_hold_ends_all_links_and_only_the_chief_makes_new_ones():
    story = make.article(published=False)
    link = link_to(story)
    holding.hold(story, member("desk"), "دعوى قضائية")
    assert opened(link).status_code == 410
    with pytest.raises(PermissionDenied):
        link_to(story)
    assert opened(previews.share(story, member("chief"), 24)).status_code == 200


def test_a_desk_of_another_section_makes_no_links():
    user = member("desk")
    user.desk_sections.add(make.section("رياضة", "sport"))
    with pytest.raises(PermissionDenied):
        previews.share(make.article(published=False), user, 24)


def test_what_is_public_needs_no_link():
    with pytest.raises(ValidationError):
        link_to(make.article())


def test_a_link_opens_the_photos_of_its_story_and_no_others():
    lead, inside, foreign = picture("غلاف"), picture("داخل"), picture("غريبة")
    story = make.article(
        published=False, lead_photo=lead, body=make.BODY + f'<figure data-photo="{inside.uid}"></figure>'
    )
    make.article(published=False, lead_photo=foreign)
    link = link_to(story)
    token = previews.token(link)
    page = opened(link).content.decode()
    for photo in (lead, inside):
        assert f"{photo.url_near(640)}?preview={token}" in page
    for photo, status in ((lead, 200), (inside, 200), (foreign, 404)):
        response = Client().get(photo.get_absolute_url(), {"preview": token})
        assert response.status_code == status
        if response.streaming:
            assert response["Cache-Control"] == "private, no-store"
            assert b"".join(response.streaming_content)
    previews.revoke(link, member("desk"))
    assert Client().get(lead.get_absolute_url(), {"preview": token}).status_code == 404


@pytest.mark.long
@pytest.mark.parametrize("how", ["discard", "unschedule", "hold"])
def test_a_link_to_a_draft_that_is_gone_says_that_it_was_ended(how):
    chief, ahead = member("chief"), timezone.now() + timezone.timedelta(days=2)
    story = make.article() if how == "discard" else make.article(at=ahead)
    draft = workflow.draft_for(story, chief)
    link = link_to(draft)
    if how == "discard":
        drafts.discard(draft, chief)
    elif how == "hold":
        holding.hold(story, chief, "شكوى")
    else:
        workflow.move(story, how, chief)
    answer = opened(link)
    said = (
        "هذه المادة منشورة" if how == "discard" else "أُبطل رابط المعاينة هذا"
    )  # what is public is read there
    assert answer.status_code == 410 and said in answer.content.decode()


def test_no_link_is_made_behind_a_hold_that_ended_all_links():
    story = make.article(published=False)
    read_before = Article.objects.get(pk=story.pk)
    holding.hold(story, member("chief"), "شكوى")
    with pytest.raises(PermissionDenied):
        previews.share(read_before, member("desk"), 24)
    draft = workflow.draft_for(make.article())
    workflow.publish_draft(Article.objects.get(pk=draft.pk))
    with pytest.raises(ValidationError):
        previews.share(draft, member("desk"), 24)
    assert not PreviewLink.objects.exists()
