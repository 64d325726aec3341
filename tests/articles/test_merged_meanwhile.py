"""A form stands open while what it names is merged: it is saved with the row that stands for it now."""

import pytest
from django.urls import reverse

from articles import attributing, history, locking, workflow
from articles.models import Article, Attribution, Byline, Citation, Contributor, Place, Quote, Source
from articles.snapshot import snapshot
from newsroom.merging.absorbing import merge
from newsroom.merging.undoing import unmerge
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


def opened(row, holding="body"):
    client = client_of("desk")
    address = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])
    return client, address, form_of(client.get(address), holding)


@pytest.mark.long
def test_a_story_open_meanwhile_is_about_the_place_that_stands_now():
    story = make.article(published=False)
    kept, double, other = (Place.objects.create(name=name) for name in ("النخلة", "النخله", "الساحل"))
    story.places.add(double, other)
    client, address, form = opened(story)
    merge(kept, double)
    assert client.post(address, form | {"headline": "عنوان جديد", "_save": "1"}).status_code == 302
    assert {*Article.objects.get(headline="عنوان جديد").places.all()} == {kept, other}


@pytest.mark.long
def test_both_of_two_that_became_one_are_one_and_a_refused_form_keeps_it():
    story = make.article(published=False)
    kept, double = (Place.objects.create(name=name) for name in ("النخلة", "النخله"))
    client, address, form = opened(story)
    merge(kept, double)
    form |= {"places": [kept.pk, double.pk], "_save": "1"}
    page = client.post(address, form | {"headline": ""})
    assert page.status_code == 200
    again = form_of(page, "body")
    assert again["places"] == str(kept.pk)
    assert client.post(address, again | {"headline": "عنوان جديد", "_save": "1"}).status_code == 302
    assert [*Article.objects.get(headline="عنوان جديد").places.all()] == [kept]


@pytest.mark.long
def test_over_two_merges_and_in_the_rows_under_the_form():
    story = make.article(published=False)
    last, middle, first = (Contributor.objects.create(name=name) for name in ("هالة", "هاله", "هلا"))
    paper, twin = (Source.objects.create(name=name) for name in ("البيان", "صحيفة البيان"))
    client, address, form = opened(story)
    merge(middle, first)
    merge(last, middle)
    merge(paper, twin)
    form |= {
        "bylines-TOTAL_FORMS": "1", "bylines-0-id": "", "bylines-0-contributor": first.pk,
        "bylines-0-role": "writing", "bylines-0-order": "0",
        "citations-TOTAL_FORMS": "1", "citations-0-id": "", "citations-0-source": twin.pk, "citations-0-title": "خبر",
    }  # fmt: skip
    answer = client.post(address, form | {"_save": "1"})
    assert answer.status_code == 302, answer.context["errors"]
    assert [line.contributor for line in story.bylines.all()] == [last]
    assert [one.source for one in story.citations.all()] == [paper]


@pytest.mark.long
def test_a_quote_s_speaker_too():
    kept, double = make.person("سالم الراسي"), make.person("سالم الراسى")
    quote = make.quote(make.article(), make.person("ليان"))
    client, address, form = opened(quote, "unnamed")
    merge(kept, double)
    assert client.post(address, form | {"person": double.pk, "_save": "1"}).status_code == 302
    quote.refresh_from_db()
    assert quote.person == kept


@pytest.mark.long
def test_what_was_deleted_meanwhile_is_left_out_and_the_field_says_so_in_words():
    story = make.article(published=False)
    stays, goes = (Place.objects.create(name=name) for name in ("النخلة", "الساحل"))
    client, address, form = opened(story)
    form |= {"places": [stays.pk, goes.pk], "headline": "عنوان جديد", "_save": "1"}
    Place.objects.filter(pk=goes.pk).delete()
    page = client.post(address, form)
    assert "لم يعد موجوداً" in str(page.context["adminform"].form.errors["places"])
    again = form_of(page, "body")
    assert (again["places"], again["headline"]) == (str(stays.pk), "عنوان جديد")
    assert client.post(address, again | {"_save": "1"}).status_code == 302


