"""Quotation marks, parsed with a stack: nested, mixed, printed the wrong way round, left open.

A bad mark is a warning beside a span, never an exception.
"""

import re
from dataclasses import dataclass

from newsroom.arabic.finder.cues import COMPLEMENTIZERS, OUTLET_NOUNS
from newsroom.arabic.finder.mark_ends import before_next_cue, before_told_anew, verb_in
from newsroom.arabic.finder.shapes import FoundWarning
from newsroom.arabic.fold import fold
from newsroom.arabic.letters import CLOSING_MARKS, OPENING_MARKS, QUOTE_MARKS, STRAIGHT_MARKS, TATWEEL

FAMILY = dict.fromkeys("«»", "guillemets") | dict.fromkeys("“”„", "curly") | dict.fromkeys("‹›", "single")
FAMILY["″"] = "curly"  # what a site that curls its marks makes of one behind a number: «“طراز 500″»
FAMILY |= dict.fromkeys(STRAIGHT_MARKS, "straight")

LONGEST_UNOPENED = 800  # characters between a colon and a mark that closes what no mark opened
LONGEST_OPEN = 2_000  # characters that are looked through for the end of a mark left open
LONGEST_STATEMENT = 5_000  # characters of a text printed in whole, over paragraphs, behind a colon
MOST_PARAGRAPHS = 3  # that one pair of marks runs over; of a statement behind a colon three times as many
LONGEST_NAME = 25  # characters between marks that a name takes
DEEPEST = 10  # marks open inside one another; more is no prose

_STEP = re.compile(f"[{re.escape(QUOTE_MARKS)}″\n]")
_PROCLITIC = re.compile(r"(?:^|[\s«»“”\"(،])[وفبلك]{1,2}\Z")
_STOP = re.compile(r"(?<!\.)(?:[.:](?=\s)|[!?؟](?=[\s،]))")


@dataclass(slots=True)
class Span:
    """text[start:end] stands inside the marks at start-1 and (when closed) end; `parent` is the span around it."""

    start: int
    end: int
    family: str
    closed: bool = True
    depth: int = 0


def parse(text: str) -> tuple[list[Span], list[FoundWarning]]:
    """The spans between marks in order of their beginning, and what is wrong with the marks."""
    reader = _Reader(text)
    for match in _STEP.finditer(text):
        if match[0] == "\n":
            reader.paragraph_ends(match.start())
        elif match[0] != "″" or (reader.open and reader.open[-1][1] == "curly"):
            reader.mark(match.start(), match[0])
    reader.paragraph_ends(len(text), last=True)
    reader.spans.sort(key=lambda span: (span.start, -span.end))
    spans = _trimmed(text, _uncrossed(_trimmed(text, reader.spans)))
    return _nested(spans), sorted(reader.warnings, key=lambda warning: warning.start)


