"""A quote and its words never part silently, and never come together by guessing."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles import marks
from articles.agreement import Row, plan
from newsroom.arabic import fold

A, B = "aaaaaaaaaa", "bbbbbbbbbb"


def q(key, words, tag="q"):
    return f'<{tag} data-quote="{key}">{words}</{tag}>'


def confirmed(words, key=A, kind="direct"):
    return Row(key, "confirmed", kind, fold.letters(words), words)


def state(body, row):
    return plan(marks.clean(body), [row]).rows[row.key].state


SAID = "لن نرفع سعر الخبز هذا العام"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"<p>قال «{q(A, SAID)}».</p>", "confirmed"),
        (f"<h2>تمهيد</h2><p>نص قبله</p><p>«{q(A, SAID)}»</p>", "confirmed"),
        (f"<p>{q(A, 'لَن نرفَعَ سعرَ الخبز، هـذا العام!')}</p>", "confirmed"),
        (f"<p>{q(A, 'لن <strong>نرفع</strong> سعر الخبز هذا العام')}</p>", "confirmed"),
        (f"<p>«{q(A, 'لن نرفع سعر الخبز')}»، قال الوزير، «{q(A, 'هذا العام')}»</p>", "confirmed"),
        (f"<p>{q(A, 'لن نرفع سعر')}</p><p>{q(A, 'الخبز هذا العام')}</p>", "confirmed"),
        (f"<p>{q(A, 'لن نرفع سعر الوقود هذا العام')}</p>", "changed"),
        (f"<p>{q(A, 'نرفع سعر الخبز هذا العام')}</p>", "changed"),
        (f"<p>{q(A, 'هذا العام')} {q(A, 'لن نرفع سعر الخبز')}</p>", "changed"),
        (f"<p>{q(A, SAID, 'span')}</p>", "changed"),
        (f"<p>{SAID}</p>", "orphan"),
        ("", "orphan"),
        (f"<p>{q(B, SAID)}</p>", "orphan"),
    ],
)
def test_a_confirmed_quote_follows_its_letters(body, expected):
    assert state(body, confirmed(SAID)) == expected


@pytest.mark.parametrize(
    ("was", "became", "expected"),
    [
        ("ارتفع 1.5 بالمئة", "ارتفع ١٫٥ بالمئة", "confirmed"),
        ("ارتفع 1.5 بالمئة", "ارتفع 15 بالمئة", "changed"),
        ("أنفقنا 1,200 دينار", "أنفقنا 1200 دينار", "confirmed"),
        ("إن الأمر انتهى", "ان الامر انتهى", "confirmed"),
        ("على الطريق", "علي الطريق", "changed"),
        ("مدرسة", "مدرسه", "changed"),
    ],
)
def test_what_may_move_and_what_counts(was, became, expected):
    assert state(f"<p>{q(A, became)}</p>", confirmed(was)) == expected


def test_a_copy_gets_a_key_of_its_own_and_nothing_else():
    body = marks.clean(f"<p>«{q(A, SAID)}»</p><p>وكرر «{q(A, SAID)}»</p>")
    made = plan(body, [confirmed(SAID)])
    assert made.rows[A].state == "confirmed"
    [copy] = made.new
    assert (copy.state, copy.words, copy.kind) == ("proposed", SAID, "direct")
    assert [part.key for part in marks.parts(made.body)] == [A, copy.key]


def test_a_copied_split_quote_is_two_quotes():
    halves = f"«{q(A, 'لن نرفع سعر الخبز')}» قال «{q(A, 'هذا العام')}»"
    made = plan(marks.clean(f"<p>{halves}</p><p>{halves}</p>"), [confirmed(SAID)])
    assert made.rows[A].state == "confirmed"
    assert [new.words for new in made.new] == ["لن نرفع سعر الخبز … هذا العام"]


def test_a_copied_fragment_does_not_spoil_the_whole():
    made = plan(marks.clean(f"<p>{q(A, SAID)} ثم {q(A, 'سعر الخبز')}</p>"), [confirmed(SAID)])
    assert made.rows[A].state == "confirmed"
    assert [(new.state, new.words) for new in made.new] == [("proposed", "سعر الخبز")]


def test_a_key_without_a_row_is_a_proposal_with_nothing_filled_in():
    made = plan(f"<p>{q(B, 'كلام منقول', 'span')}</p>", [])
    [new] = made.new
    assert (new.key, new.state, new.kind, new.order) == (B, "proposed", "indirect", 1)


def test_a_part_without_letters_stays_with_its_quote():
    made = plan(f"<p>{q(A, SAID)}</p><p>{q(A, '…')}</p>", [confirmed(SAID)])
    assert made.rows[A].state == "confirmed"
    assert not made.new


@pytest.mark.long
def test_four_thousand_parts_of_one_quote_are_no_trap():
    parts = "".join(f"{q(A, 'اب')} و" for _ in range(4_000))
    made = plan(f"<p>{parts}</p>", [confirmed("اب" * 3_999)])
    assert made.rows[A].state == "confirmed"
    assert [new.words for new in made.new] == ["اب"]


def test_undo_brings_mark_and_state_back():
    row = confirmed(SAID)
    for body, expected in [
        ("<p>لا شيء</p>", "orphan"),
        (f"<p>{q(A, 'غير هذا')}</p>", "changed"),
        (f"<p>{q(A, SAID)}</p>", "confirmed"),
    ]:
        agreed = plan(body, [row]).rows[A]
        assert agreed.state == expected
        row = row._replace(state=agreed.state, words=agreed.words)


def test_a_rejected_proposal_without_its_mark_stays_rejected():
    assert state("<p>نص</p>", Row(A, "rejected")) == "rejected"


def test_the_sentence_is_whole_and_holds_the_words():
    body = f"<p>جملة أولى. وصفها بأنها «{q(A, 'غير كافية. قطعاً')}» أمس! ثالثة؟</p>"
    assert plan(body, []).new[0].sentence == "وصفها بأنها «غير كافية. قطعاً» أمس!"


# Random editing: a story is a list of [letters, key or None]; edits are what editors do to text.

KEYS = [letter * 10 for letter in "abcd"]
SPOKEN = ["نعم قبلنا", "لا رجعة", "الأمر 12 يوماً", "سنعود غداً"]


def story():
    runs = []
    for key, words in zip(KEYS, SPOKEN, strict=True):
        runs += [["وقال ", None], [words, key], ["\n" if key == KEYS[1] else " ثم ", None]]
    return runs


def html(runs):
    paragraphs, line = [], []
    for text, key in runs:
        for index, piece in enumerate(text.split("\n")):
            if index:
                paragraphs.append("".join(line))
                line = []
            if piece:
                line.append(q(key, piece) if key else piece)
    return marks.clean("".join(f"<p>{p}</p>" for p in [*paragraphs, "".join(line)]))


def letters_of(runs):
    return [(letter, key) for text, key in runs for letter in text]


def runs_of(letters):
    runs = []
    for letter, key in letters:
        if runs and runs[-1][1] == key:
            runs[-1][0] += letter
        else:
            runs.append([letter, key])
    return runs


edits = st.lists(
    st.tuples(
        st.sampled_from(["cut", "copy", "move", "type", "break", "unmark"]), *[st.integers(0, 200)] * 3
    ),
    max_size=5,
)


@given(edits)
@settings(max_examples=150, deadline=None)
def test_no_quote_is_lost_silently_or_tied_to_other_words(steps):
    rows = [confirmed(words, key) for key, words in zip(KEYS, SPOKEN, strict=True)]
    letters = letters_of(story())
    for act, x, y, z in steps:
        start, end = sorted((x % (len(letters) + 1), y % (len(letters) + 1)))
        taken, to = letters[start:end], z % (len(letters) + 1)
        if act == "cut":
            letters = letters[:start] + letters[end:]
        elif act == "copy":
            letters = letters[:to] + taken + letters[to:]
        elif act == "move":
            rest = letters[:start] + letters[end:]
            letters = rest[: min(to, len(rest))] + taken + rest[min(to, len(rest)) :]
        elif act == "type":
            inside = letters[start - 1][1] if start else None
            letters = [*letters[:start], ("ض", inside), *letters[start:]]
        elif act == "break":
            letters = [*letters[:start], ("\n", None), *letters[start:]]
        elif act == "unmark":
            letters = letters[:start] + [(letter, None) for letter, _ in taken] + letters[end:]

        body = html(runs_of(letters))
        made = plan(body, rows)
        parts = marks.parts(made.body)
        assert marks.text(made.body) == marks.text(body)
        held = {}
        for part in parts:
            held.setdefault(part.key, []).append(part.text)
        assert set(made.rows) == set(KEYS), "every row ends somewhere"
        assert {new.key for new in made.new} == set(held) - set(KEYS), "every key of the text has a row"
        assert all(new.state == "proposed" for new in made.new)
        for row in rows:
            agreed = made.rows[row.key]
            if row.key not in held:
                assert agreed.state == "orphan"
                continue
            said = fold.letters(" ".join(held[row.key]))
            assert agreed.state == ("confirmed" if said == row.letters else "changed")
            assert fold.letters(agreed.words.replace(" … ", " ")) == said
        again = plan(made.body, rows + [Row(n.key, n.state, n.kind, "", n.words) for n in made.new])
        assert again.body == made.body
        assert not again.new
        assert {k: a.state for k, a in again.rows.items() if k in made.rows} == {
            k: a.state for k, a in made.rows.items()
        }
        # The editor saves: the next edit begins from what was stored.
        if made.body != body:
            return  # copies were renamed; the letters above no longer name the stored keys


@pytest.mark.long
def test_four_thousand_quotes_agree_in_about_the_time_it_takes_to_clean_them():
    keys = [f"{number:010d}" for number in range(4_000)]
    body = "".join(
        f"<p>قال المتحدث رقم {key}: «{q(key, 'هذه كلمات قيلت في مؤتمر ' + key)}» وانصرف.</p>" for key in keys
    )
    rows = [confirmed("هذه كلمات قيلت في مؤتمر " + key, key) for key in keys]
    begun = time.process_time()
    cleaned = marks.clean(body)
    halfway = time.process_time()
    made = plan(cleaned, rows)
    ended = time.process_time()
    assert all(agreed.state == "confirmed" for agreed in made.rows.values())
    # A ratio, not a time: machines differ. Anything quadratic is a hundred times over this.
    assert ended - halfway < 10 * (halfway - begun)
