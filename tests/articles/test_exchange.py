"""Lines of JSON in and out."""

import io
import itertools
import json
import re
from copy import deepcopy
from importlib import import_module
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, OperationalError, transaction

from articles import exchange
from articles.exchange import bulk
from articles.models import Article, Correction, Quote, Version
from newsroom.changes.models import Change
from newsroom.search.models import Entry
from people.models import Person
from tests import make
from tests.cast import client_of
from tests.ways import quick

pytestmark = pytest.mark.django_db

KEY = "k123456789"
DEMO = Path(__file__).parents[2] / "newsroom/demo/stories.jsonl"
LINE = {
    "format": 1,
    "uid": "harbour-1",
    "headline": "الميناء يستعد",
    "body": f'<p>قال سالم الراسي: «<q data-quote="{KEY}">نحن جاهزون</q>».</p>',
    "section": {"slug": "economy", "name": "اقتصاد"},
    "tags": ["موانئ", "شتاء"],
    "published_at": "2026-11-18T09:00:00+03:00",
    "bylines": [{"uid": "c-hala", "name": "هالة نون", "role": "writing"}],
    "people": [
        {
            "uid": "p-salim", "name": "سالم الراسي", "gender": "m", "is_public_figure": True,
            "names": [{"name": "أبو نادر", "kind": "alias"}],
            "tenures": [{"uid": "t-1", "position": "pos-1", "start": "2020", "end": "2027"}],
        }
    ],
    "positions": [{"uid": "pos-1", "title": "مدير الميناء", "organization": "o-1"}],
    "organizations": [{"uid": "o-1", "name": "هيئة الموانئ", "kind": "government", "parent": "o-2"}, {"uid": "o-2", "name": "وزارة النقل"}, {"uid": "o-3", "name": "نقابة البحارة"}],
    "sources": [{"uid": "s-1", "name": "صدى الساحل"}],
    "occasions": [{"uid": "occ-1", "kind": "interview", "title": "مقابلة الميناء", "on": "2026-11"}],
    "quotes": [
        {
            "key": KEY, "uid": "q-1", "kind": "direct", "state": "confirmed", "person": "p-salim", "tenure": "t-1",
            "position_as_printed": "مدير الميناء", "said_on": "2026-11-17", "occasion": "occ-1", "verb": "قال",
            "verification": "recording", "attributions": [{"verb": "نقلاً عن", "source": "s-1"}],
        }
    ],
    "corrections": [{"uid": "cor-1", "kind": "correction", "text": "كان الاسم خطأ.", "issued_at": "2026-11-19T10:00:00+03:00", "quote": KEY},
        {"uid": "cor-2", "kind": "reply", "text": "لم نغلق شيئاً.", "place": "bottom", "organization": "o-3", "received_on": "2026-11-18"}],
}  # fmt: skip


def load(*lines):
    return exchange.load(
        [json.dumps(line, ensure_ascii=False) if isinstance(line, dict) else line for line in lines]
    )


def test_a_full_line_becomes_a_public_story_with_its_quote():
    report = load(LINE)
    assert (report.created, report.refused) == (1, [])
    quote = Quote.objects.public(make.NOW).get()
    assert (quote.uid, quote.state, quote.person.name, quote.tenure.label) == (
        "q-1",
        "confirmed",
        "سالم الراسي",
        "مدير الميناء",
    )
    reply, correction = quote.article.corrections.order_by("-uid")
    assert (correction.quote, reply.replier_name, str(reply.due_on)) == (quote, "نقابة البحارة", "2026-11-21")
    assert Person.objects.public(make.NOW).get().names.get().name == "أبو نادر"


def test_loading_again_changes_nothing():
    load(LINE)
    before = Article.objects.values("saved_at", "version_number").get()
    assert load(LINE).unchanged == 1
    assert Article.objects.values("saved_at", "version_number").get() == before


def test_what_is_dumped_loads_again_and_dumps_to_the_same_bytes():
    load(LINE, {"uid": "plain-1", "headline": "خبر", "body": "فقرة أولى\nفقرة ثانية"})
    first = list(exchange.dump())
    assert exchange.load(first).unchanged == 2
    Article.objects.all().delete()
    assert exchange.load(first).created == 2
    assert list(exchange.dump()) == first


