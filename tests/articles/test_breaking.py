"""عاجل: one line from anywhere in the admin is public at once, and grows at the same address."""

import re
from datetime import timedelta
from functools import partial
from threading import Barrier, Thread
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.utils import timezone

from articles import breaking
from articles.models import Article, Contributor, State, Urgency
from tests import cast, make
from tests.browser import send
from tests.ways import quick

pytestmark = pytest.mark.django_db
BOX = "/admin/articles/article/breaking/"
LINE = "إغلاق مرفأ اللؤلؤ بعد عاصفة قوية"


def test_one_line_becomes_a_published_story_with_section_and_byline(client):
    editor = cast.member("desk")
    writer = Contributor.objects.create(name="ليان الشمري", user=editor)
    make.section(name="سياسة", slug="politics")
    last = make.article(section=make.section(name="موانئ", slug="ports"), created_by=editor)
    client.force_login(editor)
    answer = client.post(BOX, {"line": f"  {LINE} "})
    story = Article.objects.get(headline=LINE)
    assert answer.url == f"/admin/articles/article/{story.pk}/change/"
    assert (story.state, story.urgency, story.section) == (State.PUBLISHED, Urgency.BREAKING, last.section)
    assert story.body == f"<p>{LINE}</p>"
    assert [line.contributor for line in story.bylines.all()] == [writer]
    assert client.get(story.get_absolute_url()).status_code == 200
    assert story.versions.get().kind == "published"
    assert story.transitions.get().to_state == State.PUBLISHED


def test_the_strip_stands_on_every_page_until_its_own_end(client):
    story = breaking.publish(LINE, cast.member("desk"), minutes=15)
    for address in ("/", "/quotes/", "/people/", story.get_absolute_url()):
        page = client.get(address).content.decode()
        assert f'<a href="{story.get_absolute_url()}">{LINE}</a>' in page.partition('class="breaking"')[2]
    Article.objects.update(breaking_until=timezone.now())
    assert 'class="breaking"' not in client.get("/").content.decode()
    assert client.get(story.get_absolute_url()).status_code == 200


def test_only_what_readers_may_see_is_on_the_strip(client):
    story = breaking.publish(LINE, cast.member("desk"))
    later = timezone.now() + timedelta(hours=1)
    Article.objects.filter(pk=story.pk).update(visible_from=later, publish_at=later)
    assert LINE not in client.get("/").content.decode()


def test_the_desk_takes_a_story_off_the_strip_and_it_keeps_its_address(client):
    editor = cast.member("desk")
    story = breaking.publish(LINE, editor)
    client.force_login(editor)
    page = client.get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert 'name="_end_strip"' in page
    breaking.end(story, editor)
    home = client.get("/").content.decode()
    assert 'class="breaking"' not in home
    assert 'class="kicker urgent"' not in home, "What is off the strip is called breaking no more."
    assert client.get(story.get_absolute_url()).status_code == 200
    assert story.transitions.count() == 2


def test_what_is_typed_over_a_line_goes_out_in_one_press_at_the_same_address(client):
    editor = cast.member("desk")
    story = breaking.publish(LINE, editor)
    client.force_login(editor)
    change = f"/admin/articles/article/{story.pk}/change/"
    send(client, change, {"body": "<p>تفاصيل وصلت بعد قليل.</p>"}, "headline", press="_move", value="publish")
    assert "تفاصيل وصلت" in client.get(story.get_absolute_url()).content.decode()
    assert not Article.objects.filter(draft_of=story).exists()


@pytest.mark.parametrize(
    ("line", "says"),
    quick(
        3,
        [
            ("   ", "سطر"),
            ("ـــ", "سطر"),
            ("🔥🔥", "كلمة"),
            ("123", "كلمة"),
            ("٣ - 4", "كلمة"),
            ("و 5 ب", "كلمة"),
            ("خبر " * 60, "200"),
            ("خبر \N{RIGHT-TO-LEFT OVERRIDE}عاجل", "خفي"),
        ],
    ),
)
def test_a_line_that_cannot_stand_is_refused_and_what_was_typed_stays(client, line, says):
    client.force_login(cast.member("desk"))
    answer = client.post(BOX, {"line": line})
    assert answer.status_code == 200
    assert says in str(answer.context["form"].errors)
    assert answer.context["form"]["line"].value() == line
    assert answer.context["form"]["minutes"].value() == breaking.STRIP, "as the box would have published it"
    assert not Article.objects.exists()


