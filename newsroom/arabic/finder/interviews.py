"""Interviews printed as questions and answers: each answer is the guest's own words, without marks."""

import re
from dataclasses import dataclass

from newsroom.arabic.fold import fold

FEWEST = 3  # questions; fewer may be a story's own rhetoric
LONGEST_QUESTION = 400
LONGEST_INTRODUCTION = 3_000  # letters before the first question in which a word of interview counts
MOST_BETWEEN = 8  # lines for each question: more of them is a story that happens to ask something

_LINE = re.compile(r"[^\n]+")
_QUESTION_LABEL = re.compile(r"\s*(?:س\s?\d{0,2}\s?[:/\-–.]|السؤال\s?\d{0,2}\s?:|سؤال\s?:)\s*")
_ANSWER_LABEL = re.compile(r"\s*(?:ج\s?\d{0,2}\s?[:/\-–.]|الجواب\s?:|جواب\s?:)\s*")
_BULLET = re.compile(r"\s*[-–—*•▪●■◄]+\s*")
_TALK = frozenset(
    fold(
        "حوار الحوار حوارا مقابلة المقابلة لقاء اللقاء التقيناه التقيناها حاوره حاورته حاورها حاورتها أجرى أجرت"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Answer:
    """text[start:end] is one answer, over as many paragraphs as it has."""

    start: int
    end: int


def answers(text: str) -> list[Answer]:
    """The answers of an interview in order; none when the text is not printed as one.

    It is one when three questions at least stand on lines of their own with an answer behind each, and
    something else says so: «س:», «ج:», bullets before the questions, or a word of interview before them.
    """
    if text.count("؟") + text.count("?") < FEWEST:
        return []
    lines = [(match.start(), match.end(), match[0]) for match in _LINE.finditer(text) if match[0].strip()]
    asked = [place for place, line in enumerate(lines) if _is_question(line[2])]
    if len(asked) < FEWEST:
        return []
    pairs = [
        (place, following)
        for place, following in zip(asked, [*asked[1:], len(lines)], strict=True)
        if following > place + 1
    ]
    if len(pairs) < FEWEST or len(pairs) * 2 < len(asked):
        return []
    labelled = sum(
        bool(_QUESTION_LABEL.match(lines[place][2]) or _BULLET.match(lines[place][2])) for place, _ in pairs
    )
    opening = lines[pairs[0][0]][0]
    before = fold(text[max(0, opening - LONGEST_INTRODUCTION) : opening]).split()
    if labelled * 2 < len(pairs) and not _TALK.intersection(before):
        return []
    if len(asked) * MOST_BETWEEN < asked[-1] - asked[0]:
        return []
    return [
        _answer(text, lines[place + 1 : following], following == len(lines)) for place, following in pairs
    ]


def first_question(text: str, found: list[Answer]) -> int:
    """Where the introduction ends, in which the guest is named."""
    return text.rfind("\n", 0, max(text.rfind("\n", 0, found[0].start), 0)) if found else 0


def _is_question(line: str) -> bool:
    line = line.strip()
    return len(line) <= LONGEST_QUESTION and line.endswith(("؟", "?")) and not _ANSWER_LABEL.match(line)


def _answer(text: str, lines: list[tuple[int, int, str]], last: bool) -> Answer:
    """The lines behind a question; the last answer is one paragraph, for what follows may be the reporter's."""
    if last:
        lines = lines[:1]
    start, _, first = lines[0]
    label = _ANSWER_LABEL.match(first) or _BULLET.match(first)
    start += label.end() if label else len(first) - len(first.lstrip())
    return Answer(start, lines[-1][1] - (len(lines[-1][2]) - len(lines[-1][2].rstrip())))
