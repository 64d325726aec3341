"""The sentinel walk: what is not public is nowhere.

A draft, a scheduled, an embargoed, an expired, a withdrawn and a killed story, a draft behind a
published one, an unconfirmed quote, and comments of the desk carry a secret word in every field. Every address of the
site is visited and the word must not be there. An address pattern without a proof below fails.
"""

import datetime
from itertools import pairwise
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from taggit.models import Tag

from articles import anchors, attributing, comments, history, pictures, previews, publicity, workflow
from articles.models import (
    Article,
    Attribution,
    Byline,
    Citation,
    Contributor,
    Correction,
    Occasion,
    Place,
    PreviewLink,
    Quote,
    Section,
    Source,
    Version,
)
from newsroom.models import Redirect
from newsroom.outgoing import delivering
from newsroom.outgoing.models import Event, Receiver
from newsroom.photos.models import Photo
from people.models import Organization, Person, Position, Tenure
from tests import make
from tests.browser import form_of
from tests.cast import member
from tests.outgoing.receiver import serving
from tests.worlds import shared

SECRET = "زبرجدة"
KEPT = "ياقوتة"  # in what readers were told of a story that was withdrawn: it stays, and nothing beside it
HOUR = datetime.timedelta(hours=1)


def picture(name):
    return make.photo(alt=f"صورة {name}", caption=f"تعليق {name}", credit=name)


def cast(name):
    """Somebody, an organization, a source and an occasion that only one story knows."""
    person = Person.objects.create(
        name=f"فلان {name}", is_public_figure=True, biography=f"سيرة {name}", photo=picture(name)
    )
    organization = Organization.objects.create(name=f"جهة {name}", description=name)
    Tenure.objects.create(
        person=person,
        position=Position.objects.create(title=f"منصب {name}", organization=organization),
        start="2020",
        end="2030",
    )
    source = Source.objects.create(name=f"صحيفة {name}", latin_name=f"Paper {name}", description=name)
    return (
        person,
        organization,
        source,
        Occasion.objects.create(title=f"مؤتمر {name}", on="2026-01-01", place=name, host=organization),
    )


def story(name, number, state="published", confirmed=True, **fields):
    """A story that says `name` everywhere, its two quotes confirmed at one occasion."""
    person, organization, source, occasion = cast(f"{name}{number}")
    keys = [f"{number:09d}{letter}" for letter in "ab"]
    photo, expires = picture(name), fields.pop("expire_at", None)
    article = Article(
        headline=f"عنوان {name}", kicker=name, short_headline=f"قصير {name}", standfirst=f"موجز {name}",
        body=f'<p>قال: «<q data-quote="{keys[0]}">كلام {name}</q>».</p><p>وقالت الجهة: «<q data-quote="{keys[1]}">بيان {name}</q>».</p>'
        f'<figure data-photo="{picture(name).uid}"><figcaption>{name}</figcaption></figure>',
        dateline_place=name, lead_photo=photo, **fields,
    )  # fmt: skip
    article.save()
    pictures.say(article, [{"uid": photo.uid, "alt": f"بديل {name}", "caption": f"تحت الصورة {name}"}])
    article.tags.add(f"وسم {name}{number}")
    land = Place.objects.get_or_create(uid="land", defaults={"name": "بلاد الريحان"})[0]
    article.places.add(Place.objects.create(name=f"مكان {name}{number}", latin_name=name, parent=land))
    Byline.objects.create(
        article=article,
        contributor=Contributor.objects.create(name=f"كاتب {name}", biography=name, photo=photo),
    )
    citation = Citation.objects.create(article=article, source=source, title=f"مرجع {name}")
    said = KEPT if state == "withdrawn" else name
    correction = Correction.objects.create(
        article=article, text=f"تصحيح {said}", issued_at=timezone.now() - HOUR, quote=article.quotes.first()
    )
    for quote, speaker in zip(article.quotes.all(), (person, organization), strict=True):
        quote.person, quote.organization = (speaker, None) if speaker is person else (None, speaker)
        quote.occasion, quote.position_as_printed, quote.said_on = occasion, f"صفة {name}", "2026-01-01"
        quote.original_words, quote.original_language = f"words {name}", "en"
        quote.save()
        Attribution.objects.create(quote=quote, order=0, citation=citation)
        if confirmed:
            attributing.confirm(quote)
    if state != "draft":
        workflow.publish(article, at=fields.get("publish_at") or timezone.now() - HOUR)
    if expires:
        article.expire_at = expires
        article.save()
        publicity.refresh(article)
    if state == "withdrawn":
        # What is not issued yet, and a reply that waits; and the text that was corrected was shown to readers.
        row = {"article": article, "text": SECRET, "replier": SECRET}
        Correction.objects.create(**row, issued_at=timezone.now() + HOUR)
        Correction.objects.create(**row, kind="reply")
        last = article.versions.first()
        Correction.objects.filter(pk=correction.pk).update(version_before=last, version_after=last)
    if state in ("withdrawn", "killed"):
        workflow.move(article, "withdraw", notice="سحبت غرفة الأخبار هذه المادة.")
    if state == "killed":
        workflow.move(article, "kill", notice="ألغيت هذه المادة.")
    return article


