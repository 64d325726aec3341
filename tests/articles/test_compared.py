"""What the desk reads of two versions: whatever differs in them is told, and in words it knows."""

import json
import re

import pytest

from articles import history, workflow
from articles.admin import compared
from articles.admin.compared import rows
from articles.models import Article, Attribution, Byline, Contributor, Occasion, Quote, Source
from articles.snapshot import QUOTE_ROWS, QUOTE_TEXTS, TEXTS, quote_data, snapshot
from newsroom.arabic.diff import Piece
from tests import make
from tests.cast import client_of

pytestmark = pytest.mark.django_db

VALUES = {"dateline_on": "2026-11-19", "genre": "report", "urgency": "breaking", "origin": "edited",
          "language": "fr", "original_language": "en"}  # fmt: skip


def said_of(before, after):
    """What stands on the page of two bodies, paragraph by paragraph: (-went-) and (+came+)."""
    signs = {"in": "(+{}+)", "out": "(-{}-)"}
    return [
        "".join(signs.get(piece.kind, "{}").format(piece.text) for piece in line)
        for line in compared.bodies(before, after)
    ]


def full_quote(story):
    """A quote's data with every key that a snapshot can have."""
    who, source = make.person(), Source.objects.create(name="صدى الساحل")
    occasion = Occasion.objects.create(title="مؤتمر الميناء")
    quote = Quote(key=make.KEY, words=make.WORDS, letters="لن", state="orphan", confidence=0.9, person=who)
    quote.organization = quote.on_behalf_of = make.organization()
    quote.tenure, quote.occasion = make.tenure(who), occasion
    quote.candidates = [{"name": "سالم", "kind": "person"}]
    for name in QUOTE_TEXTS:
        setattr(quote, name, {"verification": "recording", "said_on": "2026-11-19"}.get(name, "قيل"))
    steps = [Attribution(verb="نقلاً عن", source=source), Attribution(occasion=occasion)]
    data = quote_data(quote, [who], steps)
    assert data.keys() > {*QUOTE_TEXTS, *QUOTE_ROWS}
    return data


def full():
    """A snapshot in which every key says something."""
    photo, story = make.photo(), make.article(published=False)
    story.lead_photo = photo
    story.save()
    story.photo_uses.update(alt="رافعة", caption="في الصباح")
    story.tags.set(["موانئ"])
    Byline.objects.create(article=story, contributor=Contributor.objects.create(name="هالة نون"))
    source = Source.objects.create(name="وكالة الساحل")
    story.citations.create(source=source, title="بيان", url="https://a.example/", published_on="2026", accessed_on="2026-11")  # fmt: skip
    other = make.article("مادة أخرى")
    data = snapshot(story) | dict.fromkeys(("updates_story", "translation_of"), other.uid)
    data |= {name: VALUES.get(name) or data[name] or "قيل" for name in TEXTS}
    data["places"] = [{"uid": "p", "name": "الزعفرانية"}]
    data["photos"] = [{**data["photos"][0], "decorative": True}]
    return json.loads(json.dumps(data | {"quotes": [full_quote(story)]}))  # as a version is stored


def nothing(value):
    return type(value)()


def test_every_key_of_a_version_is_compared_and_read():
    """A new key of articles.snapshot is to be placed in articles.admin.compared, and read there."""
    data = full()
    assert {*data} - {"uid"} == {*compared.KEYS}
    assert all(data.values())
    # Nobody knows a photo or a story by its uid.
    uids = re.compile("|".join({photo["uid"] for photo in data["photos"]} | {data["updates_story"]}))
    for key in compared.KEYS:
        for pair in ((data, data | {key: nothing(data[key])}), (data | {key: nothing(data[key])}, data)):
            [field] = compared.fields(*pair)
            assert field.paragraphs, key
            assert re.search("[\u0600-\u06ff]", field.label), key
            assert not uids.search(str(field.paragraphs)), key


def test_every_part_of_a_storys_rows_is_compared_and_read():
    data = full()
    for key in ("photos", "citations", "quotes", "bylines"):
        [row] = data[key]
        for part in row.keys() - rows.INNER:
            lacks = data | {key: [{**row, part: nothing(row[part])}]}
            [field] = compared.fields(data, lacks)
            assert field.paragraphs, (key, part)
            if key != "bylines":
                named = field.paragraphs[0][0].text.rpartition("·")[2]
                assert re.search("[\u0600-\u06ff]", named), (key, part)


def test_what_versions_of_before_say_and_stories_no_more_is_shown_as_it_stands():
    before = snapshot(make.article(published=False))
    [quote] = before["quotes"]
    [field] = compared.fields(before, before | {"quotes": [quote | {"mood": "غاضب"}]})
    assert "mood" in str(field.paragraphs) and "غاضب" in str(field.paragraphs)
    [field] = compared.fields(before, before | {"mood": "غاضب"})
    assert (field.label, field.paragraphs) == ("mood", [])


