"""What goes into the finder and what comes out: plain records, no behaviour."""

from dataclasses import dataclass, field

from newsroom.arabic.dates import FoundDate


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody the newsroom already has: the best list of names there is."""

    name: str
    other_names: tuple[str, ...] = ()
    positions: tuple[str, ...] = ()
    uid: str = ""


@dataclass(slots=True)
class Proposal:
    """One quote or indirect statement, for an editor to accept, correct or reject.

    text[start:end] of the NFC text are the words inside the marks; of an indirect one the sentence, without
    what another cue in it says between marks; of an answer in an interview the answer.
    speaker is the full name, None when nobody is named or when it is not sure enough: then `candidates`
    holds the names to choose from, likeliest first. rule says why, confidence (0 to 1) how surely.
    """

    start: int
    end: int
    text: str
    kind: str  # direct, mixed or indirect
    speaker: str | None = None
    speaker_kind: str = ""  # person, organization, unnamed or "" for not known
    speaker_uid: str = ""
    speaker_as_written: str = ""
    position_as_written: str = ""
    on_behalf_of: str = ""  # the body a spokesperson speaks for, as printed
    verb: str = ""
    confidence: float = 0.0
    rule: str = ""
    candidates: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    occasion: int | None = None  # a place in Found.occasions
    said_on: str = ""  # a partial date


@dataclass(slots=True)
class FoundPerson:
    name: str
    positions: list[str] = field(default_factory=list)
    uid: str = ""


@dataclass(slots=True)
class FoundSource:
    """An outlet or agency the story leans on; kind as the source model names it."""

    name: str
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class FoundOccasion:
    """Where things were said: kind as the occasion model names it.

    date is the place in Found.dates of the date printed with it; `on` is that date, "" when there is none
    or when it has a problem that an editor must settle first.
    """

    kind: str
    text: str
    start: int
    end: int
    on: str = ""
    date: int | None = None


@dataclass(frozen=True, slots=True)
class FoundWarning:
    """Something an editor should look at; code: unclosed_mark, stray_mark or mixed_marks."""

    code: str
    start: int
    end: int


@dataclass(slots=True)
class Found:
    quotes: list[Proposal] = field(default_factory=list)
    people: list[FoundPerson] = field(default_factory=list)
    sources: list[FoundSource] = field(default_factory=list)
    occasions: list[FoundOccasion] = field(default_factory=list)
    dates: list[FoundDate] = field(default_factory=list)
    warnings: list[FoundWarning] = field(default_factory=list)
