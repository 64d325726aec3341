"""Who speaks, as found in the story, and how sure each way of finding a speaker is."""

from dataclasses import dataclass

from newsroom.arabic.finder.cast import Entity

# How sure each way of finding a speaker is.
SURE = {
    "known": 0.95,
    "title_name": 0.95,
    "full_name": 0.93,
    "surname": 0.9,
    "title_surname": 0.9,
    "source_chain": 0.9,
    "organization": 0.85,
    "before_verb": 0.85,
    "unnamed": 0.85,
    "named_in_marks": 0.8,
    "body_called": 0.8,
    "dropped": 0.8,
    "paper": 0.75,
    "topic": 0.7,
    "guest": 0.8,
    "title": 0.75,
    "generic_title": 0.6,
    "single_name": 0.6,
    "previous_speaker": 0.6,
    "none": 0.0,
}
# Found, but not by a name that is surely somebody's.
UNSURE = ("none", "unnamed", "single_name", "generic_title")


@dataclass(slots=True)
class Speaker:
    """Who speaks, as resolved and as printed; rule "unnamed": a source without a name, "none": nobody found."""

    entity: Entity | None
    rule: str
    as_written: str = ""
    position: str = ""
    candidates: tuple[str, ...] = ()
    source: Entity | None = None
    end: int = 0  # the unit behind the phrase

    @property
    def sure(self) -> float:
        return SURE[self.rule]


NOBODY = Speaker(None, "none")
