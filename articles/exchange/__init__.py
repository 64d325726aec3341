"""Stories as lines of JSON, for other programs: what goes out comes in again, byte for byte.

One line is one story with everybody and everything it names (`FORMAT` 1, see the README). `dump`
gives lines, `load` takes them; both are idempotent by `uid` and carry no clock.
"""

from articles.exchange.dump import FORMAT, dump, line_of
from articles.exchange.load import Report, load

__all__ = ["FORMAT", "Report", "dump", "line_of", "load"]