def test_a_second_press_publishes_nothing(client):
    client.force_login(cast.member("desk"))
    client.post(BOX, {"line": LINE})
    answer = client.post(BOX, {"line": "", "typed_text": "abcdefgh1"})
    assert "saved_text" not in answer.cookies
    answer = client.post(BOX, {"line": LINE + " ", "typed_text": "abcdefgh1"})
    assert answer.cookies["saved_text"].value == "abcdefgh1", "it is out, and waits no more in the browser"
    assert "قبل لحظات" in str(answer.context["form"].errors)
    assert Article.objects.count() == 1


def test_a_line_that_stands_on_the_strip_is_not_published_again_by_a_colleague(client):
    story = breaking.publish(LINE, cast.member("chief"))
    Article.objects.update(first_published_at=timezone.now() - 2 * breaking.MOMENTS)
    client.force_login(cast.member("desk"))
    answer = client.post(BOX, {"line": LINE})
    change = f"/admin/articles/article/{story.pk}/change/"
    assert f'<a href="{change}">' in str(answer.context["form"].errors)
    assert answer.context["form"]["line"].value() == LINE and Article.objects.count() == 1
    send(client, change, {"headline": "ارتفع العدد"}, "headline", press="_move", value="publish")
    answer = client.post(BOX, {"line": LINE})
    assert (
        "أو كان عليه" in str(answer.context["form"].errors)
        and Article.objects.filter(draft_of=None).count() == 1
    )
    breaking.end(story, cast.member("chief"))
    client.post(BOX, {"line": LINE})
    assert Article.objects.count() == 2, "it may be true once more"


def test_a_line_outlives_a_login_that_has_ended_and_is_not_thought_to_be_out(client):
    answer = client.post(BOX, {"line": LINE})
    assert answer.status_code == 302 and not Article.objects.exists()
    behind = parse_qs(urlsplit(answer["Location"]).query)["next"][0]
    assert behind == BOX, "it stands in no address, and in no log of a server"
    client.force_login(cast.member("desk"))
    page = client.get(behind)
    assert page.context["form"]["line"].value() == LINE and "لم يُنشر شيء" in page.content.decode()
    client.post(BOX, {"line": LINE})
    assert Article.objects.count() == 1
    page = client.get(behind)
    assert "لم يُنشر شيء" not in page.content.decode() and not page.context["form"]["line"].value()
    left = client.post("/admin/logout/").content.decode()
    assert "خرجت" in left and "breaking-box" not in left


def test_no_field_of_the_desk_cuts_what_is_pasted(client):
    client.force_login(cast.member("desk"))
    for address in (
        "/admin/articles/article/add/",
        "/admin/people/person/add/",
        BOX,
        "/admin/photos/photo/upload/",
        "/admin/articles/article/import/",
    ):
        html = client.get(address).content.decode()
        assert not re.search(r'<(input|textarea)(?![^>]*id="view-name")[^>]*maxlength', html), address
    long = "كلمة " * 60
    answer = send(client, "/admin/articles/article/add/", {"headline": long}, "headline")
    assert answer.context["adminform"].form["headline"].value() == long and not Article.objects.exists()
    assert "250" in str(answer.context["adminform"].form.errors["headline"])


def at_once(jobs, monkeypatch, tmp_path):
    """What each job answers or raises, in threads with connections of their own to what is stored by now."""
    if connection.vendor == "sqlite":  # in a file: in memory nobody waits for anybody
        name = str(tmp_path / "newsroom.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [name])
        monkeypatch.setitem(connections.databases["default"], "NAME", name)
    start, said = Barrier(len(jobs)), []

    def work(job):
        try:
            start.wait()
            said.append(job())
        except Exception as error:
            said.append(error)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[job]) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_of_presses_at_one_moment_one_publishes_the_line(monkeypatch, tmp_path):
    make.section(name="سياسة", slug="politics")
    editors = [cast.member("desk"), cast.member("chief")] * 2
    jobs = [partial(breaking.publish, LINE, editor) for editor in editors]
    said = at_once(jobs, monkeypatch, tmp_path)
    assert sum(isinstance(one, Article) for one in said) == 1, said
    refused = [" ".join(one.messages) for one in said if isinstance(one, ValidationError)]
    assert len(refused) == len(editors) - 1, said
    assert all("قبل لحظات" in each for each in refused)


