"""What a merge will do, said before it is done; nothing is written."""

from dataclasses import dataclass

from django.contrib.admin.utils import display_for_field
from django.template.defaultfilters import yesno
from django.utils.text import capfirst

from newsroom.merging.events import refusal
from newsroom.merging.relations import kind, pointing_at, twins
from newsroom.merging.rules import rules_of
from newsroom.merging.uses import uses


@dataclass(frozen=True)
class Plan:
    loser: object
    moves: list  # of Use
    names: list  # the names by which the winner will be known too
    folded: list  # [(what, how many)] that both have, and that will be one
    taken: list  # [(field, value)] that the winner lacks
    differing: list  # [(field, what stays, what is lost)]
    warnings: list
    refusal: str  # why it cannot be done; "" where it can


def plan(winner, loser, site, request):
    rules = rules_of(type(winner))
    taken = rules.taken(winner, loser)
    folded = []
    for field in pointing_at(type(loser)):
        if met := twins(field, loser, winner):
            folded.append((kind(field), len(met)))
    return Plan(
        loser,
        uses(loser, site, request),
        _names(winner, loser),
        folded,
        [
            (capfirst(field.verbose_name), _shown(loser, field))
            for field in rules.compared()
            if field.attname in taken and taken[field.attname] == getattr(loser, field.attname)
        ],
        [
            (capfirst(field.verbose_name), _shown(winner, field), _shown(loser, field))
            for field, _, _ in rules.differing(winner, loser)
            if field.name not in ("name", "latin_name")
        ],
        rules.warnings(winner, loser),
        refusal(winner, loser),
    )


def _names(winner, loser):
    if not hasattr(loser, "names"):
        return []
    known = {winner.name, winner.latin_name}
    found = [
        loser.name,
        *([loser.latin_name] if winner.latin_name else []),
        *(str(n) for n in loser.names.all()),
    ]
    return [name for name in dict.fromkeys(found) if name and name not in known]


def _shown(row, field):
    value = getattr(row, field.name)
    if isinstance(value, bool):
        return yesno(value)  # in words: for the admin's lists it is an image
    return str(value) if field.is_relation and value else display_for_field(value, field, "—")