class _Reader:
    def __init__(self, text: str):
        self.text = text
        self.spans: list[Span] = []
        self.warnings: list[FoundWarning] = []
        self.open: list[tuple[int, str]] = []  # place of the mark, its family
        self.carried = 0  # paragraphs an open mark has already run on

    def mark(self, place: int, sign: str) -> None:
        family = FAMILY[sign]
        if self._opens(place, sign, family):
            self._left_open(place)
            self.open.append((place, family))
            if len(self.open) > DEEPEST:
                opened, _ = self.open.pop(0)
                self.warnings.append(FoundWarning("unclosed_mark", opened, opened + 1))
            return
        depth = next((n for n in range(len(self.open) - 1, -1, -1) if self.open[n][1] == family), None)
        if not self.open and (brace := self._brace(place)):
            self.warnings.append(FoundWarning("mixed_marks", brace - 1, place + 1))
            self.spans.append(Span(brace, place, family))
            return
        if depth is None and self.open:
            depth = len(self.open) - 1
            self.warnings.append(FoundWarning("mixed_marks", self.open[depth][0], place + 1))
        if depth is None:
            self._from_colon(place, family)
            self.warnings.append(FoundWarning("stray_mark", place, place + 1))
            return
        for opened, _ in self.open[depth + 1 :]:
            self.warnings.append(FoundWarning("unclosed_mark", opened, opened + 1))
        opened, opened_as = self.open[depth]
        del self.open[depth:]
        self.spans.append(Span(opened + 1, place, opened_as))

    def _opens(self, place: int, sign: str, family: str) -> bool:
        before = self.text[place - 1] if place else " "
        after = self.text[place + 1] if place + 1 < len(self.text) else " "
        if not self.open and self.text[max(0, place - 2) : place].rstrip()[-1:] == ":":
            return True
        touches_left = not before.isspace() and before not in "([﴿-–—ـ" and before not in OPENING_MARKS
        if touches_left and _PROCLITIC.search(self.text, max(0, place - 4), place):
            touches_left = False
        if touches_left and not self.open and family == "straight" and verb_in(self._word_before(place)):
            return True  # «وأضاف" كذا وكذا"»
        touches_right = not after.isspace() and after not in ".,،؛:!?؟)]…" and after not in CLOSING_MARKS
        inside = any(opened_as == family for _, opened_as in self.open)
        if family != "guillemets" and self.open and self._closes_a_name(place):
            return False
        if sign in "«„‹":
            near = bool(self.open) and place - self.open[-1][0] <= LONGEST_NAME and after.isspace()
            ends = touches_left or (before.isspace() and (after in ".،" or near))  # «… هذا العام «.»
            return not (inside and ends and not touches_right)
        if sign in "»›":
            return not self.open and touches_right and not touches_left
        if family == "curly" and sign in OPENING_MARKS + "”":
            if sign == "“":
                return not inside or (touches_right and not touches_left)
            spaced = before.isspace() and after.isspace()  # «قال إن ” كذا وكذا ”»
            return not inside and not self.open and (touches_right or spaced) and not touches_left
        if touches_left != touches_right:
            return touches_right or (not self.open and after.isspace() and before in ":،")
        return not inside and not (self.open and touches_left) and after not in ".,،؛!?؟)]"

    def _word_before(self, place: int) -> str:
        words = self.text[max(0, place - 15) : place].split()
        return words[-1] if words and not self.text[place - 1].isspace() else ""

    def _brace(self, place: int) -> int:
        """«قال {كذا وكذا»»: the words begin behind a brace that nothing has closed; 0 when there is none."""
        floor = max(self.spans[-1].end + 1 if self.spans else 0, place - LONGEST_UNOPENED)
        floor = max(floor, self.text.rfind("\n", floor, place) + 1)
        brace = self.text.rfind("{", floor, place)
        return brace + 1 if brace >= 0 and self.text.find("}", brace, place) < 0 else 0

    def _from_colon(self, place: int, family: str) -> None:
        """«وقال فلان: كذا وكذا".»: a mark closes what was never opened; the words begin behind the colon."""
        floor = max(self.spans[-1].end + 1 if self.spans else 0, place - LONGEST_UNOPENED)
        floor = max(floor, self.text.rfind("\n", floor, place) + 1)
        colon = self.text.rfind(": ", floor, place)
        cue = self.text[max(self.text.rfind(". ", max(0, colon - 80), colon) + 1, colon - 80, 0) : colon]
        if colon > 0 and any(verb_in(word) for word in cue.split()):
            self.spans.append(Span(colon + 1, place, family, closed=False))

    def _left_open(self, place: int) -> None:
        """«قال: "… . وتابع قائلاً: "…"»: words that are told anew show that the mark before was never closed."""
        if not self.open:
            return
        before = self.text[max(0, place - 20) : place].split()
        word = fold(before[-1]) if before else ""
        if not (word.endswith(":") or verb_in(word) or word in COMPLEMENTIZERS):
            return
        opened, family = self.open[-1]
        if stop := before_told_anew(self.text, opened + 1, min(place, opened + LONGEST_OPEN)):
            self.warnings.append(FoundWarning("unclosed_mark", opened, opened + 1))
            self.spans.append(Span(opened + 1, stop, family, closed=False))
            self.open.pop()

    def _closes_a_name(self, place: int) -> bool:
        """«لـ"المرسى "مصدر…», «لقناة “المرسى “الإخبارية»: the blank stands on the wrong side of the mark behind a short name."""
        opened, family = self.open[-1]
        between = self.text[opened + 1 : place]
        short = 0 < len(between) <= LONGEST_NAME and between.count(" ") <= 2 and between.endswith(" ")
        if not short or family == "guillemets":
            return False
        noun = self.text[max(0, opened - 15) : opened].split()
        outlet = bool(noun) and any(
            fold(noun[-1]).removeprefix(one) in OUTLET_NOUNS for one in ("", "ل", "ب")
        )
        return outlet or (family == "straight" and self.text[opened - 1 : opened] in ("ل", "ـ", "ب"))

    def paragraph_ends(self, place: int, last: bool = False) -> None:
        if not self.open:
            self.carried = 0
            return
        most = MOST_PARAGRAPHS * (3 if self._is_statement(*self.open[-1]) else 1)
        if not last and self.carried < most and self._goes_on(place):
            self.carried += 1
            return
        self.carried = 0
        for opened, family in reversed(self.open):
            self._close_at_end(opened, family, place)
        self.open.clear()

    def _goes_on(self, place: int) -> bool:
        """Does the next paragraph go on with the quote: does it open with a mark, or close before it opens one?"""
        line_end = self.text.find("\n", place + 1)
        line_end = len(self.text) if line_end < 0 else line_end
        opened, family = self.open[-1]
        if self._is_statement(opened, family):
            line_end = min(len(self.text), opened + LONGEST_STATEMENT)
        if line_end - place > 20_000:
            return False
        following = next(
            (m for m in _STEP.finditer(self.text, place + 1, line_end) if m[0] != "\n"),
            None,
        )
        if following is None or family != FAMILY[following[0]]:
            return False
        if not self.text[place + 1 : following.start()].strip():
            return False  # a mark of its own opens the next paragraph
        return not self._opens(following.start(), following[0], FAMILY[following[0]])

    def _is_told(self, opened: int) -> bool:
        """Does a colon or a verb of saying stand right before the mark?"""
        before = self.text[max(0, opened - 20) : opened].split()
        return bool(before) and (before[-1].endswith(":") or verb_in(before[-1]))

    def _is_statement(self, opened: int, family: str) -> bool:
        """«وجاء في نص البيان: «…»: printed in whole, over paragraphs, between marks that differ from one another."""
        return family == "guillemets" and self.text[max(0, opened - 2) : opened].rstrip()[-1:] == ":"

    def _close_at_end(self, opened: int, family: str, place: int) -> None:
        self.warnings.append(FoundWarning("unclosed_mark", opened, opened + 1))
        inner = sorted(
            (span for span in self.spans[-20:] if span.start > opened), key=lambda span: span.start
        )
        end = place
        if inner:
            stop = _STOP.search(self.text, opened + 1, inner[0].start)
            both = next(
                (
                    span
                    for span in inner
                    if self.text[span.end + 1 : span.end + 3].strip(" ")[:1] in (*".!?؟\n", "")
                ),
                None,
            )
            if stop:
                end = stop.start()
            elif both:  # one printed mark closes the quote and the name inside it
                self.spans.remove(both)
                end = both.end
            elif self._is_told(opened):
                told = before_next_cue(self.text, opened + 1, place)
                stop = _STOP.search(self.text, inner[-1].end + 1, place)
                end = told or (stop.start() if stop else place)
            else:
                return
        elif cut := before_next_cue(self.text, opened + 1, place):
            end = cut
        elif place - opened > 2_000 and (stop := _STOP.search(self.text, opened + 1, place)):
            end = stop.start()
        self.spans.append(Span(opened + 1, end, family, closed=False))


def _trimmed(text: str, spans: list[Span]) -> list[Span]:
    """Blanks that house style puts inside the marks are not part of the words; spans without a letter fall out."""
    kept = []
    for span in spans:
        while span.start < span.end and text[span.start].isspace():
            span.start += 1
        while span.end > span.start and text[span.end - 1].isspace():
            span.end -= 1
        if any(letter.isalnum() and letter != TATWEEL for letter in text[span.start : span.end]):
            kept.append(span)
    return kept


def _uncrossed(spans: list[Span]) -> list[Span]:
    """Where the guessed end of an open mark crosses another span, the guess gives way."""
    around: list[Span] = []
    for span in spans:
        while around and around[-1].end <= span.start:
            around.pop()
        while around and around[-1].end < span.end:
            if around[-1].closed and not span.closed:
                span.end = around[-1].end
            else:
                around.pop().end = span.start - 1
        around.append(span)
    return spans


def _nested(spans: list[Span]) -> list[Span]:
    around: list[int] = []
    for span in spans:
        while around and around[-1] <= span.start:
            around.pop()
        span.depth = len(around)
        around.append(span.end)
    return spans
