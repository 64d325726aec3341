"""Two editors at rows that a draft has anew: nothing typed is lost, and nothing is put under another row."""

import re

import pytest

from articles import workflow
from articles.models import Article, Byline, Citation, Contributor, PhotoUse, Source
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    first, second = (make.photo(make.picture_file(size=(size, 6))) for size in (8, 9))
    body = "".join(f'<p>نص</p><figure data-photo="{photo.uid}"></figure>' for photo in (first, second))
    return make.article(body=body)


def change(story):
    return f"/admin/articles/article/{story.pk}/change/"


def row_of(form, article, photo):
    """The prefix of the row of a photo in a form."""
    [use] = PhotoUse.objects.filter(article=article, photo=photo).values_list("pk", flat=True)
    return next(
        name[: -len("id")] for name, value in form.items() if name.endswith("-id") and value == str(use)
    )


def kept(story, photo):
    row = Article.objects.filter(draft_of=story).first() or story
    use = PhotoUse.objects.get(article=row, photo=photo)
    return use.alt, use.caption


@pytest.mark.long
@pytest.mark.parametrize("before", [None, pytest.param("draft", marks=pytest.mark.long)])
@pytest.mark.parametrize("then", ["saves", pytest.param("publishes", marks=pytest.mark.long)])
def test_words_for_a_photo_stay_with_their_photo(story, before, then):
    first, second = (use.photo for use in story.photo_uses.order_by("pk"))
    if before:
        workflow.draft_for(story)
    desk, chief = client_of("desk"), client_of("chief")
    stood = Article.objects.filter(draft_of=story).first() or story
    form = form_of(desk.get(change(story)), "headline")
    his = form_of(chief.get(change(story)), "headline")
    caption = row_of(form, stood, first) + "caption"
    press = {"_continue": "1"} if then == "saves" else {"_move": "publish"}
    chief.post(change(story), his | {row_of(his, stood, second) + "alt": "رافعة"} | press)
    assert kept(story, second) == ("رافعة", "")
    stale = desk.post(change(story), form | {caption: "المرفأ", "_continue": "1"})
    assert stale.status_code == 409
    desk.post(change(story), form_of(stale, "headline") | {"_continue": "1"})
    assert (kept(story, first), kept(story, second)) == (("", "المرفأ"), ("رافعة", ""))


@pytest.mark.long
def test_who_said_something_else_of_the_same_photo_is_asked(story):
    photo = story.photo_uses.order_by("pk").first().photo
    desk, chief = client_of("desk"), client_of("chief")
    form = form_of(desk.get(change(story)), "headline")
    his = form_of(chief.get(change(story)), "headline")
    chief.post(change(story), his | {row_of(his, story, photo) + "alt": "سفينة", "_continue": "1"})
    stale = desk.post(
        change(story), form | {row_of(form, story, photo) + "caption": "المرفأ", "_continue": "1"}
    )
    html = stale.content.decode()
    assert 'name="_take_photo_uses"' in html and "<legend>صور المادة</legend>" in html
    assert f"{photo} · " in re.sub("</?mark>", "", html), "which photo it is"
    desk.post(change(story), form_of(stale, "headline") | {"_continue": "1"})
    assert kept(story, photo) == ("", "المرفأ"), "mine is what stands chosen"


@pytest.mark.long
def test_words_for_a_photo_that_has_gone_are_shown_to_be_copied(story):
    first, second = (use.photo for use in story.photo_uses.order_by("pk"))
    desk = client_of("desk")
    form = form_of(desk.get(change(story)), "headline")
    only = f'<p>نص</p><figure data-photo="{second.uid}"></figure>'
    send(client_of("chief"), change(story), {"body": only}, "body", press="_continue")
    typed = {row_of(form, story, first) + "caption": "المرفأ صباحاً", "headline": "غيره", "_continue": "1"}
    stale = desk.post(change(story), form | typed)
    assert stale.status_code == 409
    html = stale.content.decode()
    assert f"{first} · المرفأ صباحاً" in html.split("readonly")[1], "of which photo"
    assert "لم يعد في النص" in html
    saved = desk.post(change(story), form_of(stale, "headline") | {"_continue": "1"})
    assert saved.status_code == 302 and kept(story, second) == ("", "")


@pytest.mark.long
def test_a_contributor_whose_row_both_changed_does_not_sign_twice(story):
    writer = Contributor.objects.create(name="بشير المحّاري")
    Byline.objects.create(article=story, contributor=writer, role="writing", order=0)
    desk, chief = client_of("desk"), client_of("chief")
    form = form_of(desk.get(change(story)), "headline")
    his = form_of(chief.get(change(story)), "headline")
    chief.post(change(story), his | {"bylines-0-order": "4", "headline": "غيره", "_continue": "1"})
    stale = desk.post(change(story), form | {"bylines-0-role": "editing", "_continue": "1"})
    desk.post(change(story), form_of(stale, "headline") | {"_continue": "1"})
    draft = Article.objects.get(draft_of=story)
    assert [(line.contributor, line.role) for line in draft.bylines.all()] == [(writer, "editing")]


