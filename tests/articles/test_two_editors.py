"""Two editors at one story: nobody writes over words he has not seen, by whatever door."""

import json
import re
from functools import partial

import pytest
from django.db.models import F, QuerySet
from django.urls import reverse

from articles import comments, history, locking, marks, workflow
from articles.exchange import load
from articles.models import Article, Byline, Contributor, Presence
from articles.models.presence import FRESH
from tests import make
from tests.browser import form_of, send
from tests.cast import client_of, member

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/article/"


def change(story):
    return reverse("admin:articles_article_change", args=[story.pk])


def form(*presses):
    """Through the story's form, once by each of these buttons."""

    def writes(client, story):
        seen = form_of(client.get(change(story)), "body")
        typed = seen | {"headline": "كتبه الثاني", "_note": "سبب"}
        return [partial(client.post, change(story), typed | {press: value}) for press, value in presses]

    return writes


def restore(client, story):
    history.keep(Article.objects.filter(draft_of=story).first() or story)
    page = reverse("admin:articles_article_versions", args=[story.pk])
    seen = form_of(client.get(page), "restore")
    return [lambda: client.post(page, seen)]


def delete(client, story):
    page = reverse("admin:articles_article_delete", args=[story.pk])
    seen = form_of(client.get(page), "post")
    return [lambda: client.post(page, seen)]


def delete_from_the_list(client, story):
    chosen = {"action": "delete_selected", "_selected_action": [story.pk]}
    seen = form_of(client.post(LIST, chosen), "post")
    return [lambda: client.post(LIST, seen)]


def a_line(client, story):
    line = {"uid": story.uid, "headline": "من سطر", "body": "نص.", "seen_version": locking.number(story)}
    return [lambda: load([json.dumps(line)])]


def a_quotes_form(client, story):
    quote = story.quotes.get()
    page = reverse("admin:articles_quote_change", args=[quote.pk]) + "?_bench=1"
    seen = form_of(client.get(page), "unnamed")
    send(client_of("desk"), page, {"unnamed": "مصدر أول"}, "unnamed")
    return [lambda: client.post(page, seen | {"unnamed": "مصدر ثانٍ", "_confirm": "1"})]


PRESSES = [
    *(
        (press, "1")
        for press in ("_continue", "_find", "_hold", "_lift", "_checked", "_discard", "_end_strip")
    ),
    *(("_move", name) for name in workflow.MOVES),
]


@pytest.mark.parametrize(("doors", "published"), [
    ([form(("_continue", "1"), ("_move", "publish")), restore, a_line], False),
    pytest.param([form(*PRESSES)], False, marks=pytest.mark.long),
    pytest.param([delete, delete_from_the_list], False, marks=pytest.mark.long),
    pytest.param([a_quotes_form], False, marks=pytest.mark.long),
    pytest.param([form(("_discard", "1")), restore], True, marks=pytest.mark.long),
])  # fmt: skip
def test_no_door_writes_over_what_a_colleague_saved_meanwhile(doors, published):
    story = make.article(published=published)
    if published:
        workflow.draft_for(story)
    if delete in doors:
        workflow.move(story, "spike")
    chief = client_of("chief")
    writes = [write for door in doors for write in door(chief, story)]
    send(client_of("desk"), change(story), {"headline": "كتبه الأول"}, "body", press="_continue")
    fields = ("headline", "body", "state", "hold_reason", "version_number")
    stood = list(Article.objects.order_by("pk").values(*fields))
    assert "كتبه الأول" in [row["headline"] for row in stood]
    for write in writes:
        write()
        assert list(Article.objects.order_by("pk").values(*fields)) == stood, write


def saves_the_quote(story):
    page = reverse("admin:articles_quote_change", args=[story.quotes.get().pk])
    send(client_of("chief"), page, {"verb": "كشف"}, "unnamed")
    assert story.quotes.get().verb == "كشف"


def comments_on_it(story):
    comments.write(story, member("chief"), "اسألوا المرفأ قبل الحذف.")


def answers_a_comment(story):
    comments.reply(story.comments.get(), member("chief"), "سألتهم، وسيردّون غداً.")


def waives_a_warning(story):
    story.dismissals.create(check_code="long_headline", reason="كذا ورد في البيان.")