def test_a_changed_line_updates_the_story():
    load(LINE)
    assert load(LINE | {"headline": "الميناء جاهز"}).updated == 1
    assert Article.objects.get().headline == "الميناء جاهز"
    assert Quote.objects.get().uid == "q-1"


def test_plain_paragraphs_need_nothing_else():
    load({"uid": "p", "headline": "خبر", "body": "أولى < ثانية\n\nثالثة"})
    story = Article.objects.get()
    assert story.body == "<p>أولى &lt; ثانية</p><p>ثالثة</p>"
    assert story.visible_from is not None


@pytest.mark.parametrize(
    ("change", "reason"),
    quick(
        8,
        [
            ({"uid": ""}, "uid is missing"),
            ({"uid": "../x"}, "may hold only"),
            ({"headline": None}, "headline is missing"),
            ({"headline": "عنوان\u202eمقلوب"}, "bidi control"),
            ({"body": "<p><script>x</script></p>"}, "no text"),
            ({"format": 2}, "Format 2"),
            ({"genre": "poem"}, "genre 'poem' is unknown"),
            ({"status": "live"}, "status 'live' is unknown"),
            ({"section": "no-such"}, "no section 'no-such'"),
            ({"published_at": "أمس"}, "no moment"),
            ({"published_at": "2026-02-30T10:00:00"}, "no moment"),
            ({"expire_at": "2026-11-01T00:00:00Z"}, "not after"),
            ({"tags": "أ، ب"}, "tags must be a list"),
            ({"tags": ["ري", "مياه " * 25]}, "longer than 90 characters"),
            ({"tags": [f"وسم{n}" for n in range(51)]}, "may have 50"),
            ({"quotes": [{"key": "zzzzzzzzzz"}]}, "not marked in the body"),
            ({"quotes": [{"key": KEY, "person": "p-salim", "organization": "o-1"}]}, "two speakers"),
            ({"quotes": [{"key": KEY, "state": "confirmed"}]}, "no speaker"),
            ({"quotes": [{"key": KEY, "person": "nobody"}]}, "'nobody' is not known"),
            ({"quotes": [{"key": KEY, "person": "p-salim", "said_on": "2026-02-30"}]}, "is no date"),
            ({"quotes": [{"key": KEY, "attributions": [{"verb": "عن"}]}]}, "exactly one"),
            (
                {
                    "people": [
                        {
                            "uid": "p",
                            "name": "س",
                            "tenures": [{"uid": "t", "position": "pos-1", "start": "2021", "end": "2020"}],
                        }
                    ]
                },
                "before it begins",
            ),
            ({"people": [{"name": "بلا رمز"}]}, "needs uid and name"),
            ({"people": ["سالم"]}, "needs uid and name"),
            ({"quotes": ["نص"]}, "needs the key"),
        ],
    ),
)
def test_a_bad_line_is_refused_with_its_reason_and_costs_no_good_one(change, reason):
    good = {"uid": "good", "headline": "سليم", "body": "نص"}
    report = load(good, LINE | change, {"uid": "good-2", "headline": "سليم", "body": "نص"})
    assert report.created == 2
    [(number, said)] = report.refused
    assert number == 2
    assert reason in said
    assert Article.objects.count() == 2
    assert not Person.objects.exists(), "nothing half-saved"


PLACES = [
    ("bylines", 0, "uid"), ("quotes", 0, "attributions", 0, "source"), ("quotes", 0, "uid"),
    ("corrections", 0, "uid"), ("citations", 0, "uid"), ("citations", 0, "source"), ("photos", 0, "uid"),
    ("corrections", 1, "organization"), ("corrections", 0, "person"), ("quotes", 0, "person"),
    ("quotes", 0, "on_behalf_of"), ("quotes", 0, "tenure"), ("quotes", 0, "occasion"),
    ("quotes", 0, "co_speakers", 0), ("people", 0, "uid"), ("people", 0, "photo"),
    ("people", 0, "tenures", 0, "uid"), ("people", 0, "tenures", 0, "position"),
    ("positions", 0, "uid"), ("positions", 0, "organization"), ("organizations", 0, "uid"),
    ("organizations", 0, "parent"), ("sources", 0, "uid"), ("sources", 0, "organization"),
    ("occasions", 0, "uid"), ("occasions", 0, "host"), ("lead_photo",), ("translation_of",),
]  # fmt: skip
FULL = {"citations": [{"uid": "cit-1", "source": "s-1"}], "photos": [{"uid": "ph-1"}]}