@pytest.mark.long
def test_who_signs_as_two_things_keeps_both():
    story, writer = make.article(), Contributor.objects.create(name="بشير المحّاري")
    for order, role in enumerate(("writing", "editing")):
        Byline.objects.create(article=story, contributor=writer, role=role, order=order)
    desk, chief = client_of("desk"), client_of("chief")
    form = form_of(desk.get(change(story)), "headline")
    his = form_of(chief.get(change(story)), "headline")
    chief.post(change(story), his | {"bylines-0-order": "5", "_continue": "1"})
    stale = desk.post(change(story), form | {"bylines-1-role": "translation", "_continue": "1"})
    desk.post(change(story), form_of(stale, "headline") | {"_continue": "1"})
    draft = Article.objects.get(draft_of=story)
    assert {line.role for line in draft.bylines.all()} == {"writing", "translation"}


@pytest.mark.long
def test_a_draft_that_numbers_the_bylines_anew_has_not_changed_them():
    story = make.article()
    for order, name in enumerate(("ألف", "باء"), 1):
        Byline.objects.create(article=story, contributor=Contributor.objects.create(name=name), order=order)
    desk, chief = client_of("desk"), client_of("chief")
    form = form_of(desk.get(change(story)), "headline")
    send(chief, change(story), {"headline": "غيره"}, "headline", press="_continue")
    stale = desk.post(change(story), form | {"bylines-0-role": "editing", "_continue": "1"})
    assert stale.status_code == 409 and 'name="_take_bylines"' not in stale.content.decode()
    desk.post(change(story), form_of(stale, "headline") | {"_continue": "1"})
    draft = Article.objects.get(draft_of=story)
    assert [(str(line.contributor), line.role) for line in draft.bylines.all()] == [
        ("ألف", "editing"), ("باء", "writing"),
    ]  # fmt: skip


@pytest.mark.parametrize("takes", ["theirs", pytest.param("mine", marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "his_deed", [{"DELETE": "on"}, pytest.param({"title": "كما صحّحه"}, marks=pytest.mark.long)]
)
def test_a_row_that_one_deleted_and_the_other_changed_is_asked_about(his_deed, takes):
    story = make.article(published=False)
    cited = Citation.objects.create(
        article=story, source=Source.objects.create(name="صحيفة"), title="بيان الميناء"
    )
    desk, chief = client_of("desk"), client_of("chief")
    row = "citations-0-"
    form, his = (form_of(client.get(change(story)), "headline") for client in (desk, chief))
    assert form[f"{row}id"] == str(cited.pk)
    chief.post(
        change(story), his | {row + name: value for name, value in his_deed.items()} | {"_continue": "1"}
    )
    mine = {"title": "كما كتبته"} if "DELETE" in his_deed else {"DELETE": "on"}
    stale = desk.post(
        change(story), form | {row + name: value for name, value in mine.items()} | {"_continue": "1"}
    )
    [clash] = stale.context["conflict"].clashes
    assert clash.name == "citations" and "<mark>حُذف هذا السطر</mark>" in stale.content.decode()
    again = form_of(stale, "headline") | {"_continue": "1"}
    if "DELETE" in his_deed:  # nothing is chosen beforehand, and nothing comes back
        assert "_take_citations" not in again
        stale = desk.post(change(story), again)
        assert stale.status_code == 409 and not story.citations.exists()
        assert "<mark>حُذف هذا السطر</mark>" in stale.content.decode()
        again = form_of(stale, "headline") | {"_continue": "1"}
    again |= {"_take_citations": takes}
    assert desk.post(change(story), again).status_code == 302
    theirs, own = ([], ["كما كتبته"]) if "DELETE" in his_deed else (["كما صحّحه"], [])
    assert [one.title for one in story.citations.all()] == (own if takes == "mine" else theirs)


@pytest.mark.parametrize(
    ("given", "signed"),
    [("", "أحمد ليلى نور"), pytest.param("0", "نور أحمد ليلى", marks=pytest.mark.long)],
)
@pytest.mark.parametrize("top", [2, pytest.param(32767, marks=pytest.mark.long)])
@pytest.mark.parametrize("published", [False, pytest.param(True, marks=pytest.mark.long)])
def test_who_is_added_signs_where_he_was_put_and_else_last(given, signed, top, published):
    story, desk = make.article(published=published), client_of("desk")
    first, second, new = (Contributor.objects.create(name=name) for name in ("أحمد", "ليلى", "نور"))
    for who, order in ((first, 0), (second, top)):
        story.bylines.create(contributor=who, order=order)
    form = form_of(desk.get(change(story)), "headline")
    new_row = {"contributor": new.pk, "role": "writing", "order": given, "id": "", "article": story.pk}
    form |= {f"bylines-2-{name}": value for name, value in new_row.items()} | {"bylines-TOTAL_FORMS": "3"}
    assert desk.post(change(story), form | {"_continue": "1"}).status_code == 302
    lines = story.edited.bylines.order_by("order", "pk")
    assert " ".join(line.contributor.name for line in lines) == signed
    assert [line.order for line in lines] == [0, 1, 2]
    assert not published or [line.order for line in story.bylines.all()] == [0, top]