@pytest.mark.long
@pytest.mark.parametrize("door", [delete, pytest.param(delete_from_the_list, marks=pytest.mark.long)])
@pytest.mark.parametrize("writes", [
    saves_the_quote, comments_on_it,
    *(pytest.param(one, marks=pytest.mark.long) for one in (answers_a_comment, waives_a_warning)),
])  # fmt: skip
def test_what_a_colleague_writes_beside_the_text_meanwhile_is_not_deleted_unseen(writes, door):
    story = make.article(published=False)
    make.quote(story, confirmed=False)
    workflow.move(story, "spike")
    comments.write(story, member("desk"), "هل نحذفها؟")
    desk = client_of("desk")
    [press] = door(desk, story)
    writes(story)
    press()
    assert Article.objects.filter(pk=story.pk).exists()
    assert "كتب أحد الزملاء شيئاً عند هذه المادة قبل قليل" in desk.get(change(story)).content.decode()
    [press] = door(desk, story)
    press()
    assert not Article.objects.filter(pk=story.pk).exists()


@pytest.mark.long
def test_who_deletes_a_story_learns_nothing_of_a_note_that_is_not_for_him():
    story = make.article(published=False)
    workflow.move(story, "spike")
    [press] = delete(client_of("desk"), story)
    comments.write(story, member("chief"), "شكوى من جهة رسمية.", is_confidential=True)
    press()
    assert not Article.objects.filter(pk=story.pk).exists()


@pytest.mark.long
@pytest.mark.parametrize("act", ["discard", "publish", "restore", "load"])
def test_a_number_never_comes_back(act):
    """What was opened before another draft was made is older than everything in it."""
    story = make.article(body="<p>أولى.</p>")
    desk = client_of("desk")
    send(desk, change(story), {"headline": "في المسودة"}, "body", press="_continue")
    seen = form_of(client_of("chief").get(change(story)), "body")
    if act == "restore":
        history.restore(workflow.draft_for(story), story.versions.last(), member("desk"))
    else:
        press = {"publish": ("_move", "publish")}.get(act, ("_discard", "1"))
        send(desk, change(story), {}, "body", press=press[0], value=press[1])
        if act == "load":
            load([json.dumps({"uid": story.uid, "headline": "من سطر", "body": "نص.", "tags": []})])
        send(desk, change(story), {"headline": "مسودة أخرى"}, "body", press="_continue")
    said = Article.objects.get(draft_of=story).headline
    client_of("chief").post(change(story), seen | {"headline": "من نموذج قديم", "_continue": "1"})
    assert Article.objects.get(draft_of=story).headline == said


@pytest.mark.long
def test_a_line_is_refused_while_somebody_has_a_draft_open_and_costs_it_nothing():
    story = make.article()
    send(client_of("desk"), change(story), {"headline": "في المسودة"}, "body", press="_continue")
    report = load([json.dumps({"uid": story.uid, "headline": "من سطر", "body": "نص."})])
    assert "draft" in report.refused[0][1]
    story.refresh_from_db()
    assert (story.headline, story.draft.headline) == ("الميناء يبقى مفتوحاً", "في المسودة")


# What the loser gets


def lost(client, story, typed, saved, **more):
    """What `client` gets back for a form in which he typed, after the desk saved something else."""
    seen = form_of(client.get(change(story)), "body")
    send(client_of("desk"), change(story), saved, "body", press="_continue")
    return client.post(change(story), seen | typed | {"_continue": "1"} | more)


@pytest.mark.long
def test_what_only_one_of_the_two_changed_is_put_together_and_what_both_changed_stands_side_by_side():
    story, chief = make.article(published=False, kicker="تمهيد"), client_of("chief")
    answer = lost(
        chief,
        story,
        {"headline": "عنوان كتبه الثاني", "standfirst": "موجز الثاني"},
        {"headline": "عنوان كتبه الأول", "kicker": "تمهيد الأول", "dateline_on": "2026-11"},
    )
    assert answer.status_code == 409
    held = form_of(answer, "body")
    mine = ("عنوان كتبه الثاني", "موجز الثاني", "تمهيد الأول", "2026-11")
    assert tuple(held[name] for name in ("headline", "standfirst", "kicker", "dateline_on")) == mine
    conflict = answer.context["conflict"]
    assert [field.name for field in conflict.clashes] == ["headline"]
    assert [field.name for field in conflict.merged] == ["kicker", "dateline_on"]
    assert conflict.by == member("desk")
    text = answer.content.decode()
    assert "سبقك حفظ آخر وأنت تكتب: desk، الساعة" in text, "no verb that would have to know whether he or she"
    assert "التغيير هنا من الحفظ الآخر وحده" in text, "no verb that would have to agree with the field"
    assert "عنوان كتبه <mark>الثاني</mark>" in text
    assert "عنوان كتبه <mark>الأول</mark>" in text
    assert chief.post(change(story), held | {"_continue": "1"}).status_code == 302, "now he has seen it"
    story.refresh_from_db()
    assert (story.headline, story.kicker, story.standfirst) == (mine[0], mine[2], mine[1])


