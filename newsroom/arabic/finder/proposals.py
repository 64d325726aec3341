"""What is proposed, of words, whoever said them and the cue that tells it."""

from newsroom.arabic.finder.cast import Entity, tokens_of
from newsroom.arabic.finder.cues import RANKS
from newsroom.arabic.finder.shapes import Proposal
from newsroom.arabic.finder.speaker import NOBODY, Speaker
from newsroom.arabic.finder.spokesmen import represented
from newsroom.arabic.finder.ties import Cue
from newsroom.arabic.finder.units import Unit, clean

THRESHOLD = 0.5  # below it no speaker is filled in: an empty field costs less than a wrong name in print


def office(entity: Entity) -> str:
    """The fullest position the story prints for somebody, a rank only when there is nothing else."""
    return max(
        entity.positions, key=lambda one: (clean(tokens_of(one)[0]) not in RANKS, len(one)), default=""
    )


def proposal(
    text: str, unit: Unit, kind: str, speaker: Speaker, cue: Cue | None, rule: str, sure: float
) -> Proposal:
    speaker = speaker or NOBODY
    entity, confidence = speaker.entity, round(sure * (speaker.sure if speaker.rule != "none" else 1), 2)
    named = entity is not None and speaker.sure >= THRESHOLD
    position = speaker.position or (office(entity) if named else "")
    return Proposal(
        unit.start,
        unit.end,
        text[unit.start : unit.end],
        kind,
        speaker=entity.name if named else None,
        speaker_kind=entity.kind if named else "unnamed" if speaker.rule == "unnamed" else "",
        speaker_uid=entity.uid if named else "",
        speaker_as_written=speaker.as_written,
        position_as_written=position,
        on_behalf_of=represented(position or speaker.as_written),
        verb=cue.written if cue else "",
        confidence=confidence,
        rule=f"{rule}+{speaker.rule}",
        candidates=speaker.candidates or ((entity.name,) if entity else ()),
        sources=(speaker.source.name,) if speaker.source else (),
    )
