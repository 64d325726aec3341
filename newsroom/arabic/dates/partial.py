"""Dates as far as they are known: "2021", "2021-09" or "2021-09-02"."""

import calendar
import datetime
import re

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def is_partial(text: str) -> bool:
    """Is it a partial date, and one that the calendar has? "2021-02-30" is not."""
    return _read(text) is not None


def earliest(partial: str) -> datetime.date:
    """The first day it can be: "2021-09" → 1 September. ValueError for anything but a partial date."""
    year, month, day = parts(partial)
    return datetime.date(year, month or 1, day or 1)


def latest(partial: str) -> datetime.date:
    """The last day it can be: "2021-09" → 30 September. ValueError for anything but a partial date."""
    year, month, day = parts(partial)
    month = month or 12
    return datetime.date(year, month, day or calendar.monthrange(year, month)[1])


def parts(partial: str) -> tuple[int, int, int]:
    """(year, month, day), 0 where unknown. ValueError for anything but a partial date."""
    read = _read(partial)
    if read is None:
        raise ValueError(f"{partial!r} is no partial date; write 2021, 2021-09 or 2021-09-02")
    return read


def _read(partial: str) -> tuple[int, int, int] | None:
    found = _PARTIAL.fullmatch(partial)
    if not found:
        return None
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        datetime.date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError:
        return None
    return year, month, day