def taken_back(waiting):
    """A story that was withdrawn before anybody saw it: of it readers were told nothing, and are told nothing."""
    workflow.move(waiting, "withdraw", notice=SECRET)
    return waiting


def changed_without_words(hidden):
    """A public story whose first wording had to go, and stories that nobody may see with old words opened."""
    said = story("معلن", 10)
    for added, shown in ((f"<p>{SECRET}</p>", True), ("", False), ("<p>معلن زيد.</p>", True)):
        draft = workflow.draft_for(said)
        draft.body = draft.body.replace(f"<p>{SECRET}</p>", "") + added
        draft.save()
        said = workflow.publish_draft(draft, show_words=shown)
    for row in hidden:
        content = history.snapshot(row)
        first = history.keep(row).number
        for number, body in enumerate((content["body"], f"<p>{SECRET} غيره</p>"), first + 1):
            version = history.version(row, content | {"body": body}, Version.Kind.PUBLISHED, number)
            version.change, version.words_shown = "material", True
            version.public_from = timezone.now() - HOUR
            version.save()


def make_world():
    """One public story that names nothing secret, and everything that hides a secret."""
    now = timezone.now()
    Receiver.objects.create(name="خارج", url="https://receiver.example/")
    public = story("معلن", 1)
    hidden = [
        story(SECRET, 2, state="draft"),
        story(SECRET, 3, publish_at=now + HOUR),
        story(SECRET, 4, embargo_until=now + HOUR),
        story(SECRET, 5, publish_at=now - 3 * HOUR, expire_at=now - 2 * HOUR),
        story(SECRET, 6, state="withdrawn"),
        story(SECRET, 7, state="killed"),
        taken_back(story(SECRET, 11, publish_at=now + HOUR)),
    ]
    draft = workflow.draft_for(public)
    draft.headline, draft.body = f"مسودة {SECRET}", draft.body + f"<p>{SECRET}</p>"
    draft.save()
    history.keep(draft)
    changed_without_words(hidden)
    # In the public story itself: a quote nobody confirmed, with somebody whom nothing else shows.
    unconfirmed = story("معلن", 8, confirmed=False)
    witness, _, _, occasion = cast(f"{SECRET}8")
    for quote in unconfirmed.quotes.all():
        quote.person, quote.organization, quote.occasion = witness, None, occasion
        quote.position_as_printed = f"صفة {SECRET}"
        quote.save()
    # A reply that came in, and a correction that is not issued yet.
    Correction.objects.create(article=public, kind="reply", text=SECRET, replier=SECRET)
    Correction.objects.create(article=public, text=SECRET, quote=public.quotes.first(), issued_at=now + HOUR)
    # And photos that nobody may see yet, typed into a public body or at its head.
    held = [
        hidden[0].lead_photo,
        make.photo(alt=SECRET, credit=""),
        make.photo(alt=SECRET, expires_at=now - HOUR),
    ]
    typed = story("معلن", 9)
    typed.lead_photo = hidden[1].lead_photo
    typed.body += "".join(f'<figure data-photo="{photo.uid}"></figure>' for photo in held)
    leads = [row.get_absolute_url() for row in hidden]
    typed.body += "".join(f'<p><a href="{address}">اقرأ</a></p>' for address in leads)
    typed.origin, typed.canonical_url = "translated", settings.SITE_ADDRESS + leads[5]
    typed.save()
    # Links of when readers saw them, and would be led on from an address of before.
    for number, address in enumerate(leads):
        Redirect.objects.create(old_path=f"/old/{number}/", new_path=address)
        Citation.objects.create(
            article=typed,
            source=typed.citations.first().source,
            url=settings.SITE_ADDRESS + address,
        )
    for step, cited in zip(
        Attribution.objects.filter(quote__article=typed),
        typed.citations.exclude(url="")[5:],
        strict=True,
    ):
        step.citation = cited
        step.save()
    # All that is hidden stands in a line with what is public, between it, and says it in another language.
    for older, newer in pairwise([public, *hidden, unconfirmed]):
        Article.objects.filter(pk=newer.pk).update(updates_story=older)
    Article.objects.filter(pk__in=[row.pk for row in hidden]).update(translation_of=public, language="en")
    Article.objects.filter(pk=draft.pk).update(updates_story=hidden[0], translation_of=hidden[1])
    Article.objects.filter(pk=typed.pk).update(translation_of=hidden[1], language="fr")
    # What the desk says to each other of what is public: on its words, on all of it, in confidence, answered.
    desk = member("desk")
    for row in (public, unconfirmed, typed):
        anchored = anchors.anchor(row, "معلن", field="headline")
        for confidential in (False, True):
            comment = comments.write(row, desk, f"تعليق {SECRET}", desk, confidential, **anchored)
            comments.reply(comment, desk, f"جواب {SECRET}")
            comments.resolve(comments.write(row, desk, SECRET, is_confidential=confidential), desk)
    call_command("rebuild_index", verbosity=0)
    return {"public": public, "hidden": hidden, "draft": draft, "unconfirmed": unconfirmed}