@pytest.mark.long
def test_two_signers_who_became_one_sign_once_and_the_open_form_is_told():
    story = make.article(published=False)
    kept, double = (Contributor.objects.create(name=name) for name in ("هالة", "هاله"))
    for order, one in enumerate((kept, double)):
        story.bylines.create(contributor=one, order=order)
    client, address, form = opened(story)
    merge(kept, double)
    page = client.post(address, form | {"headline": "عنوان جديد", "_save": "1"})
    assert page.status_code == 409
    again = form_of(page, "body")
    assert (again["headline"], again["bylines-TOTAL_FORMS"]) == ("عنوان جديد", "1")
    assert client.post(address, again | {"_save": "1"}).status_code == 302
    assert [line.contributor for line in Article.objects.get(headline="عنوان جديد").bylines.all()] == [kept]


@pytest.mark.long
@pytest.mark.parametrize("published", [False, pytest.param(True, marks=pytest.mark.long)])
@pytest.mark.parametrize("gone", [False, True])
def test_a_citation_that_was_changed_on_its_own_page_is_not_put_back(published, gone):
    story = make.article(published=published)
    cited = story.citations.create(source=Source.objects.create(name="البيان"), title="أول")
    client, address, form = opened(story)
    own = f"/admin/articles/citation/{cited.pk}/"
    if gone:
        client_of("chief").post(f"{own}delete/", {"post": "yes"})
    else:
        other = form_of(client_of("chief").get(f"{own}change/"), "title")
        client_of("chief").post(f"{own}change/", other | {"title": "ثانٍ"})
        assert story.versions.first().saved_by.username == "chief"
    page = client.post(address, form | {"headline": "عنوان جديد", "_save": "1"})
    assert page.status_code == 409
    again = form_of(page, "body")
    assert again["headline"] == "عنوان جديد" and again["citations-TOTAL_FORMS"] == str(int(not gone))
    assert client.post(address, again | {"_save": "1"}).status_code == 302
    assert [one.title for one in story.citations.all()] == ([] if gone else ["ثانٍ"])


@pytest.mark.long
def test_what_was_typed_of_a_citation_that_is_gone_becomes_a_new_one_for_whoever_says_so():
    story = make.article(published=False)
    cited = story.citations.create(source=Source.objects.create(name="البيان"), title="أول")
    client, address, form = opened(story)
    story.citations.all().delete()  # by whatever door
    page = client.post(address, form | {"citations-0-title": "عنوان كتبته", "_save": "1"})
    assert page.status_code == 409 and form_of(page, "body")["citations-0-title"] == "عنوان كتبته"
    assert (
        client.post(address, form_of(page, "body") | {"_save": "1", "_take_citations": "mine"}).status_code
        == 302
    )
    assert story.citations.get().title == "عنوان كتبته" and story.citations.get().pk != cited.pk


@pytest.mark.long
@pytest.mark.parametrize("typed", [{"headline": "كتبته أنا"}, {}])
def test_a_form_from_before_puts_nothing_back_on_whom_an_undone_merge_took_it_from(typed):
    kept, double = (Source.objects.create(name=name) for name in ("البيان", "بيان"))
    west, place = (Place.objects.create(name=name) for name in ("الغرب", "الغربية"))
    story = make.article(published=False)
    story.citations.create(source=double, title="أول")
    story.places.add(place)
    merges = [merge(kept, double), merge(west, place)]
    client, address, form = opened(story)
    for one in merges:
        unmerge(one)
    assert client.post(address, form | typed | {"_save": "1"}).status_code == 302
    assert story.citations.get().source.name == "بيان" and story.places.get().name == "الغربية"
    assert Article.objects.get(pk=story.pk).headline == typed.get("headline", story.headline)


