"""At the desk: two rows are merged and parted by hand, uses are shown, what is used stays."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from taggit.models import Tag

from articles.models import Byline, Citation, Contributor, Correction, Occasion, Source
from newsroom.merging.models import Merge
from people.models import Organization, Person, Position
from tests import make
from tests.cast import client_of

pytestmark = pytest.mark.django_db
PAST = datetime(2024, 3, 1, 9, tzinfo=UTC)


def address(row, page="change"):
    meta = row._meta
    args = [row.pk] if page in ("change", "delete") else []
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_{page}", args=args)


def world():
    """One story that uses one of everything."""
    port, who, paper = make.organization(), make.person(), Source.objects.create(name="البيان")
    story = make.article(at=PAST)
    held = make.tenure(who)
    Position.objects.update(organization=port)
    occasion = Occasion.objects.create(title="مؤتمر", host=port)
    quote = make.quote(story, who, tenure=held, occasion=occasion)
    quote.co_speakers.add(make.person("هدى"))
    quote.attributions.create(order=0, source=paper)
    quote.attributions.create(order=1, organization=port)
    Citation.objects.create(article=story, source=paper)
    writer = Contributor.objects.create(name="كاتب")
    Byline.objects.create(article=story, contributor=writer)
    story.tags.add("موانئ")
    return [who, port, paper, occasion, writer, Position.objects.get(), story.section, Tag.objects.get(), *quote.co_speakers.all()]  # fmt: skip


@pytest.mark.long
def test_what_is_in_use_says_where_and_cannot_be_deleted():
    chief = client_of("chief")
    for row in world():
        uses = chief.get(address(row)).context["uses"]
        assert uses and any(use.binds for use in uses), row
        for use in uses:
            if use.address:
                listed = chief.get(use.address)
                assert listed.status_code == 200 and listed.context["cl"].result_count == use.count, use
        assert chief.get(address(row, "delete")).context["protected"], row
        chief.post(address(row, "delete"), {"post": "yes"})
        chief.post(
            address(row, "changelist"),
            {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"},
        )
        assert type(row).objects.filter(pk=row.pk).exists(), row


@pytest.mark.long
def test_a_form_asks_as_much_of_a_thousand_uses_as_of_one():
    chief = client_of("chief")
    who, *_ = world()
    chief.get(address(who))
    counts = []
    for more in (1, 30):
        body = "".join(f'<p>«<q data-quote="{n:010d}">كلام {n}</q>»</p>' for n in range(more))
        story = make.article(body=body, published=False)
        story.quotes.update(person=who)
        with CaptureQueriesContext(connection) as found:
            chief.get(address(who))
        counts.append(len(found))
    assert counts[0] == counts[1] <= 40


def test_two_are_merged_from_the_list_and_parted_in_the_log():
    desk = client_of("desk")
    kept, double = make.person("سالم الراسي", wikidata="Q1"), make.person("سالم الراسّي", wikidata="Q2")
    quote = make.quote(make.article(at=PAST), kept)
    other = make.quote(make.article(at=PAST), double)
    chosen = {"action": "merge_selected", "_selected_action": [kept.pk, double.pk]}
    page = desk.post(address(kept, "changelist"), chosen, follow=True)
    assert page.context["winner"] == kept
    text = page.content.decode()
    assert "Q1" in text and "Q2" in text
    page = desk.post(address(kept, "merge"), {"ids": [kept.pk, double.pk], "winner": kept.pk}, follow=True)
    assert page.redirect_chain[-1][0] == address(kept)
    made = Merge.objects.get()
    assert made.by.username == "desk" and kept.quotes.count() == 2
    assert desk.get(address(double)).url == address(kept)  # a colleague has the old form open
    log = desk.get(reverse("admin:merging_merge_change", args=[made.pk]))
    assert "سالم الراسّي" in log.content.decode()
    assert desk.get(reverse("admin:merging_merge_changelist")).status_code == 200
    page = desk.post(reverse("admin:merging_merge_undo", args=[made.pk]), follow=True)
    assert {quote.person_id, other.person_id} == set(Person.objects.values_list("pk", flat=True))
    assert double.quotes.get() == other
    # Nothing is left to take back, and the page says so.
    page = desk.post(reverse("admin:merging_merge_undo", args=[made.pk]), follow=True)
    assert page.context["messages"]


@pytest.mark.long
def test_from_the_form_of_the_empty_one_it_is_the_used_one_that_stays_unless_chosen_otherwise():
    desk = client_of("desk")
    kept, double = make.person("سالم الراسي"), make.person("سالم الراسّي", is_public_figure=False)
    make.quote(make.article(at=PAST), kept)
    assert 'name="winner"' not in desk.get(address(double, "merge"), {"ids": [double.pk]}).content.decode()
    page = desk.get(address(double, "merge"), {"ids": [double.pk, kept.pk]})
    assert page.context["winner"] == kept
    assert "icon-yes" not in page.content.decode(), "Yes and no are words here."
    stranger = make.person("هدى القرنفلي")
    page = desk.get(address(kept, "merge"), {"ids": [kept.pk, double.pk, stranger.pk]})
    assert [len(plan.warnings) for plan in page.context["plans"]] == [1, 1]
    assert "اسم مشترك" in page.context["plans"][1].warnings[0]


def test_nothing_can_be_chosen_to_stay_but_what_the_page_shows_the_result_of():
    desk, one, double = client_of("desk"), make.person("سلمى الرشدان"), make.person("سلمى الرشدان")
    page = desk.get(address(one, "merge"), {"ids": [one.pk, double.pk], "winner": one.pk})
    html = page.content.decode()
    assert "radio" not in html and f"#{double.pk}</bdi> في «<bdi>سلمى الرشدان</bdi>»" in html
    [other] = re.findall(r'class="button" href="\?([^"]*)">ليبقَ هذا', html)
    page = desk.get(address(one, "merge") + "?" + unescape(other))
    assert page.context["winner"] == double
    winners = re.findall(r'name="winner" value="(\d+)"', page.content.decode())
    assert winners == [str(double.pk)] * 2
    desk.post(address(one, "merge"), {"ids": [one.pk, double.pk], "winner": winners[-1]})
    assert [*Person.objects.values_list("pk", flat=True)] == [double.pk]


@pytest.mark.parametrize("ids", [[], [10**30, "x", ""], ["1"], [1, 2, 3]])
def test_odd_choices_change_nothing(ids):
    desk = client_of("desk")
    one = Organization.objects.create(pk=1, name="هيئة")
    page = desk.get(address(one, "merge"), {"ids": ids, "winner": "9", "q": "\0"})
    assert page.status_code == 200
    assert desk.post(address(one, "merge"), {"ids": ids, "winner": "9"}).status_code == 200
    assert Merge.objects.count() == 0


def test_a_reporter_merges_nothing():
    reporter = client_of("reporter")
    one, two = make.person("أ"), make.person("ب")
    assert reporter.get(address(one, "merge"), {"ids": [one.pk, two.pk]}).status_code == 403
    assert (
        reporter.post(address(one, "merge"), {"ids": [one.pk, two.pk], "winner": one.pk}).status_code == 403
    )
    made = Merge.objects.create(
        model="people.person", winner_id=one.pk, loser_id=99, winner_name="أ", loser_name="ج"
    )
    assert reporter.post(reverse("admin:merging_merge_undo", args=[made.pk])).status_code == 403
    assert address(one, "merge") not in reporter.get(address(one)).content.decode()


def test_what_refuses_a_deletion_is_said_in_a_sentence():
    who, *_ = world()
    Correction.objects.create(article=make.article(), kind="reply", person=who, text="لا.")
    page = client_of("chief").get(address(who, "delete")).content.decode()
    line = re.search(f"<li>تجد «{who.name}» (.*?)</li>", page)[1]
    assert (
        re.search(r"في (موضع واحد|موضعين|\d+ مواضع) من الاقتباسات", line)
        and " وفي " in line
        and "):" not in line
    )