@pytest.mark.long
def test_the_others_text_is_taken_by_one_choice():
    story, chief = make.article(published=False), client_of("chief")
    held = form_of(lost(chief, story, {"headline": "ثانٍ"}, {"headline": "أول"}), "body")
    chief.post(change(story), held | {"_take_headline": "theirs", "_continue": "1"})
    story.refresh_from_db()
    assert story.headline == "أول"


@pytest.mark.long
def test_what_both_changed_stands_in_no_closed_part_of_the_form():
    row, chief = make.person(), client_of("chief")
    page = reverse("admin:people_person_change", args=[row.pk])
    seen = form_of(chief.get(page), "name")
    assert "<details><summary>" in chief.get(page).content.decode().replace("\n", "")
    send(client_of("desk"), page, {"biography": "كتبه الأول"}, "name")
    answer = chief.post(page, seen | {"biography": "كتبه الثاني", "_save": "1"})
    assert "<details>" not in answer.content.decode().partition("<fieldset")[2]


@pytest.mark.long
def test_another_error_hides_no_conflict():
    story = make.article(published=False)
    answer = lost(client_of("chief"), story, {"headline": "", "kicker": "تمهيد"}, {"headline": "أول"})
    assert answer.status_code == 409
    assert [field.name for field in answer.context["conflict"].clashes] == ["headline"]


@pytest.mark.long
def test_paragraphs_of_one_body_are_put_together_where_the_two_do_not_meet():
    story = make.article(published=False, body="<p>أولى.</p><p>ثانية.</p>")
    history.keep(story)
    mine, theirs = "<p>أولى جديدة.</p><p>ثانية.</p>", "<p>أولى.</p><p>ثانية.</p><p>ثالثة.</p>"
    answer = lost(client_of("chief"), story, {"body": mine}, {"body": theirs})
    assert form_of(answer, "body")["body"] == "<p>أولى جديدة.</p><p>ثانية.</p><p>ثالثة.</p>"
    assert not answer.context["conflict"].clashes


def marked(answer, whose):
    """What stands out on one side of the page that asks which of two texts to take."""
    sides = re.findall(rf'<p class="only-{whose}" dir="auto">(.*?)</p>', answer.content.decode())
    return [word for side in sides for word in re.findall(r"<mark[^>]*>(.*?)</mark>", side)]


LINKED, FIGURE = (
    '<p>بيان <a href="https://a.example/{}">الوزارة</a>.</p>',
    '<p>نص.</p><figure data-photo="{}"></figure>',
)


@pytest.mark.parametrize(("was", "mine", "theirs", "said"), [
    (*(LINKED.format(n) for n in "123"), ("https://a.example/2", "https://a.example/3")),
    ("<p>ما بعده</p>", "<h2>ما بعده</h2>", "<h3>ما بعده</h3>", ("عنوان داخلي", "عنوان داخلي أصغر")),
])  # fmt: skip
def test_where_both_changed_what_is_no_word_it_stands_side_by_side(was, mine, theirs, said):
    story = make.article(published=False, body=was)
    answer = lost(client_of("chief"), story, {"body": mine}, {"body": theirs})
    assert (marked(answer, "mine"), marked(answer, "theirs")) == ([said[0]], [said[1]])