stored, world = shared(make_world)


def rows(model):
    return list(model.objects.order_by("pk"))


def addresses_of(name, model):
    return [reverse(name, args=[row.pk, row.slug]) for row in rows(model)]


def of_articles(world):
    return addresses_of("article_detail", Article) + [
        reverse("article_detail", args=[row.pk, "x"]) for row in rows(Article)
    ]


def of_changes(world):
    return addresses_of("article_changes", Article)


def of_tags(world):
    return [reverse("tag_detail", args=[tag.pk, slug]) for tag in rows(Tag) for slug in ("x", tag.slug)]


def of_quotes(world):
    return [reverse("quote_detail", args=[quote.pk]) for quote in rows(Quote)]


def of_preview_links(world):
    """Links that ended or were tampered with, to every row: an open one shows its story on purpose."""
    found = []
    for row in rows(Article):
        ended = timezone.now() - HOUR
        expired = PreviewLink.objects.create(article=row, expires_at=ended)
        revoked = PreviewLink.objects.create(article=row, expires_at=ended + 2 * HOUR, revoked_at=ended)
        living = previews.token(PreviewLink.objects.create(article=row, expires_at=ended + 2 * HOUR))
        tokens = [
            previews.token(expired),
            previews.token(revoked),
            living[:-1] + "!",
            living.partition(".")[0],
        ]
        found += [reverse("preview_link", args=[token]) for token in tokens]
    return found


def of_sections(name):
    return lambda world: [reverse(name, args=[section.slug]) for section in rows(Section)]


def of_photos(world):
    return [photo.get_absolute_url() for photo in rows(Photo)]


def of_renditions(world):
    """One of each photo: who may see it is asked alike of all of them."""
    return [photo.rendition_url(photo.widths[0], "avif") for photo in rows(Photo)]