def test_who_works_at_some_desks_is_offered_their_sections_and_a_foreign_one_costs_no_word(client):
    editor = cast.member("desk")
    mine, foreign = make.section("سياسة", "politics"), make.section("رياضة", "sport")
    mine.editors.add(editor)
    client.force_login(editor)
    assert list(client.get(BOX).context["form"].fields["section"].queryset) == [mine]
    answer = client.post(BOX, {"line": LINE, "section": foreign.pk})
    assert answer.status_code == 200
    assert "من أقسامك" in str(answer.context["form"].errors["section"])
    assert answer.context["form"]["line"].value() == LINE
    assert not Article.objects.exists()
    client.force_login(cast.member("chief"))
    assert list(client.get(BOX).context["form"].fields["section"].queryset) == [mine, foreign]


def test_a_desk_that_changes_at_that_very_moment_costs_no_word_either(client, monkeypatch):
    def refuse(*args):
        raise PermissionDenied("ليس لك")

    client.force_login(cast.member("desk"))
    monkeypatch.setattr(breaking.workflow, "publish", refuse)
    answer = client.post(BOX, {"line": LINE})
    assert "ليس لك" in str(answer.context["form"].errors)
    assert answer.context["form"]["line"].value() == LINE
    assert not Article.objects.exists()


def test_who_may_not_publish_has_no_box_and_no_way_around_it(client):
    reporter = cast.member("reporter")
    client.force_login(reporter)
    assert "breaking-box" not in client.get("/admin/").content.decode()
    assert client.post(BOX, {"line": LINE}).status_code == 403
    with pytest.raises(PermissionDenied):
        breaking.publish(LINE, reporter)
    with pytest.raises(PermissionDenied):
        breaking.end(make.article(), reporter)
    assert not Article.objects.filter(headline=LINE).exists()


def test_the_box_is_on_every_page_of_the_desk(client):
    client.force_login(cast.member("desk"))
    for address in ("/admin/", "/admin/articles/article/", "/admin/people/person/add/"):
        assert f'action="{BOX}"' in client.get(address).content.decode()


def test_a_line_without_any_section_is_published_all_the_same():
    assert breaking.publish(LINE, cast.member("desk")).section is None
    with pytest.raises(ValidationError):
        breaking.publish("", cast.member("desk"))


@pytest.mark.parametrize("ended", [True, pytest.param(False, marks=pytest.mark.long)])
def test_what_is_not_on_the_strip_does_not_leave_it(ended):
    story = breaking.publish(LINE, cast.member("desk")) if ended else make.article()
    if ended:
        breaking.end(story, cast.member("desk"))
    with pytest.raises(ValidationError):
        breaking.prolong(story, cast.member("desk"))
    before = story.transitions.count(), Article.objects.get(pk=story.pk).breaking_until
    address = f"/admin/articles/article/{story.pk}/change/"
    said = send(cast.client_of("desk"), address, {}, "headline", press="_end_strip").content.decode()
    assert "ليست هذه المادة على شريط العاجل" in said and "أُنزلت المادة عن الشريط" not in said
    assert (story.transitions.count(), Article.objects.get(pk=story.pk).breaking_until) == before


@pytest.mark.long
def test_a_line_stands_longer_on_the_strip_where_the_desk_says_so():
    story = breaking.publish(LINE, cast.member("desk"), minutes=15)
    address, until = f"/admin/articles/article/{story.pk}/change/", story.breaking_until
    said = send(cast.client_of("desk"), address, {}, "headline", press="_prolong_strip").content.decode()
    story.refresh_from_db()
    assert (
        timedelta(minutes=44) < story.breaking_until - until < timedelta(minutes=46)
        and "تبقى المادة على الشريط حتى" in said
    )
    assert story.transitions.first().note == "بقيت مدة أطول على شريط العاجل"