def test_a_confirmation_does_not_put_a_quote_back_on_whom_a_merge_took_it_from():
    story = make.article()
    quote = make.quote(story, confirmed=False)
    other = make.person("منصور الراسي")
    Quote.objects.filter(pk=quote.pk).update(person=other)  # a merge was taken back since it was read
    attributing.confirm(quote)
    row = Quote.objects.get()
    assert (row.person, row.state) == (other, "confirmed")


@pytest.mark.long
def test_a_draft_begun_while_a_merge_stood_follows_when_it_is_taken_back():
    story, guest, desk = make.article(), make.person("خالد الراسي"), make.person("هدى السوسي")
    quote, town = make.quote(story, make.person("سالم الكيلاني")), Place.objects.create(name="الرأس")
    quote.co_speakers.add(guest)
    Attribution.objects.create(quote=quote, person=guest, order=0)
    signer = Contributor.objects.create(name="رنا")
    Byline.objects.create(article=story, contributor=signer)
    story.places.add(town)
    right = history.keep(story, member("desk")).content
    merges = [
        merge(desk, quote.person), merge(make.person("مازن"), guest),
        merge(Contributor.objects.create(name="رنا سعد"), signer), merge(Place.objects.create(name="المرسى"), town),
    ]  # fmt: skip
    draft = workflow.draft_for(Article.objects.get(pk=story.pk), member("desk"))
    for one in merges[::-1]:
        assert unmerge(one) == []
    assert snapshot(Article.objects.get(pk=draft.pk))["bylines"] == right["bylines"]
    workflow.publish_draft(Article.objects.get(pk=draft.pk), member("desk"))
    assert snapshot(Article.objects.get(pk=story.pk)) == right


def test_taking_a_merge_back_waits_for_whoever_writes_to_a_story_that_it_is_about(monkeypatch):
    """Else who publishes at that moment has read the other speaker and writes him back."""
    story, other = make.article(), make.person("هدى السوسي")
    quote = make.quote(story, make.person("سالم الكيلاني"))
    made, held = merge(other, quote.person), []
    monkeypatch.setattr(locking, "lock_all", held.extend)
    unmerge(made)
    assert held == [story.pk]


@pytest.mark.long
def test_a_second_signer_guest_or_place_comes_back_into_a_draft_that_was_begun_while_they_were_one():
    story, speaker = make.article(), make.person("سالم الكيلاني")
    quote = make.quote(story, speaker)
    guests = [make.person(name) for name in ("خالد الراسي", "هدى السوسي")]
    quote.co_speakers.set(guests)
    signers = [Contributor.objects.create(name=name) for name in ("رنا", "رنا سعد")]
    for order, signer in enumerate(signers):
        Byline.objects.create(article=story, contributor=signer, order=order)
    towns = [Place.objects.create(name=name) for name in ("الرأس", "المرسى")]
    story.places.set(towns)
    right = history.keep(story, member("desk")).content
    merges = [merge(*pair) for pair in (guests, signers, towns)] + [merge(speaker, guests[0])]
    draft = workflow.draft_for(Article.objects.get(pk=story.pk), member("desk"))
    assert snapshot(draft)["bylines"] != right["bylines"]
    for one in merges[::-1]:
        unmerge(one)
    workflow.publish_draft(Article.objects.get(pk=draft.pk), member("desk"))
    now = snapshot(Article.objects.get(pk=story.pk))
    assert {name: now[name] for name in ("bylines", "places", "quotes")} == {
        name: right[name] for name in ("bylines", "places", "quotes")
    }


def test_what_a_draft_had_chosen_before_a_merge_stays_when_it_is_taken_back():
    story, right, other = make.article(), make.person("خالد الراسي"), make.person("سالم الكيلاني")
    quote = make.quote(story, right)
    draft = workflow.draft_for(story, member("desk"))
    draft.quotes.update(person=other)
    unmerge(merge(other, right))
    assert (Quote.objects.get(pk=quote.pk).person, draft.quotes.get().person) == (right, other)