@pytest.mark.long
def test_where_both_chose_another_photo_their_names_stand_side_by_side():
    names = ("سفن", "رافعة", "رصيف", "رصيف")
    photos = [make.photo(make.picture_file(size=(8 + n, 6)), alt=name) for n, name in enumerate(names)]
    story = make.article(published=False, body=FIGURE.format(photos[0].uid), lead_photo=photos[0])
    _first, crane, quay, other = photos
    typed = {"body": FIGURE.format(crane.uid), "lead_photo": quay.pk}
    saved = {"body": FIGURE.format(quay.uid), "lead_photo": other.pk}
    answer = lost(client_of("chief"), story, typed, saved)
    [lead] = [field for field in answer.context["conflict"].clashes if field.name == "lead_photo"]
    assert "رافعة" in marked(answer, "mine") and "رصيف" in marked(answer, "theirs")
    assert {str(quay.pk), str(other.pk)} <= {*re.findall(r"\d+", str(lead.paragraphs))}, "two of one name"


@pytest.mark.long
def test_what_differs_for_nobody_who_reads_says_so():
    story = make.article(published=False)
    typed, saved = (story.body.replace(make.KEY, key) for key in ("aaaaaaaaaa", "bbbbbbbbbb"))
    answer = lost(client_of("chief"), story, {"body": typed}, {"body": saved})
    assert "لا فرق بين النصّين عند القراءة" in answer.content.decode()


def signed(*contributors, going=(), ids=()):
    rows = {"bylines-TOTAL_FORMS": len(contributors), "bylines-INITIAL_FORMS": len(ids)}
    for n, contributor in enumerate(contributors):
        rows[f"bylines-{n}-contributor"], rows[f"bylines-{n}-role"] = contributor.pk, "writing"
        rows[f"bylines-{n}-order"] = n
        rows[f"bylines-{n}-id"] = ids[n] if n < len(ids) else ""
        if n in going:
            rows[f"bylines-{n}-DELETE"] = "on"
    return rows


@pytest.mark.long
def test_rows_under_the_form_lose_nothing_either():
    a, b, c, d = (Contributor.objects.create(name=name) for name in "أبجد")
    story, chief = make.article(published=False), client_of("chief")
    ids = [Byline.objects.create(article=story, contributor=one).pk for one in (a, b)]
    # The first takes `a` off and adds `c`; the second, who opened before, adds `d`.
    answer = lost(chief, story, signed(a, b, d, ids=ids), signed(a, b, c, going=[0], ids=ids))
    assert [field.name for field in answer.context["conflict"].merged] == ["bylines"]
    assert chief.post(change(story), form_of(answer, "body") | {"_continue": "1"}).status_code == 302
    assert {line.contributor for line in story.bylines.all()} == {b, c, d}


@pytest.mark.long
def test_a_draft_made_meanwhile_has_rows_of_its_own_and_no_name_stands_twice():
    a, b = (Contributor.objects.create(name=name) for name in "أب")
    story, chief = make.article(), client_of("chief")
    ids = [Byline.objects.create(article=story, contributor=a).pk]
    answer = lost(chief, story, signed(a, b, ids=ids), {"headline": "في المسودة"})
    assert not answer.context["conflict"].clashes
    assert chief.post(change(story), form_of(answer, "body") | {"_continue": "1"}).status_code == 302
    assert {line.contributor for line in Article.objects.get(draft_of=story).bylines.all()} == {a, b}


@pytest.mark.long
@pytest.mark.parametrize("opened", ["{", '{"headline": [5]}', pytest.param("[" * 99_999, id="deep")])
def test_a_form_that_does_not_say_how_it_was_opened_is_asked_about_everything_that_differs(opened):
    story = make.article(published=False)
    answer = lost(client_of("chief"), story, {"headline": "ثانٍ"}, {"headline": "أول"}, _opened=opened)
    assert [field.name for field in answer.context["conflict"].clashes] == ["headline"]
    assert form_of(answer, "body")["headline"] == "ثانٍ"


@pytest.mark.parametrize("gone", ["killed", pytest.param("deleted", marks=pytest.mark.long)])
def test_who_writes_on_while_the_story_goes_gets_his_words_back(gone):
    story, chief = make.article(published=False), client_of("chief")
    signed_by = Contributor.objects.create(name="رنا")
    seen = form_of(chief.get(change(story)), "body")
    if gone == "deleted":
        workflow.move(story, "spike")
        delete(client_of("administrator"), story)[0]()
    else:
        workflow.move(story, "kill", member("administrator"))
    typed = {"headline": "كُتب عبثاً", "body": "<p>فقرة طويلة.</p>"} | signed(signed_by)
    answer = chief.post(change(story), seen | typed)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert all(f">{words}</textarea>" in page for words in ("كُتب عبثاً", "فقرة طويلة."))
    assert "administrator" in re.search('typed-fate">(.*?)</p>', page, re.S)[1], "who it was"
    add = reverse("admin:articles_article_add")
    held = form_of(chief.post(add, form_of(answer, "_anew")), "body")
    assert not Article.objects.filter(headline="كُتب عبثاً").exists(), "he has not looked at it yet"
    assert chief.post(add, held | {"_continue": "1"}).status_code == 302
    made = Article.objects.get(headline="كُتب عبثاً")
    assert (made.body, made.bylines.get().contributor) == ("<p>فقرة طويلة.</p>", signed_by)