def of_cuts(world):
    """The pictures of the tests are too small to be cut: a rendition of each stands in for its card."""
    for photo in rows(Photo):
        if not photo.cuts:
            photo.cuts, photo.cut_at = {"card": photo.widths}, "50-50"
            for width in photo.widths:
                for ending in ("avif", "jpg"):
                    with photo.file.storage.open(photo.rendition_name(width, ending)) as file:
                        photo.file.storage.save(photo.rendition_name(width, ending, "card"), file)
            Photo.objects.filter(pk=photo.pk).update(cuts=photo.cuts, cut_at=photo.cut_at)
    return [photo.cut_url("card", photo.widths[0], "jpg") for photo in rows(Photo)]


def listed(address, /, **queries):
    """A list page, plain, filtered by the secret word, and sorted out of range."""
    return lambda world: [
        reverse(address),
        *(f"{reverse(address)}?{key}={value}" for key, values in queries.items() for value in values),
    ]


# Every pattern of the public site, and the addresses that prove it.
PROOFS = {
    "home": listed("home"),
    "feed": listed("feed"),
    "article_detail": of_articles,
    "article_changes": of_changes,
    "preview": lambda world: [reverse("preview", args=[row.pk]) for row in rows(Article)],
    "preview_link": of_preview_links,
    "section_detail": of_sections("section_detail"),
    "section_feed": of_sections("section_feed"),
    "tag_detail": of_tags,
    "place_detail": lambda world: addresses_of("place_detail", Place),
    "place_feed": lambda world: addresses_of("place_feed", Place),
    "contributor_detail": lambda world: addresses_of("contributor_detail", Contributor),
    "contributor_feed": lambda world: addresses_of("contributor_feed", Contributor),
    "contributor_json": lambda world: addresses_of("contributor_json", Contributor),
    "correction_list": listed("correction_list"),
    "correction_feed": listed("correction_feed"),
    "quote_list": listed("quote_list", words=["كلام", "بيان"], speaker=["فلان"], source=["صحيفة"], year=["2026"], kind=["direct"]),
    "quote_detail": of_quotes,
    "occasion_detail": lambda world: addresses_of("occasion_detail", Occasion),
    "source_list": listed("source_list"),
    "source_detail": lambda world: addresses_of("source_detail", Source),
    "person_list": listed("person_list", name=["فلان"], q=["فلان"]),
    "person_detail": lambda world: addresses_of("person_detail", Person),
    "person_feed": lambda world: addresses_of("person_feed", Person),
    "organization_detail": lambda world: addresses_of("organization_detail", Organization),
    "search": listed("search", q=["فلان", "عنوان", "كلام", "جهة", "صحيفة", "مؤتمر", "وسم", "مكان:مكان", "words", "Paper", "-معلن عنوان"]),
    "search_suggestions": listed("search_suggestions", q=["فلان", "عنوان", "جهة", "صحيفة", "مؤتمر", "وسم", "مكان", "paper", "زب", SECRET[:3]]),
    "about": listed("about"),
    "photo_file": of_photos,
    "photo_rendition": of_renditions,
    "photo_cut": of_cuts,
    "sitemap": listed("sitemap"),
    "sitemap_section": lambda world: [
        reverse("sitemap_section", args=[name]) for name in ("stories", "authors", "places", "people", "quotes", "organizations", "sources", "occasions", "pages")
    ],
    "robots": listed("robots"),
}  # fmt: skip


def patterns(resolver=None, prefix=()):
    for item in (resolver or get_resolver()).url_patterns:
        if isinstance(item, URLResolver):
            if item.namespace != "admin":
                yield from patterns(item, prefix)
        elif isinstance(item, URLPattern):
            yield item.name


def test_every_address_pattern_has_a_proof():
    assert sorted(patterns()) == sorted(PROOFS), "give a new address pattern its proof in PROOFS"


