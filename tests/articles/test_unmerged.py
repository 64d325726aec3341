"""A merge is taken back after stories were written on: who stood there stands there again, and nobody else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import history, locking, workflow
from articles.models import Article, Byline, Contributor, Place, Quote, Source
from articles.snapshot import apply, snapshot
from newsroom.merging.absorbing import merge
from newsroom.merging.models import Absorbed
from newsroom.merging.undoing import unmerge
from tests import make
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db


def signers(*names):
    return [Contributor.objects.create(name=name) for name in names]


def sign(article, *contributors, role="writing"):
    article.bylines.all().delete()
    for order, contributor in enumerate(contributors):
        Byline.objects.create(article=article, contributor=contributor, role=role, order=order)
    history.keep(article)


def signed(article):
    return [line.contributor for line in Article.objects.get(pk=article.pk).bylines.all()]


def draft_of(story):
    return workflow.draft_for(Article.objects.get(pk=story.pk), member("desk"))


def publish(draft):
    return workflow.publish_draft(Article.objects.get(pk=draft.pk), member("desk"))


def spoken(article):
    quote = Quote.objects.get(article=article)
    return quote.person, [*quote.co_speakers.all()]


# A draft begun while the merge stood


@pytest.mark.parametrize("direction", [-1, pytest.param(1, marks=pytest.mark.long)])
def test_who_spoke_beside_the_other_stands_in_the_draft_again(direction):
    story, pair = make.article(), [make.person("خالد الراسي"), make.person("سالم الكيلاني")]
    speaker, guest = pair
    make.quote(story, speaker).co_speakers.add(guest)
    made = merge(*pair[::direction])
    draft = draft_of(story)
    assert spoken(draft)[1] == []
    assert unmerge(made) == []
    assert spoken(story) == spoken(draft) == (speaker, [guest])
    assert spoken(publish(draft)) == (speaker, [guest])


@pytest.mark.long
@pytest.mark.parametrize("first_wins", [False, pytest.param(True, marks=pytest.mark.long)])
@pytest.mark.parametrize("at", [0, 1])
def test_signers_stand_in_their_old_order(at, first_wins):
    story, (first, second, third) = make.article(), signers("رنا", "هدى", "سعد")
    pair = [[first, second], [second, third]][at]
    sign(story, first, second, third)
    made = merge(*pair[:: 1 if first_wins else -1])
    publish(draft_of(story))  # the signers are counted anew
    draft = draft_of(story)
    assert unmerge(made) == []
    assert signed(story) == signed(draft) == [first, second, third]


@pytest.mark.long
def test_a_signer_whose_role_was_changed_since_goes_back_in_that_role():
    story, (right, other) = make.article(), signers("رنا", "هدى")
    sign(story, right)
    made = merge(other, right)
    draft = draft_of(story)
    draft.bylines.update(role="translation")
    assert unmerge(made) == []
    assert signed(story) == signed(draft) == [right]
    made = merge(other, right)
    publish(draft)
    assert unmerge(made) == []
    assert [(line.contributor, line.role) for line in story.bylines.all()] == [(right, "translation")]


# What was taken out of a public story since


@pytest.mark.long
@pytest.mark.parametrize("what", ["byline", pytest.param("quote", marks=pytest.mark.long), "place"])
def test_nobody_comes_back_into_a_story_out_of_which_both_were_taken_and_the_editor_reads_which(what):
    story, other = make.article(), make.person("ليلى")
    (kept, double), author = signers("أحمد", "أحمد صالح"), signers("ليلى")
    if what == "byline":
        sign(story, double, kept)
    elif what == "quote":
        kept, double = make.person("خالد الراسي"), make.person("سالم الكيلاني")
        make.quote(story, double).co_speakers.add(kept)
    else:
        kept, double = (Place.objects.create(name=name) for name in ("صور", "صيدا"))
        story.places.add(kept, double)
    made = merge(kept, double)
    draft = draft_of(story)
    sign(draft, *author)
    draft.quotes.update(person=other)
    draft.places.clear()
    publish(draft)
    client = client_of("chief")
    page = client.post(reverse("admin:merging_merge_undo", args=[made.pk]), follow=True)
    said = [str(message) for message in page.context["messages"] if "لم يُعَد سجل واحد" in str(message)]
    assert len(said) == 1 and f"«{story.headline}»" in said[0]
    assert signed(story) == author and [*story.places.all()] == []
    assert what != "quote" or spoken(story) == (other, [])


@pytest.mark.long
def test_five_stories_are_named_and_that_there_are_more():
    kept, double = signers("أحمد", "أحمد صالح")
    stories = [make.article(f"عنوان {n}") for n in range(7)]
    for story in stories:
        sign(story, kept, double)
    made = merge(kept, double)
    Byline.objects.all().delete()
    (said,) = unmerge(made)
    assert said.count("«") == 5 and "…" in said and "7" in said


# A draft begun before the merge, published while it stood


def test_whom_an_older_draft_brought_into_a_story_goes_back_too():
    story, (right, other) = make.article(), signers("أحمد", "أحمد صالح")
    town, twin = (Place.objects.create(name=name) for name in ("صور", "صيدا"))
    draft = draft_of(story)
    sign(draft, right)
    draft.places.add(town)
    merges = [merge(other, right), merge(twin, town)]
    publish(draft)
    assert signed(story) == [other] and [*story.places.all()] == [twin]
    for made in merges:
        assert unmerge(made) == []
    assert signed(story) == [right] and [*story.places.all()] == [town]


@pytest.mark.long
def test_over_two_merges_and_with_a_draft_after_it():
    story, (first, second, third) = make.article(), signers("رنا", "رنا سعد", "هدى")
    draft = draft_of(story)
    sign(draft, first)
    merges = [merge(second, first), merge(third, second)]
    publish(draft)
    draft = draft_of(story)
    for made in merges[::-1]:
        assert unmerge(made) == []
    assert signed(story) == signed(draft) == [first]


@pytest.mark.long
@pytest.mark.parametrize(
    "in_story, in_draft", [("ab", "ab"), ("a", "ab"), ("ab", "b"), ("ab", "a"), ("b", "ba"), ("a", "b")]
)
@pytest.mark.parametrize("loser", "ab")
def test_both_stand_as_the_older_draft_named_them(in_story, in_draft, loser):
    pairs = {
        "signers": dict(zip("ab", signers("أحمد", "أحمد صالح"), strict=True)),
        "towns": {key: Place.objects.create(name=name) for key, name in (("a", "صور"), ("b", "صيدا"))},
        "guests": {key: make.person(name) for key, name in (("a", "خالد الراسي"), ("b", "سالم الكيلاني"))},
    }
    speaker, story = make.person("ليان"), make.article()
    make.quote(story, speaker)

    def say(article, keys):
        sign(article, *(pairs["signers"][key] for key in keys))
        article.places.set(pairs["towns"][key] for key in keys)
        article.quotes.get().co_speakers.set(pairs["guests"][key] for key in keys)
        history.keep(article)

    def said(article):
        return signed(article), {*article.places.all()}, {*article.quotes.get().co_speakers.all()}

    say(story, in_story)
    draft = draft_of(story)
    say(draft, in_draft)
    right = said(draft)
    winner = "b" if loser == "a" else "a"
    merges = [merge(pair[winner], pair[loser]) for pair in pairs.values()]
    publish(draft)
    for made in merges:
        assert unmerge(made) == []
    assert said(story) == right


@pytest.mark.long
def test_an_older_draft_chose_the_speaker_who_won_and_he_stays():
    story, right, other = make.article(), make.person("خالد الراسي"), make.person("سالم الكيلاني")
    make.quote(story, right)
    draft = draft_of(story)
    draft.quotes.update(person=other)
    history.keep(draft)
    made = merge(other, right)
    publish(draft)
    assert unmerge(made) == []
    assert spoken(story) == (other, [])


@pytest.mark.long
def test_a_story_that_is_called_off_takes_over_what_its_draft_named():
    story, (right, other) = make.article(at=timezone.now() + timedelta(days=1)), signers("أحمد", "أحمد صالح")
    draft = draft_of(story)
    sign(draft, right)
    made = merge(other, right)
    workflow.move(Article.objects.get(pk=story.pk), "unschedule", member("chief"))
    assert signed(story) == [other] and not Article.objects.filter(draft_of=story).exists()
    assert unmerge(made) == []
    assert signed(story) == [right]


@pytest.mark.long
def test_a_publication_leaves_the_log_of_other_stories_and_of_later_drafts_alone():
    story, elsewhere, (right, other) = make.article(), make.article("غيرها"), signers("أحمد", "أحمد صالح")
    for article in (story, elsewhere):
        sign(article, other, right)
    made = merge(other, right)
    before = [*Absorbed.objects.order_by("pk").values()]
    publish(draft_of(story))
    assert [*Absorbed.objects.order_by("pk").values()] == before
    assert unmerge(made) == []
    assert signed(story) == signed(elsewhere) == [other, right]


@pytest.mark.long
def test_taking_back_waits_for_whoever_writes_to_a_story_into_which_somebody_only_returns(monkeypatch):
    """The row that went names nothing that stands for it: he spoke beside himself."""
    story, (kept, double) = make.article(), [make.person(name) for name in ("خالد الراسي", "سالم الكيلاني")]
    make.quote(story, kept).co_speakers.add(double)
    made, held = merge(kept, double), []
    monkeypatch.setattr(locking, "lock_all", held.extend)
    assert unmerge(made) == [] and held == [story.pk]
    assert spoken(story) == (kept, [double])


# What was named in the meantime


@pytest.mark.parametrize("door", ["restored", pytest.param("new", marks=pytest.mark.long)])
def test_the_editor_reads_which_stories_named_the_winner_only_since(door):
    story, (right, other, third) = make.article(), signers("رنيم", "بشير", "ليلى")
    mine = make.article("لبشير منذ البداية")
    sign(mine, other)
    sign(story, right)
    old = story.versions.first()
    if door == "restored":
        sign(story, third)
    made = merge(other, right)
    if door == "restored":
        history.restore(Article.objects.get(pk=story.pk), old)
    else:
        story = make.article("مادة جديدة")
        sign(story, other)
    mine.headline = "لبشير وقد عُدّل"
    mine.save()
    history.keep(mine)
    (said,) = unmerge(made)
    assert signed(story) == [other]
    assert (
        "«بشير» بعد الدمج إلى مادة واحدة" in said
        and f"«{story.headline}»" in said
        and mine.headline not in said
    )


@pytest.mark.long
def test_and_in_which_he_was_confirmed_as_the_speaker_since():
    story, right, other = make.article(), make.person("خالد الراسي"), make.person("سالم الكيلاني")
    made = merge(other, right)
    make.quote(story, other)
    (said,) = unmerge(made)
    assert spoken(story) == (other, []) and f"«{story.headline}»" in said


# A version kept while the merge stood


def restored(story, number):
    address = reverse("admin:articles_article_versions", args=[story.pk])
    client = client_of("desk")
    seen = client.get(address).context["seen_version"]
    page = client.post(address, {"restore": number, "seen_version": seen}, follow=True)
    return [str(message) for message in page.context["messages"] if "مدمج في سجل" in str(message)]


@pytest.mark.long
def test_who_restores_a_version_that_names_two_as_one_is_told():
    story, (right, other) = make.article(), signers("رنيم", "بشير")
    sign(story, right)
    before = history.keep(story, member("desk")).number
    made = merge(other, right)
    kept = publish(draft_of(story)).versions.first().number
    unmerge(made)
    assert signed(story) == [right]
    said = restored(story, kept)
    assert len(said) == 1 and "«رنيم»" in said[0] and "«بشير»" in said[0]
    assert restored(story, before) == []  # it was kept before they were one


@pytest.mark.long
@pytest.mark.parametrize("what", ["place", "quote"])
def test_of_places_and_of_quotes_that_come_back_too(what):
    story = make.article()
    kept, double = (Place.objects.create(name=name) for name in ("صور", "صيدا"))
    if what == "place":
        story.places.add(double)
    else:
        kept, double = make.person("خالد الراسي"), make.person("سالم الكيلاني")
        make.quote(story, double)
    made = merge(kept, double)
    version = history.keep(Article.objects.get(pk=story.pk)).number
    unmerge(made)
    draft = draft_of(story)
    assert len(restored(story, version)) == (what == "place")  # who said what stays as it is
    draft.quotes.all().delete()
    draft.body = "<p>غيره.</p>"
    draft.save()
    history.keep(draft)
    assert len(restored(story, version)) == (what == "quote")  # the place stands there by now


@pytest.mark.parametrize("how", ["turned", "shortened"])
@pytest.mark.parametrize("in_draft", [False, pytest.param(True, marks=pytest.mark.long)])
def test_each_step_of_a_quote_has_its_own_source_again(how, in_draft):
    """Whether the desk turned the steps round meanwhile, or took another out that stood in front."""
    first, other, third = (Source.objects.create(name=name) for name in ("البيان", "النهار", "صدى الساحل"))
    story = make.article(published=in_draft)
    quote = make.quote(story, make.person("ليان السعدي"))
    for order, (verb, source) in enumerate((("نشر", third), ("نقل", first), ("أورد", other))):
        quote.attributions.create(order=order, verb=verb, source=source)
    made = merge(other, first)
    row = draft_of(story) if in_draft else Article.objects.get(pk=story.pk)
    data = snapshot(row)
    steps = data["quotes"][0]["attributions"]
    data["quotes"][0]["attributions"] = steps[::-1] if how == "turned" else steps[1:]
    apply(row, data)
    assert unmerge(made) == []
    told = [(step.verb, step.source) for step in Quote.objects.get(article=row).attributions.all()]
    wanted = [("نشر", third), ("نقل", first), ("أورد", other)]
    assert told == (wanted[::-1] if how == "turned" else wanted[1:])


@pytest.mark.long
@pytest.mark.parametrize("is_older", [False, True])
@pytest.mark.parametrize("loser", [0, 1])
def test_two_steps_by_the_same_word_are_told_apart_by_their_places(is_older, loser):
    pair = [Source.objects.create(name=name) for name in ("البيان", "النهار")]
    story = make.article()
    quote = make.quote(story, make.person("ليان السعدي"))
    for order, source in enumerate(pair):
        quote.attributions.create(order=order, verb="نقل", source=source)
    history.keep(Article.objects.get(pk=story.pk))
    draft = draft_of(story) if is_older else None
    made = merge(pair[1 - loser], pair[loser])
    draft = draft or draft_of(story)
    if is_older:
        publish(draft)
    assert unmerge(made) == []
    for row in [story] if is_older else [story, draft]:
        assert [step.source for step in Quote.objects.get(article=row).attributions.all()] == pair