def with_at(data, place, value):
    """A copy of the data that says `value` at this place of it."""
    found = row = deepcopy(data)
    row["quotes"][0]["co_speakers"] = ["p-salim"]
    for name in place[:-1]:
        row = row[name]
    row[place[-1]] = value
    return found


@pytest.mark.parametrize("place", quick(2, map(pytest.param, PLACES)))
def test_no_uid_of_a_line_is_anything_that_a_storys_own_may_not_be(place):
    said = place[0] + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in place[1:])
    wrong = ["a\0", "\u202ex", "س", "x" * 101, ["x"], {"uid": "x"}, 7][: 3 if len(place) == 1 else 7]
    lines = [with_at(LINE | FULL | {"uid": f"s-{n}"}, place, value) for n, value in enumerate(wrong)]
    report = load(*lines)
    reasons = dict(report.refused)
    assert sorted(reasons) == [*range(1, len(wrong) + 1)]
    for reason in reasons.values():
        assert reason.startswith(f"{said} ") and "may hold only letters, digits" in reason
    assert not Article.objects.exists() and not Person.objects.exists()


@pytest.mark.parametrize("key", quick(1, ["k987654321", "\0", ([KEY],), 7]))
def test_a_correction_of_a_quote_that_its_line_has_not_is_refused_and_unties_nothing(key):
    load(LINE)
    report = load(with_at(LINE, ("corrections", 0, "quote"), key))
    [(_, said)] = report.refused
    assert "'cor-1' is about quote" in said and "which this line has not" in said
    assert Correction.objects.get(uid="cor-1").quote.key == KEY


@pytest.mark.long
def test_a_correction_may_name_a_quote_that_stands_in_the_body_alone():
    report = load({name: value for name, value in LINE.items() if name != "quotes"})
    assert not report.refused and Correction.objects.get(uid="cor-1").quote.key == KEY


@pytest.mark.parametrize("line", ["{", "[]", "نص", b"\xff\xfe", "null", '{"uid": ' + "[" * 100_000])
def test_what_is_no_object_is_refused(line):
    assert len(load(line).refused) == 1


def test_scripts_do_not_come_in_by_this_door():
    load(
        {
            "uid": "x",
            "headline": "<script>alert(1)</script>",
            "body": '<p onclick="x">نص<img src=x onerror=y></p><script>z</script>',
        }
    )
    assert Article.objects.get().body == "<p>نص</p>"


def test_the_commands_tell_counts_and_line_numbers(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(LINE) + "\n{\n", encoding="utf-8")
    out, err = io.StringIO(), io.StringIO()
    with pytest.raises(SystemExit):
        call_command("load_stories", str(file), stdout=out, stderr=err)
    assert "1 created" in out.getvalue()
    assert "line 2:" in err.getvalue()
    call_command("dump_stories", str(tmp_path / "out.jsonl"), stdout=out)
    assert "1 stories" in out.getvalue()
    assert json.loads((tmp_path / "out.jsonl").read_text())["uid"] == "harbour-1"


ALONE = {"quotes": [], "citations": [], "corrections": []}


def everything():
    """All that loading stores, without numbers that differ from run to run, and clocks."""
    entries = Entry.objects.values_list("kind", "uid", "title", "body", "facets")
    return (
        list(exchange.dump()),
        list(
            Version.objects.order_by("article__uid").values_list("article__uid", "number", "kind", "content")
        ),
        list(
            Quote.objects.order_by("key").values_list("key", "state", "order", "words", "sentence", "letters")
        ),
        sorted((*rest, re.sub(r"\d+", "#", facets)) for *rest, facets in entries if rest[0] != "quote"),
        sorted(re.sub(r"\d+", "#", key) for key in set(Change.objects.values_list("key", flat=True))),
    )