def test_what_was_chosen_is_told_by_its_name():
    photo = make.photo(alt="سفن عند الرصيف")
    before = snapshot(make.article(published=False))
    after = before | {"genre": "report", "lead_photo": photo.uid, "dateline_on": "2026-11-19"}
    said = {field.label: str(field.paragraphs) for field in compared.fields(before, after)}
    assert "تقرير" in said["نوع المادة"] and "سفن عند الرصيف" in said["الصورة الرئيسية"]
    assert "19" in str(said) and "2026-11-19" not in str(said)


def test_two_photos_of_one_name_are_told_apart():
    one, other = make.photo(), make.photo(make.picture_file(size=(9, 6)))
    before = snapshot(make.article(published=False)) | {"lead_photo": one.uid}
    [field] = compared.fields(before, before | {"lead_photo": other.uid})
    assert str(one.pk) in str(field.paragraphs) and str(other.pk) in str(field.paragraphs)


def test_of_a_quote_stands_what_differs_beside_its_words():
    before = snapshot(make.article(published=False))
    [quote] = before["quotes"]
    after = before | {"quotes": [quote | {"verb": "أكد", "kind": "mixed"}]}
    [field] = compared.fields(before, after)
    said = ["".join(piece.text for piece in line) for line in field.paragraphs]
    assert all(line.startswith(f"«{make.WORDS}» · ") for line in said) and len(said) == 2
    assert any("فعل القول: " in line and "أكد" in line for line in said)


@pytest.mark.parametrize(("before", "after", "said"), [
    ('<p>بيان <a href="https://a.example/1">الوزارة</a>.</p>', '<p>بيان <a href="https://a.example/2">الوزارة</a>.</p>',
     "رابط «الوزارة»: (-https://a.example/1-)(+https://a.example/2+)"),
    ("<p>بيان الوزارة.</p>", '<p>بيان <a href="https://a.example/2">الوزارة</a>.</p>',
     "رابط «الوزارة»: (-بلا رابط-)(+https://a.example/2+)"),
    ("<p>ما بعد الإغلاق</p>", "<h2>ما بعد الإغلاق</h2>", "الشكل: (-فقرة-)(+عنوان داخلي+)"),
    ("<ul><li>أول</li></ul>", "<ol><li>أول</li></ol>", "الشكل: (-قائمة نقطية-)(+قائمة مرقّمة+)"),
    ("<p>لن نغلق أبداً.</p>", "<p>لن <strong>نغلق</strong> أبداً.</p>", "بخط غامق: (-لا شيء-)(+«نغلق»+)"),
    ("<p>لن نغلق أبداً.</p>", '<p>لن <q data-quote="abcdefghij">نغلق</q> أبداً.</p>',
     "معلَّم اقتباساً: (-لا شيء-)(+«نغلق»+)"),
])  # fmt: skip
def test_where_only_the_form_differs_the_page_says_so_and_how(before, after, said):
    lines = said_of(before, after)
    assert lines[0].startswith("الكلمات هي نفسها") and lines[2:] == [said]


def test_marks_that_moved_with_their_words_are_no_change():
    before = '<p>بيان <a href="/1">الوزارة</a> و<strong>الهيئة</strong>.</p>'
    after = '<p>بيان جديد من <a href="/1">الوزارة</a> و<strong>هيئة</strong>.</p>'
    assert len(said_of(before, after)) == 1


def test_a_photo_and_a_card_in_the_text_are_told_by_name_and_address():
    one, other = make.photo(alt="سفن"), make.photo(make.picture_file(size=(9, 6)), alt="رافعة")
    text = '<p>نص.</p><figure data-photo="{}"></figure>'
    [_same, line] = said_of(text.format(one.uid), text.format(other.uid))
    assert line == "صورة: (-سفن-)(+رافعة+)"
    assert said_of(text.format(one.uid), "<p>نص.</p>") == ["نص.", "صورة: (-سفن-)"]
    card = '<figure data-embed="https://youtube.com/watch?v=abcdefghijk"></figure>'
    assert said_of("<p>نص.</p>", f"<p>نص.</p>{card}")[1] == (
        "منشور أو مقطع مصوّر: (+https://youtube.com/watch?v=abcdefghijk+)"
    )


def page_of(story):
    return client_of("desk").get(f"/admin/articles/article/{story.pk}/versions/").content.decode()


def test_the_page_says_that_two_versions_are_one_only_where_they_are():
    story = make.article(body="<p>نص.</p>", published=False)
    history.keep(story)
    for change in (
        {"genre": "report"},
        {"body": "<p><strong>نص.</strong></p>"},
        {"lead_video": "https://v.example/"},
    ):
        Article.objects.filter(pk=story.pk).update(**change)
        history.keep(Article.objects.get(pk=story.pk))
        assert "لا فرق" not in page_of(story), change


