"""When words were said: the date a sentence prints beside its verb of saying, judged by the report's own."""

import calendar
import datetime
from bisect import bisect_left

from newsroom.arabic.dates import FoundDate
from newsroom.arabic.finder.shapes import Found, Proposal
from newsroom.arabic.finder.ties import Cue
from newsroom.arabic.finder.units import Sentence
from newsroom.arabic.fold import fold

# «في تصريح أمس», «في مؤتمر صحفي اليوم الأربعاء»: a date behind one of these is the day of the talk.
_TALK = frozenset(
    fold(
        "تصريح تصريحات حديث حوار مقابلة كلمة بيان مؤتمر صحفي صحافي صحفية صحافية له لها مشترك خاص متلفز هاتفي"
    ).split()
)


def told(proposals: list[Proposal], sentence: Sentence, cues: list[Cue], dates: list[FoundDate]) -> None:
    """Give each proposal of the sentence the day printed between its verb and its words."""
    first = bisect_left(dates, (sentence.start,))
    near = [date for date in dates[first : first + 12] if date.end <= sentence.end]
    if not near:
        return
    for proposal in proposals:
        cue = next(
            (one for one in cues if one.written == proposal.verb and _governs(sentence, one, proposal)), None
        )
        if cue is None:
            continue
        for date in near:
            if not date.problem and len(date.iso) == 10 and _is_beside(sentence, cue, date):
                proposal.said_on = date.iso
                break


def _governs(sentence: Sentence, cue: Cue, proposal: Proposal) -> bool:
    start = sentence.units[cue.place].start
    return start <= proposal.start or proposal.kind == "indirect"


def _is_beside(sentence: Sentence, cue: Cue, date: FoundDate) -> bool:
    """Does the date stand right behind the verb, its subject or the talk, before the words themselves?"""
    units = sentence.units
    at = next((place for place, unit in enumerate(units) if unit.start >= date.start), 0)
    ties = [place for place in (cue.that, cue.colon) if place >= 0]
    words = min(
        ties, default=next((n for n, unit in enumerate(units) if unit.kind == "q" and n > cue.place), 0)
    )
    if not cue.place < at < words:
        return False
    before = at - 1
    while before > cue.place and units[before].fold in _YAWM:
        before -= 1
    return before == cue.place or at == cue.speaker.end or units[before].fold in _TALK


_YAWM = frozenset(fold("يوم في من").split()) | {"،", "(", ","}


def before_the_report(found: Found, reported_on: datetime.date | None) -> None:
    """Words cannot be said after their report: such a date becomes a problem with repairs, and no quote keeps it."""
    if reported_on is None:
        return
    late = {quote.said_on for quote in found.quotes if quote.said_on > reported_on.isoformat()}
    if not late:
        return
    for quote in found.quotes:
        if quote.said_on in late:
            quote.said_on = ""
    for occasion in found.occasions:
        if occasion.on in late:
            occasion.on = ""
    for place, date in enumerate(found.dates):
        if date.iso in late and not date.problem:
            found.dates[place] = date._replace(
                problem="after_report", repairs=_earlier(date.iso, reported_on)
            )


def _earlier(iso: str, reported_on: datetime.date) -> tuple[str, ...]:
    """What it may have meant: the same day in the month before, in the report's month or year; then as printed."""
    if len(iso) != 10:
        return (iso,)
    date = datetime.date.fromisoformat(iso)
    year, month = divmod(date.year * 12 + date.month - 2, 12)
    months = [
        (year, month + 1),
        (reported_on.year, reported_on.month),
        (reported_on.year, date.month),
        (reported_on.year - 1, date.month),
    ]
    near = [
        datetime.date(year, month, date.day)
        for year, month in months
        if date.day <= calendar.monthrange(year, month)[1]
    ]
    fitting = sorted({one for one in near if one <= reported_on}, reverse=True)
    return (*(one.isoformat() for one in fitting[:2]), iso)