@pytest.mark.long
def test_stories_stored_at_once_are_as_stories_stored_one_by_one(monkeypatch):
    lines = [json.loads(line) for line in DEMO.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        line.pop("lead_photo", None)
        line["body"] = re.sub("<figure.*?</figure>", "", line["body"])
        for person in line.get("people", ()):
            person.pop("photo", None)
    lines.append(LINE | ALONE | {"uid": "copy", "body": LINE["body"] * 2})
    lines = [json.dumps(line) for line in lines]
    stored = []
    for at_once in (True, False):
        keys = itertools.count()
        monkeypatch.setattr("articles.marks.new_key", lambda keys=keys: f"copy{next(keys):06}")
        if not at_once:
            monkeypatch.setattr(bulk, "can_take", lambda data, known: False)
        with transaction.atomic():
            report = exchange.load(lines)
            assert (report.created, report.refused) == (len(lines), [])
            stored.append(everything())
            transaction.set_rollback(True)
    for at_once, one_by_one in zip(*stored, strict=True):
        assert without_uids(at_once) == without_uids(one_by_one)


def without_uids(rows):
    """The uid of a quote that its line does not name is made by chance."""
    return re.sub(r"[0-9a-f]{32}", "#", json.dumps(rows, ensure_ascii=False))


def test_one_bad_line_costs_the_others_of_its_batch_nothing():
    lines = [LINE | ALONE | {"uid": f"s-{number}"} for number in range(3)]
    lines[1] = lines[1] | {"lead_photo": "nowhere"}
    report = exchange.load([json.dumps(line) for line in lines])
    assert report.created == 2
    assert [number for number, _ in report.refused] == [2]


WRONG = {
    "uid": "wrong",
    "headline": "خبر",
    "section": LINE["section"],
    "body": "<p>افتتح الميناء في 31 سبتمبر 2021.</p>",
}


@pytest.mark.parametrize("beside", [(), ({"uid": "another", "headline": "آخر", "body": "<p>نص</p>"},)])
def test_what_comes_in_for_the_desk_of_these_days_is_looked_at_at_once(beside):
    load(WRONG | {"status": "draft"}, *beside)
    story = Article.objects.get(uid="wrong")
    assert [warning.code for warning in story.warnings.all()] == ["no_such_day"]
    load(WRONG | {"status": "draft", "body": "<p>افتتح الميناء في 30 سبتمبر 2021.</p>"})
    assert not story.warnings.exists()


@pytest.mark.long
@pytest.mark.parametrize("beside", [(), ({"uid": "another", "headline": "آخر", "body": "<p>نص</p>"},)])
def test_a_story_of_the_archive_is_looked_at_when_somebody_opens_it(beside):
    old = {"published_at": "2021-10-01T09:00:00Z"}
    load(WRONG | old, *(line | old for line in beside))
    story = Article.objects.get(uid="wrong")
    assert not story.warnings.exists()
    page = client_of("desk").get(f"/admin/articles/article/{story.pk}/change/").content.decode()
    assert story.warnings.get().code == "no_such_day" and "31 سبتمبر 2021" in page
    load(WRONG | old | {"body": "<p>افتتح الميناء في 31 نيسان 2021.</p>"})
    client_of("desk").get(f"/admin/articles/article/{story.pk}/change/")
    assert story.warnings.get().about == "31 نيسان 2021"


def test_a_correction_from_before_its_story_is_refused_as_at_the_desk():
    early = LINE["corrections"][0] | {"issued_at": "2026-11-17T10:00:00+03:00"}
    report = load(LINE | {"corrections": [early]})
    assert "readers have seen the story since 2026-11-18" in report.refused[0][1]
    assert not Article.objects.exists()
    load(LINE)
    Correction.objects.filter(uid="cor-1").update(
        issued_at=early["issued_at"]
    )  # as an older program stored it
    assert load(LINE | {"corrections": [early | {"text": "كان الرقم خطأ."}]}).updated == 1


def broken_off(name, code):
    """As Django gives on what the database's own program raised."""
    error = OperationalError("said by the database")
    error.__cause__ = type("Said", (Exception,), {name: code})()
    return error


BY_A_COLLEAGUE = [
    broken_off("sqlstate", "40P01"), broken_off("sqlstate", "40001"), broken_off("sqlstate", "55P03"),
    broken_off("sqlite_errorname", "SQLITE_BUSY_SNAPSHOT"), broken_off("sqlite_errorname", "SQLITE_LOCKED"),
]  # fmt: skip
BY_NOBODY = [
    broken_off("sqlite_errorname", "SQLITE_FULL"), broken_off("sqlstate", "53100"),
    broken_off("sqlstate", "57014"), OperationalError("the server closed the connection"),
]  # fmt: skip


def failing(monkeypatch, error, times):
    """Loading the story "b" fails within its line, so many times."""
    door, calls = import_module("articles.exchange.write"), []
    real = door.apply

    def taken(article, data, *others, **options):
        if data["uid"] == "b" and len(calls) < times:
            calls.append(data)
            raise error
        return real(article, data, *others, **options)

    monkeypatch.setattr(door, "apply", taken)


@pytest.mark.parametrize("error", quick(1, BY_NOBODY))
def test_a_full_disk_inside_a_line_ends_the_load_and_is_told_as_what_it_is(monkeypatch, error):
    load(*({"uid": uid, "headline": f"عنوان {uid}", "body": "نص."} for uid in "abc"))
    failing(monkeypatch, error, times=99)
    with pytest.raises(OperationalError) as raised:
        load(*({"uid": uid, "headline": f"عنوان جديد {uid}", "body": "نص."} for uid in "abc"))
    assert raised.value is error
    assert not Article.objects.filter(headline__contains="جديد").exists()


@pytest.mark.parametrize("error", quick(1, BY_A_COLLEAGUE))
@pytest.mark.parametrize(("times", "left"), [(1, []), pytest.param(9, ["b"], marks=pytest.mark.long)])
def test_a_deadlock_inside_a_line_is_tried_again_and_costs_no_other_line(monkeypatch, times, left, error):
    load(*({"uid": uid, "headline": f"عنوان {uid}", "body": "نص."} for uid in "abc"))
    failing(monkeypatch, error, times)
    report = load(*({"uid": uid, "headline": f"عنوان جديد {uid}", "body": "نص."} for uid in "abc"))
    assert (report.updated, [number for number, _reason in report.refused]) == (
        3 - len(left),
        [2] * len(left),
    )
    assert {story.uid for story in Article.objects.filter(headline__contains="جديد")} == {*"abc"} - {*left}
    assert all("Load it again" in reason for _number, reason in report.refused)


@pytest.mark.parametrize(("times", "left"), [(1, []), (5, ["b"])])
def test_a_merge_at_this_moment_costs_a_file_no_other_line(monkeypatch, times, left):
    door, calls = import_module("articles.exchange.load"), []
    real = door._load_new

    def taken(good, *others):
        if any(data["uid"] == "b" for _number, _line, data in good):
            calls.append(good)
            if len(calls) <= times or left:
                raise IntegrityError("a row that the batch names was merged away")
        return real(good, *others)

    monkeypatch.setattr(door, "_load_new", taken)
    report = load(*({"uid": uid, "headline": f"عنوان {uid}", "body": "نص."} for uid in "abc"))
    assert (report.created, len(report.refused)) == (3 - len(left), len(left))
    assert {story.uid for story in Article.objects.all()} == {*"abc"} - {*left}
    assert all("Load it again" in reason and number == 2 for number, reason in report.refused)


@pytest.mark.parametrize("times", [1, 9])
def test_a_batch_that_the_database_breaks_off_is_tried_again_and_a_full_disk_is_no_lines_fault(
    monkeypatch, times
):
    door, calls = import_module("articles.exchange.load"), []
    real = door._load_new

    def taken(*batch):
        calls.append(batch)
        if len(calls) <= times:
            raise OperationalError("deadlock detected")
        return real(*batch)

    monkeypatch.setattr(door, "_load_new", taken)
    lines = [{"uid": uid, "headline": f"عنوان {uid}", "body": "نص."} for uid in "abc"]
    if times > door.TRIES:
        with pytest.raises(OperationalError):
            load(*lines)
    assert not Article.objects.exists()
    if times == 1:
        assert load(*lines).created == 3
