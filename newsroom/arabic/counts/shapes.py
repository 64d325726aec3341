"""What comes out: plain records."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Miscount:
    """text[start:end] says `said` and holds `found`; code: "named", "sum" or "shares"."""

    code: str
    start: int
    end: int
    said: str
    found: str
    text: str = ""

    def of(self, text: str) -> "Miscount":
        return replace(self, text=text[self.start : self.end])