@pytest.mark.parametrize(
    ("typed", "headline"),
    [
        ("عاجل: حريق في الميناء", "حريق في الميناء"),
        pytest.param("🔴 #عاجل | حريق في الميناء", "حريق في الميناء", marks=pytest.mark.long),
        pytest.param("عــاجل.. عاجل: حريق في الميناء", "حريق في الميناء", marks=pytest.mark.long),
        pytest.param("خبر عاجل - حريق في الميناء", "حريق في الميناء", marks=pytest.mark.long),
        ("«عاجل» تعود إلى الصدور", "«عاجل» تعود إلى الصدور"),
        ("عاجل -5 درجات في الجبال", "عاجل -5 درجات في الجبال"),
        pytest.param("[خبر عاجل] حريق في الميناء", "حريق في الميناء", marks=pytest.mark.long),
        pytest.param("(عاجل): حريق", "حريق", marks=pytest.mark.long),
        pytest.param("عاجلة: مساعدات إلى الجبال", "عاجلة: مساعدات إلى الجبال", marks=pytest.mark.long),
    ],
)  # fmt: skip
def test_a_line_that_says_itself_that_it_is_breaking_says_it_once(typed, headline):
    make.section()
    assert breaking.publish(typed, cast.member("desk")).headline == headline


@pytest.mark.parametrize(
    "typed",
    [
        "عاجلاً أم آجلاً يعود الميناء إلى العمل",
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in (
                "«عاجل» السعودية تنشر نص القرار",
                "عاجل الشفاء للمصابين في الميناء",
                "«خبر عاجل» رواية عن الميناء",
                "«عاجل: حريق» فيلم يُعرض الليلة",
            )
        ),
    ],
)
def test_a_line_that_would_lose_its_sense_keeps_the_word(typed):
    make.section()
    assert breaking.publish(typed, cast.member("desk")).headline == typed


@pytest.mark.parametrize("is_held", [False, True])
def test_an_hour_more_shortens_no_longer_strip_and_keeps_no_held_line(is_held):
    story = breaking.publish(LINE, cast.member("desk"), minutes=180)
    until = story.breaking_until
    if is_held:
        Article.objects.filter(pk=story.pk).update(
            hold_reason="ينظر فيها", breaking_until=timezone.now() + timedelta(minutes=5)
        )
        until = Article.objects.get(pk=story.pk).breaking_until
        with pytest.raises(ValidationError):
            breaking.prolong(Article.objects.get(pk=story.pk), cast.member("desk"))
    else:
        breaking.prolong(story, cast.member("desk"))
    assert Article.objects.get(pk=story.pk).breaking_until == until


def test_what_another_field_is_refused_for_stands_on_the_page_with_its_name(monkeypatch):
    """Also of a field that the box has not: the line stays, and nobody meets an error of the server's."""
    client, section = cast.client_of("desk"), make.section(name="موانئ", slug="ports")
    wrong = {"standfirst": ["طويل"], "section": ["لم يعد هنا"], "__all__": ["لا يصح هذا"]}
    monkeypatch.setattr(Article, "full_clean", lambda *given, **more: _refuse(wrong))
    page = client.post(BOX, {"line": LINE, "section": section.pk})
    assert page.status_code == 200 and LINE in page.content.decode()
    assert page.context["form"].errors == {
        "line": ["الموجز: طويل", "لا يصح هذا"],
        "section": ["لم يعد هنا"],
    }
    pasted = client.post("/admin/articles/article/import/", {"text": f"{LINE}\n\nقال المدير كلاماً."})
    assert pasted.status_code == 200
    assert pasted.context["form"].errors == {"text": ["الموجز: طويل", "القسم: لم يعد هنا", "لا يصح هذا"]}
    assert not Article.objects.exists()


def _refuse(wrong):
    raise ValidationError(wrong)


def test_a_section_that_goes_while_a_line_is_sent_is_said_at_the_section(monkeypatch):
    client, section = cast.client_of("desk"), make.section(name="موانئ", slug="ports")
    monkeypatch.setattr(breaking.locking, "queue", lambda: section.delete())
    page = client.post(BOX, {"line": LINE, "section": section.pk})
    assert page.status_code == 200 and [*page.context["form"].errors] == ["section"]
    assert LINE in page.content.decode() and not Article.objects.exists()