@pytest.mark.long
def test_rows_that_are_published_anew_while_a_merge_stands_go_back_with_it():
    story, source = make.article(), make.person("خالد الراسي")
    quote = make.quote(story, make.person("سالم الكيلاني"))
    Attribution.objects.create(quote=quote, person=source, order=0)
    first, second = (Contributor.objects.create(name=name) for name in ("رنا", "هدى"))
    Byline.objects.create(article=story, contributor=first)
    merges = [merge(make.person("مازن"), source), merge(Contributor.objects.create(name="رنا سعد"), first)]
    draft = workflow.draft_for(Article.objects.get(pk=story.pk), member("desk"))
    Byline.objects.create(article=draft, contributor=second, order=1)
    twin = draft.quotes.get()
    twin.verb = "أعلن"
    twin.save()
    workflow.publish_draft(Article.objects.get(pk=draft.pk), member("desk"))
    for one in merges:
        unmerge(one)
    story = Article.objects.get(pk=story.pk)
    assert [line.contributor for line in story.bylines.all()] == [first, second]
    assert (story.quotes.get().verb, story.quotes.get().attributions.get().person) == ("أعلن", source)


@pytest.mark.long
def test_a_draft_that_named_both_before_they_were_one_names_both_again():
    story = make.article()
    first, second = (Contributor.objects.create(name=name) for name in ("رنا", "هدى"))
    Byline.objects.create(article=story, contributor=first)
    draft = workflow.draft_for(story, member("desk"))
    Byline.objects.create(article=draft, contributor=second, order=1)
    assert unmerge(merge(second, first)) == []
    assert [line.contributor for line in draft.bylines.all()] == [first, second]
    assert story.bylines.get().contributor == first


@pytest.mark.long
def test_who_was_taken_out_of_a_draft_stays_out_when_a_merge_is_taken_back():
    story = make.article()
    first, second, third = (Contributor.objects.create(name=name) for name in ("رنا", "هدى", "سعد"))
    for order, signer in enumerate((first, second)):
        Byline.objects.create(article=story, contributor=signer, order=order)
    made = merge(first, second)
    draft = workflow.draft_for(Article.objects.get(pk=story.pk), member("desk"))
    draft.bylines.all().delete()
    Byline.objects.create(article=draft, contributor=third)
    unmerge(made)
    assert draft.bylines.get().contributor == third


# What whoever saves is told


def choose(row, into, double, changes, holding="body", query=""):
    """The answer to a form in which `double` was chosen, and merged away `into` another before it was saved."""
    client, address, form = opened(row, holding)
    merge(into, double)
    return client.post(address + query, form | {"_continue": "1"} | changes, follow=not query)


TOLD = "دُمج «{}» في «{}» وأنت تكتب، فحلّ «{}» محلّه في خانة «{}». تأكد أنه المقصود."


def said(answer):
    return [str(one) for one in answer.context["messages"]]


def a_signer(pk):
    return {"bylines-TOTAL_FORMS": "1", "bylines-0-id": "", "bylines-0-contributor": pk, "bylines-0-role": "writing",
            "bylines-0-order": "0"}  # fmt: skip


@pytest.mark.long
def test_who_chose_a_signer_that_was_merged_meanwhile_reads_who_signs():
    kept, double = (Contributor.objects.create(name=name) for name in ("فريق التحرير", "هادية الصدفي"))
    story = make.article(published=False)
    answer = choose(story, kept, double, a_signer(double.pk))
    assert TOLD.format("هادية الصدفي", "فريق التحرير", "فريق التحرير", "كاتب") in said(answer)
    assert story.bylines.get().contributor == kept


