"""Dates as a newsroom writes them: partial dates, the months' customs, dates found in a story."""

from newsroom.arabic.dates.alike import FoundDate
from newsroom.arabic.dates.finding import find
from newsroom.arabic.dates.months import CUSTOMS, show
from newsroom.arabic.dates.partial import earliest, is_partial, latest
from newsroom.arabic.letters import latin_digits

__all__ = ["CUSTOMS", "FoundDate", "earliest", "find", "is_partial", "latest", "latin_digits", "show"]
