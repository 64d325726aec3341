"""The house's word list: kept by the editor-in-chief, met in stories, mended where it is ticked."""

import pytest
from django.urls import reverse

from articles import checks, typesetting
from articles.models import Dismissal, Genre, Language, PhotoUse, WordRule
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of
from tests.ways import quick

pytestmark = pytest.mark.django_db

ADD = reverse("admin:articles_wordrule_add")


@pytest.fixture
def rule():
    return WordRule.objects.create(avoid="مازوت", write="ديزل", note="اسمه في السوق")


def page(story):
    return reverse("admin:articles_article_typesetting", args=[story.pk])


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def words(story):
    checks.note(story)
    return [warning.sentence for warning in checks.of(story).standing if warning.code == "house_word"]


@pytest.mark.long
@pytest.mark.parametrize("fields", [
    {"kicker": "سعر المازوت"},
    {"headline": "سعر المازوت"},
    {"short_headline": "سعر المازوت"},
    {"standfirst": "سعر المازوت"},
    {"body": "<p>سعر <strong>الماز</strong>وت.</p>"},
    {"body": "<h2>سعر المازوت</h2><ul><li>نص</li></ul>"},
])  # fmt: skip
def test_a_word_is_warned_of_wherever_the_story_says_it_and_gone_once_it_is_mended(rule, fields):
    story = make.article(**{"headline": "عنوان", "body": "<p>نص</p>"} | fields)
    assert words(story) == ["«مازوت»: نكتب هنا «ديزل». اسمه في السوق"]
    rule.delete()
    assert words(story) == []


@pytest.mark.long
@pytest.mark.parametrize("fields", [
    {"body": f'<p>قال: <q data-quote="{make.KEY}">سعر المازوت</q></p>'},
    {"body": "<p>قال: «سعر المازوت».</p>"},
    {"body": "<p>قال: «سعر</p><p>المازوت».</p>"},
    {"body": "<blockquote><p>سعر المازوت</p></blockquote>"},
    {"headline": "مدير: «سعر المازوت»"},
    {"body": "<p>سعر المازوت</p>", "language": Language.PERSIAN},
    {"genre": Genre.INTERVIEW, "body": "<p>حوار مع المدير.</p>" + "<p>س: ما السعر؟</p><p>ج: سعر المازوت.</p>" * 3},
])  # fmt: skip
def test_words_of_others_and_of_other_languages_are_not_ours(rule, fields):
    assert words(make.article(**{"headline": "عنوان"} | fields)) == []


def test_a_rule_without_a_word_says_what_to_do():
    WordRule.objects.create(avoid="مفبرك", note="نقول «مختلق» أو «مزوّر»")
    assert words(make.article(body="<p>خبر مفبرك.</p>")) == ["لا نكتب هنا «مفبرك»: نقول «مختلق» أو «مزوّر»"]


def test_a_waived_word_is_kept_with_its_reason(rule):
    story = make.article(body="<p>سعر المازوت والمازوت.</p>", published=False)
    desk = client_of("desk")
    words(story)
    value = "house_word:مازوت"
    send(
        desk,
        change(story),
        {f"_why-{story.warnings.first().key}": "اسم شركة"},
        "body",
        press="_waive",
        value=value,
    )
    assert Dismissal.objects.get().reason == "اسم شركة"
    assert words(story) == []


def test_what_is_ticked_is_mended_beside_signs_and_the_quotes_stay_confirmed(rule):
    told, said = "bbbbbbbbbb", "المازوت باق"
    body = (
        f'<p>قال مدير المازوت : «<q data-quote="{make.KEY}">{said}</q>» , وللمازوت <em>سعر المازوت</em> .</p>'
        f'<p><span data-quote="{told}">وقال إن المازوت وصل</span>.</p>'
    )
    story = make.article("سعر المازوت", body, published=False)
    make.quote(story, make.person())
    make.quote(story, story.quotes.get(key=make.KEY).person, key=told)
    photo = make.photo()
    story.lead_photo = photo
    story.save()
    PhotoUse.objects.update(caption="ناقلة المازوت")
    desk = client_of("desk")
    seen = desk.get(page(story))
    assert "اسمه في السوق" in seen.content.decode()
    ticked = form_of(seen, "slip")
    assert sum("house_word" in name for name in ticked["slip"]) == 5
    desk.post(page(story), ticked)
    story.refresh_from_db()
    assert story.headline == "سعر الديزل"
    assert story.body == (
        f'<p>قال مدير الديزل: «<q data-quote="{make.KEY}">{said}</q>»، وللديزل <em>سعر الديزل</em>.</p>'
        f'<p><span data-quote="{told}">وقال إن المازوت وصل</span>.</p>'
    )
    assert PhotoUse.objects.get().caption == "ناقلة الديزل"
    assert {quote.state for quote in story.quotes.all()} == {"confirmed"}
    assert typesetting.of(story) == []
    assert words(story), "what was confirmed as it stands is for somebody to change by hand"