@pytest.mark.long
def test_who_saves_a_name_that_the_merge_itself_changed_is_told_nothing():
    kept, double, other = (Contributor.objects.create(name=name) for name in ("هالة", "هلا", "ريم"))
    story = make.article(published=False)
    story.bylines.create(contributor=double)
    answer = choose(story, kept, double, {"headline": "عنوان جديد"})
    assert not [one for one in said(answer) if "دُمج" in one] and story.bylines.get().contributor == kept
    # Nor who chose one that stands as it was chosen.
    answer = choose(story, other, Contributor.objects.create(name="آخر"), {"headline": "غيره"})
    assert not [one for one in said(answer) if "دُمج" in one]


@pytest.mark.long
def test_the_names_of_two_merges_are_those_of_their_day():
    last, middle, first = (Contributor.objects.create(name=name) for name in ("هالة", "هاله", "هلا"))
    story = make.article(published=False)
    client, address, form = opened(story)
    merge(middle, first)
    merge(last, middle)
    answer = client.post(address, form | {"_continue": "1"} | a_signer(first.pk), follow=True)
    assert TOLD.format("هلا", "هاله", "هالة", "كاتب") in said(answer)


@pytest.mark.long
def test_of_places_sources_and_speakers_it_is_said_too():
    story = make.article(published=False)
    places = [Place.objects.create(name=name) for name in ("النخلة", "النخله")]
    answer = choose(story, *places, {"places": [places[1].pk]})
    assert TOLD.format("النخله", "النخلة", "النخلة", "الأماكن") in said(answer)
    papers = [Source.objects.create(name=name) for name in ("البيان", "صحيفة البيان")]
    cited = {"citations-TOTAL_FORMS": "1", "citations-0-id": "", "citations-0-source": papers[1].pk}
    answer = choose(story, *papers, cited)
    assert TOLD.format("صحيفة البيان", "البيان", "البيان", "مصدر نقل") in said(answer)
    citation = Citation.objects.create(article=story, source=Source.objects.create(name="صدى"))
    papers = [papers[0], Source.objects.create(name="جريدة البيان")]
    answer = choose(citation, *papers, {"source": papers[1].pk}, "title")
    assert TOLD.format("جريدة البيان", "البيان", "البيان", "مصدر نقل") in said(answer)
    people = [make.person(name) for name in ("سالم الراسي", "سالم الراسى")]
    quote = make.quote(story, make.person("ليان"))
    answer = choose(quote, *people, {"person": people[1].pk}, "unnamed")
    assert TOLD.format("سالم الراسى", "سالم الراسي", "سالم الراسي", "شخصية") in said(answer)


@pytest.mark.long
def test_on_the_bench_it_is_said_in_the_row():
    kept, double = make.person("سالم الراسي"), make.person("سالم الراسى")
    quote = make.quote(make.article(), make.person("ليان"))
    answer = choose(quote, kept, double, {"person": double.pk}, "unnamed", "?_bench=1").json()
    said_there = TOLD.format("سالم الراسى", "سالم الراسي", "سالم الراسي", "شخصية")
    assert said_there in answer["problem"] and said_there in answer["html"]


@pytest.mark.long
def test_a_form_that_comes_back_says_it_at_once():
    kept, double = (Contributor.objects.create(name=name) for name in ("فريق التحرير", "هادية الصدفي"))
    said_there = TOLD.format("هادية الصدفي", "فريق التحرير", "فريق التحرير", "كاتب")
    story = make.article(published=False)
    page = choose(story, kept, double, a_signer(double.pk) | {"headline": ""})
    assert said_there in page.content.decode()
    again = form_of(page, "body")
    assert again["bylines-0-contributor"] == str(kept.pk)
    # So does the form that a colleague's save met.
    client, address, form = opened(story)
    send(client_of("chief"), address, {"kicker": "غيره"}, "body")
    page = client.post(address, form | a_signer(double.pk) | {"kicker": "عنوان", "_continue": "1"})
    assert page.status_code == 409 and said_there in page.content.decode()