@pytest.mark.parametrize("few", [True, pytest.param(False, marks=pytest.mark.long)])
def test_the_secret_word_is_nowhere(world, few):
    """By every address, or by a few of each pattern: of what is public, of what is hidden, and the last."""
    reader = Client()
    seen_public = set()
    for name, addresses in PROOFS.items():
        every = addresses(world)
        for address in every[:2] + every[-1:] if few else every:
            response = reader.get(address)
            assert response.status_code < 500, address
            content = b"".join(response.streaming_content) if response.streaming else response.content
            said = content.decode("utf-8", "replace") + str(response.headers)
            for form in (said, unquote(said)):
                # The query itself may stand in its own search box.
                assert SECRET not in form, f"{name}: {address}"
            if "معلن" in unquote(said):
                seen_public.add(name)
    # The walk sees: where there is something public, it is there.
    assert {
        "home",
        "article_detail",
        "quote_list",
        "person_detail",
        "search",
        "feed",
        "sitemap_section",
        "tag_detail",
        "place_detail",
        "place_feed",
    } <= seen_public
    assert few or "article_changes" in seen_public


@pytest.mark.long
def test_what_readers_were_told_of_a_withdrawn_story_stays_with_its_notice_and_in_the_lists_alone(world):
    reader, begins = Client(), f"/articles/{world['hidden'][4].pk}/"
    pages = [name for name in PROOFS if not name.startswith("photo_")]
    found = [
        (name, address.startswith(begins))
        for name in pages
        for address in PROOFS[name](world)
        if KEPT in reader.get(address).content.decode()
    ]
    assert {*found} == {
        ("article_detail", True),
        ("article_changes", True),  # its notice too
        ("correction_list", False),
        ("correction_feed", False),
    }


def test_a_line_leads_over_what_is_hidden(world):
    page = Client().get(world["public"].get_absolute_url()).content.decode()
    assert world["unconfirmed"].get_absolute_url() in page


def test_an_old_address_of_what_is_hidden_does_not_say_what_it_is(world):
    for number, article in enumerate(world["hidden"]):
        led = Client().get(f"/old/{number}/")
        assert (led.status_code, led["Location"]) == (301, f"/articles/{article.pk}/-/")


def test_hidden_stories_answer_as_if_they_were_not_there(world):
    for more in ("", "changes/"):
        statuses = [
            Client().get(article.get_absolute_url() + more).status_code for article in world["hidden"]
        ]
        assert statuses == [404, 404, 404, 404, 410, 410, 404]
    assert Client().get(reverse("article_detail", args=[world["draft"].pk, "x"])).status_code == 404


def test_the_search_command_finds_nothing_hidden(world, capsys):
    call_command("search", "فلان", "--json")
    call_command("search", SECRET, "--json")
    out = capsys.readouterr().out
    assert "معلن" in out
    assert f"عنوان {SECRET}" not in out
    assert f"فلان {SECRET}" not in out


@pytest.mark.long
def test_photos_of_hidden_stories_are_shown_to_the_desk_only(world):
    photo = world["hidden"][0].lead_photo
    for row in rows(Photo):
        if SECRET in str(row):
            for address in (row.get_absolute_url(), row.rendition_url(8, "avif")):
                assert Client().get(address).status_code == 404, row
    assert Client().get(photo.get_absolute_url()).status_code == 404
    shown = Client().get(world["public"].lead_photo.get_absolute_url())
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/png")
    assert b"".join(shown.streaming_content)


def test_nobody_outside_reads_the_admin(world):
    reader = Client()
    for article in world["hidden"]:
        response = reader.get(reverse("admin:articles_article_change", args=[article.pk]), follow=True)
        assert SECRET not in response.content.decode()
        assert form_of(response, "username")


def test_no_message_that_leaves_the_house_says_the_secret_word(world, settings):
    with serving() as outside:
        settings.WEBHOOK_PRIVATE_HOSTS = [outside.host]
        Receiver.objects.update(url=outside.url)
        delivering.run()
        sent = [(str(headers), body.decode()) for headers, body, _ in outside.got]
    assert ("story.published", world["public"].pk) in outside.told
    assert not any(SECRET in form for said in sent for text in said for form in (text, unquote(text)))
    # What is stored to be sent holds no words at all: they are read when it is sent.
    assert not any(SECRET in str(value) for row in Event.objects.values() for value in row.values())
