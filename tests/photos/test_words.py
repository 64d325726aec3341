"""What a story says of a photo in words of its own: shown, kept, carried along, rewritten."""

import json

import pytest
from django.urls import reverse

from articles import exchange, pictures, workflow
from articles.models import Article, PhotoUse
from tests import make
from tests.browser import send
from tests.cast import client_of

pytestmark = pytest.mark.django_db
OWN = {"alt": "سفينة تدخل المرفأ", "caption": "المرفأ صباح الثلاثاء"}


def story(**fields):
    inside, head = make.photo(alt="سفن", caption="من الأرشيف"), make.photo(alt="رافعة", caption="رافعات")
    return make.article(
        body=f'<p>نص</p><figure data-photo="{inside.uid}"></figure>', lead_photo=head, **fields
    )


def page(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def test_a_storys_words_for_a_photo_go_before_the_photos_own(client):
    article = story()
    lead, inside = article.lead_photo, PhotoUse.objects.exclude(photo=article.lead_photo).get().photo
    assert all(word in page(client, article) for word in ("رافعات", "من الأرشيف", 'alt="سفن"'))
    pictures.say(article, [{"uid": lead.uid, "decorative": True}, {"uid": inside.uid, **OWN}])
    seen = page(client, article)
    assert all(word in seen for word in ('alt="سفينة تدخل المرفأ"', OWN["caption"], "رافعات"))
    assert not any(word in seen for word in ("من الأرشيف", 'alt="سفن"', 'alt="رافعة"'))
    assert 'og:image:alt" content=""' in seen


@pytest.mark.long
def test_words_typed_over_a_public_story_wait_in_its_draft_and_travel_with_it(client):
    article = story()
    address = reverse("admin:articles_article_change", args=[article.pk])
    number = [use.photo_id for use in article.photo_uses.order_by("pk")].index(article.lead_photo_id)
    typed = {f"photo_uses-{number}-{name}": text for name, text in OWN.items()}
    send(client_of("desk"), address, typed, "headline")
    assert OWN["caption"] not in page(client, article)
    workflow.publish_draft(Article.objects.get(draft_of=article))
    assert OWN["caption"] in page(client, article)
    line = json.loads(next(exchange.dump()))
    assert line["photos"] == article.versions.first().content["photos"]
    assert line["photos"] == [{"uid": article.lead_photo.uid, **OWN}]
    PhotoUse.objects.update(alt="", caption="")
    assert exchange.load([json.dumps(line), json.dumps(line | {"uid": "other"})]).refused == []
    assert [pictures.said(each) for each in Article.objects.stories()] == [line["photos"]] * 2
    refused = exchange.load([json.dumps(line | {"photos": ["x"]})]).refused
    assert "alt and caption" in refused[0][1]


@pytest.mark.long
def test_a_caption_that_nobody_sees_is_said_beside_its_field_and_after_the_save():
    seen, bare = make.photo(alt="سفن"), make.photo(alt="رافعة")
    article = make.article(
        body=f'<p>نص</p><figure data-photo="{seen.uid}"><figcaption>في النص</figcaption></figure>'
        f'<figure data-photo="{bare.uid}"></figure>',
        published=False,
    )
    address = reverse("admin:articles_article_change", args=[article.pk])
    desk = client_of("desk")
    assert desk.get(address).content.decode().count("يرى القراء التعليق المكتوب تحت هذه الصورة") == 1
    rows = [use.photo for use in article.photo_uses.select_related("photo").order_by("pk")]
    typed = {
        f"photo_uses-{rows.index(seen)}-caption": "لا يرى",
        f"photo_uses-{rows.index(bare)}-caption": "يرى",
    }
    said = send(desk, address, typed, "headline", press="_continue").content.decode()
    assert "لا يظهر تعليق الصورة «لا يرى» لأحد" in said and "«يرى»" not in said
    article.refresh_from_db()
    article.lead_photo = seen
    article.save()
    assert "يرى القراء التعليق" not in desk.get(address).content.decode(), "it stands at the head too"
