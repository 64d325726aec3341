"""Which photos readers see: with credit, while the rights last, through a public story that may show them."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import drafts, exchange, pictures, workflow
from articles.models import Article, Byline, Contributor, PhotoUse
from newsroom.changes.models import Change
from newsroom.photos.models import Photo
from tests import make
from tests.cast import member

pytestmark = pytest.mark.django_db


def figure(*photos):
    return "".join(f'<figure data-photo="{photo.uid}"></figure>' for photo in photos)


def story(*photos, **fields):
    return make.article(
        body=f"<p>نص</p>{figure(*photos)}", **{"at": timezone.now() - timedelta(hours=1)} | fields
    )


def seen(client, article, photo):
    """Whether readers of the story see the photo; its page and its address must not disagree."""
    page = client.get(article.get_absolute_url()).content.decode()
    in_page = f"/photos/{photo.uid}" in page
    if in_page:
        answer = client.get(photo.rendition_url(8, "jpg"))
        answer.getvalue()
        assert answer.status_code == 200
    return in_page


def is_open(client, photo):
    answer = client.get(photo.get_absolute_url())
    answer.getvalue()
    return answer.status_code == 200


def test_a_photo_without_credit_waits_and_the_story_does_not(client):
    photo, head = make.photo(credit=""), make.photo(credit=" ")
    public = story(photo, lead_photo=head)
    assert "نص" in client.get(public.get_absolute_url()).content.decode()
    assert not seen(client, public, photo) and not is_open(client, photo)
    assert str(head.uid) not in client.get("/").content.decode()
    Photo.objects.update(credit="رسم")
    assert seen(client, public, photo) and seen(client, public, head)
    assert str(head.uid) in client.get("/").content.decode()


def test_an_expired_photo_leaves_every_page_without_anything_running(client):
    photo = make.photo(expires_at=timezone.now() + timedelta(minutes=2))
    public = story(lead_photo=photo)
    speaker = make.person(photo=photo)
    make.quote(make.article(at=make.NOW - timedelta(days=1)), speaker)
    author = Contributor.objects.create(name="هالة نون", photo=photo)
    Byline.objects.create(article=public, contributor=author)
    pages = [
        "/",
        "/people/",
        speaker.get_absolute_url(),
        public.get_absolute_url(),
        author.get_absolute_url(),
    ]
    pages.append(reverse("contributor_json", args=[author.pk, author.slug]))
    assert all(photo.uid in client.get(page).content.decode() for page in pages)
    answer = client.get(photo.get_absolute_url())
    answer.getvalue()
    assert int(answer["Cache-Control"].rpartition("=")[2]) <= 120  # no cache keeps it longer than its rights
    Photo.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert not any(photo.uid in client.get(page).content.decode() for page in pages)
    assert not is_open(client, photo)


@pytest.mark.long
def test_typing_the_name_of_another_drafts_photo_does_not_open_it(client):
    photo = make.photo()
    draft = make.article(lead_photo=photo, published=False)
    typed = story(photo)
    taken = story(lead_photo=photo)
    for public in (typed, taken):
        public.save()  # nor does saying it twice
        assert not seen(client, public, photo)
    assert not is_open(client, photo)
    workflow.publish(draft)
    assert seen(client, typed, photo) and seen(client, taken, photo)


def test_a_scheduled_story_holds_its_photo_until_its_moment(client):
    photo = make.photo()
    holding = make.article(lead_photo=photo, at=timezone.now() + timedelta(hours=1))
    typed = story(photo)
    assert not is_open(client, photo)
    type(holding).objects.filter(pk=holding.pk).update(
        publish_at=timezone.now() - timedelta(hours=1), visible_from=timezone.now() - timedelta(hours=1)
    )
    assert seen(client, typed, photo)


@pytest.mark.long
def test_a_draft_behind_a_published_story_holds_what_it_adds(client):
    photo, first = make.photo(), story()
    draft = workflow.draft_for(first)
    draft.body += figure(photo)
    draft.save()
    typed = story(photo)
    assert not is_open(client, photo)
    workflow.publish_draft(draft)
    assert seen(client, first, photo) and seen(client, typed, photo)


def test_the_desk_can_make_a_held_photo_free(client):
    photo = make.photo()
    make.article(lead_photo=photo, published=False)
    typed = story(photo)
    Photo.objects.update(released=True)
    assert seen(client, typed, photo)


@pytest.mark.parametrize("was_out", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_killed_story_lets_go_of_its_photos_and_a_withdrawn_one_keeps_them(client, was_out):
    photo = make.photo()
    holding = make.article(lead_photo=photo, published=False)
    first, second = story(photo), make.article(lead_photo=photo, published=False)
    typed = make.article(lead_photo=photo, published=False)
    if was_out:
        workflow.publish(holding)
        workflow.move(holding, "withdraw")
    assert not seen(client, first, photo) and not is_open(client, photo)
    Change.objects.all().delete()
    workflow.move(holding, "kill")
    assert seen(client, first, photo) and is_open(client, photo)
    assert Change.objects.filter(key=f"article:{first.pk}").exists()
    workflow.publish(second)
    workflow.publish(typed)
    assert seen(client, second, photo) and seen(client, typed, photo)


@pytest.mark.long
def test_of_those_that_wait_for_a_killed_storys_photo_the_first_holds_it(client):
    photo = make.photo()
    killed = make.article(lead_photo=photo, published=False)
    first, second = (make.article(lead_photo=photo, published=False) for _ in range(2))
    workflow.move(killed, "kill")
    workflow.publish(second)
    assert not seen(client, second, photo)
    workflow.publish(first)
    assert seen(client, first, photo) and seen(client, second, photo)


@pytest.mark.long
@pytest.mark.parametrize("beside", [0, 1])
def test_a_story_that_is_loaded_as_killed_holds_no_photo(client, beside):
    photo = make.photo()
    lines = [
        {"uid": f"k-{number}", "headline": "خبر", "body": "نص.", "status": "killed", "lead_photo": photo.uid}
        for number in range(beside + 1)
    ]
    assert exchange.load([json.dumps(line) for line in lines]).created == beside + 1
    assert not PhotoUse.objects.filter(holds=True).exists()
    PhotoUse.objects.update(holds=True)  # killed before it let go of anything
    assert seen(client, story(photo), photo)


@pytest.mark.long
def test_a_draft_that_takes_a_public_photo_does_not_hide_it(client):
    photo = make.photo()
    public = story(photo)
    make.article(lead_photo=photo, published=False)
    assert seen(client, public, photo) and seen(client, story(photo), photo)


@pytest.mark.long
def test_a_portrait_does_not_open_what_a_draft_holds_and_a_draft_does_not_hide_a_portrait(client):
    held, face = make.photo(), make.photo()
    draft = make.article(lead_photo=held, published=False)
    public = make.article(at=make.NOW - timedelta(days=1))
    speaker = make.quote(public, make.person(photo=held)).person
    typed = story(held)
    assert held.uid not in client.get(speaker.get_absolute_url()).content.decode()
    assert held.uid not in client.get("/people/").content.decode()
    assert not is_open(client, held) and not seen(client, typed, held)
    workflow.publish(draft)
    assert held.uid in client.get(speaker.get_absolute_url()).content.decode()
    speaker.photo = face
    speaker.save()
    make.article(lead_photo=face, published=False)
    assert is_open(client, face) and seen(client, story(face), face)


def test_uses_follow_the_text():
    one, two = make.photo(), make.photo()
    article = story(one, lead_photo=two)
    article.body = f"<p>نص</p>{figure(two)}"
    article.save()
    assert [use.photo for use in article.photo_uses.all()] == [two]
    article.lead_photo, article.body = None, "<p>نص</p>"
    article.save()
    assert not PhotoUse.objects.exists()


def test_of_many_stories_the_first_to_take_a_photo_holds_it():
    photo = make.photo()
    stories = [make.article(body=figure(photo), published=False) for _ in range(2)]
    PhotoUse.objects.all().delete()
    pictures.note(stories)
    assert list(PhotoUse.objects.order_by("pk").values_list("article", "admitted")) == [
        (stories[0].pk, True), (stories[1].pk, False)
    ]  # fmt: skip


def test_loaded_stories_show_their_photos_and_open_no_others(client):
    held = make.photo()
    make.article(lead_photo=held, published=False)
    head, inside = make.photo(), make.photo()
    lines = [
        {
            "uid": "s1",
            "headline": "الميناء",
            "body": f"<p>نص</p>{figure(inside, held)}",
            "lead_photo": head.uid,
        },
        {"uid": "s2", "headline": "الجسر", "body": "<p>نص</p>"},
    ]
    assert exchange.load(json.dumps(line) for line in lines).created == 2
    loaded = Article.objects.get(uid="s1")
    assert [seen(client, loaded, photo) for photo in (head, inside, held)] == [True, True, False]


def test_readers_are_told_what_kind_of_picture_they_see(client):
    photo = make.photo(label="ai")
    public = story(lead_photo=photo)
    for page in ("/", public.get_absolute_url()):
        assert "بالذكاء الاصطناعي" in client.get(page).content.decode()


def test_a_decorative_photo_is_silent_and_another_is_never_mute(client):
    adorning, plain = make.photo(alt="", decorative=True, caption="سفن"), make.photo(alt="", caption="مرفأ")
    page = client.get(story(adorning, plain).get_absolute_url()).content.decode()
    assert 'alt=""' in page and 'alt="مرفأ"' in page and 'alt="سفن"' not in page


@pytest.mark.long
@pytest.mark.parametrize("gone", ["discard", "kill"])
def test_a_draft_that_goes_lets_go_of_the_photo_it_held(client, gone):
    photo, chief = make.photo(), member("chief")
    first = make.article("لها مسودة")
    draft = workflow.draft_for(first, chief)
    draft.lead_photo = photo
    draft.save()
    second = make.article("تنتظر", lead_photo=photo)
    assert not PhotoUse.objects.get(article=second).admitted
    if gone == "discard":
        drafts.discard(draft, chief)
    else:
        workflow.move(first, "withdraw", chief)
        workflow.move(first, "kill", chief)
    assert PhotoUse.objects.get(article=second).admitted and seen(client, second, photo)
