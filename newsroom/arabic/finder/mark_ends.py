"""Where the words of a mark left open plainly end: before somebody is told to speak anew."""

import re

from newsroom.arabic.finder.cues import BY
from newsroom.arabic.finder.verbs import VERBS
from newsroom.arabic.fold import fold

_AFTER_STOP = re.compile(r"[.,،؛]\s+(\w+)(?=\s+(\w+))")
_AS = fold("كما")
_SENTENCE = re.compile(r"(?<=[.!?؟])\s+([^.!?؟\n]+)")
_LETTERS = re.compile(r"\w+")


def verb_in(word: str) -> bool:
    """Is this printed word a verb of saying, also behind «و» and «ف»?"""
    folded = fold(word.strip(":،,"))
    return folded in VERBS or (folded[:1] in ("و", "ف") and folded[1:] in VERBS)


def before_told_anew(text: str, start: int, end: int) -> int:
    """Where the first sentence begins that tells of somebody speaking; 0 when there is none."""
    for match in _SENTENCE.finditer(text, start, end):
        for word in map(fold, _LETTERS.findall(match[1])):
            bare = word[1:] if word[:1] in ("و", "ف") and word not in VERBS else word
            verb = VERBS.get(bare)
            if (verb and not verb.weak) or bare in BY:
                return match.start() - (text[match.start() - 1] == ".")
    return 0


def before_next_cue(text: str, start: int, end: int) -> int:
    """Where the words of an open mark plainly end: before «، مشيراً إلى», «. وأضاف», «. كما أكد»; 0 when nowhere."""
    for match in _AFTER_STOP.finditer(text, start, end):
        first, second = (fold(word) for word in match.groups())
        word = second if first == _AS else first
        verb = VERBS.get(word) or (VERBS.get(word[1:]) if word[:1] in ("و", "ف") else None)
        told = verb and not verb.weak and verb.form in ("past", "participle")
        if told or first in BY or (first[:1] == "و" and first[1:] in BY):
            return match.start()
    return 0
