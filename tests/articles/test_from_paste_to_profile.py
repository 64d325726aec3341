"""The whole way of a real story: pasted, completed in the admin, published, read.

It is driven on a text of our own of the same shape, always; and on the real story the project
started from when that lies beside the repository (its words never enter it).
"""

import json
from pathlib import Path

import pytest
from django.urls import reverse

from articles import marks
from articles.models import Article, Occasion, Source
from people.models import Person, Position
from tests.browser import form_of, send
from tests.cast import client_of

OURS = Path(__file__).parent.parent / "stories"
SHARED = Path(__file__).parents[3] / "shared"


def our_story():
    text = (OURS / "lighthouse.txt").read_text(encoding="utf-8")
    expected = json.loads((OURS / "lighthouse.json").read_text(encoding="utf-8"))
    outlet = ("صحيفة نورثمير كوريير", "The Northmere Courier")
    return text, expected["quotes"], expected["subheadings"], outlet


def real_story():
    gold = json.loads((SHARED / "dev" / "seed_quotes.json").read_text(encoding="utf-8"))
    text = next((SHARED / "seed").glob("*.txt")).read_text(encoding="utf-8")
    return text, gold["quotes"], ["تقليل المخاطر", "عدو صريح"], ("صحيفة الغارديان", "The Guardian")


def blocks_of(body):
    """(tag, text) of each block of a body."""
    return [(node.tag, node.text) for node in marks.parse(body) if isinstance(node, marks.Leaf)]


STORIES = [pytest.param(our_story, id="ours")]
if (SHARED / "seed").is_dir():
    STORIES.append(pytest.param(real_story, id="real", marks=pytest.mark.long))


@pytest.mark.django_db
@pytest.mark.parametrize("story", STORIES)
def test_a_pasted_story_reaches_its_speakers_profiles(story):
    text, expected, headings, (outlet, latin) = story()
    desk, reader = client_of("desk"), client_of()

    # Paste it.
    answer = send(
        desk,
        reverse("admin:articles_article_import"),
        {"text": text, "headline": "ما قيل عند الفنار"},
        "text",
    )
    article = Article.objects.get()
    here = reverse("admin:articles_article_change", args=[article.pk])
    assert answer.redirect_chain[-1][0] == here
    assert [text for tag, text in blocks_of(article.body) if tag == "h2"] == headings
    assert len(blocks_of(article.body)) == len([line for line in text.splitlines() if line.strip()])
    assert article.quotes.exists(), "the program proposes"
    assert not article.quotes.filter(state="confirmed").exists(), "and confirms nothing"

    # Mark what the finder did not see, as the editor's mouse would, and save.
    body = article.body
    for item in expected:
        if not article.quotes.filter(words=item["text"]).exists():
            start = marks.text(body).index(item["text"])
            tag = "span" if item["kind"] == "indirect" else "q"
            for part in marks.parts(body):
                if part.tag == tag and part.start < start + len(item["text"]) and start < part.end:
                    body = marks.unwrap(body, part.key)
            body = marks.wrap(body, start, start + len(item["text"]), marks.new_key(), tag)
    send(desk, here, {"body": body}, "body", press="_continue")
    article.refresh_from_db()

    # The outlet, the occasion, the positions: made in the admin's own forms.
    send(
        desk,
        reverse("admin:articles_source_add"),
        {"name": outlet, "latin_name": latin, "kind": "newspaper"},
        "latin_name",
    )
    source = Source.objects.get(latin_name=latin)
    send(
        desk,
        reverse("admin:articles_occasion_add"),
        {"kind": "press_conference", "title": "المؤتمر الصحفي", "on": "2021-09-01"},
        "title",
    )
    occasion = Occasion.objects.get()
    for name, position in {item["speaker"]: item["position_as_written"] for item in expected}.items():
        send(desk, reverse("admin:people_position_add"), {"title": position}, "title")
        post = Position.objects.get(title=position)
        send(
            desk,
            reverse("admin:people_person_add"),
            {
                "name": name, "is_public_figure": "on", "tenures-TOTAL_FORMS": "1",
                "tenures-0-position": str(post.pk), "tenures-0-start": "2019", "tenures-0-end": "2024",
            },
            "name",
        )  # fmt: skip

    # Each quote on the bench: who, as what, where, through whom; confirmed in place.
    for item in expected:
        quote = article.quotes.get(words=item["text"])
        form = reverse("admin:articles_quote_change", args=[quote.pk])
        changes = {
            "person": str(Person.objects.get(name=item["speaker"]).pk), "new_speaker": "", "organization": "",
            "unnamed": "", "position_as_printed": item["position_as_written"], "kind": item["kind"],
            "said_on": "2021-09-01", "occasion": str(occasion.pk), "verb": item.get("reporting_verb", ""),
        }  # fmt: skip
        if item is expected[0]:
            changes |= {
                "attributions-0-order": "0",
                "attributions-0-verb": "نقلاً عن",
                "attributions-0-source": str(source.pk),
            }
        data = form_of(desk.get(form + "?_bench=1"), "person") | changes | {"_confirm": "1"}
        row = desk.post(form + "?_bench=1", data).json()
        assert (row["state"], row["problem"]) == ("confirmed", "")
    for quote in article.quotes.filter(state="proposed"):
        form = reverse("admin:articles_quote_change", args=[quote.pk])
        data = form_of(desk.get(form + "?_bench=1"), "person") | {
            "_reject": "1",
            "new_speaker": "",
            "person": "",
            "organization": "",
            "unnamed": "",
        }
        assert desk.post(form + "?_bench=1", data).json()["state"] == "rejected"

    # Nobody sees it yet; then it is published, and everybody does.
    public = article.get_absolute_url()
    assert reader.get(public).status_code == 404
    send(desk, here, {}, "body", press="_move", value="publish")
    article.refresh_from_db()
    assert article.state == "published"
    page = reader.get(public)
    assert page.status_code == 200
    html = page.content.decode()
    for quote in article.quotes.filter(state="confirmed"):
        assert f'id="quote-{quote.pk}"' in html
        assert quote.person.get_absolute_url() in html
    assert "<q" not in html

    # The profiles say what each said, as what, where, and in which story.
    for name in {item["speaker"] for item in expected}:
        person = Person.objects.get(name=name)
        profile = reader.get(person.get_absolute_url()).content.decode()
        mine = [item for item in expected if item["speaker"] == name]
        assert str(mine[0]["position_as_written"]) in profile
        assert article.headline in profile
        for quote in article.quotes.filter(person=person, state="confirmed"):
            assert quote.get_absolute_url() in profile
        assert occasion.title in profile
    first = article.quotes.get(words=expected[0]["text"])
    assert outlet in reader.get(first.person.get_absolute_url()).content.decode()
    assert reader.get(source.get_absolute_url()).status_code == 200
    found = reader.get(reverse("search"), {"q": expected[0]["speaker"]}).content.decode()
    assert first.person.get_absolute_url() in found