def test_where_nothing_that_can_be_read_differs_the_page_names_the_place():
    story = make.article(published=False)
    kept = history.keep(story)
    content = kept.content | {"quotes": [kept.content["quotes"][0] | {"verb": ""}]}
    history.version(story, content, "saved", 2).save()
    page = page_of(story)
    assert (
        "لا فرق بين" not in page
        and "لا فرق هنا عند القراءة، وإنما فيما يحفظه النظام لنفسه: الاقتباسات" in page
    )


def test_the_words_of_a_story_in_another_language_run_in_its_direction_and_the_desks_in_the_desks():
    story = make.article(
        "Ferries", body='<p>Read <a href="/1">it</a> today.</p>', published=False, language="en"
    )
    history.keep(story)
    story.body, story.genre = '<p>Read <a href="/2">it</a> now.</p>', "report"
    story.save()
    history.keep(story)
    page = page_of(story)
    assert '<p lang="en" dir="ltr">Read it <del>today</del><ins>now</ins>.</p>' in page
    assert '<p class="diff-note">رابط «it»: <del dir="auto">/1</del>' in page
    assert '<p><del dir="auto">خبر</del><ins dir="auto">تقرير</ins></p>' in page
    story.language = "fr"
    story.save()
    history.keep(story)
    compared_with_the_first = f"/admin/articles/article/{story.pk}/versions/?before=1&after=3"
    page = client_of("desk").get(compared_with_the_first).content.decode()
    assert '<bdi>Read it </bdi><del dir="auto">today</del><ins dir="auto">now</ins>' in page, (
        "of two languages"
    )


def test_names_are_asked_for_once_however_many_are_named(django_assert_num_queries):
    story = make.article(published=False)
    before, [quote] = snapshot(story), snapshot(story)["quotes"]
    people = [make.person(name) for name in ("سالم الراسي", "ليان المرجاني", "نجم البحري")]
    positions = [make.tenure(who) for who in people]
    quotes = [
        quote | {"key": f"k{n:09d}", "person": who.uid, "tenure": then.uid}
        for n, (who, then) in enumerate(zip(people, positions, strict=True))
    ]
    with django_assert_num_queries(2):
        [field] = compared.fields(before, before | {"quotes": [quote, *quotes]})
    assert all(who.name in str(field.paragraphs) for who in people)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<table><tbody><tr><td><p>أ</p></td><td><p>ب</p></td></tr></tbody></table>",
         "<table><tbody><tr><td><p>أ</p></td></tr><tr><td><p>ب</p></td></tr></tbody></table>"),
        ("<ul><li><p>أ</p></li><li><p>ب</p></li></ul>", "<ul><li><p>أ</p></li></ul><ul><li><p>ب</p></li></ul>"),
    ],
)  # fmt: skip
def test_a_table_or_a_list_that_is_divided_otherwise_is_told(before, after):
    [[piece]] = compared.body.bodies(before, after)
    assert piece.kind == "note" and "تقسيم" in piece.text


def test_the_quotes_of_a_draft_bear_other_uids_and_that_is_no_difference():
    story = make.article()
    make.quote(story)
    history.keep(story)
    draft = workflow.draft_for(story)
    draft.headline = "عنوان المسودة"
    draft.save()
    history.keep(draft)
    page = page_of(story)
    assert "لا فرق هنا" not in page


def test_a_tag_that_stayed_is_not_struck_with_one_that_went():
    story = make.article(published=False)
    for names in (["الجفاف", "سد أم الغدران"], ["الجفاف", "موازنة"]):
        story.tags.set(names)
        history.keep(Article.objects.get(pk=story.pk))
    page = page_of(story)
    assert '<bdi>الجفاف</bdi><bdi>، </bdi><del dir="auto">سد أم الغدران</del>' in page
    assert '<bdi>، </bdi><ins dir="auto">موازنة</ins>' in page


def test_the_cells_of_a_row_stand_in_one_line():
    def table(*rows):
        cells = ("".join(f"<td><p>{cell}</p></td>" for cell in row) for row in rows)
        return f"<p>تمهيد.</p><table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"

    before = table(("البند", "2026"), ("الرسم", "16"), ("العجز", "310"))
    after = table(("البند", "2026"), ("الرسم", "18"), ("العجز", "310"), ("الدين", "12"))
    assert compared.bodies(before, after) == [
        [Piece("same", "تمهيد.")],
        [Piece("same", "البند | 2026")],
        [Piece("same", "الرسم | "), Piece("out", "16"), Piece("in", "18")],
        [Piece("same", "العجز | 310")],
        [Piece("in", "الدين"), Piece("same", " | "), Piece("in", "12")],
        [Piece("note", "الشكل: "), Piece("in", "خانة في جدول")],
    ]
    linked = before.replace("<p>الرسم</p>", '<p><a href="https://news.example/">الرسم</a></p>')
    noted = [line[0].kind for line in compared.bodies(before, linked)]
    assert noted == ["note", "same", "same", "same", "note", "same", "same"], "a note stands below its cell"