# Who has it open


@pytest.mark.long
def test_who_is_chosen_stays_until_the_form_is_saved(monkeypatch):
    """Else a merge of that moment leaves PostgreSQL to refuse the whole form when all seems saved."""
    chosen, quote = make.person(), make.quote(make.article(), make.person("ليان المرجاني"))
    held = []
    monkeypatch.setattr(
        QuerySet, "select_for_update", lambda rows, **how: held.append((rows.model, how)) or rows
    )
    page = reverse("admin:articles_quote_change", args=[quote.pk])
    send(client_of("desk"), page, {"person": chosen.pk}, "unnamed")
    assert (type(chosen), {"no_key": True}) in held


@pytest.mark.long
def test_who_has_a_story_open_is_seen_for_a_minute_and_keeps_nobody_out():
    story = make.article(published=False)
    desk, chief = client_of("desk"), client_of("chief")
    desk.get(change(story))
    said = "مفتوحة عند desk"
    ping = reverse("admin:articles_article_presence", args=[story.pk])
    assert said in chief.get(change(story)).content.decode()
    assert said in chief.get(LIST).content.decode()
    assert said not in desk.get(LIST).content.decode(), "nobody is told of himself"
    seen = form_of(chief.get(change(story)), "body")
    assert chief.post(ping, {"seen_version": seen["seen_version"]}).json() == {"open": said, "saved": ""}
    send(desk, change(story), {"headline": "أول"}, "body", press="_continue")
    assert "desk" in chief.post(ping, {"seen_version": seen["seen_version"]}).json()["saved"]
    Presence.objects.update(seen_at=F("seen_at") - FRESH)
    assert said not in chief.get(change(story)).content.decode()
    assert client_of().post(ping).status_code == 302
    assert chief.get(ping).status_code == 404


def test_the_next_story_is_the_next_that_waits():
    first, second = (make.article(headline=name, published=False) for name in ("أولى", "ثانية"))
    Article.objects.update(state="at_desk")
    following = [client_of("desk").get(f"{LIST}{story.pk}/next/").url for story in (first, second)]
    assert following == [change(second), change(first)]


@pytest.mark.long
def test_of_ones_own_other_window_no_colleague_is_told():
    story = make.article(published=False)
    client = client_of("desk")
    seen = form_of(client.get(change(story)), "body")
    send(client, change(story), {"headline": "من النافذة الأولى"}, "body", press="_continue")
    answer = client.post(change(story), seen | {"headline": "من الثانية", "_continue": "1"})
    html = answer.content.decode()
    assert answer.status_code == 409 and "حفظتَ هذا بنفسك في نافذة أخرى" in html
    assert (
        "نصّ النافذة الأخرى" in html
        and "الزميل" not in html.split('class="conflict"')[1].split("</section>")[0]
    )


@pytest.mark.long
def test_what_the_bench_did_beside_the_form_is_nobodys_change_over_it():
    story, desk = make.article(published=False), client_of("desk")
    form = form_of(desk.get(change(story)), "body")
    row = f"/admin/articles/quote/{story.quotes.get().pk}/change/?_bench=1"
    before, after = desk.post(row, form_of(desk.get(row), "unnamed") | {"_reject": "1"}).json()["numbers"]
    assert form["seen_version"] == str(before)
    # The browser takes the mark from its text too, and the form has seen this save.
    typed = marks.unwrap(form["body"], make.KEY) + "<p>زيادة.</p>"
    form |= {"seen_version": str(after), "body": typed, "_continue": "1"}
    assert desk.post(change(story), form).status_code == 302
    assert Article.objects.get(pk=story.pk).body == typed