def test_a_caption_of_a_published_story_is_mended_in_its_draft(rule):
    photo = make.photo()
    story = make.article(body="<p>نص</p>", lead_photo=photo)
    PhotoUse.objects.update(caption="ناقلة المازوت")
    desk = client_of("desk")
    desk.post(page(story), form_of(desk.get(page(story)), "slip"))
    assert story.photo_uses.get().caption == "ناقلة المازوت"
    assert story.draft.photo_uses.get().caption == "ناقلة الديزل"


@pytest.mark.long
def test_a_new_rule_is_met_in_open_stories_and_a_deleted_one_is_forgotten():
    story = make.article(body="<p>سعر المازوت.</p>", published=False)
    chief = client_of("chief")
    chief.get(change(story))
    chief.post(ADD, form_of(chief.get(ADD), "avoid") | {"avoid": "مازوت", "write": "ديزل"})
    assert "نكتب هنا" in chief.get(change(story)).content.decode()
    edit = reverse("admin:articles_wordrule_change", args=[WordRule.objects.get().pk])
    chief.post(edit, form_of(chief.get(edit), "avoid") | {"avoid": "بنزين"})
    assert not story.warnings.filter(code="house_word").exists()
    chief.post(edit, form_of(chief.get(edit), "avoid") | {"avoid": "مازوت"})
    chief.get(change(story))
    assert story.warnings.filter(code="house_word").exists()
    listed = reverse("admin:articles_wordrule_changelist")
    chosen = [WordRule.objects.get().pk]
    chief.post(listed, {"action": "delete_selected", "_selected_action": chosen, "post": "yes"})
    assert not WordRule.objects.exists() and not story.warnings.filter(code="house_word").exists()


def test_a_rule_that_finds_the_same_and_says_more_says_it_in_what_is_out_too(rule):
    story = make.article(body="<p>سعر المازوت.</p>")
    words(story)
    chief = client_of("chief")
    edit = reverse("admin:articles_wordrule_change", args=[rule.pk])
    chief.post(edit, form_of(chief.get(edit), "avoid") | {"write": "سولار"})
    assert [warning.sentence for warning in checks.of(story).standing] == [
        "«مازوت»: نكتب هنا «سولار». اسمه في السوق"
    ]


@pytest.mark.parametrize(("typed", "said"), quick(3, [
    ({"avoid": "", "write": "ديزل"}, "املأها ثم احفظ"),
    ({"avoid": "«»", "write": "ديزل"}, "ليس هنا أي كلمة"),
    ({"avoid": "بنزين", "write": "", "note": ""}, "اكتب ما يحل محلها"),
    ({"avoid": "بنزين", "write": "بِنزين"}, "الكلمتان واحدة"),
    ({"avoid": "إسم", "write": "اسم"}, "بهذا الرسم بعينه"),
    ({"avoid": "المازوت", "write": "الوقود"}, "القاعدة «مازوت»"),
    ({"avoid": "وقود", "write": "المازوت"}, "القاعدة «مازوت»"),
    ({"avoid": "ديزل", "write": "وقود"}, "القاعدة «مازوت»"),
    ({"avoid": "زيت", "write": "زيت أسود"}, "يخلو منها"),
]))  # fmt: skip
def test_a_bad_rule_is_refused_with_what_to_do(rule, typed, said):
    chief = client_of("chief")
    empty = {"avoid": "", "write": "", "note": "", "joined": "on"}
    answer = chief.post(ADD, form_of(chief.get(ADD), "avoid") | empty | typed)
    assert answer.status_code == 200 and said in answer.content.decode()
    assert WordRule.objects.count() == 1


def test_a_rule_is_saved_again_as_it_is(rule):
    chief = client_of("chief")
    edit = reverse("admin:articles_wordrule_change", args=[rule.pk])
    assert chief.post(edit, form_of(chief.get(edit), "avoid")).status_code == 302


def test_what_no_button_mends_is_shown_where_it_stands_and_why(rule):
    WordRule.objects.create(avoid="مفبرك", note="نقول «مختلق» أو «مزوّر»")
    told = "bbbbbbbbbb"
    body = f'<p>خبر مفبرك جداً.</p><p><span data-quote="{told}">وقال إن المازوت وصل</span>.</p>'
    story = make.article(body=body, published=False)
    make.quote(story, make.person(), key=told)
    shown = [(rule.avoid, around) for _field, rule, around in typesetting.by_hand(story)]
    assert [(avoid, around[1]) for avoid, around in shown] == [("مفبرك", "مفبرك"), ("مازوت", "المازوت")]
    assert shown[0][1][0].endswith("خبر ")
    seen = client_of("desk").get(page(story)).content.decode()
    assert "<mark>مفبرك</mark>" in seen and "نقول «مختلق» أو «مزوّر»" in seen
    assert 'name="slip"' not in seen and "وليس في المادة كلمة" not in seen
